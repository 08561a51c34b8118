//! `lakectl bucket show`

use clap::Args;
use serde_json::json;

use crate::context::Ctx;
use crate::domain::bucket::BucketName;
use crate::domain::policy;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Section, Style, View};

const FIELDS: &[Column] = &[
    Column::text("name", "name"),
    Column::text("zone", "zone"),
    Column::new("objects", "objects", Style::Count),
    Column::new("size", "bytes", Style::Bytes),
    Column::text("versioning", "versioning"),
    Column::text("encryption", "encryption.algorithm"),
    Column::text("key", "encryption.key"),
    Column::new("public access blocked", "public_access_blocked", Style::Flag),
    Column::text("ownership", "ownership"),
    Column::new("TLS only", "tls_only", Style::Flag),
    Column::new("other lifecycle rules", "foreign_rules", Style::Count),
];

const CLASSES: &[Column] = &[
    Column::text("CLASS", "storage_class"),
    Column::new("OBJECTS", "objects", Style::Count),
    Column::new("SIZE", "bytes", Style::Bytes),
];

const RULES: &[Column] = &[
    Column::text("RULE", "id"),
    Column::text("TRANSITIONS", "moves"),
    Column::new("EXPIRES (DAYS)", "expiration_days", Style::Count),
    Column::new("OLD VERSIONS (DAYS)", "noncurrent_days", Style::Count),
    Column::new("UPLOADS (DAYS)", "abort_upload_days", Style::Count),
];

const SECTIONS: [Section; 2] = [
    Section { title: "storage classes", key: "classes", columns: CLASSES },
    Section { title: "lifecycle rules of lakectl", key: "rules", columns: RULES },
];

/// Show a bucket: its security, its lifecycle, what is in it
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local bucket show lake-raw\n  lakectl bucket show lake-raw -o json --select bucket.bytes"
)]
pub struct BucketShowArgs {
    /// The bucket's name
    name: BucketName,
}

pub async fn run(ctx: &Ctx, args: BucketShowArgs) -> Result<Answer> {
    let report = ops::bucket::show(ctx.read().await?, &args.name).await?;
    let classes: Vec<_> = report
        .by_class
        .iter()
        .map(|(class, (objects, bytes))| json!({ "storage_class": class, "objects": objects, "bytes": bytes }))
        .collect();
    let rules: Vec<_> = report
        .live
        .rules
        .iter()
        .map(|rule| {
            let mut value = json!(rule);
            let moves = rule.transitions.iter().map(|to| format!("{} d -> {}", to.days, to.storage_class));
            value["moves"] = json!(moves.collect::<Vec<_>>());
            value
        })
        .collect();
    let value = json!({
        "name": args.name.as_str(),
        "zone": report.live.tags.get(crate::domain::zone::ZONE_TAG),
        "objects": report.objects,
        "bytes": report.bytes,
        "versioning": report.live.versioning,
        "encryption": report.live.encryption,
        "public_access_blocked": report.live.public_access_blocked,
        "ownership": report.live.ownership,
        "tls_only": policy::has_tls_only(report.live.policy.as_ref(), args.name.as_str()),
        "policy": report.live.policy,
        "tags": report.live.tags,
        "foreign_rules": report.live.foreign_rules,
        "classes": classes,
        "rules": rules,
    });
    Ok(Answer::done(View::record_with("bucket", value, FIELDS, SECTIONS.to_vec())))
}
