//! Personal data: what a value looks like, what a column's title says, and how sure one can be of a column.
//!
//! Invariants:
//! - No value is kept: a [`Tally`] holds counts alone.
//! - Numbers with a checksum count only when it is right.

mod checks;
mod title;

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;
use std::sync::LazyLock;

use regex::Regex;

pub use title::of_title;

/// A kind of personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A number that a state gives to a person.
    NationalId,
    /// A payment card's number.
    Card,
    /// An IBAN.
    BankAccount,
    /// An address of the internet protocol.
    Ip,
    /// A street address.
    Address,
    /// A person's name.
    Name,
    /// A date of birth.
    BirthDate,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Email,
        Self::Phone,
        Self::NationalId,
        Self::Card,
        Self::BankAccount,
        Self::Ip,
        Self::Address,
        Self::Name,
        Self::BirthDate,
    ];

    /// The word for people, JSON and tags.
    pub fn word(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::NationalId => "national-id",
            Self::Card => "card",
            Self::BankAccount => "bank-account",
            Self::Ip => "ip",
            Self::Address => "address",
            Self::Name => "name",
            Self::BirthDate => "birth-date",
        }
    }

    /// Whether values alone can show that it is not this kind.
    fn has_a_shape(self) -> bool {
        !matches!(self, Self::Name | Self::BirthDate | Self::Address | Self::NationalId)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is fixed")
}

static EMAIL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b[a-z0-9._%+'-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,24}\b"));
static PHONE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(\+|00)?\(?[0-9][0-9 ()./-]{5,22}[0-9]$"));
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})([ T]\d{1,2}[:.]\d{2}.*)?$")
});
static STREET: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)(^\d{1,5}[a-z]?,?\s+([\w.'-]+\s+){1,5}(street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|way|court|ct|square|sq|terrace|place|pl)\b",
        r"|^[\w.' -]{2,40}(straße|strasse|str\.|weg|allee|platz|gasse|gatan|straat|laan)\s+\d{1,4}\s?[a-z]?\b",
        r"|^(rue|via|calle|avenida|piazza|plaza|rua)\s+[\w.' -]{2,40},?\s+\d{1,4}\b",
        r"|^\d{1,4},?\s+(rue|avenue|boulevard|place|chemin)\s+\w)",
    ))
});

/// What a value looks like; none when it is no personal data by its shape.
pub fn of_value(text: &str) -> Option<Kind> {
    let text = text.trim();
    if text.len() < 4 || text.len() > 4096 {
        return None;
    }
    if EMAIL.is_match(text) {
        return Some(Kind::Email);
    }
    if text.parse::<IpAddr>().is_ok() {
        return Some(Kind::Ip);
    }
    if text.len() > 80 || DATE.is_match(text) {
        return None;
    }
    if checks::is_iban(text) {
        return Some(Kind::BankAccount);
    }
    if checks::is_national_id(text) {
        return Some(Kind::NationalId);
    }
    if checks::is_card(text) {
        return Some(Kind::Card);
    }
    if is_phone(text) {
        return Some(Kind::Phone);
    }
    STREET.is_match(text).then_some(Kind::Address)
}

/// Digits alone are any number: a telephone number has a country's prefix or is written in groups.
fn is_phone(text: &str) -> bool {
    if !PHONE.is_match(text) {
        return false;
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_grouped = text.contains([' ', '(', '/', '-']) || text.matches('.').count() > 1;
    (7..=15).contains(&digits) && (text.starts_with('+') || is_grouped)
}

/// What was seen of a column's values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Values that are neither null nor empty.
    pub values: u64,
    matches: BTreeMap<Kind, u64>,
}

impl Tally {
    /// Counts a value.
    pub fn add(&mut self, value: Option<&str>) {
        let Some(text) = value.filter(|text| !text.trim().is_empty()) else { return };
        self.values += 1;
        if let Some(kind) = of_value(text) {
            *self.matches.entry(kind).or_default() += 1;
        }
    }
}

/// What a column seems to hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Suspicion {
    /// Which kind.
    pub kind: Kind,
    /// How many of the values look like it.
    pub matches: u64,
    /// Of how many.
    pub values: u64,
    /// From 0 to 1.
    pub confidence: f64,
    /// Whether the title says it.
    pub by_title: bool,
}

/// Judges a column by its title and its values. Few values that look like something are a suspicion only where the title
/// says the same.
pub fn judge(title: &str, tally: &Tally) -> Option<Suspicion> {
    let said = of_title(title);
    let most = tally.matches.iter().max_by_key(|(_, count)| **count);
    let share = |count: u64| if tally.values == 0 { 0.0 } else { count as f64 / tally.values as f64 };
    if let Some((kind, count)) = most {
        let by_title = said == Some(*kind);
        let seen = share(*count);
        let confidence = match (seen, by_title) {
            (seen, true) if seen >= 0.5 => 0.99,
            (seen, false) if seen >= 0.8 => 0.9,
            (_, true) => 0.8,
            (seen, false) if seen >= 0.3 => 0.6,
            (seen, false) if seen >= 0.02 => 0.3,
            _ => 0.0,
        };
        if confidence > 0.0 {
            return Some(Suspicion { kind: *kind, matches: *count, values: tally.values, confidence, by_title });
        }
    }
    let kind = said?;
    let confidence = match (kind.has_a_shape(), tally.values) {
        (_, 0) => 0.4,
        // The values say otherwise.
        (true, values) if values >= 20 => return None,
        (true, _) => 0.3,
        (false, _) if kind == Kind::Name && title::is_weak(title) => 0.3,
        (false, _) => 0.7,
    };
    let matches = tally.matches.get(&kind).copied().unwrap_or(0);
    Some(Suspicion { kind, matches, values: tally.values, confidence, by_title: true })
}

#[cfg(test)]
mod tests;
