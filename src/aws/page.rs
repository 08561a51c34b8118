//! Paging: all pages, however many are empty; a token that comes twice is an error, not an endless loop.

use std::future::Future;

use crate::error::{Error, Result};

/// Collects every page. `fetch` takes the token of the page and gives its items and the next token.
pub async fn all<T, F>(what: &str, mut fetch: impl FnMut(Option<String>) -> F) -> Result<Vec<T>>
where
    F: Future<Output = Result<(Vec<T>, Option<String>)>>,
{
    let mut items = Vec::new();
    let mut token: Option<String> = None;
    loop {
        let (page, next) = fetch(token.clone()).await?;
        items.extend(page);
        match next.filter(|next| !next.is_empty()) {
            None => return Ok(items),
            next if next == token => {
                return Err(repeated(what));
            }
            next => token = next,
        }
    }
}

/// The error for a page that comes twice.
pub fn repeated(what: &str) -> Error {
    Error::failed(format!("the service gives the same page of {what} again and again"))
}

#[cfg(test)]
mod tests {
    use super::all;

    #[tokio::test]
    async fn empty_pages_are_passed_and_loops_end() {
        let pages = |token: Option<String>| async move {
            Ok(match token.as_deref() {
                None => (vec![1], Some("a".to_owned())),
                Some("a") => (vec![], Some("b".to_owned())),
                _ => (vec![2], None),
            })
        };
        assert_eq!(all("numbers", pages).await.unwrap(), [1, 2]);
        let endless = |_| async { Ok((vec![0], Some("x".to_owned()))) };
        assert!(all("numbers", endless).await.is_err());
    }
}
