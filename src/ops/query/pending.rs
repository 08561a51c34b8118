//! Starts that may have been carried out although no answer came: their tokens are kept, so that the same command, given again
//! after a crash or a broken line, gets the query that already runs in place of a second one.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use sha2::{Digest as _, Sha256};

use crate::clock::{epoch_millis, new_id};
use crate::domain::query::Request;

/// After so long, the same statement is meant anew.
const KEPT: Duration = Duration::from_secs(3600);

/// The token of one meant start. Dropped without [`Pending::settle`], it is kept for the next try.
#[derive(Debug)]
pub struct Pending {
    /// The token to send.
    pub token: String,
    /// Whether it is that of an earlier try.
    pub is_retry: bool,
    /// Why it could not be written down, when that failed.
    pub unkept: Option<String>,
    /// Locked while this process lives.
    file: Option<(File, PathBuf)>,
}

impl Pending {
    /// A token for the request, written down before it is sent. `lake` tells apart what the request does not say: the account
    /// and region. Where nothing can be written, the token is good for this process only.
    pub fn reserve(directory: Option<&Path>, lake: &str, request: &Request, now: SystemTime) -> Self {
        let fresh = |unkept| Self { token: new_id(), is_retry: false, unkept, file: None };
        let Some(directory) = directory else {
            return fresh(Some("there is no home directory to keep the token of this start in".to_owned()));
        };
        match Self::keep(directory, lake, request, now) {
            Ok(kept) => kept.unwrap_or_else(|| fresh(None)),
            Err(error) => {
                fresh(Some(format!("the token of this start cannot be kept in {}: {error}", directory.display())))
            }
        }
    }

    fn keep(directory: &Path, lake: &str, request: &Request, now: SystemTime) -> io::Result<Option<Self>> {
        let path = directory.join(name(lake, request));
        let mut folder = std::fs::DirBuilder::new();
        let mut options = OpenOptions::new();
        #[cfg(unix)]
        {
            std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        folder.recursive(true).create(directory)?;
        let mut file = options.read(true).write(true).create(true).truncate(false).open(&path)?;
        // Somebody starts the same statement at this moment: it is meant twice.
        if file.try_lock().is_err() {
            return Ok(None);
        }
        let mut kept = String::new();
        file.read_to_string(&mut kept)?;
        let now = epoch_millis(now);
        let earlier =
            kept.trim().split_once(' ').and_then(|(token, at)| Some((token.to_owned(), at.parse::<i64>().ok()?)));
        let age = i64::try_from(KEPT.as_millis()).unwrap_or(i64::MAX);
        if let Some((token, at)) = earlier
            && (0..age).contains(&now.saturating_sub(at))
        {
            return Ok(Some(Self { token, is_retry: true, unkept: None, file: Some((file, path)) }));
        }
        let token = new_id();
        file.set_len(0)?;
        file.rewind()?;
        file.write_all(format!("{token} {now}\n").as_bytes())?;
        file.sync_all()?;
        Ok(Some(Self { token, is_retry: false, unkept: None, file: Some((file, path)) }))
    }

    /// The service has answered: the token is forgotten.
    pub fn settle(self) {
        if let Some((_file, path)) = self.file {
            // What cannot be removed is too old in an hour.
            drop(std::fs::remove_file(path));
        }
    }
}

/// The name of the file for a request: its digest.
fn name(lake: &str, request: &Request) -> String {
    let Request { sql, database, catalog, workgroup, output_location, parameters, reuse_minutes, token: _ } = request;
    let mut digest = Sha256::new();
    let mut add = |text: &str| {
        digest.update((text.len() as u64).to_le_bytes());
        digest.update(text.as_bytes());
    };
    add(lake);
    add(sql);
    for part in [database, catalog, workgroup, output_location] {
        add(part.as_deref().unwrap_or("\0"));
    }
    add(&format!("{reuse_minutes:?}"));
    parameters.iter().for_each(|parameter| add(parameter));
    hex::encode(digest.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(sql: &str) -> Request {
        Request { sql: sql.to_owned(), ..Request::default() }
    }

    #[test]
    fn a_start_without_an_answer_keeps_its_token() {
        let directory = tempfile::tempdir().unwrap();
        let begun = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        let reserve = |sql: &str, now| Pending::reserve(Some(directory.path()), "lake", &request(sql), now);
        let first = reserve("SELECT 1", begun);
        let at_once = reserve("SELECT 1", begun);
        assert_ne!(first.token, at_once.token, "two at the same time are meant twice");
        let token = first.token.clone();
        drop(first);
        let again = reserve("SELECT 1", begun + Duration::from_secs(60));
        assert!(again.is_retry && again.token == token);
        assert_ne!(reserve("SELECT 2", begun).token, token);
        again.settle();
        assert_ne!(reserve("SELECT 1", begun + Duration::from_secs(61)).token, token);
        let late = reserve("SELECT 1", begun + Duration::from_secs(7200));
        assert!(!late.is_retry, "an hour later it is meant anew");
    }
}
