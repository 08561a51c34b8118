#!/usr/bin/env python3
"""lakectl beside the tools that do the same, in one run on one machine: a table with ratios.

    benches/side_by_side.py --binary PATH [--aws PATH] [--frames PYTHON] [--tpch PYTHON] [--only STEP…] [--objects N]
                            [--partitions N] [--schemas N] [--resources N] [--scale 1]

    --aws      the AWS CLI (PyPI `awscli`, see tests/conformance/requirements-older.txt)
    --frames   a Python with awswrangler and boto3 (tests/conformance/requirements-frames.txt)
    --tpch     a Python with duckdb, datafusion, tpchgen-cli and pyarrow; benches/tpch.py is run with it

Both sides talk to the same endpoint, `lakectl local serve` of a lake made for the run; each figure is the median of whole processes after one
that warms up, with the greatest resident memory of any of them. A tool that is not named leaves its rows out, by name. Steps: start list sync
schema complete plan tpch.
"""

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
STEPS = "start list sync schema complete plan tpch".split()

# awswrangler's way to what `partition sync` does: list the folders, say which partitions there are, add those that are new.
SYNC = """
import sys
import awswrangler as wr
location, database, table = sys.argv[1:4]
known = wr.catalog.get_partitions(database=database, table=table)
new = {}
for folder in wr.s3.list_directories(location):
    if folder not in known:
        new[folder] = [folder.rstrip("/").rsplit("/", 1)[1].split("=", 1)[1]]
if new:
    wr.catalog.add_csv_partitions(database=database, table=table, partitions_values=new)
print(len(new))
"""


def process(command, environment, cwd=None):
    """One process to its end: (seconds, greatest resident bytes, output)."""
    started = time.perf_counter()
    child = subprocess.Popen(command, env=environment, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    # Small outputs only: the errors are read after the output.
    output = child.stdout.read()
    errors = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit {child.returncode}: {errors.decode(errors='replace')[-800:]}")
    return seconds, usage.ru_maxrss * 1024, output.decode(errors="replace")


def measured(command, environment, times, cwd=None, warm=True):
    """(median seconds, greatest resident bytes) of several runs."""
    if warm:
        process(command, environment, cwd)
    runs = [process(command, environment, cwd) for _ in range(times)]
    return statistics.median(run[0] for run in runs), max(run[1] for run in runs)


class Lake:
    """A lake of the run's own, served on the loopback."""

    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder
        base = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "LAKE_"))}
        home = os.path.join(folder, "home")
        os.makedirs(home, exist_ok=True)
        self.local = base | {"HOME": home, "LAKE_LOCAL": os.path.join(folder, "lake")}
        self.server = subprocess.Popen([binary, "local", "serve", "--port", "0"], env=self.local, stdin=subprocess.DEVNULL,
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        served = {}
        for line in self.server.stdout:
            name, _, value = line.strip().removeprefix("export ").partition("=")
            served[name] = value
            if name == "AWS_DEFAULT_REGION":
                break
        # The same keys and endpoint for everybody.
        self.client = base | {"HOME": home, "AWS_EC2_METADATA_DISABLED": "true"} | served

    def run(self, *words):
        return process([self.binary, *words], self.local)[2]

    def put(self, bucket, keys):
        """Puts small objects, many at once, as an administrator who may."""
        import concurrent.futures
        import threading
        import http.client
        import urllib.parse

        # Signatures are the slow part of a client: one server that takes any is used to fill the lake, and stopped.
        filler = subprocess.Popen([self.binary, "local", "serve", "--port", "0", "--any-credentials"], env=self.local,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        address = next(line for line in filler.stdout if "AWS_ENDPOINT_URL=" in line).strip().rsplit("//", 1)[1]
        here = threading.local()

        def one(key):
            if not hasattr(here, "connection"):
                here.connection = http.client.HTTPConnection(address)
            here.connection.request("PUT", f"/{bucket}/{urllib.parse.quote(key)}", body=b"1,2\n")
            here.connection.getresponse().read()

        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            list(pool.map(one, keys))
        filler.terminate()
        filler.wait()

    def stop(self):
        self.server.terminate()
        self.server.wait()


class Table:
    """Rows of the result."""

    def __init__(self):
        self.rows, self.left_out = [], []

    def add(self, what, ours, other, theirs):
        (seconds, memory), ratio = ours, "–"
        if theirs:
            ratio = f"{theirs[0] / seconds:.1f} times" if seconds > 0 else "–"
        self.rows.append((what, spell(seconds), f"{memory / (1 << 20):.0f} MiB", other or "–",
                          spell(theirs[0]) if theirs else "–", f"{theirs[1] / (1 << 20):.0f} MiB" if theirs else "–", ratio))
        print(f"{what}: {spell(seconds)}" + (f", {other} {spell(theirs[0])}, {ratio}" if theirs else ""), file=sys.stderr)

    def show(self):
        print("| what | lakectl | memory | beside | takes | memory | lakectl is faster |\n|---|---|---|---|---|---|---|")
        for row in self.rows:
            print("| " + " | ".join(row) + " |")
        for reason in self.left_out:
            print(f"\nNot measured: {reason}.")


def spell(seconds):
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def start(options, table, lake):
    ours = measured([options.binary, "--version"], lake.client, 15)
    theirs = measured([options.aws, "--version"], lake.client, 5) if options.aws else None
    table.add("start-up (`--version`)", ours, "AWS CLI", theirs)
    ours = measured([options.binary, "db", "list"], lake.client, 7)
    theirs = measured([options.aws, "glue", "get-databases"], lake.client, 5) if options.aws else None
    table.add("list the databases", ours, "AWS CLI", theirs)


def listing(options, table, lake):
    lake.run("bucket", "create", "side-objects")
    lake.put("side-objects", (f"a/{number % 100:02}/{number:07}.csv" for number in range(options.objects)))
    ours = measured([options.binary, "bucket", "size", "side-objects", "-q"], lake.client, 3)
    theirs = None
    if options.aws:
        theirs = measured([options.aws, "s3", "ls", "s3://side-objects", "--recursive", "--summarize"], lake.client, 3)
    table.add(f"list and add up {options.objects:,} objects", ours, "AWS CLI", theirs)


def sync(options, table, lake):
    lake.run("bucket", "create", "side-partitions")
    lake.run("db", "create", "side")
    keys = [f"t/day={number:06}/a.csv" for number in range(options.partitions)]
    lake.put("side-partitions", keys)
    create = ["--columns", "a int, b int", "--partitioned-by", "day string", "--format", "csv", "--location", "s3://side-partitions/t/"]
    what = f"partition sync of {options.partitions:,} new partitions"

    def once(command):
        lake.run("table", "create", "side.t", *create)
        result = process(command, lake.client)[:2]
        lake.run("table", "delete", "side.t", "--confirm", "side.t")
        return result

    ours = once([options.binary, "partition", "sync", "side.t", "-q"])
    theirs = once([options.frames, "-c", SYNC, "s3://side-partitions/t/", "side", "t"]) if options.frames else None
    table.add(what, ours, "awswrangler", theirs)


def schema(options, table, lake):
    folder = os.path.join(lake.folder, "schemas")
    for age in ("old", "new"):
        os.makedirs(os.path.join(folder, age))
    for number in range(options.schemas):
        fields = [{"name": f"f{index}", "type": ["null", "string"], "default": None} for index in range(20)]
        for age in ("old", "new"):
            document = {"type": "record", "name": f"event_{number}", "fields": fields}
            with open(os.path.join(folder, age, f"event_{number}.avsc"), "w", encoding="utf-8") as file:
                json.dump(document, file)
            fields = fields + [{"name": "more", "type": ["null", "long"], "default": None}]
    ours = measured([options.binary, "schema", "check", "new", "--old", "old", "-q"], lake.local, 3, cwd=folder)
    table.add(f"check {options.schemas:,} schemas ({options.schemas / ours[0]:,.0f} a second)", ours, None, None)


def complete(options, table, lake):
    words = [options.binary, "complete", "zsh", "--", "lakectl", "bucket", "show", ""]
    process(words, lake.local)
    time.sleep(2)
    process(words, lake.local)
    ours = measured(words, lake.local, 15)
    table.add("complete the name of a bucket", ours, None, None)


def plan(options, table, lake):
    folder = os.path.join(lake.folder, "plan")
    os.makedirs(folder)
    with open(os.path.join(folder, "lake.toml"), "w", encoding="utf-8") as file:
        file.write('target = "local"\n[databases.large]\n')
        for number in range(options.resources):
            file.write(f'[tables.large.t{number:05}]\ncolumns = "a int, b string"\nlocation = "s3://side-plan/t{number}/"\nformat = "parquet"\n')
    lake.run("bucket", "create", "side-plan")
    ours = measured([options.binary, "plan", "-q"], lake.local, 3, cwd=folder)
    table.add(f"plan of {options.resources + 1:,} resources", ours, None, None)


def tpch(options, table, _lake):
    if not options.tpch:
        table.left_out.append("TPC-H beside DuckDB and DataFusion, without --tpch")
        return
    script = os.path.join(ROOT, "benches", "tpch.py")
    done = subprocess.run([options.tpch, script, "--binary", options.binary, "--scale", str(options.scale), "--times", "3"],
                          capture_output=True, text=True, check=False)
    sys.stderr.write(done.stderr)
    table.left_out.append(f"in this table: TPC-H, which has one of its own below (exit {done.returncode})")
    table.tpch = done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--aws")
    parser.add_argument("--frames")
    parser.add_argument("--tpch")
    parser.add_argument("--only", nargs="+", choices=STEPS, default=STEPS)
    parser.add_argument("--objects", type=int, default=20_000)
    parser.add_argument("--partitions", type=int, default=2_000)
    parser.add_argument("--schemas", type=int, default=2_000)
    parser.add_argument("--resources", type=int, default=2_000)
    parser.add_argument("--scale", default="1")
    options = parser.parse_args()
    options.binary = os.path.abspath(options.binary)
    table = Table()
    for tool, what in (("aws", "the AWS CLI's side, without --aws"), ("frames", "awswrangler's side, without --frames")):
        if not getattr(options, tool):
            table.left_out.append(what)
    with tempfile.TemporaryDirectory(prefix="lakectl-side-") as folder:
        lake = Lake(options.binary, folder)
        try:
            steps = {"start": start, "list": listing, "sync": sync, "schema": schema, "complete": complete, "plan": plan, "tpch": tpch}
            for name in STEPS:
                if name in options.only:
                    steps[name](options, table, lake)
        finally:
            lake.stop()
    model = platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            model = re.sub(r"\s+", " ", next(line.split(":", 1)[1] for line in file if line.startswith("model name"))).strip()
    except (OSError, StopIteration):
        pass
    version = process([options.binary, "version", "-o", "json"], os.environ.copy())[2]
    about = json.loads(version)["version"]
    print(f"{time.strftime('%Y-%m-%d')}, {model}, {os.cpu_count()} cores, {platform.system()} {platform.release()}; lakectl {about['version']}, "
          f"{about['build']} build of {about['commit']}\n")
    table.show()
    if getattr(table, "tpch", None):
        print(f"\n{table.tpch}")


if __name__ == "__main__":
    main()
