//! LF-tags: keys and their values, and what carries them.

use std::collections::BTreeMap;

use aws_sdk_lakeformation::types as sdk;

use super::failure::{Named, incomplete};
use super::glue_catalog::absent;
use super::lakeformation::resource_of;
use super::page;
use super::{Read, Write};
use crate::domain::permission::{Assigned, Columns, LfTag, Resource, TagExpression, TagMatch, TagPlace, Tags};
use crate::error::{Error, Kind, Result};

/// Most values in one call. Source: AWS Lake Formation API, TagValueList.
const MOST_VALUES: usize = 50;

impl Read {
    /// Every tag that the caller may see.
    pub async fn lf_tag_keys(&self) -> Result<Vec<LfTag>> {
        page::all("LF-tags", |token| async move {
            let call = self.clients.lakeformation.list_lf_tags().set_next_token(token);
            let answer = call.send().await.named("lakeformation", "ListLFTags")?;
            let tags = answer.lf_tags.unwrap_or_default().into_iter().map(|pair| tag(pair.tag_key, pair.tag_values));
            Ok((tags.collect(), answer.next_token))
        })
        .await
    }

    /// A tag; none when there is none.
    pub async fn lf_tag(&self, key: &str) -> Result<Option<LfTag>> {
        let answer = self.clients.lakeformation.get_lf_tag().tag_key(key).send().await;
        let answer = absent(answer.named("lakeformation", "GetLFTag"))?;
        Ok(answer
            .map(|answer| tag(answer.tag_key.unwrap_or_else(|| key.to_owned()), answer.tag_values.unwrap_or_default())))
    }

    /// The tags of a database, or of a table with its columns: where each was assigned.
    pub async fn assigned_tags(&self, resource: &Resource) -> Result<Assigned> {
        let call = self.clients.lakeformation.get_resource_lf_tags().resource(resource_of(resource, &Columns::All)?);
        let answer = call.show_assigned_lf_tags(true).send().await.named("lakeformation", "GetResourceLFTags")?;
        let database = pairs(answer.lf_tag_on_database);
        Ok(assigned(database, answer.lf_tags_on_table, answer.lf_tags_on_columns))
    }

    /// The databases whose tags match, with their tags.
    pub async fn databases_with_tags(&self, expression: &TagExpression) -> Result<Vec<(String, Tags)>> {
        let parts = expression_of(expression)?;
        let parts = &parts;
        page::all("tagged databases", |token| async move {
            let call = self.clients.lakeformation.search_databases_by_lf_tags();
            let call = call.set_expression(Some(parts.clone())).set_next_token(token);
            let answer = call.send().await.named("lakeformation", "SearchDatabasesByLFTags")?;
            let found = answer.database_list.unwrap_or_default().into_iter();
            let found = found.filter_map(|entry| Some((entry.database?.name.to_lowercase(), pairs(entry.lf_tags))));
            Ok((found.collect(), answer.next_token))
        })
        .await
    }

    /// The tables that match by their own tags or by those of a column, with their tags; the tags may hold inherited ones.
    pub async fn tables_with_tags(&self, expression: &TagExpression) -> Result<Vec<((String, String), Assigned)>> {
        let parts = expression_of(expression)?;
        let parts = &parts;
        page::all("tagged tables", |token| async move {
            let call = self.clients.lakeformation.search_tables_by_lf_tags();
            let call = call.set_expression(Some(parts.clone())).set_next_token(token);
            let answer = call.send().await.named("lakeformation", "SearchTablesByLFTags")?;
            let found = answer.table_list.unwrap_or_default().into_iter().filter_map(|entry| {
                let table = entry.table?;
                let name = (table.database_name.to_lowercase(), table.name?.to_lowercase());
                Some((
                    name,
                    assigned(pairs(entry.lf_tag_on_database), entry.lf_tags_on_table, entry.lf_tags_on_columns),
                ))
            });
            Ok((found.collect(), answer.next_token))
        })
        .await
    }
}

impl Write {
    /// Makes a tag with its values.
    pub async fn create_lf_tag(&self, key: &str, values: &[String]) -> Result<()> {
        let (first, rest) = values.split_at(values.len().min(MOST_VALUES));
        let call = self.clients.lakeformation.create_lf_tag().tag_key(key).set_tag_values(Some(first.to_vec()));
        call.send().await.named("lakeformation", "CreateLFTag")?;
        self.update_lf_tag(key, rest, &[]).await
    }

    /// Adds values to a tag and takes others away; those that objects carry are refused by the service.
    pub async fn update_lf_tag(&self, key: &str, add: &[String], remove: &[String]) -> Result<()> {
        let batches = |list: &[String]| list.chunks(MOST_VALUES).map(<[String]>::to_vec).collect::<Vec<_>>();
        for batch in batches(remove) {
            let call = self.clients.lakeformation.update_lf_tag().tag_key(key).set_tag_values_to_delete(Some(batch));
            call.send().await.named("lakeformation", "UpdateLFTag")?;
        }
        for batch in batches(add) {
            let call = self.clients.lakeformation.update_lf_tag().tag_key(key).set_tag_values_to_add(Some(batch));
            call.send().await.named("lakeformation", "UpdateLFTag")?;
        }
        Ok(())
    }

    /// Deletes a tag; it leaves whatever carries it, and the grants that name it go.
    pub async fn delete_lf_tag(&self, key: &str) -> Result<()> {
        let call = self.clients.lakeformation.delete_lf_tag().tag_key(key);
        call.send().await.named("lakeformation", "DeleteLFTag").map(drop)
    }

    /// Assigns tags to a database, a table or columns of it.
    pub async fn assign_lf_tags(&self, resource: &Resource, place: &TagPlace, tags: &Tags) -> Result<()> {
        let call = self.clients.lakeformation.add_lf_tags_to_resource().resource(place_of(resource, place)?);
        let call = call.set_lf_tags(Some(pairs_of(tags)?));
        let answer = call.send().await.named("lakeformation", "AddLFTagsToResource")?;
        failed("assigned", answer.failures)
    }

    /// Takes tags off a database, a table or columns of it.
    pub async fn unassign_lf_tags(&self, resource: &Resource, place: &TagPlace, tags: &Tags) -> Result<()> {
        let call = self.clients.lakeformation.remove_lf_tags_from_resource().resource(place_of(resource, place)?);
        let call = call.set_lf_tags(Some(pairs_of(tags)?));
        let answer = call.send().await.named("lakeformation", "RemoveLFTagsFromResource")?;
        failed("taken off", answer.failures)
    }
}

fn tag(key: String, mut values: Vec<String>) -> LfTag {
    values.sort();
    LfTag { key, values }
}

pub(super) fn pairs(pairs: Option<Vec<sdk::LfTagPair>>) -> Tags {
    let first = |pair: sdk::LfTagPair| Some((pair.tag_key, pair.tag_values.into_iter().next()?));
    pairs.unwrap_or_default().into_iter().filter_map(first).collect()
}

fn assigned(database: Tags, table: Option<Vec<sdk::LfTagPair>>, columns: Option<Vec<sdk::ColumnLfTag>>) -> Assigned {
    let columns: BTreeMap<String, Tags> = columns
        .unwrap_or_default()
        .into_iter()
        .filter_map(|column| Some((column.name?.to_lowercase(), pairs(column.lf_tags))))
        .collect();
    Assigned { database, table: pairs(table), columns }
}

fn pairs_of(tags: &Tags) -> Result<Vec<sdk::LfTagPair>> {
    let pair = |(key, value): (&String, &String)| sdk::LfTagPair::builder().tag_key(key).tag_values(value).build();
    tags.iter().map(|tag| pair(tag).map_err(incomplete)).collect()
}

pub(super) fn expression_of(expression: &TagExpression) -> Result<Vec<sdk::LfTag>> {
    let one = |part: &TagMatch| {
        let tag = sdk::LfTag::builder().tag_key(&part.key).set_tag_values(Some(part.values.clone()));
        tag.build().map_err(incomplete)
    };
    expression.parts().iter().map(one).collect()
}

pub(super) fn expression_from(parts: Vec<sdk::LfTag>) -> TagExpression {
    TagExpression::new(parts.into_iter().map(|tag| TagMatch { key: tag.tag_key, values: tag.tag_values }).collect())
}

fn place_of(resource: &Resource, place: &TagPlace) -> Result<sdk::Resource> {
    match place {
        TagPlace::Columns(names) => resource_of(resource, &Columns::only(names.iter().map(String::as_str))),
        TagPlace::Database | TagPlace::Table => resource_of(resource, &Columns::All),
    }
}

/// The service answers 200 when single tags could not be assigned, and lists them.
fn failed(done: &str, failures: Option<Vec<sdk::LfTagError>>) -> Result<()> {
    let failures = failures.unwrap_or_default();
    let Some(first) = failures.first() else { return Ok(()) };
    let code = |error: &sdk::LfTagError| error.error.as_ref().and_then(|error| error.error_code.clone());
    let kind = match code(first).as_deref() {
        Some("AccessDeniedException") => Kind::Denied,
        Some("EntityNotFoundException") => Kind::NotFound,
        Some("ConcurrentModificationException") => Kind::Conflict,
        _ => Kind::Failed,
    };
    let each = failures.iter().map(|error| {
        let key = error.lf_tag.as_ref().map_or("?", |tag| tag.tag_key.as_str());
        let said = error.error.as_ref().and_then(|error| error.error_message.as_deref()).unwrap_or("no reason given");
        format!("{key}: {said}")
    });
    Err(Error::new(kind, format!("{} LF-tags could not be {done}", failures.len()))
        .because(each.collect::<Vec<_>>().join("; "))
        .hint("lakectl tag list"))
}
