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
    "if", "try", "count_if", "max_by", "min_by", "approx_distinct", "coalesce", "nullif", "current_date",
    "current_timestamp", "now", "localtimestamp", "geometric_mean", "listagg", "array_agg", "row", "map", "date", "current_timezone", "random", "rand",
];

/// Functions that Athena has and this engine has not.
const UNSUPPORTED: &[&str] = &[
    "all_match", "any_match", "approx_most_frequent", "approx_percentile", "approx_set", "array_except", "array_first", "array_histogram", "array_intersect",
    "array_last", "array_remove", "array_union", "array_average", "array_sum", "arrays_overlap", "at_timezone", "bing_tile", "bing_tile_at", "bit_count", "bitwise_and",
    "bitwise_and_agg", "bitwise_left_shift", "bitwise_not", "bitwise_or", "bitwise_or_agg", "bitwise_right_shift",
    "bitwise_right_shift_arithmetic", "bitwise_xor", "bitwise_xor_agg", "cardinality", "char2hexint", "checksum", "chr", "classify", "codepoint",
    "combinations", "concat_ws", "contains", "contains_sequence", "convex_hull_agg", "cosine_distance", "cosine_similarity", "crc32",
    "current_catalog", "current_groups", "current_schema", "current_time", "current_user", "date_add", "date_diff", "date_format",
    "date_parse", "date_trunc", "day", "day_of_week", "day_of_year", "element_at", "empty_approx_set", "entropy", "evaluate_classifier_predictions", "features",
    "filter", "find_first", "find_first_index", "flatten", "format", "format_datetime", "format_number", "from_base", "from_base32", "from_base64",
    "from_base64url", "from_big_endian_32", "from_big_endian_64", "from_geojson_geometry", "from_hex", "from_ieee754_32",
    "from_ieee754_64", "from_iso8601_date", "from_iso8601_timestamp", "from_iso8601_timestamp_nanos", "from_unixtime",
    "from_unixtime_nanos", "from_utf8", "geometry_from_hadoop_shape", "geometry_nearest_points", "geometry_to_bing_tiles",
    "geometry_union", "geometry_union_agg", "great_circle_distance", "hamming_distance", "hash_counts", "histogram", "hmac_md5",
    "hmac_sha1", "hmac_sha256", "hmac_sha512", "hour", "human_readable_seconds", "index", "intersection_cardinality",
    "inverse_beta_cdf", "inverse_normal_cdf", "is_json_scalar", "jaccard_index", "json_array", "json_array_contains",
    "json_array_get", "json_array_length", "json_exists", "json_extract", "json_extract_scalar", "json_format", "json_object",
    "json_parse", "json_query", "json_size", "json_table", "json_value", "kurtosis", "last_day_of_month", "learn_classifier",
    "learn_libsvm_classifier", "learn_libsvm_regressor", "learn_regressor", "levenshtein_distance", "line_interpolate_point",
    "line_interpolate_points", "line_locate_point", "listagg", "localtime", "luhn_check", "make_set_digest", "map_agg",
    "map_concat", "map_entries", "map_filter", "map_from_entries", "map_keys", "map_union", "map_values", "map_zip_with", "md5",
    "merge", "merge_set_digest", "millisecond", "minute", "month", "multimap_agg", "multimap_from_entries", "murmur3", "ngrams",
    "none_match", "normal_cdf", "normalize", "numeric_histogram", "parse_data_size", "parse_datetime", "parse_duration",
    "parse_presto_data_size", "qdigest_agg", "quantile_at_value", "quarter", "reduce", "reduce_agg", "regexp_count",
    "regexp_extract", "regexp_extract_all", "regexp_like", "regexp_position", "regexp_replace", "regexp_split", "regr_avgx", "regr_avgy",
    "regr_count", "regr_intercept", "regr_r2", "regr_slope", "regr_sxx", "regr_sxy", "regr_syy", "regress", "render", "repeat",
    "rgb", "second", "sequence", "sha1", "sha256", "sha512", "shuffle", "simplify_geometry", "skewness", "slice", "soundex",
    "spatial_partitioning", "spatial_partitions", "split", "split_to_map", "split_to_multimap", "spooky_hash_v2_32",
    "spooky_hash_v2_64", "tdigest_agg", "timezone_hour", "timezone_minute", "to_base", "to_base32", "to_base64", "to_base64url",
    "to_big_endian_32", "to_big_endian_64", "to_char", "to_date", "to_encoded_polyline", "to_geojson_geometry", "to_geometry",
    "to_hex", "to_ieee754_32", "to_ieee754_64", "to_iso8601", "to_milliseconds", "to_spherical_geography", "to_timestamp",
    "to_unixtime", "to_utf8", "transform", "transform_keys", "transform_values", "translate", "trim_array", "typeof",
    "url_decode", "url_encode", "url_extract_fragment", "url_extract_host", "url_extract_parameter", "url_extract_path",
    "url_extract_port", "url_extract_protocol", "url_extract_query", "uuid", "value_at_quantile", "values_at_quantiles",
    "version", "week", "width_bucket", "wilson_interval_lower", "wilson_interval_upper", "with_timezone", "word_stem", "xxhash64",
    "year", "year_of_week", "zip", "zip_with",
];

/// What a function name stands for; none when Athena has no such function.
pub fn target(name: &str) -> Option<Target> {
    if SPECIAL.contains(&name) {
        return Some(Target::Special);
    }
    if let Some((_, native)) = AGGREGATES.iter().find(|(athena, _)| *athena == name) {
        return Some(Target::Aggregate(native));
    }
    if let Some((window, unsigned)) = WINDOWS.iter().find(|(window, _)| *window == name) {
        return Some(Target::Window(window, *unsigned));
    }
    if let Some(scalar) = crate::local::engine::functions::registry::scalar_name(name) {
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
