//! Principals: who is granted, who acts.

/// The ARN of a principal given as an ARN or short: `role/analyst`, `user/ann`, or `analyst` for a role.
///
/// IAM groups are refused: Lake Formation grants nothing to groups (AWS Lake Formation guide, "Granting permissions").
pub fn arn(text: &str, account: &str) -> Result<String, String> {
    if text == "IAM_ALLOWED_PRINCIPALS" {
        return Ok(text.to_owned());
    }
    if text.starts_with("arn:") {
        if text.contains(":group/") && text.contains(":iam:") {
            return Err(format!(
                "`{text}` is an IAM group, and groups cannot be granted anything: name its users or a role"
            ));
        }
        return Ok(text.to_owned());
    }
    let (kind, name) = text.split_once('/').unwrap_or(("role", text));
    match kind {
        "role" | "user" if is_name(name) => Ok(format!("arn:aws:iam::{account}:{kind}/{name}")),
        "group" => {
            Err(format!("`{text}` is an IAM group, and groups cannot be granted anything: name its users or a role"))
        }
        _ => Err(format!("`{text}` is no principal: write role/NAME, user/NAME or an ARN")),
    }
}

/// Source: IAM API reference, CreateRole: `[\w+=,.@-]+`, paths with slashes before it.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.split('/').all(|part| !part.is_empty())
        && name.chars().all(|character| character.is_ascii_alphanumeric() || "_+=,.@-/".contains(character))
}

/// Whether an identity is the principal, or a session of the role that it names.
pub fn is_role_of(principal: &str, identity: &str) -> bool {
    let session = identity.split_once(":assumed-role/").map(|(_, rest)| rest.split('/').next().unwrap_or_default());
    let role = principal.split_once(":role/").map(|(_, rest)| rest.rsplit('/').next().unwrap_or_default());
    principal == identity || (session.is_some() && session == role)
}

#[cfg(test)]
mod tests {
    use super::arn;

    #[test]
    fn short_names_become_arns() {
        assert_eq!(arn("analyst", "1").unwrap(), "arn:aws:iam::1:role/analyst");
        assert_eq!(arn("user/ann", "1").unwrap(), "arn:aws:iam::1:user/ann");
        assert_eq!(arn("arn:aws:iam::2:role/x", "1").unwrap(), "arn:aws:iam::2:role/x");
        assert!(arn("group/admins", "1").is_err());
        assert!(arn("team/x", "1").is_err());
    }
}
