//! Whether what the caller reads of a table is all of it, as far as Lake Formation's rules can be seen.

use crate::aws::Read;
use crate::domain::catalog::Table;
use crate::domain::permission::Principal;
use crate::domain::permission::effective::{Lake, Reading};
use crate::domain::principal::is_role_of;
use crate::error::Result;
use crate::ops::picture;

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
        let reads = lake
            .principals()
            .into_iter()
            .filter(|principal| is_role_of(principal.as_str(), identity))
            .chain([Principal::as_given(identity)])
            .map(|principal| lake.reads(&principal, &facts))
            .max_by_key(|reads| reads.values().filter(|reading| **reading == Reading::All).count())
            .unwrap_or_default();
        let filtered = reads.values().find_map(|reading| match reading {
            Reading::Some(rows) => Some(rows),
            Reading::All => None,
        });
        let missing: Vec<&str> =
            facts.columns.iter().map(String::as_str).filter(|column| !reads.contains_key(*column)).collect();
        if let Some(rows) = filtered {
            found.push((name, format!("{identity} reads the rows only that satisfy {rows}")));
        } else if !missing.is_empty() {
            found.push((name, format!("no grant lets {identity} read {}", missing.join(", "))));
        }
    }
    Ok(found)
}
