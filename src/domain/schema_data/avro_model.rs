//! An Avro schema as types that name each other: what is needed to judge data and to find columns.

use std::collections::HashMap;

use serde_json::Value;

/// A schema.
#[derive(Debug, Clone)]
pub(super) struct Model {
    pub(super) root: Type,
    /// By full name.
    pub(super) named: HashMap<String, Named>,
}

/// A type where it is used.
#[derive(Debug, Clone)]
pub(super) struct Type {
    pub(super) kind: Kind,
    pub(super) logical: Option<Logical>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Null,
    Boolean,
    Int,
    Long,
    Float,
    Double,
    Bytes,
    String,
    Array(Box<Type>),
    Map(Box<Type>),
    Union(Vec<Type>),
    /// A record, enum or fixed by its full name.
    Named(String),
}

impl PartialEq for Type {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// Logical types that mean something to columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Logical {
    Decimal { precision: u64, scale: u64 },
    Date,
    Timestamp,
    Other(String),
}

#[derive(Debug, Clone)]
pub(super) enum Named {
    Record(Vec<Field>),
    Enum(Vec<String>),
    Fixed { size: u64, logical: Option<Logical> },
}

#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) field_type: Type,
    pub(super) has_default: bool,
    pub(super) doc: Option<String>,
}

impl Model {
    /// Reads a definition that is known to be valid.
    pub(super) fn read(definition: &str) -> Result<Self, String> {
        let document: Value = serde_json::from_str(definition).map_err(|error| error.to_string())?;
        let mut named = HashMap::new();
        let root = read_type(&document, "", &mut named)?;
        Ok(Self { root, named })
    }

    /// What a use of a named type stands for.
    pub(super) fn named(&self, name: &str) -> Option<&Named> {
        self.named.get(name)
    }

    /// The name of a type as Avro's JSON encoding of unions writes it.
    pub(super) fn label(kind: &Kind) -> &str {
        match kind {
            Kind::Null => "null",
            Kind::Boolean => "boolean",
            Kind::Int => "int",
            Kind::Long => "long",
            Kind::Float => "float",
            Kind::Double => "double",
            Kind::Bytes => "bytes",
            Kind::String => "string",
            Kind::Array(_) => "array",
            Kind::Map(_) => "map",
            Kind::Union(_) => "union",
            Kind::Named(name) => name,
        }
    }
}

fn plain(kind: Kind) -> Type {
    Type { kind, logical: None }
}

fn read_type(value: &Value, namespace: &str, named: &mut HashMap<String, Named>) -> Result<Type, String> {
    match value {
        Value::String(word) => {
            Ok(plain(primitive(word).unwrap_or_else(|| Kind::Named(resolved(word, namespace, named)))))
        }
        Value::Array(branches) => {
            let branches =
                branches.iter().map(|branch| read_type(branch, namespace, named)).collect::<Result<_, _>>()?;
            Ok(plain(Kind::Union(branches)))
        }
        Value::Object(members) => {
            let logical = logical(value);
            let kind = match members.get("type") {
                Some(Value::String(word)) => match word.as_str() {
                    "record" | "error" | "enum" | "fixed" => define(word, value, namespace, logical.clone(), named)?,
                    "array" => Kind::Array(Box::new(read_type(&value["items"], namespace, named)?)),
                    "map" => Kind::Map(Box::new(read_type(&value["values"], namespace, named)?)),
                    word => primitive(word).unwrap_or_else(|| Kind::Named(resolved(word, namespace, named))),
                },
                Some(inner) => return read_type(inner, namespace, named),
                None => return Err("a type without the attribute `type`".to_owned()),
            };
            Ok(Type { kind, logical })
        }
        other => Err(format!("{other} is no Avro type")),
    }
}

fn define(
    word: &str,
    value: &Value,
    namespace: &str,
    logical: Option<Logical>,
    named: &mut HashMap<String, Named>,
) -> Result<Kind, String> {
    let name = value["name"].as_str().ok_or("a named type without a name")?;
    let full = match (name.contains('.'), value["namespace"].as_str()) {
        (true, _) => name.to_owned(),
        (false, Some(own)) => joined(own, name),
        (false, None) => joined(namespace, name),
    };
    let own_namespace = full.rsplit_once('.').map_or("", |(namespace, _)| namespace).to_owned();
    match word {
        "enum" => {
            let symbols =
                value["symbols"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
            named.insert(full.clone(), Named::Enum(symbols.collect()));
        }
        "fixed" => {
            named.insert(full.clone(), Named::Fixed { size: value["size"].as_u64().unwrap_or(0), logical });
        }
        _ => {
            // Known before its fields are read: they may name it.
            named.insert(full.clone(), Named::Record(Vec::new()));
            let mut fields = Vec::new();
            for field in value["fields"].as_array().into_iter().flatten() {
                fields.push(Field {
                    name: field["name"].as_str().unwrap_or_default().to_owned(),
                    field_type: read_type(&field["type"], &own_namespace, named)?,
                    has_default: field.get("default").is_some(),
                    doc: field["doc"].as_str().map(str::to_owned),
                });
            }
            named.insert(full.clone(), Named::Record(fields));
        }
    }
    Ok(Kind::Named(full))
}

fn joined(namespace: &str, name: &str) -> String {
    if namespace.is_empty() { name.to_owned() } else { format!("{namespace}.{name}") }
}

/// A name without a namespace is one of the namespace around it, or one without any.
fn resolved(word: &str, namespace: &str, named: &HashMap<String, Named>) -> String {
    let near = joined(namespace, word);
    if word.contains('.') || (!named.contains_key(&near) && named.contains_key(word)) { word.to_owned() } else { near }
}

fn primitive(word: &str) -> Option<Kind> {
    Some(match word {
        "null" => Kind::Null,
        "boolean" => Kind::Boolean,
        "int" => Kind::Int,
        "long" => Kind::Long,
        "float" => Kind::Float,
        "double" => Kind::Double,
        "bytes" => Kind::Bytes,
        "string" => Kind::String,
        _ => return None,
    })
}

fn logical(value: &Value) -> Option<Logical> {
    Some(match value["logicalType"].as_str()? {
        "decimal" => Logical::Decimal {
            precision: value["precision"].as_u64().unwrap_or(0),
            scale: value["scale"].as_u64().unwrap_or(0),
        },
        "date" => Logical::Date,
        "timestamp-millis"
        | "timestamp-micros"
        | "timestamp-nanos"
        | "local-timestamp-millis"
        | "local-timestamp-micros"
        | "local-timestamp-nanos" => Logical::Timestamp,
        other => Logical::Other(other.to_owned()),
    })
}
