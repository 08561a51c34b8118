//! Forms that a browser sends (POST Object), in the shape that `s3s` reads: each part with its name and its type and
//! nothing else, and `${filename}` as the name of the file.
//!
//! Only what comes before the file is read here; the file goes on as a stream.
//! Source: S3 API Reference, "POST Object" and "Creating a POST policy": variables are expanded before the policy is checked.

use bytes::{Bytes, BytesMut};
use futures::{StreamExt, stream};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderValue, Method};
use http_body::Frame;
use http_body_util::{BodyExt, BodyStream, StreamBody};

use crate::wire::{Body, ServiceError};

/// The most that may come before the file.
const HEAD_LIMIT: usize = 64 << 10;

/// What stands for the name of the file.
const FILENAME: &str = "${filename}";

/// Fields that are what the signer said, to the byte.
const SIGNED: [&str; 3] = ["policy", "signature", "x-amz-signature"];

/// A form up to the first byte of its file.
struct Head<'a> {
    /// Name and value.
    fields: Vec<(String, &'a [u8])>,
    filename: String,
    content_type: Option<String>,
    /// Where the file begins.
    file: usize,
}

/// Brings a form into shape. Where signatures are not checked, its own goes: the policy still holds.
pub async fn prepare(parts: &mut Parts, body: Body, is_checked: bool) -> Result<Body, ServiceError> {
    let Some(boundary) = boundary(parts) else { return Ok(body) };
    let mut frames = BodyStream::new(body);
    let mut read = BytesMut::new();
    let head = loop {
        let head = parse(&read, boundary.as_bytes());
        if head.as_ref().map_or(read.len(), |head| head.file) > HEAD_LIMIT {
            return Err(ServiceError::client(
                "MaxPostPreDataLengthExceeded",
                "Your POST request fields preceding the upload file were too large.",
            ));
        }
        if let Some(head) = head {
            break Some((write(&head, &boundary, is_checked), head.file));
        }
        match frames.next().await {
            Some(Ok(frame)) => read.extend_from_slice(frame.data_ref().map_or(&[], |data| data.as_ref())),
            Some(Err(_)) => return Err(ServiceError::client("IncompleteBody", "The request body was cut off.")),
            // A form without a file is refused where it is read.
            None => break None,
        }
    };
    let before = match head {
        Some((text, file)) => {
            let told = parts.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
            if let Some(length) = told.and_then(|length| (length + text.len()).checked_sub(file)) {
                parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
            }
            let rest = read.split_off(file).freeze();
            [Bytes::from(text), rest]
        }
        None => [read.freeze(), Bytes::new()],
    };
    let before = stream::iter(before).map(|bytes| Ok(Frame::data(bytes)));
    Ok(BodyExt::boxed(StreamBody::new(before.chain(frames))))
}

/// The boundary between the parts of a form about a bucket.
fn boundary(parts: &Parts) -> Option<String> {
    if parts.method != Method::POST || super::names_key(parts) {
        return None;
    }
    let given = parts.headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let (kind, parameters) = given.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("boundary").then(|| value.trim().trim_matches('"').to_owned())
    })?;
    Some(boundary).filter(|boundary| !boundary.is_empty())
}

/// Reads a form up to its file; nothing when that has not come yet, or never will.
fn parse<'a>(read: &'a [u8], boundary: &[u8]) -> Option<Head<'a>> {
    let mark = [b"--", boundary].concat();
    let mut at = if read.starts_with(b"\r\n") { 2 } else { 0 };
    let mut fields = Vec::new();
    loop {
        at += read.get(at..)?.strip_prefix(mark.as_slice()).map(|_| mark.len())?;
        // The last mark ends in two dashes: there is no file.
        at += read.get(at..)?.strip_prefix(b"\r\n").map(|_| 2)?;
        let end = at + find(read.get(at..)?, b"\r\n\r\n")?;
        let headers = String::from_utf8_lossy(&read[at..end]);
        let disposition = header(&headers, "content-disposition")?;
        let name = parameter(disposition, "name")?;
        let value = end + 4;
        if name.eq_ignore_ascii_case("file") {
            let filename = parameter(disposition, "filename").unwrap_or_default();
            // Some browsers say the whole path.
            let filename = filename.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
            let content_type = header(&headers, "content-type").map(str::to_owned);
            return Some(Head { fields, filename, content_type, file: value });
        }
        let next = value + find(read.get(value..)?, &[b"\r\n", mark.as_slice()].concat())?;
        fields.push((name, &read[value..next]));
        at = next + 2;
    }
}

fn write(head: &Head<'_>, boundary: &str, is_checked: bool) -> Vec<u8> {
    let mut text = Vec::new();
    for (name, value) in &head.fields {
        let is_signed = SIGNED.iter().any(|signed| name.eq_ignore_ascii_case(signed));
        if is_signed && !is_checked && !name.eq_ignore_ascii_case("policy") {
            continue;
        }
        text.extend_from_slice(
            format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n").as_bytes(),
        );
        match std::str::from_utf8(value) {
            Ok(value) if !is_signed => text.extend_from_slice(value.replace(FILENAME, &head.filename).as_bytes()),
            _ => text.extend_from_slice(value),
        }
        text.extend_from_slice(b"\r\n");
    }
    let part = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n");
    text.extend_from_slice(part.as_bytes());
    if let Some(content_type) = &head.content_type {
        text.extend_from_slice(format!("Content-Type: {content_type}\r\n").as_bytes());
    }
    text.extend_from_slice(b"\r\n");
    text
}

fn header<'a>(headers: &'a str, wanted: &str) -> Option<&'a str> {
    headers.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case(wanted).then(|| value.trim())
    })
}

/// A parameter of a disposition, quoted or not.
fn parameter(disposition: &str, wanted: &str) -> Option<String> {
    let mut rest = disposition.split_once(';')?.1;
    loop {
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let (value, next) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => after.split_once(';').map_or((after, ""), |(value, _)| (value, &after[value.len()..])),
        };
        if name.trim_matches([' ', ';']).eq_ignore_ascii_case(wanted) {
            return Some(value.trim().to_owned());
        }
        rest = next;
    }
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_of_a_disposition() {
        let given = r#"form-data; name="file"; filename="a; b=c.txt"; x=y"#;
        assert_eq!(parameter(given, "name").as_deref(), Some("file"));
        assert_eq!(parameter(given, "filename").as_deref(), Some("a; b=c.txt"));
        assert_eq!(parameter(given, "x").as_deref(), Some("y"));
        assert_eq!(parameter("form-data; name=key", "name").as_deref(), Some("key"));
        assert_eq!(parameter("form-data", "name"), None);
    }

    #[test]
    fn a_form_is_read_up_to_its_file_wherever_it_is_cut() {
        let form = "--X\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nup/${filename}\r\n\
                    --X\r\nContent-Type: text/csv\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\d\\n.csv\"\r\n\
                    Content-Transfer-Encoding: binary\r\n\r\nfirst";
        let start = form.find("first").unwrap();
        for cut in 0..start {
            assert!(parse(&form.as_bytes()[..cut], b"X").is_none(), "{cut}");
        }
        let head = parse(form.as_bytes(), b"X").unwrap();
        assert_eq!(
            (head.file, head.filename.as_str(), head.content_type.as_deref()),
            (start, "n.csv", Some("text/csv"))
        );
        let written = String::from_utf8(write(&head, "X", true)).unwrap();
        assert!(written.contains("\r\n\r\nup/n.csv\r\n--X\r\n"), "{written}");
        assert!(!written.contains("Transfer"), "{written}");
        assert!(parse(b"--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--X--\r\n", b"X").is_none());
    }
}
