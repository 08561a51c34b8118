//! From Athena's dialect to what the planner takes.
//!
//! Text becomes tokens, tokens a syntax tree, and the tree is rewritten in place: literals get Trino's types, casts and
//! functions become calls of our own. Anything that the planner would take with another meaning is refused here by name.

mod aggregates;
pub mod bags;
pub mod dialect;
mod forms;
mod functions;
mod joins;
mod json;
pub mod literals;
pub mod names;
pub mod operators;
mod quantified;
mod select;
pub mod stars;
mod ties;
mod tuples;
mod using;
mod values;
mod visitor;

use std::collections::HashMap;
use std::ops::ControlFlow;

use datafusion::catalog::Session;
use datafusion::common::tree_node::{Transformed, TransformedResult, TreeNode};
use datafusion::common::{Column, DFSchema, Result};
use datafusion::execution::SessionState;
use datafusion::logical_expr::Expr as PlanExpr;
use datafusion::sql::sqlparser::ast::{Expr, ExprWithAlias, LimitClause, Statement, Value, VisitMut};
use datafusion::sql::sqlparser::keywords::Keyword;
use datafusion::sql::sqlparser::tokenizer::Token;

use super::error::{EngineError, Place};
use super::text_types::Scope;
pub use select::{UNNAMED, label, repeated};
use visitor::Rewriter;

/// Names in quotes as they were written, and operators, by their line and column.
pub type WrittenNames = HashMap<(u64, u64), String>;

/// A statement that the planner takes, and what its text says beyond the plan.
#[derive(Debug)]
pub struct Rewritten {
    pub statement: Statement,
    /// Where each name was first written, in lower case.
    pub places: HashMap<String, Place>,
    /// Names of result columns as they were written, by their lower case.
    pub labels: HashMap<String, String>,
    /// The hidden columns that the statement names, such as `$path`.
    pub hidden: Vec<String>,
}

/// Parses one statement of the Trino side of the dialect, without rewriting it.
pub fn parse(sql: &str, parameters: &[String]) -> Result<(Statement, WrittenNames), EngineError> {
    let tokens = dialect::tokens(sql, parameters)?;
    let mut parser = dialect::parser(tokens.tokens);
    let mut statement = parser.parse_statement().map_err(|error| dialect::syntax_error(error, tokens.end))?;
    if let Statement::CreateTable(create) = &mut statement
        && let Some(query) = &mut create.query
        && parser.parse_keyword(Keyword::WITH)
    {
        let empty = parser.parse_keyword(Keyword::NO);
        parser.expect_keyword(Keyword::DATA).map_err(|error| dialect::syntax_error(error, tokens.end))?;
        if empty {
            let none = Expr::Value(Value::Number("0".to_owned(), false).with_empty_span());
            query.fetch = None;
            query.limit_clause =
                Some(LimitClause::LimitOffset { limit: Some(none), offset: None, limit_by: Vec::new() });
        }
    }
    while parser.consume_token(&Token::SemiColon) {}
    let rest = parser.peek_token();
    if rest.token != Token::EOF {
        return Err(EngineError::at(
            "SYNTAX_ERROR",
            dialect::place_of(rest.span.start),
            format_args!("mismatched input '{}'. Expecting: <EOF>", rest.token),
        ));
    }
    Ok((statement, tokens.written))
}

/// Rewrites a parsed statement; `now` is the time of the query in milliseconds since 1970.
pub fn rewrite(statement: Statement, written: WrittenNames, now: i64) -> Result<Rewritten, EngineError> {
    rewrite_inside(statement, written, now, &[])
}

/// The same for a view of a query that names hidden columns: tables have them, and `*` must not show them.
pub fn rewrite_inside(
    mut statement: Statement,
    written: WrittenNames,
    now: i64,
    hidden: &[String],
) -> Result<Rewritten, EngineError> {
    let mut rewriter = Rewriter::new(written, now);
    rewriter.hide(hidden);
    rewriter.note_labels(&statement);
    match statement.visit(&mut rewriter) {
        ControlFlow::Break(error) => Err(error),
        ControlFlow::Continue(()) => {
            Ok(Rewritten { statement, places: rewriter.places, labels: rewriter.labels, hidden: rewriter.hidden })
        }
    }
}

/// Drops the table names from the columns of an expression.
pub fn unqualify(expr: PlanExpr) -> Result<PlanExpr> {
    expr.transform(|node| {
        Ok(match node {
            PlanExpr::Column(column) => Transformed::yes(PlanExpr::Column(Column::new_unqualified(column.name))),
            other => Transformed::no(other),
        })
    })
    .data()
}

/// The condition of a row filter, over all columns of its table.
pub fn row_filter(text: &str, state: &dyn Session, (schema, scope): (&DFSchema, &Scope), now: i64) -> Result<PlanExpr> {
    let Some(state) = state.as_any().downcast_ref::<SessionState>() else {
        return Err(EngineError::system("a row filter needs the session that plans it").into());
    };
    let tokens = dialect::tokens(text, &[])?;
    let mut parser = dialect::parser(tokens.tokens);
    let mut expr = parser.parse_expr().map_err(|error| dialect::syntax_error(error, tokens.end))?;
    let rest = parser.peek_token();
    if rest.token != Token::EOF {
        return Err(EngineError::user(
            "SYNTAX_ERROR",
            format_args!("row filter '{text}': unexpected '{}'", rest.token),
        )
        .into());
    }
    let mut rewriter = Rewriter::new(tokens.written, now);
    if let ControlFlow::Break(error) = expr.visit(&mut rewriter) {
        return Err(error.into());
    }
    let expr = state.create_logical_expr_from_sql_expr(ExprWithAlias { expr, alias: None }, schema)?;
    let expr = super::char_values::rewrite_expr(expr, schema, scope)?;
    super::check::expression(&expr, schema)?;
    super::nan::rewrite_expr(expr, schema)
}
