//! `lakectl bucket create`

use std::collections::BTreeMap;

use clap::Args;

use crate::cli::args::ChangeArgs;
use crate::cli::change;
use crate::context::Ctx;
use crate::domain::bucket::BucketName;
use crate::domain::zone::{BucketProperties, Zone};
use crate::error::{Error, Result};
use crate::outcome::Answer;
use crate::plan::kind::bucket::BucketResource;

/// Create a bucket that passes a security review, or bring the one that is there to that state
///
/// Every bucket: public access blocked, owned by its owner, encrypted, TLS only, unfinished uploads aborted. With a
/// zone: versions, the zone's lifecycle and its tag. What is there and not ours (policy statements, lifecycle rules,
/// tags) stays.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local bucket create lake-raw --zone raw\n  lakectl bucket create lake-curated --zone curated --kms-key arn:aws:kms:eu-central-1:123456789012:key/ID --dry-run"
)]
pub struct BucketCreateArgs {
    /// The bucket's name
    name: BucketName,
    /// What the bucket is for: raw, processed, curated, scripts, query-results
    #[arg(long, value_name = "ZONE")]
    zone: Option<Zone>,
    /// Encrypt with this key, by its full ARN, in place of S3's own keys
    #[arg(long, value_name = "ARN")]
    kms_key: Option<String>,
    /// A tag that the bucket must have; can be repeated
    #[arg(long = "tag", value_name = "NAME=VALUE")]
    tags: Vec<String>,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: BucketCreateArgs) -> Result<Answer> {
    if let Some(key) = args.kms_key.as_deref().filter(|key| !(key.starts_with("arn:") && key.contains(":key/"))) {
        return Err(Error::usage(format!("`{key}` is not the full ARN of a key")).hint(
            "an alias is resolved in the requester's account: name the key itself, arn:aws:kms:REGION:ACCOUNT:key/ID",
        ));
    }
    if args.kms_key.is_none() && args.zone.is_some_and(Zone::wants_customer_key) {
        ctx.ui.status("note: without --kms-key the zone is encrypted with S3's own keys (SSE-S3)");
    }
    let mut tags = BTreeMap::new();
    for tag in &args.tags {
        let (name, value) = tag
            .split_once('=')
            .filter(|(name, _)| !name.is_empty())
            .ok_or_else(|| Error::usage(format!("`{tag}` is no tag")).hint("write it as NAME=VALUE"))?;
        tags.insert(name.to_owned(), value.to_owned());
    }
    let properties = BucketProperties::of(args.zone, args.kms_key.as_deref(), &tags);
    change::carry_out(ctx, &BucketResource { name: args.name, properties }, &args.change.answers()).await
}
