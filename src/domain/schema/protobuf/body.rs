//! Messages and enums.

use std::collections::{HashMap, HashSet};

use super::scope::{Reference, Use};
use super::tree::{Definition, Enum, EnumValue, Field, FieldKind, Label, Meaning, Message, Oneof, Reserved, TypeName};
use super::{Parsed, Parser, Token};
use crate::schema::source::{Problem, Span};

/// The largest field number.
const MAX_FIELD: i64 = (1 << 29) - 1;

const SCALARS: [&str; 15] = [
    "double", "float", "int32", "int64", "uint32", "uint64", "sint32", "sint64", "fixed32", "fixed64", "sfixed32",
    "sfixed64", "bool", "string", "bytes",
];

/// Numbers and names of one message, to find clashes and what is reserved.
#[derive(Default)]
struct Members {
    numbers: Vec<(i64, Span, String)>,
    names: Vec<(String, Span)>,
    reserved: Reserved,
}

/// The options that matter, as they are written.
#[derive(Default)]
struct FieldOptions {
    json_name: Option<String>,
    default: Option<String>,
    ctype: Option<String>,
    jstype: Option<String>,
}

impl Parser {
    fn problem(&mut self, span: Span, message: impl Into<String>) {
        self.problems.push(Problem::new(span, message));
    }

    fn define(&mut self, scope: &str, name: &str, span: Span, is_enum: bool) -> String {
        let full = if scope.is_empty() { name.to_owned() } else { format!("{scope}.{name}") };
        if !self.scope.define(&full, is_enum) {
            self.problem(span, format!("`{full}` is defined twice"));
        }
        full
    }

    /// The name of a definition within the package.
    pub(super) fn within_package(&self, full: &str) -> String {
        let inner = full.strip_prefix(&self.package).and_then(|rest| rest.strip_prefix('.'));
        inner.filter(|_| !self.package.is_empty()).unwrap_or(full).to_owned()
    }

    pub(super) fn message(&mut self, scope: &str, parent: Option<usize>, depth: usize) -> Parsed<()> {
        self.advance();
        if depth > 64 {
            return self.fail("messages nested less deep");
        }
        let (span, name) = self.ident("the name of the message")?;
        let full = self.define(scope, &name, span, false);
        self.expect_sign('{')?;
        let body = self.before();
        let within = self.within_package(&full);
        let owner = self.file.messages.len();
        self.file.messages.push(Message { name: within.clone(), parent, span, body, ..Message::default() });
        self.file.by_name.insert(within, Definition::Message(owner));
        let mut members = Members::default();
        while !self.take_sign('}') {
            self.member(&full, owner, &mut members, depth)?;
        }
        self.check_members(&name, &full, &members);
        self.file.messages[owner].reserved = members.reserved;
        Ok(())
    }

    fn member(&mut self, scope: &str, owner: usize, members: &mut Members, depth: usize) -> Parsed<()> {
        if self.take_sign(';') {
            return Ok(());
        }
        let next_is_brace = |parser: &Self| matches!(parser.tokens.get(parser.at + 2), Some((_, Token::Sign('{'))));
        if self.is_statement("message") && next_is_brace(self) {
            return self.message(scope, Some(owner), depth + 1);
        }
        if self.is_statement("enum") && next_is_brace(self) {
            return self.enumeration(scope, Some(owner));
        }
        if self.is_statement("oneof") && next_is_brace(self) {
            return self.oneof(scope, owner, members);
        }
        if self.is_statement("extend") && next_is_brace(self) {
            return Err(Problem::new(self.span(), "the registry does not take extensions"));
        }
        if self.is_word("extensions") && matches!(self.tokens.get(self.at + 1), Some((_, Token::Integer(_)))) {
            return Err(Problem::new(self.span(), "the registry does not take extensions"));
        }
        if self.is_word("option") && !matches!(self.tokens.get(self.at + 2), Some((_, Token::Word(_)))) {
            let option = self.option_statement()?;
            self.file.messages[owner].options.push(option);
            return Ok(());
        }
        if self.is_word("reserved")
            && matches!(self.tokens.get(self.at + 1), Some((_, Token::Integer(_) | Token::Text(_))))
        {
            return self.reserved(members);
        }
        let label_span = self.span();
        let label = ["optional", "required", "repeated"].into_iter().find(|label| self.is_statement(label));
        match label {
            Some(label) => {
                self.advance();
                if label == "required" && self.proto3 {
                    self.problem(label_span, "proto3 has no required fields");
                }
            }
            None if !self.proto3 && !self.is_word("map") && !self.is_word("group") => {
                self.problem(label_span, "a field of proto2 needs a label: optional, required or repeated");
            }
            None => {}
        }
        let label = match label {
            Some("required") => Label::Required,
            Some("repeated") => Label::Repeated,
            other => Label::Optional { written: other.is_some() },
        };
        let field = self.field(scope, label_span.start, label, members)?;
        self.file.messages[owner].fields.push(field);
        Ok(())
    }

    fn field(&mut self, scope: &str, start: usize, label: Label, members: &mut Members) -> Parsed<Field> {
        if self.is_word("group") && matches!(self.tokens.get(self.at + 1), Some((_, Token::Word(_)))) {
            return Err(Problem::new(self.span(), "the registry does not take groups"));
        }
        let map = self.is_word("map") && matches!(self.tokens.get(self.at + 1), Some((_, Token::Sign('<'))));
        let type_start = self.span().start;
        let kind = if map {
            self.advance();
            self.expect_sign('<')?;
            let (span, key) = self.path("the type of the keys")?;
            if !SCALARS.contains(&key.as_str()) || ["double", "float", "bytes"].contains(&key.as_str()) {
                self.problem(span, format!("`{key}` cannot be the key of a map"));
            }
            self.expect_sign(',')?;
            let value = self.type_use(scope)?;
            self.expect_sign('>')?;
            FieldKind::Map(TypeName { written: key, span, meaning: Meaning::Scalar }, value)
        } else {
            FieldKind::One(self.type_use(scope)?)
        };
        let type_span = Span::new(type_start, self.before());
        let (name_span, name) = self.ident("the name of the field")?;
        self.expect_sign('=')?;
        let (number_span, number) = self.integer("the number of the field")?;
        let span = number_span;
        if !(1..=MAX_FIELD).contains(&number) {
            self.problem(span, format!("a field's number is 1 to {MAX_FIELD}"));
        } else if (19_000..20_000).contains(&number) {
            self.problem(span, "the numbers 19000 to 19999 belong to protobuf itself");
        }
        let span = Span::new(start, span.end);
        members.numbers.push((number, number_span, name.clone()));
        members.names.push((name.clone(), name_span));
        let FieldOptions { json_name, default, ctype, jstype } = self.field_options()?;
        self.expect_sign(';')?;
        Ok(Field { name, number, label, kind, oneof: None, json_name, default, ctype, jstype, span, type_span })
    }

    fn type_use(&mut self, scope: &str) -> Parsed<TypeName> {
        let (span, name) = self.path("the type of a field")?;
        if SCALARS.contains(&name.as_str()) {
            return Ok(TypeName { written: name, span, meaning: Meaning::Scalar });
        }
        let written = name.clone();
        self.scope.references.push(Reference { scope: scope.to_owned(), name, span, usage: Use::Field });
        // What it means is known when the whole file is read.
        Ok(TypeName { written, span, meaning: Meaning::Imported })
    }

    /// Options of a field or an enum's value.
    fn field_options(&mut self) -> Parsed<FieldOptions> {
        let mut options = FieldOptions::default();
        if !self.take_sign('[') {
            return Ok(options);
        }
        loop {
            if self.is_word("default") && self.proto3 {
                self.problem(self.span(), "proto3 has no defaults");
            }
            let name = self.peek().clone();
            self.option_name()?;
            self.expect_sign('=')?;
            let (from, value) = (self.at, self.peek().clone());
            self.constant(0)?;
            let written = || self.written_from(from);
            match name {
                Token::Word(word) if word == "json_name" => {
                    if let Token::Text(text) = value {
                        options.json_name = Some(text);
                    }
                }
                Token::Word(word) if word == "default" => options.default = Some(written()),
                Token::Word(word) if word == "ctype" => options.ctype = Some(written()),
                Token::Word(word) if word == "jstype" => options.jstype = Some(written()),
                _ => {}
            }
            if self.take_sign(']') {
                return Ok(options);
            }
            self.expect_sign(',')?;
        }
    }

    fn oneof(&mut self, scope: &str, owner: usize, members: &mut Members) -> Parsed<()> {
        self.advance();
        let name = self.ident("the name of the oneof")?;
        let oneofs = &mut self.file.messages[owner].oneofs;
        let index = oneofs.len();
        oneofs.push(Oneof { name: name.1.clone(), span: name.0 });
        members.names.push((name.1.clone(), name.0));
        self.expect_sign('{')?;
        let before = members.numbers.len();
        while !self.take_sign('}') {
            if self.take_sign(';') {
                continue;
            }
            if self.is_word("option") && !matches!(self.tokens.get(self.at + 2), Some((_, Token::Word(_)))) {
                self.option_statement()?;
                continue;
            }
            if let Some(label) = ["optional", "required", "repeated"].into_iter().find(|label| self.is_statement(label))
            {
                return Err(Problem::new(self.span(), format!("a field of a oneof cannot be {label}")));
            }
            if self.is_word("map") && matches!(self.tokens.get(self.at + 1), Some((_, Token::Sign('<')))) {
                return Err(Problem::new(self.span(), "a field of a oneof cannot be a map"));
            }
            let start = self.span().start;
            let field = self.field(scope, start, Label::Optional { written: false }, members)?;
            self.file.messages[owner].fields.push(Field { oneof: Some(index), ..field });
        }
        if members.numbers.len() == before {
            self.problem(name.0, format!("the oneof `{}` has no fields", name.1));
        }
        Ok(())
    }

    fn reserved(&mut self, members: &mut Members) -> Parsed<()> {
        self.advance();
        loop {
            if let Token::Text(_) = self.peek() {
                let (span, name) = self.text("a name")?;
                members.reserved.names.push((name, span));
            } else {
                let (span, first) = self.integer("a number or a name")?;
                let last = if !self.take_word("to") {
                    first
                } else if self.take_word("max") {
                    i64::MAX
                } else {
                    self.integer("a number or max")?.1
                };
                if last < first {
                    self.problem(span, "the range runs backwards");
                }
                members.reserved.numbers.push((first, last, span));
            }
            if self.take_sign(';') {
                return Ok(());
            }
            self.expect_sign(',')?;
        }
    }

    fn check_members(&mut self, owner: &str, scope: &str, members: &Members) {
        let mut numbers: HashMap<i64, &str> = HashMap::new();
        for (number, span, name) in &members.numbers {
            if let Some(other) = numbers.get(number) {
                self.problem(*span, format!("`{owner}` gives the number {number} to `{other}` and to `{name}`"));
            } else {
                numbers.insert(*number, name);
            }
            if members.reserved.has_number(*number) {
                self.problem(*span, format!("`{owner}` has reserved the number {number}"));
            }
        }
        let mut names: HashSet<&str> = HashSet::new();
        for (name, span) in &members.names {
            if !names.insert(name) {
                self.problem(*span, format!("`{owner}` has `{name}` twice"));
            } else {
                let full = if scope.is_empty() { name.clone() } else { format!("{scope}.{name}") };
                if !self.scope.claim(&full) {
                    self.problem(*span, format!("`{full}` is defined twice"));
                }
            }
            if members.reserved.has_name(name) {
                self.problem(*span, format!("`{owner}` has reserved the name `{name}`"));
            }
        }
    }

    pub(super) fn enumeration(&mut self, scope: &str, parent: Option<usize>) -> Parsed<()> {
        self.advance();
        let (enum_span, enum_name) = self.ident("the name of the enum")?;
        let full = self.define(scope, &enum_name, enum_span, true);
        self.expect_sign('{')?;
        let body = self.before();
        let within = self.within_package(&full);
        let mut values = Vec::new();
        let (mut members, mut alias) = (Members::default(), false);
        while !self.take_sign('}') {
            if self.take_sign(';') {
                continue;
            }
            if self.is_word("option") && !matches!(self.tokens.get(self.at + 1), Some((_, Token::Sign('=')))) {
                alias |= matches!(self.tokens.get(self.at + 1), Some((_, Token::Word(name))) if name == "allow_alias");
                self.option_statement()?;
                continue;
            }
            if self.is_word("reserved") && !matches!(self.tokens.get(self.at + 1), Some((_, Token::Sign('=')))) {
                self.reserved(&mut members)?;
                continue;
            }
            let (name_span, name) = self.ident("the name of a value")?;
            self.expect_sign('=')?;
            let (span, number) = self.integer("the number of the value")?;
            if i32::try_from(number).is_err() {
                self.problem(span, "the number of an enum value has 32 bits");
            }
            if members.numbers.is_empty() && self.proto3 && number != 0 {
                self.problem(span, format!("the first value of `{enum_name}` must be 0 in proto3"));
            }
            values.push(EnumValue { name: name.clone(), number, span: Span::new(name_span.start, span.end) });
            members.numbers.push((number, span, name.clone()));
            members.names.push((name, name_span));
            self.field_options()?;
            self.expect_sign(';')?;
        }
        if members.numbers.is_empty() {
            self.problem(enum_span, format!("the enum `{enum_name}` has no values"));
        }
        if alias {
            // Several names for one number are what the option is for.
            let mut seen = HashSet::new();
            members.numbers.retain(|(number, ..)| seen.insert(*number));
        }
        // Values are siblings of their enum, not its children.
        self.check_members(&enum_name, scope, &members);
        self.file.by_name.insert(within.clone(), Definition::Enum(self.file.enums.len()));
        let reserved = members.reserved;
        self.file.enums.push(Enum { name: within, parent, span: enum_span, body, values, reserved });
        Ok(())
    }
}
