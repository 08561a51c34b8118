//! Lifecycle configurations: checked by S3's rules when they are put, kept with the header that stands beside them.

use s3s::dto::{
    DeleteBucketLifecycleInput, DeleteBucketLifecycleOutput, GetBucketLifecycleConfigurationInput,
    GetBucketLifecycleConfigurationOutput, LifecycleRule, PutBucketLifecycleConfigurationInput,
    PutBucketLifecycleConfigurationOutput, TransitionDefaultMinimumObjectSize,
};
use s3s::{S3Request, S3Response};
use serde_json::Value;

use super::{change, dropped, invalid, malformed, read, rules, target};
use crate::clock::new_id;
use crate::s3::service::{Answer, Service};
use crate::wire::ServiceError;

/// What a bucket has that was never told otherwise.
const DEFAULT_MINIMUM: &str = "all_storage_classes_128K";

/// `GetBucketLifecycleConfiguration`.
pub async fn get(
    service: &Service,
    request: S3Request<GetBucketLifecycleConfigurationInput>,
) -> Answer<GetBucketLifecycleConfigurationOutput> {
    let bucket = service.enter(&request, target!(request, "s3:GetLifecycleConfiguration"))?;
    let rules: Option<Vec<LifecycleRule>> = read(&bucket, "lifecycle")?;
    let rules = rules.ok_or_else(|| {
        ServiceError::new(404, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist")
    })?;
    let minimum = bucket["lifecycle_minimum"].as_str().unwrap_or(DEFAULT_MINIMUM).to_owned();
    Ok(S3Response::new(GetBucketLifecycleConfigurationOutput {
        rules: Some(rules),
        transition_default_minimum_object_size: Some(TransitionDefaultMinimumObjectSize::from(minimum)),
    }))
}

/// `PutBucketLifecycleConfiguration`.
pub async fn put(
    service: &Service,
    request: S3Request<PutBucketLifecycleConfigurationInput>,
) -> Answer<PutBucketLifecycleConfigurationOutput> {
    service.enter(&request, target!(request, "s3:PutLifecycleConfiguration"))?;
    let input = &request.input;
    let configuration = input.lifecycle_configuration.as_ref().ok_or_else(malformed)?;
    dropped::refuse(service, "PutBucketLifecycleConfiguration", "LifecycleConfiguration", configuration)?;
    let mut configuration = configuration.rules.clone();
    rules::check(&configuration)?;
    for rule in &mut configuration {
        // S3 names the rules that the caller did not name.
        rule.id.get_or_insert_with(|| new_id().replace('-', ""));
    }
    let minimum = match input.transition_default_minimum_object_size.as_ref() {
        None => DEFAULT_MINIMUM.to_owned(),
        Some(given) if matches!(given.as_str(), DEFAULT_MINIMUM | "varies_by_storage_class") => {
            given.as_str().to_owned()
        }
        Some(_) => return Err(invalid("Invalid value for x-amz-transition-default-minimum-object-size")),
    };
    let kept = serde_json::to_value(&configuration)
        .map_err(|error| ServiceError::new(500, "InternalError", error.to_string()))?;
    change(service, &input.bucket, |document| {
        document.insert("lifecycle".to_owned(), kept);
        document.insert("lifecycle_minimum".to_owned(), Value::String(minimum.clone()));
        Ok(())
    })?;
    Ok(S3Response::new(PutBucketLifecycleConfigurationOutput {
        transition_default_minimum_object_size: Some(TransitionDefaultMinimumObjectSize::from(minimum)),
    }))
}

/// `DeleteBucketLifecycle`.
pub async fn delete(
    service: &Service,
    request: S3Request<DeleteBucketLifecycleInput>,
) -> Answer<DeleteBucketLifecycleOutput> {
    service.enter(&request, target!(request, "s3:PutLifecycleConfiguration"))?;
    change(service, &request.input.bucket, |document| {
        document.remove("lifecycle");
        document.remove("lifecycle_minimum");
        Ok(())
    })?;
    Ok(S3Response::new(DeleteBucketLifecycleOutput::default()))
}
