//! What keeps a bucket safe: public access, ownership, encryption, the policy.

use aws_sdk_s3::types::{
    ObjectOwnership, OwnershipControls, OwnershipControlsRule, PublicAccessBlockConfiguration, ServerSideEncryption,
    ServerSideEncryptionByDefault, ServerSideEncryptionConfiguration, ServerSideEncryptionRule,
};
use aws_smithy_types::error::operation::BuildError;
use serde_json::Value;

use super::live::{absent, known};
use crate::domain::bucket::BucketName;
use crate::domain::bucket_settings::{Known, PublicAccess};
use crate::domain::zone::Encryption;
use crate::error::{Error, Kind, Result};
use crate::failure::Named;
use crate::{Read, Write};

/// The account's own public-access block, in the API of S3 Control.
const ACCOUNT_PUBLIC_ACCESS: &str = "/v20180820/configuration/publicAccessBlock";

pub(super) fn public_access(configuration: Option<PublicAccessBlockConfiguration>) -> PublicAccess {
    let Some(switches) = configuration else { return PublicAccess::default() };
    PublicAccess {
        block_public_acls: switches.block_public_acls == Some(true),
        ignore_public_acls: switches.ignore_public_acls == Some(true),
        block_public_policy: switches.block_public_policy == Some(true),
        restrict_public_buckets: switches.restrict_public_buckets == Some(true),
    }
}

pub(super) fn incomplete(error: BuildError) -> Error {
    Error::failed("the request could not be built").because(error)
}

impl Read {
    /// The account's own four switches. Its API is S3 Control's, whose answer is that of the bucket's call: the same
    /// call goes to another address.
    pub async fn account_public_access(&self) -> Result<Known<PublicAccess>> {
        let account = self.account().await?.to_owned();
        let region = self.region().to_owned();
        let call = self.clients.s3.get_public_access_block().bucket("account").customize();
        let call = call.mutate_request(move |request| {
            let address = control_address(request.uri(), &account, &region);
            // An address of our own making can be set, or the call goes where it was meant to and finds no bucket.
            drop(request.set_uri(address.as_str()));
            request.headers_mut().insert("x-amz-account-id", account.clone());
        });
        let answer = call.send().await.named("s3", "GetPublicAccessBlock");
        let answer = absent(answer, &["NoSuchPublicAccessBlockConfiguration"]);
        let found =
            answer.map(|answer| public_access(answer.and_then(|answer| answer.public_access_block_configuration)));
        match found {
            // Servers that have no S3 Control answer whatever a bucket of that name gets.
            Err(error) if error.aws().is_some_and(|aws| aws.status.is_some()) && error.kind() != Kind::Denied => {
                let code = error.aws().and_then(|aws| aws.code.clone()).unwrap_or_default();
                Ok(Known::Unknown(format!("s3-control GetPublicAccessBlock: {code}")))
            }
            other => known(other),
        }
    }

    pub(super) async fn encryption_rule(&self, name: &BucketName) -> Result<Option<ServerSideEncryptionRule>> {
        let call = self.clients.s3.get_bucket_encryption().bucket(name.as_str());
        let answer = call.expected_bucket_owner(self.account().await?).send().await.named("s3", "GetBucketEncryption");
        let answer = absent(answer, &["ServerSideEncryptionConfigurationNotFoundError"])?;
        Ok(answer
            .and_then(|answer| answer.server_side_encryption_configuration)
            .and_then(|configuration| configuration.rules.into_iter().next()))
    }
}

/// Where S3 Control is, seen from where a call on the bucket `account` would go.
fn control_address(uri: &str, account: &str, region: &str) -> String {
    let (scheme, rest) = uri.split_once("://").unwrap_or(("https", uri));
    let authority = rest.split(['/', '?']).next().unwrap_or(rest);
    let domain = ["amazonaws.com.cn", "amazonaws.com"].into_iter().find(|domain| authority.ends_with(domain));
    match domain {
        Some(domain) => format!("{scheme}://{account}.s3-control.{region}.{domain}{ACCOUNT_PUBLIC_ACCESS}"),
        None => format!("{scheme}://{authority}{ACCOUNT_PUBLIC_ACCESS}"),
    }
}

impl Write {
    /// Switches all four public-access blocks on.
    pub async fn block_public_access(&self, name: &BucketName) -> Result<()> {
        let switches = PublicAccessBlockConfiguration::builder()
            .block_public_acls(true)
            .ignore_public_acls(true)
            .block_public_policy(true)
            .restrict_public_buckets(true)
            .build();
        let call = self.clients.s3.put_public_access_block().bucket(name.as_str());
        let call = call.public_access_block_configuration(switches).expected_bucket_owner(self.account().await?);
        call.send().await.named("s3", "PutPublicAccessBlock").map(|_| ())
    }

    /// Ends access-control lists: the bucket's owner owns every object.
    pub async fn enforce_bucket_owner(&self, name: &BucketName) -> Result<()> {
        let rule = OwnershipControlsRule::builder().object_ownership(ObjectOwnership::BucketOwnerEnforced).build();
        let controls = OwnershipControls::builder().rules(rule.map_err(incomplete)?).build().map_err(incomplete)?;
        let call = self.clients.s3.put_bucket_ownership_controls().bucket(name.as_str());
        let call = call.ownership_controls(controls).expected_bucket_owner(self.account().await?);
        call.send().await.named("s3", "PutBucketOwnershipControls").map(|_| ())
    }

    /// Sets how new objects are encrypted. Kinds of encryption that the bucket bans stay banned.
    pub async fn put_bucket_encryption(&self, name: &BucketName, encryption: &Encryption) -> Result<()> {
        let banned = self.encryption_rule(name).await?.and_then(|rule| rule.blocked_encryption_types);
        let default = ServerSideEncryptionByDefault::builder()
            .sse_algorithm(ServerSideEncryption::from(encryption.algorithm.as_str()))
            .set_kms_master_key_id(encryption.key.clone())
            .build()
            .map_err(incomplete)?;
        let rule = ServerSideEncryptionRule::builder()
            .apply_server_side_encryption_by_default(default)
            .bucket_key_enabled(encryption.bucket_key)
            .set_blocked_encryption_types(banned)
            .build();
        let configuration = ServerSideEncryptionConfiguration::builder().rules(rule).build().map_err(incomplete)?;
        let call = self.clients.s3.put_bucket_encryption().bucket(name.as_str());
        let call =
            call.server_side_encryption_configuration(configuration).expected_bucket_owner(self.account().await?);
        call.send().await.named("s3", "PutBucketEncryption").map(|_| ())
    }

    /// Replaces the bucket policy, when it still is what it was when the new one was made of it.
    pub async fn replace_bucket_policy(&self, name: &BucketName, seen: Option<&Value>, policy: &Value) -> Result<()> {
        if self.bucket_policy(name).await?.as_ref() != seen {
            return Err(Error::new(Kind::Conflict, format!("the policy of bucket {name} was changed meanwhile"))
                .hint("run the command again: it works on what is there then"));
        }
        let call = self.clients.s3.put_bucket_policy().bucket(name.as_str()).policy(policy.to_string());
        let answer = call.expected_bucket_owner(self.account().await?).send().await.named("s3", "PutBucketPolicy");
        answer.map(|_| ()).map_err(|error| match error.has_code(&["MethodNotAllowed"]) {
            // Source: Amazon S3 API, PutBucketPolicy: 405 for a caller of another account who may write policies.
            true => error.hint("only the account that owns the bucket writes its policy: sign in to that account"),
            false => error,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::control_address;

    #[test]
    fn the_accounts_settings_are_at_an_address_of_their_own() {
        let at = |uri| control_address(uri, "123456789012", "eu-west-1");
        assert_eq!(
            at("https://account.s3.eu-west-1.amazonaws.com/?publicAccessBlock"),
            "https://123456789012.s3-control.eu-west-1.amazonaws.com/v20180820/configuration/publicAccessBlock"
        );
        assert_eq!(
            at("http://127.0.0.1:4566/account?publicAccessBlock"),
            "http://127.0.0.1:4566/v20180820/configuration/publicAccessBlock"
        );
    }
}
