//! The definitions of jobs.

use serde_json::{Map, Value, json};

use super::bookmark::BOOKMARK;
use super::{JOB, RUN, defined, no_such_job, role_of};
use crate::check;
use crate::clock::epoch_millis;
use crate::glue::{definer, governance, tag};
use crate::paging::Page;
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError, timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "BatchGetJobs", run: Run::Sync(batch_get) },
    Operation { name: "CreateJob", run: Run::Sync(create) },
    Operation { name: "DeleteJob", run: Run::Sync(delete) },
    Operation { name: "GetJob", run: Run::Sync(get) },
    Operation { name: "GetJobs", run: Run::Sync(get_all) },
    Operation { name: "ListJobs", run: Run::Sync(list) },
    Operation { name: "UpdateJob", run: Run::Sync(update) },
];

/// The members of a definition that are kept as they come.
const KEPT: [&str; 20] = [
    "JobMode",
    "JobRunQueuingEnabled",
    "Description",
    "LogUri",
    "Role",
    "ExecutionProperty",
    "Command",
    "DefaultArguments",
    "NonOverridableArguments",
    "MaxRetries",
    "AllocatedCapacity",
    "Timeout",
    "MaxCapacity",
    "WorkerType",
    "NumberOfWorkers",
    "SecurityConfiguration",
    "NotificationProperty",
    "GlueVersion",
    "ExecutionClass",
    "MaintenanceWindow",
];

/// The longest run in minutes. Source: Glue API reference, StartJobRun.
const MOST_MINUTES: i64 = 10_080;

/// The name of a job in a request.
pub fn job_name<'a>(input: Input<'a>, member: &str) -> Result<&'a str, ServiceError> {
    let name = input.string(member)?;
    check::length(member, name, 1, 255)?;
    check::characters(member, name, r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*", |c| {
        !c.is_control() || c == '\t'
    })?;
    Ok(name)
}

/// The capacity and the time limit in a request, be it of a job or of one run.
pub fn check_limits(input: Input<'_>) -> Result<(), ServiceError> {
    if let Some(minutes) = input.opt_integer("Timeout")? {
        check::range("Timeout", minutes, 1, MOST_MINUTES)?;
    }
    let workers = input.get("WorkerType").is_some() || input.get("NumberOfWorkers").is_some();
    if workers && (input.opt_number("MaxCapacity")?.is_some() || input.opt_integer("AllocatedCapacity")?.is_some()) {
        return Err(ServiceError::invalid(
            "Please do not set Max Capacity if using Worker Type and Number of Workers.",
        ));
    }
    Ok(())
}

/// A map of strings in a request.
pub fn check_arguments(input: Input<'_>, member: &str) -> Result<(), ServiceError> {
    if let Some(arguments) = input.opt_structure(member)?
        && let Some(members) = arguments.raw().as_object()
    {
        for name in members.keys() {
            arguments.opt_string(name)?;
        }
    }
    Ok(())
}

fn definition(input: Input<'_>) -> Result<Map<String, Value>, ServiceError> {
    for unsupported in ["CodeGenConfigurationNodes", "Connections", "SourceControlDetails"] {
        if input.get(unsupported).is_some() {
            return Err(ServiceError::unsupported(format_args!("glue jobs with {unsupported}")));
        }
    }
    let command = input.structure("Command")?;
    let kind = command.opt_string("Name")?.unwrap_or("glueetl");
    check::one_of("Command.Name", kind, &["glueetl", "pythonshell", "gluestreaming", "glueray"])?;
    if matches!(kind, "gluestreaming" | "glueray") {
        return Err(ServiceError::unsupported(format_args!("glue jobs with the command {kind}")));
    }
    command.opt_string("ScriptLocation")?;
    let role = input.string("Role")?;
    check::length("Role", role, 1, 2048)?;
    check_limits(input)?;
    for arguments in ["DefaultArguments", "NonOverridableArguments"] {
        check_arguments(input, arguments)?;
    }
    let concurrent = match input.opt_structure("ExecutionProperty")? {
        Some(property) => property.opt_integer("MaxConcurrentRuns")?,
        None => None,
    };
    if let Some(concurrent) = concurrent {
        check::range("ExecutionProperty.MaxConcurrentRuns", concurrent, 1, 10_000)?;
    }
    if let Some(retries) = input.opt_integer("MaxRetries")? {
        check::range("MaxRetries", retries, 0, 10)?;
    }
    let mut kept = Map::new();
    for member in KEPT {
        if let Some(value) = input.get(member) {
            kept.insert(member.to_owned(), value.clone());
        }
    }
    defaults(&mut kept, kind);
    Ok(kept)
}

/// What AWS answers for members that the request leaves out.
fn defaults(job: &mut Map<String, Value>, kind: &str) {
    let mut set = |member: &str, value: Value| {
        job.entry(member).or_insert(value);
    };
    set("JobMode", json!("SCRIPT"));
    set("ExecutionProperty", json!({ "MaxConcurrentRuns": 1 }));
    set("MaxRetries", json!(0));
    set("GlueVersion", json!(if kind == "pythonshell" { "1.0" } else { "0.9" }));
    let version = job["GlueVersion"].as_str().unwrap_or_default();
    let is_new = version.split('.').next().and_then(|major| major.parse::<u32>().ok()).is_some_and(|major| major >= 5);
    job.entry("Timeout").or_insert(json!(if is_new { 480 } else { 2880 }));
    if !job.contains_key("WorkerType") {
        let capacity = job.get("MaxCapacity").and_then(Value::as_f64);
        let capacity = capacity.unwrap_or(if kind == "pythonshell" { 0.0625 } else { 10.0 });
        job.entry("MaxCapacity").or_insert(json!(capacity));
        #[expect(clippy::cast_possible_truncation, reason = "a capacity is a small number; AWS rounds it down")]
        job.entry("AllocatedCapacity").or_insert(json!(capacity as i64));
    }
}

fn create(call: &Call) -> Reply {
    let input = call.input();
    let name = job_name(input, "Name")?;
    let mut job = definition(input)?;
    let now = timestamp_millis(epoch_millis(call.now()));
    job.insert("Name".to_owned(), json!(name));
    job.insert("CreatedOn".to_owned(), now.clone());
    job.insert("LastModifiedOn".to_owned(), now);
    let tags = tag::given(&input)?;
    let job = Value::Object(job);
    call.lake.store().write(|tx| {
        governance::may_pass_role(tx, &call.caller, role_of(&job))?;
        definer::note(tx, &call.caller, &defined(name))?;
        if !tx.insert(JOB, &call.scope(&[]), name, &job)? {
            return Err(ServiceError::client(
                "AlreadyExistsException",
                format!("Job with name: {name} already submitted with different configuration."),
            ));
        }
        tag::set(tx, &call.arn("glue", &format!("job/{name}")), tags)?;
        Ok(json!({ "Name": name }))
    })
}

fn get(call: &Call) -> Reply {
    let name = job_name(call.input(), "JobName")?;
    let job = call.lake.store().read(|tx| tx.get(JOB, &call.scope(&[]), name))?;
    Ok(json!({ "Job": job.ok_or_else(|| no_such_job(name))? }))
}

fn page(call: &Call, member: &str, show: impl Fn(&str, Value) -> Value) -> Reply {
    let page = Page::read(call, 1000, 1000)?;
    let wanted = call.input().opt_structure("Tags")?.and_then(|tags| tags.raw().as_object());
    let all = call.lake.store().read(|tx| {
        let mut all = tx.list(JOB, &call.scope(&[]))?;
        if let Some(wanted) = wanted {
            let mut tagged = Vec::new();
            for (name, job) in all {
                let tags = tag::of(tx, &call.arn("glue", &format!("job/{name}")))?;
                if wanted.iter().all(|(key, value)| tags.get(key) == Some(value)) {
                    tagged.push((name, job));
                }
            }
            all = tagged;
        }
        Ok::<_, ServiceError>(all)
    })?;
    let (jobs, next) = page.cut(all.into_iter().map(|(name, job)| {
        let shown = show(&name, job);
        (name, shown)
    }));
    let mut answer = json!({});
    answer[member] = Value::Array(jobs);
    if let Some(next) = next {
        answer["NextToken"] = json!(next);
    }
    Ok(answer)
}

fn get_all(call: &Call) -> Reply {
    page(call, "Jobs", |_, job| job)
}

fn list(call: &Call) -> Reply {
    page(call, "JobNames", |name, _| json!(name))
}

fn batch_get(call: &Call) -> Reply {
    let names = call.input().strings("JobNames")?;
    call.lake.store().read(|tx| {
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for name in names {
            match tx.get(JOB, &call.scope(&[]), name)? {
                Some(job) => found.push(job),
                None => missing.push(json!(name)),
            }
        }
        Ok(json!({ "Jobs": found, "JobsNotFound": missing }))
    })
}

/// The update replaces the whole definition. Source: Glue API reference, UpdateJob.
fn update(call: &Call) -> Reply {
    let input = call.input();
    let name = job_name(input, "JobName")?;
    let mut job = definition(input.structure("JobUpdate")?)?;
    call.lake.store().write(|tx| {
        let old = tx.get(JOB, &call.scope(&[]), name)?.ok_or_else(|| no_such_job(name))?;
        job.insert("Name".to_owned(), json!(name));
        job.insert("CreatedOn".to_owned(), old["CreatedOn"].clone());
        job.insert("LastModifiedOn".to_owned(), timestamp_millis(epoch_millis(call.now())));
        let job = Value::Object(job);
        for job in [&old, &job] {
            governance::may_pass_role(tx, &call.caller, role_of(job))?;
        }
        definer::note(tx, &call.caller, &defined(name))?;
        tx.put(JOB, &call.scope(&[]), name, &job)?;
        Ok(json!({ "JobName": name }))
    })
}

/// Deleting a job that is not there is no error. Source: Glue API reference, DeleteJob.
fn delete(call: &Call) -> Reply {
    let name = job_name(call.input(), "JobName")?;
    call.lake.store().write(|tx| {
        if let Some(job) = tx.get(JOB, &call.scope(&[]), name)? {
            governance::may_pass_role(tx, &call.caller, role_of(&job))?;
        }
        definer::forget(tx, &call.caller, &defined(name))?;
        let live = tx.list(RUN, &call.scope(&[name]))?.into_iter().filter(|(_, run)| !super::is_over(run));
        for (id, mut run) in live {
            // The process that runs it reads this, stops, and finds nothing to record.
            run["JobRunState"] = json!("STOPPING");
            tx.put(RUN, &call.scope(&[name]), &id, &run)?;
        }
        tx.delete(JOB, &call.scope(&[]), name)?;
        tx.delete(BOOKMARK, &call.scope(&[]), name)?;
        tag::remove_all(tx, &call.arn("glue", &format!("job/{name}")))?;
        Ok(json!({ "JobName": name }))
    })
}
