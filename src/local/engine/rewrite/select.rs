//! Select lists: unique names inside, Athena's labels outside.

use std::collections::HashMap;

use datafusion::sql::sqlparser::ast::{Expr, Ident, Query, Select, SelectItem, SetExpr, Statement};

use super::visitor::Rewriter;

/// Prefix of the name of an item that the query gave none.
const UNNAMED: &str = "$col";
/// Prefix of a name that occurs more than once.
const REPEATED: &str = "$dup";

/// The label of a result column, from the name that it has in the plan.
pub fn label(index: usize, name: &str, labels: &HashMap<String, String>) -> String {
    if name.starts_with(UNNAMED) {
        return format!("_col{index}");
    }
    let name = match name.strip_prefix(REPEATED).and_then(|rest| rest.split_once('$')) {
        Some((_, name)) => name,
        None => name,
    };
    labels.get(name).cloned().unwrap_or_else(|| name.to_owned())
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
        for item in &mut select.projection {
            let name = item_name(item);
            let repeated = name.as_ref().is_some_and(|name| {
                counts.get(name).is_some_and(|count| *count > 1)
                    || (wildcard && outermost && matches!(item, SelectItem::UnnamedExpr(_)))
            });
            let alias = match name {
                Some(name) if repeated => {
                    self.counter += 1;
                    format!("{REPEATED}{}${name}", self.counter)
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

/// The name that an item has, in lower case.
fn item_name(item: &SelectItem) -> Option<String> {
    match item {
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
