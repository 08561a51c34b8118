//! Every command there is, by the examples of its own help, against a service that means ill: what it sends acts on no
//! terminal, and what must not be seen is not seen. A command that is new is here from its first day.

use std::collections::BTreeSet;
use std::sync::Mutex;

use crate::examples::commands;
use crate::hostile::{HOSTILE, acting, service};
use crate::private::{CANARY, TOKEN, shows_secret};
use crate::sandbox::{Output, Sandbox};
use crate::stub::Stub;

/// Those that go on until somebody ends them, or make a lake of their own in a place that the machine has once.
const LEFT_OUT: [&str; 2] = ["local serve", "demo"];

/// Those that show nothing of what a service says: most look into the directory, the file or the lake that is named.
const SILENT: &[&str] = &[
    "access test",
    "alarm recipes",
    "backup list",
    "backup show",
    "completions",
    "completions install",
    "config path",
    "config show",
    "export",
    "ingest",
    "init",
    "lifecycle templates",
    "local clock",
    "local credentials",
    "local reset",
    "local status",
    "logs query",
    "man",
    "restore",
    "revoke",
    "schema bundle",
    "table prune",
    "table search",
    "version",
    "workgroup suggest",
];

/// A place with the files that examples name, some with hostile text in them.
fn place(stub: &Stub) -> Sandbox {
    let sandbox = Sandbox::without_target()
        .env("AWS_ENDPOINT_URL", &stub.url())
        .env("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT")
        .env("AWS_SECRET_ACCESS_KEY", CANARY)
        .env("AWS_SESSION_TOKEN", TOKEN)
        .env("AWS_REGION", "us-east-1")
        .env("RUST_LOG", "trace");
    let text = HOSTILE.replace('\r', "");
    sandbox.write("lake.toml", "name = \"my-lake\"\n[databases.raw]\ndescription = \"x\"\n[databases.two]\n");
    sandbox.write("report.sql", "SELECT 1");
    sandbox.write("backfill.sql", "SELECT 1");
    sandbox.write("roles.json", "[\"arn:aws:iam::123456789012:role/analyst\"]");
    sandbox.write("weather.csv", format!("id,name\n1,{text}\n"));
    sandbox.write("events.jsonl", serde_json::json!({ "id": 1, "name": text }).to_string());
    sandbox.write("clean.py", "print(1)\n");
    sandbox.write("rules.json", "{\"Rules\": []}");
    sandbox.write("sales.dqdl", "Rules = [ RowCount > 0 ]");
    let schema = r#"{"type": "record", "name": "user", "fields": [{"name": "id", "type": "long"}]}"#;
    for name in ["user.avsc", "user.v1.avsc", "user.v2.avsc", "user_event.avsc", "schemas/user_event.avsc"] {
        sandbox.write(name, schema);
    }
    sandbox
}

/// An example as it is run here: at the service, not at a lake of its own, and to its end.
fn adapted(words: &[String]) -> Option<Vec<String>> {
    let elsewhere = |word: &String| word.starts_with("/tmp/") || word.contains("=/tmp/");
    if words.iter().any(|word| elsewhere(word) || word == "--follow" || word == "--watch") {
        return None;
    }
    let (mut kept, mut words) = (Vec::new(), words.iter().skip(1));
    while let Some(word) = words.next() {
        match word.as_str() {
            "--local" => {}
            "--profile" => drop(words.next()),
            _ => kept.push(word.clone()),
        }
    }
    kept.push("-v".to_owned());
    Some(kept)
}

/// What is wrong with an output.
fn harm(output: &Output) -> Option<String> {
    let acting = acting(output);
    let why = if !acting.is_empty() {
        format!("acts on the terminal: {acting:?}")
    } else if shows_secret(output) {
        "shows the secret".to_owned()
    } else if output.stderr.contains("panicked") || output.stderr.contains("this is a bug") {
        "panicked".to_owned()
    } else {
        return None;
    };
    Some(format!("{why}\n{output:?}"))
}

#[test]
fn what_comes_from_a_service_acts_on_no_terminal_and_no_secret_is_seen_in_any_command() {
    let stub = service();
    let commands: Vec<_> =
        commands().into_iter().filter(|command| command.is_leaf || !command.examples.is_empty()).collect();
    let queue = Mutex::new(commands.iter());
    let (silent, harmed) = (Mutex::new(BTreeSet::new()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let Some(command) = queue.lock().expect("nobody panics while holding it").next() else { return };
                    let path = command.path.join(" ");
                    if LEFT_OUT.contains(&path.as_str()) {
                        continue;
                    }
                    let mut shows = false;
                    for (number, words) in command.examples.iter().enumerate() {
                        let Some(mut words) = adapted(words) else { continue };
                        let sandbox = place(&stub);
                        let has_format = words.iter().any(|word| word == "-o" || word == "--report");
                        if number % 2 == 1 && !has_format {
                            words.extend(["-o".to_owned(), "json".to_owned()]);
                        }
                        let output = sandbox.run(&words);
                        harmed.lock().expect("nobody panics while holding it").extend(harm(&output));
                        // Whatever becomes of the characters around it, this stays.
                        shows |= output.stdout.contains("owned") || output.stderr.contains("owned");
                    }
                    if !shows {
                        silent.lock().expect("nobody panics while holding it").insert(path);
                    }
                }
            });
        }
    });
    let harmed = harmed.into_inner().expect("nobody panics while holding it");
    assert!(harmed.is_empty(), "{}", harmed.join("\n\n"));
    let silent = silent.into_inner().expect("nobody panics while holding it");
    let expected: BTreeSet<String> = SILENT.iter().map(|name| (*name).to_owned()).collect();
    let more = &silent - &expected;
    assert!(more.is_empty(), "{more:?} show nothing of what the service said: is it asked at all? in all: {silent:?}");
    let fewer = &expected - &silent;
    assert!(fewer.is_empty(), "{fewer:?} are not silent any more");
}
