//! Whether a JSON value is data of an Avro schema.

use serde_json::Value;

use super::Fault;
use super::avro_model::{Kind, Model, Named, Type};

/// Values that are looked at for one record: unions of records that fit each other nearly are tried one by one, at every
/// level.
const MOST_STEPS: usize = 1_000_000;

/// All faults of a record, up to a number.
pub(super) fn check(model: &Model, record: &Value, most: usize) -> Vec<Fault> {
    let mut faults = Faults { found: Vec::new(), steps: MOST_STEPS };
    judge(model, &model.root, record, "", &mut faults);
    if faults.steps == 0 {
        let message = "too entangled to be judged: the schema's unions fit in too many ways".to_owned();
        faults.found = vec![Fault { path: String::new(), message }];
    }
    faults.found.truncate(most);
    faults.found
}

/// What was found, and the steps that are left.
struct Faults {
    found: Vec<Fault>,
    steps: usize,
}

impl Faults {
    fn push(&mut self, fault: Fault) {
        self.found.push(fault);
    }

    /// Whether a judgement finds nothing; what it finds is forgotten.
    fn finds_nothing(&mut self, judge: impl FnOnce(&mut Self)) -> bool {
        let known = self.found.len();
        judge(self);
        let nothing = self.found.len() == known;
        self.found.truncate(known);
        nothing
    }
}

fn judge(model: &Model, wanted: &Type, value: &Value, path: &str, faults: &mut Faults) {
    faults.steps = faults.steps.saturating_sub(1);
    if faults.steps == 0 {
        return;
    }
    let mut fault = |message: String| faults.push(Fault { path: path.to_owned(), message });
    let expected = |fault: &mut dyn FnMut(String)| {
        fault(format!("expected {}, found {}", Model::label(&wanted.kind), described(value)));
    };
    match (&wanted.kind, value) {
        (Kind::Null, Value::Null) | (Kind::Boolean, Value::Bool(_)) | (Kind::String, Value::String(_)) => {}
        (Kind::Int, Value::Number(number)) if number.as_i64().is_some_and(|number| i32::try_from(number).is_ok()) => {}
        (Kind::Int, Value::Number(number)) if number.is_i64() || number.is_u64() => {
            fault(format!("{number} is beyond the range of int"));
        }
        (Kind::Long, Value::Number(number)) if number.is_i64() => {}
        (Kind::Long, Value::Number(number)) if number.is_u64() => {
            fault(format!("{number} is beyond the range of long"))
        }
        (Kind::Float | Kind::Double, Value::Number(_)) => {}
        (Kind::Bytes, Value::String(text)) => {
            if let Some(character) = not_a_byte(text) {
                fault(format!("{character:?} is no byte; bytes are written as the characters U+0000 to U+00FF"));
            }
        }
        (Kind::Array(items), Value::Array(elements)) => {
            for (index, element) in elements.iter().enumerate() {
                judge(model, items, element, &format!("{path}/{index}"), faults);
            }
        }
        (Kind::Map(values), Value::Object(members)) => {
            for (name, member) in members {
                judge(model, values, member, &format!("{path}/{}", escaped(name)), faults);
            }
        }
        (Kind::Union(branches), value) => union(model, branches, value, path, faults),
        (Kind::Named(name), value) => match model.named(name) {
            Some(definition) => judge_named(model, (name, definition), value, path, faults),
            None => fault(format!("the type `{name}` is not defined in the schema")),
        },
        _ => expected(&mut fault),
    }
}

fn judge_named(model: &Model, (name, definition): (&str, &Named), value: &Value, path: &str, faults: &mut Faults) {
    let mut fault = |message: String| faults.push(Fault { path: path.to_owned(), message });
    match (definition, value) {
        (Named::Enum(symbols), Value::String(symbol)) => {
            if !symbols.contains(symbol) {
                fault(format!("`{symbol}` is no symbol of the enum `{name}`: {}", symbols.join(", ")));
            }
        }
        (Named::Fixed { size, .. }, Value::String(text)) => {
            let length = text.chars().count() as u64;
            if let Some(character) = not_a_byte(text) {
                fault(format!("{character:?} is no byte; bytes are written as the characters U+0000 to U+00FF"));
            } else if length != *size {
                fault(format!("the fixed `{name}` has {size} bytes, and this has {length}"));
            }
        }
        (Named::Record(fields), Value::Object(members)) => {
            for field in fields {
                match members.get(&field.name) {
                    Some(member) => {
                        let path = format!("{path}/{}", escaped(&field.name));
                        judge(model, &field.field_type, member, &path, faults);
                    }
                    None if field.has_default => {}
                    None => faults.push(Fault {
                        path: path.to_owned(),
                        message: format!("field `{}` is missing, and has no default", field.name),
                    }),
                }
            }
            for member in members.keys().filter(|name| !fields.iter().any(|field| field.name == **name)) {
                faults.push(Fault { path: path.to_owned(), message: format!("field `{member}` is not in the schema") });
            }
        }
        (definition, value) => {
            let kind = match definition {
                Named::Record(_) => "record",
                Named::Enum(_) => "enum",
                Named::Fixed { .. } => "fixed",
            };
            fault(format!("expected the {kind} `{name}`, found {}", described(value)));
        }
    }
}

/// One branch is enough: plainly, or under its name as Avro's JSON encoding has it.
fn union(model: &Model, branches: &[Type], value: &Value, path: &str, faults: &mut Faults) {
    let near: Vec<&Type> = branches.iter().filter(|branch| is_near(model, branch, value)).collect();
    let tagged = tagged(branches, value);
    match (&near[..], tagged) {
        // What is wrong with the only branch that can be meant is the answer.
        ([only], None) => judge(model, only, value, path, faults),
        ([], Some((branch, name, inner))) => judge(model, branch, inner, &format!("{path}/{}", escaped(name)), faults),
        (near, tagged) => {
            if near.iter().any(|branch| faults.finds_nothing(|faults| judge(model, branch, value, path, faults))) {
                return;
            }
            if let Some((branch, name, inner)) = tagged {
                return judge(model, branch, inner, &format!("{path}/{}", escaped(name)), faults);
            }
            let names: Vec<&str> = branches.iter().map(|branch| Model::label(&branch.kind)).collect();
            faults.push(Fault {
                path: path.to_owned(),
                message: format!("{} fits none of the union's types: {}", described(value), names.join(", ")),
            });
        }
    }
}

/// A value under its branch's name.
fn tagged<'a>(branches: &'a [Type], value: &'a Value) -> Option<(&'a Type, &'a str, &'a Value)> {
    let members = value.as_object().filter(|members| members.len() == 1)?;
    let (name, inner) = members.iter().next()?;
    let branch = branches.iter().find(|branch| Model::label(&branch.kind) == name)?;
    Some((branch, name, inner))
}

/// Whether a type and a value are of one kind, at first sight.
fn is_near(model: &Model, wanted: &Type, value: &Value) -> bool {
    match (&wanted.kind, value) {
        (Kind::Null, Value::Null)
        | (Kind::Boolean, Value::Bool(_))
        | (Kind::Float | Kind::Double, Value::Number(_))
        | (Kind::String | Kind::Bytes, Value::String(_))
        | (Kind::Array(_), Value::Array(_))
        | (Kind::Map(_), Value::Object(_)) => true,
        (Kind::Int | Kind::Long, Value::Number(number)) => number.is_i64() || number.is_u64(),
        (Kind::Named(name), value) => match model.named(name) {
            Some(Named::Record(_)) => value.is_object(),
            Some(Named::Enum(_) | Named::Fixed { .. }) => value.is_string(),
            None => false,
        },
        _ => false,
    }
}

fn not_a_byte(text: &str) -> Option<char> {
    text.chars().find(|character| u32::from(*character) > 0xff)
}

/// A value in a few words.
fn described(value: &Value) -> String {
    const MOST: usize = 40;
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => format!("the boolean {value}"),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) if text.chars().count() > MOST => {
            format!("the string {:?}…", text.chars().take(MOST).collect::<String>())
        }
        Value::String(text) => format!("the string {text:?}"),
        Value::Array(_) => "an array".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// A name as a part of a JSON pointer.
pub(super) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
