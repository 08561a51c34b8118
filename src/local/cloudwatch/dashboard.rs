//! Dashboards: kept and given back.

use serde_json::{Value, json};

use super::DASHBOARD;
use super::errors::not_found;
use crate::check;
use crate::clock::epoch_millis;
use crate::domain::dashboard::problems;
use crate::paging::Page;
use crate::wire::{Call, Operation, Reply, Run, ServiceError, timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "DeleteDashboards", run: Run::Sync(delete) },
    Operation { name: "GetDashboard", run: Run::Sync(get) },
    Operation { name: "ListDashboards", run: Run::Sync(list) },
    Operation { name: "PutDashboard", run: Run::Sync(put) },
];

/// Dashboards are global: their ARN names no region.
fn arn(call: &Call, name: &str) -> String {
    format!("arn:aws:cloudwatch::{}:dashboard/{name}", call.caller.account)
}

fn put(call: &Call) -> Reply {
    let input = call.input();
    let (name, body) = (input.string("DashboardName")?, input.string("DashboardBody")?);
    check::length("DashboardName", name, 1, 255)?;
    check::characters("DashboardName", name, "[a-zA-Z0-9-_]+", |c| c.is_ascii_alphanumeric() || "-_".contains(c))?;
    let problems = match serde_json::from_str::<Value>(body) {
        Ok(parsed) => problems(&parsed),
        Err(error) => vec![("/".to_owned(), format!("The JSON is invalid: {error}"))],
    };
    if let [(path, message), ..] = problems.as_slice() {
        let said = format!(
            "The dashboard body is invalid, there are {} validation errors: [{{ \"dataPath\": \"{path}\", \"message\": \"{message}\" }}]",
            problems.len()
        );
        let detail: Vec<Value> =
            problems.iter().map(|(path, message)| json!({ "DataPath": path, "Message": message })).collect();
        return Err(ServiceError::client("InvalidParameterInput", said)
            .with_field("dashboardValidationMessages", json!(detail)));
    }
    let document = json!({ "body": body, "modified": epoch_millis(call.now()) });
    call.lake.store().write(|tx| tx.put(DASHBOARD, "", name, &document))?;
    Ok(json!({ "DashboardValidationMessages": [] }))
}

fn missing(name: &str) -> ServiceError {
    not_found(format!("Dashboard {name} does not exist"))
}

fn get(call: &Call) -> Reply {
    let name = call.input().string("DashboardName")?;
    let document = call.lake.store().read(|tx| tx.get(DASHBOARD, "", name))?.ok_or_else(|| missing(name))?;
    Ok(json!({ "DashboardArn": arn(call, name), "DashboardBody": document["body"], "DashboardName": name }))
}

fn list(call: &Call) -> Reply {
    let prefix = call.input().opt_string("DashboardNamePrefix")?.unwrap_or("");
    let page = Page::read(call, 1000, 1000)?;
    let all = call.lake.store().read(|tx| tx.list(DASHBOARD, ""))?;
    let wanted = all.into_iter().filter(|(name, _)| name.starts_with(prefix));
    let (entries, next) = page.cut(wanted.map(|(name, document)| {
        let shape = json!({
            "DashboardName": name,
            "DashboardArn": arn(call, &name),
            "LastModified": timestamp_millis(document["modified"].as_i64().unwrap_or(0)),
            "Size": document["body"].as_str().map_or(0, str::len),
        });
        (name, shape)
    }));
    let mut answer = json!({ "DashboardEntries": entries });
    if let Some(next) = next {
        answer["NextToken"] = json!(next);
    }
    Ok(answer)
}

/// Deletes all that are named, or none when one of them is not there.
fn delete(call: &Call) -> Reply {
    let names = call.input().strings("DashboardNames")?;
    call.lake.store().write(|tx| {
        for name in names {
            if !tx.delete(DASHBOARD, "", name)? {
                return Err(missing(name));
            }
        }
        Ok(json!({}))
    })
}
