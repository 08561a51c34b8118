//! `FETCH FIRST n ROWS WITH TIES`: the rows whose rank is among the first n.

use datafusion::sql::sqlparser::ast::{
    ExceptSelectItem, Expr, Ident, LimitClause, OrderByExpr, OrderByKind, Query, Select, SelectItem, SetExpr,
    TableFactor, WindowType,
};

use super::dialect;
use super::functions;
use super::literals;
use crate::engine::error::{EngineError, Place};

/// What the rank is called inside.
const RANK: &str = "$rank";

fn parsed(sql: &str) -> Result<Box<Query>, EngineError> {
    dialect::parser(dialect::tokens(sql, &[])?.tokens)
        .parse_query()
        .map_err(|error| dialect::syntax_error(error, Place::default()))
}

/// The number that an expression is.
fn number(expr: &Expr) -> Result<i64, EngineError> {
    let digits = literals::digits_of(expr).or_else(|| match expr {
        Expr::Value(value) => Some(value.value.to_string()),
        _ => None,
    });
    digits
        .and_then(|digits| digits.parse().ok())
        .ok_or_else(|| EngineError::unsupported("FETCH FIRST … WITH TIES of a number that is no literal"))
}

/// `rank() OVER (ORDER BY …)` as an item of a select list.
fn rank(order: Vec<OrderByExpr>) -> Result<SelectItem, EngineError> {
    let query = parsed("SELECT rank() OVER (ORDER BY 1)")?;
    let call = match query.body.as_ref() {
        SetExpr::Select(select) => match select.projection.first() {
            Some(SelectItem::UnnamedExpr(Expr::Function(function))) => Some(function.clone()),
            _ => None,
        },
        _ => None,
    };
    let mut call = call.ok_or_else(|| EngineError::system("a rank"))?;
    if let Some(WindowType::WindowSpec(spec)) = &mut call.over {
        spec.order_by = order;
    }
    Ok(SelectItem::ExprWithAlias {
        // The planner counts ranks unsigned.
        expr: functions::call("$cast", vec![Expr::Function(call), literals::text("bigint")]),
        alias: Ident::with_quote('"', RANK),
    })
}

/// What an item of ORDER BY stands for: a number or a name may be that of an item of the select list.
fn resolved(select: &Select, mut item: OrderByExpr) -> Result<OrderByExpr, EngineError> {
    let place = match &item.expr {
        Expr::Identifier(name) => select.projection.iter().position(|item| {
            matches!(item, SelectItem::ExprWithAlias { alias, .. } if alias.value.eq_ignore_ascii_case(&name.value))
        }),
        other => match number(other) {
            Ok(place) => Some(usize::try_from(place - 1).unwrap_or(usize::MAX)),
            Err(_) => None,
        },
    };
    if let Some(place) = place {
        let before_is_plain = select
            .projection
            .iter()
            .take(place)
            .all(|item| !matches!(item, SelectItem::Wildcard(_) | SelectItem::QualifiedWildcard(_, _)));
        item.expr = match select.projection.get(place) {
            Some(SelectItem::UnnamedExpr(expr) | SelectItem::ExprWithAlias { expr, .. }) if before_is_plain => {
                expr.clone()
            }
            Some(_) => return Err(EngineError::unsupported("FETCH FIRST … WITH TIES in the order of a column of *")),
            None => {
                return Err(EngineError::user(
                    "INVALID_COLUMN_REFERENCE",
                    format_args!("ORDER BY position {} is not in select list", place + 1),
                ));
            }
        };
    }
    Ok(item)
}

/// Rewrites a query whose parts are rewritten already; `quantity` is the number of rows.
pub fn rewrite(query: &mut Query, quantity: &Expr) -> Result<(), EngineError> {
    let quantity = number(quantity)?;
    let Some(order) = query.order_by.take() else {
        return Err(EngineError::user("SYNTAX_ERROR", "FETCH FIRST WITH TIES clause requires ORDER BY"));
    };
    let OrderByKind::Expressions(items) = order.kind else {
        return Err(EngineError::unsupported("ORDER BY ALL"));
    };
    let offset = match query.limit_clause.take() {
        None => None,
        Some(LimitClause::LimitOffset { limit: None, offset, .. }) => offset,
        Some(_) => return Err(EngineError::user("SYNTAX_ERROR", "both LIMIT and FETCH FIRST")),
    };
    let skipped = offset.as_ref().map_or(Ok(0), |offset| number(&offset.value))?;
    let SetExpr::Select(select) = query.body.as_mut() else {
        return Err(EngineError::unsupported("FETCH FIRST … WITH TIES of a set operation"));
    };
    if select.distinct.is_some() {
        return Err(EngineError::unsupported("FETCH FIRST … WITH TIES with DISTINCT"));
    }
    let items = items.into_iter().map(|item| resolved(select, item)).collect::<Result<Vec<_>, _>>()?;
    select.projection.push(rank(items)?);

    let last = literals::number(&quantity.saturating_add(skipped).to_string())?;
    let mut outer = parsed(&format!("SELECT * FROM (SELECT 1) WHERE \"{RANK}\" <= 1 ORDER BY \"{RANK}\""))?;
    outer.with = query.with.take();
    outer.limit_clause =
        offset.map(|offset| LimitClause::LimitOffset { limit: None, offset: Some(offset), limit_by: Vec::new() });
    std::mem::swap(query, &mut outer);
    let inner = outer;
    if let SetExpr::Select(select) = query.body.as_mut() {
        if let Some(SelectItem::Wildcard(options)) = select.projection.first_mut() {
            options.opt_except =
                Some(ExceptSelectItem { first_element: Ident::with_quote('"', RANK), additional_elements: Vec::new() });
        }
        if let Some(Expr::BinaryOp { right, .. }) = &mut select.selection {
            **right = last;
        }
        if let Some(from) = select.from.first_mut()
            && let TableFactor::Derived { subquery, .. } = &mut from.relation
        {
            *subquery = inner;
        }
    }
    Ok(())
}
