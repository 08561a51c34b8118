//! Running the statements of a rewrite, one after the other.

use std::sync::Mutex;
use std::time::Duration;

use crate::aws::Write;
use crate::clock::new_id;
use crate::domain::query::batch::Batch;
use crate::domain::query::{Execution, Request, State};
use crate::error::{Error, Kind, Result};
use crate::ops::query::{self, Place, QueryResult, ResultOptions};

/// The query that runs at this moment, for whoever is asked to stop.
#[derive(Debug, Default)]
pub struct Current(Mutex<Option<String>>);

impl Current {
    /// Its id.
    pub fn id(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    fn set(&self, id: Option<String>) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = id;
    }
}

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
        query::start(self.write, &request).await
    }

    /// Waits for a query, however it ends.
    pub async fn ended(&self, id: &str) -> Result<Execution> {
        self.current.set(Some(id.to_owned()));
        let ended = query::wait(self.write, id, self.session.timeout, &|_| {}).await;
        self.current.set(None);
        ended
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

/// Stops what runs, for an operator who pressed Ctrl-C.
pub async fn stop(write: &Write, current: &Current) -> Error {
    let Some(id) = current.id() else {
        return Error::new(Kind::Interrupted, "interrupted between two statements");
    };
    match query::stop(write, &id).await {
        Ok(last) => Error::new(Kind::Interrupted, format!("interrupted; query {id} is {}", last.state.word())),
        Err(error) => error.with_kind(Kind::Interrupted).context(format!("interrupted; query {id} may go on")),
    }
}
