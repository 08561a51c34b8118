//! Layers that are grants: on the resource itself, by its LF-tags, on filters of its rows and cells.

use std::collections::BTreeSet;

use super::{Facts, Layer, Question, Says};
use crate::permission::{CellsFilter, Columns, Grant, Permission, PolicyTarget, Resource};

/// What was found among the grants.
pub(super) enum Found<'a> {
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

/// A grant on the resource.
pub(super) fn direct<'a>(question: &Question, own: &[&'a Grant]) -> Found<'a> {
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

/// A grant by LF-tags that the resource carries.
pub(super) fn by_tags<'a>(question: &Question, facts: &Facts, own: &[&'a Grant]) -> Found<'a> {
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

/// A grant on a row and cell filter of the table.
pub(super) fn filters(question: &Question, facts: &Facts, own: &[&Grant], deciding: &mut Option<Grant>) -> Layer {
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
    let names: Vec<&str> = granted.iter().map(|(_, name)| *name).collect::<BTreeSet<_>>().into_iter().collect();
    let why = match names.as_slice() {
        [one] => format!("the filter {one} does not show the column"),
        several => format!("the filters {} do not show the column", several.join(", ")),
    };
    Layer { name, says: Says::Nothing, why }
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

/// Every grant that by itself lets the principal do it.
pub(super) fn giving<'a>(question: &Question, facts: &Facts, own: &[&'a Grant]) -> Vec<&'a Grant> {
    let gives = |grant: &&&'a Grant| {
        let alone = [**grant];
        matches!(direct(question, &alone), Found::Grant(_))
            || matches!(by_tags(question, facts, &alone), Found::Grant(_))
            || (question.permission == Permission::Select
                && filters(question, facts, &alone, &mut None).says == Says::Yes)
    };
    own.iter().filter(gives).copied().collect()
}

/// The columns that the grants let the principal read.
pub(super) fn readable(question: &Question, facts: &Facts, own: &[&Grant]) -> BTreeSet<String> {
    let reads = |column: &&String| {
        let question = Question { column: Some((*column).clone()), ..question.clone() };
        matches!(direct(&question, own), Found::Grant(_))
            || matches!(by_tags(&question, facts, own), Found::Grant(_))
            || filters(&question, facts, own, &mut None).says == Says::Yes
    };
    facts.columns.iter().filter(reads).cloned().collect()
}

/// A grant in words.
pub(super) fn sentence(grant: &Grant) -> String {
    let columns = match &grant.columns {
        Columns::All => String::new(),
        Columns::Only(names) => format!(" of {}", names.iter().cloned().collect::<Vec<_>>().join(", ")),
        Columns::Except(names) => format!(" of all but {}", names.iter().cloned().collect::<Vec<_>>().join(", ")),
    };
    format!("{} holds {}{columns} on {}", grant.principal, grant.permission, grant.resource)
}
