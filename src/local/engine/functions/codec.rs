//! Bytes as text and back, checksums and keyed hashes.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use datafusion::arrow::array::ArrayRef;
use datafusion::arrow::datatypes::{Int32Type, Int64Type};
use sha1::Digest as _;

use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};
use crate::engine::error::EngineError;

pub fn register(r: &mut Registry) {
    use Arg::{Bigint, Text, Varbinary};
    r.add("to_base64", Args::Exact(&[Varbinary]), Returns::Text, |a| encode(a, |bytes| STANDARD.encode(bytes)));
    r.add("to_base64url", Args::Exact(&[Varbinary]), Returns::Text, |a| encode(a, |bytes| URL_SAFE.encode(bytes)));
    for (name, eval) in
        [("from_base64", from_base64 as super::udf::Eval), ("from_base64url", from_base64url as super::udf::Eval)]
    {
        r.add(name, Args::Exact(&[Text]), Returns::Varbinary, eval);
        r.add(name, Args::Exact(&[Varbinary]), Returns::Varbinary, eval);
    }
    r.add("sha1", Args::Exact(&[Varbinary]), Returns::Varbinary, |a| {
        bytes(a, |bytes| Ok(sha1::Sha1::digest(bytes).to_vec()))
    });
    r.add("xxhash64", Args::Exact(&[Varbinary]), Returns::Varbinary, |a| {
        bytes(a, |bytes| Ok(xxhash64(bytes).to_be_bytes().to_vec()))
    });
    r.add("crc32", Args::Exact(&[Varbinary]), Returns::Bigint, |a| {
        let values = rows::binary(&a[0])?;
        Ok(Arc::new(rows::to_number::<Int64Type>(a, |row| {
            let sum = crc_fast::checksum(crc_fast::CrcAlgorithm::Crc32IsoHdlc, values.value(row));
            Ok(Some(sum as i64))
        })?))
    });
    r.add("hmac_md5", Args::Exact(&[Varbinary, Varbinary]), Returns::Varbinary, keyed::<hmac::Hmac<md5::Md5>>);
    r.add("hmac_sha1", Args::Exact(&[Varbinary, Varbinary]), Returns::Varbinary, |a| {
        keyed::<hmac::Hmac<sha1::Sha1>>(a)
    });
    r.add("hmac_sha256", Args::Exact(&[Varbinary, Varbinary]), Returns::Varbinary, |a| {
        keyed::<hmac::Hmac<sha2::Sha256>>(a)
    });
    r.add("hmac_sha512", Args::Exact(&[Varbinary, Varbinary]), Returns::Varbinary, |a| {
        keyed::<hmac::Hmac<sha2::Sha512>>(a)
    });
    r.add("lpad", Args::Exact(&[Varbinary, Bigint, Varbinary]), Returns::Varbinary, |a| pad(a, true));
    r.add("rpad", Args::Exact(&[Varbinary, Bigint, Varbinary]), Returns::Varbinary, |a| pad(a, false));
    r.add("substr", Args::Exact(&[Varbinary, Bigint]), Returns::Varbinary, part);
    r.add("substr", Args::Exact(&[Varbinary, Bigint, Bigint]), Returns::Varbinary, part);
    r.add("to_big_endian_64", Args::Exact(&[Bigint]), Returns::Varbinary, |a| {
        let values = rows::bigint(&a[0])?;
        rows::to_binary(a, |row| Ok(Some(values.value(row).to_be_bytes().to_vec())))
    });
    r.add("to_big_endian_32", Args::Exact(&[Bigint]), Returns::Varbinary, |a| {
        let values = rows::bigint(&a[0])?;
        rows::to_binary(a, |row| {
            let value = i32::try_from(values.value(row))
                .map_err(|_| EngineError::user("NUMERIC_VALUE_OUT_OF_RANGE", "Out of range for integer"))?;
            Ok(Some(value.to_be_bytes().to_vec()))
        })
    });
    r.add("from_big_endian_64", Args::Exact(&[Varbinary]), Returns::Bigint, |a| {
        let values = rows::binary(&a[0])?;
        Ok(Arc::new(rows::to_number::<Int64Type>(a, |row| {
            let bytes = values.value(row).try_into().map_err(|_| {
                EngineError::user("INVALID_FUNCTION_ARGUMENT", "expected 8-byte input, but got instead another length")
            })?;
            Ok(Some(i64::from_be_bytes(bytes)))
        })?))
    });
    r.add("from_big_endian_32", Args::Exact(&[Varbinary]), Returns::Integer, |a| {
        let values = rows::binary(&a[0])?;
        Ok(Arc::new(rows::to_number::<Int32Type>(a, |row| {
            let bytes = values.value(row).try_into().map_err(|_| {
                EngineError::user("INVALID_FUNCTION_ARGUMENT", "expected 4-byte input, but got instead another length")
            })?;
            Ok(Some(i32::from_be_bytes(bytes)))
        })?))
    });
    r.add("reverse", Args::Exact(&[Varbinary]), Returns::Varbinary, |a| {
        bytes(a, |bytes| Ok(bytes.iter().rev().copied().collect()))
    });
    r.add("concat", Args::AtLeast(2, Varbinary), Returns::Varbinary, |a| {
        let parts = a.iter().map(rows::binary).collect::<Result<Vec<_>, _>>()?;
        rows::to_binary(a, |row| Ok(Some(parts.iter().flat_map(|part| part.value(row)).copied().collect())))
    });
}

fn encode(args: &[ArrayRef], each: impl Fn(&[u8]) -> String) -> Out {
    let values = rows::binary(&args[0])?;
    rows::to_text(args, |row| Ok(Some(each(values.value(row)))))
}

fn bytes(args: &[ArrayRef], each: impl Fn(&[u8]) -> Result<Vec<u8>, EngineError>) -> Out {
    let values = rows::binary(&args[0])?;
    rows::to_binary(args, |row| each(values.value(row)).map(Some))
}

fn decode(args: &[ArrayRef], engine: &base64::engine::GeneralPurpose) -> Out {
    let bad = |error| EngineError::user("INVALID_FUNCTION_ARGUMENT", format_args!("Illegal base64: {error}"));
    if let Ok(text) = rows::text(&args[0]) {
        return rows::to_binary(args, |row| engine.decode(text.value(row)).map(Some).map_err(bad));
    }
    let values = rows::binary(&args[0])?;
    rows::to_binary(args, |row| engine.decode(values.value(row)).map(Some).map_err(bad))
}

/// Java's decoder takes text with its padding or without.
fn from_base64(args: &[ArrayRef]) -> Out {
    decode(args, &lenient(&base64::alphabet::STANDARD))
}

fn from_base64url(args: &[ArrayRef]) -> Out {
    decode(args, &lenient(&base64::alphabet::URL_SAFE))
}

fn lenient(alphabet: &base64::alphabet::Alphabet) -> base64::engine::GeneralPurpose {
    let padding = base64::engine::DecodePaddingMode::Indifferent;
    let how = base64::engine::GeneralPurposeConfig::new().with_decode_padding_mode(padding);
    base64::engine::GeneralPurpose::new(alphabet, how)
}

fn keyed<M: hmac::KeyInit + hmac::Mac>(args: &[ArrayRef]) -> Out {
    let (values, keys) = (rows::binary(&args[0])?, rows::binary(&args[1])?);
    rows::to_binary(args, |row| {
        let mut mac = <M as hmac::KeyInit>::new_from_slice(keys.value(row))
            .map_err(|error| EngineError::user("INVALID_FUNCTION_ARGUMENT", error))?;
        mac.update(values.value(row));
        Ok(Some(mac.finalize().into_bytes().to_vec()))
    })
}

/// The 64-bit xxHash with seed 0.
pub fn xxhash64(input: &[u8]) -> u64 {
    const P1: u64 = 0x9E37_79B1_85EB_CA87;
    const P2: u64 = 0xC2B2_AE3D_27D4_EB4F;
    const P3: u64 = 0x1656_67B1_9E37_79F9;
    const P4: u64 = 0x85EB_CA77_C2B2_AE63;
    const P5: u64 = 0x27D4_EB2F_1656_67C5;
    fn word(bytes: &[u8]) -> u64 {
        bytes.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte))
    }
    let round = |lane: u64, input: u64| lane.wrapping_add(input.wrapping_mul(P2)).rotate_left(31).wrapping_mul(P1);
    let mut stripes = input.chunks_exact(32);
    let mut hash = if input.len() >= 32 {
        let mut lanes = [P1.wrapping_add(P2), P2, 0, 0_u64.wrapping_sub(P1)];
        for stripe in &mut stripes {
            for (lane, bytes) in lanes.iter_mut().zip(stripe.chunks_exact(8)) {
                *lane = round(*lane, word(bytes));
            }
        }
        let mut hash = lanes
            .iter()
            .zip([1, 7, 12, 18])
            .fold(0_u64, |hash, (lane, turn)| hash.wrapping_add(lane.rotate_left(turn)));
        for lane in lanes {
            hash = (hash ^ round(0, lane)).wrapping_mul(P1).wrapping_add(P4);
        }
        hash
    } else {
        P5
    };
    hash = hash.wrapping_add(input.len() as u64);
    let mut eights = stripes.remainder().chunks_exact(8);
    for bytes in &mut eights {
        hash = (hash ^ round(0, word(bytes))).rotate_left(27).wrapping_mul(P1).wrapping_add(P4);
    }
    let mut fours = eights.remainder().chunks_exact(4);
    for bytes in &mut fours {
        hash = (hash ^ word(bytes).wrapping_mul(P1)).rotate_left(23).wrapping_mul(P2).wrapping_add(P3);
    }
    for byte in fours.remainder() {
        hash = (hash ^ u64::from(*byte).wrapping_mul(P5)).rotate_left(11).wrapping_mul(P1);
    }
    hash = (hash ^ hash >> 33).wrapping_mul(P2);
    hash = (hash ^ hash >> 29).wrapping_mul(P3);
    hash ^ hash >> 32
}

/// Bytes filled up to a size, or cut to it.
fn pad(args: &[ArrayRef], left: bool) -> Out {
    let (values, size, with) = (rows::binary(&args[0])?, rows::bigint(&args[1])?, rows::binary(&args[2])?);
    rows::to_binary(args, |row| {
        let (value, size, with) = (values.value(row), size.value(row), with.value(row));
        let invalid = |text: &str| EngineError::user("INVALID_FUNCTION_ARGUMENT", text);
        let size = usize::try_from(size).ok().filter(|size| *size <= 1_000_000);
        let size = size.ok_or_else(|| invalid("Target length must be in the range [0..1000000]"))?;
        if with.is_empty() {
            return Err(invalid("Padding bytes must not be empty"));
        }
        let filling: Vec<u8> = with.iter().copied().cycle().take(size.saturating_sub(value.len())).collect();
        let value = &value[..value.len().min(size)];
        Ok(Some(if left { [&filling, value].concat() } else { [value, &filling].concat() }))
    })
}

/// A part of bytes, as `substr` takes one of a text.
fn part(args: &[ArrayRef]) -> Out {
    let (values, start) = (rows::binary(&args[0])?, rows::bigint(&args[1])?);
    let length = args.get(2).map(rows::bigint).transpose()?;
    rows::to_binary(args, |row| {
        let (value, start) = (values.value(row), start.value(row));
        let total = value.len() as i64;
        let from = if start > 0 { start - 1 } else { total.saturating_add(start) };
        if start == 0 || from < 0 || from >= total {
            return Ok(Some(Vec::new()));
        }
        let count = length.map_or(i64::MAX, |length| length.value(row)).max(0);
        let end = from.saturating_add(count).min(total);
        Ok(Some(value[from as usize..end as usize].to_vec()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xxhash64_agrees_with_its_reference() {
        assert_eq!(xxhash64(b""), 0xEF46_DB37_51D8_E999);
        assert_eq!(xxhash64(b"abc"), 0x44BC_2CF5_AD77_0999);
        assert_eq!(xxhash64(b"hello"), 0x26C7_827D_889F_6DA3);
    }
}
