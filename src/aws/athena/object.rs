//! A result's object: its beginning, and parts of the rest that can be read at the same time.

use aws_sdk_s3::operation::get_object::GetObjectOutput;
use aws_sdk_s3::primitives::ByteStream;
use bytes::Bytes;

use crate::Read;
use crate::error::{Error, Result};
use crate::failure::Named;

/// How often in a row a body that broke off is taken up again.
const MOST_RESUMES: u32 = 3;
/// How much the first call asks for: small results need no second one.
const FIRST: u64 = 1 << 20;

/// A stretch of a result object, piece by piece. One that breaks off is taken up where it broke.
#[derive(Debug)]
pub struct ResultBody {
    object: ResultObject,
    body: ByteStream,
    /// Where in the object the next byte is.
    at: u64,
    /// Where the stretch ends.
    end: Option<u64>,
    resumes: u32,
}

/// A result object.
#[derive(Debug, Clone)]
pub struct ResultObject {
    read: Read,
    bucket: String,
    key: String,
    /// The version that is read: after a break, no other one is taken for it.
    etag: Option<String>,
    /// All its bytes, where the store says.
    length: Option<u64>,
}

impl ResultObject {
    /// All its bytes, where the store says.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Opens the stretch from `start` to before `end`.
    pub async fn part(&self, start: u64, end: u64) -> Result<ResultBody> {
        let body = self.get(start, Some(end)).await?.body;
        Ok(ResultBody { object: self.clone(), body, at: start, end: Some(end), resumes: 0 })
    }

    async fn get(&self, from: u64, end: Option<u64>) -> Result<GetObjectOutput> {
        let range = match end {
            Some(end) => Some(format!("bytes={from}-{}", end.saturating_sub(1))),
            None => (from > 0).then(|| format!("bytes={from}-")),
        };
        let call = self.read.clients.s3.get_object().bucket(&self.bucket).key(&self.key).set_range(range);
        let call = call.set_if_match(self.etag.clone()).expected_bucket_owner(self.read.account().await?);
        call.send().await.named("s3", "GetObject")
    }
}

impl ResultBody {
    /// Where the stretch ends in the object.
    pub fn end(&self) -> Option<u64> {
        self.end
    }

    /// The next piece; none at the end.
    pub async fn next(&mut self) -> Result<Option<Bytes>> {
        loop {
            let broken = match self.body.try_next().await {
                Ok(Some(piece)) => {
                    self.at += piece.len() as u64;
                    self.resumes = 0;
                    return Ok(Some(piece));
                }
                Ok(None) if self.end.is_none_or(|end| self.at >= end) => return Ok(None),
                Ok(None) => format!("it ended after {} bytes", self.at),
                Err(error) => error.to_string(),
            };
            self.resumes += 1;
            if self.resumes > MOST_RESUMES {
                let (bucket, key) = (&self.object.bucket, &self.object.key);
                return Err(Error::failed(format!("the result in s3://{bucket}/{key} broke off"))
                    .because(broken)
                    .hint("its rows so far were shown; read it again with lakectl queries results"));
            }
            self.body = self.object.get(self.at, self.end).await?.body;
        }
    }

    /// All of it.
    pub async fn all(&mut self) -> Result<Bytes> {
        let mut bytes = bytes::BytesMut::new();
        while let Some(piece) = self.next().await? {
            bytes.extend_from_slice(&piece);
        }
        Ok(bytes.freeze())
    }
}

impl Read {
    /// Opens a result object, `s3://bucket/key`: what it is, and its beginning.
    pub async fn result_object(&self, place: &str) -> Result<(ResultObject, ResultBody)> {
        let (bucket, key) = place
            .strip_prefix("s3://")
            .and_then(|rest| rest.split_once('/'))
            .ok_or_else(|| Error::failed(format!("the service names no object as the result but `{place}`")))?;
        let mut object = ResultObject {
            read: self.clone(),
            bucket: bucket.to_owned(),
            key: key.to_owned(),
            etag: None,
            length: None,
        };
        let answer = match object.get(0, Some(FIRST)).await {
            // Of an object without a byte there is no part.
            Err(error) if error.has_code(&["InvalidRange"]) => object.get(0, None).await?,
            answer => answer?,
        };
        let sent = answer.content_length.and_then(|length| u64::try_from(length).ok());
        // `bytes 0-99/1234`; a store that knows no ranges sends everything.
        let whole = answer.content_range.as_deref().and_then(|range| range.rsplit_once('/')?.1.parse::<u64>().ok());
        object.length = whole.or(sent);
        object.etag = answer.e_tag.filter(|etag| !etag.is_empty());
        let end = if whole.is_some() { sent } else { object.length };
        let body = ResultBody { object: object.clone(), body: answer.body, at: 0, end, resumes: 0 };
        Ok((object, body))
    }
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::task::{Context, Poll};

    use http_body::Frame;
    use http_body_util::BodyExt;

    use super::*;
    use crate::testing::client;
    use crate::transport::Transport;

    type Cause = Box<dyn std::error::Error + Send + Sync>;

    const IDENTITY: &str = "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:root</Arn>\
        <UserId>1</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";

    /// One piece, then a break.
    struct Breaking(Option<Bytes>);

    impl http_body::Body for Breaking {
        type Data = Bytes;
        type Error = Cause;

        fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Cause>>> {
            Poll::Ready(Some(match self.0.take() {
                Some(piece) => Ok(Frame::data(piece)),
                None => Err("the line is dead".into()),
            }))
        }
    }

    /// Serves `abcdef`, two bytes per answer; after `answers` of them nothing but breaks.
    async fn reader(answers: u32) -> Read {
        let served = Arc::new(AtomicU32::new(0));
        let transport = Transport::new(move |request| {
            let is_sts = request.uri().host().is_some_and(|host| host.starts_with("sts."));
            let range = request.headers().get("range").and_then(|range| range.to_str().ok()).map(str::to_owned);
            let from: usize =
                range.and_then(|range| range.strip_prefix("bytes=")?.split('-').next()?.parse().ok()).unwrap_or(0);
            let whole = !is_sts && served.fetch_add(1, Ordering::SeqCst) >= answers;
            let piece = (!whole).then(|| Bytes::from_static(&b"abcdef"[from..(from + 2).min(6)]));
            async move {
                if is_sts {
                    let body = http_body_util::Full::from(IDENTITY).map_err(|never| match never {});
                    return http::Response::new(body.boxed());
                }
                http::Response::builder()
                    .status(if from > 0 { 206 } else { 200 })
                    .header("content-length", 6 - from)
                    .header("etag", "\"v1\"")
                    .body(Breaking(piece).boxed())
                    .expect("a response")
            }
        });
        client(transport).await
    }

    async fn text(read: Read) -> Result<String> {
        let (_, mut body) = read.result_object("s3://bucket/key.csv").await?;
        let mut text = Vec::new();
        while let Some(piece) = body.next().await? {
            text.extend_from_slice(&piece);
            if text.len() == 6 {
                break;
            }
        }
        Ok(String::from_utf8(text).unwrap())
    }

    #[tokio::test]
    async fn a_body_that_breaks_off_is_taken_up_where_it_broke() {
        assert_eq!(text(reader(3).await).await.unwrap(), "abcdef");
    }

    #[tokio::test]
    async fn a_line_that_stays_dead_is_an_error() {
        let error = text(reader(2).await).await.unwrap_err();
        assert!(error.chain()[0].contains("s3://bucket/key.csv broke off"), "{:?}", error.chain());
    }
}
