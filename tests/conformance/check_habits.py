"""What other programs take for granted: waiters, pages, batches, conditions, and requests that mean nothing."""

import datetime
import os

from check_catalog import database, table_input
from lake import REGION, check, refused, unique


def pages(client, operation, member, size, **more):
    """How many items each page of a listing has."""
    answers = client.get_paginator(operation).paginate(PaginationConfig={"PageSize": size}, **more)
    return [len(answer.get(member, [])) for answer in answers]


@check("a Range that is none brings the whole object, one beyond the end is refused")
def ranges(lake):
    s3, bucket = lake.client("s3"), lake.bucket()
    s3.put_object(Bucket=bucket, Key="k", Body=b"0123456789")
    for header in ("bytes=0-1,3-4", "bytes=5-2", "items=0-3", "bytes=abc"):
        answer = s3.get_object(Bucket=bucket, Key="k", Range=header)
        assert answer["ResponseMetadata"]["HTTPStatusCode"] == 200, (header, answer)
        assert answer["Body"].read() == b"0123456789", header
        assert s3.head_object(Bucket=bucket, Key="k", Range=header)["ContentLength"] == 10, header
    for header in ("bytes=10-", "bytes=-0"):
        refused(lambda: s3.get_object(Bucket=bucket, Key="k", Range=header), "InvalidRange")
    refused(lambda: lake.as_role("nobody", "s3").get_object(Bucket=bucket, Key="k", Range="bytes=x"), "AccessDenied")
    wrong = lake.client("s3", secret_key="x" * 40)
    refused(lambda: wrong.get_object(Bucket=bucket, Key="k", Range="bytes=x"), "SignatureDoesNotMatch")


@check("waiters of S3 and CloudWatch end")
def waiters(lake):
    s3, bucket = lake.client("s3"), lake.bucket()
    s3.put_object(Bucket=bucket, Key="k", Body=b"")
    once = {"Delay": 1, "MaxAttempts": 2}
    s3.get_waiter("bucket_exists").wait(Bucket=bucket, WaiterConfig=once)
    s3.get_waiter("object_exists").wait(Bucket=bucket, Key="k", WaiterConfig=once)
    s3.get_waiter("object_not_exists").wait(Bucket=bucket, Key="other", WaiterConfig=once)
    s3.get_waiter("bucket_not_exists").wait(Bucket=unique("none"), WaiterConfig=once)
    cloudwatch, name = lake.client("cloudwatch"), unique("waited")
    cloudwatch.put_metric_alarm(
        AlarmName=name,
        Namespace="Lake",
        MetricName="m",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanThreshold",
    )
    cloudwatch.get_waiter("alarm_exists").wait(AlarmNames=[name], WaiterConfig=once)


@check("a listing of buckets has pages, prefixes and regions")
def list_buckets(lake):
    s3, prefix = lake.client("s3"), unique("listed")
    names = [f"{prefix}-{number}" for number in range(5)]
    for name in names:
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    assert pages(s3, "list_buckets", "Buckets", 2, Prefix=prefix) == [2, 2, 1]
    found = s3.list_buckets(Prefix=prefix)["Buckets"]
    assert [bucket["Name"] for bucket in found] == names, found
    assert all(bucket["BucketRegion"] == REGION and bucket["CreationDate"] for bucket in found), found
    assert s3.list_buckets(Prefix=prefix, BucketRegion="us-west-2")["Buckets"] == []


@check("a batch of deletions answers for each key, and quietly when asked")
def delete_objects(lake):
    s3, bucket = lake.client("s3"), lake.bucket()
    keys = [f"a&b <{number}>" for number in range(4)]
    for key in keys:
        s3.put_object(Bucket=bucket, Key=key, Body=b"")
    named = [{"Key": key} for key in keys[:2]] + [{"Key": "none"}]
    answer = s3.delete_objects(Bucket=bucket, Delete={"Objects": named})
    assert [entry["Key"] for entry in answer["Deleted"]] == [*keys[:2], "none"], answer
    answer = s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": key} for key in keys[2:]], "Quiet": True})
    assert "Deleted" not in answer and "Errors" not in answer, answer
    many = [{"Key": str(number)} for number in range(1001)]
    refused(lambda: s3.delete_objects(Bucket=bucket, Delete={"Objects": many}), "MalformedXML")


@check("reads and writes take conditions")
def conditions(lake):
    s3, bucket = lake.client("s3"), lake.bucket()
    tag = s3.put_object(Bucket=bucket, Key="k", Body=b"1")["ETag"]
    later, earlier = (datetime.datetime(year, 1, 1) for year in (2035, 2015))
    for read in (s3.get_object, s3.head_object):
        read(Bucket=bucket, Key="k", IfMatch=tag)
        read(Bucket=bucket, Key="k", IfModifiedSince=earlier)
        refused(lambda: read(Bucket=bucket, Key="k", IfMatch='"x"'), "PreconditionFailed", "412")
        refused(lambda: read(Bucket=bucket, Key="k", IfNoneMatch=tag), "304")
        refused(lambda: read(Bucket=bucket, Key="k", IfModifiedSince=later), "304")
        refused(lambda: read(Bucket=bucket, Key="k", IfUnmodifiedSince=earlier), "PreconditionFailed", "412")
    s3.put_object(Bucket=bucket, Key="k", Body=b"2", IfMatch=tag)
    refused(lambda: s3.put_object(Bucket=bucket, Key="k", Body=b"3", IfMatch=tag), "PreconditionFailed")
    refused(lambda: s3.put_object(Bucket=bucket, Key="none", Body=b"3", IfMatch=tag), "NoSuchKey")
    refused(lambda: s3.delete_object(Bucket=bucket, Key="k", IfMatch='"x"'), "PreconditionFailed")


@check("parts with checksums, of the parts and of the whole")
def part_checksums(lake):
    s3, bucket = lake.client("s3"), lake.bucket()
    for algorithm, kind in (("CRC32", "COMPOSITE"), ("CRC32", "FULL_OBJECT"), ("SHA1", "COMPOSITE"), ("SHA256", "COMPOSITE")):
        place = {"Bucket": bucket, "Key": f"{algorithm}-{kind}"}
        upload = s3.create_multipart_upload(**place, ChecksumAlgorithm=algorithm, ChecksumType=kind)["UploadId"]
        member, parts = f"Checksum{algorithm}", []
        for number in (1, 2):
            body = os.urandom(5 << 20)
            sent = s3.upload_part(**place, UploadId=upload, PartNumber=number, Body=body, ChecksumAlgorithm=algorithm)
            parts.append({"PartNumber": number, "ETag": sent["ETag"], member: sent[member]})
        wrong = [parts[0], {**parts[1], member: parts[0][member]}]
        refused(
            lambda: s3.complete_multipart_upload(**place, UploadId=upload, MultipartUpload={"Parts": wrong}),
            "InvalidPart",
            "BadDigest",
            "InvalidRequest",
        )
        done = s3.complete_multipart_upload(**place, UploadId=upload, MultipartUpload={"Parts": parts})
        assert done["ChecksumType"] == kind and done[member].endswith("-2") == (kind == "COMPOSITE"), done
        told = s3.get_object_attributes(**place, ObjectAttributes=["Checksum", "ObjectParts", "ObjectSize"])
        # The number of parts is not told with the checksum here.
        whole = done[member].split("-")[0]
        assert told["Checksum"][member] == whole and told["ObjectParts"]["TotalPartsCount"] == 2, told
        second = s3.get_object(**place, PartNumber=2)
        assert second["ResponseMetadata"]["HTTPStatusCode"] == 206 and second["PartsCount"] == 2, second


@check("uploads and their parts have pages")
def uploads(lake):
    s3, bucket = lake.client("s3"), lake.bucket()
    ids = [s3.create_multipart_upload(Bucket=bucket, Key=f"u/{number}")["UploadId"] for number in range(3)]
    for number in range(1, 4):
        s3.upload_part(Bucket=bucket, Key="u/0", UploadId=ids[0], PartNumber=number, Body=b"x")
    assert pages(s3, "list_multipart_uploads", "Uploads", 2, Bucket=bucket) == [2, 1]
    assert pages(s3, "list_parts", "Parts", 2, Bucket=bucket, Key="u/0", UploadId=ids[0]) == [2, 1]
    s3.abort_multipart_upload(Bucket=bucket, Key="u/1", UploadId=ids[1])
    refused(lambda: s3.upload_part(Bucket=bucket, Key="u/1", UploadId=ids[1], PartNumber=1, Body=b"x"), "NoSuchUpload")


@check("Glue's batches answer for each item")
def glue_batches(lake):
    glue, db = lake.client("glue"), database(lake)
    keys = [{"Name": "day", "Type": "int"}]
    glue.create_table(DatabaseName=db, TableInput=table_input("t", "s3://b/t/", PartitionKeys=keys))
    place = {"DatabaseName": db, "TableName": "t"}

    def partition(day):
        return {"Values": [day], "StorageDescriptor": table_input("t", f"s3://b/t/{day}/")["StorageDescriptor"]}

    answer = glue.batch_create_partition(**place, PartitionInputList=[partition(day) for day in ("1", "2", "1", "3")])
    assert [error["PartitionValues"] for error in answer["Errors"]] == [["1"]], answer
    assert answer["Errors"][0]["ErrorDetail"]["ErrorCode"] == "AlreadyExistsException", answer
    answer = glue.batch_get_partition(**place, PartitionsToGet=[{"Values": ["1"]}, {"Values": ["9"]}])
    assert [found["Values"] for found in answer["Partitions"]] == [["1"]] and answer["UnprocessedKeys"] == [], answer
    entries = [{"PartitionValueList": [day], "PartitionInput": partition(day)} for day in ("1", "8")]
    answer = glue.batch_update_partition(**place, Entries=entries)
    assert [error["PartitionValueList"] for error in answer["Errors"]] == [["8"]], answer
    answer = glue.batch_delete_partition(**place, PartitionsToDelete=[{"Values": ["1"]}, {"Values": ["9"]}])
    assert [error["PartitionValues"] for error in answer["Errors"]] == [["9"]], answer
    assert pages(glue, "get_partitions", "Partitions", 1, **place) == [1, 1]
    answer = glue.batch_delete_table(DatabaseName=db, TablesToDelete=["t", "u"])
    assert [error["TableName"] for error in answer["Errors"]] == ["u"], answer


@check("Athena's listings have pages")
def athena_pages(lake):
    athena, db = lake.client("athena"), database(lake)
    group = unique("pages")
    location = {"OutputLocation": f"s3://{lake.results()}/r/"}
    athena.create_work_group(Name=group, Configuration={"ResultConfiguration": location})
    for number in range(3):
        lake.query(f"SELECT {number}", WorkGroup=group)
        athena.create_named_query(Name=f"q{number}", Database=db, QueryString="SELECT 1", WorkGroup=group)
        lake.client("glue").create_table(DatabaseName=db, TableInput=table_input(f"t{number}", "s3://b/t/"))
    assert pages(athena, "list_query_executions", "QueryExecutionIds", 2, WorkGroup=group) == [2, 1]
    assert pages(athena, "list_named_queries", "NamedQueryIds", 2, WorkGroup=group) == [2, 1]
    catalog = {"CatalogName": "AwsDataCatalog"}
    assert pages(athena, "list_table_metadata", "TableMetadataList", 2, DatabaseName=db, **catalog) == [2, 1]
    ids = athena.list_query_executions(WorkGroup=group)["QueryExecutionIds"]
    answer = athena.batch_get_query_execution(QueryExecutionIds=[*ids, "00000000-0000-0000-0000-000000000000"])
    assert len(answer["QueryExecutions"]) == 3, answer
    assert len(answer["UnprocessedQueryExecutionIds"]) == 1, answer


@check("log groups, streams and events have pages; tokens go forward and back")
def log_pages(lake):
    logs, prefix = lake.client("logs"), unique("/paged")
    for number in range(3):
        logs.create_log_group(logGroupName=f"{prefix}/{number}")
        logs.create_log_stream(logGroupName=f"{prefix}/0", logStreamName=f"s{number}")
    at = int(datetime.datetime.now().timestamp() * 1000)
    events = [{"timestamp": at + number, "message": f"ERROR {number}"} for number in range(5)]
    place = {"logGroupName": f"{prefix}/0", "logStreamName": "s0"}
    logs.put_log_events(**place, logEvents=events)
    assert pages(logs, "describe_log_groups", "logGroups", 2, logGroupNamePrefix=prefix) == [2, 1]
    assert pages(logs, "describe_log_streams", "logStreams", 2, logGroupName=f"{prefix}/0") == [2, 1]
    found = pages(logs, "filter_log_events", "events", 2, logGroupName=f"{prefix}/0", filterPattern="ERROR")
    assert sum(found) == 5 and max(found) <= 2, found
    first = logs.get_log_events(**place, limit=2, startFromHead=True)
    rest = logs.get_log_events(**place, limit=10, startFromHead=True, nextToken=first["nextForwardToken"])
    assert [len(first["events"]), len(rest["events"])] == [2, 3], (first, rest)
    end = logs.get_log_events(**place, limit=10, startFromHead=True, nextToken=rest["nextForwardToken"])
    assert end["events"] == [] and end["nextForwardToken"] == rest["nextForwardToken"], end


@check("a session that asks for less than its role may is refused by name, not widened")
def session_policy(lake):
    sts = lake.client("sts")
    asked = {"RoleArn": lake.role("analyst"), "RoleSessionName": "check"}
    refused(lambda: sts.assume_role(**asked, Policy='{"Version": "2012-10-17", "Statement": []}'), "NotImplemented")
