//! `lakectl crawler create`

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::cli::args::ChangeArgs;
use crate::cli::{change, place};
use crate::context::Ctx;
use crate::domain::catalog::DatabaseName;
use crate::domain::crawl::Glob;
use crate::domain::crawler::CrawlerTarget;
use crate::error::{Error, Result};
use crate::ops;
use crate::outcome::Answer;
use crate::plan::kind::crawler::{CrawlerResource, QUOTED_CSV};

/// What a crawl does with a table that differs from what it found.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum OnChange {
    /// Change the table
    Update,
    /// Change it, but never drop or retype a column
    Merge,
    /// Only say so in the log
    Log,
}

/// What a crawl does with a table whose objects are gone.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum OnDelete {
    /// Mark the table
    Deprecate,
    /// Delete the table
    Delete,
    /// Only say so in the log
    Log,
}

/// Create a crawler, or bring the one that is there to the same state
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local crawler create raw --database raw --target s3://lake-raw/\n  lakectl crawler create raw --database raw --target s3://lake-raw/ --role LakeCrawler --exclude '**.tmp' --dry-run"
)]
pub struct CrawlerCreateArgs {
    /// The crawler's name
    name: String,
    /// The database that its tables go to
    #[arg(long, value_name = "DATABASE")]
    database: DatabaseName,
    /// A place to look at, s3://… or zone:path; may be given several times
    #[arg(long = "target", value_name = "PLACE", required = true)]
    targets: Vec<String>,
    /// The role that the crawler acts with: a name or an ARN [default of a new one: AWSGlueServiceRole-lake]
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// Objects to leave out, as a glob relative to the target; may be given several times
    #[arg(long = "exclude", value_name = "GLOB")]
    exclusions: Vec<String>,
    /// Read at most so many files of each leaf folder
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(i32).range(1..=249))]
    sample: Option<i32>,
    /// Put before the name of every table
    #[arg(long, value_name = "TEXT")]
    table_prefix: Option<String>,
    /// What it is for
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// When it runs by itself: cron(0 3 * * ? *)
    #[arg(long, value_name = "CRON")]
    schedule: Option<String>,
    /// A classifier to try before the built-in ones; may be given several times
    #[arg(long = "classifier", value_name = "NAME")]
    classifiers: Vec<String>,
    /// CSV files have a header, and fields in quotes: give their tables the reader that takes the quotes off
    #[arg(long)]
    quoted_csv: bool,
    /// Make one table of all compatible schemas below a target
    #[arg(long)]
    combine: bool,
    /// The level of the folders that are tables; the bucket is level 1
    #[arg(long, value_name = "LEVEL", value_parser = clap::value_parser!(u32).range(1..))]
    table_level: Option<u32>,
    /// What to do with a table that differs from what was found
    #[arg(long, value_enum, value_name = "POLICY")]
    on_change: Option<OnChange>,
    /// What to do with a table whose objects are gone
    #[arg(long, value_enum, value_name = "POLICY")]
    on_delete: Option<OnDelete>,
    /// Look at new folders only; needs --on-change log --on-delete log
    #[arg(long)]
    new_folders_only: bool,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: CrawlerCreateArgs) -> Result<Answer> {
    for pattern in &args.exclusions {
        Glob::new(pattern).map_err(|error| Error::usage(format!("--exclude {pattern}")).because(error))?;
    }
    let logs_only = matches!((args.on_change, args.on_delete), (Some(OnChange::Log), Some(OnDelete::Log)));
    if args.new_folders_only && !logs_only {
        return Err(Error::usage("--new-folders-only changes no table that is there")
            .hint("add --on-change log --on-delete log"));
    }
    let answers = args.change.answers();
    let mut targets = Vec::new();
    for text in &args.targets {
        let target = place::resolve(ctx, text).await?;
        place::warn_without_bucket(ctx, &target.bucket, "a crawl of it fails").await?;
        let path = target.to_string();
        targets.push(CrawlerTarget { path, exclusions: args.exclusions.clone(), sample_size: args.sample });
    }
    let database = ops::db::need(ctx.read().await?, &args.database).await;
    place::tell_absence(ctx, database, "the first crawl makes it");
    change::carry_out(ctx, &resource(args, targets), &answers).await
}

fn resource(args: CrawlerCreateArgs, targets: Vec<CrawlerTarget>) -> CrawlerResource {
    let configuration = configuration(&args);
    let mut classifiers = args.classifiers;
    if args.quoted_csv {
        classifiers.push(QUOTED_CSV.to_owned());
    }
    CrawlerResource {
        name: args.name,
        role: args.role,
        database: args.database.to_string(),
        targets,
        description: args.description,
        table_prefix: args.table_prefix,
        schedule: args.schedule,
        classifiers,
        update_behavior: args.on_change.map(|policy| match policy {
            OnChange::Update | OnChange::Merge => "UPDATE_IN_DATABASE".to_owned(),
            OnChange::Log => "LOG".to_owned(),
        }),
        delete_behavior: args.on_delete.map(|policy| match policy {
            OnDelete::Deprecate => "DEPRECATE_IN_DATABASE".to_owned(),
            OnDelete::Delete => "DELETE_FROM_DATABASE".to_owned(),
            OnDelete::Log => "LOG".to_owned(),
        }),
        recrawl_behavior: args.new_folders_only.then(|| "CRAWL_NEW_FOLDERS_ONLY".to_owned()),
        configuration,
    }
}

/// What the flags say of the configuration document; none when they say nothing.
fn configuration(args: &CrawlerCreateArgs) -> Option<Value> {
    let mut document = json!({});
    if args.combine {
        document["Grouping"]["TableGroupingPolicy"] = "CombineCompatibleSchemas".into();
    }
    if let Some(level) = args.table_level {
        document["Grouping"]["TableLevelConfiguration"] = level.into();
    }
    if matches!(args.on_change, Some(OnChange::Merge)) {
        document["CrawlerOutput"]["Tables"]["AddOrUpdateBehavior"] = "MergeNewColumns".into();
    }
    document.as_object().is_some_and(|members| !members.is_empty()).then_some(document)
}
