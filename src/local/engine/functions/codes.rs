//! Numbers and texts in other codes, likeness, and what chance makes.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, FixedSizeBinaryArray, Float32Array, Float64Array, UInt32Array,
};
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::{DataType, Float32Type, Float64Type};
use datafusion::common::Result;
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, TypeSignature, Volatility,
};

use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};
use crate::engine::coercion::{is_numeric, is_text};
use crate::engine::error::EngineError;
use crate::engine::types::map_type;

pub fn register(r: &mut Registry) {
    use Arg::{Double, List, Text, Varbinary};
    r.add("to_ieee754_64", Args::Exact(&[Double]), Returns::Varbinary, |a| {
        let values = rows::double(&a[0])?;
        rows::to_binary(a, |row| Ok(Some(values.value(row).to_be_bytes().to_vec())))
    });
    r.add("from_ieee754_64", Args::Exact(&[Varbinary]), Returns::Double, |a| {
        let values = rows::binary(&a[0])?;
        let out: Float64Array = rows::to_number::<Float64Type>(a, |row| {
            let bytes: [u8; 8] = values.value(row).try_into().map_err(|_| wrong_length("8-byte"))?;
            Ok(Some(f64::from_be_bytes(bytes)))
        })?;
        Ok(Arc::new(out))
    });
    r.add("to_ieee754_32", Args::Rule(one_real), Returns::Varbinary, |a| {
        let values = a[0].as_primitive::<Float32Type>();
        rows::to_binary(a, |row| Ok(Some(values.value(row).to_be_bytes().to_vec())))
    });
    r.add("from_ieee754_32", Args::Exact(&[Varbinary]), Returns::Rule(|_| Some(DataType::Float32)), |a| {
        let values = rows::binary(&a[0])?;
        let out: Float32Array = rows::to_number::<Float32Type>(a, |row| {
            let bytes: [u8; 4] = values.value(row).try_into().map_err(|_| wrong_length("4-byte"))?;
            Ok(Some(f32::from_be_bytes(bytes)))
        })?;
        Ok(Arc::new(out))
    });
    r.add("to_base32", Args::Exact(&[Varbinary]), Returns::Text, |a| {
        let values = rows::binary(&a[0])?;
        rows::to_text(a, |row| Ok(Some(to_base32(values.value(row)))))
    });
    r.add("from_base32", Args::Exact(&[Text]), Returns::Varbinary, |a| {
        let values = rows::text(&a[0])?;
        rows::to_binary(a, |row| {
            let text = values.value(row);
            from_base32(text).map(Some).ok_or_else(|| {
                EngineError::user("INVALID_FUNCTION_ARGUMENT", format_args!("'{text}' is not a valid base32 string"))
            })
        })
    });
    r.add("murmur3", Args::Exact(&[Varbinary]), Returns::Varbinary, |a| {
        let values = rows::binary(&a[0])?;
        rows::to_binary(a, |row| Ok(Some(murmur3(values.value(row)))))
    });
    r.add("cosine_similarity", Args::Rule(two_vectors), Returns::Double, cosine);
    r.add("multimap_from_entries", Args::Exact(&[List]), Returns::Rule(super::collected::multimap_of_pairs), |a| {
        let entries = a[0].as_list::<i32>().values();
        let keys = entries.as_struct_opt().filter(|entries| entries.num_columns() == 2).ok_or_else(|| {
            EngineError::user("FUNCTION_NOT_FOUND", "Unexpected parameters for function multimap_from_entries")
        })?;
        if keys.null_count() > 0 || keys.column(0).null_count() > 0 {
            return Err(EngineError::user("INVALID_FUNCTION_ARGUMENT", "map entry and map key cannot be null"));
        }
        super::collected::multimap_agg(&a[0])
    });
}

fn wrong_length(what: &str) -> EngineError {
    EngineError::user(
        "INVALID_FUNCTION_ARGUMENT",
        format_args!("Input floating-point value must be exactly {what} long"),
    )
}

fn one_real(kinds: &[DataType]) -> Option<Vec<DataType>> {
    matches!(kinds, [DataType::Float32]).then(|| kinds.to_vec())
}

const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

fn to_base32(bytes: &[u8]) -> String {
    let mut out = String::new();
    for group in bytes.chunks(5) {
        let mut block = [0_u8; 8];
        block[3..3 + group.len()].copy_from_slice(group);
        let number = u64::from_be_bytes(block);
        let digits = (group.len() * 8).div_ceil(5);
        for place in 0..8 {
            let digit = (number >> (35 - 5 * place)) & 31;
            out.push(if place < digits { char::from(BASE32[digit as usize]) } else { '=' });
        }
    }
    out
}

fn from_base32(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    let mut out = Vec::new();
    let (mut number, mut bits) = (0_u64, 0);
    for byte in digits.bytes() {
        let digit = BASE32.iter().position(|letter| *letter == byte)?;
        number = (number << 5) | digit as u64;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            out.push((number >> bits) as u8);
            number &= (1 << bits) - 1;
        }
    }
    Some(out)
}

/// The 128-bit variant for 64-bit machines, with seed 0, as 16 bytes.
fn murmur3(data: &[u8]) -> Vec<u8> {
    const C1: u64 = 0x87c3_7b91_1142_53d5;
    const C2: u64 = 0x4cf5_ad43_2745_937f;
    let (mut h1, mut h2) = (0_u64, 0_u64);
    let first = |k: u64| k.wrapping_mul(C1).rotate_left(31).wrapping_mul(C2);
    let second = |k: u64| k.wrapping_mul(C2).rotate_left(33).wrapping_mul(C1);
    let number = |bytes: &[u8]| {
        let mut whole = [0_u8; 8];
        whole[..bytes.len()].copy_from_slice(bytes);
        u64::from_le_bytes(whole)
    };
    let mut blocks = data.chunks_exact(16);
    for block in &mut blocks {
        h1 ^= first(number(&block[..8]));
        h1 = h1.rotate_left(27).wrapping_add(h2).wrapping_mul(5).wrapping_add(0x52dc_e729);
        h2 ^= second(number(&block[8..]));
        h2 = h2.rotate_left(31).wrapping_add(h1).wrapping_mul(5).wrapping_add(0x3849_5ab5);
    }
    let tail = blocks.remainder();
    if tail.len() > 8 {
        h2 ^= second(number(&tail[8..]));
    }
    if !tail.is_empty() {
        h1 ^= first(number(&tail[..tail.len().min(8)]));
    }
    let mix = |mut k: u64| {
        k ^= k >> 33;
        k = k.wrapping_mul(0xff51_afd7_ed55_8ccd);
        k ^= k >> 33;
        k = k.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        k ^ (k >> 33)
    };
    let length = data.len() as u64;
    h1 ^= length;
    h2 ^= length;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    (h1, h2) = (mix(h1), mix(h2));
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    [h1.to_le_bytes(), h2.to_le_bytes()].concat()
}

/// Two maps of text to numbers.
fn two_vectors(kinds: &[DataType]) -> Option<Vec<DataType>> {
    let [left, right] = kinds else { return None };
    let fits = |kind: &DataType| match kind {
        DataType::Map(entries, _) => match entries.data_type() {
            DataType::Struct(fields) => {
                fields.len() == 2 && is_text(fields[0].data_type()) && is_numeric(fields[1].data_type())
            }
            _ => false,
        },
        _ => false,
    };
    let vector = map_type(DataType::Utf8, DataType::Float64);
    (fits(left) && fits(right)).then(|| vec![vector.clone(), vector])
}

fn cosine(args: &[ArrayRef]) -> Out {
    let (left, right) = (args[0].as_map(), args[1].as_map());
    let out: Float64Array = rows::to_number::<Float64Type>(args, |row| {
        let (left, right) = (left.value(row), right.value(row));
        if left.column(1).null_count() + right.column(1).null_count() > 0 {
            return Ok(None);
        }
        let (left_keys, right_keys) = (left.column(0).as_string::<i32>(), right.column(0).as_string::<i32>());
        let (left, right) =
            (left.column(1).as_primitive::<Float64Type>(), right.column(1).as_primitive::<Float64Type>());
        let places: std::collections::HashMap<&str, usize> =
            right_keys.iter().enumerate().filter_map(|(place, key)| Some((key?, place))).collect();
        let mut product = 0.0;
        for (place, key) in left_keys.iter().enumerate() {
            if let Some(other) = key.and_then(|key| places.get(key)) {
                product += left.value(place) * right.value(*other);
            }
        }
        let norm = |values: &Float64Array| values.values().iter().map(|value| value * value).sum::<f64>().sqrt();
        let length = norm(left) * norm(right);
        Ok(if length == 0.0 { None } else { Some(product / length) })
    })?;
    Ok(Arc::new(out))
}

/// Functions whose value is another one each time.
pub fn of_chance() -> [ScalarUDF; 2] {
    [Chance::Uuid, Chance::Shuffle].map(|kind| {
        let signature = match kind {
            Chance::Uuid => Signature::nullary(Volatility::Volatile),
            Chance::Shuffle => Signature::new(TypeSignature::UserDefined, Volatility::Volatile),
        };
        ScalarUDF::new_from_impl(OfChance { kind, signature })
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Chance {
    /// A random UUID.
    Uuid,
    /// An array in a random order.
    Shuffle,
}

#[derive(Debug)]
struct OfChance {
    kind: Chance,
    signature: Signature,
}

impl PartialEq for OfChance {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Eq for OfChance {}

impl Hash for OfChance {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.kind.hash(state);
    }
}

impl ScalarUDFImpl for OfChance {
    fn name(&self) -> &str {
        match self.kind {
            Chance::Uuid => "$uuid",
            Chance::Shuffle => "shuffle",
        }
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, kinds: &[DataType]) -> Result<Vec<DataType>> {
        match kinds {
            [DataType::List(_)] => Ok(kinds.to_vec()),
            _ => Err(EngineError::user("FUNCTION_NOT_FOUND", "Unexpected parameters for function shuffle").into()),
        }
    }

    fn return_type(&self, kinds: &[DataType]) -> Result<DataType> {
        match self.kind {
            Chance::Uuid => Ok(DataType::FixedSizeBinary(16)),
            Chance::Shuffle => self.coerce_types(kinds).map(|mut kinds| kinds.remove(0)),
        }
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let rows = args.number_rows;
        let array: ArrayRef = match (self.kind, args.args.first()) {
            (Chance::Shuffle, Some(list)) => shuffle(&list.to_array(rows)?)?,
            _ => {
                let uuids = (0..rows).map(|_| Some(uuid::Uuid::new_v4().into_bytes()));
                Arc::new(FixedSizeBinaryArray::try_from_sparse_iter_with_size(uuids, 16)?)
            }
        };
        Ok(ColumnarValue::Array(array))
    }
}

/// Each array in an order of its own: every order is as likely.
fn shuffle(array: &ArrayRef) -> Out {
    let list = array.as_list::<i32>();
    let (seed, _) = uuid::Uuid::new_v4().as_u64_pair();
    let mut state = seed | 1;
    let mut below = |bound: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % bound
    };
    let offsets = list.value_offsets();
    let mut order: Vec<u32> = (0..list.values().len() as u32).collect();
    for ends in offsets.windows(2) {
        let part = &mut order[ends[0] as usize..ends[1] as usize];
        for last in (1..part.len()).rev() {
            part.swap(last, below(last as u64 + 1) as usize);
        }
    }
    let values = compute::take(list.values(), &UInt32Array::from(order), None)?;
    let DataType::List(field) = list.data_type() else { return Err(EngineError::system("a list")) };
    Ok(Arc::new(datafusion::arrow::array::ListArray::try_new(
        Arc::clone(field),
        list.offsets().clone(),
        values,
        list.nulls().cloned(),
    )?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base32_goes_there_and_back() {
        for (bytes, text) in [("", ""), ("f", "MY======"), ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI======")] {
            assert_eq!(to_base32(bytes.as_bytes()), text);
            assert_eq!(from_base32(text).as_deref(), Some(bytes.as_bytes()));
        }
        assert_eq!(from_base32("m"), None);
    }

    #[test]
    fn murmur3_is_the_known_one() {
        assert_eq!(hex::encode(murmur3(b"")), "00000000000000000000000000000000");
        assert_eq!(hex::encode_upper(murmur3(b"hashme")), "93192FE805BE23041C8318F67EC4F2BC");
    }
}
