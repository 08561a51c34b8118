//! The operation table, and what every operation begins and ends with.

use http::StatusCode;
use s3s::dto::*;
use s3s::{S3, S3Request, S3Response, S3Result};
use serde_json::Value;

use super::access::{self, Asker, Question, Verdict};
use super::account;
use super::attributes::{Attributes, tags_from_header};
use super::chunked::Trailers;
use super::condition::{self, Found};
use super::errors::s3_error;
use super::settings::{acl, lifecycle, policy, simple, tags};
use super::{bucket, copy, delete, describe, get, list, list_uploads, multipart, put, restore};
use crate::lake::{DEFAULT_REGION, Lake};
use crate::objects::no_such_bucket;
use crate::wire::ServiceError;

/// The most that a key may have: 1,024 bytes of UTF-8.
const KEY_LIMIT: usize = 1024;

/// What an operation answers.
pub type Answer<T> = Result<S3Response<T>, ServiceError>;

/// A status that `s3s` would not send of its own accord, on its way to the client.
#[derive(Debug, Clone, Copy)]
pub struct SentStatus(pub StatusCode);

/// The region that a request names in its signature, where signatures are not checked.
#[derive(Debug, Clone)]
pub struct ClaimedRegion(pub String);

/// S3, for one request.
pub struct Service {
    /// The lake.
    pub lake: Lake,
    /// The identity of the request.
    pub request_id: String,
    /// The session token that came with the request.
    pub session_token: Option<String>,
    /// Who asks, where signatures are not checked.
    pub assumed: Option<Asker>,
    /// The document that came as the body, where one may.
    pub document: Option<bytes::Bytes>,
    /// The headers that come after the body, where signatures are not checked.
    pub trailers: Option<Trailers>,
}

/// Makes the operation table: the trait of `s3s` and the list of names from the same rows.
macro_rules! operations {
    ($($name:literal $method:ident($input:ty) -> $output:ty = $run:path;)*) => {
        /// The operations of this lake.
        pub static OPERATIONS: &[&str] = &[$($name),*];

        #[async_trait::async_trait]
        impl S3 for Service {
            $(
                async fn $method(&self, request: S3Request<$input>) -> S3Result<S3Response<$output>> {
                    $run(self, request).await.map_err(|error| s3_error(error, &self.request_id))
                }
            )*
        }
    };
}

operations! {
    "AbortMultipartUpload" abort_multipart_upload(AbortMultipartUploadInput) -> AbortMultipartUploadOutput = multipart::abort;
    "CompleteMultipartUpload" complete_multipart_upload(CompleteMultipartUploadInput) -> CompleteMultipartUploadOutput = multipart::complete;
    "CopyObject" copy_object(CopyObjectInput) -> CopyObjectOutput = copy::object;
    "CreateBucket" create_bucket(CreateBucketInput) -> CreateBucketOutput = bucket::create;
    "CreateMultipartUpload" create_multipart_upload(CreateMultipartUploadInput) -> CreateMultipartUploadOutput = multipart::create;
    "DeleteBucket" delete_bucket(DeleteBucketInput) -> DeleteBucketOutput = bucket::delete;
    "DeleteBucketCors" delete_bucket_cors(DeleteBucketCorsInput) -> DeleteBucketCorsOutput = simple::delete_cors;
    "DeleteBucketEncryption" delete_bucket_encryption(DeleteBucketEncryptionInput) -> DeleteBucketEncryptionOutput = simple::delete_encryption;
    "DeleteBucketLifecycle" delete_bucket_lifecycle(DeleteBucketLifecycleInput) -> DeleteBucketLifecycleOutput = lifecycle::delete;
    "DeleteBucketOwnershipControls" delete_bucket_ownership_controls(DeleteBucketOwnershipControlsInput) -> DeleteBucketOwnershipControlsOutput = simple::delete_ownership;
    "DeleteBucketPolicy" delete_bucket_policy(DeleteBucketPolicyInput) -> DeleteBucketPolicyOutput = policy::delete;
    "DeleteBucketReplication" delete_bucket_replication(DeleteBucketReplicationInput) -> DeleteBucketReplicationOutput = simple::delete_replication;
    "DeleteBucketTagging" delete_bucket_tagging(DeleteBucketTaggingInput) -> DeleteBucketTaggingOutput = tags::delete;
    "DeleteObject" delete_object(DeleteObjectInput) -> DeleteObjectOutput = delete::object;
    "DeleteObjects" delete_objects(DeleteObjectsInput) -> DeleteObjectsOutput = delete::objects;
    "DeleteObjectTagging" delete_object_tagging(DeleteObjectTaggingInput) -> DeleteObjectTaggingOutput = tags::delete_object;
    "DeletePublicAccessBlock" delete_public_access_block(DeletePublicAccessBlockInput) -> DeletePublicAccessBlockOutput = simple::delete_public_access;
    "GetBucketAccelerateConfiguration" get_bucket_accelerate_configuration(GetBucketAccelerateConfigurationInput) -> GetBucketAccelerateConfigurationOutput = simple::get_accelerate;
    "GetBucketAcl" get_bucket_acl(GetBucketAclInput) -> GetBucketAclOutput = acl::get_acl;
    "GetBucketCors" get_bucket_cors(GetBucketCorsInput) -> GetBucketCorsOutput = simple::get_cors;
    "GetBucketEncryption" get_bucket_encryption(GetBucketEncryptionInput) -> GetBucketEncryptionOutput = simple::get_encryption;
    "GetBucketLifecycleConfiguration" get_bucket_lifecycle_configuration(GetBucketLifecycleConfigurationInput) -> GetBucketLifecycleConfigurationOutput = lifecycle::get;
    "GetBucketLocation" get_bucket_location(GetBucketLocationInput) -> GetBucketLocationOutput = bucket::location;
    "GetBucketLogging" get_bucket_logging(GetBucketLoggingInput) -> GetBucketLoggingOutput = simple::get_logging;
    "GetBucketNotificationConfiguration" get_bucket_notification_configuration(GetBucketNotificationConfigurationInput) -> GetBucketNotificationConfigurationOutput = simple::get_notification;
    "GetBucketOwnershipControls" get_bucket_ownership_controls(GetBucketOwnershipControlsInput) -> GetBucketOwnershipControlsOutput = simple::get_ownership;
    "GetBucketPolicy" get_bucket_policy(GetBucketPolicyInput) -> GetBucketPolicyOutput = policy::get;
    "GetBucketPolicyStatus" get_bucket_policy_status(GetBucketPolicyStatusInput) -> GetBucketPolicyStatusOutput = policy::status;
    "GetBucketReplication" get_bucket_replication(GetBucketReplicationInput) -> GetBucketReplicationOutput = simple::get_replication;
    "GetBucketRequestPayment" get_bucket_request_payment(GetBucketRequestPaymentInput) -> GetBucketRequestPaymentOutput = simple::get_request_payment;
    "GetBucketTagging" get_bucket_tagging(GetBucketTaggingInput) -> GetBucketTaggingOutput = tags::get;
    "GetBucketVersioning" get_bucket_versioning(GetBucketVersioningInput) -> GetBucketVersioningOutput = simple::get_versioning;
    "GetBucketWebsite" get_bucket_website(GetBucketWebsiteInput) -> GetBucketWebsiteOutput = simple::get_website;
    "GetObject" get_object(GetObjectInput) -> GetObjectOutput = get::object;
    "GetObjectAcl" get_object_acl(GetObjectAclInput) -> GetObjectAclOutput = acl::get_object_acl;
    "GetObjectAttributes" get_object_attributes(GetObjectAttributesInput) -> GetObjectAttributesOutput = describe::attributes;
    "GetObjectLockConfiguration" get_object_lock_configuration(GetObjectLockConfigurationInput) -> GetObjectLockConfigurationOutput = simple::get_object_lock;
    "GetObjectTagging" get_object_tagging(GetObjectTaggingInput) -> GetObjectTaggingOutput = tags::get_object;
    "GetPublicAccessBlock" get_public_access_block(GetPublicAccessBlockInput) -> GetPublicAccessBlockOutput = simple::get_public_access;
    "HeadBucket" head_bucket(HeadBucketInput) -> HeadBucketOutput = bucket::head;
    "HeadObject" head_object(HeadObjectInput) -> HeadObjectOutput = get::head;
    "ListBuckets" list_buckets(ListBucketsInput) -> ListBucketsOutput = bucket::list;
    "ListMultipartUploads" list_multipart_uploads(ListMultipartUploadsInput) -> ListMultipartUploadsOutput = list_uploads::uploads;
    "ListObjects" list_objects(ListObjectsInput) -> ListObjectsOutput = list::objects;
    "ListObjectsV2" list_objects_v2(ListObjectsV2Input) -> ListObjectsV2Output = list::objects_v2;
    "ListObjectVersions" list_object_versions(ListObjectVersionsInput) -> ListObjectVersionsOutput = list::versions;
    "ListParts" list_parts(ListPartsInput) -> ListPartsOutput = multipart::list_parts;
    "PutBucketAcl" put_bucket_acl(PutBucketAclInput) -> PutBucketAclOutput = acl::put_acl;
    "PutBucketCors" put_bucket_cors(PutBucketCorsInput) -> PutBucketCorsOutput = simple::put_cors;
    "PutBucketEncryption" put_bucket_encryption(PutBucketEncryptionInput) -> PutBucketEncryptionOutput = simple::put_encryption;
    "PutBucketLifecycleConfiguration" put_bucket_lifecycle_configuration(PutBucketLifecycleConfigurationInput) -> PutBucketLifecycleConfigurationOutput = lifecycle::put;
    "PutBucketLogging" put_bucket_logging(PutBucketLoggingInput) -> PutBucketLoggingOutput = simple::put_logging;
    "PutBucketNotificationConfiguration" put_bucket_notification_configuration(PutBucketNotificationConfigurationInput) -> PutBucketNotificationConfigurationOutput = simple::put_notification;
    "PutBucketOwnershipControls" put_bucket_ownership_controls(PutBucketOwnershipControlsInput) -> PutBucketOwnershipControlsOutput = simple::put_ownership;
    "PutBucketPolicy" put_bucket_policy(PutBucketPolicyInput) -> PutBucketPolicyOutput = policy::put;
    "PutBucketReplication" put_bucket_replication(PutBucketReplicationInput) -> PutBucketReplicationOutput = simple::put_replication;
    "PutBucketRequestPayment" put_bucket_request_payment(PutBucketRequestPaymentInput) -> PutBucketRequestPaymentOutput = simple::put_request_payment;
    "PutBucketTagging" put_bucket_tagging(PutBucketTaggingInput) -> PutBucketTaggingOutput = tags::put;
    "PutBucketVersioning" put_bucket_versioning(PutBucketVersioningInput) -> PutBucketVersioningOutput = simple::put_versioning;
    "PutObject" put_object(PutObjectInput) -> PutObjectOutput = put::object;
    "PutObjectAcl" put_object_acl(PutObjectAclInput) -> PutObjectAclOutput = acl::put_object_acl;
    "PutObjectTagging" put_object_tagging(PutObjectTaggingInput) -> PutObjectTaggingOutput = tags::put_object;
    "PutPublicAccessBlock" put_public_access_block(PutPublicAccessBlockInput) -> PutPublicAccessBlockOutput = simple::put_public_access;
    "RestoreObject" restore_object(RestoreObjectInput) -> RestoreObjectOutput = restore::object;
    "UploadPart" upload_part(UploadPartInput) -> UploadPartOutput = multipart::upload;
    "UploadPartCopy" upload_part_copy(UploadPartCopyInput) -> UploadPartCopyOutput = multipart::upload_copy;
}

/// Which action on what.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// `s3:GetObject`, …
    pub action: &'a str,
    /// The bucket.
    pub bucket: &'a str,
    /// The key, for actions on objects.
    pub key: Option<&'a str>,
    /// The account that the caller thinks owns the bucket.
    pub owner: Option<&'a str>,
}

impl Target<'_> {
    fn arn(&self) -> String {
        match self.key {
            Some(key) => format!("arn:aws:s3:::{}/{key}", self.bucket),
            None => format!("arn:aws:s3:::{}", self.bucket),
        }
    }
}

impl Service {
    /// The start of every operation on a bucket: the bucket's document, when the caller may.
    pub fn enter<T>(&self, request: &S3Request<T>, target: Target<'_>) -> Result<Value, ServiceError> {
        let asker = self.asker(request)?;
        if target.key.is_some_and(|key| key.len() > KEY_LIMIT) {
            return Err(ServiceError::client("KeyTooLongError", "Your key is too long"));
        }
        let bucket = self.lake.objects().bucket(target.bucket)?;
        let Some(bucket) = bucket else {
            self.require_root(request, asker.as_ref(), target.action)?;
            return Err(no_such_bucket(target.bucket));
        };
        if target.owner.is_some_and(|owner| owner != self.account()) {
            return Err(ServiceError::new(403, "AccessDenied", "Access Denied"));
        }
        self.check_policy(request, &bucket, asker.as_ref(), target)?;
        Ok(bucket)
    }

    /// For operations that have no bucket, or none yet: the root of the account, or a session that may.
    pub fn enter_account<T>(&self, request: &S3Request<T>, action: &str) -> Result<(), ServiceError> {
        self.require_root(request, self.asker(request)?.as_ref(), action)
    }

    /// The lake's account.
    pub fn account(&self) -> &str {
        &self.lake.options().account
    }

    /// The region that a request is for.
    pub fn region<T>(request: &S3Request<T>) -> &str {
        let verified = request.region.as_ref().map(|region| region.as_str());
        let claimed = || request.extensions.get::<ClaimedRegion>().map(|region| region.0.as_str());
        verified.or_else(claimed).unwrap_or(DEFAULT_REGION)
    }

    /// The owner of everything here.
    pub fn owner(&self) -> Owner {
        // A canonical user id is 64 hexadecimal digits; this one is the account's, so that it is the same everywhere.
        use sha2::{Digest, Sha256};
        Owner { display_name: None, id: Some(hex::encode(Sha256::digest(self.account()))) }
    }

    fn asker<T>(&self, request: &S3Request<T>) -> Result<Option<Asker>, ServiceError> {
        if self.assumed.is_some() {
            return Ok(self.assumed.clone());
        }
        let Some(credentials) = &request.credentials else { return Ok(None) };
        let credential = self.lake.credential(&credentials.access_key)?.ok_or_else(access::unknown_key)?;
        if credential.session_token.is_some() && credential.session_token != self.session_token {
            return Err(ServiceError::client("InvalidToken", "The provided token is malformed or otherwise invalid."));
        }
        Ok(Some(credential.into()))
    }

    fn require_root<T>(&self, request: &S3Request<T>, asker: Option<&Asker>, action: &str) -> Result<(), ServiceError> {
        let principal = asker.map(|asker| asker.principal.as_str());
        if principal == Some(self.lake.root_principal().as_str())
            || self.session_allows(request, asker, Target { action, bucket: "*", key: None, owner: None })?
        {
            return Ok(());
        }
        Err(denied(principal, action, "*", "because no identity-based policy allows the action"))
    }

    /// Whether the policy of the asker's session allows an action.
    fn session_allows<T>(
        &self,
        request: &S3Request<T>,
        asker: Option<&Asker>,
        target: Target<'_>,
    ) -> Result<bool, ServiceError> {
        let Some((asker, policy)) = asker.and_then(|asker| Some((asker, asker.policy.as_ref()?))) else {
            return Ok(false);
        };
        let keys = |key: &str| self.context_key(request, Some(&asker.principal), target, key);
        let question = Question {
            principal: Some(&asker.principal),
            account: self.account(),
            action: target.action,
            resource: &target.arn(),
            keys: &keys,
        };
        Ok(access::evaluate(policy, question)? == Verdict::Allowed)
    }

    fn check_policy<T>(
        &self,
        request: &S3Request<T>,
        bucket: &Value,
        asker: Option<&Asker>,
        target: Target<'_>,
    ) -> Result<(), ServiceError> {
        let principal = asker.map(|asker| asker.principal.as_str());
        let resource = target.arn();
        let is_root = principal == Some(self.lake.root_principal().as_str());
        // The root can always take a policy off again: AWS documents it so.
        let mends_policy =
            matches!(target.action, "s3:GetBucketPolicy" | "s3:PutBucketPolicy" | "s3:DeleteBucketPolicy");
        if is_root && mends_policy {
            return Ok(());
        }
        let policy = bucket["policy"].as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
        let keys = |key: &str| self.context_key(request, principal, target, key);
        let question =
            Question { principal, account: self.account(), action: target.action, resource: &resource, keys: &keys };
        let verdict = match &policy {
            Some(policy) => access::evaluate(policy, question)?,
            None => Verdict::Silent,
        };
        let silent =
            || denied(principal, target.action, &resource, "because no resource-based policy allows the action");
        match verdict {
            Verdict::Denied => {
                Err(denied(principal, target.action, &resource, "with an explicit deny in a resource-based policy"))
            }
            // A policy for everybody serves nobody outside the account while the public is kept out.
            Verdict::Allowed
                if principal.is_none() && account::switches(&self.lake, bucket)?.restrict_public_buckets =>
            {
                Err(silent())
            }
            Verdict::Allowed => Ok(()),
            Verdict::Silent if is_root || self.session_allows(request, asker, target)? => Ok(()),
            Verdict::Silent => Err(silent()),
        }
    }

    /// What a request says about a condition key, whose name comes in lower case.
    fn context_key<T>(
        &self,
        request: &S3Request<T>,
        principal: Option<&str>,
        target: Target<'_>,
        key: &str,
    ) -> Result<Found, ServiceError> {
        let query = |name: &str| condition::parameter(request.uri.query(), name);
        let header = |name: &str| request.headers.get(name).and_then(|value| value.to_str().ok());
        if let Some(tag) = key.strip_prefix("s3:existingobjecttag/") {
            return self.existing_tag(target, query("versionId").as_deref(), tag);
        }
        let given_tags = || tags_from_header(header("x-amz-tagging"));
        if let Some(tag) = key.strip_prefix("s3:requestobjecttag/") {
            let found = given_tags()?.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(tag));
            return Ok(Found::one(found.map(|(_, value)| value)));
        }
        let now = self.lake.clock().now();
        Ok(match key {
            // The wire never leaves this machine.
            "aws:securetransport" => Found::one(Some("true")),
            "s3:tlsversion" => Found::one(Some("1.3")),
            "aws:sourceip" => Found::one(Some("127.0.0.1")),
            "aws:principalarn" => Found::one(principal),
            "aws:principalaccount" | "s3:resourceaccount" | "aws:resourceaccount" => Found::one(
                principal.map(|_| self.account()).or(Some(self.account()).filter(|_| key.contains("resource"))),
            ),
            "aws:viaawsservice" | "aws:principalisawsservice" => Found::one(Some("false")),
            "aws:currenttime" => Found::one(Some(crate::clock::rfc3339(now))),
            "aws:epochtime" => Found::one(Some((crate::clock::epoch_millis(now) / 1000).to_string())),
            "aws:useragent" => Found::one(header("user-agent")),
            "aws:referer" => Found::one(header("referer")),
            "aws:requestedregion" => Found::one(Some(Self::region(request))),
            // No service calls here, no principal is of an organization or has tags, nobody comes through a network.
            "aws:sourceaccount"
            | "aws:sourcearn"
            | "aws:principalorgid"
            | "aws:sourcevpc"
            | "aws:sourcevpce"
            | "aws:sourceorgid"
            | "aws:principalorgpaths" => Found::Absent,
            "s3:prefix" | "s3:delimiter" | "s3:max-keys" => Found::one(query(&key[3..])),
            "s3:versionid" => Found::one(query("versionId")),
            "s3:signatureversion" => Found::one(principal.map(|_| "AWS4-HMAC-SHA256")),
            "s3:authtype" => Found::one(principal.map(|_| match query("X-Amz-Signature") {
                Some(_) => "REST-QUERY-STRING",
                None => "REST-HEADER",
            })),
            "s3:requestobjecttagkeys" => match given_tags()?.into_keys().collect::<Vec<_>>() {
                names if names.is_empty() => Found::Absent,
                names => Found::Values(names),
            },
            _ => match key.strip_prefix("s3:x-amz-") {
                Some(name) => Found::one(header(&format!("x-amz-{name}"))),
                None if key.starts_with("aws:principaltag/") => Found::Absent,
                None => Found::Unknown,
            },
        })
    }

    /// A tag of the object that is there.
    fn existing_tag(&self, target: Target<'_>, version: Option<&str>, tag: &str) -> Result<Found, ServiceError> {
        let Some(key) = target.key else { return Ok(Found::Absent) };
        let objects = self.lake.objects();
        let record = match version {
            Some(version) => objects.head_version(target.bucket, key, version)?,
            None => objects.head(target.bucket, key)?,
        };
        let tags = record.map(|record| Attributes::from_value(&record.attributes).tags).unwrap_or_default();
        Ok(Found::one(tags.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(tag)).map(|(_, value)| value)))
    }
}

fn denied(principal: Option<&str>, action: &str, resource: &str, why: &str) -> ServiceError {
    let message = match principal {
        Some(principal) => {
            format!("User: {principal} is not authorized to perform: {action} on resource: \"{resource}\" {why}")
        }
        None => "Access Denied".to_owned(),
    };
    ServiceError::new(403, "AccessDenied", message)
}
