//! The settings of a workgroup as flags.

use clap::Args;

use crate::domain::workgroup::{WorkGroupChange, scan_limit};

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
}

impl SettingsArgs {
    /// As a change.
    pub fn change(self) -> WorkGroupChange {
        WorkGroupChange {
            enabled: None,
            description: self.description,
            output_location: self.output_location.map(Some),
            enforced: switch(self.enforce, self.no_enforce),
            metrics: switch(self.metrics, self.no_metrics),
            scan_limit: self.scan_limit.map(Some),
        }
    }
}

/// A pair of flags as a value, when one of them was given.
pub fn switch(on: bool, off: bool) -> Option<bool> {
    (on || off).then_some(on)
}

fn output_location(text: &str) -> Result<String, String> {
    crate::cli::query::output_location(text)
}
