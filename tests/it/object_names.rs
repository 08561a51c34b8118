//! Names of objects that no file system likes: kept as they are, and nothing of them outside the lake.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};

use crate::local::Served;
use crate::sandbox::Sandbox;

/// Names, with the longest that S3 takes.
fn names() -> Vec<String> {
    let mut names: Vec<String> = [
        "../../../escape",
        "/etc/lakectl-escape",
        "//",
        "..",
        ".",
        "a/../../../escape",
        "nul\0nul",
        "\u{1}\u{7f}",
        "tab\tline\nreturn\r",
        "a",
        "a/",
        "a/b",
        "a//b",
        "A",
        "%2e%2e/%2e%2e/escape",
        "\\..\\..\\escape",
        "q?&=#+ <>\"'",
        "\u{fc}/\u{65e5}\u{672c}/\u{1f980}",
        "e\u{301}",
        "\u{e9}",
        "\u{202e}txt",
        "con",
        "-rf *",
    ]
    .map(str::to_owned)
    .to_vec();
    names.push("k".repeat(1000));
    names.push(format!("{}/{}", "p".repeat(255), "q".repeat(768)));
    names
}

/// One request; the status line and the body.
fn send(served: &Served, method: &str, key: &str, body: &[u8]) -> (String, Vec<u8>) {
    let address = served.variable("AWS_ENDPOINT_URL").strip_prefix("http://").expect("plain HTTP");
    let key: String = key.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let mut stream = TcpStream::connect(address).expect("a connection");
    write!(
        stream,
        "{method} /lake-raw/{key} HTTP/1.1\r\nHost: {address}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    )
    .expect("to send the head");
    stream.write_all(body).expect("to send the body");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").expect("the end of the head");
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    (head.lines().next().unwrap_or("").to_owned(), answer[end + 4..].to_vec())
}

/// Everything below a directory but what is below `except`.
fn files(directory: &Path, except: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in std::fs::read_dir(directory).unwrap_or_else(|error| panic!("{}: {error}", directory.display())) {
        let path = entry.expect("an entry").path();
        if path == except {
            continue;
        }
        if path.is_dir() && !path.is_symlink() {
            files(&path, except, found);
        }
        found.insert(path);
    }
}

#[test]
fn odd_names_are_kept_and_stay_in_the_lake() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw"]);
    let lake = sandbox.lake();
    let outside = || {
        let mut found = BTreeSet::new();
        files(sandbox.root(), &lake, &mut found);
        found
    };
    let before = outside();
    let names = names();
    let served = Served::start(&sandbox, &["--any-credentials"]);
    for name in &names {
        let (status, _) = send(&served, "PUT", name, name.as_bytes());
        assert_eq!(status, "HTTP/1.1 200 OK", "{name:?}");
    }
    let (status, body) = send(&served, "PUT", &"k".repeat(1025), b"");
    assert!(status.contains(" 400 "), "{status}");
    assert!(String::from_utf8_lossy(&body).contains("KeyTooLongError"));
    // Another process finds them as well.
    drop(served);
    let served = Served::start(&sandbox, &["--any-credentials"]);
    for name in &names {
        let (status, body) = send(&served, "GET", name, b"");
        assert_eq!((status.as_str(), body.as_slice()), ("HTTP/1.1 200 OK", name.as_bytes()), "{name:?}");
    }
    drop(served);
    assert_eq!(outside(), before, "nothing is outside the lake");
    assert!(!Path::new("/etc/lakectl-escape").exists());
    let mut inside = BTreeSet::new();
    files(&lake, Path::new("-"), &mut inside);
    let real = lake.canonicalize().expect("the lake");
    for path in inside {
        assert!(path.canonicalize().is_ok_and(|path| path.starts_with(&real)), "{}", path.display());
    }
    // Commands list them, too, and remove every one.
    let shown = sandbox.json("lakectl bucket show lake-raw");
    assert_eq!(shown["bucket"]["objects"], names.len(), "{shown}");
    sandbox.ok(["bucket", "empty", "lake-raw", "--confirm", "lake-raw"]);
    sandbox.ok(["bucket", "delete", "lake-raw", "--confirm", "lake-raw"]);
    let mut left = BTreeSet::new();
    files(&lake.join("objects"), Path::new("-"), &mut left);
    assert!(left.iter().all(|path| path.is_dir()), "{left:?}");
}
