//! Keys in listings: asked for in URL spelling, because XML has no way to say a control character.

use crate::error::{Error, Result};

/// The key of its URL spelling; a plus is a space.
pub(super) fn decode(spelled: &str) -> Result<String> {
    let mut bytes = Vec::with_capacity(spelled.len());
    let mut rest = spelled.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let (byte, after) = match (first, after) {
            (b'%', [high, low, after @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => (high << 4 | low, after),
                _ => (b'%', &rest[1..]),
            },
            (b'+', after) => (b' ', after),
            (other, after) => (*other, after),
        };
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8(bytes).map_err(|error| Error::failed(format!("the key {spelled} is not UTF-8")).because(error))
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// Whether a key can be said in an XML document and comes out of it as it went in.
pub(super) fn fits_xml(key: &str) -> bool {
    !key.chars().any(|character| character < ' ' || matches!(character, '\u{fffe}' | '\u{ffff}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_back_as_they_were() {
        assert_eq!(decode("a/b%20c+d%2Be%C3%BC%00").unwrap(), "a/b c d+eü\0");
        assert_eq!(decode("100%").unwrap(), "100%");
        assert_eq!(decode("%zz").unwrap(), "%zz");
        assert!(decode("%ff").is_err());
        assert!(fits_xml("a b/ü") && !fits_xml("a\nb") && !fits_xml("a\u{1}"));
    }
}
