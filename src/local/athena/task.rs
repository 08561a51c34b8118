//! Running a query in the background: over the engine, into the result file, and into its record.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use futures::FutureExt as _;
use md5::{Digest, Md5};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::catalog::LakeCatalog;
use super::execution;
use super::objects::{LakeObjects, put_together, put_with_etag};
use super::prepared_statement;
use super::result_file::ResultKind;
use super::result_metadata;
use crate::clock::epoch_millis;
use crate::cloudwatch::{self, Metric};
use crate::engine::{self, ColumnInfo, Engine, EngineError, EngineOptions, Execution, Prepared, StatementType};
use crate::lake::Lake;
use crate::private;
use crate::store::{StoreError, Tx};
use crate::tasks;
use crate::wire::{Caller, timestamp_millis};

/// How often a running query looks whether it is to stop.
const STOP_INTERVAL: Duration = Duration::from_millis(100);

/// What kind of statement a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// `DDL`, `DML` or `UTILITY`.
    pub kind: &'static str,
    /// `SELECT`, `CREATE_TABLE`, …
    pub name: &'static str,
    /// What it leaves behind.
    pub result: ResultKind,
}

/// Tells the kind of a statement from its text.
pub fn classify(text: &str) -> Statement {
    let found = engine::classify(text);
    let result = if found.is_query() {
        ResultKind::Rows
    } else if found.statement_type == StatementType::Dml {
        ResultKind::Written
    } else {
        ResultKind::Lines
    };
    Statement { kind: found.statement_type.as_str(), name: found.substatement, result }
}

/// A query that is to be run.
#[derive(Debug, Clone)]
pub struct Work {
    /// The execution's id.
    pub id: String,
    /// Whose rights count.
    pub caller: Caller,
    /// The SQL.
    pub text: String,
    /// The database of names that say none.
    pub database: String,
    /// Values for `?`, in order.
    pub parameters: Vec<String>,
    /// What kind of statement it is.
    pub statement: Statement,
    /// The result file's URI.
    pub output: String,
    /// The most bytes that may be read.
    pub cutoff: Option<u64>,
    /// Whether the workgroup publishes metrics.
    pub publishes: bool,
    /// The workgroup.
    pub group: String,
}

/// What a query that ended well left behind.
struct Finished {
    columns: Vec<Value>,
    rows: u64,
    bytes: u64,
    update_count: Option<u64>,
    manifest: Option<String>,
    /// Whether the same query of the same principal may have this result again.
    reusable: bool,
}

/// What was measured, however the query ended.
#[derive(Default)]
struct Measured {
    scanned: u64,
    input_rows: u64,
    planning: Duration,
    total: Duration,
}

/// Runs a query to its end and writes down how it ended.
pub async fn run(lake: Lake, work: Work) {
    let started = lake.clock().instant();
    let cancel = CancellationToken::new();
    let watch = tokio::spawn(watch_for_stop(lake.clone(), work.clone(), cancel.clone()));
    let mut measured = Measured::default();
    // A panic in the middle of a query is its failure, and nothing of this side is looked at after it.
    let running = AssertUnwindSafe(execute(&lake, &work, &cancel, &mut measured, started));
    let outcome = running
        .catch_unwind()
        .await
        .unwrap_or_else(|_| Err(EngineError::system("the engine failed in the middle of the query")));
    watch.abort();
    measured.total = lake.clock().instant().duration_since(started);
    // A store that cannot be written leaves the record as it is; the next opening of the lake ends it as failed.
    drop(lake.store().write(|tx| end(tx, &lake, &work, &outcome, &measured)));
}

async fn watch_for_stop(lake: Lake, work: Work, cancel: CancellationToken) {
    loop {
        tokio::time::sleep(STOP_INTERVAL).await;
        let wanted = lake.store().read(|tx| execution::find(tx, &work.caller.region, &work.id));
        if matches!(wanted, Ok(Some(document)) if document["stop"] == true) {
            cancel.cancel();
            return;
        }
    }
}

/// The engine of this process; its memory is what the first lake says.
pub(super) fn shared_engine(lake: &Lake) -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let mut options = EngineOptions::default();
        if let Some(bytes) = lake.options().memory {
            options.memory_limit = usize::try_from(bytes).unwrap_or(usize::MAX);
        }
        Engine::new(options)
    })
}

async fn execute(
    lake: &Lake,
    work: &Work,
    cancel: &CancellationToken,
    measured: &mut Measured,
    started: Instant,
) -> Result<Finished, EngineError> {
    if let Some(statement) = engine::prepared(&work.text)? {
        about_prepared(lake, work, statement)?;
        let uri = work.output.clone();
        let path = lake.objects().incoming();
        let file = write_file(&path, |_| Ok(()))?;
        put_with_etag(lake, &uri, &path, file.etag).map_err(|error| EngineError::system(&error.message))?;
        return Ok(Finished {
            columns: Vec::new(),
            rows: 0,
            bytes: 0,
            update_count: None,
            manifest: None,
            reusable: false,
        });
    }
    let own_place = work.output.rsplit_once('/').map(|(place, id)| format!("{place}/tables/{id}"));
    let request = engine::Request {
        sql: work.text.clone(),
        database: work.database.clone(),
        parameters: work.parameters.clone(),
        catalog: Arc::new(LakeCatalog {
            lake: lake.clone(),
            caller: work.caller.clone(),
            own_place: own_place.clone(),
        }),
        objects: Arc::new(LakeObjects { lake: lake.clone() }),
        cancel: cancel.clone(),
        scan_cutoff: work.cutoff,
        now_millis: epoch_millis(lake.clock().now()),
        table_location: own_place,
    };
    let mut running = shared_engine(lake).run(request).await?;
    measured.planning = lake.clock().instant().duration_since(started);
    let finished = write_result(lake, work, &mut running).await;
    let statistics = running.statistics();
    measured.scanned = statistics.bytes;
    measured.input_rows = statistics.rows;
    finished
}

/// Keeps or forgets a prepared statement. One that is to be executed was looked up when the query began.
fn about_prepared(lake: &Lake, work: &Work, statement: Prepared) -> Result<(), EngineError> {
    let (region, group) = (work.caller.region.as_str(), work.group.as_str());
    let missing = |name: &str| {
        EngineError::user("PREPARED_STATEMENT_NOT_FOUND", format_args!("Prepared statement not found: {name}"))
    };
    let broken = |error: StoreError| EngineError::system(error);
    let now = epoch_millis(lake.clock().now());
    match statement {
        Prepared::Prepare { name, sql } => {
            let fresh = lake
                .store()
                .write(|tx| prepared_statement::prepare(tx, region, group, &name, &sql, now))
                .map_err(broken)?;
            if !fresh {
                return Err(EngineError::user(
                    "PREPARED_STATEMENT_EXISTS",
                    format_args!("Prepared statement {name} already exists"),
                ));
            }
            Ok(())
        }
        Prepared::Deallocate { name } => {
            let found =
                lake.store().write(|tx| prepared_statement::deallocate(tx, region, group, &name)).map_err(broken)?;
            if found { Ok(()) } else { Err(missing(&name)) }
        }
        Prepared::Execute { name, .. } => Err(missing(&name)),
        Prepared::Immediate { .. } => Err(EngineError::user("SYNTAX_ERROR", "EXECUTE IMMEDIATE inside another")),
    }
}

/// Takes the rows into the result file, and puts what describes them beside it.
async fn write_result(lake: &Lake, work: &Work, running: &mut Execution) -> Result<Finished, EngineError> {
    let columns: Vec<Value> = running.columns.iter().map(column_info).collect();
    let mut finished = Finished {
        columns,
        rows: 0,
        bytes: 0,
        update_count: running.update_count,
        manifest: None,
        reusable: !running.is_filtered(),
    };
    let path = lake.objects().incoming();
    let written = match work.statement.result {
        ResultKind::Written => {
            // Whatever is left to be taken is taken: the statement has run then.
            running.collect().await?;
            let uri = format!("{}-manifest.csv", work.output);
            let lines: String = running.manifest.iter().map(|file| format!("{file}\n")).collect();
            let written = write_file(&path, |out| Ok(out.write_all(lines.as_bytes())?));
            finished.manifest = Some(uri.clone());
            written.map(|file| (uri, file))
        }
        ResultKind::Rows | ResultKind::Lines => {
            let mut out = Hashing::create(&path)?;
            let rows = match work.statement.result {
                ResultKind::Rows => running.write_csv(&mut out).await,
                _ => running.write_text(&mut out).await,
            };
            match rows {
                Ok(rows) => {
                    finished.rows = rows;
                    out.finish().map(|file| (work.output.clone(), file)).map_err(EngineError::from)
                }
                Err(error) => Err(error),
            }
        }
    };
    let (uri, file) = match written {
        Ok(written) => written,
        Err(error) => {
            drop(std::fs::remove_file(&path));
            return Err(error);
        }
    };
    finished.bytes = file.bytes;
    let mut files = Vec::new();
    if work.statement.result != ResultKind::Written {
        let path = lake.objects().incoming();
        let metadata = result_metadata::encode(&work.id, &running.columns);
        let described = write_file(&path, |out| Ok(out.write_all(&metadata)?))?;
        files.push((format!("{uri}.metadata"), path, described.etag));
    }
    files.push((uri, path, file.etag));
    put_together(lake, files).map_err(|error| EngineError::system(&error.message))?;
    Ok(finished)
}

fn write_file(
    path: &Path,
    write: impl FnOnce(&mut Hashing) -> Result<(), EngineError>,
) -> Result<Written, EngineError> {
    let mut out = Hashing::create(path)?;
    write(&mut out)?;
    Ok(out.finish()?)
}

/// A file whose hash is known when it is written.
struct Hashing {
    out: BufWriter<File>,
    hash: Md5,
    bytes: u64,
}

/// What was written.
struct Written {
    etag: String,
    bytes: u64,
}

impl Hashing {
    fn create(path: &Path) -> io::Result<Self> {
        Ok(Self { out: BufWriter::with_capacity(1 << 18, private::empty_file(path)?), hash: Md5::new(), bytes: 0 })
    }

    fn finish(mut self) -> io::Result<Written> {
        self.out.flush()?;
        Ok(Written { etag: hex::encode(self.hash.finalize()), bytes: self.bytes })
    }
}

impl Write for Hashing {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.out.write(buffer)?;
        self.hash.update(&buffer[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn column_info(column: &ColumnInfo) -> Value {
    json!({
        "CatalogName": "hive", "SchemaName": "", "TableName": "", "Name": column.name, "Label": column.name,
        "Type": column.type_name, "Precision": column.precision, "Scale": column.scale, "Nullable": "UNKNOWN",
        "CaseSensitive": result_metadata::is_case_sensitive(column),
    })
}

/// The last transaction of a query: its state, what it cost, its metrics; and it is no task any more.
fn end(
    tx: &Tx<'_>,
    lake: &Lake,
    work: &Work,
    outcome: &Result<Finished, EngineError>,
    measured: &Measured,
) -> Result<(), StoreError> {
    tasks::forget(tx, &task_name(&work.id))?;
    let Some(mut document) = execution::find(tx, &work.caller.region, &work.id)? else { return Ok(()) };
    let now = epoch_millis(lake.clock().now());
    let millis = |duration: Duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
    let (total, planning) = (millis(measured.total), millis(measured.planning));
    let statistics = &mut document["execution"]["Statistics"];
    statistics["DataScannedInBytes"] = json!(measured.scanned);
    statistics["EngineExecutionTimeInMillis"] = json!(total);
    statistics["TotalExecutionTimeInMillis"] = json!(total);
    statistics["QueryPlanningTimeInMillis"] = json!(planning);
    statistics["QueryQueueTimeInMillis"] = json!(0);
    statistics["ServicePreProcessingTimeInMillis"] = json!(0);
    statistics["ServiceProcessingTimeInMillis"] = json!(0);
    let mut result = json!({ "input_rows": measured.input_rows, "rows": 0, "bytes": 0 });
    let state = match outcome {
        Ok(finished) => {
            if let Some(manifest) = &finished.manifest {
                statistics["DataManifestLocation"] = json!(manifest);
            }
            result["kind"] = json!(match work.statement.result {
                ResultKind::Rows => "rows",
                ResultKind::Lines => "lines",
                ResultKind::Written => "written",
            });
            result["columns"] = finished.columns.clone().into();
            result["rows"] = json!(finished.rows);
            result["bytes"] = json!(finished.bytes);
            result["reusable"] = json!(finished.reusable);
            result["update_count"] = json!(finished.update_count);
            "SUCCEEDED"
        }
        Err(error) => failed(&mut document["execution"]["Status"], error),
    };
    document["result"] = result;
    let status = &mut document["execution"]["Status"];
    status["State"] = json!(state);
    status["CompletionDateTime"] = timestamp_millis(now);
    execution::replace(tx, &work.caller.region, &work.id, &document)?;
    if work.publishes {
        publish(tx, work, state, measured, now)?;
    }
    Ok(())
}

/// Stopped queries, and those that read more than they may, are CANCELLED; the others FAILED.
fn failed(status: &mut Value, error: &EngineError) -> &'static str {
    const CUTOFF: i32 = 1008;
    status["StateChangeReason"] = json!(error.message);
    if error.is_cancelled() {
        status["StateChangeReason"] = json!("Query cancelled by user");
        return "CANCELLED";
    }
    if error.error_type == CUTOFF {
        return "CANCELLED";
    }
    status["AthenaError"] = json!({
        "ErrorCategory": error.category as i32, "ErrorType": error.error_type, "Retryable": error.retryable,
        "ErrorMessage": error.message,
    });
    "FAILED"
}

fn publish(tx: &Tx<'_>, work: &Work, state: &str, measured: &Measured, now: i64) -> Result<(), StoreError> {
    // The metric's dimension has its own spelling.
    let state = if state == "CANCELLED" { "CANCELED" } else { state };
    let dimensions = [("WorkGroup", work.group.as_str()), ("QueryType", work.statement.kind), ("QueryState", state)];
    let put = |name: &str, value: f64, unit: &str| {
        let metric = Metric { region: &work.caller.region, namespace: "AWS/Athena", name, dimensions: &dimensions };
        cloudwatch::put(tx, &metric, value, unit, now)
    };
    let millis = |duration: Duration| duration.as_secs_f64() * 1000.0;
    put("TotalExecutionTime", millis(measured.total), "Milliseconds")?;
    put("EngineExecutionTime", millis(measured.total), "Milliseconds")?;
    put("QueryPlanningTime", millis(measured.planning), "Milliseconds")?;
    put("QueryQueueTime", 0.0, "Milliseconds")?;
    put("ServiceProcessingTime", 0.0, "Milliseconds")?;
    if work.statement.kind == "DML" {
        #[expect(clippy::cast_precision_loss, reason = "metrics are floating-point numbers")]
        put("ProcessedBytes", measured.scanned as f64, "Bytes")?;
    }
    Ok(())
}

/// The name of a query's task.
pub fn task_name(id: &str) -> String {
    format!("query {id}")
}

/// Ends a query whose process is gone.
pub fn abandon_query(lake: &Lake, tx: &Tx<'_>, key: &Value) -> Result<(), StoreError> {
    let (Some(region), Some(id)) = (key["region"].as_str(), key["id"].as_str()) else { return Ok(()) };
    let Some(mut document) = execution::find(tx, region, id)? else { return Ok(()) };
    if !execution::is_live(&document) {
        return Ok(());
    }
    let message = "GENERIC_INTERNAL_ERROR: the process that ran this query ended before the query did";
    document["execution"]["Status"]["State"] = json!("FAILED");
    document["execution"]["Status"]["StateChangeReason"] = json!(message);
    document["execution"]["Status"]["CompletionDateTime"] = timestamp_millis(epoch_millis(lake.clock().now()));
    document["execution"]["Status"]["AthenaError"] =
        json!({ "ErrorCategory": 1, "ErrorType": 2000, "Retryable": true, "ErrorMessage": message });
    execution::replace(tx, region, id, &document)
}
