//! Rows of text, many at a time, in one buffer: a large result costs no allocation per cell.

/// The mark of NULL among the ends of cells.
const NULL: u32 = 1 << 31;

/// Some rows of a result. Every row has the same number of cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    text: String,
    /// Where each cell ends in the text, marked when it is NULL.
    ends: Vec<u32>,
    columns: usize,
}

impl Batch {
    /// An empty batch of rows with so many cells.
    pub fn new(columns: usize) -> Self {
        Self { text: String::new(), ends: Vec::new(), columns }
    }

    /// Forgets the rows and keeps the memory.
    pub fn clear(&mut self, columns: usize) {
        self.text.clear();
        self.ends.clear();
        self.columns = columns;
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.ends.len().checked_div(self.columns).unwrap_or(0)
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Forgets all rows but the first so many.
    pub fn truncate(&mut self, rows: usize) {
        let cells = rows.saturating_mul(self.columns);
        if cells < self.ends.len() {
            self.ends.truncate(cells);
            let end = self.ends.last().map_or(0, |end| (end & !NULL) as usize);
            self.text.truncate(end);
        }
    }

    /// Adds a row, cut or filled with NULLs to the batch's width.
    pub fn push<S: AsRef<str>>(&mut self, row: &[Option<S>]) {
        for index in 0..self.columns {
            let mut end = u32::try_from(self.text.len()).unwrap_or(NULL - 1);
            match row.get(index).and_then(Option::as_ref) {
                Some(cell) => {
                    self.text.push_str(cell.as_ref());
                    end = u32::try_from(self.text.len()).unwrap_or(NULL - 1);
                }
                None => end |= NULL,
            }
            self.ends.push(end);
        }
    }

    /// Takes the parts that a parser made: the text, and the ends of its cells as [`Self::mark`] makes them.
    pub(super) fn take_parts(&mut self) -> (Vec<u8>, Vec<u32>) {
        (std::mem::take(&mut self.text).into_bytes(), std::mem::take(&mut self.ends))
    }

    /// Gives the parts back. None when the text is no UTF-8.
    pub(super) fn set_parts(&mut self, text: Vec<u8>, ends: Vec<u32>) -> Option<()> {
        self.text = String::from_utf8(text).ok()?;
        self.ends = ends;
        Some(())
    }

    /// The end of a cell; a batch holds less than 2 GiB.
    pub(super) fn mark(end: usize, null: bool) -> u32 {
        let end = u32::try_from(end).unwrap_or(NULL - 1).min(NULL - 1);
        if null { end | NULL } else { end }
    }

    /// The rows.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let mut start = 0;
        self.ends.chunks_exact(self.columns.max(1)).map(move |ends| {
            let row = Row { text: &self.text, start, ends };
            start = ends.last().map_or(start, |end| (end & !NULL) as usize);
            row
        })
    }
}

/// One row of a batch.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    text: &'a str,
    start: usize,
    ends: &'a [u32],
}

impl<'a> Row<'a> {
    /// The cells; None is NULL.
    pub fn cells(self) -> impl Iterator<Item = Option<&'a str>> {
        let mut start = self.start;
        self.ends.iter().map(move |&marked| {
            let end = (marked & !NULL) as usize;
            let cell = (marked & NULL == 0).then(|| &self.text[start..end]);
            start = end;
            cell
        })
    }
}
