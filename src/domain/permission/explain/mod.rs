//! Why a principal may or may not: the layers of a decision, in the order in which they decide.
//!
//! Source of the order: AWS Lake Formation developer guide, "Overview of Lake Formation permissions" and "Hybrid access
//! mode".

mod granted;
mod setting;

use std::collections::{BTreeMap, BTreeSet};

use granted::{Found, by_tags, direct, filters, giving, readable, sentence};
use setting::{administrator, iam_default, location, open, opt_in};

pub use super::Tags;
use super::audit::revoke_command;
use super::{CellsFilter, Grant, Location, Permission, Principal, Resource};
use crate::shell_word::command;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Who.
    pub principal: Principal,
    /// What.
    pub permission: Permission,
    /// On what.
    pub resource: Resource,
    /// On which column of a table; none is any of it.
    pub column: Option<String>,
}

/// What is known about the principal and the resource. What could not be read is `None`.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// ARNs of the data lake administrators.
    pub admins: Option<Vec<String>>,
    /// Grants on the resource, of everyone, and all grants of the principal.
    pub grants: Vec<Grant>,
    /// Whether the principal is opted in to Lake Formation on the resource.
    pub opted_in: Option<bool>,
    /// The tags of the database or table, inherited ones included.
    pub tags: Option<Tags>,
    /// The tags of columns, by column.
    pub column_tags: BTreeMap<String, Tags>,
    /// The columns of the table, in order.
    pub columns: Vec<String>,
    /// The row and cell filters of the table; none when they could not be read.
    pub filters: Option<Vec<CellsFilter>>,
    /// Where the data lies, and what is registered there.
    pub place: Place,
    /// The names of expressions of LF-tags that may not be read.
    pub unread: BTreeSet<String>,
    /// How many grants of the principal are under a condition, or of a kind, that is not known.
    pub unknown_grants: usize,
}

/// Where the data lies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Place {
    /// Nowhere that can be registered, or it is not asked.
    #[default]
    Nowhere,
    /// In this place, and whether it is registered could not be read.
    Unknown(String),
    /// In this place, which is not registered.
    Unregistered(String),
    /// In this registered location.
    Registered(Location),
}

/// What one layer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// It allows.
    Yes,
    /// It denies, whatever the others say.
    No,
    /// It does not decide.
    Nothing,
    /// It could not be read.
    Unknown,
}

impl Says {
    /// The word for people and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Nothing => "-",
            Self::Unknown => "unknown",
        }
    }
}

/// One layer of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// `administrator`, `IAM default`, `opt-in`, `grant`, `tag policy`, `filter`, `other grants`, `location`.
    pub name: &'static str,
    /// What it says.
    pub says: Says,
    /// Why, in a sentence.
    pub why: String,
}

/// A decision, layer by layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Yes, no, or unknown because a layer is.
    pub answer: Says,
    /// Every layer, in order.
    pub layers: Vec<Layer>,
    /// The grant that decides, when one does.
    pub deciding: Option<Grant>,
    /// The commands that together take it away again; none when it is not given, or cannot be taken.
    pub undone_by: Vec<String>,
    /// The columns that the principal reads of the table, for SELECT; none is all of them.
    pub columns: Option<BTreeSet<String>>,
}

/// Explains whether a principal may do something.
pub fn explain(question: &Question, facts: &Facts) -> Explanation {
    let own: Vec<&Grant> = facts.grants.iter().filter(|grant| is_of(&question.principal, grant)).collect();
    let mut layers = vec![administrator(question, facts), iam_default(question, facts), opt_in(facts)];
    let mut deciding = None;
    for (name, found) in [("grant", direct(question, &own)), ("tag policy", by_tags(question, facts, &own))] {
        layers.push(match found {
            Found::Grant(grant) => {
                deciding.get_or_insert_with(|| grant.clone());
                Layer { name, says: Says::Yes, why: sentence(grant) }
            }
            Found::None(why) => Layer { name, says: Says::Nothing, why },
            Found::Unknown(why) => Layer { name, says: Says::Unknown, why },
        });
    }
    if question.permission == Permission::Select {
        layers.push(filters(question, facts, &own, &mut deciding));
    }
    if facts.unknown_grants > 0 {
        let why = format!(
            "{} grants are under a condition or of a kind that this lakectl does not know",
            facts.unknown_grants
        );
        layers.push(Layer { name: "other grants", says: Says::Unknown, why });
    }
    layers.extend(location(facts));
    let has = |says: Says| layers.iter().any(|layer| layer.says == says);
    let answer = if has(Says::Yes) {
        Says::Yes
    } else if has(Says::Unknown) {
        Says::Unknown
    } else {
        Says::No
    };
    if layers[0].says == Says::Yes {
        deciding = None;
    } else if layers[1].says == Says::Yes {
        deciding = open(question, facts).cloned();
    }
    let undone_by = if answer == Says::Yes { undoing(question, facts, &own, &layers) } else { Vec::new() };
    let unrestricted = layers[..2].iter().any(|layer| layer.says == Says::Yes);
    let columns = (!unrestricted && question.permission == Permission::Select && !facts.columns.is_empty())
        .then(|| readable(question, facts, &own));
    let columns = columns.filter(|names| names.len() < facts.columns.len());
    Explanation { answer, layers, deciding, undone_by, columns }
}

/// What has to go before the answer is no: every layer that says yes, and not the first of them alone.
fn undoing(question: &Question, facts: &Facts, own: &[&Grant], layers: &[Layer]) -> Vec<String> {
    let name = question.principal.as_str();
    if name.ends_with(":root") {
        return Vec::new();
    }
    let is_admin = layers[0].says == Says::Yes;
    let mut commands: Vec<String> =
        is_admin.then(|| command("lakectl admin remove", &[name], "")).into_iter().collect();
    let opened = open(question, facts).filter(|_| layers[1].says == Says::Yes);
    commands.extend(opened.into_iter().chain(giving(question, facts, own)).map(revoke_command));
    commands.dedup();
    commands
}

/// A grant to the principal itself, or to all of its account's principals.
fn is_of(principal: &Principal, grant: &Grant) -> bool {
    let group = || {
        let account = principal.as_str().split(':').nth(4).unwrap_or_default();
        grant.principal.as_str() == format!("{account}:IAMPrincipals")
    };
    grant.principal == *principal || group()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::permission::{Columns, PolicyTarget, TagExpression, TagMatch};

    const ANALYST: &str = "arn:aws:iam::123456789012:role/analyst";

    fn grant(principal: &str, permission: Permission, columns: Columns, resource: Resource) -> Grant {
        Grant { principal: Principal::as_given(principal), resource, permission, columns, grantable: false }
    }

    fn question(column: Option<&str>) -> Question {
        Question {
            principal: Principal::as_given(ANALYST),
            permission: Permission::Select,
            resource: Resource::table("hr", "emp"),
            column: column.map(str::to_owned),
        }
    }

    fn facts(grants: Vec<Grant>) -> Facts {
        Facts {
            admins: Some(Vec::new()),
            grants,
            opted_in: Some(false),
            tags: Some(Tags::new()),
            columns: vec!["name".to_owned(), "salary".to_owned()],
            ..Facts::default()
        }
    }

    #[test]
    fn columns_decide() {
        let some =
            facts(vec![grant(ANALYST, Permission::Select, Columns::only(["name"]), Resource::table("hr", "emp"))]);
        assert_eq!(explain(&question(Some("name")), &some).answer, Says::Yes);
        assert_eq!(explain(&question(Some("salary")), &some).answer, Says::No);
        let any = explain(&question(None), &some);
        assert_eq!(any.answer, Says::Yes);
        assert_eq!(any.columns, Some(BTreeSet::from(["name".to_owned()])));
        assert!(any.deciding.is_some());
    }

    #[test]
    fn the_default_lets_everybody_in_who_is_not_opted_in() {
        let open = grant("IAM_ALLOWED_PRINCIPALS", Permission::All, Columns::All, Resource::table("hr", "emp"));
        let mut known = facts(vec![open]);
        assert_eq!(explain(&question(Some("salary")), &known).answer, Says::Yes);
        known.opted_in = Some(true);
        assert_eq!(explain(&question(Some("salary")), &known).answer, Says::No);
        known.opted_in = None;
        assert_eq!(explain(&question(Some("salary")), &known).answer, Says::Unknown);
    }

    #[test]
    fn tags_of_columns_decide_before_those_of_the_table() {
        let expression = TagExpression::new(vec![TagMatch { key: "pii".to_owned(), values: vec!["no".to_owned()] }]);
        let policy = Resource::TagPolicy { target: PolicyTarget::Table, expression };
        let mut known = facts(vec![grant(ANALYST, Permission::Select, Columns::All, policy)]);
        let tags = |value: &str| Tags::from([("pii".to_owned(), value.to_owned())]);
        known.tags = Some(tags("no"));
        known.column_tags.insert("salary".to_owned(), tags("yes"));
        assert_eq!(explain(&question(Some("name")), &known).answer, Says::Yes);
        assert_eq!(explain(&question(Some("salary")), &known).answer, Says::No);
        known.tags = None;
        assert_eq!(explain(&question(None), &known).answer, Says::Unknown);
    }

    #[test]
    fn what_may_not_be_read_is_no_no() {
        let named = |expression: TagExpression| {
            let policy = Resource::TagPolicy { target: PolicyTarget::Table, expression };
            let mut known = facts(vec![grant(ANALYST, Permission::Select, Columns::All, policy)]);
            known.tags = Some(Tags::from([("pii".to_owned(), "no".to_owned())]));
            known
        };
        let mut known = named(TagExpression::named("safe"));
        assert_eq!(explain(&question(None), &known).answer, Says::No, "it is gone: it matches nothing");
        known.unread.insert("safe".to_owned());
        assert_eq!(explain(&question(None), &known).answer, Says::Unknown);
        let said: TagExpression = "pii=no".parse().unwrap();
        assert_eq!(explain(&question(None), &named(TagExpression::named("safe").saying(&said))).answer, Says::Yes);
        let mut known = facts(Vec::new());
        known.unknown_grants = 1;
        let found = explain(&question(None), &known);
        assert_eq!(
            (found.answer, found.layers.iter().any(|layer| layer.name == "other grants")),
            (Says::Unknown, true)
        );
    }

    #[test]
    fn a_location_covers_what_lies_in_it() {
        let arn = |place: &str| Resource::DataLocation { arn: format!("arn:aws:s3:::{place}") };
        let known = facts(vec![grant(ANALYST, Permission::DataLocationAccess, Columns::All, arn("lake/emp"))]);
        let ask = |place: &str| {
            let resource = arn(place);
            explain(&Question { permission: Permission::DataLocationAccess, resource, ..question(None) }, &known).answer
        };
        assert_eq!((ask("lake/emp/x"), ask("lake/emp"), ask("lake/employees")), (Says::Yes, Says::Yes, Says::No));
    }

    #[test]
    fn administrators_and_groups_are_seen() {
        let mut known = facts(Vec::new());
        assert_eq!(explain(&question(None), &known).answer, Says::No);
        known.admins = Some(vec![ANALYST.to_owned()]);
        assert_eq!(explain(&question(None), &known).answer, Says::Yes);
        known.admins = None;
        assert_eq!(explain(&question(None), &known).answer, Says::Unknown);
        let group = "123456789012:IAMPrincipals";
        let known = facts(vec![grant(group, Permission::Select, Columns::All, Resource::table("hr", "emp"))]);
        assert_eq!(explain(&question(None), &known).answer, Says::Yes);
    }
}
