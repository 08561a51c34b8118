//! Tips for what was typed wrongly, where the parser's own are missing or lead astray: it knows how words are spelt, and not
//! what they mean.

use std::ffi::OsString;

use clap::Command;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// How other tools say that nothing is to be asked.
const CONSENT: [&str; 8] =
    ["--yes", "-y", "--force", "-f", "--confirm", "--assume-yes", "--auto-approve", "--no-confirm"];
/// How a principal is named: to whom, from whom, of whom.
const PRINCIPALS: [&str; 5] = ["--to", "--from", "--principal", "--role", "--user"];
/// How other tools choose a format: the flag, and what is typed here.
const FORMATS: [(&str, &str); 8] = [
    ("--json", "-o json"),
    ("--jsonl", "-o jsonl"),
    ("--csv", "-o csv"),
    ("--tsv", "-o tsv"),
    ("--markdown", "-o markdown"),
    ("--format", "-o FORMAT"),
    ("--output-format", "-o FORMAT"),
    ("--out", "-o FORMAT"),
];
/// Flags of other tools, and what does the same here.
const FLAGS: [(&str, &str); 11] = [
    ("--query", "--select EXPR, in JMESPath"),
    ("--jq", "--select EXPR, in JMESPath"),
    ("--filter", "--select EXPR, in JMESPath"),
    ("--debug", "--verbose: each API call on stderr"),
    ("--trace", "--verbose: each API call on stderr"),
    ("--silent", "--quiet"),
    ("--no-color", "NO_COLOR=1 in the environment: no colors"),
    ("--color", "NO_COLOR=1 or CLICOLOR_FORCE=1 in the environment"),
    ("--non-interactive", "--no-input"),
    ("--endpoint", "--endpoint-url URL"),
    ("--directory", "--local=DIR: the local lake in a directory"),
];
/// Verbs of other tools, and those that mean the same here, in the order in which they are looked for.
const VERBS: [(&str, &[&str]); 25] = [
    ("ls", &["list"]),
    ("all", &["list"]),
    ("get", &["show", "list"]),
    ("describe", &["show"]),
    ("desc", &["show"]),
    ("info", &["show"]),
    ("view", &["show"]),
    ("cat", &["show"]),
    ("new", &["create", "register"]),
    ("add", &["create", "register"]),
    ("make", &["create", "register"]),
    ("mk", &["create", "register"]),
    ("put", &["create", "set", "register"]),
    ("rm", &["delete", "remove", "drop", "deregister"]),
    ("del", &["delete", "remove", "drop", "deregister"]),
    ("remove", &["delete", "drop", "deregister"]),
    ("drop", &["delete", "remove", "deregister"]),
    ("update", &["set", "create"]),
    ("edit", &["set", "create"]),
    ("modify", &["set", "create"]),
    ("start", &["run", "serve"]),
    ("exec", &["run"]),
    ("run", &["check", "apply"]),
    ("kill", &["stop", "cancel"]),
    ("abort", &["stop", "cancel"]),
];
/// What newcomers type in place of a noun, and what it is called here.
const NOUNS: [(&str, &str); 14] = [
    ("sql", "query"),
    ("select", "query"),
    ("athena", "query"),
    ("s3", "bucket"),
    ("catalog", "table"),
    ("glue", "table"),
    ("column", "table"),
    ("lakeformation", "access"),
    ("permission", "access"),
    ("check", "doctor"),
    ("settings", "config"),
    ("configure", "config"),
    ("upload", "ingest"),
    ("diff", "plan"),
];

/// The error with tips that fit; `words` is the command line, `tree` the one that could not read it.
pub fn mended(mut error: clap::Error, tree: &Command, words: &[OsString]) -> clap::Error {
    match error.kind() {
        ErrorKind::UnknownArgument => {
            let (Some(typed), Some(usage)) = (invalid(&error, ContextKind::InvalidArg), usage(&error)) else {
                return error;
            };
            let at = meant(tree, &usage);
            let tip = for_flag(tree, at.command, at.noun, &typed);
            // What begins like a flag is no value that somebody meant.
            let is_flag = typed.strip_prefix("--").is_some_and(|name| name.chars().all(is_name));
            if tip.is_some() || is_flag {
                error.remove(ContextKind::Suggested);
            }
            if let Some(tip) = tip {
                error.remove(ContextKind::SuggestedArg);
                tell(&mut error, tip);
            }
        }
        ErrorKind::InvalidSubcommand => {
            let (Some(typed), Some(usage)) = (invalid(&error, ContextKind::InvalidSubcommand), usage(&error)) else {
                return error;
            };
            let at = meant(tree, &usage);
            if let Some(tip) = for_command(tree, at.command, at.noun, &typed, words) {
                error.remove(ContextKind::Suggested);
                error.remove(ContextKind::SuggestedSubcommand);
                tell(&mut error, tip);
            }
        }
        _ => {}
    }
    error
}

fn tell(error: &mut clap::Error, tip: String) {
    error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![StyledStr::from(tip)]));
}

fn is_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_')
}

fn invalid(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(typed) => Some(typed.split('=').next().unwrap_or(typed).to_owned()),
        _ => None,
    }
}

/// `lakectl workgroup delete <NAME>`, as the error shows it.
fn usage(error: &clap::Error) -> Option<String> {
    match error.get(ContextKind::Usage)? {
        ContextValue::StyledStr(usage) => {
            let text = usage.to_string();
            Some(text.trim().trim_start_matches("Usage:").trim().to_owned())
        }
        _ => None,
    }
}

/// The command that a usage is about.
struct Meant<'a> {
    command: &'a Command,
    /// The noun, when the command is one of its verbs.
    noun: Option<&'a str>,
}

fn meant<'a>(tree: &'a Command, usage: &str) -> Meant<'a> {
    let mut at = Meant { command: tree, noun: None };
    for word in usage.split_whitespace().skip(1) {
        let Some(below) = at.command.find_subcommand(word) else { break };
        at = Meant {
            command: below,
            noun: Some(at.command.get_name()).filter(|_| at.command.get_name() != tree.get_name()),
        };
    }
    at
}

fn has(command: &Command, flag: &str) -> bool {
    command.get_arguments().any(|argument| argument.get_long() == Some(flag))
}

fn for_flag(tree: &Command, command: &Command, noun: Option<&str>, typed: &str) -> Option<String> {
    if CONSENT.contains(&typed) {
        let value = command.get_arguments().find(|argument| argument.get_long() == Some("confirm")).map(|argument| {
            argument.get_value_names().and_then(|names| names.first()).map_or("NAME", |name| name.as_str())
        });
        return match value {
            Some(value) => Some(format!("what it takes away is typed again, to be sure: --confirm {value}")),
            None if has(command, "yes") => Some("to be asked nothing: --yes".to_owned()),
            None if command.has_subcommands() || typed == "-f" => None,
            None => Some(format!("nothing is asked here: leave {typed} out")),
        };
    }
    if PRINCIPALS.contains(&typed)
        && let Some(here) = PRINCIPALS.iter().find(|flag| has(command, flag.trim_start_matches('-')))
    {
        return Some(format!("what does that here is {here} PRINCIPAL"));
    }
    let known = FORMATS.iter().chain(&FLAGS).find(|(flag, _)| *flag == typed).map(|(_, here)| *here);
    if let Some(here) = known {
        return Some(format!("what does that here is {here}"));
    }
    let name = typed.strip_prefix("--")?;
    let name = if name == "db" { "database" } else { name };
    let noun = noun.map(|noun| if noun == "db" { "database" } else { noun });
    let is_meant = |value: &str| {
        value == name || (value == "name" && Some(name) == noun) || (name == "name" && Some(value) == noun)
    };
    let argument = command.get_positionals().find(|argument| {
        let names = argument.get_value_names().unwrap_or_default();
        is_meant(argument.get_id().as_str()) || names.iter().any(|value| is_meant(&value.to_ascii_lowercase()))
    })?;
    let path = noun.map_or_else(String::new, |_| format!("{} ", noun_of(tree, command)));
    Some(format!("it stands without a flag: {} {path}{} {argument}", tree.get_name(), command.get_name()))
}

/// The noun of a verb, as it is typed.
fn noun_of<'a>(tree: &'a Command, verb: &Command) -> &'a str {
    tree.get_subcommands()
        .find(|noun| noun.get_subcommands().any(|below| std::ptr::eq(below, verb)))
        .map_or("", Command::get_name)
}

fn for_command(
    tree: &Command,
    command: &Command,
    noun: Option<&str>,
    typed: &str,
    words: &[OsString],
) -> Option<String> {
    let program = tree.get_name();
    let typed = typed.to_ascii_lowercase();
    if !std::ptr::eq(command, tree) {
        let known = VERBS.iter().find(|(other, _)| *other == typed)?.1;
        let verb = known.iter().find(|verb| command.find_subcommand(verb).is_some())?;
        let path = noun.map_or_else(|| command.get_name().to_owned(), |noun| format!("{noun} {}", command.get_name()));
        return Some(format!("that is {program} {path} {verb}"));
    }
    // `create bucket x`, `list tables`, `describe table x`: the noun comes first here.
    let next =
        words.iter().filter_map(|word| word.to_str()).skip_while(|word| !word.eq_ignore_ascii_case(&typed)).nth(1);
    if let Some(noun) = next.and_then(|next| noun_named(tree, next)) {
        let same = VERBS.iter().find(|(other, _)| *other == typed).map_or(&[][..], |(_, here)| here);
        let verbs = std::iter::once(typed.as_str()).chain(same.iter().copied());
        if let Some(verb) = verbs.into_iter().find(|verb| noun.find_subcommand(verb).is_some()) {
            return Some(format!("the noun comes first: {program} {} {verb}", noun.get_name()));
        }
    }
    let singular = typed.strip_suffix('s').unwrap_or(&typed);
    let here = NOUNS.iter().find(|(other, _)| *other == typed || *other == singular)?.1;
    tree.find_subcommand(here).map(|_| format!("that is {program} {here}"))
}

/// The noun of a word, be it plural or `database`.
fn noun_named<'a>(tree: &'a Command, word: &str) -> Option<&'a Command> {
    let word = word.to_ascii_lowercase();
    let singular = match word.as_str() {
        "database" | "databases" => "db",
        "policies" => "policy",
        "registries" => "registry",
        word => word.strip_suffix('s').unwrap_or(word),
    };
    tree.find_subcommand(singular).filter(|noun| noun.has_subcommands())
}

#[cfg(test)]
mod tests {
    fn tip(line: &str) -> String {
        let words: Vec<std::ffi::OsString> = line.split_whitespace().map(Into::into).collect();
        let mut tree = crate::cli::tree();
        let error = tree.try_get_matches_from_mut(&words).expect_err("it is typed wrongly");
        let text = super::mended(error, &tree, &words).render().to_string();
        let tips: Vec<&str> = text.lines().filter_map(|line| line.trim().strip_prefix("tip: ")).collect();
        tips.join("|")
    }

    #[test]
    fn consent_is_given_in_the_way_of_the_verb() {
        for flag in ["--yes", "-y", "--force", "--yes=true"] {
            let tip = tip(&format!("lakectl bucket delete raw {flag}"));
            assert!(tip.ends_with("--confirm NAME"), "{flag}: {tip}");
        }
        assert_eq!(tip("lakectl registry list --yes"), "nothing is asked here: leave --yes out");
        assert!(tip("lakectl partition drop a.b day=1 --force").ends_with("--yes"));
    }

    #[test]
    fn flags_of_other_tools_have_their_name_here() {
        assert!(tip("lakectl table list --json").ends_with("-o json"));
        assert!(tip("lakectl table list --format json").ends_with("-o FORMAT"));
        assert!(tip("lakectl --debug status").contains("--verbose"));
        assert!(tip("lakectl bucket list --query Buckets[]").contains("--select"));
        // The parser's own tip stays where it is right.
        assert!(tip("lakectl queries list --sttae failed").contains("'--state'"));
        assert_eq!(tip("lakectl bucket list --frobnicate"), "");
    }

    #[test]
    fn an_argument_without_a_flag_is_shown_as_it_is_typed() {
        assert!(tip("lakectl table list --database raw").ends_with("lakectl table list [DATABASE]"));
        assert!(tip("lakectl table list --db raw").ends_with("lakectl table list [DATABASE]"));
        assert!(tip("lakectl workgroup show --workgroup team").ends_with("lakectl workgroup show <NAME>"));
        assert!(tip("lakectl alarm delete --name late").ends_with("lakectl alarm delete <NAME>"));
    }

    #[test]
    fn verbs_and_nouns_of_other_tools_are_known() {
        assert!(tip("lakectl bucket ls").ends_with("lakectl bucket list"));
        assert!(tip("lakectl table describe a.b").ends_with("lakectl table show"));
        assert!(tip("lakectl bucket rm a").ends_with("lakectl bucket delete"));
        assert!(tip("lakectl create bucket a").ends_with("lakectl bucket create"));
        assert!(tip("lakectl list databases").ends_with("lakectl db list"));
        assert!(tip("lakectl describe table a.b").ends_with("lakectl table show"));
        assert!(tip("lakectl sql").ends_with("lakectl query"));
        assert!(tip("lakectl bucket lst").contains("'list'"), "the parser's own");
    }
}
