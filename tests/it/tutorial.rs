//! The README's first hour, as a reader types it: every line is run, and what is shown of its output must come.

use crate::sandbox::{Output, Sandbox, finish, fixtures};

/// One command of the tutorial.
#[derive(Debug)]
struct Step {
    line: String,
    code: i32,
    shown: Vec<String>,
}

fn steps() -> Vec<Step> {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("the README");
    let section = readme.split("\n## The first hour\n").nth(1).expect("the section");
    let section = section.split("\n## ").next().unwrap_or(section);
    let mut steps: Vec<Step> = Vec::new();
    for block in section.split("```console\n").skip(1) {
        for line in block.split("```").next().unwrap_or(block).lines() {
            match line.strip_prefix("$ ") {
                Some(line) => {
                    let (line, code) = line.split_once("   # exit ").unwrap_or((line, "0"));
                    let code = code.parse().unwrap_or_else(|_| panic!("no exit code: {line}"));
                    steps.push(Step { line: line.to_owned(), code, shown: Vec::new() });
                }
                None => steps.last_mut().expect("a command before its output").shown.push(line.to_owned()),
            }
        }
    }
    steps
}

/// Whether the lines come in this order; what follows on the same line, and what is between, is left out in the README.
fn missing(output: &Output, shown: &[String]) -> Option<String> {
    let told = format!("{}\n{}", output.stdout, output.stderr);
    for text in [told, format!("{}\n{}", output.stderr, output.stdout)] {
        let mut lines = text.lines();
        if shown.iter().all(|wanted| lines.any(|line| line.starts_with(wanted.trim_end()))) {
            return None;
        }
    }
    Some(shown.join("\n"))
}

#[test]
#[cfg(unix)]
fn the_first_hour_goes_as_the_readme_says() {
    let sandbox = Sandbox::without_target();
    std::os::unix::fs::symlink(fixtures(), sandbox.work().join("fixtures")).expect("a link");
    let mut folder = sandbox.work();
    let mut lake = None;
    let steps = steps();
    assert!(steps.len() > 30, "{}", steps.len());
    for step in steps {
        let mut words = crate::transcript::words(&step.line);
        let program = words.remove(0);
        match program.as_str() {
            "export" => {
                assert_eq!(words, ["LAKE_LOCAL=/tmp/first-hour"], "{step:?}");
                lake = Some(sandbox.lake());
                continue;
            }
            "cd" => {
                folder = folder.join(&words[0]);
                continue;
            }
            program => assert_eq!(program, "lakectl", "{step:?}"),
        }
        let mut command = sandbox.command(&words);
        command.current_dir(&folder).env("LAKE_LOCAL", lake.as_ref().expect("the lake is named first"));
        let output = finish(command, b"").code(step.code);
        if let Some(missing) = missing(&output, &step.shown) {
            panic!("the README shows what does not come:\n{missing}\n{output}");
        }
    }
}
