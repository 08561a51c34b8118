//! Reports of what fits, what does not, and what cannot be read.

use serde_json::Value;

use super::*;
use crate::domain::schema::{Budget, DataFormat, Mode, Profile};
use crate::domain::schema_check::{Baseline, Job, OldVersion, check};

const OLD: &str = "{\"type\": \"record\", \"name\": \"R\", \"fields\": []}";
const NEW: &str = "{\"type\": \"record\", \"name\": \"R\", \"fields\": [\n  {\"name\": \"größe\", \"type\": \"int\"}]}";
const PLAIN: &str =
    "{\"type\": \"record\", \"name\": \"R\", \"fields\": [\n  {\"name\": \"size\", \"type\": \"int\"}]}";

fn checked(file: &str, text: &str) -> Checked {
    let old =
        OldVersion { number: 1, label: "old/a:b.avsc".to_owned(), is_file: true, text: OLD.to_owned(), bundle: None };
    check(&Job {
        file: file.to_owned(),
        format: DataFormat::Avro,
        mode: Mode::Backward,
        profile: Profile::Glue,
        budget: Budget::default(),
        text: text.to_owned(),
        bundle: None,
        history: vec![old],
        against: vec![1],
    })
}

fn all() -> Vec<Checked> {
    let unreadable = Checked::unreadable(
        "gone,50%.avsc".to_owned(),
        Mode::Backward,
        Profile::Glue,
        "cannot be read <&>".to_owned(),
        None,
    );
    vec![
        checked("./dir/new file.avsc", PLAIN),
        checked("same.avsc", OLD),
        checked("cut.avsc", "{\n  \"type\": "),
        unreadable,
    ]
}

#[test]
fn sarif_has_every_finding_as_an_error_with_or_without_a_place() {
    let report: Value = serde_json::from_str(&write(&all(), ReportFormat::Sarif)).unwrap();
    assert_eq!(report["version"], "2.1.0");
    let results = report["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 3, "{report:#}");
    assert!(results.iter().all(|result| result["level"] == "error"));
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "dir/new%20file.avsc");
    assert_eq!(place["region"]["startLine"], 2);
    let related = &results[0]["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(related, "old/a%3Ab.avsc");
    assert_eq!(results[2]["locations"], serde_json::json!([]));
    let rules = report["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    for result in results {
        assert_eq!(rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()]["id"], result["ruleId"]);
    }
    let clean: Value = serde_json::from_str(&write(&[checked("a.avsc", OLD)], ReportFormat::Sarif)).unwrap();
    assert_eq!(clean["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn an_accepted_finding_is_suppressed_and_not_hidden() {
    let text = "[[accept]]\nrule = \"READER_FIELD_MISSING_DEFAULT_VALUE\"\npath = \"/fields/0\"\nversions = [1]\nreason = \"r\"\nexpires = 2030-01-01\n";
    let mut check = checked("a.avsc", PLAIN);
    Baseline::parse(text).unwrap().apply(&mut check, "2026-01-01");
    let checks = [check];
    let report: Value = serde_json::from_str(&write(&checks, ReportFormat::Sarif)).unwrap();
    let result = &report["runs"][0]["results"][0];
    assert_eq!(result["suppressions"][0]["justification"], "r (until 2030-01-01)");
    assert!(write(&checks, ReportFormat::Github).starts_with("::notice "));
    assert!(write(&checks, ReportFormat::Junit).contains("failures=\"0\""));
}

#[test]
fn a_fingerprint_does_not_know_lines() {
    let fingerprint = |text: &str| {
        let report: Value = serde_json::from_str(&write(&[checked("a.avsc", text)], ReportFormat::Gitlab)).unwrap();
        report[0]["fingerprint"].as_str().unwrap().to_owned()
    };
    assert_eq!(fingerprint(PLAIN), fingerprint(&format!("\n\n\n{PLAIN}")));
    assert_eq!(fingerprint(PLAIN).len(), 64);
}

#[test]
fn github_lines_are_escaped() {
    let report = write(&all(), ReportFormat::Github);
    let lines: Vec<&str> = report.lines().collect();
    assert_eq!(lines.len(), 3, "{report}");
    assert!(lines[0].starts_with("::error file=dir/new file.avsc,line=2,"), "{report}");
    assert!(lines[2].starts_with("::error title=UNREADABLE_SCHEMA::gone,50%25.avsc: "), "{report}");
}

#[test]
fn gitlab_always_has_a_place() {
    let report: Value = serde_json::from_str(&write(&all(), ReportFormat::Gitlab)).unwrap();
    let issues = report.as_array().unwrap();
    assert_eq!(issues.len(), 3);
    for issue in issues {
        assert!(issue["location"]["path"].is_string() && issue["location"]["lines"]["begin"].is_u64(), "{issue}");
    }
    assert_eq!(issues[2]["location"]["path"], "gone,50%.avsc");
}

#[test]
fn junit_has_a_case_for_each_schema() {
    let report = write(&all(), ReportFormat::Junit);
    assert!(report.contains("tests=\"4\" failures=\"1\" errors=\"2\" skipped=\"0\""), "{report}");
    assert_eq!(report.matches("<testcase ").count(), 4, "{report}");
    assert!(report.contains("cannot be read &lt;&amp;&gt;"), "{report}");
    let odd = write(&[checked("a\u{1}b.avsc", OLD)], ReportFormat::Junit);
    assert!(odd.contains("a\\u{1}b.avsc"), "{odd}");
}

#[test]
fn columns_count_characters() {
    let spot = location("f", NEW, NEW.find("größe").unwrap(), NEW.find("größe").unwrap() + "größe".len());
    assert_eq!((spot.line, spot.column, spot.end_column), (2, 13, 18));
}

/// The report holds what the format asks for, and nothing that it does not know.
#[test]
fn sarif_keeps_to_the_format() {
    let schema: Value = serde_json::from_str(include_str!("../../../fixtures/sarif-2.1.0.json")).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let accepted = "[[accept]]\nrule = \"READER_FIELD_MISSING_DEFAULT_VALUE\"\npath = \"/fields/0\"\nversions = [1]\nreason = \"r\"\nexpires = 2030-01-01\n";
    let mut checks = all();
    let mut check = checked("a.avsc", NEW);
    Baseline::parse(accepted).unwrap().apply(&mut check, "2026-01-01");
    checks.push(check);
    for checks in [&checks[..], &[]] {
        let report: Value = serde_json::from_str(&write(checks, ReportFormat::Sarif)).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&report).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}\n{report:#}");
    }
    let mut wrong: Value = serde_json::from_str(&write(&checks, ReportFormat::Sarif)).unwrap();
    wrong["runs"][0]["results"][0]["level"] = "fatal".into();
    assert!(!validator.is_valid(&wrong));
}
