//! `lakectl tag expression`: expressions of LF-tags that are kept under a name.

mod create;
mod delete;
mod list;
mod show;

use clap::Subcommand;
use serde_json::{Value, json};

use crate::context::Ctx;
use crate::domain::permission::NamedExpression;
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Expression {
    /// Keep an expression under a name, or say something else under it
    Create(create::ExpressionCreateArgs),
    /// List the expressions that are kept under names
    List(list::ExpressionListArgs),
    /// Show what a named expression says, and who is granted something by it
    Show(show::ExpressionShowArgs),
    /// Delete a named expression, and the grants by it
    Delete(delete::ExpressionDeleteArgs),
}

impl Expression {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Create(args) => create::run(ctx, args).await,
            Self::List(_) => list::run(ctx).await,
            Self::Show(args) => show::run(ctx, args).await,
            Self::Delete(args) => delete::run(ctx, args).await,
        }
    }
}

/// A name as the service takes it.
fn name(text: &str) -> Result<String, String> {
    NamedExpression::name(text)
}

fn row(found: &NamedExpression) -> Value {
    json!({ "name": found.name, "expression": found.expression.to_string(), "description": found.description })
}
