//! What each function name of Athena's becomes. A name that is in none of these tables is not registered at Athena either.

/// How a call is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A scalar function of the registry, under this name.
    Scalar(&'static str),
    /// An aggregate, under the planner's name.
    Aggregate(&'static str),
    /// A window function; the flag says that its result has to be made a bigint.
    Window(&'static str, bool),
    /// The rewriter turns the call into something else.
    Special,
    /// Runs on Athena, not here.
    Unsupported,
}

/// Aggregates whose results agree with Trino's.
const AGGREGATES: &[(&str, &str)] = &[
    ("count", "count"),
    ("sum", "sum"),
    ("avg", "avg"),
    ("min", "min"),
    ("max", "max"),
    ("array_agg", "array_agg"),
    ("arbitrary", "any_value"),
    ("any_value", "any_value"),
    ("bool_and", "bool_and"),
    ("bool_or", "bool_or"),
    ("every", "bool_and"),
    ("stddev", "stddev"),
    ("stddev_samp", "stddev"),
    ("stddev_pop", "stddev_pop"),
    ("variance", "var"),
    ("var_samp", "var"),
    ("var_pop", "var_pop"),
    ("corr", "corr"),
    ("covar_pop", "covar_pop"),
    ("covar_samp", "covar_samp"),
    ("grouping", "grouping"),
    ("regr_avgx", "regr_avgx"),
    ("regr_avgy", "regr_avgy"),
    ("regr_count", "regr_count"),
    ("regr_intercept", "regr_intercept"),
    ("regr_r2", "regr_r2"),
    ("regr_slope", "regr_slope"),
    ("regr_sxx", "regr_sxx"),
    ("regr_sxy", "regr_sxy"),
    ("regr_syy", "regr_syy"),
];

/// Window functions, and whether the planner counts them unsigned.
const WINDOWS: &[(&str, bool)] = &[
    ("row_number", true),
    ("rank", true),
    ("dense_rank", true),
    ("ntile", true),
    ("percent_rank", false),
    ("cume_dist", false),
    ("first_value", false),
    ("last_value", false),
    ("nth_value", false),
    ("lag", false),
    ("lead", false),
];

/// Other names for scalar functions of the registry.
const ALIASES: &[(&str, &str)] = &[
    ("ceiling", "ceil"),
    ("pow", "power"),
    ("dow", "day_of_week"),
    ("doy", "day_of_year"),
    ("day_of_month", "day"),
    ("week_of_year", "week"),
    ("yow", "year_of_week"),
    ("char_length", "length"),
    ("character_length", "length"),
    ("substring", "substr"),
];

const SPECIAL: &[&str] = &[
    "if",
    "try",
    "count_if",
    "max_by",
    "min_by",
    "approx_distinct",
    "coalesce",
    "nullif",
    "current_catalog",
    "current_date",
    "current_schema",
    "current_timestamp",
    "now",
    "localtime",
    "localtimestamp",
    "normalize",
    "geometric_mean",
    "array_agg",
    "json_exists",
    "json_query",
    "json_value",
    "row",
    "map",
    "date",
    "current_timezone",
    "from_unixtime",
    "random",
    "rand",
    "mod",
    "typeof",
    "uuid",
];

/// Functions that Athena has and this engine has not.
const UNSUPPORTED: &[&str] = &[
    "approx_set",
    "array_first",
    "array_last",
    "array_average",
    "array_sum",
    "beta_cdf",
    "bing_tile",
    "bing_tile_at",
    "char2hexint",
    "classify",
    "convex_hull_agg",
    "cosine_distance",
    "current_groups",
    "current_time",
    "current_user",
    "empty_approx_set",
    "evaluate_classifier_predictions",
    "features",
    "from_geojson_geometry",
    "from_iso8601_timestamp_nanos",
    "geometry_from_hadoop_shape",
    "geometry_nearest_points",
    "geometry_to_bing_tiles",
    "geometry_union",
    "geometry_union_agg",
    "hash_counts",
    "index",
    "intersection_cardinality",
    "inverse_beta_cdf",
    "inverse_normal_cdf",
    "jaccard_index",
    "json_table",
    "learn_classifier",
    "learn_libsvm_classifier",
    "learn_libsvm_regressor",
    "learn_regressor",
    "line_interpolate_point",
    "line_interpolate_points",
    "line_locate_point",
    "make_set_digest",
    "merge",
    "merge_set_digest",
    "parse_data_size",
    "parse_presto_data_size",
    "qdigest_agg",
    "quantile_at_value",
    "regress",
    "render",
    "rgb",
    "simplify_geometry",
    "spatial_partitioning",
    "spatial_partitions",
    "spooky_hash_v2_32",
    "spooky_hash_v2_64",
    "tdigest_agg",
    "to_char",
    "to_date",
    "to_encoded_polyline",
    "to_geojson_geometry",
    "to_geometry",
    "to_spherical_geography",
    "to_timestamp",
    "value_at_quantile",
    "values_at_quantiles",
    "version",
];

/// Whether a name is that of an aggregate function.
pub fn is_aggregate(name: &str) -> bool {
    const REWRITTEN: &[&str] =
        &["count_if", "max_by", "min_by", "approx_distinct", "geometric_mean", "array_agg", "reduce_agg"];
    REWRITTEN.contains(&name)
        || super::aggregates::COLLECTED.contains(&name)
        || AGGREGATES.iter().any(|(athena, _)| *athena == name)
}

/// What a function name stands for; none when Athena has no such function.
pub fn target(name: &str) -> Option<Target> {
    if SPECIAL.contains(&name) || super::aggregates::COLLECTED.contains(&name) {
        return Some(Target::Special);
    }
    if let Some((_, native)) = AGGREGATES.iter().find(|(athena, _)| *athena == name) {
        return Some(Target::Aggregate(native));
    }
    if let Some((window, unsigned)) = WINDOWS.iter().find(|(window, _)| *window == name) {
        return Some(Target::Window(window, *unsigned));
    }
    if let Some(scalar) = crate::engine::functions::registry::scalar_name(name) {
        return Some(Target::Scalar(scalar));
    }
    if let Some((_, scalar)) = ALIASES.iter().find(|(alias, _)| *alias == name) {
        return Some(Target::Scalar(scalar));
    }
    if UNSUPPORTED.contains(&name) || name.starts_with("st_") || name.starts_with("bing_tile") {
        return Some(Target::Unsupported);
    }
    None
}
