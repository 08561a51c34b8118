//! `lakectl demo`: the whole story on an embedded lake, by the real commands.
//!
//! Each step runs this very program, as an operator would type it, and must end with the exit code that the story says.

mod story;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use serde_json::json;

use crate::context::Ctx;
use crate::error::{Error, Kind, Result};
use crate::outcome::Answer;
use crate::render::View;
use story::{FILES, STORY, Step};

/// The directory that is made when none is named.
const DIRECTORY: &str = "lakectl-demo";

/// Build, fill, crawl, query, govern and watch a lake in a fresh directory, with no account
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lakectl demo\n  lakectl demo /tmp/my-first-lake")]
pub struct DemoArgs {
    /// The directory to make [default: lakectl-demo, or the next free name]
    directory: Option<PathBuf>,
}

pub async fn run(ctx: &Ctx, args: DemoArgs) -> Result<Answer> {
    let directory = fresh_directory(args.directory)?;
    let program =
        std::env::current_exe().map_err(|error| Error::failed("lakectl cannot find itself").because(error))?;
    for (name, bytes) in FILES {
        write(&directory.join(name), bytes)?;
    }
    ctx.ui.write(format!("$ cd {} && export LAKE_LOCAL=.lake\n", word(&directory.display().to_string())).as_bytes())?;
    for step in STORY {
        tell(ctx, &program, &directory, step)?;
    }
    let steps = STORY.iter().filter(|step| !step.arguments.is_empty() || step.append.is_some()).count();
    let value = json!({ "directory": directory, "steps": steps });
    let mut lines =
        vec![String::new(), format!("All {steps} steps did what they should. The lake is in {}.", directory.display())];
    let (here, this) = (word(&directory.display().to_string()), word(&program.display().to_string()));
    lines.extend(story::NEXT.iter().map(|line| line.replace("DIR", &here).replace("PROGRAM", &this)));
    Ok(Answer::done(View::lines("demo", value, lines)))
}

fn fresh_directory(wanted: Option<PathBuf>) -> Result<PathBuf> {
    let at = |path: &Path, error| Error::failed(format!("{} cannot be made", path.display())).because(error);
    if let Some(wanted) = wanted {
        if wanted.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(Error::new(Kind::Conflict, format!("{} is not empty", wanted.display()))
                .hint("the demo wants a directory of its own: name another one"));
        }
        std::fs::create_dir_all(&wanted).map_err(|error| at(&wanted, error))?;
        return Ok(wanted);
    }
    for number in 1.. {
        let path = PathBuf::from(if number == 1 { DIRECTORY.to_owned() } else { format!("{DIRECTORY}-{number}") });
        match std::fs::create_dir(&path) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(at(&path, error)),
        }
    }
    Err(Error::failed("there is no free directory name"))
}

fn tell(ctx: &Ctx, program: &Path, directory: &Path, step: &Step) -> Result<()> {
    if !step.say.is_empty() {
        ctx.ui.write(format!("\n# {}\n", step.say).as_bytes())?;
    }
    if let Some((name, text)) = step.append {
        ctx.ui.write(format!("$ cat >> {name} <<'END'{text}END\n").as_bytes())?;
        return append(&directory.join(name), text);
    }
    if step.arguments.is_empty() {
        return Ok(());
    }
    let typed = command_line(step.arguments);
    ctx.ui.write(format!("$ {typed}\n").as_bytes())?;
    ctx.ui.flush()?;
    let status = Command::new(program)
        .args(step.arguments)
        .current_dir(directory)
        .env("LAKE_LOCAL", ".lake")
        .env_remove("AWS_ENDPOINT_URL")
        .status()
        .map_err(|error| Error::failed(format!("`{typed}` could not be started")).because(error))?;
    match status.code() {
        Some(code) if code == i32::from(step.exit) => {
            if code != 0 {
                ctx.ui.write(format!("(exit {code}, as it should)\n").as_bytes())?;
            }
            Ok(())
        }
        code => {
            let ended = code.map_or_else(|| "by a signal".to_owned(), |code| format!("with exit {code}"));
            Err(Error::failed(format!("the demo failed: `{typed}` ended {ended} where {} was expected", step.exit))
                .hint(format!("the lake is left as it is in {}", directory.display())))
        }
    }
}

/// The command as one would type it in a shell.
fn command_line(arguments: &[&str]) -> String {
    let mut line = "lakectl".to_owned();
    for argument in arguments {
        line.push(' ');
        line.push_str(&word(argument));
    }
    line
}

/// A word as one would type it in a shell.
fn word(text: &str) -> String {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "-_./:=,@%+".contains(character);
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else if text.contains(['"', '$', '`', '\\', '!']) {
        format!("'{}'", text.replace('\'', r"'\''"))
    } else {
        format!("\"{text}\"")
    }
}

fn append(path: &Path, text: &str) -> Result<()> {
    let file = std::fs::OpenOptions::new().append(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| Error::failed(format!("{} cannot be written", path.display())).because(error))
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(path, bytes)
        .map_err(|error| Error::failed(format!("{} cannot be written", path.display())).because(error))
}

#[cfg(test)]
mod tests {
    use super::command_line;

    #[test]
    fn a_command_line_can_be_typed_again() {
        assert_eq!(command_line(&["query", "SELECT 'a' FROM t"]), "lakectl query \"SELECT 'a' FROM t\"");
        assert_eq!(command_line(&["query", "SELECT \"$path\""]), "lakectl query 'SELECT \"$path\"'");
        assert_eq!(command_line(&["db", "create", "x"]), "lakectl db create x");
    }
}
