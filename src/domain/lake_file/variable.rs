//! Variables in texts: `${name}`; `$${` is the characters themselves.

use std::collections::BTreeMap;

/// Why a text has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unclear {
    /// There is no variable of this name.
    Unknown(String),
    /// `${` without `}`.
    Open,
}

/// Whether a variable can be called so.
pub fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|character| character.is_ascii_alphanumeric() || "_-".contains(character))
}

/// The text with the values of its variables. A value is put in as it is: it is not looked through again.
pub fn substitute(text: &str, values: &BTreeMap<String, String>) -> Result<String, Unclear> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("${") {
        if rest[..at].ends_with('$') {
            out.push_str(&rest[..at - 1]);
            out.push_str("${");
            rest = &rest[at + 2..];
            continue;
        }
        out.push_str(&rest[..at]);
        let (name, after) = rest[at + 2..].split_once('}').ok_or(Unclear::Open)?;
        out.push_str(values.get(name).ok_or_else(|| Unclear::Unknown(name.to_owned()))?);
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

/// A text in which no variable is seen.
pub fn escaped(text: &str) -> String {
    text.replace("${", "$${")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_put_in_once() {
        let values = BTreeMap::from([("a".to_owned(), "${b}".to_owned()), ("b".to_owned(), "x".to_owned())]);
        assert_eq!(substitute("${a}-${b}$", &values).as_deref(), Ok("${b}-x$"));
        assert_eq!(substitute("$${a}", &values).as_deref(), Ok("${a}"));
        assert_eq!(substitute("${c}", &values), Err(Unclear::Unknown("c".to_owned())));
        assert_eq!(substitute("${a", &values), Err(Unclear::Open));
        for text in ["${a}", "a$b", "", "$${", "${"] {
            assert_eq!(substitute(&escaped(text), &values).as_deref(), Ok(text), "{text}");
        }
    }
}
