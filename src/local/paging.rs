//! Pages of answers: an opaque token names the last item that was sent, so that inserts and deletes between two pages
//! neither repeat nor skip an item.

use super::check;
use super::wire::{Call, ServiceError};

/// What the caller asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The name of the last item of the page before.
    pub after: Option<String>,
    /// At most so many items.
    pub limit: usize,
}

impl Page {
    /// Reads `NextToken` and `MaxResults`.
    pub fn read(call: &Call, default: usize, most: usize) -> Result<Self, ServiceError> {
        Self::read_named(call, "NextToken", "MaxResults", default, most)
    }

    /// As [`Page::read`], for services that call the members something else.
    pub fn read_named(call: &Call, token: &str, size: &str, default: usize, most: usize) -> Result<Self, ServiceError> {
        let input = call.input();
        let limit = match input.opt_integer(size)? {
            None => default,
            Some(number) => {
                check::range(size, number, 1, i64::try_from(most).unwrap_or(i64::MAX))?;
                usize::try_from(number).unwrap_or(default)
            }
        };
        let after = match input.opt_string(token)? {
            None | Some("") => None,
            Some(text) => Some(decode(text).ok_or_else(|| ServiceError::invalid("Invalid NextToken"))?),
        };
        Ok(Self { after, limit })
    }

    /// Cuts one page out of items that are sorted by name; the token for the next one, if there is one.
    pub fn cut<T>(&self, items: impl IntoIterator<Item = (String, T)>) -> (Vec<T>, Option<String>) {
        let mut page = Vec::new();
        let mut last = None;
        for (name, item) in items {
            if self.after.as_ref().is_some_and(|after| name <= *after) {
                continue;
            }
            if page.len() == self.limit {
                return (page, last.map(|name: String| encode(&name)));
            }
            page.push(item);
            last = Some(name);
        }
        (page, None)
    }
}

/// A token for a name.
pub fn encode(name: &str) -> String {
    hex::encode(name)
}

/// The name of a token; `None` when it is not one of ours.
pub fn decode(token: &str) -> Option<String> {
    String::from_utf8(hex::decode(token).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_neither_repeat_nor_skip() {
        let items =
            |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), (*name).to_owned())).collect::<Vec<_>>();
        let first = Page { after: None, limit: 2 };
        let (page, token) = first.cut(items(&["a", "c", "d"]));
        assert_eq!(page, ["a", "c"]);
        let second = Page { after: decode(&token.unwrap()), limit: 2 };
        let (page, token) = second.cut(items(&["a", "b", "d"]));
        assert_eq!((page, token), (vec!["d".to_owned()], None));
    }
}
