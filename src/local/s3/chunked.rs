//! `aws-chunked` bodies of requests whose signatures are not checked: the frames come off, the trailers are kept.
//!
//! Source: S3 API Reference, "Signature calculations: transferring payload in multiple chunks".

use std::sync::{Arc, Mutex};

use bytes::{Buf, Bytes, BytesMut};
use futures::TryStreamExt;
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, HeaderName, HeaderValue};
use http::request::Parts;
use http_body::Frame;
use http_body_util::{BodyExt, BodyStream, StreamBody};

use crate::wire::{Body, BoxError};

/// The longest line between chunks: a size with a signature, or a trailer.
const LINE_LIMIT: usize = 16 << 10;

/// The headers that come after a body; there once the body is read.
pub type Trailers = Arc<Mutex<HeaderMap>>;

/// What is left of a body in frames.
struct Framed {
    frames: Frames,
    buffer: BytesMut,
    /// Bytes of the current chunk that are still to come; none between chunks.
    left: Option<u64>,
    trailers: Trailers,
}

type Frames = std::pin::Pin<Box<dyn futures::Stream<Item = Result<Bytes, BoxError>> + Send + Sync>>;

/// Takes the frames off a body that has some, and says so in the headers.
pub fn unframe(parts: &mut Parts, body: Body) -> (Body, Option<Trailers>) {
    let is_framed =
        parts.headers.get("x-amz-content-sha256").is_some_and(|value| value.as_bytes().starts_with(b"STREAMING-"));
    if !is_framed {
        return (body, None);
    }
    parts.headers.remove("x-amz-content-sha256");
    match parts.headers.remove("x-amz-decoded-content-length") {
        Some(length) => parts.headers.insert(CONTENT_LENGTH, length),
        None => parts.headers.remove(CONTENT_LENGTH),
    };
    let trailers = Trailers::default();
    let frames = BodyStream::new(body).try_filter_map(|frame| std::future::ready(Ok(frame.into_data().ok())));
    let framed = Framed { frames: Box::pin(frames), buffer: BytesMut::new(), left: None, trailers: trailers.clone() };
    let content = futures::stream::try_unfold(framed, |mut framed| async move {
        Ok::<_, BoxError>(framed.next().await?.map(|bytes| (Frame::data(bytes), framed)))
    });
    (StreamBody::new(content).boxed(), Some(trailers))
}

impl Framed {
    /// The next bytes of the content.
    async fn next(&mut self) -> Result<Option<Bytes>, BoxError> {
        loop {
            if let Some(left) = self.left.filter(|left| *left > 0) {
                if self.buffer.is_empty() && !self.fill().await? {
                    return Err("IncompleteBody: the body ends in the middle of a chunk".into());
                }
                let count = usize::try_from(left).unwrap_or(usize::MAX).min(self.buffer.len());
                self.left = Some(left - count as u64);
                return Ok(Some(self.buffer.split_to(count).freeze()));
            }
            if self.left.take().is_some() && !self.line().await?.is_empty() {
                return Err("FormatError: a chunk is longer than it says".into());
            }
            let line = self.line().await?;
            let size = line.split(';').next().unwrap_or("").trim();
            let size = u64::from_str_radix(size, 16).map_err(|_| format!("FormatError: no chunk size: {line}"))?;
            if size == 0 {
                self.read_trailers().await?;
                return Ok(None);
            }
            self.left = Some(size);
        }
    }

    async fn read_trailers(&mut self) -> Result<(), BoxError> {
        loop {
            let line = match self.line().await {
                Ok(line) if line.is_empty() => return Ok(()),
                Ok(line) => line,
                // The last empty line may be left out.
                Err(_) if self.buffer.is_empty() => return Ok(()),
                Err(error) => return Err(error),
            };
            let (name, value) = line.split_once(':').ok_or("FormatError: a trailer has no colon")?;
            let name = HeaderName::from_bytes(name.trim().as_bytes())?;
            let value = HeaderValue::from_str(value.trim())?;
            self.trailers.lock().map_err(|_| "the trailers are lost")?.insert(name, value);
        }
    }

    /// The next line, without its end.
    async fn line(&mut self) -> Result<String, BoxError> {
        loop {
            if let Some(end) = self.buffer.windows(2).position(|pair| pair == b"\r\n") {
                let line = self.buffer.split_to(end);
                self.buffer.advance(2);
                return Ok(String::from_utf8(line.to_vec())?);
            }
            if self.buffer.len() > LINE_LIMIT {
                return Err("FormatError: a line between chunks is too long".into());
            }
            if !self.fill().await? {
                return Err("IncompleteBody: the body ends between chunks".into());
            }
        }
    }

    async fn fill(&mut self) -> Result<bool, BoxError> {
        match self.frames.try_next().await? {
            Some(bytes) => {
                self.buffer.extend_from_slice(&bytes);
                Ok(true)
            }
            None => Ok(false),
        }
    }
}
