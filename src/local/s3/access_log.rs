//! Server access logs: each request to a bucket that says so is noted, and an hour later, or when the lake's clock is moved
//! on, what was noted is an object of the target bucket.
//!
//! Invariant: a note is gone only when its object is there; a process that dies between the two delivers it twice, as
//! the service may.
//!
//! Source: Amazon S3 User Guide, "Amazon S3 server access log format" and "Log object key format".

use http::header::{CONTENT_LENGTH, HOST, REFERER, USER_AGENT};
use http::request::Parts;
use http::{HeaderMap, HeaderName, Method};
use serde_json::json;
use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use super::host;
use super::settings::simple::KeptLogging;
use crate::clock::{epoch_millis, from_epoch_millis, new_id};
use crate::lake::Lake;
use crate::objects::{BUCKET, NewObject, disk_error};
use crate::store::{StoreError, Tx};
use crate::wire::signature::Claim;
use crate::wire::{Response, ServiceError};

/// The document kind of notes; the scope is the bucket, the name a number that sorts.
const NOTE: &str = "access_log";
/// How long notes wait for others.
const WAIT: i64 = 3_600_000;

const TIME: &[BorrowedFormatItem<'_>] =
    format_description!("[day]/[month repr:short]/[year]:[hour]:[minute]:[second] +0000");
const STAMP: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]-[hour]-[minute]-[second]");
const DAY: &[BorrowedFormatItem<'_>] = format_description!("[year]/[month]/[day]");

/// What of a request its line says, taken before the request is answered.
pub struct Asked {
    bucket: String,
    key: Option<String>,
    method: Method,
    target: String,
    access_key: Option<String>,
    host: String,
    referer: String,
    agent: String,
    at: i64,
}

impl Asked {
    /// None when the bucket's requests are not logged, or when there is no such bucket.
    pub fn read(lake: &Lake, parts: &Parts) -> Result<Option<Self>, StoreError> {
        let text = |name: HeaderName| header(&parts.headers, &name).unwrap_or_default();
        let host = text(HOST);
        let path = parts.uri.path().trim_start_matches('/');
        let (bucket, key) = match host::bucket_of(&host) {
            Some(bucket) => (bucket, path),
            None => {
                let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
                (bucket.to_owned(), key)
            }
        };
        if bucket.is_empty() {
            return Ok(None);
        }
        let document = lake.store().read(|tx| tx.get(BUCKET, "", &bucket))?;
        if !document.is_some_and(|document| document["logging"].is_object()) {
            return Ok(None);
        }
        Ok(Some(Self {
            bucket,
            key: (!key.is_empty()).then(|| key.to_owned()),
            method: parts.method.clone(),
            target: parts.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned(),
            access_key: Claim::read(parts).map(|claim| claim.access_key),
            referer: text(REFERER),
            agent: text(USER_AGENT),
            host,
            at: epoch_millis(lake.clock().now()),
        }))
    }

    /// Notes the request with its answer.
    pub fn note(&self, lake: &Lake, response: &Response, request_id: &str) -> Result<(), StoreError> {
        let principal = match &self.access_key {
            Some(key) => lake.credential(key)?.map(|credential| credential.principal),
            None => None,
        };
        let line = self.line(&lake.options().account, principal.as_deref(), response, request_id);
        lake.store().write(|tx| {
            let number = tx.next_number(NOTE)?;
            tx.put(NOTE, &self.bucket, &format!("{number:012}"), &json!({ "at": self.at, "line": line }))
        })
    }

    fn line(&self, account: &str, principal: Option<&str>, response: &Response, request_id: &str) -> String {
        let or_dash = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
        let quoted = |text: &str| format!("\"{}\"", or_dash(&text.replace('"', "%22").replace(['\n', '\r'], " ")));
        let status = response.status().as_u16();
        let error = header(response.headers(), &HeaderName::from_static("x-amz-error-code")).unwrap_or_default();
        let length = header(response.headers(), &CONTENT_LENGTH).unwrap_or_default();
        let version = header(response.headers(), &HeaderName::from_static("x-amz-version-id")).unwrap_or_default();
        let at = OffsetDateTime::from(from_epoch_millis(self.at)).format(TIME).unwrap_or_default();
        [
            account.to_owned(),
            self.bucket.clone(),
            format!("[{at}]"),
            "127.0.0.1".to_owned(),
            or_dash(principal.unwrap_or_default()),
            request_id.to_owned(),
            self.operation(),
            or_dash(self.key.as_deref().unwrap_or_default()),
            format!("\"{} {} HTTP/1.1\"", self.method, self.target.replace('"', "%22")),
            status.to_string(),
            or_dash(&error),
            or_dash(&length),
            if self.key.is_some() && self.method == Method::GET { or_dash(&length) } else { "-".to_owned() },
            // Neither the total time nor the time of the first byte is measured.
            "-".to_owned(),
            "-".to_owned(),
            quoted(&self.referer),
            quoted(&self.agent),
            or_dash(&version),
            or_dash(request_id),
            if self.access_key.is_some() { "SigV4" } else { "-" }.to_owned(),
            "-".to_owned(),
            if self.access_key.is_some() { "AuthHeader" } else { "-" }.to_owned(),
            or_dash(&self.host),
            "-".to_owned(),
            "-".to_owned(),
            "-".to_owned(),
        ]
        .join(" ")
    }

    /// `REST.PUT.OBJECT`
    fn operation(&self) -> String {
        let query = self.target.split_once('?').map_or("", |(_, query)| query);
        let mut words = query.split('&').filter_map(|pair| pair.split('=').next());
        let named = words.find_map(|word| {
            Some(match word {
                "uploads" => "UPLOADS",
                "uploadId" | "partNumber" => "UPLOAD",
                "delete" => "MULTI_OBJECT_DELETE",
                "tagging" if self.key.is_some() => "OBJECT_TAGGING",
                "acl" => "ACL",
                "versions" => "BUCKETVERSIONS",
                "lifecycle" => "LIFECYCLE",
                "policy" => "BUCKETPOLICY",
                "logging" => "LOGGING_STATUS",
                "notification" => "NOTIFICATION",
                "versioning" => "VERSIONING",
                "encryption" => "ENCRYPTION",
                "location" => "LOCATION",
                "replication" => "REPLICATION",
                "publicAccessBlock" => "PUBLIC_ACCESS_BLOCK",
                "ownershipControls" => "OWNERSHIP_CONTROLS",
                "tagging" => "TAGGING",
                _ => return None,
            })
        });
        let what = named.unwrap_or(if self.key.is_some() { "OBJECT" } else { "BUCKET" });
        format!("REST.{}.{what}", self.method)
    }
}

fn header(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// Notes that are due, of one bucket.
struct Due {
    bucket: String,
    region: String,
    logging: KeptLogging,
    names: Vec<String>,
    text: String,
}

impl Lake {
    /// Puts what was noted into the target buckets. Of a target that is gone, the notes go, too.
    pub(super) fn deliver_access_logs(&self) -> Result<(), ServiceError> {
        let now = epoch_millis(self.clock().now());
        for due in self.store().read(|tx| all_due(tx, now))? {
            if self.objects().bucket(&due.logging.bucket)?.is_some() {
                self.put_log(&due, now)?;
            }
            self.store()
                .write(|tx| due.names.iter().try_for_each(|name| tx.delete(NOTE, &due.bucket, name).map(drop)))?;
        }
        Ok(())
    }

    fn put_log(&self, due: &Due, now: i64) -> Result<(), ServiceError> {
        let at = OffsetDateTime::from(from_epoch_millis(now));
        let format = |items| at.format(items).unwrap_or_default();
        let unique = new_id().replace('-', "")[..16].to_uppercase();
        let folder = match &due.logging.partitioned {
            None => String::new(),
            Some(_) => format!("{}/{}/{}/{}/", self.options().account, due.region, due.bucket, format(DAY)),
        };
        let key = format!("{}{folder}{}-{unique}", due.logging.prefix, format(STAMP));
        let mut incoming = self.objects().receive().map_err(disk_error)?;
        incoming.write(due.text.as_bytes()).map_err(disk_error)?;
        let new = NewObject {
            bucket: &due.logging.bucket,
            key: &key,
            etag: hex::encode(<md5::Md5 as md5::Digest>::digest(due.text.as_bytes())),
            storage_class: "STANDARD".to_owned(),
            attributes: json!({ "headers": { "content_type": "text/plain" } }),
        };
        self.objects().put(&new, incoming.path()).map(drop)
    }
}

fn all_due(tx: &Tx<'_>, now: i64) -> Result<Vec<Due>, ServiceError> {
    let mut all = Vec::new();
    for (bucket, document) in tx.list(BUCKET, "")? {
        let Some(logging) = super::settings::read::<KeptLogging>(&document, "logging")? else { continue };
        let notes = tx.list(NOTE, &bucket)?;
        let is_due = notes.first().is_some_and(|(_, note)| note["at"].as_i64().is_none_or(|at| at + WAIT <= now));
        if !is_due {
            continue;
        }
        let mut text = String::new();
        for (_, note) in &notes {
            text.push_str(note["line"].as_str().unwrap_or_default());
            text.push('\n');
        }
        let region = document["region"].as_str().unwrap_or("us-east-1").to_owned();
        let names = notes.into_iter().map(|(name, _)| name).collect();
        all.push(Due { bucket, region, logging, names, text });
    }
    Ok(all)
}
