//! Uploads in parts, and what is told of an object's parts.

use super::*;

#[test]
fn an_upload_in_parts_becomes_one_object() {
    let client = Client::with_bucket();
    let started = client.send("POST", "/raw/big?uploads", &[("content-type", "text/plain")], b"").ok();
    let id = started.all("UploadId")[0].clone();
    let large = vec![b'a'; 5 << 20];
    let part = |number: u32, body: &[u8]| {
        client.put(&format!("/raw/big?partNumber={number}&uploadId={id}"), body).ok().header("etag").to_owned()
    };
    let (first, last) = (part(1, &large), part(3, b"tail"));
    let complete = |parts: &[(u32, &str)]| {
        let parts: String = parts
            .iter()
            .map(|(number, etag)| format!("<Part><PartNumber>{number}</PartNumber><ETag>{etag}</ETag></Part>"))
            .collect();
        let body = format!("<CompleteMultipartUpload>{parts}</CompleteMultipartUpload>");
        client.send("POST", &format!("/raw/big?uploadId={id}"), &[], body.as_bytes())
    };
    assert_eq!(client.get(&format!("/raw/big?uploadId={id}")).ok().all("PartNumber"), ["1", "3"]);
    assert_eq!(client.get("/raw?uploads").ok().all("UploadId"), [id.as_str()]);
    complete(&[(3, &last), (1, &first)]).fails(400, "InvalidPartOrder");
    complete(&[(1, "\"wrong\""), (3, &last)]).fails(400, "InvalidPart");
    client.get("/raw/big").fails(404, "NoSuchKey");
    let done = complete(&[(1, &first), (3, &last)]).ok();
    assert!(done.all("ETag")[0].contains("-2"), "{}", done.text());
    let got = client.get("/raw/big").ok();
    assert_eq!(got.body.len(), large.len() + 4);
    assert_eq!(got.header("content-type"), "text/plain");
    let tail = client.get("/raw/big?partNumber=2").ok();
    assert_eq!((tail.status.as_u16(), tail.text().as_str()), (206, "tail"));
    assert_eq!(tail.header("x-amz-mp-parts-count"), "2");
    // Asked again because the answer was lost, S3 answers again; another completion finds no upload.
    assert_eq!(complete(&[(1, &first), (3, &last)]).ok().all("ETag"), done.all("ETag"));
    complete(&[(1, &first)]).fails(404, "NoSuchUpload");
    // The whole's checksum is that of its bytes, however it was put together.
    let whole = client.send("HEAD", "/raw/big", &[("x-amz-checksum-mode", "ENABLED")], b"").ok();
    let mut bytes = large.clone();
    bytes.extend_from_slice(b"tail");
    client.put("/raw/once", &bytes).ok();
    let once = client.send("HEAD", "/raw/once", &[("x-amz-checksum-mode", "ENABLED")], b"").ok();
    assert_eq!(whole.header("x-amz-checksum-crc64nvme"), once.header("x-amz-checksum-crc64nvme"));
    let blobs = client.lake.lake.directory().join("blobs");
    let files: usize = std::fs::read_dir(blobs)
        .unwrap()
        .map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap().count())
        .sum();
    assert_eq!(files, 2, "the parts are gone");
}

#[test]
fn an_object_is_described_by_the_names_asked_for() {
    let client = Client::with_bucket();
    client.put("/raw/k", b"hello").ok();
    let told =
        client.send("GET", "/raw/k?attributes", &[("x-amz-object-attributes", "ETag,ObjectSize,Checksum")], b"").ok();
    assert_eq!(told.all("ObjectSize"), ["5"]);
    assert_eq!(told.all("ChecksumCRC64NVME").len(), 1);
    assert!(told.all("StorageClass").is_empty());
    client.send("GET", "/raw/k?attributes", &[("x-amz-object-attributes", "Color")], b"").fails(400, "InvalidArgument");
}

#[test]
fn parts_are_not_too_small() {
    let client = Client::with_bucket();
    let id = client.send("POST", "/raw/big?uploads", &[], b"").ok().all("UploadId")[0].clone();
    let etags: Vec<String> = (1..=2)
        .map(|number| {
            client.put(&format!("/raw/big?partNumber={number}&uploadId={id}"), b"x").ok().header("etag").to_owned()
        })
        .collect();
    let body = format!(
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{}</ETag></Part><Part><PartNumber>2</PartNumber><ETag>{}</ETag></Part></CompleteMultipartUpload>",
        etags[0], etags[1]
    );
    client.send("POST", &format!("/raw/big?uploadId={id}"), &[], body.as_bytes()).fails(400, "EntityTooSmall");
    client.put(&format!("/raw/big?partNumber=10001&uploadId={id}"), b"x").fails(400, "InvalidArgument");
    assert_eq!(client.send("DELETE", &format!("/raw/big?uploadId={id}"), &[], b"").status.as_u16(), 204);
    client.get(&format!("/raw/big?uploadId={id}")).fails(404, "NoSuchUpload");
}

#[test]
fn an_upload_that_names_no_checksum_gets_that_of_s3_whatever_its_parts_come_with() {
    let client = Client::with_bucket();
    client.put("/raw/plain", b"123456789").ok();
    let id = client.send("POST", "/raw/big?uploads", &[], b"").ok().all("UploadId")[0].clone();
    let part = format!("/raw/big?partNumber=1&uploadId={id}");
    let sent = client.send("PUT", &part, &[("x-amz-checksum-crc32", "y/Q5Jg==")], b"123456789").ok();
    assert_eq!(sent.header("x-amz-checksum-crc32"), "y/Q5Jg==", "what came is told");
    client.send("PUT", &part, &[("x-amz-checksum-crc32", "AAAAAA==")], b"123456789").fails(400, "BadDigest");
    let body = format!(
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{}</ETag><ChecksumCRC32>y/Q5Jg==</ChecksumCRC32></Part></CompleteMultipartUpload>",
        sent.header("etag")
    );
    let done = client.send("POST", &format!("/raw/big?uploadId={id}"), &[], body.as_bytes()).ok();
    assert_eq!(done.all("ChecksumCRC64NVME"), ["rosUhgp5mIg="]);
    let listed = client.get("/raw?list-type=2").ok();
    assert_eq!(listed.all("ChecksumAlgorithm"), ["CRC64NVME", "CRC64NVME"]);
    assert_eq!(listed.all("ChecksumType"), ["FULL_OBJECT", "FULL_OBJECT"]);
}
