"""awswrangler and Arrow's own S3 client (the AWS SDK for C++), as data engineers use them: frames_client.py BUCKET PORT

The endpoint and the keys come from the environment.
"""

import os
import sys

import awswrangler as wr
import pandas as pd
import pyarrow as pa
import pyarrow.fs
import pyarrow.parquet as pq

BUCKET, PORT = sys.argv[1], sys.argv[2]


def wrangler():
    for service in ("s3", "athena", "glue", "sts", "lakeformation"):
        setattr(wr.config, f"{service}_endpoint_url", f"http://127.0.0.1:{PORT}")
    frame = pd.DataFrame(
        {
            "id": [1, 2, 3],
            "name": ["a", "b", None],
            "amount": [1.5, None, 2.5],
            "at": pd.to_datetime(["2026-01-01 10:00:00.123"] * 3),
            "day": ["x", "x", "y"],
        }
    )
    wr.catalog.create_database("frames", exist_ok=True)
    place = {"path": f"s3://{BUCKET}/t/", "dataset": True, "database": "frames", "table": "t", "partition_cols": ["day"]}
    wr.s3.to_parquet(frame, mode="overwrite", **place)
    wr.s3.to_parquet(frame, mode="append", **place)
    wr.s3.to_parquet(frame[frame.day == "y"], mode="overwrite_partitions", **place)
    assert len(wr.s3.read_parquet_table("t", database="frames")) == 5
    wanted = {"database": "frames", "s3_output": f"s3://{BUCKET}/out/"}
    for ways in ({"ctas_approach": False}, {"ctas_approach": True}, {"ctas_approach": False, "unload_approach": True}):
        where = {**wanted, "s3_output": f"s3://{BUCKET}/out/{'-'.join(map(str, ways.values()))}/"}
        read = wr.athena.read_sql_query("SELECT * FROM t ORDER BY id", **where, **ways)
        assert list(read["id"]) == [1, 1, 2, 2, 3] and list(read["day"]) == ["x"] * 4 + ["y"], (ways, read)
        assert str(read["at"].iloc[0]) == "2026-01-01 10:00:00.123000", (ways, read)
        assert pd.isna(read["name"].iloc[4]) and pd.isna(read["amount"].iloc[2]), (ways, read)
    chunks = wr.athena.read_sql_query("SELECT * FROM t", ctas_approach=False, chunksize=2, **wanted)
    assert [len(chunk) for chunk in chunks] == [2, 2, 1]
    named = wr.athena.read_sql_query("SELECT id FROM t WHERE name = :n", params={"n": "b"}, ctas_approach=False, **wanted)
    assert list(named["id"]) == [2, 2], named
    assert list(wr.athena.describe_table("t", **wanted)["Column Name"])[:2] == ["id", "name"]
    assert "CREATE EXTERNAL TABLE" in wr.athena.show_create_table("t", **wanted)
    assert wr.athena.repair_table("t", **wanted) == "SUCCEEDED"
    assert wr.catalog.delete_table_if_exists("frames", "t")


def arrow():
    files = pyarrow.fs.S3FileSystem(
        endpoint_override=f"127.0.0.1:{PORT}",
        scheme="http",
        region=os.environ["AWS_REGION"],
        access_key=os.environ["AWS_ACCESS_KEY_ID"],
        secret_key=os.environ["AWS_SECRET_ACCESS_KEY"],
    )
    pq.write_table(pa.table({"n": list(range(100_000))}), f"{BUCKET}/arrow/a.parquet", filesystem=files)
    assert pq.read_table(f"{BUCKET}/arrow/a.parquet", filesystem=files).num_rows == 100_000
    with files.open_output_stream(f"{BUCKET}/arrow/large") as stream:
        for _ in range(30):
            stream.write(os.urandom(1 << 20))
    files.move(f"{BUCKET}/arrow/large", f"{BUCKET}/arrow/moved")
    found = files.get_file_info(pyarrow.fs.FileSelector(f"{BUCKET}/arrow", recursive=True))
    assert {(entry.base_name, entry.size > 0) for entry in found} == {("a.parquet", True), ("moved", True)}, found
    assert files.get_file_info(f"{BUCKET}/none").type == pyarrow.fs.FileType.NotFound
    files.delete_dir(f"{BUCKET}/arrow")


wrangler()
arrow()
