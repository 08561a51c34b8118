//! Composite alarms, and the tags of alarms.

use std::collections::BTreeMap;

use aws_sdk_cloudwatch::types as sdk;

use super::failure::Named;
use super::{Read, Write};
use crate::domain::alarm::{AlarmState, CompositeDefinition, LiveAlarm};
use crate::error::Result;

impl Read {
    /// The tags of an alarm.
    pub async fn alarm_tags(&self, arn: &str) -> Result<BTreeMap<String, String>> {
        let call = self.clients.cloudwatch.list_tags_for_resource().resource_arn(arn);
        let answer = call.send().await.named("cloudwatch", "ListTagsForResource")?;
        let tags = answer.tags.unwrap_or_default().into_iter();
        Ok(tags.map(|tag| (tag.key.unwrap_or_default(), tag.value.unwrap_or_default())).collect())
    }
}

impl Write {
    /// Puts a composite alarm. The service replaces the whole document, so what lakectl does not own is sent as it was.
    pub async fn put_composite_alarm(&self, wanted: &CompositeDefinition) -> Result<()> {
        let look = self.clients.cloudwatch.describe_alarms().alarm_names(&wanted.name);
        let look = look.alarm_types(sdk::AlarmType::CompositeAlarm);
        let answer = look.send().await.named("cloudwatch", "DescribeAlarms")?;
        let live = answer.composite_alarms.unwrap_or_default().into_iter().next();
        let call = self
            .clients
            .cloudwatch
            .put_composite_alarm()
            .alarm_name(&wanted.name)
            .set_alarm_description(wanted.description.clone())
            .alarm_rule(&wanted.rule)
            .set_alarm_actions(Some(wanted.actions.clone()));
        let call = match live {
            None => call,
            Some(live) => call
                .set_ok_actions(live.ok_actions)
                .set_insufficient_data_actions(live.insufficient_data_actions)
                .set_actions_enabled(live.actions_enabled)
                .set_actions_suppressor(live.actions_suppressor)
                .set_actions_suppressor_wait_period(live.actions_suppressor_wait_period)
                .set_actions_suppressor_extension_period(live.actions_suppressor_extension_period),
        };
        call.send().await.named("cloudwatch", "PutCompositeAlarm").map(drop)
    }

    /// Sets tags of an alarm; others stay.
    pub async fn tag_alarm(&self, arn: &str, tags: &BTreeMap<String, String>) -> Result<()> {
        let tags = tags.iter().map(|(key, value)| sdk::Tag::builder().key(key).value(value).build()).collect();
        let call = self.clients.cloudwatch.tag_resource().resource_arn(arn).set_tags(Some(tags));
        call.send().await.named("cloudwatch", "TagResource").map(drop)
    }
}

pub(super) fn live_composite(alarm: sdk::CompositeAlarm) -> LiveAlarm {
    let name = alarm.alarm_name.unwrap_or_default();
    let state = alarm.state_value.as_ref().and_then(|state| state.as_str().parse().ok());
    LiveAlarm {
        definition: None,
        composite: Some(CompositeDefinition {
            name: name.clone(),
            description: alarm.alarm_description.clone(),
            rule: alarm.alarm_rule.unwrap_or_default(),
            actions: alarm.alarm_actions.unwrap_or_default(),
        }),
        name,
        arn: alarm.alarm_arn,
        description: alarm.alarm_description,
        state: state.unwrap_or(AlarmState::InsufficientData),
        reason: alarm.state_reason,
        since_millis: alarm
            .state_transitioned_timestamp
            .or(alarm.state_updated_timestamp)
            .and_then(|at| at.to_millis().ok()),
        actions_enabled: alarm.actions_enabled.unwrap_or(true),
    }
}
