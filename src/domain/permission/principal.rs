//! Who a permission is granted to.

use std::fmt;
use std::str::FromStr;

/// The name that stands for whoever IAM lets in; while it holds ALL on an object, grants on that object change nothing.
pub const EVERY_IAM_PRINCIPAL: &str = "IAM_ALLOWED_PRINCIPALS";

/// A principal as Lake Formation names it, or a short name (`role/analyst`) that still needs its account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Principal(String);

/// A text that names no principal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrincipalError(String);

impl fmt::Display for PrincipalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} is not a principal; write an ARN, role/NAME, user/NAME, group/ARN, a 12-digit account or \
             {EVERY_IAM_PRINCIPAL}",
            self.0
        )
    }
}

impl std::error::Error for PrincipalError {}

impl FromStr for Principal {
    type Err = PrincipalError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || PrincipalError(text.to_owned());
        if text.is_empty() || text.len() > 255 || text.chars().any(|character| character.is_control()) {
            return Err(wrong());
        }
        if text.eq_ignore_ascii_case(EVERY_IAM_PRINCIPAL) {
            return Ok(Self(EVERY_IAM_PRINCIPAL.to_owned()));
        }
        let named = |name: &str| !name.is_empty() && !name.starts_with('/') && !name.ends_with('/');
        let sound = if let Some(rest) = text.strip_prefix("arn:") {
            is_principal_arn(rest)
        } else if let Some((account, "IAMPrincipals")) = text.split_once(':') {
            is_account(account)
        } else if let Some((kind, name)) = text.split_once('/') {
            matches!(kind, "role" | "user" | "assumed-role") && named(name)
        } else {
            is_account(text) || text == "root"
        };
        if sound { Ok(Self(text.to_owned())) } else { Err(wrong()) }
    }
}

impl Principal {
    /// The name as the service gave it back, whatever it is.
    pub fn as_given(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The whole name: a short one becomes an ARN of the account.
    #[must_use]
    pub fn in_account(&self, account: &str) -> Self {
        let text = &self.0;
        match text.split_once('/') {
            Some(("role" | "user", _)) => Self(format!("arn:aws:iam::{account}:{text}")),
            Some(("assumed-role", _)) => Self(format!("arn:aws:sts::{account}:{text}")),
            _ if text == "root" => Self(format!("arn:aws:iam::{account}:root")),
            _ => self.clone(),
        }
    }

    /// As the service names it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is whoever IAM lets in.
    pub fn is_every_iam_principal(&self) -> bool {
        self.0 == EVERY_IAM_PRINCIPAL
    }
}

impl fmt::Display for Principal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a text is the number of an account: twelve digits.
pub fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `rest` follows `arn:`.
fn is_principal_arn(rest: &str) -> bool {
    let parts: Vec<&str> = rest.splitn(5, ':').collect();
    let [partition, service, _region, account, resource] = parts.as_slice() else { return false };
    if !partition.starts_with("aws") || resource.is_empty() {
        return false;
    }
    match *service {
        "iam" => {
            let (kind, name) = resource.split_once('/').unwrap_or((resource, ""));
            let known = matches!(kind, "role" | "user" | "group" | "saml-provider" | "federated-user");
            is_account(account) && (*resource == "root" || (known && !name.is_empty()))
        }
        "sts" => is_account(account),
        "identitystore" | "quicksight" | "organizations" | "redshift" | "redshift-serverless" => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_become_arns_of_the_account() {
        let role: Principal = "role/analyst".parse().unwrap();
        assert_eq!(role.in_account("123456789012").as_str(), "arn:aws:iam::123456789012:role/analyst");
        let path: Principal = "user/eng/ada".parse().unwrap();
        assert_eq!(path.in_account("123456789012").as_str(), "arn:aws:iam::123456789012:user/eng/ada");
        let arn: Principal = "arn:aws:iam::999999999999:role/x".parse().unwrap();
        assert_eq!(arn.in_account("123456789012"), arn);
    }

    #[test]
    fn what_names_nobody_is_refused() {
        for wrong in [
            "",
            "analyst",
            "role/",
            "arn:aws:s3:::bucket",
            "arn:aws:iam::12:role/x",
            "arn:aws:iam::123456789012:role/",
            "12345",
        ] {
            assert!(wrong.parse::<Principal>().is_err(), "{wrong}");
        }
        for right in
            ["123456789012", "123456789012:IAMPrincipals", "iam_allowed_principals", "arn:aws:iam::123456789012:root"]
        {
            assert!(right.parse::<Principal>().is_ok(), "{right}");
        }
    }
}
