"""Other programs: the AWS CLI, PyAthena, awswrangler and Arrow, as people use them."""

import json
import os
import subprocess

from check_queries import shop
from lake import REGION, check


def older(*command, lake, stdin=None):
    """Runs a program of the environment with the older clients: its stdout."""
    python = os.environ.get("CHECK_OLDER_PYTHON")
    if not python:
        raise AssertionError("CHECK_OLDER_PYTHON names no Python with the older clients")
    environment = {"PATH": os.environ["PATH"], "HOME": lake.root, **lake.exports, "AWS_DEFAULT_REGION": REGION}
    environment["AWS_REGION"] = REGION
    program = [python] if command[0] == "python" else [os.path.join(os.path.dirname(python), command[0])]
    done = subprocess.run(
        [*program, *command[1:]], env=environment, input=stdin, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, f"{' '.join(command)}: {done.stderr[-500:]}"
    return done.stdout


@check("the AWS CLI copies files, lists them and removes them")
def aws_s3(lake):
    bucket = lake.bucket()
    older("aws", "s3", "cp", "-", f"s3://{bucket}/raw/a b.csv", lake=lake, stdin="id\n1\n")
    assert "a b.csv" in older("aws", "s3", "ls", f"s3://{bucket}/raw/", lake=lake)
    assert older("aws", "s3", "cp", f"s3://{bucket}/raw/a b.csv", "-", lake=lake) == "id\n1\n"
    folder = os.path.join(lake.root, "sync")
    os.makedirs(folder, exist_ok=True)
    for number in range(5):
        with open(os.path.join(folder, f"{number}.txt"), "w", encoding="utf-8") as file:
            file.write("x" * number)
    older("aws", "s3", "sync", folder, f"s3://{bucket}/sync/", lake=lake)
    assert older("aws", "s3", "sync", folder, f"s3://{bucket}/sync/", lake=lake) == "", "a second sync has nothing to do"
    older("aws", "s3", "rb", f"s3://{bucket}", "--force", lake=lake)


@check("the AWS CLI talks to every service of the lake")
def aws_services(lake):
    for command in (
        "sts get-caller-identity",
        "glue get-databases",
        "athena list-work-groups",
        "lakeformation list-permissions",
        "cloudwatch describe-alarms",
        "logs describe-log-groups",
        "s3api list-buckets",
    ):
        json.loads(older("aws", *command.split(), "--output", "json", lake=lake))


@check("PyAthena runs a query and reads its result")
def pyathena(lake):
    db, _ = shop(lake)
    script = f"""
from pyathena import connect
cursor = connect(s3_staging_dir="s3://{lake.results()}/pyathena/", schema_name="{db}").cursor()
cursor.execute("SELECT id, customer, amount FROM orders WHERE customer = %(who)s ORDER BY id", {{"who": "ann"}})
rows = cursor.fetchall()
assert rows == [(1, "ann", 10.5), (3, "ann", None)], rows
assert [column[0] for column in cursor.description] == ["id", "customer", "amount"], cursor.description
"""
    older("python", "-c", script, lake=lake)


@check("awswrangler and Arrow write, read and query tables")
def frames(lake):
    python = os.environ.get("CHECK_FRAMES_PYTHON")
    if not python:
        raise AssertionError("CHECK_FRAMES_PYTHON names no Python with awswrangler")
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "frames_client.py")
    environment = {"PATH": os.environ["PATH"], "HOME": lake.root, **lake.exports}
    environment["AWS_REGION"] = environment["AWS_DEFAULT_REGION"] = REGION
    command = [python, "-B", script, lake.bucket(), str(lake.port)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-600:]
