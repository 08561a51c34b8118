//! Definitions as they are in a commit. Git itself is asked, by arguments and through its batch mode, never through a
//! shell; one process serves any number of files.

use std::fs;
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::error::{Error, Result};

/// A commit's files.
#[derive(Debug)]
pub struct Commit {
    reference: String,
    id: String,
    top: PathBuf,
    process: Child,
    ask: ChildStdin,
    answer: BufReader<ChildStdout>,
}

impl Commit {
    /// Opens the commit that a name stands for, in the repository of the working directory.
    pub fn open(reference: &str) -> Result<Self> {
        let top = line_of(&["rev-parse", "--show-toplevel"]).map_err(|error| {
            Error::usage("this directory is in no git repository")
                .because(error)
                .hint("run it in the repository, or name the older version: --old FILE")
        })?;
        let name = format!("{reference}^{{commit}}");
        let id = line_of(&["rev-parse", "--verify", "--quiet", "--end-of-options", &name]).map_err(|error| {
            Error::usage(format!("git knows no commit `{reference}`"))
                .because(error)
                .hint("fetch it first; a shallow clone has only its own commit: git fetch origin BRANCH")
        })?;
        let top = fs::canonicalize(&top).map_err(|error| Error::failed(format!("{top} is gone")).because(error))?;
        let mut process = git(&["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(no_git)?;
        let (Some(ask), Some(answer)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(Error::failed("git has no pipes"));
        };
        Ok(Self { reference: reference.to_owned(), id, top, process, ask, answer: BufReader::new(answer) })
    }

    /// The path of a file from the top of the repository.
    pub fn path_of(&self, file: &Path) -> Result<String> {
        let outside = || Error::usage(format!("{} is not in the git repository of this directory", file.display()));
        // The file itself may be new; its folder is there.
        let name = file.file_name().ok_or_else(outside)?;
        let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let parent = fs::canonicalize(parent).map_err(|_| outside())?;
        let inside = parent.strip_prefix(&self.top).map_err(|_| outside())?.join(name);
        inside.to_str().map(|path| path.replace('\\', "/")).ok_or_else(outside)
    }

    /// A file's text; none when the commit has no such file.
    pub fn read(&mut self, path: &str) -> Result<Option<String>> {
        let failed = |error: std::io::Error| Error::failed("git stopped answering").because(error);
        if path.contains('\n') {
            return Err(Error::usage("a path with a line break cannot be asked for"));
        }
        writeln!(self.ask, "{}:{path}", self.id).map_err(failed)?;
        self.ask.flush().map_err(failed)?;
        let mut head = String::new();
        self.answer.read_line(&mut head).map_err(failed)?;
        let mut words = head.trim_end().rsplitn(3, ' ');
        let (last, kind) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        if last == "missing" {
            return Ok(None);
        }
        let size: usize = last.parse().map_err(|_| Error::failed(format!("git answered `{}`", head.trim_end())))?;
        let mut bytes = vec![0; size + 1];
        self.answer.read_exact(&mut bytes).map_err(failed)?;
        bytes.truncate(size);
        if kind != "blob" {
            return Err(Error::usage(format!("{path} is no file in {}", self.reference)));
        }
        String::from_utf8(bytes)
            .map(Some)
            .map_err(|error| Error::usage(format!("{path} in {} is not UTF-8", self.reference)).because(error))
    }
}

impl Drop for Commit {
    fn drop(&mut self) {
        // Nothing that it could say matters any more.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn git(args: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.args(args);
    command
}

fn no_git(error: std::io::Error) -> Error {
    Error::failed("git cannot be started").because(error).hint("install git, or compare with --old FILE")
}

/// One line of output; git's own words when it fails.
fn line_of(args: &[&str]) -> Result<String> {
    let output = git(args).stdin(Stdio::null()).output().map_err(no_git)?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        let words = words.trim();
        return Err(Error::failed(if words.is_empty() { "git does not find it" } else { words }));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim_end_matches(['\r', '\n']).to_owned())
}
