//! What is read in one piece, and how.

use serde_json::{Value, json};

use super::gather::each;
use crate::aws::Read;
use crate::aws::document::Look;
use crate::domain::backup::{Kind, Selection, normal};
use crate::domain::catalog::{DatabaseName, TableName};
use crate::error::Result;

/// Saved queries that are asked for at once. Source: Amazon Athena service model, BatchGetNamedQuery.
const QUERIES: usize = 50;

/// A piece of a lake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// Everything of a kind that is not read by database.
    All(Kind),
    /// The tables of a database.
    Tables(String),
    /// The versions of tables of a database.
    Versions(String, Vec<String>),
    /// The LF-tags of a database and of tables of it.
    Assignments(String, Vec<String>),
    /// The partitions of a table. They are streamed and not gathered.
    Partitions(TableName),
}

impl Unit {
    /// What is in it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::All(kind) => *kind,
            Self::Tables(_) => Kind::Tables,
            Self::Versions(..) => Kind::Versions,
            Self::Assignments(..) => Kind::Assignments,
            Self::Partitions(_) => Kind::Partitions,
        }
    }

    /// Whose it is.
    pub fn of(&self) -> String {
        match self {
            Self::All(_) => String::new(),
            Self::Tables(database) | Self::Versions(database, _) | Self::Assignments(database, _) => database.clone(),
            Self::Partitions(table) => table.to_string(),
        }
    }

    /// Its documents that are meant, sorted by name. None of partitions.
    pub async fn documents(&self, read: &Read, selection: &Selection) -> Result<Vec<Value>> {
        let kind = self.kind();
        let mut found = match self {
            Self::All(kind) => all(read, *kind).await?,
            Self::Tables(database) => {
                read.look_at_all(Look::GetTables, &json!({ "DatabaseName": database }), "TableList").await?
            }
            Self::Versions(database, tables) => versions(read, database, tables).await?,
            Self::Assignments(database, tables) => assignments(read, database, tables).await?,
            Self::Partitions(_) => Vec::new(),
        };
        found.retain(|document| match (kind, kind.home_of(document)) {
            // They lead to others, be they meant themselves or not.
            (Kind::Databases, Some((database, _))) => selection.has_database(database),
            (Kind::Tables, Some((database, Some(table)))) => selection.has_table(database, table),
            _ => selection.has(kind, document),
        });
        found.sort_by_cached_key(|document| kind.name_of(document));
        if kind == Kind::Queries {
            // Their ids mean nothing elsewhere, and nothing else tells two of one name apart.
            number_doubles(&mut found);
        }
        Ok(found)
    }
}

async fn all(read: &Read, kind: Kind) -> Result<Vec<Value>> {
    let nothing = json!({});
    match kind {
        Kind::Settings => Ok(vec![read.look(Look::GetDataLakeSettings, &nothing).await?]),
        Kind::Registries => registries(read).await,
        Kind::Schemas => schemas(read).await,
        Kind::Tags => read.look_at_all(Look::ListLFTags, &nothing, "LFTags").await,
        Kind::Expressions => read.look_at_all(Look::ListLFTagExpressions, &nothing, "LFTagExpressions").await,
        Kind::Databases => read.look_at_all(Look::GetDatabases, &nothing, "DatabaseList").await,
        Kind::Locations => read.look_at_all(Look::ListResources, &nothing, "ResourceInfoList").await,
        Kind::Filters => read.look_at_all(Look::ListDataCellsFilter, &nothing, "DataCellsFilters").await,
        Kind::Grants => grants(read).await,
        Kind::OptIns => read.look_at_all(Look::ListLakeFormationOptIns, &nothing, "LakeFormationOptInsInfoList").await,
        Kind::Workgroups => each(workgroups(read).await?, |name| {
            let read = read.clone();
            async move { Ok(read.look(Look::GetWorkGroup, &json!({ "WorkGroup": name })).await?["WorkGroup"].take()) }
        })
        .await,
        Kind::Queries => saved_queries(read).await,
        Kind::Statements => statements(read).await,
        Kind::Classifiers => {
            let found = read.look_at_all(Look::GetClassifiers, &nothing, "Classifiers").await?;
            Ok(found.into_iter().filter_map(flat).collect())
        }
        Kind::Crawlers => read.look_at_all(Look::GetCrawlers, &nothing, "Crawlers").await,
        Kind::Jobs => read.look_at_all(Look::GetJobs, &nothing, "Jobs").await,
        Kind::Triggers => read.look_at_all(Look::GetTriggers, &nothing, "Triggers").await,
        Kind::Alarms => {
            read.look_at_all(Look::DescribeAlarms, &json!({ "AlarmTypes": ["MetricAlarm"] }), "MetricAlarms").await
        }
        Kind::Composites => {
            let request = json!({ "AlarmTypes": ["CompositeAlarm"] });
            read.look_at_all(Look::DescribeAlarms, &request, "CompositeAlarms").await
        }
        Kind::Tables | Kind::Versions | Kind::Partitions | Kind::Assignments => Ok(Vec::new()),
    }
}

/// A classifier comes as a structure in a member that is named after its kind.
fn flat(classifier: Value) -> Option<Value> {
    let Value::Object(kinds) = classifier else { return None };
    kinds.into_iter().find(|(_, inner)| inner.is_object()).map(|(kind, mut inner)| {
        inner["Kind"] = json!(kind);
        inner
    })
}

async fn registries(read: &Read) -> Result<Vec<Value>> {
    let found = read.look_at_all(Look::ListRegistries, &json!({}), "Registries").await?;
    each(found, |registry| {
        let read = read.clone();
        async move { with_tags(&read, registry, "RegistryArn").await }
    })
    .await
}

async fn with_tags(read: &Read, mut document: Value, arn: &str) -> Result<Value> {
    document["Tags"] = read.look(Look::GetTags, &json!({ "ResourceArn": document[arn] })).await?["Tags"].take();
    Ok(document)
}

async fn schemas(read: &Read) -> Result<Vec<Value>> {
    let found = read.look_at_all(Look::ListSchemas, &json!({}), "Schemas").await?;
    each(found, |listed| {
        let read = read.clone();
        async move { schema(&read, &listed).await }
    })
    .await
}

/// A schema with its versions, oldest first.
async fn schema(read: &Read, listed: &Value) -> Result<Value> {
    let id = json!({ "SchemaName": listed["SchemaName"], "RegistryName": listed["RegistryName"] });
    let whole = read.look(Look::GetSchema, &json!({ "SchemaId": id })).await?;
    let mut whole = with_tags(read, whole, "SchemaArn").await?;
    let mut versions = read.look_at_all(Look::ListSchemaVersions, &json!({ "SchemaId": id }), "Schemas").await?;
    versions.sort_by_key(|version| version["VersionNumber"].as_i64());
    let mut kept = Vec::new();
    for version in versions {
        let request = json!({ "SchemaVersionId": version["SchemaVersionId"] });
        let mut found = read.look(Look::GetSchemaVersion, &request).await?;
        let said = read.look(Look::QuerySchemaVersionMetadata, &request).await?;
        let mut metadata = serde_json::Map::new();
        for (key, value) in said["MetadataInfoMap"].as_object().into_iter().flatten() {
            let others = value["OtherMetadataValueList"].as_array().into_iter().flatten();
            let values = std::iter::once(value).chain(others).map(|one| one["MetadataValue"].clone());
            metadata.insert(key.clone(), values.collect());
        }
        found["Metadata"] = Value::Object(metadata);
        kept.push(found);
    }
    whole["Versions"] = Value::Array(kept);
    Ok(whole)
}

/// A listing of everything need not hold the policies on tags: each kind is asked for by its name. What is granted in
/// several records is one document.
async fn grants(read: &Read) -> Result<Vec<Value>> {
    let account = read.account().await?;
    let mut merged = std::collections::BTreeMap::<String, Value>::new();
    let mut requests = vec![
        json!({}),
        json!({ "ResourceType": "LF_TAG_POLICY_DATABASE" }),
        json!({ "ResourceType": "LF_TAG_POLICY_TABLE" }),
    ];
    // Grants on filters are listed with their tables alone.
    let filters = read.look_at_all(Look::ListDataCellsFilter, &json!({}), "DataCellsFilters").await?;
    let mut tables: Vec<Value> = filters
        .iter()
        .map(|filter| json!({ "DatabaseName": filter["DatabaseName"], "Name": filter["TableName"] }))
        .collect();
    tables.dedup();
    requests
        .extend(tables.into_iter().map(|table| json!({ "Resource": { "Table": table }, "IncludeRelated": "TRUE" })));
    for request in requests {
        let found = read.look_at_all(Look::ListPermissions, &request, "PrincipalResourcePermissions").await?;
        for mut grant in found {
            grant["Resource"] = normal::without_own_account(grant["Resource"].take(), account);
            let key = format!("{} {} {}", grant["Principal"], grant["Resource"], grant["Condition"]);
            match merged.get_mut(&key) {
                None => {
                    merged.insert(key, grant);
                }
                Some(known) => {
                    for member in ["Permissions", "PermissionsWithGrantOption"] {
                        add(&mut known[member], &grant[member]);
                    }
                }
            }
        }
    }
    Ok(merged.into_values().collect())
}

/// Adds the items of a list that another one lacks.
fn add(list: &mut Value, more: &Value) {
    if let (Some(list), Some(more)) = (list.as_array_mut(), more.as_array()) {
        for item in more {
            if !list.contains(item) {
                list.push(item.clone());
            }
        }
    } else if list.is_null() {
        *list = more.clone();
    }
}

async fn workgroups(read: &Read) -> Result<Vec<String>> {
    let found = read.look_at_all(Look::ListWorkGroups, &json!({}), "WorkGroups").await?;
    Ok(found.iter().filter_map(|one| one["Name"].as_str().map(str::to_owned)).collect())
}

async fn saved_queries(read: &Read) -> Result<Vec<Value>> {
    let found = each(workgroups(read).await?, |name| {
        let read = read.clone();
        async move {
            let ids = read.look_at_all(Look::ListNamedQueries, &json!({ "WorkGroup": name }), "NamedQueryIds").await?;
            let mut queries = Vec::new();
            for batch in ids.chunks(QUERIES) {
                let request = json!({ "NamedQueryIds": batch });
                if let Value::Array(found) = read.look(Look::BatchGetNamedQuery, &request).await?["NamedQueries"].take()
                {
                    queries.extend(found);
                }
            }
            Ok(queries)
        }
    })
    .await?;
    Ok(found.into_iter().flatten().collect())
}

async fn statements(read: &Read) -> Result<Vec<Value>> {
    let found = each(workgroups(read).await?, |group| {
        let read = read.clone();
        async move {
            let request = json!({ "WorkGroup": group });
            let listed = read.look_at_all(Look::ListPreparedStatements, &request, "PreparedStatements").await?;
            let mut statements = Vec::new();
            for one in listed {
                let request = json!({ "WorkGroup": group, "StatementName": one["StatementName"] });
                statements.push(read.look(Look::GetPreparedStatement, &request).await?["PreparedStatement"].take());
            }
            Ok(statements)
        }
    })
    .await?;
    Ok(found.into_iter().flatten().collect())
}

async fn versions(read: &Read, database: &str, tables: &[String]) -> Result<Vec<Value>> {
    let found = each(tables.to_vec(), |table| {
        let (read, request) = (read.clone(), json!({ "DatabaseName": database, "TableName": table }));
        async move { read.look_at_all(Look::GetTableVersions, &request, "TableVersions").await }
    })
    .await?;
    Ok(found.into_iter().flatten().collect())
}

/// The tags of a database, of its tables and of their columns; a document for each of them that carries any.
async fn assignments(read: &Read, database: &str, tables: &[String]) -> Result<Vec<Value>> {
    let whole = json!({ "Database": { "Name": database } });
    let mut resources = vec![whole];
    resources.extend(tables.iter().map(|table| json!({ "Table": { "DatabaseName": database, "Name": table } })));
    let found = each(resources, |resource| {
        let read = read.clone();
        async move {
            let request = json!({ "Resource": resource, "ShowAssignedLFTags": true });
            let answer = read.look(Look::GetResourceLFTags, &request).await?;
            let mut documents = Vec::new();
            let own = if resource["Database"].is_object() { "LFTagOnDatabase" } else { "LFTagsOnTable" };
            if answer[own].as_array().is_some_and(|tags| !tags.is_empty()) {
                documents.push(json!({ "Resource": resource, "LFTags": answer[own] }));
            }
            for column in answer["LFTagsOnColumns"].as_array().into_iter().flatten() {
                if column["LFTags"].as_array().is_none_or(Vec::is_empty) {
                    continue;
                }
                let mut of = resource["Table"].clone();
                of["ColumnNames"] = json!([column["Name"]]);
                documents.push(json!({ "Resource": { "TableWithColumns": of }, "LFTags": column["LFTags"] }));
            }
            Ok(documents)
        }
    })
    .await?;
    Ok(found.into_iter().flatten().collect())
}

/// Gives a number to what has the same name as the one before.
fn number_doubles(sorted: &mut [Value]) {
    let mut last: Option<(String, usize)> = None;
    for document in sorted {
        let name = Kind::Queries.name_of(document);
        let count = match &last {
            Some((known, count)) if *known == name => count + 1,
            _ => 1,
        };
        if count > 1 {
            document["Number"] = json!(count);
        }
        last = Some((name, count));
    }
}

/// The name of a table that a document is about.
pub fn table_of(document: &Value) -> Option<TableName> {
    let (database, table) = Kind::Tables.home_of(document)?;
    Some(TableName { database: DatabaseName::stored(database), table: table?.to_owned() })
}
