//! What an object is besides its bytes, as it is kept with its row.

use std::collections::BTreeMap;

use s3s::dto::{Metadata, ServerSideEncryption, StorageClass, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::wire::ServiceError;

/// The attributes of a version. What another writer of the lake left out has S3's defaults.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Attributes {
    /// The standard headers that come back with the object.
    #[serde(skip_serializing_if = "Headers::is_empty")]
    pub headers: Headers,
    /// `x-amz-meta-…`, without the prefix.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub metadata: BTreeMap<String, String>,
    /// Tags by key.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: BTreeMap<String, String>,
    /// The checksum, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checksum: Option<StoredChecksum>,
    /// How it is encrypted.
    pub encryption: Encryption,
    /// Until when a copy of an archived object can be read, in milliseconds since the epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restored_until: Option<i64>,
    /// `COMPLETED`, `FAILED` or `REPLICA`; nothing for an object that no rule copies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replication: Option<String>,
    /// The parts of a multipart object, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<StoredPart>,
}

/// Standard headers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Headers {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cache_control: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_disposition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_encoding: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website_redirect_location: Option<String>,
}

impl Headers {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A checksum as clients send and get it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredChecksum {
    /// `CRC32`, …
    pub algorithm: String,
    /// Base64; with `-N` when it is composed of those of N parts.
    pub value: String,
    /// `FULL_OBJECT` or `COMPOSITE`.
    pub kind: String,
}

/// One part of an object that was uploaded in parts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredPart {
    /// The number it was uploaded under.
    pub number: i64,
    /// Bytes.
    pub size: u64,
    /// Its checksum, base64.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub checksum: String,
}

/// Server-side encryption. The lake's files are as safe as the disk they are on; the setting is kept and told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Encryption {
    /// `AES256`, `aws:kms`, `aws:kms:dsse`.
    pub algorithm: String,
    /// The key's ARN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Whether a bucket key is used.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub bucket_key: bool,
}

impl Default for Encryption {
    fn default() -> Self {
        Self { algorithm: ServerSideEncryption::AES256.to_owned(), key: None, bucket_key: false }
    }
}

impl Encryption {
    /// What a request asks for, or what the bucket gives to new objects.
    pub fn choose(
        bucket: &Value,
        asked: Option<&ServerSideEncryption>,
        key: Option<&str>,
        bucket_key: Option<bool>,
    ) -> Result<Self, ServiceError> {
        let Some(asked) = asked else { return Ok(Self::of_bucket(bucket, bucket_key)) };
        match asked.as_str() {
            algorithm @ (ServerSideEncryption::AES256
            | ServerSideEncryption::AWS_KMS
            | ServerSideEncryption::AWS_KMS_DSSE) => Ok(Self {
                algorithm: algorithm.to_owned(),
                key: key.map(str::to_owned),
                bucket_key: bucket_key.unwrap_or(false),
            }),
            other => Err(ServiceError::client(
                "InvalidArgument",
                format!("The encryption method specified is not supported: {other}"),
            )),
        }
    }

    fn of_bucket(bucket: &Value, bucket_key: Option<bool>) -> Self {
        let rule = &bucket["encryption"]["rules"][0];
        let default = &rule["apply_server_side_encryption_by_default"];
        let Some(algorithm) = default["sse_algorithm"].as_str() else { return Self::default() };
        Self {
            algorithm: algorithm.to_owned(),
            key: default["kms_master_key_id"].as_str().map(str::to_owned),
            bucket_key: bucket_key.unwrap_or(rule["bucket_key_enabled"] == true),
        }
    }

    /// The header.
    pub fn header(&self) -> Option<ServerSideEncryption> {
        Some(ServerSideEncryption::from(self.algorithm.clone()))
    }

    /// The bucket-key header, which is there only when it is on.
    pub fn bucket_key_header(&self) -> Option<bool> {
        self.bucket_key.then_some(true)
    }
}

impl Attributes {
    /// From a row; a writer that left nothing gets the defaults.
    pub fn from_value(value: &Value) -> Self {
        serde_json::from_value(value.clone()).unwrap_or_default()
    }

    /// For a row.
    pub fn to_value(&self) -> Value {
        serde_json::to_value(self).unwrap_or(Value::Null)
    }

    /// User metadata as `s3s` has it; nothing when there is none.
    pub fn metadata_header(&self) -> Option<Metadata> {
        (!self.metadata.is_empty()).then(|| self.metadata.clone().into_iter().collect())
    }
}

/// User metadata of a request: names in lower case, 2 KB in all.
pub fn metadata(given: Option<Metadata>) -> Result<BTreeMap<String, String>, ServiceError> {
    let metadata: BTreeMap<String, String> =
        given.unwrap_or_default().into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
    let size: usize = metadata.iter().map(|(name, value)| name.len() + value.len()).sum();
    if size > 2048 {
        return Err(ServiceError::client(
            "MetadataTooLarge",
            "Your metadata headers exceed the maximum allowed metadata size",
        ));
    }
    Ok(metadata)
}

/// The storage classes that an object can be put into.
const STORAGE_CLASSES: &[&str] = &[
    StorageClass::STANDARD,
    StorageClass::REDUCED_REDUNDANCY,
    StorageClass::STANDARD_IA,
    StorageClass::ONEZONE_IA,
    StorageClass::INTELLIGENT_TIERING,
    StorageClass::GLACIER,
    StorageClass::DEEP_ARCHIVE,
    StorageClass::GLACIER_IR,
];

/// The storage class of a request.
pub fn storage_class(given: Option<&StorageClass>) -> Result<String, ServiceError> {
    let class = given.map_or(StorageClass::STANDARD, StorageClass::as_str);
    if STORAGE_CLASSES.contains(&class) {
        return Ok(class.to_owned());
    }
    Err(ServiceError::client("InvalidStorageClass", "The storage class you specified is not valid"))
}

/// Content-Encoding without `aws-chunked`, which is how the body was sent and not what it is.
pub fn content_encoding(given: Option<String>) -> Option<String> {
    let kept: Vec<String> = given?
        .split(',')
        .map(|coding| coding.trim().to_owned())
        .filter(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case("aws-chunked"))
        .collect();
    (!kept.is_empty()).then(|| kept.join(","))
}

/// Tags in a header: a query string. At most ten, keys of 1 to 128 characters, values of up to 256.
pub fn tags_from_header(header: Option<&str>) -> Result<BTreeMap<String, String>, ServiceError> {
    let invalid = || {
        ServiceError::client(
            "InvalidArgument",
            "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
        )
    };
    let mut tags = BTreeMap::new();
    for pair in header.unwrap_or("").split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let decode = |text: &str| {
            let text = text.replace('+', " ");
            let decoded = percent_encoding::percent_decode_str(&text).decode_utf8();
            decoded.map(std::borrow::Cow::into_owned).map_err(|_| invalid())
        };
        if tags.insert(decode(key)?, decode(value)?).is_some() {
            return Err(invalid());
        }
    }
    if tags.keys().any(|key| key.starts_with("aws:")) {
        return Err(ServiceError::client("InvalidTag", "Your TagKey cannot be prefixed with aws:"));
    }
    check_tags(&tags, 10, "Object tags cannot be greater than 10")?;
    Ok(tags)
}

/// The rules of tags.
pub fn check_tags(tags: &BTreeMap<String, String>, limit: usize, too_many: &str) -> Result<(), ServiceError> {
    if tags.len() > limit {
        return Err(ServiceError::client("BadRequest", too_many));
    }
    for (key, value) in tags {
        if key.is_empty() || key.chars().count() > 128 {
            return Err(ServiceError::client("InvalidTag", "The TagKey you have provided is invalid"));
        }
        if value.chars().count() > 256 {
            return Err(ServiceError::client("InvalidTag", "The TagValue you have provided is invalid"));
        }
        if key.starts_with("aws:") {
            return Err(ServiceError::client("InvalidTag", "System tags cannot be added/updated by requester"));
        }
    }
    Ok(())
}
