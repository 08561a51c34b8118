//! Aggregates that are a scalar function over the collected values: `map_agg(k, v)` becomes `$map_agg(array_agg(ROW(k, v)))`.
//!
//! FILTER, OVER and ORDER BY stay with the `array_agg` inside, which is NULL when there are no rows, as Trino's are.

use datafusion::sql::sqlparser::ast::{
    Expr, Function, FunctionArg, FunctionArgExpr, FunctionArgumentClause, FunctionArgumentList, FunctionArguments,
    ListAggOnOverflow, OrderByExpr, OrderByOptions,
};

use super::functions::{and, call, is_distinct, object_name};
use super::literals;
use crate::engine::error::EngineError;

/// The aggregates of this kind.
pub const COLLECTED: &[&str] = &[
    "approx_most_frequent",
    "approx_percentile",
    "bitwise_and_agg",
    "bitwise_or_agg",
    "bitwise_xor_agg",
    "checksum",
    "entropy",
    "histogram",
    "kurtosis",
    "listagg",
    "map_agg",
    "map_union",
    "multimap_agg",
    "numeric_histogram",
    "skewness",
];

/// `array_agg` of a value in place of a call, with the call's filter and window.
struct Collect {
    function: Function,
    value: Expr,
    distinct: bool,
    order: Vec<OrderByExpr>,
}

impl Collect {
    fn new(function: Function, value: Expr) -> Self {
        Self { function, value, distinct: false, order: Vec::new() }
    }

    /// Leaves out the rows where an expression is NULL.
    fn present(mut self, expr: Expr) -> Self {
        let present = Expr::IsNotNull(Box::new(expr));
        self.function.filter = Some(Box::new(match self.function.filter.take() {
            Some(filter) => and(*filter, present),
            None => present,
        }));
        self
    }

    fn build(self) -> Expr {
        let Self { mut function, value, distinct, order } = self;
        function.name = object_name("array_agg");
        function.within_group = Vec::new();
        function.args = FunctionArguments::List(FunctionArgumentList {
            duplicate_treatment: distinct.then_some(datafusion::sql::sqlparser::ast::DuplicateTreatment::Distinct),
            args: vec![FunctionArg::Unnamed(FunctionArgExpr::Expr(value))],
            clauses: if order.is_empty() { Vec::new() } else { vec![FunctionArgumentClause::OrderBy(order)] },
        });
        Expr::Function(function)
    }
}

/// The order that a call asks for inside its parentheses; any other clause there is refused.
fn order_of(name: &str, function: &mut Function) -> Result<Vec<OrderByExpr>, EngineError> {
    let mut order = Vec::new();
    if let FunctionArguments::List(list) = &mut function.args {
        for clause in std::mem::take(&mut list.clauses) {
            match clause {
                FunctionArgumentClause::OrderBy(items) => order = items,
                FunctionArgumentClause::OnOverflow(_) if name == "listagg" => {}
                other => return Err(EngineError::unsupported(format_args!("{name} with {other}"))),
            }
        }
    }
    Ok(order)
}

/// The values that a call collects, without those that are NULL.
pub fn values(name: &str, function: Function, value: Expr) -> Result<Expr, EngineError> {
    if is_distinct(&function) {
        return Err(EngineError::unsupported(format_args!("{name}(DISTINCT …)")));
    }
    Ok(Collect::new(function, value.clone()).present(value).build())
}

/// The arguments of a call as rows, without those whose key is NULL.
pub fn pairs(function: Function, key: Expr, args: Vec<Expr>) -> Expr {
    Collect::new(function, call("$row", args)).present(key).build()
}

/// Rewrites a call whose name is in the list; none when its arguments are too many or too few.
pub fn collected(name: &str, mut function: Function, mut args: Vec<Expr>) -> Result<Option<Expr>, EngineError> {
    let count = args.len();
    if is_distinct(&function) && !matches!(name, "listagg") {
        return Err(EngineError::unsupported(format_args!("{name}(DISTINCT …)")));
    }
    let truncates = matches!(&function.args, FunctionArguments::List(list) if list.clauses.iter().any(|clause| {
        matches!(clause, FunctionArgumentClause::OnOverflow(overflow) if !matches!(overflow, ListAggOnOverflow::Error))
    }));
    let order = order_of(name, &mut function)?;
    let collect = |function, value| Collect { function, value, distinct: false, order: order.clone() };
    Ok(Some(match (name, count) {
        ("map_agg" | "multimap_agg", 2) => {
            let key = args[0].clone();
            let pairs = collect(function, call("$row", args)).present(key).build();
            call(if name == "map_agg" { "$map_agg" } else { "$multimap_agg" }, vec![pairs])
        }
        ("map_union" | "histogram" | "skewness" | "kurtosis" | "entropy", 1)
        | ("bitwise_and_agg" | "bitwise_or_agg" | "bitwise_xor_agg", 1) => {
            let value = args.remove(0);
            let values = collect(function, value.clone()).present(value).build();
            let scalar = match name {
                "map_union" => "$map_union",
                "histogram" => "$histogram",
                "skewness" => "$skewness",
                "kurtosis" => "$kurtosis",
                "entropy" => "$entropy",
                "bitwise_and_agg" => "$bits_and",
                "bitwise_or_agg" => "$bits_or",
                _ => "$bits_xor",
            };
            call(scalar, vec![values])
        }
        ("approx_percentile", 2 | 3) => {
            let percentage = args.remove(count - 1);
            let value = args.remove(0);
            match args.pop() {
                None => {
                    let values = collect(function, value.clone()).present(value).build();
                    call("$percentile", vec![values, percentage])
                }
                Some(weight) => {
                    let pairs = call("$row", vec![value.clone(), weight]);
                    let pairs = collect(function, pairs).present(value).build();
                    call("$weighted_percentile", vec![pairs, percentage])
                }
            }
        }
        ("approx_percentile", 4) => {
            let (percentage, weight, value) = (args.remove(2), args.remove(1), args.remove(0));
            let pairs = call("$row", vec![value.clone(), weight]);
            call("$weighted_percentile", vec![collect(function, pairs).present(value).build(), percentage])
        }
        // A NULL has a checksum as well.
        ("checksum", 1) => {
            let value = args.remove(0);
            call("$checksum", vec![collect(function, value).build()])
        }
        ("numeric_histogram", 2 | 3) => {
            let weight = if count == 3 { args.remove(2) } else { literals::number("1")? };
            let value = args.remove(1);
            let buckets = args.remove(0);
            let pairs = collect(function, call("$row", vec![value.clone(), weight])).present(value).build();
            call("$numeric_histogram", vec![pairs, buckets])
        }
        ("approx_most_frequent", 3) => {
            let value = args.remove(1);
            let buckets = args.remove(0);
            let values = collect(function, value.clone()).present(value).build();
            call("$most_frequent", vec![values, buckets])
        }
        ("listagg", 1 | 2) => {
            let separator = if count == 2 { args.remove(1) } else { literals::text("") };
            let value = args.remove(0);
            let order = std::mem::take(&mut function.within_group);
            let distinct = is_distinct(&function);
            let mut items = collect(function, value.clone()).present(value);
            items.order = order;
            items.distinct = distinct;
            let joined = call("array_join", vec![items.build(), separator]);
            call("$listagg", vec![joined, literals::text(if truncates { "truncate" } else { "error" })])
        }
        _ => return Ok(None),
    }))
}

/// `max(x, n)`, `min(x, n)`, `max_by(x, y, n)` and `min_by(x, y, n)`: the first n of all, in order.
pub fn first_of(name: &str, mut function: Function, mut args: Vec<Expr>) -> Result<Expr, EngineError> {
    if is_distinct(&function) {
        return Err(EngineError::unsupported(format_args!("{name}(DISTINCT …)")));
    }
    if function.over.is_some() {
        return Err(EngineError::unsupported(format_args!("{name} with a count as a window function")));
    }
    let count = args.pop().ok_or_else(|| EngineError::system("a count"))?;
    let key = args.last().cloned().ok_or_else(|| EngineError::system("a value"))?;
    let value = args.swap_remove(0);
    function.over = None;
    let mut collect = Collect::new(function, value).present(key.clone());
    collect.order = vec![OrderByExpr {
        expr: key,
        options: OrderByOptions { asc: Some(name.starts_with("min")), nulls_first: Some(false) },
        with_fill: None,
    }];
    Ok(call("$first_of", vec![collect.build(), count]))
}

/// `sum(DISTINCT x)` and `avg(DISTINCT x)`.
pub fn distinct_total(name: &str, function: Function, mut args: Vec<Expr>) -> Expr {
    let value = args.swap_remove(0);
    let mut collect = Collect::new(function, value.clone()).present(value);
    collect.distinct = true;
    call(if name == "sum" { "$sum_items" } else { "$avg_items" }, vec![collect.build()])
}
