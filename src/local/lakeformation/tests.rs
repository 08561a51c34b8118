//! Grants, and what they let a principal see.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::SERVICE;
use super::access::{self, TableAccess, Visible};
use super::defaults;
use crate::store::{StoreError, scope};
use crate::testing::{TestLake, call as call_to, lake};
use crate::wire::{Call, Reply, Service, ServiceError};

const ANALYST: &str = "arn:aws:iam::123456789012:role/analyst";

fn call(lake: &TestLake, input: Value) -> Call {
    call_to(&lake.lake, input)
}

fn call_as(lake: &TestLake, principal: &str, input: Value) -> Call {
    let mut call = call(lake, input);
    call.caller.principal = principal.to_owned();
    call
}

fn run(service: &Service, operation: &str, call: Call) -> Reply {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(service.run(operation, call))
}

fn ok(service: &Service, operation: &str, call: Call) -> Value {
    run(service, operation, call).unwrap_or_else(|error| panic!("{operation}: {error}"))
}

fn fails(service: &Service, operation: &str, call: Call) -> ServiceError {
    match run(service, operation, call) {
        Ok(value) => panic!("{operation} should have failed, it answered {value}"),
        Err(error) => error,
    }
}

fn table_document() -> Value {
    json!({
        "Name": "daily", "DatabaseName": "air",
        "StorageDescriptor": { "Columns": [{ "Name": "Carrier" }, { "Name": "delay" }, { "Name": "ssn" }],
            "Location": "s3://lake/air/daily/" },
        "PartitionKeys": [{ "Name": "year" }],
    })
}

/// A lake with the table air.daily, open to whoever IAM lets in.
fn lake_with_table() -> TestLake {
    let lake = lake();
    let caller = call(&lake, json!({})).caller;
    lake.lake
        .store()
        .write(|tx| {
            let open = defaults::table_permissions(tx, &caller)?;
            let database = json!({ "Name": "air", "CreateTableDefaultPermissions": open });
            tx.put("glue_database", &scope(&["us-east-1"]), "air", &database)?;
            defaults::database_created(tx, &caller, 0, "air")?;
            tx.put("glue_table", &scope(&["us-east-1", "air"]), "daily", &table_document())?;
            defaults::table_created(tx, &caller, 0, &database, "daily")
        })
        .unwrap();
    lake
}

fn close(lake: &TestLake) {
    for resource in
        [json!({ "Table": { "DatabaseName": "air", "Name": "daily" } }), json!({ "Database": { "Name": "air" } })]
    {
        ok(&SERVICE, "RevokePermissions", call(lake, entry("IAM_ALLOWED_PRINCIPALS", &resource, &["ALL"])));
    }
}

fn entry(principal: &str, resource: &Value, permissions: &[&str]) -> Value {
    json!({
        "Principal": { "DataLakePrincipalIdentifier": principal }, "Resource": resource, "Permissions": permissions,
    })
}

fn columns(names: &[&str]) -> Value {
    json!({ "TableWithColumns": { "DatabaseName": "Air", "Name": "Daily", "ColumnNames": names } })
}

fn access_of(lake: &TestLake, principal: &str) -> TableAccess {
    let caller = call_as(lake, principal, json!({})).caller;
    lake.lake.store().read(|tx| access::table_data(tx, &caller, "air", &table_document())).unwrap()
}

fn seen(lake: &TestLake, principal: &str) -> Option<BTreeSet<String>> {
    match access_of(lake, principal) {
        TableAccess::Denied => Some(BTreeSet::new()),
        TableAccess::Allowed(visible) => visible.columns,
    }
}

fn set(names: &[&str]) -> Option<BTreeSet<String>> {
    Some(names.iter().map(|name| (*name).to_owned()).collect())
}

#[test]
fn open_tables_are_open_until_the_default_is_revoked() {
    let lake = lake_with_table();
    assert_eq!(seen(&lake, ANALYST), None);
    ok(&SERVICE, "GrantPermissions", call(&lake, entry(ANALYST, &columns(&["carrier"]), &["SELECT"])));
    assert_eq!(seen(&lake, ANALYST), None, "a column grant changes nothing while everyone holds ALL");
    close(&lake);
    assert_eq!(seen(&lake, ANALYST), set(&["carrier"]));
    assert_eq!(access_of(&lake, "arn:aws:iam::123456789012:role/other"), TableAccess::Denied);
    let TableAccess::Allowed(Visible { denied_columns, .. }) = access_of(&lake, ANALYST) else { panic!("denied") };
    assert_eq!(denied_columns, ["delay", "ssn", "year"]);
    assert_eq!(seen(&lake, "arn:aws:iam::123456789012:root"), None);
}

#[test]
fn exclusions_wildcards_and_tags_let_through_what_they_say() {
    let lake = lake_with_table();
    close(&lake);
    let excluded = json!({ "TableWithColumns": {
        "DatabaseName": "air", "Name": "daily", "ColumnWildcard": { "ExcludedColumnNames": ["SSN"] } } });
    ok(&SERVICE, "GrantPermissions", call(&lake, entry(ANALYST, &excluded, &["SELECT"])));
    assert_eq!(seen(&lake, ANALYST), set(&["carrier", "delay", "year"]));

    let other = "arn:aws:iam::123456789012:user/ada";
    let all = json!({ "Table": { "DatabaseName": "air", "TableWildcard": {} } });
    ok(&SERVICE, "GrantPermissions", call(&lake, entry(other, &all, &["SELECT"])));
    assert_eq!(seen(&lake, other), None);

    let tagged = "arn:aws:iam::123456789012:role/tagged";
    ok(&SERVICE, "CreateLFTag", call(&lake, json!({ "TagKey": "Level", "TagValues": ["public", "secret"] })));
    let pair = |value: &str| json!([{ "TagKey": "level", "TagValues": [value] }]);
    let database = json!({ "Resource": { "Database": { "Name": "air" } }, "LFTags": pair("public") });
    assert_eq!(ok(&SERVICE, "AddLFTagsToResource", call(&lake, database))["Failures"], json!([]));
    ok(
        &SERVICE,
        "AddLFTagsToResource",
        call(&lake, json!({ "Resource": columns(&["ssn"]), "LFTags": pair("secret") })),
    );
    let policy = json!({ "LFTagPolicy": { "ResourceType": "TABLE", "Expression": pair("public") } });
    ok(&SERVICE, "GrantPermissions", call(&lake, entry(tagged, &policy, &["SELECT"])));
    assert_eq!(seen(&lake, tagged), set(&["carrier", "delay", "year"]));
    let found = ok(&SERVICE, "SearchTablesByLFTags", call(&lake, json!({ "Expression": pair("secret") })));
    assert_eq!(found["TableList"][0]["Table"]["Name"], "daily");
}

#[test]
fn tags_of_a_table_are_kept_apart_from_inherited_ones() {
    let lake = lake_with_table();
    ok(&SERVICE, "CreateLFTag", call(&lake, json!({ "TagKey": "level", "TagValues": ["public", "secret"] })));
    let table = json!({ "Table": { "DatabaseName": "air", "Name": "daily" } });
    let pair = |value: &str| json!([{ "TagKey": "level", "TagValues": [value] }]);
    ok(&SERVICE, "AddLFTagsToResource", call(&lake, json!({ "Resource": table, "LFTags": pair("secret") })));
    let database = json!({ "Resource": { "Database": { "Name": "air" } }, "LFTags": pair("public") });
    ok(&SERVICE, "AddLFTagsToResource", call(&lake, database));
    let tags = ok(&SERVICE, "GetResourceLFTags", call(&lake, json!({ "Resource": table, "ShowAssignedLFTags": true })));
    assert_eq!(tags["LFTagOnDatabase"][0]["TagValues"], json!(["public"]));
    assert_eq!(tags["LFTagsOnTable"][0]["TagValues"], json!(["secret"]));
    assert_eq!(tags.get("LFTagsOnColumns"), None, "a list without tags is left out");
    let used = json!({ "TagKey": "level", "TagValuesToDelete": ["secret"] });
    assert_eq!(fails(&SERVICE, "UpdateLFTag", call(&lake, used)).code, "InvalidInputException");
    ok(&SERVICE, "RemoveLFTagsFromResource", call(&lake, json!({ "Resource": table, "LFTags": pair("secret") })));
    let tags = ok(&SERVICE, "GetResourceLFTags", call(&lake, json!({ "Resource": table })));
    assert_eq!(tags["LFTagsOnTable"][0]["TagValues"], json!(["public"]), "the table inherits again");
}

#[test]
fn filters_restrict_rows_and_columns() {
    let lake = lake_with_table();
    close(&lake);
    let filter = |name: &str, rows: &str| {
        json!({ "TableData": {
            "TableCatalogId": "123456789012", "DatabaseName": "air", "TableName": "daily", "Name": name,
            "RowFilter": { "FilterExpression": rows }, "ColumnNames": ["carrier", "delay"] } })
    };
    for (name, rows) in [("aa", "carrier = 'AA'"), ("ua", "carrier = 'UA'")] {
        ok(&SERVICE, "CreateDataCellsFilter", call(&lake, filter(name, rows)));
        let resource = json!({ "DataCellsFilter": {
            "TableCatalogId": "123456789012", "DatabaseName": "air", "TableName": "daily", "Name": name } });
        ok(&SERVICE, "GrantPermissions", call(&lake, entry(ANALYST, &resource, &["SELECT"])));
    }
    let TableAccess::Allowed(visible) = access_of(&lake, ANALYST) else { panic!("denied") };
    assert_eq!(visible.row_filter.as_deref(), Some("(carrier = 'AA') OR (carrier = 'UA')"));
    assert_eq!(visible.columns, set(&["carrier", "delay"]));
}

#[test]
fn grants_come_back_in_the_shapes_of_aws() {
    let lake = lake_with_table();
    let table = json!({ "Table": { "DatabaseName": "air", "Name": "daily" } });
    ok(&SERVICE, "GrantPermissions", call(&lake, entry(ANALYST, &table, &["SELECT", "DESCRIBE"])));
    let listed = ok(
        &SERVICE,
        "ListPermissions",
        call(&lake, json!({ "Principal": { "DataLakePrincipalIdentifier": ANALYST }, "MaxResults": 1 })),
    );
    let token = listed["NextToken"].as_str().expect("two records need two pages");
    let next = ok(
        &SERVICE,
        "ListPermissions",
        call(&lake, json!({ "Principal": { "DataLakePrincipalIdentifier": ANALYST }, "NextToken": token })),
    );
    let both = [&listed["PrincipalResourcePermissions"][0], &next["PrincipalResourcePermissions"][0]];
    assert_eq!(both[0]["Resource"]["Table"]["Name"], "daily");
    assert_eq!(both[0]["Permissions"], json!(["DESCRIBE"]));
    assert_eq!(both[1]["Resource"]["TableWithColumns"]["ColumnWildcard"], json!({}));
    assert_eq!(both[1]["Permissions"], json!(["SELECT"]));
    assert_eq!(next["NextToken"], Value::Null);
}

#[test]
fn revoking_twice_says_that_nothing_is_there() {
    let lake = lake_with_table();
    let request = || call(&lake, entry(ANALYST, &columns(&["carrier"]), &["SELECT"]));
    ok(&SERVICE, "GrantPermissions", request());
    ok(&SERVICE, "RevokePermissions", request());
    let error = fails(&SERVICE, "RevokePermissions", request());
    assert_eq!(error.code, "InvalidInputException");
    assert!(error.message.starts_with("No permissions revoked. Grantee has no"), "{}", error.message);
}

#[test]
fn what_cannot_be_granted_is_refused() {
    let lake = lake_with_table();
    let error = fails(&SERVICE, "GrantPermissions", call(&lake, entry(ANALYST, &columns(&["nope"]), &["SELECT"])));
    assert!(error.message.contains("non-existent column nope"), "{}", error.message);
    let error = fails(&SERVICE, "GrantPermissions", call(&lake, entry(ANALYST, &columns(&["carrier"]), &["INSERT"])));
    assert_eq!(error.code, "InvalidInputException");
    let error = fails(&SERVICE, "GrantPermissions", call(&lake, entry("analyst", &columns(&["carrier"]), &["SELECT"])));
    assert!(error.message.starts_with("Invalid principal"), "{}", error.message);
    let by_analyst = call_as(&lake, ANALYST, entry(ANALYST, &columns(&["carrier"]), &["SELECT"]));
    assert_eq!(fails(&SERVICE, "GrantPermissions", by_analyst).code, "AccessDeniedException");
}

#[test]
fn the_grant_option_lets_a_principal_grant_what_it_holds() {
    let lake = lake_with_table();
    let mut with_option = entry(ANALYST, &columns(&["carrier"]), &["SELECT"]);
    with_option["PermissionsWithGrantOption"] = json!(["SELECT"]);
    ok(&SERVICE, "GrantPermissions", call(&lake, with_option));
    let intern = "arn:aws:iam::123456789012:role/intern";
    ok(&SERVICE, "GrantPermissions", call_as(&lake, ANALYST, entry(intern, &columns(&["carrier"]), &["SELECT"])));
    let too_much = call_as(&lake, ANALYST, entry(intern, &columns(&["delay"]), &["SELECT"]));
    assert_eq!(fails(&SERVICE, "GrantPermissions", too_much).code, "AccessDeniedException");
}

#[test]
fn a_batch_reports_each_failure_and_does_the_rest() {
    let lake = lake_with_table();
    let with_id = |id: &str, columns: Value| {
        let mut entry = entry(ANALYST, &columns, &["SELECT"]);
        entry["Id"] = json!(id);
        entry
    };
    let entries = json!({ "Entries": [with_id("1", columns(&["nope"])), with_id("2", columns(&["carrier"]))] });
    let answer = ok(&SERVICE, "BatchGrantPermissions", call(&lake, entries));
    assert_eq!(answer["Failures"].as_array().map(Vec::len), Some(1));
    assert_eq!(answer["Failures"][0]["RequestEntry"]["Id"], "1");
    close(&lake);
    assert_eq!(seen(&lake, ANALYST), set(&["carrier"]));
}

#[test]
fn a_table_that_goes_takes_its_grants_along() {
    let lake = lake_with_table();
    ok(&SERVICE, "GrantPermissions", call(&lake, entry(ANALYST, &columns(&["carrier"]), &["SELECT"])));
    let caller = call(&lake, json!({})).caller;
    lake.lake
        .store()
        .write(|tx| defaults::table_deleted(tx, &caller, "air", "daily"))
        .map_err(|error: StoreError| error)
        .unwrap();
    let listed = ok(&SERVICE, "ListPermissions", call(&lake, json!({ "ResourceType": "TABLE" })));
    assert_eq!(listed["PrincipalResourcePermissions"], json!([]));
}

/// A closed table in a registered place, whose settings let engines of the account read for themselves.
fn vending(settings: Value) -> TestLake {
    let lake = lake_with_table();
    close(&lake);
    let place = json!({ "ResourceArn": "arn:aws:s3:::lake/air", "UseServiceLinkedRole": true });
    ok(&SERVICE, "RegisterResource", call(&lake, place));
    ok(&SERVICE, "PutDataLakeSettings", call(&lake, json!({ "DataLakeSettings": settings })));
    lake
}

fn vend_as(lake: &TestLake, principal: &str, more: Value) -> Call {
    let mut input = json!({ "TableArn": "arn:aws:glue:us-east-1:123456789012:table/air/daily" });
    for (name, value) in more.as_object().into_iter().flatten() {
        input[name] = value.clone();
    }
    call_as(lake, principal, input)
}

const VEND: &str = "GetTemporaryGlueTableCredentials";

#[test]
fn keys_of_a_table_are_for_those_who_may_read_it_whole() {
    let lake = vending(json!({ "AllowFullTableExternalDataAccess": true }));
    let error = fails(&SERVICE, VEND, vend_as(&lake, ANALYST, json!({})));
    assert_eq!(error.code, "AccessDeniedException", "{}", error.message);
    let table = json!({ "Table": { "DatabaseName": "air", "Name": "daily" } });
    ok(&SERVICE, "GrantPermissions", call(&lake, entry(ANALYST, &table, &["SELECT"])));
    let keys = ok(&SERVICE, VEND, vend_as(&lake, ANALYST, json!({ "DurationSeconds": 900 })));
    assert_eq!(keys["VendedS3Path"], json!(["s3://lake/air/daily"]));
    let credential = lake.lake.credential(keys["AccessKeyId"].as_str().unwrap()).unwrap().expect("a session");
    assert_eq!(credential.session_token.as_deref(), keys["SessionToken"].as_str());
    assert!(credential.policy.unwrap().to_string().contains("arn:aws:s3:::lake/air/daily/*"));
    let too_much = fails(&SERVICE, VEND, vend_as(&lake, ANALYST, json!({ "Permissions": ["SELECT", "INSERT"] })));
    assert_eq!(too_much.code, "AccessDeniedException");
}

#[test]
fn keys_of_a_part_of_a_table_are_for_engines_that_filter() {
    let trusted = json!({
        "AllowExternalDataFiltering": true,
        "ExternalDataFilteringAllowList": [{ "DataLakePrincipalIdentifier": "123456789012" }],
    });
    for (settings, works) in [(trusted, true), (json!({ "AllowFullTableExternalDataAccess": true }), false)] {
        let lake = vending(settings);
        ok(&SERVICE, "GrantPermissions", call(&lake, entry(ANALYST, &columns(&["carrier"]), &["SELECT"])));
        let filtering = json!({ "SupportedPermissionTypes": ["COLUMN_PERMISSION"] });
        if works {
            ok(&SERVICE, VEND, vend_as(&lake, ANALYST, filtering));
            let plain = fails(&SERVICE, VEND, vend_as(&lake, ANALYST, json!({})));
            assert_eq!(plain.code, "PermissionTypeMismatchException");
        } else {
            assert_eq!(fails(&SERVICE, VEND, vend_as(&lake, ANALYST, filtering)).code, "AccessDeniedException");
        }
    }
}

#[test]
fn nothing_is_vended_of_a_place_that_is_not_registered() {
    let lake = lake_with_table();
    let open = json!({ "DataLakeSettings": { "AllowFullTableExternalDataAccess": true } });
    ok(&SERVICE, "PutDataLakeSettings", call(&lake, open));
    let error = fails(&SERVICE, VEND, vend_as(&lake, ANALYST, json!({})));
    assert!(error.message.contains("not in a location that is registered"), "{}", error.message);
}

#[test]
fn a_change_that_overlaps_with_another_of_the_same_resource_is_refused() {
    let lake = lake_with_table();
    let on = |resource: Value| {
        json!({
            "Principal": { "DataLakePrincipalIdentifier": ANALYST }, "Resource": resource, "Permissions": ["SELECT"],
        })
    };
    let daily = || json!({ "Table": { "DatabaseName": "air", "Name": "daily" } });
    let columns = json!({ "TableWithColumns": { "DatabaseName": "air", "Name": "daily", "ColumnNames": ["delay"] } });
    let caller = call(&lake, json!({})).caller;
    let changing = lake.lake.overlaps().begin(&caller, &crate::domain::permission::Resource::table("air", "daily"));
    let changing = changing.unwrap();
    for resource in [daily(), columns] {
        let error = fails(&SERVICE, "GrantPermissions", call(&lake, on(resource)));
        assert_eq!(error.code, "ConcurrentModificationException");
        assert!(error.message.contains("Permission update failed"), "{}", error.message);
    }
    let mut entry = on(daily());
    entry["Id"] = json!("1");
    let batch = ok(&SERVICE, "BatchGrantPermissions", call(&lake, json!({ "Entries": [entry.clone()] })));
    assert_eq!(batch["Failures"][0]["Error"]["ErrorCode"], "ConcurrentModificationException");
    // Another resource is another matter.
    let mut other = on(json!({ "Database": { "Name": "air" } }));
    other["Permissions"] = json!(["DESCRIBE"]);
    ok(&SERVICE, "GrantPermissions", call(&lake, other));
    drop(changing);
    ok(&SERVICE, "GrantPermissions", call(&lake, on(daily())));
    let batch = ok(&SERVICE, "BatchGrantPermissions", call(&lake, json!({ "Entries": [entry] })));
    assert_eq!(batch["Failures"], json!([]));
}
