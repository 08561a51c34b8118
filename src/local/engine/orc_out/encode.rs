//! Runs of numbers, bytes and truths, in the first version of ORC's encodings: every reader has it.
//!
//! Source: ORC specification, "Run Length Encoding".

/// The longest run, and the most values that are written one by one.
const LONGEST_RUN: usize = 130;
const MOST_LITERALS: usize = 128;
/// The least number of equal values that a run is worth it for.
const SHORTEST_RUN: usize = 3;

/// A number of seven bits to the byte, the least first.
pub fn varint(mut value: u128, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// A number with a sign as one without: the sign is the last bit.
pub fn zigzag(value: i128) -> u128 {
    ((value << 1) ^ (value >> 127)).cast_unsigned()
}

/// Bytes.
pub fn bytes(values: &[u8], out: &mut Vec<u8>) {
    let mut at = 0;
    let mut begun = 0;
    while at < values.len() {
        let run = values[at..].iter().take(LONGEST_RUN).take_while(|value| **value == values[at]).count();
        if run < SHORTEST_RUN {
            at += 1;
            continue;
        }
        byte_literals(&values[begun..at], out);
        out.extend([run_head(run), values[at]]);
        at += run;
        begun = at;
    }
    byte_literals(&values[begun..], out);
}

fn byte_literals(values: &[u8], out: &mut Vec<u8>) {
    for part in values.chunks(MOST_LITERALS) {
        out.push(literal_head(part.len()));
        out.extend_from_slice(part);
    }
}

/// How a run of so many values begins.
fn run_head(count: usize) -> u8 {
    u8::try_from(count - SHORTEST_RUN).expect("a run has at most 130 values")
}

/// How so many single values begin: their number, as less than nothing.
fn literal_head(count: usize) -> u8 {
    u8::try_from(256 - count).expect("between one and 128 values are written one by one")
}

/// Truths, eight to the byte.
pub fn bits(values: impl Iterator<Item = bool>, out: &mut Vec<u8>) {
    let (mut packed, mut count) = (Vec::new(), 0_usize);
    for value in values {
        if count.is_multiple_of(8) {
            packed.push(0);
        }
        if value && let Some(last) = packed.last_mut() {
            *last |= 0x80 >> (count % 8);
        }
        count += 1;
    }
    bytes(&packed, out);
}

/// Numbers with a sign.
pub fn signed(values: &[i64], out: &mut Vec<u8>) {
    integers(values, out, |value| zigzag(i128::from(value)));
}

/// Numbers that are not less than nothing.
pub fn unsigned(values: &[i64], out: &mut Vec<u8>) {
    integers(values, out, |value| u128::from(value.cast_unsigned()));
}

fn integers(values: &[i64], out: &mut Vec<u8>, written: impl Fn(i64) -> u128) {
    let literals = |values: &[i64], out: &mut Vec<u8>| {
        for part in values.chunks(MOST_LITERALS) {
            out.push(literal_head(part.len()));
            part.iter().for_each(|value| varint(written(*value), out));
        }
    };
    let mut at = 0;
    let mut begun = 0;
    while at < values.len() {
        let (run, delta) = arithmetic(&values[at..]);
        if run < SHORTEST_RUN {
            at += 1;
            continue;
        }
        literals(&values[begun..at], out);
        out.extend([run_head(run), delta.cast_unsigned()]);
        varint(written(values[at]), out);
        at += run;
        begun = at;
    }
    literals(&values[begun..], out);
}

/// How many values at the beginning differ by the same small number, and the number.
fn arithmetic(values: &[i64]) -> (usize, i8) {
    let [first, second, ..] = values else { return (1, 0) };
    let Some(delta) = second.checked_sub(*first).and_then(|delta| i8::try_from(delta).ok()) else { return (1, 0) };
    let more = values.windows(2).take(LONGEST_RUN - 1);
    (1 + more.take_while(|pair| pair[1].checked_sub(pair[0]) == Some(i64::from(delta))).count(), delta)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(encode: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
        let mut out = Vec::new();
        encode(&mut out);
        out
    }

    #[test]
    fn the_examples_of_the_specification_come_out() {
        assert_eq!(of(|out| bytes(&[0; 100], out)), [0x61, 0x00]);
        assert_eq!(of(|out| bytes(&[0x44, 0x45], out)), [0xfe, 0x44, 0x45]);
        assert_eq!(of(|out| bits([true].into_iter().chain([false; 7]), out)), [0xff, 0x80]);
        assert_eq!(of(|out| unsigned(&[7; 100], out)), [0x61, 0x00, 0x07]);
        let down: Vec<i64> = (1..=100).rev().collect();
        assert_eq!(of(|out| unsigned(&down, out)), [0x61, 0xff, 0x64]);
        assert_eq!(of(|out| unsigned(&[2, 3, 6, 7, 11], out)), [0xfb, 0x02, 0x03, 0x06, 0x07, 0x0b]);
        assert_eq!(of(|out| signed(&[-1, i64::MIN, i64::MAX], out))[..2], [0xfd, 0x01]);
        assert_eq!(zigzag(-2), 3);
        assert_eq!(of(|out| varint(128, out)), [0x80, 0x01]);
        assert!(of(|out| signed(&[], out)).is_empty());
    }
}
