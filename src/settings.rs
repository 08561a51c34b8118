//! What was typed, configured and exported, resolved into what is meant: flags, then environment, then project file.
//!
//! Invariant: nothing else in the crate reads the environment. `LAKECTL_*` belongs to lakeFS's tool of the same name and
//! is never read.

mod guards;
mod machine;
mod origin;
mod project;

use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::error::{Error, Result};
pub use crate::render::Format;
use crate::ui::Color;
pub use guards::QueryGuards;
pub use machine::{Machine, program_name};
pub use origin::Origin;
use project::{Project, check_region};
pub use project::{Zones, line_and_column};

/// The name of the project file, searched from the working directory upwards.
pub const PROJECT_FILE: &str = "lake.toml";
/// The directory of a local lake, searched from the working directory upwards.
pub const LAKE_DIRECTORY: &str = ".lake";

/// What the flags of every command say; see the help texts in `cli::args`.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    /// `--local`, with the directory if one was given.
    pub local: Option<Option<PathBuf>>,
    /// `--profile`
    pub profile: Option<String>,
    /// `--env`
    pub environment: Option<String>,
    /// `--region`
    pub region: Option<String>,
    /// `--endpoint-url`
    pub endpoint_url: Option<String>,
    /// `--as`
    pub acting_as: Option<String>,
    /// `--output`
    pub format: Format,
    /// `--select`
    pub select: Option<String>,
    /// `--quiet`
    pub quiet: bool,
    /// `--verbose`
    pub verbose: bool,
    /// `--no-input`
    pub no_input: bool,
}

/// Which lake is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// AWS, or another endpoint that speaks its protocols.
    Aws {
        /// The endpoint of every service, when a flag names one. What the environment names is the SDK's to read.
        endpoint_url: Option<String>,
        /// The profile, when one was named.
        profile: Option<String>,
    },
    /// The local lake in a directory.
    Local {
        /// The directory; made on first use.
        directory: PathBuf,
    },
}

/// What is meant.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Which lake.
    pub target: Target,
    /// The region, when something named one.
    pub region: Option<String>,
    /// The principal to act as.
    pub acting_as: Option<String>,
    /// The access key of the session that this process acts in, when the lake itself started it: `LAKE_SESSION`.
    pub session: Option<String>,
    /// The memory that queries of a local lake may take, in bytes: `LAKE_MEMORY`.
    pub memory: Option<u64>,
    /// The names of the variables that lead to AWS.
    pub aws_variables: Vec<String>,
    /// The account that `lake.toml` pins.
    pub pinned_account: Option<String>,
    /// The region that `lake.toml` pins.
    pub pinned_region: Option<String>,
    /// The project file and the environment's file over it; empty when there is none.
    pub project_files: Vec<PathBuf>,
    /// What `lake.toml` says about queries.
    pub guards: QueryGuards,
    /// The zones of `lake.toml`.
    pub zones: Zones,
    /// Where this tool keeps what outlives a process.
    pub state: Option<PathBuf>,
    /// The directories that a shell looks through for programs.
    pub search_path: Vec<PathBuf>,
    /// The machine that this runs on.
    pub machine: Machine,
    /// The output format.
    pub format: Format,
    /// A JMESPath expression over the JSON document.
    pub select: Option<String>,
    /// No status lines.
    pub quiet: bool,
    /// Each API call on stderr.
    pub verbose: bool,
    /// Never prompt.
    pub no_input: bool,
    /// Each setting with where it comes from.
    pub origins: Vec<Origin>,
}

/// The environment that matters, read once.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// `LAKE_LOCAL`
    pub lake_local: Option<String>,
    /// `LAKE_SESSION`
    pub lake_session: Option<String>,
    /// `LAKE_MEMORY`
    pub lake_memory: Option<String>,
    /// `LAKE_ENV`
    pub lake_env: Option<String>,
    /// `AWS_REGION` or `AWS_DEFAULT_REGION`
    pub aws_region: Option<String>,
    /// Which of the two it is.
    pub region_variable: &'static str,
    /// The names of all variables that begin with `AWS_`.
    pub aws_variables: Vec<String>,
    /// What `NO_COLOR`, `CLICOLOR_FORCE`, `CLICOLOR` and `TERM` say together.
    pub color: Color,
    /// Where this tool keeps what outlives a process: below `XDG_STATE_HOME`, or `HOME`.
    pub state: Option<PathBuf>,
    /// `PATH`
    pub search_path: Vec<PathBuf>,
    /// The machine that this runs on.
    pub machine: Machine,
    /// The working directory.
    pub directory: PathBuf,
}

impl Environment {
    /// Reads the process's environment.
    #[expect(clippy::disallowed_methods, reason = "the one home of the environment")]
    pub fn read() -> Result<Self> {
        let text = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let directory = std::env::current_dir()
            .map_err(|error| Error::failed("the working directory cannot be read").because(error))?;
        Ok(Self {
            lake_local: text("LAKE_LOCAL"),
            lake_session: text("LAKE_SESSION"),
            lake_memory: text("LAKE_MEMORY"),
            lake_env: text("LAKE_ENV"),
            aws_region: text("AWS_REGION").or_else(|| text("AWS_DEFAULT_REGION")),
            region_variable: if text("AWS_REGION").is_some() { "AWS_REGION" } else { "AWS_DEFAULT_REGION" },
            aws_variables: std::env::vars_os()
                .filter_map(|(name, _)| name.into_string().ok())
                .filter(|name| name.starts_with("AWS_"))
                .collect(),
            color: color(&text),
            state: text("XDG_STATE_HOME")
                .map(PathBuf::from)
                .filter(|path| path.is_absolute())
                .or_else(|| text("HOME").map(|home| Path::new(&home).join(".local").join("state")))
                .map(|path| path.join("lakectl-lake")),
            search_path: std::env::var_os("PATH")
                .map(|path| std::env::split_paths(&path).collect())
                .unwrap_or_default(),
            machine: Machine::read(std::env::args_os().next().as_deref().map(Path::new), &text),
            directory,
        })
    }
}

/// `NO_COLOR` is the last word; then `CLICOLOR_FORCE`, then what a terminal cannot or should not show.
fn color(variable: &dyn Fn(&str) -> Option<String>) -> Color {
    if variable("NO_COLOR").is_some() {
        Color::Never
    } else if variable("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        Color::Always
    } else if variable("CLICOLOR").is_some_and(|value| value == "0")
        || variable("TERM").is_some_and(|value| value == "dumb")
    {
        Color::Never
    } else {
        Color::Auto
    }
}

impl Settings {
    /// Resolves flags, environment and project file.
    pub fn resolve(flags: Flags, environment: &Environment) -> Result<Self> {
        let named = flags.environment.as_deref().or(environment.lake_env.as_deref());
        let project = Project::find(&environment.directory, named)?;
        if let Some(region) = &flags.region {
            check_region(region)?;
        }
        let target = target(&flags, environment, &project)?;
        if let Some(expression) = &flags.select {
            // Before anything is changed: a mistake here must not leave a change behind without an answer.
            crate::render::compile(expression)?;
        }
        let origins = origin::of(&flags, environment, &project, &target);
        let region = flags.region.clone().or_else(|| environment.aws_region.clone()).or_else(|| project.region.clone());
        Ok(Self {
            target,
            region,
            acting_as: flags.acting_as,
            session: environment.lake_session.clone(),
            memory: environment
                .lake_memory
                .as_deref()
                .map(crate::domain::size::bytes)
                .transpose()
                .map_err(|error| Error::usage(format!("LAKE_MEMORY: {error}")))?,
            aws_variables: environment.aws_variables.clone(),
            pinned_account: project.account,
            pinned_region: project.region,
            project_files: project.files,
            guards: project.guards,
            zones: project.zones,
            state: environment.state.clone(),
            search_path: environment.search_path.clone(),
            machine: environment.machine.clone(),
            format: flags.format,
            select: flags.select,
            quiet: flags.quiet,
            verbose: flags.verbose,
            no_input: flags.no_input,
            origins,
        })
    }
}

fn target(flags: &Flags, environment: &Environment, project: &Project) -> Result<Target> {
    if let Some(directory) = &flags.local {
        if flags.endpoint_url.is_some() || flags.profile.is_some() {
            return Err(Error::usage("--local goes with neither --endpoint-url nor --profile")
                .hint("name one target: the local lake, or AWS"));
        }
        let directory = match directory {
            Some(directory) => environment.directory.join(directory),
            None => match &environment.lake_local {
                Some(directory) => environment.directory.join(directory),
                None => nearest_lake(&environment.directory),
            },
        };
        return Ok(Target::Local { directory });
    }
    if flags.endpoint_url.is_none() && flags.profile.is_none() {
        if let Some(directory) = &environment.lake_local {
            return Ok(Target::Local { directory: environment.directory.join(directory) });
        }
        if project.local == Some(true) {
            return Ok(Target::Local { directory: project.directory.join(LAKE_DIRECTORY) });
        }
    }
    if let Some(url) = &flags.endpoint_url {
        http::Uri::from_str(url)
            .ok()
            .filter(|uri| uri.host().is_some() && matches!(uri.scheme_str(), Some("http" | "https")))
            .ok_or_else(|| {
                Error::usage(format!("`{url}` is no endpoint URL")).hint("write it as http://127.0.0.1:4566")
            })?;
    }
    Ok(Target::Aws { endpoint_url: flags.endpoint_url.clone(), profile: flags.profile.clone() })
}

/// The nearest existing `.lake` upwards, or the one to make here.
fn nearest_lake(from: &Path) -> PathBuf {
    from.ancestors()
        .map(|directory| directory.join(LAKE_DIRECTORY))
        .find(|lake| lake.is_dir())
        .unwrap_or_else(|| from.join(LAKE_DIRECTORY))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn here() -> (tempfile::TempDir, Environment) {
        let directory = tempfile::tempdir().unwrap();
        let environment = Environment { directory: directory.path().to_owned(), ..Environment::default() };
        (directory, environment)
    }

    #[test]
    fn flags_win_over_the_environment_over_the_project() {
        let (directory, mut environment) = here();
        std::fs::write(directory.path().join("lake.toml"), "target = \"local\"\nregion = \"eu-west-1\"\n").unwrap();
        let settings = Settings::resolve(Flags::default(), &environment).unwrap();
        assert_eq!(settings.target, Target::Local { directory: directory.path().join(".lake") });
        assert_eq!(settings.region.as_deref(), Some("eu-west-1"));

        environment.lake_local = Some("other".to_owned());
        let settings = Settings::resolve(Flags::default(), &environment).unwrap();
        assert_eq!(settings.target, Target::Local { directory: directory.path().join("other") });

        let flags =
            Flags { profile: Some("prod".to_owned()), region: Some("us-east-2".to_owned()), ..Flags::default() };
        let settings = Settings::resolve(flags, &environment).unwrap();
        assert_eq!(settings.target, Target::Aws { endpoint_url: None, profile: Some("prod".to_owned()) });
        assert_eq!(settings.region.as_deref(), Some("us-east-2"));
    }

    #[test]
    fn the_refusal_of_colours_is_the_last_word() {
        let of = |set: &[(&str, &str)]| {
            color(&|name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(of(&[]), Color::Auto);
        assert_eq!(of(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]), Color::Never);
        assert_eq!(of(&[("CLICOLOR_FORCE", "1"), ("TERM", "dumb")]), Color::Always);
        assert_eq!(of(&[("CLICOLOR_FORCE", "0"), ("CLICOLOR", "1")]), Color::Auto);
        assert_eq!(of(&[("CLICOLOR", "0")]), Color::Never);
        assert_eq!(of(&[("TERM", "dumb")]), Color::Never);
    }

    #[test]
    fn a_broken_project_file_names_its_line() {
        let (directory, environment) = here();
        std::fs::write(directory.path().join("lake.toml"), "target = \"local\"\nregion = \n").unwrap();
        let error = Settings::resolve(Flags::default(), &environment).unwrap_err();
        assert!(error.lines().iter().any(|line| line.contains("lake.toml:2:")), "{:?}", error.lines());
    }

    #[test]
    fn a_misspelt_key_does_not_leave_a_guard_off() {
        let (directory, environment) = here();
        let said = |text: &str| {
            std::fs::write(directory.path().join("lake.toml"), text).unwrap();
            Settings::resolve(Flags::default(), &environment).map_err(|error| error.lines().join("\n"))
        };
        let error = said("target = \"aws\"\nacount = \"123456789012\"\n").unwrap_err();
        assert!(error.contains("lake.toml:2:1") && error.contains("did you mean `account`?"), "{error}");
        assert!(said("account = \"1234\"\n").unwrap_err().contains("lake.toml:1:11"));
        assert!(said("account = 123456789012\n").unwrap_err().contains("must be a string"));
        assert!(said("region = \"Nowhere!\"\n").is_err());
        assert_eq!(said("account = \"123456789012\"\n").unwrap().pinned_account.as_deref(), Some("123456789012"));
    }

    #[test]
    fn a_selection_that_is_none_is_refused_before_anything_is_done() {
        let (_directory, environment) = here();
        let flags = Flags { select: Some("a[".to_owned()), ..Flags::default() };
        assert_eq!(Settings::resolve(flags, &environment).unwrap_err().kind(), crate::error::Kind::Usage);
    }

    #[test]
    fn a_local_lake_goes_with_no_endpoint() {
        let (_directory, environment) = here();
        let flags =
            Flags { local: Some(None), endpoint_url: Some("http://127.0.0.1:1".to_owned()), ..Flags::default() };
        assert_eq!(Settings::resolve(flags, &environment).unwrap_err().kind(), crate::error::Kind::Usage);
    }
}
