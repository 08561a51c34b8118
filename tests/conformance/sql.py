#!/usr/bin/env python3
"""Random queries of the local lake beside DuckDB: the same rows, or a refusal by name.

    tests/conformance/sql.py BINARY [--seed N] [--queries N]

Three small tables with NULLs, in Parquet and ORC with partitions and in JSON, whose columns have the same names. The queries
are of what SQL says alike everywhere: joins of every kind, subqueries in every place, groups, windows, set operations,
three-valued logic. The exit code is 1 when an answer differs, or when a query fails for anything but 'not supported'.
"""

import argparse
import collections
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from decimal import Decimal

import duckdb

# Partition keys last.
COLUMNS = {"a": "integer", "s": "varchar", "d": "double", "m": "decimal(10,2)", "dt": "date", "b": "integer"}
TABLES = {
    "t1": (14, "format = 'PARQUET', partitioned_by = ARRAY['dt', 'b']"),
    "t2": (9, "format = 'ORC', partitioned_by = ARRAY['b']"),
    "t3": (5, "format = 'JSON'"),
}
LITERALS = {
    "integer": str,
    "varchar": "'{}'".format,
    "double": "CAST({} AS double)".format,
    "decimal(10,2)": "CAST('{}' AS decimal(10,2))".format,
    "date": "DATE '{}'".format,
}
MOST_ROWS = 3000


class Maker:
    """Makes values and queries; the same ones for the same seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.names = 0

    def one(self, *choices):
        return self.random.choice(choices)

    def weighted(self, *choices):
        """Calls one of (weight, function)."""
        weights = [weight for weight, _ in choices]
        return self.random.choices([make for _, make in choices], weights)[0]()

    def value(self, kind):
        if self.random.random() < 0.2:
            return None
        return {
            "integer": lambda: self.random.randint(-3, 6),
            "varchar": lambda: self.one("x", "y", "ab", "B", "", "zz", "a b"),
            "double": lambda: self.one(0.5, -1.5, 2, 3.25, 10),
            "date": lambda: f"2024-0{self.random.randint(1, 3)}-1{self.random.randint(0, 9)}",
            "decimal(10,2)": lambda: f"{self.random.randint(-500, 500) / 100:.2f}",
        }[kind]()

    def table(self, rows):
        def cell(kind):
            value = self.value(kind)
            return f"CAST(NULL AS {kind})" if value is None else LITERALS[kind](value)

        lines = (f"({', '.join(cell(kind) for kind in COLUMNS.values())})" for _ in range(rows))
        return f"SELECT * FROM (VALUES {', '.join(lines)}) AS v({', '.join(COLUMNS)})"

    def alias(self):
        self.names += 1
        return f"q{self.names}"

    def number(self, tables, depth=0):
        """An expression of integers."""
        table, more = self.one(*tables), depth + 1
        if depth > 2:
            return f"{table}.{self.one('a', 'b')}"
        number = lambda: self.number(tables, more)  # noqa: E731
        return self.weighted(
            (45, lambda: f"{table}.{self.one('a', 'b')}"),
            (10, lambda: str(self.random.randint(-2, 5))),
            (10, lambda: f"({number()} {self.one('+', '-', '*')} {number()})"),
            (7, lambda: f"coalesce({number()}, {number()})"),
            (7, lambda: f"CASE WHEN {self.condition(tables, more)} THEN {number()} ELSE {number()} END"),
            (5, lambda: f"abs({number()})"),
            (4, lambda: f"nullif({number()}, {number()})"),
            (4, lambda: f"length({self.text(tables, more)})"),
            (3, lambda: f"({number()} % 3)"),
            (5, lambda: self.scalar(tables, more)),
        )

    def text(self, tables, depth=0):
        table, more = self.one(*tables), depth + 1
        if depth > 2:
            return f"{table}.s"
        text = lambda: self.text(tables, more)  # noqa: E731
        return self.weighted(
            (50, lambda: f"{table}.s"),
            (10, lambda: self.one("'x'", "'ab'", "''")),
            (10, lambda: f"upper({text()})"),
            (10, lambda: f"({text()} || {text()})"),
            (10, lambda: f"substr({text()}, {self.random.randint(1, 2)}, {self.random.randint(0, 2)})"),
            (10, lambda: f"coalesce({text()}, 'n')"),
        )

    def scalar(self, tables, depth):
        """A subquery that is a number."""
        own, outer = self.alias(), self.one(*tables)
        what = self.one("count(*)", "sum({}.a)", "max({}.b)", "min({}.a)", "count({}.b)", "count(DISTINCT {}.a)").format(own)
        where = self.weighted(
            (1, lambda: f"{own}.a = {outer}.a"),
            (1, lambda: f"{own}.s = {outer}.s AND {own}.b > 0"),
            (1, lambda: f"{own}.a = {outer}.b AND {self.condition([own], depth + 1)}"),
            (1, lambda: f"{own}.{self.one('a', 'b')} {self.one('<', '>=', '<>')} {outer}.{self.one('a', 'b')}"),
            (1, lambda: f"{own}.s = {outer}.s AND {own}.b <= {outer}.a"),
            (1, lambda: f"{own}.a = {outer}.a OR {own}.s > {outer}.s"),
            (1, lambda: self.condition([own], depth + 1)),
        )
        table, having = self.one(*TABLES), self.one("", "", "", " HAVING count(*) > 1")
        return self.weighted(
            (6, lambda: f"(SELECT {what} FROM {table} {own} WHERE {where}{having})"),
            (1, lambda: f"(SELECT {own}.a FROM {table} {own} WHERE {where} ORDER BY {own}.a DESC NULLS LAST LIMIT 1)"),
            (1, lambda: f"(SELECT count(*) FROM (SELECT DISTINCT {own}.b, {own}.s FROM {table} {own} WHERE {where}) u)"),
            (1, lambda: f"(SELECT sum(u.n) FROM (SELECT {own}.s, count(*) AS n FROM {table} {own} WHERE {where} GROUP BY {own}.s) u)"),
            (1, lambda: f"(SELECT max(u.x) FROM (SELECT {own}.a AS x FROM {table} {own} WHERE {where} UNION ALL SELECT {outer}.b) u)"),
        )

    def condition(self, tables, depth=0):
        more = depth + 1
        number, text = lambda: self.number(tables, more), lambda: self.text(tables, more)
        condition, short = lambda: self.condition(tables, more), lambda: self.number(tables, 3)
        compared = lambda: f"{number()} {self.one('=', '<', '>', '<=', '>=', '<>')} {number()}"  # noqa: E731
        if depth > 2:
            return compared()
        table, no = self.one(*tables), self.one("", "NOT ")
        return self.weighted(
            (30, compared),
            (8, lambda: f"{text()} {self.one('=', '<>', '<', '>')} {text()}"),
            (8, lambda: f"({condition()} AND {condition()})"),
            (8, lambda: f"({condition()} OR {condition()})"),
            (6, lambda: f"NOT ({condition()})"),
            (6, lambda: f"{number()} IS {no}NULL"),
            (4, lambda: f"{number()} IS {no}DISTINCT FROM {number()}"),
            (5, lambda: f"{number()} {no}IN ({short()}, {short()}, 1)"),
            (5, lambda: f"{number()} {no}BETWEEN {short()} AND {short()}"),
            (4, lambda: f"{table}.s {no}LIKE {self.one(chr(37) + 'b', '_', 'a' + chr(37))!r}"),
            (5, lambda: f"{table}.{self.one('d', 'm')} {self.one('<', '>', '=')} {self.one('0.5', '2', '(SELECT avg(d) FROM t3)')}"),
            (3, lambda: f"{table}.dt {self.one('<', '>', '=')} DATE '2024-02-14'"),
            (8, lambda: compared() if depth > 1 else self.membership(table, no, more)),
        )

    def membership(self, outer, no, depth):
        own, table = self.alias(), self.one(*TABLES)
        if self.random.random() < 0.5:
            where = self.one(f"{own}.a = {outer}.a", f"{own}.a = {outer}.b AND {own}.b <> {outer}.b", f"{own}.a > {outer}.a",
                             self.condition([own], depth))
            return f"{no}EXISTS (SELECT 1 FROM {table} {own} WHERE {where})"
        where = self.one("", f" WHERE {own}.s = {outer}.s", f" WHERE {own}.b < {outer}.a", f" WHERE {self.condition([own], depth)}")
        if self.random.random() < 0.2:
            return f"{outer}.{self.one('a', 'b')} {no}IN (SELECT {self.one('max', 'count')}({own}.{self.one('a', 'b')}) FROM {table} {own}{where})"
        if self.random.random() < 0.2:
            quantified = f"{self.one('<', '>=', '=', '<>')} {self.one('ALL', 'ANY')}"
            return f"{no}({outer}.{self.one('a', 'b')} {quantified} (SELECT {own}.{self.one('a', 'b')} FROM {table} {own}{where}))"
        return f"{outer}.{self.one('a', 'b')} {no}IN (SELECT {own}.{self.one('a', 'b')} FROM {table} {own}{where})"

    def joined(self):
        """A FROM clause, and the names in it."""
        names = ["r0"]
        clause = f"{self.one(*TABLES)} r0"
        for place in range(1, 1 + self.one(0, 0, 1, 1, 2)):
            name, table, before = f"r{place}", self.one(*TABLES), self.one(*names)
            kind = self.one("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "CROSS JOIN")
            on = self.one(f"{before}.a = {name}.a", f"{before}.b = {name}.a", f"{before}.s = {name}.s AND {before}.a < {name}.b",
                          f"{before}.a = {name}.a AND {name}.b > 1")
            clause += f" {kind} {table} {name}" + ("" if kind == "CROSS JOIN" else f" ON {on}")
            names.append(name)
        where = f" WHERE {self.condition(names)}" if self.random.random() < 0.75 else ""
        return clause + where, names

    def aggregate(self, tables):
        number, table = self.number(tables, 2), self.one(*tables)
        return self.one("count(*)", f"count({number})", f"sum({number})", f"min({number})", f"max({number})",
                        f"count(DISTINCT {number})", f"sum({table}.m)", f"avg({table}.d)", f"max({table}.dt)",
                        f"min({self.text(tables, 2)})", f"sum({number}) FILTER (WHERE {self.condition(tables, 2)})")

    def pair(self):
        """A query of a number c0 and a text c1."""
        source, names = self.joined()
        if self.random.random() < 0.5:
            return f"SELECT {self.one('', 'DISTINCT ')}{self.number(names)} AS c0, {self.text(names)} AS c1 FROM {source}"
        group = f"{self.one(*names)}.s"
        what = self.one("count(*)", f"max({self.number(names, 2)})", f"count(DISTINCT {self.number(names, 2)})")
        return f"SELECT {what} AS c0, {group} AS c1 FROM {source} GROUP BY {group}"

    def lateral(self):
        own, table, outer = self.alias(), self.one(*TABLES), self.one(*TABLES)
        where = f"{own}.{self.one('a', 'b')} {self.one('=', '<', '>=')} r0.{self.one('a', 'b')}"
        what = self.one(f"SELECT count(*) AS x FROM {table} {own} WHERE {where}",
                        f"SELECT {own}.a AS x FROM {table} {own} WHERE {where}",
                        f"SELECT {own}.a AS x FROM {table} {own} WHERE {where} ORDER BY {own}.a DESC NULLS LAST LIMIT 1",
                        f"SELECT sum({own}.b) AS x FROM {table} {own} WHERE {where} GROUP BY {own}.s")
        kind, on = self.one(("CROSS JOIN", ""), ("LEFT JOIN", " ON TRUE"))
        where = f" WHERE {self.condition(['r0'], 2)}" if self.random.random() < 0.5 else ""
        return f"SELECT r0.a AS c0, r0.s AS c1, l.x AS c2 FROM {outer} r0 {kind} LATERAL ({what}) l{on}{where}"

    def grouped(self):
        source, names = self.joined()
        keys = sorted({f"{self.one(*names)}.{self.one('a', 'b', 's')}" for _ in range(self.one(0, 1, 1, 2))})
        items = keys + [self.aggregate(names) for _ in range(self.one(1, 2))]
        by = ""
        if keys:
            by = " GROUP BY " + self.one("{}", "{}", "{}", "ROLLUP ({})", "CUBE ({})").format(", ".join(keys))
            by += self.one("", "", f" HAVING count(*) > {self.random.randint(0, 2)}")
        return f"SELECT {', '.join(f'{item} AS c{place}' for place, item in enumerate(items))} FROM {source}{by}"

    def windowed(self):
        source, names = self.joined()
        first, key = names[0], f"{self.one(*names)}.a"
        over = self.one(f"sum({first}.b) OVER (PARTITION BY {key})", f"count(*) OVER (PARTITION BY {first}.s ORDER BY {key})",
                        f"rank() OVER (ORDER BY {key})", f"dense_rank() OVER (PARTITION BY {first}.s ORDER BY {key} DESC)",
                        f"max({first}.b) OVER (ORDER BY {key} RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)",
                        f"sum({first}.a) OVER (ORDER BY {key} GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW)")
        return f"SELECT {self.number(names)} AS c0, {over} AS c1 FROM {source}"

    def derived(self):
        sides = f"({self.pair()}) x {self.one('JOIN', 'LEFT JOIN', 'RIGHT JOIN', 'FULL JOIN')} ({self.pair()}) y"
        on = self.one("x.c0 = y.c0", "x.c1 = y.c1", "x.c0 = y.c0 AND x.c1 <> y.c1", "x.c0 < y.c0", "x.c0 = y.c0 OR x.c1 = y.c1")
        where = self.one("", " WHERE x.c0 > 0", " WHERE y.c0 IS NULL", " WHERE coalesce(x.c0, 0) < coalesce(y.c0, 1)",
                         " WHERE x.c1 NOT IN (SELECT s FROM t3) OR y.c0 > 1",
                         " WHERE x.c0 NOT IN (SELECT a FROM t2 q WHERE q.s = y.c1)",
                         " WHERE EXISTS (SELECT 1 FROM t2 q WHERE q.a = x.c0 AND EXISTS (SELECT 1 FROM t3 p WHERE p.b = q.b))")
        return self.one(
            f"SELECT c0, x.c1 AS l, y.c1 AS r FROM {sides} USING (c0)",
            f"SELECT x.c0 AS a, y.c0 AS b, x.c1 AS c, y.c1 AS d FROM {sides} ON {on}{where}",
            f"SELECT x.c1 AS a, count(*) AS n, count(y.c0) AS m, sum(y.c0) AS s, max(x.c0) AS z "
            f"FROM {sides} ON {on}{where} GROUP BY x.c1",
        )

    def query(self):
        return self.weighted(
            (20, self.pair),
            (20, self.grouped),
            (10, self.windowed),
            (25, self.derived),
            (15, lambda: f"({self.pair()}) {self.one('UNION', 'UNION ALL', 'INTERSECT', 'EXCEPT')} ({self.pair()})"),
            (8, self.lateral),
            (5, lambda: f"WITH w AS ({self.pair()}) SELECT * FROM w WHERE c0 IS NOT NULL"),
            (5, lambda: f"SELECT count(*) AS n, count(c0) AS k FROM ({self.pair()}) z"),
        )


def plain(cell):
    """A cell as text that compares."""
    if cell is None:
        return "NULL"
    if isinstance(cell, (int, float, Decimal)) or re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", str(cell), re.IGNORECASE):
        return f"{float(cell) + 0.0:.6f}".replace("-0.000000", "0.000000")
    return str(cell)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--queries", type=int, default=300)
    options = parser.parse_args()
    maker, other = Maker(options.seed), duckdb.connect()
    other.execute("SET default_null_order = 'nulls_last'")
    counts, failed = collections.Counter(), []
    with tempfile.TemporaryDirectory(prefix="lakectl-sql-") as home:
        environment = {"PATH": os.environ["PATH"], "HOME": home, "LANG": "C.UTF-8", "LAKE_LOCAL": os.path.join(home, "lake")}

        def lakectl(*words):
            return subprocess.run([options.binary, *words], env=environment, capture_output=True, text=True)

        def query(sql):
            return lakectl("query", "--database", "d", "--output-location", "s3://results/", "-o", "json", "-q", sql)

        for made in (("db", "create", "d"), ("bucket", "create", "results"), ("bucket", "create", "data")):
            lakectl(*made).check_returncode()
        for table, (rows, form) in TABLES.items():
            body = maker.table(rows)
            other.execute(f"CREATE TABLE {table} AS {body}")
            done = query(f"CREATE TABLE {table} WITH ({form}, external_location = 's3://data/{table}/') AS {body}")
            if done.returncode != 0:
                sys.exit(done.stderr)
        for _ in range(options.queries):
            sql = maker.query()
            wanted = other.execute(sql).fetchall()
            if len(wanted) > MOST_ROWS:
                continue
            done = query(sql)
            if done.returncode != 0:
                refused = re.search(r"NOT_SUPPORTED: ([^\"]*)", done.stderr)
                counts[f"refused: {refused.group(1)}" if refused else "failed"] += 1
                if not refused:
                    failed.append(f"{sql}\n  fails: {done.stderr.strip()}")
                continue
            rows = json.loads(done.stdout)["rows"]
            got = sorted([plain(cell) for cell in (row.values() if isinstance(row, dict) else row)] for row in rows)
            wanted = sorted([plain(cell) for cell in row] for row in wanted)
            counts["the same" if got == wanted else "different"] += 1
            if got != wanted:
                failed.append(f"{sql}\n  DuckDB:  {wanted[:8]}\n  lakectl: {got[:8]}")
    print("\n".join([*failed, *(f"{count} {what}" for what, count in counts.most_common())]))
    sys.exit(1 if failed or not counts["the same"] else 0)


if __name__ == "__main__":
    main()
