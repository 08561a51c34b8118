"""Object storage."""

import base64
import hashlib
import io
import json
import os
import socket
import urllib.request
import zlib

from lake import check, refused


@check("objects come back as they were put: bytes, type, metadata, checksum")
def round_trip(lake):
    s3, bucket = lake.client("s3"), lake.bucket()
    body = os.urandom(100_000)
    put = s3.put_object(Bucket=bucket, Key="a/b.bin", Body=body, ContentType="x/y", Metadata={"source": "test"})
    assert put["ETag"] == f'"{hashlib.md5(body).hexdigest()}"', put
    got = s3.get_object(Bucket=bucket, Key="a/b.bin")
    assert got["Body"].read() == body
    assert (got["ContentType"], got["Metadata"], got["ContentLength"]) == ("x/y", {"source": "test"}, 100_000), got
    part = s3.get_object(Bucket=bucket, Key="a/b.bin", Range="bytes=10-19")
    assert part["Body"].read() == body[10:20] and part["ResponseMetadata"]["HTTPStatusCode"] == 206


@check("keys are kept as they are: spaces, plus, percent, Unicode, dots, slashes, a thousand characters")
def odd_keys(lake):
    s3, bucket = lake.client("s3"), lake.bucket()
    keys = ["a b+c%20.txt", "ü/ß/日本.txt", "a", "a/b", "a/", "x/../y", "./z", "k" * 1000, "q?&=#'\"<>.txt"]
    for key in keys:
        s3.put_object(Bucket=bucket, Key=key, Body=key.encode())
    listed = {entry["Key"] for entry in s3.list_objects_v2(Bucket=bucket)["Contents"]}
    assert listed == set(keys), listed ^ set(keys)
    for key in keys:
        assert s3.get_object(Bucket=bucket, Key=key)["Body"].read() == key.encode(), key


@check("a listing has pages, prefixes and common prefixes")
def listing(lake):
    s3, bucket = lake.client("s3"), lake.bucket()
    for day in range(1, 8):
        s3.put_object(Bucket=bucket, Key=f"raw/day={day}/f.csv", Body=b"x")
    s3.put_object(Bucket=bucket, Key="top.txt", Body=b"x")
    answer = s3.list_objects_v2(Bucket=bucket, Delimiter="/")
    assert [entry["Prefix"] for entry in answer["CommonPrefixes"]] == ["raw/"] and answer["KeyCount"] == 2, answer
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix="raw/", PaginationConfig={"PageSize": 3})
    assert [len(page["Contents"]) for page in pages] == [3, 3, 1]


@check("If-None-Match: * on a key that is there is refused")
def if_none_match(lake):
    s3, bucket = lake.client("s3"), lake.bucket()
    s3.put_object(Bucket=bucket, Key="once", Body=b"1", IfNoneMatch="*")
    refused(lambda: s3.put_object(Bucket=bucket, Key="once", Body=b"2", IfNoneMatch="*"), "PreconditionFailed")
    assert s3.get_object(Bucket=bucket, Key="once")["Body"].read() == b"1"


@check("a wrong checksum is refused, and so is a wrong Content-MD5")
def wrong_checksum(lake):
    s3, bucket = lake.client("s3"), lake.bucket()
    crc = base64.b64encode(zlib.crc32(b"other").to_bytes(4, "big")).decode()
    refused(lambda: s3.put_object(Bucket=bucket, Key="k", Body=b"this", ChecksumCRC32=crc), "BadDigest")
    md5 = base64.b64encode(hashlib.md5(b"other").digest()).decode()
    refused(lambda: s3.put_object(Bucket=bucket, Key="k", Body=b"this", ContentMD5=md5), "BadDigest")
    refused(lambda: s3.head_object(Bucket=bucket, Key="k"), "404")


@check("a Deny in a bucket's policy denies")
def policy(lake):
    s3, bucket = lake.client("s3"), lake.bucket()
    s3.put_object(Bucket=bucket, Key="secret/k", Body=b"v")
    statement = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:::{bucket}/secret/*",
    }
    s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    refused(lambda: s3.get_object(Bucket=bucket, Key="secret/k"), "AccessDenied")
    s3.delete_bucket_policy(Bucket=bucket)
    assert s3.get_object(Bucket=bucket, Key="secret/k")["Body"].read() == b"v"


@check("a file of 20 MB goes up in parts and comes back whole")
def multipart(lake):
    s3, bucket = lake.client("s3"), lake.bucket()
    body = os.urandom(20 << 20)
    s3.upload_fileobj(io.BytesIO(body), bucket, "big")
    assert "-" in s3.head_object(Bucket=bucket, Key="big")["ETag"]
    target = io.BytesIO()
    s3.download_fileobj(bucket, "big", target)
    assert target.getvalue() == body


@check("a presigned URL works without keys until it is changed")
def presigned(lake):
    s3, bucket = lake.client("s3", signature_version="s3v4"), lake.bucket()
    s3.put_object(Bucket=bucket, Key="k", Body=b"v")
    url = s3.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "k"}, ExpiresIn=60)
    with urllib.request.urlopen(url) as answer:
        assert answer.read() == b"v"
    try:
        urllib.request.urlopen(url.replace("X-Amz-Expires=60", "X-Amz-Expires=600"))
    except urllib.error.HTTPError as error:
        assert error.code == 403, error
    else:
        raise AssertionError("a changed URL was taken")


@check("versions are kept, and a delete is a marker")
def versions(lake):
    s3, bucket = lake.client("s3"), lake.bucket()
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    first = s3.put_object(Bucket=bucket, Key="k", Body=b"1")["VersionId"]
    s3.put_object(Bucket=bucket, Key="k", Body=b"2")
    assert s3.delete_object(Bucket=bucket, Key="k")["DeleteMarker"]
    refused(lambda: s3.get_object(Bucket=bucket, Key="k"), "NoSuchKey")
    assert s3.get_object(Bucket=bucket, Key="k", VersionId=first)["Body"].read() == b"1"
    answer = s3.list_object_versions(Bucket=bucket)
    assert len(answer["Versions"]) == 2 and len(answer["DeleteMarkers"]) == 1, answer


@check("lifecycle rules, tags and encryption come back as they were put")
def settings(lake):
    s3, bucket = lake.client("s3"), lake.bucket()
    rule = {"ID": "old", "Status": "Enabled", "Filter": {"Prefix": "raw/"}, "Expiration": {"Days": 30}}
    s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": [rule]})
    assert s3.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"] == [rule]
    s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": [{"Key": "zone", "Value": "raw"}]})
    assert s3.get_bucket_tagging(Bucket=bucket)["TagSet"] == [{"Key": "zone", "Value": "raw"}]
    rules = s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rules[0]["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256", rules


@check("a bucket that holds objects is not deleted")
def not_empty(lake):
    s3, bucket = lake.client("s3"), lake.bucket()
    s3.put_object(Bucket=bucket, Key="k", Body=b"v")
    refused(lambda: s3.delete_bucket(Bucket=bucket), "BucketNotEmpty")
    s3.delete_object(Bucket=bucket, Key="k")
    s3.delete_bucket(Bucket=bucket)
    refused(lambda: s3.head_bucket(Bucket=bucket), "404")


@check("a bucket can be named in the host")
def virtual_host(lake):
    bucket = lake.bucket()
    look_up = socket.getaddrinfo

    def on_this_machine(host, *rest, **more):
        # Not every machine resolves names under .localhost by itself.
        return look_up("127.0.0.1" if str(host).endswith(".localhost") else host, *rest, **more)

    s3 = lake.client("s3", host="s3.localhost", s3={"addressing_style": "virtual"})
    socket.getaddrinfo = on_this_machine
    try:
        s3.put_object(Bucket=bucket, Key="k", Body=b"v")
    finally:
        socket.getaddrinfo = look_up
    assert lake.client("s3").get_object(Bucket=bucket, Key="k")["Body"].read() == b"v"
