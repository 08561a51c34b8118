"""Who may talk to the port, and how requests are signed."""

import json

from lake import Lake, check, refused, unique


@check("the health of the lake is for every process on this machine")
def health(lake):
    status, body = lake.get("/_lake/health")
    assert status == 200 and json.loads(body)["status"] == "ok", (status, body)


@check("a request with an Origin is refused")
def origin(lake):
    assert lake.get("/_lake/health", headers={"Origin": "http://127.0.0.1"})[0] == 403


@check("a request for a foreign host is refused")
def foreign_host(lake):
    assert lake.get("/_lake/health", headers={"Host": "rebound.example.com"})[0] == 403


@check("a wrong secret key is refused by every service")
def wrong_secret(lake):
    wrong = {"secret_key": "x" * 40}
    refused(lake.client("sts", **wrong).get_caller_identity, "SignatureDoesNotMatch")
    refused(lake.client("s3", **wrong).list_buckets, "SignatureDoesNotMatch")
    for service, call in (
        ("glue", "get_databases"),
        ("athena", "list_work_groups"),
        ("lakeformation", "list_permissions"),
        ("cloudwatch", "describe_alarms"),
        ("logs", "describe_log_groups"),
    ):
        refused(getattr(lake.client(service, **wrong), call), "InvalidSignatureException")


@check("an unknown access key is refused")
def unknown_key(lake):
    refused(lake.client("sts", access_key="AKIAAAAAAAAAAAAAAAAA").get_caller_identity, "InvalidClientTokenId")
    refused(lake.client("glue", access_key="AKIAAAAAAAAAAAAAAAAA").get_databases, "UnrecognizedClientException")
    refused(lake.client("s3", access_key="AKIAAAAAAAAAAAAAAAAA").list_buckets, "InvalidAccessKeyId")


@check("the caller is the root of the account, a session is its role")
def caller(lake):
    identity = lake.client("sts").get_caller_identity()
    assert identity["Account"] == "123456789012" and identity["Arn"].endswith(":root"), identity
    identity = lake.as_role("analyst", "sts").get_caller_identity()
    assert identity["Arn"] == "arn:aws:sts::123456789012:assumed-role/analyst/check", identity
    assert identity["UserId"].endswith(":check"), identity


@check("a session without its token is refused")
def no_token(lake):
    keys = lake.client("sts").assume_role(RoleArn=lake.role("analyst"), RoleSessionName="check")["Credentials"]
    client = lake.client("glue", keys["AccessKeyId"], keys["SecretAccessKey"])
    refused(client.get_databases, "UnrecognizedClientException")


@check("regions are apart: the signature says which one is meant")
def regions(lake):
    name = unique("region").replace("-", "_")
    lake.client("glue").create_database(DatabaseInput={"Name": name})
    refused(lambda: lake.client("glue", region="us-west-2").get_database(Name=name), "EntityNotFoundException")


@check("an operation that the lake does not have is refused by name")
def not_implemented(lake):
    refused(lake.client("glue").list_ml_transforms, "NotImplemented")
    refused(lake.client("events").list_archives, "NotImplemented")
    refused(lake.client("iam").list_users, "NotImplemented")


@check("a reset empties a lake, and only where it was allowed")
def reset(lake):
    with Lake(lake.binary) as careful:
        assert careful.get("/_lake/reset", method="POST")[0] == 403
    with Lake(lake.binary, "--allow-reset") as fresh:
        bucket = fresh.bucket()
        fresh.client("s3").put_object(Bucket=bucket, Key="k", Body=b"v")
        assert fresh.get("/_lake/reset", method="POST")[0] == 200
        assert fresh.client("s3").list_buckets()["Buckets"] == []
        fresh.bucket()


@check("--any-credentials takes any signature")
def any_credentials(lake):
    with Lake(lake.binary, "--any-credentials") as open_lake:
        keys = {"access_key": "testing", "secret_key": "testing"}
        assert open_lake.client("sts", **keys).get_caller_identity()["Account"] == "123456789012"
        assert open_lake.client("s3", **keys).list_buckets()["Buckets"] == []
        assert open_lake.client("glue", **keys).get_databases()["DatabaseList"] is not None
