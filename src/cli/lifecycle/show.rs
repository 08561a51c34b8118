//! `lakectl lifecycle show`

use clap::Args;
use serde_json::{Value, json};

use crate::context::Ctx;
use crate::domain::bucket::BucketName;
use crate::domain::lifecycle::{Rule, actions, filter};
use crate::error::{Error, Result};
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Section, Style, View};

const FIELDS: &[Column] = &[
    Column::text("bucket", "bucket"),
    Column::new("rules", "count", Style::Count),
    Column::text("least size moved", "configuration.TransitionDefaultMinimumObjectSize"),
];

const RULES: &[Column] = &[
    Column::text("RULE", "id"),
    Column::text("MADE BY", "made_by"),
    Column::text("STATUS", "status"),
    Column::text("OBJECTS", "objects"),
    Column::new("DOES", "actions", Style::List),
];

/// Show a bucket's rules, or one of them
///
/// `configuration` in the JSON is S3's own form: what `lakectl lifecycle set --file` and the AWS CLI take.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local lifecycle show lake-raw\n  lakectl lifecycle show lake-raw -o json --select lifecycle.configuration > rules.json"
)]
pub struct LifecycleShowArgs {
    /// The bucket's name
    #[arg(value_name = "BUCKET")]
    bucket: BucketName,
    /// One rule, by its id
    #[arg(value_name = "ID")]
    id: Option<String>,
}

pub async fn run(ctx: &Ctx, args: LifecycleShowArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    let mut configuration = ops::lifecycle::show(read, &args.bucket).await?;
    if let Some(id) = &args.id {
        if configuration.rule(id).is_none() {
            return Err(Error::not_found(format!("bucket {} has no lifecycle rule `{id}`", args.bucket))
                .did_you_mean(id, configuration.rules.iter().map(Rule::name))
                .hint(format!("lakectl lifecycle show {}", args.bucket)));
        }
        configuration.rules.retain(|rule| rule.name() == id);
    }
    let rows: Vec<Value> = configuration.rules.iter().map(row).collect();
    let value = json!({
        "bucket": args.bucket.as_str(),
        "count": configuration.rules.len(),
        "rules": rows,
        "configuration": configuration,
    });
    let sections = if configuration.rules.is_empty() {
        Vec::new()
    } else {
        vec![Section { title: "rules", key: "rules", columns: RULES }]
    };
    Ok(Answer::done(View::record_with("lifecycle", value, FIELDS, sections)))
}

fn row(rule: &Rule) -> Value {
    json!({
        "id": rule.name(),
        "made_by": if rule.is_owned() { "lakectl" } else { "others" },
        "status": rule.status,
        "objects": filter(rule),
        "actions": actions(rule),
    })
}
