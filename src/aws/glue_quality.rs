//! Rules about the quality of tables: rulesets, their evaluation, what was found.

use aws_sdk_glue::types as sdk;

use super::failure::Named;
use super::glue_catalog::{absent, millis};
use super::page;
use super::{Read, Write};
use crate::domain::quality::{Evaluation, KeptRuleset, QualityRun, Report, RuleReport};
use crate::error::{Error, Result};

/// Results that are asked for at once. Source: AWS Glue API, BatchGetDataQualityResult.
const BATCH: usize = 10;

impl Read {
    /// Every ruleset, without its text.
    pub async fn rulesets(&self) -> Result<Vec<KeptRuleset>> {
        page::all("rulesets", |token| async move {
            let call = self.clients.glue.list_data_quality_rulesets().set_next_token(token);
            let answer = call.send().await.named("glue", "ListDataQualityRulesets")?;
            let found = answer.rulesets.unwrap_or_default().into_iter().map(|ruleset| KeptRuleset {
                name: ruleset.name.unwrap_or_default(),
                description: ruleset.description,
                table: ruleset.target_table.map(|table| format!("{}.{}", table.database_name, table.table_name)),
                text: None,
                rule_count: ruleset.rule_count,
                modified_millis: millis(ruleset.last_modified_on),
            });
            Ok((found.collect(), answer.next_token))
        })
        .await
    }

    /// A ruleset; none when there is none.
    pub async fn ruleset(&self, name: &str) -> Result<Option<KeptRuleset>> {
        let answer = self.clients.glue.get_data_quality_ruleset().name(name).send().await;
        let answer = absent(answer.named("glue", "GetDataQualityRuleset"))?;
        Ok(answer.map(|ruleset| KeptRuleset {
            name: ruleset.name.unwrap_or_default(),
            description: ruleset.description,
            table: ruleset.target_table.map(|table| format!("{}.{}", table.database_name, table.table_name)),
            text: ruleset.ruleset,
            rule_count: None,
            modified_millis: millis(ruleset.last_modified_on),
        }))
    }

    /// A run.
    pub async fn quality_run(&self, id: &str) -> Result<QualityRun> {
        let call = self.clients.glue.get_data_quality_ruleset_evaluation_run().run_id(id);
        let run = call.send().await.named("glue", "GetDataQualityRulesetEvaluationRun")?;
        Ok(QualityRun {
            id: run.run_id.unwrap_or_else(|| id.to_owned()),
            status: run.status.map(|status| status.as_str().to_owned()).unwrap_or_default(),
            error: run.error_string,
            results: run.result_ids.unwrap_or_default(),
        })
    }

    /// What was found, by the ids of results; those that are not there any more are left out.
    pub async fn quality_reports(&self, ids: &[String]) -> Result<Vec<Report>> {
        let mut reports = Vec::new();
        for ids in ids.chunks(BATCH) {
            let call = self.clients.glue.batch_get_data_quality_result().set_result_ids(Some(ids.to_vec()));
            let answer = call.send().await.named("glue", "BatchGetDataQualityResult")?;
            reports.extend(answer.results.into_iter().map(report));
        }
        Ok(reports)
    }

    /// The newest results, newest first: ids. Of one table, when it is given.
    pub async fn quality_results(&self, table: Option<(&str, &str)>, limit: usize) -> Result<Vec<String>> {
        let filter = table.map(|(database, table)| {
            sdk::DataQualityResultFilterCriteria::builder().data_source(source(database, table)).build()
        });
        let mut found = page::all("quality results", |token| {
            let filter = filter.clone();
            async move {
                let call = self.clients.glue.list_data_quality_results().set_filter(filter).set_next_token(token);
                let answer = call.send().await.named("glue", "ListDataQualityResults")?;
                let found: Vec<(i64, String)> = answer
                    .results
                    .into_iter()
                    .filter_map(|result| Some((millis(result.started_on).unwrap_or(0), result.result_id?)))
                    .collect();
                Ok((found, answer.next_token))
            }
        })
        .await?;
        found.sort_by(|a, b| b.cmp(a));
        found.truncate(limit);
        Ok(found.into_iter().map(|(_, id)| id).collect())
    }
}

impl Write {
    /// Makes a ruleset for a table.
    pub async fn create_ruleset(&self, name: &str, text: &str, database: &str, table: &str) -> Result<()> {
        let target = sdk::DataQualityTargetTable::builder().database_name(database).table_name(table).build();
        let target = target.map_err(|error| Error::failed("the table cannot be named").because(error))?;
        let call = self.clients.glue.create_data_quality_ruleset().name(name).ruleset(text).target_table(target);
        call.send().await.named("glue", "CreateDataQualityRuleset").map(drop)
    }

    /// Replaces the text of a ruleset.
    pub async fn update_ruleset(&self, name: &str, text: &str) -> Result<()> {
        let call = self.clients.glue.update_data_quality_ruleset().name(name).ruleset(text);
        call.send().await.named("glue", "UpdateDataQualityRuleset").map(drop)
    }

    /// Deletes a ruleset.
    pub async fn delete_ruleset(&self, name: &str) -> Result<()> {
        let call = self.clients.glue.delete_data_quality_ruleset().name(name);
        call.send().await.named("glue", "DeleteDataQualityRuleset").map(drop)
    }

    /// Starts an evaluation; its id.
    pub async fn start_quality_run(&self, wanted: &Evaluation) -> Result<String> {
        let others =
            wanted.references.iter().map(|(alias, (database, table))| (alias.clone(), source(database, table)));
        let others: std::collections::HashMap<_, _> = others.collect();
        let call = self
            .clients
            .glue
            .start_data_quality_ruleset_evaluation_run()
            .data_source(source(&wanted.database, &wanted.table))
            .role(&wanted.role)
            .set_number_of_workers(wanted.workers)
            .client_token(&wanted.token)
            .ruleset_names(&wanted.ruleset)
            .set_additional_data_sources((!others.is_empty()).then_some(others));
        let answer = call.send().await.named("glue", "StartDataQualityRulesetEvaluationRun")?;
        answer.run_id.ok_or_else(|| Error::failed("glue StartDataQualityRulesetEvaluationRun gave no id"))
    }

    /// Asks a run to stop; `false` when it is over.
    pub async fn cancel_quality_run(&self, id: &str) -> Result<bool> {
        let call = self.clients.glue.cancel_data_quality_ruleset_evaluation_run().run_id(id);
        match call.send().await.named("glue", "CancelDataQualityRulesetEvaluationRun") {
            Ok(_) => Ok(true),
            Err(error) if error.has_code(&["InvalidInputException"]) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

fn source(database: &str, table: &str) -> sdk::DataSource {
    let table = sdk::GlueTable::builder().database_name(database).table_name(table).build();
    sdk::DataSource::builder().set_glue_table(table.ok()).build()
}

fn report(result: sdk::DataQualityResult) -> Report {
    let table = result.data_source.and_then(|source| source.glue_table);
    Report {
        id: result.result_id.unwrap_or_default(),
        ruleset: result.ruleset_name,
        table: table.map(|table| format!("{}.{}", table.database_name, table.table_name)),
        score: result.score,
        started_millis: millis(result.started_on),
        completed_millis: millis(result.completed_on),
        rules: result.rule_results.unwrap_or_default().into_iter().map(rule).collect(),
    }
}

fn rule(rule: sdk::DataQualityRuleResult) -> RuleReport {
    RuleReport {
        text: rule.description.or(rule.name).unwrap_or_default(),
        status: rule.result.map(|status| status.as_str().to_owned()).unwrap_or_default(),
        message: rule.evaluation_message,
        metrics: rule.evaluated_metrics.unwrap_or_default().into_iter().collect(),
    }
}
