//! Copying the rows, statement by statement, and proving that they are the same.

use super::Wish;
use super::kept::{Kept, remove};
use super::statement::{Row, Runner};
use super::survey::{self, Division, Survey, changed, files};
use crate::clock::new_id;
use crate::domain::catalog::TableName;
use crate::domain::query::State;
use crate::domain::rewrite::{
    Phase, Proof, Purpose, Step, StepState, checksum_query, compare, halves, insert, is_too_large, predicates,
};
use crate::error::{Error, Kind, Result};

/// Runs the statements that are not done.
pub async fn copy(runner: &Runner<'_>, wish: &Wish, survey: &Survey, kept: &mut Kept) -> Result<()> {
    let mut index = 0;
    // A step that is too large becomes two, so that there are more of them on the way.
    while index < kept.journal.steps.len() {
        if matches!(kept.journal.steps[index].state, StepState::Done { .. }) {
            index += 1;
            continue;
        }
        (runner.tell)(&format!("copying: statement {} of {}", index + 1, kept.journal.steps.len()));
        // One that an earlier run began and that failed is begun once more.
        let was_begun = matches!(kept.journal.steps[index].state, StepState::Started { .. });
        match step(runner, wish, survey, kept, index).await {
            Err(error) if was_begun && matches!(error.kind(), Kind::RemoteFailed | Kind::NotFound) => {
                step(runner, wish, survey, kept, index).await?;
            }
            ended => ended?,
        }
    }
    Ok(())
}

/// The files that a step reads when it names none: those of its one partition, or of a table that has no partitions.
fn files_of(survey: &Survey, step: &Step) -> Vec<String> {
    // By other keys than the source's, files belong to no partition.
    if survey.division == Division::Keys {
        return Vec::new();
    }
    let own = survey
        .parts
        .iter()
        .filter(|part| survey.keys.is_empty() || step.partitions.first().is_some_and(|keys| *keys == part.keys));
    own.flat_map(|part| &part.files).map(|file| file.uri.clone()).collect()
}

/// Runs one statement, or takes up the one that was begun. What a broken one has written is removed; one that was too large
/// for the service becomes two, which are yet to be run.
async fn step(runner: &Runner<'_>, wish: &Wish, survey: &Survey, kept: &mut Kept, index: usize) -> Result<()> {
    let (token, known) = match kept.journal.steps[index].state.clone() {
        StepState::Started { token, query } => (token, query),
        _ => {
            let (bucket, strangers) = kept.strangers(runner.write).await?;
            remove(runner.write, &bucket, &strangers.into_iter().map(|file| file.key).collect::<Vec<_>>()).await?;
            let token = new_id();
            note(runner, kept, index, StepState::Started { token: token.clone(), query: None }).await?;
            (token, None)
        }
    };
    let id = match known {
        Some(id) => id,
        None => {
            let names: Vec<String> = survey.all_columns().into_iter().map(|column| column.name).collect();
            let step = &kept.journal.steps[index];
            let sql = insert(&wish.source, &wish.staging()?, &names, &survey.predicates(), step);
            let id = runner.start(&sql.map_err(Error::failed)?, &token).await?;
            note(runner, kept, index, StepState::Started { token, query: Some(id.clone()) }).await?;
            id
        }
    };
    let execution = match runner.ended(&id).await {
        Ok(execution) => execution,
        // The service has forgotten it: whether it wrote anything is seen by what lies there.
        Err(error) if error.kind() == Kind::NotFound => {
            note(runner, kept, index, StepState::Pending).await?;
            return Err(error);
        }
        Err(error) => return Err(error),
    };
    kept.journal.scanned += execution.scanned_bytes;
    kept.journal.statements += 1;
    if execution.state != State::Succeeded {
        let halved = match execution.state == State::Failed && execution.reason.as_deref().is_some_and(is_too_large) {
            true => halves(&kept.journal.steps[index], &files_of(survey, &kept.journal.steps[index])),
            false => None,
        };
        let Some(halved) = halved else {
            note(runner, kept, index, StepState::Pending).await?;
            return Err(runner.failure(&execution).await);
        };
        (runner.tell)("the statement is too large for the service: it becomes two");
        kept.journal.steps.splice(index..=index, halved);
        return kept.save(runner.write).await;
    }
    let (_, files) = kept.strangers(runner.write).await?;
    note(runner, kept, index, StepState::Done { files, scanned: execution.scanned_bytes }).await
}

async fn note(runner: &Runner<'_>, kept: &mut Kept, index: usize, state: StepState) -> Result<()> {
    kept.journal.steps[index].state = state;
    kept.save(runner.write).await
}

/// Compares the rows before and after, and notes that they are the same.
pub async fn prove(runner: &Runner<'_>, wish: &Wish, survey: &Survey, kept: &mut Kept) -> Result<()> {
    (runner.tell)("comparing the rows: their number, and a sum over every column");
    let subset: Option<Vec<Vec<Option<String>>>> =
        (!survey.is_all).then(|| survey.parts.iter().map(|part| part.keys.clone()).collect());
    let conditions = predicates(&survey.predicates(), subset.as_deref()).map_err(Error::failed)?;
    let old = proofs(runner, survey, kept, &wish.source, &conditions).await?;
    let new = proofs(runner, survey, kept, &wish.staging()?, &[None]).await?;
    let moved = moved(runner, wish, survey, kept).await?;
    let still =
        |side: &[Proof]| -> Vec<Proof> { side.iter().filter(|proof| !moved.contains(&proof.keys)).cloned().collect() };
    let differences = compare(&kept.journal.keys, &still(&old), &still(&new));
    if !differences.is_empty() {
        // The next try copies anew.
        kept.reset(runner.write).await?;
        let mut error =
            Error::failed(format!("the copy of `{}` is not the same as its rows; nothing was swapped", wish.source));
        for difference in differences {
            error = error.hint(difference);
        }
        return Err(error);
    }
    kept.journal.rows = new.iter().map(|proof| proof.rows).sum();
    kept.journal.phase = Phase::Proven;
    kept.save(runner.write).await
}

async fn proofs(
    runner: &Runner<'_>,
    survey: &Survey,
    kept: &mut Kept,
    name: &TableName,
    conditions: &[Option<String>],
) -> Result<Vec<Proof>> {
    let mut all = Vec::new();
    for condition in conditions {
        let sql = checksum_query(name, &survey.all_columns(), &survey.predicates(), condition.as_deref());
        let (rows, execution) = runner.rows(&sql).await?;
        kept.journal.scanned += execution.scanned_bytes;
        kept.journal.statements += 1;
        all.extend(rows.into_iter().map(proof).collect::<Result<Vec<_>>>()?);
    }
    Ok(all)
}

fn proof(mut row: Row) -> Result<Proof> {
    let sum = row.pop().flatten().unwrap_or_default();
    let rows = row.pop().flatten().and_then(|count| count.parse::<u64>().ok());
    let rows = rows.ok_or_else(|| Error::failed("a count of rows came back as no number"))?;
    Ok(Proof { keys: row, rows, sum })
}

/// The partitions whose files are not any more as they were when the rewrite was begun. When that is all of them, or the
/// definition, there is nothing to swap.
async fn moved(runner: &Runner<'_>, wish: &Wish, survey: &Survey, kept: &Kept) -> Result<Vec<Vec<Option<String>>>> {
    if wish.purpose == Purpose::Convert {
        let now = survey::survey(runner.write, wish).await?;
        let is_same = now.fingerprint == kept.journal.fingerprint;
        return if is_same { Ok(Vec::new()) } else { Err(changed(&wish.source, "the definition or a file")) };
    }
    let Some(now) = runner.write.table(&wish.source).await? else {
        return Err(Error::not_found(format!("table `{}` is gone", wish.source)));
    };
    if !same_definition(&now, &survey.table) {
        return Err(changed(&wish.source, "the definition"));
    }
    let old = kept.old_files(runner.write).await?;
    let mut moved = Vec::new();
    for part in &kept.journal.parts {
        let there = files(runner.write, &part.location, &kept.journal.source).await?;
        if old.get(&part.values) != Some(&there) {
            moved.push(part.keys.clone());
        }
    }
    if moved.len() == kept.journal.parts.len() {
        return Err(changed(&wish.source, "a file"));
    }
    Ok(moved)
}

/// Whether files mean the same by both definitions.
pub fn same_definition(a: &crate::domain::catalog::Table, b: &crate::domain::catalog::Table) -> bool {
    let types = |table: &crate::domain::catalog::Table| -> Vec<(String, String)> {
        let all = table.columns.iter().chain(&table.partition_keys);
        all.map(|column| (column.name.clone(), column.column_type.clone())).collect()
    };
    types(a) == types(b)
        && a.serialization_library == b.serialization_library
        && a.serde_parameters == b.serde_parameters
        && a.input_format == b.input_format
}
