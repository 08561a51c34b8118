//! Jobs, whose scripts really run.

use crate::sandbox::Sandbox;

fn sandbox(script: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "scripts"]);
    sandbox.write("etl.py", script);
    sandbox
}

fn create<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let mut line =
        vec!["job", "create", "etl", "--script", "etl.py", "--upload-to", "s3://scripts/etl/", "--role", "glue-job"];
    line.extend_from_slice(more);
    line
}

#[test]
fn a_script_runs_with_its_arguments_and_its_output_is_shown() {
    let sandbox = sandbox(
        "import os, subprocess, sys\nfrom awsglue.utils import getResolvedOptions\n\
         print(getResolvedOptions(sys.argv, ['source', 'day']))\n\
         print(subprocess.check_output([os.environ['LAKE_BIN'], 'bucket', 'list'], text=True))\n\
         print('careful', file=sys.stderr)\n",
    );
    sandbox.run(create(&["--arg", "source=weather"])).code(0).stdout_has("+ job etl created");
    sandbox.run(create(&["--arg", "source=weather"])).code(0).stdout_has("nothing to do");
    sandbox.run(["job", "run", "etl", "--arg", "day=1"]).code(0).stdout_has("succeeded");
    sandbox
        .run(["job", "logs", "etl"])
        .code(0)
        .stdout_has("{'source': 'weather', 'day': '1'}")
        .stdout_has("scripts")
        .stdout_has("careful");
    let errors = sandbox.run(["job", "logs", "etl", "--errors"]).code(0);
    assert_eq!(errors.stdout, "careful\n");
    let shown = sandbox.run(["job", "show", "etl", "-o", "json"]).code(0).json();
    assert_eq!(shown["job"]["runs"][0]["state"], "SUCCEEDED");
    assert_eq!(shown["job"]["script"], "s3://scripts/etl/etl.py");
    sandbox.run(["job", "list"]).code(0).stdout_has("pythonshell");
    sandbox.run(["job", "delete", "etl", "--yes"]).code(0);
    sandbox.run(["job", "show", "etl"]).code(5);
}

#[test]
fn a_run_that_fails_is_an_error_with_its_reason_after_all_retries() {
    let sandbox = sandbox("raise ValueError('no such column')\n");
    sandbox.run(create(&["--retries", "1"])).code(0);
    sandbox
        .run(["job", "run", "etl"])
        .code(9)
        .stderr_has("_attempt_1 of job etl failed")
        .stderr_has("ValueError: no such column")
        .stderr_has("lakectl job logs etl");
    let runs = sandbox.run(["job", "runs", "etl", "-o", "json"]).code(0).json();
    assert_eq!(runs["runs"].as_array().unwrap().len(), 2);
}

#[test]
fn a_script_has_the_rights_of_the_jobs_role_and_no_more() {
    let sandbox = sandbox(
        "import os, subprocess\n\
         lakectl = lambda *args: subprocess.run([os.environ['LAKE_BIN'], *args], capture_output=True, text=True)\n\
         print(lakectl('status', '-o', 'json').stdout)\n\
         print('shown', lakectl('table', 'show', 'raw.weather').returncode)\n",
    );
    sandbox.run(create(&[])).code(0);
    sandbox.sh("lakectl db create raw").code(0);
    sandbox
        .sh("lakectl table create raw.weather --location s3://scripts/w/ --columns 'date string' --format csv")
        .code(0);
    sandbox.run(["job", "run", "etl"]).code(0);
    sandbox.run(["job", "logs", "etl"]).code(0).stdout_has("shown 0");
    for revoked in ["ALL --on raw.weather", "ALL --on raw"] {
        sandbox.sh(&format!("lakectl revoke {revoked} --from IAM_ALLOWED_PRINCIPALS --yes")).code(0);
    }
    sandbox.run(["job", "run", "etl"]).code(0);
    let logs = sandbox.run(["job", "logs", "etl"]).code(0);
    assert!(!logs.stdout.contains("shown 0"), "the role was granted nothing\n{logs:#}");
    sandbox.sh("lakectl grant SELECT --on raw.weather --to role/glue-job").code(0);
    sandbox.run(["job", "run", "etl"]).code(0);
    sandbox.run(["job", "logs", "etl"]).code(0).stdout_has("shown 0");
}

#[test]
fn a_script_reaches_its_lake_and_nothing_else() {
    let sandbox = sandbox(
        "import os, urllib.request\n\
         print(sorted(name for name in os.environ if name.startswith('AWS_ENDPOINT')))\n\
         print(os.environ.get('AWS_PROFILE'), os.environ['AWS_ENDPOINT_URL'].startswith('http://127.0.0.1:'))\n\
         print(urllib.request.urlopen(os.environ['AWS_ENDPOINT_URL'] + '/_lake/health').status)\n",
    );
    let sandbox = sandbox.env("AWS_ENDPOINT_URL_S3", "https://s3.example.com").env("AWS_PROFILE", "prod");
    sandbox.run(create(&[])).code(0);
    sandbox.run(["job", "run", "etl"]).code(0);
    let logs = sandbox.run(["job", "logs", "etl"]).code(0);
    assert_eq!(logs.stdout, "['AWS_ENDPOINT_URL']\nNone True\n200\n");
}

#[test]
fn a_spark_job_without_spark_says_what_is_missing() {
    let sandbox = sandbox("print(1)\n");
    let path = sandbox.work().join("bin");
    std::fs::create_dir(&path).expect("a folder");
    sandbox.run(create(&["--type", "glueetl"])).code(0);
    let without = sandbox.env("PATH", &path.display().to_string());
    without.run(["job", "run", "etl"]).code(9).stderr_has("spark-submit (Apache Spark)");
}

#[test]
fn secrets_and_scripts_that_are_nowhere_are_refused() {
    let sandbox = sandbox("print(1)\n");
    sandbox.run(create(&["--arg", "db-password=x"])).code(2).stderr_has("secret");
    sandbox.run(["job", "create", "etl", "--script", "etl.py", "--role", "r"]).code(2).stderr_has("--upload-to");
    sandbox.run(["job", "run", "none"]).code(5).stderr_has("there is no job `none`");
    sandbox.run(create(&["--dry-run"])).code(0).stdout_has("nothing was changed");
    sandbox.run(["job", "list", "-o", "json"]).code(0).stdout_has("\"jobs\": []");
}

#[test]
fn a_run_goes_on_where_the_last_one_has_committed() {
    let sandbox = sandbox(
        "import sys\nfrom awsglue.job import Job\njob = Job()\njob.init('etl')\ndone = job.bookmark.get('done', 0)\n\
         print('from', done)\njob.bookmark['done'] = done + 10\njob.commit()\nif '--fail' in sys.argv:\n    sys.exit('after')\n",
    );
    sandbox.run(create(&["--arg", "job-bookmark-option=job-bookmark-enable"])).code(0);
    sandbox.sh("lakectl job bookmark etl").code(0).stdout_has("no bookmark");
    sandbox.sh("lakectl job run etl").code(0).stderr_has("from 0");
    sandbox.sh("lakectl job run etl --arg fail").code(9).stderr_has("from 10");
    let bookmark = sandbox.json("lakectl job bookmark etl")["bookmark"].clone();
    assert_eq!((&bookmark["version"], &bookmark["run"]), (&2.into(), &2.into()), "{bookmark}");
    assert_eq!(bookmark["state"], "{\"done\": 20}");
    assert!(bookmark["previous_run"].is_string() && bookmark["run_id"] != bookmark["previous_run"], "{bookmark}");
    sandbox.sh("lakectl job run etl --arg job-bookmark-option=job-bookmark-pause").code(0).stderr_has("from 20");
    sandbox.sh("lakectl job run etl --arg job-bookmark-option=job-bookmark-disable").code(0).stderr_has("from 0");
    assert_eq!(sandbox.json("lakectl job bookmark etl")["bookmark"], bookmark, "neither of them moves it");
    sandbox.sh("lakectl job bookmark etl --reset").code(11).stderr_has("--confirm");
    sandbox.sh("lakectl job bookmark etl --reset --confirm etl").code(0).stdout_has("forgotten");
    sandbox.sh("lakectl job run etl").code(0).stderr_has("from 0");
    sandbox.sh("lakectl job delete etl --yes").code(0);
    sandbox.run(create(&["--arg", "job-bookmark-option=job-bookmark-enable"])).code(0);
    sandbox.sh("lakectl job bookmark etl").code(0).stdout_has("no bookmark");
}
