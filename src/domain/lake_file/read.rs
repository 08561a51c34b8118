//! Reading: from the text of a file, and of an environment's file over it, to entries; or all that is wrong with them.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Map, Value, json};
use toml_edit::{Item, TableLike};

use super::document::{Document, Entry, Place, Problem, Said, Source};
use super::spec::{self, Field, Kind, SECTIONS, SETTINGS, Section, Shape, VARIABLES};
use super::{value, variable};
use crate::suggest;

/// Reads the sources, each over those before it; `known` are the variables that every file has. All problems are told at
/// once, sorted by place.
pub fn read(sources: &[Source], known: &BTreeMap<String, String>) -> Result<Document, Vec<Problem>> {
    let (document, problems) = read_some(sources, known);
    if problems.is_empty() { Ok(document) } else { Err(problems) }
}

/// As [`read`], with what could be read all the same; nothing of sources that are not TOML.
pub fn read_some(sources: &[Source], known: &BTreeMap<String, String>) -> (Document, Vec<Problem>) {
    let starts = |source: &Source| {
        let breaks = source.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect()
    };
    let line_starts = sources.iter().map(starts).collect();
    let mut reader =
        Reader { sources, line_starts, problems: Vec::new(), variables: known.clone(), document: Document::default() };
    let mut parsed = Vec::new();
    for (index, source) in sources.iter().enumerate() {
        match toml_edit::Document::parse(source.text.as_str()) {
            Ok(document) => parsed.push((index, document)),
            Err(error) => {
                let place = reader.place(index, error.span());
                reader.problems.push(Problem { place, message: error.message().to_owned() });
            }
        }
    }
    // Those of a later file stand in place of an earlier one's, so all are known before any is used.
    for (index, document) in &parsed {
        reader.gather_variables(*index, document.as_table());
    }
    for (index, document) in &parsed {
        reader.top(*index, document.as_table());
    }
    reader.complete();
    let Reader { mut problems, mut document, .. } = reader;
    if parsed.len() < sources.len() {
        document = Document::default();
    }
    let order = |entry: &Entry| SECTIONS.iter().position(|section| section.name == entry.section.name);
    document.entries.sort_by_key(order);
    problems.sort();
    problems.dedup();
    (document, problems)
}

struct Reader<'a> {
    sources: &'a [Source],
    /// Where each line of each source begins.
    line_starts: Vec<Vec<usize>>,
    problems: Vec<Problem>,
    variables: BTreeMap<String, String>,
    document: Document,
}

impl Reader<'_> {
    fn place(&self, source: usize, span: Option<Range<usize>>) -> Place {
        let at = span.map_or(0, |span| span.start);
        let starts = &self.line_starts[source];
        let line = starts.partition_point(|start| *start <= at).max(1);
        let before = self.sources[source].text.get(starts[line - 1]..at).unwrap_or_default();
        Place { source, line, column: before.chars().count() + 1 }
    }

    fn problem(&mut self, place: Place, message: impl Into<String>) {
        self.problems.push(Problem { place, message: message.into() });
    }

    fn unknown<'n>(&mut self, place: Place, what: &str, typed: &str, known: impl Iterator<Item = &'n str>) {
        let known: Vec<&str> = known.collect();
        let cure = match suggest::closest(typed, known.iter().copied()) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("there are {}", known.join(", ")),
        };
        self.problem(place, format!("{what}; {cure}"));
    }

    fn key_place(&self, source: usize, table: &dyn TableLike, key: &str) -> Place {
        let span = table.key(key).and_then(toml_edit::Key::span);
        self.place(source, span.or_else(|| table.get(key).and_then(Item::span)))
    }

    fn gather_variables(&mut self, source: usize, table: &dyn TableLike) {
        let Some(item) = table.get(VARIABLES) else { return };
        let place = self.key_place(source, table, VARIABLES);
        let Some(variables) = item.as_table_like() else {
            self.problem(place, "`variables` is a table of names and texts");
            return;
        };
        let mut found = Vec::new();
        for (name, item) in variables.iter() {
            let place = self.key_place(source, variables, name);
            let text = match item.as_value() {
                Some(toml_edit::Value::String(text)) => text.value().clone(),
                Some(toml_edit::Value::Integer(number)) => number.value().to_string(),
                Some(toml_edit::Value::Boolean(on)) => on.value().to_string(),
                _ => {
                    self.problem(place, format!("the variable `{name}` is no text"));
                    continue;
                }
            };
            found.push((place, name.to_owned(), text));
        }
        for (place, name, text) in found {
            if !variable::is_name(&name) {
                self.problem(place, format!("`{name}` is no name of a variable: letters, digits and _"));
                continue;
            }
            let text = self.substituted(place, &text);
            self.variables.insert(name, text);
        }
    }

    fn substituted(&mut self, place: Place, text: &str) -> String {
        match variable::substitute(text, &self.variables) {
            Ok(text) => text,
            Err(variable::Unclear::Unknown(name)) => {
                let known: Vec<String> = self.variables.keys().cloned().collect();
                self.unknown(place, &format!("there is no variable `{name}`"), &name, known.iter().map(String::as_str));
                text.to_owned()
            }
            Err(variable::Unclear::Open) => {
                self.problem(place, "`${` without `}`; write `$${` for the characters themselves");
                text.to_owned()
            }
        }
    }

    fn top(&mut self, source: usize, table: &dyn TableLike) {
        for (key, item) in table.iter() {
            let place = self.key_place(source, table, key);
            if key == VARIABLES {
                continue;
            }
            if let Some(field) = SETTINGS.field(key) {
                if let Some(value) = self.field(source, place, field, item) {
                    self.document.settings.insert(field.name, Said { value, place });
                }
                continue;
            }
            match Section::named(key) {
                Some(section) => self.section(source, place, section, item),
                None => self.unknown(place, &format!("unknown key `{key}`"), key, spec::keys()),
            }
        }
    }

    fn section(&mut self, source: usize, place: Place, section: &'static Section, item: &Item) {
        match section.shape {
            Shape::List => self.list(source, place, section, item),
            Shape::Single => {
                if let Some(table) = self.table(place, item, section.name) {
                    self.entry(source, place, section, String::new(), table);
                }
            }
            Shape::Named => {
                let Some(table) = self.table(place, item, section.name) else { return };
                for (key, item) in table.iter() {
                    let place = self.key_place(source, table, key);
                    let what = format!("{}.{key}", section.name);
                    if let Some(fields) = self.table(place, item, &what) {
                        let name = self.substituted(place, key);
                        self.entry(source, place, section, name, fields);
                    }
                }
            }
            Shape::Nested(separator) => {
                let Some(table) = self.table(place, item, section.name) else { return };
                for (first, item) in table.iter() {
                    let place = self.key_place(source, table, first);
                    let what = format!("{}.{first}", section.name);
                    let Some(below) = self.table(place, item, &what) else { continue };
                    let outer = self.substituted(place, first);
                    for (second, item) in below.iter() {
                        let place = self.key_place(source, below, second);
                        let what = format!("{}.{first}.{second}", section.name);
                        if let Some(fields) = self.table(place, item, &what) {
                            let inner = self.substituted(place, second);
                            self.entry(source, place, section, format!("{outer}{separator}{inner}"), fields);
                        }
                    }
                }
            }
        }
    }

    fn table<'i>(&mut self, place: Place, item: &'i Item, what: &str) -> Option<&'i dyn TableLike> {
        let table = item.as_table_like();
        if table.is_none() {
            self.problem(place, format!("`{what}` is a table, written as [{what}]"));
        }
        table
    }

    fn list(&mut self, source: usize, place: Place, section: &'static Section, item: &Item) {
        if let Some(tables) = item.as_array_of_tables() {
            for table in tables {
                let place = self.place(source, table.span());
                self.entry(source, place, section, String::new(), table);
            }
            return;
        }
        let Some(array) = item.as_array() else {
            self.problem(place, format!("`{0}` is a list of tables, written as [[{0}]]", section.name));
            return;
        };
        for value in array {
            let place = self.place(source, value.span());
            match value.as_inline_table() {
                Some(table) => self.entry(source, place, section, String::new(), table),
                None => self.problem(place, format!("an entry of `{}` is a table", section.name)),
            }
        }
    }

    fn entry(&mut self, source: usize, place: Place, section: &'static Section, name: String, table: &dyn TableLike) {
        let mut fields = BTreeMap::new();
        for (key, item) in table.iter() {
            let at = self.key_place(source, table, key);
            let Some(field) = section.field(key) else {
                let known = section.fields.iter().map(|field| field.name);
                self.unknown(at, &format!("unknown key `{key}` in {}", called(section, &name)), key, known);
                continue;
            };
            let at = self.place(source, item.span().filter(|_| item.is_value())).max(at);
            // One that is wrong is told, and is said all the same.
            let value = self.field(source, at, field, item).unwrap_or_default();
            fields.insert(field.name, Said { value, place: at });
        }
        // An entry of a later file says more of the same thing.
        let same = |known: &&mut Entry| known.section.name == section.name && known.name == name;
        match self.document.entries.iter_mut().find(same).filter(|_| section.shape != Shape::List) {
            Some(known) => known.fields.extend(fields),
            None => self.document.entries.push(Entry { section, name, place, fields }),
        }
    }

    /// A field's value in normal form; none when it is wrong, which is then told.
    fn field(&mut self, source: usize, place: Place, field: &Field, item: &Item) -> Option<Value> {
        let wants = |what: &str| format!("`{}` is {what}", field.name);
        match field.kind {
            Kind::Switch => match item.as_bool() {
                Some(on) => Some(json!(on)),
                None => self.wrong(place, wants("true or false")),
            },
            Kind::Whole => match item.as_integer().filter(|number| (0..=i64::from(i32::MAX)).contains(number)) {
                Some(number) => Some(json!(number)),
                None => self.wrong(place, wants("a whole number that is not negative")),
            },
            Kind::Number => {
                let number = item.as_float().filter(|number| number.is_finite());
                #[expect(clippy::cast_precision_loss, reason = "numbers of an operator are far below 2^53")]
                match number.or_else(|| item.as_integer().map(|whole| whole as f64)) {
                    Some(number) => Some(json!(number)),
                    None => self.wrong(place, wants("a number")),
                }
            }
            Kind::Pairs => self.pairs(source, place, field, item),
            Kind::Texts | Kind::Places | Kind::ParsedList(_) => {
                if let Some(text) = item.as_str() {
                    return self.text(place, field, text).map(|text| json!([text]));
                }
                let Some(array) = item.as_array() else { return self.wrong(place, wants("a list of texts")) };
                let mut texts = Vec::new();
                for value in array {
                    let at = self.place(source, value.span());
                    match value.as_str() {
                        Some(text) => texts.extend(self.text(at, field, text)),
                        None => self.problem(at, wants("a list of texts")),
                    }
                }
                Some(json!(texts))
            }
            Kind::Text | Kind::Parsed(_) | Kind::Choice(_) | Kind::Place | Kind::File => match item.as_str() {
                Some(text) => self.text(place, field, text).map(Value::String),
                None => self.wrong(place, wants("a text")),
            },
        }
    }

    fn wrong<T>(&mut self, place: Place, message: String) -> Option<T> {
        self.problem(place, message);
        None
    }

    /// A text with its variables, when it is what the field wants.
    fn text(&mut self, place: Place, field: &Field, text: &str) -> Option<String> {
        let before = self.problems.len();
        let text = self.substituted(place, text);
        if self.problems.len() > before {
            return None;
        }
        let checked = match field.kind {
            Kind::Parsed(check) | Kind::ParsedList(check) => check(&text),
            Kind::Place | Kind::Places => value::place(&text),
            Kind::File => value::file(&text),
            Kind::Choice(words) if !words.contains(&text.as_str()) => {
                let nearest = suggest::closest(&text, words.iter().copied());
                let nearest = nearest.map(|word| format!("; did you mean `{word}`?")).unwrap_or_default();
                Err(format!("`{text}` is none of {}{nearest}", words.join(", ")))
            }
            _ => Ok(()),
        };
        match checked {
            Ok(()) => Some(text),
            Err(problem) => self.wrong(place, format!("`{}`: {problem}", field.name)),
        }
    }

    fn pairs(&mut self, source: usize, place: Place, field: &Field, item: &Item) -> Option<Value> {
        let Some(table) = item.as_table_like() else {
            return self.wrong(place, format!("`{}` is a table of names and texts", field.name));
        };
        let mut pairs = Map::new();
        for (name, item) in table.iter() {
            let at = self.key_place(source, table, name);
            match item.as_str() {
                Some(text) => {
                    let text = self.substituted(at, text);
                    pairs.insert(name.to_owned(), json!(text));
                }
                None => self.problem(at, format!("`{name}` in `{}` is no text", field.name)),
            }
        }
        Some(Value::Object(pairs))
    }

    /// Tells the fields that are needed and not said.
    fn complete(&mut self) {
        let mut missing = Vec::new();
        for entry in &self.document.entries {
            for field in entry.section.fields.iter().filter(|field| field.required) {
                if !entry.fields.contains_key(field.name) {
                    let what = called(entry.section, &entry.name);
                    missing.push((entry.place, format!("{what} lacks `{}`: {}", field.name, field.about)));
                }
            }
        }
        for (place, message) in missing {
            self.problem(place, message);
        }
    }
}

/// An entry in messages.
fn called(section: &Section, name: &str) -> String {
    if name.is_empty() { section.name.to_owned() } else { format!("{} `{name}`", section.name) }
}
