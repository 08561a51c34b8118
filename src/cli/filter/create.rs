//! `lakectl filter create`

use clap::Args;

use crate::cli::args::ChangeArgs;
use crate::cli::change;
use crate::context::Ctx;
use crate::domain::catalog::TableName;
use crate::domain::permission::Columns;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::kind::filter::FilterResource;

/// Create a filter, or bring the one that is there to the same state
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local filter create rainy --on raw.weather --rows \"weather = 'rain'\" --columns date,wind\n  lakectl filter create no-ssn --on crm.people --exclude-columns ssn --dry-run"
)]
pub struct FilterCreateArgs {
    /// The filter's name
    name: String,
    /// The table, as database.table
    #[arg(long, value_name = "TABLE")]
    on: TableName,
    /// The condition that rows satisfy, in SQL; every row when it is not given
    #[arg(long, value_name = "CONDITION")]
    rows: Option<String>,
    /// These columns alone
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    columns: Vec<String>,
    /// All columns but these
    #[arg(long, value_name = "NAMES", value_delimiter = ',', conflicts_with = "columns")]
    exclude_columns: Vec<String>,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: FilterCreateArgs) -> Result<Answer> {
    let columns = if args.columns.is_empty() {
        Columns::except(args.exclude_columns.iter().map(String::as_str))
    } else {
        Columns::only(args.columns.iter().map(String::as_str))
    };
    if let Some(rows) = &args.rows {
        ops::grant_check::condition(ctx.read().await?, &args.on, rows).await?;
    }
    ops::grant_check::columns(ctx.read().await?, &args.on, &columns).await?;
    let resource = FilterResource { table: args.on, name: args.name, rows: args.rows, columns };
    change::carry_out(ctx, &resource, &args.change.answers()).await
}
