//! Expressions over `char(n)` with Trino's meaning. Blanks at the end do not count in comparisons; what is put together with
//! other texts keeps them. A function that has no form for `char(n)` is refused by name, as there.

use std::collections::BTreeSet;

use datafusion::common::tree_node::{Transformed, TransformedResult, TreeNode, TreeNodeRecursion};
use datafusion::common::{DFSchema, Result, ScalarValue};
use datafusion::logical_expr::expr::InSubquery;
use datafusion::logical_expr::expr_rewriter::NamePreserver;
use datafusion::logical_expr::utils::merge_schema;
use datafusion::logical_expr::{
    BinaryExpr, Case, Expr, ExprSchemable, LogicalPlan, LogicalPlanBuilder, Operator, WindowFunctionDefinition, lit,
};

use super::coercion::is_text;
use super::error::EngineError;
use super::functions::registry;
use super::text_types::{Scope, TextType, is_too_deep, of_expr, of_plan};

/// What two texts are compared by, when one of them is of any length.
const KEY: &str = "$char_key";

/// Rewrites every expression of a plan that `char(n)` makes differ.
pub fn rewrite(plan: LogicalPlan) -> Result<LogicalPlan> {
    let (mut has_char, mut asks) = (false, false);
    plan.apply_with_subqueries(|node| {
        if let LogicalPlan::TableScan(_) = node {
            has_char |= of_plan(node).into_iter().any(TextType::is_char);
        }
        node.apply_expressions(|expr| {
            expr.apply(|expr| {
                if let Expr::ScalarFunction(call) = expr {
                    asks |= is_typeof(call.name());
                    has_char |= is_char_cast(call.name(), &call.args);
                }
                Ok(TreeNodeRecursion::Continue)
            })
        })?;
        Ok(TreeNodeRecursion::Continue)
    })?;
    if !has_char && !asks {
        return Ok(plan);
    }
    let (mut names, mut deep) = (BTreeSet::new(), false);
    plan.apply_with_subqueries(|node| {
        deep |= is_too_deep(node);
        if deep {
            return Ok(TreeNodeRecursion::Stop);
        }
        let found = node.schema().fields().iter().zip(of_plan(node)).filter(|(_, kind)| kind.is_char());
        names.extend(found.map(|(field, _)| field.name().clone()));
        Ok(TreeNodeRecursion::Continue)
    })?;
    if deep {
        return refuse("typeof, or char(n), in a query of so many parts");
    }
    plan.transform_up_with_subqueries(|plan| node(plan, &names)).data()
}

/// The same for one expression over a table.
pub fn rewrite_expr(expr: Expr, schema: &DFSchema, scope: &Scope) -> Result<Expr> {
    expr.transform_up(|expr| expression(expr, schema, scope, &BTreeSet::new())).data()
}

fn is_typeof(name: &str) -> bool {
    matches!(name, "typeof" | "$typeof_plain")
}

fn is_char_cast(name: &str, args: &[Expr]) -> bool {
    matches!(name, "$cast" | "$try_cast") && cast_target(args).is_some_and(TextType::is_char)
}

fn cast_target(args: &[Expr]) -> Option<TextType> {
    match args.get(1) {
        Some(Expr::Literal(ScalarValue::Utf8(Some(kind)) | ScalarValue::Utf8View(Some(kind)), _)) => {
            TextType::of_name(kind)
        }
        _ => None,
    }
}

fn call(name: &str, args: Vec<Expr>) -> Result<Expr> {
    registry::call(name, args).ok_or_else(|| EngineError::system(format_args!("no function {name}")).into())
}

fn refuse<T>(what: impl std::fmt::Display) -> Result<T> {
    Err(EngineError::unsupported(what).into())
}

fn node(plan: LogicalPlan, names: &BTreeSet<String>) -> Result<Transformed<LogicalPlan>> {
    let inputs = plan.inputs();
    let schema = if inputs.is_empty() { DFSchema::clone(plan.schema()) } else { merge_schema(&inputs) };
    let scope = Scope::of(&plan);
    let preserver = NamePreserver::new(&plan);
    let mut plan = plan
        .map_expressions(|expr| {
            let name = preserver.save(&expr);
            let changed = expr.transform_up(|expr| expression(expr, &schema, &scope, names))?;
            Ok(changed.update_data(|expr| name.restore(expr)))
        })?
        .data;
    match &mut plan {
        LogicalPlan::Join(join) => {
            for (left, right) in &mut join.on {
                let kinds = [of_expr(left, &scope), of_expr(right, &scope)];
                if differ(&kinds) {
                    *left = comparable(left.clone(), &kinds, 0)?;
                    *right = comparable(right.clone(), &kinds, 1)?;
                }
            }
        }
        LogicalPlan::Union(union) => {
            let inputs: Vec<Vec<TextType>> = union.inputs.iter().map(|input| of_plan(input)).collect();
            for index in 0..union.schema.fields().len() {
                same(inputs.iter().filter_map(|types| types.get(index).copied()), "UNION")?;
            }
        }
        LogicalPlan::Values(values) => {
            let rows: Vec<Vec<TextType>> =
                values.values.iter().map(|row| row.iter().map(|cell| of_expr(cell, &scope)).collect()).collect();
            for index in 0..values.schema.fields().len() {
                same(rows.iter().filter_map(|types| types.get(index).copied()), "VALUES")?;
            }
        }
        LogicalPlan::RecursiveQuery(query) if of_plan(&query.static_term).into_iter().any(TextType::is_char) => {
            return refuse("a recursive query over char(n)");
        }
        _ => {}
    }
    // What was a view of text may be text of its own now.
    plan.recompute_schema().map(Transformed::yes)
}

/// Fails unless all or none of the values are of one `char(n)`.
fn same(kinds: impl Iterator<Item = TextType>, what: &str) -> Result<()> {
    let kinds: Vec<TextType> = kinds.filter(|kind| *kind != TextType::Null).collect();
    if differ(&kinds) {
        let names: BTreeSet<String> = kinds.iter().map(|kind| kind.name()).collect();
        let names: Vec<String> = names.into_iter().collect();
        return refuse(format_args!("{what} of {}; CAST all to varchar", names.join(" and ")));
    }
    Ok(())
}

/// Whether there is a `char(n)` among the types, and another one.
fn differ(kinds: &[TextType]) -> bool {
    let mut known = kinds.iter().filter(|kind| **kind != TextType::Null);
    let Some(first) = known.next() else { return false };
    kinds.iter().any(|kind| kind.is_char()) && known.any(|kind| kind != first)
}

fn cast(expr: Expr, to: TextType) -> Result<Expr> {
    call("$cast", vec![expr, lit(to.name())])
}

/// One of several values that are compared, so that blanks at the end do not count.
fn comparable(expr: Expr, kinds: &[TextType], index: usize) -> Result<Expr> {
    match (kinds[index], TextType::common_of(kinds.iter().copied())) {
        (TextType::Null, _) => Ok(expr),
        (own, Some(shared)) if own == shared => Ok(expr),
        (_, Some(shared)) => cast(expr, shared),
        (_, None) => call(KEY, vec![expr]),
    }
}

fn is_comparison(op: Operator) -> bool {
    use Operator as O;
    matches!(op, O::Eq | O::NotEq | O::Lt | O::LtEq | O::Gt | O::GtEq | O::IsDistinctFrom | O::IsNotDistinctFrom)
}

/// Results of which one is chosen, as one type.
fn results(exprs: Vec<Expr>, scope: &Scope, what: &str) -> Result<Option<Vec<Expr>>> {
    let kinds: Vec<TextType> = exprs.iter().map(|expr| of_expr(expr, scope)).collect();
    if !differ(&kinds) {
        return Ok(None);
    }
    let Some(shared) = TextType::common_of(kinds.iter().copied()) else {
        return refuse(format_args!("{what} of char(n) and varchar without a length; CAST all to varchar"));
    };
    let one = |(expr, kind): (Expr, TextType)| {
        if kind == shared || kind == TextType::Null { Ok(expr) } else { cast(expr, shared) }
    };
    exprs.into_iter().zip(kinds).map(one).collect::<Result<_>>().map(Some)
}

fn expression(expr: Expr, schema: &DFSchema, scope: &Scope, names: &BTreeSet<String>) -> Result<Transformed<Expr>> {
    let is_char = |expr: &Expr| of_expr(expr, scope).is_char();
    match expr {
        Expr::BinaryExpr(binary) if is_comparison(binary.op) => {
            let kinds = [of_expr(&binary.left, scope), of_expr(&binary.right, scope)];
            if !differ(&kinds) {
                return Ok(Transformed::no(Expr::BinaryExpr(binary)));
            }
            let (left, right) = (comparable(*binary.left, &kinds, 0)?, comparable(*binary.right, &kinds, 1)?);
            Ok(Transformed::yes(Expr::BinaryExpr(BinaryExpr::new(Box::new(left), binary.op, Box::new(right)))))
        }
        Expr::InList(mut list) => {
            let all = std::iter::once(list.expr.as_ref()).chain(&list.list);
            let kinds: Vec<TextType> = all.map(|expr| of_expr(expr, scope)).collect();
            if !differ(&kinds) {
                return Ok(Transformed::no(Expr::InList(list)));
            }
            *list.expr = comparable(*list.expr, &kinds, 0)?;
            let items = list.list.into_iter().enumerate();
            list.list = items.map(|(index, item)| comparable(item, &kinds, index + 1)).collect::<Result<_>>()?;
            Ok(Transformed::yes(Expr::InList(list)))
        }
        Expr::Between(mut between) => {
            let kinds = [&between.expr, &between.low, &between.high].map(|expr| of_expr(expr, scope));
            if !differ(&kinds) {
                return Ok(Transformed::no(Expr::Between(between)));
            }
            *between.expr = comparable(*between.expr, &kinds, 0)?;
            *between.low = comparable(*between.low, &kinds, 1)?;
            *between.high = comparable(*between.high, &kinds, 2)?;
            Ok(Transformed::yes(Expr::Between(between)))
        }
        Expr::Case(case) => simple_case(case, scope),
        Expr::InSubquery(subquery) => in_subquery(subquery, scope),
        Expr::SetComparison(comparison) if is_char(&comparison.expr) => {
            refuse("a comparison of char(n) with ALL or ANY of a query; CAST it to varchar")
        }
        Expr::OuterReferenceColumn(_, column) if names.contains(&column.name) => {
            refuse(format_args!("char(n) of the query around, as {}; CAST it to varchar there", column.name))
        }
        Expr::ScalarFunction(function) if is_typeof(function.name()) => {
            let kind = of_expr(&function.args[0], scope);
            let named = function.args[0].get_type(schema).is_ok_and(|kind| is_text(&kind)) && kind != TextType::Null;
            if named {
                return Ok(Transformed::yes(lit(kind.name())));
            }
            Ok(Transformed::no(Expr::ScalarFunction(function)))
        }
        Expr::ScalarFunction(function) if function.args.iter().any(is_char) => {
            let name = function.name().to_owned();
            scalar(&name, function.args, scope)
        }
        Expr::HigherOrderFunction(function) if function.args.iter().any(is_char) => {
            refuse(format_args!("function {} of char(n); CAST it to varchar", function.name()))
        }
        Expr::AggregateFunction(function) if function.params.args.iter().any(is_char) => {
            aggregate(function.func.name(), &function.params.args, scope)?;
            Ok(Transformed::no(Expr::AggregateFunction(function)))
        }
        Expr::WindowFunction(function) if function.params.args.iter().any(is_char) => {
            let name = match &function.fun {
                WindowFunctionDefinition::AggregateUDF(function) => function.name(),
                WindowFunctionDefinition::WindowUDF(function) => function.name(),
            };
            aggregate(name, &function.params.args, scope)?;
            Ok(Transformed::no(Expr::WindowFunction(function)))
        }
        other => Ok(Transformed::no(other)),
    }
}

/// A function of `char(n)`: those that Trino has for it.
fn scalar(name: &str, args: Vec<Expr>, scope: &Scope) -> Result<Transformed<Expr>> {
    let kinds: Vec<TextType> = args.iter().map(|arg| of_expr(arg, scope)).collect();
    let only_first = kinds.iter().skip(1).all(|kind| !kind.is_char());
    match name {
        "length" | KEY => Ok(Transformed::no(call(name, args)?)),
        "$like" if only_first => Ok(Transformed::no(call(name, args)?)),
        "$cast" | "$try_cast" if cast_target(&args).is_some() && is_text_name(&args) => {
            Ok(Transformed::no(call(name, args)?))
        }
        // The blanks at the end are there again in the result.
        "lower" | "upper" | "trim" | "ltrim" | "rtrim" | "substr" if only_first => {
            let kind = kinds[0];
            cast(call(name, args)?, kind).map(Transformed::yes)
        }
        "concat" if args.len() == 2 && kinds.iter().all(|kind| kind.length().is_some()) => {
            let padded = args.into_iter().zip(&kinds).map(|(arg, kind)| match kind {
                TextType::Varchar(Some(length)) => cast(arg, TextType::Char(*length)),
                _ => Ok(arg),
            });
            let padded = padded.collect::<Result<Vec<_>>>()?;
            Ok(Transformed::yes(call("concat", padded)?))
        }
        "coalesce" => match results(args.clone(), scope, "COALESCE")? {
            Some(args) => Ok(Transformed::yes(call("coalesce", args)?)),
            None => Ok(Transformed::no(call("coalesce", args)?)),
        },
        _ => {
            let name = name.trim_start_matches('$');
            let name = if matches!(name, "cast" | "try_cast") { "CAST to another type" } else { name };
            refuse(format_args!("{name} of char(n); CAST it to varchar first"))
        }
    }
}

/// Whether a cast is to a text.
fn is_text_name(args: &[Expr]) -> bool {
    let Some(Expr::Literal(ScalarValue::Utf8(Some(kind)) | ScalarValue::Utf8View(Some(kind)), _)) = args.get(1) else {
        return false;
    };
    super::trino_types::TrinoType::parse(kind).is_ok_and(|parsed| is_text(&parsed.kind))
}

/// Fails for an aggregate or a window function that Trino has not for `char(n)`, or has with another result.
fn aggregate(name: &str, args: &[Expr], scope: &Scope) -> Result<()> {
    let known = [
        "count",
        "min",
        "max",
        "any_value",
        "$first",
        "first_value",
        "last_value",
        "nth_value",
        "lag",
        "lead",
        "approx_distinct",
        "grouping",
    ];
    // A default stands beside the values.
    let alike = TextType::common_of(args.iter().map(|arg| of_expr(arg, scope)).filter(|kind| kind.is_char()));
    let default = match (name, args.get(2)) {
        ("lag" | "lead", Some(default)) => {
            of_expr(default, scope) == TextType::Null || Some(of_expr(default, scope)) == alike
        }
        _ => true,
    };
    if known.contains(&name) && default {
        return Ok(());
    }
    refuse(format_args!("function {} of char(n); CAST it to varchar first", name.trim_start_matches('$')))
}

fn simple_case(mut case: Case, scope: &Scope) -> Result<Transformed<Expr>> {
    let mut changed = false;
    if let Some(base) = &mut case.expr {
        let whens = case.when_then_expr.iter().map(|(when, _)| of_expr(when, scope));
        let kinds: Vec<TextType> = std::iter::once(of_expr(base, scope)).chain(whens).collect();
        if differ(&kinds) {
            changed = true;
            **base = comparable(base.as_ref().clone(), &kinds, 0)?;
            for (index, (when, _)) in case.when_then_expr.iter_mut().enumerate() {
                **when = comparable(when.as_ref().clone(), &kinds, index + 1)?;
            }
        }
    }
    let thens = case.when_then_expr.iter().map(|(_, then)| then.as_ref().clone());
    let all: Vec<Expr> = thens.chain(case.else_expr.as_deref().cloned()).collect();
    if let Some(all) = results(all, scope, "CASE")? {
        changed = true;
        let mut all = all.into_iter();
        for (_, then) in &mut case.when_then_expr {
            **then = all.next().ok_or_else(|| EngineError::system("a result for each condition"))?;
        }
        case.else_expr = all.next().map(Box::new);
    }
    let expr = Expr::Case(case);
    Ok(if changed { Transformed::yes(expr) } else { Transformed::no(expr) })
}

fn in_subquery(mut subquery: InSubquery, scope: &Scope) -> Result<Transformed<Expr>> {
    let inner = subquery.subquery.subquery.as_ref();
    let kinds = [of_expr(&subquery.expr, scope), of_plan(inner).first().copied().unwrap_or(TextType::Null)];
    if !differ(&kinds) {
        return Ok(Transformed::no(Expr::InSubquery(subquery)));
    }
    let Some((relation, field)) = inner.schema().iter().next() else {
        return Ok(Transformed::no(Expr::InSubquery(subquery)));
    };
    let item = comparable(Expr::from((relation, field)), &kinds, 1)?;
    let item = item.alias_qualified(relation.cloned(), field.name());
    let plan = LogicalPlanBuilder::from(inner.clone()).project(vec![item])?.build()?;
    subquery.subquery.subquery = plan.into();
    *subquery.expr = comparable(*subquery.expr, &kinds, 0)?;
    Ok(Transformed::yes(Expr::InSubquery(subquery)))
}
