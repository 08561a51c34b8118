//! Classifiers of an operator's own.

use serde_json::{Map, Value, json};

use super::actor::Actor;
use super::check;
use super::page::{self, Page};
use crate::store::{StoreError, Tx, scope};
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError, timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "CreateClassifier", run: Run::Sync(create) },
    Operation { name: "GetClassifier", run: Run::Sync(get) },
    Operation { name: "GetClassifiers", run: Run::Sync(list) },
    Operation { name: "UpdateClassifier", run: Run::Sync(update) },
    Operation { name: "DeleteClassifier", run: Run::Sync(delete) },
];

const KIND: &str = "glue_classifier";
/// The kinds of classifiers, and the members of each besides the name.
const KINDS: &[(&str, &[&str])] = &[
    ("GrokClassifier", &["Classification", "GrokPattern", "CustomPatterns"]),
    ("XMLClassifier", &["Classification", "RowTag"]),
    ("JsonClassifier", &["JsonPath"]),
    (
        "CsvClassifier",
        &[
            "Delimiter",
            "QuoteSymbol",
            "ContainsHeader",
            "Header",
            "DisableValueTrimming",
            "AllowSingleColumn",
            "CustomDatatypeConfigured",
            "CustomDatatypes",
            "Serde",
        ],
    ),
];

/// A classifier by its name, as the service gives it back: one member, named after its kind.
pub fn find(tx: &Tx<'_>, region: &str, name: &str) -> Result<Option<Value>, StoreError> {
    tx.get(KIND, &scope(&[region]), name)
}

fn create(call: &Call) -> Reply {
    let (kind, members, body) = given(call)?;
    let name = check::name(&body, "Name")?;
    let document = document(kind, members, &body, None, Actor::of(call).now)?;
    let inserted = call.lake.store().write(|tx| tx.insert(KIND, &call.scope(&[]), name, &document))?;
    if inserted { Ok(json!({})) } else { Err(check::exists(format!("Classifier with name {name} already exists"))) }
}

fn get(call: &Call) -> Reply {
    let input = call.input();
    let name = check::name(&input, "Name")?;
    let found = call.lake.store().read(|tx| find(tx, &call.caller.region, name))?;
    Ok(json!({ "Classifier": found.ok_or_else(|| missing(name))? }))
}

fn list(call: &Call) -> Reply {
    let page = Page::of(&call.input(), 1000)?;
    let found = call
        .lake
        .store()
        .read(|tx| page::documents(tx, KIND, &call.scope(&[]), &page, |document| Ok(Some(document))))?;
    Ok(found.into_output("Classifiers"))
}

fn update(call: &Call) -> Reply {
    let (kind, members, body) = given(call)?;
    let name = check::name(&body, "Name")?;
    let now = Actor::of(call).now;
    call.lake.store().write(|tx| {
        let old = find(tx, &call.caller.region, name)?.ok_or_else(|| missing(name))?;
        let Some(old) = old.get(kind) else {
            return Err(ServiceError::invalid(format!("Classifier {name} is not a {kind}")));
        };
        let document = document(kind, members, &body, Some(old), now)?;
        Ok(tx.put(KIND, &call.scope(&[]), name, &document)?)
    })?;
    Ok(json!({}))
}

fn delete(call: &Call) -> Reply {
    let input = call.input();
    let name = check::name(&input, "Name")?;
    let deleted = call.lake.store().write(|tx| tx.delete(KIND, &call.scope(&[]), name))?;
    if deleted { Ok(json!({})) } else { Err(missing(name)) }
}

fn given(call: &Call) -> Result<(&'static str, &'static [&'static str], Input<'_>), ServiceError> {
    let input = call.input();
    let mut found = None;
    for (kind, members) in KINDS {
        if let Some(body) = input.opt_structure(kind)? {
            if found.is_some() {
                return Err(ServiceError::invalid("Only one classifier can be given"));
            }
            found = Some((*kind, *members, body));
        }
    }
    found.ok_or_else(|| ServiceError::invalid("A classifier must be given"))
}

fn document(
    kind: &str,
    members: &[&str],
    body: &Input<'_>,
    old: Option<&Value>,
    now: i64,
) -> Result<Value, ServiceError> {
    let mut classifier = old.and_then(Value::as_object).cloned().unwrap_or_else(Map::new);
    classifier.insert("Name".to_owned(), json!(body.string("Name")?));
    for member in members {
        if let Some(value) = body.get(member) {
            classifier.insert((*member).to_owned(), value.clone());
        }
    }
    check_members(kind, &Input::new(&Value::Object(classifier.clone())))?;
    let version = classifier.get("Version").and_then(Value::as_i64).unwrap_or(0) + 1;
    classifier.entry("CreationTime").or_insert(timestamp_millis(now));
    classifier.insert("LastUpdated".to_owned(), timestamp_millis(now));
    classifier.insert("Version".to_owned(), json!(version));
    let mut document = Map::new();
    document.insert(kind.to_owned(), Value::Object(classifier));
    Ok(Value::Object(document))
}

fn check_members(kind: &str, classifier: &Input<'_>) -> Result<(), ServiceError> {
    match kind {
        "JsonClassifier" => {
            classifier.string("JsonPath")?;
        }
        "GrokClassifier" => {
            classifier.string("Classification")?;
            check::length("GrokPattern", classifier.string("GrokPattern")?, 1, 2048)?;
        }
        "XMLClassifier" => {
            classifier.string("Classification")?;
        }
        _ => {
            for member in ["Delimiter", "QuoteSymbol"] {
                if let Some(symbol) = classifier.opt_string(member)? {
                    check::length(member, symbol, 1, 1)?;
                }
            }
            if let Some(header) = classifier.opt_string("ContainsHeader")? {
                check::one_of("ContainsHeader", header, &["UNKNOWN", "PRESENT", "ABSENT"])?;
            }
            if let Some(serde) = classifier.opt_string("Serde")? {
                check::one_of("Serde", serde, &["OpenCSVSerDe", "LazySimpleSerDe", "None"])?;
            }
            classifier.strings("Header")?;
            classifier.strings("CustomDatatypes")?;
        }
    }
    Ok(())
}

fn missing(name: &str) -> ServiceError {
    check::not_found(format!("Classifier {name} not found."))
}
