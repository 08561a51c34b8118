//! Pairs of definitions and what is said of them: `fixtures/schemas/<format>/*.txt`.
//!
//! Each case has a title with its mode and profile, the old versions, the new one, and the answer as it was reviewed.
//! `LAKE_REWRITE=1` writes the answers anew.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use lakectl::domain::schema::{
    Budget, DataFormat, Edit, Finding, Outcome, Profile, Question, Report, Severity, Spot, Version, apply_edits,
    examine,
};

use crate::sandbox::{compare_file, fixtures};

/// A case as it is written.
struct Case {
    title: String,
    mode: String,
    profile: String,
    old: Vec<String>,
    new: String,
}

fn read(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut section = String::new();
    for line in text.lines() {
        if let Some(head) = line.strip_prefix("=== ") {
            let parts: Vec<&str> = head.split(" | ").collect();
            let [title, mode, profile] = parts[..] else { panic!("`{line}` is no title, mode and profile") };
            let (title, mode, profile) = (title.to_owned(), mode.to_owned(), profile.to_owned());
            cases.push(Case { title, mode, profile, old: Vec::new(), new: String::new() });
            section.clear();
            continue;
        }
        let case = cases.last_mut().expect("a title comes first");
        if let Some(name) = line.strip_prefix("--- ") {
            section = name.to_owned();
            if section.starts_with('v') {
                case.old.push(String::new());
            }
            continue;
        }
        let into = match section.as_str() {
            "new" => &mut case.new,
            "says" => continue,
            _ => case.old.last_mut().expect("a version"),
        };
        into.push_str(line);
        into.push('\n');
    }
    cases
}

fn ask(format: DataFormat, case: &Case, new: &str) -> Report {
    let previous: Vec<Version<'_>> =
        case.old.iter().zip(1..).map(|(definition, number)| Version { number, definition }).collect();
    let mode = case.mode.parse().expect("a mode");
    let profile: Profile = case.profile.parse().expect("a profile");
    examine(&Question { format, mode, new, previous: &previous, profile, budget: Budget::default() })
}

fn show(format: DataFormat, case: &Case) -> String {
    let report = ask(format, case, &case.new);
    let mut text = format!("{}\n", report.outcome.word());
    match &report.outcome {
        Outcome::Same { version } => _ = writeln!(text, "  v{version}"),
        Outcome::Unknown { reason } | Outcome::Refused { reason } => _ = writeln!(text, "  {reason}"),
        Outcome::Invalid(errors) => {
            for error in errors {
                _ = writeln!(text, "  {error}");
                if let Some(hint) = &error.hint {
                    _ = writeln!(text, "    {hint}");
                }
            }
        }
        Outcome::Compatible | Outcome::Incompatible => {}
    }
    for finding in &report.findings {
        show_finding(finding, &mut text);
    }
    let breaking = report.findings.iter().filter(|finding| finding.severity == Severity::Breaking);
    let edits: Vec<Edit> = breaking.filter_map(|finding| finding.fix.clone()).flat_map(|fix| fix.edits).collect();
    if let Some(mended) = apply_edits(&case.new, &edits) {
        let again = ask(format, case, &mended);
        _ = writeln!(text, "mended: {}", again.outcome.word());
        for line in mended.lines().filter(|line| !case.new.lines().any(|old| old == *line)) {
            _ = writeln!(text, "  | {line}");
        }
    }
    text
}

fn show_finding(finding: &Finding, text: &mut String) {
    let Finding { rule, profile, direction, against, severity, path, new, old, message, causes, fix } = finding;
    assert!(!message.is_empty() && !message.ends_with('.'), "{message}");
    _ = writeln!(text, "{severity} {direction} v{against} {rule} {path} ({profile})");
    _ = writeln!(text, "  {message}");
    for (side, Spot { place, text: excerpt }) in [("new", new), ("old", old)] {
        _ = writeln!(text, "  {side} {}:{} {excerpt}", place.line, place.column);
    }
    for cause in causes {
        _ = writeln!(text, "  because {cause} ({})", cause.rule);
    }
    if let Some(fix) = fix {
        _ = writeln!(text, "  fix: {}", fix.text);
    }
}

fn check_folder(name: &str, format: DataFormat) {
    let folder = fixtures().join("schemas").join(name);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry of the folder").path()).collect();
    paths.sort();
    let mut count = 0;
    for path in paths {
        let cases = read(&fs::read_to_string(&path).expect("a text"));
        count += cases.len();
        let mut shown = Vec::new();
        for case in &cases {
            let mut text = format!("=== {} | {} | {}\n", case.title, case.mode, case.profile);
            for (old, number) in case.old.iter().zip(1..) {
                _ = write!(text, "--- v{number}\n{old}");
            }
            _ = write!(text, "--- new\n{}--- says\n{}", case.new, show(format, case));
            shown.push(text);
        }
        compare_file(&path, &shown.concat());
    }
    assert!(count >= 40, "{name} has {count} cases");
}

#[test]
fn avro_cases() {
    check_folder("avro", DataFormat::Avro);
}

#[test]
fn json_cases() {
    check_folder("json", DataFormat::Json);
}

#[test]
fn protobuf_cases() {
    check_folder("protobuf", DataFormat::Protobuf);
}
