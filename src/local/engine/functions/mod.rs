//! The functions of the dialect: what DataFusion may call, and how each name of Athena's gets there.
//!
//! Only what is in the registry is callable. A function of DataFusion whose results differ from Trino's is not in it.

pub mod address;
pub mod aggregate;
pub mod arith;
mod around;
mod arrays;
mod binary;
mod bits;
mod bucket;
pub mod cast;
pub mod chars;
mod clock;
mod codec;
mod codes;
mod collected;
mod countable;
mod date;
mod equality;
mod fields;
pub mod fine;
pub mod interval;
mod joda;
mod json;
pub mod lambda;
mod maps;
mod math;
mod membership;
mod mysql;
mod nan;
mod nested;
pub mod parse;
mod pattern;
mod places;
mod regexp;
pub mod registry;
pub mod rows;
mod session;
mod stem;
mod string;
mod summary;
mod template;
mod template_digits;
mod template_time;
mod times;
pub mod udf;
mod url;
mod words;
mod zoned;

pub use date::add_months;
pub use joda::{format_pattern, parse_pattern};
pub use json::{
    DROP_NULL as JSON_DROP_NULL, KEEP_NULL as JSON_KEEP_NULL, UNIQUE_KEYS as JSON_UNIQUE_KEYS, write as write_json,
};
pub use pattern::linear as compile_pattern;
