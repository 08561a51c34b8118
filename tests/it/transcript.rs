//! Scenarios as text: what an operator types and what comes back.
//!
//! ```text
//! # A comment.
//! $ lakectl bucket show nothing-here
//! what comes on stdout
//! ! what comes on stderr
//! ? 5
//!
//! $ cat > orders.csv
//! < id,amount
//! < 1,20.5
//! ```
//!
//! `? N` is the exit code when it is not 0. A line of stdout that looks like one of these marks has a `\` before it.
//! `lakectl … < FILE` gives a file as stdin. `$FIXTURES` in a command is the directory of the fixtures. What changes
//! from run to run (identities, times, durations, directories) is replaced by names in angle brackets.

use regex::Regex;

use crate::sandbox::{Output, Sandbox, finish, fixtures};

/// One step of a scenario.
#[derive(Debug, Clone)]
pub struct Step {
    /// Comment and blank lines before it.
    pub before: Vec<String>,
    /// What is typed.
    pub command: String,
    /// The lines of a file that the step writes.
    pub document: Vec<String>,
    /// What came back when the transcript was written.
    pub expected: Vec<String>,
}

/// A scenario.
#[derive(Debug, Clone, Default)]
pub struct Transcript {
    pub steps: Vec<Step>,
    /// Comment lines after the last step.
    after: Vec<String>,
}

impl Transcript {
    /// Reads a transcript.
    pub fn parse(text: &str) -> Self {
        let mut transcript = Self::default();
        let mut before = Vec::new();
        for line in text.lines() {
            if let Some(command) = line.strip_prefix("$ ") {
                transcript.steps.push(Step {
                    before: std::mem::take(&mut before),
                    command: command.to_owned(),
                    document: Vec::new(),
                    expected: Vec::new(),
                });
                continue;
            }
            match transcript.steps.last_mut() {
                Some(step) if step.command.starts_with("cat > ") && line.starts_with('<') => {
                    step.document.push(line[1..].strip_prefix(' ').unwrap_or(&line[1..]).to_owned());
                }
                Some(step) if before.is_empty() && !line.starts_with("# ") => step.expected.push(line.to_owned()),
                _ => before.push(line.to_owned()),
            }
        }
        for step in &mut transcript.steps {
            while step.expected.last().is_some_and(String::is_empty) {
                step.expected.pop();
            }
        }
        transcript.after = before;
        transcript
    }

    /// Runs every step and returns the transcript as it should be.
    pub fn run(&self, sandbox: &Sandbox) -> String {
        let mut text = String::new();
        for step in &self.steps {
            for line in &step.before {
                text.push_str(line);
                text.push('\n');
            }
            text.push_str(&format!("$ {}\n", step.command));
            for line in &step.document {
                text.push_str(&if line.is_empty() { "<\n".to_owned() } else { format!("< {line}\n") });
            }
            for line in step.run(sandbox) {
                text.push_str(&line);
                text.push('\n');
            }
            text.push('\n');
        }
        for line in &self.after {
            text.push_str(line);
            text.push('\n');
        }
        format!("{}\n", text.trim_end())
    }
}

impl Step {
    /// Runs the step; what comes back, marked and redacted.
    pub fn run(&self, sandbox: &Sandbox) -> Vec<String> {
        if let Some(path) = self.command.strip_prefix("cat > ") {
            let mut contents = self.document.join("\n");
            contents.push('\n');
            sandbox.write(path.trim(), contents);
            return Vec::new();
        }
        let mut words = words(&self.command.replace("$FIXTURES", &fixtures().display().to_string()));
        assert_eq!(words.first().map(String::as_str), Some("lakectl"), "a step runs lakectl: {}", self.command);
        words.remove(0);
        let mut input = Vec::new();
        if let Some(at) = words.iter().position(|word| word == "<") {
            let path = sandbox.work().join(&words[at + 1]);
            input = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            words.truncate(at);
        }
        lines_of(&finish(sandbox.command(&words), &input), sandbox)
    }
}

/// What a run gave back, as a transcript shows it.
fn lines_of(output: &Output, sandbox: &Sandbox) -> Vec<String> {
    let mut lines = Vec::new();
    for line in redact(&output.stdout, sandbox).lines() {
        let line = line.trim_end();
        let marked = ["$ ", "# ", "! ", "? ", "<", "\\"].iter().any(|mark| line.starts_with(mark));
        lines.push(if marked { format!("\\{line}") } else { line.to_owned() });
    }
    for line in redact(&output.stderr, sandbox).lines() {
        lines.push(format!("! {line}").trim_end().to_owned());
    }
    if output.code != 0 {
        lines.push(format!("? {}", output.code));
    }
    lines
}

/// Replaces what changes from run to run; widths are kept where a table may hold the text.
fn redact(text: &str, sandbox: &Sandbox) -> String {
    let mut text = text.to_owned();
    for (path, name) in [
        (sandbox.lake(), "<lake>"),
        (sandbox.work(), "<work>"),
        (sandbox.home(), "<home>"),
        (sandbox.root().to_owned(), "<sandbox>"),
        (fixtures(), "$FIXTURES"),
    ] {
        text = text.replace(&path.display().to_string(), name);
    }
    for (pattern, name) in [
        (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "<id--------------------------------->"),
        (r"\bjr_[0-9a-f]{64}\b", "<run>"),
        (r"\bA[KS]IA[0-9A-Z]{16}\b", "<access-key>"),
        (r"\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", "<time------------------>"),
        (r"\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", "<time-------------->"),
        (r"\b20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\b", "<time------------->"),
        (r"\b\d+(\.\d+)? ?(ms|µs)\b", "<duration>"),
        (r"\b(in|after|took) \d+(\.\d+)? ?s\b", "$1 <duration>"),
        (r"127\.0\.0\.1:\d+", "127.0.0.1:<port>"),
    ] {
        text = Regex::new(pattern).expect("the pattern is fixed").replace_all(&text, name).into_owned();
    }
    text
}

/// Splits a command line as a shell would: quotes, double quotes, backslashes; nothing is expanded.
pub fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote, mut started) = (Vec::new(), String::new(), None, false);
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some(open), _) if character == open => quote = None,
            (Some('\''), _) => word.push(character),
            (_, '\\') => word.extend(characters.next()),
            (Some(_), _) => word.push(character),
            (None, '\'' | '"') => (quote, started) = (Some(character), true),
            (None, ' ' | '\t') => {
                if started || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                started = false;
            }
            (None, _) => word.push(character),
        }
    }
    assert!(quote.is_none(), "a quote is not closed: {line}");
    if started || !word.is_empty() {
        words.push(word);
    }
    words
}

#[test]
fn command_lines_are_split_as_a_shell_does() {
    assert_eq!(words(r#"lakectl query "SELECT 'a b'" '' x\ y"#), ["lakectl", "query", "SELECT 'a b'", "", "x y"]);
}

#[test]
fn a_transcript_keeps_its_comments_and_marks() {
    let text = "# About\n\n$ cat > a.txt\n< one\n<\n< two\n\n# Next\n$ lakectl x\nout\n! err\n? 2\n";
    let transcript = Transcript::parse(text);
    assert_eq!(transcript.steps.len(), 2);
    assert_eq!(transcript.steps[0].document, ["one", "", "two"]);
    assert_eq!(transcript.steps[1].before, ["# Next"]);
    assert_eq!(transcript.steps[1].expected, ["out", "! err", "? 2"]);
}
