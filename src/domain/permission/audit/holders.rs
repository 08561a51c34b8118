//! Findings about who holds grants: those who may grant them on, and those who are gone.

use std::collections::BTreeMap;

use super::{Extra, Finding, Principals, Severity, finding, with_fix};
use crate::permission::Principal;
use crate::permission::effective::Lake;
use crate::permission::existence::{Existence, IamName, own};
use crate::principal::is_role_of;
use crate::schema_check::counted;
use crate::shell_word::option;

/// More grantable rights than this in one hand is sprawl.
const MANY_GRANTABLE: usize = 10;

/// The account of a principal, when it is not ours.
pub(super) fn foreign_account<'a>(principal: &'a str, ours: &str) -> Option<&'a str> {
    let account = if principal.starts_with("arn:") { principal.split(':').nth(4)? } else { principal };
    let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    (is_account && account != ours).then_some(account)
}

/// Whoever may grant on what it holds.
pub(super) fn grantable(lake: &Lake<'_>, found: &mut Vec<Finding>) {
    let mut count: BTreeMap<&Principal, usize> = BTreeMap::new();
    for grant in lake.picture.grants.iter().filter(|grant| grant.grantable && !lake.is_admin(&grant.principal)) {
        *count.entry(&grant.principal).or_default() += 1;
    }
    for (principal, count) in count {
        let severity = if count > MANY_GRANTABLE { Severity::Medium } else { Severity::Low };
        let why = format!("may grant {} on to whomever it likes", counted(count, "right"));
        let look = format!("lakectl access list {}", option("--principal", principal.as_str()));
        found.push(with_fix(finding(severity, "grant-option", principal.as_str(), why), look));
    }
}

/// Grants of principals that are gone, or of which nobody knows whether they are.
pub(super) fn gone(lake: &Lake<'_>, extra: &Extra, found: &mut Vec<Finding>) {
    let mut rights: BTreeMap<&Principal, usize> = BTreeMap::new();
    for grant in &lake.picture.grants {
        *rights.entry(&grant.principal).or_default() += 1;
    }
    for (principal, count) in rights {
        let name = principal.as_str();
        let rights = if count == 1 { "a right waits".to_owned() } else { format!("{count} rights wait") };
        let missing = |why: String| {
            let look = format!("lakectl access list {}", option("--principal", name));
            with_fix(finding(Severity::High, "unknown-principal", name, why), look)
        };
        found.push(match existence(principal, &lake.picture.account, extra) {
            Existence::There => continue,
            Existence::Gone => missing(format!("there is no such principal, and {rights} for whoever makes it anew")),
            Existence::Elsewhere(other) => {
                missing(format!("there is no such principal, and {rights} for it: the name belongs to {other} now"))
            }
            Existence::Unknown(reason) => {
                let why = format!("whether it still exists is unknown: {reason}; {rights} for whoever has the name");
                let unknown = finding(Severity::Unknown, "principal-existence", name, why);
                with_fix(unknown, "lakectl access audit --principals FILE")
            }
        });
    }
}

fn existence(principal: &Principal, account: &str, extra: &Extra) -> Existence {
    let name = principal.as_str();
    // The ids that stand in place of a deleted role or user.
    if ["AROA", "AIDA"].iter().any(|prefix| name.starts_with(prefix)) {
        return Existence::Gone;
    }
    let is_ours = own(name, account).is_some();
    let is_of_identity_center = name.starts_with("arn:") && name.split(':').nth(2) == Some("identitystore");
    let unknown = |reason: &str| Existence::Unknown(reason.to_owned());
    match &extra.principals {
        Principals::Everybody => Existence::There,
        Principals::Listed(known) if known.contains(name) => Existence::There,
        Principals::Listed(_) if is_ours => Existence::Gone,
        Principals::Listed(_) if is_of_identity_center => {
            unknown("the list has no such principals of IAM Identity Center")
        }
        // Other accounts, and names that stand for many.
        Principals::Listed(_) => Existence::There,
        Principals::Asked(_) if is_role_of(name, &extra.caller) => Existence::There,
        Principals::Asked(answers) => match answers.get(principal) {
            Some(answer) => answer.clone(),
            None if IamName::of(principal, account).is_some() => unknown("IAM knows, and was not asked"),
            None if is_ours => unknown("IAM knows neither groups nor whoever signs in through a provider"),
            None if is_of_identity_center => unknown("IAM Identity Center knows, and is not asked"),
            None => Existence::There,
        },
    }
}
