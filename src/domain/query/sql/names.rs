//! The tables that a statement names, whatever the catalog has: those that it reads, and the one that it fills.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::LazyLock;

use regex::Regex;
use sqlparser::ast::{ObjectName, ObjectNamePart, Query, Visit, Visitor};

use super::{Unreadable, dialect};

/// A table by its database, when that is said, and its name; in lower case.
pub type Named = (Option<String>, String);

/// What a statement reads and fills.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// The tables that it reads.
    pub reads: BTreeSet<Named>,
    /// The table or view that it makes or adds to.
    pub fills: Option<Named>,
}

static FILLS: LazyLock<Regex> = LazyLock::new(|| {
    let name = r#"(?:"[^"]+"|`[^`]+`|[\w$]+)"#;
    let comment = r"(?:\s|--[^\n]*\n|/\*(?s:.*?)\*/)*";
    let pattern = format!(
        r"(?i)^{comment}(?:insert\s+into|merge\s+into|create\s+table(?:\s+if\s+not\s+exists)?|create\s+(?:or\s+replace\s+)?view)\s+((?:{name}\s*\.\s*){{0,2}}{name})"
    );
    Regex::new(&pattern).expect("the pattern is fixed")
});

/// Whether a statement makes or fills a table.
pub fn fills(sql: &str) -> bool {
    FILLS.is_match(sql)
}

/// The tables that a statement names.
pub fn names(sql: &str) -> Result<Names, Unreadable> {
    let fills = FILLS.captures(sql).map(|found| {
        let parts: Vec<String> =
            found[1].split('.').map(|part| part.trim().trim_matches(['"', '`']).to_lowercase()).collect();
        let table = parts.last().cloned().unwrap_or_default();
        (parts.len().checked_sub(2).and_then(|place| parts.get(place).cloned()), table)
    });
    let mut reads = Reads::default();
    if let Some(query) = dialect::query(sql, &[])? {
        let _: ControlFlow<()> = query.visit(&mut reads);
    }
    let Reads { mut found, with } = reads;
    found.retain(|(database, table)| database.is_some() || !with.contains(table));
    Ok(Names { reads: found, fills })
}

#[derive(Default)]
struct Reads {
    found: BTreeSet<Named>,
    /// Names of queries in a WITH.
    with: BTreeSet<String>,
}

impl Visitor for Reads {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        let named = query.with.iter().flat_map(|with| &with.cte_tables);
        self.with.extend(named.map(|one| one.alias.name.value.to_lowercase()));
        ControlFlow::Continue(())
    }

    fn pre_visit_relation(&mut self, relation: &ObjectName) -> ControlFlow<()> {
        let parts: Vec<String> = relation
            .0
            .iter()
            .filter_map(|part| match part {
                ObjectNamePart::Identifier(ident) => Some(ident.value.to_lowercase()),
                ObjectNamePart::Function(_) => None,
            })
            .collect();
        if let Some(table) = parts.last() {
            let database = parts.len().checked_sub(2).and_then(|place| parts.get(place).cloned());
            self.found.insert((database, table.clone()));
        }
        ControlFlow::Continue(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Named {
        match text.split_once('.') {
            Some((database, table)) => (Some(database.to_owned()), table.to_owned()),
            None => (None, text.to_owned()),
        }
    }

    #[test]
    fn tables_are_found_wherever_they_are_named() {
        let found = names(
            "CREATE TABLE \"Gold\".daily WITH (format = 'PARQUET') AS WITH o AS (SELECT * FROM sales.orders) \
             SELECT * FROM o JOIN customers c ON o.id = c.id WHERE c.id IN (SELECT id FROM awsdatacatalog.crm.people)",
        )
        .expect("it can be read");
        assert_eq!(found.fills, Some(named("gold.daily")));
        assert_eq!(found.reads, ["sales.orders", "customers", "crm.people"].map(named).into());
        let found =
            names("-- nightly\nINSERT INTO t SELECT * FROM a UNION ALL SELECT * FROM b").expect("it can be read");
        assert_eq!((found.fills, found.reads.len()), (Some(named("t")), 2));
        assert_eq!(names("SHOW TABLES").map(|names| names.reads.len()), Ok(0));
    }
}
