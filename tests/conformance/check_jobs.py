"""Jobs run their scripts."""

from lake import Lake, check, refused, unique, wait

SCRIPT = b"import sys\nprint('hello from', sys.argv[sys.argv.index('--who') + 1])\n"


def job(lake, script):
    s3, glue, bucket, name = lake.client("s3"), lake.client("glue"), lake.bucket(), unique("job")
    s3.put_object(Bucket=bucket, Key="job.py", Body=script)
    glue.create_job(
        Name=name,
        Role=lake.role("job"),
        Command={"Name": "pythonshell", "ScriptLocation": f"s3://{bucket}/job.py", "PythonVersion": "3.9"},
        DefaultArguments={"--who": "nobody"},
    )
    return name


def run_of(lake, name, **more):
    glue = lake.client("glue")
    run = glue.start_job_run(JobName=name, **more)["JobRunId"]
    return wait(
        lambda: glue.get_job_run(JobName=name, RunId=run)["JobRun"],
        lambda answer: answer["JobRunState"] in ("SUCCEEDED", "FAILED", "STOPPED", "TIMEOUT", "ERROR"),
    )


@check("a Python-shell job really runs its script, and its output is in the logs")
def runs(lake):
    run = run_of(lake, job(lake, SCRIPT), Arguments={"--who": "the lake"})
    assert run["JobRunState"] == "SUCCEEDED", run
    events = lake.client("logs").get_log_events(logGroupName="/aws-glue/python-jobs/output", logStreamName=run["Id"])
    assert any("hello from the lake" in event["message"] for event in events["events"]), events


@check("a script that fails is a run that failed, with its error")
def fails(lake):
    run = run_of(lake, job(lake, b"raise ValueError('no such day')\n"))
    assert run["JobRunState"] == "FAILED" and "no such day" in run["ErrorMessage"], run


@check("scripts run over the socket only when that was allowed")
def not_allowed(lake):
    with Lake(lake.binary) as careful:
        name = job(careful, SCRIPT)
        refused(lambda: careful.client("glue").start_job_run(JobName=name), "AccessDeniedException")
