//! The three comparisons on definitions that are valid: what must hold of any pair, whatever the rules say of it.
//!
//! Cutting texts, as [`super::schema_fuzz`] does, leaves few definitions that can be compared. So here the definitions of
//! the stored corpus are changed as trees (Avro, JSON Schema) or statement by statement (Protobuf), and only what is valid
//! after that goes on. `LAKE_FUZZ_SECONDS` goes on for so long.

use std::time::{Duration, Instant};

use lakectl::domain::schema::{
    Budget, DataFormat, Mode, Outcome, Profile, Question, Report, Version, examine, validate,
};
use serde_json::Value;

use crate::schema_fuzz::{Numbers, corpus};

/// Rounds in every run of the tests.
const ROUNDS: u64 = 400;

fn ask(format: DataFormat, profile: Profile, mode: Mode, new: &str, old: &str) -> Report {
    let previous = [Version { number: 1, definition: old }];
    examine(&Question { format, mode, new, previous: &previous, profile, budget: Budget(20_000) })
}

/// What holds of every pair of valid definitions.
fn holds(format: DataFormat, profile: Profile, old: &str, new: &str) {
    let word = |mode, new, old| ask(format, profile, mode, new, old).outcome.word();
    let (backward, forward) = (word(Mode::Backward, new, old), word(Mode::Forward, new, old));
    let context = || format!("{format} {profile}\n--- old\n{old}\n--- new\n{new}");
    assert_ne!(backward, "invalid", "{}", context());
    // What a file must reserve is asked of the new version alone.
    if !matches!(profile, Profile::ProtoWire | Profile::ProtoWireJson | Profile::ProtoFile) {
        assert_eq!(
            forward,
            word(Mode::Backward, old, new),
            "forward is backward with the roles changed\n{}",
            context()
        );
    }
    let full = ask(format, profile, Mode::Full, new, old);
    let expected = match (backward, forward) {
        ("incompatible", _) | (_, "incompatible") => "incompatible",
        ("unknown", _) | (_, "unknown") => "unknown",
        _ => backward,
    };
    // Both directions share one budget.
    if full.gave_up.is_none() {
        assert_eq!(full.outcome.word(), expected, "full is both directions\n{}", context());
    }
    for finding in &full.findings {
        assert!(new.get(finding.new.place.span.start..finding.new.place.span.end).is_some(), "{finding:?}");
        assert!(old.get(finding.old.place.span.start..finding.old.place.span.end).is_some(), "{finding:?}");
    }
}

/// A definition reads what it wrote itself: beside it stands the same one with something for people in it.
fn reads_itself(format: DataFormat, profile: Profile, text: &str, remarked: &str) {
    let report = ask(format, profile, Mode::Full, remarked, text);
    let fine = match &report.outcome {
        Outcome::Compatible => true,
        // Whether a value fits a regular expression or another document is not always known; nor what takes too long.
        Outcome::Unknown { .. } => profile == Profile::Semantic || report.gave_up.is_some(),
        // An alias that is the name of another field misreads even what the definition wrote itself.
        Outcome::Incompatible => report.findings.iter().all(|finding| finding.rule == "AMBIGUOUS_ALIAS"),
        _ => false,
    };
    assert!(fine, "{format} {profile}: {:?}\n{:#?}\n{text}\n--- new\n{remarked}", report.outcome, report.findings);
}

/// The same definition with a remark in it; none where there is no place for one.
fn remarked(format: DataFormat, text: &str) -> Option<String> {
    let word = match format {
        DataFormat::Avro => "doc",
        DataFormat::Json => "description",
        DataFormat::Protobuf => return Some(format!("// A remark.\n{text}")),
    };
    let mut value: Value = serde_json::from_str(text).ok()?;
    let members = value.as_object_mut()?;
    // In a schema with a reference, old drafts take no notice of what stands beside it.
    if members.contains_key(word) || members.contains_key("$ref") {
        return None;
    }
    members.insert(word.to_owned(), Value::from("A remark."));
    Some(value.to_string())
}

/// Every value in a tree, as the way to it.
fn ways(value: &Value, way: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    found.push(way.clone());
    let mut step = |name: String, inner: &Value| {
        way.push(name);
        ways(inner, way, found);
        way.pop();
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(name, inner)| step(name.clone(), inner)),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, inner)| step(index.to_string(), inner)),
        _ => {}
    }
}

fn at<'a>(value: &'a mut Value, way: &[String]) -> &'a mut Value {
    way.iter().fold(value, |value, name| match value {
        Value::Array(items) => &mut items[name.parse::<usize>().expect("an index")],
        other => &mut other[name.as_str()],
    })
}

fn pick(numbers: &mut Numbers, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    ways(value, &mut Vec::new(), &mut found);
    let picked = numbers.below(found.len());
    found.swap_remove(picked)
}

/// A tree with some of its values replaced by those of others, taken out, or doubled.
fn changed_tree(numbers: &mut Numbers, text: &str, others: &[String]) -> Option<String> {
    let mut value: Value = serde_json::from_str(text).ok()?;
    for _ in 0..1 + numbers.below(3) {
        let way = pick(numbers, &value);
        let Some((last, parents)) = way.split_last() else { continue };
        match (numbers.below(5), at(&mut value, parents)) {
            (0, Value::Object(members)) => drop(members.remove(last)),
            (0, Value::Array(items)) => drop(items.remove(last.parse().expect("an index"))),
            (1, Value::Array(items)) => {
                let double = items[last.parse::<usize>().expect("an index")].clone();
                items.push(double);
            }
            (2, parent) => match at(parent, std::slice::from_ref(last)) {
                Value::Number(number) => {
                    let moved = number.as_i64().unwrap_or(0) + [-1, 1][numbers.below(2)];
                    *at(parent, std::slice::from_ref(last)) = Value::from(moved);
                }
                Value::Bool(on) => *on = !*on,
                _ => {}
            },
            (_, parent) => {
                let mut other: Value = serde_json::from_str(&others[numbers.below(others.len())]).ok()?;
                // Something that stands under the same name fits more often.
                let mut found = Vec::new();
                ways(&other, &mut Vec::new(), &mut found);
                let alike: Vec<&Vec<String>> = found.iter().filter(|way| way.last() == Some(last)).collect();
                if !alike.is_empty() {
                    let from = alike[numbers.below(alike.len())].clone();
                    *at(parent, std::slice::from_ref(last)) = at(&mut other, &from).take();
                }
            }
        }
    }
    Some(value.to_string())
}

/// A file with fields of another type, number, name or label, without some of its lines, or with lines of others.
fn changed_statements(numbers: &mut Numbers, text: &str, others: &[String]) -> String {
    const KINDS: [&str; 10] =
        ["int32", "int64", "sint32", "bool", "string", "bytes", "fixed64", "double", "Order", "map<string, int32>"];
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..1 + numbers.below(3) {
        let index = numbers.below(lines.len());
        let Some(line) = lines.get(index).cloned() else { break };
        let other: Vec<&str> = others[numbers.below(others.len())].lines().collect();
        match numbers.below(5) {
            0 => drop(lines.remove(index)),
            1 => lines.insert(index, other[numbers.below(other.len())].to_owned()),
            2 => {
                let kind = KINDS[numbers.below(KINDS.len())];
                if let Some(known) = KINDS.iter().find(|known| line.contains(**known)) {
                    lines[index] = line.replacen(known, kind, 1);
                }
            }
            3 => lines[index] = line.replacen("= 1;", "= 7;", 1).replacen("= 2;", "= 1;", 1),
            _ => {
                let labels = ["  repeated ", "  optional ", "  "];
                if line.trim_end().ends_with(';') && line.starts_with("  ") {
                    let bare = line.trim_start().trim_start_matches("repeated ").trim_start_matches("optional ");
                    lines[index] = format!("{}{bare}", labels[numbers.below(labels.len())]);
                }
            }
        }
    }
    lines.join("\n")
}

fn fuzz(name: &str, format: DataFormat) {
    #[expect(clippy::disallowed_methods, reason = "a switch of the tests, not a setting of lakectl")]
    let seconds: u64 = std::env::var("LAKE_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(0);
    #[expect(clippy::disallowed_methods, reason = "how long to go on is about real time")]
    let start = Instant::now();
    let is_valid = |text: &String| validate(format, text).is_empty();
    let corpus: Vec<String> = corpus(name).into_iter().filter(is_valid).collect();
    let profiles: Vec<Profile> = Profile::ALL.into_iter().filter(|profile| profile.judges(format)).collect();
    for text in &corpus {
        for (profile, remarked) in profiles.iter().zip(std::iter::repeat(remarked(format, text))) {
            remarked.iter().for_each(|remarked| reads_itself(format, *profile, text, remarked));
        }
    }
    let mut numbers = Numbers::new();
    let (mut round, mut compared) = (0, 0);
    while round < ROUNDS || start.elapsed() < Duration::from_secs(seconds) {
        round += 1;
        let old = &corpus[numbers.below(corpus.len())];
        let new = match format {
            DataFormat::Protobuf => Some(changed_statements(&mut numbers, old, &corpus)),
            _ => changed_tree(&mut numbers, old, &corpus),
        };
        let Some(new) = new.filter(is_valid) else { continue };
        compared += 1;
        let profile = profiles[usize::try_from(round).expect("a number") % profiles.len()];
        holds(format, profile, old, &new);
        if let Some(remarked) = remarked(format, &new) {
            reads_itself(format, profile, &new, &remarked);
        }
    }
    assert!(compared * 4 > round, "only {compared} of {round} pairs could be compared");
}

#[test]
fn any_two_avro_definitions_can_be_compared() {
    fuzz("avro", DataFormat::Avro);
}

#[test]
fn any_two_json_definitions_can_be_compared() {
    fuzz("json", DataFormat::Json);
}

#[test]
fn any_two_protobuf_definitions_can_be_compared() {
    fuzz("protobuf", DataFormat::Protobuf);
}
