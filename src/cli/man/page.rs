//! What is on a manual page: the command itself, each verb below it with its flags and examples, and, on the page of
//! lakectl, what holds for every command.

use std::io;

use clap::{Arg, Command};

use super::roff::Roff;

/// Exit codes, as error.rs and outcome.rs give them.
const EXIT_CODES: [(&str, &str); 14] = [
    ("0", "done, or nothing to do"),
    ("1", "failed"),
    ("2", "usage: bad arguments, unreadable or invalid input file"),
    ("3", "differences found: an incompatible schema, a lake that drifted, findings of a check"),
    ("4", "not signed in, or denied"),
    ("5", "not found"),
    ("6", "conflict: exists, changed meanwhile, locked"),
    ("7", "throttled or over a quota after all retries"),
    ("8", "partly done: some items failed"),
    ("9", "the remote run failed (query, job, crawl)"),
    ("10", "timed out waiting"),
    ("11", "refused by a guard, or not confirmed"),
    ("130", "interrupted"),
    ("143", "terminated"),
];
const ENVIRONMENT: [(&str, &str); 8] = [
    ("LAKE_LOCAL", "the directory of the local lake to work on, as --local=DIR"),
    ("LAKE_ENV", "the environment of the lake's file, as --env"),
    ("LAKE_MEMORY", "the memory that queries of the local lake may take: 256MiB, 4GB"),
    ("AWS_*", "profile, region, credentials, endpoints, as other AWS clients have them"),
    ("AWS_CA_BUNDLE", "a file of certificates to trust besides the system's"),
    ("HTTPS_PROXY, HTTP_PROXY, NO_PROXY", "the proxy to go through, and what goes without it"),
    ("NO_COLOR, CLICOLOR, CLICOLOR_FORCE, TERM", "whether there are colors"),
    ("XDG_STATE_HOME, XDG_CACHE_HOME", "where what outlives a command, and what can be made again, is kept"),
];
const FILES: [(&str, &str); 4] = [
    ("lake.toml", "the lake as a file, from the working directory upwards: target, account, region, guards, zones"),
    (".lake/", "the local lake of --local, from the working directory upwards; made on first use"),
    ("~/.local/state/lakectl-lake/", "statements of the prompt, tokens of queries that were sent"),
    ("~/.cache/lakectl-lake/", "names for completion"),
];

/// The page of a command, in roff.
pub fn of(name: &str, command: Command) -> io::Result<String> {
    let is_lakectl = name == "lakectl";
    let verbs = if is_lakectl { Vec::new() } else { below(&command) };
    let after = command.get_after_help().map(ToString::to_string);
    let synopsis = match (is_lakectl, has_own_use(&command)) {
        (true, _) => vec!["lakectl [OPTIONS] <COMMAND>".to_owned()],
        (false, true) => std::iter::once(usage(&command)).chain(verbs.iter().map(usage)).collect(),
        (false, false) => verbs.iter().map(usage).collect(),
    };
    let man = clap_mangen::Man::new(command.name(name.to_owned()).bin_name(name.replacen('-', " ", 1)))
        .source(concat!("lakectl ", env!("CARGO_PKG_VERSION")))
        .manual("lakectl")
        .date("");
    let mut page = rendered(|out| man.render_title(out))?;
    page.push_str(&rendered(|out| man.render_name_section(out))?);
    let mut roff = Roff::default();
    roff.section("SYNOPSIS");
    roff.typed(synopsis.iter().map(String::as_str));
    page.push_str(&roff.into_text());
    page.push_str(&rendered(|out| man.render_description_section(out))?);
    if is_lakectl {
        page.push_str(&rendered(|out| man.render_subcommands_section(out))?);
    }
    let mut roff = Roff::default();
    if !verbs.is_empty() {
        roff.section("COMMANDS");
        verbs.iter().for_each(|verb| tell(&mut roff, verb));
    }
    page.push_str(&roff.into_text());
    page.push_str(&rendered(|out| man.render_options_section(out))?);
    let mut roff = Roff::default();
    if let Some(after) = after {
        roff.section("EXAMPLES");
        examples(&mut roff, &after);
    }
    if is_lakectl {
        for (title, rows) in
            [("ENVIRONMENT", &ENVIRONMENT[..]), ("FILES", &FILES[..]), ("EXIT STATUS", &EXIT_CODES[..])]
        {
            roff.section(title);
            rows.iter().for_each(|(term, text)| roff.item(term, text));
        }
    } else {
        roff.section("SEE ALSO");
        roff.prose("lakectl(1) has the environment, the files and the exit codes of every command.");
    }
    page.push_str(&roff.into_text());
    Ok(page)
}

/// A section as the generator writes it, without what it puts before each.
fn rendered(render: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> io::Result<String> {
    let mut bytes = Vec::new();
    render(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let is_title = text.contains("\n.TH ");
    let lines = text.lines().filter(|line| is_title || !line.contains(".ds Aq "));
    Ok(lines.flat_map(|line| [line, "\n"]).collect())
}

/// Whether a command does something without one of those below it.
fn has_own_use(command: &Command) -> bool {
    !command.has_subcommands() || !command.is_subcommand_required_set()
}

/// What is below a command and can be run, in the order of the help.
fn below(command: &Command) -> Vec<Command> {
    let shown = command.get_subcommands().filter(|below| !below.is_hide_set());
    shown.flat_map(|verb| has_own_use(verb).then(|| verb.clone()).into_iter().chain(below(verb))).collect()
}

/// `lakectl bucket create [OPTIONS] <NAME>`
fn usage(command: &Command) -> String {
    let text = command.clone().render_usage().to_string();
    text.trim().trim_start_matches("Usage:").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A verb on the page of its noun.
fn tell(roff: &mut Roff, verb: &Command) {
    roff.part(&usage(verb));
    if let Some(about) = verb.get_long_about().or_else(|| verb.get_about()) {
        roff.prose(&format!("{about}."));
    }
    let is_own = |argument: &&Arg| {
        !argument.is_global_set()
            && !argument.is_hide_set()
            && !matches!(argument.get_id().as_str(), "help" | "version")
    };
    for argument in verb.get_positionals().filter(is_own).chain(verb.get_opts().filter(is_own)) {
        roff.item(&argument.to_string(), &said(argument));
    }
    let switches =
        verb.get_arguments().filter(|argument| !argument.is_positional() && !argument.get_action().takes_values());
    for switch in switches.filter(is_own) {
        roff.item(&switch.to_string(), &said(switch));
    }
    if let Some(after) = verb.get_after_help() {
        examples(roff, &after.to_string());
    }
}

/// What is said of an argument, with its values and its default.
fn said(argument: &Arg) -> String {
    let mut text =
        argument.get_long_help().or_else(|| argument.get_help()).map(ToString::to_string).unwrap_or_default();
    let mut notes = Vec::new();
    if let Some(short) = argument.get_short() {
        notes.push(format!("short: -{short}"));
    }
    if let Some(aliases) = argument.get_visible_aliases().filter(|aliases| !aliases.is_empty()) {
        notes.push(format!("also: --{}", aliases.join(", --")));
    }
    if argument.get_action().takes_values() {
        let values = argument.get_possible_values();
        let names: Vec<&str> =
            values.iter().filter(|value| !value.is_hide_set()).map(|value| value.get_name()).collect();
        if !names.is_empty() {
            notes.push(format!("one of: {}", names.join(", ")));
        }
        let defaults: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
        if !defaults.is_empty() && !argument.is_hide_default_value_set() {
            notes.push(format!("default: {}", defaults.join(" ")));
        }
    }
    for note in notes {
        text.push_str(&format!(" [{note}]"));
    }
    text
}

/// Examples as they are typed, and what is said after them.
fn examples(roff: &mut Roff, text: &str) {
    for block in text.split("\n\n") {
        let (typed, said): (Vec<&str>, Vec<&str>) = block.lines().partition(|line| line.starts_with("  "));
        let said: Vec<&str> = said.into_iter().filter(|line| *line != "Examples:").collect();
        if !said.is_empty() {
            roff.paragraph();
            roff.prose(&said.join("\n"));
        }
        if !typed.is_empty() {
            roff.typed(typed.iter().map(|line| line.trim_start()));
        }
    }
}
