//! `JSON_OBJECT(k : v)` and `JSON_ARRAY(v)`, whose colons are commas by now; `JSON_VALUE`, `JSON_QUERY` and `JSON_EXISTS`, whose
//! clauses are arguments by now.

use datafusion::sql::sqlparser::ast::{
    BinaryOperator, CaseWhen, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArgumentClause, FunctionArguments,
    JsonNullClause, Value, ValueWithSpan, helpers::attached_token::AttachedToken,
};

use super::functions::call;
use super::literals;
use crate::domain::query::sql::json_clauses;
use crate::engine::error::{EngineError, Place};
use crate::engine::functions::{JSON_DROP_NULL, JSON_KEEP_NULL, JSON_UNIQUE_KEYS};

/// Whether a name is that of a constructor.
pub fn is_constructor(name: &str) -> bool {
    matches!(name, "json_object" | "json_array")
}

/// A part: what is JSON already stays, the rest becomes JSON.
fn part(value: Expr) -> Expr {
    // `value FORMAT JSON`, as the pre-pass over the tokens leaves it.
    if let Expr::BinaryOp { left, right, .. } = &value
        && clause_of(right).as_deref() == Some("FORMAT JSON")
    {
        return call("$json_given", vec![left.as_ref().clone()]);
    }
    let made = matches!(&value, Expr::Function(function)
        if matches!(function.name.to_string().as_str(), "$json_object" | "$json_array"));
    call(if made { "$json_text" } else { "$json_item" }, vec![value])
}

/// Rewrites a call, whose arguments are rewritten already.
pub fn constructor(name: &str, function: Function, at: Place) -> Result<Expr, EngineError> {
    let wrong = || EngineError::at("SYNTAX_ERROR", at, format_args!("arguments of {}", name.to_uppercase()));
    // NULL is a member of an object, and no item of an array, unless it is said otherwise.
    let mut keeps_null = name == "json_object";
    let mut unique = false;
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
                    FunctionArg::Unnamed(FunctionArgExpr::Expr(expr))
                        if clause_of(&expr).as_deref() == Some(json_clauses::UNIQUE_KEYS) =>
                    {
                        if name != "json_object" {
                            return Err(wrong());
                        }
                        unique = true;
                    }
                    FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => args.push(expr),
                    _ => return Err(wrong()),
                }
            }
        }
    }
    let nulls = if keeps_null { JSON_KEEP_NULL } else { JSON_DROP_NULL };
    let mut out = vec![literals::text(format!("{nulls}{}", if unique { JSON_UNIQUE_KEYS } else { "" }))];
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

/// The words of a clause that the pre-pass over the tokens made an argument.
fn clause_of(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Value(ValueWithSpan { value: Value::SingleQuotedString(text), .. }) => {
            text.strip_prefix(json_clauses::MARK).map(str::to_owned)
        }
        _ => None,
    }
}

/// What the clauses of a call say.
#[derive(Default)]
struct Clauses {
    words: Vec<String>,
    /// Names and values, in turn.
    passed: Vec<Expr>,
    returning: Option<String>,
    on_empty: Option<Expr>,
    on_error: Option<Expr>,
}

impl Clauses {
    fn read(name: &str, rest: Vec<Expr>, wrong: impl Fn() -> EngineError) -> Result<Self, EngineError> {
        let mut clauses = Self::default();
        let mut rest = rest.into_iter().peekable();
        while let Some(next) = rest.next() {
            let words = clause_of(&next).ok_or_else(&wrong)?;
            match words.as_str() {
                "PASSING" => {
                    while rest.peek().is_some_and(|next| clause_of(next).is_none()) {
                        let value = rest.next().ok_or_else(&wrong)?;
                        let named = rest.next().as_ref().and_then(clause_of).ok_or_else(&wrong)?;
                        let (is_json, label) = match (named.strip_prefix("AS "), named.strip_prefix("JSON AS ")) {
                            (Some(label), _) => (false, label),
                            (None, Some(label)) => (true, label),
                            (None, None) => return Err(wrong()),
                        };
                        let value = if is_json { call("$json_given", vec![value]) } else { part(value) };
                        clauses.passed.extend([literals::text(label), value]);
                    }
                }
                "RETURNING" if name != "json_exists" => {
                    let kind = rest.next().as_ref().and_then(clause_of).ok_or_else(&wrong)?;
                    clauses.returning = Some(kind);
                }
                "DEFAULT" if name == "json_value" => {
                    let value = rest.next().ok_or_else(&wrong)?;
                    match rest.next().as_ref().and_then(clause_of).as_deref() {
                        Some("ON EMPTY") => clauses.on_empty = Some(value),
                        Some("ON ERROR") => clauses.on_error = Some(value),
                        _ => return Err(wrong()),
                    }
                }
                _ if allowed(name, &words) => clauses.words.push(words),
                _ => return Err(wrong()),
            }
        }
        Ok(clauses)
    }
}

/// Whether a function has a clause.
fn allowed(name: &str, words: &str) -> bool {
    let behavior = words.strip_suffix(" ON EMPTY").or_else(|| words.strip_suffix(" ON ERROR"));
    match (name, behavior) {
        ("json_exists", Some("TRUE" | "FALSE" | "UNKNOWN" | "ERROR")) => words.ends_with(" ON ERROR"),
        ("json_value", Some("NULL" | "ERROR")) => true,
        ("json_query", Some("NULL" | "ERROR" | "EMPTY ARRAY" | "EMPTY OBJECT")) => true,
        ("json_query", None) => words.ends_with(" WRAPPER") || words.ends_with(" QUOTES"),
        _ => false,
    }
}

/// A CASE of one condition that a text is one of two.
fn when(condition: Expr, result: Expr, otherwise: Expr) -> Expr {
    Expr::Case {
        case_token: AttachedToken::empty(),
        end_token: AttachedToken::empty(),
        operand: None,
        conditions: vec![CaseWhen { condition, result }],
        else_result: Some(Box::new(otherwise)),
    }
}

fn equals(left: Expr, right: &str) -> Expr {
    Expr::BinaryOp { left: Box::new(left), op: BinaryOperator::Eq, right: Box::new(literals::text(right)) }
}

/// Rewrites `JSON_EXISTS`, `JSON_VALUE` and `JSON_QUERY`, whose arguments are rewritten already.
pub fn follow(name: &str, mut args: Vec<Expr>, at: Place) -> Result<Expr, EngineError> {
    let wrong = || EngineError::at("SYNTAX_ERROR", at, format_args!("arguments of {}", name.to_uppercase()));
    if args.len() < 2 {
        return Err(wrong());
    }
    let clauses = Clauses::read(name, args.split_off(2), wrong)?;
    let wraps = clauses.words.iter().any(|words| matches!(words.as_str(), "WITH WRAPPER" | "CONDITIONAL WRAPPER"));
    if wraps && clauses.words.iter().any(|words| words.ends_with(" QUOTES")) {
        return Err(EngineError::at(
            "INVALID_FUNCTION_ARGUMENT",
            at,
            "KEEP or OMIT QUOTES behavior specified with WITH WRAPPER behavior",
        ));
    }
    let make = |function: &str, words: &[String]| {
        let mut all = args.clone();
        all.push(literals::text(words.join(";")));
        all.extend(clauses.passed.iter().cloned());
        call(function, all)
    };
    match name {
        "json_exists" => return Ok(make("$json_exists", &clauses.words)),
        "json_query" => {
            let found = make("$json_query", &clauses.words);
            return match clauses.returning.as_deref() {
                None => Ok(found),
                Some(kind) if kind.eq_ignore_ascii_case("varchar") => Ok(found),
                Some(kind) => Err(EngineError::unsupported(format_args!("JSON_QUERY … RETURNING {kind}"))),
            };
        }
        _ => {}
    }
    let strict = clauses.words.iter().any(|words| words == "ERROR ON ERROR");
    let kind = clauses.returning.as_deref().filter(|kind| !kind.eq_ignore_ascii_case("varchar"));
    let mut value = match kind {
        None => make("$json_value", &clauses.words),
        Some(kind) => {
            let parsed = crate::engine::trino_types::TrinoType::parse(kind)?;
            // Numbers and truth values become one another as casts of JSON do; the rest goes by its text.
            let by_text = !(crate::engine::coercion::is_numeric(&parsed.kind)
                || parsed.kind == datafusion::arrow::datatypes::DataType::Boolean);
            let scalar = if by_text { "$json_value" } else { "$json_value_as_json" };
            let cast = if strict { "$cast" } else { "$try_cast" };
            call(cast, vec![make(scalar, &clauses.words), literals::text(kind)])
        }
    };
    let state = |word: &str| equals(make("$json_value_state", &[]), word);
    if let Some(default) = clauses.on_error {
        let mut failed = state("error");
        if kind.is_some() {
            // A value that is not of the type is an error as well.
            let lost = Expr::BinaryOp {
                left: Box::new(state("value")),
                op: BinaryOperator::And,
                right: Box::new(Expr::IsNull(Box::new(value.clone()))),
            };
            failed = Expr::BinaryOp { left: Box::new(failed), op: BinaryOperator::Or, right: Box::new(lost) };
        }
        value = when(failed, default, value);
    }
    if let Some(default) = clauses.on_empty {
        value = when(state("empty"), default, value);
    }
    Ok(value)
}
