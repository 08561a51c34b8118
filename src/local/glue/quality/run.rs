//! Evaluations: started, looked at, cancelled.

use serde_json::{Value, json};

use super::{RUN, RunKey, TOKEN, checked_source, evaluate, is_over, may_see, new_id, ruleset, source, table_of};
use crate::clock::epoch_millis;
use crate::glue::page::{self, Page};
use crate::glue::{catalog, check, governance};
use crate::tasks;
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError, as_timestamp_millis, timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "CancelDataQualityRulesetEvaluationRun", run: Run::Sync(cancel) },
    Operation { name: "GetDataQualityRulesetEvaluationRun", run: Run::Sync(get) },
    Operation { name: "ListDataQualityRulesetEvaluationRuns", run: Run::Sync(list) },
    Operation { name: "StartDataQualityRulesetEvaluationRun", run: Run::Sync(start) },
];

/// Minutes that a run may take when it does not say. Source: AWS Glue API, StartDataQualityRulesetEvaluationRun.
const TIMEOUT: i64 = 2880;
/// Rulesets of one run, at most.
const MOST_RULESETS: usize = 10;

fn start(call: &Call) -> Reply {
    let input = call.input();
    let data_source = source(call, &input, "DataSource")?;
    let role = input.string("Role")?;
    let names = input.strings("RulesetNames")?;
    if names.is_empty() {
        return Err(ServiceError::invalid("At least one ruleset must be given."));
    }
    check::count("RulesetNames", input.list("RulesetNames")?, MOST_RULESETS)?;
    if let Some(options) = input.opt_structure("AdditionalRunOptions")? {
        refuse_options(&options)?;
    }
    let others = input.opt_structure("AdditionalDataSources")?;
    for (_, other) in others.iter().filter_map(|others| others.raw().as_object()).flatten() {
        checked_source(call, &Input::new(other))?;
    }
    let token = input.opt_string("ClientToken")?;
    let now = epoch_millis(call.now());
    let region = call.caller.region.clone();
    let begun = call.lake.store().write(|tx| {
        if let Some(token) = token
            && let Some(known) = tx.get(TOKEN, &region, token)?
        {
            if known["input"] != call.input || known["principal"] != call.caller.principal {
                let message = "The client token stands for another request.";
                return Err(ServiceError::client("ConflictException", message));
            }
            return Ok((known["id"].as_str().unwrap_or_default().to_owned(), false));
        }
        governance::may_pass_role(tx, &call.caller, role)?;
        let (database, table) = table_of(data_source);
        catalog::need_table(tx, &region, &database, &table)?;
        for name in &names {
            ruleset::need(tx, &region, name)?;
        }
        let id = new_id("dqrun");
        let mut run = json!({
            "RunId": id,
            "DataSource": data_source,
            "Role": governance::role_arn(&call.caller.account, role),
            "NumberOfWorkers": input.opt_integer("NumberOfWorkers")?.unwrap_or(5),
            "Timeout": input.opt_integer("Timeout")?.unwrap_or(TIMEOUT),
            "Status": "RUNNING",
            "StartedOn": timestamp_millis(now),
            "LastModifiedOn": timestamp_millis(now),
            "ExecutionTime": 0,
            "RulesetNames": names,
        });
        check::length("Role", role, 1, 2048)?;
        if let Some(others) = others {
            run["AdditionalDataSources"] = others.raw().clone();
        }
        if let Some(options) = input.get("AdditionalRunOptions") {
            run["AdditionalRunOptions"] = options.clone();
        }
        let key = RunKey { region: region.clone(), id: id.clone() };
        tx.put(RUN, &region, &id, &run)?;
        if let Some(token) = token {
            let known = json!({ "id": id, "input": call.input, "principal": call.caller.principal });
            tx.put(TOKEN, &region, token, &known)?;
        }
        tasks::record(tx, &key.task(), "quality_run", &key.to_document())?;
        Ok((id, true))
    })?;
    let (id, is_new) = begun;
    if is_new {
        let (lake, account) = (call.lake.clone(), call.caller.account.clone());
        let key = RunKey { region, id: id.clone() };
        call.lake.tasks().spawn(async move { evaluate::run(lake, account, key).await });
    }
    Ok(json!({ "RunId": id }))
}

/// What the lake would have to act on and does not.
fn refuse_options(options: &Input<'_>) -> Result<(), ServiceError> {
    const OPERATION: &str = "StartDataQualityRulesetEvaluationRun";
    if options.flag("CloudWatchMetricsEnabled")? {
        return Err(ServiceError::unsupported(format_args!("glue {OPERATION} with CloudWatchMetricsEnabled")));
    }
    let members = options.raw().as_object().into_iter().flatten().map(|(name, _)| name.as_str());
    for member in members.filter(|member| *member != "CloudWatchMetricsEnabled") {
        if member == "CompositeRuleEvaluationMethod" && options.opt_string(member)? == Some("COLUMN") {
            continue;
        }
        return Err(ServiceError::unsupported(format_args!("glue {OPERATION} with {member}")));
    }
    Ok(())
}

/// A run that the caller may know of.
fn find(call: &Call) -> Result<Value, ServiceError> {
    let id = call.input().string("RunId")?;
    let missing = || check::not_found(format!("Cannot find Data Quality Ruleset Evaluation Run {id}"));
    call.lake.store().read(|tx| {
        let run = tx.get(RUN, &call.caller.region, id)?.ok_or_else(missing)?;
        if may_see(tx, &call.caller, &run["DataSource"])? { Ok(run) } else { Err(missing()) }
    })
}

fn get(call: &Call) -> Reply {
    find(call)
}

fn cancel(call: &Call) -> Reply {
    let run = find(call)?;
    let id = run["RunId"].as_str().unwrap_or_default();
    call.lake.store().write(|tx| {
        governance::may_pass_role(tx, &call.caller, run["Role"].as_str().unwrap_or_default())?;
        let Some(mut run) = tx.get(RUN, &call.caller.region, id)? else { return Ok(()) };
        if is_over(&run) {
            return Err(ServiceError::invalid(format!(
                "Run {id} is over: {}",
                run["Status"].as_str().unwrap_or_default()
            )));
        }
        run["Status"] = json!("STOPPING");
        Ok::<_, ServiceError>(tx.put(RUN, &call.caller.region, id, &run)?)
    })?;
    Ok(json!({}))
}

fn list(call: &Call) -> Reply {
    let input = call.input();
    let page = Page::of(&input, 1000)?;
    let filter = input.opt_structure("Filter")?;
    let wanted = filter.map(|filter| source(call, &filter, "DataSource")).transpose()?.map(table_of);
    let (before, after) = match filter {
        Some(filter) => (filter.opt_timestamp("StartedBefore")?, filter.opt_timestamp("StartedAfter")?),
        None => (None, None),
    };
    let found = call.lake.store().read(|tx| {
        page::documents(tx, RUN, &call.caller.region, &page, |run| {
            let at = as_timestamp_millis(&run["StartedOn"]).unwrap_or(0);
            let fits = wanted.as_ref().is_none_or(|wanted| *wanted == table_of(&run["DataSource"]))
                && before.is_none_or(|limit| at < limit)
                && after.is_none_or(|limit| at > limit);
            if !fits || !may_see(tx, &call.caller, &run["DataSource"])? {
                return Ok(None);
            }
            Ok(Some(json!({
                "RunId": run["RunId"], "Status": run["Status"], "StartedOn": run["StartedOn"], "DataSource": run["DataSource"],
            })))
        })
    })?;
    Ok(found.into_output("Runs"))
}
