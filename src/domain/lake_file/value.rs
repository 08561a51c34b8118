//! What texts of the file must be readable as: each function says what is wrong with one.

use std::fmt::Display;
use std::str::FromStr;

use crate::alarm::{self, MissingData, Recipe, Statistic};
use crate::bucket::BucketName;
use crate::bucket_settings::Notify;
use crate::catalog::{ColumnList, DatabaseName, TableName};
use crate::crawl::Glob;
use crate::cron::Cron;
use crate::doctor;
use crate::lifecycle::{TEMPLATES, Template};
use crate::permission::{LfTag, Permission, TagExpression};
use crate::schema::Mode;
use crate::span::Span;
use crate::suggest;
use crate::workgroup;

/// Longest name of a lake.
const LONGEST_NAME: usize = 63;

fn parsed<T>(text: &str) -> Result<(), String>
where
    T: FromStr,
    T::Err: Display,
{
    text.parse::<T>().map(drop).map_err(|error| error.to_string())
}

pub fn lake_name(text: &str) -> Result<(), String> {
    let legal = |character: char| character.is_ascii_alphanumeric() || "._-".contains(character);
    if !text.is_empty() && text.len() <= LONGEST_NAME && text.chars().all(legal) {
        return Ok(());
    }
    Err(format!("a lake's name has 1 to {LONGEST_NAME} letters, digits, dots, hyphens and underscores"))
}

pub fn account(text: &str) -> Result<(), String> {
    let legal = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    if legal { Ok(()) } else { Err(format!("`{text}` is no account: it has twelve digits")) }
}

pub fn bucket(text: &str) -> Result<(), String> {
    parsed::<BucketName>(text).map_err(|problem| format!("`{text}`: {problem}"))
}

pub fn template(text: &str) -> Result<(), String> {
    if Template::named(text).is_some() {
        return Ok(());
    }
    let names: Vec<&str> = TEMPLATES.iter().map(|template| template.name).collect();
    let nearest = suggest::closest(text, names.iter().copied());
    let nearest = nearest.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
    Err(format!("there is no lifecycle template `{text}`: {}{nearest}", names.join(", ")))
}

pub fn key(text: &str) -> Result<(), String> {
    if text.starts_with("arn:") && text.contains(":key/") {
        return Ok(());
    }
    Err(format!("`{text}` is not the full ARN of a key: arn:aws:kms:REGION:ACCOUNT:key/ID"))
}

pub fn notify(text: &str) -> Result<(), String> {
    if text == "none" { Ok(()) } else { parsed::<Notify>(text) }
}

pub fn scan_limit(text: &str) -> Result<(), String> {
    workgroup::scan_limit(text).map(drop)
}

pub fn size(text: &str) -> Result<(), String> {
    crate::size::bytes(text).map(drop)
}

pub fn mode(text: &str) -> Result<(), String> {
    parsed::<Mode>(text)
}

pub fn columns(text: &str) -> Result<(), String> {
    let columns: ColumnList = text.parse()?;
    if columns.0.is_empty() { Err("no column is named".to_owned()) } else { Ok(()) }
}

pub fn character(text: &str) -> Result<(), String> {
    parsed::<char>(text).map_err(|_| format!("`{text}` is not one character"))
}

pub fn database(text: &str) -> Result<(), String> {
    parsed::<DatabaseName>(text)
}

pub fn table(text: &str) -> Result<(), String> {
    parsed::<TableName>(text)
}

pub fn glob(text: &str) -> Result<(), String> {
    Glob::new(text).map(drop).map_err(|error| error.to_string())
}

pub fn cron(text: &str) -> Result<(), String> {
    parsed::<Cron>(text)
}

pub fn permission(text: &str) -> Result<(), String> {
    parsed::<Permission>(text)
}

pub fn recipe(text: &str) -> Result<(), String> {
    parsed::<Recipe>(text)
}

pub fn statistic(text: &str) -> Result<(), String> {
    parsed::<Statistic>(text)
}

pub fn comparison(text: &str) -> Result<(), String> {
    alarm::comparison(text).map(drop)
}

pub fn rule(text: &str) -> Result<(), String> {
    alarm::CompositeRule::parse(text).map(drop).map_err(|problem| format!("`{text}` is no rule of alarms: {problem}"))
}

pub fn tag_value(text: &str) -> Result<(), String> {
    LfTag::value(text).map(drop)
}

pub fn tag_expression(text: &str) -> Result<(), String> {
    parsed::<TagExpression>(text)
}

pub fn span(text: &str) -> Result<(), String> {
    parsed::<Span>(text)
}

/// A place in S3, or a folder that is not outside of the file's own.
pub fn backups(text: &str) -> Result<(), String> {
    let is_s3 = text.split_once(':').is_some_and(|(scheme, rest)| scheme.len() > 1 && !rest.is_empty());
    let is_inside = !text.is_empty()
        && !text.contains('\\')
        && !text.starts_with(['/', '~'])
        && !text.contains(':')
        && text.split('/').all(|part| part != "..");
    if is_s3 || is_inside {
        return Ok(());
    }
    Err(format!("`{text}` is neither s3://bucket/prefix, nor zone:path, nor a folder below this file's"))
}

pub fn missing_data(text: &str) -> Result<(), String> {
    parsed::<MissingData>(text)
}

pub fn check(text: &str) -> Result<(), String> {
    if doctor::checks().any(|check| check.id == text) {
        return Ok(());
    }
    let nearest = suggest::closest(text, doctor::checks().map(|check| check.id));
    let cure =
        nearest.map_or_else(|| "`lakectl doctor --list` has them".to_owned(), |name| format!("did you mean `{name}`?"));
    Err(format!("there is no check `{text}`; {cure}"))
}

pub fn day(text: &str) -> Result<(), String> {
    let shape = |at: usize, byte: u8| if [4, 7].contains(&at) { byte == b'-' } else { byte.is_ascii_digit() };
    let parts: Vec<u32> = text.split('-').filter_map(|part| part.parse().ok()).collect();
    let is_day = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| shape(at, byte))
        && matches!(parts.as_slice(), [_, 1..=12, 1..=31]);
    if is_day { Ok(()) } else { Err(format!("`{text}` is no day: write 2027-01-31")) }
}

/// A file inside of the directory: relative, and never upwards.
pub fn file(text: &str) -> Result<(), String> {
    let outside =
        text.starts_with(['/', '\\', '~']) || text.contains(':') || text.split(['/', '\\']).any(|part| part == "..");
    if outside {
        return Err(format!("`{text}` leaves the directory of the file, which it may not"));
    }
    if text.is_empty() { Err("no file is named".to_owned()) } else { Ok(()) }
}

/// A place: `s3://bucket/prefix`, or `zone:path`.
pub fn place(text: &str) -> Result<(), String> {
    if let Some(rest) = text.strip_prefix("s3://") {
        return bucket(rest.split('/').next().unwrap_or(rest));
    }
    match text.split_once(':') {
        Some((zone, path)) if !zone.is_empty() && !zone.contains('/') && !path.starts_with("//") => Ok(()),
        _ => Err(format!("`{text}` is no place: write s3://bucket/prefix/, or zone:path")),
    }
}
