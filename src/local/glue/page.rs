//! Pages of the catalog's lists: `MaxResults`, and a `NextToken` that is the name of the last item, in hexadecimal.

use serde_json::{Map, Value};

use crate::store::Tx;
use crate::wire::{Input, ServiceError};

/// Which page a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// At most this many items.
    pub limit: usize,
    /// Only items after this name.
    pub after: Option<String>,
}

impl Page {
    /// Reads `MaxResults` (up to `max`, which is also what is taken when there is none) and `NextToken`.
    pub fn of(input: &Input<'_>, max: i64) -> Result<Self, ServiceError> {
        let wanted = input.opt_integer("MaxResults")?.unwrap_or(max);
        if !(1..=max).contains(&wanted) {
            let bound = if wanted < 1 {
                "greater than or equal to 1".to_owned()
            } else {
                format!("less than or equal to {max}")
            };
            return Err(ServiceError::invalid(format!(
                "1 validation error detected: Value '{wanted}' at 'maxResults' failed to satisfy constraint: \
                 Member must have value {bound}"
            )));
        }
        let after = match input.opt_string("NextToken")?.filter(|token| !token.is_empty()) {
            Some(token) => Some(decode(token).ok_or_else(|| ServiceError::invalid("The NextToken is not valid."))?),
            None => None,
        };
        Ok(Self { limit: usize::try_from(wanted).unwrap_or(1), after })
    }
}

fn decode(token: &str) -> Option<String> {
    String::from_utf8(hex::decode(token).ok()?).ok()
}

/// One page of items and the name that the next page begins after.
#[derive(Debug, Default)]
pub struct Found {
    /// The items.
    pub items: Vec<Value>,
    /// The last item's name, when more follow.
    pub next: Option<String>,
}

impl Found {
    /// The output: the items under `member`, and the token when more follow.
    pub fn into_output(self, member: &str) -> Value {
        let mut output = Map::new();
        output.insert(member.to_owned(), Value::Array(self.items));
        if let Some(next) = self.next {
            output.insert("NextToken".to_owned(), Value::String(hex::encode(next)));
        }
        Value::Object(output)
    }
}

/// A page of the documents of a scope; `keep` leaves some out and may change the others.
pub fn documents(
    tx: &Tx<'_>,
    kind: &str,
    scope: &str,
    page: &Page,
    keep: impl FnMut(Value) -> Result<Option<Value>, ServiceError>,
) -> Result<Found, ServiceError> {
    documents_named(tx, kind, scope, page, |_| true, keep)
}

/// As [`documents`], of those only whose name is wanted: the others are not even read.
pub fn documents_named(
    tx: &Tx<'_>,
    kind: &str,
    scope: &str,
    page: &Page,
    wanted: impl Fn(&str) -> bool,
    mut keep: impl FnMut(Value) -> Result<Option<Value>, ServiceError>,
) -> Result<Found, ServiceError> {
    let mut found = Found::default();
    let mut last_kept = String::new();
    let mut after = page.after.clone();
    loop {
        // One more than the page holds tells whether there is another page; a filter may leave out many.
        let chunk = tx.page_of_texts(kind, scope, after.as_deref(), page.limit.max(99) + 1, &wanted)?;
        let Some((last, _)) = chunk.last() else { return Ok(found) };
        after = Some(last.clone());
        for (name, document) in chunk {
            let Some(item) = keep(document.parse()?)? else { continue };
            if found.items.len() == page.limit {
                found.next = Some(last_kept);
                return Ok(found);
            }
            found.items.push(item);
            last_kept = name;
        }
    }
}

/// A page of items that are all at hand, with their names, in order.
pub fn items(all: impl IntoIterator<Item = (String, Value)>, page: &Page) -> Found {
    let mut found = Found::default();
    let mut last_kept = String::new();
    for (name, item) in all {
        if page.after.as_deref().is_some_and(|after| name.as_str() <= after) {
            continue;
        }
        if found.items.len() == page.limit {
            found.next = Some(last_kept);
            return found;
        }
        found.items.push(item);
        last_kept = name;
    }
    found
}
