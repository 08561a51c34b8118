//! Whether a definition is a JSON Schema on its own: the shape of every keyword's value, and that references within the
//! document lead somewhere and not back to themselves.
//!
//! Not checked: regular expressions, and documents elsewhere.

use std::collections::HashSet;

use super::Draft;
use super::build::canonical;
use super::reference::{References, Target};
use crate::schema::source::{Json, JsonKind, Problem};

/// What the value of a keyword must be.
#[derive(Debug, Clone, Copy)]
enum Shape {
    Schema,
    /// A schema; in draft 4, too, it may be a boolean.
    SchemaOrBool,
    Schemas,
    SchemaOrSchemas,
    SchemaMap,
    Dependencies,
    Types,
    Names,
    Values,
    Array,
    Text,
    Bool,
    Number,
    PositiveNumber,
    /// A number; in draft 4 a boolean beside `maximum` or `minimum`.
    Exclusive,
    Count,
}

/// What is checked, and the first draft that knows it.
const KEYWORDS: [(&str, Shape, Draft); 40] = [
    ("additionalItems", Shape::SchemaOrBool, Draft::Four),
    ("additionalProperties", Shape::SchemaOrBool, Draft::Four),
    ("allOf", Shape::Schemas, Draft::Four),
    ("anyOf", Shape::Schemas, Draft::Four),
    ("contains", Shape::Schema, Draft::Six),
    ("definitions", Shape::SchemaMap, Draft::Four),
    ("dependencies", Shape::Dependencies, Draft::Four),
    ("description", Shape::Text, Draft::Four),
    ("else", Shape::Schema, Draft::Seven),
    ("enum", Shape::Values, Draft::Four),
    ("examples", Shape::Array, Draft::Six),
    ("exclusiveMaximum", Shape::Exclusive, Draft::Four),
    ("exclusiveMinimum", Shape::Exclusive, Draft::Four),
    ("format", Shape::Text, Draft::Four),
    ("if", Shape::Schema, Draft::Seven),
    ("items", Shape::SchemaOrSchemas, Draft::Four),
    ("maxItems", Shape::Count, Draft::Four),
    ("maxLength", Shape::Count, Draft::Four),
    ("maxProperties", Shape::Count, Draft::Four),
    ("maximum", Shape::Number, Draft::Four),
    ("minItems", Shape::Count, Draft::Four),
    ("minLength", Shape::Count, Draft::Four),
    ("minProperties", Shape::Count, Draft::Four),
    ("minimum", Shape::Number, Draft::Four),
    ("multipleOf", Shape::PositiveNumber, Draft::Four),
    ("not", Shape::Schema, Draft::Four),
    ("oneOf", Shape::Schemas, Draft::Four),
    ("pattern", Shape::Text, Draft::Four),
    ("patternProperties", Shape::SchemaMap, Draft::Four),
    ("properties", Shape::SchemaMap, Draft::Four),
    ("propertyNames", Shape::Schema, Draft::Six),
    ("required", Shape::Names, Draft::Four),
    ("then", Shape::Schema, Draft::Seven),
    ("title", Shape::Text, Draft::Four),
    ("type", Shape::Types, Draft::Four),
    ("uniqueItems", Shape::Bool, Draft::Four),
    ("$ref", Shape::Text, Draft::Four),
    ("$comment", Shape::Text, Draft::Seven),
    ("contentEncoding", Shape::Text, Draft::Seven),
    ("contentMediaType", Shape::Text, Draft::Seven),
];

const TYPES: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];

/// The draft of a definition, and everything wrong with it.
pub(super) fn validate(root: &Json, references: &References) -> (Draft, Vec<Problem>) {
    let mut problems = Vec::new();
    let draft = draft(root, &mut problems);
    let mut checker = Checker { root, references, draft, problems };
    checker.schema(root);
    checker.problems.sort_by_key(|problem| problem.span.start);
    (draft, checker.problems)
}

fn draft(root: &Json, problems: &mut Vec<Problem>) -> Draft {
    let Some(named) = root.get("$schema") else { return Draft::Seven };
    let address = named.as_text().unwrap_or_default().trim_end_matches('#');
    match address.trim_start_matches("https://").trim_start_matches("http://") {
        "json-schema.org/draft-04/schema" => Draft::Four,
        "json-schema.org/draft-06/schema" => Draft::Six,
        "json-schema.org/draft-07/schema" => Draft::Seven,
        _ => {
            let hint =
                "the registry reads draft-04, draft-06 and draft-07, as in \"http://json-schema.org/draft-07/schema#\"";
            problems.push(Problem::new(named.span, "`$schema` names no draft that the registry reads").hint(hint));
            Draft::Seven
        }
    }
}

struct Checker<'a> {
    root: &'a Json,
    references: &'a References,
    draft: Draft,
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn wrong(&mut self, value: &Json, keyword: &str, wanted: &str) {
        self.problems
            .push(Problem::new(value.span, format!("`{keyword}` must be {wanted}, found {}", value.kind_name())));
    }

    fn schema(&mut self, schema: &Json) {
        match &schema.kind {
            JsonKind::Object(members) => {
                let mut seen = HashSet::new();
                for member in members.iter().filter(|member| !seen.insert(member.key.as_str())) {
                    self.problems.push(Problem::new(member.key_span, format!("`{}` is given twice", member.key)));
                }
                // Beside `$ref`, other keywords are ignored in these drafts.
                if let Some(reference) = schema.get("$ref") {
                    return self.reference(schema, reference);
                }
                if self.draft == Draft::Four {
                    for (bound, of) in [("exclusiveMaximum", "maximum"), ("exclusiveMinimum", "minimum")] {
                        if let (Some(flag), None) = (schema.get(bound), schema.get(of)) {
                            let message = format!("`{bound}` needs `{of}` beside it in draft 4");
                            self.problems.push(Problem::new(flag.span, message));
                        }
                    }
                }
                for member in members {
                    let known = KEYWORDS.iter().find(|(keyword, ..)| *keyword == member.key);
                    if let Some((_, shape, _)) = known.filter(|(.., since)| *since <= self.draft) {
                        self.keyword(&member.key, *shape, &member.value);
                    }
                }
            }
            JsonKind::Bool(_) if self.draft > Draft::Four => {}
            _ => self.problems.push(Problem::new(
                schema.span,
                format!(
                    "a schema is an object{}, found {}",
                    if self.draft > Draft::Four { " or a boolean" } else { "" },
                    schema.kind_name()
                ),
            )),
        }
    }

    fn keyword(&mut self, keyword: &str, shape: Shape, value: &Json) {
        match (shape, &value.kind) {
            (Shape::SchemaOrBool, JsonKind::Bool(_))
            | (Shape::Text, JsonKind::Text(_))
            | (Shape::Bool, JsonKind::Bool(_))
            | (Shape::Number, JsonKind::Number(_)) => {}
            (Shape::Schema | Shape::SchemaOrBool, _) => self.schema(value),
            (Shape::Schemas, JsonKind::Array(schemas)) if !schemas.is_empty() => {
                schemas.iter().for_each(|schema| self.schema(schema))
            }
            (Shape::Schemas, _) => self.wrong(value, keyword, "an array of one or more schemas"),
            (Shape::SchemaOrSchemas, JsonKind::Array(schemas)) if !schemas.is_empty() => {
                schemas.iter().for_each(|schema| self.schema(schema));
            }
            (Shape::SchemaOrSchemas, JsonKind::Array(_)) => {
                self.wrong(value, keyword, "a schema or one or more schemas")
            }
            (Shape::SchemaOrSchemas, _) => self.schema(value),
            (Shape::SchemaMap, JsonKind::Object(members)) => {
                let mut seen = HashSet::new();
                for member in members {
                    if !seen.insert(member.key.as_str()) {
                        self.problems.push(Problem::new(
                            member.key_span,
                            format!("`{}` is given twice in `{keyword}`", member.key),
                        ));
                    }
                    self.schema(&member.value);
                }
            }
            (Shape::SchemaMap, _) => self.wrong(value, keyword, "an object of schemas"),
            (Shape::Dependencies, JsonKind::Object(members)) => {
                for member in members {
                    match &member.value.kind {
                        JsonKind::Array(_) => self.names(keyword, &member.value),
                        _ => self.schema(&member.value),
                    }
                }
            }
            (Shape::Dependencies, _) => self.wrong(value, keyword, "an object"),
            (Shape::Types, _) => self.types(value),
            (Shape::Names, _) => self.names(keyword, value),
            (Shape::Values, JsonKind::Array(values)) => self.values(keyword, value, values),
            (Shape::Array, JsonKind::Array(_)) => {}
            (Shape::Values | Shape::Array, _) => self.wrong(value, keyword, "an array of values"),
            (Shape::Text, _) => self.wrong(value, keyword, "a text"),
            (Shape::Bool, _) => self.wrong(value, keyword, "true or false"),
            (Shape::Number, _) => self.wrong(value, keyword, "a number"),
            (Shape::PositiveNumber, JsonKind::Number(text)) if text.parse::<f64>().is_ok_and(|number| number > 0.0) => {
            }
            (Shape::PositiveNumber, _) => self.wrong(value, keyword, "a number above 0"),
            (Shape::Exclusive, JsonKind::Bool(_)) if self.draft == Draft::Four => {}
            (Shape::Exclusive, JsonKind::Number(_)) if self.draft > Draft::Four => {}
            (Shape::Exclusive, _) if self.draft == Draft::Four => {
                self.wrong(value, keyword, "true or false in draft 4")
            }
            (Shape::Exclusive, _) => self.wrong(value, keyword, "a number in draft 6 and 7"),
            (Shape::Count, JsonKind::Number(text)) if self.is_count(text) => {}
            (Shape::Count, _) => self.wrong(value, keyword, "a whole number of 0 or more"),
        }
    }

    fn is_count(&self, text: &str) -> bool {
        // To draft 4, 2.0 is no integer.
        let whole = if self.draft == Draft::Four { text.bytes().all(|byte| byte.is_ascii_digit()) } else { true };
        whole && text.parse::<f64>().is_ok_and(|number| number >= 0.0 && number.fract() == 0.0)
    }

    /// In draft 4, an enum has one or more values, each once.
    fn values(&mut self, keyword: &str, value: &Json, values: &[Json]) {
        if self.draft > Draft::Four {
            return;
        }
        if values.is_empty() {
            self.wrong(value, keyword, "an array of one or more values");
        }
        let mut seen = HashSet::new();
        for value in values {
            if !seen.insert(canonical(value)) {
                self.problems.push(Problem::new(value.span, format!("`{keyword}` has the same value twice")));
            }
        }
    }

    fn types(&mut self, value: &Json) {
        let named: Vec<&Json> = match &value.kind {
            JsonKind::Array(names) if !names.is_empty() => names.iter().collect(),
            JsonKind::Text(_) => vec![value],
            _ => return self.wrong(value, "type", "the name of a type or an array of such names"),
        };
        for (index, name) in named.iter().enumerate() {
            let text = name.as_text().unwrap_or_default();
            if !TYPES.contains(&text) {
                self.problems.push(
                    Problem::new(name.span, format!("`{text}` is no type"))
                        .hint(format!("the types are {}", TYPES.join(", "))),
                );
            } else if named[..index].iter().any(|earlier| earlier.as_text() == Some(text)) {
                self.problems.push(Problem::new(name.span, format!("the type `{text}` is given twice")));
            }
        }
    }

    fn names(&mut self, keyword: &str, value: &Json) {
        let JsonKind::Array(names) = &value.kind else {
            return self.wrong(value, keyword, "an array of property names");
        };
        if names.is_empty() && self.draft == Draft::Four {
            self.problems.push(Problem::new(value.span, format!("`{keyword}` cannot be empty in draft 4")));
        }
        let mut seen = HashSet::new();
        for name in names {
            match name.as_text() {
                None => self.wrong(name, keyword, "an array of property names"),
                Some(text) if !seen.insert(text) => {
                    self.problems.push(Problem::new(name.span, format!("`{keyword}` names `{text}` twice")));
                }
                Some(_) => {}
            }
        }
    }

    /// A reference within the document must lead to something; those to other documents are not followed.
    fn reference(&mut self, schema: &Json, value: &Json) {
        let Some(text) = value.as_text() else { return self.wrong(value, "$ref", "a text") };
        let message = match self.references.follow(self.root, schema) {
            Target::Nowhere if self.references.resolve(self.root, text) == Target::Nowhere => {
                format!("the reference {text} leads nowhere")
            }
            Target::Circle => format!("the reference {text} leads back to itself"),
            _ => return,
        };
        self.problems.push(Problem::new(value.span, message));
    }
}
