//! How a whole object is packed, told from its first bytes and, failing that, from its name.

/// The packing of a whole object. Formats that pack inside themselves, such as Parquet, count as `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Compression {
    #[default]
    None,
    Gzip,
    Bzip2,
    Zip,
    Lz4,
    Snappy,
    Zstd,
}

impl Compression {
    /// Tells the packing. The bytes decide; a name only when there are no bytes to look at (snappy's raw form has no
    /// magic, so there the name is all there is).
    pub fn detect(key: &str, first_bytes: &[u8]) -> Self {
        const MAGIC: [(&[u8], Compression); 6] = [
            (b"\x1f\x8b", Compression::Gzip),
            (b"BZh", Compression::Bzip2),
            (b"PK\x03\x04", Compression::Zip),
            (b"\x04\x22\x4d\x18", Compression::Lz4),
            (b"\xff\x06\x00\x00sNaPpY", Compression::Snappy),
            (b"\x28\xb5\x2f\xfd", Compression::Zstd),
        ];
        if let Some((_, found)) = MAGIC.iter().find(|(magic, _)| first_bytes.starts_with(magic)) {
            return *found;
        }
        let extension = key.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        let by_name = match extension.as_deref() {
            Some("snappy") => Self::Snappy,
            Some("gz" | "gzip") => Self::Gzip,
            Some("bz2") => Self::Bzip2,
            Some("zip") => Self::Zip,
            Some("lz4") => Self::Lz4,
            Some("zst") => Self::Zstd,
            _ => Self::None,
        };
        // A `.gz` full of plain text is plain text, whatever it is called.
        if by_name == Self::Snappy || first_bytes.is_empty() { by_name } else { Self::None }
    }

    /// What is wrong with an object that is found not to be packed and whose name says that it is: queries go by the name.
    pub fn misnamed(self, key: &str, first_bytes: &[u8]) -> Option<String> {
        let named = Self::detect(key, &[]);
        (self == Self::None && named != Self::None && !first_bytes.is_empty()).then(|| {
            format!("not {}, which its name says it is: queries unpack by the name and cannot read it", named.name())
        })
    }

    /// The value of the table parameter `compressionType`.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Gzip => "gzip",
            Self::Bzip2 => "bzip2",
            Self::Zip => "zip",
            Self::Lz4 => "lz4",
            Self::Snappy => "snappy",
            Self::Zstd => "zstd",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_beat_the_name() {
        assert_eq!(Compression::detect("a.csv", b"\x1f\x8b\x08"), Compression::Gzip);
        assert_eq!(Compression::detect("a.csv.gz", b"a,b\n"), Compression::None);
        assert_eq!(Compression::detect("a.csv.GZ", b""), Compression::Gzip);
        assert_eq!(Compression::detect("a.json.snappy", b"\x05\x10{"), Compression::Snappy);
        assert_eq!(Compression::detect("a", b"BZh91AY"), Compression::Bzip2);
        assert_eq!(Compression::None.misnamed("a.csv", b"a,b\n"), None);
        assert_eq!(Compression::Gzip.misnamed("a.csv.gz", b"\x1f\x8b"), None);
        assert_eq!(Compression::None.misnamed("a.csv.gz", b""), None);
        assert!(Compression::None.misnamed("a.csv.gz", b"a,b\n").is_some_and(|text| text.starts_with("not gzip,")));
    }
}
