//! Everything that takes room in a bucket, added up page by page: the memory does not grow with the bucket.

use std::sync::Arc;

use crate::aws::{Read, Tokens, known};
use crate::domain::bucket::BucketName;
use crate::domain::bucket_settings::Known;
use crate::domain::price::Prices;
use crate::domain::usage::{Grouping, Item, Kind, Usage};
use crate::error::{Error, Result};

/// How many uploads are asked for their parts at once.
const ASKED_AT_ONCE: usize = 16;

/// What is in a bucket.
#[derive(Debug, Clone)]
pub struct Scan {
    /// The sums.
    pub usage: Usage,
    /// Why replaced versions and delete markers are not in the sums, when they are not.
    pub versions_unknown: Option<String>,
    /// Why unfinished uploads are not in the sums, when they are not.
    pub uploads_unknown: Option<String>,
}

/// Adds up what is under a prefix, at these prices. `seen` hears how many items were seen so far.
pub async fn scan(
    read: &Read,
    name: &BucketName,
    prefix: &str,
    grouping: Grouping,
    now: i64,
    prices: Arc<Prices>,
    seen: impl FnMut(u64),
) -> Result<Scan> {
    add_up(read, name, prefix, Usage::new(grouping, prefix, now).at(Some(prices)), seen).await
}

/// Adds up into a sum of nothing.
async fn add_up(
    read: &Read,
    name: &BucketName,
    prefix: &str,
    nothing: Usage,
    mut seen: impl FnMut(u64),
) -> Result<Scan> {
    let mut usage = nothing.clone();
    let mut scan = Scan { usage: usage.clone(), versions_unknown: None, uploads_unknown: None };
    match known(versions(read, name, prefix, &mut usage, &mut seen).await)? {
        Known::Known(()) => {}
        Known::Unknown(reason) => {
            // Whoever may list objects may not be allowed to list their versions.
            usage = nothing;
            objects(read, name, prefix, &mut usage, &mut seen).await?;
            scan.versions_unknown = Some(reason);
        }
    }
    match known(uploads(read, name, prefix, &mut usage).await)? {
        Known::Known(()) => {}
        Known::Unknown(reason) => scan.uploads_unknown = Some(reason),
    }
    scan.usage = usage;
    Ok(scan)
}

async fn versions(
    read: &Read,
    name: &BucketName,
    prefix: &str,
    usage: &mut Usage,
    seen: &mut impl FnMut(u64),
) -> Result<()> {
    let (mut tokens, mut from) = (Tokens::default(), None);
    loop {
        let (page, next) = read.version_page(name, prefix, from).await?;
        for version in &page {
            let kind = match (version.is_marker, version.is_latest) {
                (true, _) => Kind::Marker,
                (false, true) => Kind::Current,
                (false, false) => Kind::Noncurrent,
            };
            usage.add(Item {
                key: &version.key,
                class: &version.storage_class,
                bytes: version.size,
                modified: version.modified,
                kind,
            });
        }
        seen(usage.total.count());
        match tokens.marker("versions", next)? {
            None => return Ok(()),
            next => from = next,
        }
    }
}

async fn objects(
    read: &Read,
    name: &BucketName,
    prefix: &str,
    usage: &mut Usage,
    seen: &mut impl FnMut(u64),
) -> Result<()> {
    let (mut tokens, mut from) = (Tokens::default(), None);
    loop {
        let (page, next) = read.object_page(name, prefix, from).await?;
        for object in &page {
            usage.add(Item {
                key: &object.key,
                class: &object.storage_class,
                bytes: object.size,
                modified: object.modified,
                kind: Kind::Current,
            });
        }
        seen(usage.total.count());
        match tokens.next("objects", next)? {
            None => return Ok(()),
            next => from = next,
        }
    }
}

/// Unfinished uploads have no size of their own: their parts are asked for.
async fn uploads(read: &Read, name: &BucketName, prefix: &str, usage: &mut Usage) -> Result<()> {
    let mut waiting = read.uploads(name, prefix).await?.into_iter();
    let mut asked = tokio::task::JoinSet::new();
    loop {
        while asked.len() < ASKED_AT_ONCE
            && let Some(upload) = waiting.next()
        {
            let (read, name) = (read.clone(), name.clone());
            asked.spawn(async move {
                let bytes = read.upload_bytes(&name, &upload).await;
                (upload, bytes)
            });
        }
        let Some(answer) = asked.join_next().await else { return Ok(()) };
        let (upload, bytes) = answer.map_err(|error| Error::failed("a question broke off").because(error))?;
        let bytes = match bytes {
            // It ended between the listing and the question.
            Err(error) if error.has_code(&["NoSuchUpload"]) => continue,
            other => other?,
        };
        usage.add(Item {
            key: &upload.key,
            class: &upload.storage_class,
            bytes,
            modified: upload.initiated,
            kind: Kind::Upload,
        });
    }
}
