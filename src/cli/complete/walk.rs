//! From the words that are typed to what may stand at the cursor, by the tree of commands alone.

use std::any::TypeId;
use std::path::PathBuf;

use clap::{Arg, Command};

use crate::domain::completion::{Candidate, Kind};
use crate::domain::permission::TagExpression;
use crate::settings::Flags;

/// The flags that choose a lake.
const LAKE_FLAGS: &[&str] = &["local", "profile", "env", "region", "endpoint-url", "as"];

/// What may stand at the cursor.
#[derive(Debug, Default)]
pub struct Wanted {
    /// The part of the argument that stays before every candidate: `--output=`, `a,b,`.
    pub before: String,
    /// What is typed of the whole argument.
    pub typed: String,
    /// Commands, flags, fixed values.
    pub fixed: Vec<Candidate>,
    /// The kinds of names.
    pub kinds: Vec<Kind>,
    /// The shape of a place: a bucket is `s3://NAME/`, a zone `NAME:`.
    is_place: bool,
    /// The name of a log: `job:NAME`, `crawler:NAME`.
    is_log: bool,
    /// What is granted on: an expression is `tag:NAME`.
    is_granted_on: bool,
    /// Names of profiles.
    pub profiles: bool,
    /// Names of environments.
    pub environments: bool,
    /// Files.
    pub files: bool,
    /// Flags of the line that choose the lake, with their values.
    pub given: Vec<(String, String)>,
    /// The registry and the table that the line names.
    registry: Option<String>,
    on: Option<String>,
}

impl Wanted {
    /// The flags of the line, as the settings take them.
    pub fn flags(&self) -> Flags {
        let mut flags = Flags::default();
        for (flag, value) in &self.given {
            let value = value.clone();
            match flag.as_str() {
                "local" => flags.local = Some((!value.is_empty()).then(|| PathBuf::from(value))),
                "profile" => flags.profile = Some(value),
                "env" => flags.environment = Some(value),
                "region" => flags.region = Some(value),
                "endpoint-url" => flags.endpoint_url = Some(value),
                _ => flags.acting_as = Some(value),
            }
        }
        flags
    }

    /// Whether a name can be meant, after what else the line says.
    pub fn fits(&self, kind: Kind, name: &Candidate) -> bool {
        let of = match kind {
            Kind::Schema => &self.registry,
            Kind::Filter => &self.on,
            _ => &None,
        };
        of.as_ref().is_none_or(|of| name.about.is_empty() || *of == name.about)
    }

    /// A name as the argument takes it.
    pub fn shaped(&self, kind: Kind, name: Candidate) -> Candidate {
        match kind {
            Kind::Bucket if self.is_place => Candidate::open(format!("s3://{}/", name.value), ""),
            Kind::Zone if self.is_place => Candidate::open(format!("{}:", name.value), "the zone's bucket"),
            Kind::Job | Kind::Crawler if self.is_log => Candidate::new(format!("{}:{}", kind.name(), name.value), ""),
            Kind::Expression if self.is_granted_on => {
                Candidate::new(format!("tag:{}", TagExpression::named(&name.value).typed()), "")
            }
            _ => name,
        }
    }
}

/// Reads the words after the program's name; the last one is at the cursor.
pub fn wanted(root: &Command, words: &[String]) -> Option<Wanted> {
    let (current, before) = words.split_last()?;
    let mut wanted = Wanted { typed: current.clone(), ..Wanted::default() };
    let mut at = Place { root, command: root, path: Vec::new(), positional: 0, is_escaped: false, pending: None };
    for word in before {
        at.pass(word, &mut wanted);
    }
    if let Some(flag) = at.pending {
        at.values(flag, &mut wanted);
    } else if !at.is_escaped
        && let Some((name, _)) = current.strip_prefix("--").and_then(|rest| rest.split_once('='))
    {
        wanted.before = format!("--{name}=");
        let flag = at.long(name)?;
        at.values(flag, &mut wanted);
    } else if !at.is_escaped && current.starts_with('-') {
        wanted.fixed = at.flags();
    } else {
        at.next(&mut wanted);
    }
    Some(wanted)
}

struct Place<'a> {
    root: &'a Command,
    command: &'a Command,
    path: Vec<&'a str>,
    positional: usize,
    is_escaped: bool,
    /// A flag whose value comes next.
    pending: Option<&'a Arg>,
}

impl<'a> Place<'a> {
    fn pass(&mut self, word: &str, wanted: &mut Wanted) {
        if let Some(flag) = self.pending.take() {
            note(flag, Some(word), wanted);
        } else if self.is_escaped {
            self.positional += 1;
        } else if word == "--" {
            self.is_escaped = true;
        } else if let Some(long) = word.strip_prefix("--") {
            let (name, value) = long.split_once('=').map_or((long, None), |(name, value)| (name, Some(value)));
            if let Some(flag) = self.long(name) {
                self.flag(flag, value, wanted);
            }
        } else if word.len() > 1 && word.starts_with('-') {
            self.cluster(&word[1..], wanted);
        } else if let Some(below) = self.command.find_subcommand(word).filter(|_| self.positional == 0) {
            self.command = below;
            self.path.push(below.get_name());
        } else {
            self.positional += 1;
        }
    }

    /// `-qo json`, `-ojson`.
    fn cluster(&mut self, letters: &str, wanted: &mut Wanted) {
        for (index, letter) in letters.char_indices() {
            let Some(flag) = self.arguments().find(|arg| arg.get_short() == Some(letter)) else { return };
            if takes_value(flag) {
                let rest = &letters[index + letter.len_utf8()..];
                self.flag(flag, (!rest.is_empty()).then_some(rest), wanted);
                return;
            }
        }
    }

    fn flag(&mut self, flag: &'a Arg, value: Option<&str>, wanted: &mut Wanted) {
        if value.is_none() && takes_value(flag) && !flag.is_require_equals_set() {
            self.pending = Some(flag);
        } else {
            note(flag, value, wanted);
        }
    }

    /// The arguments of the command, and those of every command.
    fn arguments(&self) -> impl Iterator<Item = &'a Arg> + use<'a> {
        let own = self.command.get_arguments();
        let is_root = std::ptr::eq(self.root, self.command);
        own.chain(self.root.get_arguments().filter(move |arg| arg.is_global_set() && !is_root))
    }

    fn long(&self, name: &str) -> Option<&'a Arg> {
        self.arguments().find(|arg| {
            arg.get_long() == Some(name) || arg.get_all_aliases().is_some_and(|aliases| aliases.contains(&name))
        })
    }

    fn flags(&self) -> Vec<Candidate> {
        let about = |arg: &Arg| arg.get_help().map(ToString::to_string).unwrap_or_default();
        let of = |arg: &Arg| arg.get_long().map(|long| Candidate::new(format!("--{long}"), about(arg)));
        let mut found: Vec<Candidate> = self.arguments().filter(|arg| !arg.is_hide_set()).filter_map(of).collect();
        found.push(Candidate::new("--help", "Print help"));
        found.push(Candidate::new("--version", "Print version"));
        found
    }

    /// What follows that is no flag: a command, or the next argument without a name.
    fn next(&self, wanted: &mut Wanted) {
        if self.positional == 0 && !self.is_escaped {
            let below = self.command.get_subcommands().filter(|command| !command.is_hide_set());
            let about = |command: &Command| command.get_about().map(ToString::to_string).unwrap_or_default();
            wanted.fixed.extend(below.map(|command| Candidate::new(command.get_name(), about(command))));
        }
        let positionals: Vec<&Arg> = self.command.get_positionals().collect();
        let many = |arg: &&&Arg| arg.get_num_args().is_some_and(|count| count.max_values() > 1) || is_appended(arg);
        let argument = positionals.get(self.positional).or_else(|| positionals.last().filter(many));
        if let Some(argument) = argument {
            self.values(argument, wanted);
        }
    }

    /// What an argument takes.
    fn values(&self, arg: &Arg, wanted: &mut Wanted) {
        if arg.get_value_delimiter() == Some(',') {
            let value = &wanted.typed[wanted.before.len()..];
            if let Some((done, _)) = value.rsplit_once(',') {
                let done = format!("{done},");
                wanted.before.push_str(&done);
            }
        }
        let possible = arg.get_possible_values();
        if !possible.is_empty() {
            let about =
                |value: &clap::builder::PossibleValue| value.get_help().map(ToString::to_string).unwrap_or_default();
            let shown = possible.iter().filter(|value| !value.is_hide_set());
            wanted.fixed.extend(shown.map(|value| Candidate::new(value.get_name(), about(value))));
            return;
        }
        let value = arg.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str());
        match arg.get_long() {
            Some("profile") if arg.is_global_set() => wanted.profiles = true,
            Some("env") if arg.is_global_set() => wanted.environments = true,
            Some("local") if arg.is_global_set() => wanted.files = true,
            long => {
                wanted.kinds = Kind::of_argument(&self.path, long, value).to_vec();
                wanted.is_place = wanted.kinds.contains(&Kind::Zone) && value != "ZONE";
                wanted.is_log = value == "LOG";
                wanted.is_granted_on = long == Some("on");
                wanted.files |= arg.get_value_parser().type_id() == TypeId::of::<PathBuf>();
                wanted.files |= ["FILE", "DIR", "DIRECTORY", "DATA", "S3_URI|FILE", "FOLDER"].contains(&value);
            }
        }
    }
}

fn takes_value(arg: &Arg) -> bool {
    arg.get_action().takes_values()
}

fn is_appended(arg: &Arg) -> bool {
    matches!(arg.get_action(), clap::ArgAction::Append)
}

/// Keeps what the line says about the lake, and about what is looked for in it.
fn note(flag: &Arg, value: Option<&str>, wanted: &mut Wanted) {
    let Some(long) = flag.get_long() else { return };
    let text = value.unwrap_or_default().to_owned();
    match long {
        "registry" => wanted.registry = Some(text),
        "on" => wanted.on = Some(text),
        long if LAKE_FLAGS.contains(&long) && flag.is_global_set() => wanted.given.push((long.to_owned(), text)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: &str) -> Wanted {
        let words: Vec<String> = line.split(' ').skip(1).map(str::to_owned).collect();
        wanted(&crate::cli::tree(), &words).expect("something")
    }

    fn values(line: &str) -> Vec<String> {
        at(line).fixed.into_iter().map(|candidate| candidate.value).collect()
    }

    #[test]
    fn commands_and_flags_come_from_the_tree() {
        assert!(values("lakectl ").contains(&"bucket".to_owned()));
        assert!(!values("lakectl ").contains(&"complete".to_owned()), "hidden");
        assert!(values("lakectl -o json bucket ").contains(&"list".to_owned()));
        let flags = values("lakectl bucket delete --");
        assert!(flags.contains(&"--confirm".to_owned()) && flags.contains(&"--output".to_owned()), "{flags:?}");
        assert!(values("lakectl bucket list -o ").contains(&"jsonl".to_owned()));
        let wanted = at("lakectl bucket list --output=js");
        assert_eq!((wanted.before.as_str(), wanted.typed.as_str()), ("--output=", "--output=js"));
        assert!(wanted.fixed.iter().any(|candidate| candidate.value == "json"));
    }

    #[test]
    fn names_are_wanted_where_they_are_taken() {
        assert_eq!(at("lakectl bucket show ").kinds, [Kind::Bucket]);
        assert_eq!(at("lakectl bucket show raw ").kinds, []);
        assert_eq!(at("lakectl crawler create x --database ").kinds, [Kind::Database]);
        let granted_on = at("lakectl grant SELECT --on ");
        assert_eq!(granted_on.kinds, [Kind::Database, Kind::Table, Kind::Expression]);
        assert_eq!(granted_on.shaped(Kind::Expression, Candidate::new("open", "")).value, "tag:open");
        assert_eq!(at("lakectl workflow run ").kinds, [Kind::Workflow]);
        assert_eq!(at("lakectl tag expression delete ").kinds, [Kind::Expression]);
        assert_eq!(at("lakectl query --workgroup ").kinds, [Kind::Workgroup]);
        assert_eq!(at("lakectl query --as ").kinds, [Kind::Principal]);
        assert!(at("lakectl --profile ").profiles);
        assert!(at("lakectl ingest ").files);
        assert!(at("lakectl schema check ").files);
    }

    #[test]
    fn the_lake_of_the_line_is_the_one_that_is_meant() {
        let flags = at("lakectl --profile prod --region=eu-west-1 bucket show ").flags();
        assert_eq!((flags.profile.as_deref(), flags.region.as_deref()), (Some("prod"), Some("eu-west-1")));
        let local = at("lakectl --local bucket show ").flags();
        assert_eq!(local.local, Some(None));
        let local = at("lakectl bucket show --local=here ").flags();
        assert_eq!(local.local, Some(Some(PathBuf::from("here"))));
    }

    #[test]
    fn whatever_is_typed_there_is_an_answer() {
        for line in
            ["lakectl ", "lakectl nonsense ", "lakectl --no-such ", "lakectl -- ", "lakectl bucket --=x", "lakectl -o"]
        {
            let words: Vec<String> = line.split(' ').skip(1).map(str::to_owned).collect();
            drop(wanted(&crate::cli::tree(), &words));
        }
    }
}
