//! A result object as a stream of pieces in their order: its beginning at once, the rest in ranges that are fetched side by
//! side. The memory is that of a few ranges, however large the object is.

use std::collections::VecDeque;

use bytes::Bytes;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::aws::{Read, ResultBody, ResultObject};
use crate::error::{Error, Result};

/// Bytes of a range.
const RANGE: u64 = 2 << 20;
/// Ranges that are fetched at the same time.
const AT_ONCE: usize = 8;
/// Pieces that wait for the reader.
const WAITING: usize = 2;

/// Pieces in their order, and nothing as the last: whoever gets less has not got all.
pub type Pieces = mpsc::Receiver<Result<Option<Bytes>>>;

/// Opens the object at `s3://…`.
pub async fn open(read: &Read, place: &str) -> Result<Pieces> {
    let (object, first) = read.result_object(place).await?;
    let (sender, pieces) = mpsc::channel(WAITING);
    tokio::spawn(send(object, first, sender));
    Ok(pieces)
}

/// Ends with the last piece, with the first error, or when the reader had enough.
async fn send(object: ResultObject, mut first: ResultBody, sender: mpsc::Sender<Result<Option<Bytes>>>) {
    let end = first.end();
    let mut ranges = Ranges::new(object, end);
    // While the beginning is read, the ranges behind it are on their way.
    ranges.fill();
    while let Some(piece) = first.next().await.transpose() {
        let failed = piece.is_err();
        if sender.send(piece.map(Some)).await.is_err() || failed {
            return;
        }
    }
    while let Some(range) = ranges.next().await {
        let failed = range.is_err();
        if sender.send(range.map(Some)).await.is_err() || failed {
            return;
        }
    }
    drop(sender.send(Ok(None)).await);
}

/// The ranges behind the beginning.
struct Ranges {
    object: ResultObject,
    /// Where the next range to be asked for begins.
    at: u64,
    end: u64,
    running: VecDeque<JoinHandle<Result<Bytes>>>,
}

impl Ranges {
    fn new(object: ResultObject, from: Option<u64>) -> Self {
        // Of an object whose length nobody says, the first answer was everything.
        let end = object.length().unwrap_or(0);
        Self { object, at: from.unwrap_or(end), end, running: VecDeque::new() }
    }

    fn fill(&mut self) {
        while self.running.len() < AT_ONCE && self.at < self.end {
            let (object, start, end) = (self.object.clone(), self.at, (self.at + RANGE).min(self.end));
            self.running.push_back(tokio::spawn(async move { object.part(start, end).await?.all().await }));
            self.at = end;
        }
    }

    async fn next(&mut self) -> Option<Result<Bytes>> {
        self.fill();
        let range = self.running.pop_front()?;
        self.fill();
        let stopped = |error| Error::failed("the reading of a result was stopped in the middle").because(error);
        Some(range.await.map_err(stopped).and_then(|read| read))
    }
}

impl Drop for Ranges {
    fn drop(&mut self) {
        self.running.iter().for_each(JoinHandle::abort);
    }
}
