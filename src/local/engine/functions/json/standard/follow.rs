//! Following a path.

use std::cmp::Ordering;

use super::super::text;
use super::{Comparison, Condition, Item, Method, Node, Path};

/// Named values that a path may use, as JSON text.
#[derive(Debug, Default)]
pub struct Parameters<'a>(pub Vec<(&'a str, &'a str)>);

/// Why a path has no answer: what the JSON does not have, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathError(pub String);

fn fail<T>(text: impl Into<String>) -> Result<T, PathError> {
    Err(PathError(text.into()))
}

type Found<'a> = Result<Vec<Item<'a>>, PathError>;

/// What a path leads to in a JSON text.
pub fn follow<'a>(path: &Path, json: &'a str, parameters: &Parameters<'a>) -> Found<'a> {
    // The whole text is JSON, or nothing of it is followed.
    let known = text::canonical(json, false).and_then(|_| Item::of(json));
    let Some(context) = known else { return fail(format!("conversion to JSON failed of '{json}'")) };
    let walk = Walk { lax: path.lax, context, parameters };
    walk.items(&path.root, &At { current: None, last: None })
}

/// Where a part of a path is looked at: the item of the filter around it, and the last place of the array that it subscripts.
struct At<'b, 'a> {
    current: Option<&'b Item<'a>>,
    last: Option<i64>,
}

struct Walk<'p, 'a> {
    lax: bool,
    context: Item<'a>,
    parameters: &'p Parameters<'a>,
}

fn array_items<'a>(array: &'a str) -> Vec<Item<'a>> {
    // It was read as JSON.
    text::items(array).unwrap_or_default().into_iter().filter_map(Item::of).collect()
}

fn object_members(object: &str) -> Vec<(String, &str)> {
    text::members(object).unwrap_or_default()
}

impl<'a> Walk<'_, 'a> {
    /// Lax paths look into arrays.
    fn unwrapped(&self, items: Vec<Item<'a>>) -> Vec<Item<'a>> {
        if !self.lax {
            return items;
        }
        items
            .into_iter()
            .flat_map(|item| match item {
                Item::Array(array) => array_items(array),
                other => vec![other],
            })
            .collect()
    }

    fn items(&self, node: &Node, at: &At<'_, 'a>) -> Found<'a> {
        Ok(match node {
            Node::Context => vec![self.context.clone()],
            Node::Parameter(name) => match self.parameters.0.iter().find(|(known, _)| known == name) {
                Some((_, value)) => match Item::of(value) {
                    Some(item) => vec![item],
                    None => return fail(format!("parameter {name} is no JSON")),
                },
                None => return fail(format!("no value passed for parameter {name}")),
            },
            Node::Current => match at.current {
                Some(item) => vec![item.clone()],
                None => return fail("@ stands outside a filter"),
            },
            Node::Last => match at.last {
                Some(last) => vec![Item::Integer(last)],
                None => return fail("last stands outside a subscript"),
            },
            Node::Literal(item) => vec![item.clone()],
            Node::Member(base, name) => {
                let mut out = Vec::new();
                for item in self.unwrapped(self.items(base, at)?) {
                    let Item::Object(object) = item else {
                        if self.lax {
                            continue;
                        }
                        return fail(format!("invalid item type. Expected: OBJECT, actual: {}", item.type_name()));
                    };
                    match object_members(object).into_iter().find(|(known, _)| known == name) {
                        Some((_, value)) => out.extend(Item::of(value)),
                        None if self.lax => {}
                        None => return fail(format!("missing member '{name}' in JSON object")),
                    }
                }
                out
            }
            Node::Members(base) => {
                let mut out = Vec::new();
                for item in self.unwrapped(self.items(base, at)?) {
                    match item {
                        Item::Object(object) => {
                            out.extend(object_members(object).into_iter().filter_map(|(_, value)| Item::of(value)));
                        }
                        _ if self.lax => {}
                        other => {
                            return fail(format!("invalid item type. Expected: OBJECT, actual: {}", other.type_name()));
                        }
                    }
                }
                out
            }
            Node::Descendants(base, name) => {
                let mut out = Vec::new();
                for item in self.items(base, at)? {
                    descend(&item, name, &mut out);
                }
                out
            }
            Node::Items(base) => {
                let mut out = Vec::new();
                for item in self.items(base, at)? {
                    match item {
                        Item::Array(array) => out.extend(array_items(array)),
                        other if self.lax => out.push(other),
                        other => {
                            return fail(format!("invalid item type. Expected: ARRAY, actual: {}", other.type_name()));
                        }
                    }
                }
                out
            }
            Node::Subscripts(base, ranges) => self.subscripts(base, ranges, at)?,
            Node::Filter(base, condition) => {
                let mut out = Vec::new();
                for item in self.unwrapped(self.items(base, at)?) {
                    let inside = At { current: Some(&item), last: at.last };
                    if self.holds(condition, &inside) == Some(true) {
                        out.push(item);
                    }
                }
                out
            }
            Node::Method(base, method) => self.method(base, *method, at)?,
            Node::Sign(negates, base) => {
                let items = self.unwrapped(self.items(base, at)?);
                let each = |item: Item<'a>| match item {
                    Item::Integer(value) if *negates => negated(value),
                    Item::Double(value) if *negates => Ok(Item::Double(-value)),
                    Item::Integer(_) | Item::Double(_) => Ok(item),
                    other => fail(format!("invalid item type. Expected: NUMBER, actual: {}", other.type_name())),
                };
                items.into_iter().map(each).collect::<Result<_, _>>()?
            }
            Node::Arithmetic(operator, left, right) => {
                let one = |node: &Node| -> Result<Item<'a>, PathError> {
                    let mut items = self.unwrapped(self.items(node, at)?);
                    match (items.pop(), items.is_empty()) {
                        (Some(item), true) => Ok(item),
                        _ => fail("an operand of arithmetic is not one item"),
                    }
                };
                vec![arithmetic(*operator, &one(left)?, &one(right)?)?]
            }
        })
    }

    fn subscripts(&self, base: &Node, ranges: &[(Node, Option<Node>)], at: &At<'_, 'a>) -> Found<'a> {
        let mut out = Vec::new();
        for item in self.items(base, at)? {
            let items = match item {
                Item::Array(array) => array_items(array),
                other if self.lax => vec![other],
                other => return fail(format!("invalid item type. Expected: ARRAY, actual: {}", other.type_name())),
            };
            let inside = At { current: at.current, last: Some(items.len() as i64 - 1) };
            for (from, to) in ranges {
                let from = self.place(from, &inside)?;
                let to = to.as_ref().map_or(Ok(from), |to| self.place(to, &inside))?;
                if !self.lax && (from < 0 || to >= items.len() as i64 || from > to) {
                    return fail(format!("invalid array subscript: [{from}, {to}] for array of size {}", items.len()));
                }
                let from = usize::try_from(from.max(0)).unwrap_or(usize::MAX);
                let end = usize::try_from(to.saturating_add(1)).unwrap_or(0).min(items.len());
                out.extend(items.get(from..end).unwrap_or_default().iter().cloned());
            }
        }
        Ok(out)
    }

    fn place(&self, node: &Node, at: &At<'_, 'a>) -> Result<i64, PathError> {
        match self.items(node, at)?.as_slice() {
            [Item::Integer(place)] => Ok(*place),
            [Item::Double(place)] if place.abs() < 9e15 => Ok(place.trunc() as i64),
            _ => fail("array subscript is not one number"),
        }
    }

    fn method(&self, base: &Node, method: Method, at: &At<'_, 'a>) -> Found<'a> {
        let items = self.items(base, at)?;
        if method == Method::Type {
            return Ok(items.iter().map(|item| Item::Text(item.type_name().to_owned())).collect());
        }
        if method == Method::Size {
            return items
                .iter()
                .map(|item| match item {
                    Item::Array(array) => Ok(Item::Integer(array_items(array).len() as i64)),
                    _ if self.lax => Ok(Item::Integer(1)),
                    other => fail(format!("invalid item type. Expected: ARRAY, actual: {}", other.type_name())),
                })
                .collect();
        }
        self.unwrapped(items)
            .into_iter()
            .map(|item| match (method, item) {
                (Method::Abs, Item::Integer(value)) if value < 0 => negated(value),
                (Method::Abs | Method::Floor | Method::Ceiling, Item::Integer(value)) => Ok(Item::Integer(value)),
                (Method::Abs, Item::Double(value)) => Ok(Item::Double(value.abs())),
                (Method::Floor, Item::Double(value)) => Ok(Item::Double(value.floor())),
                (Method::Ceiling, Item::Double(value)) => Ok(Item::Double(value.ceil())),
                (Method::Double, Item::Integer(value)) => Ok(Item::Double(value as f64)),
                (Method::Double, Item::Double(value)) => Ok(Item::Double(value)),
                (Method::Double, Item::Text(value)) => match crate::engine::functions::parse::double(&value) {
                    Some(value) => Ok(Item::Double(value)),
                    None => fail(format!("'{value}' is no double")),
                },
                (_, other) => fail(format!("invalid item type. Expected: NUMBER, actual: {}", other.type_name())),
            })
            .collect()
    }

    /// Whether a condition is true, false, or unknown.
    fn holds(&self, condition: &Condition, at: &At<'_, 'a>) -> Option<bool> {
        match condition {
            Condition::And(left, right) => match (self.holds(left, at), self.holds(right, at)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            },
            Condition::Or(left, right) => match (self.holds(left, at), self.holds(right, at)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
            Condition::Not(inner) => self.holds(inner, at).map(|holds| !holds),
            Condition::IsUnknown(inner) => Some(self.holds(inner, at).is_none()),
            Condition::Exists(node) => self.items(node, at).ok().map(|items| !items.is_empty()),
            Condition::Compare(comparison, left, right) => self.each(left, right, at, |left, right| {
                let ordering = left.compare(right).or_else(|| null_beside(left, right))?;
                Some(match comparison {
                    Comparison::Equal => ordering == Some(Ordering::Equal),
                    Comparison::NotEqual => ordering != Some(Ordering::Equal),
                    Comparison::Less => ordering == Some(Ordering::Less),
                    Comparison::LessOrEqual => matches!(ordering, Some(Ordering::Less | Ordering::Equal)),
                    Comparison::Greater => ordering == Some(Ordering::Greater),
                    Comparison::GreaterOrEqual => matches!(ordering, Some(Ordering::Greater | Ordering::Equal)),
                })
            }),
            Condition::StartsWith(left, right) => self.each(left, right, at, |left, right| match (left, right) {
                (Item::Text(left), Item::Text(right)) => Some(left.starts_with(right.as_str())),
                _ => None,
            }),
        }
    }

    /// Whether any pair of items fits. In lax mode the first one that does decides; in strict mode one that cannot be told
    /// leaves it unknown.
    fn each(
        &self,
        left: &Node,
        right: &Node,
        at: &At<'_, 'a>,
        fits: impl Fn(&Item<'a>, &Item<'a>) -> Option<bool>,
    ) -> Option<bool> {
        let left = self.unwrapped(self.items(left, at).ok()?);
        let right = self.unwrapped(self.items(right, at).ok()?);
        let (mut found, mut unknown) = (false, false);
        for left in &left {
            for right in &right {
                match fits(left, right) {
                    Some(true) if self.lax => return Some(true),
                    Some(fit) => found |= fit,
                    None if self.lax => return None,
                    None => unknown = true,
                }
            }
        }
        if unknown { None } else { Some(found) }
    }
}

/// NULL beside something else is neither equal nor before or behind.
fn null_beside(left: &Item<'_>, right: &Item<'_>) -> Option<Option<Ordering>> {
    let scalar = |item: &Item<'_>| !matches!(item, Item::Array(_) | Item::Object(_));
    let either = matches!(left, Item::Null) || matches!(right, Item::Null);
    (either && scalar(left) && scalar(right)).then_some(None)
}

/// Every member of a name, in an item and whatever is in it.
fn descend<'a>(item: &Item<'a>, name: &str, out: &mut Vec<Item<'a>>) {
    match item {
        Item::Object(object) => {
            let members = object_members(object);
            out.extend(members.iter().filter(|(known, _)| known == name).filter_map(|(_, value)| Item::of(value)));
            members.iter().filter_map(|(_, value)| Item::of(value)).for_each(|value| descend(&value, name, out));
        }
        Item::Array(array) => array_items(array).iter().for_each(|item| descend(item, name, out)),
        _ => {}
    }
}

fn negated<'a>(value: i64) -> Result<Item<'a>, PathError> {
    whole(value.checked_neg(), i32::try_from(value).is_ok())
}

/// A whole number that an operation gives: of 32 bits when both operands are.
fn whole<'a>(value: Option<i64>, small: bool) -> Result<Item<'a>, PathError> {
    match value.filter(|value| !small || i32::try_from(*value).is_ok()) {
        Some(value) => Ok(Item::Integer(value)),
        None => fail("arithmetic overflow"),
    }
}

fn arithmetic<'a>(operator: char, left: &Item<'a>, right: &Item<'a>) -> Result<Item<'a>, PathError> {
    let double = |item: &Item<'a>| match item {
        Item::Integer(value) => Some(*value as f64),
        Item::Double(value) => Some(*value),
        _ => None,
    };
    if let (Item::Integer(a), Item::Integer(b)) = (left, right) {
        let small = i32::try_from(*a).is_ok() && i32::try_from(*b).is_ok();
        if matches!(operator, '/' | '%') && *b == 0 {
            return fail("division by zero");
        }
        return whole(
            match operator {
                '+' => a.checked_add(*b),
                '-' => a.checked_sub(*b),
                '*' => a.checked_mul(*b),
                '/' => a.checked_div(*b),
                _ => a.checked_rem(*b),
            },
            small,
        );
    }
    let (Some(a), Some(b)) = (double(left), double(right)) else {
        return fail(format!("invalid operand types to {operator}: {}, {}", left.type_name(), right.type_name()));
    };
    Ok(Item::Double(match operator {
        '+' => a + b,
        '-' => a - b,
        '*' => a * b,
        '/' => a / b,
        _ => a % b,
    }))
}
