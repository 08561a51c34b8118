//! Many grants at once, from a file or for several principals.

use std::path::Path;

use serde_json::{Value, json};

use super::{Placed, WhatArgs};
use crate::context::{Answers, Ctx, Danger};
use crate::domain::permission::file::{GrantLine, parse_csv, parse_toml};
use crate::domain::permission::{Grant, Permission};
use crate::error::{Error, Kind, Result};
use crate::ops::grant::{self, Direction, Fate};
use crate::ops::grant_check;
use crate::outcome::{Answer, Outcome};
use crate::render::{Column, Style, View};

const COLUMNS: &[Column] = &[
    Column::text("PLACE", "place"),
    Column::text("RESULT", "result"),
    Column::text("PRINCIPAL", "principal"),
    Column::text("PERMISSION", "permission"),
    Column::text("RESOURCE", "resource"),
    Column::text("COLUMNS", "columns"),
    Column::new("GRANTABLE", "grantable", Style::Flag),
    Column::text("REASON", "reason"),
];

/// Reads the grants of a file and carries them out. A file with one mistake changes nothing.
pub async fn from_file(ctx: &Ctx, direction: Direction, path: &Path, answers: &Answers) -> Result<Answer> {
    let shown = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Error::unreadable(path, error))
        .map_err(|error| error.hint("a CSV or TOML file of grants: lakectl grant --help shows its columns"))?;
    let is_toml = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
    let lines = if is_toml { parse_toml(&text) } else { parse_csv(&text) };
    let refused = |problems: Vec<String>| {
        let error = Error::usage(format!("{shown} has {} mistakes; nothing was changed", problems.len()));
        problems.into_iter().fold(error, |error, problem| error.at(format!("{shown}: {problem}")))
    };
    let mut grants = Vec::new();
    let mut problems = Vec::new();
    for line in lines.map_err(refused)? {
        match of_line(ctx, &line).await {
            Ok(found) => grants.extend(found),
            // A file is checked against what is there; what cannot be asked is no mistake of the file.
            Err(error) if error.aws().is_some() => return Err(error),
            Err(error) => problems.push(format!("{}: {}", line.place, error.chain().join(": "))),
        }
    }
    if !problems.is_empty() {
        return Err(refused(problems));
    }
    carry_out(ctx, direction, grants, answers).await
}

async fn of_line(ctx: &Ctx, line: &GrantLine) -> Result<Vec<Placed>> {
    let parse = |name: &String| name.parse::<Permission>().map_err(|error| Error::usage(error.to_string()));
    let what = WhatArgs {
        permissions: line.permissions.iter().map(parse).collect::<Result<_>>()?,
        on: Some(line.on.clone()),
        filter: line.filter.clone(),
        rows: None,
        columns: line.columns.clone(),
        exclude_columns: line.exclude_columns.clone(),
        file: None,
    };
    let mut grants = Vec::new();
    for principal in &line.principals {
        let mut resource = what.clone().resource(ctx, principal).await?;
        resource.grantable = line.grantable;
        grants.extend(resource.wanted().into_iter().map(|grant| (line.place.clone(), grant)));
    }
    Ok(grants)
}

/// Says which grants failed, each with its place and reason; how many, for the line that counts.
fn warn_of_failures(ctx: &Ctx, places: &[String], wanted: &[Grant], fates: &[Fate]) -> String {
    let mut failed = 0;
    for ((place, grant), fate) in places.iter().zip(wanted).zip(fates) {
        if let Fate::Failed(reason) = fate {
            failed += 1;
            ctx.ui.warn(&format!("{place}: {grant}: {reason}"));
        }
    }
    if failed == 0 { String::new() } else { format!(", {failed} failed") }
}

/// Grants what is missing or revokes what is there, and reports each.
pub async fn carry_out(ctx: &Ctx, direction: Direction, placed: Vec<Placed>, answers: &Answers) -> Result<Answer> {
    let (places, wanted): (Vec<String>, Vec<_>) = placed.into_iter().unzip();
    if direction == Direction::Grant {
        let named: Vec<_> = places.iter().map(|place| Some(place.as_str())).zip(&wanted).collect();
        grant_check::exists(ctx.read().await?, &named).await?;
        grant_check::may_grant(ctx.read().await?, &wanted).await?;
        if let Some(obstacle) = grant_check::workgroups(ctx.read().await?, &wanted).await? {
            ctx.ui.warn(&obstacle);
        }
    }
    let live = grant::live(ctx.read().await?, &wanted).await?;
    let (past, danger) = match direction {
        Direction::Grant => ("granted", Danger::None),
        Direction::Revoke => ("revoked", Danger::Moderate(format!("revoking {} grants", wanted.len()))),
    };
    for resource in live.open.iter().take(10).filter(|_| direction == Direction::Grant) {
        ctx.ui.warn(&format!(
            "IAM_ALLOWED_PRINCIPALS holds ALL on {resource}: grants on it restrict nobody while it does; see lakectl governance on"
        ));
    }
    let mut fates = grant::compare(direction, &wanted, &live);
    let open = fates.iter().filter(|fate| **fate == Fate::Open).count();
    if open > 0
        && let Some(consent) = ctx.consent(answers, &danger)?
    {
        let write = ctx.write(consent).await?;
        let progress = ctx.ui.progress_on_terminal("granting");
        let told = |done: usize| progress.show(&format!("{done} of {open} {past}"));
        fates = grant::apply(&write, direction, &wanted, &live, &told, &ctx.interruption()).await?;
        drop(progress);
        let left = fates.iter().filter(|fate| **fate == Fate::Open).count();
        if left > 0 {
            let made = fates.iter().filter(|fate| **fate == Fate::Done).count();
            let failed = warn_of_failures(ctx, &places, &wanted, &fates);
            return Err(Error::new(Kind::Interrupted, format!("interrupted: {made} {past}{failed}, {left} were left"))
                .hint("the same command again does what is left"));
        }
    }
    let count = |is: &dyn Fn(&Fate) -> bool| fates.iter().filter(|fate| is(fate)).count();
    let failed = count(&|fate| matches!(fate, Fate::Failed(_)));
    let made = count(&|fate| *fate == Fate::Done);
    let unchanged = count(&|fate| *fate == Fate::Unchanged);
    let done = if answers.dry_run { format!("{open} would be {past}") } else { format!("{made} {past}") };
    let failures = if failed == 0 { String::new() } else { format!(", {failed} failed") };
    ctx.ui.status(&format!("{done}, {unchanged} with nothing to do{failures}"));
    if failed > 0 {
        ctx.ui.hint("the same command again does what is left");
    }
    let rows: Vec<Value> = places
        .iter()
        .zip(&wanted)
        .zip(&fates)
        .map(|((place, grant), fate)| {
            let (result, reason) = match fate {
                Fate::Unchanged => ("unchanged", None),
                Fate::Open => ("open", None),
                Fate::Done => (past, None),
                Fate::Failed(reason) => ("failed", Some(reason)),
            };
            let columns = grant.columns.to_string();
            json!({
                "place": place,
                "result": result,
                "principal": grant.principal.as_str(),
                "permission": grant.permission.as_str(),
                "resource": grant.resource.to_string(),
                "columns": (!columns.is_empty()).then(|| columns.trim().trim_matches(['(', ')']).to_owned()),
                "grantable": grant.grantable,
                "reason": reason,
            })
        })
        .collect();
    let outcome = match (failed, made) {
        (0, 0) => Outcome::Unchanged,
        (0, _) => Outcome::Done,
        _ => Outcome::Partial,
    };
    Ok(Answer::done(View::list("grants", rows, COLUMNS)).with(outcome))
}
