//! The chunks that the sections of a file are compressed in: three bytes of length, and whether they are compressed.
//! No chunk unpacks to more than the file's block size, whatever it says.

use std::io::Read;

/// How a file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    Zlib,
    Snappy,
    Lz4,
    Zstd,
}

/// The most bytes that a file may say a chunk has unpacked. Writers take 256 KiB.
pub const LARGEST_BLOCK: u64 = 64 << 20;

/// The bytes of an original chunk that is as long as its length can say.
const LONGEST_ORIGINAL: usize = 4 << 20;

/// How the sections of one file are packed: nothing, or by chunks of at most so many bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Packed {
    pub packing: Option<Packing>,
    pub block: usize,
}

impl Packed {
    /// Gives each unpacked piece of a section to `each`.
    pub fn unpack(&self, mut section: &[u8], mut each: impl FnMut(&[u8]) -> Result<(), String>) -> Result<(), String> {
        let Some(packing) = self.packing else { return each(section) };
        let mut scratch = Vec::new();
        while !section.is_empty() {
            let Some((head, rest)) = section.split_first_chunk::<3>() else {
                return Err("a compressed section ends within a chunk's length".to_owned());
            };
            let head = u32::from_le_bytes([head[0], head[1], head[2], 0]);
            let Some((chunk, rest)) = rest.split_at_checked((head >> 1) as usize) else {
                return Err("a compressed chunk is longer than its section".to_owned());
            };
            section = rest;
            if head & 1 == 1 {
                each(chunk)?;
                continue;
            }
            self.inflate(packing, chunk, &mut scratch)?;
            each(&scratch)?;
        }
        Ok(())
    }

    /// The whole of a section, unpacked; an error when it has more than `most` bytes.
    pub fn whole(&self, section: &[u8], most: usize) -> Result<Vec<u8>, String> {
        let mut out = Vec::new();
        self.unpack(section, |piece| {
            if out.len() + piece.len() > most {
                return Err(format!("a section unpacks to more than {most} bytes"));
            }
            out.extend_from_slice(piece);
            Ok(())
        })?;
        Ok(out)
    }

    fn inflate(&self, packing: Packing, chunk: &[u8], scratch: &mut Vec<u8>) -> Result<(), String> {
        let broken = |what: &dyn std::fmt::Display| format!("a compressed chunk is broken: {what}");
        scratch.clear();
        let most = self.block as u64 + 1;
        match packing {
            Packing::Zlib => {
                let reader = flate2::bufread::DeflateDecoder::new(chunk);
                reader.take(most).read_to_end(scratch).map_err(|error| broken(&error))?;
            }
            Packing::Zstd => {
                let reader = zstd::stream::read::Decoder::with_buffer(chunk).map_err(|error| broken(&error))?;
                reader.take(most).read_to_end(scratch).map_err(|error| broken(&error))?;
            }
            Packing::Snappy => {
                let length = snap::raw::decompress_len(chunk).map_err(|error| broken(&error))?;
                if length <= self.block {
                    scratch.resize(length, 0);
                    snap::raw::Decoder::new().decompress(chunk, scratch).map_err(|error| broken(&error))?;
                    return Ok(());
                }
                return Err(self.too_long());
            }
            Packing::Lz4 => {
                scratch.resize(self.block, 0);
                let length =
                    lz4_flex::block::decompress_into(chunk, scratch.as_mut_slice()).map_err(|error| broken(&error))?;
                scratch.truncate(length);
            }
        }
        if scratch.len() > self.block { Err(self.too_long()) } else { Ok(()) }
    }

    fn too_long(&self) -> String {
        format!("a compressed chunk has more than the {} bytes of a block", self.block)
    }
}

/// Adds a piece as a chunk that is not compressed.
pub fn original(piece: &[u8], into: &mut Vec<u8>) {
    for part in piece.chunks(LONGEST_ORIGINAL) {
        let head = u32::try_from(part.len()).expect("a part is no longer than four MiB") << 1 | 1;
        into.extend_from_slice(&head.to_le_bytes()[..3]);
        into.extend_from_slice(part);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn chunk(packed: &[u8]) -> Vec<u8> {
        let mut out = (u32::try_from(packed.len()).unwrap() << 1).to_le_bytes()[..3].to_vec();
        out.extend_from_slice(packed);
        out
    }

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut out = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    #[test]
    fn every_packing_is_unpacked_and_no_chunk_beyond_its_block() {
        let text = b"the same again and again, ".repeat(40);
        let cases = [
            (Packing::Zlib, zlib(&text)),
            (Packing::Zstd, zstd::stream::encode_all(&text[..], 3).unwrap()),
            (Packing::Snappy, snap::raw::Encoder::new().compress_vec(&text).unwrap()),
            (Packing::Lz4, lz4_flex::block::compress(&text)),
        ];
        for (packing, bytes) in cases {
            let packed = Packed { packing: Some(packing), block: text.len() };
            let mut section = chunk(&bytes);
            original(b"as it is", &mut section);
            let whole = [text.as_slice(), b"as it is"].concat();
            assert_eq!(packed.whole(&section, 1 << 20), Ok(whole), "{packing:?}");
            assert!(packed.whole(&section, 100).is_err(), "{packing:?}");
            let small = Packed { packing: Some(packing), block: text.len() - 1 };
            assert!(small.whole(&section, 1 << 20).is_err(), "{packing:?}");
            for cut in [1, 2, 5, section.len() - 3] {
                assert!(packed.whole(&section[..cut], 1 << 20).is_err(), "{packing:?} {cut}");
            }
        }
        let plain = Packed { packing: None, block: 1 };
        assert_eq!(plain.whole(b"plain", 10), Ok(b"plain".to_vec()));
    }

    #[test]
    fn a_bomb_is_found_out_before_it_is_unpacked() {
        let section = chunk(&zlib(&vec![0; 50 << 20]));
        let packed = Packed { packing: Some(Packing::Zlib), block: 262_144 };
        assert!(packed.whole(&section, usize::MAX).unwrap_err().contains("262144 bytes"));
    }
}
