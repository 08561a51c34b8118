//! What decides about an access besides grants: LF-tags, opt-ins.

use std::collections::BTreeMap;

use aws_sdk_lakeformation::types as sdk;

use super::Read;
use super::failure::Named;
use super::lakeformation::{principal_of, resource_of};
use super::page;
use crate::domain::permission::explain::Tags;
use crate::domain::permission::{Columns, Principal, Resource};
use crate::error::Result;

impl Read {
    /// The LF-tags of a database or table, inherited ones included, and those of the table's columns.
    pub async fn lf_tags(&self, resource: &Resource) -> Result<(Tags, BTreeMap<String, Tags>)> {
        let call = self.clients.lakeformation.get_resource_lf_tags().resource(resource_of(resource, &Columns::All)?);
        let answer = call.show_assigned_lf_tags(false).send().await.named("lakeformation", "GetResourceLFTags")?;
        let mut tags = tags_of(answer.lf_tag_on_database.unwrap_or_default());
        tags.extend(tags_of(answer.lf_tags_on_table.unwrap_or_default()));
        let columns = answer.lf_tags_on_columns.unwrap_or_default().into_iter();
        let columns = columns
            .filter_map(|column| Some((column.name?.to_lowercase(), tags_of(column.lf_tags.unwrap_or_default()))));
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
}

fn tags_of(pairs: Vec<sdk::LfTagPair>) -> Tags {
    let first = |pair: sdk::LfTagPair| Some((pair.tag_key, pair.tag_values.into_iter().next()?));
    pairs.into_iter().filter_map(first).collect()
}
