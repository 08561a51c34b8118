//! The form in which documents are compared and given: what is given, without the account that is meant anyway.

use serde_json::{Map, Value, json};

use super::Kind;
use super::kind::says;

/// What is given of a document, in normal form: own account and what says nothing left out, sets in order.
pub fn given(kind: Kind, document: &Value, account: &str) -> Map<String, Value> {
    let mut given = Map::new();
    for name in kind.given() {
        let mut value = document[*name].clone();
        adjust(kind, name, document, &mut value);
        tidy(&mut value, account);
        if !value.is_null() && value.as_str() != Some("") {
            given.insert((*name).to_owned(), value);
        }
    }
    if kind == Kind::Jobs && given.contains_key("WorkerType") {
        // The service works it out of the workers, and takes only one of the two.
        given.remove("MaxCapacity");
    }
    given
}

/// What is special about a member of a kind.
fn adjust(kind: Kind, name: &str, document: &Value, value: &mut Value) {
    match (kind, name) {
        // A schedule that is off is none.
        (Kind::Crawlers, "Schedule") => {
            let is_on = value["State"].as_str().is_none_or(|state| state == "SCHEDULED");
            *value = value.get("ScheduleExpression").filter(|_| is_on).cloned().unwrap_or_default();
        }
        (Kind::Triggers, "State") => {
            let is_on = matches!(value.as_str(), Some("ACTIVATED" | "ACTIVATING"));
            let has_switch = document["Type"].as_str() != Some("ON_DEMAND");
            *value = if has_switch { json!(if is_on { "on" } else { "off" }) } else { Value::Null };
        }
        (Kind::Workgroups, "Configuration") => {
            if let Some(version) = value.get_mut("EngineVersion").and_then(Value::as_object_mut) {
                version.remove("EffectiveEngineVersion");
            }
        }
        // Numbers start anew where a schema is made: what is compared is the order of the versions that can be used.
        (Kind::Schemas, "Versions") => {
            *value = usable(document)
                .map(|version| {
                    json!({
                        "SchemaDefinition": version["SchemaDefinition"], "Metadata": version["Metadata"],
                    })
                })
                .collect();
        }
        (Kind::Schemas, "Checkpoint") => {
            let at = &document["SchemaCheckpoint"];
            let position = usable(document).position(|version| version["VersionNumber"] == *at);
            *value = position.map_or(Value::Null, |position| json!(position + 1));
        }
        (Kind::Grants, _) | (Kind::Tags, _) | (Kind::Alarms, "Dimensions") => sort(value),
        (Kind::Assignments, _) | (Kind::Expressions, "Expression") => {
            let tags = value.as_array_mut().into_iter().flatten();
            tags.filter_map(|tag| tag.get_mut("TagValues")).for_each(sort);
            sort(value);
        }
        _ => {}
    }
}

/// The versions of a schema that can be used, oldest first.
fn usable(document: &Value) -> impl Iterator<Item = &Value> {
    let versions = document["Versions"].as_array().into_iter().flatten();
    versions.filter(|version| version["Status"].as_str().is_none_or(|status| status == "AVAILABLE"))
}

/// Puts a list that is a set in order.
fn sort(value: &mut Value) {
    if let Value::Array(items) = value {
        items.sort_by_cached_key(Value::to_string);
    }
}

/// Takes out, at every depth, what says nothing, and the catalog that is meant anyway.
fn tidy(value: &mut Value, account: &str) {
    match value {
        Value::Object(members) => {
            members.retain(|name, member| {
                let own = matches!(name.as_str(), "CatalogId" | "TableCatalogId") && member.as_str() == Some(account);
                tidy(member, account);
                !own && (member.is_boolean() || says(member))
            });
        }
        Value::Array(items) => {
            items.iter_mut().for_each(|item| tidy(item, account));
            if items.is_empty() {
                *value = Value::Null;
            }
        }
        _ => {}
    }
    if value.as_object().is_some_and(Map::is_empty) {
        *value = Value::Null;
    }
}

/// What is given of a document when it is made: as it is kept, without the account that is meant anyway.
pub fn input(kind: Kind, document: &Value, account: &str) -> Map<String, Value> {
    let compared = given(kind, document, account);
    let is_raw = matches!(
        kind,
        Kind::Databases | Kind::Tables | Kind::Partitions | Kind::Filters | Kind::Assignments | Kind::Locations
    );
    if !is_raw {
        return compared;
    }
    // What says nothing to us may say something to the service: `{}` is a wildcard in some places, and `[]` nobody.
    kind.given()
        .iter()
        .filter(|name| !document[**name].is_null())
        .map(|name| ((*name).to_owned(), without_own_account(document[*name].clone(), account)))
        .collect()
}

/// A resource or any other document that is not compared member by member, without the account that is meant anyway.
pub fn without_own_account(mut value: Value, account: &str) -> Value {
    fn strip(value: &mut Value, account: &str) {
        match value {
            Value::Object(members) => {
                members.retain(|name, member| {
                    !(matches!(name.as_str(), "CatalogId" | "TableCatalogId") && member.as_str() == Some(account))
                });
                members.values_mut().for_each(|member| strip(member, account));
            }
            Value::Array(items) => items.iter_mut().for_each(|item| strip(item, account)),
            _ => {}
        }
    }
    strip(&mut value, account);
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_service_adds_is_no_difference() {
        let kept = json!({ "Name": "a", "DatabaseName": "d", "Parameters": { "k": "v" }, "PartitionKeys": [] });
        let live = json!({
            "Name": "a", "DatabaseName": "d", "CatalogId": "1", "CreateTime": 5, "Parameters": { "k": "v" },
            "TargetTable": { "CatalogId": "1", "DatabaseName": "x", "Name": "y" }, "StorageDescriptor": {},
        });
        let mut expected = given(Kind::Tables, &kept, "1");
        assert!(!expected.contains_key("PartitionKeys"));
        expected.insert("TargetTable".to_owned(), json!({ "DatabaseName": "x", "Name": "y" }));
        let found = given(Kind::Tables, &live, "1");
        assert_eq!(found.get("TargetTable"), expected.get("TargetTable"));
        assert_eq!(found.get("Parameters"), expected.get("Parameters"));
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn switches_are_compared_and_not_what_they_did() {
        let crawler = json!({ "Schedule": { "ScheduleExpression": "cron(0 2 * * ? *)", "State": "NOT_SCHEDULED" } });
        assert!(given(Kind::Crawlers, &crawler, "1").is_empty());
        let crawler = json!({ "Schedule": { "ScheduleExpression": "cron(0 2 * * ? *)", "State": "SCHEDULED" } });
        assert_eq!(given(Kind::Crawlers, &crawler, "1")["Schedule"], "cron(0 2 * * ? *)");
        let job = json!({ "WorkerType": "G.1X", "NumberOfWorkers": 2, "MaxCapacity": 2.0 });
        assert!(!given(Kind::Jobs, &job, "1").contains_key("MaxCapacity"));
    }
}
