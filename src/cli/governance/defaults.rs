//! `lakectl governance defaults`

use clap::Args;
use serde_json::json;

use crate::cli::args::RemoveArgs;
use crate::cli::change;
use crate::context::{Ctx, Danger};
use crate::domain::permission::effective::IamDefaults;
use crate::error::Result;
use crate::outcome::Answer;
use crate::plan::Resource as _;
use crate::plan::kind::governance::DefaultsResource;
use crate::render::{Column, Style, View};

const FIELDS: &[Column] = &[
    Column::new("New databases open to IAM", "databases_open", Style::Flag),
    Column::new("New tables open to IAM", "tables_open", Style::Flag),
];

/// Show or set what the IAM default holds on new databases and tables; the other settings stay
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local governance defaults\n  lakectl governance defaults --closed --dry-run"
)]
pub struct GovernanceDefaultsArgs {
    /// New databases and tables are governed by grants
    #[arg(long)]
    closed: bool,
    /// New databases and tables are open to whoever IAM lets in
    #[arg(long, conflicts_with = "closed")]
    open: bool,
    #[command(flatten)]
    change: RemoveArgs,
}

pub async fn run(ctx: &Ctx, args: GovernanceDefaultsArgs) -> Result<Answer> {
    let wanted = DefaultsResource(IamDefaults { databases: args.open, tables: args.open });
    if !args.open && !args.closed {
        let live = wanted.read(ctx.read().await?).await?.unwrap_or_default();
        let value = json!({ "databases_open": live.databases, "tables_open": live.tables });
        return Ok(Answer::done(View::record("defaults", value, FIELDS)));
    }
    let danger = match args.open {
        true => Danger::Moderate("opening new databases and tables to whoever IAM lets in".to_owned()),
        false => Danger::None,
    };
    change::carry_out_asking(ctx, &wanted, &args.change.answers(), &danger).await
}
