//! Verdicts: the rules one by one, and the modes.

use super::*;

fn avro(mode: Mode, new: &str, old: &[&str]) -> Verdict {
    let versions: Vec<Version<'_>> =
        old.iter().zip(1..).map(|(definition, number)| Version { number, definition }).collect();
    check(DataFormat::Avro, mode, new, &versions)
}

fn findings(mode: Mode, new: &str, old: &str) -> Vec<Finding> {
    match avro(mode, new, &[old]) {
        Verdict::Compatible => Vec::new(),
        Verdict::Incompatible(findings) => findings,
        other => panic!("{other:?}"),
    }
}

fn rules(mode: Mode, new: &str, old: &str) -> Vec<String> {
    findings(mode, new, old).into_iter().map(|finding| format!("{} {}", finding.rule, finding.path)).collect()
}

fn record(fields: &str) -> String {
    format!(r#"{{"type":"record","name":"R","namespace":"n","fields":[{fields}]}}"#)
}

fn field(name: &str, field_type: &str) -> String {
    format!(r#"{{"name":"{name}","type":{field_type}}}"#)
}

fn errors(definition: &str) -> Vec<String> {
    validate(DataFormat::Avro, definition).iter().map(DefinitionError::to_string).collect()
}

const OLD_USER: &str = r#"{
  "type": "record", "name": "UserEvent", "namespace": "com.example",
  "fields": [
    {"name": "id", "type": "long"}
  ]
}"#;

const NEW_USER: &str = r#"{
  "type": "record", "name": "UserEvent", "namespace": "com.example",
  "fields": [
    {"name": "id", "type": "long"},
    {"name": "country", "type": "string"}
  ]
}"#;

#[test]
fn an_added_field_needs_a_default() {
    let found = findings(Mode::Backward, NEW_USER, OLD_USER);
    let [finding] = &found[..] else { panic!("{found:?}") };
    assert_eq!(finding.rule, "READER_FIELD_MISSING_DEFAULT_VALUE");
    assert_eq!(finding.message, "field `country` was added without a default");
    assert_eq!(
        finding.fix.as_ref().map(|fix| fix.text.as_str()),
        Some(r#"add "default": null and make the type ["null", "string"], or add a "default" of the type"#)
    );
    assert_eq!((finding.new.place.line, finding.new.place.column, finding.against), (5, 5, 1));
    assert_eq!(finding.path, "/fields/1");
    assert_eq!(avro(Mode::Forward, NEW_USER, &[OLD_USER]), Verdict::Compatible);
    // A union with null is not a default.
    let found = findings(Mode::Backward, &record(&field("a", r#"["null","string"]"#)), &record(""));
    assert!(found[0].fix.as_ref().is_some_and(|fix| fix.text.starts_with("add \"default\": null (")));
}

#[test]
fn a_removed_field_breaks_old_readers() {
    let found = findings(Mode::Forward, OLD_USER, NEW_USER);
    let [finding] = &found[..] else { panic!("{found:?}") };
    assert_eq!(finding.message, "field `country` was removed, and the old version has no default for it");
    // In the new text, the record that lost it; in the old one, the field.
    assert_eq!((finding.new.place.line, finding.old.place.line), (1, 5));
    assert_eq!(avro(Mode::Backward, OLD_USER, &[NEW_USER]), Verdict::Compatible);
}

#[test]
fn promotions_go_one_way() {
    let one = |field_type: &str| record(&field("a", &format!("\"{field_type}\"")));
    let primitives = ["null", "boolean", "int", "long", "float", "double", "bytes", "string"];
    let promotions = [
        ("int", "long"),
        ("int", "float"),
        ("int", "double"),
        ("long", "float"),
        ("long", "double"),
        ("float", "double"),
        ("string", "bytes"),
        ("bytes", "string"),
    ];
    for old in primitives {
        for new in primitives {
            let readable = promotions.contains(&(old, new));
            if old == new {
                continue;
            }
            let found = rules(Mode::BackwardAll, &one(new), &one(old));
            assert_eq!(found.is_empty(), readable, "{old} -> {new}: {found:?}");
            assert_eq!(rules(Mode::Forward, &one(old), &one(new)).is_empty(), readable, "{new} -> {old}");
        }
    }
    let found = findings(Mode::Backward, &one("int"), &one("long"));
    assert_eq!(found[0].message, "field `a` changed from long to int, which cannot read it");
    assert_eq!(found[0].path, "/fields/0/type");
    let found = findings(Mode::Forward, &one("long"), &one("int"));
    assert_eq!(found[0].message, "field `a` changed from int to long, which the old version cannot read");
}

#[test]
fn names_and_aliases() {
    let named = |name: &str, extra: &str| format!(r#"{{"type":"record","name":"{name}","fields":[]{extra}}}"#);
    assert_eq!(rules(Mode::Backward, &named("a.New", ""), &named("a.Old", "")), ["NAME_MISMATCH /name"]);
    assert!(rules(Mode::Backward, &named("a.New", r#","aliases":["Old"]"#), &named("a.Old", "")).is_empty());
    assert!(rules(Mode::Backward, &named("a.New", r#","aliases":["b.Old"]"#), &named("b.Old", "")).is_empty());
    assert_eq!(
        rules(Mode::Backward, &named("a.New", r#","aliases":["Old"]"#), &named("b.Old", "")),
        ["NAME_MISMATCH /name"]
    );
    // Only the local name counts, and an alias of the new version does not help the old one.
    assert!(rules(Mode::Full, &named("b.Old", ""), &named("a.Old", "")).is_empty());
    assert_eq!(
        rules(Mode::Forward, &named("a.New", r#","aliases":["Old"]"#), &named("a.Old", "")),
        ["NAME_MISMATCH /name"]
    );

    let aliased = record(r#"{"name":"b","type":"int","aliases":["a"]}"#);
    assert!(rules(Mode::Backward, &aliased, &record(&field("a", "\"int\""))).is_empty());
    let both = record(&format!("{},{}", field("a", "\"int\""), field("b", "\"int\"")));
    assert_eq!(rules(Mode::Backward, &aliased, &both), ["AMBIGUOUS_ALIAS /fields/0"]);
}

#[test]
fn enums_and_fixed() {
    let symbols = |list: &str, extra: &str| {
        record(&field("e", &format!(r#"{{"type":"enum","name":"E","symbols":[{list}]{extra}}}"#)))
    };
    let (two, three) = (symbols(r#""A","B""#, ""), symbols(r#""A","B","C""#, ""));
    assert_eq!(rules(Mode::Backward, &two, &three), ["MISSING_ENUM_SYMBOLS /fields/0/type/symbols"]);
    assert!(rules(Mode::Backward, &three, &two).is_empty());
    assert_eq!(rules(Mode::Forward, &three, &two), ["MISSING_ENUM_SYMBOLS /fields/0/type/symbols"]);
    assert!(rules(Mode::Backward, &symbols(r#""A","B""#, r#","default":"A""#), &three).is_empty());
    assert!(findings(Mode::Backward, &two, &three)[0].message.contains("lost the symbol C"));

    let fixed = |size: u32| record(&field("f", &format!(r#"{{"type":"fixed","name":"F","size":{size}}}"#)));
    let found = findings(Mode::Full, &fixed(8), &fixed(4));
    assert_eq!(
        found.iter().map(|finding| (finding.rule, finding.direction)).collect::<Vec<_>>(),
        [("FIXED_SIZE_MISMATCH", Direction::Backward), ("FIXED_SIZE_MISMATCH", Direction::Forward)]
    );
    assert_eq!(found[1].message, "the size of the fixed `n.F` went from 4 to 8 bytes");
    let own_default = record(&field("e", r#"{"type":"enum","name":"E","symbols":["A"],"default":"A"}"#));
    assert_eq!(rules(Mode::Backward, &own_default, &record("")), ["TYPE_MISMATCH /fields/0"]);
}

#[test]
fn unions_branch_by_branch() {
    let one = |field_type: &str| record(&field("u", field_type));
    assert!(rules(Mode::Backward, &one(r#"["null","long"]"#), &one("\"int\"")).is_empty());
    assert!(rules(Mode::Backward, &one(r#"["string","null","double"]"#), &one(r#"["null","int","bytes"]"#)).is_empty());
    assert_eq!(
        rules(Mode::Backward, &one(r#"["null","int"]"#), &one(r#"["null","int","string"]"#)),
        ["MISSING_UNION_BRANCH /fields/0/type/2"]
    );
    assert_eq!(
        rules(Mode::Forward, &one(r#"["null","int","string"]"#), &one(r#"["null","int"]"#)),
        ["MISSING_UNION_BRANCH /fields/0/type/2"]
    );
    // A union read by one type: every branch counts.
    assert_eq!(
        rules(Mode::Backward, &one("\"string\""), &one(r#"["null","string"]"#)),
        ["TYPE_MISMATCH /fields/0/type/0"]
    );
    assert!(rules(Mode::Backward, &one("\"double\""), &one(r#"["int","float"]"#)).is_empty());

    let address = |zip: &str| one(&format!(r#"["null",{{"type":"record","name":"Address","fields":[{zip}]}}]"#));
    let found = findings(Mode::Backward, &address(&field("zip", "\"string\"")), &address(""));
    assert_eq!(found[0].rule, "MISSING_UNION_BRANCH");
    assert!(
        found[0]
            .causes
            .iter()
            .any(|cause| cause.to_string() == "branch 1 (`n.Address`): field `u.zip` was added without a default"),
        "{:?}",
        found[0].causes
    );
    assert!(found[0].message.contains("which changed"));
}

#[test]
fn collections_and_recursion() {
    let one = |field_type: &str| record(&field("c", field_type));
    assert_eq!(
        rules(Mode::Backward, &one(r#"{"type":"array","items":"int"}"#), &one(r#"{"type":"array","items":"long"}"#)),
        ["TYPE_MISMATCH /fields/0/type/items"]
    );
    assert_eq!(
        rules(Mode::Backward, &one(r#"{"type":"map","values":"int"}"#), &one(r#"{"type":"map","values":"string"}"#)),
        ["TYPE_MISMATCH /fields/0/type/values"]
    );
    assert_eq!(
        rules(Mode::Backward, &one(r#"{"type":"map","values":"int"}"#), &one(r#"{"type":"array","items":"int"}"#)),
        ["TYPE_MISMATCH /fields/0/type"]
    );
    let list = |value: &str| {
        format!(
            r#"{{"type":"record","name":"L","fields":[{{"name":"v","type":"{value}"}},{{"name":"next","type":["null","L"]}}]}}"#
        )
    };
    assert!(rules(Mode::Backward, &list("long"), &list("int")).is_empty());
    assert_eq!(rules(Mode::Backward, &list("int"), &list("long")), ["TYPE_MISMATCH /fields/0/type"]);
    // Both say X, and X changed; a definition that moved is the same one.
    let twice = |size: u8, first: bool| {
        let definition = format!(r#"{{"type":"fixed","name":"X","size":{size}}}"#);
        let (a, b) = if first { (definition.as_str(), "\"X\"") } else { ("\"int\"", definition.as_str()) };
        record(&format!("{},{}", field("a", a), field("b", b)))
    };
    assert_eq!(rules(Mode::Backward, &twice(2, true), &twice(1, true)), ["FIXED_SIZE_MISMATCH /fields/0/type/size"]);
    let only_b = record(&field("b", r#"{"type":"fixed","name":"X","size":1}"#));
    assert!(rules(Mode::Forward, &twice(1, true), &only_b).is_empty());
    // Logical types mean nothing here.
    let logical =
        |scale: u8| one(&format!(r#"{{"type":"bytes","logicalType":"decimal","precision":9,"scale":{scale}}}"#));
    assert!(rules(Mode::Full, &logical(2), &logical(4)).is_empty());
}

#[test]
fn modes_choose_versions_and_directions() {
    let v1 = record("");
    let v2 = record(r#"{"name":"a","type":"int","default":0}"#);
    let v3 = record(&field("a", "\"int\""));
    let old = [v1.as_str(), v2.as_str()];
    assert_eq!(avro(Mode::Backward, &v3, &old), Verdict::Compatible);
    let Verdict::Incompatible(found) = avro(Mode::BackwardAll, &v3, &old) else { panic!() };
    assert_eq!(found.iter().map(|finding| finding.against).collect::<Vec<_>>(), [1]);
    assert_eq!(avro(Mode::Forward, &v3, &old), Verdict::Compatible);
    assert_eq!(avro(Mode::ForwardAll, &v3, &old), Verdict::Compatible);
    assert!(matches!(avro(Mode::Disabled, &v3, &old), Verdict::Refused { .. }));
    assert_eq!(avro(Mode::Disabled, &v3, &[]), Verdict::Compatible);
    assert_eq!(avro(Mode::None, "\"int\"", &old), Verdict::Compatible);
    assert_eq!(avro(Mode::Disabled, &v2.replace(':', " : "), &old), Verdict::Same { version: 2 });
    assert!(matches!(avro(Mode::None, "{", &old), Verdict::Invalid(_)));
    assert!(matches!(avro(Mode::Backward, &v3, &["{"]), Verdict::CannotJudge { .. }));
    for mode in Mode::ALL {
        assert_eq!(mode.to_string().to_lowercase().replace('_', "-").parse::<Mode>(), Ok(mode));
    }
}

#[test]
fn every_format_is_judged() {
    for (format, old, new) in [
        (DataFormat::Json, r#"{"type":"object"}"#, r#"{"type":"string"}"#),
        (DataFormat::Protobuf, "syntax = \"proto3\";\nmessage A {}\n", "syntax = \"proto3\";\nmessage B {}\n"),
    ] {
        let previous = [Version { number: 1, definition: old }];
        assert!(
            matches!(check(format, Mode::Backward, new, &previous), Verdict::Incompatible(found) if found.len() == 1)
        );
        assert_eq!(check(format, Mode::None, new, &previous), Verdict::Compatible);
        assert_eq!(check(format, Mode::Backward, old, &previous), Verdict::Same { version: 1 });
        assert_eq!(check(format, Mode::Backward, new, &[]), Verdict::Compatible);
    }
}

#[test]
fn invalid_avro_is_placed() {
    for (definition, message) in [
        ("{\"type\": \"record\"\n \"name\": 1}", "line 2, column 2: not JSON: expected ',' or '}', found '\"'"),
        (r#"{"type":"record","name":"R"}"#, "line 1, column 1: the record `R` has no `fields`"),
        (r#""integer""#, "line 1, column 1: the type `integer` is not defined"),
        (r#"{"name":"R"}"#, "line 1, column 1: the attribute `type` is missing"),
        (r#"{"type":{"type":"string"}}"#, "line 1, column 9: `type` must be the name of a type here, found an object"),
        (r#"["int","int"]"#, "line 1, column 8: the union has the branch `int` twice"),
        (r#"["int",["null"]]"#, "line 1, column 8: a union cannot hold a union"),
        (r#"{"type":"enum","name":"E","symbols":["a","a"]}"#, "line 1, column 42: the enum `E` has the symbol a twice"),
        (
            r#"{"type":"enum","name":"E","symbols":["a"],"default":"b"}"#,
            "line 1, column 53: the default of the enum `E` is none of its symbols",
        ),
        (
            r#"{"type":"fixed","name":"F","size":"4"}"#,
            "line 1, column 35: the fixed `F` needs a `size` of 0 or more bytes",
        ),
        (r#"{"type":"array"}"#, "line 1, column 1: the attribute `items` is missing"),
        (r#"{"type":"fixed","name":"my-f","size":1}"#, "line 1, column 24: `my-f` is no name"),
    ] {
        assert_eq!(errors(definition), [message], "{definition}");
    }
    let twice = r#"[{"type":"fixed","name":"F","size":1},{"type":"record","name":"R","fields":[{"name":"f","type":{"type":"fixed","name":"F","size":2}}]}]"#;
    assert!(errors(twice)[0].ends_with("the type `F` is defined twice"));
}

#[test]
fn defaults_must_fit() {
    let with = |field_type: &str, default: &str| {
        errors(&record(&format!(r#"{{"name":"a","type":{field_type},"default":{default}}}"#)))
    };
    for (field_type, default) in [
        ("\"int\"", "2147483647"),
        ("\"long\"", "-1"),
        ("\"double\"", "1"),
        ("\"bytes\"", "\"\\u00ff\""),
        (r#"["null","int"]"#, "null"),
        (r#"["int","null"]"#, "0"),
        (r#"{"type":"array","items":"int"}"#, "[1,2]"),
        (r#"{"type":"map","values":"string"}"#, r#"{"k":"v"}"#),
        (
            r#"{"type":"record","name":"S","fields":[{"name":"x","type":"int"},{"name":"y","type":"int","default":1}]}"#,
            r#"{"x":1}"#,
        ),
        (r#"{"type":"enum","name":"E","symbols":["A"]}"#, "\"A\""),
    ] {
        assert!(with(field_type, default).is_empty(), "{field_type} {default}: {:?}", with(field_type, default));
    }
    for (field_type, default) in [
        ("\"int\"", "2147483648"),
        ("\"int\"", "1.5"),
        ("\"string\"", "null"),
        (r#"["int","null"]"#, "null"),
        (r#"{"type":"array","items":"int"}"#, "[\"x\"]"),
        (r#"{"type":"record","name":"S","fields":[{"name":"x","type":"int"}]}"#, "{}"),
        (r#"{"type":"enum","name":"E","symbols":["A"]}"#, "\"B\""),
    ] {
        assert_eq!(with(field_type, default).len(), 1, "{field_type} {default}");
    }
    let definition = record(r#"{"name":"a","type":["string","null"],"default":null}"#);
    let found = validate(DataFormat::Avro, &definition);
    assert_eq!(found[0].hint.as_deref(), Some("move \"null\" to the front of the union"));
    // A stored version with such a default stays comparable.
    assert!(
        rules(
            Mode::Backward,
            &record(&field("b", r#"["string","null"]"#)).replace("}]}", ",\"default\":\"\"}]}"),
            &definition
        )
        .is_empty()
    );
}

#[test]
fn json_schemas_are_read() {
    let errors = |definition: &str| {
        validate(DataFormat::Json, definition).iter().map(DefinitionError::to_string).collect::<Vec<_>>()
    };
    let good = r##"{"$schema":"http://json-schema.org/draft-07/schema#","type":"object","required":["a"],"properties":{"a":{"type":["string","null"],"maxLength":3},
        "b":{"$ref":"#/definitions/B"},"c":true},"definitions":{"B":{"enum":[1,2]}},"additionalProperties":false,"if":{},"then":{"not":{}}}"##;
    assert_eq!(errors(good), Vec::<String>::new());
    for (definition, message) in [
        ("[]", "line 1, column 1: a schema is an object or a boolean, found an array"),
        (r#"{"type":"text"}"#, "line 1, column 9: `text` is no type"),
        (r#"{"properties":{"a":1}}"#, "line 1, column 20: a schema is an object or a boolean, found a number"),
        (r#"{"required":"a"}"#, "line 1, column 13: `required` must be an array of property names, found a text"),
        (r#"{"maxLength":-1}"#, "line 1, column 14: `maxLength` must be a whole number of 0 or more, found a number"),
        (r##"{"items":{"$ref":"#/definitions/X"}}"##, "line 1, column 18: the reference #/definitions/X leads nowhere"),
        (
            r#"{"$schema":"https://json-schema.org/draft/2020-12/schema"}"#,
            "line 1, column 12: `$schema` names no draft that the registry reads",
        ),
        (
            r#"{"$schema":"http://json-schema.org/draft-04/schema#","exclusiveMinimum":1,"minimum":0}"#,
            "line 1, column 73: `exclusiveMinimum` must be true or false in draft 4, found a number",
        ),
        (r#"{"type":"string","type":"null"}"#, "line 1, column 18: `type` is given twice"),
        (r#"{"anyOf":[]}"#, "line 1, column 10: `anyOf` must be an array of one or more schemas, found an array"),
        ("{\n\"type\": }", "line 2, column 9: not JSON: expected a JSON value, found '}'"),
    ] {
        assert_eq!(errors(definition), [message], "{definition}");
    }
}

#[test]
fn protobuf_files_are_read() {
    let errors = |definition: &str| {
        validate(DataFormat::Protobuf, definition).iter().map(DefinitionError::to_string).collect::<Vec<_>>()
    };
    let good = r#"
// A comment.
syntax = "proto3";
package a.b; /* another */
import "google/protobuf/timestamp.proto";
option java_package = "x" "y";
message Order {
  reserved 5, 7 to 9, 100 to max;
  reserved "old";
  string id = 1 [deprecated = true, (my.option).part = { a: 1, b: [2] }];
  optional int32 count = 2;
  repeated Line lines = 3;
  map<string, Line> by_name = 4;
  oneof pay { Card card = 10; .a.b.Kind kind = 11; }
  google.protobuf.Timestamp at = 12;
  message Line { Order parent = 1; Line next = 2; a.b.Order full = 3; }
  enum Kind2 { option allow_alias = true; NONE = 0; ZERO = 0; BELOW = -1; }
  Order.Kind2 message = 13;
}
message Card {}
enum Kind { UNKNOWN = 0; A = 0x10; }
service S { option deprecated = false; rpc Get (Order) returns (stream Card) { option idempotency_level = NO_SIDE_EFFECTS; } rpc Put(Card) returns (Card); }
"#;
    assert_eq!(errors(good), Vec::<String>::new());
    let proto2 =
        "message A { required int32 a = 1 [default = -5]; optional group_x b = 2; }\nenum group_x { ONE = 1; }";
    assert_eq!(errors(proto2), Vec::<String>::new());
    let three = |body: &str| errors(&format!("syntax = \"proto3\";\n{body}"));
    for (body, message) in [
        ("message A { string a = 1 }", "line 2, column 26: expected ';', found '}'"),
        ("message A {", "line 2, column 12: expected the type of a field, found the end of the file"),
        ("message A { string a = 1; int32 b = 1; }", "line 2, column 37: `A` gives the number 1 to `a` and to `b`"),
        ("message A { string a = 1; int32 a = 2; }", "line 2, column 33: `A` has `a` twice"),
        ("message A { string a = 0; }", "line 2, column 24: a field's number is 1 to 536870911"),
        ("message A { string a = 19500; }", "line 2, column 24: the numbers 19000 to 19999 belong to protobuf itself"),
        ("message A { reserved 3; string a = 3; }", "line 2, column 36: `A` has reserved the number 3"),
        ("message A { Missing a = 1; }", "line 2, column 13: the type `Missing` is not defined"),
        ("message A { google.protobuf.Any a = 1; }", "line 2, column 13: `google.protobuf.Any` is not imported"),
        ("message A { required string a = 1; }", "line 2, column 13: proto3 has no required fields"),
        ("enum E { A = 1; }", "line 2, column 14: the first value of `E` must be 0 in proto3"),
        ("message A {} message A {}", "line 2, column 22: `A` is defined twice"),
        ("message A { map<double, string> a = 1; }", "line 2, column 17: `double` cannot be the key of a map"),
        ("message A { repeated group B = 1 {} }", "line 2, column 22: the registry does not take groups"),
        ("extend A {}", "line 2, column 1: the registry does not take extensions"),
        (
            "import \"other.proto\"; message A { other.B b = 1; }",
            "line 2, column 8: the import \"other.proto\" cannot be resolved",
        ),
        ("message A { string a = 1; } /* open", "line 2, column 29: the comment is not closed"),
        ("message A { int32 X = 1; enum E { X = 0; } }", "line 2, column 19: `A.X` is defined twice"),
        ("message A { oneof o {} }", "line 2, column 19: the oneof `o` has no fields"),
    ] {
        assert_eq!(three(body), [message], "{body}");
    }
    assert_eq!(errors("edition = \"2023\";"), ["line 1, column 1: the registry takes proto2 and proto3, no editions"]);
    assert_eq!(
        errors("message A { int32 a = 1; }"),
        ["line 1, column 13: a field of proto2 needs a label: optional, required or repeated"]
    );
}

proptest::proptest! {
    #[test]
    fn no_definition_crashes(text in "(message|enum|oneof|map|reserved|option|rpc|[{}\\[\\]()<>=;,:\"a1.\\- é]|string){0,24}") {
        for format in [DataFormat::Avro, DataFormat::Json, DataFormat::Protobuf] {
            let _ = validate(format, &text);
        }
    }
}
