//! CBOR as far as documents need it: what JSON has, and times as seconds since the epoch. Source: RFC 8949.

use serde_json::{Map, Number, Value};

/// How deep a document may nest.
const DEPTH: u32 = 64;

/// A document as CBOR. A number with a fraction is a double, every other one an integer; what the service says is a
/// double takes both.
pub fn encode(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    put(value, &mut bytes);
    bytes
}

fn put(value: &Value, bytes: &mut Vec<u8>) {
    match value {
        Value::Null => bytes.push(0xf6),
        Value::Bool(flag) => bytes.push(if *flag { 0xf5 } else { 0xf4 }),
        Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
            (Some(positive), ..) => head(0, positive, bytes),
            (_, Some(negative), _) => head(1, negative.unsigned_abs() - 1, bytes),
            (_, _, float) => {
                bytes.push(0xfb);
                bytes.extend_from_slice(&float.unwrap_or_default().to_be_bytes());
            }
        },
        Value::String(text) => {
            head(3, text.len() as u64, bytes);
            bytes.extend_from_slice(text.as_bytes());
        }
        Value::Array(items) => {
            head(4, items.len() as u64, bytes);
            items.iter().for_each(|item| put(item, bytes));
        }
        Value::Object(members) => {
            head(5, members.len() as u64, bytes);
            for (name, member) in members {
                head(3, name.len() as u64, bytes);
                bytes.extend_from_slice(name.as_bytes());
                put(member, bytes);
            }
        }
    }
}

/// A major type and its argument, in the shortest form.
fn head(major: u8, argument: u64, bytes: &mut Vec<u8>) {
    let major = major << 5;
    if let Ok(byte) = u8::try_from(argument) {
        if byte < 24 {
            bytes.push(major | byte);
        } else {
            bytes.extend_from_slice(&[major | 24, byte]);
        }
    } else if let Ok(short) = u16::try_from(argument) {
        bytes.push(major | 25);
        bytes.extend_from_slice(&short.to_be_bytes());
    } else if let Ok(word) = u32::try_from(argument) {
        bytes.push(major | 26);
        bytes.extend_from_slice(&word.to_be_bytes());
    } else {
        bytes.push(major | 27);
        bytes.extend_from_slice(&argument.to_be_bytes());
    }
}

/// The document that CBOR holds.
pub fn decode(bytes: &[u8]) -> Result<Value, String> {
    let mut reader = Reader { bytes };
    let value = reader.value(DEPTH)?;
    if reader.bytes.is_empty() { Ok(value) } else { Err(format!("{} bytes follow the document", reader.bytes.len())) }
}

struct Reader<'a> {
    bytes: &'a [u8],
}

/// The end of a list or text whose length is not said before.
const BREAK: u8 = 0xff;

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], String> {
        let (taken, rest) = self.bytes.split_at_checked(count).ok_or("it ends too early")?;
        self.bytes = rest;
        Ok(taken)
    }

    fn number(&mut self, bytes: usize) -> Result<u64, String> {
        Ok(self.take(bytes)?.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    /// The argument of a head; none when the length is not said.
    fn argument(&mut self, info: u8) -> Result<Option<u64>, String> {
        Ok(Some(match info {
            0..=23 => u64::from(info),
            24 => self.number(1)?,
            25 => self.number(2)?,
            26 => self.number(4)?,
            27 => self.number(8)?,
            31 => return Ok(None),
            other => return Err(format!("a length of the form {other}")),
        }))
    }

    fn at_break(&mut self) -> bool {
        let at_break = self.bytes.first() == Some(&BREAK);
        if at_break {
            self.bytes = &self.bytes[1..];
        }
        at_break
    }

    fn value(&mut self, depth: u32) -> Result<Value, String> {
        let deeper = depth.checked_sub(1).ok_or("it nests too deep")?;
        let first = self.take(1)?[0];
        let (major, info) = (first >> 5, first & 0x1f);
        if major == 7 {
            return self.simple(info);
        }
        let argument = self.argument(info)?;
        let said = |argument: Option<u64>| argument.ok_or_else(|| "a number without an end".to_owned());
        match major {
            0 => said(argument).map(Value::from),
            1 => {
                let negative = i64::try_from(said(argument)?).map_err(|_| "a number below all that are known")?;
                Ok(Value::from(-1 - negative))
            }
            2 | 3 => {
                let bytes = self.text(major, argument)?;
                String::from_utf8(bytes).map(Value::String).map_err(|_| "bytes where a text should be".to_owned())
            }
            4 => {
                let (mut items, mut left) = (Vec::new(), argument);
                while self.more(&mut left) {
                    items.push(self.value(deeper)?);
                }
                Ok(Value::Array(items))
            }
            5 => {
                let (mut members, mut left) = (Map::new(), argument);
                while self.more(&mut left) {
                    let Value::String(name) = self.value(deeper)? else { return Err("a name that is no text".into()) };
                    members.insert(name, self.value(deeper)?);
                }
                Ok(Value::Object(members))
            }
            // A tag: times are numbers with one.
            _ => self.value(deeper),
        }
    }

    /// Whether another item follows.
    fn more(&mut self, left: &mut Option<u64>) -> bool {
        match left {
            None => !self.at_break(),
            Some(0) => false,
            Some(count) => {
                *count -= 1;
                true
            }
        }
    }

    fn text(&mut self, major: u8, length: Option<u64>) -> Result<Vec<u8>, String> {
        let take = |reader: &mut Self, length: u64| {
            let length = usize::try_from(length).map_err(|_| "a text that is too long".to_owned())?;
            reader.take(length).map(<[u8]>::to_vec)
        };
        let Some(length) = length else {
            let mut all = Vec::new();
            while !self.at_break() {
                let first = self.take(1)?[0];
                let piece = self.argument(first & 0x1f)?.filter(|_| first >> 5 == major);
                all.extend(take(self, piece.ok_or("a text in pieces of another kind")?)?);
            }
            return Ok(all);
        };
        take(self, length)
    }

    fn simple(&mut self, info: u8) -> Result<Value, String> {
        let float =
            |value: f64| Number::from_f64(value).map_or_else(|| Value::String(value.to_string()), Value::Number);
        match info {
            20 => Ok(Value::Bool(false)),
            21 => Ok(Value::Bool(true)),
            22 | 23 => Ok(Value::Null),
            25 => Ok(float(half(u16::try_from(self.number(2)?).unwrap_or_default()))),
            26 => Ok(float(f64::from(f32::from_bits(u32::try_from(self.number(4)?).unwrap_or_default())))),
            27 => Ok(float(f64::from_bits(self.number(8)?))),
            other => Err(format!("a simple value {other}")),
        }
    }
}

/// A float of half the usual width. Source: RFC 8949, appendix D.
fn half(bits: u16) -> f64 {
    let (exponent, mantissa) = (i32::from(bits >> 10 & 0x1f), f64::from(bits & 0x3ff));
    let value = match exponent {
        0 => mantissa * 2f64.powi(-24),
        31 if mantissa == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (mantissa + 1024.0) * 2f64.powi(exponent - 25),
    };
    if bits & 0x8000 == 0 { value } else { -value }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn documents_come_back_as_they_went() {
        let long = "x".repeat(70_000);
        let document = json!({
            "AlarmName": "a", "Threshold": 0.5, "Period": 300, "Big": 5_000_000_000_u64, "Below": -70_000,
            "Flag": true, "Nothing": null, "List": [1, "two", { "three": [] }], "Long": long,
        });
        assert_eq!(decode(&encode(&document)), Ok(document));
    }

    #[test]
    fn examples_of_the_standard_are_read() {
        let read = |hexadecimal: &str| decode(&hex::decode(hexadecimal).expect("the example is hexadecimal"));
        assert_eq!(read("f93c00"), Ok(json!(1.0)));
        assert_eq!(read("f90001"), Ok(json!(5.960_464_477_539_063e-8)));
        assert_eq!(read("fa47c35000"), Ok(json!(100_000.0)));
        assert_eq!(read("3903e7"), Ok(json!(-1000)));
        assert_eq!(read("c11a514b67b0"), Ok(json!(1_363_896_240)));
        assert_eq!(read("7f657374726561646d696e67ff"), Ok(json!("streaming")));
        assert_eq!(read("bf61610161629f0203ffff"), Ok(json!({ "a": 1, "b": [2, 3] })));
    }

    #[test]
    fn what_is_broken_is_an_error() {
        for broken in ["", "a1", "62c3", "9f01", "5b7fffffffffffffff", "1c", "ffff"] {
            let bytes = hex::decode(broken).expect("the example is hexadecimal");
            assert!(decode(&bytes).is_err(), "{broken}");
        }
        assert!(decode(&[0x81; 10_000]).is_err(), "a document that nests without end");
    }
}
