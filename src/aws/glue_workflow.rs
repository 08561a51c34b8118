//! Workflows and their runs.

use std::collections::BTreeMap;

use aws_sdk_glue::types as sdk;

use super::failure::Named;
use super::glue_catalog::{absent, millis};
use super::page;
use super::retry::unless_told_to_slow_down;
use super::{Read, Write};
use crate::domain::trigger::Work;
use crate::domain::workflow::{Counts, Started, Workflow, WorkflowRun};
use crate::error::{Error, Result};

impl Read {
    /// The names of the workflows.
    pub async fn workflow_names(&self) -> Result<Vec<String>> {
        page::all("workflows", |token| async move {
            let answer = self.clients.glue.list_workflows().set_next_token(token).send().await;
            let answer = answer.named("glue", "ListWorkflows")?;
            Ok((answer.workflows.unwrap_or_default(), answer.next_token))
        })
        .await
    }

    /// A workflow; none when there is none.
    pub async fn workflow(&self, name: &str) -> Result<Option<Workflow>> {
        let answer = absent(self.clients.glue.get_workflow().name(name).send().await.named("glue", "GetWorkflow"))?;
        Ok(answer.and_then(|answer| answer.workflow).map(workflow))
    }

    /// The runs of a workflow, newest first, without what was started in them.
    pub async fn workflow_runs(&self, name: &str) -> Result<Vec<WorkflowRun>> {
        let mut runs: Vec<WorkflowRun> = page::all("workflow runs", |token| async move {
            let call = self.clients.glue.get_workflow_runs().name(name).set_next_token(token);
            let answer = call.send().await.named("glue", "GetWorkflowRuns")?;
            Ok((answer.runs.unwrap_or_default().into_iter().map(run).collect(), answer.next_token))
        })
        .await?;
        runs.sort_by_key(|run| std::cmp::Reverse(run.started_millis));
        Ok(runs)
    }

    /// A run with what was started in it; none when there is none.
    pub async fn workflow_run(&self, name: &str, id: &str) -> Result<Option<WorkflowRun>> {
        let call = self.clients.glue.get_workflow_run().name(name).run_id(id).include_graph(true);
        let answer = absent(call.send().await.named("glue", "GetWorkflowRun"))?;
        Ok(answer.and_then(|answer| answer.run).map(run))
    }
}

impl Write {
    /// Creates a workflow, without triggers.
    pub async fn create_workflow(&self, wanted: &Workflow) -> Result<()> {
        let call = self.clients.glue.create_workflow().name(&wanted.name);
        let call = call.set_description(wanted.description.clone()).set_max_concurrent_runs(wanted.max_concurrent_runs);
        let call = call.set_default_run_properties(Some(wanted.properties.clone().into_iter().collect()));
        call.send().await.named("glue", "CreateWorkflow").map(drop)
    }

    /// Changes a workflow; its triggers stay.
    pub async fn update_workflow(&self, wanted: &Workflow) -> Result<()> {
        let call = self.clients.glue.update_workflow().name(&wanted.name);
        let call = call.set_description(wanted.description.clone()).set_max_concurrent_runs(wanted.max_concurrent_runs);
        let call = call.set_default_run_properties(Some(wanted.properties.clone().into_iter().collect()));
        call.send().await.named("glue", "UpdateWorkflow").map(drop)
    }

    /// Deletes a workflow; one that is not there is no error.
    pub async fn delete_workflow(&self, name: &str) -> Result<()> {
        self.clients.glue.delete_workflow().name(name).send().await.named("glue", "DeleteWorkflow").map(drop)
    }

    /// Starts a run; its id.
    pub async fn start_workflow_run(&self, name: &str, properties: &BTreeMap<String, String>) -> Result<String> {
        let given = (!properties.is_empty()).then(|| properties.clone().into_iter().collect());
        let call = self.clients.glue.start_workflow_run().name(name).set_run_properties(given);
        let send = || async { call.clone().send().await.named("glue", "StartWorkflowRun") };
        let answer = unless_told_to_slow_down(send).await?;
        answer.run_id.ok_or_else(|| Error::failed("glue StartWorkflowRun gave no id"))
    }

    /// Takes a run that is over up again: these nodes of its graph run once more, and what follows from them. The id of the
    /// new run.
    pub async fn resume_workflow_run(&self, name: &str, id: &str, nodes: &[String]) -> Result<String> {
        let call = self.clients.glue.resume_workflow_run().name(name).run_id(id).set_node_ids(Some(nodes.to_vec()));
        let send = || async { call.clone().send().await.named("glue", "ResumeWorkflowRun") };
        let answer = unless_told_to_slow_down(send).await?;
        answer.run_id.ok_or_else(|| Error::failed("glue ResumeWorkflowRun gave no id"))
    }

    /// Asks everything that runs in a run to stop.
    pub async fn stop_workflow_run(&self, name: &str, id: &str) -> Result<()> {
        let call = self.clients.glue.stop_workflow_run().name(name).run_id(id);
        call.send().await.named("glue", "StopWorkflowRun").map(drop)
    }
}

fn workflow(workflow: sdk::Workflow) -> Workflow {
    Workflow {
        name: workflow.name.unwrap_or_default(),
        description: workflow.description.filter(|text| !text.is_empty()),
        properties: workflow.default_run_properties.unwrap_or_default().into_iter().collect(),
        max_concurrent_runs: workflow.max_concurrent_runs,
        created_millis: millis(workflow.created_on),
        modified_millis: millis(workflow.last_modified_on),
        last_run: workflow.last_run.map(run),
    }
}

fn run(run: sdk::WorkflowRun) -> WorkflowRun {
    let counts = run.statistics.map_or_else(Counts::default, |counts| Counts {
        total: counts.total_actions,
        succeeded: counts.succeeded_actions,
        running: counts.running_actions + counts.waiting_actions,
        failed: counts.failed_actions + counts.errored_actions + counts.timeout_actions,
        stopped: counts.stopped_actions,
    });
    let nodes = run.graph.and_then(|graph| graph.nodes).unwrap_or_default();
    let mut actions: Vec<Started> = nodes.into_iter().flat_map(started).collect();
    actions.sort_by(|a, b| (a.started_millis, &a.work).cmp(&(b.started_millis, &b.work)));
    WorkflowRun {
        id: run.workflow_run_id.unwrap_or_default(),
        workflow: run.name.unwrap_or_default(),
        state: run.status.map_or_else(String::new, |state| state.as_str().to_owned()),
        error: run.error_message,
        started_millis: millis(run.started_on),
        completed_millis: millis(run.completed_on),
        properties: run.workflow_run_properties.unwrap_or_default().into_iter().collect(),
        counts,
        actions,
    }
}

fn started(node: sdk::Node) -> Vec<Started> {
    let name = node.name.unwrap_or_default();
    let id = node.unique_id.unwrap_or_default();
    let runs =
        node.job_details.and_then(|details| details.job_runs).unwrap_or_default().into_iter().map(|run| Started {
            node: id.clone(),
            work: Work::Job(name.clone()),
            id: run.id,
            state: run.job_run_state.map_or_else(String::new, |state| state.as_str().to_owned()),
            error: run.error_message,
            started_millis: millis(run.started_on),
            completed_millis: millis(run.completed_on),
        });
    let crawls =
        node.crawler_details.and_then(|details| details.crawls).unwrap_or_default().into_iter().map(|crawl| Started {
            node: id.clone(),
            work: Work::Crawler(name.clone()),
            id: None,
            state: crawl.state.map_or_else(String::new, |state| state.as_str().to_owned()),
            error: crawl.error_message,
            started_millis: millis(crawl.started_on),
            completed_millis: millis(crawl.completed_on),
        });
    runs.chain(crawls).collect()
}
