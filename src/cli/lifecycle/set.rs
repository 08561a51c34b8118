//! `lakectl lifecycle set`

use clap::{Args, ValueEnum};

use super::rule_args::RuleArgs;
use crate::cli::args::RemoveArgs;
use crate::cli::change;
use crate::context::{Ctx, Danger};
use crate::domain::bucket::BucketName;
use crate::domain::lifecycle::{Edit, MinimumSize, Status};
use crate::error::{Error, Result};
use crate::outcome::Answer;
use crate::plan::kind::lifecycle::LifecycleResource;

/// Whether S3 follows a rule, on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Switch {
    /// S3 follows the rule
    Enabled,
    /// S3 leaves the rule out
    Disabled,
}

/// Add rules or replace those of the same ids; switch rules on and off
///
/// A rule is replaced as a whole: what the flags do not say, it no longer has. All other rules stay as they are, unless
/// --replace-all says that the file is all there should be.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local lifecycle set lake-raw --id logs --prefix logs/ --expire 90d\n  lakectl lifecycle set lake-raw --id logs --status disabled\n  lakectl lifecycle set lake-raw --file rules.json --dry-run"
)]
pub struct LifecycleSetArgs {
    /// The bucket's name
    #[arg(value_name = "BUCKET")]
    bucket: BucketName,
    #[command(flatten)]
    rule: RuleArgs,
    /// Switch the rule of --id on or off and leave it as it is
    #[arg(long, value_enum, value_name = "STATUS", requires = "id", help_heading = "Which rule")]
    status: Option<Switch>,
    /// From which size on objects are moved by rules that say nothing of sizes: all_storage_classes_128K or
    /// varies_by_storage_class
    #[arg(long, value_name = "SIZE", help_heading = "What happens")]
    minimum_object_size: Option<MinimumSize>,
    /// Remove every rule that the file does not have
    #[arg(long, requires = "file", help_heading = "Which rule")]
    replace_all: bool,
    #[command(flatten)]
    change: RemoveArgs,
}

pub async fn run(ctx: &Ctx, args: LifecycleSetArgs) -> Result<Answer> {
    let mut edit = Edit { minimum_size: args.minimum_object_size, replace_all: args.replace_all, ..Edit::default() };
    match (args.status, args.rule.id()) {
        (Some(status), Some(id)) => {
            if args.rule.has_actions() || args.rule.has_filter() {
                return Err(Error::usage("--status switches a rule as it is; it goes with --id alone")
                    .hint("make a rule that is switched off with --disabled"));
            }
            let status = if status == Switch::Enabled { Status::Enabled } else { Status::Disabled };
            edit.switch.push((id.to_owned(), status));
        }
        _ if args.rule.has_actions() || args.minimum_object_size.is_none() => {
            let wanted = args.rule.rules()?;
            edit.set = wanted.rules;
            edit.minimum_size = args.minimum_object_size.or(wanted.minimum_size);
        }
        _ => {}
    }
    let danger = if args.replace_all {
        Danger::Moderate(format!("removing every lifecycle rule of bucket {} that the file does not have", args.bucket))
    } else {
        Danger::None
    };
    let resource = LifecycleResource { bucket: args.bucket, edit };
    change::carry_out_asking(ctx, &resource, &args.change.answers(), &danger).await
}
