//! `JSON_OBJECT(k : v)` and `JSON_ARRAY(v)`; their colons are commas by now.

use datafusion::sql::sqlparser::ast::{
    Expr, Function, FunctionArg, FunctionArgExpr, FunctionArgumentClause, FunctionArguments, JsonNullClause,
};

use super::functions::call;
use super::literals;
use crate::local::engine::error::{EngineError, Place};
use crate::local::engine::functions::{JSON_DROP_NULL, JSON_KEEP_NULL};

/// Whether a name is that of a constructor.
pub fn is_constructor(name: &str) -> bool {
    matches!(name, "json_object" | "json_array")
}

/// A part: what is JSON already stays, the rest becomes JSON.
fn part(value: Expr) -> Expr {
    let made = matches!(&value, Expr::Function(function)
        if matches!(function.name.to_string().as_str(), "$json_object" | "$json_array"));
    call(if made { "$json_text" } else { "$json_item" }, vec![value])
}

/// Rewrites a call, whose arguments are rewritten already.
pub fn constructor(name: &str, function: Function, at: Place) -> Result<Expr, EngineError> {
    let wrong = || EngineError::at("SYNTAX_ERROR", at, format_args!("arguments of {}", name.to_uppercase()));
    // NULL is a member of an object, and no item of an array, unless it is said otherwise.
    let mut keeps_null = name == "json_object";
    let mut args: Vec<Expr> = Vec::new();
    match function.args {
        FunctionArguments::None => {}
        FunctionArguments::Subquery(_) => return Err(wrong()),
        FunctionArguments::List(list) => {
            for clause in list.clauses {
                match clause {
                    FunctionArgumentClause::JsonNullClause(JsonNullClause::NullOnNull) => keeps_null = true,
                    FunctionArgumentClause::JsonNullClause(JsonNullClause::AbsentOnNull) => keeps_null = false,
                    other => return Err(EngineError::unsupported(format_args!("{name} with {other}"))),
                }
            }
            for arg in list.args {
                match arg {
                    FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => args.push(expr),
                    _ => return Err(wrong()),
                }
            }
        }
    }
    let mut out = vec![literals::text(if keeps_null { JSON_KEEP_NULL } else { JSON_DROP_NULL })];
    if name == "json_array" {
        out.extend(args.into_iter().map(part));
        return Ok(call("$json_array", out));
    }
    if !args.len().is_multiple_of(2) {
        return Err(wrong());
    }
    out.extend(args.into_iter().enumerate().map(|(place, arg)| if place % 2 == 0 { arg } else { part(arg) }));
    Ok(call("$json_object", out))
}
