//! Files that are made from the program and checked in: each is compared with what it should be.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::sandbox::{Sandbox, compare_file, fixtures, rewrites};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compares a folder with what it should hold; a file that should not be there is removed, or fails.
fn compare_folder(folder: &str, wanted: &[(String, String)]) {
    for (name, text) in wanted {
        compare_file(&root().join(folder).join(name), text);
    }
    let wanted: BTreeSet<&str> = wanted.iter().map(|(name, _)| name.as_str()).collect();
    let entries = fs::read_dir(root().join(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let found: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry of the directory").path()).collect();
    for path in found {
        let name = path.file_name().expect("an entry has a name").to_string_lossy().into_owned();
        if wanted.contains(name.as_str()) {
            continue;
        }
        assert!(rewrites(), "{} is no longer made; run `LAKE_REWRITE=1 cargo test --test it`", path.display());
        fs::remove_file(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}

/// What the local lake covers, one operation a line.
#[test]
fn the_list_of_local_operations_is_up_to_date() {
    let mut text = lakectl::local::services::coverage().join("\n");
    text.push('\n');
    compare_file(&fixtures().join("local-operations.txt"), &text);
}

#[test]
fn the_completions_are_up_to_date() {
    let sandbox = Sandbox::without_target();
    let wanted: Vec<_> = [
        ("bash", "lakectl.bash"),
        ("zsh", "_lakectl"),
        ("fish", "lakectl.fish"),
        ("elvish", "lakectl.elv"),
        ("powershell", "_lakectl.ps1"),
    ]
    .iter()
    .map(|(shell, name)| ((*name).to_owned(), sandbox.ok(["completions", shell]).stdout))
    .collect();
    compare_folder("completions", &wanted);
}

#[test]
fn the_manual_pages_are_up_to_date() {
    let sandbox = Sandbox::without_target();
    sandbox.ok(["man", "pages"]);
    let entries = fs::read_dir(sandbox.work().join("pages")).expect("the pages");
    let mut wanted: Vec<_> = entries
        .map(|entry| {
            let name = entry.expect("an entry of the directory").file_name().to_string_lossy().into_owned();
            let text = sandbox.read(&format!("pages/{name}"));
            (name, text)
        })
        .collect();
    wanted.sort();
    compare_folder("man", &wanted);
}

/// The page of a noun tells what each of its verbs takes; no page is referred to that is not there.
#[test]
fn the_manual_pages_say_it_all() {
    let sandbox = Sandbox::without_target();
    let written = sandbox.json("lakectl man pages");
    let pages: Vec<String> = written["pages"]
        .as_array()
        .expect("pages")
        .iter()
        .filter_map(|path| path.as_str().map(str::to_owned))
        .collect();
    let page_of = |name: &str| sandbox.read(&format!("pages/{name}.1"));
    let mut missing = Vec::new();
    for noun in lakectl::cli::tree().get_subcommands().filter(|noun| !noun.is_hide_set()) {
        let page = page_of(&format!("lakectl-{}", noun.get_name()));
        for verb in noun.get_subcommands().filter(|verb| !verb.is_hide_set()) {
            for argument in verb.get_arguments().filter(|argument| !argument.is_hide_set()) {
                let flag = argument.get_long().map(|long| format!("\\-\\-{}", long.replace('-', "\\-")));
                if flag.is_some_and(|flag| !page.contains(&flag)) {
                    missing.push(format!("{} {} {argument}", noun.get_name(), verb.get_name()));
                }
            }
        }
        for reference in page.split("lakectl\\-").skip(1).filter_map(|rest| rest.split_once("(1)")) {
            let name = reference.0.replace('\\', "");
            if !name.contains(char::is_whitespace)
                && !pages.iter().any(|path| path.ends_with(&format!("lakectl-{name}.1")))
            {
                missing.push(format!("{} refers to lakectl-{name}(1)", noun.get_name()));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    let whole = page_of("lakectl");
    let readme = include_str!("../../README.md");
    for row in readme.lines().filter_map(|line| line.strip_prefix("| ")) {
        let cells: Vec<&str> = row.trim_end_matches(" |").split(" | ").collect();
        if let [code, meaning] = cells[..]
            && code.parse::<u8>().is_ok()
        {
            assert!(whole.contains(&format!("\\fB{code}\\fR\n{}\n", meaning.replace('-', "\\-"))), "{code}: {meaning}");
        }
    }
}

/// Every command's help, so that a change of the command line is seen in review.
#[test]
fn the_usage_listing_is_up_to_date() {
    let sandbox = Sandbox::without_target();
    let (mut text, mut queue) = (String::new(), vec![Vec::<String>::new()]);
    while let Some(words) = queue.pop() {
        let mut line: Vec<&str> = words.iter().map(String::as_str).collect();
        line.push("-h");
        let help = sandbox.ok(&line).stdout;
        text.push_str(&format!("$ lakectl {}\n{}\n\n", line.join(" "), help.trim_end()));
        let commands = help.split("Commands:\n").nth(1).unwrap_or("").lines().take_while(|line| line.starts_with("  "));
        let names = commands.filter_map(|line| {
            let name = line.strip_prefix("  ")?.split_whitespace().next()?;
            (!line.starts_with("   ")).then(|| name.to_owned())
        });
        let below: Vec<_> = names.map(|name| words.iter().cloned().chain([name]).collect()).collect();
        queue.extend(below.into_iter().rev());
    }
    compare_file(&fixtures().join("usage.txt"), &text);
}

/// The JSON Schema of `lake.toml`, for editors.
#[test]
fn the_schema_of_the_lake_file_is_up_to_date() {
    let text = Sandbox::without_target().ok(["init", "--json-schema"]).stdout;
    compare_file(&fixtures().join("lake.schema.json"), &text);
}
