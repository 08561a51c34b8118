//! Governance and schemas: who may do what, who decides, and what may change.

use super::Severity::{Error, Note, Warning};
use super::facts::Facts;
use super::{Check, Seen, check, seen};
use crate::permission::{EVERY_IAM_PRINCIPAL, Grant, Permission, Resource};
use crate::schema::Mode;
use crate::shell_word::{command, last_word, option, word};
use crate::zone::Zone;

const AREA: &str = "access";

pub const CHECKS: &[Check] = &[
    check("caller-root", AREA, Warning, "nobody works as the root of the account", |facts| {
        let is_root = facts.caller.ends_with(":root");
        if is_root { vec![seen("caller", format!("{} may do everything", facts.caller))] } else { Vec::new() }
    }),
    check("admins-none", AREA, Warning, "the data lake has an administrator", |facts| {
        if !facts.has_read("admins") || !facts.admins.full.is_empty() {
            return Vec::new();
        }
        vec![seen("administrators", "there are none").mended_by("lakectl admin add role/NAME")]
    }),
    check(
        "defaults-open-to-iam",
        AREA,
        Warning,
        "Lake Formation alone decides about what is made from now on",
        |facts| {
            let Some(defaults) = facts.iam_defaults.filter(|defaults| defaults.databases || defaults.tables) else {
                return Vec::new();
            };
            let what = match (defaults.databases, defaults.tables) {
                (true, true) => "databases and tables",
                (true, false) => "databases",
                _ => "tables",
            };
            let evidence = format!("new {what} are open to whomever IAM lets in: other grants restrict nobody");
            vec![seen("administrators", evidence).mended_by("lakectl governance defaults --closed")]
        },
    ),
    check("database-open-to-iam", AREA, Warning, "Lake Formation alone decides about databases", |facts| {
        open(facts, |resource| match resource {
            Resource::Database { database } => Some((format!("database {database}"), database.clone())),
            _ => None,
        })
    }),
    check("table-open-to-iam", AREA, Warning, "Lake Formation alone decides about tables", |facts| {
        open(facts, |resource| match resource {
            Resource::Table { database, table } => {
                Some((format!("table {database}.{table}"), format!("{database}.{table}")))
            }
            Resource::AllTables { database } => Some((format!("all tables of {database}"), format!("{database}.*"))),
            _ => None,
        })
    }),
    check("grant-passed-on", AREA, Note, "only administrators pass rights on", |facts| {
        grants(facts, |grant| {
            let is_admin = facts.admins.full.iter().any(|admin| admin == grant.principal.as_str());
            (grant.grantable && !is_admin).then(|| seen(of(grant), "the principal may grant it to others"))
        })
    }),
    check("grant-all", AREA, Note, "nobody but administrators may do everything", |facts| {
        grants(facts, |grant| {
            let is_admin = facts.admins.full.iter().any(|admin| admin == grant.principal.as_str());
            let is_data = matches!(
                grant.resource,
                Resource::Table { .. } | Resource::AllTables { .. } | Resource::Database { .. }
            );
            (grant.permission == Permission::All && is_data && !is_admin)
                .then(|| seen(of(grant), "ALL holds INSERT, DELETE, ALTER and DROP"))
        })
    }),
    check("grant-dead-table", AREA, Warning, "what is granted is there", |facts| {
        if !facts.has_read("tables") {
            return Vec::new();
        }
        grants(facts, |grant| {
            let Resource::Table { database, table } = &grant.resource else { return None };
            let is_there = facts.tables.iter().any(|known| known.database == *database && known.name == *table);
            (!is_there).then(|| {
                seen(of(grant), "there is no such table: a new one of its name would be granted at once").mended_by(
                    format!(
                        "lakectl revoke {} {} {}",
                        grant.permission,
                        option("--on", &format!("{database}.{table}")),
                        option("--from", grant.principal.as_str())
                    ),
                )
            })
        })
    }),
    check("grant-curated-write", AREA, Warning, "analysts only read the curated zone", |facts| {
        grants(facts, |grant| {
            let Resource::Table { database, table } = &grant.resource else { return None };
            let place = facts
                .tables
                .iter()
                .find(|known| known.database == *database && known.name == *table)?
                .location
                .as_deref()?;
            let is_curated = facts.bucket_of(place)?.zone() == Some(Zone::Curated);
            let is_analyst = grant.principal.as_str().to_ascii_lowercase().contains("analyst");
            let writes = matches!(
                grant.permission,
                Permission::Insert | Permission::Delete | Permission::Drop | Permission::Alter
            );
            (is_curated && is_analyst && writes).then(|| {
                seen(of(grant), format!("{} on a table of the curated zone", grant.permission)).mended_by(format!(
                    "lakectl revoke {} {} {}",
                    grant.permission,
                    option("--on", &format!("{database}.{table}")),
                    option("--from", grant.principal.as_str())
                ))
            })
        })
    }),
    check("location-not-registered", AREA, Note, "the curated zone is in Lake Formation's care", |facts| {
        if !facts.has_read("locations") || !facts.has_read("buckets") {
            return Vec::new();
        }
        let is_registered = |name: &str| {
            let arn = format!("arn:aws:s3:::{name}");
            facts.locations.iter().any(|location| location.arn == arn || location.arn.starts_with(&format!("{arn}/")))
        };
        let curated = facts.buckets.iter().filter(|bucket| bucket.zone() == Some(Zone::Curated));
        curated
            .filter(|bucket| !is_registered(&bucket.name))
            .map(|bucket| {
                seen(format!("bucket {}", bucket.name), "it is not registered: grants on its tables need IAM besides")
                    .mended_by(format!("lakectl location register s3://{}", word(&bucket.name)))
            })
            .collect()
    }),
    check("location-dead", AREA, Error, "what is registered is there", |facts| {
        if !facts.has_read("buckets") {
            return Vec::new();
        }
        let dead = facts.locations.iter().filter(|location| facts.is_nowhere(&location.uri()));
        dead.map(|location| {
            seen(format!("location {}", location.uri()), "there is no such bucket")
                .mended_by(format!("lakectl location deregister {}", word(&location.uri())))
        })
        .collect()
    }),
    check("location-hybrid", AREA, Note, "Lake Formation decides about everybody at a location", |facts| {
        let hybrid = facts.locations.iter().filter(|location| location.hybrid);
        hybrid
            .map(|location| {
                seen(
                    format!("location {}", location.uri()),
                    "principals that are not opted in keep what IAM lets them do",
                )
            })
            .collect()
    }),
    check("schema-unchecked", AREA, Warning, "versions of a schema are checked", |facts| {
        let loose = facts.schemas.iter().filter(|schema| matches!(schema.mode, Mode::None | Mode::Disabled));
        loose
            .map(|schema| {
                let evidence = format!("its compatibility mode is {}", schema.mode);
                seen(format!("schema {}/{}", schema.registry, schema.name), evidence).mended_by(command(
                    "lakectl schema set-compat",
                    &[&schema.name, "BACKWARD"],
                    &option("--registry", &schema.registry),
                ))
            })
            .collect()
    }),
    check("schema-without-version", AREA, Error, "a schema has a version", |facts| {
        let empty = facts.schemas.iter().filter(|schema| schema.versions == 0);
        empty
            .map(|schema| seen(format!("schema {}/{}", schema.registry, schema.name), "no version of it is available"))
            .collect()
    }),
    check("registry-empty", AREA, Note, "a registry has schemas", |facts| {
        if !facts.has_read("schemas") {
            return Vec::new();
        }
        let is_empty = |name: &&String| !facts.schemas.iter().any(|schema| schema.registry == **name);
        let empty = facts.registries.iter().filter(is_empty).filter(|name| *name != crate::registry::DEFAULT_REGISTRY);
        empty
            .map(|name| {
                seen(format!("registry {name}"), "it has no schema")
                    .mended_by(format!("lakectl registry delete {}", last_word(name)))
            })
            .collect()
    }),
];

fn grants(facts: &Facts, judge: impl Fn(&Grant) -> Option<Seen>) -> Vec<Seen> {
    facts.grants.iter().filter(|grant| !grant.principal.is_every_iam_principal()).filter_map(judge).collect()
}

/// The resources of a kind whose default still lets in whomever IAM lets in: subject, and the name in commands.
fn open(facts: &Facts, named: impl Fn(&Resource) -> Option<(String, String)>) -> Vec<Seen> {
    let open = facts.grants.iter().filter(|grant| grant.principal.is_every_iam_principal());
    open.filter_map(|grant| {
        let (subject, name) = named(&grant.resource)?;
        let evidence = format!("{EVERY_IAM_PRINCIPAL} holds {}: other grants restrict nobody", grant.permission);
        Some(seen(subject, evidence).mended_by(format!(
            "lakectl revoke {} {} --from {EVERY_IAM_PRINCIPAL}",
            grant.permission,
            option("--on", &name)
        )))
    })
    .collect()
}

fn of(grant: &Grant) -> String {
    format!("grant {} on {} to {}", grant.permission, grant.resource, grant.principal)
}
