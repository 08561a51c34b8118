//! Crawlers: wire to state.

use serde_json::{Value, json};

use super::actor::Actor;
use super::crawl::settings;
use super::page::{self, Page};
use super::{check, crawler_state as state, definer, governance, tag, trigger};
use crate::wire::{Call, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "CreateCrawler", run: Run::Sync(create) },
    Operation { name: "GetCrawler", run: Run::Sync(get) },
    Operation { name: "GetCrawlers", run: Run::Sync(list) },
    Operation { name: "ListCrawlers", run: Run::Sync(list_names) },
    Operation { name: "BatchGetCrawlers", run: Run::Sync(batch_get) },
    Operation { name: "UpdateCrawler", run: Run::Sync(update) },
    Operation { name: "DeleteCrawler", run: Run::Sync(delete) },
    Operation { name: "StartCrawlerSchedule", run: Run::Sync(start_schedule) },
    Operation { name: "StopCrawlerSchedule", run: Run::Sync(stop_schedule) },
    Operation { name: "UpdateCrawlerSchedule", run: Run::Sync(update_schedule) },
];

/// Names that BatchGetCrawlers takes. Source: AWS Glue service model.
const BATCH_GET: usize = 100;

fn create(call: &Call) -> Reply {
    let input = call.input();
    let name = check::name(&input, "Name")?;
    let tags = tag::given(&input)?;
    let actor = Actor::of(call);
    let document = state::from_input(&input, None, &actor)?;
    call.lake.store().write(|tx| {
        governance::may_pass_role(tx, &call.caller, role_of(&document))?;
        settings::of(tx, actor.region(), &document)?;
        definer::note(tx, &call.caller, &format!("crawler/{name}"))?;
        if !state::insert(tx, actor.region(), name, &document)? {
            return Err(check::exists(format!("Crawler with name {name} already exists")));
        }
        tag::set(tx, &arn(call, name), tags)?;
        Ok(trigger::refresh(tx, actor.region(), actor.now)?)
    })?;
    Ok(json!({}))
}

fn get(call: &Call) -> Reply {
    let input = call.input();
    let name = check::name(&input, "Name")?;
    let crawler = call.lake.store().read(|tx| state::need(tx, &call.caller.region, name))?;
    Ok(json!({ "Crawler": state::output(&crawler, Actor::of(call).now) }))
}

fn list(call: &Call) -> Reply {
    let page = Page::of(&call.input(), 1000)?;
    let now = Actor::of(call).now;
    let found = call.lake.store().read(|tx| {
        page::documents(tx, state::CRAWLER, &call.scope(&[]), &page, |crawler| Ok(Some(state::output(&crawler, now))))
    })?;
    Ok(found.into_output("Crawlers"))
}

fn list_names(call: &Call) -> Reply {
    let input = call.input();
    let page = Page::of(&input, 1000)?;
    let wanted = tag::given(&input)?;
    let found = call.lake.store().read(|tx| {
        page::documents(tx, state::CRAWLER, &call.scope(&[]), &page, |crawler| {
            let name = crawler["Name"].as_str().unwrap_or_default();
            let tags = tag::of(tx, &arn(call, name))?;
            let has_all = wanted.iter().all(|(key, value)| tags.get(key) == Some(value));
            Ok(has_all.then(|| crawler["Name"].clone()))
        })
    })?;
    Ok(found.into_output("CrawlerNames"))
}

fn batch_get(call: &Call) -> Reply {
    let input = call.input();
    check::count("CrawlerNames", input.list("CrawlerNames")?, BATCH_GET)?;
    let names = input.strings("CrawlerNames")?;
    let now = Actor::of(call).now;
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    call.lake.store().read(|tx| {
        for name in names {
            match state::get(tx, &call.caller.region, name)? {
                Some(crawler) => found.push(state::output(&crawler, now)),
                None => missing.push(name),
            }
        }
        Ok::<_, ServiceError>(())
    })?;
    Ok(json!({ "Crawlers": found, "CrawlersNotFound": missing }))
}

fn update(call: &Call) -> Reply {
    let input = call.input();
    let name = check::name(&input, "Name")?;
    let actor = Actor::of(call);
    call.lake.store().write(|tx| {
        let old = state::need(tx, actor.region(), name)?;
        state::must_be_ready(&old)?;
        let document = state::from_input(&input, Some(&old), &actor)?;
        for crawler in [&old, &document] {
            governance::may_pass_role(tx, &call.caller, role_of(crawler))?;
        }
        settings::of(tx, actor.region(), &document)?;
        definer::note(tx, &call.caller, &format!("crawler/{name}"))?;
        state::put(tx, actor.region(), name, &document)?;
        Ok::<_, ServiceError>(trigger::refresh(tx, actor.region(), actor.now)?)
    })?;
    Ok(json!({}))
}

fn delete(call: &Call) -> Reply {
    let input = call.input();
    let name = check::name(&input, "Name")?;
    call.lake.store().write(|tx| {
        let crawler = state::need(tx, &call.caller.region, name)?;
        governance::may_pass_role(tx, &call.caller, role_of(&crawler))?;
        state::must_be_ready(&crawler)?;
        state::delete(tx, &call.caller.region, name)?;
        definer::forget(tx, &call.caller, &format!("crawler/{name}"))?;
        tag::remove_all(tx, &arn(call, name))?;
        Ok::<_, ServiceError>(trigger::refresh(tx, &call.caller.region, Actor::of(call).now)?)
    })?;
    Ok(json!({}))
}

fn start_schedule(call: &Call) -> Reply {
    change_schedule(call, |crawler| {
        let schedule = &mut crawler["Schedule"];
        if schedule["ScheduleExpression"].as_str().is_none_or(str::is_empty) {
            return Err(ServiceError::client("NoScheduleException", "Crawler has no schedule"));
        }
        if schedule["State"] == "SCHEDULED" {
            return Err(ServiceError::client("SchedulerRunningException", "Crawler schedule is already running"));
        }
        schedule["State"] = json!("SCHEDULED");
        Ok(())
    })
}

fn stop_schedule(call: &Call) -> Reply {
    change_schedule(call, |crawler| {
        if crawler["Schedule"]["State"] != "SCHEDULED" {
            return Err(ServiceError::client("SchedulerNotRunningException", "Crawler schedule is not running"));
        }
        crawler["Schedule"]["State"] = json!("NOT_SCHEDULED");
        Ok(())
    })
}

fn update_schedule(call: &Call) -> Reply {
    let expression = call.input().opt_string("Schedule")?.unwrap_or_default().to_owned();
    change_schedule(call, |crawler| {
        crawler["Schedule"] = state::schedule(&expression)?;
        Ok(())
    })
}

fn change_schedule(call: &Call, change: impl FnOnce(&mut Value) -> Result<(), ServiceError>) -> Reply {
    let input = call.input();
    let name = check::name(&input, "CrawlerName")?;
    call.lake.store().write(|tx| {
        let mut crawler = state::need(tx, &call.caller.region, name)?;
        governance::may_pass_role(tx, &call.caller, role_of(&crawler))?;
        change(&mut crawler)?;
        state::put(tx, &call.caller.region, name, &crawler)?;
        Ok::<_, ServiceError>(trigger::refresh(tx, &call.caller.region, Actor::of(call).now)?)
    })?;
    Ok(json!({}))
}

/// The role that a crawler acts with.
pub fn role_of(crawler: &Value) -> &str {
    crawler["Role"].as_str().unwrap_or_default()
}

fn arn(call: &Call, name: &str) -> String {
    call.arn("glue", &format!("crawler/{name}"))
}
