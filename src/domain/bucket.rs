//! Buckets and their names.

use std::fmt;
use std::str::FromStr;

/// A bucket name that S3 takes.
///
/// Source: Amazon S3 User Guide, "General purpose bucket naming rules".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BucketName(String);

impl BucketName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A name that only this account can own, in this region: `prefix-<account>-<region>-an`.
    ///
    /// Source: Amazon S3 User Guide, "Account regional namespaces for general purpose buckets".
    pub fn account_regional(prefix: &str, account: &str, region: &str) -> Result<Self, String> {
        let name = format!("{prefix}{}", account_regional_suffix(account, region));
        name.parse().map_err(|problem| format!("{name}: {problem}"))
    }

    /// Whether the name is in the namespace that only this account can use in this region.
    pub fn is_account_regional(&self, account: &str, region: &str) -> bool {
        self.0.ends_with(&account_regional_suffix(account, region))
    }
}

fn account_regional_suffix(account: &str, region: &str) -> String {
    format!("-{account}-{region}-an")
}

impl fmt::Display for BucketName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for BucketName {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let edge = |character: Option<char>| character.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
        let problem = if !(3..=63).contains(&name.len()) {
            "a bucket name has 3 to 63 characters"
        } else if !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '-') {
            "a bucket name holds lower-case letters, digits, dots and hyphens only"
        } else if !edge(name.chars().next()) || !edge(name.chars().last()) {
            "a bucket name begins and ends with a letter or digit"
        } else if name.contains("..") {
            "a bucket name has no two dots in a row"
        } else if name.contains(".-") || name.contains("-.") {
            "each part of a bucket name between dots begins and ends with a letter or digit"
        } else if name.split('.').count() == 4 && name.split('.').all(|part| part.parse::<u8>().is_ok()) {
            "a bucket name is not an IP address"
        } else if ["xn--", "sthree-", "amzn-s3-demo-"].iter().any(|prefix| name.starts_with(prefix)) {
            "S3 reserves names that begin with xn--, sthree- and amzn-s3-demo-"
        } else if ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"].iter().any(|suffix| name.ends_with(suffix)) {
            "S3 reserves names that end with -s3alias, --ol-s3, .mrap, --x-s3 and --table-s3"
        } else {
            return Ok(Self(name.to_owned()));
        };
        Err(problem.to_owned())
    }
}

/// A bucket of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// When it was created, in milliseconds since the epoch.
    pub created_millis: Option<i64>,
    /// Its region, where the service says.
    pub region: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::BucketName;

    #[test]
    fn a_name_can_be_the_accounts_own() {
        let name = BucketName::account_regional("lake-raw", "123456789012", "eu-west-1").unwrap();
        assert_eq!(name.as_str(), "lake-raw-123456789012-eu-west-1-an");
        assert!(name.is_account_regional("123456789012", "eu-west-1"));
        assert!(!name.is_account_regional("123456789012", "eu-west-2"));
        assert!(BucketName::account_regional(&"x".repeat(40), "123456789012", "eu-west-1").is_err());
    }

    #[test]
    fn names_follow_the_rules_of_s3() {
        for good in ["raw", "lake-raw.123", "0a1", &"a".repeat(63)] {
            assert!(good.parse::<BucketName>().is_ok(), "{good}");
        }
        for bad in [
            "ab",
            "Raw",
            "a_b",
            "-raw",
            "raw-",
            "a..b",
            "a.-b",
            "a-.b",
            "10.0.0.1",
            "xn--a",
            "a-s3alias",
            &"a".repeat(64),
        ] {
            assert!(bad.parse::<BucketName>().is_err(), "{bad}");
        }
    }
}
