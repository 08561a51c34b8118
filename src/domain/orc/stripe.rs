//! The footer of a stripe: its streams, one after the other, and how each column is written.

use super::wire::{Fields, Value};

/// The most bytes that a stripe's footer unpacks to.
pub const LARGEST_FOOTER: usize = 64 << 20;

/// What a stream holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StreamKind {
    Data,
    Length,
    DictionaryData,
    /// What a reader of values needs as well: which are there, the rest of timestamps and decimals.
    OtherValues,
    /// What helps to skip rows.
    Index,
}

/// A stream of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stream {
    pub kind: StreamKind,
    /// The number by which the file says the kind.
    pub code: u64,
    pub column: usize,
    pub length: u64,
}

/// How a column is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Encoding {
    /// Values are places in a dictionary of so many entries.
    pub dictionary: Option<u64>,
    /// Numbers are in the second version of their runs.
    pub second_version: bool,
}

/// What a stripe's footer says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StripeFooter {
    pub streams: Vec<Stream>,
    pub encodings: Vec<Encoding>,
    /// The zone whose clock the timestamps show.
    pub zone: Option<String>,
}

impl StripeFooter {
    /// Reads the footer from its unpacked bytes.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let mut footer = Self::default();
        let mut fields = Fields::new(bytes);
        while let Some((field, value)) = fields.read()? {
            match (field, value) {
                (1, Value::Bytes(stream)) => footer.streams.push(read_stream(stream)?),
                (2, Value::Bytes(encoding)) => footer.encodings.push(read_encoding(encoding)?),
                (3, Value::Bytes(zone)) => {
                    let zone = std::str::from_utf8(zone).map_err(|_| "the name of a time zone is not UTF-8")?;
                    footer.zone = Some(zone.to_owned());
                }
                (4, Value::Bytes(_)) => return Err("a stripe is encrypted".to_owned()),
                _ => {}
            }
        }
        Ok(footer)
    }
}

fn read_stream(bytes: &[u8]) -> Result<Stream, String> {
    let mut stream = Stream { kind: StreamKind::OtherValues, code: 0, column: 0, length: 0 };
    let mut fields = Fields::new(bytes);
    while let Some((field, value)) = fields.read()? {
        let Value::Number(number) = value else { continue };
        match field {
            1 => stream.code = number,
            2 => stream.column = usize::try_from(number).map_err(|_| "a stream is of no column")?,
            3 => stream.length = number,
            _ => {}
        }
    }
    stream.kind = match stream.code {
        1 => StreamKind::Data,
        2 => StreamKind::Length,
        3 => StreamKind::DictionaryData,
        0 | 4 | 5 => StreamKind::OtherValues,
        6..=8 => StreamKind::Index,
        other => return Err(format!("a stream is of the unknown kind {other}")),
    };
    Ok(stream)
}

fn read_encoding(bytes: &[u8]) -> Result<Encoding, String> {
    let (mut kind, mut size) = (0, 0);
    let mut fields = Fields::new(bytes);
    while let Some((field, value)) = fields.read()? {
        match (field, value) {
            (1, Value::Number(number)) => kind = number,
            (2, Value::Number(number)) => size = number,
            _ => {}
        }
    }
    if kind > 3 {
        return Err(format!("a column is of the unknown encoding {kind}"));
    }
    Ok(Encoding { dictionary: (kind & 1 == 1).then_some(size), second_version: kind > 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_footer_lists_streams_and_encodings() {
        let bytes = [
            0x0a, 6, 0x08, 2, 0x10, 1, 0x18, 40, // a stream of lengths
            0x12, 2, 0x08, 2, // direct, second version
            0x12, 4, 0x08, 1, 0x10, 9, // a dictionary of nine
            0x1a, 3, b'U', b'T', b'C',
        ];
        let footer = StripeFooter::read(&bytes).expect("a sound footer");
        assert_eq!(footer.streams, [Stream { kind: StreamKind::Length, code: 2, column: 1, length: 40 }]);
        assert_eq!(footer.encodings[0], Encoding { dictionary: None, second_version: true });
        assert_eq!(footer.encodings[1], Encoding { dictionary: Some(9), second_version: false });
        assert_eq!(footer.zone.as_deref(), Some("UTC"));
        assert!(StripeFooter::read(&[0x0a, 2, 0x08, 77]).is_err());
        assert!(StripeFooter::read(&[0x12, 2, 0x08, 7]).is_err());
        assert!(StripeFooter::read(&[0x0a, 9, 0x08]).is_err());
    }
}
