//! What a condition says about partitions: which of them can have rows that satisfy it.

use std::ops::ControlFlow;

use sqlparser::ast::{BinaryOperator, Expr, Query, UnaryOperator, Value, Visit, Visitor};

use super::literal::{Literal, literal};
use crate::partition::{DEFAULT_PARTITION, PartitionExpression, PartitionFilter};
use crate::types::GlueType;

/// The three values of SQL's logic, as a set: what a condition may come to.
const TRUE: u8 = 1;
const FALSE: u8 = 2;
const NULL: u8 = 4;
const ANY: u8 = TRUE | FALSE | NULL;

/// A condition as far as it is about partition keys.
#[derive(Debug, Clone)]
pub enum Condition {
    /// All of them.
    And(Vec<Condition>),
    /// One of them.
    Or(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// A test of one key.
    Test(Test),
    /// Something that the keys do not decide.
    Open,
}

/// A test of one key.
#[derive(Debug, Clone)]
pub struct Test {
    key: usize,
    kind: Kind,
    is_null: bool,
    filter: PartitionFilter,
}

/// How the values of a key are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Time,
}

/// A condition on a partition key that chooses no partitions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocked {
    /// The key.
    pub key: String,
    /// The condition.
    pub text: String,
    /// Why it chooses none.
    pub why: String,
}

impl Condition {
    /// Whether rows of a partition with these values, in the order of the keys, may satisfy the condition.
    pub fn may_hold(&self, values: &[String]) -> bool {
        self.outcomes(values) & TRUE != 0
    }

    fn outcomes(&self, values: &[String]) -> u8 {
        match self {
            Self::Open => ANY,
            Self::Test(test) => test.outcomes(values),
            Self::Not(inner) => {
                let inner = inner.outcomes(values);
                (inner & NULL) | ((inner & TRUE) << 1) | ((inner & FALSE) >> 1)
            }
            Self::And(parts) => parts.iter().fold(TRUE, |so_far, part| combine(so_far, part.outcomes(values), FALSE)),
            Self::Or(parts) => parts.iter().fold(FALSE, |so_far, part| combine(so_far, part.outcomes(values), TRUE)),
        }
    }

    /// Whether the keys decide nothing of it.
    pub fn is_open(&self) -> bool {
        match self {
            Self::Open => true,
            Self::Test(_) => false,
            Self::Not(inner) => inner.is_open(),
            Self::And(parts) => parts.iter().all(Self::is_open),
            Self::Or(parts) => parts.iter().any(Self::is_open),
        }
    }

    /// Whether no row whose keys are all NULL satisfies it: such rows stand for what an outer join did not find.
    pub fn rejects_nulls(&self, keys: usize) -> bool {
        !self.may_hold(&vec![DEFAULT_PARTITION.to_owned(); keys])
    }
}

/// What two conditions come to together; `strong` decides alone: false for AND, true for OR.
fn combine(left: u8, right: u8, strong: u8) -> u8 {
    let weak = if strong == FALSE { TRUE } else { FALSE };
    let mut all = 0;
    for a in [TRUE, FALSE, NULL].into_iter().filter(|value| left & value != 0) {
        for b in [TRUE, FALSE, NULL].into_iter().filter(|value| right & value != 0) {
            all |= match (a, b) {
                (a, b) if a == strong || b == strong => strong,
                (a, b) if a == weak => b,
                (a, b) if b == weak => a,
                _ => NULL,
            };
        }
    }
    all
}

impl Test {
    fn outcomes(&self, values: &[String]) -> u8 {
        let Some(value) = values.get(self.key) else { return ANY };
        let holds = self.filter.matches(values);
        if self.is_null {
            return if holds { TRUE } else { FALSE };
        }
        if value == DEFAULT_PARTITION {
            return NULL;
        }
        if holds {
            return TRUE;
        }
        // What is none of the key's type may be anything to the service.
        if self.kind.fits(value) { FALSE } else { ANY }
    }
}

impl Kind {
    fn of(key_type: &GlueType) -> Self {
        match key_type {
            GlueType::Date | GlueType::Timestamp => Self::Time,
            kind if kind.is_numeric() => Self::Number,
            _ => Self::Text,
        }
    }

    fn fits(self, value: &str) -> bool {
        match self {
            Self::Text => true,
            Self::Number => {
                let digits = value.trim().trim_start_matches(['-', '+']);
                !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
            }
            Self::Time => value.len() >= 10 && value.as_bytes()[4] == b'-' && value.as_bytes()[7] == b'-',
        }
    }
}

/// The partition keys of a table, and which expressions are them.
pub struct Keys<'a> {
    /// Name and type, in order.
    pub keys: &'a [(String, GlueType)],
    /// The key that an expression is, when it is a column and a key.
    pub key_of: &'a dyn Fn(&Expr) -> Option<usize>,
    /// The day on which the query runs, in days since 1970.
    pub today: Option<i64>,
}

impl Keys<'_> {
    /// What a condition says about the keys. When it says something and decides nothing, why is told in `blocked`.
    pub fn read(&self, condition: &Expr, blocked: &mut Vec<Blocked>) -> Condition {
        let mut reasons = Vec::new();
        let read = self.condition(condition, &mut reasons);
        if read.is_open()
            && let Some(key) = self.key_in(condition)
        {
            let why = reasons.into_iter().next().unwrap_or_else(|| {
                "it stands in an OR with a condition that is not about partition keys, so that every partition may have rows".to_owned()
            });
            blocked.push(Blocked { key: self.keys[key].0.clone(), text: condition.to_string(), why });
        }
        read
    }

    fn condition(&self, expr: &Expr, reasons: &mut Vec<String>) -> Condition {
        match expr {
            Expr::Nested(inner) => self.condition(inner, reasons),
            Expr::UnaryOp { op: UnaryOperator::Not, expr } => Condition::Not(Box::new(self.condition(expr, reasons))),
            Expr::BinaryOp { left, op: BinaryOperator::And, right } => {
                Condition::And(vec![self.condition(left, reasons), self.condition(right, reasons)])
            }
            Expr::BinaryOp { left, op: BinaryOperator::Or, right } => {
                Condition::Or(vec![self.condition(left, reasons), self.condition(right, reasons)])
            }
            Expr::BinaryOp { left, op, right } => match (comparison(op, false), comparison(op, true)) {
                (Some(straight), Some(mirrored)) => match ((self.key_of)(left), (self.key_of)(right)) {
                    (Some(key), _) => self.test(key, reasons, |value| Ok(format!("{straight} {}", value(right)?))),
                    (None, Some(key)) => self.test(key, reasons, |value| Ok(format!("{mirrored} {}", value(left)?))),
                    (None, None) => self.wrapped(expr, reasons),
                },
                _ => self.wrapped(expr, reasons),
            },
            Expr::Between { expr: inner, negated, low, high } => match (self.key_of)(inner) {
                Some(key) => {
                    let test =
                        self.test(key, reasons, |value| Ok(format!("BETWEEN {} AND {}", value(low)?, value(high)?)));
                    negate(test, *negated)
                }
                None => self.wrapped(expr, reasons),
            },
            Expr::InList { expr: inner, list, negated } => match (self.key_of)(inner) {
                // A list with NULL in it never says no.
                Some(key) => {
                    let test = self.test(key, reasons, |value| {
                        let list: Result<Vec<String>, String> = list.iter().map(value).collect();
                        Ok(format!("IN ({})", list?.join(", ")))
                    });
                    negate(test, *negated)
                }
                None => self.wrapped(expr, reasons),
            },
            Expr::Like { negated, any: false, expr: inner, pattern, escape_char: None } => match (self.key_of)(inner) {
                Some(key) => {
                    let test = self.test(key, reasons, |value| match value(pattern)? {
                        text if text.contains('\\') => Err("its pattern has a backslash".to_owned()),
                        text => Ok(format!("LIKE {text}")),
                    });
                    negate(test, *negated)
                }
                None => self.wrapped(expr, reasons),
            },
            Expr::IsNull(inner) | Expr::IsNotNull(inner) => match (self.key_of)(inner) {
                Some(key) => {
                    let test = self.test(key, reasons, |_| Ok("IS NULL".to_owned()));
                    negate(test, matches!(expr, Expr::IsNotNull(_)))
                }
                None => self.wrapped(expr, reasons),
            },
            Expr::Value(value) if value.value == Value::Boolean(true) => Condition::And(Vec::new()),
            Expr::Value(value) if value.value == Value::Boolean(false) => Condition::Or(Vec::new()),
            other => self.wrapped(other, reasons),
        }
    }

    /// A test of a key; open when the other side has no value that is known before the query runs.
    fn test(
        &self,
        key: usize,
        reasons: &mut Vec<String>,
        text: impl FnOnce(&dyn Fn(&Expr) -> Result<String, String>) -> Result<String, String>,
    ) -> Condition {
        let (name, key_type) = &self.keys[key];
        let value = |expr: &Expr| literal(expr, self.today).map(|literal| spelled(&literal));
        let rest = match text(&value) {
            Ok(rest) => rest,
            Err(why) => {
                reasons.push(why);
                return Condition::Open;
            }
        };
        let is_null = rest == "IS NULL";
        let quoted = format!("`{}` {rest}", name.replace('`', "``"));
        let bound = quoted.parse::<PartitionExpression>().and_then(|parsed| parsed.bind(self.keys));
        match bound {
            Ok(filter) => Condition::Test(Test { key, kind: Kind::of(key_type), is_null, filter }),
            Err(error) => {
                reasons.push(format!("the key is of type {key_type}: {error}"));
                Condition::Open
            }
        }
    }

    /// A condition that tests no key itself: open, and the reason when a key is somewhere inside.
    fn wrapped(&self, expr: &Expr, reasons: &mut Vec<String>) -> Condition {
        if let Some(key) = self.key_in(expr) {
            let name = &self.keys[key].0;
            reasons.push(format!(
                "`{name}` stands inside an expression, and the catalog can only be asked for values of the key itself: compare `{name}` with a literal"
            ));
        }
        Condition::Open
    }

    /// A key anywhere in an expression, outside subqueries.
    fn key_in(&self, expr: &Expr) -> Option<usize> {
        struct Search<'a, 'b> {
            keys: &'a Keys<'b>,
            depth: usize,
        }
        impl Visitor for Search<'_, '_> {
            type Break = usize;

            fn pre_visit_query(&mut self, _: &Query) -> ControlFlow<usize> {
                self.depth += 1;
                ControlFlow::Continue(())
            }

            fn post_visit_query(&mut self, _: &Query) -> ControlFlow<usize> {
                self.depth -= 1;
                ControlFlow::Continue(())
            }

            fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<usize> {
                match (self.keys.key_of)(expr) {
                    Some(key) if self.depth == 0 => ControlFlow::Break(key),
                    _ => ControlFlow::Continue(()),
                }
            }
        }
        match expr.visit(&mut Search { keys: self, depth: 0 }) {
            ControlFlow::Break(key) => Some(key),
            ControlFlow::Continue(()) => None,
        }
    }
}

fn negate(condition: Condition, negated: bool) -> Condition {
    if negated { Condition::Not(Box::new(condition)) } else { condition }
}

fn comparison(op: &BinaryOperator, mirrored: bool) -> Option<&'static str> {
    Some(match (op, mirrored) {
        (BinaryOperator::Eq, _) => "=",
        (BinaryOperator::NotEq, _) => "<>",
        (BinaryOperator::Lt, false) | (BinaryOperator::Gt, true) => "<",
        (BinaryOperator::LtEq, false) | (BinaryOperator::GtEq, true) => "<=",
        (BinaryOperator::Gt, false) | (BinaryOperator::Lt, true) => ">",
        (BinaryOperator::GtEq, false) | (BinaryOperator::LtEq, true) => ">=",
        _ => return None,
    })
}

/// A literal as the catalog's expressions write it.
fn spelled(literal: &Literal) -> String {
    match literal {
        Literal::Text(text) => format!("'{}'", text.replace('\'', "''")),
        Literal::Number(number) => number.clone(),
        Literal::Date(date) => format!("date '{date}'"),
        Literal::Timestamp(time) => format!("timestamp '{time}'"),
    }
}
