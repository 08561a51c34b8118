//! Starting a query: who, what, where the result goes; then the background does the work.

use serde_json::{Value, json};

use super::metadata::is_catalog;
use super::named_query::check_text;
use super::task::{self, Work};
use super::workgroup;
use super::{execution, result_file, result_place, reuse};
use crate::check;
use crate::clock::{epoch_millis, new_id};
use crate::engine::{Prepared, prepared};
use crate::store::Tx;
use crate::tasks;
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError, timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[Operation { name: "StartQueryExecution", run: Run::Sync(start) }];

/// What a client token stands for, by region: the request and the id it got.
const TOKEN: &str = "athena_query_token";
/// The tokens by region, the oldest first.
const TOKEN_ORDER: &str = "athena_query_token_order";
/// How long a token stands for its request.
const TOKEN_LIFE: i64 = 24 * 3_600_000;
/// How many lapsed tokens one request clears away at most.
const MOST_CLEARED: usize = 100;

fn start(call: &Call) -> Reply {
    let request = Request::read(call)?;
    let context = request.context();
    let wish = reuse::Wish {
        text: request.text,
        group: request.group,
        parameters: &request.parameters,
        context: &context,
        reuse: &request.reuse,
    };
    let earlier = reuse::find(call, &wish, epoch_millis(call.now()))?;
    let begun = call.lake.store().write(|tx| begin(tx, call, &request, earlier.as_ref()))?;
    if let Some(work) = begun.work {
        call.lake.tasks().spawn(task::run(call.lake.clone(), work));
    }
    Ok(json!({ "QueryExecutionId": begun.id }))
}

/// What was asked for, checked against the model.
struct Request<'a> {
    text: &'a str,
    token: Option<&'a str>,
    database: Option<&'a str>,
    catalog: Option<&'a str>,
    group: &'a str,
    results: Option<Input<'a>>,
    parameters: Vec<&'a str>,
    reuse: Value,
}

impl<'a> Request<'a> {
    fn read(call: &'a Call) -> Result<Self, ServiceError> {
        let input = call.input();
        let text = input.string("QueryString")?;
        check_text("QueryString", text)?;
        let token = input.opt_string("ClientRequestToken")?;
        if let Some(token) = token {
            check::length("ClientRequestToken", token, 32, 128)?;
        }
        if input.get("EngineConfiguration").is_some() {
            return Err(ServiceError::unsupported("athena StartQueryExecution with EngineConfiguration"));
        }
        let context = input.opt_structure("QueryExecutionContext")?;
        let member = |name: &str| context.map_or(Ok(None), |context| context.opt_string(name));
        let (database, catalog) = (member("Database")?, member("Catalog")?);
        if let Some(database) = database {
            check::length("Database", database, 1, 255)?;
        }
        // A name may come as Hive's DDL quotes it; awswrangler sends it so.
        let database = database.map(|name| {
            let bare = name.strip_prefix('`').and_then(|rest| rest.strip_suffix('`'));
            bare.filter(|bare| !bare.is_empty()).unwrap_or(name)
        });
        if let Some(other) = catalog.filter(|catalog| !is_catalog(catalog)) {
            return Err(ServiceError::unsupported(format_args!("athena data catalog {other}")));
        }
        let results = input.opt_structure("ResultConfiguration")?;
        if let Some(results) = results {
            workgroup::check_result_configuration(results)?;
        }
        let parameters = input.strings("ExecutionParameters")?;
        for parameter in &parameters {
            check::length("ExecutionParameters", parameter, 1, 1024)?;
        }
        Ok(Self {
            text,
            token,
            database,
            catalog,
            group: workgroup::name_or_primary(input)?,
            results,
            parameters,
            reuse: wanted_reuse(input)?,
        })
    }

    /// Database and catalog as they are shown.
    fn context(&self) -> Value {
        let mut context = json!({});
        if let Some(database) = self.database {
            context["Database"] = json!(database);
        }
        if let Some(catalog) = self.catalog {
            context["Catalog"] = json!(catalog);
        }
        context
    }
}

/// Whether an earlier result will do, and how old it may be.
fn wanted_reuse(input: Input<'_>) -> Result<Value, ServiceError> {
    let Some(by_age) = input
        .opt_structure("ResultReuseConfiguration")?
        .map_or(Ok(None), |reuse| reuse.opt_structure("ResultReuseByAgeConfiguration"))?
    else {
        return Ok(json!({ "ResultReuseByAgeConfiguration": { "Enabled": false } }));
    };
    let enabled = by_age.flag("Enabled")?;
    let mut kept = json!({ "Enabled": enabled });
    if let Some(age) = by_age.opt_integer("MaxAgeInMinutes")? {
        check::range("MaxAgeInMinutes", age, 0, 10_080)?;
        kept["MaxAgeInMinutes"] = json!(age);
    }
    Ok(json!({ "ResultReuseByAgeConfiguration": kept }))
}

/// What came of a request: a new execution, or the one that the same token got before.
struct Begun {
    id: String,
    work: Option<Work>,
}

fn begin(tx: &Tx<'_>, call: &Call, request: &Request<'_>, earlier: Option<&Value>) -> Result<Begun, ServiceError> {
    let region = call.caller.region.as_str();
    clear_tokens(tx, call)?;
    if let Some(token) = request.token
        && let Some(known) = tx.get(TOKEN, &call.scope(&[]), token)?
    {
        if known["input"] != call.input || known["principal"] != call.caller.principal {
            return Err(ServiceError::invalid("Idempotent parameters do not match"));
        }
        return Ok(Begun { id: known["id"].as_str().unwrap_or_default().to_owned(), work: None });
    }
    let group = workgroup::require(tx, region, request.group)?;
    if group["State"] == "DISABLED" {
        return Err(ServiceError::invalid(format!("WorkGroup {} is disabled.", request.group)));
    }
    let id = new_id();
    let (text, values) = resolve(tx, region, request)?;
    let statement = task::classify(&text);
    let mut results = result_configuration(&group["Configuration"], request)?;
    let place = results["OutputLocation"].as_str().unwrap_or_default().to_owned();
    let folder = result_file::Folder::parse(&place)?;
    if tx.get(crate::objects::BUCKET, "", &folder.bucket)?.is_none() {
        return Err(ServiceError::invalid(format!("Unable to verify/create output bucket {}", folder.bucket)));
    }
    let uri = folder.uri(&result_file::name(&id, &statement));
    result_place::require(tx, call, &group["Configuration"]["ResultConfiguration"], &place, &uri)?;
    results["OutputLocation"] = json!(uri);
    let now = epoch_millis(call.now());
    let context = request.context();
    let mut shown = json!({
        "QueryExecutionId": id,
        "Query": request.text,
        "StatementType": statement.kind,
        "SubstatementType": statement.name,
        "ResultConfiguration": results,
        "ResultReuseConfiguration": request.reuse,
        "QueryExecutionContext": context,
        "Status": { "State": "RUNNING", "SubmissionDateTime": timestamp_millis(now) },
        "Statistics": { "DataScannedInBytes": 0, "ResultReuseInformation": { "ReusedPreviousResult": false } },
        "WorkGroup": request.group,
        "EngineVersion": group["Configuration"]["EngineVersion"],
        "ManagedQueryResultsConfiguration": { "Enabled": false },
    });
    if !request.parameters.is_empty() {
        shown["ExecutionParameters"] = json!(request.parameters);
    }
    let earlier = earlier.filter(|earlier| {
        reuse::same_place(&earlier["execution"]["ResultConfiguration"], &shown["ResultConfiguration"])
    });
    let result = match earlier {
        Some(earlier) => reuse::take_over(&mut shown, earlier, &timestamp_millis(now)),
        None => json!({}),
    };
    let document = json!({ "execution": shown, "principal": call.caller.principal, "result": result });
    execution::insert(tx, region, &id, &document)?;
    if let Some(token) = request.token {
        let known = json!({ "id": id, "input": call.input, "principal": call.caller.principal });
        tx.put(TOKEN, &call.scope(&[]), token, &known)?;
        tx.put(TOKEN_ORDER, &call.scope(&[]), &format!("{now:020} {token}"), &json!({}))?;
    }
    if earlier.is_some() {
        return Ok(Begun { id, work: None });
    }
    tasks::record(tx, &task::task_name(&id), "query", &json!({ "region": region, "id": id }))?;
    let configuration = &group["Configuration"];
    let work = Work {
        id: id.clone(),
        caller: call.caller.clone(),
        text,
        database: request.database.unwrap_or("default").to_lowercase(),
        parameters: values,
        statement,
        output: uri,
        cutoff: configuration["BytesScannedCutoffPerQuery"].as_u64(),
        publishes: configuration["PublishCloudWatchMetricsEnabled"].as_bool().unwrap_or(false),
        group: request.group.to_owned(),
    };
    Ok(Begun { id, work: Some(work) })
}

/// Forgets the tokens whose time is over, the oldest first.
fn clear_tokens(tx: &Tx<'_>, call: &Call) -> Result<(), ServiceError> {
    let (place, now) = (call.scope(&[]), epoch_millis(call.now()));
    for (name, _) in tx.page(TOKEN_ORDER, &place, None, MOST_CLEARED)? {
        let Some((at, token)) = name.split_once(' ') else { continue };
        if at.parse::<i64>().is_ok_and(|at| now - at < TOKEN_LIFE) {
            break;
        }
        tx.delete(TOKEN, &place, token)?;
        tx.delete(TOKEN_ORDER, &place, &name)?;
    }
    Ok(())
}

/// What is really run, and with which values: the statement behind an EXECUTE, anything else as it is.
fn resolve(tx: &Tx<'_>, region: &str, request: &Request<'_>) -> Result<(String, Vec<String>), ServiceError> {
    let given: Vec<String> = request.parameters.iter().map(|text| (*text).to_owned()).collect();
    // A text that cannot be taken apart fails as the query that it is.
    let found = match prepared(request.text).unwrap_or(None) {
        Some(Prepared::Execute { name, values }) => {
            super::prepared_statement::text(tx, region, request.group, &name)?.map(|text| (text, values))
        }
        Some(Prepared::Immediate { sql, values }) => Some((sql, values)),
        _ => None,
    };
    Ok(match found {
        Some((text, values)) => (text, if values.is_empty() { given } else { values }),
        None => (request.text.to_owned(), given),
    })
}

/// The workgroup's word when it is enforced, else the client's, else the workgroup's.
fn result_configuration(group: &Value, request: &Request<'_>) -> Result<Value, ServiceError> {
    let own = &group["ResultConfiguration"];
    let enforced = group["EnforceWorkGroupConfiguration"].as_bool().unwrap_or(false);
    let given = request.results.map(|results| results.raw());
    let place = |results: &Value| results["OutputLocation"].as_str().is_some_and(|location| !location.is_empty());
    let mut chosen = match given {
        Some(given) if !enforced && place(given) => given.clone(),
        Some(given) if !enforced => {
            let mut merged = if own.is_object() { own.clone() } else { json!({}) };
            for (name, value) in given.as_object().into_iter().flatten() {
                if name != "OutputLocation" {
                    merged[name] = value.clone();
                }
            }
            merged
        }
        _ => own.clone(),
    };
    if !place(&chosen) {
        return Err(ServiceError::invalid(
            "No output location provided. An output location is required either through the Workgroup result \
             configuration setting or as an API input.",
        ));
    }
    if let Some(members) = chosen.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
    Ok(chosen)
}
