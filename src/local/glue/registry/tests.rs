//! The registry as its clients see it.

use serde_json::{Value, json};

use crate::glue::SERVICE;
use crate::testing::{self, TestLake};

const V1: &str = r#"{"type":"record","name":"UserEvent","fields":[{"name":"user_id","type":"string"}]}"#;
const V2: &str = r#"{"type":"record","name":"UserEvent","fields":[{"name":"user_id","type":"string"},
    {"name":"country","type":["null","string"],"default":null}]}"#;
const BROKEN: &str = r#"{"type":"record","name":"UserEvent","fields":[{"name":"user_id","type":"string"},
    {"name":"city","type":"string"}]}"#;

fn schema(mode: &str) -> TestLake {
    let test = testing::lake();
    test.ok(&SERVICE, "CreateRegistry", json!({"RegistryName": "events", "Description": "d", "Tags": {"a": "b"}}));
    let created = test.ok(
        &SERVICE,
        "CreateSchema",
        json!({"RegistryId": {"RegistryName": "events"}, "SchemaName": "user", "DataFormat": "AVRO",
               "Compatibility": mode, "SchemaDefinition": V1}),
    );
    assert_eq!(created["SchemaVersionStatus"], "AVAILABLE");
    assert_eq!(created["NextSchemaVersion"], 2);
    test
}

fn id() -> Value {
    json!({"RegistryName": "events", "SchemaName": "user"})
}

fn register(test: &TestLake, definition: &str) -> Value {
    test.ok(&SERVICE, "RegisterSchemaVersion", json!({"SchemaId": id(), "SchemaDefinition": definition}))
}

#[test]
fn a_version_that_does_not_fit_fails_and_burns_its_number() {
    let test = schema("BACKWARD");
    let failed = register(&test, BROKEN);
    assert_eq!((&failed["Status"], &failed["VersionNumber"]), (&json!("FAILURE"), &json!(2)));
    let next = register(&test, V2);
    assert_eq!((&next["Status"], &next["VersionNumber"]), (&json!("AVAILABLE"), &json!(3)));
    let again = register(&test, &V2.replace('\n', "\n\n"));
    assert_eq!(again, next, "the same definition is the same version");
    let listed = test.ok(&SERVICE, "ListSchemaVersions", json!({"SchemaId": id()}));
    let states: Vec<&Value> = listed["Schemas"].as_array().unwrap().iter().map(|version| &version["Status"]).collect();
    assert_eq!(states, ["AVAILABLE", "FAILURE", "AVAILABLE"]);
    let found = test.ok(&SERVICE, "GetSchemaByDefinition", json!({"SchemaId": id(), "SchemaDefinition": V2}));
    assert_eq!(found["SchemaVersionId"], next["SchemaVersionId"]);
    let by_id = test.ok(&SERVICE, "GetSchemaVersion", json!({"SchemaVersionId": next["SchemaVersionId"]}));
    assert_eq!((&by_id["VersionNumber"], &by_id["SchemaDefinition"]), (&json!(3), &json!(V2)));
}

#[test]
fn json_is_judged_like_avro_and_a_failed_version_keeps_its_number() {
    let test = testing::lake();
    let first = json!({"SchemaName": "s", "DataFormat": "JSON", "Compatibility": "FULL",
        "SchemaDefinition": "{\"type\": \"object\"}"});
    let created = test.ok(&SERVICE, "CreateSchema", first);
    assert_eq!(created["RegistryName"], "default-registry");
    let id = json!({"RegistryName": "default-registry", "SchemaName": "s"});
    let register = json!({"SchemaId": id, "SchemaDefinition": "{\"type\": \"string\"}"});
    let answer = test.ok(&SERVICE, "RegisterSchemaVersion", register);
    assert_eq!((&answer["Status"], &answer["VersionNumber"]), (&json!("FAILURE"), &json!(2)));
    assert_eq!(test.ok(&SERVICE, "GetSchema", json!({"SchemaId": id}))["NextSchemaVersion"], 3);
}

#[test]
fn disabled_lets_nothing_in_and_a_new_mode_needs_a_checkpoint() {
    let test = schema("DISABLED");
    let (code, message) =
        test.error(&SERVICE, "RegisterSchemaVersion", json!({"SchemaId": id(), "SchemaDefinition": V2}));
    assert_eq!(code, "InvalidInputException");
    assert!(message.starts_with("Compatibility DISABLED does not allow versioning."), "{message}");
    let (code, _) = test.error(&SERVICE, "UpdateSchema", json!({"SchemaId": id(), "Compatibility": "NONE"}));
    assert_eq!(code, "InvalidInputException");
    test.ok(
        &SERVICE,
        "UpdateSchema",
        json!({"SchemaId": id(), "Compatibility": "NONE", "SchemaVersionNumber": {"LatestVersion": true}}),
    );
    assert_eq!(register(&test, BROKEN)["Status"], "AVAILABLE");
}

#[test]
fn the_first_version_and_the_checkpoint_stay() {
    let test = schema("NONE");
    register(&test, V2);
    register(&test, BROKEN);
    let delete = |versions: &str| json!({"SchemaId": id(), "Versions": versions});
    let deleted = test.ok(&SERVICE, "DeleteSchemaVersions", delete("1-2"));
    let errors = deleted["SchemaVersionErrors"].as_array().unwrap();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0]["VersionNumber"], 1);
    test.ok(&SERVICE, "UpdateSchema", json!({"SchemaId": id(), "SchemaVersionNumber": {"VersionNumber": 3}}));
    let (code, _) = test.error(&SERVICE, "DeleteSchemaVersions", delete("2-3"));
    assert_eq!(code, "ConcurrentModificationException");
    for wrong in ["0", "3-", "a", "5-4", "1-40"] {
        assert_eq!(test.error(&SERVICE, "DeleteSchemaVersions", delete(wrong)).0, "InvalidInputException", "{wrong}");
    }
    let registered = register(&test, V2);
    assert_eq!(registered["VersionNumber"], 4, "a number is never used again");
}

#[test]
fn metadata_keeps_the_values_before_the_current_one() {
    let test = schema("NONE");
    let request = |value: &str| {
        json!({"SchemaId": id(), "SchemaVersionNumber": {"LatestVersion": true},
               "MetadataKeyValue": {"MetadataKey": "team", "MetadataValue": value}})
    };
    assert_eq!(test.ok(&SERVICE, "PutSchemaVersionMetadata", request("a"))["VersionNumber"], 1);
    test.ok(&SERVICE, "PutSchemaVersionMetadata", request("b"));
    assert_eq!(test.error(&SERVICE, "PutSchemaVersionMetadata", request("b")).0, "AlreadyExistsException");
    let query = json!({"SchemaId": id(), "SchemaVersionNumber": {"VersionNumber": 1}});
    let found = test.ok(&SERVICE, "QuerySchemaVersionMetadata", query.clone());
    let team = &found["MetadataInfoMap"]["team"];
    assert_eq!(
        (&team["MetadataValue"], &team["OtherMetadataValueList"][0]["MetadataValue"]),
        (&json!("b"), &json!("a"))
    );
    test.ok(&SERVICE, "RemoveSchemaVersionMetadata", request("b"));
    let found = test.ok(&SERVICE, "QuerySchemaVersionMetadata", query);
    assert_eq!(found["MetadataInfoMap"]["team"]["MetadataValue"], "a");
    assert_eq!(test.error(&SERVICE, "RemoveSchemaVersionMetadata", request("b")).0, "EntityNotFoundException");
}

#[test]
fn validity_is_syntax_and_a_registry_goes_with_its_schemas() {
    let test = schema("NONE");
    let valid = |definition: &str| {
        test.ok(&SERVICE, "CheckSchemaVersionValidity", json!({"DataFormat": "AVRO", "SchemaDefinition": definition}))
    };
    assert_eq!(valid(V1), json!({"Valid": true}));
    let refused = valid("{\"type\": ");
    assert_eq!(refused["Valid"], false);
    assert!(refused["Error"].as_str().is_some_and(|error| error.contains("line 1")), "{refused}");
    let shown = test.ok(&SERVICE, "GetRegistry", json!({"RegistryId": {"RegistryName": "events"}}));
    assert_eq!(shown["RegistryArn"], "arn:aws:glue:us-east-1:123456789012:registry/events");
    assert_eq!(
        test.ok(&SERVICE, "DeleteRegistry", json!({"RegistryId": {"RegistryArn": shown["RegistryArn"]}}))["Status"],
        "DELETING"
    );
    let (code, message) = test.error(&SERVICE, "GetSchema", json!({"SchemaId": id()}));
    assert_eq!(code, "EntityNotFoundException");
    assert!(message.starts_with("Schema is not found. RegistryName: events, SchemaName: user"), "{message}");
}

#[test]
fn quotas_and_names_are_the_services_own() {
    let test = testing::lake();
    for number in 0..10 {
        test.ok(&SERVICE, "CreateRegistry", json!({"RegistryName": format!("r{number}")}));
    }
    let (code, _) = test.error(&SERVICE, "CreateRegistry", json!({"RegistryName": "r10"}));
    assert_eq!(code, "ResourceNumberLimitExceededException");
    assert_eq!(test.error(&SERVICE, "CreateRegistry", json!({"RegistryName": "r1"})).0, "AlreadyExistsException");
    assert_eq!(test.error(&SERVICE, "CreateRegistry", json!({"RegistryName": "a b"})).0, "InvalidInputException");
    let page = test.ok(&SERVICE, "ListRegistries", json!({"MaxResults": 6}));
    let rest = test.ok(&SERVICE, "ListRegistries", json!({"MaxResults": 6, "NextToken": page["NextToken"]}));
    assert_eq!(rest["Registries"].as_array().unwrap().len(), 4);
    assert!(rest.get("NextToken").is_none());
}
