//! `lakectl quality history`

use clap::Args;

use super::{REPORTS, report_row, rule_row};
use crate::context::Ctx;
use crate::domain::catalog::TableName;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::View;

/// List what checks have found, newest first
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local quality history lake.sales\n  lakectl quality history --limit 5 -o json"
)]
pub struct QualityHistoryArgs {
    /// Only of this table: db.table
    table: Option<TableName>,
    /// At most so many
    #[arg(long, value_name = "COUNT", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=1000))]
    limit: u32,
}

pub async fn run(ctx: &Ctx, args: QualityHistoryArgs) -> Result<Answer> {
    let reports = ops::quality::history(ctx.read().await?, args.table.as_ref(), args.limit as usize).await?;
    let rows = reports
        .iter()
        .map(|report| {
            let mut row = report_row(report);
            row["rules"] = report.rules.iter().map(rule_row).collect();
            row
        })
        .collect();
    Ok(Answer::done(View::list("quality_results", rows, REPORTS)))
}
