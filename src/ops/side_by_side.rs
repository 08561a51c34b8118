//! Many questions at once, but not all of them.

use std::future::Future;

use crate::error::{Error, Result};

/// How many are asked at once.
const AT_ONCE: usize = 16;

/// Asks about each item; the answers are in the order of the items.
pub async fn side_by_side<T, U, F>(items: impl IntoIterator<Item = T>, ask: impl Fn(T) -> F) -> Result<Vec<U>>
where
    U: Send + 'static,
    F: Future<Output = U> + Send + 'static,
{
    at_once(AT_ONCE, items, ask).await
}

/// As [`side_by_side`], so many at once.
pub async fn at_once<T, U, F>(most: usize, items: impl IntoIterator<Item = T>, ask: impl Fn(T) -> F) -> Result<Vec<U>>
where
    U: Send + 'static,
    F: Future<Output = U> + Send + 'static,
{
    let mut waiting = items.into_iter().enumerate();
    let mut asked = tokio::task::JoinSet::new();
    let mut found = Vec::new();
    loop {
        while asked.len() < most
            && let Some((index, item)) = waiting.next()
        {
            let question = ask(item);
            asked.spawn(async move { (index, question.await) });
        }
        let Some(answer) = asked.join_next().await else { break };
        found.push(answer.map_err(|error| Error::failed("a question broke off").because(error))?);
    }
    found.sort_by_key(|(index, _)| *index);
    Ok(found.into_iter().map(|(_, answer)| answer).collect())
}
