//! `x > ALL (query)` and its kin: a comparison with the least or the greatest value of the query.
//!
//! With no rows ALL holds and ANY does not; a NULL among the values leaves open what the others do not decide.

use datafusion::sql::sqlparser::ast::helpers::attached_token::AttachedToken;
use datafusion::sql::sqlparser::ast::{
    BinaryOperator, CaseWhen, Expr, Ident, Query, SetExpr, TableFactor, UnaryOperator, Value,
};

use super::dialect;
use super::functions::and;
use crate::engine::error::{EngineError, Place};

fn subquery(expr: &Expr) -> Result<&Query, EngineError> {
    match expr {
        Expr::Subquery(query) => Ok(query),
        Expr::Nested(inner) => subquery(inner),
        _ => Err(EngineError::user("SYNTAX_ERROR", "ANY and ALL take a query")),
    }
}

/// `(SELECT aggregate FROM (query) AS _q (_v))`
fn of(aggregate: &str, query: &Query) -> Result<Expr, EngineError> {
    let sql = format!("SELECT {aggregate} FROM (SELECT 1) AS _q (_v)");
    let mut parsed = dialect::parser(dialect::tokens(&sql, &[])?.tokens)
        .parse_query()
        .map_err(|error| dialect::syntax_error(error, Place::default()))?;
    if let SetExpr::Select(select) = parsed.body.as_mut()
        && let Some(from) = select.from.first_mut()
        && let TableFactor::Derived { subquery, .. } = &mut from.relation
    {
        **subquery = query.clone();
    }
    Ok(Expr::Subquery(parsed))
}

/// What a query beside a row is called: a name of the statement must not be taken for it.
const ROW: &str = "$r";

fn quoted(name: impl Into<String>) -> Ident {
    Ident::with_quote('"', name)
}

fn column(place: usize) -> Ident {
    quoted(format!("$c{place}"))
}

/// `EXISTS (SELECT 1 FROM (query) AS "$r" ("$c0", "$c1") WHERE condition)`
fn exists(query: &Query, width: usize, condition: Expr) -> Result<Expr, EngineError> {
    let columns = vec!["_c"; width];
    let sql = format!("SELECT 1 FROM (SELECT 1) AS _r ({})", columns.join(", "));
    let mut parsed = dialect::parser(dialect::tokens(&sql, &[])?.tokens)
        .parse_query()
        .map_err(|error| dialect::syntax_error(error, Place::default()))?;
    if let SetExpr::Select(select) = parsed.body.as_mut() {
        select.selection = Some(condition);
        if let Some(from) = select.from.first_mut()
            && let TableFactor::Derived { subquery, alias: Some(alias), .. } = &mut from.relation
        {
            **subquery = query.clone();
            alias.name = quoted(ROW);
            for (place, named) in alias.columns.iter_mut().enumerate() {
                named.name = column(place);
            }
        }
    }
    Ok(Expr::Exists { subquery: parsed, negated: false })
}

/// `(x, y) IN (query)`: whether a row of the query is this one; NULL where only a NULL could decide.
pub fn row_in(row: &[Expr], query: &Query, negated: bool) -> Result<Expr, EngineError> {
    let mut same: Option<Expr> = None;
    for (place, item) in row.iter().enumerate() {
        let own = Expr::CompoundIdentifier(vec![quoted(ROW), column(place)]);
        let equal = compared(own, BinaryOperator::Eq, item.clone());
        same = Some(match same {
            Some(same) => and(same, equal),
            None => equal,
        });
    }
    let same = same.ok_or_else(|| EngineError::user("SYNTAX_ERROR", "a row without columns"))?;
    let open = Expr::IsNull(Box::new(Expr::Nested(Box::new(same.clone()))));
    let when = |condition, result| CaseWhen { condition, result };
    let case = Expr::Nested(Box::new(Expr::Case {
        case_token: AttachedToken::empty(),
        end_token: AttachedToken::empty(),
        operand: None,
        conditions: vec![
            when(exists(query, row.len(), same)?, value(Value::Boolean(true))),
            when(exists(query, row.len(), open)?, value(Value::Null)),
        ],
        else_result: Some(Box::new(value(Value::Boolean(false)))),
    }));
    Ok(if negated { not(case) } else { case })
}

fn not(expr: Expr) -> Expr {
    Expr::UnaryOp { op: UnaryOperator::Not, expr: Box::new(Expr::Nested(Box::new(expr))) }
}

fn compared(left: Expr, op: BinaryOperator, right: Expr) -> Expr {
    Expr::Nested(Box::new(Expr::BinaryOp { left: Box::new(left), op, right: Box::new(right) }))
}

fn value(value: Value) -> Expr {
    Expr::Value(value.with_empty_span())
}

/// `outcome` where the comparison with the deciding value has that outcome, the opposite where it has not; `empty` without
/// rows, and NULL where only a NULL could decide.
fn decide(query: &Query, deciding: Expr, empty: bool) -> Result<Expr, EngineError> {
    let none = compared(of("count(*)", query)?, BinaryOperator::Eq, value(Value::Number("0".to_owned(), false)));
    let nulls = compared(of("count(*)", query)?, BinaryOperator::NotEq, of("count(_v)", query)?);
    // ALL is decided by one that fails, ANY by one that holds.
    let decided = if empty { not(deciding.clone()) } else { deciding.clone() };
    let when = |condition, result| CaseWhen { condition, result };
    Ok(Expr::Nested(Box::new(Expr::Case {
        case_token: AttachedToken::empty(),
        end_token: AttachedToken::empty(),
        operand: None,
        conditions: vec![
            when(none, value(Value::Boolean(empty))),
            when(decided, value(Value::Boolean(!empty))),
            when(nulls, value(Value::Null)),
        ],
        else_result: Some(Box::new(deciding)),
    })))
}

fn refused(op: &BinaryOperator) -> EngineError {
    EngineError::user("SYNTAX_ERROR", format_args!("mismatched input '{op}' before ANY or ALL"))
}

/// `x op ALL (query)`; `<> ALL` is NOT IN and not for this.
pub fn all(left: &Expr, op: &BinaryOperator, right: &Expr) -> Result<Expr, EngineError> {
    let query = subquery(right)?;
    let with = |aggregate| Ok::<Expr, EngineError>(compared(left.clone(), op.clone(), of(aggregate, query)?));
    let deciding = match op {
        BinaryOperator::Gt | BinaryOperator::GtEq => with("max(_v)")?,
        BinaryOperator::Lt | BinaryOperator::LtEq => with("min(_v)")?,
        BinaryOperator::Eq => and(with("min(_v)")?, with("max(_v)")?),
        other => return Err(refused(other)),
    };
    decide(query, deciding, true)
}

/// `x op ANY (query)`; `= ANY` is IN and not for this.
pub fn any(left: &Expr, op: &BinaryOperator, right: &Expr) -> Result<Expr, EngineError> {
    let query = subquery(right)?;
    let with = |aggregate| Ok::<Expr, EngineError>(compared(left.clone(), op.clone(), of(aggregate, query)?));
    let deciding = match op {
        BinaryOperator::Gt | BinaryOperator::GtEq => with("min(_v)")?,
        BinaryOperator::Lt | BinaryOperator::LtEq => with("max(_v)")?,
        BinaryOperator::NotEq => return Ok(not(all(left, &BinaryOperator::Eq, right)?)),
        other => return Err(refused(other)),
    };
    decide(query, deciding, false)
}
