//! What lifecycle rules save: those that a bucket has, or those of its zone where it has none.

use super::{CostOptions, Costs};
use crate::aws::Read;
use crate::domain::bucket::BucketName;
use crate::domain::cost::Saving;
use crate::domain::lifecycle::{Configuration, Moment, Versioning, zone_rules};
use crate::domain::zone::Zone;
use crate::error::Result;
use crate::lifecycle::preview::{PreviewOptions, preview};

/// How far ahead is looked.
const DAYS: i64 = 365;

/// Looks a year ahead in a bucket. What may not be read is noted as unknown.
pub async fn saving(
    read: &Read,
    bucket: &BucketName,
    zone: Option<&str>,
    options: &CostOptions,
    costs: &mut Costs,
) -> Result<()> {
    match look(read, bucket, zone, options).await {
        Ok(Some(saving)) => costs.savings.push(saving),
        Ok(None) => {}
        Err(error) if error.aws().is_some() => {
            costs.unknown.push(format!("what lifecycle saves in bucket {bucket} ({})", error.chain().join(": ")));
        }
        Err(error) => return Err(error),
    }
    Ok(())
}

async fn look(read: &Read, bucket: &BucketName, zone: Option<&str>, options: &CostOptions) -> Result<Option<Saving>> {
    let live = read.bucket_lifecycle(bucket).await?.unwrap_or_default();
    let is_set = live.rules.iter().any(|rule| rule.is_enabled());
    let configuration = if is_set {
        live
    } else {
        let versioning = Versioning::of(read.bucket_versioning(bucket).await?.as_deref());
        let zone: Option<Zone> = zone.and_then(|zone| zone.parse().ok());
        Configuration { rules: zone_rules(zone, versioning != Versioning::Never), ..Configuration::default() }
    };
    let from = Moment(options.now);
    let asked = PreviewOptions {
        bucket: bucket.clone(),
        prefix: String::new(),
        configuration,
        from,
        until: from.plus_days(DAYS),
        prices: options.prices.clone(),
    };
    let preview = preview(read, &asked, None).await?;
    if preview.summary.totals().next().is_none() {
        return Ok(None);
    }
    let (monthly, once) = preview.summary.money();
    let expires = preview.losses.as_ref().is_some_and(|losses| !losses.is_empty());
    Ok(Some(Saving { bucket: bucket.to_string(), is_set, monthly: monthly.map(|more| -more), once, expires }))
}
