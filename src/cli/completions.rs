//! `lakectl completions`

use clap::Args;
use clap_complete::Shell;
use serde_json::Value;

use crate::error::{Error, Result};
use crate::outcome::Answer;
use crate::render::View;

/// Print a shell's completion script
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl completions bash > ~/.local/share/bash-completion/completions/lakectl\n  lakectl completions zsh > ~/.zfunc/_lakectl"
)]
pub struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

pub fn run(args: &CompletionsArgs) -> Result<Answer> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::tree(), "lakectl", &mut script);
    let script = String::from_utf8(script).map_err(|error| Error::failed("the script is not UTF-8").because(error))?;
    let lines = script.lines().map(str::to_owned).collect();
    Ok(Answer::done(View::lines("script", Value::String(script), lines)))
}
