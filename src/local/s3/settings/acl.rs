//! Access control lists: there is the owner's, and no other.

use s3s::dto::*;
use s3s::{S3Request, S3Response};

use super::simple::done;
use super::target;
use crate::s3::get::find;
use crate::s3::put::check_acl;
use crate::s3::service::{Answer, Service};

type Request<T> = S3Request<T>;

/// The only ACL that a bucket with enforced ownership has: everything to its owner.
fn owners_grant(service: &Service) -> Vec<Grant> {
    let owner = service.owner();
    vec![Grant {
        grantee: Some(Grantee {
            display_name: None,
            email_address: None,
            id: owner.id,
            type_: Type::from_static(Type::CANONICAL_USER),
            uri: None,
        }),
        permission: Some(Permission::from_static(Permission::FULL_CONTROL)),
    }]
}

/// Whether this is the owner's ACL, written out: that changes nothing.
fn is_owners(service: &Service, policy: Option<&AccessControlPolicy>) -> bool {
    let Some(policy) = policy else { return false };
    let owner = service.owner().id;
    let is_theirs = |grant: &Grant| {
        let grantee = grant.grantee.as_ref().and_then(|grantee| grantee.id.as_ref());
        let permission = grant.permission.as_ref().map(Permission::as_str);
        grantee == owner.as_ref() && permission == Some(Permission::FULL_CONTROL)
    };
    policy.owner.as_ref().is_none_or(|named| named.id == owner)
        && matches!(policy.grants.as_deref(), Some([grant]) if is_theirs(grant))
}

/// `GetBucketAcl`.
pub async fn get_acl(service: &Service, request: Request<GetBucketAclInput>) -> Answer<GetBucketAclOutput> {
    service.enter(&request, target!(request, "s3:GetBucketAcl"))?;
    Ok(S3Response::new(GetBucketAclOutput { grants: Some(owners_grant(service)), owner: Some(service.owner()) }))
}

/// `PutBucketAcl`. The owner's own ACLs change nothing; no others are taken.
pub async fn put_acl(service: &Service, request: Request<PutBucketAclInput>) -> Answer<PutBucketAclOutput> {
    service.enter(&request, target!(request, "s3:PutBucketAcl"))?;
    let input = &request.input;
    check_acl(input.acl.as_ref().map(BucketCannedACL::as_str))?;
    if input.acl.is_none() && !is_owners(service, input.access_control_policy.as_ref()) {
        check_acl(Some("custom"))?;
    }
    done()
}

/// `GetObjectAcl`.
pub async fn get_object_acl(service: &Service, request: Request<GetObjectAclInput>) -> Answer<GetObjectAclOutput> {
    let mut target = target!(request, "s3:GetObjectAcl");
    target.key = Some(&request.input.key);
    service.enter(&request, target)?;
    let input = &request.input;
    find(service, &input.bucket, &input.key, input.version_id.as_deref())?;
    Ok(S3Response::new(GetObjectAclOutput {
        grants: Some(owners_grant(service)),
        owner: Some(service.owner()),
        request_charged: None,
    }))
}

/// `PutObjectAcl`. The owner's own ACLs change nothing; no others are taken.
pub async fn put_object_acl(service: &Service, request: Request<PutObjectAclInput>) -> Answer<PutObjectAclOutput> {
    let mut target = target!(request, "s3:PutObjectAcl");
    target.key = Some(&request.input.key);
    service.enter(&request, target)?;
    let input = &request.input;
    find(service, &input.bucket, &input.key, input.version_id.as_deref())?;
    if input.acl.is_some() || !is_owners(service, input.access_control_policy.as_ref()) {
        check_acl(Some(input.acl.as_ref().map_or("custom", ObjectCannedACL::as_str)))?;
    }
    done()
}
