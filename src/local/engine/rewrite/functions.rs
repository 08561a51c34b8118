//! Function calls: looked up by name, renamed, or turned into something else.

use std::ops::ControlFlow;

use datafusion::sql::sqlparser::ast::helpers::attached_token::AttachedToken;
use datafusion::sql::sqlparser::ast::{
    BinaryOperator, CaseWhen, DuplicateTreatment, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArgumentClause,
    FunctionArgumentList, FunctionArguments, Ident, Interval, LambdaFunction, LambdaFunctionParameter, LambdaSyntax,
    ObjectName, OneOrManyWithParens, OrderByExpr, OrderByOptions, Value, WindowFrameBound, WindowType,
    visit_expressions,
};

use super::aggregates;
use super::literals;
use super::names::{Target, target};
use super::visitor::{Rewriter, place};
use crate::engine::error::{EngineError, Place};
use crate::engine::functions::lambda;

/// A call with plain arguments.
pub fn call(name: &str, args: Vec<Expr>) -> Expr {
    Expr::Function(plain(name, args))
}

fn plain(name: &str, args: Vec<Expr>) -> Function {
    Function {
        name: object_name(name),
        uses_odbc_syntax: false,
        parameters: FunctionArguments::None,
        args: FunctionArguments::List(FunctionArgumentList {
            duplicate_treatment: None,
            args: args.into_iter().map(|arg| FunctionArg::Unnamed(FunctionArgExpr::Expr(arg))).collect(),
            clauses: Vec::new(),
        }),
        filter: None,
        null_treatment: None,
        over: None,
        within_group: Vec::new(),
    }
}

pub fn object_name(name: &str) -> ObjectName {
    ObjectName::from(vec![Ident::new(name)])
}

pub fn and(left: Expr, right: Expr) -> Expr {
    Expr::BinaryOp { left: Box::new(left), op: BinaryOperator::And, right: Box::new(right) }
}

/// What a negation that the rewriter wrote negates.
pub fn negated(expr: &Expr) -> Option<&Expr> {
    let Expr::Function(function) = expr else { return None };
    let FunctionArguments::List(list) = &function.args else { return None };
    match (function.name.to_string().as_str(), list.args.as_slice()) {
        ("$negate", [FunctionArg::Unnamed(FunctionArgExpr::Expr(inner))]) => Some(inner),
        _ => None,
    }
}

/// Functions that give the same of a time whatever the precision of its type.
const BLIND_TO_PRECISION: &[&str] = &[
    "date",
    "date_diff",
    "date_format",
    "day",
    "day_of_month",
    "day_of_week",
    "day_of_year",
    "dow",
    "doy",
    "format_datetime",
    "hour",
    "last_day_of_month",
    "millisecond",
    "minute",
    "month",
    "quarter",
    "second",
    "to_unixtime",
    "week",
    "week_of_year",
    "year",
    "year_of_week",
    "yow",
];

/// The engine has times with 0, 3, 6 and 9 digits. Literals with others are filled up where nobody sees the difference: in
/// comparisons, casts to other times, and functions that do not tell.
pub fn fill_fractions(expr: &mut Expr) {
    const ANY: usize = 9;
    match expr {
        Expr::BinaryOp { left, op, right } => {
            // What an interval moves has milliseconds at least.
            let most = match op {
                BinaryOperator::Plus | BinaryOperator::Minus => 3,
                _ => ANY,
            };
            [left, right].into_iter().for_each(|side| literals::fill(side, most));
        }
        Expr::IsDistinctFrom(left, right) | Expr::IsNotDistinctFrom(left, right) => {
            [left, right].into_iter().for_each(|side| literals::fill(side, ANY));
        }
        Expr::Between { expr, low, high, .. } => {
            [expr, low, high].into_iter().for_each(|side| literals::fill(side, ANY));
        }
        Expr::InList { expr, list, .. } => {
            literals::fill(expr, ANY);
            list.iter_mut().for_each(|item| literals::fill(item, ANY));
        }
        Expr::Case { operand: Some(operand), conditions, .. } => {
            literals::fill(operand, ANY);
            conditions.iter_mut().for_each(|when| literals::fill(&mut when.condition, ANY));
        }
        Expr::Extract { expr, .. } => literals::fill(expr, ANY),
        Expr::Cast { expr, data_type, .. } => {
            let kind = data_type.to_string().trim_matches('"').trim_start().to_ascii_lowercase();
            if ["timestamp", "time", "date"].iter().any(|name| kind.starts_with(name)) {
                literals::fill(expr, ANY);
            }
        }
        Expr::Function(function) => {
            let name = function.name.to_string().to_lowercase();
            if BLIND_TO_PRECISION.contains(&name.as_str())
                && let FunctionArguments::List(list) = &mut function.args
            {
                for arg in &mut list.args {
                    if let FunctionArg::Unnamed(FunctionArgExpr::Expr(arg)) = arg {
                        literals::fill(arg, ANY);
                    }
                }
            }
        }
        _ => {}
    }
}

/// `cardinality(approx_set(x))` counts the values as `approx_distinct(x)` does, and is NULL when there is none.
pub fn count_of_set(expr: &mut Expr) {
    let Expr::Function(outer) = expr else { return };
    if !outer.name.to_string().eq_ignore_ascii_case("cardinality") {
        return;
    }
    let args = arguments(outer).unwrap_or_default();
    let [Expr::Function(set)] = args.as_slice() else { return };
    if set.name.to_string().eq_ignore_ascii_case("approx_set") {
        let mut count = set.clone();
        count.name = object_name("approx_distinct");
        *expr = call(
            "nullif",
            vec![Expr::Function(count), Expr::Value(Value::Number("0".to_owned(), false).with_empty_span())],
        );
    }
}

/// Whether an expression has an aggregate function in it, before it is rewritten.
pub fn aggregates(expr: &Expr) -> bool {
    let found = visit_expressions(expr, |inner| match inner {
        Expr::Function(function)
            if function.over.is_none() && super::names::is_aggregate(&function.name.to_string().to_lowercase()) =>
        {
            ControlFlow::Break(())
        }
        _ => ControlFlow::Continue(()),
    });
    found.is_break()
}

/// The positional arguments of a call; a star or a named argument is none of them.
pub(super) fn arguments(function: &Function) -> Option<Vec<Expr>> {
    match &function.args {
        FunctionArguments::None => Some(Vec::new()),
        FunctionArguments::Subquery(_) => None,
        FunctionArguments::List(list) => list
            .args
            .iter()
            .map(|arg| match arg {
                FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => Some(expr.clone()),
                _ => None,
            })
            .collect(),
    }
}

pub fn is_distinct(function: &Function) -> bool {
    matches!(&function.args, FunctionArguments::List(list) if matches!(list.duplicate_treatment, Some(DuplicateTreatment::Distinct)))
}

/// An interval literal as the planner writes the bound of a frame.
fn span_of(expr: &Expr) -> Option<Expr> {
    let Expr::Function(function) = expr else { return None };
    let unit = match function.name.to_string().as_str() {
        "$duration" => "milliseconds",
        "$months" => "months",
        _ => return None,
    };
    let args = arguments(function)?;
    let [Expr::Value(literal)] = args.as_slice() else { return None };
    let Value::SingleQuotedString(count) = &literal.value else { return None };
    Some(Expr::Interval(Interval {
        value: Box::new(literals::text(format!("{count} {unit}"))),
        leading_field: None,
        leading_precision: None,
        last_field: None,
        fractional_seconds_precision: None,
    }))
}

/// Takes the types off literals that bound a window frame.
fn bare_frame(function: &mut Function) {
    let Some(WindowType::WindowSpec(spec)) = &mut function.over else { return };
    let Some(frame) = &mut spec.window_frame else { return };
    for bound in std::iter::once(&mut frame.start_bound).chain(frame.end_bound.as_mut()) {
        if let WindowFrameBound::Preceding(Some(expr)) | WindowFrameBound::Following(Some(expr)) = bound {
            literals::bare(expr);
            if let Some(span) = span_of(expr) {
                **expr = span;
            }
        }
    }
}

/// Rewrites one call, whose arguments are rewritten already.
pub fn rewrite(rewriter: &mut Rewriter, mut function: Function) -> Result<Expr, EngineError> {
    let at = place(&function.name);
    let name = match function.name.0.as_slice() {
        [part] => part.to_string().trim_matches('"').to_lowercase(),
        _ => {
            return Err(EngineError::at(
                "FUNCTION_NOT_FOUND",
                at,
                format_args!("Function '{}' not registered", function.name),
            ));
        }
    };
    if name.starts_with('$') {
        return Ok(Expr::Function(function));
    }
    rewriter.note(&name, at);
    bare_frame(&mut function);
    if takes_lambda(&function) {
        return with_lambda(&name, function, at);
    }
    if super::json::is_constructor(&name) {
        return super::json::constructor(&name, function, at);
    }
    let Some(target) = target(&name) else {
        if lambda::plan_name(&name).is_some() {
            return Err(EngineError::at(
                "FUNCTION_NOT_FOUND",
                at,
                format_args!("Unexpected parameters for function {name}: one of them is a function"),
            ));
        }
        return Err(EngineError::at("FUNCTION_NOT_FOUND", at, format_args!("Function '{name}' not registered")));
    };
    match target {
        Target::Unsupported => Err(EngineError::unsupported(format_args!("{}function {name}", at.prefix()))),
        Target::Scalar(scalar) => {
            if function.over.is_some()
                || function.filter.is_some()
                || is_distinct(&function)
                || !function.within_group.is_empty()
            {
                return Err(EngineError::at(
                    "FUNCTION_NOT_AGGREGATE",
                    at,
                    format_args!("{name} is no aggregate function"),
                ));
            }
            function.name = object_name(scalar);
            Ok(Expr::Function(function))
        }
        Target::Aggregate("max" | "min") if arguments(&function).is_some_and(|args| args.len() == 2) => {
            let args = arguments(&function).unwrap_or_default();
            aggregates::first_of(&name, function, args)
        }
        Target::Aggregate("sum" | "avg") if is_distinct(&function) => match arguments(&function) {
            Some(args) if args.len() == 1 => Ok(aggregates::distinct_total(&name, function, args)),
            _ => Err(EngineError::at(
                "FUNCTION_NOT_FOUND",
                at,
                format_args!("Unexpected parameters for function {name}"),
            )),
        },
        Target::Aggregate(native) => {
            function.name = object_name(native);
            check_aggregate(&name, &function)?;
            Ok(Expr::Function(function))
        }
        Target::Window(native, unsigned) => {
            if function.over.is_none() {
                return Err(EngineError::at(
                    "MISSING_OVER",
                    at,
                    format_args!("Window function {name} requires an OVER clause"),
                ));
            }
            check_offset(&name, &function, at)?;
            let own = own_window(&name, &mut function, at)?;
            function.name = object_name(own.unwrap_or(native));
            let call = Expr::Function(function);
            let unsigned = unsigned && own.is_none();
            Ok(if unsigned { self::call("$cast", vec![call, literals::text("bigint")]) } else { call })
        }
        Target::Special => special(rewriter, &name, function),
    }
}

/// Refuses the offsets that a window function has no row for: the planner would take one below zero for the other way.
fn check_offset(name: &str, function: &Function, at: Place) -> Result<(), EngineError> {
    let (place, least, what) = match name {
        "lag" | "lead" => (1, 0, "Offset must be at least 0"),
        "nth_value" => (1, 1, "Offset must be at least 1"),
        "ntile" => (0, 1, "Buckets must be greater than 0"),
        _ => return Ok(()),
    };
    let args = arguments(function).unwrap_or_default();
    let Some(offset) = args.get(place) else { return Ok(()) };
    let number = |expr: &Expr| literals::digits_of(expr).and_then(|digits| digits.parse::<i64>().ok());
    let value = number(offset).or_else(|| negated(offset).and_then(number).map(|value| -value));
    if value.is_some_and(|value| value < least) {
        return Err(EngineError::at("INVALID_FUNCTION_ARGUMENT", at, what));
    }
    Ok(())
}

/// The engine's own window function for a call that the planner would not take, or take with another meaning.
fn own_window(name: &str, function: &mut Function, at: Place) -> Result<Option<&'static str>, EngineError> {
    let args = arguments(function).unwrap_or_default();
    let counts = match name {
        "lag" | "lead" => 1..=3,
        "nth_value" => 2..=2,
        "ntile" | "first_value" | "last_value" => 1..=1,
        _ => 0..=0,
    };
    if !counts.contains(&args.len()) {
        return Err(EngineError::at(
            "FUNCTION_NOT_FOUND",
            at,
            format_args!("Unexpected number of parameters for function {name}"),
        ));
    }
    let counted = |place: usize| args.get(place).is_none_or(|arg| literals::digits_of(arg).is_some());
    // A default of another kind would be made one of the values' own.
    let plain = |arg: &Expr| match arg {
        Expr::Value(literal) => {
            matches!(literal.value, Value::Null | Value::Boolean(_) | Value::SingleQuotedString(_))
        }
        other => literals::digits_of(other).is_some_and(|digits| digits.parse::<i32>().is_ok()),
    };
    Ok(match name {
        "lag" if !(counted(1) && args.get(2).is_none_or(plain)) => Some("$lag"),
        "lead" if !(counted(1) && args.get(2).is_none_or(plain)) => Some("$lead"),
        "nth_value" if !counted(1) => Some("$nth_value"),
        "ntile" if !counted(0) => Some("$ntile"),
        _ => None,
    })
}

/// Whether an argument of a call is a function.
fn takes_lambda(function: &Function) -> bool {
    arguments(function).is_some_and(|args| args.iter().any(|arg| matches!(arg, Expr::Lambda(_))))
}

/// A call that gets a function.
fn with_lambda(name: &str, mut function: Function, at: Place) -> Result<Expr, EngineError> {
    if name == "reduce_agg" {
        let mut args = arguments(&function).unwrap_or_default();
        if args.len() != 4 || !args[2..].iter().all(|arg| matches!(arg, Expr::Lambda(_))) {
            return Err(EngineError::at(
                "FUNCTION_NOT_FOUND",
                at,
                "Unexpected parameters for function reduce_agg: it takes a value, a state and two functions",
            ));
        }
        // The states of parts of a group are never joined here: a group is gone through from its first value to its last.
        args.truncate(3);
        args.push(identity());
        let items = aggregates::values(name, function, args[0].clone())?;
        args[0] = items;
        return Ok(call("$reduce", args));
    }
    let Some(plan_name) = lambda::plan_name(name).filter(|_| name != "try") else {
        return Err(match target(name) {
            Some(Target::Unsupported) => EngineError::unsupported(format_args!("{}function {name}", at.prefix())),
            _ => EngineError::at(
                "FUNCTION_NOT_FOUND",
                at,
                format_args!("Unexpected parameters for function {name}: it takes no function"),
            ),
        });
    };
    function.name = object_name(plan_name);
    Ok(Expr::Function(function))
}

/// A function without parameters that gives the value of an expression.
fn lambda_of(body: Expr) -> Expr {
    Expr::Lambda(LambdaFunction {
        params: OneOrManyWithParens::Many(Vec::new()),
        body: Box::new(body),
        syntax: LambdaSyntax::Arrow,
    })
}

/// The name of an expression's type. Texts have their length in it, which the plan does not know: those of literals and casts
/// are told from the tree.
fn type_of(expr: Expr) -> Result<Expr, EngineError> {
    if let Expr::Value(literal) = &expr
        && let Value::SingleQuotedString(text) = &literal.value
    {
        return Ok(literals::text(format!("varchar({})", text.chars().count())));
    }
    if let Some(kind) = cast_type(&expr) {
        let parsed = crate::engine::trino_types::TrinoType::parse(&kind)?;
        if !parsed.inner.is_empty() {
            return Err(EngineError::unsupported(format_args!("typeof of {kind}")));
        }
        if let Some(length) = parsed.length {
            let name = if parsed.pads { "char" } else { "varchar" };
            return Ok(literals::text(format!("{name}({length})")));
        }
        return Ok(call("typeof", vec![expr]));
    }
    let scalar = if has_text_literal(&expr) { "$typeof_plain" } else { "typeof" };
    Ok(call(scalar, vec![expr]))
}

/// The type that a cast, which is rewritten already, is to.
fn cast_type(expr: &Expr) -> Option<String> {
    let Expr::Function(function) = expr else { return None };
    if !matches!(function.name.to_string().as_str(), "$cast" | "$try_cast") {
        return None;
    }
    match arguments(function)?.pop()? {
        Expr::Value(literal) => literal.value.into_string(),
        _ => None,
    }
}

/// Whether what an expression gives may have the length of a literal text in it.
fn has_text_literal(expr: &Expr) -> bool {
    match expr {
        Expr::Value(literal) => matches!(literal.value, Value::SingleQuotedString(_)),
        Expr::Nested(inner) => has_text_literal(inner),
        Expr::Case { conditions, else_result, .. } => {
            conditions.iter().any(|when| has_text_literal(&when.result))
                || else_result.as_ref().is_some_and(|result| has_text_literal(result))
        }
        Expr::Function(function) if cast_type(expr).is_none() => {
            arguments(function).is_none_or(|args| args.iter().any(has_text_literal))
        }
        _ => false,
    }
}

/// `s -> s`
fn identity() -> Expr {
    let name = Ident::new("s");
    Expr::Lambda(LambdaFunction {
        params: OneOrManyWithParens::One(LambdaFunctionParameter { name: name.clone(), data_type: None }),
        body: Box::new(Expr::Identifier(name)),
        syntax: LambdaSyntax::Arrow,
    })
}

fn check_aggregate(name: &str, function: &Function) -> Result<(), EngineError> {
    let count = arguments(function).map(|args| args.len());
    if name == "count" && count.is_some_and(|count| count > 1) {
        return Err(EngineError::user("FUNCTION_NOT_FOUND", "Unexpected parameters for function count"));
    }
    Ok(())
}

fn special(rewriter: &mut Rewriter, name: &str, mut function: Function) -> Result<Expr, EngineError> {
    let at = rewriter.places.get(name).copied().unwrap_or_default();
    let Some(mut args) = arguments(&function) else {
        return Err(EngineError::at(
            "FUNCTION_NOT_FOUND",
            at,
            format_args!("Unexpected parameters for function {name}"),
        ));
    };
    let wrong = || {
        EngineError::at("FUNCTION_NOT_FOUND", at, format_args!("Unexpected number of parameters for function {name}"))
    };
    let not_here = || EngineError::unsupported(format_args!("{}function {name}", at.prefix()));
    Ok(match (name, args.len()) {
        ("if", 2 | 3) => {
            let otherwise = if args.len() == 3 { args.pop().map(Box::new) } else { None };
            let result = args.pop().ok_or_else(wrong)?;
            let condition = args.pop().ok_or_else(wrong)?;
            Expr::Case {
                case_token: AttachedToken::empty(),
                end_token: AttachedToken::empty(),
                operand: None,
                conditions: vec![CaseWhen { condition, result }],
                else_result: otherwise,
            }
        }
        ("coalesce", count) if count >= 2 => Expr::Function(function),
        ("nullif", 2) => {
            let second = args.pop().ok_or_else(wrong)?;
            let first = args.pop().ok_or_else(wrong)?;
            let condition =
                Expr::BinaryOp { left: Box::new(first.clone()), op: BinaryOperator::Eq, right: Box::new(second) };
            Expr::Case {
                case_token: AttachedToken::empty(),
                end_token: AttachedToken::empty(),
                operand: None,
                conditions: vec![CaseWhen {
                    condition,
                    result: Expr::Value(datafusion::sql::sqlparser::ast::Value::Null.with_empty_span()),
                }],
                else_result: Some(Box::new(first)),
            }
        }
        ("date", 1) => call("$cast", vec![args.remove(0), literals::text("date")]),
        ("row", _) => call("$row", args),
        ("map", 2) => call("$map", args),
        ("map", 0) => call("$map", vec![call("$array", Vec::new()), call("$array", Vec::new())]),
        ("current_date", 0) => {
            let mut day = String::new();
            crate::engine::format::date(rewriter.now.div_euclid(86_400_000), &mut day);
            literals::date(&day)?
        }
        ("current_timestamp" | "now" | "localtimestamp", 0) => {
            let mut time = String::new();
            crate::engine::format::timestamp(rewriter.now, &mut time);
            let time = literals::timestamp(&time)?;
            if name == "localtimestamp" { time } else { call("with_timezone", vec![time, literals::text("UTC")]) }
        }
        ("current_timestamp" | "localtimestamp", 1) => {
            let digits =
                literals::digits_of(&args[0]).and_then(|digits| digits.parse::<usize>().ok()).ok_or_else(wrong)?;
            let mut time = String::new();
            crate::engine::format::timestamp(rewriter.now, &mut time);
            let zone = if name == "localtimestamp" { "" } else { " with time zone" };
            let kind = format!("timestamp({digits}){zone}");
            match zone {
                "" => call("$cast", vec![literals::text(time), literals::text(kind)]),
                _ => literals::zoned(&time, &kind)?,
            }
        }
        ("localtime", 0 | 1) => {
            let digits = match args.first() {
                None => Some(3),
                Some(digits) => literals::digits_of(digits).and_then(|digits| digits.parse::<usize>().ok()),
            };
            let mut time = String::new();
            crate::engine::format::time_digits(rewriter.now.rem_euclid(86_400_000) * 1_000_000, 3, &mut time);
            let kind = format!("time({})", digits.ok_or_else(wrong)?);
            crate::engine::trino_types::TrinoType::parse(&kind)?;
            call("$cast", vec![literals::text(time), literals::text(kind)])
        }
        ("current_schema", 0) => call("$current_schema", Vec::new()),
        ("normalize", 1) => call("$normalize", vec![args.remove(0), literals::text("NFC")]),
        ("normalize", 2) => match args.pop() {
            Some(Expr::Identifier(form))
                if ["nfc", "nfd", "nfkc", "nfkd"].contains(&form.value.to_lowercase().as_str()) =>
            {
                call("$normalize", vec![args.remove(0), literals::text(form.value.to_uppercase())])
            }
            _ => return Err(EngineError::at("SYNTAX_ERROR", at, "normalize takes one of NFC, NFD, NFKC and NFKD")),
        },
        ("current_catalog", 0) => literals::text(crate::engine::context::CATALOG),
        ("uuid", 0) => call("$uuid", Vec::new()),
        ("current_timezone", 0) => literals::text("UTC"),
        ("from_unixtime", 1) => {
            function.name = object_name("from_unixtime");
            Expr::Function(function)
        }
        ("from_unixtime", 2) => call("$from_unixtime_in", args),
        ("from_unixtime", 3) => {
            let part = |expr: &Expr| literals::digits_of(expr).and_then(|digits| digits.parse::<i32>().ok());
            let (Some(hours), Some(minutes)) = (part(&args[1]), part(&args[2])) else {
                return Err(EngineError::unsupported("from_unixtime with an offset that is no literal"));
            };
            let offset = hours * 60 + minutes;
            let sign = if offset < 0 { '-' } else { '+' };
            let zone = format!("{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60);
            call("$from_unixtime_in", vec![args.remove(0), literals::text(zone)])
        }
        ("typeof", 1) => type_of(args.remove(0))?,
        ("mod", 2) => {
            let (right, left) = (args.pop().ok_or_else(wrong)?, args.pop().ok_or_else(wrong)?);
            Expr::Nested(Box::new(Expr::BinaryOp {
                left: Box::new(left),
                op: BinaryOperator::Modulo,
                right: Box::new(right),
            }))
        }
        ("random" | "rand", 1) => {
            let bound = literals::digits_of(&args[0]).and_then(|digits| digits.parse::<i64>().ok());
            if bound.is_some_and(|bound| bound <= 0) {
                return Err(EngineError::at("INVALID_FUNCTION_ARGUMENT", at, "bound must be positive"));
            }
            let kind = match literals::digits_of(&args[0]) {
                Some(digits) if digits.parse::<i32>().is_ok() => "integer",
                _ => "bigint",
            };
            let scaled = call("$multiply", vec![call("$random", Vec::new()), args.remove(0)]);
            call("$cast", vec![call("floor", vec![scaled]), literals::text(kind)])
        }
        ("random" | "rand", 2) => {
            let bound = |expr: &Expr| literals::digits_of(expr).and_then(|digits| digits.parse::<i64>().ok());
            let (Some(from), Some(to)) = (bound(&args[0]), bound(&args[1])) else { return Err(not_here()) };
            if from >= to {
                return Err(EngineError::at(
                    "INVALID_FUNCTION_ARGUMENT",
                    at,
                    "start value must be less than stop value",
                ));
            }
            let is_small = [from, to].iter().all(|value| i32::try_from(*value).is_ok());
            let width = literals::number(&to.checked_sub(from).ok_or_else(not_here)?.to_string())?;
            let scaled = call("floor", vec![call("$multiply", vec![call("$random", Vec::new()), width])]);
            // The offset alone may be larger than what both bounds are.
            let offset = call("$cast", vec![scaled, literals::text("bigint")]);
            let sum = call("$add", vec![offset, args.remove(0)]);
            if is_small { call("$cast", vec![sum, literals::text("integer")]) } else { sum }
        }
        ("random" | "rand", 0) => call("$random", Vec::new()),
        ("count_if", 1) => {
            let condition = args.remove(0);
            function.filter = Some(Box::new(match function.filter.take() {
                Some(filter) => and(*filter, condition),
                None => condition,
            }));
            function.name = object_name("count");
            function.args = FunctionArguments::List(FunctionArgumentList {
                duplicate_treatment: None,
                args: vec![FunctionArg::Unnamed(FunctionArgExpr::Wildcard)],
                clauses: Vec::new(),
            });
            Expr::Function(function)
        }
        ("max_by" | "min_by", 2) if function.over.is_some() => {
            let key = args[1].clone();
            let pairs = aggregates::pairs(function, key, args);
            call(if name == "max_by" { "$max_by" } else { "$min_by" }, vec![pairs])
        }
        ("max_by" | "min_by", 2) => {
            // The first value in the order of the other, leaving out those that have no order.
            let order = args.pop().ok_or_else(wrong)?;
            let present = Expr::IsNotNull(Box::new(order.clone()));
            function.filter = Some(Box::new(match function.filter.take() {
                Some(filter) => and(*filter, present),
                None => present,
            }));
            function.name = object_name("$first");
            function.args = FunctionArguments::List(FunctionArgumentList {
                duplicate_treatment: None,
                args: args.into_iter().map(|arg| FunctionArg::Unnamed(FunctionArgExpr::Expr(arg))).collect(),
                clauses: vec![FunctionArgumentClause::OrderBy(vec![OrderByExpr {
                    expr: order,
                    options: OrderByOptions { asc: Some(name == "min_by"), nulls_first: Some(false) },
                    with_fill: None,
                }])],
            });
            Expr::Function(function)
        }
        ("max_by" | "min_by", 3) => aggregates::first_of(name, function, args)?,
        ("try", 1) => Expr::Function(plain("$try", vec![lambda_of(args.remove(0))])),
        ("json_value" | "json_query" | "json_exists", _) => super::json::follow(name, args, at)?,
        ("approx_distinct", 1 | 2) => {
            args.truncate(1);
            let mut inner = plain("approx_distinct", vec![call("$countable", args)]);
            inner.filter = function.filter.take();
            inner.over = function.over.take();
            call("$cast", vec![Expr::Function(inner), literals::text("bigint")])
        }
        ("array_agg", 1) => Expr::Function(function),
        ("geometric_mean", 1) => {
            let mut inner = plain("avg", vec![call("ln", args)]);
            inner.filter = function.filter.take();
            inner.over = function.over.take();
            call("exp", vec![Expr::Function(inner)])
        }
        ("map" | "random" | "rand", _) => return Err(not_here()),
        (name, _) if aggregates::COLLECTED.contains(&name) => {
            return aggregates::collected(name, function, args)?.ok_or_else(wrong);
        }
        _ => return Err(wrong()),
    })
}
