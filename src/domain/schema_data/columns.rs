//! The columns of a catalog table that hold the records of a schema.
//!
//! The types are those of Hive's Avro reader and of the JSON readers that Athena has. A schema that no column type can
//! hold is an error that names the place; what a column holds less exactly is a note.

use serde_json::Value;

use super::avro_model::{Field, Kind, Logical, Model, Named, Type};
use super::json_model::{below, resolved, types};
use crate::catalog::TableColumn;
use crate::schema::DataFormat;
use crate::types::{GlueType, MAX_DECIMAL_PRECISION, StructField};

/// Columns, and what they do not say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bridged {
    pub columns: Vec<TableColumn>,
    pub notes: Vec<String>,
}

/// Types nest no deeper than the catalog's own grammar does.
const MAX_DEPTH: usize = 32;

/// The columns for the records of a valid definition.
pub fn columns_of(format: DataFormat, definition: &str) -> Result<Bridged, String> {
    let mut bridged = match format {
        DataFormat::Avro => of_avro(definition)?,
        DataFormat::Json => of_json(definition)?,
        DataFormat::Protobuf => {
            return Err("a PROTOBUF schema has no columns in the catalog: its readers do not know it".to_owned());
        }
    };
    let mut seen: Vec<&str> = Vec::new();
    for column in &bridged.columns {
        if seen.contains(&column.name.as_str()) {
            return Err(format!("two fields become the column `{}`: names of columns have no case", column.name));
        }
        seen.push(&column.name);
    }
    bridged.notes.dedup();
    Ok(bridged)
}

fn column(name: &str, column_type: &GlueType, comment: Option<&str>) -> TableColumn {
    let comment = comment.map(|text| text.chars().take(255).collect::<String>()).filter(|text| !text.is_empty());
    TableColumn { name: name.to_lowercase(), column_type: column_type.to_string(), comment }
}

fn of_avro(definition: &str) -> Result<Bridged, String> {
    let model = Model::read(definition)?;
    let fields = match &model.root.kind {
        Kind::Named(name) => match model.named(name) {
            Some(Named::Record(fields)) => fields,
            _ => return Err("the schema is no record, and a table's rows are records".to_owned()),
        },
        _ => return Err("the schema is no record, and a table's rows are records".to_owned()),
    };
    let mut notes = Vec::new();
    let mut columns = Vec::new();
    for field in fields {
        let column_type = avro_field(&model, field, &field.name, 0, &mut notes)?;
        columns.push(column(&field.name, &column_type, field.doc.as_deref()));
    }
    Ok(Bridged { columns, notes })
}

fn avro_field(
    model: &Model,
    field: &Field,
    path: &str,
    depth: usize,
    notes: &mut Vec<String>,
) -> Result<GlueType, String> {
    avro_type(model, &field.field_type, path, depth, notes)
}

fn avro_type(model: &Model, of: &Type, path: &str, depth: usize, notes: &mut Vec<String>) -> Result<GlueType, String> {
    if depth > MAX_DEPTH {
        return Err(format!("`{path}` is nested too deep; a type that holds itself has no column"));
    }
    let mut inner = |of: &Type, path: &str| avro_type(model, of, path, depth + 1, notes);
    match (&of.kind, &of.logical) {
        (Kind::Int, Some(Logical::Date)) => Ok(GlueType::Date),
        (Kind::Long, Some(Logical::Timestamp)) => Ok(GlueType::Timestamp),
        (Kind::Bytes, Some(Logical::Decimal { precision, scale })) => decimal(*precision, *scale, path),
        (Kind::Boolean, _) => Ok(GlueType::Boolean),
        (Kind::Int, logical) => {
            note_logical(logical.as_ref(), path, "int", notes);
            Ok(GlueType::Int)
        }
        (Kind::Long, logical) => {
            note_logical(logical.as_ref(), path, "bigint", notes);
            Ok(GlueType::BigInt)
        }
        (Kind::Float, _) => Ok(GlueType::Float),
        (Kind::Double, _) => Ok(GlueType::Double),
        (Kind::Bytes, _) => Ok(GlueType::Binary),
        (Kind::String, _) => Ok(GlueType::String),
        (Kind::Null, _) => {
            notes.push(format!("`{path}` is always null, and its column is a string"));
            Ok(GlueType::String)
        }
        (Kind::Array(items), _) => Ok(GlueType::array(inner(items, path)?)),
        (Kind::Map(values), _) => Ok(GlueType::map(GlueType::String, inner(values, path)?)),
        (Kind::Union(branches), _) => {
            let others: Vec<&Type> = branches.iter().filter(|branch| branch.kind != Kind::Null).collect();
            match &others[..] {
                [only] => inner(only, path),
                [] => Ok(GlueType::String),
                several if several.iter().all(|branch| matches!(branch.kind, Kind::Int | Kind::Long)) => {
                    Ok(GlueType::BigInt)
                }
                several if several.iter().all(|branch| is_number(&branch.kind)) => Ok(GlueType::Double),
                several => {
                    let names: Vec<&str> = several.iter().map(|branch| Model::label(&branch.kind)).collect();
                    Err(format!("`{path}` is a union of {}, and a column has one type", names.join(", ")))
                }
            }
        }
        (Kind::Named(name), _) => match model.named(name) {
            Some(Named::Enum(_)) => Ok(GlueType::String),
            Some(Named::Fixed { logical: Some(Logical::Decimal { precision, scale }), .. }) => {
                decimal(*precision, *scale, path)
            }
            Some(Named::Fixed { .. }) => Ok(GlueType::Binary),
            Some(Named::Record(fields)) => {
                let mut members = Vec::new();
                for field in fields {
                    let path = format!("{path}.{}", field.name);
                    members.push(StructField::new(
                        field.name.to_lowercase(),
                        avro_field(model, field, &path, depth + 1, notes)?,
                    ));
                }
                if members.is_empty() {
                    return Err(format!("`{path}` is a record without fields, which no column can be"));
                }
                Ok(GlueType::Struct(members))
            }
            None => Err(format!("the type `{name}` of `{path}` is not defined in the schema")),
        },
    }
}

fn is_number(kind: &Kind) -> bool {
    matches!(kind, Kind::Int | Kind::Long | Kind::Float | Kind::Double)
}

fn note_logical(logical: Option<&Logical>, path: &str, column_type: &str, notes: &mut Vec<String>) {
    if let Some(Logical::Other(name)) = logical {
        notes.push(format!("`{path}` is {name}, and its column is the {column_type} behind it"));
    }
}

fn decimal(precision: u64, scale: u64, path: &str) -> Result<GlueType, String> {
    match (u8::try_from(precision), u8::try_from(scale)) {
        (Ok(precision), Ok(scale)) if (1..=MAX_DECIMAL_PRECISION).contains(&precision) && scale <= precision => {
            Ok(GlueType::Decimal { precision, scale })
        }
        _ => Err(format!(
            "`{path}` is decimal({precision},{scale}), and a column has {MAX_DECIMAL_PRECISION} digits at most"
        )),
    }
}

fn of_json(definition: &str) -> Result<Bridged, String> {
    let document: Value = serde_json::from_str(definition).map_err(|error| error.to_string())?;
    let root = resolved(&document, &document)?;
    if types(root) != ["object"] {
        return Err("the schema is no object, and a table's rows are objects".to_owned());
    }
    let mut notes = Vec::new();
    let mut columns = Vec::new();
    for (name, schema) in root["properties"].as_object().into_iter().flatten() {
        let column_type = json_type(&document, schema, &below("#/properties", name), 0, &mut notes)?;
        let comment = resolved(&document, schema)?["description"].as_str();
        columns.push(column(name, &column_type, comment));
    }
    if columns.is_empty() {
        return Err("the schema names no properties, so there are no columns".to_owned());
    }
    Ok(Bridged { columns, notes })
}

fn json_type(
    document: &Value,
    schema: &Value,
    path: &str,
    depth: usize,
    notes: &mut Vec<String>,
) -> Result<GlueType, String> {
    if depth > MAX_DEPTH {
        return Err(format!("{path} is nested too deep; a type that holds itself has no column"));
    }
    let schema = resolved(document, schema)?;
    // A choice between something and null is that something.
    for keyword in ["anyOf", "oneOf"] {
        let Some(branches) = schema[keyword].as_array() else { continue };
        let others: Vec<&Value> = branches.iter().filter(|branch| branch["type"] != "null").collect();
        return match others[..] {
            [only] => json_type(document, only, path, depth + 1, notes),
            _ => Err(format!("{path} is a choice of {} schemas, and a column has one type", others.len())),
        };
    }
    if schema.get("allOf").is_some() {
        return Err(format!("{path} is put together by allOf, which the columns do not follow"));
    }
    match types(schema)[..] {
        ["boolean"] => Ok(GlueType::Boolean),
        ["integer"] => Ok(integer(schema)),
        ["number"] | ["integer", "number"] | ["number", "integer"] => Ok(GlueType::Double),
        ["string"] => Ok(string(schema)),
        ["array"] => match &schema["items"] {
            Value::Object(_) => {
                Ok(GlueType::array(json_type(document, &schema["items"], &below(path, "items"), depth + 1, notes)?))
            }
            _ => Err(format!("{path} is an array whose items are not said to be of one type")),
        },
        ["object"] => json_object(document, schema, path, depth, notes),
        [] => Err(format!("{path} does not say its type")),
        ref several => Err(format!("{path} is one of {}, and a column has one type", several.join(", "))),
    }
}

fn json_object(
    document: &Value,
    schema: &Value,
    path: &str,
    depth: usize,
    notes: &mut Vec<String>,
) -> Result<GlueType, String> {
    let properties = schema["properties"].as_object().filter(|properties| !properties.is_empty());
    match (properties, &schema["additionalProperties"]) {
        (Some(properties), additional) => {
            if additional.is_object() {
                notes.push(format!("{path} may have more properties, which its column does not hold"));
            }
            let mut members = Vec::new();
            for (name, schema) in properties {
                let path = below(&below(path, "properties"), name);
                members
                    .push(StructField::new(name.to_lowercase(), json_type(document, schema, &path, depth + 1, notes)?));
            }
            Ok(GlueType::Struct(members))
        }
        (None, Value::Object(_)) => {
            let path = below(path, "additionalProperties");
            let values = json_type(document, &schema["additionalProperties"], &path, depth + 1, notes)?;
            Ok(GlueType::map(GlueType::String, values))
        }
        (None, _) => Err(format!("{path} is an object that names no properties")),
    }
}

/// `int` only when the schema says that nothing larger comes.
fn integer(schema: &Value) -> GlueType {
    let fits = |keyword: &str| schema[keyword].as_i64().is_some_and(|bound| i32::try_from(bound).is_ok());
    if fits("minimum") && fits("maximum") { GlueType::Int } else { GlueType::BigInt }
}

fn string(schema: &Value) -> GlueType {
    match schema["format"].as_str() {
        Some("date") => GlueType::Date,
        // RFC 3339 with its T and zone is no timestamp to the readers of text: they would give null.
        _ => GlueType::String,
    }
}
