//! Settings that are kept and told: versioning, encryption, public access, ownership, logging, events, ACLs and the like.

use s3s::dto::*;
use s3s::{S3Request, S3Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{dropped, invalid, malformed, read, target, write};
use crate::clock::new_id;
use crate::objects::BUCKET;
use crate::s3::service::{Answer, Service};
use crate::wire::ServiceError;

type Request<T> = S3Request<T>;

/// An answer that says nothing but that it is done.
pub(super) fn done<T: Default>() -> Answer<T> {
    Ok(S3Response::new(T::default()))
}

/// S3's error for a setting that is not there.
fn absent(code: &'static str, message: &'static str) -> ServiceError {
    ServiceError::new(404, code, message)
}

/// `GetBucketVersioning`. A bucket that never had versioning answers nothing at all, not "Suspended".
pub async fn get_versioning(
    service: &Service,
    request: Request<GetBucketVersioningInput>,
) -> Answer<GetBucketVersioningOutput> {
    let bucket = service.enter(&request, target!(request, "s3:GetBucketVersioning"))?;
    let status = bucket["versioning"].as_str().map(|status| BucketVersioningStatus::from(status.to_owned()));
    Ok(S3Response::new(GetBucketVersioningOutput { status, ..GetBucketVersioningOutput::default() }))
}

/// `PutBucketVersioning`.
pub async fn put_versioning(
    service: &Service,
    request: Request<PutBucketVersioningInput>,
) -> Answer<PutBucketVersioningOutput> {
    service.enter(&request, target!(request, "s3:PutBucketVersioning"))?;
    dropped::refuse(
        service,
        "PutBucketVersioning",
        "VersioningConfiguration",
        &request.input.versioning_configuration,
    )?;
    let configuration = &request.input.versioning_configuration;
    if configuration.mfa_delete.as_ref().is_some_and(|mfa| mfa.as_str() == "Enabled") {
        return Err(ServiceError::unsupported("s3 PutBucketVersioning with MFA delete"));
    }
    let status = configuration.status.as_ref().map(BucketVersioningStatus::as_str);
    let Some(status @ ("Enabled" | "Suspended")) = status else {
        return Err(ServiceError::client(
            "IllegalVersioningConfigurationException",
            "The Versioning element must be specified",
        ));
    };
    write(service, &request.input.bucket, "versioning", Some(&status))?;
    done()
}

/// `GetBucketEncryption`. Every bucket has one: SSE-S3 when nothing else was put.
pub async fn get_encryption(
    service: &Service,
    request: Request<GetBucketEncryptionInput>,
) -> Answer<GetBucketEncryptionOutput> {
    let bucket = service.enter(&request, target!(request, "s3:GetEncryptionConfiguration"))?;
    let configuration = read(&bucket, "encryption")?.unwrap_or_else(|| ServerSideEncryptionConfiguration {
        rules: vec![ServerSideEncryptionRule {
            apply_server_side_encryption_by_default: Some(ServerSideEncryptionByDefault {
                kms_master_key_id: None,
                sse_algorithm: ServerSideEncryption::from_static(ServerSideEncryption::AES256),
            }),
            bucket_key_enabled: Some(false),
        }],
    });
    Ok(S3Response::new(GetBucketEncryptionOutput { server_side_encryption_configuration: Some(configuration) }))
}

/// `PutBucketEncryption`. As on AWS, nobody looks whether the key is there.
pub async fn put_encryption(
    service: &Service,
    request: Request<PutBucketEncryptionInput>,
) -> Answer<PutBucketEncryptionOutput> {
    service.enter(&request, target!(request, "s3:PutEncryptionConfiguration"))?;
    let mut configuration = request.input.server_side_encryption_configuration.clone();
    dropped::refuse(service, "PutBucketEncryption", "ServerSideEncryptionConfiguration", &configuration)?;
    let [rule] = configuration.rules.as_mut_slice() else { return Err(malformed()) };
    let default = rule.apply_server_side_encryption_by_default.as_ref().ok_or_else(malformed)?;
    match default.sse_algorithm.as_str() {
        "AES256" if default.kms_master_key_id.is_some() => {
            return Err(invalid(
                "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
            ));
        }
        "AES256" | "aws:kms" | "aws:kms:dsse" => {}
        _ => return Err(malformed()),
    }
    rule.bucket_key_enabled.get_or_insert(false);
    write(service, &request.input.bucket, "encryption", Some(&configuration))?;
    done()
}

/// `DeleteBucketEncryption`.
pub async fn delete_encryption(
    service: &Service,
    request: Request<DeleteBucketEncryptionInput>,
) -> Answer<DeleteBucketEncryptionOutput> {
    service.enter(&request, target!(request, "s3:PutEncryptionConfiguration"))?;
    write::<Value>(service, &request.input.bucket, "encryption", None)?;
    done()
}

/// `GetPublicAccessBlock`.
pub async fn get_public_access(
    service: &Service,
    request: Request<GetPublicAccessBlockInput>,
) -> Answer<GetPublicAccessBlockOutput> {
    let bucket = service.enter(&request, target!(request, "s3:GetBucketPublicAccessBlock"))?;
    let configuration: Option<PublicAccessBlockConfiguration> = read(&bucket, "public_access_block")?;
    let configuration = configuration.ok_or_else(|| {
        absent("NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found")
    })?;
    Ok(S3Response::new(GetPublicAccessBlockOutput { public_access_block_configuration: Some(configuration) }))
}

/// `PutPublicAccessBlock`. A switch that is left out is off.
pub async fn put_public_access(
    service: &Service,
    request: Request<PutPublicAccessBlockInput>,
) -> Answer<PutPublicAccessBlockOutput> {
    service.enter(&request, target!(request, "s3:PutBucketPublicAccessBlock"))?;
    let mut configuration = request.input.public_access_block_configuration.clone();
    dropped::refuse(service, "PutPublicAccessBlock", "PublicAccessBlockConfiguration", &configuration)?;
    for switch in [
        &mut configuration.block_public_acls,
        &mut configuration.block_public_policy,
        &mut configuration.ignore_public_acls,
        &mut configuration.restrict_public_buckets,
    ] {
        switch.get_or_insert(false);
    }
    write(service, &request.input.bucket, "public_access_block", Some(&configuration))?;
    done()
}

/// `DeletePublicAccessBlock`.
pub async fn delete_public_access(
    service: &Service,
    request: Request<DeletePublicAccessBlockInput>,
) -> Answer<DeletePublicAccessBlockOutput> {
    service.enter(&request, target!(request, "s3:PutBucketPublicAccessBlock"))?;
    write::<Value>(service, &request.input.bucket, "public_access_block", None)?;
    done()
}

/// `GetBucketOwnershipControls`.
pub async fn get_ownership(
    service: &Service,
    request: Request<GetBucketOwnershipControlsInput>,
) -> Answer<GetBucketOwnershipControlsOutput> {
    let bucket = service.enter(&request, target!(request, "s3:GetBucketOwnershipControls"))?;
    let ownership = bucket["ownership"]
        .as_str()
        .ok_or_else(|| absent("OwnershipControlsNotFoundError", "The bucket ownership controls were not found"))?;
    let rule = OwnershipControlsRule { object_ownership: ObjectOwnership::from(ownership.to_owned()) };
    Ok(S3Response::new(GetBucketOwnershipControlsOutput {
        ownership_controls: Some(OwnershipControls { rules: vec![rule] }),
    }))
}

/// `PutBucketOwnershipControls`.
pub async fn put_ownership(
    service: &Service,
    request: Request<PutBucketOwnershipControlsInput>,
) -> Answer<PutBucketOwnershipControlsOutput> {
    service.enter(&request, target!(request, "s3:PutBucketOwnershipControls"))?;
    let [rule] = request.input.ownership_controls.rules.as_slice() else { return Err(malformed()) };
    match rule.object_ownership.as_str() {
        ownership @ "BucketOwnerEnforced" => write(service, &request.input.bucket, "ownership", Some(&ownership))?,
        ownership @ ("BucketOwnerPreferred" | "ObjectWriter") => {
            return Err(ServiceError::unsupported(format_args!("s3 PutBucketOwnershipControls with {ownership}")));
        }
        _ => return Err(malformed()),
    }
    done()
}

/// `DeleteBucketOwnershipControls`.
pub async fn delete_ownership(
    service: &Service,
    request: Request<DeleteBucketOwnershipControlsInput>,
) -> Answer<DeleteBucketOwnershipControlsOutput> {
    service.enter(&request, target!(request, "s3:PutBucketOwnershipControls"))?;
    write::<Value>(service, &request.input.bucket, "ownership", None)?;
    done()
}

/// A logging setting as it is kept.
#[derive(Debug, Serialize, Deserialize)]
pub struct KeptLogging {
    /// The target.
    pub bucket: String,
    /// What the keys of logs begin with.
    pub prefix: String,
    /// `EventTime` or `DeliveryTime`, for keys by date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partitioned: Option<String>,
    /// Keys in the simple form, said so.
    #[serde(default)]
    simple: bool,
}

impl KeptLogging {
    fn keep(enabled: &LoggingEnabled) -> Result<Self, ServiceError> {
        if enabled.target_grants.as_ref().is_some_and(|grants| !grants.is_empty()) {
            // The target enforces its owner's ownership, as every bucket here does.
            return Err(ServiceError::client("AccessControlListNotSupported", "The bucket does not allow ACLs"));
        }
        let format = enabled.target_object_key_format.as_ref();
        let by_date = format.and_then(|format| format.partitioned_prefix.as_ref());
        Ok(Self {
            bucket: enabled.target_bucket.clone(),
            prefix: enabled.target_prefix.clone(),
            partitioned: by_date.map(|prefix| {
                prefix.partition_date_source.as_ref().map_or("EventTime", PartitionDateSource::as_str).to_owned()
            }),
            simple: format.is_some_and(|format| format.simple_prefix.is_some()),
        })
    }

    fn tell(self) -> LoggingEnabled {
        let by_date = self
            .partitioned
            .map(|source| PartitionedPrefix { partition_date_source: Some(PartitionDateSource::from(source)) });
        let simple = self.simple.then(SimplePrefix::default);
        let format = TargetObjectKeyFormat { partitioned_prefix: by_date, simple_prefix: simple };
        let is_named = format.partitioned_prefix.is_some() || format.simple_prefix.is_some();
        LoggingEnabled {
            target_bucket: self.bucket,
            target_grants: None,
            target_object_key_format: is_named.then_some(format),
            target_prefix: self.prefix,
        }
    }
}

/// `GetBucketLogging`.
pub async fn get_logging(service: &Service, request: Request<GetBucketLoggingInput>) -> Answer<GetBucketLoggingOutput> {
    let bucket = service.enter(&request, target!(request, "s3:GetBucketLogging"))?;
    let kept: Option<KeptLogging> = read(&bucket, "logging")?;
    Ok(S3Response::new(GetBucketLoggingOutput { logging_enabled: kept.map(KeptLogging::tell) }))
}

/// `PutBucketLogging`. What is logged is delivered later ([`super::super::access_log`]).
pub async fn put_logging(service: &Service, request: Request<PutBucketLoggingInput>) -> Answer<PutBucketLoggingOutput> {
    let source = service.enter(&request, target!(request, "s3:PutBucketLogging"))?;
    let status = &request.input.bucket_logging_status;
    dropped::refuse(service, "PutBucketLogging", "BucketLoggingStatus", status)?;
    if let Some(enabled) = &status.logging_enabled {
        let target = service.lake.objects().bucket(&enabled.target_bucket)?;
        let target = target.ok_or_else(|| {
            ServiceError::client("InvalidTargetBucketForLogging", "The target bucket for logging does not exist")
        })?;
        if target["region"] != source["region"] {
            return Err(ServiceError::new(
                403,
                "CrossLocationLoggingProhibited",
                "Cross S3 location logging not allowed.",
            ));
        }
    }
    let kept = status.logging_enabled.as_ref().map(KeptLogging::keep).transpose()?;
    write(service, &request.input.bucket, "logging", kept.as_ref())?;
    done()
}

/// `GetBucketNotificationConfiguration`.
pub async fn get_notification(
    service: &Service,
    request: Request<GetBucketNotificationConfigurationInput>,
) -> Answer<GetBucketNotificationConfigurationOutput> {
    let bucket = service.enter(&request, target!(request, "s3:GetBucketNotification"))?;
    let configuration: NotificationConfiguration = read(&bucket, "notification")?.unwrap_or_default();
    Ok(S3Response::new(GetBucketNotificationConfigurationOutput {
        event_bridge_configuration: configuration.event_bridge_configuration,
        lambda_function_configurations: configuration.lambda_function_configurations,
        queue_configurations: configuration.queue_configurations,
        topic_configurations: configuration.topic_configurations,
    }))
}

/// `PutBucketNotificationConfiguration`. The event bus is told ([`super::super::notify`]); other targets are kept, and told
/// nothing.
pub async fn put_notification(
    service: &Service,
    request: Request<PutBucketNotificationConfigurationInput>,
) -> Answer<PutBucketNotificationConfigurationOutput> {
    service.enter(&request, target!(request, "s3:PutBucketNotification"))?;
    let configuration = &request.input.notification_configuration;
    dropped::refuse(service, "PutBucketNotificationConfiguration", "NotificationConfiguration", configuration)?;
    write(service, &request.input.bucket, "notification", Some(&with_ids(configuration.clone())))?;
    done()
}

/// A configuration that comes without a name gets one.
fn with_ids(mut configuration: NotificationConfiguration) -> NotificationConfiguration {
    let named = |id: &mut Option<String>| {
        if id.as_ref().is_none_or(String::is_empty) {
            *id = Some(new_id());
        }
    };
    configuration.lambda_function_configurations.iter_mut().flatten().for_each(|one| named(&mut one.id));
    configuration.queue_configurations.iter_mut().flatten().for_each(|one| named(&mut one.id));
    configuration.topic_configurations.iter_mut().flatten().for_each(|one| named(&mut one.id));
    configuration
}

/// `GetBucketReplication`.
pub async fn get_replication(
    service: &Service,
    request: Request<GetBucketReplicationInput>,
) -> Answer<GetBucketReplicationOutput> {
    let bucket = service.enter(&request, target!(request, "s3:GetReplicationConfiguration"))?;
    let configuration: Option<ReplicationConfiguration> = read(&bucket, "replication")?;
    let configuration = configuration.ok_or_else(|| {
        absent("ReplicationConfigurationNotFoundError", "The replication configuration was not found")
    })?;
    Ok(S3Response::new(GetBucketReplicationOutput { replication_configuration: Some(configuration) }))
}

/// `PutBucketReplication`. Objects that are there already are not copied, as on AWS.
pub async fn put_replication(
    service: &Service,
    request: Request<PutBucketReplicationInput>,
) -> Answer<PutBucketReplicationOutput> {
    let bucket = service.enter(&request, target!(request, "s3:PutReplicationConfiguration"))?;
    let configuration = &request.input.replication_configuration;
    dropped::refuse(service, "PutBucketReplication", "ReplicationConfiguration", configuration)?;
    if bucket["versioning"] != "Enabled" {
        return Err(ServiceError::client(
            "InvalidRequest",
            "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
        ));
    }
    if configuration.rules.is_empty() || configuration.rules.len() > 1000 {
        return Err(malformed());
    }
    for rule in &configuration.rules {
        let name = rule.destination.bucket.rsplit(":::").next().unwrap_or_default();
        let destination = service.lake.store().read(|tx| tx.get(BUCKET, "", name))?;
        let destination =
            destination.ok_or_else(|| ServiceError::client("InvalidRequest", "Destination bucket must exist."))?;
        if destination["versioning"] != "Enabled" {
            return Err(ServiceError::client("InvalidRequest", "Destination bucket must have versioning enabled."));
        }
        if rule.filter.is_some() && (rule.priority.is_none() || rule.delete_marker_replication.is_none()) {
            return Err(malformed());
        }
    }
    write(service, &request.input.bucket, "replication", Some(configuration))?;
    done()
}

/// `DeleteBucketReplication`.
pub async fn delete_replication(
    service: &Service,
    request: Request<DeleteBucketReplicationInput>,
) -> Answer<DeleteBucketReplicationOutput> {
    service.enter(&request, target!(request, "s3:PutReplicationConfiguration"))?;
    write::<Value>(service, &request.input.bucket, "replication", None)?;
    done()
}

/// `GetBucketCors`.
pub async fn get_cors(service: &Service, request: Request<GetBucketCorsInput>) -> Answer<GetBucketCorsOutput> {
    let bucket = service.enter(&request, target!(request, "s3:GetBucketCORS"))?;
    let configuration: Option<CORSConfiguration> = read(&bucket, "cors")?;
    let configuration =
        configuration.ok_or_else(|| absent("NoSuchCORSConfiguration", "The CORS configuration does not exist"))?;
    Ok(S3Response::new(GetBucketCorsOutput { cors_rules: Some(configuration.cors_rules) }))
}

/// `PutBucketCors`.
pub async fn put_cors(service: &Service, request: Request<PutBucketCorsInput>) -> Answer<PutBucketCorsOutput> {
    service.enter(&request, target!(request, "s3:PutBucketCORS"))?;
    let configuration = &request.input.cors_configuration;
    dropped::refuse(service, "PutBucketCors", "CORSConfiguration", configuration)?;
    if configuration.cors_rules.is_empty() || configuration.cors_rules.len() > 100 {
        return Err(malformed());
    }
    for rule in &configuration.cors_rules {
        if let Some(method) = rule
            .allowed_methods
            .iter()
            .find(|method| !matches!(method.as_str(), "GET" | "PUT" | "HEAD" | "POST" | "DELETE"))
        {
            return Err(ServiceError::client(
                "InvalidRequest",
                format!("Found unsupported HTTP method in CORS config. Unsupported method is {method}"),
            ));
        }
    }
    write(service, &request.input.bucket, "cors", Some(configuration))?;
    done()
}

/// `DeleteBucketCors`.
pub async fn delete_cors(service: &Service, request: Request<DeleteBucketCorsInput>) -> Answer<DeleteBucketCorsOutput> {
    service.enter(&request, target!(request, "s3:PutBucketCORS"))?;
    write::<Value>(service, &request.input.bucket, "cors", None)?;
    done()
}

/// `GetBucketAccelerateConfiguration`: never set here.
pub async fn get_accelerate(
    service: &Service,
    request: Request<GetBucketAccelerateConfigurationInput>,
) -> Answer<GetBucketAccelerateConfigurationOutput> {
    service.enter(&request, target!(request, "s3:GetAccelerateConfiguration"))?;
    done()
}

/// `GetBucketRequestPayment`: the owner pays.
pub async fn get_request_payment(
    service: &Service,
    request: Request<GetBucketRequestPaymentInput>,
) -> Answer<GetBucketRequestPaymentOutput> {
    service.enter(&request, target!(request, "s3:GetBucketRequestPayment"))?;
    Ok(S3Response::new(GetBucketRequestPaymentOutput { payer: Some(Payer::from_static(Payer::BUCKET_OWNER)) }))
}

/// `PutBucketRequestPayment`. Nothing is paid for here, so nobody else can be made to.
pub async fn put_request_payment(
    service: &Service,
    request: Request<PutBucketRequestPaymentInput>,
) -> Answer<PutBucketRequestPaymentOutput> {
    service.enter(&request, target!(request, "s3:PutBucketRequestPayment"))?;
    match request.input.request_payment_configuration.payer.as_str() {
        Payer::BUCKET_OWNER => done(),
        Payer::REQUESTER => Err(ServiceError::unsupported("s3 PutBucketRequestPayment with Requester")),
        _ => Err(malformed()),
    }
}

/// `GetBucketWebsite`: never set here.
pub async fn get_website(service: &Service, request: Request<GetBucketWebsiteInput>) -> Answer<GetBucketWebsiteOutput> {
    service.enter(&request, target!(request, "s3:GetBucketWebsite"))?;
    Err(absent("NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration"))
}

/// `GetObjectLockConfiguration`: buckets here have none.
pub async fn get_object_lock(
    service: &Service,
    request: Request<GetObjectLockConfigurationInput>,
) -> Answer<GetObjectLockConfigurationOutput> {
    service.enter(&request, target!(request, "s3:GetBucketObjectLockConfiguration"))?;
    Err(absent("ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket"))
}
