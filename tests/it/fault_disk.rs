//! Disks on a bad day: full, read-only, without file handles, torn; and input that is made to take everything. The rows are
//! those of the table in ARCHITECTURE.md, "Faults".

#![cfg(unix)]

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use crate::objects::put;
use crate::sandbox::{Output, Sandbox, finish, now};

/// Runs a shell script in the sandbox, with the lake on a small file system of its own when this user may mount one. A script
/// gets the lake's place as `$LAKE`, and is told by `$SMALL` whether the file system is as small as it says.
fn on_a_small_disk(sandbox: &Sandbox, script: &str) -> Output {
    let place = sandbox.root().join("small");
    std::fs::create_dir_all(&place).expect("a folder");
    let mount = format!(
        "mount -t tmpfs -o size=12m small '{place}' 2>/dev/null && SMALL=yes || SMALL=no\nLAKE='{place}/lake'\nexport LAKE_LOCAL=$LAKE\n{script}",
        place = place.display()
    );
    let may = |options: &[&str]| {
        let mut command = Command::new("unshare");
        command.args(options).args(["sh", "-c", "mount -t tmpfs none /mnt"]);
        finish_quietly(command)
    };
    // As root, or as a user who is root in a name space of its own.
    let options: &[&str] = if may(&["-m"]) { &["-m"] } else { &["-rm"] };
    let mut command = if may(options) {
        let mut command = Command::new("unshare");
        command.args(options).args(["sh", "-c", &mount]);
        command
    } else {
        // Nobody may mount here: files as large as the disk would be are refused instead, with an error of their own.
        let mut command = Command::new("sh");
        command.args(["-c", &format!("trap '' XFSZ; ulimit -f 8192; {mount}")]);
        command
    };
    command.current_dir(sandbox.work());
    sandbox.fix_environment(&mut command);
    command.env("LAKECTL", env!("CARGO_BIN_EXE_lakectl"));
    finish(command, b"")
}

fn finish_quietly(mut command: Command) -> bool {
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Text that does not get smaller when it is packed.
fn noise(bytes: usize) -> String {
    let (mut state, mut text) = (0x1234_5678_9ABC_DEF1_u64, String::from("id,noise\n"));
    while text.len() < bytes {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        text.push_str(&format!(
            "{},{:016x}{:016x}\n",
            state % 1000,
            state,
            state.rotate_left(17).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        ));
    }
    text
}

#[test]
fn row_9_a_full_disk_is_named_and_the_old_state_stays() {
    let sandbox = Sandbox::new();
    sandbox.write("small.csv", "a,b\n1,2\n");
    sandbox.write("large.csv", noise(40 << 20));
    let output = on_a_small_disk(
        &sandbox,
        "set -e\n\
         $LAKECTL bucket create full-raw --zone raw -q\n\
         $LAKECTL ingest small.csv --source s -q\n\
         set +e\n\
         TMPDIR=. $LAKECTL ingest large.csv --source s 2>&1; echo \"exit $?\"\n\
         $LAKECTL bucket show full-raw -o json --select bucket.objects\n\
         $LAKECTL db create after; echo \"after $?\"\n\
         ls $LAKE/incoming | wc -l",
    );
    assert!(!output.stdout.contains("exit 0") && !output.stdout.contains("panicked"), "{output}");
    let named = ["No space left", "File too large", "full"].iter().any(|word| output.stdout.contains(word));
    assert!(named, "the reason is not named\n{output}");
    let lines: Vec<&str> = output.stdout.lines().collect();
    assert!(lines.contains(&"1"), "the first object is there, and it alone\n{output}");
    assert!(lines.contains(&"after 0"), "the lake goes on\n{output}");
    assert_eq!(lines.last().map(|line| line.trim()), Some("0"), "what did not fit is gone\n{output}");
}

#[test]
fn row_9_a_disk_that_is_only_read_is_named() {
    let sandbox = Sandbox::new();
    let output = on_a_small_disk(
        &sandbox,
        "[ $SMALL = yes ] || LAKE_LOCAL=/proc/lake\n\
         [ $SMALL = yes ] && { $LAKECTL bucket create kept -q >/dev/null; mount -o remount,ro small \"$(dirname $LAKE)\"; }\n\
         $LAKECTL db create other 2>&1; echo \"exit $?\"\n\
         $LAKECTL bucket create more 2>&1; echo \"exit $?\"",
    );
    assert!(!output.stdout.contains("exit 0") && !output.stdout.contains("panicked"), "{output}");
    assert!(output.stdout.contains("error: ") && output.stdout.matches("exit 1").count() == 2, "{output}");
    let named = ["Read-only", "read-only", "readonly", "cannot be opened", "No such file"];
    assert!(named.iter().any(|word| output.stdout.contains(word)), "{output}");
}

#[test]
fn row_9_too_few_file_handles_are_an_error_and_no_harm() {
    let sandbox = Sandbox::new();
    sandbox.ok(["db", "create", "first"]);
    let mut made = vec!["first".to_owned()];
    for handles in [3, 5, 7, 9, 10, 11, 12, 14, 16, 20, 30] {
        let name = format!("with_{handles}");
        let mut command = Command::new("sh");
        command.args(["-c", &format!("ulimit -n {handles}; exec \"$LAKECTL\" db create {name}")]);
        command.current_dir(sandbox.work());
        sandbox.fix_environment(&mut command);
        command.env("LAKECTL", env!("CARGO_BIN_EXE_lakectl")).env("LAKE_LOCAL", sandbox.lake());
        let output = finish(command, b"");
        // With fewer than its libraries take, the system itself does not start a program.
        if output.code == 127 {
            continue;
        }
        assert!(!output.stderr.contains("panicked") || output.stderr.contains("Too many open files"), "{output}");
        if output.code == 0 {
            made.push(name);
        }
    }
    assert!(made.len() > 1, "with thirty it works");
    let databases = sandbox.json("lakectl db list")["databases"].clone();
    let names: Vec<&str> =
        databases.as_array().expect("a list").iter().filter_map(|one| one["name"].as_str()).collect();
    for name in &made {
        assert!(names.contains(&name.as_str()), "{name} was acknowledged: {names:?}");
    }
}

#[test]
fn row_9_an_output_that_is_full_is_said() {
    let sandbox = Sandbox::new();
    sandbox.ok(["db", "create", "raw"]);
    for args in ["db list", "completions bash", "db list -o json"] {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("\"$LAKECTL\" {args} > /dev/full")]).current_dir(sandbox.work());
        sandbox.fix_environment(&mut command);
        command.env("LAKECTL", env!("CARGO_BIN_EXE_lakectl")).env("LAKE_LOCAL", sandbox.lake());
        let output = finish(command, b"").code(1);
        assert!(output.stderr.contains("could not be written") && output.stderr.contains("No space left"), "{output}");
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

#[test]
fn row_9_a_write_that_is_torn_leaves_a_lake_that_was_there_once() {
    // A server that is killed leaves its log of writes behind; the power goes, and some of its end was never written.
    let sandbox = Sandbox::new();
    sandbox.ok(["db", "create", "d00"]);
    let served = crate::local::Served::start(&sandbox, &[]);
    let client =
        served.environment.iter().fold(Sandbox::without_target(), |client, (name, value)| client.env(name, value));
    for number in 1..12 {
        client.ok(["db", "create", &format!("d{number:02}")]);
    }
    drop(served);
    let log = sandbox.lake().join("lake.sqlite-wal");
    let length = std::fs::metadata(&log).expect("the log of writes").len();
    assert!(length > 10_000, "{length}");
    let mut seen = Vec::new();
    for part in [0, 1, 3, 5, 7, 8, 9] {
        let torn = Sandbox::new();
        copy(&sandbox.lake(), &torn.lake());
        // The index of the log is made anew when the log does not fit it.
        drop(std::fs::remove_file(torn.lake().join("lake.sqlite-shm")));
        let file = std::fs::OpenOptions::new().write(true).open(torn.lake().join("lake.sqlite-wal")).expect("the log");
        file.set_len(length * part / 9).expect("a cut");
        if part == 5 {
            // A page that was half written holds anything.
            let mut file =
                std::fs::OpenOptions::new().append(true).open(torn.lake().join("lake.sqlite-wal")).expect("the log");
            file.write_all(&[0xA5; 3000]).expect("noise");
        }
        let listed = torn.json("lakectl db list")["databases"].clone();
        let names: Vec<String> = listed
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|one| one["name"].as_str().map(str::to_owned))
            .collect();
        let expected: Vec<String> = (0..names.len()).map(|number| format!("d{number:02}")).collect();
        assert_eq!(names, expected, "a state that never was");
        torn.ok(["db", "create", "after"]);
        seen.push(names.len());
    }
    assert_eq!(seen.last(), Some(&12), "{seen:?}");
    assert!(seen.first() < seen.last(), "{seen:?}");
}

/// The greatest memory of a command, in MiB, with its output.
fn measured(sandbox: &Sandbox, args: &[&str]) -> (u64, Output) {
    let script = "import resource, subprocess, sys\n\
                  done = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)\n\
                  sys.stdout.buffer.write(done.stdout)\n\
                  sys.stderr.write('memory %d\\n' % (resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024))\n\
                  sys.exit(done.returncode)";
    let mut command = Command::new("python3");
    command.args(["-c", script, env!("CARGO_BIN_EXE_lakectl")]).args(args).current_dir(sandbox.work());
    sandbox.fix_environment(&mut command);
    let output = finish(command, b"");
    let memory = output.stderr.lines().find_map(|line| line.strip_prefix("memory ")).expect("a line about the memory");
    (memory.parse().expect("a number"), output)
}

#[test]
fn row_12_ten_times_the_objects_take_no_more_memory() {
    let page = |from: usize, count: usize, last: bool| {
        let objects: String = (from..from + count)
            .map(|key| {
                format!(
                    "<Version><Key>k{key:09}</Key><VersionId>v1</VersionId><IsLatest>true</IsLatest><LastModified>2026-01-01T00:00:00Z\
                     </LastModified><Size>7</Size><StorageClass>STANDARD</StorageClass></Version>"
                )
            })
            .collect();
        let next = match last {
            true => String::new(),
            false => format!(
                "<NextKeyMarker>k{:09}</NextKeyMarker><NextVersionIdMarker>v1</NextVersionIdMarker>",
                from + count
            ),
        };
        format!("<ListVersionsResult><IsTruncated>{}</IsTruncated>{next}{objects}</ListVersionsResult>", !last)
    };
    let memory = |objects: usize| {
        let stub = crate::stub::Stub::alone(move |request| {
            let xml = |text: String| crate::stub::Reply::Status(200, text);
            if request.method == "POST" {
                return xml("<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/ops</Arn><UserId>1</UserId>\
                     <Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
                    .to_owned());
            }
            let query = request.path.split('?').nth(1).unwrap_or("");
            if query.contains("versions") {
                let marker = query.split('&').find_map(|pair| pair.strip_prefix("key-marker=k"));
                let from: usize = marker.map_or(0, |marker| marker.parse().expect("a number"));
                return xml(page(from, 1000.min(objects - from), from + 1000 >= objects));
            }
            if query.contains("uploads") {
                return xml(
                    "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>"
                        .to_owned(),
                );
            }
            xml("<VersioningConfiguration></VersioningConfiguration>".to_owned())
        });
        let client = Sandbox::without_target()
            .env("AWS_ENDPOINT_URL", &stub.url())
            .env("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT")
            .env("AWS_SECRET_ACCESS_KEY", "secret")
            .env("AWS_REGION", "us-east-1");
        let (memory, output) = measured(&client, &["bucket", "size", "lake-raw", "-q"]);
        assert_eq!(output.code, 0, "{output}");
        memory
    };
    let (few, many) = (memory(4_000), memory(40_000));
    assert!(many < few + 40, "{few} MiB for 4,000 objects, {many} MiB for 40,000");
}

/// Files that lie about themselves, and what a query and a crawl make of each: an error or the rest, in bounded memory and time.
#[test]
fn row_13_files_that_are_made_to_take_everything_are_errors_in_bounded_memory() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw"]);
    sandbox.ok(["bucket", "create", "lake-results", "--zone", "query-results"]);
    sandbox.ok(["db", "create", "raw"]);
    let parquet = |footer: &[u8], claimed: u32| {
        let mut bytes = b"PAR1".to_vec();
        bytes.extend_from_slice(footer);
        bytes.extend_from_slice(&claimed.to_le_bytes());
        bytes.extend_from_slice(b"PAR1");
        bytes
    };
    let gzip_bomb = {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        let zeros = vec![b'0'; 1 << 20];
        for _ in 0..100 {
            packed.write_all(&zeros).expect("in memory");
        }
        packed.finish().expect("in memory")
    };
    // A list that says it has two thousand million entries: ten bytes.
    let thrift_bomb = [0x15, 0x02, 0x19, 0xFC, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0x00];
    // Footers of ORC files: one says it has four thousand million bytes, one unpacks to far more than a block.
    let orc = |footer: &[u8], length: &[u8]| {
        let postscript = [&[0x08][..], length, &[0x10, 1, 0x82, 0xf4, 0x03, 3], b"ORC"].concat();
        [b"ORC", footer, &postscript, &[u8::try_from(postscript.len()).expect("short")]].concat()
    };
    let orc_bomb = {
        let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(&vec![0; 100 << 20]).expect("in memory");
        let packed = packed.finish().expect("in memory");
        let length = packed.len();
        let chunk = [&u32::to_le_bytes(u32::try_from(length).expect("short") << 1)[..3], &packed].concat();
        let low = |shift: usize| u8::try_from(chunk.len() >> shift & 0x7f).expect("seven bits");
        orc(&chunk, &[low(0) | 0x80, low(7) | 0x80, low(14)])
    };
    let cases: Vec<(&str, &str, Vec<u8>)> = vec![
        ("orclie", "orc", orc(b"short", &[0xff, 0xff, 0xff, 0xff, 0x0f])),
        ("orcbomb", "orc", orc_bomb),
        ("orccut", "orc", b"ORC\x08\x01".to_vec()),
        ("lie", "parquet", parquet(b"short", 2_000_000_000)),
        ("bomb", "parquet", parquet(&thrift_bomb, 10)),
        ("cut", "parquet", b"PAR1\x15\x04\x15".to_vec()),
        ("deep", "json", format!("{}1{}\n", "[".repeat(60_000), "]".repeat(60_000)).into_bytes()),
        ("deeper", "json", format!("{}1{}\n", "{\"a\":".repeat(60_000), "}".repeat(60_000)).into_bytes()),
        ("cutjson", "json", b"{\"a\": 1}\n{\"a\": ".to_vec()),
        ("packed", "csv", gzip_bomb),
        ("cutpacked", "csv", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b".to_vec()),
        ("avro", "avro", b"Obj\x01\x04\x16avro.schema\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01".to_vec()),
    ];
    for (name, format, bytes) in &cases {
        let ending = if name.contains("packed") { ".gz" } else { "" };
        put(&sandbox, "lake-raw", &format!("{name}/file.{format}{ending}"), bytes);
        let create = [
            "table",
            "create",
            &format!("raw.{name}"),
            "--columns",
            "a string",
            "--location",
            &format!("s3://lake-raw/{name}/"),
            "--format",
            format,
        ];
        let created = sandbox.run(create);
        let started = now();
        let statement = format!("SELECT count(a) AS n, max(length(a)) AS longest FROM raw.{name}");
        if created.code == 0 {
            let (memory, output) = measured(&sandbox, &["query", &statement]);
            assert!(!output.stderr.contains("panicked") && output.code < 128, "{name}: {output}");
            assert!(memory < 1_500, "{name}: {memory} MiB\n{output}");
            assert!(
                output.code != 0 || name.contains("json") || name.contains("deep") || *name == "packed",
                "{name}: {output}"
            );
        }
        let crawler = [
            "crawler",
            "create",
            &format!("c-{name}"),
            "--database",
            "raw",
            "--target",
            &format!("s3://lake-raw/{name}/"),
        ];
        sandbox.ok(crawler);
        let (memory, output) = measured(&sandbox, &["crawler", "run", &format!("c-{name}")]);
        assert!(
            !output.stderr.contains("panicked") && output.code < 128 && memory < 1_500,
            "{name}: {memory} MiB\n{output}"
        );
        assert!(started.elapsed().as_secs() < 240, "{name}: {:?}", started.elapsed());
    }
    // The same depth in what is typed and in files of our own.
    let deep = "(".repeat(50_000);
    for line in [format!("SELECT {deep}1{}", ")".repeat(50_000)), format!("SELECT {}", "NOT ".repeat(30_000))] {
        let output = sandbox.run_with_input(["query", "-"], line.as_bytes());
        assert!(output.code != 0 && output.code < 128 && !output.stderr.contains("panicked"), "{}", output.code);
    }
    sandbox.write(
        "deep.avsc",
        format!("{}\"int\"{}", "{\"type\":\"array\",\"items\":".repeat(20_000), "}".repeat(20_000)),
    );
    let output = sandbox.run(["schema", "check", "deep.avsc"]);
    assert!(output.code != 0 && output.code < 128 && !output.stderr.contains("panicked"), "{}", output.code);
    sandbox.write("lake.toml", format!("target = \"local\"\nx = {}1{}\n", "[".repeat(50_000), "]".repeat(50_000)));
    let output = sandbox.run(["db", "list"]);
    assert!(output.code == 2 && !output.stderr.contains("panicked"), "{}", output.code);
}
