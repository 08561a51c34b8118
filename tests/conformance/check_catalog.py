"""The catalog and its crawlers."""

import gzip
import json

from lake import check, refused, unique, wait


def table_input(name, location, columns=("id", "amount"), **more):
    storage = {
        "Columns": [{"Name": column, "Type": "string"} for column in columns],
        "Location": location,
        "InputFormat": "org.apache.hadoop.mapred.TextInputFormat",
        "OutputFormat": "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
        "SerdeInfo": {
            "SerializationLibrary": "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
            "Parameters": {"field.delim": ","},
        },
    }
    return {"Name": name, "TableType": "EXTERNAL_TABLE", "StorageDescriptor": storage, **more}


def database(lake):
    """A fresh database."""
    name = unique("db").replace("-", "_")
    lake.client("glue").create_database(DatabaseInput={"Name": name})
    return name


def crawl(lake, bucket, prefix, db, **more):
    """Runs a crawler over a prefix to its end; the crawler."""
    glue, name = lake.client("glue"), unique("crawler")
    targets = {"S3Targets": [{"Path": f"s3://{bucket}/{prefix}"}]}
    glue.create_crawler(Name=name, Role=lake.role("crawler"), DatabaseName=db, Targets=targets, **more)
    glue.start_crawler(Name=name)
    return wait(
        lambda: glue.get_crawler(Name=name)["Crawler"],
        lambda crawler: crawler["State"] == "READY" and "LastCrawl" in crawler,
    )


@check("databases and tables come back as they were put, names in lower case")
def tables(lake):
    glue, db = lake.client("glue"), database(lake)
    glue.create_table(DatabaseName=db, TableInput=table_input("Orders", "s3://b/orders/"))
    table = glue.get_table(DatabaseName=db, Name="ORDERS")["Table"]
    assert table["Name"] == "orders" and table["VersionId"] == "0", table
    for member in ("CreateTime", "UpdateTime", "CatalogId", "IsRegisteredWithLakeFormation", "StorageDescriptor"):
        assert member in table, member
    refused(lambda: glue.create_table(DatabaseName=db, TableInput=table_input("orders", "s3://b/")), "AlreadyExistsException")
    refused(lambda: glue.get_table(DatabaseName=db, Name="none"), "EntityNotFoundException")


@check("GetTables filters by a regular expression and has pages")
def table_filter(lake):
    glue, db = lake.client("glue"), database(lake)
    for name in ("orders_a", "orders_b", "users"):
        glue.create_table(DatabaseName=db, TableInput=table_input(name, "s3://b/"))
    answer = glue.get_tables(DatabaseName=db, Expression="orders_.*")["TableList"]
    assert [table["Name"] for table in answer] == ["orders_a", "orders_b"], answer
    pages = list(glue.get_paginator("get_tables").paginate(DatabaseName=db, PaginationConfig={"PageSize": 2}))
    assert [len(page["TableList"]) for page in pages] == [2, 1]


@check("GetPartitions understands its expression")
def partitions(lake):
    glue, db = lake.client("glue"), database(lake)
    keys = [{"Name": "year", "Type": "int"}, {"Name": "month", "Type": "string"}]
    glue.create_table(DatabaseName=db, TableInput=table_input("t", "s3://b/t/", PartitionKeys=keys))
    inputs = [
        {"Values": [year, month], "StorageDescriptor": table_input("t", f"s3://b/t/{year}/{month}/")["StorageDescriptor"]}
        for year in ("2024", "2025")
        for month in ("01", "02", "12")
    ]
    assert not glue.batch_create_partition(DatabaseName=db, TableName="t", PartitionInputList=inputs)["Errors"]
    for expression, expected in (
        ("year = 2025 AND month IN ('01', '12')", 2),
        ("year > 2024", 3),
        ("month LIKE '0%'", 4),
        ("NOT (year = 2024)", 3),
        ("year BETWEEN 2024 AND 2025 AND month = '02'", 2),
    ):
        found = glue.get_partitions(DatabaseName=db, TableName="t", Expression=expression)["Partitions"]
        assert len(found) == expected, (expression, [partition["Values"] for partition in found])


@check("a table keeps its versions, and a stale VersionId is refused")
def table_versions(lake):
    glue, db = lake.client("glue"), database(lake)
    glue.create_table(DatabaseName=db, TableInput=table_input("t", "s3://b/t/"))
    glue.update_table(DatabaseName=db, TableInput=table_input("t", "s3://b/t/", ("id", "amount", "more")), VersionId="0")
    versions = glue.get_table_versions(DatabaseName=db, TableName="t")["TableVersions"]
    assert sorted(version["VersionId"] for version in versions) == ["0", "1"], versions
    refused(
        lambda: glue.update_table(DatabaseName=db, TableInput=table_input("t", "s3://b/t/"), VersionId="0"),
        "ConcurrentModificationException",
    )


@check("a crawler makes tables: CSV with a header, types read from the data")
def crawl_csv(lake):
    s3, glue, bucket, db = lake.client("s3"), lake.client("glue"), lake.bucket(), database(lake)
    rows = "id,name,amount,day\n1,a,1.5,2026-01-02\n2,b,2.25,2026-01-03\n"
    s3.put_object(Bucket=bucket, Key="raw/orders/one.csv", Body=rows.encode())
    crawler = crawl(lake, bucket, "raw/", db)
    assert crawler["LastCrawl"]["Status"] == "SUCCEEDED", crawler["LastCrawl"]
    tables = glue.get_tables(DatabaseName=db)["TableList"]
    assert len(tables) == 1, [table["Name"] for table in tables]
    columns = {column["Name"]: column["Type"] for column in tables[0]["StorageDescriptor"]["Columns"]}
    assert columns == {"id": "bigint", "name": "string", "amount": "double", "day": "string"}, columns
    assert tables[0]["Parameters"]["classification"] == "csv", tables[0]["Parameters"]


@check("a crawler finds Hive partitions, in gzipped JSON lines")
def crawl_partitions(lake):
    s3, glue, bucket, db = lake.client("s3"), lake.client("glue"), lake.bucket(), database(lake)
    for day in ("01", "02"):
        lines = "\n".join(json.dumps({"id": number, "tags": ["x"], "at": {"lat": 1.5}}) for number in range(3))
        key = f"raw/events/year=2026/day={day}/part.json.gz"
        s3.put_object(Bucket=bucket, Key=key, Body=gzip.compress(lines.encode()))
    crawl(lake, bucket, "raw/events/", db)
    table = glue.get_table(DatabaseName=db, Name="events")["Table"]
    assert [key["Name"] for key in table["PartitionKeys"]] == ["year", "day"], table["PartitionKeys"]
    columns = {column["Name"]: column["Type"] for column in table["StorageDescriptor"]["Columns"]}
    assert columns == {"id": "int", "tags": "array<string>", "at": "struct<lat:double>"}, columns
    found = glue.get_partitions(DatabaseName=db, TableName="events")["Partitions"]
    assert sorted(partition["Values"] for partition in found) == [["2026", "01"], ["2026", "02"]], found
    assert lake.query("SELECT count(*) FROM events WHERE day = '02'", database=db)[1:] == [["3"]]


@check("a second crawl adds what is new and keeps its history")
def crawl_again(lake):
    s3, glue, bucket, db = lake.client("s3"), lake.client("glue"), lake.bucket(), database(lake)
    s3.put_object(Bucket=bucket, Key="raw/t/d=1/a.csv", Body=b"id,name\n1,a\n2,b\n")
    name = crawl(lake, bucket, "raw/t/", db)["Name"]
    s3.put_object(Bucket=bucket, Key="raw/t/d=2/a.csv", Body=b"id,name\n3,c\n4,d\n")
    before = glue.get_crawler(Name=name)["Crawler"]["LastCrawl"]["StartTime"]
    glue.start_crawler(Name=name)
    wait(lambda: glue.list_crawls(CrawlerName=name)["Crawls"], lambda crawls: len(crawls) == 2 and all(c["State"] == "COMPLETED" for c in crawls))
    wait(lambda: glue.get_crawler(Name=name)["Crawler"], lambda crawler: crawler["State"] == "READY")
    assert glue.get_crawler(Name=name)["Crawler"]["LastCrawl"]["StartTime"] >= before
    assert len(glue.get_partitions(DatabaseName=db, TableName="t")["Partitions"]) == 2


@check("a broken object is not the end of a crawl")
def crawl_broken(lake):
    s3, glue, bucket, db = lake.client("s3"), lake.client("glue"), lake.bucket(), database(lake)
    s3.put_object(Bucket=bucket, Key="raw/good/a.csv", Body=b"id,name\n1,a\n2,b\n")
    s3.put_object(Bucket=bucket, Key="raw/bad/a.json.gz", Body=gzip.compress(b'{"a": 1}\n' * 500)[:20])
    s3.put_object(Bucket=bucket, Key="raw/cut/a.parquet", Body=b"PAR1 and no more")
    crawler = crawl(lake, bucket, "raw/", db)
    assert crawler["LastCrawl"]["Status"] == "SUCCEEDED", crawler["LastCrawl"]
    assert glue.get_tables(DatabaseName=db)["TableList"], "the good object made no table"
    events = lake.client("logs").get_log_events(
        logGroupName=crawler["LastCrawl"]["LogGroup"], logStreamName=crawler["LastCrawl"]["LogStream"]
    )["events"]
    log = "\n".join(event["message"] for event in events)
    for broken in ("raw/bad/a.json.gz", "raw/cut/a.parquet"):
        assert broken in log, log
