//! Filter patterns over plain text: terms, quoted phrases, `?` for either, `-` for none.
//!
//! Source: CloudWatch Logs user guide, "Filter pattern syntax", unstructured log events.

use crate::local::wire::ServiceError;

/// A filter over messages; matching is case-sensitive, as the service's is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    all: Vec<String>,
    any: Vec<String>,
    none: Vec<String>,
}

impl Filter {
    /// Reads a pattern. Patterns over JSON fields (`{ … }`), columns (`[ … ]`) and regular expressions are refused.
    pub fn parse(pattern: &str) -> Result<Self, ServiceError> {
        let trimmed = pattern.trim();
        if trimmed.starts_with('{') || trimmed.starts_with('[') {
            return Err(ServiceError::unsupported("logs FilterLogEvents with a JSON or column filter pattern"));
        }
        let mut filter = Self::default();
        let mut rest = trimmed;
        while let Some(first) = rest.chars().next() {
            if first.is_whitespace() {
                rest = rest.trim_start();
                continue;
            }
            let list = match first {
                '?' => &mut filter.any,
                '-' => &mut filter.none,
                _ => &mut filter.all,
            };
            let term = if matches!(first, '?' | '-') { &rest[1..] } else { rest };
            if term.starts_with('%') {
                return Err(ServiceError::unsupported("logs FilterLogEvents with a regular expression"));
            }
            let (text, after) = match term.strip_prefix('"') {
                Some(quoted) => quoted
                    .split_once('"')
                    .ok_or_else(|| ServiceError::invalid(format!("Invalid filter pattern: {pattern}")))?,
                None => term.split_at(term.find(char::is_whitespace).unwrap_or(term.len())),
            };
            list.push(text.to_owned());
            rest = after;
        }
        Ok(filter)
    }

    /// Whether a message passes.
    pub fn matches(&self, message: &str) -> bool {
        self.all.iter().all(|term| message.contains(term.as_str()))
            && (self.any.is_empty() || self.any.iter().any(|term| message.contains(term.as_str())))
            && !self.none.iter().any(|term| message.contains(term.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_phrases_and_exclusions() {
        let matches = |pattern: &str, message: &str| Filter::parse(pattern).unwrap().matches(message);
        assert!(matches("", "anything"));
        assert!(matches("ERROR disk", "ERROR: the disk is full"));
        assert!(!matches("ERROR disk", "ERROR"));
        assert!(matches("\"disk is\"", "the disk is full"));
        assert!(matches("?ERROR ?WARN", "WARN x"));
        assert!(!matches("ERROR -Exit", "ERROR Exit"));
        assert!(Filter::parse("{ $.a = 1 }").is_err());
        assert!(Filter::parse("\"open").is_err());
    }
}
