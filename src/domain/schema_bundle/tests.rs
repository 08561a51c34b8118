//! Files that become one.

use super::*;
use crate::domain::schema::{DataFormat, validate};

fn json(files: &[(&str, &str)]) -> Result<serde_json::Value, BundleError> {
    let mut read = |path: &str| {
        let found = files.iter().find(|(name, _)| *name == path);
        found.map(|(_, text)| (*text).to_owned()).ok_or_else(|| BundleError::new(format!("no {path}")))
    };
    bundle_json(files[0].1, &mut read).map(|text| serde_json::from_str(&text).unwrap())
}

#[test]
fn files_that_a_schema_refers_to_become_definitions() {
    let bundled = json(&[
        ("root.json", r##"{"properties": {"a": {"$ref": "types/a.json#/definitions/x"}, "b": {"$ref": "types/b.json"}, "c": {"$ref": "#/properties/a"}}, "enum": [{"$ref": "no.json"}]}"##),
        ("types/a.json", r##"{"$id": "http://x/a.json", "definitions": {"x": {"$ref": "#/definitions/y"}, "y": {"$ref": "b.json"}}}"##),
        ("types/b.json", r##"{"type": "object", "properties": {"up": {"$ref": "a.json#/definitions/y"}, "self": {"$ref": "#"}}}"##),
    ])
    .unwrap();
    assert_eq!(bundled["properties"]["a"]["$ref"], "#/definitions/a/definitions/x");
    assert_eq!(bundled["properties"]["b"]["$ref"], "#/definitions/b");
    assert_eq!(bundled["properties"]["c"]["$ref"], "#/properties/a");
    assert_eq!(bundled["enum"][0]["$ref"], "no.json");
    assert_eq!(bundled["definitions"]["a"]["definitions"]["x"]["$ref"], "#/definitions/a/definitions/y");
    assert_eq!(bundled["definitions"]["b"]["properties"]["self"]["$ref"], "#/definitions/b");
    assert!(bundled["definitions"]["a"].get("$id").is_none());
}

#[test]
fn what_cannot_be_followed_is_named() {
    for (reference, named) in [
        ("http://example.com/a.json", "not fetched"),
        ("a.json#anchor", "anchor"),
        ("/etc/a.json", "out of the file tree"),
        ("a.json", "no a.json"),
    ] {
        let error = json(&[("root.json", &format!(r#"{{"$ref": "{reference}"}}"#))]).unwrap_err();
        assert!(error.message.contains(named), "{reference}: {error:?}");
    }
}

fn protobuf(files: &[(&str, &str)]) -> Result<String, BundleError> {
    let mut read = |path: &str| Ok(files.iter().find(|(name, _)| *name == path).map(|(_, text)| (*text).to_owned()));
    bundle_protobuf(files[0].1, &mut read)
}

const ORDER: &str = "syntax = \"proto3\";\n\npackage shop;\n\nimport \"common/money.proto\";\nimport \"shop/item.proto\";\n\nmessage Order {\n  common.Money total = 1;\n  repeated Item items = 2;\n  .common.Money tax = 3;\n}\n";

#[test]
fn imported_types_come_into_the_file() {
    let bundled = protobuf(&[
        ("order.proto", ORDER),
        ("common/money.proto", "syntax = \"proto3\";\npackage common;\nimport \"google/protobuf/timestamp.proto\";\n// An amount.\nmessage Money { int64 units = 1; Currency currency = 2; google.protobuf.Timestamp at = 3; }\nenum Currency { NONE = 0; }\n"),
        ("shop/item.proto", "syntax = \"proto3\";\npackage shop;\nimport \"common/money.proto\";\nmessage Item { string name = 1; common.Money price = 2; }\nservice S { rpc A(Item) returns (Item); }\n"),
    ])
    .unwrap();
    assert_eq!(validate(DataFormat::Protobuf, &bundled), Vec::new(), "{bundled}");
    assert!(bundled.contains("message common {") && bundled.contains("// An amount."), "{bundled}");
    assert!(bundled.contains("import \"google/protobuf/timestamp.proto\";"), "{bundled}");
    assert!(
        !bundled.contains("money.proto\";") && !bundled.contains(".common.Money tax") && !bundled.contains("service"),
        "{bundled}"
    );
}

#[test]
fn imports_that_do_not_fit_are_refused() {
    let error = protobuf(&[("order.proto", ORDER)]).unwrap_err();
    assert_eq!((error.message.contains("common/money.proto"), error.line), (true, Some(5)));
    let older = protobuf(&[("order.proto", ORDER), ("common/money.proto", "syntax = \"proto2\"; package common;")]);
    assert!(older.unwrap_err().message.contains("proto2"));
    let alone = "syntax = \"proto3\";\nimport \"google/protobuf/any.proto\";\nmessage M {}\n";
    assert_eq!(protobuf(&[("m.proto", alone)]).unwrap(), alone);
    assert!(protobuf(&[("m.proto", "message M {")]).is_err());
}
