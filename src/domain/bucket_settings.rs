//! What buckets are set to besides versions, encryption and lifecycle; and the mark of what could not be read.

use serde::Serialize;
use serde_json::{Value, json};

/// A property as it is, or why it is not known. What is denied is not absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known<T> {
    /// It was read.
    Known(T),
    /// It could not be read, for this reason.
    Unknown(String),
}

impl<T> Known<T> {
    /// The property, when it was read.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unknown(_) => None,
        }
    }

    /// Why it is not known.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Known(_) => None,
            Self::Unknown(reason) => Some(reason),
        }
    }

    /// The same of another property.
    pub fn map<U>(self, map: impl FnOnce(T) -> U) -> Known<U> {
        match self {
            Self::Known(value) => Known::Known(map(value)),
            Self::Unknown(reason) => Known::Unknown(reason),
        }
    }

    /// As JSON: what is not known is the word `unknown`.
    pub fn json(&self, write: impl FnOnce(&T) -> Value) -> Value {
        self.known().map_or_else(|| json!("unknown"), write)
    }
}

/// The four switches that keep the public out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct PublicAccess {
    /// New public ACLs are refused.
    pub block_public_acls: bool,
    /// Public ACLs that are there count for nothing.
    pub ignore_public_acls: bool,
    /// New public policies are refused.
    pub block_public_policy: bool,
    /// Public policies that are there serve the account and AWS services only.
    pub restrict_public_buckets: bool,
}

impl PublicAccess {
    /// All four on.
    pub const BLOCKED: Self = Self {
        block_public_acls: true,
        ignore_public_acls: true,
        block_public_policy: true,
        restrict_public_buckets: true,
    };

    /// Whether all four are on.
    pub fn is_blocked(self) -> bool {
        self == Self::BLOCKED
    }

    /// Each switch by its name.
    pub fn switches(self) -> [(&'static str, bool); 4] {
        [
            ("block_public_acls", self.block_public_acls),
            ("ignore_public_acls", self.ignore_public_acls),
            ("block_public_policy", self.block_public_policy),
            ("restrict_public_buckets", self.restrict_public_buckets),
        ]
    }
}

/// One switch of the four: what each level says, what holds, and which level decides.
///
/// Source: Amazon S3 User Guide, "Blocking public access": the most restrictive combination of the levels holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EffectiveSwitch {
    /// The switch.
    pub switch: &'static str,
    /// What the bucket says; none when it could not be read.
    pub bucket: Option<bool>,
    /// What the account says; none when it could not be read.
    pub account: Option<bool>,
    /// What holds; none when that depends on what could not be read.
    pub effective: Option<bool>,
    /// `bucket`, `account`, `both`, `neither`, or `unknown`.
    pub decided_by: &'static str,
}

/// What holds of the four switches at the two levels.
pub fn effective_switches(bucket: Option<PublicAccess>, account: Option<PublicAccess>) -> Vec<EffectiveSwitch> {
    let names = PublicAccess::default().switches().map(|(name, _)| name);
    let at = |level: Option<PublicAccess>, index: usize| level.map(|level| level.switches()[index].1);
    names
        .into_iter()
        .enumerate()
        .map(|(index, switch)| {
            let (bucket, account) = (at(bucket, index), at(account, index));
            let (effective, decided_by) = match (bucket, account) {
                (Some(true), Some(true)) => (Some(true), "both"),
                (Some(true), _) => (Some(true), "bucket"),
                (_, Some(true)) => (Some(true), "account"),
                (Some(false), Some(false)) => (Some(false), "neither"),
                _ => (None, "unknown"),
            };
            EffectiveSwitch { switch, bucket, account, effective, decided_by }
        })
        .collect()
}

/// Where a bucket's access logs go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccessLog {
    /// The bucket that keeps the logs.
    pub bucket: String,
    /// What their keys begin with.
    pub prefix: String,
}

/// Who hears of new objects.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Notify {
    /// The account's event bus.
    EventBridge,
    /// A queue, a topic or a function, by its ARN.
    Target(String),
}

/// What receives a notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetKind {
    /// SQS
    Queue,
    /// SNS
    Topic,
    /// Lambda
    Function,
}

impl Notify {
    /// The kind of a target's ARN.
    pub fn kind(arn: &str) -> Option<TargetKind> {
        match arn.split(':').nth(2)? {
            "sqs" => Some(TargetKind::Queue),
            "sns" => Some(TargetKind::Topic),
            "lambda" => Some(TargetKind::Function),
            _ => None,
        }
    }

    /// As it is told.
    pub fn name(&self) -> &str {
        match self {
            Self::EventBridge => "eventbridge",
            Self::Target(arn) => arn,
        }
    }
}

impl std::str::FromStr for Notify {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "eventbridge" {
            return Ok(Self::EventBridge);
        }
        if text.starts_with("arn:") && Self::kind(text).is_some() {
            return Ok(Self::Target(text.to_owned()));
        }
        Err("write `eventbridge`, or the ARN of a queue, a topic or a function".to_owned())
    }
}

/// Who hears of a bucket's objects, as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LiveNotification {
    /// Whether the event bus hears of everything.
    pub event_bridge: bool,
    /// The targets of configurations for new objects that lakectl made.
    pub owned: Vec<String>,
    /// Configurations that are somebody else's.
    pub foreign: usize,
}

impl LiveNotification {
    /// Whether this one hears of new objects by our doing.
    pub fn has(&self, wanted: &Notify) -> bool {
        match wanted {
            Notify::EventBridge => self.event_bridge,
            Notify::Target(arn) => self.owned.contains(arn),
        }
    }

    /// As it is told: the names of who hears.
    pub fn names(&self) -> Vec<&str> {
        self.event_bridge.then_some("eventbridge").into_iter().chain(self.owned.iter().map(String::as_str)).collect()
    }
}

/// A copy of every new object in another bucket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Replication {
    /// The bucket that gets the copies.
    pub to: String,
    /// The role that S3 copies with, by its ARN.
    pub role: String,
    /// The key that the copies are encrypted with, where the objects are encrypted with a key of ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replica_key: Option<String>,
}

/// A bucket's replication, as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LiveReplication {
    /// lakectl's rule.
    pub owned: Option<Replication>,
    /// The role that all rules share.
    pub role: Option<String>,
    /// Rules that are somebody else's.
    pub foreign: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strictest_level_decides_and_what_is_not_known_is_said() {
        let off = PublicAccess::default();
        let one = |bucket, account| effective_switches(bucket, account).remove(0);
        assert_eq!(one(Some(PublicAccess::BLOCKED), Some(off)).decided_by, "bucket");
        assert_eq!(one(Some(off), Some(PublicAccess::BLOCKED)).decided_by, "account");
        assert_eq!(one(Some(off), Some(off)).effective, Some(false));
        assert_eq!(one(Some(PublicAccess::BLOCKED), None).effective, Some(true));
        let unknown = one(Some(off), None);
        assert_eq!((unknown.effective, unknown.decided_by), (None, "unknown"));
    }

    #[test]
    fn targets_are_named_by_their_arns() {
        assert_eq!("eventbridge".parse(), Ok(Notify::EventBridge));
        let queue = "arn:aws:sqs:us-east-1:123456789012:new";
        assert_eq!(queue.parse(), Ok(Notify::Target(queue.to_owned())));
        assert_eq!(Notify::kind(queue), Some(TargetKind::Queue));
        assert!("arn:aws:glue:us-east-1:123456789012:job/x".parse::<Notify>().is_err());
        assert!("mail".parse::<Notify>().is_err());
    }
}
