//! Zones and workgroups.

use super::{Builder, Made, Removal, Thing};
use crate::domain::bucket::BucketName;
use crate::domain::bucket_settings::{AccessLog, Notify, Replication};
use crate::domain::lake_file::Entry;
use crate::domain::lifecycle::{Template, zone_rules};
use crate::domain::workgroup::{WorkGroupChange, WorkGroupName, scan_limit};
use crate::domain::zone::{BucketProperties, Zone};
use crate::kind::bucket::BucketResource;
use crate::kind::workgroup::WorkGroupResource;

/// What the prefix of account-regional names is when no bucket is named.
const DEFAULT_PREFIX: &str = "lake";

/// What a zone is for: what is said, or what its name says.
fn kind(entry: &Entry) -> Option<Zone> {
    entry.text("kind").unwrap_or(&entry.name).parse().ok()
}

impl Builder<'_> {
    /// Gives each zone its bucket, so that places can be in zones.
    pub(super) fn name_zones(&mut self) {
        for entry in self.all("zones") {
            let name: Result<BucketName, String> = match entry.text("bucket") {
                Some(name) => name.parse(),
                None => {
                    let prefix = format!("{DEFAULT_PREFIX}-{}", entry.name);
                    BucketName::account_regional(&prefix, &self.place.account, &self.place.region)
                }
            };
            if entry.name.contains([':', '/', '.']) {
                self.problem(entry.place, format!("zone `{}`: a zone's name has no dot, colon or slash", entry.name));
            } else if let Some(bucket) = self.named(entry, name) {
                self.zones.insert(&entry.name, bucket);
            }
        }
    }

    pub(super) fn buckets(&mut self) {
        let zones = self.all("zones");
        let logs = zones.iter().find(|entry| kind(entry) == Some(Zone::Logs)).map(|entry| entry.name.as_str());
        for entry in zones {
            let Some(name) = self.zones.get(entry.name.as_str()).cloned() else { continue };
            let zone = kind(entry);
            let mut properties = BucketProperties::of(zone, entry.text("kms_key"), &entry.pairs("tags"));
            if let Some(versioning) = entry.switch("versioning") {
                properties.versioning = Some(versioning);
            }
            properties.no_other_rules_of_ours = true;
            properties.no_other_rules = self.document.is_authoritative("lifecycle");
            properties.rules = rules(entry, zone, properties.versioning == Some(true));
            match entry.text("notify") {
                Some("none") => properties.notify = None,
                Some(who) => properties.notify = self.made(entry, "notify", who.parse::<Notify>()),
                None => {}
            }
            if zone == Some(Zone::Logs) {
                properties.takes_logs_of = Some(self.place.account.clone());
            }
            let said = entry.text("access_logs");
            let keeper = said
                .filter(|said| *said != "none")
                .or(logs.filter(|_| said.is_none() && zone.is_some_and(|zone| zone != Zone::Logs)));
            let mut after = Vec::new();
            if let Some(keeper) = keeper {
                match self.zones.get(keeper) {
                    Some(bucket) if *bucket == name => {
                        let message = "a bucket that keeps its own access logs never stops writing them";
                        self.problem(entry.place_of("access_logs"), message);
                    }
                    Some(bucket) => {
                        after.push(Thing::Bucket(bucket.clone()));
                        properties.access_log =
                            Some(AccessLog { bucket: bucket.to_string(), prefix: format!("{name}/") });
                        properties.access_log_is_named = said.is_some();
                    }
                    None => self.problem(entry.place_of("access_logs"), format!("there is no zone `{keeper}`")),
                }
            }
            if let Some(to) = entry.text("replicate_to") {
                after.extend(to.parse().map(Thing::Bucket));
                properties.replication = self.replication(entry, &name, to);
                properties.versioning = Some(true);
            }
            let made = Made {
                noun: "bucket",
                name: name.to_string(),
                thing: Some(Thing::Bucket(name.clone())),
                requires: Vec::new(),
                after,
                removal: Removal::Bucket(name.clone()),
            };
            self.add(entry, made, BucketResource { name, properties });
            if entry.said("replicate_to").is_some()
                && let Some(item) = self.items.last_mut()
            {
                item.by_use = Some("every new object is stored twice, and copied".to_owned());
            }
        }
    }

    fn replication(&mut self, entry: &Entry, name: &BucketName, to: &str) -> Option<Replication> {
        let Some(role) = entry.owned("replication_role") else {
            self.problem(
                entry.place_of("replicate_to"),
                "`replicate_to` needs `replication_role`, which S3 copies with",
            );
            return None;
        };
        if to == name.as_str() {
            self.problem(entry.place_of("replicate_to"), "a bucket cannot be copied into itself");
        }
        let replica_key = entry.owned("replica_kms_key");
        if entry.text("kms_key").is_some() && replica_key.is_none() {
            let message = "objects that are encrypted with a key are not copied without `replica_kms_key`";
            self.problem(entry.place_of("replicate_to"), message);
        }
        Some(Replication { to: to.to_owned(), role, replica_key })
    }

    pub(super) fn workgroups(&mut self) {
        for entry in self.all("workgroups") {
            let Some(name) = self.named(entry, entry.name.parse::<WorkGroupName>()) else { continue };
            let output = self.uri(entry, "output_location");
            let limit = entry.text("scan_limit").and_then(|text| self.made(entry, "scan_limit", scan_limit(text)));
            let wanted = WorkGroupChange {
                enabled: entry.switch("enabled"),
                description: entry.owned("description"),
                output_location: output.as_ref().map(|(uri, _)| Some(uri.clone())),
                enforced: entry.switch("enforced"),
                metrics: entry.switch("metrics"),
                scan_limit: limit.map(Some),
                ..WorkGroupChange::default()
            };
            let made = Made {
                noun: "workgroup",
                name: name.to_string(),
                thing: None,
                requires: output.into_iter().map(|(_, bucket)| Thing::Bucket(bucket)).collect(),
                after: Vec::new(),
                removal: Removal::WorkGroup(name.to_string()),
            };
            self.add(entry, made, WorkGroupResource { name, wanted });
        }
    }
}

/// The lifecycle rules: the templates that are said, or those of the zone. Unfinished uploads end in every bucket.
fn rules(entry: &Entry, zone: Option<Zone>, versioned: bool) -> Vec<crate::domain::lifecycle::Rule> {
    if entry.said("lifecycle").is_none() {
        return zone_rules(zone, versioned);
    }
    let mut rules = zone_rules(None, versioned);
    for template in entry.texts("lifecycle").iter().filter_map(|name| Template::named(name)) {
        if !rules.iter().any(|rule| rule.name() == template.rule_id()) {
            rules.push(template.rule());
        }
    }
    rules
}
