//! Numbers with a checksum or a strict shape.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern;

static SSN: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(\d{3})-(\d{2})-(\d{4})$"));
static NINO: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]$"));
static DNI: LazyLock<Regex> = LazyLock::new(|| pattern(r"^([XYZ]?\d{7,8})-?([A-Z])$"));
static NIR: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[12] ?\d{2} ?\d{2} ?\d{2} ?\d{3} ?\d{3} ?\d{2}$"));
static IBAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$"));

/// The digits of a text that holds nothing else than digits, spaces and hyphens.
fn digits(text: &str) -> Option<Vec<u32>> {
    let compact = text.chars().filter(|letter| !matches!(letter, ' ' | '-'));
    compact.map(|letter| letter.to_digit(10)).collect()
}

/// Source: ISO/IEC 7812: 12 to 19 digits, the last one a check digit by Luhn's formula; the first ones name the network.
pub fn is_card(text: &str) -> bool {
    let Some(digits) = digits(text).filter(|digits| (13..=19).contains(&digits.len())) else { return false };
    let lead = |count: usize| digits[..count].iter().fold(0, |number, digit| number * 10 + digit);
    let network = match digits.len() {
        13 | 18 => lead(1) == 4 || lead(2) == 62,
        14 => (300..=305).contains(&lead(3)) || [36, 38].contains(&lead(2)),
        15 => [34, 37].contains(&lead(2)),
        _ => {
            lead(1) == 4
                || (51..=55).contains(&lead(2))
                || (2221..=2720).contains(&lead(4))
                || lead(4) == 6011
                || (644..=659).contains(&lead(3))
                || lead(2) == 62
                || (3528..=3589).contains(&lead(4))
        }
    };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, digit * 2) {
            (0, _) => *digit,
            (_, doubled) => doubled / 10 + doubled % 10,
        })
        .sum();
    network && sum.is_multiple_of(10)
}

/// Source: ISO 13616: the country and check digits to the end, letters as numbers, modulo 97 gives 1.
pub fn is_iban(text: &str) -> bool {
    let compact: String = text.chars().filter(|letter| *letter != ' ').collect();
    if !IBAN.is_match(&compact) {
        return false;
    }
    let (head, tail) = compact.split_at(4);
    let rest = tail.chars().chain(head.chars()).try_fold(0u32, |rest, letter| {
        let value = letter.to_digit(36)?;
        Some(if value < 10 { (rest * 10 + value) % 97 } else { (rest * 100 + value) % 97 })
    });
    rest == Some(1)
}

/// The numbers of the US (SSN), the United Kingdom (NINO), Spain (DNI, NIE), France (NIR), Poland (PESEL), Germany
/// (Steuer-ID), with their checksums where they have one.
pub fn is_national_id(text: &str) -> bool {
    is_ssn(text) || is_nino(text) || is_dni(text) || is_nir(text) || is_pesel(text) || is_tax_id(text)
}

fn is_ssn(text: &str) -> bool {
    SSN.captures(text).is_some_and(|parts| {
        let (area, group, serial) = (&parts[1], &parts[2], &parts[3]);
        !matches!(area, "000" | "666") && !area.starts_with('9') && group != "00" && serial != "0000"
    })
}

fn is_nino(text: &str) -> bool {
    NINO.is_match(text) && !["BG", "GB", "NK", "KN", "TN", "NT", "ZZ"].contains(&&text[..2])
}

fn is_dni(text: &str) -> bool {
    let Some(parts) = DNI.captures(text) else { return false };
    let number = match parts[1].chars().next() {
        Some('X') => parts[1].replacen('X', "0", 1),
        Some('Y') => parts[1].replacen('Y', "1", 1),
        Some('Z') => parts[1].replacen('Z', "2", 1),
        _ => parts[1].to_owned(),
    };
    let letter = |number: u32| b"TRWAGMYFPDXBNJZSQVHLCKE"[(number % 23) as usize];
    number.len() == 8 && number.parse().is_ok_and(|number| parts[2].as_bytes()[0] == letter(number))
}

fn is_nir(text: &str) -> bool {
    let compact: String = text.chars().filter(char::is_ascii_digit).collect();
    if !NIR.is_match(text) || compact.len() != 15 {
        return false;
    }
    let (number, key) = compact.split_at(13);
    matches!((number.parse::<u64>(), key.parse::<u64>()), (Ok(number), Ok(key)) if 97 - number % 97 == key)
}

fn is_pesel(text: &str) -> bool {
    let Some(digits) = digits(text).filter(|digits| digits.len() == 11 && text.len() == 11) else { return false };
    let sum: u32 = digits.iter().zip([1, 3, 7, 9, 1, 3, 7, 9, 1, 3]).map(|(digit, weight)| digit * weight).sum();
    let (month, day) = ((digits[2] * 10 + digits[3]) % 20, digits[4] * 10 + digits[5]);
    (1..=12).contains(&month) && (1..=31).contains(&day) && (10 - sum % 10) % 10 == digits[10]
}

/// Source: Bundeszentralamt für Steuern, the Steuer-ID's check digit (ISO/IEC 7064, MOD 11,10); one digit comes twice or
/// three times, the others once at most.
fn is_tax_id(text: &str) -> bool {
    let compact: String = text.chars().filter(|letter| *letter != ' ').collect();
    let Some(digits) = digits(&compact).filter(|digits| digits.len() == 11 && compact.len() == 11) else {
        return false;
    };
    let times = |wanted: u32| digits[..10].iter().filter(|digit| **digit == wanted).count();
    let repeated = (0..10).filter(|digit| times(*digit) > 1).count();
    let most = (0..10).map(times).max().unwrap_or(0);
    let product = digits[..10].iter().fold(10, |product, digit| {
        let sum = (digit + product) % 10;
        let sum = if sum == 0 { 10 } else { sum };
        2 * sum % 11
    });
    let check = (11 - product) % 10;
    digits[0] != 0 && repeated == 1 && (2..=3).contains(&most) && check == digits[10]
}
