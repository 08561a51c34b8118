//! Request bodies that end: neither too large nor too slow.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use tokio::time::{Instant, Sleep};

use crate::wire::{Body, BoxError};

/// The largest single upload of S3 is 5 GiB; chunk signatures and checksums come on top.
const LARGEST: usize = 6 << 30;
/// How long a client may pause within a body.
const PAUSE: Duration = Duration::from_secs(60);

/// A body with both bounds.
pub fn bounded(incoming: Incoming) -> Body {
    let patient = Patient { inner: incoming, deadline: Box::pin(tokio::time::sleep(PAUSE)) };
    Limited::new(patient, LARGEST).boxed()
}

/// A body whose sender may not pause for long. The time runs only while someone waits for bytes.
struct Patient {
    inner: Incoming,
    deadline: Pin<Box<Sleep>>,
}

impl http_body::Body for Patient {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        match Pin::new(&mut self.inner).poll_frame(context) {
            Poll::Ready(frame) => {
                self.deadline.as_mut().reset(Instant::now() + PAUSE);
                Poll::Ready(frame.map(|frame| frame.map_err(Into::into)))
            }
            Poll::Pending => match self.deadline.as_mut().poll(context) {
                Poll::Ready(()) => Poll::Ready(Some(Err("the client stopped sending".into()))),
                Poll::Pending => Poll::Pending,
            },
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
