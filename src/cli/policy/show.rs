//! `lakectl policy show`

use clap::Args;

use crate::context::Ctx;
use crate::domain::iam_policy::{Role, document, trust};
use crate::error::{Error, Result};
use crate::ops;
use crate::outcome::{Answer, Outcome};
use crate::render::View;

/// The most characters of a managed policy. Source: IAM and STS quotas.
const MOST_CHARACTERS: usize = 6144;

/// The roles of a lake.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum RoleName {
    /// Reads objects, writes tables
    Crawler,
    /// Reads raw data, writes what is processed
    Job,
    /// Runs queries; reads what is granted
    Analyst,
    /// Administers the data lake
    Admin,
}

/// Show a role's least-privilege IAM document for this lake: its own buckets by zone, databases and workgroups
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local policy show --role analyst\n  lakectl policy show --role job > job.json && aws iam put-role-policy --role-name etl --policy-name lake --policy-document file://job.json\n  lakectl policy show --role crawler --trust"
)]
pub struct PolicyShowArgs {
    /// Whose
    #[arg(long, value_enum)]
    role: RoleName,
    /// Who may take the role on, in place of what it may do
    #[arg(long)]
    trust: bool,
}

pub async fn run(ctx: &Ctx, args: PolicyShowArgs) -> Result<Answer> {
    let role = match args.role {
        RoleName::Crawler => Role::Crawler,
        RoleName::Job => Role::Job,
        RoleName::Analyst => Role::Analyst,
        RoleName::Admin => Role::Admin,
    };
    let (names, unknown) = ops::policy::names(ctx.read().await?).await?;
    let (value, notes) = match args.trust {
        false => document(role, &names),
        true => match trust(role, &names) {
            Some(value) => (value, Vec::new()),
            None => {
                return Err(Error::usage("who may be an analyst or an administrator is the account's own matter")
                    .hint("--trust is for crawler and job, whose roles the service takes on"));
            }
        },
    };
    for note in &notes {
        ctx.ui.warn(note);
    }
    for gap in &unknown {
        ctx.ui.warn(&format!("unknown, and left out: {gap}"));
    }
    if value.to_string().len() > MOST_CHARACTERS {
        ctx.ui.warn(&format!("the document has more than the {MOST_CHARACTERS} characters of a managed policy"));
    }
    let text = serde_json::to_string_pretty(&value).expect("a JSON value can always be written");
    let outcome = if unknown.is_empty() { Outcome::Done } else { Outcome::Partial };
    Ok(Answer::done(View::lines("policy", value, text.lines().map(str::to_owned).collect())).with(outcome))
}
