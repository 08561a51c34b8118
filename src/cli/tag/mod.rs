//! `lakectl tag`: LF-tags, what carries them, what they open.

mod assign;
mod change;
mod create;
mod delete;
mod expand;
mod expression;
mod list;
mod preview;
mod show;
mod suggest;
mod values;

use clap::Subcommand;

use crate::context::Ctx;
use crate::domain::permission::LfTag;
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Tag {
    /// Create a tag, or add the values that it lacks
    Create(create::TagCreateArgs),
    /// List the tags and their values
    List(list::TagListArgs),
    /// Show the values of a tag, add some, take some away
    Values(values::TagValuesArgs),
    /// Assign tags to a database, a table, columns, or all columns but some
    Assign(assign::TagAssignArgs),
    /// Take tags off a database, a table or columns
    Unassign(assign::TagUnassignArgs),
    /// Show the tags of a database or table and its columns, each with where it was assigned
    Show(show::TagShowArgs),
    /// Show what an expression of tags matches today
    Expand(expand::TagExpandArgs),
    /// Expressions of tags that are kept under a name
    #[command(subcommand)]
    Expression(expression::Expression),
    /// Show what a change of tags would open and close, and change nothing
    Preview(preview::TagPreviewArgs),
    /// Look for personal data in a sample of a table, and propose tags for it
    Suggest(suggest::TagSuggestArgs),
    /// Delete a tag; it leaves whatever carries it, and the grants that name it go
    Delete(delete::TagDeleteArgs),
}

impl Tag {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Create(args) => create::run(ctx, args).await,
            Self::List(_) => list::run(ctx).await,
            Self::Values(args) => values::run(ctx, args).await,
            Self::Assign(args) => assign::assign(ctx, args).await,
            Self::Unassign(args) => assign::unassign(ctx, args).await,
            Self::Show(args) => show::run(ctx, args).await,
            Self::Expand(args) => expand::run(ctx, args).await,
            Self::Expression(verb) => verb.run(ctx).await,
            Self::Preview(args) => preview::run(ctx, args).await,
            Self::Suggest(args) => suggest::run(ctx, args).await,
            Self::Delete(args) => delete::run(ctx, args).await,
        }
    }
}

/// A key as the service folds it.
fn key(text: &str) -> Result<String, String> {
    LfTag::key(text)
}

/// A value as the service folds it.
fn value(text: &str) -> Result<String, String> {
    LfTag::value(text)
}
