//! Why a principal may or may not: the layers of a decision, in the order in which they decide.
//!
//! Source of the order: AWS Lake Formation developer guide, "Overview of Lake Formation permissions" and "Hybrid access
//! mode".

use std::collections::{BTreeMap, BTreeSet};

pub use super::Tags;
use super::{CellsFilter, Columns, Grant, Location, Permission, PolicyTarget, Principal, Resource};

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
    let unrestricted = layers[..2].iter().any(|layer| layer.says == Says::Yes);
    let columns = (!unrestricted && question.permission == Permission::Select && !facts.columns.is_empty())
        .then(|| readable(question, facts, &own));
    Explanation { answer, layers, deciding, columns: columns.filter(|names| names.len() < facts.columns.len()) }
}

/// A grant to the principal itself, or to all of its account's principals.
fn is_of(principal: &Principal, grant: &Grant) -> bool {
    let group = || {
        let account = principal.as_str().split(':').nth(4).unwrap_or_default();
        grant.principal.as_str() == format!("{account}:IAMPrincipals")
    };
    grant.principal == *principal || group()
}

fn administrator(question: &Question, facts: &Facts) -> Layer {
    let name = "administrator";
    let principal = question.principal.as_str();
    match &facts.admins {
        _ if principal.ends_with(":root") => {
            Layer { name, says: Says::Yes, why: "the root of the account may do everything".to_owned() }
        }
        None => Layer { name, says: Says::Unknown, why: "the data lake settings could not be read".to_owned() },
        Some(admins) if admins.iter().any(|admin| admin == principal) => {
            Layer { name, says: Says::Yes, why: "is a data lake administrator, who may do everything".to_owned() }
        }
        Some(_) => Layer { name, says: Says::Nothing, why: "is no data lake administrator".to_owned() },
    }
}

fn iam_default(question: &Question, facts: &Facts) -> Layer {
    let name = "IAM default";
    let open = facts.grants.iter().any(|grant| {
        grant.principal.is_every_iam_principal()
            && grant.resource == question.resource
            && grant.permission == Permission::All
    });
    let layer = |says, why: &str| Layer { name, says, why: why.to_owned() };
    match (open, facts.opted_in) {
        (false, _) => layer(Says::Nothing, "IAM_ALLOWED_PRINCIPALS holds nothing here: Lake Formation decides alone"),
        (true, Some(true)) => layer(Says::Nothing, "IAM_ALLOWED_PRINCIPALS holds ALL, but the principal is opted in"),
        (true, Some(false)) => {
            layer(Says::Yes, "IAM_ALLOWED_PRINCIPALS holds ALL: whoever IAM lets in may do everything")
        }
        (true, None) => {
            layer(Says::Unknown, "IAM_ALLOWED_PRINCIPALS holds ALL; whether the principal is opted in is unknown")
        }
    }
}

fn opt_in(facts: &Facts) -> Layer {
    let (says, why) = match facts.opted_in {
        Some(true) => (Says::Nothing, "is opted in: Lake Formation decides, whatever is open to IAM"),
        Some(false) => (Says::Nothing, "is not opted in: where it is open to IAM, IAM decides"),
        // It is unknown where it decides: in the IAM default.
        None => (Says::Nothing, "whether the principal is opted in could not be read"),
    };
    Layer { name: "opt-in", says, why: why.to_owned() }
}

/// Where the data lies does not decide about a right, but about what it is worth.
fn location(facts: &Facts) -> Option<Layer> {
    let why = match &facts.place {
        Place::Nowhere => return None,
        Place::Unknown(place) => format!("whether {place} is registered could not be read"),
        Place::Unregistered(place) => {
            format!(
                "{place} is not registered: Lake Formation gives no keys to its objects, IAM alone decides about them"
            )
        }
        Place::Registered(location) if location.hybrid => {
            format!("{} is registered in hybrid mode: who is not opted in keeps what IAM lets it do", location.uri())
        }
        Place::Registered(location) => format!("{} is registered", location.uri()),
    };
    Some(Layer { name: "location", says: Says::Nothing, why })
}

enum Found<'a> {
    Grant(&'a Grant),
    None(String),
    Unknown(String),
}

fn gives(grant: &Grant, question: &Question) -> bool {
    (grant.permission == question.permission || grant.permission == Permission::All)
        && question.column.as_ref().is_none_or(|column| grant.columns.contains(column))
}

fn covers(grant: &Grant, resource: &Resource) -> bool {
    match (&grant.resource, resource) {
        (held, wanted) if held == wanted => true,
        (Resource::AllTables { database: held }, Resource::Table { database, .. }) => held == database,
        (Resource::DataLocation { arn: held }, Resource::DataLocation { arn }) => {
            arn.strip_prefix(held.trim_end_matches('/')).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        }
        _ => false,
    }
}

fn direct<'a>(question: &Question, own: &[&'a Grant]) -> Found<'a> {
    let here: Vec<&&Grant> = own.iter().filter(|grant| covers(grant, &question.resource)).collect();
    if let Some(grant) = here.iter().find(|grant| gives(grant, question)) {
        return Found::Grant(grant);
    }
    if here.is_empty() {
        return Found::None(format!("nothing is granted on {}", question.resource));
    }
    let held: BTreeSet<&str> = here.iter().map(|grant| grant.permission.as_str()).collect();
    Found::None(format!("holds {} on {}, not this", held.into_iter().collect::<Vec<_>>().join(", "), question.resource))
}

fn by_tags<'a>(question: &Question, facts: &Facts, own: &[&'a Grant]) -> Found<'a> {
    let target = match question.resource {
        Resource::Database { .. } => PolicyTarget::Database,
        Resource::Table { .. } => PolicyTarget::Table,
        _ => return Found::None("tags are on databases and tables alone".to_owned()),
    };
    let Some(tags) = &facts.tags else { return Found::Unknown("the LF-tags could not be read".to_owned()) };
    let matches = |grant: &Grant| {
        let Resource::TagPolicy { target: theirs, expression } = &grant.resource else { return false };
        let columns = match &question.column {
            Some(column) => vec![facts.column_tags.get(column).unwrap_or(tags)],
            None => facts.column_tags.values().chain([tags]).collect(),
        };
        *theirs == target && columns.into_iter().any(|tags| expression.matches(tags))
    };
    if let Some(grant) = own.iter().find(|grant| matches(grant) && gives(grant, question)) {
        return Found::Grant(grant);
    }
    let unread = |grant: &&&Grant| match &grant.resource {
        Resource::TagPolicy { target: theirs, expression } => {
            *theirs == target && expression.name().is_some_and(|name| facts.unread.contains(name))
        }
        _ => false,
    };
    match own.iter().filter(unread).find(|grant| gives(grant, question)) {
        Some(grant) => Found::Unknown(format!("{}, and what that says could not be read", sentence(grant))),
        None => Found::None("no tag policy of the principal's matches the tags".to_owned()),
    }
}

fn filters(question: &Question, facts: &Facts, own: &[&Grant], deciding: &mut Option<Grant>) -> Layer {
    let name = "filter";
    let Resource::Table { database, table } = &question.resource else {
        return Layer { name, says: Says::Nothing, why: "filters are on tables alone".to_owned() };
    };
    let granted = granted_filters(database, table, own);
    if granted.is_empty() {
        return Layer { name, says: Says::Nothing, why: "no row or cell filter is granted".to_owned() };
    }
    let Some(known) = &facts.filters else {
        let why = format!("{}, and its rows and columns could not be read", sentence(granted[0].0));
        return Layer { name, says: Says::Unknown, why };
    };
    let shows = |filter: &&CellsFilter| question.column.as_ref().is_none_or(|column| filter.columns.contains(column));
    for (grant, name_of) in &granted {
        let Some(filter) = known.iter().find(|filter| filter.name == *name_of).filter(shows) else { continue };
        deciding.get_or_insert_with(|| (*grant).clone());
        let rows = filter.rows.as_deref().map_or_else(|| "every row".to_owned(), |rows| format!("the rows {rows}"));
        return Layer { name, says: Says::Yes, why: format!("{}: {rows}{}", sentence(grant), filter.columns) };
    }
    let names: Vec<&str> = granted.iter().map(|(_, name)| *name).collect();
    Layer { name, says: Says::Nothing, why: format!("the filter {} does not show the column", names.join(", ")) }
}

/// The principal's grants on filters of a table, with the filters' names.
fn granted_filters<'a>(database: &str, table: &str, own: &[&'a Grant]) -> Vec<(&'a Grant, &'a str)> {
    let of = |grant: &&'a Grant| match &grant.resource {
        Resource::CellsFilter { database: d, table: t, name } if d == database && t == table => {
            (grant.permission == Permission::Select).then_some((*grant, name.as_str()))
        }
        _ => None,
    };
    own.iter().filter_map(of).collect()
}

fn readable(question: &Question, facts: &Facts, own: &[&Grant]) -> BTreeSet<String> {
    let reads = |column: &&String| {
        let question = Question { column: Some((*column).clone()), ..question.clone() };
        matches!(direct(&question, own), Found::Grant(_))
            || matches!(by_tags(&question, facts, own), Found::Grant(_))
            || filters(&question, facts, own, &mut None).says == Says::Yes
    };
    facts.columns.iter().filter(reads).cloned().collect()
}

fn sentence(grant: &Grant) -> String {
    let columns = match &grant.columns {
        Columns::All => String::new(),
        Columns::Only(names) => format!(" of {}", names.iter().cloned().collect::<Vec<_>>().join(", ")),
        Columns::Except(names) => format!(" of all but {}", names.iter().cloned().collect::<Vec<_>>().join(", ")),
    };
    format!("{} holds {}{columns} on {}", grant.principal, grant.permission, grant.resource)
}

#[cfg(test)]
mod tests {
    use super::super::{TagExpression, TagMatch};
    use super::*;

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
