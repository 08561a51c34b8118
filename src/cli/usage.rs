//! What is typed wrongly, for programs: with `-o json` a usage error is the same object as every other error.

mod tip;

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

pub use tip::mended;

use crate::error::Error;

/// Whether a command line that could not be read asks for JSON.
pub fn asks_for_json(arguments: impl IntoIterator<Item = OsString>) -> bool {
    let mut found = false;
    let mut arguments = arguments.into_iter().skip(1).map(|argument| argument.to_string_lossy().into_owned());
    while let Some(argument) = arguments.next() {
        let value = match argument.as_str() {
            "--" => break,
            "--output" => arguments.next(),
            long if long.starts_with("--") => match long.strip_prefix("--output=") {
                Some(value) => Some(value.to_owned()),
                None => continue,
            },
            short => match after_short(short) {
                Some("") => arguments.next(),
                Some(value) => Some(value.trim_start_matches('=').to_owned()),
                None => continue,
            },
        };
        found = matches!(value.as_deref(), Some("json" | "jsonl"));
    }
    found
}

/// What to read in place of a command line with the word `help` where a command stands: the help of that command. None: the
/// error is another one.
pub fn asked_for_help(error: &clap::Error, words: &[OsString]) -> Option<Vec<OsString>> {
    let is_help =
        matches!(error.get(ContextKind::InvalidSubcommand), Some(ContextValue::String(typed)) if typed == "help");
    if error.kind() != ErrorKind::InvalidSubcommand || !is_help {
        return None;
    }
    let place = words.iter().position(|word| word == "help")?;
    let rest = words.iter().enumerate().filter(|(position, _)| *position != place).map(|(_, word)| word.clone());
    Some(rest.chain([OsString::from("--help")]).collect())
}

/// What follows `-o` in a group of short flags.
fn after_short(argument: &str) -> Option<&str> {
    let flags = argument.strip_prefix('-')?;
    let (before, after) = flags.split_once('o')?;
    before.chars().all(|flag| matches!(flag, 'q' | 'v' | 'y')).then_some(after)
}

/// The parser's error as ours: its sentence, its tips, and where to read on.
pub fn error(error: &clap::Error) -> Error {
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return Error::usage("the command line is not complete").hint("add --help to see what can follow");
    }
    let text = error.render().to_string();
    let mut blocks = text.split("\n\n").map(str::trim).filter(|block| !block.is_empty());
    let sentence = blocks.next().unwrap_or_default();
    let sentence = sentence.strip_prefix("error: ").unwrap_or(sentence);
    let mut ours = Error::usage(on_one_line(sentence));
    for block in blocks {
        if let Some(usage) = block.strip_prefix("Usage: ") {
            ours = ours.hint(format!("usage: {}", on_one_line(usage)));
            continue;
        }
        for line in block.lines() {
            let line = line.trim();
            ours = ours.hint(line.strip_prefix("tip: ").unwrap_or(line));
        }
    }
    ours
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(line: &str) -> bool {
        asks_for_json(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn every_way_to_ask_for_json_is_known() {
        for yes in ["l a -o json", "l a -ojson", "l a -o=jsonl", "l -qojson a", "l --output json", "l --output=jsonl x"]
        {
            assert!(asks(yes), "{yes}");
        }
        for no in ["l a", "l -o table", "l -- -o json", "l -o json -o csv", "l --outptu json", "l -fo json", "l json"] {
            assert!(!asks(no), "{no}");
        }
    }

    #[test]
    fn a_usage_error_keeps_its_sentence_and_its_tips() {
        let parsed = clap::Parser::try_parse_from(["lakectl", "bucket", "lst"]).map(|_: crate::cli::Cli| ());
        let ours = error(&parsed.unwrap_err());
        assert_eq!(ours.kind(), crate::error::Kind::Usage);
        assert_eq!(ours.chain(), ["unrecognized subcommand 'lst'"]);
        let json = ours.json();
        let hints: Vec<&str> =
            json["error"]["hints"].as_array().unwrap().iter().filter_map(|hint| hint.as_str()).collect();
        assert!(hints.iter().any(|hint| hint.contains("'list'")), "{hints:?}");
        assert!(hints.iter().any(|hint| hint.starts_with("usage: lakectl bucket")), "{hints:?}");
    }
}
