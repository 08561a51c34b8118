//! Every scalar function that a query may call, by Athena's name. Names beginning with `$` are the rewriter's own.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use datafusion::logical_expr::{AggregateUDF, Expr, ScalarUDF, Volatility, WindowUDF};

use super::arith::{Arithmetic, Operation};
use super::cast::Cast;
use super::udf::{Args, Eval, Function, Overload, Returns};

/// Collects overloads while the tables are built.
#[derive(Default)]
pub struct Registry {
    functions: Vec<Function>,
}

impl Registry {
    /// Adds an overload of a function of its arguments alone.
    pub fn add(&mut self, name: &'static str, args: Args, returns: Returns, eval: Eval) {
        let overload = Overload { args, returns, eval };
        match self.functions.iter_mut().find(|function| function.name == name) {
            Some(function) => function.overloads.push(overload),
            None => {
                let mut function = Function::new(name, Volatility::Immutable);
                function.overloads.push(overload);
                self.functions.push(function);
            }
        }
    }
}

struct Tables {
    scalars: Vec<Arc<ScalarUDF>>,
    names: HashMap<&'static str, ()>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut registry = Registry::default();
        super::string::register(&mut registry);
        super::math::register(&mut registry);
        super::date::register(&mut registry);
        super::mysql::register(&mut registry);
        super::regexp::register(&mut registry);
        super::nested::register(&mut registry);
        super::json::register(&mut registry);
        super::binary::register(&mut registry);
        super::nan::register(&mut registry);
        super::collected::register(&mut registry);
        super::arrays::register(&mut registry);
        super::around::register(&mut registry);
        super::maps::register(&mut registry);
        super::url::register(&mut registry);
        super::codec::register(&mut registry);
        super::joda::register(&mut registry);
        super::bits::register(&mut registry);
        super::words::register(&mut registry);
        super::template::register(&mut registry);
        super::interval::register(&mut registry);
        super::codes::register(&mut registry);
        super::equality::register(&mut registry);
        super::summary::register(&mut registry);
        super::times::register(&mut registry);
        super::chars::register(&mut registry);
        super::clock::register(&mut registry);
        super::fine::register(&mut registry);
        super::stem::register(&mut registry);
        super::address::register(&mut registry);
        super::countable::register(&mut registry);
        let mut names: HashMap<_, _> = registry.functions.iter().map(|function| (function.name, ())).collect();
        let mut scalars: Vec<Arc<ScalarUDF>> =
            registry.functions.into_iter().map(|function| Arc::new(ScalarUDF::new_from_impl(function))).collect();
        for (name, function) in super::zoned::functions() {
            names.insert(name, ());
            scalars.push(Arc::new(function));
        }
        names.insert("shuffle", ());
        scalars.extend(super::codes::of_chance().into_iter().map(Arc::new));
        scalars.extend(super::fields::functions().into_iter().map(Arc::new));
        scalars.push(Arc::new(super::membership::function()));
        scalars.push(Arc::new(super::session::current_schema()));
        for operation in Operation::ALL {
            scalars.push(Arc::new(ScalarUDF::new_from_impl(Arithmetic::new(operation))));
        }
        scalars.push(Arc::new(ScalarUDF::new_from_impl(Cast::new(false))));
        scalars.push(Arc::new(ScalarUDF::new_from_impl(Cast::new(true))));
        scalars.push(datafusion::functions::core::coalesce());
        scalars.push(Arc::new(datafusion::functions::math::random().as_ref().clone().with_aliases(["$random"])));
        Tables { scalars, names }
    })
}

/// The scalar functions for a session.
pub fn scalars() -> Vec<Arc<ScalarUDF>> {
    tables().scalars.clone()
}

/// A call of a function of the registry, by its name there.
pub fn call(name: &str, args: Vec<Expr>) -> Option<Expr> {
    tables().scalars.iter().find(|function| function.name() == name).map(|function| function.call(args))
}

/// A function of the registry, for a plan that is past its logical form.
pub fn scalar(name: &str) -> Option<Arc<ScalarUDF>> {
    tables().scalars.iter().find(|function| function.name() == name).map(Arc::clone)
}

/// The registry's own copy of a name, when there is a function of that name.
pub fn scalar_name(name: &str) -> Option<&'static str> {
    tables().names.get_key_value(name).map(|(name, ())| *name)
}

/// The aggregates for a session: those of DataFusion that agree with Trino, and our own.
pub fn aggregates() -> Vec<Arc<AggregateUDF>> {
    use datafusion::functions_aggregate as f;
    vec![
        f::count::count_udaf(),
        f::min_max::min_udaf(),
        f::min_max::max_udaf(),
        f::array_agg::array_agg_udaf(),
        f::any_value::any_value_udaf(),
        f::bool_and_or::bool_and_udaf(),
        f::bool_and_or::bool_or_udaf(),
        f::stddev::stddev_udaf(),
        f::stddev::stddev_pop_udaf(),
        f::variance::var_samp_udaf(),
        f::variance::var_pop_udaf(),
        f::correlation::corr_udaf(),
        f::covariance::covar_pop_udaf(),
        f::covariance::covar_samp_udaf(),
        f::grouping::grouping_udaf(),
        f::approx_distinct::approx_distinct_udaf(),
        Arc::new(f::first_last::first_value_udaf().as_ref().clone().with_aliases(["$first"])),
        f::regr::regr_avgx_udaf(),
        f::regr::regr_avgy_udaf(),
        f::regr::regr_count_udaf(),
        f::regr::regr_intercept_udaf(),
        f::regr::regr_r2_udaf(),
        f::regr::regr_slope_udaf(),
        f::regr::regr_sxx_udaf(),
        f::regr::regr_sxy_udaf(),
        f::regr::regr_syy_udaf(),
        super::aggregate::sum(),
        super::aggregate::avg(),
    ]
}

/// The window functions for a session.
pub fn windows() -> Vec<Arc<WindowUDF>> {
    let mut functions = datafusion::functions_window::all_default_window_functions();
    functions.extend(super::places::functions());
    functions
}
