//! Whether whoever asks may do what is planned, as IAM judges it before anything is done.
//!
//! Invariant: nobody is said to be refused who might not be. A judgement that hangs on what the request alone will say, or
//! on a policy of the resource's own, is no answer.
//!
//! Source: IAM API reference, SimulatePrincipalPolicy; IAM user guide, "Policy evaluation logic".

use std::collections::{BTreeMap, BTreeSet};

/// Something that a plan does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Need {
    /// `glue:CreateTable`
    pub action: &'static str,
    /// The ARN that it is done to, or `*` for actions that know none.
    pub resource: String,
    /// For a role that is handed on: the service that gets it.
    pub passed_to: Option<&'static str>,
}

impl Need {
    /// An action on a resource.
    pub fn new(action: &'static str, resource: impl Into<String>) -> Self {
        Self { action, resource: resource.into(), passed_to: None }
    }
}

/// Actions on resources that are asked about in one call: each on each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The actions.
    pub actions: Vec<&'static str>,
    /// The resources.
    pub resources: Vec<String>,
    /// As [`Need::passed_to`].
    pub passed_to: Option<&'static str>,
}

impl Question {
    /// The same for each action by itself: IAM does not take actions together whose requests say different things.
    pub fn one_by_one(&self) -> Vec<Self> {
        self.actions.iter().map(|action| Self { actions: vec![action], ..self.clone() }).collect()
    }
}

/// The most resources of one question; IAM says no limit, and answers with a page of at most a thousand.
const RESOURCES: usize = 50;

/// The fewest questions that ask for all needs and for nothing else: resources to which the same is done go together.
pub fn questions<'a>(needs: impl IntoIterator<Item = &'a Need>) -> Vec<Question> {
    type Asked<'a> = BTreeMap<(&'a str, Option<&'static str>), BTreeSet<&'static str>>;
    let mut by_resource: Asked<'a> = BTreeMap::new();
    for need in needs {
        by_resource.entry((&need.resource, need.passed_to)).or_default().insert(need.action);
    }
    let mut by_actions: BTreeMap<(Vec<&'static str>, Option<&'static str>), Vec<String>> = BTreeMap::new();
    for ((resource, passed_to), actions) in by_resource {
        by_actions.entry((actions.into_iter().collect(), passed_to)).or_default().push(resource.to_owned());
    }
    by_actions
        .into_iter()
        .flat_map(|((actions, passed_to), resources)| {
            resources
                .chunks(RESOURCES)
                .map(|resources| Question { actions: actions.clone(), resources: resources.to_vec(), passed_to })
                .collect::<Vec<_>>()
        })
        .collect()
}

/// What IAM says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// A policy allows it, and none denies it.
    Allowed,
    /// A policy denies it.
    Denied,
    /// No policy says anything.
    Silent,
}

impl Decision {
    /// IAM's word for it.
    pub fn of_word(word: &str) -> Option<Self> {
        match word {
            "allowed" => Some(Self::Allowed),
            "explicitDeny" => Some(Self::Denied),
            "implicitDeny" => Some(Self::Silent),
            _ => None,
        }
    }
}

/// What IAM says of an action on a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The action.
    pub action: String,
    /// The resource.
    pub resource: String,
    /// What it says.
    pub decision: Decision,
    /// What the policies ask of the request and nobody could tell IAM before there is one.
    pub missing: Vec<String>,
}

/// What that means for whoever is about to do it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It will be let through, as far as policies go.
    Allowed,
    /// It will be refused.
    Refused {
        /// Whether a policy says so by name.
        by_name: bool,
    },
    /// Nobody knows before it is tried, for this reason.
    Unknown(String),
}

/// The verdict. `may_be_let_in` says whether the resource has a policy of its own that could allow what no policy of the
/// caller does.
pub fn verdict(judgement: &Judgement, may_be_let_in: bool) -> Verdict {
    match judgement.decision {
        Decision::Allowed => Verdict::Allowed,
        Decision::Denied | Decision::Silent if !judgement.missing.is_empty() => {
            Verdict::Unknown(format!("it depends on {}", judgement.missing.join(", ")))
        }
        Decision::Denied => Verdict::Refused { by_name: true },
        Decision::Silent if may_be_let_in => {
            Verdict::Unknown("none of your policies allows it, and the resource's own may".to_owned())
        }
        Decision::Silent => Verdict::Refused { by_name: false },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_to_the_same_resources_is_asked_together() {
        let needs = [
            Need::new("glue:CreateTable", "catalog"),
            Need::new("glue:CreateTable", "table/a"),
            Need::new("glue:CreateTable", "table/b"),
            Need::new("glue:CreateDatabase", "catalog"),
            Need { passed_to: Some("glue.amazonaws.com"), ..Need::new("iam:PassRole", "role/r") },
            Need { passed_to: Some("s3.amazonaws.com"), ..Need::new("iam:PassRole", "role/r") },
        ];
        let asked: Vec<(String, String)> = questions(&needs)
            .iter()
            .map(|question| (question.actions.join(" "), question.resources.join(" ")))
            .collect();
        let expected = [
            ("glue:CreateDatabase glue:CreateTable", "catalog"),
            ("glue:CreateTable", "table/a table/b"),
            ("iam:PassRole", "role/r"),
            ("iam:PassRole", "role/r"),
        ];
        assert_eq!(asked, expected.map(|(actions, resources)| (actions.to_owned(), resources.to_owned())));
        let many: Vec<Need> = (0..120).map(|number| Need::new("a:B", format!("r{number}"))).collect();
        assert_eq!(questions(&many).iter().map(|question| question.resources.len()).sum::<usize>(), 120);
        assert_eq!(questions(&many).len(), 3);
    }

    #[test]
    fn nobody_is_refused_who_might_not_be() {
        let judgement = |decision, missing: &[&str]| Judgement {
            action: "s3:PutBucketPolicy".to_owned(),
            resource: "arn:aws:s3:::raw".to_owned(),
            decision,
            missing: missing.iter().map(|key| (*key).to_owned()).collect(),
        };
        assert_eq!(verdict(&judgement(Decision::Allowed, &["aws:SourceVpc"]), false), Verdict::Allowed);
        assert_eq!(verdict(&judgement(Decision::Denied, &[]), true), Verdict::Refused { by_name: true });
        assert_eq!(verdict(&judgement(Decision::Silent, &[]), false), Verdict::Refused { by_name: false });
        assert!(matches!(verdict(&judgement(Decision::Silent, &[]), true), Verdict::Unknown(_)));
        // "Deny without a second factor" denies a simulation, which has none.
        let of_factor = judgement(Decision::Denied, &["aws:MultiFactorAuthPresent"]);
        assert_eq!(verdict(&of_factor, false), Verdict::Unknown("it depends on aws:MultiFactorAuthPresent".to_owned()));
        assert!(matches!(verdict(&judgement(Decision::Silent, &["aws:SourceIp"]), false), Verdict::Unknown(_)));
    }
}
