//! Whether what the caller reads of a table is all of it, as far as Lake Formation's rules can be seen.

use crate::aws::Read;
use crate::domain::catalog::Table;
use crate::domain::permission::effective::{Lake, Right};
use crate::domain::permission::{Columns, Permission, Principal};
use crate::domain::principal::is_role_of;
use crate::error::Result;
use crate::picture;

/// For each table of which the caller may read only a part, or nobody can tell, its name and why.
pub async fn partial(read: &Read, tables: &[&Table]) -> Result<Vec<(String, String)>> {
    let picture = picture::read(read).await?;
    let lake = Lake::new(&picture);
    let identity = &read.identity().await?.arn;
    let mut found = Vec::new();
    for table in tables {
        let facts = picture::facts(table);
        let name = facts.name();
        if !picture.unknown.is_empty() {
            found.push((name, format!("the rules for it cannot be seen: {}", picture.unknown.join("; "))));
            continue;
        }
        let rights: Vec<Right> = lake
            .principals()
            .into_iter()
            .filter(|principal| is_role_of(principal.as_str(), identity))
            .chain([Principal::as_given(identity)])
            .flat_map(|principal| lake.of(&principal))
            .filter(|right| right.resource == facts.resource())
            .filter(|right| matches!(right.permission, Permission::Select | Permission::All))
            .collect();
        // The catalog shows the columns only that may be read: what is whole is told by the grant, not by them.
        let is_whole = rights.iter().any(|right| right.columns == Columns::All && right.rows.is_none());
        if !is_whole {
            let rows = rights.iter().find_map(|right| right.rows.as_deref());
            let why = match rows {
                Some(rows) => format!("{identity} reads the rows only that satisfy {rows}"),
                None => format!("no grant lets {identity} read every row and column of it"),
            };
            found.push((name, why));
        }
    }
    Ok(found)
}
