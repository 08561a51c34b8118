//! Giving a document back: the call that makes one, and the one that changes it.

use serde_json::{Map, Value, json};

use super::{Restore, schema};
use crate::aws::document::Change;
use crate::aws::{Read, Write};
use crate::domain::backup::{Kind, normal};
use crate::domain::permission::Resource as Target;
use crate::error::{Error, Kind as Failure, Result};

impl Restore {
    /// Makes a document's resource, or changes the one that is there.
    pub(super) async fn give(&self, key: &(Kind, String), write: &Write) -> Result<()> {
        let (kind, name) = key;
        let (wanted, live) = (&self.wanted[key], self.live.documents.get(key));
        let done = self.send(*kind, wanted, live, write).await;
        // An answer that was lost may have been a good one, and somebody else may have been faster: what is there in the
        // end decides.
        let done = match done {
            Err(error) if live.is_none() && error.kind() == Failure::Conflict && is_taken(&error) => Ok(()),
            done => done,
        };
        done.map_err(|error| error.context(format!("{} {name} was not restored", kind.noun())))
    }

    async fn send(&self, kind: Kind, wanted: &Value, live: Option<&Value>, write: &Write) -> Result<()> {
        let input = normal::input(kind, wanted, &self.account);
        let with = |input: &Map<String, Value>, more: &[(&str, Value)]| {
            let mut all = input.clone();
            all.extend(more.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
            Value::Object(all)
        };
        let named = |name: &'static str| (name, wanted[name].clone());
        let either = |create: Change, update: Change| if live.is_none() { create } else { update };
        match kind {
            Kind::Settings | Kind::Versions | Kind::Partitions => return Ok(()),
            Kind::Schemas => return schema::give(wanted, live, &input, write).await,
            Kind::Registries if live.is_none() => {
                write.change(Change::CreateRegistry, &with(&input, &[named("RegistryName")])).await?;
            }
            Kind::Registries => {
                let id = json!({ "RegistryName": wanted["RegistryName"] });
                let description = wanted["Description"].as_str().unwrap_or_default();
                let request = json!({ "RegistryId": id, "Description": description });
                write.change(Change::UpdateRegistry, &request).await?;
                self.tag(live, wanted, "RegistryArn", write).await?;
            }
            Kind::Tags => {
                let (call, values) = match live {
                    None => (Change::CreateLFTag, "TagValues"),
                    Some(_) => (Change::UpdateLFTag, "TagValuesToAdd"),
                };
                let known = live.and_then(|live| live["TagValues"].as_array());
                let missing = wanted["TagValues"].as_array().into_iter().flatten();
                let missing: Vec<&Value> =
                    missing.filter(|value| known.is_none_or(|known| !known.contains(value))).collect();
                write.change(call, &json!({ "TagKey": wanted["TagKey"], values: missing })).await?;
            }
            Kind::Expressions => {
                let call = either(Change::CreateLFTagExpression, Change::UpdateLFTagExpression);
                let mut request = with(&input, &[named("Name")]);
                // What it was for before goes as well.
                request["Description"] = json!(wanted["Description"].as_str().unwrap_or_default());
                write.change(call, &request).await?;
            }
            Kind::Databases => {
                let input = with(&input, &[named("Name")]);
                match live {
                    None => write.change(Change::CreateDatabase, &json!({ "DatabaseInput": input })).await?,
                    Some(_) => {
                        let request = json!({ "Name": wanted["Name"], "DatabaseInput": input });
                        write.change(Change::UpdateDatabase, &request).await?
                    }
                };
                if live.is_none() {
                    let database = wanted["Name"].as_str().unwrap_or_default();
                    self.close(&Target::Database { database: database.to_owned() }, database, write).await?;
                }
            }
            Kind::Tables => {
                let request = json!({
                    "DatabaseName": wanted["DatabaseName"], "TableInput": with(&input, &[named("Name")]),
                });
                write.change(either(Change::CreateTable, Change::UpdateTable), &request).await?;
                if live.is_none() {
                    let of = |member: &str| wanted[member].as_str().unwrap_or_default();
                    let (database, table) = (of("DatabaseName"), of("Name"));
                    self.close(&Target::table(database, table), &format!("{database}.{table}"), write).await?;
                }
            }
            Kind::Locations => {
                let mut request = with(&input, &[named("ResourceArn")]);
                let role = wanted["RoleArn"].as_str().unwrap_or_default();
                if role.is_empty() || role.contains("/aws-service-role/") {
                    request["UseServiceLinkedRole"] = json!(true);
                    if let Some(members) = request.as_object_mut() {
                        members.remove("RoleArn");
                    }
                }
                write.change(either(Change::RegisterResource, Change::UpdateResource), &request).await?;
            }
            Kind::Filters => {
                let names = ["DatabaseName", "TableName", "Name"].map(named);
                let mut data = with(&input, &names);
                data["TableCatalogId"] = json!(self.account);
                let call = either(Change::CreateDataCellsFilter, Change::UpdateDataCellsFilter);
                write.change(call, &json!({ "TableData": data })).await?;
            }
            Kind::Assignments => {
                let request = json!({ "Resource": wanted["Resource"], "LFTags": input["LFTags"] });
                let answer = write.change(Change::AddLFTagsToResource, &request).await?;
                if let Some(failure) = answer["Failures"].as_array().and_then(|failures| failures.first()) {
                    let why = failure["Error"]["ErrorMessage"].as_str().unwrap_or("the service does not say why");
                    return Err(Error::failed("a tag was not assigned").because(why.to_owned()));
                }
            }
            Kind::Grants => {
                let mut request = with(&input, &["Principal", "Resource", "Condition"].map(named));
                self.name_catalog(&mut request["Resource"]);
                drop_nulls(&mut request);
                write.change(Change::GrantPermissions, &request).await?;
            }
            Kind::OptIns => {
                let mut request = with(&input, &["Principal", "Resource"].map(named));
                self.name_catalog(&mut request["Resource"]);
                write.change(Change::CreateLakeFormationOptIn, &request).await?;
            }
            Kind::Workgroups => self.give_workgroup(wanted, live, &input, write).await?,
            Kind::Queries => match live {
                None => {
                    let request = with(&input, &[named("Name"), named("WorkGroup")]);
                    write.change(Change::CreateNamedQuery, &request).await?;
                }
                Some(live) => {
                    let mut request = with(&input, &[named("Name"), ("NamedQueryId", live["NamedQueryId"].clone())]);
                    if let Some(members) = request.as_object_mut() {
                        // A saved query stays in its database.
                        members.remove("Database");
                    }
                    write.change(Change::UpdateNamedQuery, &request).await?;
                }
            },
            Kind::Statements => {
                let request = with(&input, &[named("StatementName"), ("WorkGroup", wanted["WorkGroupName"].clone())]);
                let call = either(Change::CreatePreparedStatement, Change::UpdatePreparedStatement);
                write.change(call, &request).await?;
            }
            Kind::Classifiers => {
                let call = either(Change::CreateClassifier, Change::UpdateClassifier);
                let mut inner = input.clone();
                let kind = inner.remove("Kind").and_then(|kind| kind.as_str().map(str::to_owned)).unwrap_or_default();
                write.change(call, &json!({ (kind): with(&inner, &[named("Name")]) })).await?;
            }
            Kind::Crawlers => {
                let call = either(Change::CreateCrawler, Change::UpdateCrawler);
                write.change(call, &with(&input, &[named("Name")])).await?;
            }
            Kind::Jobs => match live {
                None => drop(write.change(Change::CreateJob, &with(&input, &[named("Name")])).await?),
                Some(_) => {
                    write.change(Change::UpdateJob, &json!({ "JobName": wanted["Name"], "JobUpdate": input })).await?;
                }
            },
            Kind::Triggers => give_trigger(wanted, live, input, write).await?,
            Kind::Alarms => {
                write.change(Change::PutMetricAlarm, &with(&input, &[named("AlarmName")])).await?;
            }
            Kind::Composites => {
                write.change(Change::PutCompositeAlarm, &with(&input, &[named("AlarmName")])).await?;
            }
        }
        Ok(())
    }

    /// Whether the backup knows that IAM's default did not let everybody in.
    fn was_closed(&self, name: &str) -> bool {
        let open = format!("{} on {name}", crate::domain::permission::EVERY_IAM_PRINCIPAL);
        self.knows_grants && !self.wanted.contains_key(&(Kind::Grants, open))
    }

    /// The database or table of a document, as rights name it.
    pub(super) fn target(&self, kind: Kind, name: &str) -> Option<Target> {
        match kind {
            Kind::Databases => Some(Target::Database { database: name.to_owned() }),
            Kind::Tables => name.split_once('.').map(|(database, table)| Target::table(database, table)),
            _ => None,
        }
    }

    /// Whether an earlier restore made it and was ended before it took away the right that IAM's default gives.
    pub(super) async fn was_left_open(&self, kind: Kind, name: &str, read: &Read) -> Result<bool> {
        let Some(target) = self.target(kind, name) else { return Ok(false) };
        if !self.options.begun.contains(&(kind.noun().to_owned(), name.to_owned())) || !self.was_closed(name) {
            return Ok(false);
        }
        Ok(read.grants_on(&target).await?.grants.iter().any(|grant| grant.principal.is_every_iam_principal()))
    }

    /// Takes away the right that IAM's default gives to what is made, when the backup knows that it was not there.
    pub(super) async fn close(&self, target: &Target, name: &str, write: &Write) -> Result<()> {
        if !self.was_closed(name) {
            return Ok(());
        }
        for grant in write.grants_on(target).await?.grants {
            if grant.principal.is_every_iam_principal() {
                write.revoke(&grant).await?;
            }
        }
        Ok(())
    }

    /// A filter is named with its catalog, and all tables without a name. SELECT on all tables is told as one on all columns of
    /// a table that is called so, and given as any other right.
    fn name_catalog(&self, resource: &mut Value) {
        if resource["TableWithColumns"]["Name"] == "ALL_TABLES" {
            let mut table = resource["TableWithColumns"].take();
            table["TableWildcard"] = json!({});
            if let Some(members) = table.as_object_mut() {
                members.retain(|name, _| name != "ColumnWildcard");
            }
            *resource = json!({ "Table": table });
        }
        if let Some(table) = resource.get_mut("Table").and_then(Value::as_object_mut)
            && table.contains_key("TableWildcard")
        {
            table.remove("Name");
        }
        if let Some(filter) = resource.get_mut("DataCellsFilter").and_then(Value::as_object_mut) {
            filter.entry("TableCatalogId").or_insert_with(|| json!(self.account));
        }
    }

    async fn tag(&self, live: Option<&Value>, wanted: &Value, arn: &str, write: &Write) -> Result<()> {
        if let Some(live) = live
            && wanted["Tags"].as_object().is_some_and(|tags| !tags.is_empty())
        {
            let request = json!({ "ResourceArn": live[arn], "TagsToAdd": wanted["Tags"] });
            write.change(Change::TagResource, &request).await?;
        }
        Ok(())
    }

    async fn give_workgroup(
        &self,
        wanted: &Value,
        live: Option<&Value>,
        input: &Map<String, Value>,
        write: &Write,
    ) -> Result<()> {
        let (name, configuration) = (&wanted["Name"], input.get("Configuration").unwrap_or(&Value::Null));
        let description = wanted["Description"].as_str().unwrap_or_default();
        let is_off = wanted["State"].as_str() == Some("DISABLED");
        if live.is_none() {
            let mut request = json!({ "Name": name, "Configuration": configuration, "Description": description });
            drop_nulls(&mut request);
            write.change(Change::CreateWorkGroup, &request).await?;
        }
        if live.is_some() || is_off {
            let mut request = json!({ "WorkGroup": name, "State": wanted["State"], "Description": description });
            if live.is_some() {
                let mut updates = configuration.clone();
                if let Some(members) = updates.as_object_mut()
                    && let Some(result) = members.remove("ResultConfiguration")
                {
                    members.insert("ResultConfigurationUpdates".to_owned(), result);
                }
                request["ConfigurationUpdates"] = updates;
            }
            drop_nulls(&mut request);
            write.change(Change::UpdateWorkGroup, &request).await?;
        }
        Ok(())
    }
}

async fn give_trigger(
    wanted: &Value,
    live: Option<&Value>,
    mut input: Map<String, Value>,
    write: &Write,
) -> Result<()> {
    input.remove("State");
    let starts = wanted["State"].as_str() == Some("ACTIVATED") && wanted["Type"].as_str() != Some("ON_DEMAND");
    if live.is_none() {
        input.insert("Name".to_owned(), wanted["Name"].clone());
        if starts {
            input.insert("StartOnCreation".to_owned(), json!(true));
        }
        return write.change(Change::CreateTrigger, &Value::Object(input)).await.map(drop);
    }
    // Its kind and its workflow stay what they are.
    for member in ["Type", "WorkflowName"] {
        input.remove(member);
    }
    let request = json!({ "Name": wanted["Name"], "TriggerUpdate": input });
    write.change(Change::UpdateTrigger, &request).await.map(drop)
}

/// Whether the error says that something of the name is there.
fn is_taken(error: &Error) -> bool {
    error.has_code(&["AlreadyExistsException"])
}

fn drop_nulls(request: &mut Value) {
    if let Some(members) = request.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
}
