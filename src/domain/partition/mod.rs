//! Partitions: the folder layout they have, and the expressions that choose among them.
//!
//! Invariants: what [`partition_path`] prints, [`parse_partition_path`] reads back; an expression that cannot be
//! evaluated exactly is an error, never a guess.

mod expression;
mod layout;
mod path;
mod sync;
mod value;

pub use expression::{ExpressionError, MAX_EXPRESSION, PartitionExpression, PartitionFilter};
pub use layout::{FolderValues, Layout, Template};
pub use path::{DEFAULT_PARTITION, decode_segment, encode_segment, parse_partition_path, partition_path};
pub use sync::{Difference, Folder, NewPartition, Survey, compare, warnings};
pub use value::fits;
