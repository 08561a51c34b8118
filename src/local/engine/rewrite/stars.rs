//! `(row).*`, `t.row.*`: all fields of a row. Which they are is known when the row's type is, and that is while the statement
//! is planned; so it is planned once to hear them, and once more with the fields in the star's place.

use std::collections::HashSet;
use std::ops::ControlFlow;

use datafusion::execution::SessionState;
use datafusion::logical_expr::LogicalPlan;
use datafusion::sql::parser::Statement as PlannerStatement;
use datafusion::sql::sqlparser::ast::{
    Expr, Function, Ident, Select, SelectItem, SelectItemQualifiedWildcardKind, Statement, TableFactor, VisitMut,
    VisitorMut, visit_expressions,
};

use super::functions::call;
use super::literals;
use super::select::{UNNAMED, relation_name, repeated};
use crate::engine::error::EngineError;
use crate::engine::types::is_unnamed;

/// Prefix of what the item is called that stands for a star.
const STAR: &str = "$star";
/// The code of the error that tells the fields of a row: the number of the star, and the names in JSON.
pub const FIELDS: &str = "FIELDS_OF_ROW";

/// Puts an item in place of each star that is not one of a relation.
pub fn mark(select: &mut Select, counter: &mut usize) -> Result<(), EngineError> {
    let factors: Vec<&TableFactor> = select
        .from
        .iter()
        .flat_map(|from| std::iter::once(&from.relation).chain(from.joins.iter().map(|join| &join.relation)))
        .collect();
    let nested = factors.iter().any(|factor| matches!(factor, TableFactor::NestedJoin { .. }));
    let relations: HashSet<String> = factors.into_iter().filter_map(relation_name).collect();
    for item in &mut select.projection {
        let SelectItem::QualifiedWildcard(kind, _) = item else { continue };
        let row = match kind {
            SelectItemQualifiedWildcardKind::Expr(row) => row.clone(),
            SelectItemQualifiedWildcardKind::ObjectName(name) => {
                let parts: Vec<Ident> = name.0.iter().filter_map(|part| part.as_ident()).cloned().collect();
                let known = parts.last().is_some_and(|last| relations.contains(&last.value.to_lowercase()));
                if known || nested || parts.len() != name.0.len() {
                    continue;
                }
                match parts.as_slice() {
                    [only] => Expr::Identifier(only.clone()),
                    _ => Expr::CompoundIdentifier(parts),
                }
            }
        };
        if by_chance(&row) {
            return Err(EngineError::unsupported(format_args!("({row}).*, whose fields differ each time")));
        }
        *counter += 1;
        let number = literals::text(counter.to_string());
        let alias = Ident::with_quote('"', format!("{STAR}{counter}"));
        *item = SelectItem::ExprWithAlias { expr: call("$fields", vec![row, number]), alias };
    }
    Ok(())
}

/// Whether an expression has another value each time that it is worked out.
fn by_chance(expr: &Expr) -> bool {
    let found = visit_expressions(expr, |inner| match inner {
        Expr::Function(Function { name, .. })
            if ["random", "rand", "shuffle", "uuid"].contains(&name.to_string().to_lowercase().as_str()) =>
        {
            ControlFlow::Break(())
        }
        _ => ControlFlow::Continue(()),
    });
    found.is_break()
}

/// Plans a statement that is rewritten already.
pub async fn plan(state: &SessionState, statement: Statement) -> Result<LogicalPlan, EngineError> {
    let mut statement = Box::new(statement);
    loop {
        // What is planned is large: it has a place of its own beside the stack.
        match Box::pin(state.statement_to_plan(PlannerStatement::Statement(statement.clone()))).await {
            Ok(plan) => return Ok(plan),
            Err(error) => expand(&mut statement, error.into())?,
        }
    }
}

/// Puts the fields in the place of the star of which an error tells them; any other error stays one.
fn expand(statement: &mut Statement, error: EngineError) -> Result<(), EngineError> {
    let told = error.message.strip_prefix(FIELDS).and_then(|rest| rest.strip_prefix(": "));
    let Some((star, names)) = told.and_then(|told| serde_json::from_str::<(String, Vec<String>)>(told).ok()) else {
        return Err(error);
    };
    let mut expansion = Expansion { alias: format!("{STAR}{star}"), names, star };
    if statement.visit(&mut expansion).is_continue() {
        return Err(EngineError::system("a star of a row that is not in the statement"));
    }
    Ok(())
}

/// The fields of a row that take the place of a star.
struct Expansion {
    alias: String,
    star: String,
    names: Vec<String>,
}

impl VisitorMut for Expansion {
    type Break = ();

    fn pre_visit_select(&mut self, select: &mut Select) -> ControlFlow<()> {
        let place = select
            .projection
            .iter()
            .position(|item| matches!(item, SelectItem::ExprWithAlias { alias, .. } if alias.value == self.alias));
        let Some(place) = place else { return ControlFlow::Continue(()) };
        let SelectItem::ExprWithAlias { expr: Expr::Function(function), .. } = select.projection.remove(place) else {
            return ControlFlow::Continue(());
        };
        let Some(row) = super::functions::arguments(&function).and_then(|args| args.into_iter().next()) else {
            return ControlFlow::Continue(());
        };
        let mut taken: HashSet<String> = select.projection.iter().filter_map(super::select::item_name).collect();
        let items: Vec<SelectItem> = self
            .names
            .iter()
            .enumerate()
            .map(|(place, name)| {
                let digits = (place + 1).to_string();
                let mark = format!("s{}_{digits}", self.star);
                let alias = match name.to_lowercase() {
                    name if is_unnamed(&name) => format!("{UNNAMED}{mark}"),
                    name if taken.insert(name.clone()) => name,
                    name => repeated(&mark, &name),
                };
                let expr = call("$row_item", vec![row.clone(), literals::text(digits)]);
                SelectItem::ExprWithAlias { expr, alias: Ident::with_quote('"', alias) }
            })
            .collect();
        select.projection.splice(place..place, items);
        ControlFlow::Break(())
    }
}
