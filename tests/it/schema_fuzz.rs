//! Bad input for the three parsers and the three comparisons: whatever comes, there is an answer.
//!
//! The corpus is what the reviewed cases of `fixtures/schemas` hold; each round cuts, repeats, swaps and overwrites pieces
//! of it by a fixed sequence of numbers, so that a failure can be repeated. `LAKE_FUZZ_SECONDS` goes on for so long.

use std::fs;
use std::time::{Duration, Instant};

use lakectl::domain::schema::{
    Budget, DataFormat, Mode, Outcome, Profile, Question, Severity, Version, apply_edits, differences, examine,
    validate,
};

use crate::sandbox::fixtures;

/// Rounds in every run of the tests.
const ROUNDS: u64 = 1_500;

/// A small generator with a fixed beginning (xorshift).
pub struct Numbers(u64);

impl Numbers {
    /// The same sequence in every run.
    pub fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    /// A number below a bound.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound.max(1)).expect("a size")).expect("below the bound")
    }
}

/// The definitions of all cases of a format.
pub fn corpus(name: &str) -> Vec<String> {
    let folder = fixtures().join("schemas").join(name);
    let mut found = Vec::new();
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("the cases").map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    for path in paths {
        let mut current: Option<String> = None;
        for line in fs::read_to_string(path).expect("a text").lines() {
            if line.starts_with("--- ") || line.starts_with("=== ") {
                found.extend(current.take().filter(|text| !text.is_empty()));
                current = (line == "--- new" || line.starts_with("--- v")).then(String::new);
            } else if let Some(text) = &mut current {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    assert!(found.len() > 80, "{name} has {} definitions", found.len());
    found
}

fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn mutated(numbers: &mut Numbers, corpus: &[String]) -> String {
    let mut text = corpus[numbers.below(corpus.len())].clone();
    for _ in 0..1 + numbers.below(4) {
        let (a, b) = (numbers.below(text.len() + 1), numbers.below(text.len() + 1));
        let (from, to) = (boundary(&text, a.min(b)), boundary(&text, a.max(b).min(a.min(b) + 40)));
        match numbers.below(6) {
            0 => text.replace_range(from..to, ""),
            1 => {
                let piece = text[from..to].to_owned();
                text.insert_str(from, &piece);
            }
            2 => {
                let other = &corpus[numbers.below(corpus.len())];
                let start = boundary(other, numbers.below(other.len() + 1));
                let end = boundary(other, start + numbers.below(60));
                text.replace_range(from..to, &other[start..end.max(start)]);
            }
            3 => {
                let pieces = [
                    "{",
                    "}",
                    "[",
                    "]",
                    "\"",
                    ",",
                    ":",
                    "null",
                    "0",
                    "-1",
                    "1e309",
                    "\u{feff}",
                    "é",
                    "\u{0}",
                    "\\",
                    "\\u0000",
                    "\"type\": ",
                    "\"$ref\": \"#\"",
                    "\"anyOf\": [{}]",
                    "oneof a { int32 b = 1; }",
                    "message M {",
                    "9223372036854775808",
                    "//",
                    "/*",
                ];
                text.insert_str(from, pieces[numbers.below(pieces.len())]);
            }
            4 => text.truncate(from),
            // The same word elsewhere: names that meet, numbers that clash.
            _ => {
                let words: Vec<String> = text
                    .split(|c: char| !c.is_alphanumeric())
                    .filter(|word| !word.is_empty())
                    .map(str::to_owned)
                    .collect();
                if !words.is_empty() {
                    let (one, other) = (numbers.below(words.len()), numbers.below(words.len()));
                    text = text.replacen(words[one].as_str(), words[other].as_str(), 1);
                }
            }
        }
    }
    text
}

fn asks_everything(format: DataFormat, old: &str, new: &str, round: u64) {
    for text in [old, new] {
        for error in validate(format, text) {
            assert!(error.place.line >= 1 && error.place.column >= 1 && !error.message.is_empty());
            assert!(error.place.span.start <= text.len(), "{error}");
        }
    }
    let profiles: Vec<Profile> = Profile::ALL.into_iter().filter(|profile| profile.judges(format)).collect();
    let profile = profiles[usize::try_from(round).expect("a number") % profiles.len()];
    let previous = [Version { number: 1, definition: old }];
    let question = Question { format, mode: Mode::FullAll, new, previous: &previous, profile, budget: Budget(20_000) };
    let report = examine(&question);
    assert_eq!(report, examine(&question), "the same question has the same answer");
    let breaking = report.findings.iter().any(|finding| finding.severity == Severity::Breaking);
    assert_eq!(breaking, report.outcome == Outcome::Incompatible);
    for finding in &report.findings {
        assert!(new.get(finding.new.place.span.start..finding.new.place.span.end).is_some(), "{finding:?}");
        assert!(old.get(finding.old.place.span.start..finding.old.place.span.end).is_some(), "{finding:?}");
        assert!(!finding.message.is_empty() && !finding.path.is_empty(), "{finding:?}");
        if let Some(fix) = &finding.fix {
            assert_eq!(apply_edits(new, &fix.edits).is_some(), !fix.edits.is_empty(), "{finding:?}");
        }
    }
    if breaking {
        assert!(differences(&question).findings.len() >= report.findings.len());
    }
}

fn fuzz(name: &str, format: DataFormat) {
    #[expect(clippy::disallowed_methods, reason = "a switch of the tests, not a setting of lakectl")]
    let seconds: u64 = std::env::var("LAKE_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(0);
    #[expect(clippy::disallowed_methods, reason = "how long to go on is about real time")]
    let start = Instant::now();
    let corpus = corpus(name);
    let mut numbers = Numbers::new();
    let mut round = 0;
    while round < ROUNDS || start.elapsed() < Duration::from_secs(seconds) {
        let new = mutated(&mut numbers, &corpus);
        // Half of the time the other version is what this one was made from, or nearly so.
        let old = if numbers.below(2) == 0 {
            corpus[numbers.below(corpus.len())].clone()
        } else {
            mutated(&mut numbers, &corpus)
        };
        asks_everything(format, &old, &new, round);
        round += 1;
    }
}

#[test]
fn any_avro_has_an_answer() {
    fuzz("avro", DataFormat::Avro);
}

#[test]
fn any_json_has_an_answer() {
    fuzz("json", DataFormat::Json);
}

#[test]
fn any_protobuf_has_an_answer() {
    fuzz("protobuf", DataFormat::Protobuf);
}

/// What nests ten thousand levels deep, in each format.
#[test]
fn deep_nesting_is_an_error_with_a_place() {
    let depth = 10_000;
    let nested = |open: &str, inner: &str, close: &str| format!("{}{inner}{}", open.repeat(depth), close.repeat(depth));
    for (format, text) in [
        (DataFormat::Avro, nested("[", "\"int\"", "]")),
        (DataFormat::Avro, nested("{\"type\": \"array\", \"items\": ", "\"int\"", "}")),
        (DataFormat::Json, nested("{\"not\": ", "{}", "}")),
        (DataFormat::Json, nested("{\"properties\": {\"a\": ", "{}", "}}")),
        (DataFormat::Json, "[".repeat(depth)),
        (DataFormat::Protobuf, nested("message A { ", "", "}")),
        (DataFormat::Protobuf, format!("option a = {};", nested("{ a: ", "1", "}"))),
    ] {
        let errors = validate(format, &text);
        assert!(!errors.is_empty() && errors[0].message.contains("deep"), "{format}: {errors:?}");
        assert!(errors[0].place.column > 60, "{format}: {:?}", errors[0].place);
    }
}

/// Definitions that lead from one to the next, as long as a file allows.
#[test]
fn long_chains_of_references_have_an_answer() {
    let links = 20_000;
    let chain = |last: &str| {
        let mut text = String::from("{\"definitions\": {");
        for link in 0..links {
            text.push_str(&format!(
                "\"d{link}\": {{\"properties\": {{\"x\": {{\"$ref\": \"#/definitions/d{}\"}}}}}}, ",
                link + 1
            ));
        }
        text.push_str(&format!("\"d{links}\": {{\"type\": \"{last}\"}}}}, \"$ref\": \"#/definitions/d0\"}}"));
        text
    };
    let (old, new) = (chain("string"), chain("number"));
    for profile in [Profile::Glue, Profile::Semantic] {
        let previous = [Version { number: 1, definition: &old }];
        let report = examine(&Question {
            format: DataFormat::Json,
            mode: Mode::Full,
            new: &new,
            previous: &previous,
            profile,
            budget: Budget::default(),
        });
        assert!(matches!(report.outcome, Outcome::Unknown { .. }), "{:?}", report.outcome);
    }
}

/// Twenty megabytes of each format are read, or refused, and compared.
#[test]
fn large_files_have_an_answer() {
    let fields = 20_000;
    let padding = "x".repeat(900);
    let avro = |last: &str| {
        let list: Vec<String> = (0..fields)
            .map(|n| format!("{{\"name\": \"f{n}\", \"type\": \"{last}\", \"doc\": \"{padding}\"}}"))
            .collect();
        format!("{{\"type\": \"record\", \"name\": \"R\", \"fields\": [{}]}}", list.join(", "))
    };
    let json = |last: &str| {
        let list: Vec<String> = (0..fields)
            .map(|n| format!("\"f{n}\": {{\"type\": \"{last}\", \"description\": \"{padding}\"}}"))
            .collect();
        format!("{{\"type\": \"object\", \"properties\": {{{}}}}}", list.join(", "))
    };
    let protobuf = |last: &str| {
        let list: Vec<String> = (1..=fields)
            .map(|n| format!("  // {padding}\n  {last} f{n} = {};\n", if n < 19_000 { n } else { n + 1_000 }))
            .collect();
        format!("syntax = \"proto3\";\nmessage M {{\n{}}}\n", list.concat())
    };
    for (format, old, new) in [
        (DataFormat::Avro, avro("long"), avro("int")),
        (DataFormat::Json, json("number"), json("string")),
        (DataFormat::Protobuf, protobuf("int32"), protobuf("string")),
    ] {
        let previous = [Version { number: 1, definition: &old }];
        let report = examine(&Question {
            format,
            mode: Mode::Backward,
            new: &new,
            previous: &previous,
            profile: Profile::Glue,
            budget: Budget::default(),
        });
        assert_eq!(report.outcome, Outcome::Incompatible, "{format}");
        assert_eq!(report.findings.len(), fields, "{format}");
    }
}

/// What the engine needs for large definitions, in steps of its budget: time that does not depend on the machine.
#[test]
fn large_definitions_need_few_steps() {
    let avro = |last: &str| {
        let fields: Vec<String> = (0..5_000)
            .map(|n| format!("{{\"name\": \"f{n}\", \"type\": [\"null\", \"{last}\"], \"default\": null}}"))
            .collect();
        format!("{{\"type\": \"record\", \"name\": \"R\", \"fields\": [{}]}}", fields.join(", "))
    };
    let json = |last: &str| {
        let properties: Vec<String> = (0..2_000).map(|n| format!("\"p{n}\": {{\"type\": \"{last}\"}}")).collect();
        format!(
            "{{\"type\": \"object\", \"properties\": {{{}}}, \"additionalProperties\": false}}",
            properties.join(", ")
        )
    };
    let protobuf = |last: &str| {
        let messages: Vec<String> =
            (0..1_000).map(|n| format!("message M{n} {{ {last} a = 1; M{} next = 2; }}\n", (n + 1) % 1_000)).collect();
        format!("syntax = \"proto3\";\n{}", messages.concat())
    };
    // Each branch leads to all branches of the next level, and the last level to the first.
    let one_of = |bound: usize| {
        let level = |level: usize| {
            let branches: Vec<String> = (0..12)
                .map(|branch| {
                    let (next, most) = ((level + 1) % 5, bound + branch);
                    format!("{{\"type\": \"object\", \"properties\": {{\"kind\": {{\"maxLength\": {most}}}, \"b{branch}\": {{\"$ref\": \"#/definitions/l{next}\"}}}}}}")
                })
                .collect();
            format!("\"l{level}\": {{\"oneOf\": [{}]}}", branches.join(", "))
        };
        let levels: Vec<String> = (0..5).map(level).collect();
        format!("{{\"definitions\": {{{}}}, \"$ref\": \"#/definitions/l0\"}}", levels.join(", "))
    };
    for (format, profile, old, new, steps, wanted) in [
        (DataFormat::Avro, Profile::Glue, avro("int"), avro("long"), 60_000, "incompatible"),
        (DataFormat::Json, Profile::Glue, json("integer"), json("number"), 10_000, "incompatible"),
        (
            DataFormat::Json,
            Profile::Semantic,
            json("number"),
            json("number").replace("false", "true"),
            20_000,
            "compatible",
        ),
        (DataFormat::Protobuf, Profile::Glue, protobuf("int32"), protobuf("string"), 10_000, "incompatible"),
    ] {
        let previous = [Version { number: 1, definition: &old }];
        let mode = if profile == Profile::Semantic { Mode::Backward } else { Mode::Full };
        let question = Question { format, mode, new: &new, previous: &previous, profile, budget: Budget(steps) };
        let report = examine(&question);
        assert_eq!(report.outcome.word(), wanted, "{format}: {:?}", report.outcome);
        let starved = examine(&Question { budget: Budget(10), ..question });
        assert!(starved.outcome.word() != "compatible", "{format}: {:?}", starved.outcome);
    }
    for profile in [Profile::Glue, Profile::JsonLenient, Profile::Semantic] {
        let (old, new) = (one_of(3), one_of(4));
        let previous = [Version { number: 1, definition: &old }];
        let (format, mode, budget) = (DataFormat::Json, Mode::Full, Budget(300_000));
        let report = examine(&Question { format, mode, new: &new, previous: &previous, profile, budget });
        assert!(["incompatible", "unknown"].contains(&report.outcome.word()), "{profile}: {:?}", report.outcome);
    }
}
