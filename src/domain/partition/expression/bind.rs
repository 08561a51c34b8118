//! Binding an expression to a table's keys, and evaluating it.

use std::cmp::Ordering;

use super::value::{Value, ValueKind};
use super::{Comparison, ExpressionError, Key, Literal, LiteralKind, Node, PartitionExpression, Test};
use crate::partition::DEFAULT_PARTITION;
use crate::types::GlueType;

/// An expression bound to keys, ready to judge partitions.
#[derive(Debug, Clone)]
pub struct PartitionFilter {
    root: Bound,
    keys: usize,
}

#[derive(Debug, Clone)]
enum Bound {
    Or(Vec<Bound>),
    And(Vec<Bound>),
    Not(Box<Bound>),
    Compare { key: usize, kind: ValueKind, comparison: Comparison, value: Value },
    In { key: usize, kind: ValueKind, values: Vec<Value> },
    Between { key: usize, kind: ValueKind, low: Value, high: Value },
    Like { key: usize, pattern: Vec<Like> },
    IsNull { key: usize },
}

#[derive(Debug, Clone, PartialEq)]
enum Like {
    Char(char),
    One,
    Any,
}

impl PartitionExpression {
    /// Binds the expression to partition keys (name and type, in their order).
    pub fn bind(&self, keys: &[(String, GlueType)]) -> Result<PartitionFilter, ExpressionError> {
        Ok(PartitionFilter { root: bind(&self.root, keys)?, keys: keys.len() })
    }
}

impl PartitionFilter {
    /// Whether a partition with these values, in the order of the keys, is chosen. What SQL calls unknown (a null, a
    /// value that is none of its key's type) is not chosen.
    pub fn matches<V: AsRef<str>>(&self, values: &[V]) -> bool {
        values.len() == self.keys && self.root.evaluate(&|key| values[key].as_ref()) == Some(true)
    }
}

fn bind(node: &Node, keys: &[(String, GlueType)]) -> Result<Bound, ExpressionError> {
    let all = |nodes: &[Node]| nodes.iter().map(|node| bind(node, keys)).collect::<Result<Vec<_>, _>>();
    match node {
        Node::Or(nodes) => all(nodes).map(Bound::Or),
        Node::And(nodes) => all(nodes).map(Bound::And),
        Node::Not(inner) => Ok(Bound::Not(Box::new(bind(inner, keys)?))),
        Node::Test { key, test } => bind_test(key, test, keys),
    }
}

fn bind_test(key: &Key, test: &Test, keys: &[(String, GlueType)]) -> Result<Bound, ExpressionError> {
    let found = keys.iter().position(|(name, _)| name.eq_ignore_ascii_case(&key.name));
    let index = found
        .ok_or_else(|| ExpressionError::new(key.offset, format!("'{}' is no partition key of the table", key.name)))?;
    let key_type = &keys[index].1;
    let kind = ValueKind::of(key_type).ok_or_else(|| {
        ExpressionError::new(
            key.offset,
            format!("the partition key '{}' is of type {key_type}, which expressions do not take", key.name),
        )
    })?;
    let value = |literal: &Literal| {
        let fits = match (literal.kind, kind) {
            (LiteralKind::Text, _) | (LiteralKind::Number, ValueKind::Number) => true,
            (LiteralKind::Date, _) => matches!(kind, ValueKind::Date | ValueKind::Timestamp),
            (LiteralKind::Timestamp, _) => kind == ValueKind::Timestamp,
            (LiteralKind::Number, _) => false,
        };
        let read = if fits { kind.read(&literal.text) } else { None };
        read.ok_or_else(|| {
            let hint = if kind == ValueKind::Text { " (texts stand between single quotes)" } else { "" };
            ExpressionError::new(
                literal.offset,
                format!("{} is no {key_type} for the key '{}'{hint}", literal.text, key.name),
            )
        })
    };
    Ok(match test {
        Test::Compare(comparison, literal) => {
            Bound::Compare { key: index, kind, comparison: *comparison, value: value(literal)? }
        }
        Test::In(literals) => {
            Bound::In { key: index, kind, values: literals.iter().map(value).collect::<Result<_, _>>()? }
        }
        Test::Between(low, high) => Bound::Between { key: index, kind, low: value(low)?, high: value(high)? },
        Test::Like(literal) if kind == ValueKind::Text && literal.kind == LiteralKind::Text => {
            Bound::Like { key: index, pattern: like(&literal.text) }
        }
        Test::Like(literal) => {
            return Err(ExpressionError::new(
                literal.offset,
                format!("LIKE takes a text and a key of type string; '{}' is {key_type}", key.name),
            ));
        }
        Test::IsNull => Bound::IsNull { key: index },
    })
}

impl Bound {
    /// None is SQL's unknown.
    fn evaluate<'a>(&self, value_of: &impl Fn(usize) -> &'a str) -> Option<bool> {
        let text = |key: usize| Some(value_of(key)).filter(|text| *text != DEFAULT_PARTITION);
        let read = |key: usize, kind: ValueKind| text(key).and_then(|text| kind.read(text));
        match self {
            Self::Or(parts) => parts
                .iter()
                .try_fold(Some(false), |result, part| match part.evaluate(value_of) {
                    Some(true) => Err(Some(true)),
                    Some(false) => Ok(result),
                    None => Ok(None),
                })
                .unwrap_or_else(|decided| decided),
            Self::And(parts) => parts
                .iter()
                .try_fold(Some(true), |result, part| match part.evaluate(value_of) {
                    Some(false) => Err(Some(false)),
                    Some(true) => Ok(result),
                    None => Ok(None),
                })
                .unwrap_or_else(|decided| decided),
            Self::Not(inner) => inner.evaluate(value_of).map(|result| !result),
            Self::Compare { key, kind, comparison, value } => {
                read(*key, *kind).map(|own| comparison.holds(own.compare(value)))
            }
            Self::In { key, kind, values } => {
                read(*key, *kind).map(|own| values.iter().any(|value| own.compare(value) == Ordering::Equal))
            }
            Self::Between { key, kind, low, high } => read(*key, *kind)
                .map(|own| own.compare(low) != Ordering::Less && own.compare(high) != Ordering::Greater),
            Self::Like { key, pattern } => text(*key).map(|text| matches_like(pattern, text)),
            Self::IsNull { key } => Some(text(*key).is_none()),
        }
    }
}

impl Comparison {
    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order == Ordering::Equal,
            Self::NotEqual => order != Ordering::Equal,
            Self::Less => order == Ordering::Less,
            Self::LessOrEqual => order != Ordering::Greater,
            Self::Greater => order == Ordering::Greater,
            Self::GreaterOrEqual => order != Ordering::Less,
        }
    }
}

fn like(pattern: &str) -> Vec<Like> {
    let mut chars = pattern.chars();
    let mut parts = Vec::new();
    while let Some(c) = chars.next() {
        parts.push(match c {
            '%' => Like::Any,
            '_' => Like::One,
            '\\' => Like::Char(chars.next().unwrap_or('\\')),
            other => Like::Char(other),
        });
    }
    parts
}

/// Matches through a row of reachable positions, so that no pattern takes exponential time.
fn matches_like(pattern: &[Like], text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let mut reachable = vec![false; text.len() + 1];
    reachable[0] = true;
    for part in pattern {
        let mut next = vec![false; text.len() + 1];
        for position in 0..=text.len() {
            next[position] = match part {
                Like::Any => reachable[position] || (position > 0 && next[position - 1]),
                Like::One => position > 0 && reachable[position - 1],
                Like::Char(c) => position > 0 && reachable[position - 1] && text[position - 1] == *c,
            };
        }
        reachable = next;
    }
    reachable[text.len()]
}
