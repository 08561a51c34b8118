//! Pairs with the verdicts that the published rule sets give them, written from their rules: Avro's Java checker
//! (`SchemaCompatibility`), Confluent's strict set for JSON Schema and Protobuf.

mod avro;
mod json;
mod protobuf;

use super::{Budget, DataFormat, Mode, Outcome, Profile, Question, Severity, Version, examine};

/// What is said of a pair: whether the reader can read what the writer wrote.
fn reads(format: DataFormat, profile: Profile, reader: &str, writer: &str) -> Outcome {
    let previous = [Version { number: 1, definition: writer }];
    let mode = Mode::Backward;
    examine(&Question { format, mode, new: reader, previous: &previous, profile, budget: Budget::default() }).outcome
}

#[track_caller]
fn hold(format: DataFormat, profile: Profile, pairs: &[(&str, &str, bool)]) {
    let mut wrong = Vec::new();
    for (writer, reader, compatible) in pairs {
        let outcome = reads(format, profile, reader, writer);
        let found = match &outcome {
            Outcome::Compatible | Outcome::Same { .. } => Some(true),
            Outcome::Incompatible => Some(false),
            _ => None,
        };
        if found != Some(*compatible) {
            wrong.push(format!("{writer} -> {reader}: {outcome:?}, not {compatible}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), pairs.len(), wrong.join("\n"));
}

/// (writer, reader, whether it reads), the names short for the definitions in [`avro`].
const AVRO: &[(&str, &str, bool)] = &[
    // Promotions, and what is none.
    ("int", "long", true),
    ("int", "float", true),
    ("int", "double", true),
    ("long", "float", true),
    ("long", "double", true),
    ("float", "double", true),
    ("string", "bytes", true),
    ("bytes", "string", true),
    ("long", "int", false),
    ("float", "int", false),
    ("double", "int", false),
    ("float", "long", false),
    ("double", "long", false),
    ("double", "float", false),
    ("boolean", "int", false),
    ("null", "int", false),
    ("int", "null", false),
    ("int", "boolean", false),
    ("string", "double", false),
    ("int", "string", false),
    ("fixed4", "bytes", false),
    ("fixed4", "string", false),
    // Containers.
    ("int[]", "long[]", true),
    ("int[]", "string[]", false),
    ("int{}", "long{}", true),
    ("long{}", "int{}", false),
    ("int{}", "int[]", false),
    ("int[]", "int", false),
    ("int", "int[]", false),
    // Enums.
    ("ab", "abc", true),
    ("abc", "ab", false),
    ("abc", "bc", false),
    ("abc", "ab=a", true),
    ("ab", "other-ab", false),
    ("ab", "int", false),
    ("int", "ab", false),
    // Fixed.
    ("fixed4", "fixed8", false),
    ("fixed4", "other-fixed4", false),
    // Records.
    ("{a}", "{}", true),
    ("{}", "{a}", false),
    ("{}", "{a=}", true),
    ("{a}", "{a=}", true),
    ("{a=}", "{a}", true),
    ("{a,b}", "{a}", true),
    ("{a}", "{a,b}", false),
    ("{a}", "{a,b=}", true),
    ("{a}", "{a=,b=}", true),
    ("{a}", "{a:long}", true),
    ("{a:long}", "{a}", false),
    ("{a}", "other{a}", false),
    ("{a}", "other{a} as r", true),
    ("{a}", "{b as a}", true),
    ("{a}", "{b}", false),
    ("{a}", "int", false),
    ("int", "{a}", false),
    // Unions.
    ("|int", "|int,string", true),
    ("|int,string", "|int", false),
    ("|int,string", "|string,int", true),
    ("|int", "|long", true),
    ("|long", "|int", false),
    ("|int", "|float,string", true),
    ("|float", "|int,string", false),
    ("|string", "|bytes", true),
    ("|bytes", "|string", true),
    ("|", "|int", true),
    ("|", "|", true),
    ("int", "|int", true),
    ("int", "|null,int", true),
    ("int", "|string", false),
    ("|int", "int", true),
    ("|int", "long", true),
    ("|null,int", "int", false),
    ("|int,float", "double", true),
    ("|int,boolean", "double", false),
    ("|int,long", "float", true),
    ("|{a}", "|null,{a}", true),
    // Recursion.
    ("list:int", "list:int", true),
    ("list:int", "list:long", true),
    ("list:long", "list:int", false),
];

/// The definition of a short name.
fn avro(name: &str) -> String {
    let field = |text: &str| {
        let (name, alias) = text.split_once(" as ").map_or((text, None), |(name, alias)| (name, Some(alias)));
        let (name, default) = name.strip_suffix('=').map_or((name, ""), |name| (name, r#","default":0"#));
        let (name, kind) = name.split_once(':').unwrap_or((name, "int"));
        let alias = alias.map_or(String::new(), |alias| format!(r#","aliases":["{alias}"]"#));
        format!(r#"{{"name":"{name}","type":"{kind}"{default}{alias}}}"#)
    };
    let record = |name: &str, body: &str, alias: &str| {
        let fields: Vec<String> = body.split(',').filter(|text| !text.is_empty()).map(field).collect();
        format!(r#"{{"type":"record","name":"{name}"{alias},"fields":[{}]}}"#, fields.join(","))
    };
    let symbols = |name: &str, letters: &str, default: &str| {
        let letters: Vec<String> = letters.chars().map(|letter| format!("\"{letter}\"")).collect();
        format!(r#"{{"type":"enum","name":"{name}","symbols":[{}]{default}}}"#, letters.join(","))
    };
    if let Some(branches) = name.strip_prefix('|') {
        let branches: Vec<String> = branches.split(',').filter(|branch| !branch.is_empty()).map(avro).collect();
        return format!("[{}]", branches.join(","));
    }
    if let Some(kind) = name.strip_prefix("list:") {
        return format!(
            r#"{{"type":"record","name":"List","fields":[{{"name":"head","type":"{kind}"}},{{"name":"tail","type":["null","List"],"default":null}}]}}"#
        );
    }
    if let Some(kind) = name.strip_suffix("[]") {
        return format!(r#"{{"type":"array","items":"{kind}"}}"#);
    }
    if let Some(body) = name.strip_prefix("other{") {
        let (body, alias) = body.split_once('}').expect("a record ends");
        let alias = if alias == " as r" { r#","aliases":["r"]"# } else { "" };
        return record("other", body, alias);
    }
    match name {
        "{}" => record("r", "", ""),
        "int{}" | "long{}" => format!(r#"{{"type":"map","values":"{}"}}"#, &name[..name.len() - 2]),
        "ab" | "abc" | "bc" => symbols("e", name, ""),
        "ab=a" => symbols("e", "ab", r#","default":"a""#),
        "other-ab" => symbols("o", "ab", ""),
        "fixed4" => r#"{"type":"fixed","name":"f","size":4}"#.to_owned(),
        "fixed8" => r#"{"type":"fixed","name":"f","size":8}"#.to_owned(),
        "other-fixed4" => r#"{"type":"fixed","name":"g","size":4}"#.to_owned(),
        record_body if record_body.starts_with('{') => record("r", record_body.trim_matches(['{', '}']), ""),
        plain => format!("\"{plain}\""),
    }
}

#[test]
fn avro_reads_what_java_reads() {
    let texts: Vec<(String, String, bool)> =
        AVRO.iter().map(|(writer, reader, reads)| (avro(writer), avro(reader), *reads)).collect();
    let pairs: Vec<(&str, &str, bool)> =
        texts.iter().map(|(writer, reader, reads)| (writer.as_str(), reader.as_str(), *reads)).collect();
    hold(DataFormat::Avro, Profile::Glue, &pairs);
}

#[test]
fn json_schema_goes_by_the_strict_published_set() {
    hold(
        DataFormat::Json,
        Profile::Glue,
        &[
            // Texts.
            (r#"{"type":"string"}"#, r#"{"type":"string","maxLength":5}"#, false),
            (r#"{"type":"string","maxLength":5}"#, r#"{"type":"string"}"#, true),
            (r#"{"type":"string","maxLength":5}"#, r#"{"type":"string","maxLength":6}"#, true),
            (r#"{"type":"string","maxLength":5}"#, r#"{"type":"string","maxLength":4}"#, false),
            (r#"{"type":"string","minLength":5}"#, r#"{"type":"string","minLength":4}"#, true),
            (r#"{"type":"string","minLength":5}"#, r#"{"type":"string","minLength":6}"#, false),
            (r#"{"type":"string"}"#, r#"{"type":"string","pattern":"^a"}"#, false),
            (r#"{"type":"string","pattern":"^a"}"#, r#"{"type":"string"}"#, true),
            (r#"{"type":"string","pattern":"^a"}"#, r#"{"type":"string","pattern":"^b"}"#, false),
            // Numbers.
            (r#"{"type":"integer"}"#, r#"{"type":"number"}"#, true),
            (r#"{"type":"number"}"#, r#"{"type":"integer"}"#, false),
            (r#"{"type":"number","maximum":10}"#, r#"{"type":"number","maximum":11}"#, true),
            (r#"{"type":"number","maximum":10}"#, r#"{"type":"number","maximum":9}"#, false),
            (r#"{"type":"number"}"#, r#"{"type":"number","minimum":1}"#, false),
            (r#"{"type":"number","multipleOf":4}"#, r#"{"type":"number","multipleOf":2}"#, true),
            (r#"{"type":"number","multipleOf":2}"#, r#"{"type":"number","multipleOf":4}"#, false),
            (r#"{"type":"number","multipleOf":2}"#, r#"{"type":"number","multipleOf":3}"#, false),
            // Types.
            (r#"{"type":"string"}"#, r#"{"type":"integer"}"#, false),
            (r#"{"type":"string"}"#, r#"{"type":["string","null"]}"#, true),
            (r#"{"type":["string","null"]}"#, r#"{"type":"string"}"#, false),
            (r#"{"type":"string"}"#, "{}", true),
            (r#"{"type":"string"}"#, "true", true),
            // Lists of values.
            (r#"{"enum":["a","b"]}"#, r#"{"enum":["a","b","c"]}"#, true),
            (r#"{"enum":["a","b"]}"#, r#"{"enum":["a"]}"#, false),
            (r#"{"enum":["a","b"]}"#, r#"{"enum":["a","c"]}"#, false),
            // Properties of an open model.
            (
                r#"{"type":"object","properties":{}}"#,
                r#"{"type":"object","properties":{"a":{"type":"string"}}}"#,
                false,
            ),
            (r#"{"type":"object","properties":{}}"#, r#"{"type":"object","properties":{"a":{}}}"#, true),
            (r#"{"type":"object","properties":{"a":{"type":"string"}}}"#, r#"{"type":"object","properties":{}}"#, true),
            // Properties of a closed one.
            (
                r#"{"type":"object","properties":{},"additionalProperties":false}"#,
                r#"{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}"#,
                true,
            ),
            (
                r#"{"type":"object","properties":{},"additionalProperties":false}"#,
                r#"{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}"#,
                false,
            ),
            (
                r#"{"type":"object","properties":{},"additionalProperties":false}"#,
                r#"{"type":"object","properties":{"a":{"type":"string","default":"x"}},"required":["a"],"additionalProperties":false}"#,
                true,
            ),
            (
                r#"{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}"#,
                r#"{"type":"object","properties":{},"additionalProperties":false}"#,
                false,
            ),
            (
                r#"{"type":"object","properties":{"a":false},"additionalProperties":false}"#,
                r#"{"type":"object","properties":{},"additionalProperties":false}"#,
                true,
            ),
            (r#"{"type":"object"}"#, r#"{"type":"object","additionalProperties":false}"#, false),
            (r#"{"type":"object","additionalProperties":false}"#, r#"{"type":"object"}"#, true),
            // What must be there.
            (
                r#"{"type":"object","properties":{"a":{}}}"#,
                r#"{"type":"object","properties":{"a":{}},"required":["a"]}"#,
                false,
            ),
            (
                r#"{"type":"object","properties":{"a":{}},"required":["a"]}"#,
                r#"{"type":"object","properties":{"a":{}}}"#,
                true,
            ),
            (r#"{"type":"object","maxProperties":3}"#, r#"{"type":"object","maxProperties":2}"#, false),
            (r#"{"type":"object","minProperties":3}"#, r#"{"type":"object","minProperties":2}"#, true),
            // Arrays.
            (r#"{"type":"array"}"#, r#"{"type":"array","uniqueItems":true}"#, false),
            (r#"{"type":"array","uniqueItems":true}"#, r#"{"type":"array"}"#, true),
            (r#"{"type":"array","maxItems":3}"#, r#"{"type":"array","maxItems":4}"#, true),
            (r#"{"type":"array","minItems":3}"#, r#"{"type":"array","minItems":4}"#, false),
            (r#"{"type":"array","items":{"type":"integer"}}"#, r#"{"type":"array","items":{"type":"number"}}"#, true),
            (r#"{"type":"array","items":{"type":"number"}}"#, r#"{"type":"array","items":{"type":"integer"}}"#, false),
            // Combinations.
            (r#"{"oneOf":[{"type":"string"}]}"#, r#"{"oneOf":[{"type":"string"},{"type":"integer"}]}"#, true),
            (r#"{"oneOf":[{"type":"string"},{"type":"integer"}]}"#, r#"{"oneOf":[{"type":"string"}]}"#, false),
            (
                r#"{"allOf":[{"minLength":1},{"maxLength":5}]}"#,
                r#"{"allOf":[{"minLength":1},{"maxLength":5},{"pattern":"a"}]}"#,
                false,
            ),
            (
                r#"{"oneOf":[{"type":"string"},{"type":"integer"}]}"#,
                r#"{"anyOf":[{"type":"string"},{"type":"integer"}]}"#,
                true,
            ),
            (r#"{"not":{"type":"string"}}"#, r#"{"not":{"type":["string","integer"]}}"#, false),
            // What is for people only.
            (r#"{"type":"string","title":"a"}"#, r#"{"type":"string","title":"b","description":"c"}"#, true),
        ],
    );
}

#[test]
fn properties_may_come_and_go_in_the_lenient_set() {
    hold(
        DataFormat::Json,
        Profile::JsonLenient,
        &[
            (r#"{"type":"object","properties":{}}"#, r#"{"type":"object","properties":{"a":{"type":"string"}}}"#, true),
            (
                r#"{"type":"object","properties":{}}"#,
                r#"{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}"#,
                false,
            ),
            (
                r#"{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}"#,
                r#"{"type":"object","properties":{},"additionalProperties":false}"#,
                true,
            ),
            (r#"{"type":"string","maxLength":5}"#, r#"{"type":"string","maxLength":4}"#, false),
        ],
    );
}

/// A file of one message with these members.
fn message(members: &str) -> String {
    format!("syntax = \"proto3\"; message M {{ {members} }} message N {{ }} enum E {{ E_NONE = 0; }}")
}

#[track_caller]
fn hold_messages(profile: Profile, pairs: &[(&str, &str, bool)]) {
    let texts: Vec<(String, String, bool)> =
        pairs.iter().map(|(writer, reader, reads)| (message(writer), message(reader), *reads)).collect();
    let pairs: Vec<(&str, &str, bool)> =
        texts.iter().map(|(writer, reader, reads)| (writer.as_str(), reader.as_str(), *reads)).collect();
    hold(DataFormat::Protobuf, profile, &pairs);
}

#[test]
fn protobuf_goes_by_the_strict_published_set() {
    hold_messages(
        Profile::Glue,
        &[
            ("", "string a = 1;", true),
            ("string a = 1;", "", true),
            ("string a = 1;", "string b = 1;", true),
            ("int32 a = 1;", "int64 a = 1;", true),
            ("int64 a = 1;", "bool a = 1;", true),
            ("int32 a = 1;", "E a = 1;", true),
            ("int32 a = 1;", "sint32 a = 1;", false),
            ("sint32 a = 1;", "sint64 a = 1;", true),
            ("string a = 1;", "bytes a = 1;", true),
            ("fixed32 a = 1;", "sfixed32 a = 1;", true),
            ("fixed32 a = 1;", "fixed64 a = 1;", false),
            ("float a = 1;", "double a = 1;", false),
            ("string a = 1;", "int32 a = 1;", false),
            ("string a = 1;", "N a = 1;", false),
            ("N a = 1;", "M a = 1;", false),
            ("map<string, int32> a = 1;", "map<string, int64> a = 1;", true),
            ("map<string, int32> a = 1;", "map<string, string> a = 1;", false),
            ("repeated string a = 1;", "string a = 1;", true),
            ("optional int32 a = 1;", "repeated int32 a = 1;", false),
            ("oneof o { string a = 1; }", "oneof o { string a = 1; string b = 2; }", true),
            ("oneof o { string a = 1; string b = 2; }", "oneof o { string a = 1; }", false),
            ("oneof o { string a = 1; string b = 2; }", "", true),
            ("string a = 1;", "oneof o { string a = 1; }", true),
            ("string a = 1; string b = 2;", "oneof o { string a = 1; string b = 2; }", false),
            ("oneof o { string a = 1; } string b = 2;", "oneof o { string a = 1; string b = 2; }", false),
            ("oneof o { string a = 1; }", "string a = 1;", true),
        ],
    );
}

#[test]
fn the_wire_and_code_profiles_nest() {
    // (writer, reader, on the wire, in JSON, in code)
    let cases = [
        ("string a = 1;", "string b = 1;", true, false, false),
        ("string a = 1;", "reserved 1;", true, false, false),
        ("string a = 1;", "reserved 1; reserved \"a\";", true, true, false),
        ("string a = 1;", "", false, false, false),
        ("int32 a = 1;", "int64 a = 1;", true, false, false),
        ("int32 a = 1;", "uint32 a = 1;", true, true, false),
        ("string a = 1;", "bytes a = 1;", true, false, false),
        ("bytes a = 1;", "string a = 1;", false, false, false),
        ("int32 a = 1;", "optional int32 a = 1;", true, true, false),
        ("string a = 1;", "string a = 1; string b = 2;", true, true, true),
        ("int32 a = 1;", "E a = 1;", false, false, false),
    ];
    for (profile, pick) in [(Profile::ProtoWire, 0), (Profile::ProtoWireJson, 1), (Profile::ProtoFile, 2)] {
        let pairs: Vec<(&str, &str, bool)> = cases
            .iter()
            .map(|(writer, reader, wire, json, code)| (*writer, *reader, [*wire, *json, *code][pick]))
            .collect();
        hold_messages(profile, &pairs);
    }
}
