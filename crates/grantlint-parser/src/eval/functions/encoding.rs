//! Base64, text encodings, URLs, hashes and UUIDs.

use base64::Engine;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use super::super::types::Type;
use super::filesystem::bytes;
use super::{Args, Outcome};

/// Decodes as Go does, which skips line endings and does not mind what the last
/// bits are.
pub(super) fn decode_base64(text: &str) -> Result<Vec<u8>, String> {
    const LENIENT: GeneralPurpose = GeneralPurpose::new(
        &base64::alphabet::STANDARD,
        GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
    );
    let text: String = text.chars().filter(|c| !matches!(c, '\r' | '\n')).collect();
    LENIENT
        .decode(text)
        .map_err(|_| "the text is not valid base64".to_owned())
}

pub(super) fn base64_encode(args: &Args<'_, '_>) -> Outcome {
    Ok(args.string(STANDARD.encode(args.str(0)?)))
}

pub(super) fn base64_decode(args: &Args<'_, '_>) -> Outcome {
    let decoded = decode_base64(args.str(0)?)?;
    let text = String::from_utf8(decoded).map_err(|_| "the result is not UTF-8".to_owned())?;
    Ok(args.string(text))
}

/// The bytes depend on the compressor, and no configuration looks into them.
pub(super) fn base64_gzip(args: &Args<'_, '_>) -> Outcome {
    Ok(args.impure(
        "what `base64gzip` compresses to is not worked out",
        Type::String,
    ))
}

pub(super) fn file_base64(args: &Args<'_, '_>) -> Outcome {
    Ok(match bytes(args, Type::String)? {
        Ok(bytes) => args.string(STANDARD.encode(bytes)),
        Err(open) => open,
    })
}

/// The encodings that are worked out here. Terraform knows more; what they give
/// is unknown.
enum Encoding {
    Utf8,
    Utf16 { little: bool, mark: bool },
    Latin1,
    Ascii,
}

impl Encoding {
    fn named(name: &str) -> Option<Encoding> {
        Some(match name.to_ascii_lowercase().as_str() {
            "utf-8" | "csutf8" => Encoding::Utf8,
            "utf-16le" | "csutf16le" => Encoding::Utf16 {
                little: true,
                mark: false,
            },
            "utf-16be" | "csutf16be" => Encoding::Utf16 {
                little: false,
                mark: false,
            },
            "utf-16" | "csutf16" => Encoding::Utf16 {
                little: false,
                mark: true,
            },
            "iso-8859-1" | "latin1" | "iso_8859-1" | "iso-ir-100" | "l1" | "ibm819" | "cp819"
            | "csisolatin1" => Encoding::Latin1,
            "us-ascii" | "iso646-us" | "us" | "csascii" | "cp367" | "ibm367" => Encoding::Ascii,
            _ => return None,
        })
    }

    fn encode(&self, text: &str) -> Result<Vec<u8>, String> {
        let narrow = |limit: u32| {
            let byte = |c: char| u8::try_from(c as u32).ok().filter(|_| (c as u32) < limit);
            let bytes: Option<Vec<u8>> = text.chars().map(byte).collect();
            bytes.ok_or_else(|| "a character has no place in the encoding".to_owned())
        };
        Ok(match self {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Latin1 => narrow(256)?,
            Encoding::Ascii => narrow(128)?,
            Encoding::Utf16 { little, mark } => {
                let units = mark
                    .then_some(0xfeff)
                    .into_iter()
                    .chain(text.encode_utf16());
                let bytes = |unit: u16| {
                    if *little {
                        unit.to_le_bytes()
                    } else {
                        unit.to_be_bytes()
                    }
                };
                units.flat_map(bytes).collect()
            }
        })
    }

    fn decode(&self, bytes: &[u8]) -> Result<String, String> {
        let wrong = || "the bytes are not valid in the encoding".to_owned();
        match self {
            Encoding::Utf8 => String::from_utf8(bytes.to_vec()).map_err(|_| wrong()),
            Encoding::Latin1 => Ok(bytes.iter().map(|byte| char::from(*byte)).collect()),
            Encoding::Ascii if bytes.is_ascii() => {
                Ok(bytes.iter().map(|byte| char::from(*byte)).collect())
            }
            Encoding::Ascii => Err(wrong()),
            Encoding::Utf16 { little, mark } => {
                let (little, bytes) = match (mark, bytes) {
                    (true, [0xff, 0xfe, rest @ ..]) => (true, rest),
                    (true, [0xfe, 0xff, rest @ ..]) => (false, rest),
                    _ => (*little, bytes),
                };
                if bytes.len() % 2 == 1 {
                    return Err(wrong());
                }
                let units = bytes.chunks_exact(2).map(|pair| {
                    let pair = <[u8; 2]>::try_from(pair).unwrap_or_default();
                    if little {
                        u16::from_le_bytes(pair)
                    } else {
                        u16::from_be_bytes(pair)
                    }
                });
                char::decode_utf16(units)
                    .collect::<Result<String, _>>()
                    .map_err(|_| wrong())
            }
        }
    }
}

fn other_encoding(args: &Args<'_, '_>) -> Outcome {
    let reason = format!("the encoding `{}` is not worked out", args.str(1)?);
    Ok(args.impure(reason, Type::Dynamic))
}

pub(super) fn text_encode(args: &Args<'_, '_>) -> Outcome {
    match Encoding::named(args.str(1)?) {
        Some(encoding) => Ok(args.string(STANDARD.encode(encoding.encode(args.str(0)?)?))),
        None => other_encoding(args),
    }
}

pub(super) fn text_decode(args: &Args<'_, '_>) -> Outcome {
    match Encoding::named(args.str(1)?) {
        Some(encoding) => {
            let text = encoding.decode(&decode_base64(args.str(0)?)?)?;
            if text.contains(char::REPLACEMENT_CHARACTER) {
                return Err("the bytes are not valid in the encoding".to_owned());
            }
            Ok(args.string(text))
        }
        None => other_encoding(args),
    }
}

/// As Go's `url.QueryEscape`.
pub(super) fn url_encode(args: &Args<'_, '_>) -> Outcome {
    let mut out = String::new();
    for byte in args.str(0)?.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    Ok(args.string(out))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn md5_hex(bytes: &[u8]) -> String {
    hex(&Md5::digest(bytes))
}

fn sha1_hex(bytes: &[u8]) -> String {
    hex(&Sha1::digest(bytes))
}

fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn sha512_hex(bytes: &[u8]) -> String {
    hex(&Sha512::digest(bytes))
}

fn sha256_base64(bytes: &[u8]) -> String {
    STANDARD.encode(Sha256::digest(bytes))
}

fn sha512_base64(bytes: &[u8]) -> String {
    STANDARD.encode(Sha512::digest(bytes))
}

fn of_text(args: &Args<'_, '_>, hash: fn(&[u8]) -> String) -> Outcome {
    Ok(args.string(hash(args.str(0)?.as_bytes())))
}

fn of_file(args: &Args<'_, '_>, hash: fn(&[u8]) -> String) -> Outcome {
    Ok(match bytes(args, Type::String)? {
        Ok(bytes) => args.string(hash(&bytes)),
        Err(open) => open,
    })
}

pub(super) fn md5(args: &Args<'_, '_>) -> Outcome {
    of_text(args, md5_hex)
}

pub(super) fn sha1(args: &Args<'_, '_>) -> Outcome {
    of_text(args, sha1_hex)
}

pub(super) fn sha256(args: &Args<'_, '_>) -> Outcome {
    of_text(args, sha256_hex)
}

pub(super) fn sha512(args: &Args<'_, '_>) -> Outcome {
    of_text(args, sha512_hex)
}

pub(super) fn base64_sha256(args: &Args<'_, '_>) -> Outcome {
    of_text(args, sha256_base64)
}

pub(super) fn base64_sha512(args: &Args<'_, '_>) -> Outcome {
    of_text(args, sha512_base64)
}

pub(super) fn file_md5(args: &Args<'_, '_>) -> Outcome {
    of_file(args, md5_hex)
}

pub(super) fn file_sha1(args: &Args<'_, '_>) -> Outcome {
    of_file(args, sha1_hex)
}

pub(super) fn file_sha256(args: &Args<'_, '_>) -> Outcome {
    of_file(args, sha256_hex)
}

pub(super) fn file_sha512(args: &Args<'_, '_>) -> Outcome {
    of_file(args, sha512_hex)
}

pub(super) fn file_base64_sha256(args: &Args<'_, '_>) -> Outcome {
    of_file(args, sha256_base64)
}

pub(super) fn file_base64_sha512(args: &Args<'_, '_>) -> Outcome {
    of_file(args, sha512_base64)
}

pub(super) fn bcrypt(args: &Args<'_, '_>) -> Outcome {
    Ok(args.impure("`bcrypt` differs each time", Type::String))
}

pub(super) fn rsa_decrypt(args: &Args<'_, '_>) -> Outcome {
    Ok(args.impure("secrets are not decrypted", Type::String))
}

pub(super) fn uuid(args: &Args<'_, '_>) -> Outcome {
    Ok(args.impure("`uuid` differs each time", Type::String))
}

/// A UUID of version 5 (RFC 4122, section 4.3).
pub(super) fn uuid_v5(args: &Args<'_, '_>) -> Outcome {
    let namespace = match args.str(0)? {
        "dns" => NAMESPACE,
        "url" => with_third_byte(0x11),
        "oid" => with_third_byte(0x12),
        "x500" => with_third_byte(0x14),
        other => parse_uuid(other).ok_or_else(|| format!("`{other}` is no namespace"))?,
    };
    let mut hash = Sha1::new();
    hash.update(namespace);
    hash.update(args.str(1)?);
    let digest = hash.finalize();
    let mut text = String::new();
    for (at, byte) in digest.iter().take(16).enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        let byte = match at {
            6 => byte & 0x0f | 0x50,
            8 => byte & 0x3f | 0x80,
            _ => *byte,
        };
        text.push_str(&format!("{byte:02x}"));
    }
    Ok(args.string(text))
}

/// The namespace of domain names; the other predefined ones differ from it in
/// one byte (RFC 4122, appendix C).
const NAMESPACE: [u8; 16] = [
    0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8,
];

fn with_third_byte(last: u8) -> [u8; 16] {
    let mut namespace = NAMESPACE;
    if let Some(byte) = namespace.get_mut(3) {
        *byte = last;
    }
    namespace
}

/// In the forms that Go's `uuid.Parse` takes: plain, without hyphens, in
/// braces, and as a URN.
fn parse_uuid(text: &str) -> Option<[u8; 16]> {
    let text = match text.len() {
        45 if text.get(..9)?.eq_ignore_ascii_case("urn:uuid:") => text.get(9..)?,
        38 => text.get(1..37)?,
        _ => text,
    };
    let digits = match text.len() {
        32 => text.to_owned(),
        36 if [8, 13, 18, 23]
            .iter()
            .all(|at| text.as_bytes().get(*at) == Some(&b'-')) =>
        {
            text.replace('-', "")
        }
        _ => return None,
    };
    let mut bytes = [0; 16];
    for (at, byte) in bytes.iter_mut().enumerate() {
        let pair = digits.get(at * 2..at * 2 + 2)?;
        if !pair.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        *byte = u8::from_str_radix(pair, 16).ok()?;
    }
    (digits.len() == 32).then_some(bytes)
}
