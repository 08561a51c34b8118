//! What starts jobs and crawlers by themselves.

use std::collections::BTreeMap;

use crate::aws::Read;
use crate::domain::cron::Cron;
use crate::domain::trigger::{Action, Condition, Trigger, When, Work};
use crate::error::{Error, Result};
use crate::{crawler, job};

/// When a job or a crawler is to start.
#[derive(Debug, Clone)]
pub enum Wanted {
    /// By the clock.
    Cron(String),
    /// After all of these have ended so.
    After(Vec<Work>, String),
}

/// The name of the trigger that starts a job or a crawler.
pub fn trigger_name(work: &Work) -> String {
    match work {
        Work::Job(name) => format!("lakectl-job-{name}"),
        Work::Crawler(name) => format!("lakectl-crawler-{name}"),
    }
}

/// Fails unless the work is there.
pub async fn need(read: &Read, work: &Work) -> Result<()> {
    match work {
        Work::Job(name) => job::need(read, name).await.map(drop),
        Work::Crawler(name) => crawler::need(read, name).await.map(drop),
    }
}

/// The triggers that start a job or a crawler.
pub async fn triggers_of(read: &Read, work: &Work) -> Result<Vec<Trigger>> {
    need(read, work).await?;
    Ok(read.triggers().await?.into_iter().filter(|trigger| trigger.starts(work)).collect())
}

/// The trigger that is wanted; everything that it names must be there.
pub async fn wanted(read: &Read, work: &Work, wanted: Wanted, arguments: BTreeMap<String, String>) -> Result<Trigger> {
    need(read, work).await?;
    let when = match wanted {
        Wanted::Cron(expression) => {
            expression.parse::<Cron>().map_err(Error::usage)?;
            When::Cron(expression)
        }
        Wanted::After(others, state) => {
            for other in &others {
                need(read, other).await?;
                if other == work {
                    return Err(Error::usage(format!("{} would start itself again and again", work.words())));
                }
            }
            let conditions = others.into_iter().map(|work| Condition { state: state_of(&work, &state), work });
            When::After { conditions: conditions.collect(), any: false }
        }
    };
    Ok(Trigger {
        name: trigger_name(work),
        workflow: None,
        when,
        actions: vec![Action { work: work.clone(), arguments }],
        state: "ACTIVATED".to_owned(),
        description: Some(format!("starts {}", work.words())),
    })
}

/// The service has another word for a crawl that was stopped.
pub fn state_of(work: &Work, state: &str) -> String {
    match (work, state) {
        (Work::Crawler(_), "STOPPED") => "CANCELLED".to_owned(),
        _ => state.to_owned(),
    }
}
