//! The look at the lake, in a process of its own: the shell is answered whether or not it is done.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::known::Known;
use crate::clock::{Clock, SystemClock};
use crate::context::Ctx;
use crate::domain::completion::Kind;
use crate::error::{Error, Result};
use crate::ops;
use crate::ops::private_folder::make_private;
use crate::outcome::Answer;
use crate::render::View;

/// The longest that a look takes.
const AT_MOST: Duration = Duration::from_secs(15);

/// Starts a look, unless one is under way. `given` are the flags of the line that choose the lake.
pub fn begin(file: &Path, kind: Kind, given: &[(String, String)]) -> std::io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    make_private(folder)?;
    let mark = mark_of(file);
    if std::fs::OpenOptions::new().write(true).create_new(true).open(&mark).is_err() {
        // A look that died leaves its mark behind; it is believed for as long as a look may take.
        let begun = std::fs::metadata(&mark).and_then(|about| about.modified()).ok();
        let age = begun.and_then(|begun| SystemClock.now().duration_since(begun).ok());
        if age.is_some_and(|age| age <= AT_MOST) {
            return Ok(());
        }
        std::fs::write(&mark, b"")?;
    }
    let mut command = Command::new(std::env::current_exe()?);
    for (flag, value) in given {
        // `--local` alone is the nearest lake.
        command.arg(if value.is_empty() { format!("--{flag}") } else { format!("--{flag}={value}") });
    }
    command.args(["--quiet", "--no-input", "complete", "--refresh", kind.name()]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    // Nobody waits for it: it ends by itself, and the shell's own process outlives us both.
    command.spawn().map(drop)
}

/// The process that looks: writes down what it finds.
pub async fn run(ctx: &Ctx, kind: Kind) -> Result<Answer> {
    let Some(file) = super::file_of(ctx, kind) else { return Ok(Answer::done(View::nothing())) };
    let looked = tokio::time::timeout(AT_MOST, async { ops::names::of(ctx.read().await?, kind).await }).await;
    let written = match looked {
        Ok(Ok(names)) => Known::write(&file, &names)
            .map_err(|error| Error::failed("the names could not be written down").because(error)),
        Ok(Err(error)) => Err(error),
        Err(_) => Err(Error::failed("the lake did not answer in time")),
    };
    drop(std::fs::remove_file(mark_of(&file)));
    written.map(|()| Answer::done(View::nothing()))
}

fn mark_of(file: &Path) -> std::path::PathBuf {
    file.with_extension("looking")
}
