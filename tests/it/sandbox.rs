//! A place where nothing of the machine shows: a fresh directory, a fixed environment, an empty lake.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

/// What a run of the binary gave back.
#[derive(Debug, Clone)]
pub struct Output {
    /// The command line, for messages.
    pub command: String,
    pub stdout: String,
    pub stderr: String,
    /// The exit code; 128 + the signal's number when a signal ended it.
    pub code: i32,
}

impl Output {
    fn of(line: &str, output: &std::process::Output) -> Self {
        Self {
            command: line.to_owned(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            code: exit_code(output.status),
        }
    }

    /// Fails unless the run ended with this exit code.
    #[track_caller]
    pub fn code(self, expected: i32) -> Self {
        assert_eq!(self.code, expected, "{self:#}");
        self
    }

    /// The one JSON document on stdout.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("stdout is no JSON: {error}\n{self:#}"))
    }

    /// Fails unless stdout contains the text.
    #[track_caller]
    pub fn stdout_has(self, text: &str) -> Self {
        assert!(self.stdout.contains(text), "stdout lacks {text:?}\n{self:#}");
        self
    }

    /// Fails unless stderr contains the text.
    #[track_caller]
    pub fn stderr_has(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "stderr lacks {text:?}\n{self:#}");
        self
    }
}

impl std::fmt::Display for Output {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "$ {}", self.command)?;
        writeln!(f, "--- stdout\n{}", self.stdout)?;
        writeln!(f, "--- stderr\n{}", self.stderr)?;
        write!(f, "--- exit {}", self.code)
    }
}

/// A fresh place to run commands in. Its lake is made by the first command that needs it.
#[derive(Debug)]
pub struct Sandbox {
    root: TempDir,
    environment: Vec<(String, String)>,
}

impl Sandbox {
    /// A sandbox whose commands work on its own local lake.
    pub fn new() -> Self {
        let sandbox = Self::without_target();
        let lake = sandbox.lake().display().to_string();
        sandbox.env("LAKE_LOCAL", &lake)
    }

    /// A sandbox that names no lake at all, and holds no credentials.
    pub fn without_target() -> Self {
        let root = tempfile::Builder::new().prefix("lakectl-test-").tempdir().expect("a temporary directory");
        for folder in ["home", "work"] {
            fs::create_dir(root.path().join(folder)).expect("a folder in the sandbox");
        }
        Self { root, environment: Vec::new() }
    }

    /// Adds a variable to the environment of every command, in place of an earlier one of the same name.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.retain(|(known, _)| known != name);
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Everything of this sandbox is below.
    pub fn root(&self) -> &Path {
        self.root.path()
    }

    /// The working directory of the commands.
    pub fn work(&self) -> PathBuf {
        self.root.path().join("work")
    }

    /// The home directory of the commands.
    pub fn home(&self) -> PathBuf {
        self.root.path().join("home")
    }

    /// The directory of the local lake.
    pub fn lake(&self) -> PathBuf {
        self.root.path().join("lake")
    }

    /// Writes a file below the working directory, with the folders on the way.
    pub fn write(&self, path: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.work().join(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders of the file");
        fs::write(&path, contents).expect("a file in the sandbox");
        path
    }

    /// Reads a file below the working directory.
    #[track_caller]
    pub fn read(&self, path: &str) -> String {
        let path = self.work().join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// The binary, ready to run here; for tests that need more than [`Sandbox::run`].
    pub fn command<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(cargo_bin!("lakectl"));
        command.args(args).current_dir(self.work());
        self.fix_environment(&mut command);
        command
    }

    /// Gives a command of any program the environment of this sandbox.
    pub fn fix_environment(&self, command: &mut Command) {
        command.env_clear();
        #[expect(clippy::disallowed_methods, reason = "the one thing that commands take from the machine")]
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        command
            .env("HOME", self.home())
            .env("LANG", "C.UTF-8")
            .env("TZ", "UTC")
            .env("COLUMNS", "100")
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .envs(self.environment.iter().map(|(name, value)| (name, value)));
    }

    /// Runs the binary with nothing on its stdin.
    pub fn run<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Output {
        self.run_with_input(args, b"")
    }

    /// Runs the binary with these bytes on its stdin.
    pub fn run_with_input<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>, input: &[u8]) -> Output {
        finish(self.command(args), input)
    }

    /// Runs the binary, which must end with exit code 0.
    #[track_caller]
    pub fn ok<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Output {
        self.run(args).code(0)
    }

    /// Runs a command line as it would be typed: `lakectl bucket list`, with quotes where an argument has spaces.
    pub fn sh(&self, line: &str) -> Output {
        let words = crate::transcript::words(line);
        let (program, args) = words.split_first().expect("a command line has words");
        assert_eq!(program, "lakectl", "only lakectl runs in a sandbox");
        self.run(args)
    }

    /// Runs git in the working directory, as nobody in particular.
    #[track_caller]
    pub fn git(&self, args: &[&str]) {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"]);
        command.args(args).current_dir(self.work());
        self.fix_environment(&mut command);
        let output = command.output().expect("git runs");
        assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// Runs a command line that must print one JSON document and end with exit code 0: `-o json` is added.
    #[track_caller]
    pub fn json(&self, line: &str) -> serde_json::Value {
        self.sh(&format!("{line} -o json")).code(0).json()
    }
}

/// Runs a command to its end. A program that reads no input may be gone before it is written.
pub fn finish(command: Command, input: &[u8]) -> Output {
    let line = line_of(&command);
    let ended = assert_cmd::Command::from_std(command).write_stdin(input).output();
    Output::of(&line, &ended.unwrap_or_else(|error| panic!("{line}: {error}")))
}

/// Waits for the end of a command that was started.
pub fn ended(line: &str, child: std::process::Child) -> Output {
    let output = child.wait_with_output().unwrap_or_else(|error| panic!("{line}: {error}"));
    Output::of(line, &output)
}

fn line_of(command: &Command) -> String {
    let args: Vec<_> = command.get_args().map(|arg| arg.to_string_lossy().into_owned()).collect();
    format!("lakectl {}", args.join(" "))
}

fn exit_code(status: std::process::ExitStatus) -> i32 {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return 128 + signal;
    }
    status.code().unwrap_or(-1)
}

/// The real time, for tests whose subject is how long something takes.
#[expect(clippy::disallowed_methods, reason = "how long a command takes is about real time")]
pub fn now() -> std::time::Instant {
    std::time::Instant::now()
}

/// The directory of the fixtures.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// Whether files that tests compare are to be rewritten instead.
pub fn rewrites() -> bool {
    #[expect(clippy::disallowed_methods, reason = "a switch of the tests, not a setting of lakectl")]
    std::env::var_os("LAKE_REWRITE").is_some_and(|value| value == "1")
}

/// Compares a checked-in file with what it should be; rewrites it when asked to.
#[track_caller]
pub fn compare_file(path: &Path, actual: &str) {
    let expected = fs::read_to_string(path).unwrap_or_default();
    if expected == actual {
        return;
    }
    if rewrites() {
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders of the file");
        fs::write(path, actual).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        return;
    }
    panic!(
        "{} is not what it should be; look at the difference and, when it is right, run `LAKE_REWRITE=1 cargo test --test it`\n{}",
        path.display(),
        difference(&expected, actual)
    );
}

/// The lines that differ, `-` for what is in the file, `+` for what should be, with their numbers.
fn difference(expected: &str, actual: &str) -> String {
    let (expected, actual): (Vec<_>, Vec<_>) = (expected.lines().collect(), actual.lines().collect());
    let same_start = expected.iter().zip(&actual).take_while(|(left, right)| left == right).count();
    let rest = expected.len().min(actual.len()) - same_start;
    let same_end =
        expected.iter().rev().zip(actual.iter().rev()).take(rest).take_while(|(left, right)| left == right).count();
    let mut text = format!("first difference at line {}\n", same_start + 1);
    for line in expected[same_start..expected.len() - same_end].iter().take(60) {
        text.push_str(&format!("- {line}\n"));
    }
    for line in actual[same_start..actual.len() - same_end].iter().take(60) {
        text.push_str(&format!("+ {line}\n"));
    }
    text
}
