//! What is told of long work: a display of one line on a terminal, plain lines elsewhere.

use std::fmt;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dialoguer::console::{Term, measure_text_width};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle, TermLike, WeakProgressBar};
use unicode_width::UnicodeWidthChar;

use super::{Ui, one_line};

/// Columns of the spinner and the blank after it.
const SPINNER: u16 = 2;
/// Columns of a bar that still says something, with the blanks around it.
const BAR: u16 = 14;
/// Columns that stay free at the end of the line: a terminal writes `^C` where the cursor is, and on the next line that
/// would keep the display from being taken away.
const FREE: u16 = 3;
/// How often a second the display is drawn at most.
const DRAWS: u8 = 20;
/// From so many columns on there is room for how fast it goes.
const WIDE: u16 = 100;
/// With fewer columns than this there is no room for a bar.
const NARROW: u16 = 60;

/// The display that there is, if there is one: whoever writes a line asks it to step aside.
#[derive(Clone, Default)]
pub(super) struct Shown(Arc<Mutex<WeakProgressBar>>);

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shown")
    }
}

impl Shown {
    /// Writes while the display is away; it comes back below what was written.
    pub(super) fn above<T>(&self, write: impl FnOnce() -> T) -> T {
        let bar = self.0.lock().expect("nobody panics while holding it").upgrade();
        match bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    fn is_now(&self, bar: &ProgressBar) {
        *self.0.lock().expect("nobody panics while holding it") = bar.downgrade();
    }
}

impl Ui {
    /// Progress of something long: a display on a terminal, a plain line per message elsewhere.
    pub fn progress(&self, message: &str) -> Progress {
        let progress = Progress::new(self.clone(), message, None);
        if progress.display.is_none() {
            self.status(message);
        }
        progress
    }

    /// Progress of something whose size in bytes is known: a bar on a terminal, one plain line elsewhere.
    pub fn progress_of(&self, message: &str, bytes: u64) -> Progress {
        let progress = Progress::new(self.clone(), message, Some(bytes));
        if progress.display.is_none() {
            self.status(message);
        }
        progress
    }

    /// Progress that is worth a display on a terminal and no line elsewhere.
    pub fn progress_on_terminal(&self, message: &str) -> Progress {
        let mut progress = Progress::new(self.clone(), message, None);
        progress.ui.quiet |= progress.display.is_none();
        progress
    }
}

/// A running progress display; gone when dropped.
#[derive(Debug)]
pub struct Progress {
    display: Option<Display>,
    ui: Ui,
    last: Mutex<String>,
}

impl Progress {
    fn new(ui: Ui, message: &str, bytes: Option<u64>) -> Self {
        // A terminal that cannot move its cursor gets lines.
        let is_hidden = ProgressDrawTarget::stderr().is_hidden();
        let display = (!ui.quiet && !is_hidden).then(|| {
            let target = ProgressDrawTarget::term_like_with_hz(Box::new(Line(Term::buffered_stderr())), DRAWS);
            let display = Display::new(target, columns, bytes);
            display.show(message);
            display.bar.enable_steady_tick(Duration::from_millis(120));
            ui.shown.is_now(&display.bar);
            display
        });
        Self { display, ui, last: Mutex::new(message.to_owned()) }
    }

    /// A new state, on a terminal only: for what changes too often for lines.
    pub fn show(&self, message: &str) {
        if let Some(display) = &self.display {
            display.show(message);
        }
    }

    /// So many bytes more are done.
    pub fn advance(&self, bytes: u64) {
        if let Some(display) = &self.display {
            display.bar.inc(bytes);
        }
    }

    /// A line of what is waited for, above the display; not with `--quiet`.
    pub fn line(&self, line: &str) {
        self.ui.status(line);
    }

    /// A count that grows. Elsewhere than on a terminal nothing is printed: a count is no change of state.
    pub fn count(&self, count: u64, message: impl FnOnce(u64) -> String) {
        if let Some(display) = &self.display {
            display.show(&message(count));
        }
    }

    /// A new state. Elsewhere than on a terminal, only a changed message is printed.
    pub fn update(&self, message: &str) {
        let mut last = self.last.lock().expect("nobody panics while holding the message");
        if *last == message {
            return;
        }
        message.clone_into(&mut last);
        match &self.display {
            Some(display) => display.show(message),
            None => self.ui.status(message),
        }
    }
}

/// How wide a display may be now.
fn columns() -> u16 {
    Term::stderr().size().1.saturating_sub(FREE)
}

/// The terminal, as wide as a display may be.
#[derive(Debug)]
struct Line(Term);

impl TermLike for Line {
    fn width(&self) -> u16 {
        columns()
    }

    fn height(&self) -> u16 {
        self.0.size().0
    }

    fn move_cursor_up(&self, lines: usize) -> io::Result<()> {
        self.0.move_cursor_up(lines)
    }

    fn move_cursor_down(&self, lines: usize) -> io::Result<()> {
        self.0.move_cursor_down(lines)
    }

    fn move_cursor_right(&self, columns: usize) -> io::Result<()> {
        self.0.move_cursor_right(columns)
    }

    fn move_cursor_left(&self, columns: usize) -> io::Result<()> {
        self.0.move_cursor_left(columns)
    }

    fn write_line(&self, text: &str) -> io::Result<()> {
        self.0.write_line(text)
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        self.0.write_str(text)
    }

    fn clear_line(&self) -> io::Result<()> {
        self.0.clear_line()
    }

    fn flush(&self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The line on the terminal.
#[derive(Debug)]
struct Display {
    bar: ProgressBar,
    /// How wide the terminal is now.
    columns: fn() -> u16,
    of_bytes: bool,
}

impl Display {
    fn new(target: ProgressDrawTarget, columns: fn() -> u16, bytes: Option<u64>) -> Self {
        let bar = ProgressBar::with_draw_target(bytes, target);
        Self { bar, columns, of_bytes: bytes.is_some() }
    }

    /// The message, as much of it as there is room for beside the figures.
    fn show(&self, message: &str) {
        let columns = (self.columns)();
        let (template, figures) = match columns {
            _ if !self.of_bytes => ("{spinner} {msg}", 0),
            // What the figures take at most: `1023.99 MiB/1023.99 MiB, 1023.99 MiB/s, 59m`.
            WIDE.. => ("{spinner} {msg} {wide_bar} {bytes}/{total_bytes}, {bytes_per_sec}, {eta}", 43 + BAR),
            NARROW.. => ("{spinner} {msg} {wide_bar} {bytes}/{total_bytes}, {eta}", 28 + BAR),
            _ => ("{spinner} {msg} {percent}%", 5),
        };
        self.bar.set_style(ProgressStyle::with_template(template).expect("the template is fixed"));
        // One blank before the figures.
        let room = columns.saturating_sub(SPINNER + figures + 1);
        self.bar.set_message(fitted(&one_line(message), usize::from(room)));
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// The text in so many columns: what does not fit goes word by word, and `…` stands for it. A part of a path is a word, too.
fn fitted(text: &str, columns: usize) -> String {
    if measure_text_width(text) <= columns {
        return text.to_owned();
    }
    let (mut words, mut characters, mut width) = (0, 0, 1);
    for (at, character) in text.char_indices() {
        if matches!(character, ' ' | '/') {
            words = at;
        }
        width += character.width().unwrap_or(0);
        if width > columns {
            break;
        }
        characters = at + character.len_utf8();
    }
    // One word that is too long alone is cut where it must be.
    let end = if words > 0 { words } else { characters };
    match columns {
        0 => String::new(),
        _ => format!("{}…", text[..end].trim_end_matches([' ', ',', ':', '/'])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A terminal that keeps what was on its line, each time that it was drawn.
    #[derive(Debug, Clone, Default)]
    struct Screen {
        columns: u16,
        line: Arc<Mutex<String>>,
        frames: Arc<Mutex<Vec<String>>>,
    }

    impl TermLike for Screen {
        fn width(&self) -> u16 {
            self.columns
        }

        fn move_cursor_up(&self, lines: usize) -> io::Result<()> {
            assert_eq!(lines, 0, "the display took several lines");
            Ok(())
        }

        fn move_cursor_down(&self, lines: usize) -> io::Result<()> {
            assert_eq!(lines, 0, "the display took several lines");
            Ok(())
        }

        fn move_cursor_right(&self, _columns: usize) -> io::Result<()> {
            Ok(())
        }

        fn move_cursor_left(&self, _columns: usize) -> io::Result<()> {
            Ok(())
        }

        fn write_line(&self, text: &str) -> io::Result<()> {
            panic!("a display writes no line of its own: {text}");
        }

        fn write_str(&self, text: &str) -> io::Result<()> {
            let mut line = self.line.lock().unwrap();
            match text {
                "\r" => line.clear(),
                text => line.push_str(text),
            }
            Ok(())
        }

        fn clear_line(&self) -> io::Result<()> {
            self.line.lock().unwrap().clear();
            Ok(())
        }

        fn flush(&self) -> io::Result<()> {
            self.frames.lock().unwrap().push(self.line.lock().unwrap().trim_end().to_owned());
            Ok(())
        }
    }

    /// What a terminal of so many columns shows of the messages.
    fn frames(columns: fn() -> u16, bytes: Option<u64>, messages: &[&str]) -> Vec<String> {
        let screen = Screen { columns: columns(), ..Screen::default() };
        let display = Display::new(ProgressDrawTarget::term_like(Box::new(screen.clone())), columns, bytes);
        for message in messages {
            display.show(message);
            display.bar.inc(bytes.unwrap_or(0) / 4);
        }
        drop(display);
        let frames = screen.frames.lock().unwrap().clone();
        assert!(frames.iter().all(|frame| measure_text_width(frame) <= usize::from(columns())), "{frames:?}");
        assert_eq!(frames.last().map(String::as_str), Some(""), "something is left behind");
        frames
    }

    const LONG: &str = "partitions of warehouse_of_the_north.measurements_by_station_and_minute: 1200 of 250000 added";

    #[test]
    fn a_message_takes_one_line_and_is_cut_between_words() {
        let shown = frames(|| 80, None, &[LONG, "crawler raw: running", "a\u{1b}[2Jb\nc"]);
        let has = |text: &str| shown.iter().any(|frame| frame.ends_with(text));
        assert!(has(" partitions of warehouse_of_the_north.measurements_by_station_and_minute…"), "{shown:?}");
        assert!(has(" crawler raw: running") && has(r" a\u{1b}[2Jb\nc"), "{shown:?}");
        let shown = frames(|| 200, None, &[LONG]);
        assert!(shown.iter().any(|frame| frame.ends_with(LONG)), "{shown:?}");
        // Narrower than its longest word.
        let shown = frames(|| 20, None, &[LONG]);
        assert!(shown.iter().any(|frame| frame.ends_with(" partitions of…")), "{shown:?}");
    }

    #[test]
    fn a_bar_leaves_room_for_its_figures() {
        let message = "ingesting /srv/exports/2026/11/22/measurements-of-all-stations.csv";
        let many = 900 * 1024 * 1024;
        for (columns, expected) in [
            ((|| 200) as fn() -> u16, [message, "675.00 MiB/900.00 MiB"]),
            (|| 80, ["ingesting /srv/exports/2026/11/22… ", "675.00 MiB/900.00 MiB"]),
            (|| 40, ["ingesting /srv/exports/2026/11… ", "75%"]),
        ] {
            let shown = frames(columns, Some(many), &[message; 4]);
            assert!(shown.iter().any(|frame| expected.iter().all(|part| frame.contains(part))), "{shown:?}");
        }
    }

    #[test]
    fn words_are_whole() {
        assert_eq!(fitted("one two three", 13), "one two three");
        assert_eq!(fitted("one two three", 12), "one two…");
        assert_eq!(fitted("one two three", 8), "one two…");
        assert_eq!(fitted("one two three", 7), "one…");
        assert_eq!(fitted("ÄÖÜ日本語日本語", 8), "ÄÖÜ日本…");
        assert_eq!(fitted("s3://lake/folder/file", 15), "s3://lake…");
        assert_eq!(fitted("word", 3), "wo…");
        assert_eq!(fitted("word", 0), "");
    }
}
