//! A look at the footer of a Parquet file before the reader's: every list in it says how long it is, and the reader
//! takes memory by that word. A list that says more items than there are bytes left is a lie.
//!
//! Source: Apache Thrift, compact protocol; Apache Parquet format, `FileMetaData`.

/// How deeply structures may be inside one another.
const DEEPEST: usize = 64;

/// The bytes behind the metadata: their length, and the mark.
pub const TAIL: usize = 8;

/// What a read of the end of a file tells: fails when the metadata in it are no sound thrift structure.
///
/// `bytes` end at `end` of a file of so many bytes. Reads of anything but the metadata are not looked at.
pub fn check(bytes: &[u8], end: u64, size: u64) -> Result<(), String> {
    if end == size && bytes.len() >= TAIL && bytes.ends_with(b"PAR1") {
        let tail = &bytes[bytes.len() - TAIL..];
        let length = u32::from_le_bytes([tail[0], tail[1], tail[2], tail[3]]) as usize;
        if length as u64 + TAIL as u64 > size {
            return Err(format!("the footer says that it has {length} bytes, the file has {size}"));
        }
        return match (bytes.len() - TAIL).checked_sub(length) {
            Some(start) => structure(&bytes[start..bytes.len() - TAIL]),
            // The rest is read next, and ends where the tail begins.
            None => Ok(()),
        };
    }
    if end + TAIL as u64 == size { structure(bytes) } else { Ok(()) }
}

/// Walks over one structure.
fn structure(bytes: &[u8]) -> Result<(), String> {
    let mut walk = Walk { rest: bytes };
    walk.fields(0).ok_or_else(|| "the footer is no sound metadata: a length in it lies".to_owned())
}

struct Walk<'a> {
    rest: &'a [u8],
}

impl Walk<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn skip(&mut self, count: usize) -> Option<()> {
        self.rest = self.rest.get(count..)?;
        Some(())
    }

    fn number(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..70).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    /// The fields of a structure up to its end.
    fn fields(&mut self, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(());
            }
            // Without a difference to the last field's number, the number itself follows.
            if head >> 4 == 0 {
                self.number()?;
            }
            match head & 0x0f {
                // The kind is the value.
                1 | 2 => {}
                kind => self.value(kind, depth)?,
            }
        }
    }

    fn value(&mut self, kind: u8, depth: usize) -> Option<()> {
        match kind {
            1..=3 => self.skip(1),
            4..=6 => self.number().map(drop),
            7 => self.skip(8),
            8 => {
                let length = usize::try_from(self.number()?).ok()?;
                self.skip(length)
            }
            9 | 10 => {
                let head = self.byte()?;
                let count = match head >> 4 {
                    15 => self.number()?,
                    short => u64::from(short),
                };
                self.items(count, head & 0x0f, depth)
            }
            11 => {
                let count = self.number()?;
                if count == 0 {
                    return Some(());
                }
                let kinds = self.byte()?;
                if count > self.rest.len() as u64 {
                    return None;
                }
                for _ in 0..count {
                    self.value(kinds >> 4, depth + 1)?;
                    self.value(kinds & 0x0f, depth + 1)?;
                }
                Some(())
            }
            12 => self.fields(depth + 1),
            _ => None,
        }
    }

    fn items(&mut self, count: u64, kind: u8, depth: usize) -> Option<()> {
        if depth > DEEPEST || count > self.rest.len() as u64 {
            return None;
        }
        for _ in 0..count {
            self.value(kind, depth + 1)?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_that_lie_are_found() {
        // Field 1: an i32; field 4: a list of two empty structures; the end.
        let sound = [0x15, 0x02, 0x39, 0x2c, 0x00, 0x00, 0x00];
        assert_eq!(structure(&sound), Ok(()));
        // The list says that it has 2^31 - 1 items.
        let lies = [0x15, 0x02, 0x39, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07, 0x00, 0x00];
        assert!(structure(&lies).is_err());
        let endless = [0x1c; 200];
        assert!(structure(&endless).is_err());
        assert!(structure(&[]).is_err());
    }

    #[test]
    fn only_the_end_of_a_file_is_looked_at() {
        assert_eq!(check(b"anything", 8, 100), Ok(()));
        let mut file = vec![0x15, 0x02, 0x00];
        file.extend(3_u32.to_le_bytes());
        file.extend(b"PAR1");
        let size = file.len() as u64;
        assert_eq!(check(&file, size, size), Ok(()));
        assert_eq!(check(&file[size as usize - 8..], size, size), Ok(()));
        assert!(check(&file[..2], 3, size).is_err());
        let mut liar = file.clone();
        liar[3] = 0xff;
        assert!(check(&liar, size, size).expect_err("a length beyond the file").contains("255 bytes"));
    }
}
