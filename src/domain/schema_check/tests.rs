//! Checks, fixes and baselines.

use std::collections::BTreeSet;

use super::*;
use crate::schema::Budget;

const OLD: &str = r#"{"type": "record", "name": "R", "fields": [{"name": "id", "type": "long"}]}"#;
const NEW: &str = "{\"type\": \"record\", \"name\": \"R\", \"fields\": [\n  {\"name\": \"id\", \"type\": \"long\"},\n  {\"name\": \"size\", \"type\": \"int\"}]}";

fn job(text: &str, mode: Mode, history: &[&str]) -> Job {
    let history: Vec<OldVersion> = history
        .iter()
        .zip(1..)
        .map(|(text, number)| OldVersion {
            number,
            label: format!("v{number}.avsc"),
            is_file: true,
            text: (*text).to_owned(),
            bundle: None,
        })
        .collect();
    let against = Against::select(None, mode, &history, None).unwrap();
    Job {
        file: "new.avsc".to_owned(),
        format: DataFormat::Avro,
        mode,
        profile: Profile::Glue,
        budget: Budget::default(),
        text: text.to_owned(),
        bundle: None,
        history,
        against,
    }
}

#[test]
fn a_check_says_what_it_compared_and_by_which_rules() {
    let checked = check(&job(NEW, Mode::Backward, &[OLD]));
    assert_eq!(checked.ending, Ending::Incompatible);
    assert_eq!(checked.summary(), "new.avsc: not BACKWARD compatible with v1.avsc: 1 finding (profile glue)");
    let forward = check(&job(NEW, Mode::Forward, &[OLD]));
    assert_eq!(forward.summary(), "new.avsc: FORWARD compatible with v1.avsc (profile glue)");
    assert_eq!(check(&job(NEW, Mode::Backward, &[])).ending, Ending::Nothing);
    assert_eq!(check(&job(OLD, Mode::Backward, &[OLD, NEW])).ending, Ending::Same { version: 1 });
    assert!(matches!(check(&job("{", Mode::Backward, &[OLD])).ending, Ending::Invalid(_)));
    assert!(matches!(check(&job(NEW, Mode::Disabled, &[OLD])).ending, Ending::Refused { .. }));
    assert_eq!(check(&job(NEW, Mode::None, &[OLD])).ending, Ending::Compatible);
}

#[test]
fn versions_are_chosen_by_mode_or_by_request() {
    let history: Vec<OldVersion> = job(NEW, Mode::Backward, &[OLD, NEW, OLD]).history;
    let select = |asked: Option<&str>, mode, checkpoint| {
        Against::select(asked.map(|text| text.parse().unwrap()).as_ref(), mode, &history, checkpoint)
    };
    assert_eq!(select(None, Mode::Backward, None).unwrap(), [3]);
    assert_eq!(select(None, Mode::Backward, Some(1)).unwrap(), [1, 3]);
    assert_eq!(select(None, Mode::Backward, Some(3)).unwrap(), [3]);
    assert_eq!(select(None, Mode::FullAll, Some(1)).unwrap(), [1, 2, 3]);
    assert_eq!(select(Some("latest"), Mode::FullAll, Some(1)).unwrap(), [3]);
    assert_eq!(select(Some("checkpoint"), Mode::Full, Some(2)).unwrap(), [2]);
    assert_eq!(select(Some("v2"), Mode::Full, None).unwrap(), [2]);
    assert!(select(Some("checkpoint"), Mode::Full, None).is_err());
    assert!(select(Some("7"), Mode::Full, None).unwrap_err().contains("v1, v2, v3"));
    for wrong in ["", "git:", "0", "-1", "newest"] {
        assert!(wrong.parse::<Against>().is_err(), "{wrong}");
    }
    assert_eq!(
        "git:a/b:c.avsc".parse::<Against>().unwrap(),
        Against::Git { reference: "a/b".to_owned(), path: Some("c.avsc".to_owned()) }
    );
}

#[test]
fn fixes_leave_nothing_that_they_could_mend() {
    let fixed = fix(&job(NEW, Mode::Backward, &[OLD]));
    assert_eq!((&fixed.ending, fixed.fixed), (&Ending::Compatible, 1), "{}", fixed.text);
    assert!(fixed.text.contains("default"), "{}", fixed.text);
    // A field that went can only be brought back by a person.
    let kept = fix(&job(OLD, Mode::Forward, &[NEW]));
    assert_eq!((kept.fixed, kept.text.as_str()), (0, OLD));
}

fn entry(more: &str) -> String {
    format!(
        "[[accept]]\nrule = \"READER_FIELD_MISSING_DEFAULT_VALUE\"\npath = \"/fields/1\"\nreason = \"nobody reads it\"\n{more}\n"
    )
}

fn applied(text: &str, today: &str) -> (Ending, usize, Vec<String>) {
    let baseline = Baseline::parse(text).unwrap();
    let mut checked = vec![check(&job(NEW, Mode::Backward, &[OLD]))];
    let used: BTreeSet<usize> = baseline.apply(&mut checked[0], today);
    let stale = baseline.stale(&used, &checked, today).into_iter().map(|(_, why)| why).collect();
    (checked[0].ending.clone(), checked[0].accepted.len(), stale)
}

#[test]
fn a_baseline_accepts_until_its_last_day() {
    let text = entry("versions = [1]\nexpires = 2026-12-31");
    assert_eq!(applied(&text, "2026-12-31"), (Ending::Compatible, 1, Vec::new()));
    let (ending, accepted, stale) = applied(&text, "2027-01-01");
    assert_eq!((ending, accepted), (Ending::Incompatible, 0));
    assert_eq!(stale, ["it expired on 2026-12-31"]);
    for (versions, accepts) in [("[\"*\"]", true), ("[\"v1.avsc\"]", true), ("[\"v1\"]", true), ("[2]", false)] {
        let (_, accepted, stale) =
            applied(&entry(&format!("versions = {versions}\nexpires = 2030-01-01")), "2026-01-01");
        assert_eq!((accepted == 1, stale.is_empty()), (accepts, accepts), "{versions}");
    }
    let other = entry("versions = [1]\nexpires = 2030-01-01\nschema = \"other.avsc\"");
    assert_eq!(applied(&other, "2026-01-01"), (Ending::Incompatible, 0, Vec::new()), "not checked, so not stale");
    let own = entry("versions = [1]\nexpires = 2030-01-01\nschema = \"./new.avsc\"");
    assert_eq!(applied(&own, "2026-01-01").1, 1);
}

#[test]
fn a_baseline_is_read_strictly_and_written_as_it_is_read() {
    for (text, named) in [
        ("[[accept]]\nrule = 1", "string"),
        ("[[accept]]\nrule = \"A\"\npath = \"/\"\nversions = [1]\nexpires = 2026-01-01", "reason"),
        (&entry("versions = [1]\nexpires = 10:00:00"), "day"),
        (&entry("versions = []\nexpires = 2026-01-01"), "no version"),
        (&entry("versions = [1]\nexpires = 2026-01-01\nline = 3"), "line"),
    ] {
        let error = Baseline::parse(text).unwrap_err();
        assert!(error.message.contains(named), "{text}: {error:?}");
    }
    let text = entry("versions = [1, \"git:main:a.avsc\"]\nexpires = 2026-01-01\nschema = \"a \\\"b\\\".avsc\"");
    let baseline = Baseline::parse(&text).unwrap();
    assert_eq!(Baseline::parse(&baseline.entries[0].toml()).unwrap(), baseline);
}

#[test]
fn changes_are_told_once_and_with_their_places() {
    let found = changes(DataFormat::Avro, OLD, NEW).unwrap();
    let lines: Vec<String> = found.iter().map(|change| change.line("a", "b")).collect();
    assert_eq!(lines, ["+ /fields/size: {\"name\": \"size\", \"type\": \"int\"}   (b:3:3)"]);
    let wider = OLD.replace("\"long\"", "[\"null\", \"long\"]");
    let found = changes(DataFormat::Avro, OLD, &wider).unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].sign(), found[0].path.as_str()), ('~', "/fields/id/type"));
    assert_eq!(changes(DataFormat::Avro, OLD, &OLD.replace(' ', "\n")).unwrap(), Vec::new());
    assert!(changes(DataFormat::Avro, OLD, "{").unwrap_err().0);
    let proto = "syntax = \"proto3\";\npackage a;\nmessage M {\n  string x = 1;\n}\n";
    let found = changes(DataFormat::Protobuf, proto, &proto.replace("string x", "optional string y")).unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].path, "M #1");
}
