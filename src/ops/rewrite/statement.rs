//! Running the statements of a rewrite, one after the other.

use std::time::Duration;

use crate::aws::Write;
use crate::clock::new_id;
use crate::domain::query::batch::Batch;
use crate::domain::query::{Execution, Request, State};
use crate::error::{Error, Result};
use crate::query::{self, Current, Place, QueryResult, ResultOptions};

/// Where statements run, and how long each may take.
#[derive(Debug, Clone)]
pub struct Session {
    pub workgroup: Option<String>,
    /// `s3://…` for results, when the operator says it.
    pub output_location: Option<String>,
    pub timeout: Duration,
}

/// Runs statements.
pub struct Runner<'a> {
    pub write: &'a Write,
    pub current: &'a Current,
    pub tell: &'a (dyn Fn(&str) + Send + Sync),
    session: Session,
}

/// A row of a small result.
pub type Row = Vec<Option<String>>;

impl<'a> Runner<'a> {
    /// A runner; it looks where results go.
    pub async fn new(
        write: &'a Write,
        session: &Session,
        current: &'a Current,
        tell: &'a (dyn Fn(&str) + Send + Sync),
    ) -> Result<Self> {
        let mut session = session.clone();
        if session.output_location.is_none()
            && let Place::Location(location) = query::place(write, session.workgroup.as_deref()).await?
        {
            session.output_location = Some(location);
        }
        Ok(Self { write, current, tell, session })
    }

    /// Starts a statement, or finds the one that the token began.
    pub async fn start(&self, sql: &str, token: &str) -> Result<String> {
        let request = Request {
            sql: sql.to_owned(),
            workgroup: self.session.workgroup.clone(),
            output_location: self.session.output_location.clone(),
            token: token.to_owned(),
            ..Request::default()
        };
        self.current.start(self.write, &request).await
    }

    /// Waits for a query, however it ends.
    pub async fn ended(&self, id: &str) -> Result<Execution> {
        self.current.wait(self.write, id, self.session.timeout).await
    }

    /// The error of a query that did not succeed.
    pub async fn failure(&self, execution: &Execution) -> Error {
        query::failure(self.write, execution).await
    }

    /// Runs a statement that only reads, and gives its rows.
    pub async fn rows(&self, sql: &str) -> Result<(Vec<Row>, Execution)> {
        let id = self.start(sql, &new_id()).await?;
        let execution = self.ended(&id).await?;
        if execution.state != State::Succeeded {
            return Err(self.failure(&execution).await);
        }
        let QueryResult::Rows(mut rows) = query::result(self.write, &execution, &ResultOptions::default()).await?
        else {
            return Err(Error::failed(format!("query {id} gave no rows")));
        };
        let reading = tokio::task::spawn_blocking(move || {
            let width = rows.columns().len();
            let (mut all, mut batch) = (Vec::new(), Batch::new(width));
            while rows.next(&mut batch)? {
                all.extend(batch.rows().map(|row| row.cells().map(|cell| cell.map(str::to_owned)).collect::<Row>()));
                batch.clear(width);
            }
            Ok::<_, Error>(all)
        });
        let stopped = |error| Error::failed("the reading of a result was stopped in the middle").because(error);
        Ok((reading.await.map_err(stopped)??, execution))
    }

    /// Runs a statement that gives no rows, however it ends.
    pub async fn run(&self, sql: &str) -> Result<Execution> {
        let id = self.start(sql, &new_id()).await?;
        self.ended(&id).await
    }
}
