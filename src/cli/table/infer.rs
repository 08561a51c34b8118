//! What the files of a place are as a table: the preview of a crawl, for `table create --infer`.

use super::create::Shape;
use crate::cli::catalog::counted;
use crate::cli::place;
use crate::context::Ctx;
use crate::domain::catalog::{TableColumn, TableName, TableStorage};
use crate::domain::crawl::{Column, CrawlSettings, QuotedCsv};
use crate::domain::shell_word::{command, option, quoted as in_quotes};
use crate::error::{Error, Result};
use crate::ops::preview::{self, PreviewTarget};

/// Objects that cannot be read are named up to here.
const NAMED: usize = 5;

/// The one table that the place holds.
pub async fn shape(ctx: &Ctx, text: &str, quoted: bool, name: &TableName) -> Result<Shape> {
    let read = ctx.read().await?;
    let place = place::resolve(ctx, text).await?;
    let quoted_csv = if quoted { QuotedCsv::OpenCsv } else { QuotedCsv::default() };
    let settings = CrawlSettings { quoted_csv, ..CrawlSettings::default() };
    let target = PreviewTarget { place: place.clone(), exclusions: Vec::new(), sample_size: None };
    let progress = ctx.ui.progress(&format!("looking at the objects of {place}"));
    let update = |message: &str| progress.update(message);
    let mut found = preview::preview(read, &[target], &settings, None, &update).await?;
    drop(progress);
    for problem in found.problems.iter().take(NAMED) {
        ctx.ui.warn(&problem.to_string());
    }
    if found.problems.len() > NAMED {
        ctx.ui.warn(&format!("{} more objects could not be read", found.problems.len() - NAMED));
    }
    if found.tables.len() > 1 {
        let places: Vec<&str> = found.tables.iter().map(|table| table.location.as_str()).collect();
        return Err(Error::usage(format!("the files of {place} are {} tables", places.len()))
            .because(places.join(", "))
            .hint(format!("name one of them: --infer {}", places[0]))
            .hint("or make all of them with a crawler: lakectl crawler create --help"));
    }
    let table = found.tables.pop().ok_or_else(|| {
        Error::not_found(format!("{place} holds no objects that make a table"))
            .hint(format!("look at what is there: lakectl crawler preview {}", option("--target", &place.to_string())))
    })?;
    for note in &table.notes {
        ctx.ui.warn(note);
        if note.contains("OpenCSVSerDe") {
            ctx.ui.hint("for that reader, add --quoted");
        }
    }
    if !table.partitions.is_empty() {
        let is_hive = table.partitions.iter().all(|partition| partition.location.contains('='));
        let keys: Vec<String> = table.partition_keys.iter().map(|key| format!("{{{}}}", key.name)).collect();
        let layout = if is_hive { String::new() } else { format!("--layout {}", in_quotes(&keys.join("/"))) };
        ctx.ui.hint(&format!(
            "{} found; to add: {}",
            counted(table.partitions.len() as u64, "partition"),
            command("lakectl partition sync", &[&name.to_string()], &layout)
        ));
    }
    Ok(Shape {
        columns: columns(&table.columns),
        partition_keys: columns(&table.partition_keys),
        location: table.location.clone(),
        storage: TableStorage::of_crawl(&table),
    })
}

fn columns(found: &[Column]) -> Vec<TableColumn> {
    found
        .iter()
        .map(|column| TableColumn {
            name: column.name.to_lowercase(),
            column_type: column.column_type.to_string(),
            comment: None,
        })
        .collect()
}
