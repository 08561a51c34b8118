//! Files that are made from the program and checked in: each is compared with what it should be.

use crate::sandbox::{compare_file, fixtures};

/// What the local lake covers, one operation a line.
#[test]
fn the_list_of_local_operations_is_up_to_date() {
    let mut text = lakectl::local::services::coverage().join("\n");
    text.push('\n');
    compare_file(&fixtures().join("local-operations.txt"), &text);
}
