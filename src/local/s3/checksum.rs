//! Receiving bytes: hashed while they are written, and compared with what the client says they are.

use bytes::Bytes;
use futures::StreamExt;
use md5::{Digest, Md5};
use s3s::checksum::ChecksumHasher;
use s3s::crypto::{Checksum as _, Crc32, Crc32c, Crc64Nvme, Sha1, Sha256};
use s3s::dto::{Checksum, ChecksumType, StreamingBlob};

use super::attributes::StoredChecksum;
use super::chunked::Trailers;
use crate::lake::Lake;
use crate::objects::{IncomingFile, disk_error};
use crate::wire::ServiceError;

/// The largest body of one request: 5 GiB.
const BODY_LIMIT: u64 = 5 << 30;

/// The checksum algorithms of S3, by their names.
pub const ALGORITHMS: &[&str] = &["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"];

/// The algorithm that S3 uses when the client names none.
pub const DEFAULT_ALGORITHM: &str = "CRC64NVME";

/// Makes a checksum structure of the fields of an input.
macro_rules! given_checksum {
    ($input:expr) => {
        s3s::dto::Checksum {
            checksum_crc32: $input.checksum_crc32.take(),
            checksum_crc32c: $input.checksum_crc32c.take(),
            checksum_crc64nvme: $input.checksum_crc64nvme.take(),
            checksum_sha1: $input.checksum_sha1.take(),
            checksum_sha256: $input.checksum_sha256.take(),
            checksum_type: None,
        }
    };
}

/// Fills the checksum fields of an output.
macro_rules! tell_checksum {
    ($output:expr, $checksum:expr) => {
        let told: s3s::dto::Checksum = $checksum;
        $output.checksum_crc32 = told.checksum_crc32;
        $output.checksum_crc32c = told.checksum_crc32c;
        $output.checksum_crc64nvme = told.checksum_crc64nvme;
        $output.checksum_sha1 = told.checksum_sha1;
        $output.checksum_sha256 = told.checksum_sha256;
    };
}

pub(super) use {given_checksum, tell_checksum};

/// What a client says about the bytes that it sends.
#[derive(Debug, Default)]
pub struct Expected {
    /// Content-Length, or the length inside aws-chunked.
    pub length: Option<i64>,
    /// Content-MD5, base64.
    pub md5: Option<String>,
    /// Checksums in headers.
    pub checksum: Checksum,
    /// The algorithm that the client names, in whatever way.
    pub algorithm: Option<String>,
    /// Whether S3's default checksum is wanted beside another: the whole that a part is of has that one.
    pub default_too: bool,
    /// Trailing headers, there once the body is read.
    pub trailers: Option<s3s::TrailingHeaders>,
    /// The same, where signatures are not checked.
    pub unverified_trailers: Option<Trailers>,
}

/// Bytes that arrived whole.
pub struct Received {
    /// The file.
    pub file: IncomingFile,
    /// MD5 of the bytes.
    pub md5: [u8; 16],
    /// The checksum of the named algorithm, or of S3's default one.
    pub checksum: StoredChecksum,
    /// S3's default checksum, where it is wanted beside another.
    pub default: Option<StoredChecksum>,
}

impl Received {
    /// The ETag of an object of one part, without quotes.
    pub fn etag(&self) -> String {
        hex::encode(self.md5)
    }
}

/// (algorithm, value) of each checksum that is there.
pub fn entries(checksum: &Checksum) -> Vec<(&'static str, &str)> {
    [
        ("CRC32", &checksum.checksum_crc32),
        ("CRC32C", &checksum.checksum_crc32c),
        ("CRC64NVME", &checksum.checksum_crc64nvme),
        ("SHA1", &checksum.checksum_sha1),
        ("SHA256", &checksum.checksum_sha256),
    ]
    .into_iter()
    .filter_map(|(name, value)| value.as_deref().map(|value| (name, value)))
    .collect()
}

impl StoredChecksum {
    /// As it goes into an output.
    pub fn to_output(&self) -> Checksum {
        let value = Some(self.value.clone());
        let mut checksum =
            Checksum { checksum_type: Some(ChecksumType::from(self.kind.clone())), ..Checksum::default() };
        match self.algorithm.as_str() {
            "CRC32" => checksum.checksum_crc32 = value,
            "CRC32C" => checksum.checksum_crc32c = value,
            "CRC64NVME" => checksum.checksum_crc64nvme = value,
            "SHA1" => checksum.checksum_sha1 = value,
            "SHA256" => checksum.checksum_sha256 = value,
            _ => checksum.checksum_type = None,
        }
        checksum
    }
}

/// A hasher of one algorithm.
pub fn hasher(algorithm: &str) -> Result<ChecksumHasher, ServiceError> {
    let mut hasher = ChecksumHasher::default();
    match algorithm {
        "CRC32" => hasher.crc32 = Some(Crc32::new()),
        "CRC32C" => hasher.crc32c = Some(Crc32c::new()),
        "CRC64NVME" => hasher.crc64nvme = Some(Crc64Nvme::new()),
        "SHA1" => hasher.sha1 = Some(Sha1::new()),
        "SHA256" => hasher.sha256 = Some(Sha256::new()),
        _ => {
            return Err(ServiceError::client(
                "InvalidRequest",
                "Checksum algorithm provided is unsupported. Please try again with any of the valid types: \
                 [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]",
            ));
        }
    }
    Ok(hasher)
}

/// The value that a hasher of one algorithm comes to, base64.
pub fn finish(hasher: ChecksumHasher) -> String {
    let checksum = hasher.finalize();
    entries(&checksum).first().map(|(_, value)| (*value).to_owned()).unwrap_or_default()
}

/// Reads a body to its end into a new file, and holds it against what the client says.
pub async fn receive(
    lake: &Lake,
    body: Option<StreamingBlob>,
    mut expected: Expected,
) -> Result<Received, ServiceError> {
    let length = expected.length.ok_or_else(|| {
        ServiceError::new(411, "MissingContentLength", "You must provide the Content-Length HTTP header.")
    })?;
    let length = u64::try_from(length)
        .map_err(|_| ServiceError::client("InvalidArgument", "Content-Length must not be negative"))?;
    if length > BODY_LIMIT {
        return Err(too_large());
    }
    let algorithm = algorithm(&expected)?;
    let mut own =
        (expected.default_too && algorithm != DEFAULT_ALGORITHM).then(|| hasher(DEFAULT_ALGORITHM)).transpose()?;
    let mut hasher = hasher(&algorithm)?;
    let mut md5 = Md5::new();
    let mut file = lake.objects().receive().map_err(disk_error)?;
    if let Some(mut body) = body {
        while let Some(chunk) = body.next().await {
            let chunk: Bytes = chunk.map_err(|error| body_error(error.as_ref()))?;
            if file.size() + chunk.len() as u64 > length {
                return Err(ServiceError::client(
                    "IncompleteBody",
                    "The request body is longer than the Content-Length HTTP header says",
                ));
            }
            md5.update(&chunk);
            hasher.update(&chunk);
            if let Some(own) = &mut own {
                own.update(&chunk);
            }
            file.write(&chunk).map_err(disk_error)?;
        }
    }
    if file.size() != length {
        return Err(incomplete());
    }
    let md5: [u8; 16] = md5.finalize().into();
    check_md5(expected.md5.as_deref(), &md5)?;
    let value = finish(hasher);
    check_value(&algorithm, given_value(&mut expected, &algorithm).as_deref(), &value)?;
    let stored = |algorithm, value| StoredChecksum { algorithm, value, kind: ChecksumType::FULL_OBJECT.to_owned() };
    let default = own.map(|own| stored(DEFAULT_ALGORITHM.to_owned(), finish(own)));
    Ok(Received { file, md5, checksum: stored(algorithm, value), default })
}

fn algorithm(expected: &Expected) -> Result<String, ServiceError> {
    let given = entries(&expected.checksum);
    match given.as_slice() {
        [] => Ok(expected.algorithm.clone().unwrap_or_else(|| DEFAULT_ALGORITHM.to_owned()).to_ascii_uppercase()),
        [(name, _)] => Ok((*name).to_owned()),
        _ => Err(ServiceError::client(
            "InvalidRequest",
            "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
        )),
    }
}

/// The value that the client sent for an algorithm, before the body or after it.
fn given_value(expected: &mut Expected, algorithm: &str) -> Option<String> {
    if let Some((_, value)) = entries(&expected.checksum).first() {
        return Some((*value).to_owned());
    }
    let name = format!("x-amz-checksum-{}", algorithm.to_ascii_lowercase());
    let trailers = match (expected.trailers.take(), expected.unverified_trailers.take()) {
        (Some(trailers), _) => trailers.take()?,
        (None, Some(trailers)) => std::mem::take(&mut *trailers.lock().ok()?),
        (None, None) => return None,
    };
    Some(trailers.get(name)?.to_str().ok()?.to_owned())
}

fn check_value(algorithm: &str, given: Option<&str>, found: &str) -> Result<(), ServiceError> {
    let Some(given) = given else { return Ok(()) };
    if given == found {
        return Ok(());
    }
    if given.len() != found.len() {
        let header = format!("x-amz-checksum-{}", algorithm.to_ascii_lowercase());
        return Err(ServiceError::client("InvalidRequest", format!("Value for {header} header is invalid.")));
    }
    Err(ServiceError::client(
        "BadDigest",
        format!("The {algorithm} you specified did not match the calculated checksum."),
    ))
}

fn check_md5(given: Option<&str>, found: &[u8; 16]) -> Result<(), ServiceError> {
    let Some(given) = given else { return Ok(()) };
    if given == aws_smithy_types::base64::encode(found) {
        return Ok(());
    }
    let is_md5 = given.len() == 24
        && given.ends_with("==")
        && given[..22].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/');
    if is_md5 {
        return Err(ServiceError::client("BadDigest", "The Content-MD5 you specified did not match what we received."));
    }
    Err(ServiceError::client("InvalidDigest", "The Content-MD5 you specified was invalid."))
}

fn body_error(error: &(dyn std::error::Error + 'static)) -> ServiceError {
    let text = error.to_string();
    // `s3s` keeps its stream errors to itself; their words are all there is.
    if text.contains("Sha256Mismatch") {
        return ServiceError::client(
            "XAmzContentSHA256Mismatch",
            "The provided 'x-amz-content-sha256' header does not match what was computed.",
        );
    }
    if text.contains("SignatureMismatch") {
        return ServiceError::new(
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided.",
        );
    }
    if text.contains("TrailersMismatch") || text.contains("FormatError") {
        return ServiceError::client("InvalidChunkSizeError", format!("The chunked body is malformed: {text}"));
    }
    incomplete()
}

fn incomplete() -> ServiceError {
    ServiceError::client(
        "IncompleteBody",
        "You did not provide the number of bytes specified by the Content-Length HTTP header",
    )
}

fn too_large() -> ServiceError {
    ServiceError::client("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
        .with_field("MaxSizeAllowed", BODY_LIMIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_algorithm_has_its_known_value() {
        // The check values of the CRC catalogue for "123456789", and the digests of FIPS 180 implementations.
        let known = [
            ("CRC32", "y/Q5Jg=="),
            ("CRC32C", "4waSgw=="),
            ("CRC64NVME", "rosUhgp5mIg="),
            ("SHA1", "98O8HYCOBHMq32eZZczDTKeuNEE="),
            ("SHA256", "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU="),
        ];
        for (algorithm, value) in known {
            let mut hasher = hasher(algorithm).unwrap();
            hasher.update(b"123456789");
            assert_eq!(finish(hasher), value, "{algorithm}");
        }
    }
}
