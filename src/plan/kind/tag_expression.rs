//! Expressions of LF-tags that are kept under a name, as resources.

use serde_json::{Value, json};

use crate::aws::{Read, Write};
use crate::domain::permission::{Grant, NamedExpression, Resource as Target};
use crate::error::Result;
use crate::{Change, Resource, Step};

/// A named expression that should be there.
#[derive(Debug, Clone)]
pub struct TagExpressionResource {
    /// What it should say, and under which name; without a description, the one that is there stays.
    pub wanted: NamedExpression,
}

/// What is there.
#[derive(Debug, Clone)]
pub struct LiveExpression {
    /// The expression.
    pub expression: NamedExpression,
    /// The grants that are by it, in words.
    pub grants: Vec<String>,
}

impl TagExpressionResource {
    /// Those of some grants that are by it, in words.
    pub fn grants_by<'a>(&self, grants: impl IntoIterator<Item = &'a Grant>) -> Vec<String> {
        let is_by_it = |grant: &&Grant| match &grant.resource {
            Target::TagPolicy { expression, .. } => expression.name() == Some(self.wanted.name.as_str()),
            _ => false,
        };
        grants.into_iter().filter(is_by_it).map(ToString::to_string).collect()
    }

    fn description(&self, live: Option<&LiveExpression>) -> Option<String> {
        self.wanted.description.clone().or_else(|| live.and_then(|live| live.expression.description.clone()))
    }
}

impl Resource for TagExpressionResource {
    type Live = LiveExpression;

    async fn read(&self, read: &Read) -> Result<Option<LiveExpression>> {
        let Some(expression) = read.tag_expression(&self.wanted.name).await? else { return Ok(None) };
        let grants = read.grants().await?.grants;
        Ok(Some(LiveExpression { expression, grants: self.grants_by(&grants) }))
    }

    fn diff(&self, live: Option<&LiveExpression>) -> Result<Step> {
        let described = |text: Option<String>| text.map_or(Value::Null, |text| json!(text));
        let old = live.map(|live| &live.expression);
        let says = old.map_or(Value::Null, |old| json!(old.expression.to_string()));
        let changes: Vec<Change> = [
            Change::between("expression", says, json!(self.wanted.expression.to_string())),
            Change::between(
                "description",
                described(old.and_then(|old| old.description.clone())),
                described(self.description(live)),
            ),
        ]
        .into_iter()
        .flatten()
        .collect();
        let follows = changes.iter().any(|change| change.field == "expression");
        let mut step = Step::new("tag expression", &self.wanted.name, live.is_some(), changes);
        if follows {
            let grants = live.map_or(&[][..], |live| &live.grants);
            step.warnings.extend(grants.iter().map(|grant| format!("{grant} follows at once")));
        }
        Ok(step)
    }

    async fn apply(&self, live: Option<&LiveExpression>, _step: &Step, write: &Write) -> Result<()> {
        let wanted = NamedExpression { description: self.description(live), ..self.wanted.clone() };
        match live {
            None => write.create_tag_expression(&wanted).await,
            Some(_) => write.update_tag_expression(&wanted).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Action;

    fn named(expression: &str, description: Option<&str>) -> NamedExpression {
        NamedExpression {
            name: "safe".to_owned(),
            description: description.map(str::to_owned),
            expression: expression.parse().unwrap(),
        }
    }

    #[test]
    fn what_it_says_is_compared_and_the_grants_by_it_are_told() {
        let live =
            LiveExpression { expression: named("zone=raw", Some("for all")), grants: vec!["SELECT to x".to_owned()] };
        let step = |text: &str, description: Option<&str>| {
            TagExpressionResource { wanted: named(text, description) }.diff(Some(&live)).unwrap()
        };
        assert_eq!(step("zone=raw", None).action, Action::Unchanged);
        let described = step("zone=raw", Some("for some"));
        assert_eq!((described.action, described.warnings.len()), (Action::Update, 0));
        let wider = step("zone=raw|gold", None);
        assert_eq!((wider.changes.len(), wider.warnings), (1, vec!["SELECT to x follows at once".to_owned()]));
    }
}
