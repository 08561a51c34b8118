//! A stripe before it is decoded: its streams are read and unpacked, and its lists and texts are measured.

use std::collections::{HashMap, HashSet};

use super::served::Served;
use super::{Source, malformed};
use crate::domain::orc::chunk::{Packed, original};
use crate::domain::orc::lengths::{Lengths, check_nanoseconds};
use crate::domain::orc::stripe::{Encoding, LARGEST_FOOTER, StreamKind, StripeFooter};
use crate::domain::orc::{OrcKind, OrcType, StripeInfo};
use crate::engine::error::EngineError;
use crate::engine::scan::meter::ScanMeter;

/// Up to how many bytes of a stripe are kept unpacked; what is beyond is unpacked again while it is decoded.
const KEPT_UNPACKED: usize = 64 << 20;

/// The most bytes of streams of a stripe that are held at once.
const MOST_HELD: u64 = 1 << 30;

/// The most bytes of lengths that one column of a stripe may have.
const LARGEST_LENGTHS: usize = 256 << 20;

/// The most parts and bytes of text that are decoded at once.
const MOST_PARTS: u64 = 4 << 20;
const MOST_TEXT: u64 = 64 << 20;

/// The most of them that a single row may have.
const MOST_PARTS_OF_A_ROW: u64 = 16 << 20;
const MOST_TEXT_OF_A_ROW: u64 = 512 << 20;

/// The number of the kind of stream that holds the parts of seconds.
const SECONDARY: u64 = 5;

/// The numbers of the columns, and of the parts of columns, that are timestamps.
fn times_of(columns: &[OrcType]) -> HashSet<usize> {
    fn collect(node: &OrcType, into: &mut HashSet<usize>) {
        match &node.kind {
            OrcKind::Timestamp | OrcKind::TimestampInstant => {
                into.insert(node.column);
            }
            OrcKind::List(item) => collect(item, into),
            OrcKind::Map(key, value) => {
                collect(key, into);
                collect(value, into);
            }
            OrcKind::Struct(fields) => fields.iter().for_each(|(_, field)| collect(field, into)),
            _ => {}
        }
    }
    let mut found = HashSet::new();
    columns.iter().for_each(|column| collect(column, &mut found));
    found
}

/// The numbers of the rows themselves, of these columns and of all their parts.
pub fn numbers(columns: &[OrcType]) -> HashSet<usize> {
    fn collect(node: &OrcType, into: &mut HashSet<usize>) {
        into.insert(node.column);
        match &node.kind {
            OrcKind::List(item) => collect(item, into),
            OrcKind::Map(key, value) => {
                collect(key, into);
                collect(value, into);
            }
            OrcKind::Struct(fields) => fields.iter().for_each(|(_, field)| collect(field, into)),
            _ => {}
        }
    }
    let mut found = HashSet::from([0]);
    columns.iter().for_each(|column| collect(column, &mut found));
    found
}

/// Reads what of a stripe is wanted; says how many rows of it may be decoded at once.
pub fn judge(
    source: &mut Source,
    packed: &Packed,
    stripe: &StripeInfo,
    columns: &[OrcType],
    wanted: &HashSet<usize>,
    batch_rows: usize,
) -> Result<(Served, usize), EngineError> {
    let footer_offset = stripe.offset + stripe.index + stripe.data;
    let bytes = source.read(footer_offset, stripe.footer, true)?;
    let unpacked = packed.whole(&bytes, LARGEST_FOOTER).map_err(malformed)?;
    let footer = StripeFooter::read(&unpacked).map_err(malformed)?;
    if let Some(zone) = footer.zone.as_ref().filter(|zone| zone.parse::<chrono_tz::Tz>().is_err()) {
        return Err(malformed(format_args!("a stripe's timestamps are of the unknown time zone '{zone}'")));
    }
    if wanted.iter().any(|column| *column >= footer.encodings.len()) {
        return Err(malformed("a stripe does not say how a column is written"));
    }
    let mut served = Served::new(source.size);
    served.keep(footer_offset, stripe.footer, bytes);
    let mut measured = Measured { encodings: &footer.encodings, ..Measured::default() };
    let times = times_of(columns);
    let mut seen = HashSet::new();
    let mut left = KEPT_UNPACKED;
    let mut offset = stripe.offset;
    let mut held = 0;
    for stream in &footer.streams {
        let start = offset;
        offset = start
            .checked_add(stream.length)
            .filter(|end| *end <= footer_offset)
            .ok_or_else(|| malformed("a stream lies outside of its stripe"))?;
        if !wanted.contains(&stream.column) {
            continue;
        }
        if !seen.insert((stream.column, stream.code)) {
            return Err(malformed("a column has two streams of one kind"));
        }
        if stream.kind == StreamKind::Index {
            // No rows are skipped by it.
            served.keep(start, stream.length, Vec::new());
            continue;
        }
        held += stream.length;
        if held > MOST_HELD {
            return Err(EngineError::unsupported(format_args!(
                "an ORC file with stripes of more than {} MiB in the columns that are asked for",
                MOST_HELD >> 20
            )));
        }
        let bytes = source.read(start, stream.length, true)?;
        let (bytes, length) = unpacked_within(packed, bytes, &mut left, &source.meter)?;
        match stream.kind {
            StreamKind::Data | StreamKind::DictionaryData => {
                measured.bytes.insert((stream.column, stream.kind), length);
            }
            StreamKind::Length => {
                let lengths = packed.whole(&bytes, LARGEST_LENGTHS).map_err(malformed)?;
                measured.lengths.insert(stream.column, lengths);
            }
            StreamKind::OtherValues if stream.code == SECONDARY && times.contains(&stream.column) => {
                let rest = packed.whole(&bytes, LARGEST_LENGTHS).map_err(malformed)?;
                let second_version = footer.encodings[stream.column].second_version;
                check_nanoseconds(&rest, second_version, u64::MAX).map_err(malformed)?;
            }
            StreamKind::OtherValues | StreamKind::Index => {}
        }
        served.keep(start, stream.length, bytes);
    }
    let rows = measured.rows_at_once(columns, stripe.rows, batch_rows)?;
    Ok((served, rows))
}

/// The bytes of a stream, unpacked as long as there is room, and how many they are unpacked. Every chunk is unpacked
/// here once, so that none can be broken later on.
fn unpacked_within(
    packed: &Packed,
    bytes: Vec<u8>,
    left: &mut usize,
    meter: &ScanMeter,
) -> Result<(Vec<u8>, u64), EngineError> {
    if packed.packing.is_none() {
        let length = bytes.len() as u64;
        return Ok((bytes, length));
    }
    let mut length = 0_u64;
    let mut plain = Some(Vec::new());
    packed
        .unpack(&bytes, |piece| {
            meter.check().map_err(|stopped| stopped.message)?;
            length += piece.len() as u64;
            if length > *left as u64 {
                plain = None;
            }
            if let Some(plain) = &mut plain {
                original(piece, plain);
            }
            Ok(())
        })
        .map_err(|error| meter.check().err().unwrap_or_else(|| malformed(error)))?;
    match plain {
        Some(plain) => {
            *left = left.saturating_sub(plain.len());
            Ok((plain, length))
        }
        None => Ok((bytes, length)),
    }
}

/// What is known of the wanted columns of a stripe.
#[derive(Default)]
struct Measured<'a> {
    encodings: &'a [Encoding],
    lengths: HashMap<usize, Vec<u8>>,
    /// How many bytes the texts and the dictionaries have.
    bytes: HashMap<(usize, StreamKind), u64>,
}

/// The lengths of a column and of its parts.
enum Shape {
    Plain,
    Text(Lengths),
    /// Entries that may each be the longest of a dictionary: the decoder writes them out.
    Chosen(u64),
    Many(Lengths, Vec<Shape>),
    Parts(Vec<Shape>),
}

/// The greatest amounts that some rows can have, of all columns together.
#[derive(Default)]
struct Widest {
    parts: u64,
    text: u64,
}

impl Measured<'_> {
    fn rows_at_once(&self, columns: &[OrcType], rows: u64, batch_rows: usize) -> Result<usize, EngineError> {
        let shapes = columns.iter().map(|column| self.shape(column, rows)).collect::<Result<Vec<_>, _>>()?;
        let widest = |rows: usize| {
            let mut widest = Widest::default();
            shapes.iter().for_each(|shape| shape.widest(rows as u64, &mut widest));
            widest
        };
        for rows in [batch_rows, 1024, 128, 16] {
            let widest = widest(rows);
            if rows <= batch_rows && widest.parts <= MOST_PARTS.max(rows as u64) && widest.text <= MOST_TEXT {
                return Ok(rows);
            }
        }
        let widest = widest(1);
        if widest.parts > MOST_PARTS_OF_A_ROW || widest.text > MOST_TEXT_OF_A_ROW {
            return Err(malformed(format_args!(
                "a row has up to {} values and {} bytes of text, which is more than can be read",
                widest.parts, widest.text
            )));
        }
        Ok(1)
    }

    fn shape(&self, node: &OrcType, entries: u64) -> Result<Shape, EngineError> {
        let encoding = self.encodings.get(node.column).copied().unwrap_or_default();
        let read = |most: u64| match self.lengths.get(&node.column) {
            Some(stream) => Lengths::read(stream, encoding.second_version, most).map_err(malformed),
            None => Ok(Lengths::default()),
        };
        let has = |kind: StreamKind| self.bytes.get(&(node.column, kind)).copied().unwrap_or(0);
        Ok(match &node.kind {
            OrcKind::String | OrcKind::Varchar(_) | OrcKind::Char(_) if encoding.dictionary.is_some() => {
                let size = encoding.dictionary.unwrap_or(0);
                if size > MOST_PARTS_OF_A_ROW {
                    return Err(malformed(format_args!("a dictionary says that it has {size} entries")));
                }
                let lengths = read(size)?;
                if lengths.count != size || lengths.total > has(StreamKind::DictionaryData) {
                    return Err(malformed("a dictionary is not as long as it says"));
                }
                if lengths.total > MOST_TEXT_OF_A_ROW {
                    return Err(malformed(format_args!("a dictionary has {} bytes", lengths.total)));
                }
                Shape::Chosen(lengths.within(1))
            }
            OrcKind::String | OrcKind::Varchar(_) | OrcKind::Char(_) | OrcKind::Binary => {
                let lengths = read(entries)?;
                if lengths.total > has(StreamKind::Data) {
                    return Err(malformed("the texts of a column are said to be longer than they are"));
                }
                Shape::Text(lengths)
            }
            OrcKind::List(item) => {
                let lengths = read(entries)?;
                Shape::Many(lengths, vec![self.shape(item, lengths.total)?])
            }
            OrcKind::Map(key, value) => {
                let lengths = read(entries)?;
                Shape::Many(lengths, vec![self.shape(key, lengths.total)?, self.shape(value, lengths.total)?])
            }
            OrcKind::Struct(fields) => Shape::Parts(
                fields.iter().map(|(_, field)| self.shape(field, entries)).collect::<Result<_, EngineError>>()?,
            ),
            _ => Shape::Plain,
        })
    }
}

impl Shape {
    fn widest(&self, entries: u64, widest: &mut Widest) {
        widest.parts = widest.parts.saturating_add(entries);
        match self {
            Shape::Plain => {}
            Shape::Text(lengths) => widest.text = widest.text.saturating_add(lengths.within(entries)),
            Shape::Chosen(longest) => {
                widest.text = widest.text.saturating_add(longest.saturating_mul(entries));
            }
            Shape::Many(lengths, parts) => {
                let inside = lengths.within(entries);
                parts.iter().for_each(|part| part.widest(inside, widest));
            }
            Shape::Parts(parts) => parts.iter().for_each(|part| part.widest(entries, widest)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_choose_long_words_are_decoded_a_few_at_a_time() {
        let word = OrcType { column: 1, kind: OrcKind::String };
        let encodings = [Encoding::default(), Encoding { dictionary: Some(1), ..Encoding::default() }];
        let of = |length: &[u8], bytes: u64| Measured {
            encodings: &encodings,
            // One length that stands for itself.
            lengths: HashMap::from([(1, [&[0xff], length].concat())]),
            bytes: HashMap::from([((1, StreamKind::DictionaryData), bytes)]),
        };
        let rows = |measured: &Measured<'_>, columns: &[OrcType]| measured.rows_at_once(columns, 1 << 20, 8192);
        let (short, long) = (of(&[5], 5), of(&[0x80, 0x80, 0x40], 1 << 20));
        assert_eq!(rows(&short, std::slice::from_ref(&word)), Ok(8192));
        assert_eq!(rows(&long, std::slice::from_ref(&word)), Ok(16));
        let many: Vec<OrcType> = std::iter::repeat_n(word, 40).collect();
        assert_eq!(rows(&long, &many), Ok(1), "the text of all columns is held together");
    }
}
