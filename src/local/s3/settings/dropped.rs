//! What of a document `s3s` does not know: it would be dropped without a word, so it is refused by name.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::Event;
use s3s::xml::{SerializeContent, Serializer};

use super::malformed;
use crate::s3::service::Service;
use crate::wire::ServiceError;

/// The names of the elements of a document, without their namespaces.
fn names(xml: &[u8]) -> Result<BTreeSet<String>, ServiceError> {
    let mut reader = Reader::from_str(std::str::from_utf8(xml).map_err(|_| malformed())?);
    let mut names = BTreeSet::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                names.insert(element.local_name().as_ref().to_owned());
            }
            Ok(Event::Eof) => return Ok(names),
            Ok(_) => {}
            Err(_) => return Err(malformed()),
        }
    }
}

/// Refuses a document that has more than what was understood of it.
pub fn refuse<T: SerializeContent>(
    service: &Service,
    operation: &str,
    root: &str,
    understood: &T,
) -> Result<(), ServiceError> {
    let Some(document) = &service.document else { return Ok(()) };
    let mut kept = Vec::new();
    Serializer::new(&mut kept).content(root, understood).map_err(|_| malformed())?;
    let kept = names(&kept)?;
    match names(document)?.iter().find(|name| *name != root && !kept.contains(*name)) {
        Some(dropped) => Err(ServiceError::unsupported(format_args!("s3 {operation} with {dropped}"))),
        None => Ok(()),
    }
}

/// Elements that `s3s` calls malformed although S3 knows them; said by name before it sees them.
pub fn refused_early(document: &[u8]) -> Option<ServiceError> {
    const KNOWN_TO_S3: &[&str] = &["BlockedEncryptionTypes"];
    let names = names(document).ok()?;
    let found = KNOWN_TO_S3.iter().find(|name| names.contains(**name))?;
    Some(ServiceError::unsupported(format_args!("s3 bucket settings with {found}")))
}

/// The tags in the document of a new bucket, which `s3s` does not know.
pub fn tags(document: &[u8]) -> Result<Vec<(String, String)>, ServiceError> {
    let mut reader = Reader::from_str(std::str::from_utf8(document).map_err(|_| malformed())?);
    let mut path: Vec<String> = Vec::new();
    let (mut tags, mut key, mut value) = (Vec::new(), String::new(), String::new());
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => path.push(element.local_name().as_ref().to_owned()),
            Ok(Event::Text(text)) => append(&path, &text, &mut key, &mut value),
            Ok(Event::GeneralRef(reference)) => {
                let reference = format!("&{};", &*reference);
                let text = quick_xml::escape::unescape(&reference).map_err(|_| malformed())?;
                append(&path, &text, &mut key, &mut value);
            }
            Ok(Event::End(_)) => {
                if path.pop().as_deref() == Some("Tag") {
                    tags.push((std::mem::take(&mut key), std::mem::take(&mut value)));
                }
            }
            Ok(Event::Eof) => return Ok(tags),
            Ok(_) => {}
            Err(_) => return Err(malformed()),
        }
    }
}

/// Adds a text to the part of a tag that it is in.
fn append(path: &[String], text: &str, key: &mut String, value: &mut String) {
    match path.last().map(String::as_str) {
        Some("Key") => key.push_str(text),
        Some("Value") => value.push_str(text),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_and_tags_are_found() {
        let document = br#"<CreateBucketConfiguration xmlns="x"><Tags><Tag><Key>a</Key><Value>b &amp; c</Value></Tag></Tags></CreateBucketConfiguration>"#;
        let found: Vec<String> = names(document).unwrap().into_iter().collect();
        assert_eq!(found, ["CreateBucketConfiguration", "Key", "Tag", "Tags", "Value"]);
        assert_eq!(tags(document).unwrap(), [("a".to_owned(), "b & c".to_owned())]);
        assert!(names(b"<a><b></a>").is_err());
    }
}
