//! Schemas with their history: every version in its order, judged by nobody, and the mode and the checkpoint then.

use serde_json::{Map, Value, json};

use crate::aws::Write;
use crate::aws::document::Change;
use crate::domain::backup::{Kind, normal};
use crate::error::{Error, Result};

/// The mode under which every version is taken.
const ANY: &str = "NONE";

fn definitions(document: &Value) -> Vec<Value> {
    let given = normal::given(Kind::Schemas, document, "");
    let versions = given.get("Versions").and_then(Value::as_array).cloned().unwrap_or_default();
    versions.iter().map(|version| version["SchemaDefinition"].clone()).collect()
}

/// Whether what is there is the beginning of what is wanted: a restore that was interrupted, or older versions.
pub fn is_begun(wanted: &Value, live: &Value) -> bool {
    let (wanted_versions, live_versions) = (definitions(wanted), definitions(live));
    wanted["DataFormat"] == live["DataFormat"]
        && live_versions.len() < wanted_versions.len()
        && wanted_versions.starts_with(&live_versions)
        && [ANY, wanted["Compatibility"].as_str().unwrap_or_default()]
            .contains(&live["Compatibility"].as_str().unwrap_or_default())
}

/// Whether what is there has all versions, and only not yet the mode: what a restore leaves that was killed just then.
pub fn lacks_its_mode(wanted: &Value, live: &Value) -> bool {
    wanted["DataFormat"] == live["DataFormat"]
        && definitions(wanted) == definitions(live)
        && live["Compatibility"].as_str() == Some(ANY)
}

/// Makes a schema with its versions, or adds those that are missing.
pub async fn give(wanted: &Value, live: Option<&Value>, input: &Map<String, Value>, write: &Write) -> Result<()> {
    let id = json!({ "SchemaName": wanted["SchemaName"], "RegistryName": wanted["RegistryName"] });
    let versions = input.get("Versions").and_then(Value::as_array).cloned().unwrap_or_default();
    let known = live.map(definitions).unwrap_or_default();
    let wanted_definitions = definitions(wanted);
    if !wanted_definitions.starts_with(&known) {
        return Err(Error::failed(
            "its versions are others than those of the backup, and versions are never taken back",
        )
        .hint("restore it under another registry, or delete the schema first"));
    }
    let Some(first) = versions.first() else {
        return Err(Error::failed("none of its versions can be used"));
    };
    let mode = wanted["Compatibility"].as_str().unwrap_or(ANY);
    let mut numbers: Vec<i64> = Vec::new();
    if live.is_none() {
        let mut request = json!({
            "RegistryId": { "RegistryName": wanted["RegistryName"] }, "SchemaName": wanted["SchemaName"],
            "DataFormat": wanted["DataFormat"], "Compatibility": ANY, "SchemaDefinition": first["SchemaDefinition"],
        });
        for member in ["Description", "Tags"] {
            if let Some(value) = input.get(member) {
                request[member] = value.clone();
            }
        }
        let made = write.change(Change::CreateSchema, &request).await?;
        describe(&made, first, write).await?;
        numbers.push(made["LatestSchemaVersion"].as_i64().unwrap_or(1));
    } else if versions.len() > known.len() && live.and_then(|live| live["Compatibility"].as_str()) != Some(ANY) {
        let at = live.map_or(Value::Null, |live| live["SchemaCheckpoint"].clone());
        // The service takes the mode and the checkpoint only together.
        let request = json!({
            "SchemaId": id, "Compatibility": ANY, "SchemaVersionNumber": { "VersionNumber": at },
        });
        write.change(Change::UpdateSchema, &request).await?;
    }
    if let Some(live) = live {
        let usable = live["Versions"].as_array().into_iter().flatten();
        let usable = usable.filter(|version| version["Status"].as_str().is_none_or(|status| status == "AVAILABLE"));
        numbers.extend(usable.filter_map(|version| version["VersionNumber"].as_i64()));
    }
    for version in versions.iter().skip(numbers.len()) {
        let request = json!({ "SchemaId": id, "SchemaDefinition": version["SchemaDefinition"] });
        let made = write.change(Change::RegisterSchemaVersion, &request).await?;
        if made["Status"].as_str() == Some("FAILURE") {
            return Err(Error::failed(format!("version {} was not taken", numbers.len() + 1)));
        }
        describe(&made, version, write).await?;
        numbers.push(made["VersionNumber"].as_i64().unwrap_or_default());
    }
    let checkpoint = input.get("Checkpoint").and_then(Value::as_u64).and_then(|place| usize::try_from(place).ok());
    let checkpoint = checkpoint.and_then(|place| numbers.get(place.checked_sub(1)?).copied());
    // A checkpoint at a version that is no more is one at the first that is left.
    let checkpoint = checkpoint.or_else(|| numbers.first().copied());
    let mut request = json!({ "SchemaId": id, "Compatibility": mode });
    if let Some(number) = checkpoint {
        request["SchemaVersionNumber"] = json!({ "VersionNumber": number });
    }
    if let Some(description) = input.get("Description") {
        request["Description"] = description.clone();
    }
    write.change(Change::UpdateSchema, &request).await.map(drop)
}

/// Gives a version its metadata.
async fn describe(made: &Value, version: &Value, write: &Write) -> Result<()> {
    for (key, values) in version["Metadata"].as_object().into_iter().flatten() {
        for value in values.as_array().into_iter().flatten() {
            let request = json!({
                "SchemaVersionId": made["SchemaVersionId"],
                "MetadataKeyValue": { "MetadataKey": key, "MetadataValue": value },
            });
            write.change(Change::PutSchemaVersionMetadata, &request).await?;
        }
    }
    Ok(())
}
