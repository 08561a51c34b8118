//! A text that is put together from stretches of others, and knows where each of them is from.

use std::ops::Range;

/// A text with the origin of its parts. What was added on the way has none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Composed {
    pub(super) text: String,
    /// In the order of the text.
    pub(super) pieces: Vec<Piece>,
}

/// A stretch that stands in a file just as it stands here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) file: usize,
    /// Where it begins in the file.
    pub(super) at: usize,
}

impl Composed {
    /// A file as it is.
    pub(super) fn whole(file: usize, text: &str) -> Self {
        Self { text: text.to_owned(), pieces: vec![Piece { start: 0, end: text.len(), file, at: 0 }] }
    }

    /// A text that is in no file.
    pub(super) fn added(text: impl Into<String>) -> Self {
        Self { text: text.into(), pieces: Vec::new() }
    }

    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub(super) fn append(&mut self, other: &Self) {
        self.copy(other, 0..other.text.len());
    }

    /// Appends a stretch of another text.
    pub(super) fn copy(&mut self, other: &Self, range: Range<usize>) {
        let shift = self.text.len();
        self.text.push_str(&other.text[range.clone()]);
        let first = other.pieces.partition_point(|piece| piece.end <= range.start);
        for piece in other.pieces[first..].iter().take_while(|piece| piece.start < range.end) {
            let (start, end) = (piece.start.max(range.start), piece.end.min(range.end));
            let piece = Piece {
                start: shift + start - range.start,
                end: shift + end - range.start,
                file: piece.file,
                at: piece.at + (start - piece.start),
            };
            match self.pieces.last_mut() {
                // What was cut and is put together again is one piece.
                Some(last)
                    if last.end == piece.start
                        && last.file == piece.file
                        && last.at + (last.end - last.start) == piece.at =>
                {
                    last.end = piece.end;
                }
                _ => self.pieces.push(piece),
            }
        }
    }

    /// A stretch of it.
    pub(super) fn part(&self, range: Range<usize>) -> Self {
        let mut part = Self::default();
        part.copy(self, range);
        part
    }

    /// The text with stretches replaced, which may be given in any order. Where two overlap, the later one begins where the
    /// earlier one ends.
    pub(super) fn edited(&self, mut edits: Vec<(Range<usize>, Self)>) -> Self {
        edits.sort_by_key(|(range, _)| (range.start, range.end));
        let mut result = Self::default();
        let mut at = 0;
        for (range, new) in edits {
            if range.start > at {
                result.copy(self, at..range.start);
                at = range.start;
            }
            result.append(&new);
            at = at.max(range.end);
        }
        result.copy(self, at..self.text.len());
        result
    }

    /// Each of its lines with something in front, but for those that are empty.
    pub(super) fn indented(&self, indent: &str) -> Self {
        let mut result = Self::default();
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            if !line.trim_end().is_empty() {
                result.push(indent);
            }
            result.copy(self, at..at + line.len());
            at += line.len();
        }
        result
    }

    /// Where a stretch is from: the file, and the stretch in it. What was added is told at the next place from a file.
    pub(super) fn origin(&self, range: Range<usize>) -> (usize, Range<usize>) {
        let first = self.pieces.partition_point(|piece| piece.end <= range.start);
        let Some(piece) = self.pieces.get(first).or_else(|| self.pieces.last()) else { return (0, 0..0) };
        if range.start >= piece.end {
            // Behind the last piece.
            let end = piece.at + (piece.end - piece.start);
            return (piece.file, end..end);
        }
        let start = piece.at + range.start.saturating_sub(piece.start);
        // The end is told where it is in the same file and behind; otherwise the stretch ends with its piece.
        let last = self.pieces[first..].iter().take_while(|piece| piece.start < range.end).last().unwrap_or(piece);
        let end_in = |piece: &Piece| piece.at + (piece.end.min(range.end).max(piece.start) - piece.start);
        let end = if last.file == piece.file { end_in(last) } else { end_in(piece) };
        (piece.file, start..end.max(start))
    }

    /// The stretch of a file that this one is, character by character; none if it is not.
    pub(super) fn exact(&self, file: usize, range: Range<usize>) -> Option<Range<usize>> {
        self.pieces
            .iter()
            .find(|piece| piece.file == file && piece.start <= range.start && range.end <= piece.end)
            .map(|piece| piece.at + range.start - piece.start..piece.at + range.end - piece.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_where_they_are_from() {
        let file = Composed::whole(0, "one two three");
        let other = Composed::whole(1, "four\n\nfive\n");
        let edited = file.edited(vec![(8..8, Composed::added("and ")), (0..4, Composed::added("1 "))]);
        assert_eq!(edited.text, "1 two and three");
        let mut whole = edited;
        whole.push(" ");
        whole.append(&other.indented("> "));
        assert_eq!(whole.text, "1 two and three > four\n\n> five\n");
        let at = |text: &str| {
            let start = whole.text.find(text).expect("in the text");
            whole.origin(start..start + text.len())
        };
        assert_eq!(at("two"), (0, 4..7));
        assert_eq!(at("three"), (0, 8..13));
        assert_eq!(at("five"), (1, 6..10));
        // From an edit on, and over one.
        assert_eq!(at("1 two"), (0, 4..7));
        assert_eq!(at("two and three"), (0, 4..13));
        assert_eq!(at("three > four"), (0, 8..13));
        assert_eq!(whole.exact(0, 2..5), Some(4..7));
        assert_eq!(whole.exact(0, 0..5), None);
        let overlapping =
            Composed::whole(0, "abcdef").edited(vec![(1..4, Composed::default()), (2..2, Composed::added("X"))]);
        assert_eq!(overlapping.text, "aXef");
        assert_eq!(Composed::default().origin(0..3), (0, 0..0));
    }
}
