//! Buckets: who gets in, what is kept, what it costs.

use super::Severity::{Error, Note, Warning};
use super::facts::{BucketFacts, Facts};
use super::{Check, Seen, check, seen};
use crate::bucket_settings::{Known, PublicAccess};
use crate::lifecycle::{Configuration, TablePlace, reads_at_once, risks};
use crate::policy;
use crate::zone::Zone;

const AREA: &str = "storage";

pub const CHECKS: &[Check] = &[
    check("bucket-public-access", AREA, Error, "every bucket keeps the public out by all four switches", |facts| {
        each(facts, |bucket| {
            let access = bucket.public_access.known()?;
            let open: Vec<&str> = access.switches().into_iter().filter(|(_, on)| !on).map(|(name, _)| name).collect();
            (*access != PublicAccess::BLOCKED).then(|| found(bucket, format!("off: {}", open.join(", "))))
        })
    }),
    check("bucket-tls", AREA, Error, "every bucket refuses requests without TLS", |facts| {
        each(facts, |bucket| {
            let policy = bucket.policy.known()?.as_ref();
            (!policy::is_tls_only(policy, &bucket.name))
                .then(|| found(bucket, "its policy lets in requests without TLS"))
        })
    }),
    check("bucket-policy-everyone", AREA, Error, "no bucket policy lets everyone in", |facts| {
        each(facts, |bucket| {
            let open = policy::statements(bucket.policy.known()?.as_ref()).into_iter().find(|one| {
                let who = &one["Principal"];
                let everyone = who == "*" || policy::one_or_many(&who["AWS"]).iter().any(|one| one == "*");
                let bound = one["Condition"].as_object().is_some_and(|condition| !condition.is_empty());
                everyone && one["Effect"] == "Allow" && !bound
            })?;
            let id = open["Sid"].as_str().unwrap_or("without an id");
            Some(seen(subject(bucket), format!("statement {id} allows Principal * without a condition")))
        })
    }),
    check(
        "bucket-ownership",
        AREA,
        Warning,
        "access-control lists are off: the bucket's owner owns what is in it",
        |facts| {
            each(facts, |bucket| {
                let ownership = bucket.ownership.known()?.as_deref();
                (ownership != Some("BucketOwnerEnforced"))
                    .then(|| found(bucket, format!("object ownership is {}", ownership.unwrap_or("not set"))))
            })
        },
    ),
    check("bucket-encryption", AREA, Error, "new objects are encrypted", |facts| {
        each(facts, |bucket| bucket.encryption.known()?.is_none().then(|| found(bucket, "no default encryption")))
    }),
    check("bucket-kms-bucket-key", AREA, Note, "a bucket with a key uses one data key for many objects", |facts| {
        each(facts, |bucket| {
            let encryption = bucket.encryption.known()?.as_ref()?;
            (encryption.algorithm == "aws:kms" && !encryption.bucket_key)
                .then(|| seen(subject(bucket), "each object is a call to the key service: the bucket key is off"))
        })
    }),
    check(
        "zone-customer-key",
        AREA,
        Note,
        "processed and curated zones are encrypted with a key of one's own",
        |facts| {
            zones(facts, |bucket, zone| {
                let key = bucket.encryption.known()?.as_ref().and_then(|encryption| encryption.key.as_ref());
                (zone.wants_customer_key() && key.is_none())
                    .then(|| seen(subject(bucket), format!("zone {zone} with S3's own keys")))
            })
        },
    ),
    check("zone-versioning", AREA, Warning, "zones that cannot be made again keep versions", |facts| {
        zones(facts, |bucket, zone| {
            let state = bucket.versioning.known()?.as_deref();
            let wants = !matches!(zone, Zone::QueryResults | Zone::Logs);
            (wants && state != Some("Enabled"))
                .then(|| found(bucket, format!("versioning of zone {zone} is {}", state.unwrap_or("off"))))
        })
    }),
    check("bucket-noncurrent", AREA, Warning, "old versions go some day", |facts| {
        each(facts, |bucket| {
            let rules = rules(bucket)?;
            let goes = rules.rules.iter().any(|rule| rule.is_enabled() && rule.noncurrent_version_expiration.is_some());
            (bucket.keeps_versions() && !goes).then(|| {
                seen(subject(bucket), "versions are kept, and no rule ends old ones")
                    .mended_by(format!("lakectl lifecycle add {} --template noncurrent", bucket.name))
            })
        })
    }),
    check("bucket-unfinished-uploads", AREA, Warning, "unfinished uploads end", |facts| {
        each(facts, |bucket| {
            let rules = rules(bucket)?;
            let ends =
                rules.rules.iter().any(|rule| rule.is_enabled() && rule.abort_incomplete_multipart_upload.is_some());
            (!ends).then(|| {
                seen(subject(bucket), "no rule ends unfinished uploads, which cost what they hold")
                    .mended_by(format!("lakectl lifecycle add {} --template abort-uploads", bucket.name))
            })
        })
    }),
    check("zone-raw-archive", AREA, Note, "the raw zone is archived", |facts| {
        zones(facts, |bucket, zone| {
            let rules = rules(bucket)?;
            let moves = rules.rules.iter().any(|rule| rule.is_enabled() && !rule.transitions.is_empty());
            (zone == Zone::Raw && !moves).then(|| {
                seen(subject(bucket), "no rule moves raw data to a cheaper class")
                    .mended_by(format!("lakectl lifecycle add {} --template archive-90", bucket.name))
            })
        })
    }),
    check("zone-results-expire", AREA, Warning, "query results go after a while", |facts| {
        zones(facts, |bucket, zone| {
            let rules = rules(bucket)?;
            let goes = rules.rules.iter().any(|rule| rule.is_enabled() && rule.expiration.is_some());
            (zone == Zone::QueryResults && !goes).then(|| {
                seen(subject(bucket), "results are kept for ever")
                    .mended_by(format!("lakectl lifecycle add {} --template scratch", bucket.name))
            })
        })
    }),
    check(
        "lifecycle-against-tables",
        AREA,
        Error,
        "no rule takes objects from a table, or puts them where queries cannot read",
        |facts| {
            each(facts, |bucket| {
                let rules = rules(bucket)?;
                let names: Vec<&str> = rules.rules.iter().map(|rule| rule.name()).collect();
                let place = |table: &crate::catalog::Table| {
                    TablePlace::in_bucket(
                        &bucket.name,
                        format!("{}.{}", table.database, table.name),
                        table.location.as_deref()?,
                    )
                };
                let places: Vec<TablePlace> = facts.tables.iter().filter_map(place).collect();
                // What a zone is meant to lose is not a surprise.
                let told = risks(&rules.rules, &names, &places);
                let told: Vec<String> =
                    told.into_iter().filter(|line| !line.contains("` expires objects of table ")).collect();
                (!told.is_empty()).then(|| {
                    seen(subject(bucket), told.join("; "))
                        .mended_by(format!("lakectl lifecycle preview {} --in 365d", bucket.name))
                })
            })
        },
    ),
    check(
        "lifecycle-slow-archive",
        AREA,
        Note,
        "no zone that is queried moves to a class that must be restored first",
        |facts| {
            zones(facts, |bucket, zone| {
                let rules = rules(bucket)?;
                let slow = rules
                    .rules
                    .iter()
                    .flat_map(|rule| &rule.transitions)
                    .find(|step| !reads_at_once(&step.storage_class))?;
                zone.tells_of_objects().then(|| {
                    seen(subject(bucket), format!("objects move to {}, which queries cannot read", slow.storage_class))
                        .mended_by(format!("lakectl lifecycle show {}", bucket.name))
                })
            })
        },
    ),
    check("bucket-access-logs", AREA, Note, "the accesses to every zone are logged", |facts| {
        // A zone takes the bucket of logs that is there: without one its own command changes nothing.
        let has_logs = facts.buckets.iter().any(|bucket| bucket.zone() == Some(Zone::Logs));
        zones(facts, |bucket, zone| {
            (zone != Zone::Logs && bucket.logging.known()?.is_none()).then(|| {
                let seen = found(bucket, "no access logs");
                if has_logs { seen } else { seen.mended_by("lakectl bucket create --zone logs") }
            })
        })
    }),
    check("zone-events", AREA, Note, "others hear of new objects in zones that pipelines read", |facts| {
        zones(facts, |bucket, zone| {
            let heard = bucket.notification.known()?;
            let nobody = !heard.event_bridge && heard.owned.is_empty() && heard.foreign == 0;
            (zone.tells_of_objects() && nobody).then(|| found(bucket, "nobody hears of new objects"))
        })
    }),
    check("zone-replication", AREA, Note, "the curated zone is copied elsewhere", |facts| {
        zones(facts, |bucket, zone| {
            let copies = bucket.replication.known()?;
            let none = copies.owned.is_none() && copies.foreign == 0;
            (zone == Zone::Curated && none).then(|| {
                seen(subject(bucket), "it is lost with its region").mended_by(format!(
                    "lakectl bucket create {} --zone curated --replicate-to BUCKET --replication-role ARN",
                    bucket.name
                ))
            })
        })
    }),
    check(
        "bucket-name-squatting",
        AREA,
        Note,
        "names that others could guess and take belong to the account",
        |facts| {
            zones(facts, |bucket, zone| {
                (!bucket.is_account_regional).then(|| {
                    seen(subject(bucket), "once deleted, anybody can take its name and what is still sent to it")
                        .mended_by(format!("lakectl bucket create --zone {zone}"))
                })
            })
        },
    ),
    check("bucket-unknown", AREA, Note, "all settings of every bucket can be read", |facts| {
        each(facts, |bucket| {
            let reasons: Vec<String> =
                unknown(bucket).into_iter().map(|(what, why)| format!("{what} ({why})")).collect();
            (!reasons.is_empty()).then(|| seen(subject(bucket), format!("not known: {}", reasons.join(", "))))
        })
    }),
    check("zones-missing", AREA, Note, "a lake has zones for raw data and for query results", |facts| {
        if !facts.has_read("buckets") {
            return Vec::new();
        }
        let has = |zone| facts.buckets.iter().any(|bucket| bucket.zone() == Some(zone));
        let missing = [Zone::Raw, Zone::QueryResults].into_iter().filter(|zone| !has(*zone));
        missing
            .map(|zone| {
                seen(format!("zone {zone}"), "no bucket is tagged as it")
                    .mended_by(format!("lakectl bucket create --zone {zone}"))
            })
            .collect()
    }),
];

fn each(facts: &Facts, judge: impl Fn(&BucketFacts) -> Option<Seen>) -> Vec<Seen> {
    facts.buckets.iter().filter_map(judge).collect()
}

fn zones(facts: &Facts, judge: impl Fn(&BucketFacts, Zone) -> Option<Seen>) -> Vec<Seen> {
    facts.buckets.iter().filter_map(|bucket| judge(bucket, bucket.zone()?)).collect()
}

fn subject(bucket: &BucketFacts) -> String {
    format!("bucket {}", bucket.name)
}

/// What `bucket create` mends: it brings a bucket to the state of its zone.
fn found(bucket: &BucketFacts, evidence: impl Into<String>) -> Seen {
    let zone = bucket.zone().map(|zone| format!(" --zone {zone}")).unwrap_or_default();
    seen(subject(bucket), evidence).mended_by(format!("lakectl bucket create {}{zone}", bucket.name))
}

/// The rules, when they could be read; a bucket without any has none.
fn rules(bucket: &BucketFacts) -> Option<Configuration> {
    Some(bucket.lifecycle.known()?.clone().unwrap_or_default())
}

fn unknown(bucket: &BucketFacts) -> Vec<(&'static str, &str)> {
    fn reason<'a, T>(name: &'static str, property: &'a Known<T>) -> Option<(&'static str, &'a str)> {
        property.reason().map(|reason| (name, reason))
    }
    [
        reason("versioning", &bucket.versioning),
        reason("encryption", &bucket.encryption),
        reason("public access", &bucket.public_access),
        reason("ownership", &bucket.ownership),
        reason("policy", &bucket.policy),
        reason("lifecycle", &bucket.lifecycle),
        reason("access logs", &bucket.logging),
        reason("notification", &bucket.notification),
        reason("replication", &bucket.replication),
        reason("tags", &bucket.tags),
    ]
    .into_iter()
    .flatten()
    .collect()
}
