//! The permissions service of the local lake: grants, LF-tags, row and cell filters, and their enforcement.
//!
//! Invariants:
//! - Every read of data or metadata by a principal asks [`access`]; there is no other place that decides.
//! - Grants are kept in normal form (`domain::permission`) and given back in the shapes that AWS gives them back in.
//! - While `IAM_ALLOWED_PRINCIPALS` holds ALL on an object, every principal may use it, as on AWS with open IAM policies.
//! - The root of the account and the data lake administrators may do everything.

pub mod access;
mod batch;
mod cells_filter;
pub mod defaults;
mod effective;
mod grants;
mod list;
mod location;
mod objects;
mod opt_in;
mod overlap;
mod permission;
pub mod place;
mod resource;
pub mod settings;
mod tag;
mod tag_assignment;
mod tag_expression;
mod tag_search;
mod vend;

pub use access::{Scope, TableAccess, Visible, visible_table};
pub use overlap::Overlaps;

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use super::model::Model;
use super::wire::Service;

/// The service's table.
pub static SERVICE: Service = Service {
    signing_name: "lakeformation",
    operations: &[
        settings::OPERATIONS,
        permission::OPERATIONS,
        batch::OPERATIONS,
        list::OPERATIONS,
        effective::OPERATIONS,
        location::OPERATIONS,
        tag::OPERATIONS,
        tag_assignment::OPERATIONS,
        tag_expression::OPERATIONS,
        tag_search::OPERATIONS,
        cells_filter::OPERATIONS,
        opt_in::OPERATIONS,
        vend::OPERATIONS,
    ],
    xml_namespace: "",
    invalid_code: "InvalidInputException",
    invalid_member: None,
    model: LazyLock::new(|| Model::new(include_str!("../model/lakeformation.txt"))),
};
