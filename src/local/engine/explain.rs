//! `EXPLAIN`: the plan of a query, or with `TYPE VALIDATE` only whether there is one.

use std::sync::Arc;

use datafusion::physical_plan::display::DisplayableExecutionPlan;
use datafusion::physical_plan::{collect, displayable};
use datafusion::sql::sqlparser::ast::Statement;
use datafusion::sql::sqlparser::tokenizer::Token;

use super::classify::Classification;
use super::error::EngineError;
use super::execution::Execution;
use super::rewrite::dialect;
use super::{Engine, Request, rewrite, session};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Logical,
    Distributed,
    Validate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
    Json,
    Graphviz,
}

/// What an EXPLAIN asks for, and of which statement.
#[derive(Debug, PartialEq, Eq)]
struct Explain<'a> {
    kind: Kind,
    format: Format,
    analyze: bool,
    verbose: bool,
    sql: &'a str,
}

fn parse(sql: &str) -> Result<Explain<'_>, EngineError> {
    let tokens = dialect::plain_tokens(sql)?;
    let word = |at: usize| match tokens.get(at).map(|token| &token.token) {
        Some(Token::Word(word)) if word.quote_style.is_none() => word.value.to_uppercase(),
        _ => String::new(),
    };
    let unexpected = |at: usize, expected: &str| {
        let (place, found) = tokens.get(at).map_or_else(
            || (super::error::Place::default(), "<EOF>".to_owned()),
            |token| (dialect::place_of(token.span.start), token.token.to_string()),
        );
        EngineError::at("SYNTAX_ERROR", place, format_args!("mismatched input '{found}'. Expecting: {expected}"))
    };
    let mut at = 1;
    let mut explain = Explain { kind: Kind::Logical, format: Format::Text, analyze: false, verbose: false, sql: "" };
    if word(at) == "ANALYZE" {
        explain.analyze = true;
        at += 1;
        if word(at) == "VERBOSE" {
            explain.verbose = true;
            at += 1;
        }
    }
    let is = |at: usize, wanted: &Token| tokens.get(at).is_some_and(|token| token.token == *wanted);
    if is(at, &Token::LParen) && matches!(word(at + 1).as_str(), "FORMAT" | "TYPE") {
        loop {
            at += 1;
            match (word(at).as_str(), word(at + 1).as_str()) {
                ("FORMAT", "TEXT") => explain.format = Format::Text,
                ("FORMAT", "JSON") => explain.format = Format::Json,
                ("FORMAT", "GRAPHVIZ") => explain.format = Format::Graphviz,
                ("FORMAT", _) => return Err(unexpected(at + 1, "TEXT, JSON or GRAPHVIZ")),
                ("TYPE", "LOGICAL") => explain.kind = Kind::Logical,
                ("TYPE", "DISTRIBUTED") => explain.kind = Kind::Distributed,
                ("TYPE", "VALIDATE") => explain.kind = Kind::Validate,
                ("TYPE", "IO") => return Err(EngineError::unsupported("EXPLAIN (TYPE IO)")),
                ("TYPE", _) => return Err(unexpected(at + 1, "LOGICAL, DISTRIBUTED, VALIDATE or IO")),
                _ => return Err(unexpected(at, "FORMAT or TYPE")),
            }
            at += 2;
            if is(at, &Token::RParen) {
                at += 1;
                break;
            }
            if !is(at, &Token::Comma) {
                return Err(unexpected(at, "',' or ')'"));
            }
        }
    }
    let Some(first) = tokens.get(at) else { return Err(unexpected(at, "a query")) };
    explain.sql = &sql[dialect::offset(sql, first.span.start.line, first.span.start.column)..];
    Ok(explain)
}

impl Engine {
    pub(super) async fn explain(
        &self,
        request: &Request,
        classification: Classification,
    ) -> Result<Execution, EngineError> {
        let explain = parse(&request.sql)?;
        let (statement, written) = rewrite::parse(explain.sql, &request.parameters)?;
        if !matches!(statement, Statement::Query(_)) {
            return Err(EngineError::unsupported("EXPLAIN of a statement other than a query"));
        }
        let rewritten = rewrite::rewrite(statement, written, request.now_millis)?;
        let context = self.context(request, rewritten.places, rewritten.hidden);
        let state = session::session(&self.options, &self.pool, &request.database, &context)?;
        let (plan, _) = super::plan(&state, &context, rewritten.statement).await?;
        let meter = Arc::clone(&context.meter);
        if explain.kind == Kind::Validate {
            return Execution::lines(classification, "Valid", vec!["true".to_owned()], meter);
        }
        let text = if explain.analyze {
            let physical = state.create_physical_plan(&plan).await?;
            collect(Arc::clone(&physical), state.task_ctx()).await?;
            DisplayableExecutionPlan::with_metrics(physical.as_ref()).indent(explain.verbose).to_string()
        } else if explain.kind == Kind::Distributed && explain.format == Format::Text {
            let physical = state.create_physical_plan(&plan).await?;
            displayable(physical.as_ref()).indent(false).to_string()
        } else {
            let optimized = state.optimize(&plan)?;
            match explain.format {
                Format::Text => optimized.display_indent().to_string(),
                Format::Json => optimized.display_pg_json().to_string(),
                Format::Graphviz => optimized.display_graphviz().to_string(),
            }
        };
        let lines = text.lines().map(str::to_owned).collect();
        Execution::lines(classification, "Query Plan", lines, meter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read() {
        let explain = parse("EXPLAIN (TYPE DISTRIBUTED, FORMAT JSON)\n(SELECT 1)").expect("an explain");
        assert_eq!(
            explain,
            Explain {
                kind: Kind::Distributed,
                format: Format::Json,
                analyze: false,
                verbose: false,
                sql: "(SELECT 1)"
            }
        );
        let explain = parse("explain analyze verbose select 1").expect("an explain");
        assert_eq!((explain.analyze, explain.verbose, explain.sql), (true, true, "select 1"));
        assert_eq!(parse("EXPLAIN (SELECT 1)").expect("an explain").sql, "(SELECT 1)");
        assert!(parse("EXPLAIN (TYPE NOPE) SELECT 1").is_err());
        assert!(parse("EXPLAIN").is_err());
    }
}
