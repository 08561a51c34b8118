//! Forms that a browser sends, and URLs that say in their query what others say in headers.

use base64::Engine as _;

use super::*;

const BOUNDARY: &str = "form-7f3a";

/// A form with fields in order and a file.
fn form(fields: &[(&str, &str)], filename: &str, file: &str) -> String {
    let fields: String = fields
        .iter()
        .map(|(name, value)| {
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        })
        .collect();
    format!(
        "{fields}--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{filename}\"\r\n\
         Content-Type: text/csv\r\nContent-Transfer-Encoding: binary\r\n\r\n{file}\r\n--{BOUNDARY}--\r\n"
    )
}

fn policy(conditions: &str) -> String {
    let text =
        format!(r#"{{"expiration": "2999-01-01T00:00:00Z", "conditions": [{{"bucket": "raw"}}, {conditions}]}}"#);
    base64::engine::general_purpose::STANDARD.encode(text)
}

fn post(client: &Client, form: &str) -> Answer {
    let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
    client.send("POST", "/raw", &[("content-type", &content_type)], form.as_bytes())
}

#[test]
fn a_form_names_its_key_after_the_file() {
    let client = Client::with_bucket();
    let policy = policy(r#"["starts-with", "$key", "up/"]"#);
    let fields = [("key", "up/${filename}"), ("policy", &policy), ("x-amz-signature", "of another lake")];
    assert_eq!(post(&client, &form(&fields, "C:\\data\\a b.csv", "1,2\r\n")).ok().status.as_u16(), 204);
    assert_eq!(client.get("/raw/up/a%20b.csv").ok().body, b"1,2\r\n");
}

#[test]
fn a_form_that_its_policy_does_not_allow_is_denied_and_says_by_which_condition() {
    let client = Client::with_bucket();
    let policy = policy(r#"["starts-with", "$key", "up/"], ["eq", "$x-amz-meta-a", "it's 1"]"#);
    let fields = |key: &str, meta: &str| form(&[("key", key), ("x-amz-meta-a", meta), ("policy", &policy)], "n", "x");
    let answer = post(&client, &fields("down/n", "it's 1")).fails(403, "AccessDenied");
    let said = "Policy Condition failed: [&quot;starts-with&quot;,&quot;$key&quot;,&quot;up/&quot;]";
    assert!(answer.text().contains(said), "{}", answer.text());
    let answer = post(&client, &fields("up/n", "2")).fails(403, "AccessDenied");
    assert!(answer.text().contains("$x-amz-meta-a&quot;,&quot;it&apos;s 1&quot;]"), "{}", answer.text());
    assert_eq!(answer.all("RequestId"), [answer.header("x-amz-request-id")]);
    post(&client, &fields("up/n", "it's 1")).ok();
    assert_eq!(client.get("/raw/up/n").ok().header("x-amz-meta-a"), "it's 1");
}

#[test]
fn a_form_without_a_file_or_with_too_much_before_it_is_refused() {
    let client = Client::with_bucket();
    let end = format!("--{BOUNDARY}--\r\n");
    let whole = form(&[("key", "k")], "n", "x");
    let file = whole.rfind(&format!("--{BOUNDARY}\r\nContent-Disposition")).unwrap();
    let without = format!("{}{end}", &whole[..file]);
    post(&client, &without).fails(400, "MalformedPOSTRequest");
    let long = "x".repeat(70 << 10);
    let answer = post(&client, &form(&[("key", "k"), ("x-ignore", &long)], "n", "x"));
    answer.fails(400, "MaxPostPreDataLengthExceeded");
}

#[test]
fn a_presigned_url_says_headers_in_its_query() {
    let client = Client::with_bucket();
    let newer = "X-Amz-Signature=00&x-amz-meta-Source=a%20b&x-amz-storage-class=STANDARD_IA&x-amz-tagging=k%3Dv";
    // Signed without a body: the checksum is that of an empty one, and S3 takes no notice of it.
    client.put(&format!("/raw/new?{newer}&x-amz-checksum-crc32=AAAAAA%3D%3D"), b"hello").ok();
    let got = client.get("/raw/new").ok();
    assert_eq!((got.header("x-amz-meta-source"), got.header("x-amz-storage-class")), ("a b", "STANDARD_IA"));
    assert_eq!(client.get("/raw/new?tagging").ok().all("Key"), ["k"]);
    client.put("/raw/old?AWSAccessKeyId=AKIA&Signature=00&x-amz-meta-source=a&content-type=text%2Fcsv", b"x").ok();
    let got = client.get("/raw/old").ok();
    assert_eq!((got.header("x-amz-meta-source"), got.header("content-type")), ("a", "text/csv"));
    // Without a signature they are parameters that mean nothing.
    client.put("/raw/plain?x-amz-meta-source=a", b"x").ok();
    assert_eq!(client.get("/raw/plain").ok().header("x-amz-meta-source"), "");
}

#[test]
fn errors_have_a_message_and_numbers_a_range() {
    let client = Client::with_bucket();
    let named = client.put("/RAW_x", b"").fails(400, "InvalidBucketName");
    assert_eq!(named.all("Message"), ["The specified bucket is not valid."]);
    for (path, message) in [
        ("/raw?max-keys=-1", "Argument maxKeys must be an integer between 0 and 2147483647"),
        ("/raw?uploads&max-uploads=-1", "Argument max-uploads must be an integer between 0 and 2147483647"),
        ("/raw?list-type=2&max-keys=9999999999", "Provided max-keys not an integer or within integer range"),
        ("/raw?list-type=2&continuation-token=", "The continuation token provided is incorrect"),
    ] {
        assert_eq!(client.get(path).fails(400, "InvalidArgument").all("Message"), [message], "{path}");
    }
    client.put("/raw/k", b"hello").ok();
    let whole = client.send("GET", "/raw/k", &[("range", "bytes=-")], b"").ok();
    assert_eq!((whole.status.as_u16(), whole.body.as_slice()), (200, b"hello".as_slice()));
}
