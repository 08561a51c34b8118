//! The settings of a workgroup as flags.

use std::collections::BTreeMap;

use clap::Args;

use crate::cli::place;
use crate::context::Ctx;
use crate::domain::workgroup::{ResultEncryption, WorkGroupChange, scan_limit};
use crate::error::{Error, Result};

/// What can be said of a workgroup.
#[derive(Debug, Clone, Default, Args)]
pub struct SettingsArgs {
    /// What the workgroup is for
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// Where results go: s3://BUCKET/PREFIX/
    #[arg(long, value_name = "S3-URI", value_parser = output_location)]
    output_location: Option<String>,
    /// The most that one query may scan, at least 10MB: 10GB, 1TiB
    #[arg(long, value_name = "SIZE", value_parser = scan_limit)]
    scan_limit: Option<u64>,
    /// These settings win over those of a query
    #[arg(long, overrides_with = "no_enforce")]
    enforce: bool,
    /// A query may say otherwise
    #[arg(long)]
    no_enforce: bool,
    /// Publish metrics of the queries
    #[arg(long, overrides_with = "no_metrics")]
    metrics: bool,
    /// Publish no metrics
    #[arg(long)]
    no_metrics: bool,
    /// How results are encrypted: SSE_S3, SSE_KMS:KEY or CSE_KMS:KEY
    #[arg(long, value_name = "HOW")]
    encryption: Option<ResultEncryption>,
    /// The engine version to run with: AUTO, or 'Athena engine version 3'
    #[arg(long, value_name = "VERSION")]
    engine: Option<String>,
    /// A tag to have, KEY=VALUE; repeat it for each; others stay
    #[arg(long = "tag", value_name = "KEY=VALUE")]
    tags: Vec<String>,
}

impl SettingsArgs {
    /// Says that the bucket for results is not there: queries would fail.
    pub async fn warn_without_bucket(&self, ctx: &Ctx) -> Result<()> {
        let bucket = self.output_location.as_deref().and_then(|place| place.strip_prefix("s3://"));
        match bucket.and_then(|rest| rest.split('/').next()) {
            Some(bucket) => place::warn_without_bucket(ctx, bucket, "queries of the workgroup fail without it").await,
            None => Ok(()),
        }
    }

    /// As a change.
    pub fn change(self) -> Result<WorkGroupChange> {
        let mut tags = BTreeMap::new();
        for tag in &self.tags {
            let (key, value) = tag
                .split_once('=')
                .filter(|(key, _)| !key.is_empty())
                .ok_or_else(|| Error::usage(format!("`{tag}` is no tag")).hint("write KEY=VALUE"))?;
            tags.insert(key.to_owned(), value.to_owned());
        }
        Ok(WorkGroupChange {
            enabled: None,
            description: self.description,
            output_location: self.output_location.map(Some),
            enforced: switch(self.enforce, self.no_enforce),
            metrics: switch(self.metrics, self.no_metrics),
            scan_limit: self.scan_limit.map(Some),
            engine: self.engine,
            encryption: self.encryption.map(Some),
            tags,
        })
    }
}

/// A pair of flags as a value, when one of them was given.
pub fn switch(on: bool, off: bool) -> Option<bool> {
    (on || off).then_some(on)
}

fn output_location(text: &str) -> std::result::Result<String, String> {
    crate::cli::query::output_location(text)
}
