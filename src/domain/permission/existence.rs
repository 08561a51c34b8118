//! Whether whoever holds grants is still there. Lake Formation keeps the grants of principals that are gone, and whoever
//! makes a principal of the same name anew holds them.
//!
//! Invariant: nobody is said to be there, or gone, whom nobody was asked about.

use super::Principal;

/// A principal that IAM keeps under a name of its own: roles and users, but neither groups nor whoever signs in elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct IamName {
    /// Whether it is a user, and not a role.
    pub is_user: bool,
    /// The name without its path: it is the only one in its account, whatever the path.
    pub name: String,
}

impl IamName {
    /// The name of a role or a user of this account.
    pub fn of(principal: &Principal, account: &str) -> Option<Self> {
        let rest = own(principal.as_str(), account)?;
        let (kind, path) = rest.split_once('/')?;
        let name = path.rsplit('/').next().filter(|name| !name.is_empty())?;
        matches!(kind, "role" | "user").then(|| Self { is_user: kind == "user", name: name.to_owned() })
    }
}

/// What is known of a principal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Existence {
    /// It is there.
    There,
    /// It is not.
    Gone,
    /// It is not, and the name belongs to the one with this ARN, which is in another path.
    Elsewhere(String),
    /// Nobody knows, for this reason.
    Unknown(String),
}

/// What follows the account in an ARN of this account in IAM, in whichever partition.
pub(super) fn own<'a>(arn: &'a str, account: &str) -> Option<&'a str> {
    let mut parts = arn.splitn(6, ':');
    let is_own = parts.next() == Some("arn")
        && parts.next().is_some_and(|partition| partition.starts_with("aws"))
        && parts.next() == Some("iam")
        && parts.next() == Some("")
        && parts.next() == Some(account);
    parts.next().filter(|rest| is_own && *rest != "root")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_and_users_of_the_account_have_names_whatever_their_paths() {
        let name =
            |arn: &str| IamName::of(&Principal::as_given(arn), "123456789012").map(|found| (found.is_user, found.name));
        let found = |is_user: bool, name: &str| Some((is_user, name.to_owned()));
        assert_eq!(name("arn:aws:iam::123456789012:role/analyst"), found(false, "analyst"));
        assert_eq!(name("arn:aws-cn:iam::123456789012:user/eng/ada"), found(true, "ada"));
        let of_a_session =
            "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_x_1";
        assert_eq!(name(of_a_session), found(false, "AWSReservedSSO_x_1"));
        for other in [
            "arn:aws:iam::123456789012:root",
            "arn:aws:iam::999999999999:role/analyst",
            "arn:aws:iam::123456789012:saml-provider/idp:group/analysts",
            "arn:aws:iam::123456789012:role/",
            "arn:aws:identitystore:::group/1",
            "arn:aws:sts::123456789012:assumed-role/analyst/session",
            "IAM_ALLOWED_PRINCIPALS",
            "123456789012",
        ] {
            assert_eq!(name(other), None, "{other}");
        }
    }
}
