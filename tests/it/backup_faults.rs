//! Backups and restores that are killed at each of their steps: a backup is whole or none, and a restore goes on.

use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex};

use crate::apply_faults::signal;
use crate::backup;
use crate::sandbox::{Output, Sandbox, ended};
use crate::stub::{Reply, Request, Stub};

/// What happens at the request of a number: the process that makes it is killed.
struct Trap {
    process: u32,
    /// Requests so far of those that count.
    count: usize,
    /// At which it happens; 0 for never.
    at: usize,
    /// Whether the lake hears of that request.
    heard: bool,
    counts: fn(&Request) -> bool,
}

type Armed = Arc<Mutex<Trap>>;

/// A client of a lake whose process is killed at a request.
fn client_of(lake: &Sandbox, heard: bool, counts: fn(&Request) -> bool) -> (Sandbox, Stub, Armed) {
    let trap = Arc::new(Mutex::new(Trap { process: 0, count: 0, at: 0, heard, counts }));
    let set = trap.clone();
    let (client, stub) = Stub::before(lake, move |request| {
        let mut trap = set.lock().expect("the trap");
        if !(trap.counts)(request) {
            return Reply::Lake;
        }
        trap.count += 1;
        if trap.count != trap.at {
            return Reply::Lake;
        }
        signal("-KILL", trap.process);
        if trap.heard { Reply::Lost } else { Reply::Status(500, String::new()) }
    });
    (client, stub, trap)
}

fn killed_at(client: &Sandbox, trap: &Armed, at: usize, words: &[&str]) -> Output {
    let mut command = client.command(words);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // The trap is held until the process is known: its first request waits for that.
    let mut armed = trap.lock().expect("the trap");
    (armed.count, armed.at) = (0, at);
    let child = command.spawn().expect("it starts");
    armed.process = child.id();
    drop(armed);
    let output = ended(words[0], child);
    trap.lock().expect("the trap").at = 0;
    assert!([0, 128 + 9].contains(&output.code), "{output:#}");
    output
}

/// Whether a request may change something; reading does so by POST, too.
fn is_any(_: &Request) -> bool {
    true
}

/// Restores a backup into lakes of their own, killed at one write after the other.
fn restores_killed_at_each_write(heard: bool) {
    let source = backup::lake();
    source.sh("lakectl backup b").code(0);
    let place = source.work().join("b");
    let place = place.to_str().expect("a path");
    let mut killed = 0;
    for at in 1..200 {
        let lake = Sandbox::new();
        let (client, _stub, trap) = client_of(&lake, heard, Request::is_write);
        if killed_at(&client, &trap, at, &["restore", place, "--yes"]).code == 0 {
            break;
        }
        killed += 1;
        let again = client.sh(&format!("lakectl restore {place} --yes"));
        assert_eq!(again.code, 0, "killed at write {at}\n{again:#}");
        let compared = client.sh(&format!("lakectl backup verify {place} --live"));
        assert_eq!(compared.code, 0, "killed at write {at}\n{compared:#}");
        client.sh(&format!("lakectl restore {place} --yes")).code(0).stdout_has("0 to do");
    }
    assert!(killed >= 15, "a restore makes more writes than {killed}");
}

#[test]
fn a_restore_killed_before_each_write_goes_on() {
    restores_killed_at_each_write(false);
}

#[test]
fn a_restore_killed_after_each_write_goes_on() {
    restores_killed_at_each_write(true);
}

/// Nothing that is cut short is a backup: what is listed can be read back, and the next one is whole.
#[track_caller]
fn is_whole_or_none(client: &Sandbox, place: &str, case: &str) {
    let listed = client.json(&format!("lakectl backup list {place}"));
    if listed["backups"].as_array().is_some_and(|backups| !backups.is_empty()) {
        let verified = client.sh(&format!("lakectl backup verify {place}"));
        assert_eq!(verified.code, 0, "{case}\n{verified:#}");
    } else {
        let refused = client.sh(&format!("lakectl restore {place} --yes"));
        assert_eq!(refused.code, 5, "{case}\n{refused:#}");
    }
}

#[test]
fn a_backup_to_a_folder_killed_at_each_request_is_whole_or_none() {
    let lake = backup::lake();
    let (client, _stub, trap) = client_of(&lake, false, is_any);
    let mut killed = 0;
    for at in 1..500 {
        // Every other one goes to a place where something is already.
        let place = if at % 2 == 0 { "shared".to_owned() } else { format!("b{at}") };
        if killed_at(&client, &trap, at, &["backup", &place]).code == 0 {
            break;
        }
        killed += 1;
        if Path::new(&client.work().join(&place)).exists() {
            is_whole_or_none(&client, &place, &format!("killed at request {at}"));
        }
    }
    assert!(killed >= 20, "a backup makes more requests than {killed}");
    client.sh("lakectl backup shared").code(0);
    client.sh("lakectl backup verify shared --live").code(0);
}

#[test]
fn a_backup_to_a_zone_killed_at_each_write_is_whole_or_none() {
    let lake = backup::lake();
    lake.sh("lakectl bucket create kept-1").code(0);
    for heard in [false, true] {
        let (client, _stub, trap) = client_of(&lake, heard, Request::is_write);
        let mut killed = 0;
        for at in 1..100 {
            let place = format!("s3://kept-1/{heard}-{at}/");
            let done = killed_at(&client, &trap, at, &["backup", &place]).code == 0;
            is_whole_or_none(&client, &place, &format!("killed at write {at}, heard: {heard}"));
            client.sh(&format!("lakectl backup {place}")).code(0);
            client.sh(&format!("lakectl backup verify {place} --live")).code(0);
            if done {
                break;
            }
            killed += 1;
        }
        assert!(killed >= 3, "a backup makes more writes than {killed}");
    }
}
