//! Schemas and data: `schema validate`, `infer`, `bundle`, `diff`, and columns from schemas and back.

use std::io::Write;

use crate::sandbox::{Sandbox, fixtures};

const USER: &str = r#"{"type": "record", "name": "User", "fields": [
  {"name": "id", "type": "long"},
  {"name": "name", "type": ["null", "string"], "default": null}]}"#;

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::without_target();
    sandbox.write("user.avsc", USER);
    sandbox
}

#[test]
fn bad_records_are_named_with_their_lines() {
    let sandbox = sandbox();
    sandbox.write(
        "data.jsonl",
        "{\"id\": 1}\n{\"id\": \"x\"}\n\n{broken\n{\"id\": 2, \"name\": \"n\"}\n{\"id\": 3, \"more\": 1}\n",
    );
    let validate = |more: &[&str]| {
        let mut line = vec!["schema", "validate", "data.jsonl", "--schema", "user.avsc"];
        line.extend_from_slice(more);
        sandbox.run(line)
    };
    validate(&[])
        .code(3)
        .stdout_has("data.jsonl:2: /id: expected long, found the string \"x\"")
        .stdout_has("data.jsonl:4: not JSON")
        .stdout_has("data.jsonl:6: field `more` is not in the schema")
        .stdout_has("3 of 5 records do not fit user.avsc");
    let first = validate(&["--show", "1", "-o", "json"]).code(3).json();
    assert_eq!(first["validations"][0]["bad"], 3);
    assert_eq!(first["validations"][0]["bad_records"].as_array().unwrap().len(), 1);
    sandbox.write("data.jsonl", "[\n  {\"id\": 1},\n  {\"id\": 2}\n]\n");
    validate(&["-o", "json"]).code(3);
    sandbox.write("data.json", "[\n  {\"id\": 1},\n  {\"id\": 2.5}\n]\n");
    sandbox
        .run(["schema", "validate", "data.json", "--schema", "user.avsc"])
        .code(3)
        .stdout_has("data.json:3: /id: expected long, found the number 2.5");
    sandbox
        .run(["schema", "validate", "none.json", "--schema", "user.avsc"])
        .code(2)
        .stderr_has("none.json cannot be read");
    sandbox.write("cut.avsc", "{");
    sandbox.run(["schema", "validate", "data.json", "--schema", "cut.avsc"]).code(2).stderr_has("cut.avsc:1:2");
}

#[test]
fn json_is_held_against_json_schema_zipped_or_not() {
    let sandbox = Sandbox::without_target();
    sandbox.write("s.json", r#"{"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}"#);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(b"{\"id\": 1}\n{\"id\": \"x\"}\n").unwrap();
    sandbox.write("data.jsonl.gz", packed.finish().unwrap());
    sandbox
        .run(["schema", "validate", "data.jsonl.gz", "--schema", "s.json"])
        .code(3)
        .stdout_has("data.jsonl.gz:2: /id: ")
        .stdout_has("1 of 2 records does not fit");
    sandbox.write("s.proto", "syntax = \"proto3\";\nmessage M { string a = 1; }\n");
    sandbox.run(["schema", "validate", "data.jsonl.gz", "--schema", "s.proto"]).code(2).stderr_has("PROTOBUF");
    let parquet = b"PAR1....PAR1";
    sandbox.write("data.parquet", parquet);
    sandbox.run(["schema", "validate", "data.parquet", "--schema", "s.json"]).code(2).stderr_has("Parquet");
}

#[test]
fn avro_files_are_read_with_the_schema() {
    let sandbox = sandbox();
    let schema = apache_avro::Schema::parse_str(USER).unwrap();
    let mut writer = apache_avro::Writer::new(&schema, Vec::new()).unwrap();
    for id in 0..3_i64 {
        let mut record = apache_avro::types::Record::new(&schema).unwrap();
        record.put("id", id);
        record.put("name", apache_avro::types::Value::Union(0, Box::new(apache_avro::types::Value::Null)));
        writer.append_value(record).unwrap();
    }
    sandbox.write("data.avro", writer.into_inner().unwrap());
    let validate = |schema: &str| sandbox.run(["schema", "validate", "data.avro", "--schema", schema]);
    validate("user.avsc").code(0).stdout_has("ok: data.avro: 3 records, all fit user.avsc");
    sandbox.write(
        "more.avsc",
        USER.replace("\"name\": \"name\"", "\"name\": \"country\"").replace(", \"default\": null", ""),
    );
    validate("more.avsc")
        .code(3)
        .stdout_has("data.avro, record 1: ")
        .stdout_has("country")
        .stdout_has("3 of 3 records");
    sandbox.write("cut.avro", b"Obj\x01garbage");
    sandbox
        .run(["schema", "validate", "cut.avro", "--schema", "user.avsc"])
        .code(2)
        .stderr_has("cut.avro is a broken Avro file");
}

#[test]
fn a_schema_is_made_from_data_that_then_fits_it() {
    let sandbox = Sandbox::without_target();
    let flights = fixtures().join("data/flights-2k.json").display().to_string();
    let weather = fixtures().join("data/seattle-weather.csv").display().to_string();
    for (format, file) in [("avro", "f.avsc"), ("json", "f.json")] {
        let made = sandbox.run(["schema", "infer", &flights, "--format", format, "--name", "Flight"]).code(0);
        sandbox.write(file, &made.stdout);
        sandbox.run(["schema", "check", file]).code(0).stdout_has("a valid");
        sandbox.run(["schema", "validate", &flights, "--schema", file]).code(0).stdout_has("all fit");
    }
    let csv = sandbox.run(["schema", "infer", &weather]).code(0);
    assert!(csv.stdout.contains("\"precipitation\"") && csv.stdout.contains("\"double\""), "{csv}");
    sandbox.write("odd.jsonl", "{\"first-name\": 1}\n{\"a\": null}\n");
    sandbox.run(["schema", "infer", "odd.jsonl"]).code(0).stderr_has("became `first_name`").stdout_has("first_name");
    sandbox.write("broken.jsonl", "{\"a\": 1}\n{\n");
    sandbox.run(["schema", "infer", "broken.jsonl"]).code(2).stderr_has("broken.jsonl:2");
    sandbox.run(["schema", "infer", &flights, "--format", "protobuf"]).code(2).stderr_has("field numbers");
}

#[test]
fn tables_and_schemas_are_made_from_each_other() {
    let sandbox = Sandbox::new();
    sandbox.write("user.avsc", USER);
    sandbox.run(["db", "create", "raw"]).code(0);
    sandbox.run(["bucket", "create", "lake-raw"]).code(0);
    let create = [
        "table",
        "create",
        "raw.users",
        "--from-schema",
        "user.avsc",
        "--format",
        "json",
        "--location",
        "s3://lake-raw/users/",
    ];
    sandbox.run(create).code(0).stderr_has("columns: id bigint, name string");
    sandbox.run(create).code(0).stdout_has("nothing to do");
    let back = sandbox.run(["schema", "infer", "--from-table", "raw.users", "-o", "json"]).code(0).json();
    assert_eq!(back["schema"]["definition"]["fields"][0]["type"], serde_json::json!(["null", "long"]));
    sandbox.write("odd.avsc", USER.replace("\"long\"", "[\"string\", \"int\"]"));
    let odd = [
        "table",
        "create",
        "raw.odd",
        "--from-schema",
        "odd.avsc",
        "--format",
        "json",
        "--location",
        "s3://lake-raw/o/",
    ];
    sandbox.run(odd).code(2).stderr_has("`id` is a union of string, int");
    sandbox.run(["schema", "register", "user.avsc", "--name", "user", "--create-registry"]).code(0);
    let named = [
        "table",
        "create",
        "raw.named",
        "--from-schema",
        "user@1",
        "--format",
        "json",
        "--location",
        "s3://lake-raw/n/",
    ];
    sandbox.run(named).code(0).stderr_has("columns: id bigint");
}

#[test]
fn definitions_in_several_files_become_one() {
    let sandbox = Sandbox::without_target();
    sandbox.write(
        "order.json",
        r#"{"type": "object", "properties": {"total": {"$ref": "types/money.json#/definitions/amount"}}}"#,
    );
    sandbox.write("types/money.json", r#"{"definitions": {"amount": {"type": "number"}}}"#);
    let bundled = sandbox.run(["schema", "bundle", "order.json"]).code(0);
    sandbox.write("bundled.json", &bundled.stdout);
    sandbox.write("data.json", "{\"total\": \"x\"}");
    sandbox.run(["schema", "validate", "data.json", "--schema", "bundled.json"]).code(3).stdout_has("/total");
    sandbox.write(
        "order.proto",
        "syntax = \"proto3\";\npackage shop;\nimport \"money.proto\";\nmessage Order { common.Money total = 1; }\n",
    );
    sandbox.write("lib/money.proto", "syntax = \"proto3\";\npackage common;\nmessage Money { int64 units = 1; }\n");
    let bundled = sandbox.run(["schema", "bundle", "order.proto", "--include", "lib"]).code(0);
    sandbox.write("bundled.proto", &bundled.stdout);
    sandbox.run(["schema", "check", "bundled.proto"]).code(0);
    sandbox.run(["schema", "bundle", "order.proto"]).code(2).stderr_has("money.proto").stderr_has("order.proto:3:1");
    sandbox.write("user.avsc", USER);
    sandbox.run(["schema", "bundle", "user.avsc"]).code(2).stderr_has("AVRO");
}

#[test]
fn two_definitions_are_compared_by_meaning_and_by_text() {
    let sandbox = Sandbox::new();
    sandbox.write("user.avsc", USER);
    sandbox.write("next.avsc", USER.replace("\"long\"", "\"string\""));
    let diff = |args: &[&str]| {
        let mut line = vec!["schema", "diff"];
        line.extend_from_slice(args);
        sandbox.run(line)
    };
    diff(&["user.avsc", "next.avsc"])
        .code(0)
        .stdout_has("~ /fields/id/type: \"long\" -> \"string\"   (user.avsc:2:26, next.avsc:2:26)")
        .stdout_has("error[TYPE_MISMATCH]")
        .stdout_has("not BACKWARD compatible")
        .stdout_has("not FORWARD compatible");
    diff(&["user.avsc", "next.avsc", "--exit-code"]).code(3);
    diff(&["user.avsc", "user.avsc", "--exit-code"]).code(0).stdout_has("byte by byte the same");
    sandbox.run(["schema", "register", "user.avsc", "--name", "user", "--create-registry"]).code(0);
    let json = diff(&["user@1", "next.avsc", "-o", "json"]).code(0).json();
    assert_eq!(json["diffs"][0]["old"], "user v1");
    assert_eq!(json["diffs"][0]["backward"]["verdict"], "incompatible");
    assert_eq!(json["diffs"][0]["changes"][0]["path"], "/fields/id/type");
    diff(&["user@7", "next.avsc"]).code(5).stderr_has("no version 7");
    diff(&["usr", "next.avsc"]).code(5).stderr_has("did you mean `user`?");
    sandbox.write("m.proto", "syntax = \"proto3\";\nmessage M {}\n");
    diff(&["user.avsc", "m.proto"]).code(2).stderr_has("PROTOBUF");
}
