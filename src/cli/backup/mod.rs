//! `lakectl backup`: the lake's definitions in a folder or a zone, and what is there of them.

mod list;
mod make;
mod place;
mod show;
mod verify;

use clap::{Args, Subcommand};

pub use place::{Said, SelectionArgs, said, store};

use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::Answer;

/// Keep what the lake is: catalog, schemas, rights, tags, workgroups, queries, pipelines and alarms
///
/// Everything that defines the lake is written to a folder or a place in S3: databases, tables, partitions, schemas with
/// all their versions, grants, LF-tags, filters, locations, workgroups, saved queries, crawlers, jobs, triggers and alarms.
/// Not in it are data, buckets and their settings (lakectl export has those), logs and metrics.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "Examples:\n  lakectl --local backup backups/\n  lakectl backup scripts:backups --versions\n  lakectl backup verify backups/\n\nA place is a folder, s3://bucket/prefix or zone:path; what is in a bucket is encrypted as the bucket says. Files are named by their checksums, and a later backup to the same place refers to those that did not change. A backup that was interrupted is none. Arguments of jobs are kept as they are: keep backups where only administrators read. Exit code 8 when something may not be read; the backup says what."
)]
pub struct BackupArgs {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    make: make::MakeArgs,
}

#[derive(Debug, Subcommand)]
enum Verb {
    List(list::BackupListArgs),
    Show(show::BackupShowArgs),
    Verify(verify::BackupVerifyArgs),
}

pub async fn run(ctx: &Ctx, args: BackupArgs) -> Result<Answer> {
    match args.verb {
        None => make::run(ctx, args.make).await,
        Some(Verb::List(args)) => list::run(ctx, args).await,
        Some(Verb::Show(args)) => show::run(ctx, args).await,
        Some(Verb::Verify(args)) => verify::run(ctx, args).await,
    }
}
