//! `lakectl local serve`

use clap::Args;

use super::credentials;
use crate::context::Ctx;
use crate::error::{Error, Kind, Result};
use crate::local::LakeOptions;
use crate::local::serve::{ServeOptions, Server, Stopped};
use crate::outcome::Answer;
use crate::render::{self, View};

/// Serve the lake on 127.0.0.1, for boto3, the AWS CLI and any other AWS client
///
/// Prints the environment that such a client needs, then answers until it is stopped. The lake is the same that
/// `lakectl --local` works on, and both may work on it at once.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local local serve\n  lakectl --local local serve --port 0 --allow-reset --any-credentials"
)]
pub struct LocalServeArgs {
    /// The port; 0 takes any free one
    #[arg(long, default_value_t = 4566)]
    port: u16,
    /// Let job runs that are asked for over the port run their scripts: whoever reaches the port can run programs
    #[arg(long)]
    allow_jobs: bool,
    /// Let POST /_lake/reset empty the lake, for test suites
    #[arg(long)]
    allow_reset: bool,
    /// Take any signature, as the root of the account, for test suites
    #[arg(long)]
    any_credentials: bool,
    /// The account of a new lake
    #[arg(long, value_name = "ID", value_parser = account)]
    account: Option<String>,
}

fn account(text: &str) -> std::result::Result<String, String> {
    if text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(text.to_owned());
    }
    Err("an account is twelve digits".to_owned())
}

pub async fn run(ctx: &Ctx, args: LocalServeArgs) -> Result<Answer> {
    let mut options =
        LakeOptions { any_credentials: args.any_credentials, allow_jobs: args.allow_jobs, ..LakeOptions::default() };
    if let Some(account) = &args.account {
        options.account.clone_from(account);
    }
    let lake = ctx.lake_as(options).await?;
    if let Some(account) = args.account.filter(|account| *account != lake.options().account) {
        return Err(Error::new(
            Kind::Conflict,
            format!("this lake is of account {}, not {account}", lake.options().account),
        )
        .hint("a lake keeps its account; name another directory"));
    }
    let serve = ServeOptions { port: args.port, allow_reset: args.allow_reset };
    let server = Server::bind(lake.clone(), serve).await.map_err(|error| {
        Error::failed(format!("port {} of 127.0.0.1 cannot be served", args.port))
            .because(error)
            .hint("--port 0 takes any free port")
    })?;
    // Before it is said where the lake is: whoever reads that may end it.
    let mut interrupts = ctx.listen();
    let url = server.url();
    render::show(
        &ctx.ui,
        credentials::view(ctx, lake, Some(&url))?,
        ctx.settings.format,
        ctx.settings.select.as_deref(),
    )?;
    ctx.ui.status(&format!("serving the lake in {} at {url}; Ctrl-C stops", lake.directory().display()));
    if server.run(async move { interrupts.heard().await }).await == Stopped::Busy {
        ctx.ui.warn("work was still running; it is ended as failed when the lake is opened next");
    }
    Ok(Answer::done(View::nothing()))
}
