//! IP networks.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use num_bigint::BigInt;

use super::super::types::Type;
use super::super::value::Value;
use super::{Args, Outcome};

/// A network; the address is that of the network itself.
#[derive(Clone, Copy)]
struct Network {
    address: u128,
    length: u32,
    bits: u32,
}

impl Network {
    /// Reads `10.0.0.0/8`. Leading zeros in an IPv4 address are taken for
    /// decimal, as Terraform does.
    fn parse(text: &str) -> Result<Network, String> {
        let wrong = || format!("`{text}` is not a CIDR prefix");
        let (address, length) = text.split_once('/').ok_or_else(wrong)?;
        let (address, bits) = if address.contains(':') {
            let address: Ipv6Addr = address.parse().map_err(|_| wrong())?;
            (u128::from(address), 128)
        } else {
            (u128::from(parse_v4(address).ok_or_else(wrong)?), 32)
        };
        let all_digits = !length.is_empty() && length.bytes().all(|byte| byte.is_ascii_digit());
        let length = length
            .parse::<u32>()
            .ok()
            .filter(|length| all_digits && *length <= bits);
        Ok(Network {
            address,
            length: length.ok_or_else(wrong)?,
            bits,
        }
        .masked())
    }

    fn host_bits(self) -> u32 {
        self.bits - self.length
    }

    /// The largest number that so many bits hold.
    fn most(bits: u32) -> u128 {
        1u128.checked_shl(bits).map_or(u128::MAX, |power| power - 1)
    }

    fn masked(self) -> Network {
        Network {
            address: self.address & !Network::most(self.host_bits()),
            ..self
        }
    }

    fn address_text(self, address: u128) -> String {
        if self.bits == 32 {
            Ipv4Addr::from(address as u32).to_string()
        } else {
            go_v6(Ipv6Addr::from(address))
        }
    }

    /// Whether it is an IPv4 address that is mapped into IPv6; Go takes that for
    /// a short one in places.
    fn is_mapped(self) -> bool {
        self.bits == 128 && self.address >> 32 == 0xffff
    }

    fn text(self) -> String {
        let length = match self.is_mapped() {
            true => self.length.saturating_sub(96),
            false => self.length,
        };
        format!("{}/{length}", self.address_text(self.address))
    }
}

/// Go writes an IPv4 address that is mapped into IPv6 as the IPv4 one.
fn go_v6(address: Ipv6Addr) -> String {
    match IpAddr::V6(address).to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, e, f, g, h] = address.segments();
            if [a, b, c, d, e, f] == [0; 6] && (g != 0) {
                return format!("::{g:x}:{h:x}");
            }
            address.to_string()
        }
    }
}

fn parse_v4(text: &str) -> Option<u32> {
    let mut address = 0u32;
    let mut parts = 0;
    for part in text.split('.') {
        if part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let part = part.trim_start_matches('0');
        let byte: u8 = if part.is_empty() {
            0
        } else {
            part.parse().ok()?
        };
        address = address << 8 | u32::from(byte);
        parts += 1;
    }
    (parts == 4).then_some(address)
}

fn whole(args: &Args<'_, '_>, at: usize) -> Result<BigInt, String> {
    let number = args.number(at)?;
    let whole = number.truncated().filter(|_| number.is_integer());
    whole.ok_or_else(|| "a whole number is required".to_owned())
}

/// The lowest 64 bits of a number without its sign, which is what Go's
/// `big.Int.Uint64` takes of one that is too large.
fn lowest(number: &BigInt) -> u64 {
    number.magnitude().iter_u64_digits().next().unwrap_or(0)
}

pub(super) fn host(args: &Args<'_, '_>) -> Outcome {
    let network = Network::parse(args.str(0)?)?;
    let number = whole(args, 1)?;
    let most = Network::most(network.host_bits());
    let too_large = || format!("`{}` has no such host", network.text());
    let host = if number < BigInt::ZERO {
        let back = u128::try_from(-number).map_err(|_| too_large())? - 1;
        most.checked_sub(back).ok_or_else(too_large)?
    } else {
        // go-cidr compares what of the number fits into an `int64`.
        let compared = lowest(&number).cast_signed();
        let fits = u128::try_from(compared).map_or(true, |compared| compared <= most);
        u128::try_from(number)
            .ok()
            .filter(|host| fits && *host <= Network::most(network.bits))
            .ok_or_else(too_large)?
    };
    let host = match network.is_mapped() {
        true if host > Network::most(32) => return Err(too_large()),
        true => host << 96,
        false => host,
    };
    Ok(args.string(network.address_text(network.address | host)))
}

pub(super) fn netmask(args: &Args<'_, '_>) -> Outcome {
    let network = Network::parse(args.str(0)?)?;
    if network.bits != 32 && !network.is_mapped() {
        return Err("an IPv6 prefix has no netmask".to_owned());
    }
    let mask = Network::most(network.bits) & !Network::most(network.host_bits());
    Ok(args.string(network.address_text(mask)))
}

pub(super) fn subnet(args: &Args<'_, '_>) -> Outcome {
    let network = Network::parse(args.str(0)?)?;
    let new_bits = args.integer(1)?;
    let number = whole(args, 2)?;
    let length = i64::from(network.length) + new_bits;
    let length = u32::try_from(length)
        .ok()
        .filter(|length| *length <= network.bits);
    let length = length.ok_or_else(|| "there are not enough bits left".to_owned())?;
    let bits = u32::try_from(new_bits).map_or(64, |bits| bits.min(64));
    if u128::from(lowest(&number)) > Network::most(bits) {
        return Err("there is no subnet with that number".to_owned());
    }
    // A negative number is not refused: its two's complement is what counts.
    let address = BigInt::from(network.address) | (number << (network.bits - length));
    let address = u128::try_from(address.magnitude().clone()).ok();
    let address = address.filter(|address| *address <= Network::most(network.bits));
    let address = address.ok_or_else(|| "there is no subnet with that number".to_owned())?;
    Ok(args.string(
        Network {
            address,
            length,
            ..network
        }
        .text(),
    ))
}

pub(super) fn subnets(args: &Args<'_, '_>) -> Outcome {
    let network = Network::parse(args.str(0)?)?;
    if network.is_mapped() && args.values.len() > 1 {
        return Err("there is not enough address space left".to_owned());
    }
    let mut next = network.address;
    let mut made: Vec<Value> = Vec::new();
    let end = network.address | Network::most(network.host_bits());
    // The search for the first one begins before the network, and fails where
    // there is nothing before.
    let mut exhausted = network.address == 0;
    for at in 1..args.values.len() {
        let new_bits = args.integer(at)?;
        if !(1..=32).contains(&new_bits) {
            return Err("the prefix must be extended by 1 to 32 bits".to_owned());
        }
        let length = network.length + u32::try_from(new_bits).unwrap_or(0);
        if length > network.bits {
            return Err("there are not enough bits left".to_owned());
        }
        let size = Network::most(network.bits - length);
        let start = next.checked_add(size).map(|sum| sum & !size);
        let start = start.filter(|start| !exhausted && *start <= end);
        let start = start.ok_or_else(|| "there is not enough address space left".to_owned())?;
        made.push(
            args.string(
                Network {
                    address: start,
                    length,
                    ..network
                }
                .text(),
            ),
        );
        match start.checked_add(size).and_then(|last| last.checked_add(1)) {
            Some(after) => next = after,
            None => exhausted = true,
        }
    }
    Ok(Value::list(Type::String, made))
}
