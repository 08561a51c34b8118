//! Tags by ARN, as EventBridge and CloudWatch take them: lists of `Key` and `Value` under `Tags`.

use serde_json::{Map, Value, json};

use super::check;
use super::store::{StoreError, Tx};
use super::wire::{Call, Input, Reply, ServiceError};

/// The tags of one service.
pub struct Tags {
    /// The document kind; the name of a document is the ARN.
    pub kind: &'static str,
    /// Whether a tag without a value is refused.
    pub value_is_required: bool,
    /// The service's error when the ARN is of nothing that is there.
    pub require: fn(&Tx<'_>, &Call, &str) -> Result<(), ServiceError>,
}

impl Tags {
    /// The tags in a request.
    pub fn given(&self, input: Input<'_>) -> Result<Map<String, Value>, ServiceError> {
        let tags = input.list("Tags")?;
        check::count("Tags", tags.len(), 0, 50)?;
        let mut given = Map::new();
        for tag in tags {
            let tag = Input::new(tag);
            let key = tag.string("Key")?;
            let value =
                if self.value_is_required { tag.string("Value")? } else { tag.opt_string("Value")?.unwrap_or("") };
            check::length("Tags.Key", key, 1, 128)?;
            check::length("Tags.Value", value, 0, 256)?;
            given.insert(key.to_owned(), json!(value));
        }
        Ok(given)
    }

    /// Writes the tags of something new.
    pub fn set(&self, tx: &Tx<'_>, arn: &str, tags: &Map<String, Value>) -> Result<(), StoreError> {
        if tags.is_empty() {
            return Ok(());
        }
        tx.put(self.kind, "", arn, &Value::Object(tags.clone()))
    }

    /// Removes the tags of something that went.
    pub fn remove_all(&self, tx: &Tx<'_>, arn: &str) -> Result<(), StoreError> {
        tx.delete(self.kind, "", arn).map(drop)
    }

    /// `ListTagsForResource`.
    pub fn list(&self, call: &Call) -> Reply {
        let arn = call.input().string("ResourceARN")?;
        let tags = call.lake.store().read(|tx| {
            (self.require)(tx, call, arn)?;
            self.of(tx, arn)
        })?;
        let shown: Value = tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect();
        Ok(json!({ "Tags": shown }))
    }

    /// `TagResource`.
    pub fn add(&self, call: &Call) -> Reply {
        let added = self.given(call.input())?;
        self.change(call, |tags| tags.extend(added))
    }

    /// `UntagResource`.
    pub fn remove(&self, call: &Call) -> Reply {
        let keys = call.input().strings("TagKeys")?;
        self.change(call, |tags| tags.retain(|key, _| !keys.contains(&key.as_str())))
    }

    fn of(&self, tx: &Tx<'_>, arn: &str) -> Result<Map<String, Value>, ServiceError> {
        Ok(match tx.get(self.kind, "", arn)? {
            Some(Value::Object(tags)) => tags,
            _ => Map::new(),
        })
    }

    fn change(&self, call: &Call, change: impl FnOnce(&mut Map<String, Value>)) -> Reply {
        let arn = call.input().string("ResourceARN")?;
        call.lake.store().write(|tx| {
            (self.require)(tx, call, arn)?;
            let mut tags = self.of(tx, arn)?;
            change(&mut tags);
            tx.put(self.kind, "", arn, &Value::Object(tags))?;
            Ok(json!({}))
        })
    }
}
