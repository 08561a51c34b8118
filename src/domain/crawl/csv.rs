//! Recognizing delimited text: the delimiter, the header, the columns, and the lines that do not fit.

use super::csv_types::{CellType, ColumnType};
use super::names::{column_name, distinct_columns};
use super::{
    Column, CsvClassifier, CsvFormat, CsvReader, FileFormat, FileSchema, HeaderRule, Problem, QuotedCsv, Sample,
};

/// The delimiters of the built-in classifier, in the order they are tried.
const DELIMITERS: [char; 5] = [',', '|', '\t', ';', '\u{1}'];

/// Records looked at to choose the delimiter.
const DETECTION_RECORDS: usize = 1000;

/// A header cell is shorter than this (the last cell excepted).
const MAX_HEADER_CELL: usize = 150;

/// Lines of one object that are reported one by one; the rest are counted.
const REPORTED_LINES: u64 = 10;

/// One line of the file, taken apart.
struct Record<'a> {
    line: u64,
    fields: Vec<Field<'a>>,
    /// Character (from 1) at which a quote opens that the line does not close.
    unclosed: Option<u64>,
}

struct Field<'a> {
    text: std::borrow::Cow<'a, str>,
    quoted: bool,
}

/// Reads the sample as delimited text. None: it is not (or not by this classifier).
pub(super) fn read(
    object: &str,
    sample: &Sample<'_>,
    classifier: Option<&CsvClassifier>,
    quoted_csv: QuotedCsv,
) -> Option<(FileSchema, Vec<Problem>)> {
    let text = sample.text()?;
    let lines = whole_lines(&text, sample.complete);
    let quote = classifier.and_then(|classifier| classifier.quote).unwrap_or('"');
    let single = classifier.is_some_and(|classifier| classifier.allow_single_column);
    let delimiter = match classifier.and_then(|classifier| classifier.delimiter) {
        Some(delimiter) if single => delimiter,
        Some(delimiter) => {
            let (_, lines_of_it, all) = usual_width(lines, delimiter, quote);
            (lines_of_it * 2 >= all).then_some(delimiter)?
        }
        None => detect_delimiter(lines, quote).or(single.then_some(','))?,
    };
    let mut records = records(lines, delimiter, quote);
    let first = records.next()?;
    let width = expected_width(&first, lines, delimiter, quote, classifier);
    if width < 2 && !single {
        return None;
    }

    let mut seen = vec![ColumnType::default(); width];
    let mut typed_row = false;
    let mut quoted = first.fields.iter().any(|field| field.quoted);
    let mut problems = LineProblems::new(object, width);
    let mut count = 1u64;
    let trims = !classifier.is_some_and(|classifier| classifier.disable_value_trimming);
    for record in records {
        count += 1;
        problems.check(&record);
        for (column, field) in seen.iter_mut().zip(&record.fields) {
            let cell = CellType::of(&field.text, trims);
            typed_row |= cell.is_typed();
            quoted |= field.quoted;
            column.add(&cell);
        }
    }
    if count < 2 && classifier.is_none() {
        return None;
    }
    problems.check(&first);

    let mut notes = Vec::new();
    let given = classifier.map_or(&[][..], |classifier| &classifier.header);
    let header = match classifier.map_or(HeaderRule::Unknown, |classifier| classifier.header_rule) {
        HeaderRule::Present => true,
        HeaderRule::Absent => false,
        HeaderRule::Unknown => looks_like_header(&first) && typed_row,
    };
    if !header && !typed_row && given.is_empty() && classifier.is_none() && looks_like_header(&first) {
        notes.push(
            "every column is text, so the first line was taken for data; a custom classifier with ContainsHeader=PRESENT would take it for the header"
                .to_owned(),
        );
    }
    if !header {
        for (column, field) in seen.iter_mut().zip(&first.fields) {
            column.add(&CellType::of(&field.text, trims));
        }
    }
    let mut names: Vec<String> = (0..width)
        .map(|index| match (given.get(index), header) {
            (Some(name), _) => column_name(name, index),
            (None, true) => column_name(first.fields.get(index).map_or("", |field| &field.text), index),
            (None, false) => format!("col{index}"),
        })
        .collect();
    distinct_columns(&mut names);

    let reader = choose_reader(classifier, quoted, quoted_csv, &mut notes);
    let datatypes = classifier.map_or(&[][..], |classifier| &classifier.custom_datatypes);
    let columns =
        names.into_iter().zip(&seen).map(|(name, column)| Column::new(name, column.glue_type(datatypes))).collect();
    let format = CsvFormat { delimiter, quote, header, quoted, reader, custom: classifier.is_some() };
    let schema = FileSchema {
        format: FileFormat::Csv(format),
        columns,
        paths: Vec::new(),
        records_read: count - u64::from(header),
        bytes_read: lines.len() as u64,
        complete: sample.complete,
        notes,
    };
    Some((schema, problems.finish()))
}

fn choose_reader(
    classifier: Option<&CsvClassifier>,
    quoted: bool,
    quoted_csv: QuotedCsv,
    notes: &mut Vec<String>,
) -> CsvReader {
    match classifier.and_then(|classifier| classifier.serde.as_deref()) {
        Some("OpenCSVSerDe") => return CsvReader::OpenCsv,
        Some("LazySimpleSerDe") => return CsvReader::LazySimple,
        _ => {}
    }
    if !quoted {
        return CsvReader::LazySimple;
    }
    match quoted_csv {
        QuotedCsv::OpenCsv => CsvReader::OpenCsv,
        QuotedCsv::LazySimple => {
            notes.push(
                "fields are in quotes, and the reader of this table (LazySimpleSerDe) keeps the quotes and splits at delimiters inside them; a custom classifier with Serde=OpenCSVSerDe reads them right"
                    .to_owned(),
            );
            CsvReader::LazySimple
        }
    }
}

/// The sample without a last line that the sample's end has cut.
fn whole_lines(text: &str, complete: bool) -> &str {
    if complete {
        return text;
    }
    text.rfind('\n').map_or(text, |end| &text[..=end])
}

/// The number of columns: what a classifier's header says, else the first line's, unless most lines have another.
fn expected_width(
    first: &Record<'_>,
    lines: &str,
    delimiter: char,
    quote: char,
    classifier: Option<&CsvClassifier>,
) -> usize {
    if let Some(classifier) = classifier.filter(|classifier| !classifier.header.is_empty()) {
        return classifier.header.len();
    }
    let own = first.fields.len();
    let (usual, lines_of_it, all) = usual_width(lines, delimiter, quote);
    // A title line above the table is rarer than a first line with a column too many; only a clear majority counts.
    if own < 2 && usual >= 2 && lines_of_it * 10 >= all * 9 { usual } else { own }
}

/// The most frequent number of fields, how many lines have it, and how many lines there are.
fn usual_width(lines: &str, delimiter: char, quote: char) -> (usize, usize, usize) {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for record in records(lines, delimiter, quote).take(DETECTION_RECORDS) {
        *counts.entry(record.fields.len()).or_default() += 1;
    }
    let all = counts.values().sum();
    let (width, lines_of_it) = counts.into_iter().max_by_key(|(_, lines)| *lines).unwrap_or((0, 0));
    (width, lines_of_it, all)
}

/// The delimiter that splits most lines into the same number of fields, two or more; of several, the one that gives more
/// fields (a comma in every text of a table with tabs is no delimiter). Text in which fewer than half of the lines agree
/// is no table.
fn detect_delimiter(lines: &str, quote: char) -> Option<char> {
    let mut best: Option<((usize, usize), char)> = None;
    for delimiter in DELIMITERS {
        let (width, lines_of_it, all) = usual_width(lines, delimiter, quote);
        let merit = (lines_of_it, width);
        if width >= 2 && lines_of_it * 2 >= all && best.is_none_or(|(most, _)| merit > most) {
            best = Some((merit, delimiter));
        }
    }
    best.map(|(_, delimiter)| delimiter)
}

/// "Every column in a potential header parses as a string", is short, and only the last may be empty.
fn looks_like_header(first: &Record<'_>) -> bool {
    let last = first.fields.len().saturating_sub(1);
    first.fields.iter().enumerate().all(|(index, field)| {
        let text = field.text.trim();
        let empty_last = index == last && text.is_empty();
        let short = index == last || text.chars().count() < MAX_HEADER_CELL;
        let printable = !text.chars().any(char::is_control);
        empty_last || (!text.is_empty() && short && printable && !CellType::of(text, true).is_number())
    })
}

fn records(lines: &str, delimiter: char, quote: char) -> impl Iterator<Item = Record<'_>> {
    lines
        .split('\n')
        .enumerate()
        .map(|(index, line)| (index as u64 + 1, line.strip_suffix('\r').unwrap_or(line)))
        .filter(|(_, line)| !line.is_empty())
        .map(move |(number, line)| split(number, line, delimiter, quote))
}

/// Takes a line apart. A quote counts only at the beginning of a field; a doubled one inside stands for itself.
fn split(line_number: u64, line: &str, delimiter: char, quote: char) -> Record<'_> {
    let mut record = Record { line: line_number, fields: Vec::new(), unclosed: None };
    let mut rest = line;
    loop {
        if let Some(inside) = rest.strip_prefix(quote) {
            let Some((text, after)) = quoted_field(inside, quote) else {
                record.unclosed = Some(line[..line.len() - rest.len()].chars().count() as u64 + 1);
                record.fields.push(Field { text: inside.into(), quoted: true });
                return record;
            };
            let end = after.find(delimiter).unwrap_or(after.len());
            // Text between the closing quote and the delimiter belongs to the field.
            let text = if end == 0 { text } else { text + &after[..end] };
            record.fields.push(Field { text: text.into(), quoted: true });
            rest = &after[end..];
        } else {
            let end = rest.find(delimiter).unwrap_or(rest.len());
            record.fields.push(Field { text: rest[..end].into(), quoted: false });
            rest = &rest[end..];
        }
        match rest.strip_prefix(delimiter) {
            Some(next) => rest = next,
            None => return record,
        }
    }
}

fn quoted_field(inside: &str, quote: char) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut rest = inside;
    loop {
        let end = rest.find(quote)?;
        text.push_str(&rest[..end]);
        rest = &rest[end + quote.len_utf8()..];
        match rest.strip_prefix(quote) {
            Some(next) => {
                text.push(quote);
                rest = next;
            }
            None => return Some((text, rest)),
        }
    }
}

/// What keeps a line from fitting into a table of so many columns: where it is, and in words.
pub(super) fn misfit(line: &str, delimiter: char, quote: char, width: usize) -> Option<(Option<u64>, String)> {
    misfit_of(&split(0, line, delimiter, quote), width)
}

fn misfit_of(record: &Record<'_>, width: usize) -> Option<(Option<u64>, String)> {
    if let Some(column) = record.unclosed {
        let message = "a quoted field is not closed on its line; tables of delimited text are read line by line";
        return Some((Some(column), message.to_owned()));
    }
    let fields = record.fields.len();
    (fields != width).then(|| {
        let word = if fields == 1 { "field" } else { "fields" };
        (None, format!("{fields} {word} where the table has {width} columns"))
    })
}

/// Collects the lines that do not fit, the first few of them in words.
struct LineProblems<'a> {
    object: &'a str,
    width: usize,
    found: Vec<Problem>,
    more: u64,
}

impl<'a> LineProblems<'a> {
    fn new(object: &'a str, width: usize) -> Self {
        Self { object, width, found: Vec::new(), more: 0 }
    }

    fn check(&mut self, record: &Record<'_>) {
        let Some((column, message)) = misfit_of(record, self.width) else { return };
        if (self.found.len() as u64) < REPORTED_LINES {
            self.found.push(Problem::at(self.object, record.line, column, message));
        } else {
            self.more += 1;
        }
    }

    fn finish(mut self) -> Vec<Problem> {
        self.found.sort_by_key(|problem| problem.line);
        if self.more > 0 {
            let lines = if self.more == 1 { "line does" } else { "lines do" };
            self.found.push(Problem::new(self.object, format!("{} more {lines} not fit", self.more)));
        }
        self.found
    }
}
