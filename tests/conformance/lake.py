"""A local lake behind `lakectl local serve`, and the checks that clients of other makers put to it.

A check is a function that takes the lake and raises when something is not as AWS has it.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import traceback
import urllib.request
import uuid

CHECKS = []
REGION = "eu-central-1"


def check(title):
    """Registers a check under the sentence that it proves."""

    def register(function):
        CHECKS.append((title, function))
        return function

    return register


def unique(prefix):
    """A name that no other check uses."""
    return f"{prefix}-{uuid.uuid4().hex[:10]}"


def wait(ask, done, seconds=60):
    """Asks until the answer is done; the answer."""
    deadline = time.monotonic() + seconds
    pause = 0.02
    while True:
        answer = ask()
        if done(answer):
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"not done after {seconds} s: {answer}")
        time.sleep(pause)
        pause = min(pause * 1.5, 0.5)


class Refused(AssertionError):
    """Something that had to be refused was not."""


def refused(call, *codes):
    """The error code of a call that has to fail, with one of these codes when some are given."""
    from botocore.exceptions import ClientError

    try:
        answer = call()
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if codes and code not in codes:
            raise Refused(f"refused with {code}, not {' or '.join(codes)}: {error}") from error
        return code
    raise Refused(f"not refused: {answer}")


class Lake:
    """A running server on a lake of its own."""

    def __init__(self, binary, *flags):
        self.binary = binary
        self.root = tempfile.mkdtemp(prefix="lakectl-conformance-")
        self.directory = os.path.join(self.root, "lake")
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": self.root,
            "LANG": "C.UTF-8",
            "LAKE_LOCAL": self.directory,
            "AWS_EC2_METADATA_DISABLED": "true",
        }
        self.environment = environment
        self.process = subprocess.Popen(
            [binary, "local", "serve", "--port", "0", *flags],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            cwd=self.root,
            text=True,
        )
        self.exports = {}
        for line in self.process.stdout:
            found = re.match(r"export (\w+)=(.*)", line.strip())
            if found:
                self.exports[found[1]] = found[2].strip("'\"")
            if {"AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"} <= self.exports.keys():
                break
        else:
            raise AssertionError(f"the server did not start: {self.process.stderr.read()}")
        self.url = self.exports["AWS_ENDPOINT_URL"]
        self.port = int(self.url.rsplit(":", 1)[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        shutil.rmtree(self.root, ignore_errors=True)

    def client(self, service, access_key=None, secret_key=None, token=None, host="127.0.0.1", region=REGION, **config):
        """A boto3 client, of the root unless keys are given."""
        import boto3
        from botocore.config import Config

        return boto3.client(
            service,
            region_name=region,
            endpoint_url=f"http://{host}:{self.port}",
            aws_access_key_id=access_key or self.exports["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=secret_key or self.exports["AWS_SECRET_ACCESS_KEY"],
            aws_session_token=token,
            config=Config(retries={"max_attempts": 1}, inject_host_prefix=False, **config),
        )

    def as_role(self, role, service):
        """A boto3 client of a role."""
        answer = self.client("sts").assume_role(RoleArn=self.role(role), RoleSessionName="check")["Credentials"]
        return self.client(service, answer["AccessKeyId"], answer["SecretAccessKey"], answer["SessionToken"])

    def role(self, name):
        """The ARN of a role."""
        return f"arn:aws:iam::123456789012:role/{name}"

    def bucket(self):
        """A fresh bucket."""
        name = unique("checks")
        self.client("s3").create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        return name

    def get(self, path, method="GET", headers=None):
        """A plain request: (status, body)."""
        request = urllib.request.Request(f"{self.url}{path}", method=method, headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def query(self, sql, client=None, database=None, expect="SUCCEEDED", **more):
        """Runs a query to its end: the execution, or for one that succeeds its rows as lists of texts."""
        athena = client or self.client("athena")
        if "WorkGroup" not in more and "ResultConfiguration" not in more:
            # Where results go is the workgroup's word: a role has no right to write anywhere else.
            more["WorkGroup"] = self.workgroup()
        if database:
            more["QueryExecutionContext"] = {"Database": database}
        started = athena.start_query_execution(QueryString=sql, **more)["QueryExecutionId"]
        execution = wait(
            lambda: athena.get_query_execution(QueryExecutionId=started)["QueryExecution"],
            lambda execution: execution["Status"]["State"] in ("SUCCEEDED", "FAILED", "CANCELLED"),
        )
        state = execution["Status"]["State"]
        assert state == expect, f"{state}: {execution['Status'].get('StateChangeReason')}: {sql}"
        if state != "SUCCEEDED":
            return execution
        rows = athena.get_query_results(QueryExecutionId=started)["ResultSet"]["Rows"]
        return [[cell.get("VarCharValue") for cell in row["Data"]] for row in rows]

    def workgroup(self):
        """A workgroup that says where results go."""
        if not hasattr(self, "_workgroup"):
            self._workgroup = unique("checks")
            location = {"OutputLocation": f"s3://{self.results()}/r/"}
            self.client("athena").create_work_group(Name=self._workgroup, Configuration={"ResultConfiguration": location})
        return self._workgroup

    def results(self):
        """The bucket of query results."""
        if not hasattr(self, "_results"):
            self._results = self.bucket()
        return self._results


def run(lake, only=None):
    """Runs the checks and prints what came of each: the titles of those that passed and of those that failed."""
    passed, failed = [], []
    for title, function in CHECKS:
        if only and only not in f"{function.__module__} {title}":
            continue
        try:
            function(lake)
        except Exception as error:  # a check may fail in any way
            failed.append(title)
            print(f"FAILED  {title}\n        {type(error).__name__}: {str(error)[:600]}", flush=True)
            if os.environ.get("CHECK_TRACE"):
                traceback.print_exc()
        else:
            passed.append(title)
            print(f"passed  {title}", flush=True)
    return passed, failed
