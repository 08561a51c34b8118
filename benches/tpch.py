#!/usr/bin/env python3
"""The 22 queries of TPC-H on the local lake, beside DataFusion's and DuckDB's own times for the same SQL, and DuckDB's answers.

    pip install duckdb datafusion tpchgen-cli pyarrow
    benches/tpch.py --binary PATH [--scale 1] [--memory 256MB] [--times 3]

Each engine runs each query in a process of its own; the best of the runs counts: for the lake the time that its engine
says, the writing of the result included, for DataFusion and DuckDB planning and collecting. The exit code is 1 when an answer
differs, or when the total is more than 1.15 times DataFusion's; with little memory, of the queries that it can run. Answers agree when every cell does: numbers to the cent
(averages of decimals are decimals here) or to nine digits, everything else to the letter.
"""

import argparse
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from decimal import Decimal, InvalidOperation

HERE = os.path.dirname(os.path.abspath(__file__))
TABLES = "customer lineitem nation orders part partsupp region supplier".split()
HIVE = {"int32": "int", "int64": "bigint", "string": "string", "string_view": "string", "date32[day]": "date"}
MOST = 1.15


def queries():
    """(name, SQL) of each query."""
    folder = os.path.join(HERE, "tpch")
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            yield name.removesuffix(".sql"), file.read()


def generate(folder, scale):
    """The tables as Parquet files."""
    if not os.path.exists(os.path.join(folder, "supplier.parquet")):
        tool = os.path.join(os.path.dirname(sys.executable), "tpchgen-cli")
        tool = tool if os.path.exists(tool) else "tpchgen-cli"
        subprocess.run([tool, "parquet", "-s", str(scale), "--output-dir", folder], check=True, stdout=subprocess.DEVNULL)


def answers(folder):
    """DuckDB's rows for each query."""
    import duckdb

    connection = duckdb.connect()
    for table in TABLES:
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM '{folder}/{table}.parquet'")
    return {name: [["" if cell is None else str(cell) for cell in row] for row in connection.execute(sql).fetchall()]
            for name, sql in queries()}


def bare_datafusion(folder, sql, memory):
    """One query by DataFusion alone; run in a process of its own."""
    import datafusion

    runtime = datafusion.RuntimeEnvBuilder().with_disk_manager_os()
    if memory:
        runtime = runtime.with_fair_spill_pool(memory)
    settings = datafusion.SessionConfig().with_target_partitions(os.cpu_count())
    context = datafusion.SessionContext(settings, runtime)
    for table in TABLES:
        context.register_parquet(table, f"{folder}/{table}.parquet")
    started = time.perf_counter()
    try:
        context.sql(sql).collect()
    except Exception as error:  # pylint: disable=broad-except
        if not memory:
            raise
        # What does not fit is run again with joins that spill, as the local lake does.
        print(f"again: {str(error)[:80]}", file=sys.stderr)
        context = datafusion.SessionContext(settings.set("datafusion.optimizer.prefer_hash_join", "false"), runtime)
        for table in TABLES:
            context.register_parquet(table, f"{folder}/{table}.parquet")
        context.sql(sql).collect()
    print(time.perf_counter() - started)


def bare_duckdb(folder, sql, memory):
    """One query by DuckDB alone; run in a process of its own."""
    import duckdb

    connection = duckdb.connect(config={"memory_limit": f"{memory}B"} if memory else {})
    for table in TABLES:
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM '{folder}/{table}.parquet'")
    started = time.perf_counter()
    connection.execute(sql).fetchall()
    print(time.perf_counter() - started)


def alone(engine, name, folder, sql, options):
    """The best time of an engine in processes of its own; `None` when it fails, which it may in little memory."""
    best = float("inf")
    for _ in range(options.times):
        command = [sys.executable, __file__, "--memory", str(options.memory), "--engine", engine, "--bare", folder, sql]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            print(f"{name} by {engine} alone: {done.stderr.strip().splitlines()[-1][:200]}", file=sys.stderr)
            if not options.memory:
                sys.exit(1)
            return None
        best = min(best, float(done.stdout))
    return best


def load(binary, folder, environment):
    """The tables into a lake."""
    import pyarrow.parquet

    def lakectl(*words):
        subprocess.run([binary, *words], env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    lakectl("db", "create", "tpch")
    lakectl("bucket", "create", "tpch-results")
    for table in TABLES:
        path = os.path.join(folder, f"{table}.parquet")
        schema = pyarrow.parquet.read_schema(path)
        kinds = [(field.name, HIVE.get(str(field.type)) or str(field.type).replace("decimal128", "decimal").replace(" ", ""))
                 for field in schema]
        bucket = f"tpch-{table}"
        lakectl("bucket", "create", bucket)
        lakectl("ingest", path, "--bucket", bucket, "--source", table)
        lakectl("table", "create", f"tpch.{table}", "--columns", ", ".join(f"{name} {kind}" for name, kind in kinds),
                "--format", "parquet", "--location", f"s3://{bucket}/")


def ours(binary, sql, environment, memory):
    """One query on the local lake: (seconds of the process, seconds of the engine with its result file, rows)."""
    command = [binary, "query", "--database", "tpch", "--output-location", "s3://tpch-results/", "-o", "csv", "-q"]
    if memory:
        environment = {**environment, "LAKE_MEMORY": str(memory)}
    started = time.perf_counter()
    done = subprocess.run([*command, sql], env=environment, capture_output=True, text=True)
    seconds = time.perf_counter() - started
    if done.returncode != 0:
        return seconds, seconds, done.stderr.strip()
    listed = subprocess.run([binary, "queries", "list", "-o", "json"], env=environment, capture_output=True, check=True)
    engine = json.loads(listed.stdout)["queries"][0]["engine_millis"] / 1000
    # A line with nothing on it is a row of one NULL.
    return seconds, engine, [row or [""] for row in csv.reader(io.StringIO(done.stdout))][1:]


def same(wanted, got):
    """Whether two cells agree."""
    if wanted == got:
        return True
    try:
        wanted, got = Decimal(wanted), Decimal(got)
    except InvalidOperation:
        return False
    return abs(wanted - got) <= max(Decimal("0.0050001"), abs(wanted) * Decimal("1e-9"))


ENGINES = {"DataFusion": bare_datafusion, "DuckDB": bare_duckdb}


def size(text):
    """`256MB` in bytes."""
    number, unit = re.fullmatch(r"(\d+)\s*([KMG]?)i?B?", text.strip(), re.IGNORECASE).groups()
    return int(number) * 1000 ** " KMG".index(unit.upper() or " ")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", help="lakectl, built with the release profile")
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--memory", type=size, default=0)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--data", help="a folder that keeps the generated tables")
    parser.add_argument("--bare", nargs=2, metavar=("FOLDER", "SQL"), help=argparse.SUPPRESS)
    parser.add_argument("--engine", choices=ENGINES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.bare:
        ENGINES[options.engine](*options.bare, options.memory)
        return
    if not options.binary:
        parser.error("--binary is missing")
    with tempfile.TemporaryDirectory(prefix="lakectl-tpch-") as root:
        folder = options.data or os.path.join(root, "data")
        os.makedirs(folder, exist_ok=True)
        generate(folder, options.scale)
        environment = {"PATH": os.environ["PATH"], "HOME": root, "LANG": "C.UTF-8", "LAKE_LOCAL": os.path.join(root, "lake")}
        load(options.binary, folder, environment)
        sys.exit(measure(options, folder, environment))


def measure(options, folder, environment):
    expected, wrong = answers(folder), []
    # Of the queries that the other engine runs: the lake's time, and its own.
    totals, processes = {engine: [0.0, 0.0] for engine in ENGINES}, 0.0
    print(f"| query | lakectl, whole process | its engine | {' | '.join(ENGINES)} | rows | answer |\n|---|---|---|---|---|---|---|")
    for name, sql in queries():
        best, whole, rows = float("inf"), float("inf"), None
        for _ in range(options.times):
            seconds, engine, rows = ours(options.binary, sql, environment, options.memory)
            best, whole = min(best, engine), min(whole, seconds)
        fine = isinstance(rows, list) and len(rows) == len(expected[name]) and all(
            len(row) == len(wanted) and all(map(same, wanted, row)) for row, wanted in zip(rows, expected[name]))
        if not fine:
            wrong.append(name)
            print(f"{name}: {rows if isinstance(rows, str) else rows[:3]} in place of {expected[name][:3]}", file=sys.stderr)
        beside = []
        for engine, total in totals.items():
            seconds = alone(engine, name, folder, sql, options)
            if seconds is not None:
                total[0] += best
                total[1] += seconds
            beside.append("fails" if seconds is None else f"{seconds:.3f} s")
        processes += whole
        print(f"| {name} | {whole:.3f} s | {best:.3f} s | {' | '.join(beside)} | {len(expected[name])} | {'same' if fine else '**differs**'} |", flush=True)
    others = " | ".join(f"{total[1]:.2f} s" for total in totals.values())
    print(f"| total | {processes:.2f} s | {totals['DataFusion'][0]:.2f} s | {others} | | {22 - len(wrong)} of 22 the same |")
    ratios = {engine: total[0] / total[1] for engine, total in totals.items()}
    print(f"\nScale {options.scale}, memory {options.memory or 'not limited'}: {ratios['DataFusion']:.2f} times DataFusion's own time, at most {MOST}; "
          f"{ratios['DuckDB']:.2f} times DuckDB's, of the queries that each of them runs.")
    return 1 if wrong or ratios["DataFusion"] > MOST else 0


if __name__ == "__main__":
    main()
