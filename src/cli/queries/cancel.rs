//! `lakectl queries cancel`

use clap::Args;
use serde_json::json;

use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::{Answer, Outcome};
use crate::render::{Column, Style, View};

/// Stop queries that run or wait; what they scanned so far is charged
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl queries cancel 5a1c0f5e-0d6c-4b4e-9d1f-2b7f7c0f6a11\n  lakectl queries cancel ID1 ID2"
)]
pub struct QueriesCancelArgs {
    /// The queries' ids
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
}

const COLUMNS: &[Column] = &[
    Column::text("ID", "id"),
    Column::text("STATE", "state"),
    Column::new("SCANNED", "bytes_scanned", Style::Bytes),
    Column::text("ERROR", "error"),
];

pub async fn run(ctx: &Ctx, args: QueriesCancelArgs) -> Result<Answer> {
    let write = ctx.write_without_question().await?;
    let (mut rows, mut failed) = (Vec::new(), 0);
    let several = args.ids.len() > 1;
    for id in args.ids {
        match ops::query::stop(&write, &id).await {
            Ok(last) => rows.push(json!({
                "id": id, "state": last.state.word(), "bytes_scanned": last.scanned_bytes, "error": null,
            })),
            Err(error) if !several => return Err(error),
            Err(error) => {
                failed += 1;
                rows.push(json!({ "id": id, "state": null, "bytes_scanned": null, "error": error.chain().join(": ") }));
            }
        }
    }
    let outcome = if failed == 0 { Outcome::Done } else { Outcome::Partial };
    Ok(Answer::done(View::list("queries", rows, COLUMNS)).with(outcome))
}
