//! `lakectl location`: places in S3 whose access Lake Formation manages.

mod deregister;
mod list;
mod register;
mod show;

use clap::Subcommand;
use serde_json::{Value, json};

use crate::cli::grant::target;
use crate::context::Ctx;
use crate::domain::permission::{Location as Registered, Resource};
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Location {
    /// Register a place, or bring the registration that is there to the same state
    Register(register::LocationRegisterArgs),
    /// List the registered places
    List(list::LocationListArgs),
    /// Show a registered place
    Show(show::LocationShowArgs),
    /// Take a place out of Lake Formation's care
    Deregister(deregister::LocationDeregisterArgs),
}

impl Location {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Register(args) => register::run(ctx, args).await,
            Self::List(_) => list::run(ctx).await,
            Self::Show(args) => show::run(ctx, args).await,
            Self::Deregister(args) => deregister::run(ctx, args).await,
        }
    }
}

/// Reads a place as it is typed: its ARN.
fn place(text: &str) -> Result<String, String> {
    match target(text) {
        Ok(Resource::DataLocation { arn }) => Ok(arn),
        _ => Err(format!("`{text}` is no place: write s3://bucket or s3://bucket/prefix")),
    }
}

/// A location as it is shown.
fn row(location: &Registered) -> Value {
    json!({
        "location": location.uri(),
        "arn": location.arn,
        "role": location.role.as_deref().unwrap_or("service-linked"),
        "hybrid": location.hybrid,
        "verification": location.verification,
    })
}
