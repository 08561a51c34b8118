//! The commands that findings name.

use crate::permission::{Columns, Grant, Resource};
use crate::shell_word::{option, quoted};

/// The command that takes a grant back.
pub fn revoke_command(grant: &Grant) -> String {
    let columns = match &grant.columns {
        Columns::All => String::new(),
        Columns::Only(names) => {
            format!(" {}", option("--columns", &names.iter().cloned().collect::<Vec<_>>().join(",")))
        }
        Columns::Except(names) => {
            format!(" {}", option("--exclude-columns", &names.iter().cloned().collect::<Vec<_>>().join(",")))
        }
    };
    let (place, filter) = match &grant.resource {
        Resource::CellsFilter { database, table, name } => {
            (option("--on", &format!("{database}.{table}")), format!(" {}", option("--filter", name)))
        }
        other => (on(other), String::new()),
    };
    let from = option("--from", grant.principal.as_str());
    format!("lakectl revoke {} {place}{columns}{filter} {from}", grant.permission)
}

/// A resource as it is typed on the command line, behind its flag.
pub fn on(resource: &Resource) -> String {
    match resource {
        Resource::Catalog => "--on catalog".to_owned(),
        Resource::Database { database } => option("--on", database),
        Resource::DataLocation { arn } => {
            option("--on", &format!("s3://{}", arn.strip_prefix("arn:aws:s3:::").unwrap_or(arn)))
        }
        Resource::Tag { key, values } => format!("--on {}", quoted(&format!("tag-key:{key}={}", values.join(",")))),
        other => match other.typed_by_tag() {
            Some(typed) => format!("--on {}", quoted(&typed)),
            None => option("--on", &other.to_string()),
        },
    }
}
