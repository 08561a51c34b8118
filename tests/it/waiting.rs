//! Work that outlives the command that started it: deadlines, `--no-wait`, Ctrl-C.

use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::objects::{fixture, put};
use crate::sandbox::{Output, Sandbox};

/// What a command may take that does not wait. The work that it starts takes much longer.
const AT_ONCE: Duration = Duration::from_secs(10);

/// A lake with a job that works until a file is there, so that no test has to guess how long something takes.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "scripts"]);
    let gate = sandbox.work().join("gate").display().to_string();
    let script = format!(
        "import os, time\nprint('begun', flush=True)\nfor _ in range(1200):\n    if os.path.exists('{gate}'):\n        print('done')\n        \
         raise SystemExit(0)\n    time.sleep(0.05)\nraise SystemExit('nobody opened the gate')\n"
    );
    sandbox.write("etl.py", script);
    let create = "lakectl job create etl --script etl.py --upload-to s3://scripts/etl/ --role glue-job";
    sandbox.sh(create).code(0);
    sandbox
}

fn timed(run: impl FnOnce() -> Output) -> Output {
    #[expect(clippy::disallowed_methods, reason = "the subject is how long a command takes")]
    let begun = Instant::now();
    let output = run();
    assert!(begun.elapsed() < AT_ONCE, "took {:?}\n{output}", begun.elapsed());
    output
}

/// Looks until a condition holds.
#[track_caller]
fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    for _ in 0..300 {
        if let Some(found) = look() {
            return found;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("never: {what}");
}

fn newest_run(sandbox: &Sandbox) -> Value {
    sandbox.json("lakectl job runs etl")["runs"][0].clone()
}

fn state(sandbox: &Sandbox) -> String {
    newest_run(sandbox)["state"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_job_goes_on_after_the_command_that_does_not_wait() {
    let sandbox = sandbox();
    timed(|| sandbox.sh("lakectl job run etl --no-wait").code(0).stdout_has("has begun"));
    eventually("the job runs", || (state(&sandbox) == "RUNNING").then_some(()));
    sandbox.sh("lakectl job run etl").code(6).stderr_has("1 run already");
    sandbox.write("gate", "");
    eventually("the job ends well", || (state(&sandbox) == "SUCCEEDED").then_some(()));
    sandbox.sh("lakectl job logs etl").code(0).stdout_has("done");
}

#[test]
fn a_deadline_ends_the_waiting_and_not_the_job() {
    let sandbox = sandbox();
    timed(|| sandbox.sh("lakectl job run etl --timeout 1s").code(10).stderr_has("was not over after 1 s"));
    assert!(["STARTING", "RUNNING"].contains(&state(&sandbox).as_str()), "{}", newest_run(&sandbox));
    sandbox.write("gate", "");
    eventually("the job ends well", || (state(&sandbox) == "SUCCEEDED").then_some(()));
}

#[test]
#[cfg(unix)]
fn an_interrupt_stops_the_job_that_the_command_began() {
    let sandbox = sandbox();
    let mut command = sandbox.command(["job", "run", "etl"]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().expect("lakectl starts");
    eventually("the job runs", || sandbox.json("lakectl job runs etl")["runs"][0].is_object().then_some(()));
    let sent = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()), "kill is there");
    let output = child.wait_with_output().expect("lakectl ends");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{stderr}");
    assert!(stderr.contains("was told to stop"), "{stderr}");
    eventually("the job is stopped", || (state(&sandbox) == "STOPPED").then_some(()));
}

#[test]
#[cfg(unix)]
fn a_job_whose_worker_is_killed_has_failed() {
    let sandbox = sandbox();
    sandbox.sh("lakectl job run etl --no-wait").code(0);
    eventually("the job runs", || (state(&sandbox) == "RUNNING").then_some(()));
    // The worker is the one process that works on this lake.
    let directory = sandbox.lake().display().to_string();
    let mut killed = 0;
    for entry in std::fs::read_dir("/proc").expect("the processes").flatten() {
        let line = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
        let line = String::from_utf8_lossy(&line).replace('\0', " ");
        if line.contains(&directory) && line.contains("local work") {
            let id = entry.file_name().to_string_lossy().into_owned();
            let sent = std::process::Command::new("kill").args(["-KILL", &id]).status();
            killed += usize::from(sent.is_ok_and(|status| status.success()));
        }
    }
    assert_eq!(killed, 1, "one worker");
    eventually("the run has ended", || (state(&sandbox) == "FAILED").then_some(()));
    // What the script left is no lake's business; it ends by itself.
    sandbox.write("gate", "");
}

#[test]
fn a_query_and_a_crawl_go_on_after_their_deadline() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake-raw").code(0);
    sandbox.sh("lakectl bucket create lake-results --zone query-results").code(0);
    put(&sandbox, "lake-raw", "weather/seattle-weather.csv", &fixture("data/seattle-weather.csv"));
    sandbox.sh("lakectl crawler create all --database raw --target s3://lake-raw/").code(0);
    sandbox.sh("lakectl crawler run all --no-wait").code(0).stdout_has("is running");
    eventually("the crawl ends", || {
        let history = sandbox.json("lakectl crawler history all");
        (history["crawls"][0]["state"] == "COMPLETED").then_some(())
    });
    sandbox.sh("lakectl crawler run all --timeout 0s").code(10).stderr_has("the crawl of `all` was not over after 0 s");
    eventually("the second crawl ends", || {
        let history = sandbox.json("lakectl crawler history all");
        (history["crawls"].as_array()?.len() == 2 && history["crawls"][0]["state"] == "COMPLETED").then_some(())
    });
    let sql = "SELECT count(*) AS n FROM raw.weather a CROSS JOIN raw.weather b CROSS JOIN raw.weather c";
    let started = timed(|| sandbox.run(["query", sql, "--no-wait"]).code(0));
    let id = started.stdout.trim().to_owned();
    sandbox.run(["queries", "cancel", &id]).code(0);
    eventually("the query is over", || {
        let shown = sandbox.json(&format!("lakectl queries show {id}"));
        (shown["query"]["state"] == "cancelled").then_some(())
    });
    let timed_out = timed(|| sandbox.run(["query", sql, "--timeout", "1s"]).code(10).stderr_has("it goes on"));
    let id = timed_out.stderr.split_whitespace().find(|word| word.len() == 36).expect("an id").to_owned();
    sandbox.run(["queries", "cancel", &id]).code(0);
}

#[test]
fn a_pipeline_runs_by_itself_once_it_is_scheduled() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake-raw").code(0);
    sandbox.sh("lakectl bucket create scripts").code(0);
    put(&sandbox, "lake-raw", "raw/weather/w.csv", &fixture("data/seattle-weather.csv"));
    sandbox.write(
        "etl.py",
        "import os, subprocess\nopen('x.csv', 'w').write('id,name\\n1,a\\n2,b\\n')\n\
         subprocess.run([os.environ['LAKE_BIN'], 'ingest', 'x.csv', '--source', 'clean', '--bucket', 'lake-raw'], check=True)\n",
    );
    sandbox.sh("lakectl job create etl --script etl.py --upload-to s3://scripts/etl/ --role glue-job").code(0);
    sandbox.sh("lakectl crawler create raw --database raw --target s3://lake-raw/raw/").code(0);
    sandbox.sh("lakectl crawler create clean --database clean --target s3://lake-raw/clean/").code(0);
    let after = "lakectl job schedule etl --after-crawler raw";
    sandbox.sh(&format!("{after} --dry-run")).code(0).stdout_has("nothing was changed");
    sandbox.sh(after).code(0).stderr_has("when: after crawler raw has succeeded");
    sandbox.sh(after).code(0).stdout_has("nothing to do");
    sandbox.sh("lakectl crawler schedule clean --after-job etl").code(0);
    sandbox.sh("lakectl crawler schedule raw --cron 'cron(0 2 * * ? *)'").code(0);
    sandbox.sh("lakectl crawler schedule raw --cron 'cron(0 2 * * * *)'").code(2).stderr_has("must be ?");
    sandbox.sh("lakectl job schedule etl --after-job etl").code(2).stderr_has("again and again");
    sandbox.sh("lakectl job schedule etl --after-crawler rwa").code(5).stderr_has("`raw`");
    sandbox.sh("lakectl job schedule etl").code(0).stdout_has("lakectl-job-etl");
    // Two o'clock comes: ingestion's crawler, then the job, then the crawler of what the job made.
    sandbox.sh("lakectl local clock --advance 1d").code(0);
    assert_eq!(sandbox.json("lakectl crawler history raw")["crawls"][0]["state"], "COMPLETED");
    let run = newest_run(&sandbox);
    assert_eq!(run["state"], "SUCCEEDED", "{run}");
    assert_eq!(sandbox.json("lakectl crawler history clean")["crawls"].as_array().map(Vec::len), Some(1));
    sandbox.sh("lakectl job schedule etl --off").code(0).stdout_has("- trigger lakectl-job-etl deleted");
    sandbox.sh("lakectl job schedule etl --off").code(0).stdout_has("nothing to do");
    sandbox.sh("lakectl crawler run raw").code(0);
    assert_eq!(sandbox.json("lakectl job runs etl")["runs"].as_array().map(Vec::len), Some(1));
}
