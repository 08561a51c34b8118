//! IP addresses. One of version 4 is kept where version 6 has it, so that both have one order.

use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray, FixedSizeBinaryArray};
use datafusion::arrow::datatypes::DataType;

use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Args, Returns};
use crate::engine::coercion::is_text;
use crate::engine::error::EngineError;
use crate::engine::trino_types::IP_ADDRESS;

/// The bytes of an address, and one that is nothing.
type Kept = [u8; 17];

pub fn register(r: &mut Registry) {
    r.add("contains", Args::Rule(network_and_address), Returns::Boolean, contains);
}

fn network_and_address(kinds: &[DataType]) -> Option<Vec<DataType>> {
    match kinds {
        [network, IP_ADDRESS] if is_text(network) => Some(vec![DataType::Utf8, IP_ADDRESS]),
        _ => None,
    }
}

fn keep(address: IpAddr) -> Kept {
    let bytes = match address {
        IpAddr::V4(address) => address.to_ipv6_mapped(),
        IpAddr::V6(address) => address,
    };
    let mut out = [0; 17];
    out[..16].copy_from_slice(&bytes.octets());
    out
}

/// The sixteen bytes of a kept address.
pub fn bytes(kept: &[u8]) -> [u8; 16] {
    let mut out = [0; 16];
    let given = &kept[..kept.len().min(16)];
    out[..given.len()].copy_from_slice(given);
    out
}

fn address(kept: &[u8]) -> IpAddr {
    Ipv6Addr::from(bytes(kept)).to_canonical()
}

/// `10.0.0.1`, `2001:db8::1`
pub fn text(kept: &[u8]) -> String {
    address(kept).to_string()
}

pub fn read(text: &str) -> Option<Kept> {
    text.parse().ok().map(keep)
}

pub fn of_values(values: Vec<Option<Kept>>) -> Out {
    Ok(Arc::new(FixedSizeBinaryArray::try_from_sparse_iter_with_size(values.into_iter(), 17)?))
}

/// Addresses of four or of sixteen bytes.
pub fn of_bytes(array: &ArrayRef, lenient: bool) -> Out {
    let each = |bytes: Option<&[u8]>| -> Result<Option<Kept>, EngineError> {
        let Some(bytes) = bytes else { return Ok(None) };
        if let Ok(four) = <[u8; 4]>::try_from(bytes) {
            return Ok(Some(keep(IpAddr::from(four))));
        }
        match <[u8; 16]>::try_from(bytes) {
            Ok(sixteen) => Ok(Some(keep(IpAddr::from(sixteen)))),
            Err(_) if lenient => Ok(None),
            Err(_) => Err(EngineError::user(
                "INVALID_CAST_ARGUMENT",
                format_args!("Invalid InetAddress binary length: {}", bytes.len()),
            )),
        }
    };
    of_values(rows::binary(array)?.iter().map(each).collect::<Result<_, _>>()?)
}

/// Whether an address is in a network, `10.0.0.0/8`.
fn contains(args: &[ArrayRef]) -> Out {
    let (networks, addresses) = (rows::text(&args[0])?, args[1].as_fixed_size_binary());
    rows::to_boolean(args, |row| {
        let network = networks.value(row);
        let invalid =
            || EngineError::user("INVALID_FUNCTION_ARGUMENT", format_args!("Invalid network IP address: {network}"));
        let (base, length) = network.split_once('/').ok_or_else(invalid)?;
        let base: IpAddr = base.parse().map_err(|_| invalid())?;
        let length: u32 = length.parse().map_err(|_| invalid())?;
        let (base, width) = match base {
            IpAddr::V4(base) => (u128::from(base.to_bits()), 32),
            IpAddr::V6(base) => (base.to_bits(), 128),
        };
        if length > width {
            return Err(invalid());
        }
        let value = match (address(addresses.value(row)), width) {
            (IpAddr::V4(value), 32) => u128::from(value.to_bits()),
            (IpAddr::V6(value), 128) => value.to_bits(),
            _ => return Ok(Some(false)),
        };
        let rest = width - length;
        Ok(Some(base.checked_shr(rest).unwrap_or(0) == value.checked_shr(rest).unwrap_or(0)))
    })
}
