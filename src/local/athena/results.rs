//! Reading results, a page at a time, from the result file.

use std::fs::File;
use std::io::{BufRead, BufReader, Seek, SeekFrom};

use serde_json::{Value, json};

use super::{execution, result_file};
use crate::check;
use crate::paging;
use crate::wire::{Call, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[Operation { name: "GetQueryResults", run: Run::Sync(get) }];

const MOST_ROWS: i64 = 1000;

fn get(call: &Call) -> Reply {
    let input = call.input();
    let id = input.string("QueryExecutionId")?;
    let limit = input.opt_integer("MaxResults")?.unwrap_or(MOST_ROWS);
    check::range("MaxResults", limit, 1, MOST_ROWS)?;
    let limit = usize::try_from(limit).unwrap_or(1);
    let manifest = match input.opt_string("QueryResultType")? {
        None | Some("DATA_ROWS") => false,
        Some("DATA_MANIFEST") => true,
        Some(other) => {
            check::one_of("QueryResultType", other, &["DATA_MANIFEST", "DATA_ROWS"])?;
            false
        }
    };
    let offset = match input.opt_string("NextToken")? {
        None => 0,
        Some(token) => offset_of(token, id).ok_or_else(|| ServiceError::invalid("Invalid NextToken"))?,
    };
    let document = call.lake.store().read(|tx| {
        // Results hold what their query's principal may see; another one may be allowed to see less.
        execution::require_own(tx, &call.caller, id)
    })?;
    let (shown, result) = (&document["execution"], &document["result"]);
    match shown["Status"]["State"].as_str() {
        Some("SUCCEEDED") => {}
        Some(state @ ("QUEUED" | "RUNNING")) => {
            return Err(ServiceError::invalid(format!("Query has not yet finished. Current state: {state}")));
        }
        state => {
            let state = state.unwrap_or("FAILED");
            return Err(ServiceError::invalid(format!(
                "Query did not finish successfully. Final query state: {state}"
            )));
        }
    }
    let columns = &result["columns"];
    let mut answer = json!({
        "ResultSet": { "Rows": [], "ResultSetMetadata": { "ColumnInfo": columns } },
    });
    if !result["update_count"].is_null() {
        answer["UpdateCount"] = result["update_count"].clone();
    }
    let uri = if manifest {
        shown["Statistics"]["DataManifestLocation"].as_str()
    } else {
        shown["ResultConfiguration"]["OutputLocation"].as_str().filter(|_| result["kind"] != "written")
    };
    let Some(uri) = uri else { return Ok(answer) };
    let lines = manifest || result["kind"] == "lines";
    let page = read(call, uri, offset, limit, lines)?;
    answer["ResultSet"]["Rows"] = page.rows.into();
    if let Some(next) = page.next {
        answer["NextToken"] = json!(paging::encode(&format!("{id} {next}")));
    }
    Ok(answer)
}

/// The place in the file that a token stands for.
fn offset_of(token: &str, id: &str) -> Option<u64> {
    let text = paging::decode(token)?;
    let (of, offset) = text.split_once(' ')?;
    if of == id { offset.parse().ok() } else { None }
}

struct Rows {
    rows: Vec<Value>,
    next: Option<u64>,
}

fn read(call: &Call, uri: &str, offset: u64, limit: usize, lines: bool) -> Result<Rows, ServiceError> {
    let gone = || ServiceError::invalid("Could not find results");
    let (bucket, key) = result_file::split(uri).ok_or_else(gone)?;
    let record = call.lake.objects().head(bucket, key)?.ok_or_else(gone)?;
    let path = call.lake.objects().path_of(&record).ok_or_else(gone)?;
    let broken = |error: std::io::Error| {
        ServiceError::new(500, "InternalServerException", format!("The result {uri} cannot be read: {error}"))
    };
    let mut file = File::open(&path).map_err(broken)?;
    file.seek(SeekFrom::Start(offset)).map_err(broken)?;
    let mut reader = BufReader::with_capacity(1 << 16, file);
    let (mut rows, mut fields, mut place) = (Vec::new(), Vec::new(), offset);
    let mut line = String::new();
    while rows.len() < limit {
        if lines {
            line.clear();
            let taken = reader.read_line(&mut line).map_err(broken)? as u64;
            if taken == 0 {
                return Ok(Rows { rows, next: None });
            }
            place += taken;
            let text = line.strip_suffix('\n').unwrap_or(&line);
            rows.push(json!({ "Data": [{ "VarCharValue": text }] }));
            continue;
        }
        let taken = result_file::read_record(&mut reader, &mut fields).map_err(broken)?;
        if taken == 0 {
            return Ok(Rows { rows, next: None });
        }
        place += taken;
        let data: Vec<Value> = fields
            .drain(..)
            .map(|field| match field {
                Some(text) => json!({ "VarCharValue": text }),
                None => json!({}),
            })
            .collect();
        rows.push(json!({ "Data": data }));
    }
    let more = !reader.fill_buf().map_err(broken)?.is_empty();
    Ok(Rows { rows, next: more.then_some(place) })
}
