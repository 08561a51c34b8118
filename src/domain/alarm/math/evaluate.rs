//! Values of expressions, period by period. A period that lacks a value it needs has no result.

use std::collections::{BTreeMap, BTreeSet};

use super::{MathError, MathExpression, Node, Operator, Series};

/// What an expression is, or yields.
#[derive(Debug, Clone, PartialEq)]
pub enum MathValue {
    Scalar(f64),
    Series(Series),
    Array(Vec<Series>),
}

/// What the ids stand for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MathInput {
    /// Metrics and results of other expressions, by id.
    pub values: BTreeMap<String, MathValue>,
    /// The ids that `METRICS()` stands for: those of metrics, not of expressions.
    pub metrics: Vec<String>,
    /// Beginnings of the periods that are asked for; `FILL` fills these.
    pub periods: Vec<i64>,
}

impl MathExpression {
    /// Evaluates the expression.
    pub fn evaluate(&self, input: &MathInput) -> Result<MathValue, MathError> {
        evaluate(&self.root, input)
    }
}

fn evaluate(node: &Node, input: &MathInput) -> Result<MathValue, MathError> {
    match node {
        Node::Number(number) => Ok(MathValue::Scalar(*number)),
        Node::Id(id) => input
            .values
            .get(id)
            .cloned()
            .ok_or_else(|| MathError(format!("the expression names '{id}', which is not there"))),
        Node::Text(text) => Err(MathError(format!("the text \"{text}\" has no value"))),
        Node::Negative(inner) => each(evaluate(inner, input)?, |value| Some(-value)),
        Node::Binary(operator, left, right) => binary(*operator, evaluate(left, input)?, evaluate(right, input)?),
        Node::List(parts) => parts
            .iter()
            .map(|part| series(evaluate(part, input)?, "a list"))
            .collect::<Result<_, _>>()
            .map(MathValue::Array),
        Node::Call(name, arguments) => call(name, arguments, input),
    }
}

fn series(value: MathValue, place: &str) -> Result<Series, MathError> {
    match value {
        MathValue::Series(series) => Ok(series),
        _ => Err(MathError(format!("{place} takes time series only"))),
    }
}

fn each(value: MathValue, change: impl Fn(f64) -> Option<f64>) -> Result<MathValue, MathError> {
    let all = |series: Series| {
        series
            .into_iter()
            .filter_map(|(at, value)| change(value).filter(|value| value.is_finite()).map(|value| (at, value)))
            .collect()
    };
    Ok(match value {
        MathValue::Scalar(value) => {
            MathValue::Scalar(change(value).ok_or_else(|| MathError("the result is no number".to_owned()))?)
        }
        MathValue::Series(values) => MathValue::Series(all(values)),
        MathValue::Array(list) => MathValue::Array(list.into_iter().map(all).collect()),
    })
}

fn binary(operator: Operator, left: MathValue, right: MathValue) -> Result<MathValue, MathError> {
    use MathValue::{Array, Scalar, Series as Values};
    Ok(match (left, right) {
        (Scalar(left), Scalar(right)) => {
            Scalar(operator.apply(left, right).ok_or_else(|| MathError("division by zero".to_owned()))?)
        }
        (left, Scalar(right)) => each(left, |left| operator.apply(left, right))?,
        (Scalar(left), right) => each(right, |right| operator.apply(left, right))?,
        (Values(left), Values(right)) => Values(both(operator, &left, &right)),
        (Array(list), Values(right)) => Array(list.iter().map(|left| both(operator, left, &right)).collect()),
        (Values(left), Array(list)) => Array(list.iter().map(|right| both(operator, &left, right)).collect()),
        (Array(left), Array(right)) if left.len() == right.len() => {
            Array(left.iter().zip(&right).map(|(left, right)| both(operator, left, right)).collect())
        }
        (Array(_), Array(_)) => return Err(MathError("arrays of different lengths cannot be combined".to_owned())),
    })
}

fn both(operator: Operator, left: &Series, right: &Series) -> Series {
    left.iter().filter_map(|(at, left)| operator.apply(*left, *right.get(at)?).map(|value| (*at, value))).collect()
}

impl Operator {
    /// None where there is no number, as after a division by zero.
    fn apply(self, left: f64, right: f64) -> Option<f64> {
        let truth = |truth: bool| if truth { 1.0 } else { 0.0 };
        let value = match self {
            Self::Add => left + right,
            Self::Subtract => left - right,
            Self::Multiply => left * right,
            Self::Divide => left / right,
            Self::Power => left.powf(right),
            Self::Equal => truth(left == right),
            Self::NotEqual => truth(left != right),
            Self::Less => truth(left < right),
            Self::LessOrEqual => truth(left <= right),
            Self::Greater => truth(left > right),
            Self::GreaterOrEqual => truth(left >= right),
            Self::And => truth(left != 0.0 && right != 0.0),
            Self::Or => truth(left != 0.0 || right != 0.0),
        };
        value.is_finite().then_some(value)
    }
}

fn call(name: &str, arguments: &[Node], input: &MathInput) -> Result<MathValue, MathError> {
    let count = |least: usize, most: usize| {
        if (least..=most).contains(&arguments.len()) {
            Ok(())
        } else {
            let wanted = if least == most { least.to_string() } else { format!("{least} to {most}") };
            Err(MathError(format!("{name} takes {wanted} arguments, not {}", arguments.len())))
        }
    };
    match name {
        "ABS" | "CEIL" | "FLOOR" => {
            count(1, 1)?;
            let change = match name {
                "ABS" => f64::abs,
                "CEIL" => f64::ceil,
                _ => f64::floor,
            };
            each(evaluate(&arguments[0], input)?, |value| Some(change(value)))
        }
        "SUM" | "AVG" | "MIN" | "MAX" => {
            count(1, 1)?;
            Ok(match evaluate(&arguments[0], input)? {
                MathValue::Array(list) => MathValue::Series(across(&list, name)),
                MathValue::Series(values) => MathValue::Scalar(
                    reduce(name, values.into_values()).ok_or_else(|| MathError(format!("{name} of no data")))?,
                ),
                scalar @ MathValue::Scalar(_) => scalar,
            })
        }
        "METRICS" => {
            count(0, 1)?;
            let part = match arguments.first() {
                None => "",
                Some(Node::Text(text)) => text,
                Some(_) => return Err(MathError("METRICS takes a text between quotes".to_owned())),
            };
            let chosen = input.metrics.iter().filter(|id| id.contains(part)).filter_map(|id| input.values.get(id));
            Ok(MathValue::Array(
                chosen
                    .filter_map(|value| if let MathValue::Series(values) = value { Some(values.clone()) } else { None })
                    .collect(),
            ))
        }
        "FILL" => {
            count(2, 2)?;
            fill(evaluate(&arguments[0], input)?, &arguments[1], input)
        }
        "IF" => {
            count(2, 3)?;
            condition(arguments, input)
        }
        _ => Err(MathError(format!("the function {name} is not supported"))),
    }
}

fn reduce(name: &str, values: impl Iterator<Item = f64>) -> Option<f64> {
    let values: Vec<f64> = values.collect();
    let sum = || values.iter().sum::<f64>();
    (!values.is_empty()).then(|| match name {
        "SUM" => sum(),
        "AVG" => sum() / values.len() as f64,
        "MIN" => values.iter().copied().fold(f64::INFINITY, f64::min),
        _ => values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    })
}

/// Over several series, period by period; a series without a value at a period does not count there.
fn across(list: &[Series], name: &str) -> Series {
    let moments: BTreeSet<i64> = list.iter().flat_map(|series| series.keys().copied()).collect();
    moments
        .into_iter()
        .filter_map(|at| {
            reduce(name, list.iter().filter_map(|series| series.get(&at).copied())).map(|value| (at, value))
        })
        .collect()
}

fn fill(value: MathValue, with: &Node, input: &MathInput) -> Result<MathValue, MathError> {
    enum With {
        Repeat,
        Linear,
        Value(MathValue),
    }
    let with = match with {
        Node::Id(word) if word.eq_ignore_ascii_case("REPEAT") => With::Repeat,
        Node::Id(word) if word.eq_ignore_ascii_case("LINEAR") => With::Linear,
        other => With::Value(evaluate(other, input)?),
    };
    let filled = |values: &Series| -> Series {
        let mut result = values.clone();
        for at in &input.periods {
            if values.contains_key(at) {
                continue;
            }
            let before = values.range(..at).next_back();
            let value = match &with {
                With::Value(MathValue::Scalar(value)) => Some(*value),
                With::Value(MathValue::Series(other)) => other.get(at).copied(),
                With::Value(MathValue::Array(_)) => None,
                With::Repeat => before.map(|(_, value)| *value),
                With::Linear => before
                    .zip(values.range(at..).next())
                    .map(|((from, low), (to, high))| low + (high - low) * (at - from) as f64 / (to - from) as f64),
            };
            result.extend(value.map(|value| (*at, value)));
        }
        result
    };
    Ok(match value {
        MathValue::Series(values) => MathValue::Series(filled(&values)),
        MathValue::Array(list) => MathValue::Array(list.iter().map(filled).collect()),
        MathValue::Scalar(_) => return Err(MathError("FILL takes a time series".to_owned())),
    })
}

fn condition(arguments: &[Node], input: &MathInput) -> Result<MathValue, MathError> {
    let test = evaluate(&arguments[0], input)?;
    let then = evaluate(&arguments[1], input)?;
    let otherwise = arguments.get(2).map(|node| evaluate(node, input)).transpose()?;
    let at = |value: &MathValue, moment: i64| match value {
        MathValue::Scalar(value) => Some(*value),
        MathValue::Series(values) => values.get(&moment).copied(),
        MathValue::Array(_) => None,
    };
    if [Some(&test), Some(&then), otherwise.as_ref()]
        .into_iter()
        .flatten()
        .any(|value| matches!(value, MathValue::Array(_)))
    {
        return Err(MathError("IF takes time series and numbers, no arrays".to_owned()));
    }
    // A constant condition chooses one branch whole.
    if let MathValue::Scalar(test) = test {
        return match (test != 0.0, otherwise) {
            (true, _) => Ok(then),
            (false, Some(otherwise)) => Ok(otherwise),
            (false, None) => Ok(MathValue::Series(Series::new())),
        };
    }
    let MathValue::Series(test) = test else { return Ok(MathValue::Series(Series::new())) };
    let chosen = test.into_iter().filter_map(|(moment, test)| {
        let value =
            if test != 0.0 { at(&then, moment) } else { otherwise.as_ref().and_then(|value| at(value, moment)) };
        value.map(|value| (moment, value))
    });
    Ok(MathValue::Series(chosen.collect()))
}
