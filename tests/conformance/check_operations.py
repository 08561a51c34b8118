"""Every operation of the services that the lake does not have is refused as such, never answered by another one."""

import os

from botocore import xform_name

from lake import check

COVERED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../fixtures/local-operations.txt")
# The names that signatures have for services, and boto3's.
SERVICES = {
    "athena": "athena",
    "events": "events",
    "glue": "glue",
    "iam": "iam",
    "kms": "kms",
    "lakeformation": "lakeformation",
    "logs": "logs",
    "monitoring": "cloudwatch",
    "s3": "s3",
    "sts": "sts",
}
# Older names of operations that the lake has; they are the same requests.
ALIASES = {"GetBucketLifecycle", "GetBucketNotification", "PutBucketLifecycle", "PutBucketNotification"}


def covered():
    with open(COVERED, encoding="utf-8") as file:
        return {tuple(line.split()) for line in file if line.strip()}


def value(shape, bucket, name=""):
    """The least value that a model takes."""
    kind = shape.type_name
    if kind == "structure":
        return {member: value(shape.members[member], bucket, member) for member in shape.required_members}
    if kind == "list":
        return [value(shape.member, bucket)]
    if kind == "map":
        return {value(shape.key, bucket): value(shape.value, bucket)}
    if kind == "string" and name == "Bucket":
        return bucket
    if kind == "string":
        return shape.enum[0] if shape.enum else "a" * max(shape.metadata.get("min", 1), 4)
    if kind in ("integer", "long"):
        return max(1, shape.metadata.get("min", 1))
    return {"boolean": True, "timestamp": 1_700_000_000, "blob": b"x"}.get(kind, 1.0)


@check("each operation that the lake does not have is refused by its name, and changes nothing")
def missing(lake):
    have, wrong, asked = covered(), [], 0
    bucket, s3 = lake.bucket(), lake.client("s3")
    s3.put_object(Bucket=bucket, Key="aaaa", Body=b"kept")
    for signing_name, service in SERVICES.items():
        client = lake.client(service, parameter_validation=False)
        for operation in client.meta.service_model.operation_names:
            if (signing_name, operation) in have or operation in ALIASES:
                continue
            asked += 1
            shape = client.meta.service_model.operation_model(operation).input_shape
            try:
                answer = getattr(client, xform_name(operation))(**(value(shape, bucket) if shape else {}))
            except client.exceptions.ClientError as error:
                # A client that does not find the code knows the status.
                code = error.response.get("Error", {}).get("Code")
                status = error.response["ResponseMetadata"]["HTTPStatusCode"]
                if code not in ("NotImplemented", "501") or status != 501:
                    wrong.append(f"{signing_name} {operation}: {error}")
            else:
                wrong.append(f"{signing_name} {operation} was answered: {answer}")
    assert not wrong, "\n        ".join(wrong)
    assert asked > 500, asked
    assert s3.get_object(Bucket=bucket, Key="aaaa")["Body"].read() == b"kept"


def forbidden(shape, least):
    """Inputs that a model does not allow, each for one reason; `least` makes one that it allows."""
    for name in shape.required_members:
        yield f"without {name}", {other: given for other, given in least().items() if other != name}
    for name, member in shape.members.items():
        kind, bounds = member.type_name, member.metadata
        if name == "EndpointId":
            continue  # botocore wants a library of its own for it, and asks another host
        if kind == "string" and member.enum:
            yield f"{name} of no known value", {**least(), name: "no-such-value"}
        elif kind == "string" and 0 < bounds.get("max", 0) < 5000:
            yield f"{name} too long", {**least(), name: "a" * (bounds["max"] + 1)}
        elif kind in ("integer", "long") and "min" in bounds:
            yield f"{name} too small", {**least(), name: bounds["min"] - 1}
        if kind in ("string", "integer", "boolean"):
            yield f"{name} of another type", {**least(), name: ["a", "list"]}


@check("each operation refuses what its model does not allow, whatever is there")
def models(lake):
    refusals = {"SerializationException", "ValidationException", "ValidationError", "InvalidInputException"}
    refusals |= {"InvalidRequestException", "InvalidParameterException"}
    wrong, asked = [], 0
    for signing_name, operation in sorted(covered()):
        if signing_name in ("s3", "iam", "sts"):
            continue
        client = lake.client(SERVICES[signing_name], parameter_validation=False)
        shape = client.meta.service_model.operation_model(operation).input_shape
        for why, given in forbidden(shape, lambda: value(shape, "")) if shape else ():
            asked += 1
            try:
                getattr(client, xform_name(operation))(**given)
            except client.exceptions.ClientError as error:
                code = error.response["Error"]["Code"]
                if code not in refusals:
                    wrong.append(f"{signing_name} {operation} {why}: {code}")
            else:
                wrong.append(f"{signing_name} {operation} {why} was answered")
    assert not wrong, "\n        ".join(wrong)
    assert asked > 1000, asked
