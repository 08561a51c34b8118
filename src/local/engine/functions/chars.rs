//! The lengths of `char(n)` and `varchar(n)`.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, StringViewBuilder};
use datafusion::arrow::datatypes::{DataType, Int64Type};

use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};

pub fn register(r: &mut Registry) {
    r.add("$fit", Args::Rule(fit_types), Returns::Same(0), fit);
    r.add("$char_key", Args::Exact(&[Arg::Text]), Returns::Text, |a| {
        let text = rows::text(&a[0])?;
        rows::to_text(a, |row| Ok(Some(key(text.value(row)))))
    });
}

fn fit_types(kinds: &[DataType]) -> Option<Vec<DataType>> {
    matches!(kinds, [DataType::Utf8View, DataType::Int64, DataType::Boolean]).then(|| kinds.to_vec())
}

/// Texts of a file as the table's type has them: no longer than it says, and filled with blanks when it is `char(n)`.
fn fit(args: &[ArrayRef]) -> Out {
    let text = args[0].as_string_view();
    let (Some(length), Some(pads)) =
        (args[1].as_primitive::<Int64Type>().iter().flatten().next(), args[2].as_boolean().iter().flatten().next())
    else {
        return Ok(Arc::clone(&args[0]));
    };
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    // No character has less than a byte.
    if !pads && text.iter().flatten().all(|value| value.len() <= length) {
        return Ok(Arc::clone(&args[0]));
    }
    let mut builder = StringViewBuilder::with_capacity(text.len());
    let mut buffer = String::new();
    for value in text.iter() {
        match value {
            None => builder.append_null(),
            Some(value) => {
                buffer.clear();
                buffer.push_str(cut(value, length));
                if pads {
                    pad(&mut buffer, length);
                }
                builder.append_value(&buffer);
            }
        }
    }
    Ok(Arc::new(builder.finish()))
}

/// The first so many characters.
pub fn cut(text: &str, length: usize) -> &str {
    text.char_indices().nth(length).map_or(text, |(end, _)| &text[..end])
}

/// Blanks at the end, up to a length.
pub fn pad(text: &mut String, length: usize) {
    let missing = length.saturating_sub(text.chars().count());
    text.extend(std::iter::repeat_n(' ', missing));
}

/// A text by which those that differ in blanks at the end are equal. One blank stands for all of them, and sorts where they do.
fn key(text: &str) -> String {
    format!("{} ", text.trim_end_matches(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_count_characters() {
        assert_eq!((cut("äöü", 2), cut("ab", 5), cut("ab", 0)), ("äö", "ab", ""));
        let mut text = "äö".to_owned();
        pad(&mut text, 4);
        assert_eq!(text, "äö  ");
        assert_eq!(key("a  "), key("a"));
        assert!(key("a\t") < key("a") && key("a") < key("a b"));
    }
}
