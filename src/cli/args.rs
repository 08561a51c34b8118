//! Groups of arguments that several verbs share.

use std::path::PathBuf;

use clap::Args;

use crate::context::Answers;
use crate::settings::{Flags, Format};

/// Flags of every command.
#[derive(Debug, Args)]
pub struct GlobalArgs {
    /// Work on the local lake: the nearest .lake directory upwards, or the one given
    #[arg(long, global = true, value_name = "DIR", num_args = 0..=1, require_equals = true, help_heading = "Which lake")]
    local: Option<Option<PathBuf>>,
    /// The profile of the AWS configuration
    #[arg(long, global = true, value_name = "NAME", help_heading = "Which lake")]
    profile: Option<String>,
    /// An environment of the lake's file: lake.NAME.toml over lake.toml [env: LAKE_ENV]
    #[arg(long = "env", global = true, value_name = "NAME", help_heading = "Which lake")]
    environment: Option<String>,
    /// The AWS region
    #[arg(long, global = true, value_name = "REGION", help_heading = "Which lake")]
    region: Option<String>,
    /// One endpoint for every service, in place of AWS
    #[arg(long, global = true, value_name = "URL", help_heading = "Which lake")]
    endpoint_url: Option<String>,
    /// Act as this principal: for real on the local lake, by assuming the role on AWS
    #[arg(long = "as", global = true, value_name = "PRINCIPAL", help_heading = "Which lake")]
    acting_as: Option<String>,
    /// The output format
    #[arg(short, long, global = true, value_enum, default_value_t, value_name = "FORMAT", help_heading = "Output")]
    output: Format,
    /// A JMESPath expression over the whole JSON document
    #[arg(long, global = true, value_name = "EXPR", help_heading = "Output")]
    select: Option<String>,
    /// No status lines on stderr
    #[arg(short, long, global = true, help_heading = "Output")]
    quiet: bool,
    /// Each API call on stderr, with its duration and request id
    #[arg(short, long, global = true, help_heading = "Output")]
    verbose: bool,
    /// Never ask anything
    #[arg(long, global = true, help_heading = "Output")]
    no_input: bool,
}

impl From<GlobalArgs> for Flags {
    fn from(args: GlobalArgs) -> Self {
        Self {
            local: args.local,
            profile: args.profile,
            environment: args.environment,
            region: args.region,
            endpoint_url: args.endpoint_url,
            acting_as: args.acting_as,
            format: args.output,
            select: args.select,
            quiet: args.quiet,
            verbose: args.verbose,
            no_input: args.no_input,
        }
    }
}

/// Flags of verbs that change something without losing anything.
#[derive(Debug, Clone, Default, Args)]
pub struct ChangeArgs {
    /// Show what would change and stop
    #[arg(long)]
    pub dry_run: bool,
}

impl ChangeArgs {
    /// As answers to the gates.
    pub fn answers(&self) -> Answers {
        Answers { dry_run: self.dry_run, yes: false, confirm: None }
    }
}

/// Flags of verbs that remove something that can be made again.
#[derive(Debug, Clone, Default, Args)]
pub struct RemoveArgs {
    /// Show what would change and stop
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask
    #[arg(short, long)]
    pub yes: bool,
}

impl RemoveArgs {
    /// As answers to the gates.
    pub fn answers(&self) -> Answers {
        Answers { dry_run: self.dry_run, yes: self.yes, confirm: None }
    }
}

/// Flags of verbs that lose data.
#[derive(Debug, Clone, Default, Args)]
pub struct DestroyArgs {
    /// Show what would be lost and stop
    #[arg(long)]
    pub dry_run: bool,
    /// The name of what is lost, in place of typing it
    #[arg(long, value_name = "NAME")]
    pub confirm: Option<String>,
}

impl DestroyArgs {
    /// As answers to the gates.
    pub fn answers(&self) -> Answers {
        Answers { dry_run: self.dry_run, yes: false, confirm: self.confirm.clone() }
    }
}
