//! Triggers: what starts jobs and crawlers by themselves.

use std::collections::BTreeMap;

/// A trigger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger {
    pub name: String,
    /// The workflow that it is part of.
    pub workflow: Option<String>,
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
    /// When told.
    OnDemand,
    /// On events from the event bus: when there are so many, or when the first has waited for so many seconds.
    Event { size: i32, seconds: Option<i32> },
    /// Otherwise, in the service's own word.
    Otherwise(String),
}

/// A job or a crawler.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    Job(String),
    Crawler(String),
}

impl std::str::FromStr for Work {
    type Err = String;

    /// `job:NAME` or `crawler:NAME`.
    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            Some(("job", name)) if !name.is_empty() => Ok(Self::Job(name.to_owned())),
            Some(("crawler", name)) if !name.is_empty() => Ok(Self::Crawler(name.to_owned())),
            _ => Err(format!("`{text}` is neither job:NAME nor crawler:NAME")),
        }
    }
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
            When::OnDemand => "on demand".to_owned(),
            When::Event { size: 1, .. } => "on every event".to_owned(),
            When::Event { size, seconds: None } => format!("on {size} events"),
            When::Event { size, seconds: Some(seconds) } => format!("on {size} events, or {seconds} s after the first"),
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
