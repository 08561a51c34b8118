//! `lakectl job create`

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::args::ChangeArgs;
use crate::cli::change;
use crate::context::Ctx;
use crate::domain::bucket::BucketName;
use crate::domain::job::argument;
use crate::error::{Error, Result};
use crate::ops;
use crate::ops::job::ScriptUpload;
use crate::outcome::Answer;
use crate::plan::kind::job::{JobResource, Upload};

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
/// program in LAKE_BIN; a lake that is served is also in AWS_ENDPOINT_URL, for boto3. With --arg
/// job-bookmark-option=job-bookmark-enable it finds in `bookmark` of awsglue.job.Job what its last run has committed.
///
/// A new Spark job gets one retry, two workers of G.1X, bookmarks, metrics and continuous logs, unless told otherwise.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local job create clean --script clean.py --upload-to s3://lake-scripts/clean/ --role glue-job\n  lakectl job create clean --script s3://lake-scripts/clean.py --role glue-job --type glueetl --workers 5 --retries 1 --arg day=2026-11-22"
)]
pub struct JobCreateArgs {
    /// The job's name
    name: String,
    /// Where the script is: s3://BUCKET/KEY, or a file here, with --upload-to
    #[arg(long, value_name = "S3_URI|FILE")]
    script: String,
    /// Where a script that is a file here goes: s3://BUCKET/KEY, or s3://BUCKET/PREFIX/
    #[arg(long, value_name = "S3_URI")]
    upload_to: Option<String>,
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
    let answers = args.change.answers();
    let (script, upload) = script_place(&args.script, args.upload_to.as_deref())?;
    let upload = match upload {
        None => None,
        Some(script) => {
            ops::bucket::require(ctx.read().await?, &script.bucket).await?;
            Some(Upload { digest: script.digest()?, script })
        }
    };
    check_capacity(&args)?;
    let resource = JobResource {
        name: args.name,
        role: args.role,
        script,
        upload,
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
    change::carry_out(ctx, &resource, &answers).await
}

/// The service takes workers for Spark, and capacity for Python or for Spark without workers.
fn check_capacity(args: &JobCreateArgs) -> Result<()> {
    if args.kind == Some(JobType::Pythonshell) && (args.worker_type.is_some() || args.workers.is_some()) {
        return Err(Error::usage("workers are for Spark jobs, and this is a Python job")
            .hint("--type glueetl, or --max-capacity 0.0625 or 1"));
    }
    match args.max_capacity {
        Some(capacity) if !capacity.is_finite() || capacity <= 0.0 => {
            Err(Error::usage(format!("{capacity} is no capacity")).hint("0.0625 or 1 for Python, from 2 for Spark"))
        }
        Some(capacity) if args.kind == Some(JobType::Glueetl) && capacity < 2.0 => {
            Err(Error::usage(format!("a Spark job has a capacity of 2 or more, not {capacity}"))
                .hint("or name workers: --worker-type G.1X --workers 2"))
        }
        _ => Ok(()),
    }
}

/// Where the script will be, and what has to be uploaded for that.
fn script_place(script: &str, upload_to: Option<&str>) -> Result<(String, Option<ScriptUpload>)> {
    let parts = |uri: &str| {
        let (bucket, key) = uri.strip_prefix("s3://")?.split_once('/')?;
        (!bucket.is_empty()).then(|| (bucket.to_owned(), key.to_owned()))
    };
    if script.starts_with("s3://") {
        return match parts(script) {
            Some((_, key)) if !key.is_empty() && !key.ends_with('/') && upload_to.is_none() => {
                Ok((script.to_owned(), None))
            }
            Some(_) if upload_to.is_some() => Err(Error::usage("--upload-to is for a script that is a file here")),
            _ => {
                Err(Error::usage(format!("the script `{script}` is no object of a bucket"))
                    .hint("write s3://BUCKET/KEY"))
            }
        };
    }
    let Some(target) = upload_to else {
        return Err(Error::usage(format!("the script `{script}` is not in a bucket"))
            .hint("write s3://BUCKET/KEY, or name with --upload-to where the file is to go"));
    };
    let (bucket, mut key) = parts(target)
        .ok_or_else(|| Error::usage(format!("`{target}` is no place in a bucket")).hint("write s3://BUCKET/KEY"))?;
    if key.is_empty() || key.ends_with('/') {
        let name = Path::new(script).file_name().and_then(|name| name.to_str());
        key.push_str(name.ok_or_else(|| Error::usage(format!("`{script}` names no file")))?);
    }
    let bucket: BucketName = bucket.parse().map_err(Error::usage)?;
    let uri = format!("s3://{bucket}/{key}");
    Ok((uri, Some(ScriptUpload { file: PathBuf::from(script), bucket, key })))
}
