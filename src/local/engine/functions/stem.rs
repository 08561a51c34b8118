//! `word_stem`: the stem of an English word by the rules of the Snowball project's English stemmer ("Porter2").

use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};
use crate::engine::error::EngineError;

use datafusion::arrow::array::ArrayRef;

pub fn register(r: &mut Registry) {
    r.add("word_stem", Args::Exact(&[Arg::Text]), Returns::Text, |a| {
        let words = rows::text(&a[0])?;
        rows::to_text(a, |row| Ok(Some(stem(words.value(row)))))
    });
    r.add("word_stem", Args::Exact(&[Arg::Text, Arg::Text]), Returns::Text, in_language);
}

/// The other languages that Trino knows.
const OTHERS: &[&str] =
    &["ca", "da", "de", "es", "eu", "fi", "fr", "hu", "hy", "ir", "it", "lt", "nl", "no", "pt", "ro", "ru", "sv", "tr"];

fn in_language(args: &[ArrayRef]) -> Out {
    let (words, languages) = (rows::text(&args[0])?, rows::text(&args[1])?);
    rows::to_text(args, |row| match languages.value(row) {
        "en" => Ok(Some(stem(words.value(row)))),
        other if OTHERS.contains(&other) => {
            Err(EngineError::unsupported(format_args!("word_stem in the language '{other}'")))
        }
        other => Err(EngineError::user("INVALID_FUNCTION_ARGUMENT", format_args!("Unknown stemmer language: {other}"))),
    })
}

/// Words with a stem of their own.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("skis", "ski"),
    ("skies", "sky"),
    ("dying", "die"),
    ("lying", "lie"),
    ("tying", "tie"),
    ("idly", "idl"),
    ("gently", "gentl"),
    ("ugly", "ugli"),
    ("early", "earli"),
    ("only", "onli"),
    ("singly", "singl"),
    ("sky", "sky"),
    ("news", "news"),
    ("howe", "howe"),
    ("atlas", "atlas"),
    ("cosmos", "cosmos"),
    ("bias", "bias"),
    ("andes", "andes"),
];

/// Words that are done once a plural is taken away.
const DONE: &[&str] = &["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"];

const SECOND: &[(&str, &str)] = &[
    ("ization", "ize"),
    ("ational", "ate"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("iveness", "ive"),
    ("tional", "tion"),
    ("biliti", "ble"),
    ("lessli", "less"),
    ("entli", "ent"),
    ("ation", "ate"),
    ("alism", "al"),
    ("aliti", "al"),
    ("ousli", "ous"),
    ("iviti", "ive"),
    ("fulli", "ful"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("abli", "able"),
    ("izer", "ize"),
    ("ator", "ate"),
    ("alli", "al"),
    ("bli", "ble"),
    ("ogi", "og"),
    ("li", ""),
];

const THIRD: &[(&str, &str)] = &[
    ("ational", "ate"),
    ("tional", "tion"),
    ("alize", "al"),
    ("icate", "ic"),
    ("iciti", "ic"),
    ("ative", ""),
    ("ical", "ic"),
    ("ness", ""),
    ("ful", ""),
];

const FOURTH: &[&str] = &[
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion",
    "al", "er", "ic",
];

/// A word that is taken apart. A `y` that is a consonant is written `Y`.
struct Word {
    letters: Vec<char>,
    first: usize,
    second: usize,
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Where the region behind the first consonant after a vowel begins.
fn region(letters: &[char], from: usize) -> usize {
    let found = (from + 1..letters.len()).find(|&at| !is_vowel(letters[at]) && is_vowel(letters[at - 1]));
    found.map_or(letters.len(), |at| at + 1)
}

impl Word {
    fn new(mut letters: Vec<char>) -> Self {
        for at in 0..letters.len() {
            if letters[at] == 'y' && (at == 0 || is_vowel(letters[at - 1])) {
                letters[at] = 'Y';
            }
        }
        let text: String = letters.iter().collect();
        let first = match ["gener", "commun", "arsen"].iter().find(|start| text.starts_with(**start)) {
            Some(start) => start.len(),
            None => region(&letters, 0),
        };
        let second = region(&letters, first);
        Self { letters, first, second }
    }

    fn ends(&self, suffix: &str) -> bool {
        let count = suffix.chars().count();
        self.letters.len() >= count && self.letters[self.letters.len() - count..].iter().copied().eq(suffix.chars())
    }

    /// Where a suffix of so many letters begins.
    fn before(&self, suffix: &str) -> usize {
        self.letters.len() - suffix.len()
    }

    fn replace(&mut self, suffix: &str, with: &str) {
        self.letters.truncate(self.letters.len() - suffix.len());
        self.letters.extend(with.chars());
    }

    fn letter(&self, at: usize) -> Option<char> {
        self.letters.get(at).copied()
    }

    /// Whether a short syllable stands before a place.
    fn is_short_syllable(&self, end: usize) -> bool {
        if end == 2 {
            return is_vowel(self.letters[0]) && !is_vowel(self.letters[1]);
        }
        end >= 3
            && !is_vowel(self.letters[end - 3])
            && is_vowel(self.letters[end - 2])
            && !is_vowel(self.letters[end - 1])
            && !matches!(self.letters[end - 1], 'w' | 'x' | 'Y')
    }

    fn has_vowel(&self, end: usize) -> bool {
        self.letters[..end].iter().any(|letter| is_vowel(*letter))
    }

    /// Possessives and plurals.
    fn plurals(&mut self) {
        for suffix in ["'s'", "'s", "'"] {
            if self.ends(suffix) {
                self.replace(suffix, "");
                break;
            }
        }
        if self.ends("sses") {
            self.replace("sses", "ss");
        } else if self.ends("ied") || self.ends("ies") {
            let with = if self.letters.len() > 4 { "i" } else { "ie" };
            self.replace("ies", with);
        } else if self.ends("s") && !self.ends("us") && !self.ends("ss") {
            let before = self.letters.len() - 1;
            if before > 0 && self.has_vowel(before - 1) {
                self.replace("s", "");
            }
        }
    }

    /// Past tenses and the like.
    fn tenses(&mut self) {
        for suffix in ["eedly", "eed"] {
            if self.ends(suffix) {
                if self.before(suffix) >= self.first {
                    self.replace(suffix, "ee");
                }
                return;
            }
        }
        let Some(suffix) = ["ingly", "edly", "ing", "ed"].into_iter().find(|suffix| self.ends(suffix)) else { return };
        if !self.has_vowel(self.before(suffix)) {
            return;
        }
        self.replace(suffix, "");
        let count = self.letters.len();
        let doubled = count >= 2
            && self.letters[count - 1] == self.letters[count - 2]
            && matches!(self.letters[count - 1], 'b' | 'd' | 'f' | 'g' | 'm' | 'n' | 'p' | 'r' | 't');
        if self.ends("at") || self.ends("bl") || self.ends("iz") {
            self.letters.push('e');
        } else if doubled {
            self.letters.pop();
        } else if self.first >= count && self.is_short_syllable(count) {
            self.letters.push('e');
        }
    }

    fn last_y(&mut self) {
        let count = self.letters.len();
        if count > 2 && matches!(self.letters[count - 1], 'y' | 'Y') && !is_vowel(self.letters[count - 2]) {
            self.letters[count - 1] = 'i';
        }
    }

    fn second_step(&mut self) {
        let Some((suffix, with)) = SECOND.iter().copied().find(|(suffix, _)| self.ends(suffix)) else { return };
        let at = self.before(suffix);
        let before = at.checked_sub(1).and_then(|at| self.letter(at));
        let fits = match suffix {
            "ogi" => before == Some('l'),
            "li" => before.is_some_and(|letter| "cdeghkmnrt".contains(letter)),
            _ => true,
        };
        if at >= self.first && fits {
            self.replace(suffix, with);
        }
    }

    fn third_step(&mut self) {
        let Some((suffix, with)) = THIRD.iter().copied().find(|(suffix, _)| self.ends(suffix)) else { return };
        let at = self.before(suffix);
        if at >= self.first && (suffix != "ative" || at >= self.second) {
            self.replace(suffix, with);
        }
    }

    fn fourth_step(&mut self) {
        let Some(suffix) = FOURTH.iter().copied().find(|suffix| self.ends(suffix)) else { return };
        let at = self.before(suffix);
        let before = at.checked_sub(1).and_then(|at| self.letter(at));
        if at >= self.second && (suffix != "ion" || matches!(before, Some('s' | 't'))) {
            self.replace(suffix, "");
        }
    }

    fn last_step(&mut self) {
        let count = self.letters.len();
        if self.ends("e") {
            let at = count - 1;
            if at >= self.second || (at >= self.first && !self.is_short_syllable(at)) {
                self.letters.pop();
            }
        } else if self.ends("ll") && count > self.second {
            self.letters.pop();
        }
    }
}

/// The stem of a word.
fn stem(word: &str) -> String {
    if word.chars().count() <= 2 {
        return word.to_owned();
    }
    if let Some((_, stem)) = EXCEPTIONS.iter().find(|(known, _)| *known == word) {
        return (*stem).to_owned();
    }
    let letters: Vec<char> = word.strip_prefix('\'').unwrap_or(word).chars().collect();
    let mut word = Word::new(letters);
    word.plurals();
    let text: String = word.letters.iter().collect();
    if !DONE.contains(&text.as_str()) {
        word.tenses();
        word.last_y();
        word.second_step();
        word.third_step();
        word.fourth_step();
        word.last_step();
    }
    word.letters.into_iter().map(|letter| if letter == 'Y' { 'y' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_stems() {
        // Source: the vocabulary and the stems that the Snowball project publishes for its English stemmer.
        for (word, expected) in [
            ("consign", "consign"),
            ("consigned", "consign"),
            ("consistency", "consist"),
            ("consolation", "consol"),
            ("consolatory", "consolatori"),
            ("consolidate", "consolid"),
            ("consolingly", "consol"),
            ("conspicuously", "conspicu"),
            ("conspiracy", "conspiraci"),
            ("constancy", "constanc"),
            ("knackeries", "knackeri"),
            ("knavish", "knavish"),
            ("knead", "knead"),
            ("kneaded", "knead"),
            ("kneel", "kneel"),
            ("knew", "knew"),
            ("knights", "knight"),
            ("knitting", "knit"),
            ("knives", "knive"),
            ("knocker", "knocker"),
            ("knots", "knot"),
            ("running", "run"),
            ("authorized", "author"),
            ("hoping", "hope"),
            ("hopping", "hop"),
            ("happy", "happi"),
            ("say", "say"),
            ("flies", "fli"),
            ("ties", "tie"),
            ("skies", "sky"),
            ("generously", "generous"),
            ("sensational", "sensat"),
            ("rate", "rate"),
            ("at", "at"),
            ("", ""),
        ] {
            assert_eq!(stem(word), expected, "{word}");
        }
    }
}
