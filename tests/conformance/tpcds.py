#!/usr/bin/env python3
"""The 99 queries of TPC-DS on the local lake beside DuckDB: the same rows.

    tests/conformance/tpcds.py BINARY [--scale 0.05] [--only 14,66] [--seconds 5]

DuckDB makes the tables and knows the queries. Where those lean on its readiness to compare a date with a text, or to add a
number to a date, they are said as Athena wants them. Numbers agree to half a cent (an average of decimals has two places there), or to six digits. The exit code is 1
when an answer differs or a query fails; what takes longer than --seconds is named.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time

import duckdb

TYPES = {"INTEGER": "int", "BIGINT": "bigint", "VARCHAR": "string", "DATE": "date"}
# The quotient of decimals is a decimal on Athena, of the larger scale; it is a double in DuckDB. 0.97 times 100 is 97 there.
DIFFERENT = {58, 66}
NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?", re.IGNORECASE)
DATE = re.compile(r"(?<!date )(cast\s*\(\s*)?'(\d{4}-\d\d?-\d\d?)'", re.IGNORECASE)


def for_athena(sql):
    """The query with dates that say that they are dates."""
    sql = DATE.sub(lambda found: found[0] if found[1] else f"DATE '{found[2]}'", sql)
    return sql.replace("d1.d_date + 5", "d1.d_date + INTERVAL '5' DAY")


def plain(cell):
    """A cell that compares: a number, or a text. A text of fixed length has lost its padding on the way."""
    if cell is None:
        return None
    text = str(cell)
    return float(text) if NUMBER.fullmatch(text) else text.rstrip()


def order(row):
    return [(0, "") if cell is None else (1, f"{cell:.2f}") if isinstance(cell, float) else (2, cell) for cell in row]


def same(ours, theirs):
    if isinstance(ours, float) and isinstance(theirs, float):
        return abs(ours - theirs) <= max(0.00501, 1e-6 * abs(theirs))
    return ours == theirs


def alike(ours, theirs):
    """Whether two results are of the same rows, in whatever order."""
    pairs = zip(sorted(ours, key=order), sorted(theirs, key=order), strict=True)
    return len(ours) == len(theirs) and all(
        len(mine) == len(other) and all(map(same, mine, other)) for mine, other in pairs
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--scale", type=float, default=0.05)
    parser.add_argument("--only", default="")
    parser.add_argument("--seconds", type=float, default=5)
    options = parser.parse_args()
    only = {int(number) for number in options.only.split(",") if number}
    other, failed, counts, with_rows = duckdb.connect(), [], {"the same": 0, "different by rule": 0}, 0
    other.execute("LOAD tpcds")
    other.execute(f"CALL dsdgen(sf={options.scale})")
    with tempfile.TemporaryDirectory(prefix="lakectl-tpcds-") as home:
        environment = {"PATH": os.environ["PATH"], "HOME": home, "LANG": "C.UTF-8", "LAKE_LOCAL": os.path.join(home, "lake")}

        def lakectl(*words):
            done = subprocess.run([options.binary, *words], env=environment, capture_output=True, text=True)
            return done.stdout if done.returncode == 0 else sys.exit(done.stderr)

        lakectl("db", "create", "tpcds")
        lakectl("bucket", "create", "data")
        lakectl("bucket", "create", "results")
        columns = {}
        for table, column, kind in other.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns ORDER BY table_name, ordinal_position"
        ).fetchall():
            columns.setdefault(table, []).append(f"{column} {TYPES.get(kind, kind.lower())}")
        for table, of_table in columns.items():
            path = os.path.join(home, f"{table}.parquet")
            other.execute(f"COPY {table} TO '{path}' (FORMAT parquet)")
            lakectl("ingest", path, "--bucket", "data", "--source", table)
            location = ("--format", "parquet", "--location", f"s3://data/{table}/")
            lakectl("table", "create", f"tpcds.{table}", "--columns", ", ".join(of_table), *location)
        for number, sql in other.execute("SELECT query_nr, query FROM tpcds_queries() ORDER BY query_nr").fetchall():
            if only and number not in only:
                continue
            sql = for_athena(sql)
            theirs = [[plain(cell) for cell in row] for row in other.execute(sql).fetchall()]
            started = time.monotonic()
            words = ("query", "--database", "tpcds", "--output-location", "s3://results/", "-o", "json", "-q", sql)
            done = subprocess.run([options.binary, *words], env=environment, capture_output=True, text=True)
            seconds = time.monotonic() - started
            if done.returncode != 0:
                failed.append(f"{number} fails: {done.stderr.strip()}")
                continue
            ours = [[plain(cell) for cell in (row.values() if isinstance(row, dict) else row)] for row in json.loads(done.stdout)["rows"]]
            with_rows += bool(ours)
            if alike(ours, theirs):
                counts["the same"] += 1
            elif number in DIFFERENT:
                counts["different by rule"] += 1
            else:
                failed.append(f"{number} differs:\n  DuckDB:  {sorted(theirs, key=order)[:4]}\n  lakectl: {sorted(ours, key=order)[:4]}")
            if seconds > options.seconds:
                print(f"{number} took {seconds:.1f} s")
    print("\n".join([*failed, *(f"{count} {what}" for what, count in counts.items()), f"{with_rows} with rows"]))
    sys.exit(1 if failed or not counts["the same"] else 0)


if __name__ == "__main__":
    main()
