//! Services: calls with what they take and give.

use super::scope::{Reference, Use};
use super::tree::{Call, Meaning, Parcel, Service, TypeName};
use super::{Parsed, Parser, Problem, Token};
use crate::schema::source::Span;

impl Parser {
    pub(super) fn service(&mut self) -> Parsed<()> {
        self.advance();
        let (span, name) = self.ident("the name of the service")?;
        self.expect_sign('{')?;
        let full = if self.package.is_empty() { name.clone() } else { format!("{}.{name}", self.package) };
        if !self.scope.claim(&full) {
            self.problems.push(Problem::new(span, format!("`{full}` is defined twice")));
        }
        let mut calls: Vec<Call> = Vec::new();
        while !self.take_sign('}') {
            if self.take_sign(';') {
                continue;
            }
            if self.is_word("option") {
                self.option_statement()?;
                continue;
            }
            let start = self.span().start;
            if !self.take_word("rpc") {
                return self.fail("rpc, option or '}'");
            }
            let call = self.call(start)?;
            if calls.iter().any(|other| other.name == call.name) {
                self.problems.push(Problem::new(call.span, format!("`{full}` has the call `{}` twice", call.name)));
            }
            calls.push(call);
        }
        self.file.services.push(Service { name, span, calls });
        Ok(())
    }

    fn call(&mut self, start: usize) -> Parsed<Call> {
        let (_, name) = self.ident("the name of the call")?;
        let request = self.parcel()?;
        if !self.take_word("returns") {
            return self.fail("returns");
        }
        let response = self.parcel()?;
        let span = Span::new(start, self.before());
        let mut idempotency = None;
        if self.take_sign('{') {
            while !self.take_sign('}') {
                if self.is_word("option") {
                    let option = self.option_statement()?;
                    if option.name == "idempotency_level" {
                        idempotency = Some(option.value);
                    }
                } else {
                    self.expect_sign(';')?;
                }
            }
        } else {
            self.expect_sign(';')?;
        }
        Ok(Call { name, span, request, response, idempotency })
    }

    fn parcel(&mut self) -> Parsed<Parcel> {
        self.expect_sign('(')?;
        // A message may be called `stream` as well.
        let is_stream = self.is_word("stream") && matches!(self.tokens.get(self.at + 1), Some((_, Token::Word(_))));
        if is_stream {
            self.advance();
        }
        let (span, name) = self.path("the type of a message")?;
        let written = name.clone();
        self.scope.references.push(Reference { scope: self.package.clone(), name, span, usage: Use::Call });
        self.expect_sign(')')?;
        // What it means is known when the whole file is read.
        Ok(Parcel { kind: TypeName { written, span, meaning: Meaning::Imported }, is_stream })
    }
}
