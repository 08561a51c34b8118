//! The constraints of the AWS service models, in the words in which the services report them.

use super::wire::ServiceError;

/// A string's length in characters.
pub fn length(member: &str, value: &str, least: usize, most: usize) -> Result<(), ServiceError> {
    let length = value.chars().count();
    if length < least {
        return Err(violation(
            &quoted(value),
            member,
            &format!("Member must have length greater than or equal to {least}"),
        ));
    }
    if length > most {
        return Err(violation(
            &quoted(value),
            member,
            &format!("Member must have length less than or equal to {most}"),
        ));
    }
    Ok(())
}

/// A whole number's range.
pub fn range(member: &str, value: i64, least: i64, most: i64) -> Result<(), ServiceError> {
    if value < least {
        return Err(violation(
            &quoted(&value.to_string()),
            member,
            &format!("Member must have value greater than or equal to {least}"),
        ));
    }
    if value > most {
        return Err(violation(
            &quoted(&value.to_string()),
            member,
            &format!("Member must have value less than or equal to {most}"),
        ));
    }
    Ok(())
}

/// The number of items of a list.
pub fn count(member: &str, items: usize, least: usize, most: usize) -> Result<(), ServiceError> {
    if (least..=most).contains(&items) {
        return Ok(());
    }
    let bound = if items < least {
        format!("greater than or equal to {least}")
    } else {
        format!("less than or equal to {most}")
    };
    Err(violation("", member, &format!("Member must have length {bound}")))
}

/// One of the values of an enumeration.
pub fn one_of(member: &str, value: &str, allowed: &[&str]) -> Result<(), ServiceError> {
    if allowed.contains(&value) {
        return Ok(());
    }
    Err(violation(&quoted(value), member, &format!("Member must satisfy enum value set: [{}]", allowed.join(", "))))
}

/// A value whose characters all satisfy the pattern that is shown to the caller.
pub fn characters(
    member: &str,
    value: &str,
    pattern: &str,
    allowed: impl Fn(char) -> bool,
) -> Result<(), ServiceError> {
    if value.chars().all(allowed) {
        return Ok(());
    }
    Err(violation(&quoted(value), member, &format!("Member must satisfy regular expression pattern: {pattern}")))
}

fn quoted(value: &str) -> String {
    const SHOWN: usize = 256;
    if value.chars().count() <= SHOWN {
        return format!(" '{value}'");
    }
    format!(" '{}...'", value.chars().take(SHOWN).collect::<String>())
}

fn violation(value: &str, member: &str, constraint: &str) -> ServiceError {
    let mut characters = member.chars();
    let member: String = match characters.next() {
        Some(first) => first.to_lowercase().chain(characters).collect(),
        None => String::new(),
    };
    ServiceError::invalid(format!(
        "1 validation error detected: Value{value} at '{member}' failed to satisfy constraint: {constraint}"
    ))
}
