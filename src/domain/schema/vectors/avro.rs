//! Avro beyond short names: namespaces, aliases, references, logical types, and everything that is wrong at once.

use super::*;

/// A record `R` of the namespace `n` with these fields.
fn record(fields: &str) -> String {
    format!(r#"{{"type":"record","name":"R","namespace":"n","fields":[{fields}]}}"#)
}

/// A field of a type that is written as JSON.
fn field(name: &str, kind: &str) -> String {
    format!(r#"{{"name":"{name}","type":{kind}}}"#)
}

fn one(kind: &str) -> String {
    record(&field("a", kind))
}

fn named(kind: &str, name: &str, rest: &str) -> String {
    format!(r#"{{"type":"{kind}","name":"{name}",{rest}}}"#)
}

fn hold_texts(pairs: &[(String, String, bool)]) {
    let pairs: Vec<(&str, &str, bool)> =
        pairs.iter().map(|(writer, reader, reads)| (writer.as_str(), reader.as_str(), *reads)).collect();
    hold(DataFormat::Avro, Profile::Glue, &pairs);
}

#[test]
fn names_are_compared_without_their_namespaces_and_aliases_with_them() {
    let empty = r#""fields":[]"#;
    let of = |name: &str, more: &str| named("record", name, &format!("{more}{empty}"));
    hold_texts(&[
        (of("one.R", ""), of("two.R", ""), true),
        (format!("[{}]", of("one.R", "")), format!("[{}]", of("two.R", "")), true),
        (of("one.R", ""), of("one.S", ""), false),
        (of("one.R", ""), of("one.S", r#""aliases":["R"],"#), true),
        (of("one.R", ""), of("two.S", r#""aliases":["R"],"#), false),
        (of("one.R", ""), of("two.S", r#""aliases":["one.R"],"#), true),
        // The old version cannot know the name that was to come.
        (of("one.S", r#""aliases":["R"],"#), of("one.R", ""), false),
        (named("enum", "E", r#""symbols":["A"]"#), named("enum", "F", r#""aliases":["E"],"symbols":["A"]"#), true),
        (named("fixed", "E", r#""size":4"#), named("fixed", "F", r#""aliases":["E"],"size":4"#), true),
        (named("fixed", "E", r#""size":4"#), named("fixed", "F", r#""aliases":["E"],"size":8"#), false),
        (one(r#""int""#), record(r#"{"name":"b","type":"int","aliases":["a"]}"#), true),
        (one(r#""int""#), record(r#"{"name":"b","type":"string","aliases":["a"]}"#), false),
    ]);
}

#[test]
fn symbols_and_their_default() {
    let of = |symbols: &str, default: &str| named("enum", "E", &format!(r#""symbols":[{symbols}]{default}"#));
    let known = r#","default":"X""#;
    hold_texts(&[
        (of(r#""A","B""#, ""), of(r#""X""#, known), true),
        (of(r#""A","X""#, known), of(r#""A""#, ""), false),
        (of(r#""A""#, ""), of(r#""B","A""#, ""), true),
        // A default of the type is none of the field.
        (record(""), one(&of(r#""X""#, known)), false),
        (one(&of(r#""A","B""#, "")), one(&of(r#""A""#, "")), false),
        (one(&of(r#""A","B""#, "")), one(&of(r#""A","X""#, known)), true),
    ]);
}

#[test]
fn unions_are_read_branch_by_branch() {
    let pairs = [
        (r#"["null","int"]"#, r#"["null","long"]"#, true),
        (r#"["null","long"]"#, r#"["null","int"]"#, false),
        (r#"["null","string"]"#, r#"["null","bytes"]"#, true),
        (r#"["int","long"]"#, r#"["float","double"]"#, true),
        (r#"["int","string"]"#, r#""bytes""#, false),
        (r#"["string","bytes"]"#, r#""string""#, true),
        (r#"[]"#, r#""int""#, true),
        (r#""int""#, r#"["string","boolean"]"#, false),
        (r#""int""#, r#"["string","double"]"#, true),
        (r#"["null",{"type":"array","items":"int"}]"#, r#"["null",{"type":"array","items":"long"}]"#, true),
        (r#"["null",{"type":"array","items":"long"}]"#, r#"["null",{"type":"array","items":"int"}]"#, false),
        (r#"["null",{"type":"map","values":"int"}]"#, r#"["null",{"type":"array","items":"int"}]"#, false),
        (r#"{"type":"map","values":["null","int"]}"#, r#"{"type":"map","values":["null","int","string"]}"#, true),
        (r#"{"type":"map","values":["null","int"]}"#, r#"{"type":"map","values":"int"}"#, false),
    ];
    let texts: Vec<(String, String, bool)> =
        pairs.iter().map(|(writer, reader, reads)| (one(writer), one(reader), *reads)).collect();
    hold_texts(&texts);
}

#[test]
fn references_mean_their_definitions() {
    let point = |size: u8| named("fixed", "P", &format!(r#""size":{size}"#));
    let moved = |first: &str, second: &str, size: u8| {
        record(&format!("{},{}", field(first, &point(size)), field(second, r#""P""#)))
    };
    let tree = |leaf: &str| {
        let children = r#"{"type":"array","items":"n.R"}"#;
        record(&format!("{},{}", field("leaf", leaf), field("children", children)))
    };
    let mutual = |last: &str| {
        let inner = format!(
            r#"{{"type":"record","name":"S","fields":[{},{}]}}"#,
            field("back", r#"["null","R"]"#),
            field("value", last)
        );
        one(&inner)
    };
    hold_texts(&[
        (moved("a", "b", 4), moved("b", "a", 4), true),
        (moved("a", "b", 4), moved("b", "a", 8), false),
        (tree(r#""int""#), tree(r#""long""#), true),
        (tree(r#""long""#), tree(r#""int""#), false),
        (mutual(r#""int""#), mutual(r#""double""#), true),
        (mutual(r#""string""#), mutual(r#""double""#), false),
    ]);
}

#[test]
fn what_is_for_people_or_programs_changes_nothing() {
    let decimal =
        |scale: u8| one(&format!(r#"{{"type":"bytes","logicalType":"decimal","precision":9,"scale":{scale}}}"#));
    let long = |logical: &str| one(&format!(r#"{{"type":"long","logicalType":"{logical}"}}"#));
    let two =
        |first: &str, second: &str| record(&format!("{},{}", field(first, r#""int""#), field(second, r#""int""#)));
    hold_texts(&[
        (decimal(2), decimal(4), true),
        (decimal(2), one(r#""bytes""#), true),
        (long("timestamp-millis"), long("timestamp-micros"), true),
        (one(r#"{"type":"int","logicalType":"date"}"#), one(r#""int""#), true),
        (one(r#"{"type":"string","logicalType":"uuid"}"#), one(r#""string""#), true),
        (two("a", "b"), two("b", "a"), true),
        (
            record(r#"{"name":"a","type":"int","doc":"one","order":"ascending"}"#),
            record(r#"{"name":"a","type":"int","doc":"two","order":"ignore","team":"x"}"#),
            true,
        ),
        (record(""), record(r#"{"name":"a","type":["null","int"],"default":null}"#), true),
        (record(""), record(r#"{"name":"a","type":["string","null"],"default":"x"}"#), true),
        (record(""), record(&field("a", r#"["null","int"]"#)), false),
        (one(&named("record", "S", r#""fields":[]"#)), one(r#"{"type":"map","values":"int"}"#), false),
        (one(r#"{"type":"map","values":"int"}"#), one(&named("record", "S", r#""fields":[]"#)), false),
    ]);
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let old = record(&format!(
        "{},{},{},{}",
        field("kept", r#""long""#),
        field("state", &named("enum", "E", r#""symbols":["A","B"]"#)),
        field("hash", &named("fixed", "F", r#""size":8"#)),
        field("value", r#"["null","int","string"]"#)
    ));
    let new = record(&format!(
        "{},{},{},{},{}",
        field("kept", r#""int""#),
        field("state", &named("enum", "E", r#""symbols":["A"]"#)),
        field("hash", &named("fixed", "G", r#""size":4"#)),
        field("value", r#"["null","int"]"#),
        field("added", r#""int""#)
    ));
    let previous = [Version { number: 1, definition: &old }];
    let report = examine(&Question {
        format: DataFormat::Avro,
        mode: Mode::Backward,
        new: &new,
        previous: &previous,
        profile: Profile::Glue,
        budget: Budget::default(),
    });
    let mut found: Vec<(&str, &str)> = report
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Breaking)
        .map(|finding| (finding.path.as_str(), finding.rule))
        .collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("/fields/0/type", "TYPE_MISMATCH"),
            ("/fields/1/type/symbols", "MISSING_ENUM_SYMBOLS"),
            ("/fields/2/type/name", "NAME_MISMATCH"),
            ("/fields/2/type/size", "FIXED_SIZE_MISMATCH"),
            ("/fields/3/type/2", "MISSING_UNION_BRANCH"),
            ("/fields/4", "READER_FIELD_MISSING_DEFAULT_VALUE"),
        ]
    );
}
