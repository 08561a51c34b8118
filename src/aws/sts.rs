//! Who we are.

use super::Read;
use super::failure::Named;
use crate::error::{Error, Result};

/// The caller, as the service sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Twelve digits.
    pub account: String,
    /// The principal's ARN.
    pub arn: String,
}

impl Read {
    /// The caller's account and ARN; asked once.
    pub async fn identity(&self) -> Result<&Identity> {
        self.clients
            .identity
            .get_or_try_init(|| async {
                let answer = self.clients.sts.get_caller_identity().send().await.named("sts", "GetCallerIdentity")?;
                match (answer.account, answer.arn) {
                    (Some(account), Some(arn)) => Ok(Identity { account, arn }),
                    _ => Err(Error::failed("sts GetCallerIdentity did not say who is asking")),
                }
            })
            .await
    }

    /// The caller, when that was asked already.
    pub fn known_identity(&self) -> Option<&Identity> {
        self.clients.identity.get()
    }

    /// The account's twelve digits.
    pub async fn account(&self) -> Result<&str> {
        Ok(&self.identity().await?.account)
    }
}
