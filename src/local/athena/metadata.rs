//! The catalog as queries see it: one data catalog, its databases and tables.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::check;
use crate::glue::catalog;
use crate::lakeformation::access;
use crate::paging::Page;
use crate::store::Tx;
use crate::wire::{Call, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "GetDataCatalog", run: Run::Sync(get_data_catalog) },
    Operation { name: "ListDataCatalogs", run: Run::Sync(list_data_catalogs) },
    Operation { name: "GetDatabase", run: Run::Sync(get_database) },
    Operation { name: "ListDatabases", run: Run::Sync(list_databases) },
    Operation { name: "GetTableMetadata", run: Run::Sync(get_table) },
    Operation { name: "ListTableMetadata", run: Run::Sync(list_tables) },
];

const CATALOG: &str = "AwsDataCatalog";

/// Whether this is the lake's catalog; the name is not case-sensitive.
pub fn is_catalog(name: &str) -> bool {
    name.eq_ignore_ascii_case(CATALOG)
}

fn check_catalog(name: &str) -> Result<(), ServiceError> {
    if is_catalog(name) {
        return Ok(());
    }
    let error = ServiceError::invalid(format!("Data Catalog {name} was not found"));
    Err(error.with_field("AthenaErrorCode", "DATACATALOG_NOT_FOUND"))
}

fn get_data_catalog(call: &Call) -> Reply {
    check_catalog(call.input().string("Name")?)?;
    Ok(json!({ "DataCatalog": {
        "Name": CATALOG, "Type": "GLUE", "Status": "CREATE_COMPLETE",
        "Parameters": { "catalog-id": call.caller.account },
    } }))
}

fn list_data_catalogs(call: &Call) -> Reply {
    let page = Page::read(call, 50, 50)?;
    let summary = json!({ "CatalogName": CATALOG, "Type": "GLUE", "Status": "CREATE_COMPLETE" });
    let (catalogs, token) = page.cut([(CATALOG.to_owned(), summary)]);
    Ok(json!({ "DataCatalogsSummary": catalogs, "NextToken": token }))
}

fn database_of(database: &Value) -> Value {
    let mut shown = json!({ "Name": database["Name"], "Parameters": parameters(database) });
    if database["Description"].is_string() {
        shown["Description"] = database["Description"].clone();
    }
    shown
}

fn parameters(document: &Value) -> Value {
    if document["Parameters"].is_object() { document["Parameters"].clone() } else { json!({}) }
}

fn get_database(call: &Call) -> Reply {
    let input = call.input();
    check_catalog(input.string("CatalogName")?)?;
    let name = input.string("DatabaseName")?.to_lowercase();
    let found = call.lake.store().read(|tx| visible_database(tx, call, &name))?;
    Ok(json!({ "Database": database_of(&found) }))
}

fn visible_database(tx: &Tx<'_>, call: &Call, name: &str) -> Result<Value, ServiceError> {
    let found = catalog::database(tx, &call.caller.region, name)?;
    match found {
        Some(database) if access::sees_database(tx, &call.caller, name)? => Ok(database),
        _ => Err(not_in_catalog(call)),
    }
}

fn list_databases(call: &Call) -> Reply {
    check_catalog(call.input().string("CatalogName")?)?;
    let page = Page::read(call, 50, 50)?;
    let found = call.lake.store().read(|tx| {
        let mut found: BTreeMap<String, Value> = BTreeMap::new();
        for database in catalog::databases(tx, &call.caller.region)? {
            let name = database["Name"].as_str().unwrap_or_default().to_owned();
            if access::sees_database(tx, &call.caller, &name)? {
                found.insert(name, database_of(&database));
            }
        }
        Ok::<_, ServiceError>(found)
    })?;
    let (databases, token) = page.cut(found);
    Ok(json!({ "DatabaseList": databases, "NextToken": token }))
}

fn table_of(table: &Value) -> Value {
    let columns = |list: &Value| -> Vec<Value> {
        let list = list.as_array().map_or(&[][..], Vec::as_slice);
        list.iter()
            .map(|column| {
                let mut shown = json!({ "Name": column["Name"], "Type": column["Type"] });
                if column["Comment"].is_string() {
                    shown["Comment"] = column["Comment"].clone();
                }
                shown
            })
            .collect()
    };
    let storage = &table["StorageDescriptor"];
    let mut properties = parameters(table);
    // Athena shows the storage among the parameters, under the names that Hive has for them.
    for (name, value) in [
        ("location", &storage["Location"]),
        ("inputformat", &storage["InputFormat"]),
        ("outputformat", &storage["OutputFormat"]),
        ("serde.serialization.lib", &storage["SerdeInfo"]["SerializationLibrary"]),
    ] {
        if value.is_string() {
            properties[name] = value.clone();
        }
    }
    for (name, value) in storage["SerdeInfo"]["Parameters"].as_object().into_iter().flatten() {
        properties[format!("serde.param.{name}")] = value.clone();
    }
    let last_access = if table["LastAccessTime"].is_null() {
        crate::wire::timestamp_millis(0)
    } else {
        table["LastAccessTime"].clone()
    };
    json!({
        "Name": table["Name"], "CreateTime": table["CreateTime"], "LastAccessTime": last_access,
        "TableType": table["TableType"].as_str().unwrap_or(""), "Columns": columns(&storage["Columns"]),
        "PartitionKeys": columns(&table["PartitionKeys"]), "Parameters": properties,
    })
}

fn get_table(call: &Call) -> Reply {
    let input = call.input();
    check_catalog(input.string("CatalogName")?)?;
    let (database, name) = (input.string("DatabaseName")?.to_lowercase(), input.string("TableName")?.to_lowercase());
    let found = call.lake.store().read(|tx| {
        visible_database(tx, call, &database)?;
        let table = catalog::table(tx, &call.caller.region, &database, &name)?;
        let visible = match table {
            Some(table) => access::visible_table(tx, &call.caller, &database, &table)?,
            None => None,
        };
        visible.ok_or_else(|| not_in_catalog(call))
    })?;
    Ok(json!({ "TableMetadata": table_of(&found) }))
}

fn list_tables(call: &Call) -> Reply {
    let input = call.input();
    check_catalog(input.string("CatalogName")?)?;
    let database = input.string("DatabaseName")?.to_lowercase();
    let page = Page::read(call, 50, 50)?;
    let expression = match input.opt_string("Expression")?.filter(|text| !text.is_empty()) {
        Some(text) => {
            check::length("Expression", text, 0, 256)?;
            let pattern = regex::Regex::new(&format!("(?i)^(?:{})$", text.replace('*', ".*").replace("..*", ".*")));
            Some(pattern.map_err(|_| ServiceError::invalid(format!("Invalid expression: {text}")))?)
        }
        None => None,
    };
    let found = call.lake.store().read(|tx| {
        visible_database(tx, call, &database)?;
        let mut found: BTreeMap<String, Value> = BTreeMap::new();
        for table in catalog::tables(tx, &call.caller.region, &database)? {
            let name = table["Name"].as_str().unwrap_or_default().to_owned();
            if expression.as_ref().is_some_and(|expression| !expression.is_match(&name)) {
                continue;
            }
            if let Some(visible) = access::visible_table(tx, &call.caller, &database, &table)? {
                found.insert(name, table_of(&visible));
            }
        }
        Ok::<_, ServiceError>(found)
    })?;
    let (tables, token) = page.cut(found);
    Ok(json!({ "TableMetadataList": tables, "NextToken": token }))
}

/// The catalog's error in the service's own: clients look into the message for the catalog's code.
fn not_in_catalog(call: &Call) -> ServiceError {
    let message = format!(
        "Entity Not Found (Service: AmazonDataCatalog; Status Code: 400; Error Code: EntityNotFoundException; Request ID: \
         {}; Proxy: null)",
        call.request_id
    );
    ServiceError::client("MetadataException", message)
}
