//! What a step needs to be allowed: actions of IAM on resources. Pure.
//!
//! Source: Service Authorization Reference, the tables of actions and resource types of each service. A resource is named as
//! closely as its service knows it: policies may name it so, and an action that knows no resources takes any.

use crate::domain::catalog::{DatabaseName, TableName};
use crate::domain::simulation::Need;
use crate::kind::grant::ENFORCEMENT;
use crate::lake::item::{Item, Thing};
use crate::lake::removal::Removal;
use crate::{Action, Change, Step};

/// Where the resources are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// `aws`, `aws-cn`, …
    pub partition: String,
    /// The region.
    pub region: String,
    /// Twelve digits.
    pub account: String,
}

/// The settings of a bucket and the action that sets each.
const OF_BUCKETS: [(&str, &str); 11] = [
    ("public_access", "s3:PutBucketPublicAccessBlock"),
    ("ownership", "s3:PutBucketOwnershipControls"),
    ("encryption", "s3:PutEncryptionConfiguration"),
    ("versioning", "s3:PutBucketVersioning"),
    ("tls_only", "s3:PutBucketPolicy"),
    ("takes_access_logs", "s3:PutBucketPolicy"),
    ("lifecycle", "s3:PutLifecycleConfiguration"),
    ("tags", "s3:PutBucketTagging"),
    ("notification", "s3:PutBucketNotification"),
    ("access_logs", "s3:PutBucketLogging"),
    ("replication", "s3:PutReplicationConfiguration"),
];

impl Home {
    fn arn(&self, service: &str, resource: &str) -> String {
        format!("arn:{}:{service}:{}:{}:{resource}", self.partition, self.region, self.account)
    }

    fn place(&self, path: &str) -> String {
        format!("arn:{}:s3:::{path}", self.partition)
    }

    /// What is done to a database is done to the catalog, and what to a table, to its database as well.
    fn in_catalog(&self, action: &'static str, database: &DatabaseName, table: Option<&str>) -> Vec<Need> {
        let mut names = vec!["catalog".to_owned(), format!("database/{database}")];
        names.extend(table.map(|table| format!("table/{database}/{table}")));
        names.iter().map(|name| Need::new(action, self.arn("glue", name))).collect()
    }

    /// What a step needs.
    pub fn needs(&self, item: &Item, step: &Step) -> Vec<Need> {
        let of_table = |action, table: &TableName| self.in_catalog(action, &table.database, Some(&table.table));
        let of_glue = |action, name: &str| vec![Need::new(action, self.arn("glue", name))];
        let anywhere = |actions: &[&'static str]| actions.iter().map(|action| Need::new(action, "*")).collect();
        let verb = Verb::of(step.action);
        // What goes may be of the file, when all of the file does.
        let goes = item.is_stranger || step.action == Action::Delete;
        match &item.removal {
            _ if step.action == Action::Unchanged => Vec::new(),
            Removal::Bucket(name) => self.of_bucket(name.as_str(), step),
            Removal::WorkGroup(name) => {
                let arn = self.arn("athena", &format!("workgroup/{name}"));
                let own = verb.pick("athena:CreateWorkGroup", "athena:UpdateWorkGroup", "athena:DeleteWorkGroup");
                tagged(step, own, "athena:TagResource").map(|action| Need::new(action, arn.clone())).collect()
            }
            Removal::Registry(name) => of_glue(
                verb.pick("glue:CreateRegistry", "glue:UpdateRegistry", "glue:DeleteRegistry"),
                &format!("registry/{name}"),
            ),
            Removal::Schema(registry, name) => self.of_schema(registry, name, step),
            Removal::Database(name) => {
                let action = verb.pick("glue:CreateDatabase", "glue:UpdateDatabase", "glue:DeleteDatabase");
                self.in_catalog(action, name, None)
            }
            Removal::Table(table) => {
                of_table(verb.pick("glue:CreateTable", "glue:UpdateTable", "glue:DeleteTable"), table)
            }
            Removal::Crawler(name) => {
                let action = verb.pick("glue:CreateCrawler", "glue:UpdateCrawler", "glue:DeleteCrawler");
                let mut needs = of_glue(action, &format!("crawler/{name}"));
                // The step has the role's name alone.
                let role = item.resource.role().filter(|_| !goes && step.changes("role"));
                needs.extend(pass(role, "glue.amazonaws.com"));
                needs
            }
            Removal::Job(name) => self.of_job(name, step),
            Removal::Trigger(name) => {
                // One that differs is made anew.
                let actions = verb.pick(
                    &["glue:CreateTrigger"][..],
                    &["glue:DeleteTrigger", "glue:CreateTrigger"],
                    &["glue:DeleteTrigger"],
                );
                let arn = self.arn("glue", &format!("trigger/{name}"));
                actions.iter().map(|action| Need::new(action, arn.clone())).collect()
            }
            Removal::Location(_) => {
                let action = verb.pick(
                    "lakeformation:RegisterResource",
                    "lakeformation:UpdateResource",
                    "lakeformation:DeregisterResource",
                );
                let mut needs: Vec<Need> = anywhere(&[action]);
                needs.extend(passed(step, "role", "lakeformation.amazonaws.com"));
                needs
            }
            Removal::Filter(..) => anywhere(&[verb.pick(
                "lakeformation:CreateDataCellsFilter",
                "lakeformation:UpdateDataCellsFilter",
                "lakeformation:DeleteDataCellsFilter",
            )]),
            Removal::Grant(_) if goes => anywhere(&["lakeformation:RevokePermissions"]),
            Removal::Grant(_) if step.changes(ENFORCEMENT) => {
                anywhere(&["lakeformation:GrantPermissions", "lakeformation:RevokePermissions"])
            }
            Removal::Grant(_) => anywhere(&["lakeformation:GrantPermissions"]),
            Removal::Admin(..) => anywhere(&["lakeformation:PutDataLakeSettings"]),
            Removal::Tag(_) => anywhere(&[verb.pick(
                "lakeformation:CreateLFTag",
                "lakeformation:UpdateLFTag",
                "lakeformation:DeleteLFTag",
            )]),
            Removal::TagExpression(_) => anywhere(&[verb.pick(
                "lakeformation:CreateLFTagExpression",
                "lakeformation:UpdateLFTagExpression",
                "lakeformation:DeleteLFTagExpression",
            )]),
            Removal::Tagged(_) if goes => anywhere(&["lakeformation:RemoveLFTagsFromResource"]),
            Removal::Tagged(_) => anywhere(&["lakeformation:AddLFTagsToResource"]),
            Removal::Alarm(name) => {
                let is_of_others = item.needs().any(|thing| matches!(thing, Thing::Alarm(_)));
                let put = if is_of_others { "cloudwatch:PutCompositeAlarm" } else { "cloudwatch:PutMetricAlarm" };
                let own = verb.pick(put, put, "cloudwatch:DeleteAlarms");
                let arn = self.arn("cloudwatch", &format!("alarm:{name}"));
                tagged(step, own, "cloudwatch:TagResource").map(|action| Need::new(action, arn.clone())).collect()
            }
            Removal::Dashboard(name) => {
                // Dashboards are of no region.
                let arn = format!("arn:{}:cloudwatch::{}:dashboard/{name}", self.partition, self.account);
                let put = "cloudwatch:PutDashboard";
                vec![Need::new(verb.pick(put, put, "cloudwatch:DeleteDashboards"), arn)]
            }
        }
    }

    fn of_bucket(&self, name: &str, step: &Step) -> Vec<Need> {
        let arn = self.place(name);
        if step.action == Action::Delete {
            return vec![Need::new("s3:DeleteBucket", arn)];
        }
        let made = (step.action == Action::Create).then(|| Need::new("s3:CreateBucket", arn.clone()));
        let set = OF_BUCKETS.into_iter().filter(|(field, _)| step.changes(field));
        let mut needs: Vec<Need> =
            made.into_iter().chain(set.map(|(_, action)| Need::new(action, arn.clone()))).collect();
        let role = step.changes.iter().find(|change| change.field == "replication");
        needs.extend(role.and_then(|change| pass(change.new["role"].as_str(), "s3.amazonaws.com")));
        needs
    }

    fn of_schema(&self, registry: &str, name: &str, step: &Step) -> Vec<Need> {
        let schema = self.arn("glue", &format!("schema/{registry}/{name}"));
        match step.action {
            Action::Delete => vec![Need::new("glue:DeleteSchema", schema)],
            Action::Create => {
                let registry = self.arn("glue", &format!("registry/{registry}"));
                [registry, schema].map(|arn| Need::new("glue:CreateSchema", arn)).to_vec()
            }
            _ => {
                let of_field = |change: &Change| match change.field {
                    "version" => Some("glue:RegisterSchemaVersion"),
                    "compatibility" | "checkpoint" | "description" => Some("glue:UpdateSchema"),
                    "metadata" => Some("glue:PutSchemaVersionMetadata"),
                    "tags" => Some("glue:TagResource"),
                    _ => None,
                };
                step.changes.iter().filter_map(of_field).map(|action| Need::new(action, schema.clone())).collect()
            }
        }
    }

    fn of_job(&self, name: &str, step: &Step) -> Vec<Need> {
        let verb = Verb::of(step.action);
        let action = verb.pick("glue:CreateJob", "glue:UpdateJob", "glue:DeleteJob");
        let mut needs = vec![Need::new(action, self.arn("glue", &format!("job/{name}")))];
        needs.extend(passed(step, "role", "glue.amazonaws.com"));
        // A script that is a file here goes where the job will find it.
        let script = step.changes.iter().find(|change| change.field == "script").and_then(|change| change.new.as_str());
        if let Some(path) = script.and_then(|script| script.strip_prefix("s3://"))
            && step.changes("script_sha256")
        {
            needs.push(Need::new("s3:PutObject", self.place(path)));
        }
        needs
    }
}

/// What a step does, to choose by.
#[derive(Clone, Copy)]
enum Verb {
    Create,
    Update,
    Delete,
}

impl Verb {
    fn of(action: Action) -> Self {
        match action {
            Action::Create => Self::Create,
            Action::Delete => Self::Delete,
            Action::Update | Action::Unchanged => Self::Update,
        }
    }

    fn pick<T>(self, create: T, update: T, delete: T) -> T {
        match self {
            Self::Create => create,
            Self::Update => update,
            Self::Delete => delete,
        }
    }
}

/// The action of a step, and that of tagging when tags of something that is there change; of tags alone nothing else.
fn tagged(step: &Step, own: &'static str, tag: &'static str) -> impl Iterator<Item = &'static str> {
    let tags = step.action == Action::Update && step.changes("tags");
    let only_tags = tags && step.changes.len() == 1;
    [(!only_tags).then_some(own), tags.then_some(tag)].into_iter().flatten()
}

/// A role that a step hands on.
fn passed(step: &Step, field: &str, service: &'static str) -> Option<Need> {
    let change = step.changes.iter().find(|change| change.field == field)?;
    pass(change.new.as_str(), service)
}

/// A role's name alone does not tell its path, and so not its ARN.
fn pass(role: Option<&str>, service: &'static str) -> Option<Need> {
    let role = role.filter(|role| role.starts_with("arn:") && role.contains(":role/"))?;
    Some(Need { passed_to: Some(service), ..Need::new("iam:PassRole", role) })
}
