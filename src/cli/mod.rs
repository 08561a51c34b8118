//! The command line: nouns and verbs. One file per verb, each in three steps: typed arguments, one call, a value.
//!
//! Invariant: a verb never prints and never touches a client.

mod access;
mod admin;
mod alarm;
mod apply;
mod args;
mod backup;
mod bucket;
mod catalog;
mod change;
pub mod complete;
mod completions;
mod config;
mod cost;
mod crawler;
mod dashboard;
mod db;
#[cfg(feature = "local")]
mod demo;
mod destroy;
mod doctor;
mod drift;
mod export;
mod filter;
mod governance;
mod grant;
mod ingest;
mod init;
mod job;
mod lake_file;
mod lifecycle;
#[cfg(feature = "local")]
mod local;
mod location;
mod logs;
mod man;
mod metric;
mod new_file;
mod partition;
mod place;
mod plan;
mod policy;
mod quality;
mod queries;
mod query;
mod registry;
mod report;
mod restore;
mod revoke;
mod schedule;
mod schema;
mod status;
mod steps;
mod table;
mod tag;
pub mod usage;
mod version;
mod workflow;
mod workgroup;

use clap::{CommandFactory, Parser, Subcommand};

pub use args::GlobalArgs;

use crate::context::Ctx;
use crate::domain::own_name;
use crate::error::Result;
use crate::outcome::Answer;

/// The operator's command line for data lakes on AWS, with an embedded lake to try everything on.
#[derive(Debug, Parser)]
#[command(
    name = "lakectl",
    version,
    propagate_version = true,
    disable_help_subcommand = true,
    max_term_width = 100,
    styles = crate::ui::role::help(),
    after_help = "Examples:\n  lakectl --local bucket create raw\n  lakectl bucket list --profile prod\n\nNot lakeFS's tool of the same name; see README, 'Two tools called lakectl'."
)]
pub struct Cli {
    #[command(flatten)]
    pub global: GlobalArgs,
    #[command(subcommand)]
    pub command: Command,
}

/// Every noun, and the verbs that stand alone.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Who may do what
    #[command(subcommand)]
    Access(access::Access),
    /// Administrators of the data lake
    #[command(subcommand)]
    Admin(admin::Admin),
    /// Alarms: what watches the lake
    #[command(subcommand)]
    Alarm(alarm::Alarm),
    Backup(backup::BackupArgs),
    /// Buckets: the zones of the lake
    #[command(subcommand)]
    Bucket(bucket::Bucket),
    /// What the lake costs
    #[command(subcommand)]
    Cost(cost::Cost),
    /// Crawlers: what finds the tables in the lake's objects
    #[command(subcommand)]
    Crawler(crawler::Crawler),
    /// Dashboards: what the lake does, drawn
    #[command(subcommand)]
    Dashboard(dashboard::Dashboard),
    /// Databases of the catalog
    #[command(subcommand)]
    Db(db::Db),
    /// Row and cell filters
    #[command(subcommand)]
    Filter(filter::Filter),
    /// From IAM's default, under which no grant restricts anybody, to grants that are enforced
    #[command(subcommand)]
    Governance(governance::Governance),
    Grant(grant::GrantArgs),
    Revoke(revoke::RevokeArgs),
    /// Jobs: scripts that work on the lake
    #[command(subcommand)]
    Job(job::Job),
    /// Lifecycle rules of buckets: what moves and what goes, and when
    #[command(subcommand)]
    Lifecycle(lifecycle::Lifecycle),
    /// Places in S3 whose access Lake Formation manages
    #[command(subcommand)]
    Location(location::Location),
    /// Logs: what jobs, crawlers and everything else have written
    #[command(subcommand)]
    Logs(logs::Logs),
    /// Metrics: what the lake and its pipelines measure
    #[command(subcommand)]
    Metric(metric::Metric),
    /// Partitions of tables, and their folders
    #[command(subcommand)]
    Partition(partition::Partition),
    /// IAM documents for the roles of this lake
    #[command(subcommand)]
    Policy(policy::Policy),
    /// The quality of tables: rules about their data, and what they find
    #[command(subcommand)]
    Quality(quality::Quality),
    /// Registries of schemas
    #[command(subcommand)]
    Registry(registry::Registry),
    /// Schemas: what events look like, and whether a new version fits the old ones
    #[command(subcommand)]
    Schema(schema::Schema),
    /// Tables of the catalog
    #[command(subcommand)]
    Table(table::Table),
    /// LF-tags: what carries them, and what they open
    #[command(subcommand)]
    Tag(tag::Tag),
    /// Run a SQL statement and show its rows
    Query(query::QueryArgs),
    /// Queries that were run, and those that run
    #[command(subcommand)]
    Queries(queries::Queries),
    /// Workflows: jobs and crawlers that run together, one step after the other
    #[command(subcommand)]
    Workflow(workflow::Workflow),
    /// Workgroups: what the queries of a team share
    #[command(subcommand)]
    Workgroup(workgroup::Workgroup),
    #[command(hide = true)]
    Complete(complete::CompleteArgs),
    Completions(completions::CompletionsArgs),
    /// Settings: what is set, and what says so
    #[command(subcommand)]
    Config(config::Config),
    /// Put files into the raw zone: checked, compressed, laid out by source and day
    Ingest(ingest::IngestArgs),
    Init(init::InitArgs),
    Plan(plan::PlanArgs),
    Apply(apply::ApplyArgs),
    Drift(drift::DriftArgs),
    Export(export::ExportArgs),
    Destroy(destroy::DestroyLakeArgs),
    Restore(restore::RestoreArgs),
    Report(report::ReportArgs),
    Doctor(doctor::DoctorArgs),
    /// Build a whole lake, with real data, by the real commands: no account needed
    #[cfg(feature = "local")]
    Demo(demo::DemoArgs),
    /// The local lake itself: serve it to other programs, look at it, empty it, set its clock
    #[cfg(feature = "local")]
    #[command(subcommand)]
    Local(local::Local),
    /// Write the manual pages
    Man(man::ManArgs),
    Status(status::StatusArgs),
    Version(version::VersionArgs),
}

impl Command {
    /// Runs the command.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Access(verb) => verb.run(ctx).await,
            Self::Admin(verb) => verb.run(ctx).await,
            Self::Alarm(verb) => verb.run(ctx).await,
            Self::Backup(args) => backup::run(ctx, args).await,
            Self::Bucket(verb) => verb.run(ctx).await,
            Self::Cost(verb) => verb.run(ctx).await,
            Self::Crawler(verb) => verb.run(ctx).await,
            Self::Dashboard(verb) => verb.run(ctx).await,
            Self::Db(verb) => verb.run(ctx).await,
            Self::Filter(verb) => verb.run(ctx).await,
            Self::Governance(verb) => verb.run(ctx).await,
            Self::Grant(args) => grant::run(ctx, args).await,
            Self::Revoke(args) => revoke::run(ctx, args).await,
            Self::Job(verb) => verb.run(ctx).await,
            Self::Lifecycle(verb) => verb.run(ctx).await,
            Self::Location(verb) => verb.run(ctx).await,
            Self::Logs(verb) => verb.run(ctx).await,
            Self::Metric(verb) => verb.run(ctx).await,
            Self::Partition(verb) => verb.run(ctx).await,
            Self::Policy(verb) => verb.run(ctx).await,
            Self::Quality(verb) => verb.run(ctx).await,
            Self::Registry(verb) => verb.run(ctx).await,
            Self::Schema(verb) => verb.run(ctx).await,
            Self::Table(verb) => verb.run(ctx).await,
            Self::Tag(verb) => verb.run(ctx).await,
            Self::Query(args) => query::run(ctx, args).await,
            Self::Queries(verb) => verb.run(ctx).await,
            Self::Workflow(verb) => verb.run(ctx).await,
            Self::Workgroup(verb) => verb.run(ctx).await,
            Self::Complete(args) => complete::run(ctx, args).await,
            Self::Completions(args) => completions::run(ctx, &args),
            Self::Config(verb) => verb.run(ctx),
            Self::Ingest(args) => ingest::run(ctx, args).await,
            Self::Init(args) => init::run(ctx, args),
            Self::Plan(args) => plan::run(ctx, args).await,
            Self::Apply(args) => apply::run(ctx, args).await,
            Self::Drift(args) => drift::run(ctx, args).await,
            Self::Export(args) => export::run(ctx, args).await,
            Self::Doctor(args) => doctor::run(ctx, args).await,
            Self::Destroy(args) => destroy::run(ctx, args).await,
            Self::Report(args) => report::run(ctx, args).await,
            Self::Restore(args) => restore::run(ctx, args).await,
            #[cfg(feature = "local")]
            Self::Demo(args) => demo::run(ctx, args).await,
            #[cfg(feature = "local")]
            Self::Local(verb) => verb.run(ctx).await,
            Self::Man(args) => man::run(&args),
            Self::Version(args) => version::run(&args),
            Self::Status(args) => status::run(ctx, args).await,
        }
    }
}

/// The whole command tree, for completions and manual pages.
pub fn tree() -> clap::Command {
    Cli::command()
}

/// The command tree of a program that is called by another name: its help says what is to be typed.
pub fn tree_of(program: &str) -> clap::Command {
    if program == own_name::NAME {
        return tree();
    }
    renamed(tree().name(program.to_owned()), program)
}

fn renamed(mut command: clap::Command, program: &str) -> clap::Command {
    let called =
        |text: Option<&clap::builder::StyledStr>| text.map(|text| own_name::called(&text.to_string(), program));
    if let Some(text) = called(command.get_about()) {
        command = command.about(text);
    }
    if let Some(text) = called(command.get_long_about()) {
        command = command.long_about(text);
    }
    if let Some(text) = called(command.get_after_help()) {
        command = command.after_help(text);
    }
    let below: Vec<String> = command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    below.into_iter().fold(command, |command, name| command.mut_subcommand(name, |below| renamed(below, program)))
}
