//! `lakectl crawler preview`

use clap::Args;
use serde_json::{Value, json};

use crate::cli::catalog::counted;
use crate::cli::place;
use crate::context::Ctx;
use crate::domain::catalog::{DatabaseName, Table};
use crate::domain::crawl::{CrawlSettings, CrawledTable, QuotedCsv};
use crate::error::{Error, Result};
use crate::ops::crawler;
use crate::ops::preview::{self, Preview};
use crate::outcome::{Answer, Outcome};
use crate::render::View;

/// Show what a crawl would find, by reading samples here; nothing is written
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local crawler preview raw\n  lakectl crawler preview --target s3://lake-raw/events/ --database raw -o json\n\nExit codes: 8 when objects could not be read (each is named)."
)]
pub struct CrawlerPreviewArgs {
    /// The crawler whose targets and settings are meant
    #[arg(required_unless_present = "targets", conflicts_with_all = ["targets", "exclusions", "sample", "quoted_csv"])]
    name: Option<String>,
    /// A place to look at without a crawler, s3://… or zone:path; may be given several times
    #[arg(long = "target", value_name = "PLACE")]
    targets: Vec<String>,
    /// Objects to leave out, as a glob relative to the target; may be given several times
    #[arg(long = "exclude", value_name = "GLOB")]
    exclusions: Vec<String>,
    /// Read at most so many files of each leaf folder
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..=249))]
    sample: Option<u32>,
    /// CSV files have a header, and fields in quotes
    #[arg(long)]
    quoted_csv: bool,
    /// The database whose tables are compared, in place of the crawler's
    #[arg(long, value_name = "DATABASE")]
    database: Option<DatabaseName>,
}

pub async fn run(ctx: &Ctx, args: CrawlerPreviewArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    let mut database = args.database;
    let (targets, settings) = match &args.name {
        Some(name) => {
            let crawler = crawler::need(read, name).await?;
            if database.is_none() {
                database = crawler.database.as_deref().map(|name| DatabaseName::stored(&name.to_lowercase()));
            }
            preview::of_crawler(&crawler)?
        }
        None => {
            let quoted_csv = if args.quoted_csv { QuotedCsv::OpenCsv } else { QuotedCsv::default() };
            let settings = CrawlSettings { quoted_csv, ..CrawlSettings::default() };
            let mut targets = Vec::new();
            for text in &args.targets {
                let place = place::resolve(ctx, text).await?;
                targets.push(preview::preview_target(&place.to_string(), &args.exclusions, args.sample)?);
            }
            (targets, settings)
        }
    };
    if targets.is_empty() {
        return Err(Error::usage("there is nothing to look at").hint("--target s3://bucket/prefix/"));
    }
    let progress = ctx.ui.progress("looking at the objects");
    let update = |message: &str| progress.update(message);
    let found = preview::preview(read, &targets, &settings, database.as_ref(), &update).await?;
    drop(progress);
    for note in &found.notes {
        ctx.ui.warn(note);
    }
    let outcome = if found.problems.is_empty() { Outcome::Done } else { Outcome::Partial };
    let database = database.map(|name| name.to_string());
    Ok(Answer::done(View::changes("preview", value(&found, database.as_deref()), lines(&found, database.as_deref())))
        .with(outcome))
}

fn lines(found: &Preview, database: Option<&str>) -> Vec<String> {
    let mut lines = Vec::new();
    for table in &found.tables {
        let name = database.map_or_else(|| table.name.clone(), |database| format!("{database}.{}", table.name));
        let columns = counted((table.columns.len() + table.partition_keys.len()) as u64, "column");
        let partitions = match table.partitions.len() {
            0 => String::new(),
            count => format!(", {}", counted(count as u64, "partition")),
        };
        let format = table.parameters.get("classification").map_or("", String::as_str);
        let live = found.live.iter().find(|live| live.name == table.name);
        let differences = live.map(|live| differences(live, table));
        let sign = match differences.as_deref() {
            None => '+',
            Some([]) => '=',
            Some(_) => '~',
        };
        lines.push(format!("{sign} table {name}: {format}, {columns}{partitions}, at {}", table.location));
        match differences {
            None => {
                lines.extend(
                    table.columns.iter().map(|column| format!("    + {}: {}", column.name, column.column_type)),
                );
                let keys = table.partition_keys.iter();
                lines.extend(keys.map(|key| format!("    + {}: {} (partition key)", key.name, key.column_type)));
            }
            Some(differences) => lines.extend(differences),
        }
        lines.extend(table.notes.iter().map(|note| format!("    ! {note}")));
    }
    if found.tables.is_empty() {
        lines.push("= no tables".to_owned());
    }
    lines.extend(found.problems.iter().map(|problem| format!("! {problem}")));
    lines.push(format!("{} of {} objects were read; nothing was changed", found.read, found.seen));
    lines
}

/// What differs from the table of the catalog, a line each.
fn differences(live: &Table, table: &CrawledTable) -> Vec<String> {
    let mut lines = Vec::new();
    let wanted: Vec<(&str, String)> = table
        .columns
        .iter()
        .chain(&table.partition_keys)
        .map(|column| (column.name.as_str(), column.column_type.to_string()))
        .collect();
    let known: Vec<(&str, &str)> = live
        .columns
        .iter()
        .chain(&live.partition_keys)
        .map(|column| (column.name.as_str(), column.column_type.as_str()))
        .collect();
    for (name, kind) in &wanted {
        match known.iter().find(|(other, _)| other == name) {
            None => lines.push(format!("    + {name}: {kind}")),
            Some((_, old)) if old != kind => lines.push(format!("    ~ {name}: {old} -> {kind}")),
            Some(_) => {}
        }
    }
    for (name, kind) in known {
        if !wanted.iter().any(|(other, _)| *other == name) {
            lines.push(format!("    - {name}: {kind}"));
        }
    }
    lines
}

fn value(found: &Preview, database: Option<&str>) -> Value {
    let column =
        |column: &crate::domain::crawl::Column| json!({ "name": column.name, "type": column.column_type.to_string() });
    let tables: Vec<Value> = found
        .tables
        .iter()
        .map(|table| {
            let live = found.live.iter().find(|live| live.name == table.name);
            let change =
                live.map_or("added", |live| if differences(live, table).is_empty() { "unchanged" } else { "updated" });
            json!({
                "name": table.name,
                "change": change,
                "format": table.parameters.get("classification"),
                "location": table.location,
                "columns": table.columns.iter().map(column).collect::<Vec<_>>(),
                "partition_keys": table.partition_keys.iter().map(column).collect::<Vec<_>>(),
                "partition_count": table.partitions.len(),
                "notes": table.notes,
            })
        })
        .collect();
    let problems: Vec<Value> = found
        .problems
        .iter()
        .map(|problem| {
            json!({
                "object": problem.object, "line": problem.line, "column": problem.column, "message": problem.message,
            })
        })
        .collect();
    json!({
        "database": database,
        "tables": tables,
        "problems": problems,
        "objects_read": found.read,
        "objects_seen": found.seen,
        "notes": found.notes,
    })
}
