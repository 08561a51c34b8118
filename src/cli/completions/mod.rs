//! `lakectl completions`: the script by which a shell completes, printed or put where the shell finds it.
//!
//! Invariant: a script holds nothing of this machine and evaluates nothing; what is offered comes from `lakectl complete`.

mod install;
mod script;

use clap::{Args, Subcommand};
use serde_json::Value;

use crate::context::Ctx;
use crate::domain::completion::Shell;
use crate::error::{Error, Result};
use crate::outcome::Answer;
use crate::render::View;

/// Print a shell's completion script, or install it
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  lakectl completions install\n  lakectl completions bash > ~/.local/share/bash-completion/completions/lakectl\n  lakectl completions zsh > ~/.zfunc/_lakectl"
)]
pub struct CompletionsArgs {
    /// The shell [default: that of SHELL]
    #[arg(value_parser = shells())]
    shell: Option<String>,
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Install(install::CompletionsInstallArgs),
}

pub fn run(ctx: &Ctx, args: &CompletionsArgs) -> Result<Answer> {
    if let Some(Verb::Install(args)) = &args.verb {
        return install::run(ctx, args);
    }
    let shell = chosen(ctx, args.shell.as_deref())?;
    let script = script::of(shell, &ctx.settings.machine.program);
    let lines = script.lines().map(str::to_owned).collect();
    Ok(Answer::done(View::lines("script", Value::String(script), lines)))
}

fn shells() -> clap::builder::PossibleValuesParser {
    Shell::ALL.map(Shell::name).into()
}

/// The shell that was named, or the user's own.
fn chosen(ctx: &Ctx, named: Option<&str>) -> Result<Shell> {
    let own = ctx.settings.machine.shell.as_deref();
    let shell = match named {
        Some(name) => Shell::of_program(name),
        None => own.and_then(Shell::of_program),
    };
    shell.ok_or_else(|| {
        let error = match own {
            Some(own) => Error::usage(format!("SHELL is `{own}`, which has no completions here")),
            None => Error::usage("SHELL says nothing of which shell this is"),
        };
        error.hint(format!("name the shell: {}", Shell::ALL.map(Shell::name).join(", ")))
    })
}
