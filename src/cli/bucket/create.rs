//! `lakectl bucket create`

use std::collections::BTreeMap;
use std::str::FromStr;

use clap::Args;

use crate::cli::args::RemoveArgs;
use crate::cli::change;
use crate::context::{Ctx, Danger};
use crate::domain::bucket::BucketName;
use crate::domain::bucket_settings::Notify;
use crate::domain::zone::Zone;
use crate::error::{Error, Result};
use crate::ops;
use crate::ops::bucket::Wishes;
use crate::outcome::Answer;
use crate::plan::Resource;
use crate::plan::kind::bucket::BucketResource;

/// Create a bucket that passes a security review, or bring the one that is there to that state
///
/// Every bucket: public access blocked, owned by its owner, encrypted, TLS only, unfinished uploads aborted. With a
/// zone: versions, the zone's lifecycle, its tag, access logs to the bucket of the zone `logs`, and the account's event
/// bus hears of new objects. What is there and not ours (policy statements, lifecycle rules, notifications, replication
/// rules, tags, a key) stays. Ending public access or access-control lists of a bucket that lakectl has not set up wants
/// --yes. What may not be read is said to be unknown and left as it is; the exit code is then 8.
///
/// Without a name the bucket is called lake-ZONE-ACCOUNT-REGION-an: names of this form belong to the account, and nobody
/// else can ever take them.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local bucket create lake-raw --zone raw\n  lakectl bucket create --zone curated --kms-key arn:aws:kms:eu-central-1:123456789012:key/ID --dry-run"
)]
pub struct BucketCreateArgs {
    /// The bucket's name; without one, a name that only this account can own
    #[arg(value_name = "NAME")]
    bucket: Option<BucketName>,
    /// The bucket's name, any that S3 takes; the same as NAME
    #[arg(long, value_name = "NAME", conflicts_with = "bucket")]
    name: Option<BucketName>,
    /// What the bucket is for: raw, processed, curated, scripts, query-results, logs
    #[arg(long, value_name = "ZONE")]
    zone: Option<Zone>,
    /// Encrypt with this key, by its full ARN, in place of S3's own keys
    #[arg(long, value_name = "ARN")]
    kms_key: Option<String>,
    /// A tag that the bucket must have; can be repeated
    #[arg(long = "tag", value_name = "NAME=VALUE")]
    tags: Vec<String>,
    /// The bucket that keeps the access logs, in place of the one of the zone `logs`
    #[arg(long, value_name = "BUCKET")]
    log_bucket: Option<BucketName>,
    /// Who hears of new objects: `eventbridge`, the ARN of a queue, topic or function, or `none`
    #[arg(long, value_name = "WHO")]
    notify: Option<NotifyArg>,
    /// Copy new objects to this bucket, which keeps versions too
    #[arg(long, value_name = "BUCKET")]
    replicate_to: Option<BucketName>,
    /// The role that S3 copies with, by its ARN
    #[arg(long, value_name = "ARN", requires = "replicate_to")]
    replication_role: Option<String>,
    /// The key that copies are encrypted with, by its ARN
    #[arg(long, value_name = "ARN", requires = "replicate_to")]
    replica_kms_key: Option<String>,
    #[command(flatten)]
    change: RemoveArgs,
}

/// `none`, or who.
#[derive(Debug, Clone)]
struct NotifyArg(Option<Notify>);

impl FromStr for NotifyArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "none" { Ok(Self(None)) } else { text.parse().map(Some).map(Self) }
    }
}

pub async fn run(ctx: &Ctx, args: BucketCreateArgs) -> Result<Answer> {
    for key in args.kms_key.iter().chain(&args.replica_kms_key) {
        if !(key.starts_with("arn:") && key.contains(":key/")) {
            return Err(Error::usage(format!("`{key}` is not the full ARN of a key")).hint(
                "an alias is resolved in the requester's account: name the key itself, arn:aws:kms:REGION:ACCOUNT:key/ID",
            ));
        }
    }
    let wishes = Wishes {
        name: args.name.or(args.bucket),
        zone: args.zone,
        key: args.kms_key,
        tags: tags(&args.tags)?,
        log_bucket: args.log_bucket,
        notify: args.notify.map(|notify| notify.0),
        replicate_to: args.replicate_to,
        replication_role: args.replication_role,
        replica_key: args.replica_kms_key,
    };
    let wanted = ops::bucket::wanted(ctx.read().await?, wishes).await?;
    for note in &wanted.notes {
        ctx.ui.status(note);
    }
    let resource = BucketResource { name: wanted.name, properties: wanted.properties };
    let read = ctx.read().await?;
    let live = resource.read(read).await?;
    let question = resource.takes_over(live.as_ref(), &resource.diff(live.as_ref())?);
    let danger = question.map_or(Danger::None, Danger::Moderate);
    change::carry_out_asking(ctx, &resource, &args.change.answers(), &danger).await
}

fn tags(given: &[String]) -> Result<BTreeMap<String, String>> {
    let mut tags = BTreeMap::new();
    for tag in given {
        let (name, value) = tag
            .split_once('=')
            .filter(|(name, _)| !name.is_empty())
            .ok_or_else(|| Error::usage(format!("`{tag}` is no tag")).hint("write it as NAME=VALUE"))?;
        tags.insert(name.to_owned(), value.to_owned());
    }
    Ok(tags)
}
