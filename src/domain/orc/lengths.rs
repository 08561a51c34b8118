//! How long the lists, maps and texts of a column are, from its stream of lengths: what a reader will take memory for is
//! known before it does.
//!
//! Source: ORC specification, "Integer Run Length Encoding", versions 1 and 2, for numbers without a sign.

use super::wire;

/// Entries that are summed up together.
const GROUP: u64 = 1024;

/// The lengths of a column's entries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lengths {
    pub count: u64,
    pub total: u64,
    longest: u64,
    /// The greatest sum of a group of entries.
    widest: u64,
    /// The sum of the group that is being read.
    open: u64,
}

impl Lengths {
    /// Reads at most `most` lengths.
    pub fn read(mut stream: &[u8], second_version: bool, most: u64) -> Result<Self, String> {
        let mut lengths = Self::default();
        let mut run = Vec::with_capacity(512);
        while !stream.is_empty() && lengths.count < most {
            run.clear();
            let read = if second_version { version_2(&mut stream, &mut run) } else { version_1(&mut stream, &mut run) };
            read.ok_or("a stream of lengths is broken")?;
            for length in run.iter().take(usize::try_from(most - lengths.count).unwrap_or(usize::MAX)) {
                lengths.add(*length)?;
            }
        }
        Ok(lengths)
    }

    fn add(&mut self, length: u64) -> Result<(), String> {
        if length > i32::MAX as u64 {
            return Err(format!("a value says that it has {length} parts"));
        }
        self.count += 1;
        self.total += length;
        self.longest = self.longest.max(length);
        self.open += length;
        self.widest = self.widest.max(self.open);
        if self.count.is_multiple_of(GROUP) {
            self.open = 0;
        }
        Ok(())
    }

    /// A bound of the sum of any `entries` lengths that follow one another.
    pub fn within(&self, entries: u64) -> u64 {
        let groups = entries / GROUP + 2;
        self.total.min(self.longest.saturating_mul(entries)).min(self.widest.saturating_mul(groups))
    }
}

/// Checks the parts of seconds of timestamps, of which at most `most` are read: there are writers that leave negative
/// ones, and no reader agrees with another about what they mean.
pub fn check_nanoseconds(mut stream: &[u8], second_version: bool, most: u64) -> Result<(), String> {
    let (mut count, mut run) = (0, Vec::with_capacity(512));
    while !stream.is_empty() && count < most {
        run.clear();
        let read = if second_version { version_2(&mut stream, &mut run) } else { version_1(&mut stream, &mut run) };
        read.ok_or("a stream of nanoseconds is broken")?;
        for value in &run {
            // The last three bits count the zeros that are left out, less one.
            let zeros = u32::try_from(value & 7).unwrap_or(7);
            let factor = if zeros == 0 { 1 } else { 10_u64.pow(zeros + 1) };
            if (value >> 3).checked_mul(factor).is_none_or(|nanoseconds| nanoseconds >= 1_000_000_000) {
                return Err(
                    "a timestamp has a second of more than 999,999,999 nanoseconds, or of less than none".to_owned()
                );
            }
        }
        count += run.len() as u64;
    }
    Ok(())
}

fn byte(stream: &mut &[u8]) -> Option<u8> {
    let (first, rest) = stream.split_first()?;
    *stream = rest;
    Some(*first)
}

fn version_1(stream: &mut &[u8], run: &mut Vec<u64>) -> Option<()> {
    let head = byte(stream)?.cast_signed();
    if head < 0 {
        for _ in 0..head.unsigned_abs() {
            run.push(wire::number(stream)?);
        }
        return Some(());
    }
    let delta = i64::from(byte(stream)?.cast_signed());
    let mut value = wire::number(stream)?;
    for _ in 0..i32::from(head) + 3 {
        run.push(value);
        value = value.wrapping_add_signed(delta);
    }
    Some(())
}

fn version_2(stream: &mut &[u8], run: &mut Vec<u64>) -> Option<()> {
    let head = byte(stream)?;
    if head >> 6 == 0 {
        let value = big_endian(stream, usize::from(head >> 3 & 7) + 1)?;
        run.extend(std::iter::repeat_n(value, usize::from(head & 7) + 3));
        return Some(());
    }
    let count = (usize::from(head & 1) << 8 | usize::from(byte(stream)?)) + 1;
    let code = head >> 1 & 0x1f;
    match head >> 6 {
        1 => packed(stream, count, width(code), run),
        2 => patched(stream, count, width(code), run),
        _ => delta(stream, count, code, run),
    }
}

/// The bits of a number, by the code that says them.
fn width(code: u8) -> u32 {
    match code {
        0..=23 => u32::from(code) + 1,
        24..=27 => 26 + 2 * u32::from(code - 24),
        _ => 40 + 8 * u32::from(code - 28),
    }
}

fn big_endian(stream: &mut &[u8], bytes: usize) -> Option<u64> {
    let mut value = 0;
    for _ in 0..bytes {
        value = value << 8 | u64::from(byte(stream)?);
    }
    Some(value)
}

/// Numbers of so many bits, one after the other, the greatest bit first; the rest of the last byte is nothing.
fn packed(stream: &mut &[u8], count: usize, bits: u32, run: &mut Vec<u64>) -> Option<()> {
    let bytes = (count * bits as usize).div_ceil(8);
    let (taken, rest) = stream.split_at_checked(bytes)?;
    *stream = rest;
    let (mut held, mut left) = (0_u128, 0_u32);
    let mut taken = taken.iter();
    for _ in 0..count {
        while left < bits {
            held = held << 8 | u128::from(*taken.next()?);
            left += 8;
        }
        left -= bits;
        run.push((held >> left) as u64);
        held &= (1 << left) - 1;
    }
    Some(())
}

fn patched(stream: &mut &[u8], count: usize, bits: u32, run: &mut Vec<u64>) -> Option<()> {
    let (third, fourth) = (byte(stream)?, byte(stream)?);
    let base_bytes = usize::from(third >> 5) + 1;
    let patch_bits = width(third & 0x1f);
    let gap_bits = u32::from(fourth >> 5) + 1;
    let base = big_endian(stream, base_bytes)?;
    // The greatest bit of a base is its sign, and no length is negative.
    if base >> (base_bytes * 8 - 1) == 1 || patch_bits + gap_bits > 64 {
        return None;
    }
    let start = run.len();
    packed(stream, count, bits, run)?;
    let mut patches = Vec::new();
    packed(stream, usize::from(fourth & 0x1f), fixed(patch_bits + gap_bits), &mut patches)?;
    let mut at = start;
    for patch in patches {
        at += usize::try_from(patch >> patch_bits).ok()?;
        let value = patch & (1_u64.checked_shl(patch_bits)?.wrapping_sub(1));
        if value != 0 {
            *run.get_mut(at)? |= value.checked_shl(bits)?;
        }
    }
    run[start..].iter_mut().for_each(|value| *value = value.wrapping_add(base));
    Some(())
}

/// The least width that has a code and holds so many bits.
fn fixed(bits: u32) -> u32 {
    (0..32).map(width).find(|width| *width >= bits).unwrap_or(64)
}

fn delta(stream: &mut &[u8], count: usize, code: u8, run: &mut Vec<u64>) -> Option<()> {
    let base = wire::number(stream)?;
    let first = wire::number(stream)?;
    let first = (first >> 1).cast_signed() ^ -((first & 1).cast_signed());
    run.push(base);
    if code == 0 {
        let mut value = base;
        for _ in 1..count {
            value = value.wrapping_add_signed(first);
            run.push(value);
        }
        return Some(());
    }
    let mut value = base.wrapping_add_signed(first);
    run.push(value);
    let mut deltas = Vec::new();
    packed(stream, count.checked_sub(2)?, width(code), &mut deltas)?;
    for delta in deltas {
        value = if first < 0 { value.wrapping_sub(delta) } else { value.wrapping_add(delta) };
        run.push(value);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(bytes: &[u8], second: bool) -> Option<Vec<u64>> {
        let mut stream = bytes;
        let mut out = Vec::new();
        while !stream.is_empty() {
            if second { version_2(&mut stream, &mut out) } else { version_1(&mut stream, &mut out) }?;
        }
        Some(out)
    }

    #[test]
    fn the_examples_of_the_specification_are_read() {
        assert_eq!(run(&[0x61, 0x00, 0x07], false), Some(vec![7; 100]));
        assert_eq!(run(&[0x61, 0xff, 0x64], false), Some((1..=100).rev().collect()));
        assert_eq!(run(&[0xfb, 2, 3, 6, 7, 0x0b], false), Some(vec![2, 3, 6, 7, 11]));
        assert_eq!(run(&[0x0a, 0x27, 0x10], true), Some(vec![10_000; 5]));
        let direct = [0x5e, 0x03, 0x5c, 0xa1, 0xab, 0x1e, 0xde, 0xad, 0xbe, 0xef];
        assert_eq!(run(&direct, true), Some(vec![23_713, 43_806, 57_005, 48_879]));
        let delta = [0xc6, 0x09, 0x02, 0x02, 0x22, 0x42, 0x42, 0x46];
        assert_eq!(run(&delta, true), Some(vec![2, 3, 5, 7, 11, 13, 17, 19, 23, 29]));
        let patched = [
            0x8e, 0x13, 0x2b, 0x21, 0x07, 0xd0, 0x1e, 0x00, 0x14, 0x70, 0x28, 0x32, 0x3c, 0x46, 0x50, 0x5a, 0x64, 0x6e,
            0x78, 0x82, 0x8c, 0x96, 0xa0, 0xaa, 0xb4, 0xbe, 0xfc, 0xe8,
        ];
        let mut expected: Vec<u64> = vec![2030, 2000, 2020, 1_000_000];
        expected.extend((2040..=2190).step_by(10));
        assert_eq!(run(&patched, true), Some(expected));
    }

    #[test]
    fn sums_are_bounded_and_lies_are_errors() {
        let lengths = Lengths::read(&[0x61, 0x00, 0x07], false, 1_000).expect("sound");
        assert_eq!((lengths.count, lengths.total), (100, 700));
        assert_eq!(lengths.within(10), 70);
        assert_eq!(lengths.within(5_000), 700);
        assert_eq!(Lengths::read(&[0x61, 0x00, 0x07], false, 3).expect("sound").total, 21);
        // Half a thousand lists of four thousand million values.
        let lie = [0xc1, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x00];
        assert!(Lengths::read(&lie, true, 1_000).unwrap_err().contains("4294967295 parts"));
        assert!(check_nanoseconds(&[0x00, 0x00, 0x0f], false, 9).is_ok());
        assert!(
            check_nanoseconds(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], false, 9).is_err()
        );
        for cut in [&[0x61][..], &[0x5e, 0x03, 0x5c], &[0x8e], &[0xc6, 0x09, 0x02]] {
            assert!(Lengths::read(cut, true, 10).is_err() || Lengths::read(cut, false, 10).is_err(), "{cut:?}");
        }
    }
}
