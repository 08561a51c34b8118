//! What the service's model says about its members, and the service's usual errors.
//!
//! Source of the limits: the AWS Glue service model (NameString, DescriptionString, URI, …).

use serde_json::Value;

use crate::wire::{Call, Input, ServiceError};

/// Longest name of nearly everything in the catalog.
const NAME: usize = 255;
/// Longest description.
const DESCRIPTION: usize = 2048;
/// Longest key and value of a parameter.
const PARAMETER_KEY: usize = 255;
const PARAMETER_VALUE: usize = 512_000;

/// A required name, as it was given.
pub fn name<'a>(input: &Input<'a>, member: &str) -> Result<&'a str, ServiceError> {
    let text = input.string(member)?;
    valid_name(member, text)?;
    Ok(text)
}

/// A required name of a catalog object: folded to lower case, as the catalog stores it.
pub fn folded_name(input: &Input<'_>, member: &str) -> Result<String, ServiceError> {
    Ok(name(input, member)?.to_lowercase())
}

/// A name that may be absent.
pub fn opt_name<'a>(input: &Input<'a>, member: &str) -> Result<Option<&'a str>, ServiceError> {
    let Some(text) = input.opt_string(member)? else { return Ok(None) };
    valid_name(member, text)?;
    Ok(Some(text))
}

/// Checks a name against the model's NameString.
pub fn valid_name(member: &str, text: &str) -> Result<(), ServiceError> {
    length(member, text, 1, NAME)?;
    characters(member, text, false)
}

/// Checks the members that several inputs share: description, parameters.
pub fn described(input: &Input<'_>) -> Result<(), ServiceError> {
    if let Some(text) = input.opt_string("Description")? {
        length("Description", text, 0, DESCRIPTION)?;
        characters("Description", text, true)?;
    }
    parameters(input)
}

/// Checks a `Parameters` map: text to text, within the model's lengths.
pub fn parameters(input: &Input<'_>) -> Result<(), ServiceError> {
    let Some(map) = input.opt_structure("Parameters")? else { return Ok(()) };
    for (key, value) in map.raw().as_object().into_iter().flatten() {
        length("Parameters", key, 1, PARAMETER_KEY)?;
        let Some(text) = value.as_str() else {
            return Err(ServiceError::invalid(format!("Value of parameter '{key}' is not a string")));
        };
        length("Parameters", text, 0, PARAMETER_VALUE)?;
    }
    Ok(())
}

/// Checks a length in characters.
pub fn length(member: &str, text: &str, min: usize, max: usize) -> Result<(), ServiceError> {
    let count = text.chars().count();
    if count < min {
        return Err(constraint(member, text, &format!("Member must have length greater than or equal to {min}")));
    }
    if count > max {
        return Err(constraint(member, text, &format!("Member must have length less than or equal to {max}")));
    }
    Ok(())
}

/// Checks the number of items of a list.
pub fn count(member: &str, items: &[Value], max: usize) -> Result<(), ServiceError> {
    if items.len() > max {
        return Err(constraint(
            member,
            &format!("{} items", items.len()),
            &format!("Member must have length less than or equal to {max}"),
        ));
    }
    Ok(())
}

/// Checks a value against an enumeration.
pub fn one_of(member: &str, text: &str, allowed: &[&str]) -> Result<(), ServiceError> {
    if allowed.contains(&text) {
        return Ok(());
    }
    Err(constraint(member, text, &format!("Member must satisfy enum value set: [{}]", allowed.join(", "))))
}

fn characters(member: &str, text: &str, lines: bool) -> Result<(), ServiceError> {
    let bad = |character: char| match character {
        '\t' => false,
        '\r' | '\n' => !lines,
        other => (other as u32) < 0x20,
    };
    if text.chars().any(bad) {
        return Err(constraint(
            member,
            &text.escape_debug().to_string(),
            "Member must satisfy regular expression pattern",
        ));
    }
    Ok(())
}

/// The service's wording for a value that its model does not allow.
pub fn constraint(member: &str, value: &str, rule: &str) -> ServiceError {
    let mut path = String::with_capacity(member.len());
    for (index, character) in member.chars().enumerate() {
        if index == 0 { path.extend(character.to_lowercase()) } else { path.push(character) }
    }
    let shown: String = value.chars().take(300).collect();
    ServiceError::invalid(format!(
        "1 validation error detected: Value '{shown}' at '{path}' failed to satisfy constraint: {rule}"
    ))
}

/// There is one catalog, the account's own.
pub fn catalog(call: &Call, input: &Input<'_>) -> Result<(), ServiceError> {
    match opt_name(input, "CatalogId")? {
        Some(id) if id != call.caller.account => Err(not_found(format!("Catalog {id} not found."))),
        _ => Ok(()),
    }
}

/// Refuses members that the lake does not act on; silence would be a wrong answer.
pub fn refuse(operation: &str, input: &Input<'_>, members: &[&str]) -> Result<(), ServiceError> {
    match members.iter().find(|member| input.get(member).is_some()) {
        Some(member) => Err(ServiceError::unsupported(format_args!("glue {operation} with {member}"))),
        None => Ok(()),
    }
}

/// `EntityNotFoundException`
pub fn not_found(message: impl Into<String>) -> ServiceError {
    ServiceError::client("EntityNotFoundException", message)
}

/// `AlreadyExistsException`
pub fn exists(message: impl Into<String>) -> ServiceError {
    ServiceError::client("AlreadyExistsException", message)
}
