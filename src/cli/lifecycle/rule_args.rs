//! The flags that make rules: a template, a file, or one flag per action.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::domain::lifecycle::{
    Abort, After, Configuration, Expiration, NoncurrentExpiration, NoncurrentTransition, Rule, Status, TEMPLATES, Tag,
    Template, Transition,
};
use crate::domain::size;
use crate::error::{Error, Result};

/// The largest file of rules that is read.
const FILE_BYTES: u64 = 8 << 20;

/// Flags that make rules.
#[derive(Debug, Clone, Default, Args)]
pub struct RuleArgs {
    /// A rule that comes with lakectl: see `lakectl lifecycle templates`
    #[arg(long, value_name = "NAME", conflicts_with = "file", help_heading = "Which rule")]
    template: Option<String>,
    /// Rules from a file in S3's own JSON, as the AWS CLI takes and gives it; `-` is stdin
    #[arg(long, value_name = "FILE", help_heading = "Which rule")]
    file: Option<PathBuf>,
    /// The rule's id, unique in the bucket
    #[arg(long, value_name = "ID", conflicts_with = "file", help_heading = "Which rule")]
    id: Option<String>,
    /// Objects whose keys begin so
    #[arg(long, value_name = "PREFIX", conflicts_with = "file", help_heading = "Which objects")]
    prefix: Option<String>,
    /// Objects with this tag; can be repeated, then all of them
    #[arg(long = "tag", value_name = "NAME=VALUE", value_parser = tag, conflicts_with = "file", help_heading = "Which objects")]
    tags: Vec<Tag>,
    /// Objects of more bytes than this
    #[arg(long, value_name = "SIZE", value_parser = bytes, conflicts_with = "file", help_heading = "Which objects")]
    larger_than: Option<i64>,
    /// Objects of fewer bytes than this
    #[arg(long, value_name = "SIZE", value_parser = bytes, conflicts_with = "file", help_heading = "Which objects")]
    smaller_than: Option<i64>,
    /// Move objects to a class, after days or on a date: 90d:GLACIER_IR, 2027-01-01:GLACIER; can be repeated
    #[arg(long = "transition", value_name = "WHEN:CLASS", value_parser = transition, conflicts_with_all = ["file", "template"], help_heading = "What happens")]
    transitions: Vec<Transition>,
    /// Objects expire, after days or on a date: 365d, 2027-01-01
    #[arg(long, value_name = "WHEN", conflicts_with_all = ["file", "template"], help_heading = "What happens")]
    expire: Option<After>,
    /// Delete markers go when they hide nothing any more
    #[arg(long, conflicts_with_all = ["file", "template"], help_heading = "What happens")]
    expire_markers: bool,
    /// Move old versions to a class, so many days after a newer one came: 30d:GLACIER_IR; can be repeated
    #[arg(long = "noncurrent-transition", value_name = "DAYS:CLASS", value_parser = noncurrent_transition, conflicts_with_all = ["file", "template"], help_heading = "What happens")]
    noncurrent_transitions: Vec<NoncurrentTransition>,
    /// Old versions expire, so many days after a newer one came: 30d
    #[arg(long, value_name = "DAYS", value_parser = days, conflicts_with_all = ["file", "template"], help_heading = "What happens")]
    noncurrent_expire: Option<i32>,
    /// How many of the newest old versions stay, whatever their age
    #[arg(long, value_name = "COUNT", conflicts_with_all = ["file", "template"], help_heading = "What happens")]
    keep_newest: Option<i32>,
    /// Unfinished uploads end after days: 7d
    #[arg(long, value_name = "DAYS", value_parser = days, conflicts_with_all = ["file", "template"], help_heading = "What happens")]
    abort_uploads: Option<i32>,
    /// Make the rule, and leave it switched off
    #[arg(long, conflicts_with = "file", help_heading = "What happens")]
    disabled: bool,
}

fn days(text: &str) -> Result<i32, String> {
    match text.parse::<After>()? {
        After::Days(days) => Ok(days),
        After::Date(_) => Err("it counts days, and takes no date: 30d".to_owned()),
    }
}

fn bytes(text: &str) -> Result<i64, String> {
    i64::try_from(size::bytes(text)?).map_err(|_| format!("`{text}` is more than any object has"))
}

fn tag(text: &str) -> Result<Tag, String> {
    let (key, value) = text.split_once('=').ok_or_else(|| format!("`{text}` is no tag: write it as NAME=VALUE"))?;
    Ok(Tag { key: key.to_owned(), value: value.to_owned() })
}

/// `90d:GLACIER_IR`, in two parts; the class in any case, with hyphens too.
fn when_and_class(text: &str) -> Result<(After, String), String> {
    let (when, class) =
        text.rsplit_once(':').ok_or_else(|| format!("`{text}` names no class: write it as 90d:GLACIER_IR"))?;
    Ok((when.parse()?, class.to_ascii_uppercase().replace('-', "_")))
}

fn transition(text: &str) -> Result<Transition, String> {
    let (when, storage_class) = when_and_class(text)?;
    Ok(Transition { date: when.date(), days: when.days(), storage_class })
}

fn noncurrent_transition(text: &str) -> Result<NoncurrentTransition, String> {
    match when_and_class(text)? {
        (After::Days(days), storage_class) => {
            Ok(NoncurrentTransition { noncurrent_days: Some(days), storage_class, newer_noncurrent_versions: None })
        }
        (After::Date(_), _) => Err("old versions move after days, not on a date".to_owned()),
    }
}

impl RuleArgs {
    /// The id that was named.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Whether the flags say what a rule does, from wherever.
    pub fn has_actions(&self) -> bool {
        self.template.is_some()
            || self.file.is_some()
            || !self.transitions.is_empty()
            || self.expire.is_some()
            || self.expire_markers
            || !self.noncurrent_transitions.is_empty()
            || self.noncurrent_expire.is_some()
            || self.abort_uploads.is_some()
    }

    /// Whether the flags name objects.
    pub fn has_filter(&self) -> bool {
        self.prefix.is_some() || !self.tags.is_empty() || self.larger_than.is_some() || self.smaller_than.is_some()
    }

    /// The rules, and what a file says besides.
    pub fn rules(&self) -> Result<Configuration> {
        if let Some(file) = &self.file {
            return from_file(file);
        }
        let mut rule = match &self.template {
            Some(name) => template(name)?,
            None => self.actions()?,
        };
        if let Some(id) = &self.id {
            rule.id = Some(id.clone());
        }
        if rule.id.is_none() {
            return Err(Error::usage("the rule has no id").hint("name it: --id"));
        }
        if self.disabled {
            rule.status = Status::Disabled;
        }
        rule.select(self.prefix.clone(), self.tags.clone(), self.larger_than, self.smaller_than);
        Ok(Configuration { minimum_size: None, rules: vec![rule] })
    }

    fn actions(&self) -> Result<Rule> {
        if !self.has_actions() {
            return Err(Error::usage("the rule does nothing")
                .hint("say what happens: --transition 90d:GLACIER_IR, --expire 365d, --noncurrent-expire 30d, …")
                .hint("or take one that is made: --template NAME"));
        }
        if self.expire.is_some() && self.expire_markers {
            return Err(Error::usage(
                "--expire removes markers that hide nothing by itself: leave --expire-markers out",
            ));
        }
        let keeps = self.noncurrent_expire.is_some() || !self.noncurrent_transitions.is_empty();
        if self.keep_newest.is_some() && !keeps {
            return Err(Error::usage("--keep-newest says which old versions stay, and nothing is said of the others")
                .hint("add --noncurrent-expire or --noncurrent-transition"));
        }
        let expiration = match self.expire {
            Some(when) => Some(Expiration { date: when.date(), days: when.days(), ..Expiration::default() }),
            None if self.expire_markers => {
                Some(Expiration { expired_object_delete_marker: Some(true), ..Expiration::default() })
            }
            None => None,
        };
        let kept = |to: &NoncurrentTransition| NoncurrentTransition {
            newer_noncurrent_versions: self.keep_newest,
            ..to.clone()
        };
        Ok(Rule {
            transitions: self.transitions.clone(),
            expiration,
            noncurrent_version_transitions: self.noncurrent_transitions.iter().map(kept).collect(),
            noncurrent_version_expiration: self.noncurrent_expire.map(|days| NoncurrentExpiration {
                noncurrent_days: Some(days),
                newer_noncurrent_versions: self.keep_newest,
            }),
            abort_incomplete_multipart_upload: self
                .abort_uploads
                .map(|days| Abort { days_after_initiation: Some(days) }),
            ..Rule::default()
        })
    }
}

fn template(name: &str) -> Result<Rule> {
    let known = || TEMPLATES.iter().map(|template| template.name);
    Template::named(name).map(Template::rule).ok_or_else(|| {
        Error::usage(format!("there is no template `{name}`"))
            .did_you_mean(name, known())
            .hint(format!("the templates are {}", known().collect::<Vec<_>>().join(", ")))
    })
}

fn from_file(path: &Path) -> Result<Configuration> {
    let unreadable = |error: std::io::Error| Error::unreadable(path, error);
    let mut text = String::new();
    if path.as_os_str() == "-" {
        std::io::stdin().lock().take(FILE_BYTES).read_to_string(&mut text).map_err(unreadable)?;
    } else {
        std::fs::File::open(path)
            .and_then(|file| file.take(FILE_BYTES).read_to_string(&mut text))
            .map_err(unreadable)?;
    }
    let configuration = Configuration::from_json(&text).map_err(|error| {
        Error::usage(format!("{} holds no lifecycle rules in S3's JSON", path.display()))
            .because(error)
            .hint("its form is that of `aws s3api get-bucket-lifecycle-configuration`: {\"Rules\": [{\"ID\": …}]}")
    })?;
    if configuration.rules.is_empty() {
        return Err(Error::usage(format!("{} holds no rules", path.display())));
    }
    Ok(configuration)
}
