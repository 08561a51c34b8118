//! What a change of tags is about, as it is typed: for assigning, unassigning and looking ahead.

use std::collections::BTreeMap;

use clap::Args;
use serde_json::{Value, json};

use crate::cli::grant::target;
use crate::context::Ctx;
use crate::domain::permission::effective::Shift;
use crate::domain::permission::{Columns, Resource, TagPlace};
use crate::error::{Error, Result};
use crate::ops;
use crate::ops::tag::{Retagging, Tagged};
use crate::render::{Column, Style};

/// The objects that are meant.
#[derive(Debug, Args)]
pub struct ObjectArgs {
    /// The database or table: db or db.table
    #[arg(long, value_name = "RESOURCE")]
    pub on: String,
    /// These columns of the table
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    columns: Vec<String>,
    /// All columns of the table, those of today, but these
    #[arg(long, value_name = "NAMES", value_delimiter = ',', conflicts_with = "columns")]
    all_but: Vec<String>,
}

impl ObjectArgs {
    /// Looks the objects up and puts the change together.
    pub async fn retagging(self, ctx: &Ctx, changes: BTreeMap<String, Option<String>>) -> Result<Retagging> {
        let resource = target(&self.on)?;
        let tagged = ops::tag::tagged(ctx.read().await?, &resource).await?;
        let place = self.place(&tagged)?;
        Ok(Retagging { resource, place, changes })
    }

    fn place(self, tagged: &Tagged) -> Result<TagPlace> {
        let names = self.columns.iter().chain(&self.all_but).map(|name| name.to_lowercase()).collect::<Vec<_>>();
        match (&tagged.resource, names.is_empty()) {
            (Resource::Database { .. }, true) => return Ok(TagPlace::Database),
            (Resource::Database { .. }, false) => {
                return Err(Error::usage(format!("columns belong to one table, and {} is none", self.on)));
            }
            (_, true) => return Ok(TagPlace::Table),
            (_, false) => ops::tag::check_columns(tagged, &names)?,
        }
        if self.all_but.is_empty() {
            return Ok(TagPlace::Columns(names));
        }
        let rest: Vec<String> = tagged.columns.iter().filter(|column| !names.contains(column)).cloned().collect();
        if rest.is_empty() {
            return Err(Error::usage(format!("{} has no other columns than these", self.on)));
        }
        Ok(TagPlace::Columns(rest))
    }
}

/// The columns of what a change opens and closes.
pub const SHIFTS: &[Column] = &[
    Column::text("EFFECT", "effect"),
    Column::text("PRINCIPAL", "principal"),
    Column::text("PERMISSION", "permission"),
    Column::text("RESOURCE", "resource"),
    Column::new("COLUMNS", "columns", Style::List),
    Column::new("EXCLUDED", "excluded_columns", Style::List),
];

/// What a change opens or closes, as it is shown.
pub fn shift_row(shift: &Shift) -> Value {
    let (columns, excluded) = match &shift.columns {
        Columns::All => (Value::Null, Value::Null),
        Columns::Only(names) => (json!(names), Value::Null),
        Columns::Except(names) => (Value::Null, json!(names)),
    };
    json!({
        "effect": if shift.opens { "opens" } else { "closes" },
        "principal": shift.principal.as_str(),
        "permission": shift.permission.as_str(),
        "resource": shift.resource.to_string(),
        "columns": columns,
        "excluded_columns": excluded,
    })
}

/// The same in a sentence.
pub fn shift_line(shift: &Shift) -> String {
    let (opens, to) = if shift.opens { ("opens", "to") } else { ("closes", "for") };
    format!("{opens} {}{} on {} {to} {}", shift.permission, shift.columns, shift.resource, shift.principal)
}
