//! Least-privilege IAM documents for the roles of a lake.
//!
//! Lake Formation decides about data where it governs; IAM has to let the calls through, and `lakeformation:GetDataAccess`
//! is what turns a grant into keys. Source: AWS Lake Formation developer guide, "Lake Formation personas and IAM
//! permissions reference"; AWS Glue developer guide, "Identity-based policies".

use serde_json::{Value, json};

use super::zone::Zone;

/// Whose document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Reads objects, writes tables.
    Crawler,
    /// Reads raw data, writes what is processed.
    Job,
    /// Runs queries.
    Analyst,
    /// Administers the data lake.
    Admin,
}

/// The lake, as far as documents name it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LakeNames {
    /// `aws`, `aws-cn`, …
    pub partition: String,
    /// Twelve digits.
    pub account: String,
    /// The region.
    pub region: String,
    /// Buckets with their zones, by name.
    pub buckets: Vec<(String, Option<Zone>)>,
    /// Databases of the catalog.
    pub databases: Vec<String>,
    /// Workgroups.
    pub workgroups: Vec<String>,
}

impl LakeNames {
    fn arn(&self, service: &str, resource: &str) -> String {
        format!("arn:{}:{service}:{}:{}:{resource}", self.partition, self.region, self.account)
    }

    fn zones(&self, zones: &[Zone]) -> Vec<&str> {
        let is_one = |zone: &Option<Zone>| zone.is_some_and(|zone| zones.contains(&zone));
        self.buckets.iter().filter(|(_, zone)| is_one(zone)).map(|(name, _)| name.as_str()).collect()
    }

    fn bucket_arns(&self, names: &[&str], suffix: &str) -> Vec<String> {
        names.iter().map(|name| format!("arn:{}:s3:::{name}{suffix}", self.partition)).collect()
    }

    /// The catalog, the databases and what is in them.
    fn catalog(&self) -> Vec<String> {
        let mut arns = vec![self.arn("glue", "catalog")];
        for database in &self.databases {
            arns.push(self.arn("glue", &format!("database/{database}")));
            arns.push(self.arn("glue", &format!("table/{database}/*")));
        }
        arns
    }
}

const CATALOG_READ: [&str; 8] = [
    "glue:GetDatabase",
    "glue:GetDatabases",
    "glue:GetTable",
    "glue:GetTables",
    "glue:GetTableVersions",
    "glue:GetPartition",
    "glue:GetPartitions",
    "glue:BatchGetPartition",
];
const CATALOG_WRITE: [&str; 6] = [
    "glue:CreateTable",
    "glue:UpdateTable",
    "glue:CreatePartition",
    "glue:UpdatePartition",
    "glue:BatchCreatePartition",
    "glue:BatchUpdatePartition",
];

/// The document of a role, and what is to be known about it.
pub fn document(role: Role, lake: &LakeNames) -> (Value, Vec<String>) {
    let mut notes = Vec::new();
    let statements = match role {
        Role::Crawler => crawler(lake, &mut notes),
        Role::Job => job(lake, &mut notes),
        Role::Analyst => analyst(lake, &mut notes),
        Role::Admin => admin(lake),
    };
    if lake.databases.is_empty() && role != Role::Admin {
        notes.push("the catalog has no databases yet: the document names none".to_owned());
    }
    let statements: Vec<Value> = statements.into_iter().flatten().collect();
    (json!({ "Version": "2012-10-17", "Statement": statements }), notes)
}

/// Who may take the role on; none for people, whose trust is the account's own matter.
pub fn trust(role: Role, lake: &LakeNames) -> Option<Value> {
    matches!(role, Role::Crawler | Role::Job).then(|| {
        json!({
            "Version": "2012-10-17",
            "Statement": [{
                "Effect": "Allow",
                "Principal": { "Service": "glue.amazonaws.com" },
                "Action": "sts:AssumeRole",
                "Condition": { "StringEquals": { "aws:SourceAccount": lake.account } },
            }],
        })
    })
}

/// A statement; none when it would be about nothing.
fn allow(sid: &str, actions: &[&str], resources: Vec<String>) -> Option<Value> {
    (!resources.is_empty()).then(|| json!({ "Sid": sid, "Effect": "Allow", "Action": actions, "Resource": resources }))
}

fn anywhere(sid: &str, actions: &[&str]) -> Option<Value> {
    allow(sid, actions, vec!["*".to_owned()])
}

fn logs(lake: &LakeNames, group: &str) -> Option<Value> {
    let actions = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];
    allow("WriteLogs", &actions, vec![lake.arn("logs", &format!("log-group:/aws-glue/{group}*"))])
}

fn named<'n>(lake: &'n LakeNames, zones: &[Zone], notes: &mut Vec<String>) -> Vec<&'n str> {
    for zone in zones {
        if lake.zones(&[*zone]).is_empty() {
            notes.push(format!("no bucket is tagged as the zone {zone}: the document names none for it"));
        }
    }
    lake.zones(zones)
}

fn crawler(lake: &LakeNames, notes: &mut Vec<String>) -> Vec<Option<Value>> {
    let data = named(lake, &[Zone::Raw, Zone::Processed, Zone::Curated], notes);
    let catalog = [&CATALOG_READ[..], &CATALOG_WRITE[..], &["glue:BatchDeletePartition", "glue:DeleteTable"]].concat();
    vec![
        allow("ListData", &["s3:ListBucket", "s3:GetBucketLocation"], lake.bucket_arns(&data, "")),
        allow("ReadData", &["s3:GetObject"], lake.bucket_arns(&data, "/*")),
        allow("WriteCatalog", &catalog, lake.catalog()),
        anywhere("UseGrants", &["lakeformation:GetDataAccess"]),
        logs(lake, "crawlers"),
    ]
}

fn job(lake: &LakeNames, notes: &mut Vec<String>) -> Vec<Option<Value>> {
    let read = named(lake, &[Zone::Raw, Zone::Processed, Zone::Scripts], notes);
    let write = named(lake, &[Zone::Processed, Zone::Curated], notes);
    notes.dedup();
    let mut list = read.clone();
    list.extend(write.iter().filter(|name| !read.contains(name)));
    let catalog = [&CATALOG_READ[..], &CATALOG_WRITE[..]].concat();
    vec![
        allow("ListData", &["s3:ListBucket", "s3:GetBucketLocation"], lake.bucket_arns(&list, "")),
        allow("ReadData", &["s3:GetObject"], lake.bucket_arns(&read, "/*")),
        allow(
            "WriteData",
            &["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
            lake.bucket_arns(&write, "/*"),
        ),
        allow("WriteCatalog", &catalog, lake.catalog()),
        anywhere("UseGrants", &["lakeformation:GetDataAccess"]),
        logs(lake, "jobs"),
        Some(json!({
            "Sid": "PutMetrics",
            "Effect": "Allow",
            "Action": ["cloudwatch:PutMetricData"],
            "Resource": ["*"],
            "Condition": { "StringEquals": { "cloudwatch:namespace": "Glue" } },
        })),
    ]
}

fn analyst(lake: &LakeNames, notes: &mut Vec<String>) -> Vec<Option<Value>> {
    let results = named(lake, &[Zone::QueryResults], notes);
    let groups = lake.workgroups.iter().map(|name| lake.arn("athena", &format!("workgroup/{name}"))).collect();
    let queries = [
        "athena:StartQueryExecution",
        "athena:StopQueryExecution",
        "athena:GetQueryExecution",
        "athena:GetQueryResults",
        "athena:ListQueryExecutions",
        "athena:BatchGetQueryExecution",
        "athena:GetWorkGroup",
        "athena:GetPreparedStatement",
        "athena:ListPreparedStatements",
    ];
    notes.push("the document gives no right to read data in S3: grants do, where locations are registered".to_owned());
    vec![
        allow("RunQueries", &queries, groups),
        allow("ReadCatalog", &CATALOG_READ, lake.catalog()),
        anywhere("UseGrants", &["lakeformation:GetDataAccess"]),
        allow("ListResults", &["s3:ListBucket", "s3:GetBucketLocation"], lake.bucket_arns(&results, "")),
        allow(
            "WriteResults",
            &["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
            lake.bucket_arns(&results, "/*"),
        ),
    ]
}

fn admin(lake: &LakeNames) -> Vec<Option<Value>> {
    let role = "aws-service-role/lakeformation.amazonaws.com/AWSServiceRoleForLakeFormationDataAccess";
    let role = format!("arn:{}:iam::{}:role/{role}", lake.partition, lake.account);
    let catalog = [
        &CATALOG_READ[..],
        &CATALOG_WRITE[..],
        &[
            "glue:CreateDatabase",
            "glue:UpdateDatabase",
            "glue:DeleteDatabase",
            "glue:DeleteTable",
            "glue:BatchDeletePartition",
            "glue:SearchTables",
        ],
    ]
    .concat();
    let all = ["catalog", "database/*", "table/*/*"].map(|resource| lake.arn("glue", resource)).to_vec();
    vec![
        anywhere("GovernTheLake", &["lakeformation:*"]),
        allow("WriteCatalog", &catalog, all),
        anywhere("SeeBuckets", &["s3:ListAllMyBuckets", "s3:GetBucketLocation"]),
        anywhere(
            "SeePrincipals",
            &["iam:ListRoles", "iam:ListUsers", "iam:GetRole", "iam:GetUser", "iam:SimulatePrincipalPolicy"],
        ),
        Some(json!({
            "Sid": "MakeTheServiceRole",
            "Effect": "Allow",
            "Action": ["iam:CreateServiceLinkedRole"],
            "Resource": ["*"],
            "Condition": { "StringEquals": { "iam:AWSServiceName": "lakeformation.amazonaws.com" } },
        })),
        allow("GiveTheServiceRolePlaces", &["iam:PutRolePolicy"], vec![role]),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lake() -> LakeNames {
        LakeNames {
            partition: "aws".to_owned(),
            account: "123456789012".to_owned(),
            region: "eu-central-1".to_owned(),
            buckets: vec![
                ("in".to_owned(), Some(Zone::Raw)),
                ("out".to_owned(), Some(Zone::Curated)),
                ("res".to_owned(), Some(Zone::QueryResults)),
                ("secret".to_owned(), None),
            ],
            databases: vec!["sales".to_owned()],
            workgroups: vec!["primary".to_owned()],
        }
    }

    #[test]
    fn documents_name_this_lake_and_nothing_else() {
        for role in [Role::Crawler, Role::Job, Role::Analyst, Role::Admin] {
            let (document, _) = document(role, &lake());
            let text = document.to_string();
            assert!(!text.contains("secret"), "{role:?}: {text}");
            assert!(document["Statement"].as_array().is_some_and(|list| list.len() >= 4), "{role:?}");
            for statement in document["Statement"].as_array().unwrap() {
                assert!(statement["Resource"].as_array().is_some_and(|list| !list.is_empty()), "{statement}");
            }
        }
        let (analyst, notes) = document(Role::Analyst, &lake());
        let text = analyst.to_string();
        assert!(text.contains("arn:aws:s3:::res/*") && !text.contains("arn:aws:s3:::in"), "{text}");
        assert!(!text.contains("glue:Create") && !notes.is_empty());
        let (crawler, notes) = document(Role::Crawler, &lake());
        assert!(!crawler.to_string().contains("s3:Put"), "{crawler}");
        assert!(notes.iter().any(|note| note.contains("processed")), "{notes:?}");
        assert!(trust(Role::Job, &lake()).is_some() && trust(Role::Analyst, &lake()).is_none());
    }
}
