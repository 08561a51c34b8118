//! What an expression of LF-tags matches.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::objects::{column_names, databases, tables};
use super::resource::expression;
use super::settings::{check_catalog, require_admin};
use super::tag_assignment::{of_database, of_table, pair_list, table_answer};
use crate::domain::permission::Columns;
use crate::paging::Page;
use crate::wire::{Call, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "SearchDatabasesByLFTags", run: Run::Sync(search_databases) },
    Operation { name: "SearchTablesByLFTags", run: Run::Sync(search_tables) },
];

fn search_databases(call: &Call) -> Reply {
    check_catalog(&call.caller, call.input(), "CatalogId")?;
    let page = Page::read(call, 100, 100)?;
    let wanted = expression(call.input().list("Expression")?)?;
    let (region, account) = (call.caller.region.as_str(), call.caller.account.as_str());
    let found = call.lake.store().read(|tx| {
        require_admin(tx, &call.caller)?;
        let mut found: BTreeMap<String, Value> = BTreeMap::new();
        for (name, _) in databases(tx, region)? {
            let tags = of_database(tx, region, &name)?;
            if wanted.matches(&tags) {
                let database = json!({ "CatalogId": account, "Name": name });
                found.insert(name, json!({ "Database": database, "LFTags": pair_list(account, &tags) }));
            }
        }
        Ok::<_, ServiceError>(found)
    })?;
    let (list, token) = page.cut(found);
    Ok(json!({ "DatabaseList": list, "NextToken": token }))
}

fn search_tables(call: &Call) -> Reply {
    check_catalog(&call.caller, call.input(), "CatalogId")?;
    let page = Page::read(call, 100, 100)?;
    let wanted = expression(call.input().list("Expression")?)?;
    let (region, account) = (call.caller.region.as_str(), call.caller.account.as_str());
    let found = call.lake.store().read(|tx| {
        require_admin(tx, &call.caller)?;
        let mut found: BTreeMap<String, Value> = BTreeMap::new();
        for (database, _) in databases(tx, region)? {
            for (name, table) in tables(tx, region, &database)? {
                let assigned = of_table(tx, region, &database, &name)?;
                // A table is found by its own tags or by those of one of its columns.
                let matches = wanted.matches(&assigned.of_table())
                    || column_names(&table).iter().any(|column| wanted.matches(&assigned.of_column(column)));
                if matches {
                    let mut entry = table_answer(account, &assigned, &table, &Columns::All, true);
                    entry["Table"] = json!({ "CatalogId": account, "DatabaseName": database, "Name": name });
                    found.insert(format!("{database}\u{1f}{name}"), entry);
                }
            }
        }
        Ok::<_, ServiceError>(found)
    })?;
    let (list, token) = page.cut(found);
    Ok(json!({ "TableList": list, "NextToken": token }))
}
