//! Ingestion, through the binary.

use std::io::{Read, Write};

use serde_json::Value;

use crate::sandbox::{self, Sandbox};

fn with_zone() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw", "--zone", "raw"]);
    sandbox
}

fn files(output: &sandbox::Output) -> Vec<Value> {
    output.json()["files"].as_array().expect("files").clone()
}

/// The bytes that the lake shows for a URI, unpacked.
fn stored(sandbox: &Sandbox, uri: &str) -> String {
    let path = sandbox.lake().join("objects").join(uri.strip_prefix("s3://").expect("a URI"));
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut text = String::new();
    flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).expect("gzip");
    text
}

fn gzip(text: &str) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(text.as_bytes()).expect("gzip");
    gzip.finish().expect("gzip")
}

#[test]
fn text_is_gzipped_and_laid_out_by_day() {
    let sandbox = with_zone();
    sandbox.write("seattle weather.csv", "date,rain\n2026-01-01,3.5\n");
    let found =
        sandbox.ok(["ingest", "seattle weather.csv", "--source", "weather", "--date", "2026-02-03", "-o", "json"]);
    let file = files(&found).remove(0);
    let uri = file["object"].as_str().expect("a URI");
    assert!(uri.starts_with("s3://lake-raw/weather/year=2026/month=02/day=03/seattle_weather_"), "{uri}");
    assert!(uri.ends_with(".csv.gz"), "{uri}");
    assert_eq!((file["result"].as_str(), file["format"].as_str()), (Some("uploaded"), Some("csv")));
    assert_eq!(stored(&sandbox, uri), "date,rain\n2026-01-01,3.5\n");
}

#[test]
fn what_is_there_is_skipped_by_its_checksum() {
    let sandbox = with_zone();
    sandbox.write("a.json", "{\"a\":1}\n");
    let ingest = ["ingest", "a.json", "--source", "events", "-o", "json"];
    let first = files(&sandbox.ok(ingest)).remove(0);
    let again = files(&sandbox.ok(ingest)).remove(0);
    assert_eq!(again["result"], "present");
    assert_eq!(again["object"], first["object"]);
    sandbox.write("a.json", "{\"a\":2}\n");
    let changed =
        files(&sandbox.ok(["ingest", "a.json", "--source", "events", "--date", "2026-01-01", "-o", "json"])).remove(0);
    assert_eq!(changed["result"], "uploaded");
    assert_ne!(changed["object"], first["object"]);
    let other = files(&sandbox.ok(["ingest", "a.json", "--source", "other", "-o", "json"])).remove(0);
    assert_eq!(other["result"], "uploaded", "another source is another place");
}

#[test]
fn two_files_of_one_name_are_two_objects() {
    let sandbox = with_zone();
    sandbox.write("a/x.csv", "a,b\n1,2\n");
    sandbox.write("b/x.csv", "a,b\n3,4\n");
    sandbox.write("c/x.csv", "a,b\n1,2\n");
    let found = files(&sandbox.ok(["ingest", "a/x.csv", "b/x.csv", "c/x.csv", "--source", "s", "-o", "json"]));
    let object = |at: usize| found[at]["object"].as_str().expect("a URI").to_owned();
    assert_ne!(object(0), object(1));
    assert_eq!(stored(&sandbox, &object(0)), "a,b\n1,2\n");
    assert_eq!(stored(&sandbox, &object(1)), "a,b\n3,4\n");
    assert_eq!((found[2]["result"].as_str(), object(2)), (Some("present"), object(0)), "the same content comes once");
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let sandbox = with_zone();
    sandbox.write("good.csv", "a,b\n1,2\n");
    sandbox.write("empty.csv", "");
    sandbox.write("wrong.parquet", "a,b\n1,2\n");
    sandbox.write("cut.parquet", "PAR1 and then nothing");
    let mut damaged = gzip(&"a,b\n1,2\n".repeat(1000));
    damaged.truncate(damaged.len() / 2);
    sandbox.write("damaged.csv.gz", damaged);
    let names = ["good.csv", "empty.csv", "wrong.parquet", "cut.parquet", "damaged.csv.gz", "missing.csv"];
    let mut command = vec!["ingest"];
    command.extend(names);
    command.extend(["--source", "s", "-o", "json"]);
    let output = sandbox.run(command).code(8);
    let states: Vec<(String, String)> = files(&output)
        .iter()
        .map(|file| (file["file"].as_str().unwrap_or("").to_owned(), file["result"].as_str().unwrap_or("").to_owned()))
        .collect();
    for name in names {
        let expected = if name == "good.csv" { "uploaded" } else { "failed" };
        assert!(states.contains(&(name.to_owned(), expected.to_owned())), "{name}: {states:?}");
    }
    for reason in ["is empty", "said to be parquet", "cut off", "gzip stream is broken", "cannot be read"] {
        assert!(output.stderr.contains(reason), "{reason}: {}", output.stderr);
    }
    let shown = sandbox.ok(["bucket", "show", "lake-raw", "-o", "json"]).json();
    assert_eq!(shown["bucket"]["objects"], 1, "nothing half of a failed file is there");
}

#[test]
fn packed_and_binary_files_stay_as_they_are() {
    let sandbox = with_zone();
    let packed = gzip("a,b\n1,2\n");
    sandbox.write("packed.csv.gz", &packed);
    sandbox.write("pixel.png", b"\x89PNG\r\n\x1a\n\0\0\0");
    let found = files(&sandbox.ok(["ingest", "packed.csv.gz", "pixel.png", "--source", "s", "-o", "json"]));
    assert_eq!(found[0]["format"], "csv");
    assert_eq!(found[0]["stored_bytes"], packed.len());
    assert_eq!(stored(&sandbox, found[0]["object"].as_str().expect("a URI")), "a,b\n1,2\n");
    assert!(found[1]["object"].as_str().expect("a URI").ends_with(".png"));
}

#[test]
fn standard_input_has_a_name() {
    let sandbox = with_zone();
    let command = sandbox.command(["ingest", "-", "--source", "s", "--name", "from pipe.json", "-o", "json"]);
    let output = sandbox::finish(command, b"{\"a\": 1}\n{\"a\": 2}\n").code(0);
    let file = files(&output).remove(0);
    assert_eq!(file["format"], "json");
    assert!(file["object"].as_str().expect("a URI").contains("/from_pipe_"), "{file}");
    sandbox.run(["ingest", "-", "-", "--source", "s"]).code(2);
}

#[test]
fn a_large_file_goes_in_parts_and_comes_back_whole() {
    let sandbox = with_zone();
    // More than one part, and nothing that gzip could make small.
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let bytes: Vec<u8> = (0..(70 << 20) / 8)
        .flat_map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()
        })
        .collect();
    sandbox.write("large.bin", &bytes);
    let file = files(&sandbox.ok(["ingest", "large.bin", "--source", "s", "-o", "json"])).remove(0);
    let uri = file["object"].as_str().expect("a URI").to_owned();
    let path = sandbox.lake().join("objects").join(uri.strip_prefix("s3://").expect("a URI"));
    assert!(std::fs::read(path).expect("the object") == bytes);
    let again = files(&sandbox.ok(["ingest", "large.bin", "--source", "s", "-o", "json"])).remove(0);
    assert_eq!(again["result"], "present");
}

#[test]
fn the_bucket_is_found_or_named() {
    let sandbox = Sandbox::new();
    sandbox.write("a.csv", "a,b\n1,2\n");
    sandbox.run(["ingest", "a.csv", "--source", "s"]).code(5).stderr_has("--zone raw");
    sandbox.ok(["bucket", "create", "plain"]);
    sandbox.run(["ingest", "a.csv", "--source", "s", "--bucket", "plian"]).code(5).stderr_has("did you mean `plain`?");
    sandbox.ok(["ingest", "a.csv", "--source", "s", "--bucket", "plain"]);
    sandbox.ok(["bucket", "create", "raw-1", "--zone", "raw"]);
    sandbox.ok(["bucket", "create", "raw-2", "--zone", "raw"]);
    sandbox.run(["ingest", "a.csv", "--source", "s"]).code(2).stderr_has("raw-1, raw-2");
    let dry = sandbox.ok(["ingest", "a.csv", "--source", "s", "--bucket", "raw-1", "--dry-run", "-o", "json"]);
    assert_eq!(files(&dry)[0]["result"], "would upload");
    let shown = sandbox.ok(["bucket", "show", "raw-1", "-o", "json"]).json();
    assert_eq!(shown["bucket"]["objects"], 0);
    sandbox.run(["ingest", "a.csv", "--source", "../up"]).code(2);
    sandbox
        .run(["ingest", "a.csv", "--source", "s", "--bucket", "raw-1", "--date", "2026-02-30"])
        .code(2)
        .stderr_has("no day");
    sandbox.run(["ingest", "a.csv", "--source", "s", "--format", "xml"]).code(2).stderr_has("parquet");
}
