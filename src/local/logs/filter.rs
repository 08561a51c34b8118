//! Filter patterns over plain text: terms, quoted phrases, `?` for either, `-` for none.
//!
//! Source: CloudWatch Logs user guide, "Filter pattern syntax", unstructured log events.

use crate::wire::ServiceError;

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
    use proptest::prelude::*;

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

    /// A term as it is written: its sign, its text, and whether it stands between quotes.
    type Term = (&'static str, String, bool);

    fn terms() -> impl Strategy<Value = Vec<Term>> {
        let sign = || prop::sample::select(vec!["", "?", "-"]);
        let word = (sign(), "[abé][abé?-]{0,2}", any::<bool>());
        let phrase = (sign(), "[ab ?-]{1,4}", Just(true));
        prop::collection::vec(prop_oneof![word, phrase], 0..5)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn what_the_grammar_makes_chooses_what_it_says(
            terms in terms(),
            messages in prop::collection::vec("[abé ?-]{0,8}", 1..8),
            gap in "[ \t]{1,3}",
        ) {
            let written = terms.iter().map(|(sign, text, quoted)| match quoted {
                true => format!("{sign}\"{text}\""),
                false => format!("{sign}{text}"),
            });
            let pattern = written.collect::<Vec<_>>().join(&gap);
            let filter = Filter::parse(&pattern).map_err(|error| TestCaseError::fail(format!("{pattern}: {error}")))?;
            for message in messages {
                let has = |wanted: &str| {
                    let mut of_sign = terms.iter().filter(|(sign, ..)| *sign == wanted).peekable();
                    let is_empty = of_sign.peek().is_none();
                    let found = of_sign.filter(|(_, text, _)| message.contains(text.as_str())).count();
                    (is_empty, found)
                };
                let all = has("").1 == terms.iter().filter(|(sign, ..)| sign.is_empty()).count();
                let (no_choice, chosen) = has("?");
                let expected = all && (no_choice || chosen > 0) && has("-").1 == 0;
                prop_assert_eq!(filter.matches(&message), expected, "{} of {:?}", pattern, message);
            }
        }

        #[test]
        fn any_pattern_has_an_answer(pattern in "\\PC{0,40}", signs in "[?\"%{}\\[\\]a -]{0,20}") {
            for pattern in [pattern, signs] {
                if let Ok(filter) = Filter::parse(&pattern) {
                    // A filter of nothing but what must be there passes what is its own text.
                    let plain = !pattern.contains(['?', '-', '"']);
                    prop_assert!(!plain || filter.matches(&pattern), "{}", pattern);
                }
            }
        }
    }
}
