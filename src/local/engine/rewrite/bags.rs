//! `INTERSECT ALL` and `EXCEPT ALL`: the planner keeps or drops rows whole, where each occurrence counts. Here both sides
//! are laid one behind the other, each row with its side; the plan pass of the same name counts them.

use datafusion::sql::sqlparser::ast::{
    ExceptSelectItem, Ident, SelectItem, SetExpr, SetOperator, SetQuantifier, TableFactor,
};

use super::dialect;
use crate::engine::error::{EngineError, Place};

/// What the two sides together are called, for each operation.
pub const INTERSECT: &str = "$intersect_all";
pub const EXCEPT: &str = "$except_all";
/// The column that says which side a row is of: 1 or 2.
pub const SIDE: &str = "$side";

/// Marks the operations of this kind in a query's body.
pub fn mark(body: &mut SetExpr) -> Result<(), EngineError> {
    let SetExpr::SetOperation { op, set_quantifier, left, right } = body else { return Ok(()) };
    mark(left)?;
    mark(right)?;
    let name = match (op, set_quantifier) {
        (SetOperator::Intersect, SetQuantifier::All) => INTERSECT,
        (SetOperator::Except, SetQuantifier::All) => EXCEPT,
        _ => return Ok(()),
    };
    let sql = format!(
        "SELECT * FROM (SELECT *, 1 AS \"{SIDE}\" FROM (SELECT 1) UNION ALL SELECT *, 2 AS \"{SIDE}\" FROM (SELECT 1)) AS \"{name}\""
    );
    let mut parsed = dialect::parser(dialect::tokens(&sql, &[])?.tokens)
        .parse_query()
        .map_err(|error| dialect::syntax_error(error, Place::default()))?;
    if let SetExpr::Select(select) = parsed.body.as_mut() {
        if let Some(SelectItem::Wildcard(options)) = select.projection.first_mut() {
            options.opt_except =
                Some(ExceptSelectItem { first_element: Ident::with_quote('"', SIDE), additional_elements: Vec::new() });
        }
        if let Some(from) = select.from.first_mut()
            && let TableFactor::Derived { subquery, .. } = &mut from.relation
            && let SetExpr::SetOperation { left: first, right: second, .. } = subquery.body.as_mut()
        {
            put(first, left.as_ref().clone());
            put(second, right.as_ref().clone());
        }
    }
    *body = *parsed.body;
    Ok(())
}

/// Puts a query in the place of the one that a marked side reads from.
fn put(side: &mut SetExpr, query: SetExpr) {
    if let SetExpr::Select(select) = side
        && let Some(from) = select.from.first_mut()
        && let TableFactor::Derived { subquery, .. } = &mut from.relation
    {
        *subquery.body = query;
    }
}
