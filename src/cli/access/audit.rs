//! `lakectl access audit`

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use crate::context::Ctx;
use crate::domain::permission::audit::{Finding, Principals, Severity};
use crate::error::{Error, Result};
use crate::ops;
use crate::outcome::{Answer, Outcome};
use crate::render::{Column, View};

const COLUMNS: &[Column] = &[
    Column::text("SEVERITY", "severity"),
    Column::text("RULE", "rule"),
    Column::text("SUBJECT", "subject"),
    Column::text("FINDING", "message"),
    Column::text("TO MEND IT", "fix"),
];

/// How bad a finding has to be to be told.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Least {
    /// Everything
    Low,
    /// What is worth mending
    Medium,
    /// Only what is open to more than was meant
    High,
}

/// Look for what is wrong with who may do what, the worst first
///
/// Open IAM defaults, super grants, grants to everybody, to other accounts, on what is gone, grant options, personal data
/// that can be read, unregistered and hybrid locations, unused filters, grants to principals that are gone. Personal data
/// is what carries the tag of --pii-tag and columns whose titles say it. On AWS, IAM is asked about each role and user of
/// the account that holds a grant (iam:GetRole, iam:GetUser); whom IAM does not know or tell of is said to be unknown,
/// until --principals lists those that there are.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local access audit\n  lakectl access audit --least high -o json\n  aws iam list-roles --query 'Roles[].Arn' > roles.json && lakectl access audit --principals roles.json\n\nExit code 3 when there are findings, 8 when there are none and something is unknown."
)]
pub struct AccessAuditArgs {
    /// Leave out what is less bad; low leaves nothing out, and has what is unknown as well
    #[arg(long, value_enum, default_value = "low", value_name = "SEVERITY")]
    least: Least,
    /// The LF-tag that marks personal data; `none`, `no`, `false` and `public` are its values for what is none
    #[arg(long, default_value = "pii", value_name = "KEY")]
    pii_tag: String,
    /// A file with the ARNs of the principals that there are, as JSON or one on a line, in place of asking IAM: grants to
    /// others are found
    #[arg(long, value_name = "FILE")]
    principals: Option<PathBuf>,
}

pub async fn run(ctx: &Ctx, args: AccessAuditArgs) -> Result<Answer> {
    let known = match &args.principals {
        Some(path) => Some(Principals::Listed(principals(path)?)),
        // The local lake has no IAM: whoever is named can act.
        None => ctx.is_local().then_some(Principals::Everybody),
    };
    let (mut findings, unknown) = ops::access::audit(ctx.read().await?, &args.pii_tag.to_lowercase(), known).await?;
    let least = match args.least {
        Least::Low => Severity::Unknown,
        Least::Medium => Severity::Medium,
        Least::High => Severity::High,
    };
    findings.retain(|finding| finding.severity >= least);
    for gap in &unknown {
        ctx.ui.warn(&format!("unknown: {gap}"));
    }
    if findings.iter().any(|finding| finding.rule == "principal-existence") {
        ctx.ui.hint("whom IAM does not tell of may be there or gone: name those that exist with --principals");
    }
    let worst = findings.iter().map(|finding| finding.severity).max();
    let outcome = match worst {
        Some(Severity::Unknown) => Outcome::Partial,
        None if !unknown.is_empty() => Outcome::Partial,
        None => Outcome::Done,
        Some(_) => Outcome::Differences,
    };
    Ok(Answer::done(View::list("findings", findings.iter().map(row).collect(), COLUMNS)).with(outcome))
}

fn row(finding: &Finding) -> Value {
    json!({
        "severity": finding.severity.word(),
        "rule": finding.rule,
        "subject": finding.subject,
        "message": finding.message,
        "fix": finding.fix,
    })
}

/// ARNs, wherever they stand in a JSON document, or one on a line.
fn principals(path: &std::path::Path) -> Result<BTreeSet<String>> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| Error::unreadable(path, error))?;
    let mut found = BTreeSet::new();
    match serde_json::from_str::<Value>(&text) {
        Ok(document) => collect(&document, &mut found),
        Err(_) => found.extend(text.split_whitespace().filter(|word| word.starts_with("arn:")).map(str::to_owned)),
    }
    if found.is_empty() {
        return Err(Error::usage(format!("{shown} names no principal")).hint("write ARNs, one on a line, or as JSON"));
    }
    Ok(found)
}

fn collect(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if text.starts_with("arn:") => drop(found.insert(text.clone())),
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(members) => members.values().for_each(|member| collect(member, found)),
        _ => {}
    }
}
