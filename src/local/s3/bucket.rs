//! Buckets themselves; their settings are in `settings`.

use std::collections::BTreeMap;

use http::HeaderValue;
use s3s::dto::{
    Bucket, BucketLocationConstraint, CreateBucketInput, CreateBucketOutput, DeleteBucketInput, DeleteBucketOutput,
    GetBucketLocationInput, GetBucketLocationOutput, HeadBucketInput, HeadBucketOutput, ListBucketsInput,
    ListBucketsOutput, ObjectOwnership, Timestamp,
};
use s3s::{S3Request, S3Response};
use serde_json::{Value, json};

use super::attributes::check_tags;
use super::list::{read_token, write_token};
use super::put::check_acl;
use super::service::{Answer, Service, Target};
use super::settings::dropped;
use crate::clock::{epoch_millis, from_epoch_millis};
use crate::objects::{self, BUCKET, no_such_bucket, uploads};
use crate::wire::ServiceError;

/// Most buckets of a page.
const PAGE: i32 = 10_000;

/// The region that location constraints are silent about.
const CLASSIC_REGION: &str = "us-east-1";

/// `CreateBucket`.
pub async fn create(service: &Service, request: S3Request<CreateBucketInput>) -> Answer<CreateBucketOutput> {
    service.enter_account(&request, "s3:CreateBucket")?;
    let input = &request.input;
    check_name(&input.bucket)?;
    check_acl(input.acl.as_ref().map(s3s::dto::BucketCannedACL::as_str))?;
    let region = region(Service::region(&request), input)?;
    check_namespace(service, &request, &region)?;
    let ownership = input.object_ownership.as_ref().map_or("BucketOwnerEnforced", ObjectOwnership::as_str);
    if ownership != "BucketOwnerEnforced" {
        return Err(ServiceError::unsupported(format_args!("s3 CreateBucket with ObjectOwnership {ownership}")));
    }
    let mut document = json!({
        "region": region,
        "created": epoch_millis(service.lake.clock().now()),
        "ownership": ownership,
        // What AWS gives every new bucket since April 2023.
        "public_access_block": {
            "block_public_acls": true, "block_public_policy": true,
            "ignore_public_acls": true, "restrict_public_buckets": true,
        },
    });
    if input.object_lock_enabled_for_bucket == Some(true) {
        return Err(ServiceError::unsupported("s3 CreateBucket with Object Lock"));
    }
    let tags = match &service.document {
        Some(document) => dropped::tags(document)?.into_iter().collect::<BTreeMap<_, _>>(),
        None => BTreeMap::new(),
    };
    if !tags.is_empty() {
        check_tags(&tags, 50, "Bucket tag count cannot be greater than 50")?;
        document["tags"] = json!(tags);
    }
    let existing = service.lake.store().write(|tx| {
        let existing = tx.get(BUCKET, "", &input.bucket)?;
        if existing.is_none() {
            tx.put(BUCKET, "", &input.bucket, &document.take())?;
        }
        Ok::<_, ServiceError>(existing)
    })?;
    if existing.is_some_and(|existing| existing["region"] != CLASSIC_REGION || region != CLASSIC_REGION) {
        return Err(ServiceError::new(
            409,
            "BucketAlreadyOwnedByYou",
            "Your previous request to create the named bucket succeeded and you already own it.",
        ));
    }
    let location = if region == CLASSIC_REGION {
        format!("/{}", input.bucket)
    } else {
        format!("http://{}.s3.amazonaws.com/", input.bucket)
    };
    let mut response = S3Response::new(CreateBucketOutput { location: Some(location) });
    // `s3s` does not know the member yet.
    if let Ok(arn) = HeaderValue::from_str(&format!("arn:aws:s3:::{}", input.bucket)) {
        response.headers.insert("x-amz-bucket-arn", arn);
    }
    Ok(response)
}

/// The rules that `s3s` does not know. Source: S3 User Guide, "General purpose bucket naming rules".
fn check_name(name: &str) -> Result<(), ServiceError> {
    let reserved = ["xn--", "sthree-", "amzn-s3-demo-"].iter().any(|prefix| name.starts_with(prefix))
        || ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"].iter().any(|suffix| name.ends_with(suffix));
    let ragged = name.contains(".-") || name.contains("-.");
    if reserved || ragged {
        return Err(ServiceError::client("InvalidBucketName", "The specified bucket is not valid."));
    }
    Ok(())
}

/// The region of the new bucket.
fn region(endpoint: &str, input: &CreateBucketInput) -> Result<String, ServiceError> {
    let configuration = input.create_bucket_configuration.as_ref();
    if configuration.is_some_and(|configuration| configuration.bucket.is_some() || configuration.location.is_some()) {
        return Err(ServiceError::unsupported("s3 CreateBucket of a directory bucket"));
    }
    let constraint = configuration
        .and_then(|configuration| configuration.location_constraint.as_ref())
        .map(BucketLocationConstraint::as_str)
        .filter(|constraint| !constraint.is_empty());
    let incompatible = |constraint: &str| {
        ServiceError::client(
            "IllegalLocationConstraintException",
            format!(
                "The {constraint} location constraint is incompatible for the region specific endpoint this request was sent to."
            ),
        )
    };
    let named = constraint.map(|constraint| if constraint == "EU" { "eu-west-1" } else { constraint });
    match named {
        None if endpoint == CLASSIC_REGION => Ok(CLASSIC_REGION.to_owned()),
        None => Err(incompatible("unspecified")),
        Some(CLASSIC_REGION) if endpoint == CLASSIC_REGION => Err(invalid_constraint()),
        Some(named) if !looks_like_region(named) => Err(invalid_constraint()),
        Some(named) if named == endpoint || endpoint == CLASSIC_REGION => Ok(named.to_owned()),
        Some(named) => Err(incompatible(named)),
    }
}

fn invalid_constraint() -> ServiceError {
    ServiceError::client("InvalidLocationConstraint", "The specified location-constraint is not valid")
}

fn looks_like_region(name: &str) -> bool {
    let parts: Vec<&str> = name.split('-').collect();
    parts.len() >= 3
        && parts.last().is_some_and(|last| !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit()))
        && parts[..parts.len() - 1].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase()))
}

/// Names of the account-regional namespace end in the account and the region.
fn check_namespace(
    service: &Service,
    request: &S3Request<CreateBucketInput>,
    region: &str,
) -> Result<(), ServiceError> {
    let namespace = request.headers.get("x-amz-bucket-namespace").and_then(|value| value.to_str().ok());
    match namespace {
        None | Some("global") => Ok(()),
        Some("account-regional") => {
            let suffix = format!("-{}-{region}-an", service.account());
            if request.input.bucket.ends_with(&suffix) {
                return Ok(());
            }
            Err(ServiceError::client(
                "InvalidNamespaceHeader",
                format!(
                    "The bucket namespace is account-regional, and the bucket's name lacks its suffix {suffix}. Add \
                     the suffix, or leave the header out."
                ),
            ))
        }
        Some(other) => {
            Err(ServiceError::client("InvalidNamespaceHeader", format!("The bucket namespace {other} is not valid")))
        }
    }
}

/// `HeadBucket`.
pub async fn head(service: &Service, request: S3Request<HeadBucketInput>) -> Answer<HeadBucketOutput> {
    let input = &request.input;
    let owner = input.expected_bucket_owner.as_deref();
    let bucket =
        service.enter(&request, Target { action: "s3:ListBucket", bucket: &input.bucket, key: None, owner })?;
    Ok(S3Response::new(HeadBucketOutput {
        access_point_alias: Some(false),
        bucket_region: bucket["region"].as_str().map(str::to_owned),
        ..HeadBucketOutput::default()
    }))
}

/// `GetBucketLocation`.
pub async fn location(
    service: &Service,
    request: S3Request<GetBucketLocationInput>,
) -> Answer<GetBucketLocationOutput> {
    let input = &request.input;
    let owner = input.expected_bucket_owner.as_deref();
    let bucket =
        service.enter(&request, Target { action: "s3:GetBucketLocation", bucket: &input.bucket, key: None, owner })?;
    let region = bucket["region"].as_str().filter(|region| *region != CLASSIC_REGION);
    Ok(S3Response::new(GetBucketLocationOutput {
        location_constraint: region.map(|region| BucketLocationConstraint::from(region.to_owned())),
    }))
}

/// `ListBuckets`.
pub async fn list(service: &Service, request: S3Request<ListBucketsInput>) -> Answer<ListBucketsOutput> {
    service.enter_account(&request, "s3:ListAllMyBuckets")?;
    let input = &request.input;
    let limit = match input.max_buckets {
        None => PAGE,
        Some(limit) if (1..=PAGE).contains(&limit) => limit,
        Some(_) => {
            return Err(ServiceError::client(
                "InvalidArgument",
                "Argument max-buckets must be an integer between 1 and 10000",
            ));
        }
    };
    let limit = usize::try_from(limit).unwrap_or(0);
    let prefix = input.prefix.as_deref().unwrap_or("");
    let after = input.continuation_token.as_deref().map(read_token).transpose()?;
    let all = service.lake.store().read(|tx| tx.page(BUCKET, "", after.as_deref(), usize::MAX))?;
    let wanted: Vec<_> = all
        .into_iter()
        .filter(|(name, document)| {
            name.starts_with(prefix) && input.bucket_region.as_deref().is_none_or(|region| document["region"] == region)
        })
        .take(limit + 1)
        .collect();
    let truncated = wanted.len() > limit;
    let last = wanted.iter().take(limit).next_back().filter(|_| truncated).map(|(name, _)| write_token(name));
    Ok(S3Response::new(ListBucketsOutput {
        buckets: Some(wanted.into_iter().take(limit).map(|(name, document)| listed(name, &document)).collect()),
        continuation_token: last,
        owner: Some(service.owner()),
        prefix: input.prefix.clone(),
    }))
}

fn listed(name: String, document: &Value) -> Bucket {
    Bucket {
        bucket_region: document["region"].as_str().map(str::to_owned),
        creation_date: document["created"].as_i64().map(|millis| Timestamp::from(from_epoch_millis(millis))),
        name: Some(name),
    }
}

/// `DeleteBucket`.
pub async fn delete(service: &Service, request: S3Request<DeleteBucketInput>) -> Answer<DeleteBucketOutput> {
    let input = &request.input;
    let owner = input.expected_bucket_owner.as_deref();
    service.enter(&request, Target { action: "s3:DeleteBucket", bucket: &input.bucket, key: None, owner })?;
    // Uploads that were not completed do not keep a bucket; they go with it.
    let blobs = service.lake.store().write(|tx| {
        if objects::any(tx, &input.bucket)? {
            let bucket = tx.get(BUCKET, "", &input.bucket)?.unwrap_or_default();
            let message = if bucket["versioning"].is_string() {
                "The bucket you tried to delete is not empty. You must delete all versions in the bucket."
            } else {
                "The bucket you tried to delete is not empty"
            };
            return Err(ServiceError::new(409, "BucketNotEmpty", message));
        }
        let blobs = uploads::forget_all(tx, &input.bucket)?;
        tx.delete_scope(uploads::COMPLETED, &input.bucket)?;
        if !tx.delete(BUCKET, "", &input.bucket)? {
            return Err(no_such_bucket(&input.bucket));
        }
        Ok(blobs)
    })?;
    service.lake.objects().discard(&blobs);
    Ok(S3Response::new(DeleteBucketOutput::default()))
}
