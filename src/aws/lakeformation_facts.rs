//! What decides about an access besides grants: LF-tags, opt-ins.

use std::collections::BTreeMap;

use super::failure::Named;
use super::lakeformation::{principal_of, resource_from, resource_of};
use super::lakeformation_tag::pairs;
use super::page;
use super::{Read, Write};
use crate::domain::permission::{Columns, Principal, Resource, Tags};
use crate::error::Result;

impl Read {
    /// The LF-tags of a database or table, inherited ones included, and those of the table's columns.
    pub async fn lf_tags(&self, resource: &Resource) -> Result<(Tags, BTreeMap<String, Tags>)> {
        let call = self.clients.lakeformation.get_resource_lf_tags().resource(resource_of(resource, &Columns::All)?);
        let answer = call.show_assigned_lf_tags(false).send().await.named("lakeformation", "GetResourceLFTags")?;
        let mut tags = pairs(answer.lf_tag_on_database);
        tags.extend(pairs(answer.lf_tags_on_table));
        let columns = answer.lf_tags_on_columns.unwrap_or_default().into_iter();
        let columns = columns.filter_map(|column| Some((column.name?.to_lowercase(), pairs(column.lf_tags))));
        Ok((tags, columns.collect()))
    }

    /// Whether a principal is opted in to Lake Formation on a resource.
    pub async fn is_opted_in(&self, principal: &Principal, resource: &Resource) -> Result<bool> {
        let resource = resource_of(resource, &Columns::All)?;
        let resource = &resource;
        let found = page::all("opt-ins", |token| async move {
            let call = self.clients.lakeformation.list_lake_formation_opt_ins().principal(principal_of(principal));
            let call = call.resource(resource.clone()).set_next_token(token);
            let answer = call.send().await.named("lakeformation", "ListLakeFormationOptIns")?;
            Ok((answer.lake_formation_opt_ins_info_list.unwrap_or_default(), answer.next_token))
        })
        .await?;
        Ok(!found.is_empty())
    }

    /// Who is opted in, on what: all, or one principal's. Opt-ins on what this lakectl does not know are counted.
    pub async fn opt_ins(&self, principal: Option<&Principal>) -> Result<(Vec<(Principal, Resource)>, usize)> {
        let principal = principal.map(principal_of);
        let principal = &principal;
        let found = page::all("opt-ins", |token| async move {
            let call = self.clients.lakeformation.list_lake_formation_opt_ins().set_principal(principal.clone());
            let answer = call.set_next_token(token).send().await.named("lakeformation", "ListLakeFormationOptIns")?;
            Ok((answer.lake_formation_opt_ins_info_list.unwrap_or_default(), answer.next_token))
        })
        .await?;
        let all = found.len();
        let known: Vec<(Principal, Resource)> = found
            .into_iter()
            .filter(|info| info.condition.is_none())
            .filter_map(|info| {
                let name = info.principal?.data_lake_principal_identifier?;
                Some((Principal::as_given(&name), resource_from(info.resource?)?.0))
            })
            .collect();
        let unknown = all - known.len();
        Ok((known, unknown))
    }
}

impl Write {
    /// Opts a principal in to Lake Formation on a resource.
    pub async fn opt_in(&self, principal: &Principal, resource: &Resource) -> Result<()> {
        let call = self.clients.lakeformation.create_lake_formation_opt_in().principal(principal_of(principal));
        let call = call.resource(resource_of(resource, &Columns::All)?);
        call.send().await.named("lakeformation", "CreateLakeFormationOptIn").map(drop)
    }

    /// Takes an opt-in back.
    pub async fn opt_out(&self, principal: &Principal, resource: &Resource) -> Result<()> {
        let call = self.clients.lakeformation.delete_lake_formation_opt_in().principal(principal_of(principal));
        let call = call.resource(resource_of(resource, &Columns::All)?);
        call.send().await.named("lakeformation", "DeleteLakeFormationOptIn").map(drop)
    }
}
