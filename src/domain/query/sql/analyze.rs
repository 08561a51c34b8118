//! The walk over a statement: names to columns, columns to tables, conditions to partitions.

mod select;
mod visit;

use std::collections::BTreeSet;
use std::rc::Rc;

use sqlparser::ast::{Ident, ObjectName, ObjectNamePart, Query, SetExpr, SetOperator, SetQuantifier, TableAlias};

use super::output::{Output, OutputColumn};
use super::relation::{Relation, Scope};
use super::{
    Analysis, Entry, Lookup, MOST_READS, Outcome, Problem, ProblemKind, TableRead, Unreadable, Wanted, dialect,
};
use crate::catalog::Table;
use crate::query::Position;
use crate::suggest;

/// How deep views may stand in views.
const MOST_VIEWS: usize = 32;

/// Reads a statement and says what it asks of the catalog, or which tables must be known first. A statement that reads
/// nothing gives an empty analysis.
pub fn analyze(sql: &str, parameters: &[String], lookup: &Lookup) -> Result<Outcome, Unreadable> {
    let Some(query) = dialect::query(sql, parameters)? else { return Ok(Outcome::Done(Analysis::default())) };
    let mut analyzer = Analyzer {
        lookup,
        database: lookup.database.clone(),
        analysis: Analysis::default(),
        wanted: BTreeSet::new(),
        tables: Vec::new(),
        ctes: Vec::new(),
        views: 0,
    };
    analyzer.analysis.stops_early = select::stops_early(&query);
    analyzer.query(&query, None, Need::All)?;
    if !analyzer.wanted.is_empty() {
        return Ok(Outcome::Needs(analyzer.wanted.into_iter().collect()));
    }
    Ok(Outcome::Done(analyzer.analysis))
}

/// Which columns of a query are needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    /// All: they are shown, compared or written.
    All,
    /// Those that the query around it names.
    Named,
}

/// A query with a name, from a WITH.
#[derive(Clone)]
struct Named {
    name: String,
    columns: Vec<String>,
    /// None within itself: what it gives is not known there.
    query: Option<Rc<Query>>,
    recursive: bool,
    /// How many names were known where it stands.
    known: usize,
}

struct Analyzer<'a> {
    lookup: &'a Lookup,
    database: Option<String>,
    analysis: Analysis,
    wanted: BTreeSet<Wanted>,
    /// The table of each read.
    tables: Vec<&'a Table>,
    ctes: Vec<Named>,
    views: usize,
}

/// A name in lower case, as the catalog has it.
fn lower(ident: &Ident) -> String {
    ident.value.to_lowercase()
}

fn place(ident: &Ident) -> Option<Position> {
    let start = ident.span.start;
    let number = |value: u64| usize::try_from(value).ok().filter(|value| *value > 0);
    Some(Position { line: number(start.line)?, column: number(start.column)? })
}

fn parts(name: &ObjectName) -> Option<Vec<&Ident>> {
    let identifiers = name.0.iter().map(|part| match part {
        ObjectNamePart::Identifier(ident) => Some(ident),
        ObjectNamePart::Function(_) => None,
    });
    identifiers.collect()
}

impl<'a> Analyzer<'a> {
    /// A problem, told unless it is inside a view: nobody wrote that text now.
    fn problem(&mut self, kind: ProblemKind, place: Option<Position>, suggestion: Option<String>) {
        if self.views > 0 {
            self.analysis.gaps.push(format!("inside a view: {kind}"));
            return;
        }
        let problem = Problem { kind, place, suggestion };
        if !self.analysis.problems.contains(&problem) {
            self.analysis.problems.push(problem);
        }
    }

    fn gap(&mut self, what: impl Into<String>) {
        let what = what.into();
        if !self.analysis.gaps.contains(&what) {
            self.analysis.gaps.push(what);
        }
    }

    fn query(&mut self, query: &Query, parent: Option<&Scope<'_>>, need: Need) -> Result<Output, Unreadable> {
        let before = self.ctes.len();
        if let Some(with) = &query.with {
            for cte in &with.cte_tables {
                let named = Named {
                    name: lower(&cte.alias.name),
                    columns: cte.alias.columns.iter().map(|column| lower(&column.name)).collect(),
                    query: Some(Rc::new((*cte.query).clone())),
                    recursive: with.recursive,
                    known: self.ctes.len(),
                };
                self.ctes.push(named);
            }
            // One that nothing reads is checked all the same.
            if parent.is_none() && self.views == 0 {
                self.check_unread(before, query)?;
            }
        }
        let is_cut = query.limit_clause.is_some() || query.fetch.is_some();
        let mut output = match query.body.as_ref() {
            SetExpr::Select(select) => self.select(select, query.order_by.as_ref(), is_cut, parent, need)?,
            body => self.set(body, parent, need)?,
        };
        if is_cut {
            output.columns.iter_mut().for_each(|column| column.passes = false);
        }
        self.ctes.truncate(before);
        Ok(output)
    }

    /// Names in a WITH that nothing uses are resolved for their problems alone.
    fn check_unread(&mut self, first: usize, query: &Query) -> Result<(), Unreadable> {
        let text = query.to_string().to_lowercase();
        for index in first..self.ctes.len() {
            let named = self.ctes[index].clone();
            if text.matches(&named.name).count() > 1 || named.recursive {
                continue;
            }
            let (reads, stars) = (self.analysis.reads.len(), self.analysis.stars.len());
            let Some(query) = &named.query else { continue };
            let kept = self.ctes.split_off(named.known);
            let checked = self.query(query, None, Need::Named);
            self.ctes.extend(kept);
            self.analysis.reads.truncate(reads);
            self.tables.truncate(reads);
            self.analysis.stars.truncate(stars);
            checked?;
        }
        Ok(())
    }

    fn set(&mut self, body: &SetExpr, parent: Option<&Scope<'_>>, need: Need) -> Result<Output, Unreadable> {
        match body {
            SetExpr::Select(select) => self.select(select, None, false, parent, need),
            SetExpr::Query(query) => self.query(query, parent, need),
            SetExpr::SetOperation { left, op, set_quantifier, right } => {
                let is_all = *op == SetOperator::Union && *set_quantifier == SetQuantifier::All;
                let need = if is_all { need } else { Need::All };
                let left = self.set(left, parent, need)?;
                let right = self.set(right, parent, need)?;
                Ok(left.united(right, *op == SetOperator::Union))
            }
            SetExpr::Values(values) => {
                let width = values.rows.first().map_or(0, |row| row.len());
                let scope = Scope { parent, ..Scope::default() };
                for expr in values.rows.iter().flat_map(|row| row.iter()) {
                    self.expr(expr, &scope)?;
                }
                let columns = (0..width).map(|_| OutputColumn::default()).collect();
                Ok(Output { columns, is_known: true })
            }
            SetExpr::Table(table) => {
                let names: Vec<Ident> = [&table.schema_name, &table.table_name]
                    .into_iter()
                    .flatten()
                    .map(|name| Ident::new(name.clone()))
                    .collect();
                let output = self.table(&names.iter().collect::<Vec<_>>())?;
                if need == Need::All {
                    self.need_all(&output);
                }
                Ok(output)
            }
            SetExpr::Insert(_) | SetExpr::Update(_) | SetExpr::Delete(_) | SetExpr::Merge(_) => {
                self.gap("a statement that writes stands inside a query");
                Ok(Output::unknown())
            }
        }
    }

    /// The columns of a table, a view or a name from a WITH.
    fn table(&mut self, name: &[&Ident]) -> Result<Output, Unreadable> {
        if let [only] = name
            && let Some(index) = self.ctes.iter().rposition(|cte| cte.name == lower(only))
        {
            return self.with(index);
        }
        let at = name.last().and_then(|ident| place(ident)).filter(|_| self.views == 0);
        let (database, table) = match name {
            [table] => match &self.database {
                Some(database) => (database.clone(), lower(table)),
                None => {
                    self.problem(ProblemKind::NoDatabase(lower(table)), at, None);
                    return Ok(Output::unknown());
                }
            },
            [database, table] => (lower(database), lower(table)),
            [catalog, database, table] if matches!(lower(catalog).as_str(), "awsdatacatalog" | "hive") => {
                (lower(database), lower(table))
            }
            _ => {
                let text: Vec<String> = name.iter().map(|part| part.value.clone()).collect();
                self.gap(format!("`{}` is in another catalog", text.join(".")));
                return Ok(Output::unknown());
            }
        };
        if database == "information_schema" {
            self.analysis.asks_catalog = true;
            return Ok(Output::unknown());
        }
        if table.ends_with("$partitions") {
            // The catalog answers it; no file is read.
            self.analysis.asks_catalog = true;
            return Ok(Output::unknown());
        }
        if table.contains('$') {
            self.gap(format!("`{table}` is about a table's metadata"));
            return Ok(Output::unknown());
        }
        let wanted = Wanted { database, table };
        let lookup = self.lookup;
        match lookup.entries.get(&wanted) {
            None => {
                self.wanted.insert(wanted);
                Ok(Output::unknown())
            }
            Some(Entry::NoDatabase(near)) => {
                let at = match name {
                    [.., database, _] => place(database),
                    _ => at,
                };
                self.problem(ProblemKind::Database(wanted.database), at, near.clone());
                Ok(Output::unknown())
            }
            Some(Entry::NoTable(near)) => {
                let full = format!("{}.{}", wanted.database, wanted.table);
                self.problem(ProblemKind::Table(full), at, near.clone());
                Ok(Output::unknown())
            }
            Some(Entry::Opaque(why)) => {
                self.gap(why.clone());
                Ok(Output::unknown())
            }
            Some(Entry::View { sql, database }) => self.view(sql, database, &wanted),
            Some(Entry::Table(table)) => self.scan(table, wanted, at),
        }
    }

    fn scan(&mut self, table: &'a Table, wanted: Wanted, place: Option<Position>) -> Result<Output, Unreadable> {
        let read = self.analysis.reads.len();
        if read >= MOST_READS {
            return Err(Unreadable::new(format!("the statement reads more than {MOST_READS} tables")));
        }
        let columns = table.columns.iter().chain(&table.partition_keys).map(|column| {
            let name = column.name.to_lowercase();
            OutputColumn { name: Some(name.clone()), origin: vec![(read, name)], passes: true }
        });
        let output = Output { columns: columns.collect(), is_known: true };
        self.tables.push(table);
        self.analysis.reads.push(TableRead {
            database: wanted.database,
            table: wanted.table,
            place,
            columns: BTreeSet::new(),
            conditions: Vec::new(),
            blocked: Vec::new(),
        });
        Ok(output)
    }

    fn view(&mut self, sql: &str, database: &str, wanted: &Wanted) -> Result<Output, Unreadable> {
        let opaque = |error: Unreadable| {
            format!("the query of view `{}.{}` is not understood: {}", wanted.database, wanted.table, error.message)
        };
        if self.views >= MOST_VIEWS {
            return Err(Unreadable::new("views stand in views too deep"));
        }
        let query = match dialect::query(sql, &[]) {
            Ok(Some(query)) => query,
            Ok(None) => return Ok(Output::unknown()),
            Err(error) => {
                self.gap(opaque(error));
                return Ok(Output::unknown());
            }
        };
        self.views += 1;
        let ctes = std::mem::take(&mut self.ctes);
        let outer = self.database.replace(database.to_owned());
        let output = self.query(&query, None, Need::Named);
        self.database = outer;
        self.ctes = ctes;
        self.views -= 1;
        output
    }

    /// A name from a WITH: its query runs anew for each use.
    fn with(&mut self, index: usize) -> Result<Output, Unreadable> {
        let named = self.ctes[index].clone();
        let Some(query) = &named.query else { return Ok(Output::unknown()) };
        let kept = self.ctes.split_off(named.known);
        if named.recursive {
            let within = Named { query: None, ..named.clone() };
            self.ctes.push(within);
        }
        let output = self.query(query, None, Need::Named);
        self.ctes.truncate(named.known);
        self.ctes.extend(kept);
        let output = output?.renamed(&named.columns);
        Ok(if named.recursive { Output { is_known: false, ..output } } else { output })
    }

    fn need(&mut self, origin: &[(usize, String)]) {
        for (read, column) in origin {
            if let Some(read) = self.analysis.reads.get_mut(*read) {
                read.columns.insert(column.clone());
            }
        }
    }

    fn need_all(&mut self, output: &Output) {
        output.columns.iter().for_each(|column| self.need(&column.origin));
    }

    /// A relation under its alias.
    fn aliased(output: Output, alias: Option<&TableAlias>, name: &[&Ident]) -> Relation {
        match alias {
            Some(alias) => {
                let columns: Vec<String> = alias.columns.iter().map(|column| lower(&column.name)).collect();
                Relation {
                    name: Some(lower(&alias.name)),
                    database: None,
                    output: output.renamed(&columns),
                    nullable: false,
                }
            }
            None => Relation {
                name: name.last().map(|ident| lower(ident)),
                database: name.len().checked_sub(2).map(|index| lower(name[index])),
                output,
                nullable: false,
            },
        }
    }

    /// The column nearest to a name.
    fn nearest(scope: &Scope<'_>, name: &str) -> Option<String> {
        suggest::closest(name, scope.names()).map(str::to_owned)
    }
}
