//! From the text of a path to its parts.

use super::{Comparison, Condition, Item, Method, Node, Path};
use crate::engine::error::EngineError;

/// How deep parentheses, signs and accessors may go.
const DEEPEST: usize = 100;

/// How many values and conditions may be read, those included that are read once more: a parenthesis is tried as a condition
/// first, and parentheses within it would double that each time.
const MOST_READS: usize = 10_000;

/// Reads a path; one that Trino would not take is an error with its text.
pub fn path(text: &str) -> Result<Path, EngineError> {
    let whole = text.trim();
    let (lax, rest) = match whole.split_once(char::is_whitespace) {
        Some(("lax", rest)) => (true, rest),
        Some(("strict", rest)) => (false, rest),
        _ => {
            return Err(EngineError::user(
                "INVALID_PATH",
                format_args!("JSON path '{whole}' does not begin with 'lax' or 'strict'"),
            ));
        }
    };
    let mut reader = Reader { whole, rest, depth: 0, reads: 0, subscripts: 0, has_decimal: false, computes: false };
    let root = reader.sum()?;
    reader.blanks();
    if reader.has_decimal && reader.computes {
        return Err(EngineError::unsupported(format_args!("JSON path '{whole}' that computes with decimals")));
    }
    if reader.rest.is_empty() { Ok(Path { lax, root }) } else { Err(reader.bad()) }
}

struct Reader<'a> {
    whole: &'a str,
    rest: &'a str,
    depth: usize,
    /// How much was read so far; never set back.
    reads: usize,
    /// How many subscripts enclose the place.
    subscripts: usize,
    has_decimal: bool,
    computes: bool,
}

type Read<T> = Result<T, EngineError>;

impl Reader<'_> {
    fn bad(&self) -> EngineError {
        let found = match self.rest.chars().take(20).collect::<String>() {
            end if end.is_empty() => "the end".to_owned(),
            text => format!("'{text}'"),
        };
        EngineError::user("INVALID_PATH", format_args!("Invalid JSON path '{}': unexpected {found}", self.whole))
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn eat(&mut self, mark: &str) -> bool {
        self.blanks();
        match self.rest.strip_prefix(mark) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, mark: &str) -> Read<()> {
        if self.eat(mark) { Ok(()) } else { Err(self.bad()) }
    }

    /// A word as a whole.
    fn word(&mut self, word: &str) -> bool {
        self.blanks();
        match self.rest.strip_prefix(word) {
            Some(rest) if !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_') => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    fn name(&mut self) -> Read<String> {
        let end = self.rest.find(|next: char| !next.is_alphanumeric() && next != '_').unwrap_or(self.rest.len());
        if end == 0 || self.rest.starts_with(|first: char| first.is_ascii_digit()) {
            return Err(self.bad());
        }
        let name = self.rest[..end].to_owned();
        self.rest = &self.rest[end..];
        Ok(name)
    }

    /// A text in quotes, which are doubled within.
    fn quoted(&mut self) -> Read<String> {
        self.expect("\"")?;
        let mut out = String::new();
        let mut characters = self.rest.char_indices().peekable();
        while let Some((at, character)) = characters.next() {
            if character != '"' {
                out.push(character);
            } else if characters.next_if(|(_, next)| *next == '"').is_some() {
                out.push('"');
            } else {
                self.rest = &self.rest[at + 1..];
                return Ok(out);
            }
        }
        Err(self.bad())
    }

    /// Counts a value or a condition that is about to be read.
    fn count(&mut self) -> Read<()> {
        self.reads += 1;
        if self.reads > MOST_READS {
            return Err(EngineError::unsupported(format_args!(
                "JSON path '{}', whose parentheses take more than {MOST_READS} steps to read",
                self.whole
            )));
        }
        Ok(())
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.bad());
        }
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn sum(&mut self) -> Read<Node> {
        let mut left = self.product()?;
        loop {
            self.blanks();
            let Some(operator) = self.rest.chars().next().filter(|next| matches!(next, '+' | '-')) else {
                return Ok(left);
            };
            self.rest = &self.rest[1..];
            self.computes = true;
            left = Node::Arithmetic(operator, Box::new(left), Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Read<Node> {
        let mut left = self.signed()?;
        loop {
            self.blanks();
            let Some(operator) = self.rest.chars().next().filter(|next| matches!(next, '*' | '/' | '%')) else {
                return Ok(left);
            };
            self.rest = &self.rest[1..];
            self.computes = true;
            left = Node::Arithmetic(operator, Box::new(left), Box::new(self.signed()?));
        }
    }

    fn signed(&mut self) -> Read<Node> {
        for (mark, negates) in [("-", true), ("+", false)] {
            if self.eat(mark) {
                let inner = self.deeper(Self::signed)?;
                return Ok(Node::Sign(negates, Box::new(inner)));
            }
        }
        let first = self.deeper(Self::primary)?;
        self.accessors(first)
    }

    fn primary(&mut self) -> Read<Node> {
        self.count()?;
        self.blanks();
        if self.eat("(") {
            let inner = self.sum()?;
            self.expect(")")?;
            return Ok(inner);
        }
        if self.eat("$") {
            let named = self.rest.starts_with(|next: char| next.is_alphabetic() || next == '_');
            return if named { Ok(Node::Parameter(self.name()?)) } else { Ok(Node::Context) };
        }
        if self.eat("@") {
            return Ok(Node::Current);
        }
        for (word, literal) in [("null", Item::Null), ("true", Item::Boolean(true)), ("false", Item::Boolean(false))] {
            if self.word(word) {
                return Ok(Node::Literal(literal));
            }
        }
        if self.subscripts > 0 && self.word("last") {
            return Ok(Node::Last);
        }
        if self.rest.starts_with('"') {
            return Ok(Node::Literal(Item::Text(self.quoted()?)));
        }
        self.number()
    }

    fn number(&mut self) -> Read<Node> {
        let bytes = self.rest.as_bytes();
        let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let mut end = digits(0);
        if end == 0 {
            return Err(self.bad());
        }
        let mut exact = true;
        if bytes.get(end) == Some(&b'.') && digits(end + 1) > 0 {
            end += 1 + digits(end + 1);
            exact = false;
        }
        let has_point = !exact;
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            let exponent = digits(end + 1 + sign);
            if exponent > 0 {
                end += 1 + sign + exponent;
                exact = false;
            }
        }
        let text = &self.rest[..end];
        // A decimal, which arithmetic would keep exact; in comparisons it is the same as the double.
        self.has_decimal |= has_point && !text.contains(['e', 'E']);
        let item = if exact {
            Item::Integer(text.parse().map_err(|_| self.bad())?)
        } else {
            Item::Double(text.parse().map_err(|_| self.bad())?)
        };
        self.rest = &self.rest[end..];
        Ok(Node::Literal(item))
    }

    fn accessors(&mut self, mut node: Node) -> Read<Node> {
        for _ in 0..DEEPEST {
            self.blanks();
            if self.eat("..") {
                let name = if self.rest.starts_with('"') { self.quoted()? } else { self.name()? };
                node = Node::Descendants(Box::new(node), name);
            } else if self.eat(".") {
                node = self.member(node)?;
            } else if self.eat("[") {
                node = self.subscripts(node)?;
            } else if self.eat("?") {
                self.expect("(")?;
                let condition = self.deeper(Self::either)?;
                self.expect(")")?;
                node = Node::Filter(Box::new(node), Box::new(condition));
            } else {
                return Ok(node);
            }
        }
        Err(self.bad())
    }

    fn member(&mut self, node: Node) -> Read<Node> {
        let node = Box::new(node);
        self.blanks();
        if self.eat("*") {
            return Ok(Node::Members(node));
        }
        if self.rest.starts_with('"') {
            return Ok(Node::Member(node, self.quoted()?));
        }
        let name = self.name()?;
        if !self.eat("(") {
            return Ok(Node::Member(node, name));
        }
        self.expect(")")?;
        let method = match name.as_str() {
            "abs" => Method::Abs,
            "ceiling" => Method::Ceiling,
            "double" => Method::Double,
            "floor" => Method::Floor,
            "size" => Method::Size,
            "type" => Method::Type,
            "keyvalue" => {
                return Err(EngineError::unsupported(format_args!("JSON path '{}' with keyvalue()", self.whole)));
            }
            _ => return Err(self.bad()),
        };
        Ok(Node::Method(node, method))
    }

    fn subscripts(&mut self, node: Node) -> Read<Node> {
        if self.eat("*") {
            self.expect("]")?;
            return Ok(Node::Items(Box::new(node)));
        }
        self.subscripts += 1;
        let mut ranges = Vec::new();
        loop {
            let from = self.deeper(Self::sum)?;
            let to = if self.word("to") { Some(self.deeper(Self::sum)?) } else { None };
            ranges.push((from, to));
            if !self.eat(",") {
                break;
            }
        }
        self.subscripts -= 1;
        self.expect("]")?;
        Ok(Node::Subscripts(Box::new(node), ranges))
    }

    fn either(&mut self) -> Read<Condition> {
        let mut left = self.both()?;
        while self.eat("||") {
            left = Condition::Or(Box::new(left), Box::new(self.both()?));
        }
        Ok(left)
    }

    fn both(&mut self) -> Read<Condition> {
        let mut left = self.condition()?;
        while self.eat("&&") {
            left = Condition::And(Box::new(left), Box::new(self.condition()?));
        }
        Ok(left)
    }

    fn condition(&mut self) -> Read<Condition> {
        self.count()?;
        self.blanks();
        if self.rest.starts_with('!') && !self.rest.starts_with("!=") {
            self.rest = &self.rest[1..];
            return Ok(Condition::Not(Box::new(self.deeper(Self::condition)?)));
        }
        if self.word("exists") {
            self.expect("(")?;
            let node = self.deeper(Self::sum)?;
            self.expect(")")?;
            return Ok(Condition::Exists(node));
        }
        // A parenthesis may be around a condition, or around what is compared.
        let (rest, depth, subscripts) = (self.rest, self.depth, self.subscripts);
        if self.eat("(") {
            if let Ok(inner) = self.deeper(Self::either)
                && self.eat(")")
            {
                if self.word("is") {
                    if self.word("unknown") {
                        return Ok(Condition::IsUnknown(Box::new(inner)));
                    }
                    return Err(self.bad());
                }
                return Ok(inner);
            }
            (self.rest, self.depth, self.subscripts) = (rest, depth, subscripts);
        }
        let left = self.deeper(Self::sum)?;
        if self.word("starts") {
            if !self.word("with") {
                return Err(self.bad());
            }
            return Ok(Condition::StartsWith(left, self.deeper(Self::sum)?));
        }
        for (mark, comparison) in [
            ("==", Comparison::Equal),
            ("<>", Comparison::NotEqual),
            ("!=", Comparison::NotEqual),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
        ] {
            if self.eat(mark) {
                return Ok(Condition::Compare(comparison, left, self.deeper(Self::sum)?));
            }
        }
        Err(self.bad())
    }
}
