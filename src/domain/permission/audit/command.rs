//! The commands that findings name.

use crate::domain::permission::{Columns, Grant, Resource};

/// The command that takes a grant back.
pub fn revoke_command(grant: &Grant) -> String {
    let columns = match &grant.columns {
        Columns::All => String::new(),
        Columns::Only(names) => format!(" --columns {}", names.iter().cloned().collect::<Vec<_>>().join(",")),
        Columns::Except(names) => {
            format!(" --exclude-columns {}", names.iter().cloned().collect::<Vec<_>>().join(","))
        }
    };
    let (on, filter) = match &grant.resource {
        Resource::CellsFilter { database, table, name } => (format!("{database}.{table}"), format!(" --filter {name}")),
        other => (typed(other), String::new()),
    };
    format!("lakectl revoke {} --on {on}{columns}{filter} --from {}", grant.permission, grant.principal)
}

/// A resource as it is typed on the command line.
pub fn typed(resource: &Resource) -> String {
    match resource {
        Resource::Catalog => "catalog".to_owned(),
        Resource::Database { database } => database.clone(),
        Resource::DataLocation { arn } => format!("s3://{}", arn.strip_prefix("arn:aws:s3:::").unwrap_or(arn)),
        Resource::Tag { key, values } => format!("'tag-key:{key}={}'", values.join(",")),
        other => other.typed_by_tag().map_or_else(|| other.to_string(), |typed| format!("'{typed}'")),
    }
}
