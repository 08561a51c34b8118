//! Triggers: made, shown, changed, switched on and off.

use serde_json::{Value, json};

use super::{MET, TRIGGER, fire, no_such_trigger, of_workflow, schedule};
use crate::clock::epoch_millis;
use crate::domain::cron::Cron;
use crate::glue::page::{self, Page};
use crate::glue::{check, tag, workflow};
use crate::lakeformation::settings::is_admin;
use crate::store::Tx;
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "BatchGetTriggers", run: Run::Sync(batch_get) },
    Operation { name: "CreateTrigger", run: Run::Sync(create) },
    Operation { name: "DeleteTrigger", run: Run::Sync(delete) },
    Operation { name: "GetTrigger", run: Run::Sync(get) },
    Operation { name: "GetTriggers", run: Run::Sync(get_all) },
    Operation { name: "ListTriggers", run: Run::Sync(list) },
    Operation { name: "StartTrigger", run: Run::Sync(start) },
    Operation { name: "StopTrigger", run: Run::Sync(stop) },
    Operation { name: "UpdateTrigger", run: Run::Sync(update) },
];

fn arn(call: &Call, name: &str) -> String {
    call.arn("glue", &format!("trigger/{name}"))
}

/// What a trigger starts is started by the lake itself, whatever its role: so administrators define and start triggers.
pub fn may_define(tx: &Tx<'_>, call: &Call) -> Result<(), ServiceError> {
    let caller = &call.caller;
    if is_admin(tx, &caller.region, &caller.account, &caller.principal)? {
        return Ok(());
    }
    let message = format!("User: {} is not authorized to define or start triggers", caller.principal);
    Err(ServiceError::client("AccessDeniedException", message))
}

fn create(call: &Call) -> Reply {
    let input = call.input();
    let name = check::name(&input, "Name")?;
    let kind = input.string("Type")?;
    check::one_of("Type", kind, &["SCHEDULED", "CONDITIONAL", "ON_DEMAND", "EVENT"])?;
    let workflow = check::opt_name(&input, "WorkflowName")?;
    if kind == "EVENT" && workflow.is_none() {
        return Err(ServiceError::invalid("A trigger of the type EVENT must be one of a workflow."));
    }
    let starts = input.flag("StartOnCreation")?;
    if starts && kind == "ON_DEMAND" {
        return Err(ServiceError::invalid("StartOnCreation is not supported for ON_DEMAND triggers."));
    }
    let mut trigger = json!({ "Name": name, "Type": kind });
    if let Some(workflow) = workflow {
        trigger["WorkflowName"] = json!(workflow);
    }
    settle(&mut trigger, &input)?;
    trigger["State"] = json!(if starts { "ACTIVATED" } else { "CREATED" });
    let tags = tag::given(&input)?;
    let (region, now) = (&call.caller.region, epoch_millis(call.now()));
    call.lake.store().write(|tx| {
        may_define(tx, call)?;
        if let Some(name) = workflow {
            if !workflow::exists(tx, region, name)? {
                return Err(check::not_found(format!("Entity not found: workflow {name}")));
            }
            if kind != "CONDITIONAL" && workflow::has_start(tx, region, name, "")? {
                let message = format!("Workflow {name} has a trigger that starts it already.");
                return Err(ServiceError::invalid(message));
            }
        }
        if !tx.insert(TRIGGER, region, name, &trigger)? {
            return Err(check::exists(format!("Trigger with name {name} already exists")));
        }
        tag::set(tx, &arn(call, name), tags)?;
        Ok(schedule::refresh(tx, region, now)?)
    })?;
    Ok(json!({ "Name": name }))
}

/// Takes over what an input says of the schedule, the conditions and the actions, and checks the whole.
fn settle(trigger: &mut Value, input: &Input<'_>) -> Result<(), ServiceError> {
    check::described(input)?;
    for member in ["Description", "Schedule", "Predicate", "Actions", "EventBatchingCondition"] {
        if let Some(value) = input.get(member) {
            trigger[member] = value.clone();
        }
    }
    let view = trigger.clone();
    let whole = Input::new(&view);
    let actions = whole.list("Actions")?;
    if actions.is_empty() {
        return Err(ServiceError::invalid("At least one action is required."));
    }
    for action in actions {
        let action = Input::new(action);
        check::refuse("trigger actions", &action, &["SecurityConfiguration", "NotificationProperty"])?;
        one_work(action, "CrawlerName")?;
    }
    match trigger["Type"].as_str() {
        Some("SCHEDULED") => {
            whole.string("Schedule")?.parse::<Cron>().map_err(ServiceError::invalid)?;
        }
        Some("CONDITIONAL") => {
            let predicate = whole.structure("Predicate")?;
            check::one_of("Logical", predicate.opt_string("Logical")?.unwrap_or("AND"), &["AND", "ANY"])?;
            let conditions = predicate.list("Conditions")?;
            if conditions.is_empty() {
                return Err(ServiceError::invalid("Predicate must have at least one condition."));
            }
            for condition in conditions {
                let condition = Input::new(condition);
                let is_job = one_work(condition, "CrawlerName")?;
                let state = condition.string(if is_job { "State" } else { "CrawlState" })?;
                let states: &[&str] = match is_job {
                    true => &["SUCCEEDED", "STOPPED", "FAILED", "TIMEOUT"],
                    false => &["SUCCEEDED", "CANCELLED", "FAILED"],
                };
                check::one_of(if is_job { "State" } else { "CrawlState" }, state, states)?;
            }
        }
        _ => {}
    }
    match (trigger["Type"] == "EVENT", trigger["EventBatchingCondition"].is_null()) {
        (_, true) => Ok(()),
        (true, false) => workflow::check_condition(&trigger["EventBatchingCondition"]),
        (false, false) => Err(ServiceError::invalid("EventBatchingCondition is for triggers of the type EVENT.")),
    }
}

/// Exactly one of a job and a crawler is named; whether it is a job.
fn one_work(input: Input<'_>, crawler: &str) -> Result<bool, ServiceError> {
    match (input.opt_string("JobName")?, input.opt_string(crawler)?) {
        (Some(_), None) => Ok(true),
        (None, Some(_)) => Ok(false),
        _ => Err(ServiceError::invalid("Exactly one of JobName and CrawlerName must be given.")),
    }
}

/// A trigger as it is sent.
pub fn shown(mut trigger: Value) -> Value {
    if let Some(members) = trigger.as_object_mut() {
        members.remove(MET);
    }
    trigger
}

fn need(tx: &Tx<'_>, region: &str, name: &str) -> Result<Value, ServiceError> {
    tx.get(TRIGGER, region, name)?.ok_or_else(|| no_such_trigger(name))
}

fn get(call: &Call) -> Reply {
    let input = call.input();
    let name = check::name(&input, "Name")?;
    Ok(json!({ "Trigger": shown(call.lake.store().read(|tx| need(tx, &call.caller.region, name))?) }))
}

fn page(call: &Call) -> Result<page::Found, ServiceError> {
    let input = call.input();
    let page = Page::of(&input, 200)?;
    let job = input.opt_string("DependentJobName")?;
    let wanted = tag::given(&input)?;
    call.lake.store().read(|tx| {
        page::documents(tx, TRIGGER, &call.caller.region, &page, |trigger| {
            let mut actions = trigger["Actions"].as_array().into_iter().flatten();
            if job.is_some_and(|job| !actions.any(|action| action["JobName"] == job)) {
                return Ok(None);
            }
            let tags = tag::of(tx, &arn(call, trigger["Name"].as_str().unwrap_or_default()))?;
            let has_all = wanted.iter().all(|(key, value)| tags.get(key) == Some(value));
            Ok(has_all.then(|| shown(trigger)))
        })
    })
}

fn get_all(call: &Call) -> Reply {
    Ok(page(call)?.into_output("Triggers"))
}

fn list(call: &Call) -> Reply {
    let mut found = page(call)?;
    for item in &mut found.items {
        *item = item["Name"].clone();
    }
    Ok(found.into_output("TriggerNames"))
}

fn batch_get(call: &Call) -> Reply {
    let names = call.input().strings("TriggerNames")?;
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    call.lake.store().read(|tx| {
        for name in names {
            match tx.get(TRIGGER, &call.caller.region, name)? {
                Some(trigger) => found.push(shown(trigger)),
                None => missing.push(name),
            }
        }
        Ok::<_, ServiceError>(())
    })?;
    Ok(json!({ "Triggers": found, "TriggersNotFound": missing }))
}

fn update(call: &Call) -> Reply {
    let input = call.input();
    let name = check::name(&input, "Name")?;
    let given = input.structure("TriggerUpdate")?;
    let (region, now) = (&call.caller.region, epoch_millis(call.now()));
    let trigger = call.lake.store().write(|tx| {
        may_define(tx, call)?;
        let mut trigger = need(tx, region, name)?;
        settle(&mut trigger, &given)?;
        trigger[MET] = json!([]);
        tx.put(TRIGGER, region, name, &trigger)?;
        schedule::refresh(tx, region, now)?;
        Ok::<_, ServiceError>(trigger)
    })?;
    Ok(json!({ "Trigger": shown(trigger) }))
}

/// One that is not there is no error.
fn delete(call: &Call) -> Reply {
    let input = call.input();
    let name = check::name(&input, "Name")?;
    let (region, now) = (&call.caller.region, epoch_millis(call.now()));
    call.lake.store().write(|tx| {
        may_define(tx, call)?;
        tx.delete(TRIGGER, region, name)?;
        tag::remove_all(tx, &arn(call, name))?;
        Ok::<_, ServiceError>(schedule::refresh(tx, region, now)?)
    })?;
    Ok(json!({ "Name": name }))
}

/// Removes the triggers of a workflow, which goes.
pub fn remove_of_workflow(tx: &Tx<'_>, call: &Call, workflow: &str) -> Result<(), ServiceError> {
    for trigger in of_workflow(tx, &call.caller.region, workflow)? {
        let name = trigger["Name"].as_str().unwrap_or_default();
        tx.delete(TRIGGER, &call.caller.region, name)?;
        tag::remove_all(tx, &arn(call, name))?;
    }
    Ok(())
}

/// A trigger on demand starts its actions; the others begin to watch.
fn start(call: &Call) -> Reply {
    let input = call.input();
    let name = check::name(&input, "Name")?;
    let (region, now) = (&call.caller.region, epoch_millis(call.now()));
    let trigger = call.lake.store().write(|tx| {
        may_define(tx, call)?;
        let mut trigger = need(tx, region, name)?;
        if trigger["Type"] != "ON_DEMAND" {
            trigger["State"] = json!("ACTIVATED");
            tx.put(TRIGGER, region, name, &trigger)?;
            schedule::refresh(tx, region, now)?;
        }
        Ok::<_, ServiceError>(trigger)
    })?;
    if trigger["Type"] == "ON_DEMAND" {
        fire::fire(&call.lake, region, &trigger);
    }
    Ok(json!({ "Name": name }))
}

fn stop(call: &Call) -> Reply {
    let input = call.input();
    let name = check::name(&input, "Name")?;
    let (region, now) = (&call.caller.region, epoch_millis(call.now()));
    call.lake.store().write(|tx| {
        may_define(tx, call)?;
        let mut trigger = need(tx, region, name)?;
        trigger["State"] = json!("DEACTIVATED");
        trigger[MET] = json!([]);
        tx.put(TRIGGER, region, name, &trigger)?;
        Ok::<_, ServiceError>(schedule::refresh(tx, region, now)?)
    })?;
    Ok(json!({ "Name": name }))
}
