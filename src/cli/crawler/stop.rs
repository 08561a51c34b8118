//! `lakectl crawler stop`

use clap::Args;
use serde_json::json;

use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::{Answer, Outcome};
use crate::render::View;

/// Stop the running crawl
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lakectl --local crawler stop raw\n  lakectl crawler stop raw -o json")]
pub struct CrawlerStopArgs {
    /// The crawler's name
    name: String,
}

pub async fn run(ctx: &Ctx, args: CrawlerStopArgs) -> Result<Answer> {
    let name = args.name;
    ops::crawler::need(ctx.read().await?, &name).await?;
    let stopped = ctx.write_without_question().await?.stop_crawler(&name).await?;
    let (line, outcome) = if stopped {
        (format!("crawler {name} was told to stop"), Outcome::Done)
    } else {
        (format!("crawler {name} has no crawl to stop"), Outcome::Unchanged)
    };
    Ok(Answer::done(View::lines("crawler", json!({ "name": name, "stopping": stopped }), vec![line])).with(outcome))
}
