//! `lakectl schema check`

use std::path::{Path, PathBuf};

use clap::Args;

use super::baseline;
use crate::context::Ctx;
use crate::domain::registry::DEFAULT_REGISTRY;
use crate::domain::schema::{Budget, DataFormat, Mode, Profile, RegistryName, SchemaName, check_definition_size};
use crate::domain::schema_check::{Against, Checked, Ending, Job, counted};
use crate::error::{Error, Result};
use crate::ops::schema::{self, Commit, History, HistoryDirectory, SchemaFile};
use crate::outcome::{Answer, Outcome};
use crate::render::report::{self, ReportFormat};
use crate::render::{Column, View, finding};

/// Check definitions against older ones, in files, in a commit or in a registry; nothing is registered
///
/// AWS does not publish the registry's rules. A check goes by a profile of known rules, which --rules picks and every
/// result names: "compatible" is what those rules say, not a promise of the service.
///
/// What a definition refers to (imports of Protobuf, a $ref of JSON Schema to a file) is read from files and checked with
/// it, as `schema bundle` would put it together; a finding names the file that it is in.
///
/// Exit code 0: compatible; 3: not; 2: something is no valid definition; 1: it cannot be told.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl schema check schemas/ --against git:origin/main --report github\n  lakectl schema check user.avsc --old user.v1.avsc --old user.v2.avsc --compatibility full_all\n  lakectl schema check user_event.avsc --registry event-schemas --against all --fix\n\nExit codes: 0 compatible, 3 not compatible, 2 not valid, 1 cannot be told."
)]
pub struct SchemaCheckArgs {
    /// Files with new definitions; a directory is every .avsc, .json and .proto file below it, and patterns with * and **
    /// work
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    source: SourceArgs,
    /// avro, json or protobuf, when a file's name does not tell
    #[arg(long, value_name = "FORMAT")]
    format: Option<DataFormat>,
    /// The compatibility mode, in place of the registered schema's own: none, disabled, backward, backward_all, forward,
    /// forward_all, full, full_all [default: backward]
    #[arg(long, value_name = "MODE")]
    compatibility: Option<Mode>,
    /// The profile of rules to judge by: glue, json-lenient, proto-wire, proto-wire-json,
    /// proto-file, semantic
    #[arg(long, value_name = "PROFILE", default_value_t)]
    rules: Profile,
    /// Write a report for other programs in place of the output format
    #[arg(long, value_name = "FORMAT")]
    report: Option<ReportFormat>,
    /// A folder in which files that definitions refer to are looked for, before a definition's own folder
    #[arg(long, short = 'I', value_name = "DIR")]
    import_path: Vec<PathBuf>,
    /// Write the fixes that need no decision into the files
    #[arg(long)]
    fix: bool,
    /// Breaks that are accepted: a TOML file of [[accept]] entries, each with rule, path, versions, reason and expires
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// End with 0 when it cannot be told whether a schema is compatible
    #[arg(long)]
    allow_unknown: bool,
}

/// Where the older versions are.
#[derive(Debug, Args)]
struct SourceArgs {
    /// A file with an older definition, the oldest first; a directory holds one for each schema, under the same name
    #[arg(long, value_name = "FILE", conflicts_with_all = ["dir", "registry", "name"])]
    old: Vec<PathBuf>,
    /// A directory with the history: DIR/NAME/*, or files called NAME.v1.avsc, NAME.v2.avsc
    #[arg(long, value_name = "DIR", conflicts_with_all = ["registry", "name"])]
    dir: Option<PathBuf>,
    /// What to compare with: git:REF (the same path in a commit), git:REF:PATH, latest, checkpoint, all, or a version's
    /// number [default: what the mode asks for]
    #[arg(long, value_name = "VERSION")]
    against: Option<Against>,
    /// The registry that has the older versions [default with --name: default-registry]
    #[arg(long, value_name = "NAME")]
    registry: Option<RegistryName>,
    /// The schema in the registry [default: the file's name without its ending]
    #[arg(long, value_name = "NAME")]
    name: Option<SchemaName>,
}

const COLUMNS: &[Column] = &[
    Column::text("FILE", "file"),
    Column::text("VERDICT", "verdict"),
    Column::text("FORMAT", "format"),
    Column::text("COMPATIBILITY", "compatibility"),
    Column::text("PROFILE", "profile"),
    Column::text("REASON", "reason"),
];

pub async fn run(ctx: &Ctx, args: SchemaCheckArgs) -> Result<Answer> {
    if args.fix && args.files.iter().any(|file| file == Path::new("-")) {
        return Err(Error::usage("--fix writes into files, and stdin is none"));
    }
    let baseline = args.baseline.as_deref().map(baseline::read).transpose()?;
    let files = schema::expand(&args.files)?;
    args.source.fits(files.len())?;
    let mut source = Source::open(&args.source)?;
    if !matches!(source, Source::Commit(..)) {
        // A commit may have had a folder that is gone.
        schema::need_folders(&args.import_path)?;
    }
    let (mut unreadable, mut jobs) = (Vec::new(), Vec::new());
    let is_single = files.len() == 1;
    let display = ctx.ui.progress_on_terminal("reading");
    for (index, path) in files.iter().enumerate() {
        display.show(&format!("reading {} of {}: {}", index + 1, files.len(), path.display()));
        let read = schema::read_text(path, args.format).and_then(|file| schema::with_imports(file, &args.import_path));
        let file = match read {
            Ok(file) => file,
            Err(error) if is_single => return Err(error),
            Err(error) => {
                let reason = error.chain().join(": ");
                let checked =
                    Checked::unreadable(path.display().to_string(), mode_of(&args, None), args.rules, reason, None);
                unreadable.push((index, checked));
                continue;
            }
        };
        if let Err(limit) = check_definition_size(file.definition()) {
            ctx.ui.warn(&format!("{}: {limit}", path.display()));
        }
        let history = source.history(ctx, &args, &file, is_single).await?;
        jobs.push(job(&args, file, history)?);
    }
    display.show(&format!("checking {} schemas", jobs.len()));
    let mut checked = schema::check_all(&jobs, args.fix)?;
    drop(display);
    if !matches!(source, Source::Registry(_)) {
        // What a registry has taken it takes again; a file beside an equal one can still be no definition.
        checked.iter_mut().for_each(Checked::must_be_valid);
    }
    if args.fix {
        for check in checked.iter().filter(|check| check.fixed > 0) {
            schema::replace(check.file.as_ref(), &check.text)?;
        }
    }
    for (index, check) in unreadable {
        checked.insert(index, check);
    }
    if let Some(baseline) = &baseline {
        for stale in baseline::apply(baseline, &mut checked, ctx) {
            ctx.ui.warn(&stale);
        }
    }
    if let ([check], None, Some(job)) = (&checked[..], args.report, jobs.first())
        && let Ending::Invalid(errors) = &check.ending
    {
        let (text, bundle) = (job.text.clone(), job.bundle.clone());
        let file = SchemaFile { path: files[0].clone(), text, format: job.format, bundle };
        return Err(schema::invalid(&file, errors).expect("an invalid definition has an error"));
    }
    ctx.ui.status(&tally(&checked));
    let outcome = outcome(&checked, args.allow_unknown);
    Ok(Answer::done(view(ctx, &checked, args.report)).with(outcome))
}

impl SourceArgs {
    /// What is only about one schema.
    fn fits(&self, files: usize) -> Result<()> {
        if files < 2 {
            return Ok(());
        }
        let only_for_one =
            |what: &str| Err(Error::usage(format!("{what} is for a single schema, and there are {files}")));
        if self.name.is_some() {
            return only_for_one("--name");
        }
        if matches!(self.against, Some(Against::Git { path: Some(_), .. })) {
            return only_for_one("git:REF:PATH").map_err(|error| error.hint("git:REF compares each with its own path"));
        }
        if self.old.iter().any(|old| !old.is_dir()) {
            return only_for_one("--old FILE")
                .map_err(|error| error.hint("--old DIR compares each with the file of the same name"));
        }
        Ok(())
    }
}

/// Where the older versions come from, opened once.
enum Source {
    Nowhere,
    Files,
    Directory(HistoryDirectory),
    Commit(Box<Commit>, Against),
    Registry(String),
}

impl Source {
    fn open(args: &SourceArgs) -> Result<Self> {
        let has_registry = args.registry.is_some() || args.name.is_some();
        if let Some(against @ Against::Git { reference, .. }) = &args.against {
            if has_registry || !args.old.is_empty() || args.dir.is_some() {
                return Err(Error::usage("--against git:… already says where the older version is")
                    .hint("leave out --old, --dir, --registry and --name"));
            }
            return Ok(Self::Commit(Box::new(Commit::open(reference)?), against.clone()));
        }
        if !args.old.is_empty() {
            return Ok(Self::Files);
        }
        if let Some(directory) = &args.dir {
            return Ok(Self::Directory(HistoryDirectory::open(directory)?));
        }
        if has_registry || args.against.is_some() {
            let registry = args.registry.as_ref().map_or(DEFAULT_REGISTRY, RegistryName::as_str);
            return Ok(Self::Registry(registry.to_owned()));
        }
        Ok(Self::Nowhere)
    }

    async fn history(
        &mut self,
        ctx: &Ctx,
        args: &SchemaCheckArgs,
        file: &SchemaFile,
        is_single: bool,
    ) -> Result<History> {
        let SchemaCheckArgs { source, import_path, .. } = args;
        match self {
            Self::Nowhere => Ok(History::default()),
            Self::Files => schema::in_files(file, &source.old, import_path),
            Self::Directory(directory) => directory.history(file, is_single, import_path),
            Self::Commit(commit, against) => schema::in_commit(commit, against, file, import_path),
            Self::Registry(registry) => {
                let name = source.name.as_ref().map_or_else(|| schema::stem(&file.path), SchemaName::to_string);
                in_registry(ctx, registry, &name, source.name.is_some() || is_single, file).await
            }
        }
    }
}

/// A schema that was named must be there; one that goes by its file's name among others may be new.
async fn in_registry(ctx: &Ctx, registry: &str, name: &str, must_be: bool, file: &SchemaFile) -> Result<History> {
    let read = ctx.read().await?;
    let Some((found, history)) = schema::in_registry(read, registry, name).await? else {
        if must_be {
            // The error that names what there is.
            schema::need(read, registry, name).await?;
        }
        return Ok(History::default());
    };
    if found.schema.format != file.format {
        let shown = file.path.display();
        return Err(Error::usage(format!("schema {name} is {}, and {shown} is {}", found.schema.format, file.format)));
    }
    Ok(history)
}

fn mode_of(args: &SchemaCheckArgs, registered: Option<Mode>) -> Mode {
    args.compatibility.or(registered).unwrap_or(Mode::Backward)
}

fn job(args: &SchemaCheckArgs, file: SchemaFile, history: History) -> Result<Job> {
    let mode = mode_of(args, history.mode);
    let asked = args.source.against.as_ref().filter(|_| !history.versions.is_empty());
    let against = Against::select(asked, mode, &history.versions, history.checkpoint)
        .map_err(|message| Error::usage(format!("{}: {message}", file.path.display())))?;
    Ok(Job {
        file: file.path.display().to_string(),
        format: file.format,
        mode,
        profile: args.rules,
        budget: Budget::default(),
        text: file.text,
        bundle: file.bundle,
        history: history.versions,
        against,
    })
}

fn view(ctx: &Ctx, checked: &[Checked], report: Option<ReportFormat>) -> View {
    if let Some(format) = report {
        return View::document(report::write(checked, format));
    }
    let rows = checked.iter().map(Checked::json).collect();
    View::drawn("checks", rows, COLUMNS, finding::checks(checked, ctx.ui.look()))
}

fn outcome(checked: &[Checked], allow_unknown: bool) -> Outcome {
    let any = |wanted: fn(&Ending) -> bool| checked.iter().any(|check| wanted(&check.ending));
    if any(Ending::is_bad_input) {
        Outcome::BadInput
    } else if any(|ending| matches!(ending, Ending::Incompatible | Ending::Refused { .. })) {
        Outcome::Differences
    } else if !allow_unknown && any(|ending| matches!(ending, Ending::Unknown { .. })) {
        Outcome::Unknown
    } else {
        Outcome::Done
    }
}

/// `3 schemas checked: 2 compatible, 1 incompatible`.
fn tally(checked: &[Checked]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for check in checked {
        let word = check.ending.word();
        match counts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    let counts: Vec<String> = counts.iter().map(|(word, count)| format!("{count} {word}")).collect();
    format!("{} checked: {}", counted(checked.len(), "schema"), counts.join(", "))
}
