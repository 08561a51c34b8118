//! Backups that are there: found, named, checked.

use std::collections::BTreeMap;

use super::gather::each;
use super::store::Store;
use crate::domain::backup::{Manifest, Part};
use crate::error::{Error, Result};

/// The name of a backup that was made at a time: sortable, and not one that is taken.
pub fn named(made_at: &str, taken: &[String]) -> String {
    let plain: String =
        made_at.split('.').next().unwrap_or(made_at).chars().filter(|one| one.is_ascii_alphanumeric()).collect();
    let plain = format!("{}Z", plain.trim_end_matches('Z'));
    let mut id = plain.clone();
    let mut number = 1;
    while taken.contains(&id) {
        number += 1;
        id = format!("{plain}-{number:03}");
    }
    id
}

/// The backups of a place, oldest first. One whose manifest is broken is an error by name.
pub async fn manifests(store: &Store) -> Result<Vec<Manifest>> {
    let mut found = Vec::new();
    for id in store.ids().await? {
        found.push(read(store, &id).await?);
    }
    Ok(found)
}

/// The backups of a place that can be used, oldest first, and why others cannot.
pub async fn readable(store: &Store) -> Result<(Vec<Manifest>, Vec<Error>)> {
    let (mut found, mut broken) = (Vec::new(), Vec::new());
    for id in store.ids().await? {
        match read(store, &id).await {
            Ok(manifest) => found.push(manifest),
            Err(error) if error.aws().is_none() => broken.push(error),
            Err(error) => return Err(error),
        }
    }
    Ok((found, broken))
}

async fn read(store: &Store, id: &str) -> Result<Manifest> {
    let bytes = store.manifest(id).await?;
    Manifest::read(&bytes).map_err(|why| {
        Error::failed(format!("the manifest of backup `{id}` in {} cannot be used", store.shown())).because(why)
    })
}

/// A backup by its name, or the latest.
pub async fn latest(store: &Store, id: Option<&str>) -> Result<Manifest> {
    let ids = store.ids().await?;
    let list = format!("lakectl backup list {}", store.shown());
    match id {
        Some(id) if ids.iter().any(|known| known == id) => read(store, id).await,
        Some(id) => Err(Error::not_found(format!("there is no backup `{id}` in {}", store.shown()))
            .did_you_mean(id, ids.iter().map(String::as_str))
            .hint(list)),
        None => match ids.last() {
            Some(id) => read(store, id).await,
            None => Err(Error::not_found(format!("there is no backup in {}", store.shown()))
                .hint(format!("make one: lakectl backup {}", store.shown()))),
        },
    }
}

/// What a check of a backup's files found.
#[derive(Debug, Default)]
pub struct Checked {
    /// Files that are what they should be.
    pub good: usize,
    /// Files that are not there or not what they were, with the reason.
    pub bad: Vec<(Part, Error)>,
}

/// Checks the files of a backup against their checksums, some at a time.
pub async fn check(store: &Store, parts: impl IntoIterator<Item = &Part>) -> Result<Checked> {
    // A file that several parts name is read once.
    let files: BTreeMap<&str, &Part> = parts.into_iter().map(|part| (part.file.as_str(), part)).collect();
    let found = each(files.into_values().cloned().collect(), |part: Part| {
        let store = store.clone();
        async move {
            match store.fetch(&part).await {
                Ok(_) => Ok(None),
                Err(error) if error.aws().is_none() => Ok(Some((part, error))),
                Err(error) => Err(error),
            }
        }
    });
    let mut checked = Checked::default();
    for file in found.await? {
        match file {
            None => checked.good += 1,
            Some(bad) => checked.bad.push(bad),
        }
    }
    Ok(checked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_times_and_differ() {
        assert_eq!(named("2026-11-22T10:00:00Z", &[]), "20261122T100000Z");
        assert_eq!(named("2026-11-22T10:00:00.123Z", &[]), "20261122T100000Z");
        let taken = ["20261122T100000Z".to_owned(), "20261122T100000Z-002".to_owned()];
        assert_eq!(named("2026-11-22T10:00:00Z", &taken), "20261122T100000Z-003");
    }
}
