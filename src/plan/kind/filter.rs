//! Row and cell filters as resources.

use serde_json::{Value, json};

use crate::aws::{Read, Write};
use crate::domain::catalog::TableName;
use crate::domain::permission::{CellsFilter, Columns};
use crate::error::Result;
use crate::{Change, Resource, Step};

/// A filter that should be there.
#[derive(Debug, Clone)]
pub struct FilterResource {
    /// The table.
    pub table: TableName,
    /// The filter's name.
    pub name: String,
    /// The condition that rows satisfy; none lets every row through.
    pub rows: Option<String>,
    /// The columns that are seen.
    pub columns: Columns,
}

impl FilterResource {
    fn wanted(&self, live: Option<&CellsFilter>) -> CellsFilter {
        CellsFilter {
            database: self.table.database.to_string(),
            table: self.table.table.clone(),
            name: self.name.clone(),
            rows: self.rows.clone(),
            columns: self.columns.clone(),
            version: live.and_then(|live| live.version.clone()),
        }
    }
}

fn rows(filter: &CellsFilter) -> Value {
    json!(filter.rows.as_deref().unwrap_or("all"))
}

fn columns(filter: &CellsFilter) -> Value {
    match &filter.columns {
        Columns::All => json!("all"),
        Columns::Only(names) => json!(names),
        Columns::Except(names) => json!({ "all_but": names }),
    }
}

impl Resource for FilterResource {
    type Live = CellsFilter;

    async fn read(&self, read: &Read) -> Result<Option<CellsFilter>> {
        read.filter(&self.table, &self.name).await
    }

    fn diff(&self, live: Option<&CellsFilter>) -> Result<Step> {
        let wanted = self.wanted(live);
        let changes = [
            Change::between("rows", live.map_or(Value::Null, rows), rows(&wanted)),
            Change::between("columns", live.map_or(Value::Null, columns), columns(&wanted)),
        ];
        let name = format!("{} on {}", self.name, self.table);
        Ok(Step::new("filter", name, live.is_some(), changes.into_iter().flatten().collect()))
    }

    async fn apply(&self, live: Option<&CellsFilter>, _step: &Step, write: &Write) -> Result<()> {
        let wanted = self.wanted(live);
        match live {
            None => write.create_filter(&wanted).await,
            Some(_) => write.update_filter(&wanted).await,
        }
    }
}
