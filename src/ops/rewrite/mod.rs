//! Rewriting a table: `table convert` and `table compact`. Rows are copied by statements into a table beside the target,
//! proven there, and only then does the catalog point to them.
//!
//! Invariants:
//! - What is done so far is kept in the lake, beside the new files; a rewrite that was killed goes on where it stood.
//! - A query reads the old files or the new ones, never both and never half a partition.
//! - Old files are removed only when the operator says so, and only those that were rewritten.

mod copy;
mod iceberg;
mod kept;
mod old;
mod statement;
mod survey;
mod swap;

pub use iceberg::{Optimized, optimize, statement};
pub use old::{OldData, old_data, remove_old};
pub use statement::Session;
pub use survey::{Division, Keys, Survey, files, survey};

use crate::aws::{Read, Write};
use crate::clock::new_id;
use crate::domain::catalog::{Table, TableFormatOptions, TableName};
use crate::domain::crawl::CrawlTarget;
use crate::domain::price::dollars;
use crate::domain::query::dollars_of;
use crate::domain::rewrite::{
    CONVERTED_FROM, CONVERTED_STATE, Journal, OldPart, Phase, Purpose, STAGING_MARK, Size, Step, chunks, steps_of,
};
use crate::domain::shell_word::command;
use crate::domain::size;
use crate::error::{Error, Kind, Result};
use crate::query::Current;
use kept::Kept;
use statement::Runner;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Wish {
    pub purpose: Purpose,
    pub source: TableName,
    /// The source itself when it is compacted.
    pub target: TableName,
    /// The format of the new files; none is that of the source.
    pub format: Option<TableFormatOptions>,
    /// The compression of the new files, in the catalog's words.
    pub compression: Option<String>,
    pub keys: Keys,
    /// Files are put together up to this size, in bytes.
    pub target_file: u64,
    /// Which partitions, as the catalog's own filter.
    pub filter: Option<String>,
    /// Where the new files go, `s3://…/`.
    pub location: Option<String>,
    /// The most that all statements together may scan, in bytes.
    pub max_scan: Option<u64>,
    pub session: Session,
}

impl Wish {
    /// What must be the same for a rewrite to go on.
    fn settings(&self) -> String {
        format!(
            "{} {} {:?} {:?} {:?} {} {:?} {:?}",
            self.source,
            self.target,
            self.format,
            self.compression,
            self.keys,
            self.target_file,
            self.filter,
            self.location
        )
    }

    /// The table that is filled beside the target.
    fn staging(&self) -> Result<TableName> {
        TableName::new(self.target.database.clone(), &format!("{}__lakectl_new", self.target.table))
            .map_err(Error::usage)
    }
}

/// What is known before anything is done.
#[derive(Debug, Clone)]
pub struct Outlook {
    pub survey: Survey,
    /// `s3://…/`; where a rewrite stands that was begun, its own place.
    pub base: String,
    /// Statements that copy; none when a query must find the keys first.
    pub steps: Option<usize>,
    /// How far a rewrite is that was begun earlier: steps done, and all of them.
    pub under_way: Option<(usize, usize)>,
    /// Whether there is nothing to do.
    pub is_done: bool,
}

/// What a rewrite came to.
#[derive(Debug, Clone)]
pub struct Report {
    pub base: String,
    pub before: Size,
    pub after: Size,
    pub rows: u64,
    pub scanned: u64,
    pub statements: u64,
    /// Partitions that were left as they are, since their files changed meanwhile.
    pub left: Vec<String>,
}

/// What a full run will scan at least, in bytes: the copy and its proof.
pub fn least_scan(survey: &Survey, steps: Option<usize>) -> u64 {
    let times = match (survey.division, steps) {
        (Division::Parts, _) => 2,
        (Division::Keys, None) => 3,
        (Division::Keys, Some(steps)) => steps as u64 + 2,
    };
    survey.before.bytes.saturating_mul(times)
}

/// Looks at a source and at what an earlier run left.
pub async fn outlook(read: &Read, wish: &Wish) -> Result<Outlook> {
    let survey = survey(read, wish).await?;
    let kept = kept::find(read, wish).await?;
    let is_done = match (&kept, wish.purpose) {
        (Some(_), _) => false,
        (None, Purpose::Compact) => survey.parts.is_empty(),
        (None, Purpose::Convert) => is_converted(read, wish, &survey).await?,
    };
    let steps = match survey.division {
        Division::Parts => Some(steps(wish, &survey).len()),
        Division::Keys => None,
    };
    let base = match &kept {
        Some(kept) => kept.base.clone(),
        None if is_done => String::new(),
        None => base(read, wish, &survey.table).await?,
    };
    let under_way = kept.map(|kept| (kept.journal.done(), kept.journal.steps.len()));
    Ok(Outlook { survey, base, steps, under_way, is_done })
}

/// Whether the target is what this command made of the source as it is now. Another table of that name is a conflict.
async fn is_converted(read: &Read, wish: &Wish, survey: &Survey) -> Result<bool> {
    let Some(there) = read.table(&wish.target).await? else { return Ok(false) };
    let source = wish.source.to_string();
    if there.parameter(CONVERTED_FROM) != Some(source.as_str()) {
        return Err(Error::new(Kind::Conflict, format!("there is a table `{}` already", wish.target))
            .hint("give the new table another name"));
    }
    if there.parameter(CONVERTED_STATE) == Some(survey.fingerprint.as_str()) && there.partition_keys == survey.keys {
        return Ok(true);
    }
    Err(Error::new(
        Kind::Conflict,
        format!(
            "`{}` was converted from `{source}` earlier; the source or what is asked for has changed since",
            wish.target
        ),
    )
    .hint(command("delete it and convert again: lakectl table delete", &[&wish.target.to_string()], ""))
    .hint("or give the new table another name"))
}

/// The steps of a source that is divided by its own parts.
fn steps(wish: &Wish, survey: &Survey) -> Vec<Step> {
    if survey.keys.is_empty() && survey.parts.len() > 1 {
        // Partitions that become one table: its files are put together wherever they lie.
        let files = survey.parts.iter().flat_map(|part| part.files.clone()).collect();
        let mut whole = survey.parts[0].clone();
        (whole.keys, whole.files) = (Vec::new(), files);
        return steps_of(&[whole], wish.target_file);
    }
    steps_of(&survey.parts, wish.target_file)
}

/// Where the new files go: said by the operator, below the database's own place, or beside the table.
async fn base(read: &Read, wish: &Wish, table: &Table) -> Result<String> {
    let wanted = match (&wish.location, wish.purpose) {
        (Some(location), _) => location.clone(),
        (None, Purpose::Compact) => {
            let location = table.location.as_deref().unwrap_or_default().trim_end_matches('/');
            let is_bucket = CrawlTarget::parse(location).is_none_or(|place| place.prefix.is_empty());
            if is_bucket {
                return Err(Error::usage(format!(
                    "`{}` has its whole bucket: new files have no place beside it",
                    wish.source
                ))
                .hint("say where they go: --location s3://BUCKET/PREFIX/"));
            }
            format!("{}.{}/", without_mark(location), new_id().split('-').next().unwrap_or("new"))
        }
        (None, Purpose::Convert) => {
            let database = crate::db::need(read, &wish.target.database).await?;
            let below = database.location.filter(|location| CrawlTarget::parse(location).is_some());
            let below = below.ok_or_else(|| {
                Error::usage(format!("database `{}` says no place for its tables", wish.target.database))
                    .hint("say where the new files go: --location s3://BUCKET/PREFIX/ or ZONE:PATH")
            })?;
            format!("{}/{}/", below.trim_end_matches('/'), wish.target.table)
        }
    };
    let (bucket, prefix) = survey::place(&wanted, &wish.target.to_string())?;
    let source = table.location.as_deref().unwrap_or_default().trim_end_matches('/');
    let inside = format!("{}/", wanted.trim_end_matches('/')).starts_with(&format!("{source}/"));
    if inside || format!("{source}/").starts_with(&wanted) {
        return Err(Error::usage(format!(
            "the new files cannot go to {wanted}: it is in the place of `{}`",
            wish.source
        ))
        .hint("queries of the table would read both"));
    }
    if wish.purpose == Purpose::Compact {
        same_care(read, wish, source, &wanted).await?;
    }
    // A run that was killed before its journal was written may have left the list of the old files.
    let leftover = format!("{prefix}{}", kept::LEFTOVER);
    if read.object_page(&bucket, &prefix, None).await?.0.iter().any(|object| object.key != leftover) {
        return Err(Error::new(Kind::Conflict, format!("there is something in {wanted} already"))
            .hint("new files need an empty place: --location s3://BUCKET/PREFIX/"));
    }
    Ok(wanted)
}

/// A place without the mark that an earlier compaction has put behind it.
fn without_mark(location: &str) -> &str {
    let marked = location.rsplit_once('.').filter(|(_, mark)| {
        mark.len() == 8 && mark.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    });
    marked.map_or(location, |(place, _)| place)
}

/// Whoever reads the table by Lake Formation must still read it in its new place.
async fn same_care(read: &Read, wish: &Wish, old: &str, new: &str) -> Result<()> {
    let locations = match read.locations().await {
        Ok(locations) => locations,
        // Who may not see them has been told so, or has said that all is seen.
        Err(error) if error.kind() == Kind::Denied => return Ok(()),
        Err(error) => return Err(error),
    };
    let covers = |place: &str| {
        let place = format!("{}/", place.trim_end_matches('/'));
        locations.iter().any(|location| place.starts_with(&location.uri()))
    };
    if !covers(old) || covers(new) {
        return Ok(());
    }
    Err(Error::refused(format!(
        "`{}` is in a location that is registered with Lake Formation, and {new} is in none: its readers would be denied",
        wish.source
    ))
    .hint("say a place in a registered location: --location s3://BUCKET/PREFIX/")
    .hint("or register a folder above both: lakectl location register"))
}

/// Does it, or goes on with what an earlier run began.
pub async fn run(
    write: &Write,
    wish: &Wish,
    outlook: Outlook,
    current: &Current,
    tell: &(dyn Fn(&str) + Send + Sync),
) -> Result<Report> {
    let Outlook { survey, base, .. } = outlook;
    let runner = Runner::new(write, &wish.session, current, tell).await?;
    let kept = match kept::find(write, wish).await? {
        Some(kept) if kept.journal.settings != wish.settings() => {
            return Err(Error::new(
                Kind::Conflict,
                format!("a rewrite of `{}` with other settings is under way", wish.source),
            )
            .hint("give the command as it was given then, or throw that rewrite away with --restart"));
        }
        Some(mut kept) if kept.journal.phase == Phase::Copying && kept.journal.fingerprint != survey.fingerprint => {
            tell("the table has changed since its rewrite was begun: it begins anew");
            kept::abandon(write, wish, &mut kept).await?;
            None
        }
        kept => kept,
    };
    let mut kept = match kept {
        Some(kept) => {
            let (done, all) = (kept.journal.done(), kept.journal.steps.len());
            tell(&format!("going on with what was begun: {done} of {all} statements are done"));
            kept
        }
        None => begin(&runner, wish, &survey, base).await?,
    };
    match carry_on(&runner, wish, &survey, &mut kept).await {
        // Nothing was copied: nothing is worth being kept.
        Err(error) if error.kind() == Kind::RemoteFailed && kept.journal.done() == 0 => {
            kept::abandon(write, wish, &mut kept).await?;
            Err(error)
        }
        ended => ended,
    }
}

async fn carry_on(runner: &Runner<'_>, wish: &Wish, survey: &Survey, kept: &mut Kept) -> Result<Report> {
    if kept.journal.phase == Phase::Copying {
        copy::copy(runner, wish, survey, kept).await?;
        copy::prove(runner, wish, survey, kept).await?;
    }
    swap::swap(runner, wish, survey, kept).await
}

/// Throws away what an earlier run began, as long as nothing was swapped. Whether there was something.
pub async fn restart(write: &Write, wish: &Wish) -> Result<bool> {
    let Some(mut kept) = kept::find(write, wish).await? else { return Ok(false) };
    if kept.journal.phase != Phase::Copying {
        return Err(Error::refused(format!("the rewrite of `{}` is proven, and its swap may have begun", wish.source))
            .hint("give the command without --restart: it finishes"));
    }
    kept::abandon(write, wish, &mut kept).await?;
    Ok(true)
}

/// Removes what is left of a rewrite that was killed at its very end.
pub async fn tidy(write: &Write, wish: &Wish) -> Result<()> {
    let staging = wish.staging()?;
    let left = write.table(&staging).await?.is_some_and(|table| table.parameter(STAGING_MARK).is_some());
    if left { kept::drop_staging(write, wish).await } else { Ok(()) }
}

/// Makes the table that is filled, and writes down what is to be done.
async fn begin(runner: &Runner<'_>, wish: &Wish, survey: &Survey, base: String) -> Result<Kept> {
    let (mut scanned, mut statements) = (0, 0);
    let steps = match survey.division {
        Division::Parts => steps(wish, survey),
        Division::Keys => {
            (runner.tell)("reading the values of the partition keys");
            let sql = crate::domain::rewrite::key_query(&wish.source, &survey.predicates());
            let (rows, execution) = runner.rows(&sql).await?;
            (scanned, statements) = (execution.scanned_bytes, 1);
            chunks(&rows).into_iter().map(|partitions| Step::new(partitions, Vec::new())).collect()
        }
    };
    let least = least_scan(survey, Some(steps.len()));
    if let Some(most) = wish.max_scan.filter(|most| least > *most) {
        return Err(Error::refused(format!(
            "the rewrite would scan at least {} (about {}) in {} statements, more than the {} of the limit",
            size::friendly(least),
            dollars(dollars_of(least)),
            steps.len() + 2,
            size::written(most)
        ))
        .hint("or do it anyway: a larger --max-scan, or --no-max-scan"));
    }
    let run = new_id();
    let journal = Journal {
        format: Journal::FORMAT,
        run: run.clone(),
        purpose: wish.purpose,
        source: wish.source.to_string(),
        target: wish.target.to_string(),
        settings: wish.settings(),
        fingerprint: survey.fingerprint.clone(),
        keys: survey.keys.iter().map(|key| key.name.clone()).collect(),
        parts: survey
            .parts
            .iter()
            .map(|part| OldPart {
                values: part.values.clone(),
                keys: part.keys.clone(),
                location: part.location.clone(),
            })
            .collect(),
        steps,
        phase: Phase::Copying,
        before: survey.before,
        rows: 0,
        scanned,
        statements,
    };
    kept::begin(runner.write, wish, survey, base, journal).await
}

/// The definition of the table that is filled.
fn staged(wish: &Wish, survey: &Survey, base: &str, run: &str) -> Result<Table> {
    let name = wish.staging()?;
    let mut table = match wish.purpose {
        Purpose::Compact => survey.table.clone(),
        Purpose::Convert => Table { description: survey.table.description.clone(), ..Table::default() },
    };
    table.database = name.database.to_string();
    table.name = name.table;
    table.table_type = Some("EXTERNAL_TABLE".to_owned());
    table.columns.clone_from(&survey.columns);
    table.partition_keys.clone_from(&survey.keys);
    table.location = Some(base.to_owned());
    table.parameters.insert("EXTERNAL".to_owned(), "TRUE".to_owned());
    if let Some(options) = &wish.format {
        let storage = options.storage();
        table.input_format = Some(storage.format.input_format.to_owned());
        table.output_format = Some(storage.format.output_format.to_owned());
        table.serialization_library = Some(storage.format.serialization_library.to_owned());
        table.serde_parameters = storage.format.serde_parameters;
        table.parameters.extend(storage.parameters);
        if let Some(compression) = &wish.compression {
            let (key, value) = compression_parameter(options.format, compression);
            table.parameters.insert(key.to_owned(), value);
        }
    }
    table.parameters.insert(STAGING_MARK.to_owned(), run.to_owned());
    Ok(table)
}

/// How the catalog says the compression of a format.
fn compression_parameter(format: crate::domain::catalog::TableFormat, wanted: &str) -> (&'static str, String) {
    use crate::domain::catalog::TableFormat;
    let key = match format {
        TableFormat::Parquet => "parquet.compression",
        TableFormat::Orc => "orc.compress",
        TableFormat::Avro | TableFormat::Csv | TableFormat::Json | TableFormat::Text => "write.compression",
    };
    (key, wanted.to_ascii_uppercase())
}
