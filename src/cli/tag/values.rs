//! `lakectl tag values`

use clap::Args;
use serde_json::json;

use super::{key, value};
use crate::cli::args::RemoveArgs;
use crate::cli::change;
use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::ops;
use crate::outcome::Answer;
use crate::plan::kind::tag::TagResource;
use crate::render::{Column, Style, View};

const FIELDS: &[Column] = &[Column::text("Key", "key"), Column::new("Values", "values", Style::List)];

/// Show the values of a tag, add some, take some away
///
/// A value that an object carries cannot be taken away: the service refuses it.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local tag values pii\n  lakectl tag values pii --add iban --remove phone --yes"
)]
pub struct TagValuesArgs {
    /// The key
    #[arg(value_parser = key)]
    key: String,
    /// Values to add
    #[arg(long, value_name = "VALUES", value_delimiter = ',', value_parser = value)]
    add: Vec<String>,
    /// Values to take away
    #[arg(long, value_name = "VALUES", value_delimiter = ',', value_parser = value)]
    remove: Vec<String>,
    #[command(flatten)]
    change: RemoveArgs,
}

pub async fn run(ctx: &Ctx, args: TagValuesArgs) -> Result<Answer> {
    let tag = ops::tag::need(ctx.read().await?, &args.key).await?;
    if args.add.is_empty() && args.remove.is_empty() {
        return Ok(Answer::done(View::record("tag", json!({ "key": tag.key, "values": tag.values }), FIELDS)));
    }
    if let Some(both) = args.add.iter().find(|value| args.remove.contains(value)) {
        return Err(Error::usage(format!("`{both}` cannot be added and removed at once")));
    }
    let answers = args.change.answers();
    change::carry_out(ctx, &TagResource { key: args.key, add: args.add, remove: args.remove }, &answers).await
}
