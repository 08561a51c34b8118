//! Workflows: jobs and crawlers that run together, one step after the other.

use std::collections::BTreeMap;

use super::trigger::{Action, Condition, Trigger, When, Work};

/// A workflow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Workflow {
    pub name: String,
    pub description: Option<String>,
    /// What every run gets, by name.
    pub properties: BTreeMap<String, String>,
    pub max_concurrent_runs: Option<i32>,
    pub created_millis: Option<i64>,
    pub modified_millis: Option<i64>,
    pub last_run: Option<WorkflowRun>,
}

/// A run of a workflow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WorkflowRun {
    pub id: String,
    pub workflow: String,
    /// `RUNNING`, `COMPLETED`, `STOPPING`, `STOPPED` or `ERROR`.
    pub state: String,
    pub error: Option<String>,
    pub started_millis: Option<i64>,
    pub completed_millis: Option<i64>,
    pub properties: BTreeMap<String, String>,
    pub counts: Counts,
    /// What was started in it, as far as it was asked for.
    pub actions: Vec<Started>,
}

/// How many actions of a run stand how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub total: i32,
    pub succeeded: i32,
    pub running: i32,
    pub failed: i32,
    pub stopped: i32,
}

/// A job run or a crawl in a run of a workflow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    pub work: Work,
    /// The id of the job run; crawls in workflows have none.
    pub id: Option<String>,
    pub state: String,
    pub error: Option<String>,
    pub started_millis: Option<i64>,
    pub completed_millis: Option<i64>,
}

impl Started {
    /// Whether it ended otherwise than it should.
    pub fn has_failed(&self) -> bool {
        !matches!(self.state.as_str(), "SUCCEEDED" | "RUNNING" | "STARTING" | "WAITING" | "STOPPING")
    }
}

impl WorkflowRun {
    /// Whether nothing more will happen in it.
    pub fn is_over(&self) -> bool {
        !matches!(self.state.as_str(), "RUNNING" | "STOPPING")
    }

    /// Whether it ran to its end and everything in it ended well. The service calls a run completed whose jobs failed.
    pub fn has_succeeded(&self) -> bool {
        self.state == "COMPLETED" && self.counts.failed + self.counts.stopped == 0
    }
}

/// The jobs and crawlers of one step: they run at the same time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage(pub Vec<Work>);

impl std::str::FromStr for Stage {
    type Err = String;

    /// `crawler:raw`, or several at the same time: `crawler:raw,job:clean`.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut works: Vec<Work> = text.split(',').map(|part| part.trim().parse()).collect::<Result<_, _>>()?;
        let count = works.len();
        works.sort();
        works.dedup();
        if works.len() < count {
            return Err(format!("`{text}` names something twice"));
        }
        Ok(Self(works))
    }
}

/// The triggers that make a workflow of steps: the first starts it, each other one waits until everything of the step
/// before has ended well.
pub fn triggers(workflow: &str, start: When, stages: &[Stage]) -> Vec<Trigger> {
    let mut before: Option<&Stage> = None;
    let mut made = Vec::new();
    for (number, stage) in (1..).zip(stages) {
        let when = match before {
            None => start.clone(),
            Some(Stage(works)) => {
                let succeeded = |work: &Work| Condition { work: work.clone(), state: "SUCCEEDED".to_owned() };
                When::After { conditions: works.iter().map(succeeded).collect(), any: false }
            }
        };
        let state = if when == When::OnDemand { "CREATED" } else { "ACTIVATED" };
        made.push(Trigger {
            name: format!("{workflow}-step-{number}"),
            workflow: Some(workflow.to_owned()),
            when,
            actions: stage.0.iter().map(|work| Action { work: work.clone(), arguments: BTreeMap::new() }).collect(),
            state: state.to_owned(),
            description: Some(format!("step {number} of workflow {workflow}")),
        });
        before = Some(stage);
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_waits_for_everything_of_the_one_before() {
        let stages: Vec<Stage> =
            ["crawler:raw", "job:clean, job:join", "crawler:clean"].map(|text| text.parse().unwrap()).to_vec();
        let made = triggers("w", When::OnDemand, &stages);
        let words: Vec<String> = made.iter().map(Trigger::words).collect();
        assert_eq!(
            words,
            [
                "on demand",
                "after crawler raw has succeeded",
                "after job clean has succeeded and job join has succeeded"
            ]
        );
        assert_eq!((made[0].state.as_str(), made[1].state.as_str()), ("CREATED", "ACTIVATED"));
        for wrong in ["raw", "job:", "table:x", "job:a,job:a"] {
            assert!(wrong.parse::<Stage>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_completed_run_with_a_failed_job_has_not_succeeded() {
        let run = WorkflowRun { state: "COMPLETED".to_owned(), ..WorkflowRun::default() };
        assert!(run.is_over() && run.has_succeeded());
        let failed = WorkflowRun { counts: Counts { failed: 1, ..Counts::default() }, ..run };
        assert!(failed.is_over() && !failed.has_succeeded());
    }
}
