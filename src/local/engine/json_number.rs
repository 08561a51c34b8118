//! The grammar of a number in JSON, for every reader that keeps its digits.

/// Passes the number that begins at a place of a text. Where it ends and whether it is written as a whole number; or where it
/// stops being one.
pub fn pass(text: &[u8], start: usize) -> Result<(usize, bool), usize> {
    let peek = |at: usize| text.get(at).copied();
    let digits = |mut at: usize| {
        let first = at;
        while matches!(peek(at), Some(b'0'..=b'9')) {
            at += 1;
        }
        if at == first { Err(at) } else { Ok(at) }
    };
    let mut at = start + usize::from(peek(start) == Some(b'-'));
    at = if peek(at) == Some(b'0') { at + 1 } else { digits(at)? };
    let mut is_integer = true;
    if peek(at) == Some(b'.') {
        at = digits(at + 1)?;
        is_integer = false;
    }
    if matches!(peek(at), Some(b'e' | b'E')) {
        at += 1;
        at = digits(at + usize::from(matches!(peek(at), Some(b'+' | b'-'))))?;
        is_integer = false;
    }
    Ok((at, is_integer))
}
