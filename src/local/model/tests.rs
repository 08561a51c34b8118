use serde_json::{Value, json};

use super::*;
use crate::services;

/// The services whose models are enforced.
fn models() -> Vec<(&'static str, &'static Model)> {
    services::all().map(|service| (service.signing_name, &*service.model)).collect()
}

fn refused(service: &str, operation: &str, input: &Value) -> String {
    let (_, model) = models().into_iter().find(|(name, _)| *name == service).unwrap();
    model.check(operation, input).unwrap_err().message
}

#[test]
fn each_operation_has_its_model_and_each_line_is_read() {
    for service in services::all() {
        for operation in service.operations.iter().flat_map(|group| group.iter()) {
            let (service, name) = (service.signing_name, operation.name);
            assert!(services::by_signing_name(service).unwrap().model.input(name).is_some(), "{service} {name}");
        }
    }
    for (service, model) in models() {
        for name in model.names() {
            let shape = model.shape(name).unwrap_or_else(|| panic!("{service} {name} is not read"));
            let parts: Vec<&str> = match shape {
                Shape::Structure(members) => members.iter().map(|member| member.shape).collect(),
                Shape::List(_, item) => vec![item],
                Shape::Map(_, key, item) => vec![key, item],
                Shape::Text(_, Some(pattern)) => {
                    assert!(pattern.is_read(), "{service} {name}: {}", pattern.source());
                    vec![]
                }
                _ => vec![],
            };
            for part in parts {
                assert!(model.shape(part).is_some(), "{service} {name} names {part}");
            }
        }
    }
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let input = json!({"DatabaseName": "", "TableInput": {"Name": "a\nb", "PartitionKeys": [{"Type": "int"}]}});
    let told = refused("glue", "CreateTable", &input);
    assert!(told.starts_with("3 validation errors detected: Value '' at 'databaseName' failed"), "{told}");
    assert!(told.contains("at 'tableInput.name' failed to satisfy constraint: Member must satisfy regular"), "{told}");
    assert!(told.contains("Value null at 'tableInput.partitionKeys.1.member.name' failed"), "{told}");
}

#[test]
fn another_type_is_no_input() {
    let (_, model) = models().into_iter().find(|(name, _)| *name == "glue").unwrap();
    for (input, told) in [
        (json!({"Name": 1}), "NUMBER_VALUE can not be converted to a String at 'name'"),
        (json!({"Name": "n", "CatalogId": {"a": 1}}), "START_OBJECT can not be converted to a String at 'catalogId'"),
    ] {
        let error = model.check("GetDatabase", &input).unwrap_err();
        assert_eq!((error.code.as_ref(), error.message.as_str()), ("SerializationException", told));
    }
    let created = |time: &str| json!({"Filter": {"CreatedBefore": time}});
    assert!(model.check("ListDataQualityRulesets", &created("yesterday")).is_err());
    model.check("ListDataQualityRulesets", &created("2026-01-02T03:04:05Z")).unwrap();
}

#[test]
fn forms_have_numbers_and_flags_as_texts() {
    let (_, model) = models().into_iter().find(|(name, _)| *name == "monitoring").unwrap();
    let datum = json!({"MetricName": "m", "Value": "2.5", "StorageResolution": "1"});
    model.check("PutMetricData", &json!({"Namespace": "n", "MetricData": [datum]})).unwrap();
    model.check("DescribeAlarms", &json!({"AlarmNames": ""})).unwrap();
    let told = refused("monitoring", "DescribeAlarms", &json!({"MaxRecords": "0"}));
    assert!(told.ends_with("Member must have value greater than or equal to 1"), "{told}");
}

#[test]
fn patterns_hold_for_the_whole_text_and_are_javas() {
    let definition = |text: &str| json!({"SchemaName": "s", "DataFormat": "JSON", "SchemaDefinition": text});
    let (_, model) = models().into_iter().find(|(name, _)| *name == "glue").unwrap();
    model.check("CreateSchema", &definition("{\n}\n")).unwrap();
    assert!(model.check("CreateSchema", &definition(" \n")).is_err());
    model.check("GetDatabase", &json!({"Name": "\u{1F600}\t"})).unwrap();
    for (service, operation, input) in [
        ("events", "DescribeRule", json!({"Name": "a b"})),
        ("events", "DescribeRule", json!({"Name": "ä"})),
        ("logs", "DeleteLogGroup", json!({"logGroupName": "a\u{e9}"})),
        ("athena", "GetWorkGroup", json!({"WorkGroup": "a/b"})),
    ] {
        assert!(refused(service, operation, &input).contains("regular expression pattern"), "{operation}");
    }
}
