//! Principals by tables, or by the columns of one table: how much each may.

use std::collections::{BTreeMap, BTreeSet};

use super::effective::{Lake, Reading, Right, TableFacts};
use super::{Permission, Principal, Resource};

/// How much a principal may, for the colour of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing.
    None,
    /// See the definition.
    Metadata,
    /// Read some columns or rows.
    Some,
    /// Read everything.
    Read,
    /// Change data or the definition.
    Write,
    /// Everything.
    All,
}

impl Level {
    /// The word for JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Metadata => "metadata",
            Self::Some => "some",
            Self::Read => "read",
            Self::Write => "write",
            Self::All => "all",
        }
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// How much.
    pub level: Level,
    /// What, in words; empty when nothing.
    pub text: String,
    /// Where it comes from.
    pub origins: Vec<String>,
}

/// A matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// What the columns are: tables, or columns of a table.
    pub objects: Vec<String>,
    /// A row for each principal: a cell for each object.
    pub rows: Vec<(String, Vec<Cell>)>,
}

/// Principals by tables.
pub fn by_table(lake: &Lake<'_>, tables: &[&TableFacts]) -> Matrix {
    let objects = tables.iter().map(|table| table.name()).collect();
    let mut rows = Vec::new();
    for principal in holders(lake) {
        let mut by_resource: BTreeMap<Resource, Vec<Right>> = BTreeMap::new();
        for right in lake.of(&principal) {
            by_resource.entry(right.resource.clone()).or_default().push(right);
        }
        let none = Vec::new();
        let cell = |table: &&TableFacts| of_table(table, by_resource.get(&table.resource()).unwrap_or(&none));
        let cells: Vec<Cell> = tables.iter().map(cell).collect();
        rows.push((principal.as_str().to_owned(), cells));
    }
    Matrix { objects, rows: with_some(rows) }
}

/// Principals by the columns of one table.
pub fn by_column(lake: &Lake<'_>, table: &TableFacts) -> Matrix {
    let mut rows = Vec::new();
    for principal in holders(lake) {
        let rights: Vec<Right> =
            lake.of(&principal).into_iter().filter(|right| right.resource == table.resource()).collect();
        let read = lake.reads(&principal, table);
        let cell = |column: &String| {
            let gives = |right: &&Right| {
                matches!(right.permission, Permission::Select | Permission::All) && right.columns.contains(column)
            };
            let (level, text) = match read.get(column) {
                None => (Level::None, String::new()),
                Some(Reading::All) => (Level::Read, "read".to_owned()),
                Some(Reading::Some(rows)) => (Level::Some, format!("rows {rows}")),
            };
            Cell { level, text, origins: origins(rights.iter().filter(gives)) }
        };
        rows.push((principal.as_str().to_owned(), table.columns.iter().map(cell).collect()));
    }
    Matrix { objects: table.columns.clone(), rows: with_some(rows) }
}

/// Those who hold something, with the two that stand for many.
fn holders(lake: &Lake<'_>) -> Vec<Principal> {
    let mut all: BTreeSet<Principal> = lake.principals().into_iter().collect();
    all.extend(lake.picture.grants.iter().map(|grant| grant.principal.clone()));
    all.into_iter().collect()
}

fn with_some(rows: Vec<(String, Vec<Cell>)>) -> Vec<(String, Vec<Cell>)> {
    rows.into_iter().filter(|(_, cells)| cells.iter().any(|cell| cell.level > Level::None)).collect()
}

fn origins<'r>(rights: impl Iterator<Item = &'r Right>) -> Vec<String> {
    rights.map(|right| right.origin.to_string()).collect::<BTreeSet<_>>().into_iter().collect()
}

fn of_table(table: &TableFacts, rights: &[Right]) -> Cell {
    let mut words: Vec<String> = Vec::new();
    let mut level = Level::None;
    let held: BTreeSet<Permission> = rights.iter().map(|right| right.permission).collect();
    if held.contains(&Permission::All) {
        return Cell { level: Level::All, text: "ALL".to_owned(), origins: origins(rights.iter()) };
    }
    for permission in held {
        let (reach, word) = match permission {
            Permission::Select => reading(table, rights),
            Permission::Describe => (Level::Metadata, "DESCRIBE".to_owned()),
            other => (Level::Write, other.as_str().to_owned()),
        };
        level = level.max(reach);
        words.push(word);
    }
    Cell { level, text: words.join(", "), origins: origins(rights.iter()) }
}

fn reading(table: &TableFacts, rights: &[Right]) -> (Level, String) {
    let selects = || rights.iter().filter(|right| right.permission == Permission::Select);
    let whole = |column: &&String| selects().any(|right| right.rows.is_none() && right.columns.contains(column));
    let partly = |column: &&String| selects().any(|right| right.columns.contains(column));
    let (all, whole, partly) =
        (table.columns.len(), table.columns.iter().filter(whole).count(), table.columns.iter().filter(partly).count());
    if whole == all {
        return (Level::Read, "SELECT".to_owned());
    }
    let columns = if partly == all { String::new() } else { format!(" {partly}/{all} columns") };
    let rows = if partly > whole { " some rows" } else { "" };
    (Level::Some, format!("SELECT{columns}{rows}"))
}

#[cfg(test)]
mod tests {
    use super::super::effective::Picture;
    use super::super::{Columns, Grant};
    use super::*;

    #[test]
    fn cells_say_how_much() {
        let table = |name: &str| TableFacts {
            database: "d".to_owned(),
            table: name.to_owned(),
            columns: ["a", "b"].map(str::to_owned).to_vec(),
            location: None,
        };
        let grant = |permission, name: &str, columns| Grant {
            principal: Principal::as_given("arn:aws:iam::1:role/x"),
            resource: Resource::table("d", name),
            permission,
            columns,
            grantable: false,
        };
        let picture = Picture {
            tables: vec![table("t"), table("u"), table("v")],
            grants: vec![
                grant(Permission::Select, "t", Columns::only(["a"])),
                grant(Permission::Insert, "u", Columns::All),
            ],
            ..Picture::default()
        };
        let lake = Lake::new(&picture);
        let tables: Vec<&TableFacts> = picture.tables.iter().collect();
        let found = by_table(&lake, &tables);
        assert_eq!(found.objects, ["d.t", "d.u", "d.v"]);
        let cells: Vec<(Level, &str)> = found.rows[0].1.iter().map(|cell| (cell.level, cell.text.as_str())).collect();
        assert_eq!(cells, [(Level::Some, "SELECT 1/2 columns"), (Level::Write, "INSERT"), (Level::None, "")]);
        let columns = by_column(&lake, &picture.tables[0]);
        let levels: Vec<Level> = columns.rows[0].1.iter().map(|cell| cell.level).collect();
        assert_eq!(levels, [Level::Read, Level::None]);
    }
}
