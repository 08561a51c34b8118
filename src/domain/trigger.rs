//! Triggers: what starts jobs and crawlers by themselves.

use std::collections::BTreeMap;

/// A trigger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger {
    pub name: String,
    pub when: When,
    pub actions: Vec<Action>,
    /// `CREATED`, `ACTIVATED`, `DEACTIVATED`, …
    pub state: String,
    pub description: Option<String>,
}

/// When it starts its actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// By the clock: `cron(…)`.
    Cron(String),
    /// After others have ended in these states; after any of them, or after all.
    After { conditions: Vec<Condition>, any: bool },
    /// When told, or on events that are not looked at here.
    Otherwise(String),
}

/// A job or a crawler.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    Job(String),
    Crawler(String),
}

impl Work {
    /// `job clean`, `crawler raw`.
    pub fn words(&self) -> String {
        match self {
            Self::Job(name) => format!("job {name}"),
            Self::Crawler(name) => format!("crawler {name}"),
        }
    }
}

/// An end that is waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    pub work: Work,
    /// `SUCCEEDED`, `FAILED`, …
    pub state: String,
}

/// What is started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    pub work: Work,
    /// Arguments of a job, over its own.
    pub arguments: BTreeMap<String, String>,
}

impl Trigger {
    /// Whether it starts the work.
    pub fn starts(&self, work: &Work) -> bool {
        self.actions.iter().any(|action| action.work == *work)
    }

    /// When it starts its actions, in words.
    pub fn words(&self) -> String {
        match &self.when {
            When::Cron(expression) => expression.clone(),
            When::Otherwise(kind) => kind.to_lowercase().replace('_', " "),
            When::After { conditions, any } => {
                let ends: Vec<String> = conditions
                    .iter()
                    .map(|condition| format!("{} has {}", condition.work.words(), condition.state.to_lowercase()))
                    .collect();
                format!("after {}", ends.join(if *any { " or " } else { " and " }))
            }
        }
    }
}
