//! The steps of a look: what can be asked at once, and what needs an answer of that. There is no third step, so that a look
//! takes no longer than its two slowest calls, however much there is. A list that is longer than two pages is said to be.

use std::future::Future;

use crate::error::Result;
use crate::side_by_side::at_once;

/// How many questions of one kind are asked at once. More than that is cut by whoever asks.
const AT_ONCE: usize = 256;

/// A page and the token of the next one.
pub type Page<T> = (Vec<T>, Option<String>);

/// The items of a list, and whether there are more.
#[derive(Debug)]
pub struct Listed<T> {
    pub items: Vec<T>,
    pub has_more: bool,
}

/// The first page and, a step later, the second one.
pub async fn two_pages<T, F>(page: impl Fn(Option<String>) -> F) -> Result<Listed<T>>
where
    F: Future<Output = Result<Page<T>>>,
{
    let (mut items, next) = page(None).await?;
    let Listed { items: second, has_more } = second_page(next, page).await?;
    items.extend(second);
    Ok(Listed { items, has_more })
}

/// The second page, when there is one: beside whatever is asked about the items of the first.
pub async fn second_page<T, F>(next: Option<String>, page: impl Fn(Option<String>) -> F) -> Result<Listed<T>>
where
    F: Future<Output = Result<Page<T>>>,
{
    if !is_token(next.as_deref()) {
        return Ok(Listed { items: Vec::new(), has_more: false });
    }
    let (items, next) = page(next).await?;
    Ok(Listed { items, has_more: is_token(next.as_deref()) })
}

/// Whether there is a further page: an empty token is none.
pub fn is_token(token: Option<&str>) -> bool {
    token.is_some_and(|token| !token.is_empty())
}

/// Asks about each item, all at once; the answers are in the order of the items.
pub async fn each<T, U, F>(items: impl IntoIterator<Item = T>, ask: impl Fn(T) -> F) -> Result<Vec<U>>
where
    U: Send + 'static,
    F: Future<Output = U> + Send + 'static,
{
    at_once(AT_ONCE, items, ask).await
}
