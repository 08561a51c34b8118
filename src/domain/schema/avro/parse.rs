//! From text to a schema, with everything wrong in it.
//!
//! What Avro's parser 1.11.4 refuses is a [`Problem`]. Where a schema can still be made sense of (a default of the wrong
//! type, say), it is returned beside the problems: stored versions that older parsers let in must stay comparable.

use std::collections::{HashMap, HashSet};

use super::default::default_fits;
use super::{Field, Kind, Name, Primitive, Schema, Type, TypeId, full_name};
use crate::schema::source::{Json, JsonKind, Problem, Span, parse_json};

/// Reads a definition. The schema is missing only if the text cannot be understood at all.
pub(in crate::schema) fn parse(text: &str) -> (Option<Schema>, Vec<Problem>) {
    let json = match parse_json(text) {
        Ok(json) => json,
        Err(error) => return (None, vec![Problem::not_json(&error)]),
    };
    let mut parser = Parser {
        types: Vec::new(),
        names: HashMap::new(),
        branch_spans: HashMap::new(),
        problems: Vec::new(),
        defaults: Vec::new(),
    };
    let root = parser.schema(&json, "");
    let Parser { types, branch_spans, mut problems, defaults, .. } = parser;
    let schema = root.map(|root| Schema { types, root, branch_spans });
    if let Some(schema) = &schema {
        // Only now are all types known, recursive ones included.
        for (field_type, default, name) in &defaults {
            if let Err(reason) = default_fits(schema, *field_type, default) {
                problems.push(Problem {
                    span: default.span,
                    message: format!("the default of field `{name}` {}", reason.message),
                    hint: reason.hint,
                });
            }
        }
    }
    problems.sort_by_key(|problem| problem.span.start);
    (schema, problems)
}

struct Parser {
    types: Vec<Type>,
    /// Full names of the types defined so far.
    names: HashMap<String, TypeId>,
    branch_spans: HashMap<TypeId, Vec<Span>>,
    problems: Vec<Problem>,
    /// Field type, default and field name, to be checked at the end.
    defaults: Vec<(TypeId, Json, String)>,
}

impl Parser {
    fn problem(&mut self, span: Span, message: impl Into<String>) {
        self.problems.push(Problem::new(span, message));
    }

    fn hinted(&mut self, span: Span, message: impl Into<String>, hint: impl Into<String>) {
        self.problems.push(Problem::new(span, message).hint(hint));
    }

    fn add(&mut self, span: Span, kind: Kind) -> TypeId {
        self.types.push(Type { span, kind, logical: None });
        self.types.len() - 1
    }

    /// Reads a schema in a namespace. None when nothing can be made of it; the problem is noted.
    fn schema(&mut self, json: &Json, namespace: &str) -> Option<TypeId> {
        match &json.kind {
            JsonKind::Text(word) => self.reference(json.span, word, namespace),
            JsonKind::Array(branches) => self.union(json.span, branches, namespace),
            JsonKind::Object(_) => {
                self.twice(json);
                self.object(json, namespace)
            }
            _ => {
                self.problem(
                    json.span,
                    format!("expected a schema (a text, an object or an array), found {}", json.kind_name()),
                );
                None
            }
        }
    }

    /// Notes attributes that are given twice.
    fn twice(&mut self, json: &Json) {
        let mut seen = HashSet::new();
        for member in json.members() {
            if !seen.insert(member.key.as_str()) {
                self.problem(member.key_span, format!("the attribute `{}` is given twice", member.key));
            }
        }
    }

    /// A primitive, or a name that was defined before.
    fn reference(&mut self, span: Span, word: &str, namespace: &str) -> Option<TypeId> {
        if let Some(primitive) = Primitive::read(word) {
            return Some(self.add(span, Kind::Primitive(primitive)));
        }
        let local = word.rsplit('.').next().unwrap_or(word);
        let wanted = if word.contains('.') { word.to_owned() } else { full_name(namespace, word) };
        // A name that its namespace does not have is looked up without one.
        let found = self.names.get(&wanted).or_else(|| self.names.get(local)).copied();
        if found.is_none() {
            let lower = word.to_ascii_lowercase();
            let alias = match lower.as_str() {
                "integer" => Some("int"),
                "bigint" => Some("long"),
                "bool" => Some("boolean"),
                "str" | "text" | "varchar" => Some("string"),
                other => Primitive::read(other).map(|_| other),
            };
            let hint = match alias {
                Some(alias) => format!("Avro calls this type \"{alias}\""),
                None if ["record", "enum", "fixed", "array", "map"].contains(&word) => format!("write {{\"type\": \"{word}\", …}}"),
                None => "a named type must be defined before it is used; another namespace is written out, as in \"com.example.Name\"".to_owned(),
            };
            self.hinted(span, format!("the type `{wanted}` is not defined"), hint);
        }
        found
    }

    fn union(&mut self, span: Span, branches: &[Json], namespace: &str) -> Option<TypeId> {
        let mut ids: Vec<TypeId> = Vec::new();
        let mut labels: HashSet<String> = HashSet::new();
        for branch in branches {
            let id = self.schema(branch, namespace)?;
            let kind = &self.types[id].kind;
            let label = kind.name().map_or_else(|| kind.word().to_lowercase(), Name::full);
            if matches!(kind, Kind::Union(_)) {
                self.problem(branch.span, "a union cannot hold a union");
            } else if !labels.insert(label.clone()) {
                self.problem(branch.span, format!("the union has the branch `{label}` twice"));
            }
            ids.push(id);
        }
        let id = self.add(span, Kind::Union(ids));
        self.branch_spans.insert(id, branches.iter().map(|branch| branch.span).collect());
        Some(id)
    }

    fn object(&mut self, json: &Json, namespace: &str) -> Option<TypeId> {
        let Some(type_json) = json.get("type") else {
            self.problem(json.span, "the attribute `type` is missing");
            return None;
        };
        let Some(word) = type_json.as_text() else {
            self.hinted(
                type_json.span,
                format!("`type` must be the name of a type here, found {}", type_json.kind_name()),
                "only a field's `type` can hold another schema",
            );
            return None;
        };
        match word {
            "record" | "error" => self.record(json, namespace),
            "enum" => self.enumeration(json, namespace),
            "fixed" => self.fixed(json, namespace),
            "array" => self.inner(json, "items", namespace).map(|inner| self.add(json.span, Kind::Array(inner))),
            "map" => self.inner(json, "values", namespace).map(|inner| self.add(json.span, Kind::Map(inner))),
            other => {
                let id = self.reference(type_json.span, other, namespace)?;
                // The attributes around a primitive (a logical type) belong to it.
                if let Kind::Primitive(_) = self.types[id].kind {
                    self.types[id].span = json.span;
                    self.types[id].logical = logical(json);
                }
                Some(id)
            }
        }
    }

    fn inner(&mut self, json: &Json, attribute: &str, namespace: &str) -> Option<TypeId> {
        match json.get(attribute) {
            Some(inner) => self.schema(inner, namespace),
            None => {
                self.problem(json.span, format!("the attribute `{attribute}` is missing"));
                None
            }
        }
    }

    /// The name of a definition. The second part is the namespace for what it encloses.
    fn name(&mut self, json: &Json, enclosing: &str) -> Option<Name> {
        let Some(name) = json.get("name") else {
            self.problem(json.span, "the attribute `name` is missing");
            return None;
        };
        let Some(text) = name.as_text() else {
            self.problem(name.span, format!("`name` must be a text, found {}", name.kind_name()));
            return None;
        };
        let (namespace, local) = match text.rsplit_once('.') {
            Some((namespace, local)) => (namespace.to_owned(), local),
            None => (json.get("namespace").and_then(Json::as_text).unwrap_or(enclosing).to_owned(), text),
        };
        self.check_name(name.span, local, "name");
        for part in namespace.split('.').filter(|_| !namespace.is_empty()) {
            self.check_name(name.span, part, "namespace");
        }
        if Primitive::read(local).is_some() && namespace.is_empty() {
            self.problem(name.span, format!("`{local}` is the name of a primitive type"));
        }
        let aliases = self.texts(json, "aliases");
        let aliases = aliases
            .into_iter()
            .map(|alias| if alias.contains('.') { alias } else { full_name(&namespace, &alias) })
            .collect();
        let aliases_span = json.get("aliases").filter(|list| list.as_array().is_some()).map(|list| list.span);
        Some(Name { local: local.to_owned(), namespace, aliases, span: name.span, aliases_span })
    }

    fn check_name(&mut self, span: Span, name: &str, what: &str) {
        let first = name.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
        if !first || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            self.hinted(
                span,
                format!("`{name}` is no {what}"),
                "names begin with a letter or _ and go on with letters, digits and _",
            );
        }
    }

    fn define(&mut self, name: &Name, id: TypeId) {
        if self.names.insert(name.full(), id).is_some() {
            self.problem(name.span, format!("the type `{}` is defined twice", name.full()));
        }
    }

    fn record(&mut self, json: &Json, namespace: &str) -> Option<TypeId> {
        let name = self.name(json, namespace)?;
        let inner_namespace = name.namespace.clone();
        let id = self.add(json.span, Kind::Record { name: name.clone(), fields: Vec::new() });
        // Named before its fields are read: they may refer to it.
        self.define(&name, id);
        let Some(list) = json.get("fields") else {
            self.problem(json.span, format!("the record `{}` has no `fields`", name.full()));
            return None;
        };
        let Some(list_of_fields) = list.as_array() else {
            self.problem(list.span, format!("`fields` must be an array, found {}", list.kind_name()));
            return None;
        };
        let mut fields: Vec<Field> = Vec::new();
        let mut seen: HashSet<String> = HashSet::new();
        for json in list_of_fields {
            let field = self.field(json, &inner_namespace)?;
            if !seen.insert(field.name.clone()) {
                self.problem(json.span, format!("the record `{}` has the field `{}` twice", name.full(), field.name));
            }
            fields.push(field);
        }
        self.types[id].kind = Kind::Record { name, fields };
        Some(id)
    }

    fn field(&mut self, json: &Json, namespace: &str) -> Option<Field> {
        self.twice(json);
        let Some(name) = json.get("name").and_then(Json::as_text) else {
            self.problem(json.span, "a field needs a `name`");
            return None;
        };
        let span = json.get("name").map_or(json.span, |name| name.span);
        self.check_name(span, name, "field name");
        let Some(type_json) = json.get("type") else {
            self.problem(json.span, format!("the field `{name}` has no `type`"));
            return None;
        };
        let field_type = self.schema(type_json, namespace)?;
        if let Some(order) = json.get("order")
            && !matches!(order.as_text(), Some("ascending" | "descending" | "ignore"))
        {
            self.problem(order.span, "`order` is ascending, descending or ignore");
        }
        let default = json.get("default").cloned();
        if let Some(default) = &default {
            self.defaults.push((field_type, default.clone(), name.to_owned()));
        }
        let aliases = self.texts(json, "aliases");
        Some(Field { name: name.to_owned(), aliases, field_type, default, span: json.span, type_span: type_json.span })
    }

    fn enumeration(&mut self, json: &Json, namespace: &str) -> Option<TypeId> {
        let name = self.name(json, namespace)?;
        let Some(list) = json.get("symbols").filter(|list| list.as_array().is_some()) else {
            self.problem(json.span, format!("the enum `{}` has no array `symbols`", name.full()));
            return None;
        };
        let mut symbols: Vec<String> = Vec::new();
        let mut seen: HashSet<&str> = HashSet::new();
        for symbol in list.as_array().unwrap_or_default() {
            let Some(text) = symbol.as_text() else {
                self.problem(symbol.span, format!("a symbol must be a text, found {}", symbol.kind_name()));
                continue;
            };
            self.check_name(symbol.span, text, "enum symbol");
            if !seen.insert(text) {
                self.problem(symbol.span, format!("the enum `{}` has the symbol {text} twice", name.full()));
            }
            symbols.push(text.to_owned());
        }
        let default = json.get("default");
        if let Some(default) = default
            && !default.as_text().is_some_and(|default| symbols.iter().any(|symbol| symbol == default))
        {
            self.problem(default.span, format!("the default of the enum `{}` is none of its symbols", name.full()));
        }
        let default = default.and_then(Json::as_text).map(str::to_owned);
        let kind = Kind::Enum { name: name.clone(), symbols, default, symbols_span: list.span };
        let id = self.add(json.span, kind);
        self.define(&name, id);
        Some(id)
    }

    fn fixed(&mut self, json: &Json, namespace: &str) -> Option<TypeId> {
        let name = self.name(json, namespace)?;
        let size = json.get("size");
        let number = size.and_then(|size| match &size.kind {
            JsonKind::Number(text) => text.parse::<u64>().ok().filter(|size| i32::try_from(*size).is_ok()),
            _ => None,
        });
        let (Some(size), Some(number)) = (size, number) else {
            let span = size.map_or(json.span, |size| size.span);
            self.problem(span, format!("the fixed `{}` needs a `size` of 0 or more bytes", name.full()));
            return None;
        };
        let id = self.add(json.span, Kind::Fixed { name: name.clone(), size: number, size_span: size.span });
        self.types[id].logical = logical(json);
        self.define(&name, id);
        Some(id)
    }

    /// An optional array of texts.
    fn texts(&mut self, json: &Json, attribute: &str) -> Vec<String> {
        let Some(list) = json.get(attribute) else { return Vec::new() };
        let texts = list.as_array().map(|elements| {
            elements.iter().map(|element| element.as_text().map(str::to_owned)).collect::<Option<Vec<_>>>()
        });
        match texts {
            Some(Some(texts)) => texts,
            _ => {
                self.problem(list.span, format!("`{attribute}` must be an array of texts"));
                Vec::new()
            }
        }
    }
}

/// The logical type that a definition carries.
fn logical(json: &Json) -> Option<String> {
    let name = json.get("logicalType")?.as_text()?;
    if name != "decimal" {
        return Some(name.to_owned());
    }
    let number = |attribute: &str| match json.get(attribute).map(|value| &value.kind) {
        Some(JsonKind::Number(number)) => number.clone(),
        _ => "0".to_owned(),
    };
    Some(format!("decimal({}, {})", number("precision"), number("scale")))
}
