//! Select lists: unique names inside, Athena's labels outside.

use std::collections::HashMap;

use datafusion::sql::sqlparser::ast::{
    ExceptSelectItem, Expr, Ident, Query, Select, SelectItem, SetExpr, Statement, TableFactor,
};

use super::visitor::Rewriter;
use crate::engine::error::EngineError;

/// Prefix of the name of an item that the query gave none.
pub const UNNAMED: &str = "$col";
/// Prefix of a name that occurs more than once.
const REPEATED: &str = "$dup";

/// What one of several columns of a name is called in the plan.
pub fn repeated(mark: &str, name: &str) -> String {
    format!("{REPEATED}{mark}${name}")
}

/// The label of a result column, from the name that it has in the plan.
pub fn label(index: usize, name: &str, labels: &HashMap<String, String>) -> String {
    if name.starts_with(UNNAMED) {
        return format!("_col{index}");
    }
    let name = match name.strip_prefix(REPEATED).and_then(|rest| rest.split_once('$')) {
        Some((_, name)) => name,
        None => name,
    };
    if let Some(written) = labels.get(name) {
        return written.clone();
    }
    // A field of a row is called after the field; in the plan it is `row[field]`.
    match name.strip_suffix(']').and_then(|rest| rest.rsplit_once('[')) {
        Some((_, field)) => labels.get(field).cloned().unwrap_or_else(|| field.to_owned()),
        None => name.to_owned(),
    }
}

impl Rewriter {
    /// Takes note of how the outermost select list writes its names.
    pub fn note_labels(&mut self, statement: &Statement) {
        let query: Option<&Query> = match statement {
            Statement::Query(query) => Some(query),
            Statement::Explain { statement, .. } => return self.note_labels(statement),
            Statement::CreateTable(create) => create.query.as_deref(),
            _ => None,
        };
        let Some(query) = query else { return };
        let mut body = query.body.as_ref();
        loop {
            match body {
                SetExpr::SetOperation { left, .. } => body = left,
                SetExpr::Query(inner) => body = &inner.body,
                SetExpr::Select(select) => {
                    for item in &select.projection {
                        let ident = match item {
                            SelectItem::ExprWithAlias { alias, .. } => Some(alias),
                            SelectItem::UnnamedExpr(Expr::Identifier(ident)) => Some(ident),
                            SelectItem::UnnamedExpr(Expr::CompoundIdentifier(idents)) => idents.last(),
                            _ => None,
                        };
                        if let Some(ident) = ident {
                            let written = self.as_written(ident);
                            self.labels.entry(written.to_lowercase()).or_insert(written);
                        }
                    }
                    return;
                }
                _ => return,
            }
        }
    }

    /// Adds hidden columns that tables of this query have.
    pub fn hide(&mut self, hidden: &[String]) {
        for name in hidden {
            if !self.hidden.contains(name) {
                self.hidden.push(name.clone());
            }
        }
    }

    /// Keeps hidden columns out of `*`.
    pub fn hide_from_wildcards(&mut self, select: &mut Select) -> Result<(), EngineError> {
        if self.hidden.is_empty() {
            return Ok(());
        }
        let Some((first, rest)) = self.hidden.split_first() else { return Ok(()) };
        let except = ExceptSelectItem {
            first_element: Ident::with_quote('"', first.clone()),
            additional_elements: rest.iter().map(|name| Ident::with_quote('"', name.clone())).collect(),
        };
        let alone = match select.from.as_slice() {
            [from] if from.joins.is_empty() => Some(&from.relation),
            _ => None,
        };
        for item in &mut select.projection {
            let (SelectItem::Wildcard(options) | SelectItem::QualifiedWildcard(_, options)) = item else { continue };
            match alone {
                Some(TableFactor::Table { name, .. }) => {
                    let is_cte = matches!(name.0.as_slice(), [only] if self.ctes.contains(&only.to_string().trim_matches('"').to_lowercase()));
                    if !is_cte {
                        options.opt_except = Some(except.clone());
                    }
                }
                Some(TableFactor::Derived { .. } | TableFactor::UNNEST { .. }) => {}
                _ => {
                    return Err(EngineError::unsupported(format_args!(
                        "* over a join in a query that names \"{first}\""
                    )));
                }
            }
        }
        Ok(())
    }

    /// Gives every item of a select list a name of its own.
    pub fn name_items(&mut self, select: &mut Select) {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for item in &select.projection {
            if let Some(name) = item_name(item) {
                *counts.entry(name).or_default() += 1;
            }
        }
        let wildcard = select
            .projection
            .iter()
            .any(|item| matches!(item, SelectItem::Wildcard(_) | SelectItem::QualifiedWildcard(_, _)));
        let outermost = self.depth == 1;
        let relations: Vec<String> = select
            .from
            .iter()
            .flat_map(|from| std::iter::once(&from.relation).chain(from.joins.iter().map(|join| &join.relation)))
            .filter_map(relation_name)
            .collect();
        for item in &mut select.projection {
            let name = item_name(item);
            // Inside a query, a field of a row is found by its own name.
            if let SelectItem::UnnamedExpr(expr @ Expr::CompoundIdentifier(_)) = item
                && !outermost
                && is_field(expr, &relations)
                && name.as_ref().is_some_and(|name| counts.get(name) == Some(&1))
                && let Some(name) = &name
            {
                *item = SelectItem::ExprWithAlias { expr: expr.clone(), alias: Ident::with_quote('"', name.clone()) };
                continue;
            }
            let is_repeated = name.as_ref().is_some_and(|name| {
                counts.get(name).is_some_and(|count| *count > 1)
                    || (wildcard && outermost && matches!(item, SelectItem::UnnamedExpr(_)))
            });
            let alias = match name {
                Some(name) if is_repeated => {
                    self.counter += 1;
                    repeated(&self.counter.to_string(), &name)
                }
                Some(_) => continue,
                None => {
                    self.counter += 1;
                    format!("{UNNAMED}{}", self.counter)
                }
            };
            let alias = Ident::with_quote('"', alias);
            match item {
                SelectItem::UnnamedExpr(expr) => {
                    *item = SelectItem::ExprWithAlias { expr: expr.clone(), alias };
                }
                SelectItem::ExprWithAlias { alias: old, .. } => *old = alias,
                _ => {}
            }
        }
    }
}

/// What a relation is called in its query, in lower case.
pub(super) fn relation_name(factor: &TableFactor) -> Option<String> {
    let alias = match factor {
        TableFactor::Table { alias, .. } | TableFactor::Derived { alias, .. } | TableFactor::UNNEST { alias, .. } => {
            alias
        }
        _ => return None,
    };
    match (alias, factor) {
        (Some(alias), _) => Some(alias.name.value.to_lowercase()),
        (None, TableFactor::Table { name, .. }) => {
            name.0.last().and_then(|part| part.as_ident()).map(|ident| ident.value.to_lowercase())
        }
        _ => None,
    }
}

/// Whether a name with dots is a field of a row, and no column with its table's name.
fn is_field(expr: &Expr, relations: &[String]) -> bool {
    let Expr::CompoundIdentifier(idents) = expr else { return false };
    let known = |ident: &Ident| relations.contains(&ident.value.to_lowercase());
    match idents.as_slice() {
        [first, _] => !known(first),
        [first, _, _] => known(first),
        _ => false,
    }
}

/// The name that an item has, in lower case.
pub(super) fn item_name(item: &SelectItem) -> Option<String> {
    match item {
        // A word about the session, and no column.
        SelectItem::UnnamedExpr(Expr::Identifier(ident))
            if ident.quote_style.is_none() && ident.value.eq_ignore_ascii_case("current_schema") =>
        {
            None
        }
        SelectItem::UnnamedExpr(Expr::Identifier(ident)) => Some(ident.value.to_lowercase()),
        SelectItem::UnnamedExpr(Expr::CompoundIdentifier(idents)) => {
            idents.last().map(|ident| ident.value.to_lowercase())
        }
        SelectItem::ExprWithAlias { alias, .. } => Some(alias.value.to_lowercase()),
        // Wildcards have no name, and must keep having none.
        SelectItem::Wildcard(_) | SelectItem::QualifiedWildcard(_, _) => Some(String::new()),
        _ => None,
    }
}
