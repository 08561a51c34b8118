//! The query that runs at this moment, for whoever is asked to stop.

use std::time::Duration;

use tokio::sync::watch;

use crate::aws::{Read, Write};
use crate::domain::query::{Execution, Request};
use crate::error::{Error, Kind, Result};

#[derive(Debug, Default, PartialEq, Eq)]
enum Doing {
    #[default]
    Nothing,
    /// A start is on its way: what it began has no name yet.
    Starting,
    Running(String),
    /// A start failed in a way that may have begun something, which has no name.
    Unknown,
}

impl Doing {
    fn after(started: &Result<String>) -> Self {
        match started {
            Ok(id) => Self::Running(id.clone()),
            Err(error) if error.outcome_is_unknown() => Self::Unknown,
            Err(_) => Self::Nothing,
        }
    }

    /// What is said of an interruption here, or the query to stop first.
    fn interrupted(&self) -> std::result::Result<String, Error> {
        match self {
            Self::Running(id) => Ok(id.clone()),
            Self::Nothing => Err(Error::new(Kind::Interrupted, "interrupted; no query runs")),
            // One that is still starting is waited for, unless the work ended without a word of it.
            Self::Starting | Self::Unknown => Err(Error::new(
                Kind::Interrupted,
                "interrupted; it is unknown whether a query runs: its start has no answer",
            )
            .hint("see what runs: lakectl queries list --state running")),
        }
    }
}

/// The query that runs at this moment, of work that runs one after the other.
#[derive(Debug)]
pub struct Current(watch::Sender<Doing>);

impl Default for Current {
    fn default() -> Self {
        Self(watch::Sender::new(Doing::Nothing))
    }
}

impl Current {
    /// Starts a query, or finds the one that its token began; gives its id.
    pub async fn start(&self, write: &Write, request: &Request) -> Result<String> {
        self.0.send_replace(Doing::Starting);
        let started = super::start(write, request).await;
        self.0.send_replace(Doing::after(&started));
        started
    }

    /// Waits for a query, however it ends.
    pub async fn wait(&self, read: &Read, id: &str, timeout: Duration) -> Result<Execution> {
        self.0.send_replace(Doing::Running(id.to_owned()));
        let ended = super::wait(read, id, timeout, &|_| {}).await;
        self.0.send_replace(Doing::Nothing);
        ended
    }

    /// Does the work, unless an operator presses Ctrl-C before it is done: then what runs is stopped.
    pub async fn unless<T>(
        &self,
        write: &Write,
        interrupted: impl Future<Output = ()>,
        work: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        let mut work = std::pin::pin!(work);
        tokio::select! {
            done = &mut work => return done,
            () = interrupted => {}
        }
        let mut seen = self.0.subscribe();
        let is_named = async { drop(seen.wait_for(|doing| *doing != Doing::Starting).await) };
        tokio::select! {
            biased;
            // Not a step further than the name of what was started.
            () = is_named => {}
            done = &mut work => drop(done),
        }
        Err(self.stop(write).await)
    }

    /// Stops what runs, and says what became of it.
    async fn stop(&self, write: &Write) -> Error {
        let id = match self.0.borrow().interrupted() {
            Ok(id) => id,
            Err(error) => return error,
        };
        match super::stop(write, &id).await {
            Ok(last) => Error::new(Kind::Interrupted, format!("interrupted; query {id} is {}", last.state.word())),
            Err(error) => error
                .with_kind(Kind::Interrupted)
                .context(format!("interrupted; query {id} may go on"))
                .hint(format!("stop it: lakectl queries cancel {id}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::AwsFailure;

    fn refused(outcome_unknown: bool) -> Error {
        let failure = AwsFailure {
            service: "athena",
            operation: "StartQueryExecution",
            code: None,
            message: None,
            request_id: None,
            status: None,
            attempts: None,
            outcome_unknown,
        };
        Error::new(Kind::Failed, "no answer").from_aws(failure)
    }

    #[test]
    fn a_start_without_an_answer_may_have_begun_something() {
        let lost = Doing::after(&Err(refused(true))).interrupted().expect_err("no name");
        assert!(lost.to_string().contains("unknown whether a query runs"), "{lost}");
        assert!(format!("{lost:?}").contains("lakectl queries list --state running"), "{lost:?}");
        let refused = Doing::after(&Err(refused(false))).interrupted().expect_err("no name");
        assert!(refused.to_string().contains("no query runs"), "{refused}");
        assert_eq!(Doing::after(&Ok("q-1".to_owned())).interrupted().ok().as_deref(), Some("q-1"));
    }
}
