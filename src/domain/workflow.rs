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
    /// The id of its node in the workflow's graph, by which it can be run once more.
    pub node: String,
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

    /// The newest attempt of each node, in the order of their starts.
    fn newest(&self) -> Vec<&Started> {
        let mut newest: Vec<&Started> = Vec::new();
        // Actions stand in the order of their starts.
        for action in &self.actions {
            newest.retain(|known| known.node != action.node);
            newest.push(action);
        }
        newest
    }

    /// The nodes to run once more: those of these jobs and crawlers, or those that did not end well when none is named.
    /// Fails with the first that did not run in it.
    pub fn nodes_again(&self, from: &[Work]) -> Result<Vec<&Started>, Work> {
        let newest = self.newest();
        if from.is_empty() {
            return Ok(newest.into_iter().filter(|action| action.has_failed()).collect());
        }
        from.iter()
            .map(|work| newest.iter().find(|action| action.work == *work).copied().ok_or_else(|| work.clone()))
            .collect()
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
    fn what_did_not_end_well_at_last_is_run_again() {
        let action = |work: &str, state: &str| Started {
            node: format!("node {work}"),
            work: work.parse().unwrap(),
            id: None,
            state: state.to_owned(),
            error: None,
            started_millis: None,
            completed_millis: None,
        };
        let actions = [("crawler:raw", "SUCCEEDED"), ("job:a", "FAILED"), ("job:a", "SUCCEEDED"), ("job:b", "STOPPED")];
        let run = WorkflowRun {
            actions: actions.map(|(work, state)| action(work, state)).to_vec(),
            ..WorkflowRun::default()
        };
        let nodes = |from: &[&str]| {
            let from: Vec<Work> = from.iter().map(|work| work.parse().unwrap()).collect();
            let found = run.nodes_again(&from).map_err(|work| work.words())?;
            Ok::<_, String>(found.into_iter().map(|action| action.node.clone()).collect::<Vec<_>>())
        };
        assert_eq!(nodes(&[]).unwrap(), ["node job:b"]);
        assert_eq!(nodes(&["job:a", "crawler:raw"]).unwrap(), ["node job:a", "node crawler:raw"]);
        assert_eq!(nodes(&["job:c"]), Err("job c".to_owned()));
    }

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
