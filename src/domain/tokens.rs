//! The tokens of a small language, and the cursor by which its grammar goes over them.

/// A token and where it stands, in bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct Token<W> {
    pub what: W,
    pub from: usize,
    pub to: usize,
}

/// A token of a language that has signs.
pub trait Signs {
    /// The sign that it is, if it is one.
    fn sign(&self) -> Option<&'static str>;
}

/// A place among the tokens of a text. What a grammar says of it is in its own module.
#[derive(Debug)]
pub struct Cursor<'t, W> {
    pub text: &'t str,
    pub tokens: Vec<Token<W>>,
    /// The next token.
    pub at: usize,
}

impl<'t, W: Signs> Cursor<'t, W> {
    /// Before the first token.
    pub fn new(text: &'t str, tokens: Vec<Token<W>>) -> Self {
        Self { text, tokens, at: 0 }
    }

    /// The next token; none at the end.
    pub fn what(&self) -> Option<&W> {
        self.tokens.get(self.at).map(|token| &token.what)
    }

    /// Where the next token begins.
    pub fn begins(&self) -> usize {
        self.tokens.get(self.at).map_or(self.text.len(), |token| token.from)
    }

    /// Where the next token ends.
    pub fn ends(&self) -> usize {
        self.tokens.get(self.at).map_or(self.text.len(), |token| token.to)
    }

    /// Where the token before ended.
    pub fn ended(&self) -> usize {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(0, |token| token.to)
    }

    /// Whether the next token is this sign.
    pub fn is(&self, sign: &str) -> bool {
        self.what().and_then(Signs::sign) == Some(sign)
    }

    /// Goes past this sign, if it is the next token.
    pub fn take(&mut self, sign: &str) -> bool {
        let found = self.is(sign);
        self.at += usize::from(found);
        found
    }
}
