//! What buckets hold, as metrics: S3 puts the bytes of each storage class and the number of objects once a day.

use crate::clock::epoch_millis;
use crate::cloudwatch::{self, Metric};
use crate::lake::Lake;
use crate::objects::BUCKET;
use crate::store::StoreError;

/// A day in milliseconds.
const DAY: i64 = 86_400_000;

/// The metric's word for a storage class.
fn storage_type(class: &str) -> &str {
    match class {
        "STANDARD" => "StandardStorage",
        "STANDARD_IA" => "StandardIAStorage",
        "ONEZONE_IA" => "OneZoneIAStorage",
        "INTELLIGENT_TIERING" => "IntelligentTieringFAStorage",
        "GLACIER_IR" => "GlacierInstantRetrievalStorage",
        "GLACIER" => "GlacierStorage",
        "DEEP_ARCHIVE" => "DeepArchiveStorage",
        "REDUCED_REDUNDANCY" => "ReducedRedundancyStorage",
        other => other,
    }
}

impl Lake {
    /// Puts the sizes of all buckets for this day: every version counts, and delete markers are objects of no size.
    pub(super) fn put_bucket_sizes(&self) -> Result<(), StoreError> {
        let now = epoch_millis(self.clock().now());
        let day = now - now.rem_euclid(DAY);
        self.store().write(|tx| {
            for (bucket, document) in tx.list(BUCKET, "")? {
                let region = document["region"].as_str().unwrap_or("us-east-1").to_owned();
                let mut statement = tx.connection().prepare_cached(
                    "SELECT storage_class, SUM(size), COUNT(*) FROM object WHERE bucket = ?1 GROUP BY storage_class",
                )?;
                let rows = statement.query_map([&bucket], |row| {
                    Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
                })?;
                let classes = rows.collect::<Result<Vec<_>, _>>()?;
                let put = |name: &str, storage: &str, value: i64, unit: &str| {
                    let dimensions = [("BucketName", bucket.as_str()), ("StorageType", storage)];
                    let metric = Metric { region: &region, namespace: "AWS/S3", name, dimensions: &dimensions };
                    #[expect(clippy::cast_precision_loss, reason = "metrics are floating-point numbers")]
                    cloudwatch::put(tx, &metric, value as f64, unit, day)
                };
                for (class, bytes, _) in &classes {
                    put("BucketSizeBytes", storage_type(class), *bytes, "Bytes")?;
                }
                let count = classes.iter().map(|(_, _, count)| count).sum();
                put("NumberOfObjects", "AllStorageTypes", count, "Count")?;
            }
            Ok(())
        })
    }
}
