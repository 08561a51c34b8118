//! The messages of ORC's metadata, as Protocol Buffers.

use super::encode::varint;

/// A message being written.
#[derive(Debug, Default)]
pub struct Message(pub Vec<u8>);

impl Message {
    pub fn number(mut self, field: u32, value: u64) -> Self {
        varint(u128::from(field) << 3, &mut self.0);
        varint(u128::from(value), &mut self.0);
        self
    }

    pub fn bytes(mut self, field: u32, value: &[u8]) -> Self {
        varint(u128::from(field) << 3 | 2, &mut self.0);
        varint(value.len() as u128, &mut self.0);
        self.0.extend_from_slice(value);
        self
    }

    /// Several numbers in one field.
    pub fn numbers(self, field: u32, values: impl IntoIterator<Item = u64>) -> Self {
        let mut packed = Vec::new();
        values.into_iter().for_each(|value| varint(u128::from(value), &mut packed));
        self.bytes(field, &packed)
    }
}
