//! Tables as resources.

use serde_json::{Value, json};

use crate::aws::{Read, Write};
use crate::domain::catalog::{Table, TableColumn, TableName, TableStorage};
use crate::error::{Error, Result};
use crate::{Action, Change, Resource, Step};

/// A table that should be there. What is not given stays as it is.
#[derive(Debug, Clone)]
pub struct TableResource {
    pub name: TableName,
    pub columns: Vec<TableColumn>,
    pub partition_keys: Vec<TableColumn>,
    /// `s3://bucket/prefix/`
    pub location: String,
    pub storage: TableStorage,
    pub description: Option<String>,
    pub owner: Option<String>,
    /// Set over what is there.
    pub parameters: Vec<(String, String)>,
}

impl TableResource {
    fn wanted(&self, live: Option<&Table>) -> Table {
        let TableStorage { format: storage, parameters } = self.storage.clone();
        let mut table = live.cloned().unwrap_or_else(|| Table {
            database: self.name.database.to_string(),
            name: self.name.table.clone(),
            table_type: Some("EXTERNAL_TABLE".to_owned()),
            parameters: [("EXTERNAL".to_owned(), "TRUE".to_owned())].into(),
            ..Table::default()
        });
        table.columns = with_comments(&self.columns, &table.columns);
        table.partition_keys = with_comments(&self.partition_keys, &table.partition_keys);
        table.location = Some(self.location.clone());
        table.input_format = Some(storage.input_format.to_owned());
        table.output_format = Some(storage.output_format.to_owned());
        if table.serialization_library.as_deref() != Some(storage.serialization_library) {
            // Parameters of another reader would mean something else to this one.
            table.serde_parameters.clear();
        }
        table.serialization_library = Some(storage.serialization_library.to_owned());
        table.serde_parameters.extend(storage.serde_parameters);
        if !parameters.contains_key("skip.header.line.count") {
            table.parameters.remove("skip.header.line.count");
        }
        table.parameters.extend(parameters);
        table.parameters.extend(self.parameters.iter().cloned());
        if self.owner.is_some() {
            table.owner.clone_from(&self.owner);
        }
        if self.description.is_some() {
            table.description.clone_from(&self.description);
        }
        table
    }
}

/// Comments are an operator's work and outlive a change of the columns.
fn with_comments(wanted: &[TableColumn], live: &[TableColumn]) -> Vec<TableColumn> {
    let mut columns = wanted.to_vec();
    for column in &mut columns {
        if column.comment.is_none() {
            let known = live.iter().find(|known| known.name == column.name);
            column.comment = known.and_then(|known| known.comment.clone());
        }
    }
    columns
}

fn listed(columns: &[TableColumn]) -> Value {
    let written: Vec<String> = columns.iter().map(|column| format!("{} {}", column.name, column.column_type)).collect();
    json!(written.join(", "))
}

/// The properties that a plan compares, by name.
fn properties(table: &Table) -> [(&'static str, Value); 9] {
    let keys = if table.partition_keys.is_empty() { Value::Null } else { listed(&table.partition_keys) };
    [
        ("columns", listed(&table.columns)),
        ("partition_keys", keys),
        ("location", json!(table.location)),
        ("format", json!(table.serialization_library)),
        (
            "format_parameters",
            if table.serde_parameters.is_empty() { Value::Null } else { json!(table.serde_parameters) },
        ),
        ("parameters", json!(table.parameters)),
        ("description", json!(table.description)),
        ("owner", json!(table.owner)),
        ("comments", comments(table)),
    ]
}

/// Comments by column, where there are any.
fn comments(table: &Table) -> Value {
    let all = table.columns.iter().chain(&table.partition_keys);
    let members: serde_json::Map<String, Value> =
        all.filter_map(|column| Some((column.name.clone(), json!(column.comment.as_ref()?)))).collect();
    if members.is_empty() { Value::Null } else { Value::Object(members) }
}

/// What two states of a table differ in.
pub fn differences(old: &Table, new: &Table) -> Vec<Change> {
    Change::all(Some(properties(old)), properties(new))
}

/// How often somebody else may be first.
const MOST_OTHERS: usize = 5;

/// Writes what is wanted over what was read. When somebody else was first, their edit stays and ours is made over it, as
/// long as what is then still to do is what was shown and nothing else.
async fn update<R: Resource<Live = Table>>(
    resource: &R,
    name: &TableName,
    live: &Table,
    wanted: impl Fn(&Table) -> Table,
    step: &Step,
    write: &Write,
) -> Result<()> {
    let mut now = live.clone();
    let mut others = 0;
    loop {
        let stale = match write.update_table(name, &wanted(&now), now.version.as_deref()).await {
            Err(error) if others < MOST_OTHERS && error.has_code(&["ConcurrentModificationException"]) => error,
            done => return done,
        };
        others += 1;
        let Some(found) = write.table(name).await? else { return Err(stale) };
        let left = resource.diff(Some(&found))?;
        if !left.changes.iter().all(|change| step.changes.contains(change)) {
            return Err(
                stale.hint("somebody else changed the same of it meanwhile: look at it, and run the command again")
            );
        }
        // Somebody else wanted the same.
        if left.action == Action::Unchanged {
            return Ok(());
        }
        now = found;
    }
}

/// A table that should be as it was in an earlier version.
#[derive(Debug, Clone)]
pub struct TableRollback {
    pub name: TableName,
    /// The version, as the catalog keeps it.
    pub target: Table,
}

impl Resource for TableRollback {
    type Live = Table;

    async fn read(&self, read: &Read) -> Result<Option<Table>> {
        read.table(&self.name).await
    }

    fn diff(&self, live: Option<&Table>) -> Result<Step> {
        let changes = live.map_or_else(Vec::new, |live| differences(live, &self.target));
        let mut step = Step::new("table", self.name.to_string(), live.is_some(), changes);
        let old = |table: &Table| table.location.clone().unwrap_or_default();
        if let Some(live) = live
            && old(live) != old(&self.target)
        {
            step.warnings.push("the location changes back; the partitions stay where they are".to_owned());
        }
        Ok(step)
    }

    async fn apply(&self, live: Option<&Table>, step: &Step, write: &Write) -> Result<()> {
        match live {
            None => Err(Error::not_found(format!("there is no table `{}`", self.name))),
            Some(live) => update(self, &self.name, live, |_| self.target.clone(), step, write).await,
        }
    }
}

impl Resource for TableResource {
    type Live = Table;

    async fn read(&self, read: &Read) -> Result<Option<Table>> {
        read.table(&self.name).await
    }

    fn diff(&self, live: Option<&Table>) -> Result<Step> {
        let changes = Change::all(live.map(properties), properties(&self.wanted(live)));
        Ok(Step::new("table", self.name.to_string(), live.is_some(), changes))
    }

    async fn apply(&self, live: Option<&Table>, step: &Step, write: &Write) -> Result<()> {
        match live {
            None => write.create_table(&self.wanted(None)).await,
            Some(live) => update(self, &self.name, live, |now| self.wanted(Some(now)), step, write).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::{ColumnList, TableFormat, TableFormatOptions};

    fn resource(columns: &str, header: bool) -> TableResource {
        TableResource {
            name: "raw.t".parse().unwrap(),
            columns: columns.parse::<ColumnList>().unwrap().0,
            partition_keys: Vec::new(),
            location: "s3://raw/t/".to_owned(),
            storage: TableFormatOptions { format: TableFormat::Csv, delimiter: ',', header, quoted: false }.storage(),
            description: None,
            owner: None,
            parameters: Vec::new(),
        }
    }

    #[test]
    fn what_was_applied_is_no_difference() {
        let wanted = resource("id bigint, name string", true);
        assert_eq!(wanted.diff(None).unwrap().action, Action::Create);
        let live = wanted.wanted(None);
        assert_eq!(wanted.diff(Some(&live)).unwrap().action, Action::Unchanged);
    }

    #[test]
    fn a_change_keeps_what_it_does_not_own() {
        let mut live = resource("id bigint, name string", true).wanted(None);
        live.parameters.insert("owner_team".to_owned(), "sales".to_owned());
        live.columns[0].comment = Some("the key".to_owned());
        let wanted = resource("id bigint, size int", false);
        let step = wanted.diff(Some(&live)).unwrap();
        let fields: Vec<&str> = step.changes.iter().map(|change| change.field).collect();
        assert_eq!(fields, ["columns", "parameters"]);
        let merged = wanted.wanted(Some(&live));
        assert_eq!(merged.parameter("owner_team"), Some("sales"));
        assert_eq!(merged.parameter("skip.header.line.count"), None);
        assert_eq!(merged.columns[0].comment.as_deref(), Some("the key"));
    }
}
