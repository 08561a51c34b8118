//! Triggers of jobs and crawlers.

use std::collections::BTreeMap;

use aws_sdk_glue::types as sdk;

use super::failure::{Named, incomplete};
use super::glue_catalog::absent;
use super::page;
use super::{Read, Write};
use crate::domain::trigger::{Action, Condition, Trigger, When, Work};
use crate::error::Result;

impl Read {
    /// Every trigger.
    pub async fn triggers(&self) -> Result<Vec<Trigger>> {
        page::all("triggers", |token| async move {
            let call = self.clients.glue.get_triggers().set_next_token(token);
            let answer = call.send().await.named("glue", "GetTriggers")?;
            Ok((answer.triggers.unwrap_or_default().into_iter().map(trigger).collect(), answer.next_token))
        })
        .await
    }

    /// A trigger; none when there is none.
    pub async fn trigger(&self, name: &str) -> Result<Option<Trigger>> {
        let answer = absent(self.clients.glue.get_trigger().name(name).send().await.named("glue", "GetTrigger"))?;
        Ok(answer.and_then(|answer| answer.trigger).map(trigger))
    }
}

impl Write {
    /// Creates a trigger and lets it watch.
    pub async fn create_trigger(&self, wanted: &Trigger) -> Result<()> {
        let kind = match &wanted.when {
            When::Cron(_) => "SCHEDULED",
            When::After { .. } => "CONDITIONAL",
            When::OnDemand => "ON_DEMAND",
            When::Event { .. } => "EVENT",
            When::Otherwise(kind) => kind,
        };
        let call = self
            .clients
            .glue
            .create_trigger()
            .name(&wanted.name)
            .r#type(sdk::TriggerType::from(kind))
            .set_schedule(schedule(wanted))
            .set_predicate(predicate(wanted))
            .set_actions(Some(wanted.actions.iter().map(action).collect()))
            .set_description(wanted.description.clone())
            .set_workflow_name(wanted.workflow.clone())
            .set_event_batching_condition(batching(wanted)?)
            .set_start_on_creation((kind != "ON_DEMAND").then_some(true));
        call.send().await.named("glue", "CreateTrigger").map(drop)
    }

    /// Deletes a trigger; one that is not there is no error.
    pub async fn delete_trigger(&self, name: &str) -> Result<()> {
        self.clients.glue.delete_trigger().name(name).send().await.named("glue", "DeleteTrigger").map(drop)
    }
}

fn schedule(wanted: &Trigger) -> Option<String> {
    match &wanted.when {
        When::Cron(expression) => Some(expression.clone()),
        _ => None,
    }
}

fn batching(wanted: &Trigger) -> Result<Option<sdk::EventBatchingCondition>> {
    let When::Event { size, seconds } = &wanted.when else { return Ok(None) };
    let condition = sdk::EventBatchingCondition::builder().batch_size(*size).set_batch_window(*seconds);
    condition.build().map(Some).map_err(incomplete)
}

fn predicate(wanted: &Trigger) -> Option<sdk::Predicate> {
    let When::After { conditions, any } = &wanted.when else { return None };
    let conditions = conditions.iter().map(|condition| {
        let builder = sdk::Condition::builder().logical_operator(sdk::LogicalOperator::Equals);
        match &condition.work {
            Work::Job(name) => builder.job_name(name).state(sdk::JobRunState::from(condition.state.as_str())),
            Work::Crawler(name) => {
                builder.crawler_name(name).crawl_state(sdk::CrawlState::from(condition.state.as_str()))
            }
        }
        .build()
    });
    let logical = if *any { sdk::Logical::Any } else { sdk::Logical::And };
    Some(sdk::Predicate::builder().logical(logical).set_conditions(Some(conditions.collect())).build())
}

fn action(action: &Action) -> sdk::Action {
    let arguments = (!action.arguments.is_empty()).then(|| action.arguments.clone().into_iter().collect());
    let builder = sdk::Action::builder().set_arguments(arguments);
    match &action.work {
        Work::Job(name) => builder.job_name(name),
        Work::Crawler(name) => builder.crawler_name(name),
    }
    .build()
}

pub(super) fn trigger(trigger: sdk::Trigger) -> Trigger {
    let kind = trigger.r#type.as_ref().map_or("", |kind| kind.as_str()).to_owned();
    let when = match (kind.as_str(), trigger.schedule, trigger.predicate) {
        ("SCHEDULED", Some(expression), _) => When::Cron(expression),
        ("CONDITIONAL", _, Some(predicate)) => When::After {
            any: predicate.logical == Some(sdk::Logical::Any),
            conditions: predicate.conditions.unwrap_or_default().into_iter().filter_map(condition).collect(),
        },
        ("ON_DEMAND", ..) => When::OnDemand,
        ("EVENT", ..) => {
            let condition = trigger.event_batching_condition;
            let size = condition.as_ref().map_or(1, |condition| condition.batch_size);
            When::Event { size, seconds: condition.and_then(|condition| condition.batch_window) }
        }
        _ => When::Otherwise(kind),
    };
    Trigger {
        name: trigger.name.unwrap_or_default(),
        workflow: trigger.workflow_name,
        when,
        actions: trigger
            .actions
            .unwrap_or_default()
            .into_iter()
            .filter_map(|action| {
                let arguments: BTreeMap<String, String> = action.arguments.unwrap_or_default().into_iter().collect();
                Some(Action { work: work(action.job_name, action.crawler_name)?, arguments })
            })
            .collect(),
        state: trigger.state.map_or_else(String::new, |state| state.as_str().to_owned()),
        description: trigger.description,
    }
}

fn condition(condition: sdk::Condition) -> Option<Condition> {
    let state = condition.state.map(|state| state.as_str().to_owned());
    let state = state.or_else(|| condition.crawl_state.map(|state| state.as_str().to_owned()));
    Some(Condition { work: work(condition.job_name, condition.crawler_name)?, state: state? })
}

fn work(job: Option<String>, crawler: Option<String>) -> Option<Work> {
    job.map(Work::Job).or_else(|| crawler.map(Work::Crawler))
}
