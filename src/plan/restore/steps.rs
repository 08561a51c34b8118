//! The steps of a restore, and what each waits for.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Restore, partitions, schema};
use crate::aws::Read;
use crate::domain::backup::{Kind, difference, normal};
use crate::domain::catalog::TableName;
use crate::error::{Kind as Failure, Result};
use crate::lake::Task;
use crate::{Action, Change, Danger, Step};

/// What a task is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doing {
    /// A document.
    Document((Kind, String)),
    /// The right of IAM's default on a database or a table that is there.
    Close((Kind, String)),
    /// The partitions of a table.
    Partitions(TableName),
}

/// Whether what is there has all that is wanted. Rights, tags and values that are there besides are no difference: a
/// restore adds and never takes.
pub fn holds(kind: Kind, wanted: &Value, live: &Value, account: &str) -> bool {
    let (wanted, live) = (normal::given(kind, wanted, account), normal::given(kind, live, account));
    let has_all = |member: &str| {
        let live = live.get(member).and_then(Value::as_array);
        wanted
            .get(member)
            .and_then(Value::as_array)
            .is_none_or(|items| items.iter().all(|item| live.is_some_and(|live| live.contains(item))))
    };
    match kind {
        Kind::Tags => has_all("TagValues"),
        Kind::Grants => has_all("Permissions") && has_all("PermissionsWithGrantOption"),
        Kind::Assignments => has_all("LFTags"),
        _ => wanted == live,
    }
}

/// Whether the difference is only that something is missing, so that nothing is lost when it is added.
fn only_adds(kind: Kind, wanted: &Value, live: &Value) -> bool {
    match kind {
        Kind::Tags | Kind::Grants => true,
        Kind::Assignments => {
            let keys = |document: &Value| -> BTreeMap<String, Value> {
                let tags = document["LFTags"].as_array().into_iter().flatten();
                tags.map(|tag| (tag["TagKey"].as_str().unwrap_or_default().to_owned(), tag["TagValues"].clone()))
                    .collect()
            };
            let (wanted, live) = (keys(wanted), keys(live));
            wanted.iter().all(|(key, values)| live.get(key).is_none_or(|known| known == values))
        }
        Kind::Schemas => schema::is_begun(wanted, live),
        _ => false,
    }
}

/// Works out the steps.
pub async fn plan(restore: &mut Restore, read: &Read) -> Result<()> {
    let mut steps: Vec<(Doing, Step)> = Vec::new();
    let account = restore.account.clone();
    let missing = missing_expressions(restore, read).await?;
    for (key, wanted) in &restore.wanted {
        let (kind, name) = key;
        let lost = kind.not_given(wanted);
        if !lost.is_empty() {
            restore.warnings.push(format!("{} {name}: {} cannot be given back", kind.noun(), lost.join(", ")));
        }
        if let Some(expression) = expression_of(wanted).filter(|expression| missing.contains(*expression)) {
            restore.warnings.push(format!(
                "{} {name} is not restored: neither the backup nor the lake has the LF-tag expression `{expression}`",
                kind.noun()
            ));
            continue;
        }
        told_of_text(restore.options.renames.mentioned(&sql_of(*kind, wanted)), *kind, name, &mut restore.warnings);
        let live = restore.live.documents.get(key);
        let doing = Doing::Document(key.clone());
        match live {
            None => steps.push((doing, Step::new(kind.noun(), name, false, Vec::new()))),
            Some(live) if holds(*kind, wanted, live, &account) => {
                if !restore.was_left_open(*kind, name, read).await? {
                    restore.unchanged += 1;
                    continue;
                }
                let change = Change { field: "iam_default", old: json!("open"), new: json!("closed") };
                steps.push((Doing::Close(key.clone()), Step::new(kind.noun(), name, true, vec![change])));
            }
            Some(live) => {
                let (ours, theirs) = (normal::given(*kind, wanted, &account), normal::given(*kind, live, &account));
                let changes: Vec<Change> = difference::members(*kind, &ours, &theirs)
                    .into_iter()
                    .map(|(field, new, old)| Change { field, old, new })
                    .collect();
                let was_begun = restore.options.begun.contains(&(kind.noun().to_owned(), name.clone()));
                let is_begun = *kind == Kind::Schemas && was_begun && schema::lacks_its_mode(wanted, live);
                let adds = is_begun || only_adds(*kind, wanted, live);
                if !adds && !restore.options.overwrite {
                    let fields: Vec<&str> = changes.iter().map(|change| change.field).collect();
                    restore.refused.push(format!("{} {name} is there and differs: {}", kind.noun(), fields.join(", ")));
                    continue;
                }
                let mut step = Step::new(kind.noun(), name, true, changes);
                if !adds {
                    step.danger = Danger::Moderate(format!("overwriting {} {name}", kind.noun()));
                }
                steps.push((doing, step));
            }
        }
    }
    for (table, parts) in &restore.partitions {
        let total: u64 = parts.iter().map(|part| part.documents).sum();
        let name = table.to_string();
        let count = |field, count: u64| Change { field, old: Value::Null, new: json!(count) };
        let is_there = restore.live.documents.contains_key(&(Kind::Tables, name.clone()));
        let is_wanted = restore.wanted.contains_key(&(Kind::Tables, name.clone()));
        let doing = Doing::Partitions(table.clone());
        if !is_there && is_wanted {
            steps.push((doing, Step::new("partitions", name, false, vec![count("added", total)])));
            continue;
        }
        let counts = partitions::count(read, table, &restore.source(table), &account).await?;
        if counts.changed > 0 && !restore.options.overwrite {
            restore.refused.push(format!("{} partitions of {name} are there and differ", counts.changed));
        } else if counts.is_same() {
            restore.unchanged += 1;
        } else {
            let mut changes = vec![count("added", counts.missing)];
            let mut step = Step::new("partitions", &name, true, Vec::new());
            if counts.changed > 0 {
                changes.push(count("overwritten", counts.changed));
                step.danger = Danger::Moderate(format!("overwriting {} partitions of {name}", counts.changed));
            }
            step.action = Action::Update;
            step.changes = changes;
            steps.push((doing, step));
        }
    }
    let places: BTreeMap<Doing, usize> =
        steps.iter().enumerate().map(|(place, (doing, _))| (doing.clone(), place)).collect();
    for (place, (doing, step)) in steps.into_iter().enumerate() {
        let mut waits_for: Vec<usize> = needs(restore, &doing, &places);
        waits_for.retain(|other| *other != place);
        restore.tasks.push(Task { item: place, step, waits_for });
        restore.doing.push(doing);
    }
    Ok(())
}

/// The SQL of a document.
fn sql_of(kind: Kind, document: &Value) -> String {
    let text = |member: &str| document[member].as_str().unwrap_or_default().to_owned();
    match kind {
        Kind::Tables => format!("{} {}", text("ViewOriginalText"), text("ViewExpandedText")),
        Kind::Queries => text("QueryString"),
        Kind::Statements => text("QueryStatement"),
        Kind::Filters => document["RowFilter"]["FilterExpression"].as_str().unwrap_or_default().to_owned(),
        _ => String::new(),
    }
}

fn told_of_text(names: BTreeSet<&str>, kind: Kind, name: &str, warnings: &mut Vec<String>) {
    for database in names {
        warnings
            .push(format!("{} {name} names the database `{database}` in its SQL, which is not rewritten", kind.noun()));
    }
}

/// What must be done before.
fn needs(restore: &Restore, doing: &Doing, places: &BTreeMap<Doing, usize>) -> Vec<usize> {
    let document = |kind: Kind, name: String| places.get(&Doing::Document((kind, name))).copied();
    let (kind, name) = match doing {
        Doing::Close(_) => return Vec::new(),
        Doing::Partitions(table) => return document(Kind::Tables, table.to_string()).into_iter().collect(),
        Doing::Document(key) => key,
    };
    let wanted = &restore.wanted[&(*kind, name.clone())];
    let all_of = |kinds: &'static [Kind]| {
        places.iter().filter(move |(doing, _)| matches!(doing, Doing::Document((kind, _)) if kinds.contains(kind)))
    };
    let home = || {
        let Some((database, table)) = kind.home_of(wanted) else { return Vec::new() };
        let table = table.and_then(|table| document(Kind::Tables, format!("{database}.{table}")));
        document(Kind::Databases, database.to_owned()).into_iter().chain(table).collect()
    };
    let listed = |places: Vec<Option<usize>>| places.into_iter().flatten().collect::<Vec<usize>>();
    let text = |member: &str| wanted[member].as_str().unwrap_or_default().to_owned();
    match kind {
        Kind::Expressions => {
            let tags = wanted["Expression"].as_array().into_iter().flatten();
            tags.filter_map(|tag| document(Kind::Tags, tag["TagKey"].as_str()?.to_owned())).collect()
        }
        Kind::Schemas => listed(vec![document(Kind::Registries, text("RegistryName"))]),
        Kind::Tables | Kind::Filters => home(),
        Kind::Crawlers => {
            let mut needed: Vec<usize> = home();
            let classifiers = wanted["Classifiers"].as_array().into_iter().flatten();
            needed.extend(classifiers.filter_map(|one| document(Kind::Classifiers, one.as_str()?.to_owned())));
            needed
        }
        Kind::Assignments => {
            let mut needed: Vec<usize> = home();
            let tags = wanted["LFTags"].as_array().into_iter().flatten();
            needed.extend(tags.filter_map(|tag| document(Kind::Tags, tag["TagKey"].as_str()?.to_owned())));
            needed
        }
        Kind::Grants | Kind::OptIns => {
            let mut needed: Vec<usize> = home();
            let resource = &wanted["Resource"];
            if resource["DataCellsFilter"].is_object() {
                needed.extend(document(Kind::Filters, name_on(name)));
            }
            if resource["DataLocation"].is_object() {
                needed.extend(document(Kind::Locations, name_on(name)));
            }
            if resource["LFTag"].is_object() || resource["LFTagPolicy"].is_object() {
                needed.extend(all_of(&[Kind::Tags]).map(|(_, place)| *place));
            }
            needed.extend(expression_of(wanted).and_then(|name| document(Kind::Expressions, name.to_owned())));
            needed
        }
        Kind::Queries => listed(vec![document(Kind::Workgroups, text("WorkGroup"))]),
        Kind::Statements => listed(vec![document(Kind::Workgroups, text("WorkGroupName"))]),
        Kind::Triggers => all_of(&[Kind::Jobs, Kind::Crawlers]).map(|(_, place)| *place).collect(),
        Kind::Composites => {
            let rule = text("AlarmRule");
            let is_named = |doing: &Doing| match doing {
                Doing::Document((_, other)) => {
                    let spelled = [format!("\"{other}\""), format!("({other})"), format!(":alarm:{other}")];
                    other != name && spelled.iter().any(|spelled| rule.contains(spelled))
                }
                Doing::Partitions(_) | Doing::Close(_) => false,
            };
            all_of(&[Kind::Alarms, Kind::Composites])
                .filter(|(doing, _)| is_named(doing))
                .map(|(_, place)| *place)
                .collect()
        }
        _ => Vec::new(),
    }
}

/// The named expression of LF-tags that a right is by, or on.
fn expression_of(right: &Value) -> Option<&str> {
    let resource = &right["Resource"];
    resource["LFTagPolicy"]["ExpressionName"].as_str().or_else(|| resource["LFTagExpression"]["Name"].as_str())
}

/// The named expressions that rights need and that neither the backup nor the lake has.
async fn missing_expressions(restore: &Restore, read: &Read) -> Result<BTreeSet<String>> {
    let rights = restore.wanted.iter().filter(|((kind, _), _)| matches!(kind, Kind::Grants | Kind::OptIns));
    let needed: BTreeSet<&str> = rights.filter_map(|(_, right)| expression_of(right)).collect();
    let mut missing = BTreeSet::new();
    for name in needed {
        if restore.wanted.contains_key(&(Kind::Expressions, name.to_owned())) {
            continue;
        }
        match read.tag_expression(name).await {
            Ok(Some(_)) => {}
            Ok(None) => drop(missing.insert(name.to_owned())),
            // It may be there all the same: whoever takes the right says.
            Err(error) if error.kind() == Failure::Denied => {}
            Err(error) => return Err(error),
        }
    }
    Ok(missing)
}

/// What a right is on, in the words of its name.
fn name_on(name: &str) -> String {
    name.split_once(" on ").map_or(name, |(_, on)| on).to_owned()
}
