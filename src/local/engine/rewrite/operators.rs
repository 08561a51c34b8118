//! Where operators stand. The parser keeps no place of them, and the planner knows none; so the rewriter puts the place
//! into the operator itself, and the planner takes it out again.

use datafusion::sql::sqlparser::ast::{BinaryOperator, Expr, Spanned};
use datafusion::sql::sqlparser::tokenizer::Token;

use crate::engine::error::Place;

/// The text of an operator whose place is kept; none for other tokens.
pub fn text(token: &Token) -> Option<String> {
    matches!(
        token,
        Token::Eq
            | Token::Neq
            | Token::Lt
            | Token::LtEq
            | Token::Gt
            | Token::GtEq
            | Token::Plus
            | Token::Minus
            | Token::Mul
            | Token::Div
            | Token::Mod
            | Token::StringConcat
    )
    .then(|| token.to_string())
}

/// The operators of a text with their places, in order.
#[derive(Debug, Default)]
pub struct Operators(Vec<((u64, u64), String)>);

impl Operators {
    /// Those among the noted words of a text.
    pub fn new<'a>(noted: impl Iterator<Item = (&'a (u64, u64), &'a String)>) -> Self {
        const ALL: [&str; 12] = ["=", "<>", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "||"];
        let mut found: Vec<_> = noted
            .filter(|(_, text)| ALL.contains(&text.as_str()))
            .map(|(place, text)| (*place, text.clone()))
            .collect();
        found.sort_unstable();
        Self(found)
    }

    /// Puts the place of an operator into it. It is the first of its kind behind the left side.
    pub fn mark(&self, expr: &mut Expr) {
        let Expr::BinaryOp { left, op, .. } = expr else { return };
        let end = left.span().end;
        if end.line == 0 || matches!(op, BinaryOperator::And | BinaryOperator::Or) {
            return;
        }
        let wanted = op.to_string();
        let from = self.0.partition_point(|(place, _)| *place < (end.line, end.column));
        if let Some(((line, column), _)) = self.0[from..].iter().find(|(_, text)| *text == wanted) {
            *op = BinaryOperator::Custom(format!("{wanted} {line}:{column}"));
        }
    }
}

/// The operator itself, and its place when it has one.
pub fn read(op: &BinaryOperator) -> (BinaryOperator, Place) {
    let BinaryOperator::Custom(marked) = op else { return (op.clone(), Place::default()) };
    let found = marked.split_once(' ').and_then(|(text, place)| {
        let op = match text {
            "=" => BinaryOperator::Eq,
            "<>" => BinaryOperator::NotEq,
            "<" => BinaryOperator::Lt,
            "<=" => BinaryOperator::LtEq,
            ">" => BinaryOperator::Gt,
            ">=" => BinaryOperator::GtEq,
            "+" => BinaryOperator::Plus,
            "-" => BinaryOperator::Minus,
            "*" => BinaryOperator::Multiply,
            "/" => BinaryOperator::Divide,
            "%" => BinaryOperator::Modulo,
            "||" => BinaryOperator::StringConcat,
            _ => return None,
        };
        let (line, column) = place.split_once(':')?;
        Some((op, Place { line: line.parse().ok()?, column: column.parse().ok()? }))
    });
    found.unwrap_or_else(|| (op.clone(), Place::default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_go_in_and_come_out() {
        for op in [BinaryOperator::Eq, BinaryOperator::NotEq, BinaryOperator::StringConcat, BinaryOperator::Modulo] {
            let marked = BinaryOperator::Custom(format!("{op} 3:14"));
            assert_eq!(read(&marked), (op, Place { line: 3, column: 14 }));
        }
        assert_eq!(read(&BinaryOperator::And), (BinaryOperator::And, Place::default()));
        let foreign = BinaryOperator::Custom("@@".to_owned());
        assert_eq!(read(&foreign), (foreign.clone(), Place::default()));
    }
}
