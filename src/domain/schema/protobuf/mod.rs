//! The PROTOBUF format: whether a definition is a proto2 or proto3 file that the registry can hold.
//!
//! Checked: the grammar, field and enum numbers, names that clash, types that are defined nowhere, and what the registry
//! documents not to take (extensions, groups, editions, imports of anything but `google/protobuf/` and `google/type/`).
//! Not checked: option names, and the values of options beyond their syntax.
//!
//! Read once into a [`tree::File`]; [`compare`] has the rules.

mod body;
mod compare;
mod lex;
mod outline;
mod scope;
mod service;
mod tree;
mod words;

use super::source::{Problem, Span};
pub(super) use compare::can_read;
use lex::{Token, lex};
use scope::Scope;
pub(super) use tree::File;
use tree::Written;

/// Reads a definition. The grammar is followed up to its first error, and then there is no file.
pub(super) fn parse(definition: &str) -> (Option<File>, Vec<Problem>) {
    let tokens = match lex(definition) {
        Ok(tokens) => tokens,
        Err(problem) => return (None, vec![problem]),
    };
    let mut parser = Parser {
        package: package_of(&tokens),
        tokens,
        at: 0,
        proto3: false,
        imports: Vec::new(),
        scope: Scope::default(),
        file: File::default(),
        problems: Vec::new(),
    };
    let whole = match parser.file() {
        Ok(()) => {
            parser.resolve();
            true
        }
        Err(problem) => {
            parser.problems.push(problem);
            false
        }
    };
    parser.problems.sort_by_key(|problem| problem.span.start);
    (whole.then_some(parser.file), parser.problems)
}

/// The package, which holds for all of the file wherever it stands in it.
fn package_of(tokens: &[(Span, Token)]) -> String {
    let (mut depth, mut begins) = (0_usize, true);
    for pair in tokens.windows(2) {
        match (&pair[0].1, &pair[1].1) {
            (Token::Word(word), Token::Word(name)) if depth == 0 && begins && word == "package" => return name.clone(),
            (Token::Sign('{'), _) => depth += 1,
            (Token::Sign('}'), _) => depth = depth.saturating_sub(1),
            _ => {}
        }
        begins = matches!(pair[0].1, Token::Sign(';' | '}'));
    }
    String::new()
}

struct Parser {
    tokens: Vec<(Span, Token)>,
    at: usize,
    proto3: bool,
    package: String,
    imports: Vec<String>,
    scope: Scope,
    file: File,
    problems: Vec<Problem>,
}

type Parsed<T> = Result<T, Problem>;

impl Parser {
    fn peek(&self) -> &Token {
        &self.tokens[self.at].1
    }

    fn span(&self) -> Span {
        self.tokens[self.at].0
    }

    /// Where the token before this one ends.
    fn before(&self) -> usize {
        self.at.checked_sub(1).map_or(0, |before| self.tokens[before].0.end)
    }

    fn advance(&mut self) -> (Span, Token) {
        let token = self.tokens[self.at].clone();
        // The last token is the end, and stays.
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        token
    }

    fn fail<T>(&self, expected: &str) -> Parsed<T> {
        Err(Problem::new(self.span(), format!("expected {expected}, found {}", self.peek().described())))
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Token::Word(found) if found == word)
    }

    /// Whether the word here begins a statement of its own, and is not the type or name of something.
    fn is_statement(&self, word: &str) -> bool {
        self.is_word(word) && matches!(self.tokens.get(self.at + 1), Some((_, Token::Word(_))))
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        if found {
            self.advance();
        }
        found
    }

    fn is_sign(&self, sign: char) -> bool {
        *self.peek() == Token::Sign(sign)
    }

    fn take_sign(&mut self, sign: char) -> bool {
        let found = self.is_sign(sign);
        if found {
            self.advance();
        }
        found
    }

    fn expect_sign(&mut self, sign: char) -> Parsed<()> {
        if self.take_sign(sign) { Ok(()) } else { self.fail(&format!("'{sign}'")) }
    }

    /// A name without dots.
    fn ident(&mut self, what: &str) -> Parsed<(Span, String)> {
        match self.peek().clone() {
            Token::Word(name) if !name.contains('.') => Ok((self.advance().0, name)),
            _ => self.fail(what),
        }
    }

    /// A name with or without dots.
    fn path(&mut self, what: &str) -> Parsed<(Span, String)> {
        match self.peek().clone() {
            Token::Word(name) => Ok((self.advance().0, name)),
            _ => self.fail(what),
        }
    }

    fn text(&mut self, what: &str) -> Parsed<(Span, String)> {
        let mut whole: Option<(Span, String)> = None;
        // Texts side by side are one text.
        while let Token::Text(text) = self.peek().clone() {
            let (span, _) = self.advance();
            whole = Some(whole.map_or((span, text.clone()), |(first, before)| (first, before + &text)));
        }
        whole.map_or_else(|| self.fail(what), Ok)
    }

    fn integer(&mut self, what: &str) -> Parsed<(Span, i64)> {
        let start = self.span();
        let negative = self.take_sign('-');
        match self.peek().clone() {
            Token::Integer(number) => {
                let (span, _) = self.advance();
                Ok((if negative { start } else { span }, if negative { -number } else { number }))
            }
            _ => self.fail(what),
        }
    }

    fn file(&mut self) -> Parsed<()> {
        if self.is_word("syntax") {
            self.advance();
            self.expect_sign('=')?;
            let (span, syntax) = self.text("\"proto2\" or \"proto3\"")?;
            self.proto3 = syntax == "proto3";
            (self.file.proto3, self.file.syntax_span) = (self.proto3, span);
            if !self.proto3 && syntax != "proto2" {
                return Err(Problem::new(
                    span,
                    format!("the syntax \"{syntax}\" is neither \"proto2\" nor \"proto3\""),
                ));
            }
            self.expect_sign(';')?;
        } else if self.is_word("edition") {
            return Err(Problem::new(self.span(), "the registry takes proto2 and proto3, no editions"));
        }
        while *self.peek() != Token::End {
            self.top_level()?;
        }
        Ok(())
    }

    fn top_level(&mut self) -> Parsed<()> {
        let package = self.package.clone();
        match self.peek().clone() {
            Token::Sign(';') => {
                self.advance();
                Ok(())
            }
            Token::Word(word) => match word.as_str() {
                "package" => {
                    let (span, _) = self.advance();
                    if !self.file.package.is_empty() {
                        self.problems.push(Problem::new(span, "the package is given twice"));
                    }
                    let (span, name) = self.path("the name of the package")?;
                    self.package.clone_from(&name);
                    (self.file.package, self.file.package_span) = (name, span);
                    self.expect_sign(';')
                }
                "import" => self.import(),
                "option" => {
                    let option = self.option_statement()?;
                    self.file.options.push(option);
                    Ok(())
                }
                "message" => self.message(&package, None, 0),
                "enum" => self.enumeration(&package, None),
                "service" => self.service(),
                "extend" => Err(Problem::new(self.span(), "the registry does not take extensions")),
                _ => self.fail("message, enum, service, import, package or option"),
            },
            _ => self.fail("message, enum, service, import, package or option"),
        }
    }

    fn import(&mut self) -> Parsed<()> {
        self.advance();
        if self.is_word("public") || self.is_word("weak") {
            self.advance();
        }
        let (span, path) = self.text("the path of a file")?;
        if !path.starts_with("google/protobuf/") && !path.starts_with("google/type/") {
            let hint = "the registry has no references; name the folder that has the file with --import-path, or put the \
                        definitions into this one: lakectl schema bundle";
            self.problems.push(Problem::new(span, format!("the import \"{path}\" cannot be resolved")).hint(hint));
        }
        self.imports.push(path);
        self.expect_sign(';')
    }

    fn option_statement(&mut self) -> Parsed<Written> {
        let start = self.span().start;
        self.advance();
        let name = self.option_name()?;
        self.expect_sign('=')?;
        let from = self.at;
        self.constant(0)?;
        let (value, span) = (self.written_from(from), Span::new(start, self.before()));
        self.expect_sign(';')?;
        Ok(Written { name, value, span })
    }

    /// What was written from a token up to here.
    fn written_from(&self, from: usize) -> String {
        self.tokens[from..self.at].iter().map(|(_, token)| token.written()).collect()
    }

    /// The name of an option; one of one's own stands between parentheses.
    fn option_name(&mut self) -> Parsed<String> {
        let mut name = String::new();
        loop {
            if self.take_sign('(') {
                let (_, path) = self.path("the name of an option")?;
                self.expect_sign(')')?;
                name.push_str(&format!("({path})"));
            } else {
                name.push_str(&self.path("the name of an option")?.1);
            }
            match self.peek() {
                Token::Word(word) if word.starts_with('.') => {}
                _ => return Ok(name),
            }
        }
    }

    /// A value: text, number, name, or an aggregate between braces, of which only the brackets are checked.
    fn constant(&mut self, depth: usize) -> Parsed<()> {
        match self.peek() {
            Token::Text(_) => self.text("a value").map(|_| ()),
            // One sign, before a number or a name (inf, nan).
            Token::Sign('-' | '+') => {
                self.advance();
                match self.peek() {
                    Token::Integer(_) | Token::Float(_) | Token::Word(_) => {
                        self.advance();
                        Ok(())
                    }
                    _ => self.fail("a number"),
                }
            }
            Token::Integer(_) | Token::Float(_) | Token::Word(_) => {
                self.advance();
                Ok(())
            }
            Token::Sign('{' | '[') => {
                let close = if self.is_sign('{') { '}' } else { ']' };
                if depth > 64 {
                    return self.fail("values nested less deep");
                }
                self.advance();
                while !self.is_sign(close) {
                    match self.peek() {
                        Token::End | Token::Sign('}' | ']') => return self.fail(&format!("'{close}'")),
                        Token::Sign('{' | '[') => self.constant(depth + 1)?,
                        _ => {
                            self.advance();
                        }
                    }
                }
                self.advance();
                Ok(())
            }
            _ => self.fail("a value"),
        }
    }
}
