//! A line on the terminal that can be edited: cursor, history, completion. A long line scrolls sideways.

use std::io;

use dialoguer::console::{Key, Term, measure_text_width};

use super::sanitize;

/// How a line ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// Enter.
    Text(String),
    /// Ctrl-C: what was typed is thrown away.
    Interrupted,
    /// Ctrl-D on an empty line, or the terminal went away.
    End,
}

/// Gives the words that may stand in place of the last one before the cursor, and how many characters that one has.
pub type Complete<'a> = &'a dyn Fn(&str) -> (usize, Vec<String>);

/// What is being typed, apart from any terminal.
#[derive(Debug, Default)]
struct Buffer {
    chars: Vec<char>,
    at: usize,
    /// How far back in the history this is; 0 is the new line, which is kept aside meanwhile.
    back: usize,
    new: Vec<char>,
}

impl Buffer {
    fn text(&self) -> String {
        self.chars.iter().collect()
    }

    fn set(&mut self, chars: Vec<char>) {
        self.at = chars.len();
        self.chars = chars;
    }

    fn insert(&mut self, text: &str) {
        for character in text.chars() {
            self.chars.insert(self.at, character);
            self.at += 1;
        }
    }

    /// Back to the begin of the word before the cursor.
    fn word_start(&self) -> usize {
        let mut at = self.at;
        while at > 0 && self.chars[at - 1].is_whitespace() {
            at -= 1;
        }
        while at > 0 && !self.chars[at - 1].is_whitespace() {
            at -= 1;
        }
        at
    }

    /// Moves through the history: older by one, or newer.
    fn recall(&mut self, history: &[String], older: bool) {
        let back = if older { (self.back + 1).min(history.len()) } else { self.back.saturating_sub(1) };
        if back == self.back {
            return;
        }
        if self.back == 0 {
            self.new = self.chars.clone();
        }
        self.back = back;
        let chars = match back {
            0 => std::mem::take(&mut self.new),
            back => history[history.len() - back].chars().collect(),
        };
        self.set(chars);
    }

    /// A key that edits; false when it does something else.
    fn edit(&mut self, key: &Key) -> bool {
        match key {
            Key::Char('\u{1}') | Key::Home => self.at = 0,
            Key::Char('\u{5}') | Key::End => self.at = self.chars.len(),
            Key::Char('\u{2}') | Key::ArrowLeft => self.at = self.at.saturating_sub(1),
            Key::Char('\u{6}') | Key::ArrowRight => self.at = (self.at + 1).min(self.chars.len()),
            Key::Char('\u{15}') => {
                self.chars.drain(..self.at);
                self.at = 0;
            }
            Key::Char('\u{b}') => self.chars.truncate(self.at),
            Key::Char('\u{17}') => {
                let start = self.word_start();
                self.chars.drain(start..self.at);
                self.at = start;
            }
            Key::Backspace | Key::Char('\u{8}') if self.at > 0 => {
                self.at -= 1;
                self.chars.remove(self.at);
            }
            Key::Del | Key::Char('\u{4}') if self.at < self.chars.len() => {
                self.chars.remove(self.at);
            }
            Key::Char(character) if !character.is_control() => {
                self.chars.insert(self.at, *character);
                self.at += 1;
            }
            _ => return false,
        }
        true
    }

    /// Completes the word before the cursor as far as all candidates agree; what is to be shown when that is nowhere.
    fn complete(&mut self, complete: Complete<'_>) -> Vec<String> {
        let before: String = self.chars[..self.at].iter().collect();
        let (length, words) = complete(&before);
        let Some(first) = words.first() else { return Vec::new() };
        let agreed = words.iter().fold(first.chars().count(), |agreed, word| {
            first.chars().zip(word.chars()).take(agreed).take_while(|(a, b)| a == b).count()
        });
        if agreed > length || words.len() == 1 {
            let start = self.at - length.min(self.at);
            self.chars.drain(start..self.at);
            self.at = start;
            let common: String = first.chars().take(agreed).collect();
            self.insert(&common);
            return Vec::new();
        }
        words
    }
}

/// Reads a line.
pub fn read(prompt: &str, history: &[String], complete: Complete<'_>) -> io::Result<Line> {
    let term = Term::stderr();
    let mut buffer = Buffer::default();
    draw(&term, prompt, &buffer)?;
    loop {
        match term.read_key_raw() {
            Ok(Key::Enter) => {
                term.write_line("")?;
                return Ok(Line::Text(buffer.text()));
            }
            Ok(Key::CtrlC) => {
                term.write_line("^C")?;
                return Ok(Line::Interrupted);
            }
            Ok(Key::Char('\u{4}')) if buffer.chars.is_empty() => {
                term.write_line("")?;
                return Ok(Line::End);
            }
            Ok(Key::Tab) => {
                let words = buffer.complete(complete);
                if !words.is_empty() {
                    term.write_line("")?;
                    term.write_line(&sanitize(&words.iter().take(60).cloned().collect::<Vec<_>>().join("  ")))?;
                }
            }
            Ok(Key::ArrowUp | Key::Char('\u{10}')) => buffer.recall(history, true),
            Ok(Key::ArrowDown | Key::Char('\u{e}')) => buffer.recall(history, false),
            Ok(key) => {
                buffer.edit(&key);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(Line::Interrupted),
            Err(error) if matches!(error.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::NotConnected) => {
                return Ok(Line::End);
            }
            Err(error) => return Err(error),
        }
        draw(&term, prompt, &buffer)?;
    }
}

fn draw(term: &Term, prompt: &str, buffer: &Buffer) -> io::Result<()> {
    let columns = usize::from(term.size().1).max(20);
    let room = columns - measure_text_width(prompt).min(columns / 2) - 1;
    // The window ends a little behind the cursor.
    let start = (buffer.at + 1).saturating_sub(room);
    let shown: String = buffer.chars.iter().skip(start).take(room).collect();
    let before: String = buffer.chars[start..buffer.at].iter().collect();
    let shown = sanitize(&shown);
    term.clear_line()?;
    term.write_str(prompt)?;
    term.write_str(&shown)?;
    let back = measure_text_width(&shown).saturating_sub(measure_text_width(&sanitize(&before)));
    if back > 0 {
        term.move_cursor_left(back)?;
    }
    term.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &[Key]) -> Buffer {
        let mut buffer = Buffer::default();
        for key in keys {
            buffer.edit(key);
        }
        buffer
    }

    fn letters(text: &str) -> Vec<Key> {
        text.chars().map(Key::Char).collect()
    }

    #[test]
    fn keys_edit_the_line() {
        let mut keys = letters("SELEC é");
        keys.extend([Key::ArrowLeft, Key::ArrowLeft, Key::Char('T'), Key::End, Key::Backspace, Key::Char('1')]);
        assert_eq!(typed(&keys).text(), "SELECT 1");
        keys.extend([Key::Char('\u{17}'), Key::Char('2'), Key::Home, Key::Del]);
        assert_eq!(typed(&keys).text(), "ELECT 2");
        keys.push(Key::Char('\u{15}'));
        assert_eq!(typed(&keys).text(), "ELECT 2", "nothing is before the cursor");
        keys.push(Key::Char('\u{b}'));
        assert_eq!(typed(&keys).text(), "");
    }

    #[test]
    fn the_history_gives_back_what_was_new() {
        let history = ["one".to_owned(), "two".to_owned()];
        let mut buffer = typed(&letters("new"));
        buffer.recall(&history, true);
        buffer.recall(&history, true);
        buffer.recall(&history, true);
        assert_eq!(buffer.text(), "one");
        buffer.recall(&history, false);
        assert_eq!(buffer.text(), "two");
        buffer.recall(&history, false);
        assert_eq!(buffer.text(), "new");
    }

    #[test]
    fn words_are_completed_as_far_as_they_agree() {
        let words = |before: &str| {
            let word = before.rsplit(' ').next().unwrap_or("").to_owned();
            let found = ["raw.people", "raw.places", "SELECT"].iter().filter(|known| known.starts_with(&word));
            (word.chars().count(), found.map(|known| (*known).to_owned()).collect())
        };
        let mut buffer = typed(&letters("FROM ra"));
        assert_eq!(buffer.complete(&words), [] as [String; 0]);
        assert_eq!(buffer.text(), "FROM raw.p");
        assert_eq!(buffer.complete(&words), ["raw.people", "raw.places"]);
        buffer.insert("e");
        buffer.complete(&words);
        assert_eq!(buffer.text(), "FROM raw.people");
    }
}
