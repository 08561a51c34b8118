//! Rows 2 to 6: every listing, with answers that are cut, false, late, or never end.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ciborium::Value as Cbor;
use serde_json::Value;

use super::listing::{LISTS, List, Shape, bucket, filled};
use super::*;
use crate::error::Kind;

/// The listing on a good day: the number of items, and the length of the answer.
async fn whole(behind: &Behind, list: &List) -> (usize, usize) {
    let operation = list.operation;
    let (read, journal) = behind.on_a_bad_day(|_| None).await;
    let found = (list.ask)(&read).await;
    let found = found.unwrap_or_else(|error| panic!("{operation}: {:?}", error.chain()));
    let length = journal.length(operation);
    (found, length.unwrap_or_else(|| panic!("nobody asks {operation}, but {:?}", journal.all())))
}

#[tokio::test]
async fn row_2_an_answer_cut_anywhere_is_an_error_in_every_listing() {
    let behind = filled().await;
    for list in LISTS {
        let operation = list.operation;
        let (found, length) = whole(&behind, list).await;
        let end = Arc::new(AtomicUsize::new(length));
        let at = end.clone();
        let (read, _) = behind
            .on_a_bad_day(move |asked| (asked.operation == operation).then(|| Fault::Cut(at.load(Ordering::SeqCst))))
            .await;
        assert_eq!((list.ask)(&read).await.unwrap(), found, "{operation}");
        // The first and the last bytes each; between them, where there is much of the same, some.
        let ends = (0..length).filter(|at| *at < 24 || *at + 24 > length || at % 23 == 0);
        for cut in ends {
            end.store(cut, Ordering::SeqCst);
            let answer = (list.ask)(&read).await;
            assert!(answer.is_err(), "{operation}: {cut} of {length} bytes are taken for all: {answer:?}");
        }
    }
}

#[tokio::test]
async fn row_2_a_connection_that_breaks_in_an_answer_is_an_error_in_every_listing() {
    let behind = filled().await;
    for list in LISTS {
        let operation = list.operation;
        let (_, length) = whole(&behind, list).await;
        for end in [0, 1, length / 2, length] {
            let (read, journal) =
                behind.on_a_bad_day(move |asked| (asked.operation == operation).then_some(Fault::Broken(end))).await;
            assert!((list.ask)(&read).await.is_err(), "{operation}: {end} of {length}");
            // Looking again does no harm.
            let most = 4 * list.at_once();
            assert!((4..=most).contains(&journal.count(operation)), "{operation}: {end} of {length}");
        }
    }
}

#[tokio::test]
async fn row_3_a_service_that_is_busy_is_asked_four_times_by_every_listing() {
    let behind = filled().await;
    for list in LISTS {
        let operation = list.operation;
        for (status, text) in [(503, ""), (500, "oops"), (502, "<html>Bad Gateway</html>")] {
            let (read, journal) = behind
                .on_a_bad_day(move |asked| (asked.operation == operation).then_some(Fault::Instead(status, text)))
                .await;
            let error = (list.ask)(&read).await.unwrap_err();
            let most = 4 * list.at_once();
            assert!((4..=most).contains(&journal.count(operation)), "{operation}: {status}: {:?}", error.chain());
        }
    }
}

#[tokio::test]
async fn row_4_a_service_that_never_answers_is_given_up_in_every_listing() {
    let behind = filled().await;
    for list in LISTS {
        let operation = list.operation;
        let (read, journal) =
            behind.short_of_patience(move |asked| (asked.operation == operation).then_some(Fault::Silence)).await;
        let error = (list.ask)(&read).await.unwrap_err();
        assert_eq!(error.kind(), Kind::TimedOut, "{operation}: {:?}", error.chain());
        assert!((1..=4 * list.at_once()).contains(&journal.count(operation)), "{operation}");
    }
}

#[tokio::test]
async fn row_4_a_late_answer_is_an_answer() {
    let behind = filled().await;
    let (read, journal) = behind.on_a_bad_day(|_| Some(Fault::Late(Duration::from_millis(40)))).await;
    assert_eq!(read.registries().await.unwrap().len(), 1);
    assert_eq!(journal.count("ListRegistries"), 1);
}

/// The error of a service in its own protocol.
fn lie(body: &[u8]) -> Vec<u8> {
    match body.first() {
        Some(b'{') => br#"{"__type":"InternalServiceException","message":"oops"}"#.to_vec(),
        Some(b'<') => b"<Error><Code>InternalError</Code><Message>oops</Message></Error>".to_vec(),
        _ => {
            let text = |text: &str| Cbor::Text(text.to_owned());
            let error =
                Cbor::Map(vec![(text("__type"), text("InternalServiceFault")), (text("message"), text("oops"))]);
            let mut bytes = Vec::new();
            ciborium::into_writer(&error, &mut bytes).unwrap();
            bytes
        }
    }
}

#[tokio::test]
async fn row_5_an_error_that_comes_as_a_success_is_one_in_every_listing() {
    let behind = filled().await;
    for list in LISTS {
        let operation = list.operation;
        let (read, _) =
            behind.on_a_bad_day(move |asked| (asked.operation == operation).then_some(Fault::Changed(lie))).await;
        let answer = (list.ask)(&read).await;
        assert!(answer.is_err(), "{operation}: {answer:?}");
    }
}

/// The answer with a token of a next page, always the same.
fn endless(body: &[u8]) -> Vec<u8> {
    const TOKENS: [&str; 2] = ["NextToken", "nextToken"];
    match body.first() {
        Some(b'{') => {
            let mut answer: Value = serde_json::from_slice(body).unwrap();
            for token in TOKENS {
                answer[token] = "again".into();
            }
            answer.to_string().into_bytes()
        }
        Some(b'<') => {
            let text = String::from_utf8(body.to_vec()).unwrap();
            let text = text.replace("<IsTruncated>false</IsTruncated>", "<IsTruncated>true</IsTruncated>");
            let end = text.rfind("</").unwrap();
            let token = "<NextContinuationToken>again</NextContinuationToken><ContinuationToken>again</ContinuationToken>\
                         <NextKeyMarker>again</NextKeyMarker><NextUploadIdMarker>again</NextUploadIdMarker>\
                         <NextPartNumberMarker>7</NextPartNumberMarker>";
            format!("{}{token}{}", &text[..end], &text[end..]).into_bytes()
        }
        _ => {
            let mut answer: Cbor = ciborium::from_reader(body).unwrap();
            let map = answer.as_map_mut().unwrap();
            map.retain(|(name, _)| name.as_text() != Some(TOKENS[0]));
            map.push((Cbor::Text(TOKENS[0].to_owned()), Cbor::Text("again".to_owned())));
            let mut bytes = Vec::new();
            ciborium::into_writer(&answer, &mut bytes).unwrap();
            bytes
        }
    }
}

#[tokio::test]
async fn row_6_no_listing_goes_in_circles() {
    let behind = filled().await;
    for list in LISTS.iter().filter(|list| list.shape != Shape::Whole) {
        let operation = list.operation;
        let (read, journal) =
            behind.on_a_bad_day(move |asked| (asked.operation == operation).then_some(Fault::Again(endless))).await;
        let error = (list.ask)(&read).await.unwrap_err();
        assert!(error.to_string().contains("again and again"), "{operation}: {:?}", error.chain());
        assert!((2..=2 * list.at_once()).contains(&journal.count(operation)), "{operation}");
    }
}

/// More than there is, and no word of where.
fn without_end(body: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(body.to_vec()).unwrap();
    assert!(text.contains("<IsTruncated>false</IsTruncated>"), "{text}");
    text.replace("<IsTruncated>false</IsTruncated>", "<IsTruncated>true</IsTruncated>").into_bytes()
}

#[tokio::test]
async fn row_6_a_page_that_is_not_the_last_one_and_names_no_next_one_is_an_error() {
    let behind = filled().await;
    let (read, _) =
        behind.on_a_bad_day(|asked| (asked.operation == "GET /").then_some(Fault::Changed(without_end))).await;
    for error in [
        read.objects(&bucket(), "").await.unwrap_err(),
        read.uploads(&bucket(), "").await.unwrap_err(),
        read.each_object(&bucket(), "", |_, _| {}).await.unwrap_err(),
        read.measure(&bucket(), "", usize::MAX).await.unwrap_err(),
        read.version_page(&bucket(), "", None).await.map(|_| ()).unwrap_err(),
    ] {
        assert!(error.to_string().contains("does not say where they begin"), "{:?}", error.chain());
    }
}
