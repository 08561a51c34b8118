"""What a program signs and another sends: forms of a browser, and URLs of either signature."""

import urllib.error
import urllib.request

from lake import check


def send(url, method, body, headers=None):
    """A request as a browser sends it: (status, body)."""
    request = urllib.request.Request(url, data=body, method=method, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def post(signed, filename, data):
    """Sends a form as a browser does."""
    boundary = "----checks7d1f"
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in signed["fields"].items()
    ]
    parts.append(
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{filename}"\r\n'
        "Content-Type: text/csv\r\n\r\n"
    )
    body = "".join(parts).encode() + data + f"\r\n--{boundary}--\r\n".encode()
    return send(signed["url"], "POST", body, {"Content-Type": f"multipart/form-data; boundary={boundary}"})


@check("a browser's form is stored under the name of its file, as far as its policy allows")
def forms(lake):
    s3, bucket = lake.client("s3"), lake.bucket()
    limits = [["content-length-range", 1, 20], ["eq", "$x-amz-meta-from", "form"]]
    signed = s3.generate_presigned_post(bucket, "up/${filename}", Fields={"x-amz-meta-from": "form"}, Conditions=limits)
    status, body = post(signed, "C:\\folder\\a b.csv", b"1,2\r\n")
    assert status == 204, (status, body)
    got = s3.get_object(Bucket=bucket, Key="up/a b.csv")
    assert (got["Body"].read(), got["Metadata"]) == (b"1,2\r\n", {"from": "form"}), got
    status, body = post(signed, "large.csv", b"x" * 21)
    assert (status, b"<Code>EntityTooLarge</Code>" in body) == (400, True), body
    signed["fields"]["x-amz-meta-from"] = "elsewhere"
    status, body = post(signed, "a.csv", b"1")
    assert (status, b"Policy Condition failed" in body, b"<RequestId>" in body) == (403, True, True), body
    signed["fields"]["x-amz-signature"] = "0" * 64
    status, body = post(signed, "a.csv", b"1")
    assert (status, b"SignatureDoesNotMatch" in body, b"<Message>" in body) == (403, True, True), body


@check("a presigned URL of either signature says metadata in its query")
def presigned(lake):
    bucket = lake.bucket()
    for version in ("s3", "s3v4"):
        s3 = lake.client("s3", signature_version=version)
        place = {"Bucket": bucket, "Key": version}
        url = s3.generate_presigned_url("put_object", Params={**place, "Metadata": {"from": "url"}})
        # The newer signature names the headers that have to be sent.
        headers = {"x-amz-meta-from": "url"} if version == "s3v4" else {}
        # urllib would say a type of its own, which the older signature is made over.
        status, body = send(url, "PUT", b"hello", {"Content-Type": "", **headers})
        assert status == 200, (version, body)
        assert s3.head_object(**place)["Metadata"] == {"from": "url"}, version
        status, body = send(s3.generate_presigned_url("get_object", Params=place), "GET", None)
        assert (status, body) == (200, b"hello"), (version, body)
        changed = url.replace("x-amz-meta-from=url", "x-amz-meta-from=other")
        status, body = send(changed, "PUT", b"x", {"Content-Type": "", **dict.fromkeys(headers, "other")})
        assert (status, b"SignatureDoesNotMatch" in body, b"<Message>" in body) == (403, True, True), (version, body)
