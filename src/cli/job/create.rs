//! `lakectl job create`

use clap::{Args, ValueEnum};

use crate::cli::args::ChangeArgs;
use crate::cli::change;
use crate::context::Ctx;
use crate::domain::job::argument;
use crate::error::{Error, Result};
use crate::outcome::Answer;
use crate::plan::kind::job::JobResource;

/// What runs the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum JobType {
    /// Plain Python
    Pythonshell,
    /// Apache Spark
    Glueetl,
}

/// Create a job, or bring the one that is there to the same state
///
/// On the local lake the script really runs, with python3 (or spark-submit). It finds the lake in LAKE_LOCAL and this
/// program in LAKECTL_BIN; a lake that is served is also in AWS_ENDPOINT_URL, for boto3.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local job create clean --script s3://lake-scripts/clean.py --role glue-job\n  lakectl job create clean --script s3://lake-scripts/clean.py --role glue-job --type glueetl --workers 5 --retries 1 --arg day=2026-11-22"
)]
pub struct JobCreateArgs {
    /// The job's name
    name: String,
    /// Where the script is: s3://BUCKET/KEY
    #[arg(long, value_name = "S3_URI")]
    script: String,
    /// The role that it runs as, by name or ARN
    #[arg(long, value_name = "ROLE")]
    role: String,
    /// What runs the script [default: pythonshell]
    #[arg(long = "type", value_enum, value_name = "TYPE")]
    kind: Option<JobType>,
    /// What it is for
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// An argument of every run: name=value
    #[arg(long = "arg", value_name = "NAME=VALUE", value_parser = argument)]
    arguments: Vec<(String, String)>,
    /// How often a run that failed is repeated
    #[arg(long, value_name = "N")]
    retries: Option<i32>,
    /// How many minutes a run may take
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(i32).range(1..=10_080))]
    timeout: Option<i32>,
    /// The version of the service's runtime
    #[arg(long, value_name = "VERSION")]
    glue_version: Option<String>,
    /// The kind of workers of a Spark job
    #[arg(long, value_name = "TYPE", conflicts_with = "max_capacity")]
    worker_type: Option<String>,
    /// How many workers a Spark job has
    #[arg(long, value_name = "N", conflicts_with = "max_capacity")]
    workers: Option<i32>,
    /// The capacity of a Python job: 0.0625 or 1
    #[arg(long, value_name = "DPU")]
    max_capacity: Option<f64>,
    /// How many runs it may have at a time
    #[arg(long, value_name = "N")]
    max_concurrent_runs: Option<i32>,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: JobCreateArgs) -> Result<Answer> {
    let place = args.script.strip_prefix("s3://").and_then(|rest| rest.split_once('/'));
    if place.is_none_or(|(bucket, key)| bucket.is_empty() || key.is_empty() || key.ends_with('/')) {
        return Err(Error::usage(format!("the script `{}` is no object of a bucket", args.script))
            .hint("write s3://BUCKET/KEY"));
    }
    let resource = JobResource {
        name: args.name,
        role: args.role,
        script: args.script,
        command: args.kind.map(|kind| match kind {
            JobType::Pythonshell => "pythonshell".to_owned(),
            JobType::Glueetl => "glueetl".to_owned(),
        }),
        description: args.description,
        arguments: args.arguments.into_iter().collect(),
        max_retries: args.retries,
        timeout_minutes: args.timeout,
        glue_version: args.glue_version,
        worker_type: args.worker_type,
        workers: args.workers,
        max_capacity: args.max_capacity,
        max_concurrent_runs: args.max_concurrent_runs,
    };
    change::carry_out(ctx, &resource, &args.change.answers()).await
}
