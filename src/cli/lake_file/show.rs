//! Plans of a lake, for people and programs.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Loaded;
use crate::context::Ctx;
use crate::domain::lake_file::{Place, Source};
use crate::domain::schema_check::counted;
use crate::error::{Error, Kind, Result};
use crate::plan::lake::cost::{self, CostChange};
use crate::plan::lake::{Missing, Permitted, Planning};
use crate::plan::{Action, Danger, Plan, Step};

/// A plan as it is shown.
pub struct Shown {
    /// The steps that change something.
    pub plan: Plan,
    /// For people.
    pub lines: Vec<String>,
    /// For programs.
    pub value: Value,
}

impl Shown {
    /// Adds for programs what is known of the caller's permissions.
    pub fn tell_permissions(&mut self, loaded: &Loaded, permitted: &Permitted) {
        self.value["permissions"] = json!(permitted.word());
        let missing = |missing: &Missing| {
            let item = loaded.items.get(missing.item)?;
            Some(json!({ "noun": item.noun, "name": item.name, "reason": missing.what }))
        };
        self.value["permissions_missing"] = permitted.missing.iter().filter_map(missing).collect();
        self.value["permissions_unknown"] = json!(permitted.unknown);
    }
}

/// What the caller may not do, all of it; none when nothing is known to be refused.
pub fn refusal(loaded: &Loaded, permitted: &Permitted) -> Option<Error> {
    let mut items: Vec<usize> = permitted.missing.iter().map(|missing| missing.item).collect();
    items.dedup();
    let count = Some(items.len()).filter(|count| *count > 0)?;
    let things = counted(count, "thing");
    let need = if count == 1 { "needs" } else { "need" };
    let mut summary = Error::new(Kind::Denied, format!("you may not do what {things} of the plan {need}"));
    for missing in &permitted.missing {
        let Some(item) = loaded.items.get(missing.item) else { continue };
        let message = format!("{} {}: {}", item.noun, item.name, missing.what);
        summary = summary.at(placed(&loaded.sources, item.place, &message));
    }
    Some(summary.hint("who you are: lakectl status; policies for this lake: lakectl policy show --role admin"))
}

/// A message with its place in front.
pub fn placed(sources: &[Source], place: Place, message: &str) -> String {
    let name = sources.get(place.source).map_or("lake.toml", |source| source.name.as_str());
    format!("{name}:{}:{}: {message}", place.line, place.column)
}

/// What could not be planned, all of it; none when all could.
pub fn refusals(loaded: &Loaded, planning: &Planning) -> Option<Error> {
    let (_, first) = planning.refused.first()?;
    // A difference is what a plan is about, and says nothing of a file that cannot be planned.
    let kind = if first.kind() == Kind::Differences { Kind::Usage } else { first.kind() };
    let items = counted(planning.refused.len(), "thing");
    let mut summary = Error::new(kind, format!("{items} of the file cannot be planned; nothing was changed"));
    for (index, error) in &planning.refused {
        let Some(item) = loaded.items.get(*index) else { continue };
        let message = format!("{} {}: {}", item.noun, item.name, error.chain().join(": "));
        summary = summary.at(placed(&loaded.sources, item.place, &message));
    }
    Some(summary)
}

/// Where the file says it, for each step.
fn said(loaded: &Loaded, planning: &Planning, value: &mut Value) {
    let index: BTreeMap<(&str, &str), usize> =
        planning.steps.iter().map(|(index, step)| ((step.noun, step.name.as_str()), *index)).collect();
    for step in value["steps"].as_array_mut().into_iter().flatten() {
        let key = (step["noun"].as_str().unwrap_or_default(), step["name"].as_str().unwrap_or_default());
        if let Some(item) = index.get(&key).and_then(|index| loaded.items.get(*index)) {
            let file = loaded.sources.get(item.place.source).map_or("lake.toml", |source| source.name.as_str());
            step["said"] = json!({ "file": file, "line": item.place.line });
        }
    }
    // Until somebody asks.
    value["permissions"] = json!("unknown");
}

/// What a step takes away from somebody, so that it is seen among the others.
fn mark(step: &Step) -> Option<String> {
    match &step.danger {
        Danger::None => None,
        Danger::Moderate(question) => Some(format!("    ! {question}")),
        Danger::Severe { question, .. } => Some(format!("    ! {question}: this cannot be undone")),
    }
}

/// The plan, with what an operator should know told on stderr.
pub fn show(ctx: &Ctx, loaded: &Loaded, planning: &Planning) -> Result<Shown> {
    let is_change = |step: &Step| step.action != Action::Unchanged;
    let whole = planning.plan(&loaded.account, &loaded.region);
    let unchanged = whole.steps.iter().filter(|step| !is_change(step)).count();
    let steps: Vec<Step> = whole.steps.into_iter().filter(|step| is_change(step) || !step.unknown.is_empty()).collect();
    for step in steps.iter().filter(|step| is_change(step)) {
        for warning in &step.warnings {
            ctx.ui.warn(&format!("{} {}: {warning}", step.noun, step.name));
        }
    }
    let plan = Plan { account: whole.account, region: whole.region, steps };
    let count = |action| plan.steps.iter().filter(|step| step.action == action).count();
    let (create, update, delete) = (count(Action::Create), count(Action::Update), count(Action::Delete));
    let mut value = plan.json(false);
    value["create"] = json!(create);
    value["update"] = json!(update);
    value["delete"] = json!(delete);
    value["unchanged"] = json!(unchanged);
    let mut lines = Vec::new();
    for step in &plan.steps {
        lines.extend(step.lines());
        lines.extend(mark(step));
    }
    said(loaded, planning, &mut value);
    let cost = cost::change(&loaded.items, &planning.steps, &loaded.prices);
    value["cost"] = cost.as_ref().map_or(Value::Null, CostChange::json);
    lines.extend(cost.iter().flat_map(CostChange::lines));
    lines.push(format!(
        "{create} to create, {update} to update, {delete} to delete, {unchanged} as they should be; {}",
        plan.place()
    ));
    Ok(Shown { plan, lines, value })
}
