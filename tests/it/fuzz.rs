//! Bad input for whatever reads bytes from outside: there is always an answer, and it is an answer to what was asked.
//! What the rounds begin with is in `fixtures/fuzz`; schemas have a fuzzer of their own (`schema_fuzz`).

use std::collections::BTreeMap;
use std::time::Duration;

use http_body_util::BodyExt;
use lakectl::domain::crawl::{CrawlSettings, Sample, inspect};
use lakectl::domain::query::sql;
use lakectl::domain::{completion, cron, event_pattern, lake_file, orc, partition, permission};
use lakectl::local::wire::full;
use lakectl::local::{Lake, LakeOptions, engine};

use crate::sandbox::{fixtures, now};

/// Rounds in every run of the tests.
const ROUNDS: u64 = 2_000;
/// No input of a few hundred bytes takes longer, however slow the machine.
const SLOWEST: Duration = Duration::from_secs(20);

/// A small generator with a fixed beginning (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound.max(1)).expect("a size")).expect("below the bound")
    }
}

#[expect(clippy::disallowed_methods, reason = "switches of the tests, not settings of lakectl")]
fn switch(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn corpus(name: &str) -> Vec<Vec<u8>> {
    let text = std::fs::read_to_string(fixtures().join("fuzz").join(format!("{name}.txt"))).expect("a corpus");
    let found: Vec<Vec<u8>> = text.split("\n---\n").map(|piece| piece.as_bytes().to_vec()).collect();
    assert!(found.len() >= 3, "{name} has {} examples", found.len());
    found
}

/// Bytes that parsers trip over.
const PIECES: &[&[u8]] = &[
    b"{",
    b"}",
    b"[",
    b"]",
    b"(",
    b")",
    b"\"",
    b"'",
    b"`",
    b",",
    b":",
    b"=",
    b"%",
    b"%2",
    b"&",
    b"<",
    b"</",
    b"]]>",
    b"<!--",
    b"&#0;",
    b"\0",
    b"\xff",
    b"\xc3",
    b"\xf0\x9f\xa6",
    b"\xef\xbb\xbf",
    b"\\",
    b"\\u0000",
    b"\\ud800",
    b"-1",
    b"0",
    b"1e309",
    b"9223372036854775808",
    b"18446744073709551616",
    b"-9223372036854775808",
    b"null",
    b"..",
    b"/../",
    b"//",
    b"/*",
    b"--",
    b"\r\n",
    b"\n\n",
    b"*",
    b"?",
    b"$(",
    b"\x1b[",
    b"0000-00-00",
    b"2024-02-30",
    b"NaN",
    b"inf",
    b" ",
    b"\t",
    b"0x",
    b"((((((((",
    b"[[[[[[[[",
    b"{\"a\":{\"a\":{\"a\":",
];

fn mutated(numbers: &mut Numbers, corpus: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = corpus[numbers.below(corpus.len())].clone();
    for _ in 0..numbers.below(5) {
        let (a, b) = (numbers.below(bytes.len() + 1), numbers.below(bytes.len() + 1));
        let (from, to) = (a.min(b), a.max(b).min(a.min(b) + 40));
        match numbers.below(8) {
            0 => {
                bytes.drain(from..to);
            }
            1 => {
                let piece = bytes[from..to].to_vec();
                bytes.splice(from..from, piece);
            }
            2 => {
                let other = &corpus[numbers.below(corpus.len())];
                let start = numbers.below(other.len() + 1);
                let end = (start + numbers.below(60)).min(other.len());
                bytes.splice(from..to, other[start..end].to_vec());
            }
            3 => {
                bytes.splice(from..from, PIECES[numbers.below(PIECES.len())].to_vec());
            }
            4 => {
                bytes.splice(from..to, PIECES[numbers.below(PIECES.len())].to_vec());
            }
            5 => bytes.truncate(from),
            6 if !bytes.is_empty() => {
                let at = numbers.below(bytes.len());
                bytes[at] ^= 1 << numbers.below(8);
            }
            // Much of the same: what is read by recursion is to come to an end.
            _ => {
                let piece = PIECES[numbers.below(PIECES.len())].repeat(1 + numbers.below(300));
                bytes.splice(from..from, piece);
            }
        }
    }
    bytes
}

/// Asks for every mutation; a panic names the input, so that it can be kept.
fn fuzz(name: &str, ask: impl FnMut(&[u8])) {
    fuzz_from(name, corpus(name), ask);
}

/// The same with examples that are no text.
fn fuzz_from(name: &str, corpus: Vec<Vec<u8>>, mut ask: impl FnMut(&[u8])) {
    let mut numbers =
        Numbers(0x9E37_79B9_7F4A_7C15 ^ switch("LAKE_FUZZ_SEED").unwrap_or(0).wrapping_mul(0xD6E8_FEB8_6659_FD93) | 1);
    let until = switch("LAKE_FUZZ_SECONDS").map(|seconds| now() + Duration::from_secs(seconds));
    for example in &corpus {
        ask(example);
    }
    for round in 0.. {
        if until.map_or(round >= ROUNDS, |until| now() >= until) {
            break;
        }
        let input = mutated(&mut numbers, &corpus);
        let started = now();
        let asked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| ask(&input)));
        let shown = String::from_utf8_lossy(&input).escape_debug().to_string();
        if let Err(panic) = asked {
            let said = panic
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            panic!("{name}, round {round}: {}\n{shown}", said.unwrap_or_default());
        }
        assert!(started.elapsed() < SLOWEST, "{name}, round {round}: {:?}\n{shown}", started.elapsed());
    }
}

/// Takes a value as something that matters.
fn used<T>(value: T) {
    std::hint::black_box(value);
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn any_lake_file_is_read_or_told_what_is_wrong() {
    fuzz("lake_file", |bytes| {
        let source = lake_file::Source { name: "lake.toml".to_owned(), text: text(bytes) };
        if let Err(problems) = lake_file::read(std::slice::from_ref(&source), &BTreeMap::new()) {
            assert!(!problems.is_empty());
            for problem in problems {
                assert!(problem.place.line >= 1 && !problem.message.is_empty(), "{problem:?}");
            }
        }
    });
}

#[test]
fn any_statement_is_classified_and_split() {
    fuzz("statement", |bytes| {
        let statement = text(bytes);
        let pieces = sql::split(&statement);
        assert!(pieces.len() <= statement.len() + 1);
        used(sql::named_parameters(&statement));
        used(sql::first_word(&statement));
        used(sql::effect(&statement));
        assert!(sql::positional_count(&statement) <= statement.len());
        used(engine::classify(&statement));
        // What the terminal and the shell are told of it.
        let (words, cut) = completion::cut(&statement, " \t\n\"'><=;|&(:");
        assert!(!words.is_empty() && cut.kept <= cut.typed.len());
    });
}

#[test]
fn any_small_language_has_an_answer() {
    fuzz("small", |bytes| {
        let text = text(bytes);
        if let Ok(cron) = text.parse::<cron::Cron>() {
            assert!(cron.next_after(1_700_000_000_000).is_none_or(|next| next > 1_700_000_000_000));
        }
        used(text.parse::<permission::TagExpression>());
        used(text.parse::<permission::Principal>());
        used(text.parse::<lakectl::domain::alarm::MathExpression>());
        used(text.parse::<lakectl::domain::catalog::Projection>());
        used(text.parse::<lakectl::domain::catalog::TableName>());
        used(text.parse::<lakectl::domain::catalog::ColumnList>());
        used(lakectl::domain::size::bytes(&text));
        used(lakectl::domain::crawl::CrawlTarget::parse(&text));
        used(lakectl::domain::crawl::Glob::new(&text).map(|glob| glob.matches("a/b.json")));
        if let Ok(pattern) = event_pattern::EventPattern::parse(&text) {
            used(pattern.matches(
                &serde_json::json!({ "source": "aws.s3", "detail": { "object": { "key": "raw/a", "size": 3 } } }),
            ));
        }
        // An empty value and the folder of no value are one.
        let pairs = partition::parse_partition_path(&text);
        if let Some(pairs) = pairs.filter(|pairs| pairs.iter().all(|(_, value)| !value.is_empty())) {
            let again = partition::partition_path(pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())));
            assert_eq!(partition::parse_partition_path(&again).as_ref(), Some(&pairs), "{again}");
        }
        // Whatever a text is, it acts on no terminal once it is written.
        let shown = lakectl::ui::sanitize(&text);
        assert!(!lakectl::ui::is_hostile(&shown));
        let json = lakectl::ui::json_safe(&serde_json::json!({ "text": text }).to_string());
        assert_eq!(serde_json::from_str::<serde_json::Value>(&json).expect("JSON")["text"], text.as_str());
    });
}

#[test]
fn any_file_is_inspected() {
    let settings = CrawlSettings::default();
    fuzz("sample", |bytes| {
        for complete in [true, false] {
            used(inspect("s3://raw/t/file", Sample { bytes, complete }, &settings));
        }
    });
}

#[test]
fn any_orc_file_is_judged() {
    let files = ["types-zlib", "types-zstd", "types-lz4", "types-snappy", "types-uncompressed", "types-runs1", "texts"];
    let corpus = files.map(|name| std::fs::read(fixtures().join(format!("orc/{name}.orc"))).expect("a fixture"));
    fuzz_from("orc", corpus.to_vec(), |bytes| {
        let size = bytes.len() as u64;
        let Ok(postscript) = orc::Postscript::read(bytes, size) else { return };
        let start = bytes.len() - usize::try_from(postscript.tail_length()).expect("no longer than the file");
        used(lakectl::domain::crawl::orc_footer::schema_in_tail(&bytes[start..], &postscript, size));
        let Ok(tail) = orc::Tail::read(&bytes[start..], &postscript, size) else { return };
        for stripe in tail.stripes {
            let from = usize::try_from(stripe.offset + stripe.index + stripe.data).expect("within the file");
            let footer = &bytes[from..from + usize::try_from(stripe.footer).expect("within the file")];
            let Ok(footer) = tail.packed.whole(footer, 1 << 24) else { continue };
            used(orc::stripe::StripeFooter::read(&footer));
            for second_version in [false, true] {
                used(orc::lengths::Lengths::read(&footer, second_version, 1 << 20));
            }
        }
    });
}

/// A request from the lines of an example: the first says what for, the others are the body.
fn request(bytes: &[u8], authorization: Option<&[u8]>) -> Option<lakectl::local::wire::Request> {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let body = bytes.get(end + 1..).unwrap_or_default().to_vec();
    let mut builder = http::Request::builder().header("host", "127.0.0.1");
    let signed = |service: &str| {
        format!(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261122/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=00"
        )
    };
    if let Some(authorization) = authorization {
        builder = builder.header("authorization", authorization);
    }
    if let Some((method, path)) = head.split_once(' ') {
        if path.contains("chunked") {
            builder = builder
                .header("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER")
                .header("x-amz-decoded-content-length", "5")
                .header("x-amz-trailer", "x-amz-checksum-crc32")
                .header("content-encoding", "aws-chunked");
        }
        return builder.method(method).uri(path).body(full(body)).ok();
    }
    builder = builder.method("POST");
    let service =
        ["AWSGlue/glue", "AmazonAthena/athena", "AWSEvents/events", "Granite/monitoring", "Logs/logs"].iter().find_map(
            |known| known.split_once('/').filter(|(prefix, _)| head.starts_with(prefix)).map(|(_, service)| service),
        );
    if let (Some(service), None) = (service, authorization) {
        builder = builder.header("authorization", signed(service));
    }
    if let Some(operation) = head.strip_prefix("lakeformation/") {
        return builder
            .uri(format!("/{operation}"))
            .header("authorization", signed("lakeformation"))
            .body(full(body))
            .ok();
    }
    if head == "form" {
        let kind = "application/x-www-form-urlencoded";
        let service = if body.starts_with(b"Action=Describe") { "monitoring" } else { "sts" };
        return builder
            .uri("/")
            .header("content-type", kind)
            .header("authorization", signed(service))
            .body(full(body))
            .ok();
    }
    if body.len() % 5 == 0 && head.starts_with("Granite") {
        // The same service in its binary protocol.
        let operation = head.split('.').nth(1).unwrap_or("");
        let path = format!("/service/GraniteServiceVersion20100801/operation/{operation}");
        let mut binary = Vec::new();
        match serde_json::from_slice::<serde_json::Value>(&body) {
            Ok(value) => ciborium::into_writer(&value, &mut binary).ok()?,
            Err(_) => binary = body,
        }
        return builder
            .uri(path)
            .header("smithy-protocol", "rpc-v2-cbor")
            .header("content-type", "application/cbor")
            .body(full(binary))
            .ok();
    }
    builder
        .uri("/")
        .header("x-amz-target", head)
        .header("content-type", "application/x-amz-json-1.1")
        .body(full(body))
        .ok()
}

/// The lake in this process, and the answer to a request: its status and body.
struct Server {
    runtime: tokio::runtime::Runtime,
    lake: Lake,
    _folder: tempfile::TempDir,
}

impl Server {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let options = LakeOptions { any_credentials: true, allow_jobs: false, ..LakeOptions::default() };
        let lake = Lake::open(&folder.path().join("lake"), options).expect("a lake");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let server = Self { runtime, lake, _folder: folder };
        for first in [
            "PUT /raw\n",
            "AWSGlue.CreateDatabase\n{\"DatabaseInput\":{\"Name\":\"raw\"}}",
            "Logs_20140328.CreateLogGroup\n{\"logGroupName\":\"g\"}",
        ] {
            let (status, body) = server.ask(request(first.as_bytes(), None).expect("a request"));
            assert_eq!(status, 200, "{first}: {body}");
        }
        server
    }

    fn ask(&self, request: lakectl::local::wire::Request) -> (u16, String) {
        self.runtime.block_on(async {
            let response = self.lake.handle(request).await;
            let status = response.status().as_u16();
            let body = response.into_body().collect().await.expect("a body").to_bytes();
            (status, text(&body))
        })
    }
}

#[test]
fn any_request_is_answered_and_none_as_a_failure_of_the_server() {
    let server = Server::new();
    let mut answered = BTreeMap::<u16, u64>::new();
    fuzz("request", |bytes| {
        let Some(request) = request(bytes, None) else { return };
        let (status, body) = server.ask(request);
        assert!(status < 500 || status == 501, "{status} {body}");
        *answered.entry(status).or_default() += 1;
    });
    // Enough of it got through to where it is understood.
    assert!(answered.get(&200).is_some_and(|count| *count > 50), "{answered:?}");
    assert!(answered.get(&400).is_some_and(|count| *count > 50), "{answered:?}");
    let Server { runtime, lake, _folder: folder } = server;
    drop(runtime);
    drop(lake);
    let again = Lake::open(&folder.path().join("lake"), LakeOptions::default());
    drop(again.unwrap_or_else(|error| panic!("the lake does not open again: {error}")));
}

#[test]
fn any_signature_is_read_or_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let lake = Lake::open(&folder.path().join("lake"), LakeOptions::default()).expect("a lake");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let server = Server { runtime, lake, _folder: folder };
    fuzz("authorization", |bytes| {
        for line in ["GET /raw?list-type=2\n", "AWSGlue.GetDatabases\n{}"] {
            let Some(request) = request(line.as_bytes(), Some(bytes)) else { continue };
            let (status, body) = server.ask(request);
            assert!((400..500).contains(&status) || status == 501, "nobody signed that: {status} {body}");
        }
    });
}
