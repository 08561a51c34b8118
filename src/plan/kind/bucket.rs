//! Buckets as resources: each property is a change of its own. What could not be read is neither right nor wrong: it is
//! named and left as it is.

use std::time::Duration;

use serde_json::{Value, json};

use crate::aws::{LiveBucket, Read, Write};
use crate::domain::bucket::BucketName;
use crate::domain::bucket_settings::{AccessLog, Known, LiveNotification, LiveReplication, PublicAccess};
use crate::domain::lifecycle::{Configuration, Rule, actions};
use crate::domain::policy;
use crate::domain::zone::{BucketProperties, Encryption, ZONE_TAG};
use crate::error::{Error, Kind, Result};
use crate::ops::wait::Wait;
use crate::{Action, Change, Danger, Resource, Step};

/// How long S3 may take until it shows what was written.
const SETTLING: Duration = Duration::from_secs(60);

/// A bucket that should be there, and how.
#[derive(Debug, Clone)]
pub struct BucketResource {
    /// Its name.
    pub name: BucketName,
    /// Its properties.
    pub properties: BucketProperties,
}

/// Collects what differs; what is not known is passed over.
struct Comparison<'a> {
    live: Option<&'a LiveBucket>,
    changes: Vec<Change>,
}

impl<'a> Comparison<'a> {
    /// Compares a property: `old` says what is there in the same words as `new`, null for nothing.
    fn property<T>(
        &mut self,
        field: &'static str,
        property: impl FnOnce(&'a LiveBucket) -> &'a Known<T>,
        old: impl FnOnce(&'a T) -> Value,
        new: Value,
    ) where
        T: 'a,
    {
        let old = match self.live.map(property) {
            None => Value::Null,
            Some(Known::Unknown(_)) => return,
            Some(Known::Known(value)) => old(value),
        };
        self.changes.extend(Change::between(field, old, new));
    }
}

impl BucketResource {
    /// Whether a step takes something away from those who use a bucket that lakectl has not set up: public access, or
    /// access-control lists. None when it does not; otherwise the question.
    pub fn takes_over(&self, live: Option<&LiveBucket>, step: &Step) -> Option<String> {
        let live = live?;
        let tag = live.tags.known().and_then(|tags| tags.get(ZONE_TAG));
        let has_rule = |live: &Configuration| live.rules.iter().any(Rule::is_owned);
        let is_ours = tag.is_some_and(|tag| Some(tag) == self.properties.tags.get(ZONE_TAG))
            || live.lifecycle.known().and_then(Option::as_ref).is_some_and(has_rule)
            || policy::has(
                live.policy.known().and_then(Option::as_ref),
                &policy::tls_only_statement(self.name.as_str()),
            );
        let taken: Vec<&str> = [("public_access", "public access"), ("ownership", "access-control lists")]
            .into_iter()
            .filter(|(field, _)| step.changes(field))
            .map(|(_, what)| what)
            .collect();
        (!is_ours && !taken.is_empty()).then(|| {
            format!("bucket {} is there and was not set up by lakectl; ending its {}", self.name, taken.join(" and "))
        })
    }

    /// The statements of ours that the policy must hold.
    fn statements(&self) -> Vec<(&'static str, Value)> {
        let name = self.name.as_str();
        let tls = ("tls_only", policy::tls_only_statement(name));
        let logs = self.properties.takes_logs_of.as_ref();
        let logs = logs.map(|account| ("takes_access_logs", policy::log_delivery_statement(name, account)));
        [Some(tls), logs].into_iter().flatten().collect()
    }

    fn compare_policy(&self, comparison: &mut Comparison<'_>) {
        for (field, statement) in self.statements() {
            let is_there = |live: &Option<Value>| match field {
                "tls_only" => policy::is_tls_only(live.as_ref(), self.name.as_str()),
                _ => policy::has(live.as_ref(), &statement),
            };
            let word = |live| if is_there(live) { json!(true) } else { Value::Null };
            comparison.property(field, |live| &live.policy, word, json!(true));
        }
    }

    /// The rules that are not there, or not so: as they are, as they should be.
    fn compare_lifecycle(&self, comparison: &mut Comparison<'_>) {
        let differing = |live: Option<&Configuration>| -> Vec<&Rule> {
            let is_there = |rule: &Rule| {
                live.and_then(|live| live.rule(rule.name())).is_some_and(|found| found.normal() == rule.normal())
            };
            self.properties.rules.iter().filter(|rule| !is_there(rule)).collect()
        };
        let live = comparison.live.and_then(|live| live.lifecycle.known()).and_then(Option::as_ref);
        let wanted = differing(live);
        let outdated = self.outdated_rules(live);
        if wanted.is_empty() && outdated.is_empty() {
            return;
        }
        let old = |live: &Option<Configuration>| {
            let rule = |name: &str| live.as_ref().and_then(|live| live.rule(name));
            let names = wanted.iter().map(|rule| rule.name()).chain(outdated.iter().map(String::as_str));
            let found: Vec<&Rule> = names.filter_map(rule).collect();
            if found.is_empty() { Value::Null } else { described(&found) }
        };
        let new = if wanted.is_empty() { Value::Null } else { described(&wanted) };
        comparison.property("lifecycle", |live| &live.lifecycle, old, new);
    }

    /// The rules that are there and not wanted, where that is to be looked at: lakectl's own, or anybody's.
    fn outdated_rules(&self, live: Option<&Configuration>) -> Vec<String> {
        let is_wanted = |rule: &Rule| self.properties.rules.iter().any(|wanted| wanted.name() == rule.name());
        let (ours, all) = (self.properties.no_other_rules_of_ours, self.properties.no_other_rules);
        let rules = live.map_or(&[][..], |live| &live.rules);
        let outdated = rules.iter().filter(|rule| (all || (ours && rule.is_owned())) && !is_wanted(rule));
        outdated.map(|rule| rule.name().to_owned()).collect()
    }

    /// What is asked before rules of others go.
    fn takes_rules(&self, live: Option<&LiveBucket>) -> Option<String> {
        let live = live.and_then(|live| live.lifecycle.known()).and_then(Option::as_ref);
        let outdated = if self.properties.no_other_rules { self.outdated_rules(live) } else { Vec::new() };
        let is_ours = |name: &String| live.and_then(|live| live.rule(name)).is_some_and(Rule::is_owned);
        let theirs: Vec<&str> = outdated.iter().filter(|name| !is_ours(name)).map(String::as_str).collect();
        (!theirs.is_empty())
            .then(|| format!("removing lifecycle rules that others set on bucket {}: {}", self.name, theirs.join(", ")))
    }

    async fn put_policy(&self, live: Option<&LiveBucket>, write: &Write) -> Result<()> {
        let seen = live.and_then(|live| live.policy.known()).and_then(Option::as_ref);
        let missing: Vec<Value> = self
            .statements()
            .into_iter()
            .filter(|(field, statement)| match *field {
                "tls_only" => !policy::is_tls_only(seen, self.name.as_str()),
                _ => !policy::has(seen, statement),
            })
            .map(|(_, statement)| statement)
            .collect();
        write.replace_bucket_policy(&self.name, seen, &policy::with(seen, &missing)).await
    }

    async fn put_lifecycle(&self, live: Option<&LiveBucket>, write: &Write) -> Result<()> {
        let seen = live.and_then(|live| live.lifecycle.known()).cloned().flatten().unwrap_or_default();
        let now = write.bucket_lifecycle(&self.name).await?.unwrap_or_default();
        if !now.says_the_same(&seen) {
            return Err(Error::new(
                Kind::Conflict,
                format!("the lifecycle of bucket {} was changed meanwhile", self.name),
            )
            .hint("run the command again: it works on what is there then"));
        }
        let outdated = self.outdated_rules(Some(&now));
        write.put_bucket_lifecycle(&self.name, &now.merged(&self.properties.rules).without(&outdated)).await
    }

    async fn set(&self, field: &str, live: Option<&LiveBucket>, write: &Write) -> Result<()> {
        let (name, wanted) = (&self.name, &self.properties);
        match field {
            "public_access" => write.block_public_access(name).await,
            "ownership" => write.enforce_bucket_owner(name).await,
            "encryption" => write.put_bucket_encryption(name, &wanted.encryption).await,
            "versioning" => write.put_bucket_versioning(name, wanted.versioning == Some(true)).await,
            "policy" => self.put_policy(live, write).await,
            "lifecycle" => self.put_lifecycle(live, write).await,
            "tags" => write.merge_bucket_tags(name, &wanted.tags).await,
            "access_logs" => match &wanted.access_log {
                Some(log) => write.put_bucket_logging(name, log).await,
                None => Ok(()),
            },
            "notification" => match &wanted.notify {
                Some(who) => write.add_bucket_notification(name, who).await,
                None => Ok(()),
            },
            "replication" => match &wanted.replication {
                Some(replication) => write.put_owned_replication(name, replication).await,
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }
}

impl Resource for BucketResource {
    type Live = LiveBucket;

    async fn read(&self, read: &Read) -> Result<Option<LiveBucket>> {
        if !read.bucket_exists(&self.name).await? {
            return Ok(None);
        }
        read.live_bucket(&self.name).await.map(Some)
    }

    fn diff(&self, live: Option<&LiveBucket>) -> Result<Step> {
        let wanted = &self.properties;
        let mut comparison = Comparison { live, changes: Vec::new() };
        let compare = &mut comparison;
        if let Some(versioning) = wanted.versioning {
            let new = if versioning { "Enabled" } else { "Suspended" };
            compare.property("versioning", |live| &live.versioning, |old| json!(old), json!(new));
        }
        let encryption = |old: &Option<Encryption>| match old {
            Some(old) if old.satisfies(&wanted.encryption) => json!(wanted.encryption),
            other => json!(other),
        };
        compare.property("encryption", |live| &live.encryption, encryption, json!(wanted.encryption));
        let access = |old: &PublicAccess| access_word(*old);
        compare.property("public_access", |live| &live.public_access, access, access_word(PublicAccess::BLOCKED));
        compare.property("ownership", |live| &live.ownership, |old| json!(old), json!("BucketOwnerEnforced"));
        self.compare_policy(compare);
        self.compare_lifecycle(compare);
        if let Some(log) = &wanted.access_log {
            let old = |old: &Option<AccessLog>| match old {
                Some(_) if !wanted.access_log_is_named => json!(log),
                other => json!(other),
            };
            compare.property("access_logs", |live| &live.logging, old, json!(log));
        }
        if let Some(who) = wanted.notify.as_ref() {
            let new = json!(who.name());
            let old = |old: &LiveNotification| match old.names().as_slice() {
                _ if old.has(who) => new.clone(),
                [] => Value::Null,
                names => json!(names.join(", ")),
            };
            compare.property("notification", |live| &live.notification, old, new.clone());
        }
        if let Some(replication) = &wanted.replication {
            let old = |old: &LiveReplication| json!(old.owned);
            compare.property("replication", |live| &live.replication, old, json!(replication));
        }
        for (name, value) in &wanted.tags {
            let old = |tags: &std::collections::BTreeMap<String, String>| {
                tags.get(name).map_or(Value::Null, |old| json!({ name.clone(): old }))
            };
            compare.property("tags", |live| &live.tags, old, json!({ name.clone(): value }));
        }
        let mut step = Step::new("bucket", self.name.as_str(), live.is_some(), comparison.changes);
        if let Some(question) = self.takes_rules(live) {
            step.danger = Danger::Moderate(question);
        }
        if let Some(live) = live {
            step.unknown = live
                .unknown()
                .into_iter()
                .map(|(property, reason)| format!("{property}: unknown ({reason}); left as it is"))
                .collect();
            if step.changes("versioning") && live.versioning == Known::Known(None) {
                step.warnings.push(
                    "versioning is switched on for the first time: AWS advises to wait 15 minutes before objects are \
                     written or deleted"
                        .to_owned(),
                );
            }
        }
        Ok(step)
    }

    async fn apply(&self, live: Option<&LiveBucket>, step: &Step, write: &Write) -> Result<()> {
        if live.is_none() {
            write.create_bucket(&self.name).await?;
        }
        // A new bucket has what S3 gives to new buckets, and that is merged with as with anything else.
        let made;
        let live = match live {
            Some(live) => live,
            None => {
                made = write.live_bucket(&self.name).await?;
                &made
            }
        };
        // Public access is closed first: no other step must leave a bucket open meanwhile. Versions come before what
        // needs them. What needs the most from elsewhere comes last, so that its failure leaves the rest done.
        let policy = step.changes("tls_only") || step.changes("takes_access_logs");
        for field in ["public_access", "ownership", "encryption", "versioning", "policy", "lifecycle", "tags"]
            .into_iter()
            .chain(["notification", "access_logs", "replication"])
        {
            if step.changes(field) || (field == "policy" && policy) {
                self.set(field, Some(live), write).await?;
            }
        }
        Ok(())
    }

    /// S3 shows some settings only after a while.
    async fn read_back(&self, read: &Read) -> Result<Step> {
        let mut wait = Wait::new(read.clock(), SETTLING);
        loop {
            let step = self.diff(self.read(read).await?.as_ref())?;
            if step.action == Action::Unchanged || wait.pause("the bucket").await.is_err() {
                return Ok(step);
            }
        }
    }
}

fn described(rules: &[&Rule]) -> Value {
    let rules = rules.iter().map(|rule| {
        let off = if rule.is_enabled() { "" } else { " (disabled)" };
        format!("{}{off}: {}", rule.name(), actions(rule).join(", "))
    });
    Value::Array(rules.map(Value::String).collect())
}

/// What is said of the four switches.
fn access_word(access: PublicAccess) -> Value {
    if access.is_blocked() {
        return json!("blocked");
    }
    let off: Vec<&str> = access.switches().into_iter().filter(|(_, on)| !on).map(|(name, _)| name).collect();
    json!(format!("not blocked ({} off)", off.join(", ")))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::zone::Zone;

    fn resource() -> BucketResource {
        let mut properties = BucketProperties::of(Some(Zone::Raw), None, &BTreeMap::new());
        properties.access_log = Some(AccessLog { bucket: "logs".to_owned(), prefix: "lake-raw/".to_owned() });
        BucketResource { name: "lake-raw".parse().unwrap(), properties }
    }

    fn as_wanted(resource: &BucketResource) -> LiveBucket {
        let wanted = &resource.properties;
        LiveBucket {
            versioning: Known::Known(Some("Enabled".to_owned())),
            encryption: Known::Known(Some(wanted.encryption.clone())),
            public_access: Known::Known(PublicAccess::BLOCKED),
            ownership: Known::Known(Some("BucketOwnerEnforced".to_owned())),
            policy: Known::Known(Some(policy::with(None, &[policy::tls_only_statement("lake-raw")]))),
            lifecycle: Known::Known(Some(Configuration { minimum_size: None, rules: wanted.rules.clone() })),
            logging: Known::Known(wanted.access_log.clone()),
            notification: Known::Known(LiveNotification { event_bridge: true, ..Default::default() }),
            replication: Known::Known(LiveReplication::default()),
            tags: Known::Known(wanted.tags.clone()),
        }
    }

    fn fields(step: &Step) -> Vec<&'static str> {
        step.changes.iter().map(|change| change.field).collect()
    }

    #[test]
    fn a_bucket_as_wanted_has_nothing_to_do() {
        let resource = resource();
        let step = resource.diff(Some(&as_wanted(&resource))).unwrap();
        assert_eq!(step.action, Action::Unchanged, "{step:?}");
        let all = resource.diff(None).unwrap();
        assert_eq!(all.changes.len(), 9, "{all:?}");
    }

    #[test]
    fn a_drifted_property_is_mended_alone() {
        let resource = resource();
        type Drift<'a> = (&'a str, &'a dyn Fn(&mut LiveBucket));
        let drifts: [Drift<'_>; 8] = [
            ("versioning", &|live| live.versioning = Known::Known(Some("Suspended".to_owned()))),
            ("encryption", &|live| live.encryption = Known::Known(None)),
            ("public_access", &|live| live.public_access = Known::Known(PublicAccess::default())),
            ("ownership", &|live| live.ownership = Known::Known(Some("ObjectWriter".to_owned()))),
            ("tls_only", &|live| live.policy = Known::Known(None)),
            ("lifecycle", &|live| live.lifecycle = Known::Known(None)),
            ("access_logs", &|live| live.logging = Known::Known(None)),
            ("notification", &|live| live.notification = Known::Known(LiveNotification::default())),
        ];
        for (field, drift) in drifts {
            let mut live = as_wanted(&resource);
            drift(&mut live);
            assert_eq!(fields(&resource.diff(Some(&live)).unwrap()), [field]);
        }
    }

    #[test]
    fn a_bucket_of_others_is_not_closed_unasked() {
        let resource = resource();
        let mut live = as_wanted(&resource);
        live.public_access = Known::Known(PublicAccess::default());
        let step = resource.diff(Some(&live)).unwrap();
        assert_eq!(resource.takes_over(Some(&live), &step), None, "it is lakectl's own");
        live.tags = Known::Known(BTreeMap::new());
        live.lifecycle = Known::Known(None);
        live.policy = Known::Known(None);
        let step = resource.diff(Some(&live)).unwrap();
        assert!(resource.takes_over(Some(&live), &step).is_some_and(|question| question.contains("public access")));
        live.public_access = Known::Known(PublicAccess::BLOCKED);
        let step = resource.diff(Some(&live)).unwrap();
        assert_eq!(resource.takes_over(Some(&live), &step), None, "nothing is taken away");
    }

    #[test]
    fn what_is_not_known_is_named_and_left() {
        let resource = resource();
        let mut live = as_wanted(&resource);
        live.policy = Known::Unknown("s3 GetBucketPolicy: AccessDenied".to_owned());
        live.tags = Known::Known(BTreeMap::new());
        let step = resource.diff(Some(&live)).unwrap();
        assert_eq!(fields(&step), ["tags"]);
        assert_eq!(step.unknown, ["policy: unknown (s3 GetBucketPolicy: AccessDenied); left as it is"]);
    }

    #[test]
    fn only_the_rules_that_differ_are_shown() {
        let resource = resource();
        let mut live = as_wanted(&resource);
        let mut rules = resource.properties.rules.clone();
        rules.retain(|rule| rule.name() != "lakectl-noncurrent");
        rules.push(Rule { id: Some("theirs".to_owned()), ..Rule::default() });
        live.lifecycle = Known::Known(Some(Configuration { minimum_size: None, rules }));
        let step = resource.diff(Some(&live)).unwrap();
        assert_eq!(step.changes[0].new, json!(["lakectl-noncurrent: old versions 30d expire"]));
        assert_eq!(step.changes[0].old, Value::Null);
    }
}
