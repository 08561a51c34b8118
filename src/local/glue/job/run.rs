//! Runs of jobs: started, shown.

use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::{Map, Value, json};

use super::definition::{check_arguments, check_limits, job_name};
use super::{JOB, RUN, RunKey, defined, execute, is_over, role_of};
use crate::clock::{epoch_millis, new_id};
use crate::glue::workflow::{self, Within};
use crate::glue::{definer, governance};
use crate::paging::Page;
use crate::store::{StoreError, Tx, scope};
use crate::tasks;
use crate::wire::{Call, Operation, Reply, Run, ServiceError, as_timestamp_millis, timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "GetJobRun", run: Run::Sync(get) },
    Operation { name: "GetJobRuns", run: Run::Sync(get_all) },
    Operation { name: "StartJobRun", run: Run::Async(start) },
];

/// How many runs of a job are running or about to.
pub fn running(tx: &Tx<'_>, scope: &str) -> Result<i64, ServiceError> {
    let runs = tx.list(RUN, scope)?.into_iter();
    let count = runs.filter(|(_, run)| !is_over(run) && run["JobRunState"] != "WAITING").count();
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

/// How many runs a job may have at a time.
pub fn most_running(job: &Value) -> i64 {
    job["ExecutionProperty"]["MaxConcurrentRuns"].as_i64().unwrap_or(1)
}

/// A fresh run id, in the service's form.
pub fn new_run_id() -> String {
    format!("jr_{}{}", new_id().replace('-', ""), new_id().replace('-', ""))
}

/// Starts a run: recorded in this call, executed in the background. Async so that there is a runtime to run it on.
fn start(call: Call) -> BoxFuture<'static, Reply> {
    async move { Ok(json!({ "JobRunId": start_run(&call, None)? })) }.boxed()
}

/// Starts a run, of itself or in a run of a workflow; its id. There must be a runtime to run it on.
pub fn start_run(call: &Call, within: Option<&Within>) -> Result<String, ServiceError> {
    let key = record(call, within)?;
    let id = key.id.clone();
    call.lake.tasks().spawn(execute::execute(call.lake.clone(), key));
    Ok(id)
}

fn record(call: &Call, within: Option<&Within>) -> Result<RunKey, ServiceError> {
    let input = call.input();
    let name = job_name(input, "JobName")?;
    if !call.lake.options().allow_jobs {
        return Err(ServiceError::client(
            "AccessDeniedException",
            "This lake does not run the scripts of jobs for whoever reaches its port. Start the server with \
             --allow-jobs to let it.",
        ));
    }
    check_limits(input)?;
    check_arguments(input, "Arguments")?;
    call.lake.store().write(|tx| {
        let job = tx.get(JOB, &call.scope(&[]), name)?.ok_or_else(|| {
            ServiceError::client("EntityNotFoundException", "Failed to start job run due to missing metadata")
        })?;
        governance::may_pass_role(tx, &call.caller, role_of(&job))?;
        let vouched = definer::vouches(tx, &call.caller, &defined(name))?;
        let previous = match input.opt_string("JobRunId")? {
            None => None,
            Some(id) => Some(tx.get(RUN, &call.scope(&[name]), id)?.ok_or_else(|| no_such_run(id))?),
        };
        let queues = input.opt_bool("JobRunQueuingEnabled")?.or(job["JobRunQueuingEnabled"].as_bool()).unwrap_or(false);
        let waits = running(tx, &call.scope(&[name]))? >= most_running(&job);
        if waits && !queues {
            return Err(ServiceError::client(
                "ConcurrentRunsExceededException",
                format!("Concurrent runs exceeded for {name}"),
            ));
        }
        let key = RunKey { region: call.caller.region.clone(), job: name.to_owned(), id: new_run_id(), vouched };
        let mut run = shape(&job, &key, epoch_millis(call.now()), waits);
        run["Arguments"] = match (&previous, input.get("Arguments")) {
            (_, Some(arguments)) => arguments.clone(),
            (Some(previous), None) => previous["Arguments"].clone(),
            (None, None) => json!({}),
        };
        if let Some(previous) = previous {
            run["PreviousRunId"] = previous["Id"].clone();
            run["Attempt"] = json!(previous["Attempt"].as_i64().unwrap_or(0) + 1);
        }
        let overridden = [
            "Timeout",
            "MaxCapacity",
            "WorkerType",
            "NumberOfWorkers",
            "SecurityConfiguration",
            "NotificationProperty",
            "ExecutionClass",
        ];
        for member in overridden {
            if let Some(value) = input.get(member) {
                run[member] = value.clone();
            }
        }
        if let Some(within) = within {
            // As the service tells a script in which workflow it runs.
            run["Arguments"]["--WORKFLOW_NAME"] = json!(within.workflow);
            run["Arguments"]["--WORKFLOW_RUN_ID"] = json!(within.run);
            workflow::open(tx, within, "job", name, &key.id)?;
        }
        tx.put(RUN, &key.scope(), &key.id, &run)?;
        tasks::record(tx, &key.task(), "job_run", &key.to_document())?;
        Ok(key)
    })
}

/// A fresh run of a job as the service describes it.
pub fn shape(job: &Value, key: &RunKey, now: i64, waits: bool) -> Value {
    let mut run = Map::new();
    run.insert("Id".to_owned(), json!(key.id));
    run.insert("Attempt".to_owned(), json!(0));
    run.insert("JobName".to_owned(), json!(key.job));
    run.insert("StartedOn".to_owned(), timestamp_millis(now));
    run.insert("LastModifiedOn".to_owned(), timestamp_millis(now));
    run.insert("JobRunState".to_owned(), json!(if waits { "WAITING" } else { "STARTING" }));
    if waits {
        run.insert(
            "StateDetail".to_owned(),
            json!("Job run is waiting: the job has as many runs as it may have at a time."),
        );
    }
    run.insert("PredecessorRuns".to_owned(), json!([]));
    run.insert("ExecutionTime".to_owned(), json!(0));
    let is_shell = job["Command"]["Name"] == "pythonshell";
    run.insert("LogGroupName".to_owned(), json!(if is_shell { "/aws-glue/python-jobs" } else { "/aws-glue/jobs" }));
    let taken = [
        "JobMode",
        "JobRunQueuingEnabled",
        "AllocatedCapacity",
        "Timeout",
        "MaxCapacity",
        "WorkerType",
        "NumberOfWorkers",
        "SecurityConfiguration",
        "NotificationProperty",
        "GlueVersion",
        "ExecutionClass",
    ];
    for member in taken {
        if let Some(value) = job.get(member) {
            run.insert(member.to_owned(), value.clone());
        }
    }
    Value::Object(run)
}

fn no_such_run(id: &str) -> ServiceError {
    ServiceError::client("EntityNotFoundException", format!("Job run {id} not found."))
}

/// What a script failed with may be data, so its runs are seen by whoever may use its role.
fn may_see(tx: &Tx<'_>, call: &Call, name: &str) -> Result<(), ServiceError> {
    match super::role(tx, &call.scope(&[]), name)? {
        Some(role) => governance::may_pass_role(tx, &call.caller, &role),
        None => Ok(()),
    }
}

/// The last attempt of a run.
pub fn last_attempt(tx: &Tx<'_>, region: &str, job: &str, id: &str) -> Result<Option<Value>, StoreError> {
    let retries = format!("{id}_attempt_");
    let runs = tx.list(RUN, &scope(&[region, job]))?.into_iter();
    let attempts = runs.filter(|(name, _)| name == id || name.starts_with(&retries)).map(|(_, run)| run);
    Ok(attempts.max_by_key(|run| run["Attempt"].as_i64()))
}

fn get(call: &Call) -> Reply {
    let input = call.input();
    let (name, id) = (job_name(input, "JobName")?, input.string("RunId")?);
    let run = call.lake.store().read(|tx| {
        may_see(tx, call, name)?;
        Ok::<_, ServiceError>(tx.get(RUN, &call.scope(&[name]), id)?)
    })?;
    Ok(json!({ "JobRun": run.ok_or_else(|| no_such_run(id))? }))
}

/// The newest run comes first.
fn get_all(call: &Call) -> Reply {
    let name = job_name(call.input(), "JobName")?;
    let page = Page::read(call, 200, 200)?;
    let mut all = call.lake.store().read(|tx| {
        if tx.get(JOB, &call.scope(&[]), name)?.is_none() {
            return Err(super::no_such_job(name));
        }
        may_see(tx, call, name)?;
        Ok(tx.list(RUN, &call.scope(&[name]))?)
    })?;
    all.sort_by_key(|(id, run)| {
        (std::cmp::Reverse((as_timestamp_millis(&run["StartedOn"]), run["Attempt"].as_i64())), id.clone())
    });
    // The token is a position: the order is one of times.
    let numbered = all.into_iter().enumerate().map(|(at, (_, run))| (format!("{at:09}"), run));
    let (runs, next) = page.cut(numbered);
    let mut answer = json!({ "JobRuns": runs });
    if let Some(next) = next {
        answer["NextToken"] = json!(next);
    }
    Ok(answer)
}
