//! Files that become one.

use super::*;
use crate::schema::validate;

fn made(format: DataFormat, files: &[(&str, &str)]) -> Result<Option<Bundle>, BundleError> {
    let mut read = |path: &str| {
        let found = files.iter().find(|(name, _)| *name == path);
        Ok(found.map(|(name, text)| SourceFile { label: (*name).to_owned(), text: (*text).to_owned() }))
    };
    bundle(format, files[0].0, files[0].1, &mut read)
}

fn json(files: &[(&str, &str)]) -> serde_json::Value {
    let bundle = made(DataFormat::Json, files).unwrap().expect("files are referred to");
    assert!(bundle.left().is_empty(), "{bundle:?}");
    serde_json::from_str(bundle.text()).unwrap_or_else(|error| panic!("{error}: {}", bundle.text()))
}

/// Where a text of the bundle is from: `file:line:column`.
fn place(bundle: &Bundle, text: &str) -> String {
    let start = bundle.text().find(text).expect("the text is in the bundle");
    let whole = Lines::new(bundle.text()).place(Span { start, end: start + text.len() });
    let place = bundle.origins().place(whole);
    let file = &bundle.files()[place.file];
    assert_eq!(&file.text[place.span.start..place.span.end], text);
    format!("{}:{}:{}", file.label, place.line, place.column)
}

#[test]
fn files_that_a_schema_refers_to_become_definitions() {
    let bundled = json(&[
        (
            "root.json",
            r##"{"properties": {"a": {"$ref": "types/a.json#/definitions/x"}, "b": {"$ref": "types/b.json"}, "c": {"$ref": "#/properties/a"}}, "enum": [{"$ref": "no.json"}]}"##,
        ),
        (
            "types/a.json",
            r##"{"$id": "http://x/a.json", "definitions": {"x": {"$ref": "#/definitions/y"}, "y": {"$ref": "b.json"}}}"##,
        ),
        (
            "types/b.json",
            r##"{"type": "object", "properties": {"up": {"$ref": "a.json#/definitions/y"}, "self": {"$ref": "#"}}}"##,
        ),
    ]);
    assert_eq!(bundled["properties"]["a"]["$ref"], "#/definitions/a/definitions/x");
    assert_eq!(bundled["properties"]["b"]["$ref"], "#/definitions/b");
    assert_eq!(bundled["properties"]["c"]["$ref"], "#/properties/a");
    assert_eq!(bundled["enum"][0]["$ref"], "no.json");
    assert_eq!(bundled["definitions"]["a"]["definitions"]["x"]["$ref"], "#/definitions/a/definitions/y");
    assert_eq!(bundled["definitions"]["b"]["properties"]["self"]["$ref"], "#/definitions/b");
    assert!(bundled["definitions"]["a"].get("$id").is_none());
}

#[test]
fn a_schema_stays_as_it_is_written_and_knows_its_places() {
    let root = r##"{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "properties": {
    "default": {"$ref": "money.json"},
    "again": {"$ref": "root.json#/properties/default"}
  },
  "definitions": {"money": true}
}
"##;
    let money = r##"
{"$id": "money.json",
 "type": "object",
 "properties": {"units": {"type": "integer"}},
 "$schema": "http://json-schema.org/draft-07/schema#"}
"##;
    let files = [("root.json", root), ("money.json", money)];
    let bundle = made(DataFormat::Json, &files).unwrap().expect("a file is referred to");
    assert_eq!(validate(DataFormat::Json, bundle.text()), Vec::new(), "{}", bundle.text());
    let value = json(&files);
    assert_eq!(value["properties"]["default"]["$ref"], "#/definitions/money_2");
    assert_eq!(value["properties"]["again"]["$ref"], "#/properties/default");
    assert_eq!(value["definitions"]["money_2"]["properties"]["units"]["type"], "integer");
    assert_eq!(value["definitions"]["money_2"].as_object().unwrap().len(), 2);
    assert_eq!(place(&bundle, "\"again\""), "root.json:5:5");
    assert_eq!(place(&bundle, "\"integer\""), "money.json:4:35");
    // Another text of the root, and the same files.
    let again = bundle.again(&root.replace("\"again\"", "\"more\"")).unwrap().expect("a file is referred to");
    assert!(again.text().contains("\"more\"") && again.text().contains("\"integer\""), "{}", again.text());
}

#[test]
fn what_cannot_be_followed_is_named() {
    for (reference, named) in [
        ("http://example.com/a.json", "not fetched"),
        ("a.json#anchor", "anchor"),
        ("/etc/a.json", "out of the file tree"),
        ("a.json", "no such file"),
    ] {
        let text = format!(r#"{{"$ref": "{reference}"}}"#);
        assert_eq!(made(DataFormat::Json, &[("root.json", &text)]).unwrap(), None, "{reference}");
        let left = left_out(DataFormat::Json, "root.json", &text);
        assert!(left[0].message.contains(named), "{reference}: {left:?}");
        assert_eq!(left[0].at.as_deref(), Some("root.json:1:10"));
        // Beside one that can be followed, it stays and is listed.
        let both = format!(r#"{{"items": [{{"$ref": "b.json"}}, {{"$ref": "{reference}"}}]}}"#);
        let bundle = made(DataFormat::Json, &[("root.json", &both), ("b.json", "{}")]).unwrap();
        let bundle = bundle.expect("a file is referred to");
        assert!(bundle.left()[0].message.contains(named), "{reference}: {bundle:?}");
        assert!(bundle.text().contains(reference), "{reference}: {bundle:?}");
    }
    let files = [("root.json", r#"{"$ref": "a.json"}"#), ("a.json", "{\n  \"a\": }")];
    assert_eq!(made(DataFormat::Json, &files).unwrap_err().at.as_deref(), Some("a.json:2:8"));
}

const ORDER: &str = "syntax = \"proto3\";\n\npackage shop;\n\nimport \"common/money.proto\";\nimport \"shop/item.proto\";\n\nmessage Order {\n  common.Money total = 1;\n  repeated Item items = 2;\n  .common.Money tax = 3;\n}\n";
const MONEY: &str = "syntax = \"proto3\";\npackage common;\nimport \"google/protobuf/timestamp.proto\";\n// An amount.\nmessage Money { int64 units = 1; .common.Currency currency = 2; google.protobuf.Timestamp at = 3; }\nenum Currency { NONE = 0; }\n";
const ITEM: &str = "syntax = \"proto3\";\npackage shop;\nimport \"common/money.proto\";\nmessage Item {\n  string name = 1;\n  common.Money price = 2;\n}\nservice S { rpc A(Item) returns (Item); }\n";

fn protobuf(files: &[(&str, &str)]) -> Bundle {
    made(DataFormat::Protobuf, files).unwrap().expect("files are imported")
}

#[test]
fn imported_types_come_into_the_file_and_know_their_places() {
    let bundle = protobuf(&[("order.proto", ORDER), ("common/money.proto", MONEY), ("shop/item.proto", ITEM)]);
    assert!(bundle.left().is_empty(), "{bundle:?}");
    let bundled = bundle.text();
    assert_eq!(validate(DataFormat::Protobuf, bundled), Vec::new(), "{bundled}");
    assert!(bundled.contains("message common {") && bundled.contains("// An amount."), "{bundled}");
    assert!(bundled.contains("import \"google/protobuf/timestamp.proto\";"), "{bundled}");
    assert!(
        !bundled.contains("money.proto\";") && !bundled.contains(".common.") && !bundled.contains("service"),
        "{bundled}"
    );
    assert_eq!(place(&bundle, "repeated Item"), "order.proto:10:3");
    assert_eq!(place(&bundle, "common.Money tax"), "order.proto:11:4");
    assert_eq!(place(&bundle, "common.Currency currency"), "common/money.proto:5:35");
    assert_eq!(place(&bundle, "common.Money price = 2;\n"), "shop/item.proto:6:3");
}

#[test]
fn imports_that_are_nowhere_stay_where_they_are() {
    assert_eq!(made(DataFormat::Protobuf, &[("order.proto", ORDER)]).unwrap(), None);
    let left = left_out(DataFormat::Protobuf, "order.proto", ORDER);
    assert_eq!(left.len(), 2);
    assert!(left[0].message.contains("common/money.proto"), "{left:?}");
    assert_eq!(left[0].at.as_deref(), Some("order.proto:5:1"));
    // The one that an imported file asks for is told where it asks.
    let plain = ORDER.replace("import \"common/money.proto\";\n", "");
    let bundle = protobuf(&[("order.proto", &plain), ("shop/item.proto", ITEM)]);
    assert_eq!(bundle.left()[0].at.as_deref(), Some("shop/item.proto:3:1"));
    let mut errors = validate(DataFormat::Protobuf, bundle.text());
    bundle.origins().errors(&mut errors);
    assert_eq!((errors[0].place.file, errors[0].place.line, errors[0].place.column), (1, 3, 8), "{errors:?}");
}

#[test]
fn imports_that_do_not_fit_are_refused() {
    let refused = |files: &[(&str, &str)]| made(DataFormat::Protobuf, files).unwrap_err();
    let older = refused(&[("order.proto", ORDER), ("common/money.proto", "syntax = \"proto2\"; package common;")]);
    assert!(older.message.contains("proto2"), "{older:?}");
    assert_eq!(older.at.as_deref(), Some("order.proto:5:1"));
    let cut = refused(&[("order.proto", ORDER), ("common/money.proto", "syntax = \"proto3\";\nmessage M {")]);
    assert_eq!(cut.at.as_deref(), Some("common/money.proto:2:1"));
    let alone = "syntax = \"proto3\";\nimport \"google/protobuf/any.proto\";\nmessage M {}\n";
    assert_eq!(made(DataFormat::Protobuf, &[("m.proto", alone)]).unwrap(), None);
    assert!(left_out(DataFormat::Protobuf, "m.proto", alone).is_empty());
    assert_eq!(left_out(DataFormat::Protobuf, "m.proto", "message M {").len(), 1);
}
