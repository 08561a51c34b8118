//! Paging: all pages, however many are empty; a token that comes twice is an error, not an endless loop.

use std::collections::HashSet;
use std::future::Future;
use std::hash::{BuildHasher, Hash};

use crate::error::{Error, Result};

/// Collects every page. `fetch` takes the token of the page and gives its items and the next token.
pub async fn all<T, F>(what: &str, mut fetch: impl FnMut(Option<String>) -> F) -> Result<Vec<T>>
where
    F: Future<Output = Result<(Vec<T>, Option<String>)>>,
{
    let mut items = Vec::new();
    let (mut tokens, mut token) = (Tokens::default(), None);
    loop {
        let (page, next) = fetch(token.take()).await?;
        items.extend(page);
        match tokens.next(what, next)? {
            None => return Ok(items),
            next => token = next,
        }
    }
}

/// The tokens of a listing so far. Whoever pages by hand asks here for the next one: a service that goes in circles,
/// however wide, is found out.
#[derive(Debug, Default)]
pub struct Tokens {
    /// Eight bytes of each, so that a listing of very many pages takes no memory worth speaking of.
    seen: HashSet<u64>,
}

impl Tokens {
    /// The token of the next page, or none when there is no further page.
    pub fn next(&mut self, what: &str, token: Option<String>) -> Result<Option<String>> {
        self.marker(what, token.filter(|token| !token.is_empty()))
    }

    /// As [`Tokens::next`], where the place of the next page is no text.
    pub fn marker<T: Hash>(&mut self, what: &str, marker: Option<T>) -> Result<Option<T>> {
        let Some(marker) = marker else { return Ok(None) };
        if !self.seen.insert(self.seen.hasher().hash_one(&marker)) {
            return Err(repeated(what));
        }
        Ok(Some(marker))
    }
}

/// The error for a page that comes twice.
pub(super) fn repeated(what: &str) -> Error {
    Error::failed(format!("the service gives the same page of {what} again and again"))
}

/// Where the next page of a listing of S3 begins, or none: the service says apart whether there is one.
pub(super) fn following<T>(what: &str, is_truncated: Option<bool>, marker: Option<T>) -> Result<Option<T>> {
    match (is_truncated, marker) {
        (Some(false), _) => Ok(None),
        (Some(true), None) => Err(without_end(what)),
        (_, marker) => Ok(marker),
    }
}

/// The error for a page that is not the last one and does not say where the next one begins.
pub(super) fn without_end(what: &str) -> Error {
    Error::failed(format!("the service has more {what} than it gave, and does not say where they begin"))
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
        let wide = |token: Option<String>| async move {
            let next = match token.as_deref() {
                None | Some("c") => "a",
                Some("a") => "b",
                _ => "c",
            };
            Ok((vec![0], Some(next.to_owned())))
        };
        assert!(all("numbers", wide).await.unwrap_err().to_string().contains("again and again"));
    }
}
