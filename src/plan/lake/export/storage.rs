//! Buckets and workgroups.

use std::collections::BTreeSet;

use serde_json::json;

use super::Export;
use crate::aws::LiveBucket;
use crate::domain::bucket::BucketName;
use crate::domain::lake_file::Entry;
use crate::domain::lifecycle::{OWNED_RULE_PREFIX, Rule, Template, zone_rules};
use crate::domain::zone::{ZONE_TAG, Zone};
use crate::error::Result;

impl Export<'_> {
    pub(super) async fn storage(&mut self, head: &str) -> Result<()> {
        if self.part.has("zones") {
            self.buckets(head).await?;
        }
        if self.part.has("workgroups") {
            self.workgroups().await?;
        }
        Ok(())
    }

    async fn buckets(&mut self, head: &str) -> Result<()> {
        let mut found = Vec::new();
        for bucket in crate::ops::bucket::list(self.read).await? {
            if bucket.region.as_deref().is_some_and(|region| region != self.read.region()) {
                self.leave_out(format!("bucket {}", bucket.name), "it is in another region");
                continue;
            }
            match bucket.name.parse::<BucketName>() {
                Ok(name) => {
                    let live = self.read.live_bucket(&name).await?;
                    found.push((name, live));
                }
                Err(problem) => self.leave_out(format!("bucket {}", bucket.name), problem),
            }
        }
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut zones: Vec<(String, String)> = Vec::new();
        for (name, live) in &found {
            let tag = live.tags.known().and_then(|tags| tags.get(ZONE_TAG)).filter(|tag| tag.parse::<Zone>().is_ok());
            let wanted = tag.cloned().unwrap_or_else(|| name.as_str().replace('.', "-"));
            let zone = if taken.contains(&wanted) { name.as_str().replace('.', "-") } else { wanted };
            taken.insert(zone.clone());
            zones.push((zone, name.to_string()));
        }
        let mut entries = Vec::new();
        for ((name, live), (zone, _)) in found.iter().zip(&zones) {
            entries.push(entry(zone, name, live, &zones));
        }
        // What is no zone of ours is found before places are said to be in it.
        let differing = loop {
            let text = crate::domain::lake_file::write(head, &[], &entries);
            let differing = super::differing(self.read, &text, &self.files).await?;
            if differing.is_empty() {
                break differing;
            }
            for (_, zone, _, why) in &differing {
                entries.retain(|entry| entry.name != *zone);
                zones.retain(|(known, _)| known != zone);
                self.left_out.push(why.clone());
            }
            // Those that kept their access logs there say so no longer.
            for entry in &mut entries {
                let keeper = entry.text("access_logs").filter(|keeper| *keeper != "none");
                if keeper.is_some_and(|keeper| !zones.iter().any(|(zone, _)| zone == keeper)) {
                    entry.fields.remove("access_logs");
                }
            }
        };
        debug_assert!(differing.is_empty(), "the loop ends when nothing differs");
        self.entries.extend(entries);
        self.zones = zones;
        Ok(())
    }

    async fn workgroups(&mut self) -> Result<()> {
        for summary in self.read.workgroups().await? {
            let Some(group) = self.read.workgroup(&summary.name).await? else { continue };
            let output = group.output_location.as_deref().map(|place| self.place(place));
            let entry = Entry::new("workgroups", &group.name)
                .with("output_location", json!(output))
                .with("enforced", group.enforced)
                .with("metrics", group.metrics)
                .with("scan_limit", json!(group.scan_limit.map(|limit| limit.to_string())));
            let entry = if group.description.is_empty() { entry } else { entry.with("description", group.description) };
            self.entries.push(if group.enabled { entry } else { entry.with("enabled", false) });
        }
        Ok(())
    }
}

fn entry(zone: &str, name: &BucketName, live: &LiveBucket, zones: &[(String, String)]) -> Entry {
    let tag = live.tags.known().and_then(|tags| tags.get(ZONE_TAG));
    let kind: Option<Zone> = tag.and_then(|tag| tag.parse().ok());
    let versioned = live.versioning.known().and_then(Option::as_deref) == Some("Enabled");
    let usual = kind.is_some_and(|kind| {
        crate::domain::zone::BucketProperties::of(Some(kind), None, &Default::default()).versioning == Some(true)
    });
    let tags: serde_json::Map<String, serde_json::Value> = live
        .tags
        .known()
        .into_iter()
        .flatten()
        .filter(|(name, _)| *name != ZONE_TAG && !name.starts_with("aws:"))
        .map(|(name, value)| (name.clone(), json!(value)))
        .collect();
    let keeper = live.logging.known().and_then(Option::as_ref);
    let keeper = keeper.and_then(|log| zones.iter().find(|(_, bucket)| *bucket == log.bucket)).map(|(zone, _)| zone);
    let key = live.encryption.known().and_then(Option::as_ref).and_then(|encryption| encryption.key.clone());
    let key = key.filter(|key| key.starts_with("arn:"));
    let replication = live.replication.known().and_then(|live| live.owned.clone());
    // The lake's zone for access logs keeps those of every other zone, unless one says otherwise.
    let keeper = match keeper {
        None if kind.is_some_and(|kind| kind != Zone::Logs) && live.logging.known().is_some() => Some("none"),
        keeper => keeper.map(String::as_str),
    };
    let mut entry = Entry::new("zones", zone)
        .with("bucket", name.as_str())
        .with("tags", tags)
        .with("access_logs", json!(keeper))
        .with("kms_key", json!(key))
        .with("lifecycle", json!(templates(kind, versioned, live)));
    if let Some(kind) = kind.filter(|kind| kind.name() != zone) {
        entry = entry.with("kind", kind.name());
    }
    if versioned != usual {
        entry = entry.with("versioning", versioned);
    }
    if let Some(replication) = replication {
        entry = entry
            .with("replicate_to", replication.to)
            .with("replication_role", replication.role)
            .with("replica_kms_key", json!(replication.replica_key));
    }
    match live.notification.known() {
        Some(heard) if !heard.owned.is_empty() => entry.with("notify", heard.owned[0].as_str()),
        Some(heard) if kind.is_some_and(Zone::tells_of_objects) && !heard.event_bridge => entry.with("notify", "none"),
        _ => entry,
    }
}

/// The templates whose rules the bucket has, when they are not those of its zone.
fn templates(kind: Option<Zone>, versioned: bool, live: &LiveBucket) -> Vec<String> {
    let rules = live.lifecycle.known().and_then(Option::as_ref).map_or(&[][..], |found| &found.rules);
    let has = |wanted: &Rule| rules.iter().any(|rule| rule.name() == wanted.name() && rule.normal() == wanted.normal());
    let usual = zone_rules(kind, versioned);
    let owned = rules.iter().filter(|rule| rule.name().starts_with(OWNED_RULE_PREFIX)).count();
    if usual.iter().all(has) && owned == usual.len() {
        return Vec::new();
    }
    let named = crate::domain::lifecycle::TEMPLATES.iter().filter(|template| has(&template.rule()));
    named.map(|template: &Template| template.name.to_owned()).collect()
}
