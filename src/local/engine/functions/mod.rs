//! The functions of the dialect: what DataFusion may call, and how each name of Athena's gets there.
//!
//! Only what is in the registry is callable. A function of DataFusion whose results differ from Trino's is not in it.

pub mod aggregate;
pub mod arith;
mod binary;
pub mod cast;
mod date;
mod json;
mod math;
mod nested;
pub mod parse;
mod regexp;
pub mod registry;
pub mod rows;
mod string;
pub mod udf;
