//! What can be named in a part of a query: the tables of its FROM, and those of the queries around it.

use std::collections::BTreeSet;

use super::output::Output;

/// Something in a FROM.
#[derive(Debug, Clone)]
pub struct Relation {
    /// Its alias, or the table's own name; in lower case.
    pub name: Option<String>,
    /// The table's database, when it has no alias.
    pub database: Option<String>,
    /// Its columns.
    pub output: Output,
    /// Whether a join fills it with NULLs where it has no row.
    pub nullable: bool,
}

/// The names in reach.
#[derive(Debug, Default)]
pub struct Scope<'a> {
    pub relations: Vec<Relation>,
    /// Columns that a join made one of.
    pub merged: BTreeSet<String>,
    /// Whether a NATURAL join may have made one of any.
    pub natural: bool,
    pub parent: Option<&'a Scope<'a>>,
}

/// Where a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// How many queries further out.
    pub level: usize,
    pub relation: usize,
    pub column: usize,
}

/// What a name of a column means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// This column.
    Column(Spot),
    /// It may be a column of something whose columns are not known.
    Unknown,
    /// No table has it.
    Missing,
    /// Several tables have it.
    Ambiguous,
}

impl Scope<'_> {
    /// Finds a column by the parts of its name, in lower case; parts behind the column are fields in it.
    pub fn find(&self, parts: &[String]) -> Found {
        let mut scope = Some(self);
        let mut level = 0;
        let mut unknown = false;
        while let Some(here) = scope {
            match here.find_here(parts, level) {
                Found::Missing => {}
                Found::Unknown => unknown = true,
                found => return found,
            }
            scope = here.parent;
            level += 1;
        }
        if unknown { Found::Unknown } else { Found::Missing }
    }

    fn find_here(&self, parts: &[String], level: usize) -> Found {
        let spot = |relation, column| Found::Column(Spot { level, relation, column });
        let Some(first) = parts.first() else { return Found::Missing };
        // `$path` and its kin are in every table.
        if parts.last().is_some_and(|last| last.starts_with('$')) {
            return Found::Unknown;
        }
        for (index, relation) in self.relations.iter().enumerate() {
            let rest = if parts.len() >= 2 && relation.name.as_ref() == Some(first) {
                &parts[1..]
            } else if parts.len() >= 3
                && relation.database.as_ref() == Some(first)
                && relation.name.as_ref() == Some(&parts[1])
            {
                &parts[2..]
            } else if parts.len() >= 4
                && relation.database.as_ref() == Some(&parts[1])
                && relation.name.as_ref() == Some(&parts[2])
            {
                &parts[3..]
            } else {
                continue;
            };
            match relation.output.position(&rest[0]) {
                Some(column) => return spot(index, column),
                None if !relation.output.is_known => return Found::Unknown,
                None => {}
            }
        }
        let mut found = None;
        for (index, relation) in self.relations.iter().enumerate() {
            if let Some(column) = relation.output.position(first) {
                if found.is_some() {
                    let is_one = self.natural || self.merged.contains(first);
                    return if is_one { found.unwrap_or(Found::Unknown) } else { Found::Ambiguous };
                }
                found = Some(spot(index, column));
            }
        }
        match found {
            Some(found) => found,
            None if self.relations.iter().any(|relation| !relation.output.is_known) => Found::Unknown,
            None => Found::Missing,
        }
    }

    /// The scope so many queries further out.
    pub fn at(&self, level: usize) -> Option<&Self> {
        (0..level).try_fold(self, |scope, _| scope.parent)
    }

    /// The relation of that name.
    pub fn relation(&self, parts: &[String]) -> Option<usize> {
        let (name, database) = match parts {
            [name] => (name, None),
            [.., database, name] => (name, Some(database)),
            [] => return None,
        };
        self.relations.iter().position(|relation| {
            relation.name.as_ref() == Some(name) && (database.is_none() || relation.database.as_ref() == database)
        })
    }

    /// Every name of a column in reach, for suggestions.
    pub fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        let mut scope = Some(self);
        while let Some(here) = scope {
            let columns = here.relations.iter().flat_map(|relation| &relation.output.columns);
            names.extend(columns.filter_map(|column| column.name.as_deref()));
            scope = here.parent;
        }
        names
    }
}
