//! What the lake could be made again from, on its screen.

use std::time::Duration;

use serde_json::{Value, json};

use crate::cli::backup::Said;
use crate::cli::catalog::time;
use crate::context::Ctx;
use crate::domain::span::Span;
use crate::error::Error;
use crate::ops;
use crate::ops::status::{Known, Recovery};

/// The newest backup and the last drill, where the lake's file says that they are.
pub async fn look(ctx: &Ctx, said: Option<&Said>) -> Option<Known<Recovery>> {
    let said = said?;
    if !said.is_plain(ctx) {
        return Some(Err(Error::failed(format!("{} is in no zone of lake.toml", said.place))));
    }
    let found = async { ops::status::recovery(&said.store(ctx).await?).await };
    Some(found.await)
}

/// What was found, against what the file says.
pub fn value(said: &Said, found: Known<Recovery>, now: i64, unknown: &mut Vec<String>) -> Value {
    let found = match found {
        Ok(found) => found,
        Err(error) => {
            unknown.push(format!("backups ({})", error.chain().join(": ")));
            return json!({ "place": said.place, "text": "unknown" });
        }
    };
    // As exact as is of use.
    let ago = |at: i64| {
        let seconds = u64::try_from((now - at).max(0) / 1000).unwrap_or(0);
        let unit = if seconds < 7200 {
            60
        } else if seconds < 172_800 {
            3600
        } else {
            86_400
        };
        Span::seconds(seconds / unit * unit)
    };
    let is_longer = |at: i64, most: Duration| u128::try_from(now - at).is_ok_and(|age| age >= most.as_millis());
    let backup = match (&found.backup, found.made_millis()) {
        (None, _) => "there is no backup".to_owned(),
        (Some(_), Some(at)) if is_longer(at, said.max_age) => format!("the newest backup is too old: {}", ago(at)),
        (Some(_), Some(at)) => format!("the newest backup is {} old", ago(at)),
        (Some(id), None) => format!("the newest backup is {id}"),
    };
    let is_due = found.backup.is_some()
        && said.drill.is_some_and(|every| {
            found.drill.as_ref().is_none_or(|drill| !drill.passed || is_longer(drill.at_millis, every))
        });
    let drill = match &found.drill {
        Some(drill) if !drill.passed => "the last drill failed".to_owned(),
        Some(_) if is_due => "a drill is due".to_owned(),
        Some(drill) => format!("the last drill passed {} ago", ago(drill.at_millis)),
        None if is_due => "a drill is due".to_owned(),
        None => "never tried".to_owned(),
    };
    json!({
        "place": said.place,
        "backup": found.backup.as_ref().map(|id| json!({ "id": id, "made_at": time(found.made_millis()) })),
        "drill": found.drill.as_ref().map(|drill| json!({
            "backup": drill.backup, "at": time(Some(drill.at_millis)), "passed": drill.passed,
        })),
        "is_due": is_due,
        "text": if found.backup.is_some() { format!("{backup}; {drill}") } else { backup },
    })
}
