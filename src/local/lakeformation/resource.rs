//! Resources as the wire writes them, and in normal form.

use serde_json::{Value, json};

use super::settings::check_catalog;
use crate::check;
use crate::domain::permission::{Columns, PolicyTarget, Resource, TagExpression, TagMatch};
use crate::wire::{Caller, Input, ServiceError};

/// The members of a resource that this lake knows; exactly one is given.
const KNOWN: &[&str] = &[
    "Catalog",
    "Database",
    "Table",
    "TableWithColumns",
    "DataLocation",
    "DataCellsFilter",
    "LFTag",
    "LFTagPolicy",
    "LFTagExpression",
];
const OTHERS: &[&str] = &["AnyResource", "RLSPolicy", "UserDefinedFunction"];

/// A resource as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// In normal form.
    pub resource: Resource,
    /// The columns it was restricted to.
    pub columns: Columns,
    /// Whether it came as `TableWithColumns`, which only takes SELECT.
    pub with_columns: bool,
}

/// Reads the member `Resource` of an input.
pub fn read(caller: &Caller, input: Input<'_>) -> Result<Given, ServiceError> {
    parse(caller, input.structure("Resource")?)
}

/// Reads a resource.
pub fn parse(caller: &Caller, resource: Input<'_>) -> Result<Given, ServiceError> {
    if let Some(other) = OTHERS.iter().find(|name| resource.get(name).is_some()) {
        return Err(ServiceError::unsupported(format_args!("lakeformation resource {other}")));
    }
    let given: Vec<&str> = KNOWN.iter().copied().filter(|name| resource.get(name).is_some()).collect();
    let [kind] = given.as_slice() else {
        return Err(ServiceError::invalid("Resource must have exactly one of its members set"));
    };
    let body = resource.structure(kind)?;
    let catalog = match *kind {
        "Catalog" => "Id",
        "DataCellsFilter" => "TableCatalogId",
        _ => "CatalogId",
    };
    check_catalog(caller, body, catalog)?;
    let mut columns = Columns::All;
    let parsed = match *kind {
        "Catalog" => Resource::Catalog,
        "Database" => Resource::Database { database: name(body, "Name")? },
        "Table" => table(body)?,
        "TableWithColumns" => {
            columns = table_columns(body)?;
            Resource::Table { database: name(body, "DatabaseName")?, table: name(body, "Name")? }
        }
        "DataLocation" => Resource::DataLocation { arn: location(body.string("ResourceArn")?)? },
        "DataCellsFilter" => Resource::CellsFilter {
            database: name(body, "DatabaseName")?,
            table: name(body, "TableName")?,
            name: body.string("Name")?.to_owned(),
        },
        "LFTag" => {
            let part = tag_match(body)?;
            Resource::Tag { key: part.key, values: part.values }
        }
        "LFTagExpression" => Resource::TagExpression { name: expression_name(body, "Name")? },
        _ => tag_policy(body)?,
    };
    Ok(Given { resource: parsed, columns, with_columns: *kind == "TableWithColumns" })
}

/// A resource as the service gives it back.
pub fn to_wire(account: &str, resource: &Resource) -> Value {
    match resource {
        Resource::Catalog => json!({ "Catalog": { "Id": account } }),
        Resource::Database { database } => json!({ "Database": { "CatalogId": account, "Name": database } }),
        Resource::Table { database, table } => {
            json!({ "Table": { "CatalogId": account, "DatabaseName": database, "Name": table } })
        }
        Resource::AllTables { database } => json!({
            "Table": { "CatalogId": account, "DatabaseName": database, "Name": "ALL_TABLES", "TableWildcard": {} }
        }),
        Resource::DataLocation { arn } => json!({ "DataLocation": { "CatalogId": account, "ResourceArn": arn } }),
        Resource::CellsFilter { database, table, name } => json!({
            "DataCellsFilter": {
                "TableCatalogId": account, "DatabaseName": database, "TableName": table, "Name": name,
            }
        }),
        Resource::Tag { key, values } => {
            json!({ "LFTag": { "CatalogId": account, "TagKey": key, "TagValues": values } })
        }
        Resource::TagExpression { name } => json!({ "LFTagExpression": { "CatalogId": account, "Name": name } }),
        Resource::TagPolicy { target, expression } => {
            let kind = match target {
                PolicyTarget::Database => "DATABASE",
                PolicyTarget::Table => "TABLE",
            };
            let mut policy = json!({ "CatalogId": account, "ResourceType": kind });
            match expression.name() {
                Some(name) => policy["ExpressionName"] = json!(name),
                None => policy["Expression"] = parts_to_wire(expression),
            }
            json!({ "LFTagPolicy": policy })
        }
    }
}

/// Reads back what [`to_wire`] wrote.
pub fn from_wire(resource: &Value) -> Option<Resource> {
    let (kind, body) = resource.as_object()?.iter().next()?;
    let text = |member: &str| body[member].as_str().map(str::to_owned);
    let tag = |part: &Value| {
        let values = part["TagValues"].as_array()?.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        Some(TagMatch { key: part["TagKey"].as_str()?.to_owned(), values })
    };
    Some(match kind.as_str() {
        "Catalog" => Resource::Catalog,
        "Database" => Resource::Database { database: text("Name")? },
        "Table" if body.get("TableWildcard").is_some() => Resource::AllTables { database: text("DatabaseName")? },
        "Table" => Resource::Table { database: text("DatabaseName")?, table: text("Name")? },
        "DataLocation" => Resource::DataLocation { arn: text("ResourceArn")? },
        "DataCellsFilter" => {
            Resource::CellsFilter { database: text("DatabaseName")?, table: text("TableName")?, name: text("Name")? }
        }
        "LFTag" => {
            let part = tag(body)?;
            Resource::Tag { key: part.key, values: part.values }
        }
        "LFTagExpression" => Resource::TagExpression { name: text("Name")? },
        "LFTagPolicy" => Resource::TagPolicy {
            target: if body["ResourceType"] == "DATABASE" { PolicyTarget::Database } else { PolicyTarget::Table },
            expression: match body["ExpressionName"].as_str() {
                Some(name) => TagExpression::named(name),
                None => TagExpression::new(body["Expression"].as_array()?.iter().map(tag).collect::<Option<_>>()?),
            },
        },
        _ => return None,
    })
}

/// SELECT on a table comes back as columns, whether or not it went in like that.
pub fn to_wire_with_columns(account: &str, resource: &Resource, columns: &Columns) -> Value {
    let (database, table) = match resource {
        Resource::Table { database, table } => (database, table.as_str()),
        Resource::AllTables { database } => (database, "ALL_TABLES"),
        _ => return to_wire(account, resource),
    };
    let mut body = json!({ "CatalogId": account, "DatabaseName": database, "Name": table });
    match columns {
        Columns::All => body["ColumnWildcard"] = json!({}),
        Columns::Except(names) => body["ColumnWildcard"] = json!({ "ExcludedColumnNames": names }),
        Columns::Only(names) => body["ColumnNames"] = json!(names),
    }
    json!({ "TableWithColumns": body })
}

/// The parts of an expression as the wire writes them.
pub fn parts_to_wire(expression: &TagExpression) -> Value {
    expression.parts().iter().map(|part| json!({ "TagKey": part.key, "TagValues": part.values })).collect()
}

/// The name of a named expression.
pub fn expression_name(body: Input<'_>, member: &str) -> Result<String, ServiceError> {
    let name = body.string(member)?;
    check::length(member, name, 1, 255)?;
    Ok(name.to_owned())
}

/// An expression of LF-tags.
pub fn expression(parts: &[Value]) -> Result<TagExpression, ServiceError> {
    check::count("Expression", parts.len(), 1, 50)?;
    let parts = parts.iter().map(|part| tag_match(Input::new(part))).collect::<Result<Vec<_>, _>>()?;
    Ok(TagExpression::new(parts))
}

fn table(body: Input<'_>) -> Result<Resource, ServiceError> {
    let database = name(body, "DatabaseName")?;
    match (body.get("Name").is_some(), body.get("TableWildcard").is_some()) {
        (true, false) => Ok(Resource::Table { database, table: name(body, "Name")? }),
        (false, true) => Ok(Resource::AllTables { database }),
        // What was listed can be sent back as it is.
        (true, true) if body.string("Name")? == "ALL_TABLES" => Ok(Resource::AllTables { database }),
        _ => Err(ServiceError::invalid("Exactly one of Name and TableWildcard must be given for a table")),
    }
}

fn table_columns(body: Input<'_>) -> Result<Columns, ServiceError> {
    let names = body.strings("ColumnNames")?;
    match (names.is_empty(), body.opt_structure("ColumnWildcard")?) {
        (false, None) => Ok(Columns::only(names)),
        (true, Some(wildcard)) => Ok(Columns::except(wildcard.strings("ExcludedColumnNames")?)),
        _ => Err(ServiceError::invalid("Exactly one of ColumnNames and ColumnWildcard must be given for a table")),
    }
}

fn tag_policy(body: Input<'_>) -> Result<Resource, ServiceError> {
    let target = match body.string("ResourceType")? {
        "DATABASE" => PolicyTarget::Database,
        "TABLE" => PolicyTarget::Table,
        other => {
            check::one_of("ResourceType", other, &["DATABASE", "TABLE"])?;
            return Err(ServiceError::invalid(format!("Invalid ResourceType: {other}")));
        }
    };
    if body.get("ExpressionName").is_none() {
        return Ok(Resource::TagPolicy { target, expression: expression(body.list("Expression")?)? });
    }
    // Clients send the list empty beside a name.
    if body.get("Expression").and_then(Value::as_array).is_some_and(|parts| !parts.is_empty()) {
        return Err(ServiceError::invalid(
            "Exactly one of Expression and ExpressionName must be given for a tag policy",
        ));
    }
    let name = expression_name(body, "ExpressionName")?;
    Ok(Resource::TagPolicy { target, expression: TagExpression::named(&name) })
}

fn tag_match(body: Input<'_>) -> Result<TagMatch, ServiceError> {
    let key = body.string("TagKey")?;
    check::length("TagKey", key, 1, 128)?;
    let mut values: Vec<String> = body.strings("TagValues")?.into_iter().map(str::to_lowercase).collect();
    check::count("TagValues", values.len(), 1, 50)?;
    for value in &values {
        check::length("TagValues", value, 0, 256)?;
    }
    values.sort();
    values.dedup();
    Ok(TagMatch { key: key.to_lowercase(), values })
}

fn name(body: Input<'_>, member: &str) -> Result<String, ServiceError> {
    let name = body.string(member)?;
    check::length(member, name, 1, 255)?;
    Ok(name.to_lowercase())
}

/// A location without the slash at its end.
pub fn location(arn: &str) -> Result<String, ServiceError> {
    match arn.strip_prefix("arn:aws:s3:::") {
        Some(rest) if !rest.is_empty() && !rest.starts_with('/') => Ok(arn.trim_end_matches('/').to_owned()),
        _ => Err(ServiceError::invalid(format!("Invalid S3 resource ARN: {arn}"))),
    }
}
