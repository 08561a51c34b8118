//! The end of a file: the postscript in its last bytes, and the footer before it.

use super::MAGIC;
use super::chunk::{LARGEST_BLOCK, Packed, Packing};
use super::wire::{Fields, Value, numbers};

/// How deeply types may be inside one another.
const DEEPEST: usize = 64;

/// The most bytes that the footer, or the statistics before it, unpack to.
const LARGEST_FOOTER: usize = 128 << 20;

/// The most rows that a stripe may say it has.
const MOST_ROWS: u64 = 1 << 31;

/// What the last bytes of a file say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Postscript {
    footer: u64,
    metadata: u64,
    /// The postscript itself, with the byte of its length.
    own: u64,
    pub packed: Packed,
}

impl Postscript {
    /// Reads the last bytes of a file of `size` bytes.
    pub fn read(end: &[u8], size: u64) -> Result<Self, String> {
        let no_orc = || "truncated or broken ORC: the file does not end as an ORC file does".to_owned();
        let (length, before) = end.split_last().ok_or_else(no_orc)?;
        let start = before.len().checked_sub(usize::from(*length)).ok_or_else(no_orc)?;
        let mut fields = Fields::new(&before[start..]);
        let (mut footer, mut metadata, mut kind, mut block, mut is_orc) = (None, 0, 0, 262_144, false);
        while let Some((field, value)) = fields.read().map_err(|_| no_orc())? {
            match (field, value) {
                (1, Value::Number(length)) => footer = Some(length),
                (2, Value::Number(packing)) => kind = packing,
                (3, Value::Number(size)) => block = size,
                (5, Value::Number(length)) => metadata = length,
                (8000, Value::Bytes(magic)) => is_orc = magic == MAGIC,
                _ => {}
            }
        }
        let footer = footer.filter(|_| is_orc).ok_or_else(no_orc)?;
        let packing = match kind {
            0 => None,
            1 => Some(Packing::Zlib),
            2 => Some(Packing::Snappy),
            3 => return Err("ORC compressed with LZO, which is not read here".to_owned()),
            4 => Some(Packing::Lz4),
            5 => Some(Packing::Zstd),
            other => return Err(format!("ORC of an unknown compression ({other})")),
        };
        if packing.is_some() && block > LARGEST_BLOCK {
            return Err(format!("broken ORC: its blocks are said to have {block} bytes"));
        }
        let own = u64::from(*length) + 1;
        let fits = footer.checked_add(metadata).and_then(|sum| sum.checked_add(own)).is_some_and(|sum| sum <= size);
        if !fits {
            return Err(format!(
                "truncated or broken ORC: the footer says that it has {footer} bytes, the file has {size}"
            ));
        }
        let block = usize::try_from(block).unwrap_or(usize::MAX);
        Ok(Self { footer, metadata, own, packed: Packed { packing, block } })
    }

    /// How many bytes at the end of the file hold everything that [`Tail::read`] needs.
    pub fn tail_length(&self) -> u64 {
        self.footer + self.metadata + self.own
    }
}

/// A column, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrcType {
    /// The number that the file's streams and encodings know it by.
    pub column: usize,
    pub kind: OrcKind,
}

/// What values are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrcKind {
    Boolean,
    Byte,
    Short,
    Int,
    Long,
    Float,
    Double,
    String,
    Varchar(u32),
    Char(u32),
    Binary,
    Date,
    Timestamp,
    /// A moment, whatever the zone of whoever reads it.
    TimestampInstant,
    Decimal {
        precision: u64,
        scale: u64,
    },
    List(Box<OrcType>),
    Map(Box<OrcType>, Box<OrcType>),
    Struct(Vec<(String, OrcType)>),
    /// One of several types for each value.
    Union,
}

impl OrcKind {
    /// The specification's name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Boolean => "BOOLEAN",
            Self::Byte => "BYTE",
            Self::Short => "SHORT",
            Self::Int => "INT",
            Self::Long => "LONG",
            Self::Float => "FLOAT",
            Self::Double => "DOUBLE",
            Self::String => "STRING",
            Self::Varchar(_) => "VARCHAR",
            Self::Char(_) => "CHAR",
            Self::Binary => "BINARY",
            Self::Date => "DATE",
            Self::Timestamp => "TIMESTAMP",
            Self::TimestampInstant => "TIMESTAMP_INSTANT",
            Self::Decimal { .. } => "DECIMAL",
            Self::List(_) => "LIST",
            Self::Map(_, _) => "MAP",
            Self::Struct(_) => "STRUCT",
            Self::Union => "UNION",
        }
    }
}

/// A part of the file that holds rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StripeInfo {
    pub offset: u64,
    pub index: u64,
    pub data: u64,
    pub footer: u64,
    pub rows: u64,
}

/// What the footer says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tail {
    pub rows: u64,
    pub columns: Vec<(String, OrcType)>,
    pub stripes: Vec<StripeInfo>,
    pub packed: Packed,
}

/// A type as the footer lists it.
#[derive(Debug, Default)]
struct Listed {
    kind: u64,
    parts: Vec<u64>,
    names: Vec<String>,
    length: u64,
    precision: Option<u64>,
    scale: Option<u64>,
}

impl Tail {
    /// Reads the last [`Postscript::tail_length`] bytes of a file of `size` bytes.
    pub fn read(tail: &[u8], postscript: &Postscript, size: u64) -> Result<Self, String> {
        let broken = |what: &dyn std::fmt::Display| format!("truncated or broken ORC: {what}");
        let cut = || broken(&"the footer is cut");
        if tail.len() as u64 != postscript.tail_length() {
            return Err(cut());
        }
        let metadata = usize::try_from(postscript.metadata).map_err(|_| cut())?;
        let footer = usize::try_from(postscript.footer).map_err(|_| cut())?;
        let (metadata, rest) = tail.split_at(metadata);
        let packed = postscript.packed;
        // Nobody here asks for the statistics, but readers unpack them.
        packed.whole(metadata, LARGEST_FOOTER).map_err(|error| broken(&error))?;
        let footer = packed.whole(&rest[..footer], LARGEST_FOOTER).map_err(|error| broken(&error))?;
        let mut found = Self { rows: 0, columns: Vec::new(), stripes: Vec::new(), packed };
        let mut types = Vec::new();
        let mut fields = Fields::new(&footer);
        while let Some((field, value)) = fields.read().map_err(|error| broken(&error))? {
            match (field, value) {
                (3, Value::Bytes(stripe)) => found.stripes.push(stripe_info(stripe).map_err(|error| broken(&error))?),
                (4, Value::Bytes(listed)) => types.push(listed_type(listed).map_err(|error| broken(&error))?),
                (6, Value::Number(rows)) => found.rows = rows,
                (10, Value::Bytes(_)) => return Err("encrypted ORC, which is not read here".to_owned()),
                _ => {}
            }
        }
        let data_end = size - postscript.tail_length();
        for stripe in &found.stripes {
            let end = [stripe.index, stripe.data, stripe.footer]
                .iter()
                .try_fold(stripe.offset, |end, length| end.checked_add(*length));
            if end.is_none_or(|end| end > data_end) {
                return Err(broken(&"a stripe lies outside of the file"));
            }
            if stripe.rows > MOST_ROWS {
                return Err(broken(&format_args!("a stripe says that it has {} rows", stripe.rows)));
            }
        }
        let rows = found.stripes.iter().try_fold(0_u64, |sum, stripe| sum.checked_add(stripe.rows));
        if rows != Some(found.rows) {
            return Err(broken(&format_args!(
                "the footer says that there are {} rows, the stripes have others",
                found.rows
            )));
        }
        let mut taken = vec![false; types.len()];
        let root = tree(&types, 0, &mut taken, 0).map_err(|error| broken(&error))?;
        let OrcKind::Struct(columns) = root.kind else {
            return Err(format!("ORC whose rows are of type {}, not STRUCT", root.kind.name()));
        };
        found.columns = columns;
        Ok(found)
    }
}

fn stripe_info(bytes: &[u8]) -> Result<StripeInfo, String> {
    let mut stripe = StripeInfo::default();
    let mut fields = Fields::new(bytes);
    while let Some((field, value)) = fields.read()? {
        let Value::Number(number) = value else { continue };
        match field {
            1 => stripe.offset = number,
            2 => stripe.index = number,
            3 => stripe.data = number,
            4 => stripe.footer = number,
            5 => stripe.rows = number,
            _ => {}
        }
    }
    Ok(stripe)
}

fn listed_type(bytes: &[u8]) -> Result<Listed, String> {
    let mut listed = Listed::default();
    let mut fields = Fields::new(bytes);
    while let Some((field, value)) = fields.read()? {
        match (field, value) {
            (1, Value::Number(kind)) => listed.kind = kind,
            (2, parts) => numbers(parts, &mut listed.parts)?,
            (3, Value::Bytes(name)) => {
                let name = std::str::from_utf8(name).map_err(|_| "the name of a field is not UTF-8")?;
                listed.names.push(name.to_owned());
            }
            (4, Value::Number(length)) => listed.length = length,
            (5, Value::Number(precision)) => listed.precision = Some(precision),
            (6, Value::Number(scale)) => listed.scale = Some(scale),
            _ => {}
        }
    }
    Ok(listed)
}

/// The type at a place of the list, with its parts. Parts come after the whole, and each is a part of one only.
fn tree(types: &[Listed], at: usize, taken: &mut [bool], depth: usize) -> Result<OrcType, String> {
    let listed = types.get(at).ok_or("a type is missing")?;
    if depth > DEEPEST {
        return Err(format!("types are inside one another more than {DEEPEST} deep"));
    }
    if std::mem::replace(&mut taken[at], true) {
        return Err("a type is a part of two others".to_owned());
    }
    let mut parts = Vec::with_capacity(listed.parts.len().min(types.len()));
    for part in &listed.parts {
        let part = usize::try_from(*part).ok().filter(|part| *part > at).ok_or("a type is a part of itself")?;
        parts.push(tree(types, part, taken, depth + 1)?);
    }
    let length = u32::try_from(listed.length).unwrap_or(u32::MAX);
    let count = parts.len();
    let mut parts = parts.into_iter();
    let kind = match (listed.kind, count) {
        (0, 0) => OrcKind::Boolean,
        (1, 0) => OrcKind::Byte,
        (2, 0) => OrcKind::Short,
        (3, 0) => OrcKind::Int,
        (4, 0) => OrcKind::Long,
        (5, 0) => OrcKind::Float,
        (6, 0) => OrcKind::Double,
        (7, 0) => OrcKind::String,
        (8, 0) => OrcKind::Binary,
        (9, 0) => OrcKind::Timestamp,
        (10, 1) => OrcKind::List(Box::new(parts.next().ok_or("a list without a type")?)),
        (11, 2) => {
            let key = parts.next().ok_or("a map without a type")?;
            OrcKind::Map(Box::new(key), Box::new(parts.next().ok_or("a map without a type")?))
        }
        (12, count) if count == listed.names.len() => {
            OrcKind::Struct(listed.names.iter().cloned().zip(parts).collect())
        }
        (13, _) => OrcKind::Union,
        (14, 0) => {
            let (precision, scale) = (listed.precision.unwrap_or(0), listed.scale.unwrap_or(0));
            if precision == 0 || precision > 38 || scale > precision {
                return Err(format!("a column is a decimal({precision},{scale})"));
            }
            OrcKind::Decimal { precision, scale }
        }
        (15, 0) => OrcKind::Date,
        (16, 0) => OrcKind::Varchar(length),
        (17, 0) => OrcKind::Char(length),
        (18, 0) => OrcKind::TimestampInstant,
        (kind, count) => return Err(format!("a type of kind {kind} has {count} parts")),
    };
    Ok(OrcType { column: at, kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
        let mut out = vec![number << 3 | 2, u8::try_from(bytes.len()).unwrap()];
        out.extend_from_slice(bytes);
        out
    }

    /// A file without stripes: its footer, and the end after it.
    fn file(types: &[Vec<u8>]) -> Vec<u8> {
        let footer: Vec<u8> = types.iter().flat_map(|listed| field(4, listed)).collect();
        let mut out = MAGIC.to_vec();
        out.extend_from_slice(&footer);
        let mut postscript = vec![0x08, u8::try_from(footer.len()).unwrap(), 0x10, 0, 0x82, 0xf4, 0x03, 3];
        postscript.extend_from_slice(MAGIC);
        out.extend_from_slice(&postscript);
        out.push(u8::try_from(postscript.len()).unwrap());
        out
    }

    fn read(file: &[u8]) -> Result<Tail, String> {
        let size = file.len() as u64;
        let postscript = Postscript::read(file, size)?;
        let start = file.len() - usize::try_from(postscript.tail_length()).unwrap();
        Tail::read(&file[start..], &postscript, size)
    }

    fn structure(parts: &[u8], names: &[&str]) -> Vec<u8> {
        let mut out = vec![0x08, 12];
        out.extend(field(2, parts));
        names.iter().for_each(|name| out.extend(field(3, name.as_bytes())));
        out
    }

    #[test]
    fn a_footer_tells_the_columns() {
        let decimal = vec![0x08, 14, 0x28, 10, 0x30, 2];
        let list = [vec![0x08, 10], field(2, &[3])].concat();
        let sound = file(&[structure(&[1, 2], &["Price", "tags"]), decimal, list, vec![0x08, 7]]);
        let tail = read(&sound).expect("a sound file");
        assert_eq!(tail.columns[0].1.kind, OrcKind::Decimal { precision: 10, scale: 2 });
        assert_eq!(tail.columns[1].0, "tags");
        assert!(matches!(&tail.columns[1].1.kind, OrcKind::List(item) if item.column == 3));
        for cut in 0..sound.len() {
            assert!(read(&sound[..cut]).is_err(), "{cut}");
        }
    }

    #[test]
    fn types_that_do_not_end_are_errors() {
        let list = |part: u8| [vec![0x08, 10], field(2, &[part])].concat();
        let itself = file(&[structure(&[1], &["a"]), list(1)]);
        assert!(read(&itself).unwrap_err().contains("part of itself"));
        let shared = file(&[structure(&[1, 2], &["a", "b"]), list(3), list(3), vec![0x08, 7]]);
        assert!(read(&shared).unwrap_err().contains("part of two"));
        let mut deep = vec![structure(&[1], &["a"])];
        deep.extend((2..100).map(list));
        assert!(read(&file_of(&deep)).unwrap_err().contains("64 deep"));
        assert!(read(&file(&[structure(&[1], &["a", "b"]), vec![0x08, 7]])).is_err());
        assert!(read(&file(&[vec![0x08, 7]])).unwrap_err().contains("not STRUCT"));
        assert!(read(&file(&[])).is_err());
    }

    /// The same with a footer that is longer than one byte can say.
    fn file_of(types: &[Vec<u8>]) -> Vec<u8> {
        let footer: Vec<u8> = types.iter().flat_map(|listed| field(4, listed)).collect();
        let mut out = MAGIC.to_vec();
        out.extend_from_slice(&footer);
        let length = footer.len();
        let low = u8::try_from(length & 0x7f).unwrap() | 0x80;
        let mut postscript = vec![0x08, low, u8::try_from(length >> 7).unwrap(), 0x82, 0xf4, 0x03, 3];
        postscript.extend_from_slice(MAGIC);
        out.extend_from_slice(&postscript);
        out.push(u8::try_from(postscript.len()).unwrap());
        out
    }
}
