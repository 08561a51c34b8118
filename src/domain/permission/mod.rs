//! Lake Formation's permissions in normal form: what is granted, apart from how a service happens to write it down.
//!
//! Lake Formation gives a grant back in another shape than it took it: SELECT on a table comes back as columns with an
//! empty wildcard, one grant of several permissions as several records. Two sets of grants are compared here, in
//! normal form, never as they were sent or received.
//!
//! Invariants:
//! - One [`Grant`] is one principal, one resource, one permission.
//! - Names of databases, tables and columns are in lower case, as the catalog folds them.
//! - Columns are only ever restricted on SELECT; an exclusion of nothing is [`Columns::All`].

pub mod audit;
mod columns;
pub mod effective;
pub mod existence;
pub mod expectation;
pub mod explain;
mod expression;
pub mod file;
mod filter;
mod grant;
mod location;
pub mod matrix;
mod principal;
mod resource;
mod rights;
mod tags;

pub use columns::Columns;
pub use expression::{NamedExpression, TagExpression, TagExpressionError, TagMatch};
pub use filter::CellsFilter;
pub use grant::{Grant, WiderGrant};
pub use location::{Admins, Location};
pub use principal::{EVERY_IAM_PRINCIPAL, Principal, PrincipalError, is_account};
pub use resource::{PolicyTarget, Resource};
pub use rights::{Permission, UnknownPermission};
pub use tags::{Assigned, LfTag, TagOrigin, TagPlace, Tags, parse_tags};
