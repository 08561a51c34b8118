//! `json_exists`, `json_value` and `json_query` with their clauses.
//!
//! Their arguments are the JSON, the path, what the clauses say as words, and the names and values of PASSING.

use datafusion::arrow::array::{Array, ArrayRef, AsArray, LargeStringArray, StringArray};
use datafusion::arrow::datatypes::DataType;

use super::super::registry::Registry;
use super::super::rows::{self, Out};
use super::super::udf::{Args, Returns};
use super::standard::{Item, Parameters, Paths, follow};
use super::texts;
use crate::engine::coercion::is_text;
use crate::engine::error::EngineError;

pub fn register(r: &mut Registry) {
    r.add("$json_exists", Args::Rule(types), Returns::Boolean, exists);
    r.add("$json_value", Args::Rule(types), Returns::Text, |a| scalar(a, |item: &Item<'_>| item.scalar()));
    r.add("$json_value_as_json", Args::Rule(types), Returns::Json, |a| {
        let json = |item: &Item<'_>| (*item != Item::Null).then(|| item.json());
        Ok(datafusion::arrow::compute::cast(&scalar(a, json)?, &DataType::LargeUtf8)?)
    });
    r.add("$json_value_state", Args::Rule(types), Returns::Text, state);
    r.add("$json_query", Args::Rule(types), Returns::Text, query);
}

fn types(kinds: &[DataType]) -> Option<Vec<DataType>> {
    let [json, path, clauses, passed @ ..] = kinds else { return None };
    let given = is_text(json) || *json == DataType::Null;
    if !(given || *json == DataType::LargeUtf8) || !is_text(path) || !is_text(clauses) || passed.len() % 2 != 0 {
        return None;
    }
    let first = if given { DataType::Utf8 } else { DataType::LargeUtf8 };
    let mut out = vec![first, DataType::Utf8, DataType::Utf8];
    for pair in passed.chunks_exact(2) {
        if !is_text(&pair[0]) || !matches!(pair[1], DataType::LargeUtf8 | DataType::Null) {
            return None;
        }
        out.extend([DataType::Utf8, DataType::LargeUtf8]);
    }
    Some(out)
}

/// A call, row by row.
struct Call<'a> {
    json: StringArray,
    paths: &'a StringArray,
    clauses: Vec<String>,
    passed: Vec<(&'a str, &'a LargeStringArray)>,
    known: Paths,
}

/// What a path gives in the end.
enum Outcome<T> {
    Value(T),
    Empty,
    Error(String),
}

impl<'a> Call<'a> {
    fn new(args: &'a [ArrayRef]) -> Result<Self, EngineError> {
        let clauses = rows::text(&args[2])?;
        let clauses = if clauses.is_empty() { "" } else { clauses.value(0) };
        let mut passed = Vec::new();
        for pair in args[3..].chunks_exact(2) {
            let name = rows::text(&pair[0])?;
            if !name.is_empty() {
                passed.push((name.value(0), pair[1].as_string::<i64>()));
            }
        }
        Ok(Self {
            json: texts(&args[0])?,
            paths: rows::text(&args[1])?,
            clauses: clauses.split(';').map(str::to_owned).collect(),
            passed,
            known: Paths::default(),
        })
    }

    fn says(&self, clause: &str) -> bool {
        self.clauses.iter().any(|said| said == clause)
    }

    /// Gives what becomes of the items that the path of a row leads to.
    fn outcome<T>(
        &mut self,
        row: usize,
        take: impl FnOnce(&[Item<'_>]) -> Outcome<T>,
    ) -> Result<Outcome<T>, EngineError> {
        let values = self
            .passed
            .iter()
            .map(|(name, values)| (*name, if values.is_null(row) { "null" } else { values.value(row) }));
        let parameters = Parameters(values.collect());
        let path = self.known.get(self.paths.value(row))?;
        Ok(match follow(path, self.json.value(row), &parameters) {
            Ok(items) => take(&items),
            Err(error) => Outcome::Error(error.0),
        })
    }
}

fn path_error(text: &str) -> EngineError {
    EngineError::user("PATH_EVALUATION_ERROR", format_args!("path evaluation failed: {text}"))
}

fn no_item() -> EngineError {
    EngineError::user("JSON_VALUE_RESULT_ERROR", "JSON path found no items")
}

fn exists(args: &[ArrayRef]) -> Out {
    let mut call = Call::new(args)?;
    rows::to_boolean(&args[..2], |row| {
        match call.outcome(row, |items| if items.is_empty() { Outcome::Empty } else { Outcome::Value(()) })? {
            Outcome::Value(()) => Ok(Some(true)),
            Outcome::Empty => Ok(Some(false)),
            Outcome::Error(_) if call.says("TRUE ON ERROR") => Ok(Some(true)),
            Outcome::Error(_) if call.says("UNKNOWN ON ERROR") => Ok(None),
            Outcome::Error(error) if call.says("ERROR ON ERROR") => Err(path_error(&error)),
            Outcome::Error(_) => Ok(Some(false)),
        }
    })
}

/// The one scalar of a sequence.
fn single<T>(items: &[Item<'_>], take: impl FnOnce(&Item<'_>) -> T) -> Outcome<T> {
    match items {
        [] => Outcome::Empty,
        [Item::Array(_) | Item::Object(_)] => Outcome::Error("the item is no scalar value".to_owned()),
        [item] => Outcome::Value(take(item)),
        _ => Outcome::Error("JSON path found multiple items".to_owned()),
    }
}

fn scalar(args: &[ArrayRef], take: impl Fn(&Item<'_>) -> Option<String>) -> Out {
    let mut call = Call::new(args)?;
    rows::to_text(&args[..2], |row| match call.outcome(row, |items| single(items, &take))? {
        Outcome::Value(value) => Ok(value),
        Outcome::Empty if call.says("ERROR ON EMPTY") => Err(no_item()),
        Outcome::Error(error) if call.says("ERROR ON ERROR") => Err(path_error(&error)),
        // What DEFAULT gives is put in by whoever asks for the state.
        Outcome::Empty | Outcome::Error(_) => Ok(None),
    })
}

fn state(args: &[ArrayRef]) -> Out {
    let mut call = Call::new(args)?;
    rows::to_text(&args[..2], |row| {
        Ok(Some(
            match call.outcome(row, |items| single(items, |item| *item == Item::Null))? {
                Outcome::Value(true) => "null",
                Outcome::Value(false) => "value",
                Outcome::Empty => "empty",
                Outcome::Error(_) => "error",
            }
            .to_owned(),
        ))
    })
}

fn query(args: &[ArrayRef]) -> Out {
    let mut call = Call::new(args)?;
    let always = call.says("WITH WRAPPER");
    let sometimes = call.says("CONDITIONAL WRAPPER");
    let bare = call.says("OMIT QUOTES");
    let whole = |items: &[Item<'_>]| {
        let list = |items: &[Item<'_>]| {
            let items: Vec<String> = items.iter().map(Item::json).collect();
            format!("[{}]", items.join(","))
        };
        match items {
            [] => Outcome::Empty,
            _ if always => Outcome::Value(list(items)),
            [item @ (Item::Array(_) | Item::Object(_))] => Outcome::Value(item.json()),
            _ if sometimes => Outcome::Value(list(items)),
            [Item::Text(text)] if bare => Outcome::Value(text.clone()),
            [item] => Outcome::Value(item.json()),
            _ => Outcome::Error("JSON path found multiple items".to_owned()),
        }
    };
    rows::to_text(&args[..2], |row| {
        let outcome = call.outcome(row, whole)?;
        let (state, error) = match outcome {
            Outcome::Value(value) => return Ok(Some(value)),
            Outcome::Empty => ("EMPTY", None),
            Outcome::Error(error) => ("ERROR", Some(error)),
        };
        let says = |what: &str| call.says(&format!("{what} ON {state}"));
        if says("ERROR") {
            return Err(error.as_deref().map_or_else(no_item, path_error));
        }
        Ok(if says("EMPTY ARRAY") {
            Some("[]".to_owned())
        } else if says("EMPTY OBJECT") {
            Some("{}".to_owned())
        } else {
            None
        })
    })
}
