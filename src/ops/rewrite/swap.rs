//! The swap: the catalog is given the new files. Everything here can be repeated from any point.

use std::collections::BTreeMap;

use super::copy::same_definition;
use super::kept::{self, Kept};
use super::statement::Runner;
use super::survey::{Survey, changed, files};
use super::{Report, Wish};
use crate::aws::{Course, MOVES};
use crate::domain::catalog::{Table, TableName};
use crate::domain::partition::NewPartition;
use crate::domain::rewrite::{
    CONVERTED_FROM, CONVERTED_STATE, Journal, KeyType, OLD_DATA, OldPart, Phase, Purpose, STAGING_MARK, normalized,
};
use crate::error::{Error, Kind, Result};

/// How often a definition that somebody else changes meanwhile is tried.
const TRIES: usize = 5;

/// Gives the new files to the target.
pub async fn swap(runner: &Runner<'_>, wish: &Wish, survey: &Survey, kept: &mut Kept) -> Result<Report> {
    (runner.tell)("swapping");
    match wish.purpose {
        Purpose::Convert => convert(runner, wish, survey, kept).await,
        Purpose::Compact => compact(runner, wish, survey, kept).await,
    }
}

fn report(kept: &Kept, left: Vec<String>) -> Report {
    let Journal { before, rows, scanned, statements, .. } = &kept.journal;
    Report {
        base: kept.base.clone(),
        before: *before,
        after: kept.journal.after(),
        rows: *rows,
        scanned: *scanned,
        statements: *statements,
        left,
    }
}

/// Where the partitions with rows were written, by their keys.
async fn written(
    runner: &Runner<'_>,
    staging: &TableName,
    kinds: &[KeyType],
    kept: &Kept,
) -> Result<BTreeMap<Vec<Option<String>>, (Vec<String>, String)>> {
    let (bucket, _) = kept.place()?;
    let folders: std::collections::BTreeSet<String> = kept
        .journal
        .staged()
        .filter_map(|file| file.key.rsplit_once('/').map(|(folder, _)| format!("s3://{bucket}/{folder}")))
        .collect();
    let mut found = BTreeMap::new();
    for partition in runner.write.partitions_in_segments(staging, None).await? {
        let location = partition.location.unwrap_or_default();
        // What a broken statement has left holds no file.
        if !folders.contains(location.trim_end_matches('/')) {
            continue;
        }
        let keys = kinds.iter().zip(&partition.values).map(|(kind, value)| normalized(*kind, value));
        let keys = keys.collect::<std::result::Result<Vec<_>, _>>().map_err(Error::failed)?;
        found.insert(keys, (partition.values, location));
    }
    Ok(found)
}

/// Makes the converted table.
async fn convert(runner: &Runner<'_>, wish: &Wish, survey: &Survey, kept: &mut Kept) -> Result<Report> {
    let staging = wish.staging()?;
    let filled = runner.write.table(&staging).await?;
    let filled = filled.ok_or_else(|| Error::not_found(format!("table `{staging}`, which was filled, is gone")))?;
    let mut wanted = Table { name: wish.target.table.clone(), ..filled };
    wanted.parameters.insert(CONVERTED_FROM.to_owned(), kept.journal.source.clone());
    wanted.parameters.insert(CONVERTED_STATE.to_owned(), kept.journal.fingerprint.clone());
    match runner.write.table(&wish.target).await? {
        None => runner.write.create_table(&wanted).await?,
        Some(there) if there.location == wanted.location => {}
        Some(_) => {
            return Err(Error::new(Kind::Conflict, format!("somebody else made a table `{}` meanwhile", wish.target))
                .hint("delete or rename it, and run the command again: the copy is kept"));
        }
    }
    if !wanted.partition_keys.is_empty() {
        let partitions: Vec<NewPartition> = written(runner, &staging, &survey.kinds, kept)
            .await?
            .into_values()
            .map(|(values, location)| NewPartition { values, location })
            .collect();
        let failed = runner.write.create_partitions(&wish.target, &partitions, Course::to_the_end()).await?.failures;
        if let Some(first) = failed.first() {
            return Err(Error::new(Kind::Partial, format!("{} partitions could not be added", failed.len()))
                .because(format!("{}: {}", first.values.join("/"), first.message))
                .hint("run the same command again: it does what is missing"));
        }
    }
    change(runner, &wish.target, |table| {
        table.parameters.remove(STAGING_MARK);
        Ok(())
    })
    .await?;
    kept::forget(runner.write, kept).await?;
    kept::drop_staging(runner.write, wish).await?;
    Ok(report(kept, Vec::new()))
}

/// Changes a definition over what is there; somebody else's change meanwhile stays.
pub async fn change(runner: &Runner<'_>, name: &TableName, edit: impl Fn(&mut Table) -> Result<()>) -> Result<()> {
    change_table(runner.write, name, edit).await
}

/// The same for whoever runs no statements.
pub async fn change_table(
    write: &crate::aws::Write,
    name: &TableName,
    edit: impl Fn(&mut Table) -> Result<()>,
) -> Result<()> {
    let mut tries = 0;
    loop {
        let live = write.table(name).await?;
        let live = live.ok_or_else(|| Error::not_found(format!("table `{name}` is gone")))?;
        let mut wanted = live.clone();
        edit(&mut wanted)?;
        if wanted == live {
            return Ok(());
        }
        tries += 1;
        match write.update_table(name, &wanted, live.version.as_deref()).await {
            Err(error) if tries < TRIES && error.has_code(&["ConcurrentModificationException"]) => {}
            ended => return ended,
        }
    }
}

/// Gives a table its new files: partition by partition, or as a whole.
async fn compact(runner: &Runner<'_>, wish: &Wish, survey: &Survey, kept: &mut Kept) -> Result<Report> {
    let mut left = Vec::new();
    if kept.journal.phase < Phase::Swapped {
        let is_partitioned = !kept.journal.keys.is_empty();
        if is_partitioned {
            left = move_partitions(runner, wish, survey, kept).await?;
        } else {
            still_there(runner, wish, kept).await?;
        }
        let (uri, base) = (kept.uri(), kept.base.clone());
        let old = kept.journal.parts.first().map(|part| part.location.clone()).unwrap_or_default();
        let bare = |location: &str| location.trim_end_matches('/').to_owned();
        change(runner, &wish.source, |table| {
            if !same_definition(table, &survey.table) {
                return Err(changed(&wish.source, "the definition"));
            }
            if !is_partitioned {
                let now = bare(table.location.as_deref().unwrap_or_default());
                if now != bare(&old) && now != bare(&base) {
                    return Err(changed(&wish.source, "the location"));
                }
                table.location = Some(base.clone());
            }
            let known = table.parameters.entry(OLD_DATA.to_owned()).or_default();
            if !known.split_whitespace().any(|known| known == uri) {
                *known = format!("{known} {uri}").trim().to_owned();
            }
            Ok(())
        })
        .await?;
        kept.journal.phase = Phase::Swapped;
        kept.save(runner.write).await?;
    }
    kept::drop_staging(runner.write, wish).await?;
    Ok(report(kept, left))
}

/// Fails when a table without partitions has other files than those that were copied.
async fn still_there(runner: &Runner<'_>, wish: &Wish, kept: &mut Kept) -> Result<()> {
    let Some(part) = kept.journal.parts.first().cloned() else { return Ok(()) };
    let live = runner.write.table(&wish.source).await?;
    let location = live.and_then(|table| table.location).unwrap_or_default();
    if location.trim_end_matches('/') == kept.base.trim_end_matches('/') {
        return Ok(());
    }
    if !is_as_it_was(runner, kept, &part).await? {
        kept.journal.phase = Phase::Copying;
        kept.save(runner.write).await?;
        return Err(changed(&wish.source, "a file"));
    }
    Ok(())
}

async fn is_as_it_was(runner: &Runner<'_>, kept: &Kept, part: &OldPart) -> Result<bool> {
    let old = kept.old_files(runner.write).await?;
    let now = files(runner.write, &part.location, &kept.journal.source).await?;
    Ok(old.get(&part.values) == Some(&now))
}

/// Moves the partitions whose files are still those that were copied. The others stay, with what was copied of them
/// removed; they are given by name.
async fn move_partitions(runner: &Runner<'_>, wish: &Wish, survey: &Survey, kept: &mut Kept) -> Result<Vec<String>> {
    let written = written(runner, &wish.staging()?, &survey.kinds, kept).await?;
    let old = kept.old_files(runner.write).await?;
    let (mut moved, mut left) = (Vec::new(), Vec::new());
    for batch in kept.journal.parts.chunks(MOVES) {
        let values: Vec<Vec<String>> = batch.iter().map(|part| part.values.clone()).collect();
        let live = runner.write.partitions_with(&wish.source, &values).await?;
        let live: BTreeMap<Vec<String>, String> =
            live.into_iter().map(|partition| (partition.values, partition.location.unwrap_or_default())).collect();
        let bare = |location: &str| location.trim_end_matches('/').to_owned();
        let mut moves = Vec::new();
        for part in batch {
            // Without a row there is nothing to move to.
            let Some((_, new)) = written.get(&part.keys) else { continue };
            let now = live.get(&part.values).map(|location| bare(location));
            if now.as_deref() == Some(bare(new).as_str()) {
                moved.push(part.clone());
                continue;
            }
            let files = files(runner.write, &part.location, &kept.journal.source).await?;
            if now.as_deref() != Some(bare(&part.location).as_str()) || old.get(&part.values) != Some(&files) {
                left.push(part.clone());
                continue;
            }
            moves.push((part.values.clone(), new.clone()));
            moved.push(part.clone());
        }
        if moves.is_empty() {
            continue;
        }
        let failed = runner.write.move_partitions(&wish.source, &moves).await?;
        if let Some(first) = failed.first() {
            return Err(Error::new(Kind::Partial, format!("{} partitions could not be moved", failed.len()))
                .because(format!("{}: {}", first.values.join("/"), first.message))
                .hint("run the same command again: it does what is missing"));
        }
    }
    let names = left.iter().map(|part| {
        kept.journal
            .keys
            .iter()
            .zip(&part.values)
            .map(|(key, value)| format!("{key}={value}"))
            .collect::<Vec<_>>()
            .join("/")
    });
    let names: Vec<String> = names.collect();
    if moved.is_empty() && !left.is_empty() {
        kept.journal.phase = Phase::Copying;
        kept.save(runner.write).await?;
        return Err(changed(&wish.source, "every partition"));
    }
    // What was copied of those that stay is nobody's.
    let (bucket, _) = kept.place()?;
    let gone: Vec<String> = left
        .iter()
        .filter_map(|part| written.get(&part.keys))
        .map(|(_, location)| format!("{}/", location.trim_end_matches('/')))
        .collect();
    let is_gone = |key: &str| gone.iter().any(|folder| format!("s3://{bucket}/{key}").starts_with(folder));
    let keys: Vec<String> = kept.journal.staged().map(|file| file.key.clone()).filter(|key| is_gone(key)).collect();
    kept::remove(runner.write, &bucket, &keys).await?;
    // Only what was moved is old now.
    kept.journal.parts = moved;
    kept.save(runner.write).await?;
    Ok(names)
}
