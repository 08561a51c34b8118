//! Protocol Buffers, as much of them as ORC's metadata use.

/// A field's value. What is of a fixed width is passed over: no field that is looked at is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'a> {
    Number(u64),
    Bytes(&'a [u8]),
    Fixed,
}

/// The fields of a message, in their order.
#[derive(Debug, Clone, Copy)]
pub struct Fields<'a> {
    rest: &'a [u8],
}

impl<'a> Fields<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next field and its number; none at the end. An error is a message that is broken.
    pub fn read(&mut self) -> Result<Option<(u64, Value<'a>)>, String> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        self.field().map(Some).ok_or_else(|| "its metadata are no sound message".to_owned())
    }

    fn field(&mut self) -> Option<(u64, Value<'a>)> {
        let key = number(&mut self.rest)?;
        let value = match key & 7 {
            0 => Value::Number(number(&mut self.rest)?),
            1 => self.take(8).map(|_| Value::Fixed)?,
            2 => {
                let length = usize::try_from(number(&mut self.rest)?).ok()?;
                Value::Bytes(self.take(length)?)
            }
            5 => self.take(4).map(|_| Value::Fixed)?,
            _ => return None,
        };
        Some((key >> 3, value))
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }
}

/// A number of seven bits to the byte, the least first.
pub fn number(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0..70).step_by(7) {
        let (byte, left) = rest.split_first()?;
        *rest = left;
        value |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// Adds the numbers of a repeated field, whether they are packed or not.
pub fn numbers(value: Value<'_>, into: &mut Vec<u64>) -> Result<(), String> {
    match value {
        Value::Number(number) => into.push(number),
        Value::Bytes(mut bytes) => {
            while !bytes.is_empty() {
                into.push(number(&mut bytes).ok_or("its metadata hold a broken list of numbers")?);
            }
        }
        Value::Fixed => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_and_lengths_that_lie_are_errors() {
        let mut fields = Fields::new(&[0x08, 0x96, 0x01, 0x12, 0x02, b'o', b'k', 0x1d, 1, 2, 3, 4]);
        assert_eq!(fields.read(), Ok(Some((1, Value::Number(150)))));
        assert_eq!(fields.read(), Ok(Some((2, Value::Bytes(b"ok")))));
        assert_eq!(fields.read(), Ok(Some((3, Value::Fixed))));
        assert_eq!(fields.read(), Ok(None));
        assert!(Fields::new(&[0x12, 0x7f, 1]).read().is_err());
        assert!(Fields::new(&[0x80; 20]).read().is_err());
        let mut both = Vec::new();
        numbers(Value::Bytes(&[1, 2, 0x80, 1]), &mut both).expect("sound");
        numbers(Value::Number(7), &mut both).expect("sound");
        assert_eq!(both, [1, 2, 128, 7]);
    }
}
