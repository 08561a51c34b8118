//! `lakectl schema diff`

use clap::Args;
use serde_json::{Value, json};

use super::definition;
use crate::context::Ctx;
use crate::domain::registry::DEFAULT_REGISTRY;
use crate::domain::schema::{Budget, DataFormat, Mode, Profile, RegistryName};
use crate::domain::schema_check::{self, Change, Checked, Job, OldVersion, Sameness, changes};
use crate::domain::text_diff;
use crate::error::{Error, Result};
use crate::ops::schema::{Definition, DefinitionName};
use crate::outcome::{Answer, Outcome};
use crate::render::{Column, View, finding, side_by_side};
use crate::ui::sanitize;

/// Show what differs between two definitions, and what that means for their data
///
/// First what changed, element by element with its place in both; then what stands against reading data of the one with
/// the other, in both directions; then both texts beside each other.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl schema diff user.v1.avsc user.avsc\n  lakectl schema diff user_event@3 user_event@latest --registry event-schemas\n  lakectl schema diff git:main:schemas/user.proto schemas/user.proto --exit-code"
)]
pub struct SchemaDiffArgs {
    /// The old definition: a file, NAME or NAME@VERSION of a registry, or git:REF:PATH
    old: DefinitionName,
    /// The new definition
    new: DefinitionName,
    /// The registry of schemas that are named
    #[arg(long, value_name = "NAME", default_value = DEFAULT_REGISTRY)]
    registry: RegistryName,
    /// avro, json or protobuf, when a name does not tell
    #[arg(long, value_name = "FORMAT")]
    format: Option<DataFormat>,
    /// The profile of rules to judge by: glue, json-lenient, proto-wire, proto-wire-json,
    /// proto-file, semantic
    #[arg(long, value_name = "PROFILE", default_value_t)]
    rules: Profile,
    /// End with 3 when the definitions differ in more than blanks
    #[arg(long)]
    exit_code: bool,
}

const COLUMNS: &[Column] = &[
    Column::text("OLD", "old"),
    Column::text("NEW", "new"),
    Column::text("SAMENESS", "sameness"),
    Column::text("BACKWARD", "backward.verdict"),
    Column::text("FORWARD", "forward.verdict"),
];

pub async fn run(ctx: &Ctx, args: SchemaDiffArgs) -> Result<Answer> {
    let registry = args.registry.as_str();
    let old = definition(ctx, &args.old, registry, args.format).await?;
    let new = definition(ctx, &args.new, registry, args.format).await?;
    if old.format != new.format {
        return Err(Error::usage(format!("{} is {}, and {} is {}", old.label, old.format, new.label, new.format)));
    }
    let sameness = Sameness::of(new.format, &old.text, &new.text);
    let found = changes(new.format, &old.text, &new.text).map_err(|(is_new, error)| {
        Error::usage(error.message.clone()).at(place(if is_new { &new } else { &old }, &error))
    })?;
    let backward = judged(&old, &new, Mode::Backward, args.rules);
    let forward = judged(&old, &new, Mode::Forward, args.rules);
    let text = drawn(ctx, (&old, &new), sameness, &found, &[&backward, &forward]);
    let row = json!({
        "old": old.label,
        "new": new.label,
        "format": new.format.to_string(),
        "profile": args.rules.to_string(),
        "sameness": sameness.word(),
        "changes": found.iter().map(Change::json).collect::<Vec<_>>(),
        "backward": verdict(&backward),
        "forward": verdict(&forward),
        "lines": text_diff::marked(&old.text, &new.text),
    });
    let differs = !matches!(sameness, Sameness::Bytes | Sameness::Canonical);
    let outcome = if args.exit_code && differs { Outcome::Differences } else { Outcome::Done };
    Ok(Answer::done(View::drawn("diffs", vec![row], COLUMNS, text)).with(outcome))
}

fn place(definition: &Definition, error: &crate::domain::schema::DefinitionError) -> String {
    format!("{}:{}:{}", definition.label, error.place.line, error.place.column)
}

fn judged(old: &Definition, new: &Definition, mode: Mode, profile: Profile) -> Checked {
    let old =
        OldVersion { number: 1, label: old.label.clone(), is_file: old.is_file, text: old.text.clone(), bundle: None };
    schema_check::check(&Job {
        file: new.label.clone(),
        format: new.format,
        mode,
        profile,
        budget: Budget::default(),
        text: new.text.clone(),
        bundle: None,
        history: vec![old],
        against: vec![1],
    })
}

fn verdict(checked: &Checked) -> Value {
    let whole = checked.json();
    json!({ "verdict": whole["verdict"], "reason": whole["reason"], "findings": whole["findings"] })
}

fn drawn(
    ctx: &Ctx,
    (old, new): (&Definition, &Definition),
    sameness: Sameness,
    found: &[Change],
    judged: &[&Checked],
) -> String {
    let mut text = format!("{} -> {}: {sameness}\n", sanitize(&old.label), sanitize(&new.label));
    for change in found {
        text.push_str(&sanitize(&change.line(&old.label, &new.label)));
        text.push('\n');
    }
    if sameness == Sameness::Bytes {
        return text;
    }
    text.push('\n');
    for checked in judged {
        text.push_str(&finding::checks(std::slice::from_ref(*checked), ctx.ui.look()));
    }
    text.push('\n');
    text.push_str(&side_by_side::draw((&old.label, &old.text), (&new.label, &new.text), ctx.ui.look().width));
    text
}
