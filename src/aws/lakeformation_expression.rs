//! Expressions of LF-tags that are kept under a name.

use super::failure::Named;
use super::glue_catalog::absent;
use super::lakeformation_tag::{expression_from, expression_of};
use super::page;
use super::{Read, Write};
use crate::domain::permission::NamedExpression;
use crate::error::Result;

impl Read {
    /// A named expression; none when there is none.
    pub async fn tag_expression(&self, name: &str) -> Result<Option<NamedExpression>> {
        let answer = self.clients.lakeformation.get_lf_tag_expression().name(name).send().await;
        let answer = absent(answer.named("lakeformation", "GetLFTagExpression"))?;
        Ok(answer.map(|answer| {
            let name = answer.name.unwrap_or_else(|| name.to_owned());
            known(name, answer.description, answer.expression.unwrap_or_default())
        }))
    }

    /// Every named expression that the caller may see, by name.
    pub async fn tag_expressions(&self) -> Result<Vec<NamedExpression>> {
        let mut all = page::all("expressions of LF-tags", |token| async move {
            let call = self.clients.lakeformation.list_lf_tag_expressions().set_next_token(token);
            let answer = call.send().await.named("lakeformation", "ListLFTagExpressions")?;
            let found =
                answer.lf_tag_expressions.unwrap_or_default().into_iter().filter_map(|found| {
                    Some(known(found.name?, found.description, found.expression.unwrap_or_default()))
                });
            Ok((found.collect(), answer.next_token))
        })
        .await?;
        all.sort_by(|a: &NamedExpression, b| a.name.cmp(&b.name));
        Ok(all)
    }
}

impl Write {
    /// Keeps an expression under a name.
    pub async fn create_tag_expression(&self, wanted: &NamedExpression) -> Result<()> {
        let call = self.clients.lakeformation.create_lf_tag_expression().name(&wanted.name);
        let call = call.set_description(wanted.description.clone());
        let call = call.set_expression(Some(expression_of(&wanted.expression)?));
        call.send().await.named("lakeformation", "CreateLFTagExpression").map(drop)
    }

    /// Says something else under a name; every grant by it follows at once.
    pub async fn update_tag_expression(&self, wanted: &NamedExpression) -> Result<()> {
        let call = self.clients.lakeformation.update_lf_tag_expression().name(&wanted.name);
        let call = call.set_description(wanted.description.clone());
        let call = call.set_expression(Some(expression_of(&wanted.expression)?));
        call.send().await.named("lakeformation", "UpdateLFTagExpression").map(drop)
    }

    /// Forgets a named expression; the grants by it go with it.
    pub async fn delete_tag_expression(&self, name: &str) -> Result<()> {
        let call = self.clients.lakeformation.delete_lf_tag_expression().name(name);
        call.send().await.named("lakeformation", "DeleteLFTagExpression").map(drop)
    }
}

fn known(
    name: String,
    description: Option<String>,
    parts: Vec<aws_sdk_lakeformation::types::LfTag>,
) -> NamedExpression {
    let description = description.filter(|text| !text.is_empty());
    NamedExpression { name, description, expression: expression_from(parts) }
}
