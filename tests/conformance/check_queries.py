"""Queries: what they answer, what they refuse, what they leave behind."""

from check_catalog import database, table_input
from lake import check, refused, unique, wait

ORDERS = "id,customer,amount,day\n1,ann,10.5,2026-01-01\n2,bob,20.0,2026-01-01\n3,ann,,2026-01-02\n"
CUSTOMERS = "name,country\nann,DE\nbob,FR\n"


def csv_table(lake, db, bucket, name, columns):
    """A CSV table with a header, as the catalog has it."""
    table = table_input(name, f"s3://{bucket}/{name}/", Parameters={"EXTERNAL": "TRUE", "skip.header.line.count": "1"})
    table["StorageDescriptor"]["Columns"] = [{"Name": column, "Type": kind} for column, kind in columns]
    lake.client("glue").create_table(DatabaseName=db, TableInput=table)


def shop(lake):
    """A database with two CSV tables."""
    if hasattr(lake, "shop"):
        return lake.shop
    s3, bucket, db = lake.client("s3"), lake.bucket(), database(lake)
    s3.put_object(Bucket=bucket, Key="orders/a.csv", Body=ORDERS.encode())
    s3.put_object(Bucket=bucket, Key="customers/a.csv", Body=CUSTOMERS.encode())
    columns = [("id", "int"), ("customer", "string"), ("amount", "double"), ("day", "string")]
    csv_table(lake, db, bucket, "orders", columns)
    csv_table(lake, db, bucket, "customers", [("name", "string"), ("country", "string")])
    lake.shop = (db, bucket)
    return lake.shop


def warehouse(lake):
    """The shop with a partitioned Parquet table, made by CTAS."""
    if not hasattr(lake, "warehouse"):
        db, bucket = shop(lake)
        lake.query(
            f"""CREATE TABLE {db}.daily
                WITH (format = 'PARQUET', external_location = 's3://{bucket}/daily/', partitioned_by = ARRAY['day'])
                AS SELECT id, customer, amount, day FROM {db}.orders"""
        )
        lake.warehouse = (db, bucket)
    return lake.warehouse


@check("SELECT 1+1")
def one_plus_one(lake):
    assert lake.query("SELECT 1+1 AS two, 'a' AS a, NULL AS n") == [["two", "a", "n"], ["2", "a", None]]


@check("CREATE EXTERNAL TABLE appears in the catalog and can be read")
def external_table(lake):
    db, bucket = shop(lake)
    lake.query(
        f"""CREATE EXTERNAL TABLE {db}.by_ddl (id int, customer string, amount double, day string)
            ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://{bucket}/orders/'
            TBLPROPERTIES ('skip.header.line.count' = '1')"""
    )
    table = lake.client("glue").get_table(DatabaseName=db, Name="by_ddl")["Table"]
    assert table["TableType"] == "EXTERNAL_TABLE", table
    assert table["StorageDescriptor"]["Location"] == f"s3://{bucket}/orders/", table
    columns = [(column["Name"], column["Type"]) for column in table["StorageDescriptor"]["Columns"]]
    assert columns == [("id", "int"), ("customer", "string"), ("amount", "double"), ("day", "string")], columns
    assert lake.query("SELECT count(*), sum(amount) FROM by_ddl", database=db)[1:] == [["3", "30.5"]]


@check("CTAS writes files and registers a table with its partitions")
def ctas(lake):
    db, bucket = warehouse(lake)
    keys = [entry["Key"] for entry in lake.client("s3").list_objects_v2(Bucket=bucket, Prefix="daily/")["Contents"]]
    assert {key.split("/")[1] for key in keys} == {"day=2026-01-01", "day=2026-01-02"}, keys
    table = lake.client("glue").get_table(DatabaseName=db, Name="daily")["Table"]
    assert [key["Name"] for key in table["PartitionKeys"]] == ["day"], table
    assert len(lake.client("glue").get_partitions(DatabaseName=db, TableName="daily")["Partitions"]) == 2


@check("a sum over Parquet, NULL left out")
def parquet_sum(lake):
    db, _ = warehouse(lake)
    assert lake.query("SELECT sum(amount), count(amount), count(*) FROM daily", database=db)[1:] == [["30.5", "2", "3"]]


@check("a join of CSV and Parquet")
def join(lake):
    db, _ = warehouse(lake)
    sql = """SELECT c.country, count(*) AS orders, sum(d.amount) AS amount
             FROM daily d JOIN customers c ON c.name = d.customer GROUP BY c.country ORDER BY 1"""
    assert lake.query(sql, database=db) == [["country", "orders", "amount"], ["DE", "2", "10.5"], ["FR", "1", "20.0"]]


@check("GROUP BY a partition column")
def by_partition(lake):
    db, _ = warehouse(lake)
    rows = lake.query("SELECT day, count(*) FROM daily GROUP BY day ORDER BY day", database=db)
    assert rows[1:] == [["2026-01-01", "2"], ["2026-01-02", "1"]], rows


@check("functions of Trino: approx_distinct, date_format, date_parse, try_cast, regexp_like")
def trino_functions(lake):
    db, _ = shop(lake)
    assert lake.query("SELECT approx_distinct(customer) FROM orders", database=db)[1:] == [["2"]]
    sql = "SELECT date_format(TIMESTAMP '2026-03-04 05:06:07', '%Y/%m/%d %H:%i')"
    assert lake.query(sql)[1:] == [["2026/03/04 05:06"]]
    sql = "SELECT date_parse('2026-03-04', '%Y-%m-%d'), try_cast('x' AS integer), regexp_like('abc', 'b+')"
    assert lake.query(sql)[1:] == [["2026-03-04 00:00:00.000", None, "true"]]


@check("a syntax error, an unknown column and an unknown function fail the query, and say why")
def failures(lake):
    db, _ = shop(lake)
    for sql, word in (
        ("SELECT nothing_like_it FROM orders", "COLUMN_NOT_FOUND"),
        ("SELECT * FROM no_such_table", "TABLE_NOT_FOUND"),
        ("SELECT no_such_function(1)", "FUNCTION_NOT_FOUND"),
    ):
        reason = lake.query(sql, database=db, expect="FAILED")["Status"]["StateChangeReason"]
        assert word in reason, (sql, reason)
    try:
        lake.query("SELEC 1", expect="FAILED")
    except Exception as error:  # a syntax error may be refused at once
        assert "InvalidRequestException" in str(error), error


@check("the result's CSV is at its OutputLocation, quoted as Athena does")
def result_file(lake):
    athena, bucket = lake.client("athena"), lake.bucket()
    started = athena.start_query_execution(
        QueryString="SELECT 'a \"b\"' AS text, 1 AS one, CAST(NULL AS varchar) AS nothing, '' AS empty",
        ResultConfiguration={"OutputLocation": f"s3://{bucket}/out/"},
    )["QueryExecutionId"]
    execution = wait(
        lambda: athena.get_query_execution(QueryExecutionId=started)["QueryExecution"],
        lambda execution: execution["Status"]["State"] in ("SUCCEEDED", "FAILED"),
    )
    location = execution["ResultConfiguration"]["OutputLocation"]
    assert location == f"s3://{bucket}/out/{started}.csv", location
    body = lake.client("s3").get_object(Bucket=bucket, Key=f"out/{started}.csv")["Body"].read().decode()
    assert body == '"text","one","nothing","empty"\n"a ""b""","1",,""\n', body
    assert execution["Statistics"]["DataScannedInBytes"] == 0, execution["Statistics"]


@check("a workgroup's enforced output location is used")
def workgroup(lake):
    athena, bucket, name = lake.client("athena"), lake.bucket(), unique("team")
    configuration = {
        "EnforceWorkGroupConfiguration": True,
        "ResultConfiguration": {"OutputLocation": f"s3://{bucket}/enforced/"},
    }
    athena.create_work_group(Name=name, Configuration=configuration)
    other = {"OutputLocation": f"s3://{lake.results()}/other/"}
    lake.query("SELECT 1", WorkGroup=name, ResultConfiguration=other)
    keys = [entry["Key"] for entry in lake.client("s3").list_objects_v2(Bucket=bucket)["Contents"]]
    assert any(key.startswith("enforced/") and key.endswith(".csv") for key in keys), keys
    group = athena.get_work_group(WorkGroup=name)["WorkGroup"]
    for member in ("EnforceWorkGroupConfiguration", "PublishCloudWatchMetricsEnabled", "RequesterPaysEnabled", "EngineVersion"):
        assert member in group["Configuration"], member


@check("a scan over the workgroup's limit is cancelled")
def cutoff(lake):
    athena, s3, bucket, name = lake.client("athena"), lake.client("s3"), lake.bucket(), unique("small")
    db = database(lake)
    s3.put_object(Bucket=bucket, Key="t/a.csv", Body=b"1234567890\n" * 1_200_000)
    csv_table(lake, db, bucket, "t", [("a", "string")])
    configuration = {
        "BytesScannedCutoffPerQuery": 10_000_000,
        "ResultConfiguration": {"OutputLocation": f"s3://{bucket}/r/"},
    }
    athena.create_work_group(Name=name, Configuration=configuration)
    execution = lake.query(f"SELECT count(*) FROM {db}.t", WorkGroup=name, expect="CANCELLED")
    assert "scanned" in execution["Status"]["StateChangeReason"].lower(), execution["Status"]


@check("the same ClientRequestToken starts one query")
def token(lake):
    athena, token = lake.client("athena"), unique("token") + "0" * 32
    more = {"ClientRequestToken": token, "ResultConfiguration": {"OutputLocation": f"s3://{lake.results()}/r/"}}
    first = athena.start_query_execution(QueryString="SELECT 1", **more)["QueryExecutionId"]
    assert athena.start_query_execution(QueryString="SELECT 1", **more)["QueryExecutionId"] == first
    refused(lambda: athena.start_query_execution(QueryString="SELECT 2", **more), "InvalidRequestException")


@check("no output location at all is refused")
def no_location(lake):
    refused(lambda: lake.client("athena").start_query_execution(QueryString="SELECT 1"), "InvalidRequestException")


@check("results have pages, columns their types")
def pages(lake):
    athena = lake.client("athena")
    sql = "SELECT n, CAST(n AS decimal(10,2)) AS d FROM UNNEST(sequence(1, 25)) AS t(n)"
    started = athena.start_query_execution(
        QueryString=sql, ResultConfiguration={"OutputLocation": f"s3://{lake.results()}/r/"}
    )["QueryExecutionId"]
    wait(
        lambda: athena.get_query_execution(QueryExecutionId=started)["QueryExecution"]["Status"],
        lambda status: status["State"] == "SUCCEEDED",
        20,
    )
    paginator = athena.get_paginator("get_query_results")
    answers = list(paginator.paginate(QueryExecutionId=started, PaginationConfig={"PageSize": 10}))
    assert [len(answer["ResultSet"]["Rows"]) for answer in answers] == [10, 10, 6], answers
    info = answers[0]["ResultSet"]["ResultSetMetadata"]["ColumnInfo"]
    assert [column["Type"] for column in info] == ["bigint", "decimal"], info
    assert (info[1]["Precision"], info[1]["Scale"]) == (10, 2), info[1]
