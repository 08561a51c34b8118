//! Definitions that refer to other files: read, checked and registered with them, each place told in its own file.

use serde_json::Value;

use crate::sandbox::Sandbox;

const ORDER: &str = "syntax = \"proto3\";\npackage shop;\n\nimport \"common/money.proto\";\n\nmessage Order {\n  string id = 1;\n  common.Money total = 2;\n}\n";
const MONEY: &str = "syntax = \"proto3\";\npackage common;\n\n// An amount.\nmessage Money {\n  int64 units = 1;\n  string currency = 2;\n}\n";

const CUSTOMER: &str = r#"{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "type": "object",
  "properties": {
    "name": {"type": "string"},
    "home": {"$ref": "types/address.json"}
  }
}
"#;
const ADDRESS: &str = r#"{
  "type": "object",
  "properties": {
    "street": {"type": "string"},
    "number": {"type": "integer"}
  }
}
"#;

/// Old files below `old/`, new ones below `new/` with imports in `lib/`, in which the amount is a text.
fn protobuf() -> Sandbox {
    let sandbox = Sandbox::without_target();
    sandbox.write("old/order.proto", ORDER);
    sandbox.write("old/common/money.proto", MONEY);
    sandbox.write("new/order.proto", ORDER);
    sandbox.write("lib/common/money.proto", MONEY.replace("int64 units", "string units"));
    sandbox
}

fn json() -> Sandbox {
    let sandbox = Sandbox::without_target();
    sandbox.write("old/customer.json", CUSTOMER);
    sandbox.write("old/types/address.json", ADDRESS);
    sandbox.write("new/customer.json", CUSTOMER);
    sandbox.write(
        "new/types/address.json",
        ADDRESS.replace("\"number\": {\"type\": \"integer\"}", "\"number\": {\"type\": \"string\"}"),
    );
    sandbox
}

#[test]
fn a_break_in_an_imported_file_is_told_in_that_file() {
    let sandbox = protobuf();
    let line = ["schema", "check", "new/order.proto", "--old", "old/order.proto", "--import-path", "lib"];
    sandbox
        .run(line)
        .code(3)
        .stdout_has("error[FIELD_SCALAR_KIND_CHANGED]")
        .stdout_has("--> lib/common/money.proto:6:")
        .stdout_has("old/common/money.proto:6:")
        .stdout_has("incompatible: new/order.proto: not BACKWARD compatible with old/order.proto");
    let mut report = line.to_vec();
    report.extend(["-o", "json"]);
    let checks = sandbox.run(&report).code(3).json();
    let finding = &checks["checks"][0]["findings"][0];
    assert_eq!((&finding["new"]["file"], &finding["new"]["line"]), (&"lib/common/money.proto".into(), &Value::from(6)));
    assert_eq!(finding["old"]["file"], "old/common/money.proto");
    let mut github = line.to_vec();
    github.extend(["--report", "github"]);
    sandbox.run(&github).code(3).stdout_has("::error file=lib/common/money.proto,line=6,");
    // The folder of the file itself needs no name, and the same files are the same definition.
    sandbox.write("new/common/money.proto", MONEY);
    sandbox
        .run(["schema", "check", "new/order.proto", "--old", "old/order.proto"])
        .code(0)
        .stdout_has("same definition");
}

#[test]
fn an_import_that_is_nowhere_is_an_error_where_it_is_asked_for() {
    let sandbox = protobuf();
    sandbox
        .run(["schema", "check", "new/order.proto"])
        .code(2)
        .stderr_has("the import \"common/money.proto\" cannot be resolved")
        .stderr_has("new/order.proto:4:8")
        .stderr_has("--import-path");
    sandbox
        .write("lib/common/money.proto", MONEY.replace("package common;", "package common;\nimport \"gone.proto\";"));
    sandbox
        .run(["schema", "check", "new/order.proto", "-I", "lib"])
        .code(2)
        .stderr_has("the import \"gone.proto\" cannot be resolved")
        .stderr_has("lib/common/money.proto:3:8");
    sandbox.write("lib/common/money.proto", "syntax = \"proto3\";\npackage common;\nmessage Money { wrong }\n");
    sandbox.run(["schema", "check", "new/order.proto", "-I", "lib"]).code(2).stderr_has("lib/common/money.proto:3:");
    // JSON: what a reference to a file that is not there means cannot be told.
    let sandbox = json();
    sandbox.write("new/customer.json", CUSTOMER.replace("address.json", "gone.json"));
    sandbox
        .run(["schema", "check", "new/customer.json", "--old", "old/customer.json"])
        .code(1)
        .stdout_has("types/gone.json");
}

#[test]
fn a_break_in_a_file_behind_a_reference_is_told_in_that_file() {
    let sandbox = json();
    let line = ["schema", "check", "new/customer.json", "--old", "old/customer.json"];
    sandbox
        .run(line)
        .code(3)
        .stdout_has("error[TYPE_CHANGED]")
        .stdout_has("--> new/types/address.json:5:")
        .stdout_has("old/types/address.json:5:");
    sandbox.write("new/types/address.json", "{\n  \"type\": \n}\n");
    sandbox.run(line).code(2).stderr_has("new/types/address.json:3:1");
    sandbox.write("new/types/address.json", ADDRESS);
    sandbox.run(line).code(0);
}

#[test]
fn a_commit_has_the_imported_files_as_they_were() {
    let sandbox = protobuf();
    sandbox.git(&["init", "-q"]);
    sandbox.write("lib/common/money.proto", MONEY);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-qm", "first"]);
    let line = ["schema", "check", "new/order.proto", "--against", "git:HEAD", "-I", "lib"];
    sandbox.run(line).code(0).stdout_has("same definition");
    sandbox.write("lib/common/money.proto", MONEY.replace("int64 units", "string units"));
    sandbox
        .run(line)
        .code(3)
        .stdout_has("--> lib/common/money.proto:6:")
        .stdout_has("git:HEAD:lib/common/money.proto:6:");
    let sandbox = json();
    sandbox.git(&["init", "-q"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-qm", "first"]);
    sandbox.write("new/types/address.json", ADDRESS);
    sandbox
        .run(["schema", "check", "new/customer.json", "--against", "git:HEAD"])
        .code(3)
        .stdout_has("git:HEAD:new/types/address.json:5:");
}

#[test]
fn fixes_go_into_the_definitions_own_file() {
    let sandbox = Sandbox::without_target();
    sandbox.write("old/customer.json", CUSTOMER);
    sandbox.write("types/address.json", ADDRESS);
    let required = CUSTOMER.replace("\"type\": \"object\",", "\"type\": \"object\",\n  \"required\": [\"name\"],");
    sandbox.write("customer.json", &required);
    let line = ["schema", "check", "customer.json", "--old", "old/customer.json", "-I", "."];
    let output = sandbox.run(line).code(3).stdout_has("REQUIRED_ATTRIBUTE_ADDED");
    assert!(output.stdout.contains("customer.json:4:"), "{output}");
    let mut fix = line.to_vec();
    fix.push("--fix");
    sandbox.run(&fix);
    let after = sandbox.read("customer.json");
    assert!(after.contains("types/address.json") && !after.contains("definitions"), "{after}");
    assert_eq!(sandbox.read("types/address.json"), ADDRESS);
}

#[test]
fn what_is_registered_is_one_definition_with_what_it_imports() {
    let sandbox = Sandbox::new();
    sandbox.write("order.proto", ORDER);
    sandbox.write("lib/common/money.proto", MONEY);
    let line = ["schema", "register", "order.proto", "--name", "order", "--create-registry", "-I", "lib"];
    sandbox.run(line).code(0).stderr_has("with the definitions of lib/common/money.proto");
    let stored = sandbox.run(["schema", "show", "order", "--definition"]).code(0);
    assert!(stored.stdout.contains("An amount.") && !stored.stdout.contains("import"), "{stored}");
    sandbox.run(line).code(0).stderr_has("v1 is this definition already");
    sandbox.write("lib/common/money.proto", MONEY.replace("int64 units", "string units"));
    sandbox
        .run(line)
        .code(3)
        .stderr_has("schema order v2 is not BACKWARD compatible with v1")
        .stderr_has("lib/common/money.proto:6:");
    let versions = sandbox.run(["schema", "versions", "order", "-o", "json"]).code(0).json();
    assert_eq!(versions["versions"].as_array().map(Vec::len), Some(1), "{versions}");
}

#[test]
fn a_lake_file_registers_what_a_schema_imports() {
    let sandbox = Sandbox::new();
    sandbox.write("lake.toml", "[registries.events]\n[schemas.events.order]\nfile = 'schemas/order.proto'\n");
    sandbox.write("schemas/order.proto", ORDER);
    sandbox.run(["plan"]).code(2).stderr_has("common/money.proto");
    sandbox.write("schemas/common/money.proto", MONEY);
    sandbox.run(["apply", "--yes"]).code(0);
    let stored = sandbox.run(["schema", "show", "order", "--registry", "events", "--definition"]).code(0);
    assert!(stored.stdout.contains("An amount."), "{stored}");
    sandbox.run(["plan", "--exit-code"]).code(0);
}
