//! What a killed process, a second process and a full disk leave behind: the old state or the new one, whole.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use lakectl::local::objects::NewObject;
use lakectl::local::{Lake, LakeOptions};

use crate::local::Served;
use crate::objects;
use crate::sandbox::Sandbox;

/// Kills of a real process.
const KILLS: usize = 200;
/// Keys that the writers write over and over.
const KEYS: usize = 6;

/// What the writers know: per key, the last body that was acknowledged and those that may have been stored since.
type Book = Arc<Mutex<BTreeMap<String, Page>>>;

#[derive(Debug, Default, Clone)]
struct Page {
    acknowledged: Option<String>,
    on_the_way: Vec<String>,
}

/// A small generator, so that a failure can be repeated: xorshift64.
struct Chance(u64);

impl Chance {
    fn next(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }
}

/// A body that says in every part of it which one it is.
fn body(name: &str, chance: &mut Chance) -> String {
    let times = match chance.next(4) {
        0 => 1,
        1 => 500,
        _ => chance.next(20_000),
    };
    format!("{name};").repeat(usize::try_from(times).expect("few") + 1)
}

/// Puts an object over a connection that stays open; whether it was acknowledged.
fn put(stream: &mut TcpStream, key: &str, body: &str) -> std::io::Result<bool> {
    write!(stream, "PUT /lake-raw/{key} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {}\r\n\r\n", body.len())?;
    stream.write_all(body.as_bytes())?;
    let mut answer = Vec::new();
    let mut byte = [0];
    while !answer.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        answer.push(byte[0]);
    }
    Ok(answer.starts_with(b"HTTP/1.1 200"))
}

fn write_until_killed(address: &str, writer: usize, round: usize, book: &Book) {
    let seed = (round as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ writer as u64;
    let mut chance = Chance(seed | 1);
    let Ok(mut stream) = TcpStream::connect(address) else { return };
    for number in 0.. {
        // Each writer has keys of its own, so that the order of its writes is the order of the lake's.
        let key = format!("w{writer}/k{}", chance.next(KEYS as u64));
        let body = body(&format!("{key}#{round}.{number}"), &mut chance);
        book.lock().expect("the book").entry(key.clone()).or_default().on_the_way.push(body.clone());
        if !put(&mut stream, &key, &body).unwrap_or(false) {
            return;
        }
        let mut book = book.lock().expect("the book");
        let page = book.get_mut(&key).expect("a page");
        page.acknowledged = Some(body);
        page.on_the_way.clear();
    }
}

#[test]
fn two_hundred_kills_lose_nothing_that_was_acknowledged() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw"]);
    let book = Book::default();
    let mut chance = Chance(0x1234_5678_9ABC_DEF1);
    for round in 0..KILLS {
        let served = Served::start(&sandbox, &["--any-credentials"]);
        let address = served.variable("AWS_ENDPOINT_URL").strip_prefix("http://").expect("plain HTTP").to_owned();
        let writers: Vec<_> = (0..2)
            .map(|writer| {
                let (address, book) = (address.clone(), book.clone());
                std::thread::spawn(move || write_until_killed(&address, writer, round, &book))
            })
            .collect();
        std::thread::sleep(Duration::from_micros(chance.next(60_000)));
        // Dropping it is kill -9.
        drop(served);
        for writer in writers {
            writer.join().expect("a writer");
        }
        check(&sandbox, &book, round);
    }
    let book = book.lock().expect("the book");
    assert!(book.values().filter(|page| page.acknowledged.is_some()).count() >= KEYS, "the writers did write");
}

/// What a next process finds.
fn check(sandbox: &Sandbox, book: &Book, round: usize) {
    let lake = Lake::open(&sandbox.lake(), LakeOptions::default()).unwrap_or_else(|error| panic!("{round}: {error}"));
    let mut book = book.lock().expect("the book");
    for (key, page) in book.iter_mut() {
        let record = lake.objects().head("lake-raw", key).expect("the store");
        let found = record.map(|record| {
            let path = lake.objects().path_of(&record).expect("bytes");
            let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{round} {key}: {error}"));
            assert_eq!(bytes.len() as u64, record.size, "{round} {key}");
            // The view for people shows the same.
            let shown = sandbox.lake().join("objects/lake-raw").join(key);
            assert!(std::fs::read(shown).is_ok_and(|shown| shown == bytes), "{round} {key}: the view is out of date");
            String::from_utf8(bytes).expect("text")
        });
        let allowed = page.acknowledged.iter().chain(&page.on_the_way).cloned().map(Some);
        let mut allowed: Vec<Option<String>> = allowed.collect();
        if page.acknowledged.is_none() {
            allowed.push(None);
        }
        assert!(
            allowed.contains(&found),
            "{round} {key}: found {:?}, which is neither what was acknowledged nor what was on its way",
            found.map(|text| text.chars().take(40).collect::<String>())
        );
        // From here on what was found is the state.
        page.acknowledged = found;
        page.on_the_way.clear();
    }
}

#[test]
fn objects_that_are_put_together_are_all_there_or_none() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "together"]);
    let lake = objects::open(&sandbox);
    let put = |buckets: [&str; 2]| {
        let files = buckets.map(|bucket| {
            let incoming = lake.objects().incoming();
            std::fs::write(&incoming, b"bytes").expect("a file in the lake");
            let new = NewObject {
                bucket,
                key: "a",
                etag: "4b3a6218bb3e3a7303e8a171a60fcf92".to_owned(),
                storage_class: "STANDARD".to_owned(),
                attributes: serde_json::json!({}),
            };
            (new, incoming)
        });
        let done = lake.objects().put_together(&files);
        assert!(files.iter().all(|(_, incoming)| !incoming.exists()), "nothing stays on its way in");
        done
    };
    let blobs = || walk(&sandbox.lake().join("blobs"));

    let error = put(["together", "elsewhere"]).expect_err("one bucket is missing");
    assert_eq!(error.code, "NoSuchBucket");
    assert!(lake.objects().head("together", "a").expect("the store answers").is_none());
    assert_eq!(blobs(), 0, "what was taken over for nothing is gone");

    put(["together", "together"]).expect("both land");
    let record = lake.objects().head("together", "a").expect("the store answers").expect("it is there");
    let mut bytes = String::new();
    let mut file = lake.objects().open_blob(&record).expect("it can be read").expect("it has bytes");
    file.read_to_string(&mut bytes).expect("it can be read");
    assert_eq!(bytes, "bytes");
    assert_eq!(blobs(), 1, "the second replaced the first");
}

/// How many files lie in the folders of a folder.
fn walk(folder: &std::path::Path) -> usize {
    let folders = std::fs::read_dir(folder).expect("a folder");
    folders.map(|folder| std::fs::read_dir(folder.expect("a folder").path()).expect("a folder").count()).sum()
}

#[test]
fn two_processes_write_at_once_and_both_land() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw", "--zone", "raw"]);
    for writer in 0..4 {
        for number in 0..5 {
            sandbox.write(&format!("w{writer}-{number}.csv"), format!("a,b\n{writer},{number}\n"));
        }
    }
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let sandbox = &sandbox;
            scope.spawn(move || {
                let mut args = vec!["ingest".to_owned()];
                args.extend((0..5).map(|number| format!("w{writer}-{number}.csv")));
                args.extend(["--source".to_owned(), "s".to_owned()]);
                sandbox.ok(args);
            });
        }
    });
    let shown = sandbox.json("lakectl bucket show lake-raw");
    assert_eq!(shown["bucket"]["objects"], 20);
}

#[test]
#[cfg(unix)]
fn a_full_disk_is_named_and_the_old_state_stays() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw"]);
    // A limit on the size of files fails a write in the middle, as a full disk does. 4096 blocks, of 512 bytes or of
    // 1 KiB, are enough for the store and not for the object.
    let binary = env!("CARGO_BIN_EXE_lakectl");
    let script = format!("trap '' XFSZ; ulimit -f 4096; exec '{binary}' local serve --port 0 --any-credentials");
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &script]).current_dir(sandbox.work());
    sandbox.fix_environment(&mut command);
    command.env("LAKE_LOCAL", sandbox.lake());
    let served = Served::of(command);
    let address = served.variable("AWS_ENDPOINT_URL").strip_prefix("http://").expect("plain HTTP").to_owned();
    let put = |body: &str| {
        let mut stream = TcpStream::connect(&address).expect("a connection");
        // A server that refuses in the middle may close before it read everything.
        put(&mut stream, "k", body).unwrap_or(false)
    };
    assert!(put("old"));
    assert!(!put(&"new".repeat(3 << 20)), "9 MiB do not fit");
    assert!(put("new"), "and the lake goes on");
    assert!(!put(&"newer".repeat(2 << 20)));
    drop(served);
    let lake = Lake::open(&sandbox.lake(), LakeOptions::default()).expect("a lake");
    let record = lake.objects().head("lake-raw", "k").expect("the store").expect("the object");
    assert_eq!(std::fs::read(lake.objects().path_of(&record).expect("bytes")).expect("the bytes"), b"new");
    let left = std::fs::read_dir(sandbox.lake().join("incoming")).expect("the folder").count();
    assert_eq!(left, 0, "what did not fit is gone");
}
