//! Text objects that are compressed, told by the end of their names as Athena tells them.
//!
//! Source: Athena User Guide, 'Compression support': BZIP2, DEFLATE, GZIP, LZ4, SNAPPY, ZSTD. Hadoop writes snappy and
//! lz4 in blocks of its own; the frames of the command-line tools are read as well. Lengths that a file states are
//! bounded before anything is allocated for them.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::{MultiGzDecoder, ZlibDecoder};

use crate::engine::error::EngineError;

const BUFFER: usize = 128 * 1024;

/// The longest block of Hadoop's that is read, in bytes: Hadoop writes 256 KiB.
const LONGEST_BLOCK: usize = 256 << 20;

/// How an object is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    Plain,
    Gzip,
    Bzip2,
    Zstd,
    Snappy,
    Lz4,
    Deflate,
    /// Known to Athena and not read here, by the end of its name.
    Unread(&'static str),
}

impl Packing {
    /// By the end of an object's name.
    pub fn of(uri: &str) -> Self {
        let name = uri.rsplit('/').next().unwrap_or(uri);
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        match extension.as_deref() {
            Some("gz" | "gzip") => Self::Gzip,
            Some("bz2") => Self::Bzip2,
            Some("zst") => Self::Zstd,
            Some("snappy") => Self::Snappy,
            Some("lz4") => Self::Lz4,
            Some("deflate") => Self::Deflate,
            Some("lzo") => Self::Unread("lzo"),
            Some("xz") => Self::Unread("xz"),
            _ => Self::Plain,
        }
    }

    /// The text behind the bytes of an object.
    pub fn open(self, raw: impl BufRead + Send + 'static, uri: &str) -> Result<Box<dyn BufRead + Send>, EngineError> {
        let buffered = |reader: Box<dyn Read + Send>| -> Box<dyn BufRead + Send> {
            Box::new(BufReader::with_capacity(BUFFER, reader))
        };
        Ok(match self {
            Self::Plain => Box::new(raw),
            Self::Gzip => buffered(Box::new(MultiGzDecoder::new(raw))),
            Self::Deflate => buffered(Box::new(ZlibDecoder::new(raw))),
            Self::Bzip2 => buffered(Box::new(bzip2::bufread::MultiBzDecoder::new(raw))),
            Self::Zstd => buffered(Box::new(zstd::stream::read::Decoder::with_buffer(raw)?)),
            Self::Snappy => framed(raw, &[0xff, 0x06, 0x00, 0x00], snap::read::FrameDecoder::new, Codec::Snappy)?,
            Self::Lz4 => framed(raw, &[0x04, 0x22, 0x4d, 0x18], lz4_flex::frame::FrameDecoder::new, Codec::Lz4)?,
            Self::Unread(name) => {
                return Err(EngineError::unsupported(format_args!("text compressed as .{name} ({uri})")));
            }
        })
    }
}

/// A stream that begins with the mark of a frame, or is made of Hadoop's blocks.
fn framed<B, R>(
    mut raw: B,
    mark: &[u8],
    frame: impl FnOnce(io::Chain<io::Cursor<Vec<u8>>, B>) -> R,
    codec: Codec,
) -> Result<Box<dyn BufRead + Send>, EngineError>
where
    B: BufRead + Send + 'static,
    R: Read + Send + 'static,
{
    let mut start = Vec::new();
    Read::take(&mut raw, mark.len() as u64).read_to_end(&mut start).map_err(super::super::serde::input_error)?;
    let is_frame = start == mark;
    let whole = io::Cursor::new(start).chain(raw);
    let reader: Box<dyn Read + Send> =
        if is_frame { Box::new(frame(whole)) } else { Box::new(Blocks::new(whole, codec)) };
    Ok(Box::new(BufReader::with_capacity(BUFFER, reader)))
}

#[derive(Debug, Clone, Copy)]
enum Codec {
    Snappy,
    Lz4,
}

/// Hadoop's block streams: the length of a block, then chunks, each with the length that it has compressed, until they
/// make up the block. Numbers have four bytes, the greatest first.
struct Blocks<R> {
    inner: R,
    codec: Codec,
    /// Bytes of the block that are still to come in chunks.
    left: usize,
    chunk: Vec<u8>,
    at: usize,
}

fn broken(what: impl std::fmt::Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.to_string())
}

impl<R: Read> Blocks<R> {
    fn new(inner: R, codec: Codec) -> Self {
        Self { inner, codec, left: 0, chunk: Vec::new(), at: 0 }
    }

    /// A length; none at the end of the stream.
    fn length(&mut self) -> io::Result<Option<usize>> {
        let mut bytes = [0_u8; 4];
        let mut filled = 0;
        while filled < bytes.len() {
            match self.inner.read(&mut bytes[filled..])? {
                0 if filled == 0 => return Ok(None),
                0 => return Err(io::Error::from(io::ErrorKind::UnexpectedEof)),
                count => filled += count,
            }
        }
        let length = u32::from_be_bytes(bytes) as usize;
        if length > LONGEST_BLOCK {
            return Err(broken(format_args!("a compressed block says that it has {length} bytes")));
        }
        Ok(Some(length))
    }

    /// Unpacks the next chunk; `false` at the end.
    fn fill(&mut self) -> io::Result<bool> {
        while self.left == 0 {
            match self.length()? {
                None => return Ok(false),
                Some(length) => self.left = length,
            }
        }
        let length = self.length()?.ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))?;
        let mut packed = Vec::new();
        Read::take(&mut self.inner, length as u64).read_to_end(&mut packed)?;
        if packed.len() < length {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
        }
        self.chunk = match self.codec {
            Codec::Snappy => {
                if snap::raw::decompress_len(&packed).map_err(broken)? > self.left {
                    return Err(broken("a chunk is longer than its block"));
                }
                snap::raw::Decoder::new().decompress_vec(&packed).map_err(broken)?
            }
            Codec::Lz4 => lz4_flex::block::decompress(&packed, self.left).map_err(broken)?,
        };
        if self.chunk.is_empty() {
            return Err(broken("an empty chunk"));
        }
        self.left =
            self.left.checked_sub(self.chunk.len()).ok_or_else(|| broken("a chunk is longer than its block"))?;
        self.at = 0;
        Ok(true)
    }
}

impl<R: Read> Read for Blocks<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.at == self.chunk.len() && !self.fill()? {
            return Ok(0);
        }
        let count = out.len().min(self.chunk.len() - self.at);
        out[..count].copy_from_slice(&self.chunk[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn hadoop(blocks: &[&[&[u8]]], pack: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
        let mut out = Vec::new();
        for chunks in blocks {
            let length: usize = chunks.iter().map(|chunk| chunk.len()).sum();
            out.extend((length as u32).to_be_bytes());
            for chunk in *chunks {
                let packed = pack(chunk);
                out.extend((packed.len() as u32).to_be_bytes());
                out.extend(packed);
            }
        }
        out
    }

    fn unpacked(name: &str, bytes: Vec<u8>) -> Result<String, String> {
        let mut reader = Packing::of(name).open(io::Cursor::new(bytes), name).map_err(|error| error.message)?;
        let mut text = String::new();
        reader.read_to_string(&mut text).map_err(|error| error.to_string())?;
        Ok(text)
    }

    #[test]
    fn what_is_packed_comes_out() {
        let snappy = |chunk: &[u8]| snap::raw::Encoder::new().compress_vec(chunk).expect("memory");
        let lz4 = |chunk: &[u8]| lz4_flex::block::compress(chunk);
        let blocks: &[&[&[u8]]] = &[&[b"one ", b"two "], &[b"three"]];
        assert_eq!(unpacked("s3://b/a.snappy", hadoop(blocks, snappy)), Ok("one two three".to_owned()));
        assert_eq!(unpacked("s3://b/a.lz4", hadoop(blocks, lz4)), Ok("one two three".to_owned()));
        let mut frame = lz4_flex::frame::FrameEncoder::new(Vec::new());
        frame.write_all(b"framed").expect("memory");
        assert_eq!(unpacked("a.lz4", frame.finish().expect("memory")), Ok("framed".to_owned()));
        let mut frame = snap::write::FrameEncoder::new(Vec::new());
        frame.write_all(b"framed").expect("memory");
        assert_eq!(unpacked("a.SNAPPY", frame.into_inner().expect("memory")), Ok("framed".to_owned()));
        let mut two = zstd::stream::encode_all(&b"zstd "[..], 1).expect("memory");
        two.extend(zstd::stream::encode_all(&b"twice"[..], 1).expect("memory"));
        assert_eq!(unpacked("a.zst", two), Ok("zstd twice".to_owned()));
        let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
        encoder.write_all(b"bzip").expect("memory");
        assert_eq!(unpacked("a.bz2", encoder.finish().expect("memory")), Ok("bzip".to_owned()));
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(b"deflated").expect("memory");
        assert_eq!(unpacked("a.deflate", encoder.finish().expect("memory")), Ok("deflated".to_owned()));
        assert_eq!(unpacked("a.csv", b"plain".to_vec()), Ok("plain".to_owned()));
    }

    #[test]
    fn lengths_that_lie_are_refused() {
        let huge = [0xff_u8, 0xff, 0xff, 0xfe, 0, 0, 0, 1, 0];
        for name in ["a.snappy", "a.lz4"] {
            let error = unpacked(name, huge.to_vec()).expect_err("a length beyond the bound");
            assert!(error.contains("4294967294 bytes"), "{error}");
            let cut = unpacked(name, vec![0, 0, 0, 9, 0, 0, 0, 200, 1]).expect_err("a chunk that ends early");
            assert!(!cut.is_empty());
        }
        // A snappy chunk that says it is longer than its block.
        let chunk = snap::raw::Encoder::new().compress_vec(&[0; 1000]).expect("memory");
        let mut bytes = 10_u32.to_be_bytes().to_vec();
        bytes.extend((chunk.len() as u32).to_be_bytes());
        bytes.extend(chunk);
        assert!(unpacked("a.snappy", bytes).expect_err("too long").contains("longer than its block"));
        assert!(unpacked("a.lzo", Vec::new()).expect_err("not read").contains(".lzo (a.lzo)"));
    }
}
