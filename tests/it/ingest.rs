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

#[test]
fn bad_records_are_named_by_their_lines() {
    let sandbox = with_zone();
    sandbox.write("ragged.csv", "a,b\n1,2\n3\n\"4\n4\",5\n6,7,8\n");
    sandbox
        .run(["ingest", "ragged.csv", "--source", "s"])
        .code(2)
        .stderr_has("2 of 4 are bad")
        .stderr_has("ragged.csv:3")
        .stderr_has("line 3: it has 1 fields, and the first row has 2")
        .stderr_has("line 6: it has 3 fields")
        .stderr_has("--reject-to");
    sandbox.write("broken.jsonl", "{\"a\": 1}\n{\"a\": \n{\"a\": 3}\n");
    sandbox.run(["ingest", "broken.jsonl", "--source", "s"]).code(2).stderr_has("line 2: broken JSON");
    sandbox.write("cut.json", "[{\"a\": 1},\n {\"a\": ");
    sandbox.run(["ingest", "cut.json", "--source", "s"]).code(2).stderr_has("broken JSON");
    sandbox.write("ragged.csv.gz", gzip("a,b\n1\n2,3\n"));
    sandbox.run(["ingest", "ragged.csv.gz", "--source", "s"]).code(2).stderr_has("line 2:");
    let shown = sandbox.ok(["bucket", "show", "lake-raw", "-o", "json"]).json();
    assert_eq!(shown["bucket"]["objects"], 0);
}

#[test]
fn bad_records_can_be_kept_apart() {
    let sandbox = with_zone();
    sandbox.write("ragged.csv", "a,b\n1,2\n3\n4,5\n6,7,8\n");
    sandbox.write("broken.jsonl.gz", gzip("{\"a\": 1}\n{\"a\": \n{\"a\": 3}\n"));
    sandbox.write("hopeless.csv", "a,b\n1\n2\n");
    let names = ["ragged.csv", "broken.jsonl.gz", "hopeless.csv"];
    let mut line = vec!["ingest", "--source", "s", "--reject-to", "rejects", "-o", "json"];
    line.extend(names);
    let output = sandbox.run(line).code(8);
    let found = files(&output);
    assert_eq!((found[0]["result"].as_str(), found[0]["rejected"].as_u64()), (Some("uploaded"), Some(2)));
    assert_eq!(found[0]["first_rejected"][0]["line"], 3);
    assert_eq!(stored(&sandbox, found[0]["object"].as_str().expect("a URI")), "a,b\n1,2\n4,5\n");
    assert_eq!(sandbox.read("rejects/ragged.rejected.csv"), "a,b\n3\n6,7,8\n");
    assert!(sandbox.read("rejects/ragged.rejected.reasons.tsv").starts_with("3\tit has 1 fields"));
    assert_eq!(stored(&sandbox, found[1]["object"].as_str().expect("a URI")), "{\"a\": 1}\n{\"a\": 3}\n");
    assert_eq!(sandbox.read("rejects/broken.rejected.jsonl"), "{\"a\": \n");
    assert_eq!(found[2]["result"], "failed");
    assert!(found[2]["error"].as_str().expect("a reason").contains("no good record"));
    // Once mended, the rejects are files like any other; and what is there is skipped.
    sandbox.write("rejects/ragged.rejected.csv", "a,b\n3,3\n6,7\n");
    let again = sandbox.run([
        "ingest",
        "ragged.csv",
        "rejects/ragged.rejected.csv",
        "--source",
        "s",
        "--reject-to",
        "rejects",
        "-o",
        "json",
    ]);
    let again = files(&again);
    assert_eq!((again[0]["result"].as_str(), again[1]["result"].as_str()), (Some("present"), Some("uploaded")));
}

#[test]
fn bad_records_of_files_of_one_name_are_all_kept() {
    let sandbox = with_zone();
    sandbox.write("monday/orders.csv", "a,b\n1,2\n3\n");
    sandbox.write("tuesday/orders.csv", "a,b\n1,9\n4\n");
    let line = ["ingest", "monday/orders.csv", "tuesday/orders.csv", "--source", "s", "--reject-to", "rejects"];
    let dry = [&line[..], &["--dry-run"]].concat();
    sandbox.run(dry).code(8).stderr_has("which would be kept apart");
    assert!(!sandbox.work().join("rejects").exists(), "a dry run writes nothing");
    let output = sandbox.run([&line[..], &["-o", "json"]].concat()).code(8);
    let kept = |index: usize| files(&output)[index]["rejects"].as_str().expect("a path").to_owned();
    let mut found = [sandbox.read(&kept(0)), sandbox.read(&kept(1))];
    found.sort();
    assert_eq!(found, ["a,b\n3\n", "a,b\n4\n"]);
    // The same file again has nothing new; another of its name has.
    sandbox.run(line).code(8).stderr_has("left out by the run that brought the others");
    assert_eq!(std::fs::read_dir(sandbox.work().join("rejects")).expect("a folder").count(), 4);
    sandbox.write("orders.csv", "a,b\n1,7\n5\n");
    let third = ["ingest", "orders.csv", "--source", "s", "--reject-to", "rejects", "-o", "json"];
    assert_eq!(files(&sandbox.run(third).code(8))[0]["rejects"], "rejects/orders.rejected-3.csv");
    let line = ["ingest", "-", "--name", "../../up.csv", "--source", "s", "--reject-to", "rejects", "-o", "json"];
    let piped = sandbox.run_with_input(line, b"a,b\n1,8\n6\n").code(8);
    assert_eq!(files(&piped)[0]["rejects"], "rejects/.._.._up.rejected.csv");
}

#[test]
fn bad_records_that_cannot_be_kept_keep_the_file_out() {
    let sandbox = with_zone();
    sandbox.write("orders.csv", "a,b\n1,2\n3\n");
    sandbox.write("rejects", "no folder");
    let line = ["ingest", "orders.csv", "--source", "s", "--reject-to", "rejects"];
    sandbox.run(line).code(1).stderr_has("rejects cannot be written");
    std::fs::remove_file(sandbox.work().join("rejects")).expect("it goes");
    sandbox.run(line).code(8).stderr_has("kept in rejects/orders.rejected.csv");
    assert_eq!(sandbox.read("rejects/orders.rejected.csv"), "a,b\n3\n");
}

#[test]
fn many_files_go_at_once_and_are_told_in_their_order() {
    let sandbox = with_zone();
    let names: Vec<String> = (0..60).map(|at| format!("in/part-{at:03}.csv")).collect();
    for (at, name) in names.iter().enumerate() {
        // Every third has the content of the first.
        let value = if at % 3 == 0 { 0 } else { at };
        sandbox.write(name, format!("a,b\n{value},{value}\n"));
    }
    let mut line = vec!["ingest", "--source", "s", "--jobs", "8", "-o", "json"];
    line.extend(names.iter().map(String::as_str));
    let found = files(&sandbox.ok(&line));
    let told: Vec<&str> = found.iter().filter_map(|file| file["file"].as_str()).collect();
    assert_eq!(told, names);
    for (at, file) in found.iter().enumerate() {
        let expected = if at % 3 == 0 && at > 0 { "present" } else { "uploaded" };
        assert_eq!(file["result"], expected, "{file}");
        assert_eq!(file["records"], 1);
    }
    assert_eq!(found[3]["object"], found[0]["object"]);
    let shown = sandbox.ok(["bucket", "show", "lake-raw", "-o", "json"]).json();
    assert_eq!(shown["bucket"]["objects"], 41);
    let again = files(&sandbox.ok(&line));
    assert!(again.iter().all(|file| file["result"] == "present"));
}

#[test]
fn a_json_document_is_taken_and_remarked_on() {
    let sandbox = with_zone();
    sandbox.write("list.json", "[\n  {\"a\": 1},\n  {\"a\": 2}\n]\n");
    let output = sandbox.ok(["ingest", "list.json", "--source", "s"]).stderr_has("one object per line");
    assert!(output.stdout.contains("uploaded"), "{output}");
    sandbox.write("semi.csv", "a;b\n1;2,5\n3;4,5\n");
    sandbox.ok(["ingest", "semi.csv", "--source", "s"]);
}

#[test]
fn records_are_held_against_a_schema() {
    let sandbox = with_zone();
    let schema = r#"{"type": "record", "name": "Event", "fields": [{"name": "id", "type": "string"}, {"name": "n", "type": "long"}]}"#;
    sandbox.write("event.avsc", schema);
    sandbox.ok(["registry", "create", "events"]);
    sandbox.ok(["schema", "register", "event.avsc", "--name", "event", "--registry", "events"]);
    sandbox.write("good.jsonl", "{\"id\": \"a\", \"n\": 1}\n");
    sandbox.write("bad.jsonl", "{\"id\": \"a\", \"n\": 1}\n{\"id\": \"a\", \"n\": \"x\"}\n");
    sandbox.write("rows.csv", "id,n\n7,1\n8,two\n");
    sandbox.write("list.json", "[\n {\"id\": \"a\", \"n\": 1},\n {\"id\": \"b\"}\n]\n");
    let ingest = |file: &str| {
        sandbox.run(["ingest", file, "--source", "s", "--schema", "event", "--registry", "events", "-o", "json"])
    };
    assert_eq!(files(&ingest("good.jsonl").code(0))[0]["records"], 1);
    ingest("bad.jsonl").code(2).stderr_has("bad.jsonl:2").stderr_has("1 of 2 are bad");
    ingest("rows.csv").code(2).stderr_has("line 3:");
    ingest("list.json").code(2).stderr_has("1 of 2 records are bad");
    sandbox.write("rows.csv", "id,n\n7,1\n8,2\n");
    assert_eq!(files(&ingest("rows.csv").code(0))[0]["records"], 2);
    sandbox.write("pixel.png", b"\x89PNG\r\n\x1a\n\0\0\0");
    ingest("pixel.png").code(2).stderr_has("held against schemas");
    sandbox.run(["ingest", "good.jsonl", "--source", "s", "--schema", "evnt", "--registry", "events"]).code(5);
    sandbox.ok(["ingest", "good.jsonl", "--source", "other", "--schema", "event.avsc"]);
}
