//! Places as operators write them: `s3://bucket/prefix/`, or `zone:path` in a zone of `lake.toml` or in the bucket that is
//! tagged as the zone.

use crate::context::Ctx;
use crate::domain::bucket::BucketName;
use crate::domain::crawl::CrawlTarget;
use crate::domain::lake_file::{Unclear, substitute};
use crate::error::{Error, Kind, Result};
use crate::ops;
use crate::ops::bucket::DEFAULT_PREFIX;

/// The place that a text names.
pub async fn resolve(ctx: &Ctx, text: &str) -> Result<CrawlTarget> {
    if let Some((name, path)) = text.split_once(':')
        && !path.starts_with("//")
        && let Some(bucket) = zone(ctx, name).await?
    {
        return CrawlTarget::parse(&format!("s3://{bucket}/{}", path.trim_start_matches('/')))
            .ok_or_else(|| Error::usage(format!("`{text}` is no place in S3")));
    }
    ops::place::resolve(ctx.read().await?, text).await
}

/// Says that a bucket is not there that something is told to use: it may come later, and until then `what` holds. A bucket
/// that may not be looked at may well be there.
pub async fn warn_without_bucket(ctx: &Ctx, bucket: &str, what: &str) -> Result<()> {
    let Ok(name) = bucket.parse::<BucketName>() else { return Ok(()) };
    tell_absence(ctx, ops::bucket::require(ctx.read().await?, &name).await, what);
    Ok(())
}

/// Says that something is not there, when that is what was found.
pub fn tell_absence<T>(ctx: &Ctx, found: Result<T>, what: &str) {
    if let Err(error) = found
        && error.kind() == Kind::NotFound
    {
        ctx.ui.warn(&format!("{}: {what}", error.chain().join(": ")));
        error.hints().iter().for_each(|hint| ctx.ui.hint(hint));
    }
}

/// The bucket of a zone of `lake.toml`; none when the file has no such zone.
pub async fn zone(ctx: &Ctx, name: &str) -> Result<Option<BucketName>> {
    let zones = &ctx.settings.zones;
    let Some(written) = zones.buckets.get(name) else { return Ok(None) };
    let read = ctx.read().await?;
    let wrong = |why: String| Error::usage(format!("zone `{name}` of lake.toml has no name of a bucket")).because(why);
    let account = read.account().await?;
    let bucket = match written {
        None => BucketName::account_regional(&format!("{DEFAULT_PREFIX}-{name}"), account, read.region()),
        Some(written) => {
            let mut values = zones.variables.clone();
            values.insert("account".to_owned(), account.to_owned());
            values.insert("region".to_owned(), read.region().to_owned());
            let bucket = substitute(written, &values).map_err(|unclear| match unclear {
                Unclear::Unknown(variable) => wrong(format!("there is no variable `{variable}`")),
                Unclear::Open => wrong(format!("`{written}` has `${{` without `}}`")),
            })?;
            bucket.parse()
        }
    };
    bucket.map(Some).map_err(wrong)
}
