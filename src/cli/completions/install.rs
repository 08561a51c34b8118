//! `lakectl completions install`

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::{chosen, script, shells};
use crate::cli::args::RemoveArgs;
use crate::context::{Ctx, Danger};
use crate::domain::completion::Shell;
use crate::error::{Error, Kind, Result};
use crate::outcome::{Answer, Outcome};
use crate::render::View;

/// Put the completion script where the shell finds it; the path is shown first, and you are asked
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl completions install --dry-run\n  lakectl completions install --shell zsh --yes"
)]
pub struct CompletionsInstallArgs {
    /// The shell [default: that of SHELL]
    #[arg(long, value_parser = shells())]
    shell: Option<String>,
    #[command(flatten)]
    change: RemoveArgs,
}

pub fn run(ctx: &Ctx, args: &CompletionsInstallArgs) -> Result<Answer> {
    let shell = chosen(ctx, args.shell.as_deref())?;
    let program = &ctx.settings.machine.program;
    let path = place(ctx, shell, program)?;
    let text = script::of(shell, program);
    let before = present(&path)?;
    let next = next_step(shell, &path, program);
    let answer = |sign: char, done: &str, outcome: Outcome| {
        let mut lines = vec![format!("{sign} completions of {program} for {}: {}{done}", shell.name(), path.display())];
        lines.extend(next.iter().map(|next| format!("next: {next}")));
        let value = json!({
            "shell": shell.name(),
            "program": program,
            "path": path.display().to_string(),
            "applied": outcome == Outcome::Done,
            "next": next,
        });
        Answer::done(View::changes("completions", value, lines)).with(outcome)
    };
    if before.as_deref() == Some(text.as_str()) {
        return Ok(answer('=', ", nothing to do", Outcome::Unchanged));
    }
    if let Some(before) = &before
        && !before.contains(script::MARK)
    {
        return Err(Error::refused(format!("{} is another program's", path.display()))
            .hint("lakeFS's tool has the same name: install this one as a link of another name, for example lakectl-aws, and call it by that"));
    }
    let sign = if before.is_some() { '~' } else { '+' };
    if args.change.dry_run {
        return Ok(answer(sign, ", nothing was written", Outcome::Unchanged));
    }
    ctx.ui.status(&format!("{sign} {}", path.display()));
    let question = format!("writing the completions of {program} for {} to {}", shell.name(), path.display());
    // No consent is needed for the lake: nothing of it changes.
    let _consent = ctx.consent(&args.change.answers(), &Danger::Moderate(question))?;
    write(&path, &text)?;
    Ok(answer(sign, ", written", Outcome::Done))
}

/// What is at the path.
fn present(path: &Path) -> Result<Option<String>> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::failed(format!("{} cannot be read", path.display())).because(error)),
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    let failed = |error: std::io::Error| Error::unwritable(path, error);
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut new = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    new.write_all(text.as_bytes()).map_err(failed)?;
    new.persist(path).map(drop).map_err(|error| failed(error.error))
}

/// Where each shell looks.
fn place(ctx: &Ctx, shell: Shell, program: &str) -> Result<PathBuf> {
    let machine = &ctx.settings.machine;
    let unknown = || {
        Error::new(Kind::Usage, "HOME is not set: there is no place to install to")
            .hint("print the script instead: lakectl completions SHELL")
    };
    let data = || machine.data.clone().ok_or_else(unknown);
    let config = || machine.config.clone().ok_or_else(unknown);
    Ok(match shell {
        Shell::Bash => data()?.join("bash-completion").join("completions").join(program),
        Shell::Elvish => config()?.join("elvish").join("lib").join(format!("{program}-completion.elv")),
        Shell::Fish => config()?.join("fish").join("completions").join(format!("{program}.fish")),
        Shell::PowerShell => config()?.join("powershell").join(format!("{program}-completion.ps1")),
        Shell::Zsh => machine.home.clone().ok_or_else(unknown)?.join(".zfunc").join(format!("_{program}")),
    })
}

/// What is left to do by hand: settings of the shell are its user's own.
fn next_step(shell: Shell, path: &Path, program: &str) -> Option<String> {
    match shell {
        Shell::Bash => Some(format!(
            "open a new shell; without the package bash-completion, add `source {}` to ~/.bashrc",
            path.display()
        )),
        Shell::Elvish => Some(format!("add `use {program}-completion` to rc.elv")),
        Shell::Fish => None,
        Shell::PowerShell => Some(format!("add `. '{}'` to $PROFILE", path.display())),
        Shell::Zsh => {
            Some("have `fpath=(~/.zfunc $fpath)` before `autoload -Uz compinit && compinit` in ~/.zshrc".to_owned())
        }
    }
}
