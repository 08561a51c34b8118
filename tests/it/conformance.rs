//! The scenarios of `fixtures/transcripts/aws` against a server of another maker.
//!
//! `.ci/run moto` starts the server and names it in `LAKE_CONFORMANCE_ENDPOINT`. What that server cannot do is in
//! `tests/conformance/moto-cannot.toml`, each entry with its reason; an entry that is no longer needed fails as well.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

use crate::sandbox::Sandbox;
use crate::transcript::Transcript;
use crate::transcripts;

/// A step that the other server answers otherwise, in a way that is known.
#[derive(Debug, PartialEq, Eq)]
struct Cannot {
    scenario: String,
    step: String,
    /// A part of the output there, and not here.
    shows: String,
}

impl Cannot {
    /// Whether the difference is the one that is excused.
    fn excuses(&self, expected: &[String], actual: &[String]) -> bool {
        let shows = |lines: &[String]| lines.iter().any(|line| line.contains(&self.shows));
        shows(actual) && !shows(expected)
    }
}

#[test]
#[ignore = "needs a server: .ci/run moto"]
fn conformance_with_another_server() {
    #[expect(clippy::disallowed_methods, reason = "set by .ci/run, not a setting of lakectl")]
    let endpoint = std::env::var("LAKE_CONFORMANCE_ENDPOINT").expect("LAKE_CONFORMANCE_ENDPOINT names a server");
    let mut cannot = cannot();
    let (mut agreed, mut excused, mut problems) = (0, 0, Vec::new());
    for path in transcripts::in_folder("transcripts/aws") {
        let scenario = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        post(&endpoint, "/moto-api/reset");
        let sandbox = Sandbox::without_target()
            .env("AWS_ENDPOINT_URL", &endpoint)
            .env("AWS_ACCESS_KEY_ID", "testing")
            .env("AWS_SECRET_ACCESS_KEY", "testing")
            .env("AWS_REGION", "us-east-1");
        for step in &Transcript::parse(&text).steps {
            let actual = without_notices(&step.run(&sandbox));
            let known = cannot.iter().position(|entry| entry.scenario == scenario && entry.step == step.command);
            match (actual == without_notices(&step.expected), known) {
                (true, None) => agreed += 1,
                (false, Some(index)) => {
                    let entry = cannot.remove(index);
                    if entry.excuses(&step.expected, &actual) {
                        excused += 1;
                        continue;
                    }
                    problems.push(format!(
                        "{scenario}: $ {}\n  differs, but not as the list says: {}\n  there: {}",
                        step.command,
                        entry.shows,
                        actual.join("\n         ")
                    ));
                }
                (true, Some(index)) => {
                    let entry = cannot.remove(index);
                    problems
                        .push(format!("{scenario}: the server can do this now, take it off the list: {}", entry.step));
                }
                (false, None) => problems.push(format!(
                    "{scenario}: $ {}\n  here:  {}\n  there: {}",
                    step.command,
                    step.expected.join("\n         "),
                    actual.join("\n         ")
                )),
            }
        }
    }
    problems.extend(cannot.iter().map(|entry| format!("the list names a step that is not there: {entry:?}")));
    assert!(
        problems.is_empty(),
        "{}\n{agreed} steps agree, {excused} cannot, {} differ",
        problems.join("\n"),
        problems.len()
    );
    assert!(agreed > 0, "no step was compared");
}

/// Which endpoint it is, and that a local lake was made, is said once on stderr, on one side only.
fn without_notices(lines: &[String]) -> Vec<String> {
    let is_notice = |line: &str| line.starts_with("! endpoint: ") || line.starts_with("! making a local lake ");
    lines.iter().filter(|line| !is_notice(line)).cloned().collect()
}

fn cannot() -> Vec<Cannot> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/moto-cannot.toml");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let document: toml_edit::DocumentMut = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let entries = document.get("cannot").and_then(toml_edit::Item::as_array_of_tables);
    entries
        .into_iter()
        .flat_map(toml_edit::ArrayOfTables::iter)
        .map(|entry| {
            let word = |name: &str| {
                let value = entry.get(name).and_then(toml_edit::Item::as_str);
                value.unwrap_or_else(|| panic!("an entry lacks {name}: {entry}")).to_owned()
            };
            assert!(!word("why").is_empty(), "an entry without a reason: {entry}");
            assert!(!word("shows").is_empty(), "an entry that excuses anything: {entry}");
            Cannot { scenario: word("scenario"), step: word("step"), shows: word("shows") }
        })
        .collect()
}

#[test]
fn an_entry_excuses_the_difference_that_it_names_and_no_other() {
    assert!(!cannot().is_empty());
    let entry = Cannot { scenario: String::new(), step: String::new(), shows: "NotFound".to_owned() };
    let lines = |text: &str| vec![text.to_owned()];
    assert!(entry.excuses(&lines("none"), &lines("! error: NotFound")));
    assert!(!entry.excuses(&lines("none"), &lines("! error: AccessDenied")));
    assert!(!entry.excuses(&lines("NotFound"), &lines("NotFound")));
}

fn post(endpoint: &str, path: &str) {
    let address = endpoint.strip_prefix("http://").expect("the endpoint is plain HTTP");
    let mut stream = TcpStream::connect(address).unwrap_or_else(|error| panic!("{endpoint}: {error}"));
    write!(stream, "POST {path} HTTP/1.1\r\nHost: {address}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        .expect("to send a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}
