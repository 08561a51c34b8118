//! Grants. What goes out and comes back is in normal form; the service's shapes stay in this file.

use std::collections::BTreeSet;

use aws_sdk_lakeformation::operation::list_permissions::builders::ListPermissionsFluentBuilder;
use aws_sdk_lakeformation::types as sdk;

use super::failure::{Named, incomplete};
use super::lakeformation_tag::{expression_from, expression_of};
use super::page;
use super::{Read, Write};
use crate::domain::permission::{Columns, Grant, Permission, PolicyTarget, Principal, Resource, TagExpression};
use crate::error::{Error, Kind, Result};

/// What a listing gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grants {
    /// In normal form.
    pub grants: Vec<Grant>,
    /// How many records have a resource, a permission or a condition that this lakectl does not know.
    pub unknown: usize,
    /// The names of expressions of LF-tags that grants are by, and that the caller may not read.
    pub unread: BTreeSet<String>,
    /// Whether those on filters are missing, as the caller may not list the filters.
    pub lacks_filters: bool,
}

impl Grants {
    /// Adds those of another listing; one that is in both stays one.
    pub fn add(&mut self, other: Self) {
        self.grants.extend(other.grants);
        self.grants.sort();
        self.grants.dedup();
        self.unknown = self.unknown.max(other.unknown);
        self.unread.extend(other.unread);
        self.lacks_filters |= other.lacks_filters;
    }
}

impl Read {
    /// Every explicit grant that the caller may see, those by LF-tags included.
    pub async fn grants(&self) -> Result<Grants> {
        self.with_tag_policies(|call| call).await
    }

    /// The explicit grants of one principal, those by LF-tags included.
    pub async fn grants_of(&self, principal: &Principal) -> Result<Grants> {
        let asked = self.with_tag_policies(|call| call.principal(principal_of(principal))).await;
        match asked {
            // Where a principal cannot be asked about alone, everything is listed, and the principal's own is kept.
            Err(error) if needs_resource(&error) => {
                let mut all = self.grants().await?;
                all.grants.retain(|grant| grant.principal == *principal);
                Ok(all)
            }
            asked => asked,
        }
    }

    /// The explicit grants on one resource.
    pub async fn grants_on(&self, resource: &Resource) -> Result<Grants> {
        let resource = resource_of(resource, &Columns::All)?;
        self.said(self.list(|call| call.resource(resource.clone())).await?).await
    }

    /// The explicit grants on one resource, and for a table those through its row and cell filters.
    pub async fn grants_about(&self, resource: &Resource) -> Result<Grants> {
        if !matches!(resource, Resource::Table { .. }) {
            return self.grants_on(resource).await;
        }
        let table = resource_of(resource, &Columns::All)?;
        self.said(self.list(|call| call.resource(table.clone()).include_related("TRUE")).await?).await
    }

    /// The data lake administrators, by ARN.
    pub async fn data_lake_admins(&self) -> Result<Vec<String>> {
        let call = self.clients.lakeformation.get_data_lake_settings();
        let answer = call.send().await.named("lakeformation", "GetDataLakeSettings")?;
        let admins = answer.data_lake_settings.and_then(|settings| settings.data_lake_admins).unwrap_or_default();
        Ok(admins.into_iter().filter_map(|admin| admin.data_lake_principal_identifier).collect())
    }

    /// A listing of everything need not hold the policies on tags: each kind is asked for by its name.
    async fn with_tag_policies(
        &self,
        narrow: impl Fn(ListPermissionsFluentBuilder) -> ListPermissionsFluentBuilder,
    ) -> Result<Grants> {
        let mut all = self.list(&narrow).await?;
        for kind in [sdk::DataLakeResourceType::LfTagPolicyDatabase, sdk::DataLakeResourceType::LfTagPolicyTable] {
            all.add(self.list(|call| narrow(call).resource_type(kind.clone())).await?);
        }
        self.said(all).await
    }

    /// The grants, with what the named expressions say that some are by. One that is gone says nothing.
    async fn said(&self, mut all: Grants) -> Result<Grants> {
        let named = |grant: &Grant| match &grant.resource {
            Resource::TagPolicy { expression, .. } => expression.name().map(str::to_owned),
            _ => None,
        };
        let names: BTreeSet<String> = all.grants.iter().filter_map(named).collect();
        for name in names {
            let said = match self.tag_expression(&name).await {
                Ok(Some(found)) => found.expression,
                Ok(None) => continue,
                Err(error) if error.kind() == Kind::Denied => {
                    all.unread.insert(name);
                    continue;
                }
                Err(error) => return Err(error),
            };
            for grant in all.grants.iter_mut().filter(|grant| named(grant).as_ref() == Some(&name)) {
                if let Resource::TagPolicy { expression, .. } = &mut grant.resource {
                    *expression = TagExpression::named(&name).saying(&said);
                }
            }
        }
        Ok(all)
    }

    async fn list(
        &self,
        narrow: impl Fn(ListPermissionsFluentBuilder) -> ListPermissionsFluentBuilder,
    ) -> Result<Grants> {
        let narrow = &narrow;
        let records = page::all("permissions", |token| async move {
            let call = narrow(self.clients.lakeformation.list_permissions()).set_next_token(token);
            let answer = call.send().await.named("lakeformation", "ListPermissions")?;
            Ok((answer.principal_resource_permissions.unwrap_or_default(), answer.next_token))
        })
        .await?;
        let mut all = Grants::default();
        for record in records {
            match grants_from(record) {
                Some(grants) => all.grants.extend(grants),
                None => all.unknown += 1,
            }
        }
        all.grants.sort();
        all.grants.dedup();
        Ok(all)
    }
}

impl Write {
    /// Grants one right.
    pub async fn grant(&self, grant: &Grant) -> Result<()> {
        let resource = resource_of(&grant.resource, &grant.columns)?;
        let permission = sdk::Permission::from(grant.permission.as_str());
        let call = self.clients.lakeformation.grant_permissions().principal(principal_of(&grant.principal));
        let mut call = call.resource(resource).permissions(permission.clone());
        if grant.grantable {
            call = call.permissions_with_grant_option(permission);
        }
        call.send().await.named("lakeformation", "GrantPermissions").map(drop)
    }

    /// Revokes one right, its grant option included. One that is not there any more is no error.
    pub async fn revoke(&self, grant: &Grant) -> Result<()> {
        let resource = resource_of(&grant.resource, &grant.columns)?;
        let permission = sdk::Permission::from(grant.permission.as_str());
        let call = self.clients.lakeformation.revoke_permissions().principal(principal_of(&grant.principal));
        let mut call = call.resource(resource).permissions(permission.clone());
        if grant.grantable {
            call = call.permissions_with_grant_option(permission);
        }
        let revoked = call.send().await.named("lakeformation", "RevokePermissions").map(drop);
        match revoked {
            Err(error) if is_gone(&error) => Ok(()),
            other => other,
        }
    }
}

/// The service's way to say that a principal is not enough to list by.
fn needs_resource(error: &Error) -> bool {
    error.has_code(&["InvalidInputException"])
        && error.aws().and_then(|aws| aws.message.as_deref()).is_some_and(|text| text.contains("Resource is mandatory"))
}

/// The service's ways to say that there is nothing to revoke.
fn is_gone(error: &Error) -> bool {
    error.has_code(&["InvalidInputException"])
        && error.aws().and_then(|aws| aws.message.as_deref()).is_some_and(|message| {
            message.contains("No permissions revoked") || message.contains("non-existent column")
        })
}

pub(super) fn principal_of(principal: &Principal) -> sdk::DataLakePrincipal {
    sdk::DataLakePrincipal::builder().data_lake_principal_identifier(principal.as_str()).build()
}

pub(super) fn resource_of(resource: &Resource, columns: &Columns) -> Result<sdk::Resource> {
    let builder = sdk::Resource::builder();
    let builder = match (resource, columns) {
        (Resource::Catalog, _) => builder.catalog(sdk::CatalogResource::builder().build()),
        (Resource::Database { database }, _) => {
            builder.database(sdk::DatabaseResource::builder().name(database).build().map_err(incomplete)?)
        }
        (Resource::Table { database, table }, Columns::All) => {
            let table = sdk::TableResource::builder().database_name(database).name(table);
            builder.table(table.build().map_err(incomplete)?)
        }
        (Resource::Table { database, table }, columns) => {
            let mut restricted = sdk::TableWithColumnsResource::builder().database_name(database).name(table);
            match columns {
                Columns::Only(names) => {
                    restricted = restricted.set_column_names(Some(names.iter().cloned().collect()));
                }
                Columns::Except(names) => {
                    let excluded = Some(names.iter().cloned().collect());
                    let wildcard = sdk::ColumnWildcard::builder().set_excluded_column_names(excluded).build();
                    restricted = restricted.column_wildcard(wildcard);
                }
                Columns::All => {}
            }
            builder.table_with_columns(restricted.build().map_err(incomplete)?)
        }
        (Resource::AllTables { database }, _) => {
            let wildcard = sdk::TableWildcard::builder().build();
            let table = sdk::TableResource::builder().database_name(database).table_wildcard(wildcard);
            builder.table(table.build().map_err(incomplete)?)
        }
        (Resource::DataLocation { arn }, _) => {
            let location = sdk::DataLocationResource::builder().resource_arn(arn);
            builder.data_location(location.build().map_err(incomplete)?)
        }
        (Resource::CellsFilter { database, table, name }, _) => {
            let filter = sdk::DataCellsFilterResource::builder().database_name(database).table_name(table).name(name);
            builder.data_cells_filter(filter.build())
        }
        (Resource::Tag { key, values }, _) => {
            let tag = sdk::LfTagKeyResource::builder().tag_key(key).set_tag_values(Some(values.clone()));
            builder.lf_tag(tag.build().map_err(incomplete)?)
        }
        (Resource::TagExpression { name }, _) => {
            builder.lf_tag_expression(sdk::LfTagExpressionResource::builder().name(name).build().map_err(incomplete)?)
        }
        (Resource::TagPolicy { target, expression }, _) => {
            let kind = match target {
                PolicyTarget::Database => sdk::ResourceType::Database,
                PolicyTarget::Table => sdk::ResourceType::Table,
            };
            let policy = sdk::LfTagPolicyResource::builder().resource_type(kind);
            let policy = match expression.name() {
                Some(name) => policy.expression_name(name),
                None => policy.set_expression(Some(expression_of(expression)?)),
            };
            builder.lf_tag_policy(policy.build().map_err(incomplete)?)
        }
    };
    Ok(builder.build())
}

/// A record as grants; none when it says something that we do not know.
fn grants_from(record: sdk::PrincipalResourcePermissions) -> Option<Vec<Grant>> {
    if record.condition.is_some() {
        return None;
    }
    let principal = Principal::as_given(&record.principal?.data_lake_principal_identifier?);
    let (resource, columns) = resource_from(record.resource?)?;
    let grantable = record.permissions_with_grant_option.unwrap_or_default();
    let mut permissions = record.permissions.unwrap_or_default();
    permissions.extend(grantable.iter().cloned());
    permissions.sort_by(|a, b| a.as_str().cmp(b.as_str()));
    permissions.dedup();
    permissions
        .into_iter()
        .map(|permission| {
            Some(Grant {
                principal: principal.clone(),
                resource: resource.clone(),
                permission: permission.as_str().parse::<Permission>().ok()?,
                columns: columns.clone(),
                grantable: grantable.contains(&permission),
            })
        })
        .collect()
}

pub(super) fn resource_from(resource: sdk::Resource) -> Option<(Resource, Columns)> {
    let all = |resource: Resource| Some((resource, Columns::All));
    if resource.catalog.is_some() {
        return all(Resource::Catalog);
    }
    if let Some(database) = resource.database {
        return all(Resource::database(&database.name));
    }
    if let Some(table) = resource.table {
        return all(match table.table_wildcard {
            Some(_) => Resource::AllTables { database: table.database_name.to_lowercase() },
            None => Resource::table(&table.database_name, &table.name?),
        });
    }
    if let Some(table) = resource.table_with_columns {
        let columns = match (table.column_names.filter(|names| !names.is_empty()), table.column_wildcard) {
            (Some(names), _) => Columns::only(names.iter().map(String::as_str)),
            (None, wildcard) => {
                let excluded = wildcard.and_then(|wildcard| wildcard.excluded_column_names).unwrap_or_default();
                Columns::except(excluded.iter().map(String::as_str))
            }
        };
        // The name that stands for every table of the database.
        let resource = if table.name == "ALL_TABLES" {
            Resource::AllTables { database: table.database_name.to_lowercase() }
        } else {
            Resource::table(&table.database_name, &table.name)
        };
        return Some((resource, columns));
    }
    if let Some(location) = resource.data_location {
        return all(Resource::DataLocation { arn: location.resource_arn });
    }
    if let Some(filter) = resource.data_cells_filter {
        return all(Resource::CellsFilter {
            database: filter.database_name?.to_lowercase(),
            table: filter.table_name?.to_lowercase(),
            name: filter.name?,
        });
    }
    if let Some(tag) = resource.lf_tag {
        let mut values = tag.tag_values;
        values.sort();
        return all(Resource::Tag { key: tag.tag_key, values });
    }
    if let Some(expression) = resource.lf_tag_expression {
        return all(Resource::TagExpression { name: expression.name });
    }
    let policy = resource.lf_tag_policy?;
    let target = match policy.resource_type {
        sdk::ResourceType::Database => PolicyTarget::Database,
        sdk::ResourceType::Table => PolicyTarget::Table,
        _ => return None,
    };
    let expression = match policy.expression_name.filter(|name| !name.is_empty()) {
        Some(name) => TagExpression::named(&name),
        None => expression_from(policy.expression),
    };
    all(Resource::TagPolicy { target, expression })
}

#[cfg(test)]
mod tests {
    use http_body_util::{BodyExt, Full};

    use super::*;
    use crate::testing::client;
    use crate::transport::Transport;

    /// A service that lists no grants by a principal alone, and policies by named expressions: one that is there, one that
    /// is gone, and one that may not be read.
    async fn particular() -> Read {
        let transport = Transport::new(|request| async move {
            let about_expression = request.uri().path().contains("GetLFTagExpression");
            let body = request.into_body().collect().await.map(|body| body.to_bytes()).unwrap_or_default();
            let input: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
            let grant = |name: &str| {
                serde_json::json!({
                    "Principal": { "DataLakePrincipalIdentifier": format!("arn:aws:iam::123456789012:role/{name}") },
                    "Resource": { "Database": { "Name": "d" } }, "Permissions": ["DESCRIBE"],
                })
            };
            let policy = |name: &str| {
                serde_json::json!({
                    "Principal": { "DataLakePrincipalIdentifier": "arn:aws:iam::123456789012:role/tagged" },
                    "Resource": { "LFTagPolicy": { "ResourceType": "TABLE", "ExpressionName": name } },
                    "Permissions": ["SELECT"],
                })
            };
            let failure = |code: &str| (400, serde_json::json!({ "__type": code, "message": "no" }));
            let (status, answer) = match (input["Principal"].is_null(), input["ResourceType"].is_null()) {
                _ if about_expression => match input["Name"].as_str() {
                    Some("safe") => {
                        let said = serde_json::json!([{ "TagKey": "zone", "TagValues": ["raw", "gold"] }]);
                        (200, serde_json::json!({ "Name": "safe", "Expression": said }))
                    }
                    Some("secret") => failure("AccessDeniedException"),
                    _ => failure("EntityNotFoundException"),
                },
                (true, false) if input["ResourceType"] == "LF_TAG_POLICY_TABLE" => {
                    let policies = [policy("gone"), policy("safe"), policy("secret")];
                    (200, serde_json::json!({ "PrincipalResourcePermissions": policies }))
                }
                (false, _) => {
                    let message = "Resource is mandatory if Principal is set in the input.";
                    (400, serde_json::json!({ "__type": "InvalidInputException", "message": message }))
                }
                (true, true) => {
                    let mut under_condition = grant("c");
                    under_condition["Condition"] = serde_json::json!({ "Expression": "context.team == \"x\"" });
                    let all = [grant("a"), grant("b"), under_condition];
                    (200, serde_json::json!({ "PrincipalResourcePermissions": all }))
                }
                (true, false) => (200, serde_json::json!({ "PrincipalResourcePermissions": [] })),
            };
            http::Response::builder()
                .status(status)
                .header("content-type", "application/json")
                .body(Full::from(answer.to_string()).map_err(|never| match never {}).boxed())
                .expect("a response")
        });
        client(transport).await
    }

    #[tokio::test]
    async fn a_named_expression_is_its_name_and_what_it_says() {
        let found = particular().await.grants().await.unwrap();
        let told: Vec<String> = found
            .grants
            .iter()
            .filter_map(|grant| match &grant.resource {
                Resource::TagPolicy { expression, .. } => Some(expression.told()),
                _ => None,
            })
            .collect();
        assert_eq!(told, ["gone", "safe (zone=gold|raw)", "secret"]);
        assert_eq!(found.unread, BTreeSet::from(["secret".to_owned()]));
        // A grant under a condition is not taken for one without.
        assert_eq!((found.unknown, found.grants.len()), (1, 5));
    }

    #[tokio::test]
    async fn the_grants_of_a_principal_are_found_where_it_cannot_be_asked_about_alone() {
        let role = Principal::as_given("arn:aws:iam::123456789012:role/b");
        let found = particular().await.grants_of(&role).await.unwrap();
        assert_eq!(found.grants.len(), 1);
        assert_eq!(found.grants[0].principal, role);
    }
}
