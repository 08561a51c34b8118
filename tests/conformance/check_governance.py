"""Grants: who sees what."""

from check_queries import shop
from lake import REGION, check, refused, unique


def govern(lake):
    """The shop with its default of 'everyone allowed' taken away."""
    db, bucket = shop(lake)
    lf = lake.client("lakeformation")
    everyone = {"DataLakePrincipalIdentifier": "IAM_ALLOWED_PRINCIPALS"}
    for table in ("orders", "customers"):
        resource = {"Table": {"DatabaseName": db, "Name": table}}
        answer = lf.list_permissions(Principal=everyone, Resource=resource)["PrincipalResourcePermissions"]
        if answer:
            lf.revoke_permissions(Principal=everyone, Resource=resource, Permissions=["ALL"])
    return db, bucket


def principal(lake, role):
    return {"DataLakePrincipalIdentifier": lake.role(role)}


@check("a role without any grant cannot query")
def no_grant(lake):
    db, _ = govern(lake)
    athena = lake.as_role(unique("nobody"), "athena")
    execution = lake.query("SELECT * FROM orders", client=athena, database=db, expect="FAILED")
    assert "orders" in execution["Status"]["StateChangeReason"], execution["Status"]


@check("a column grant shows those columns and no others")
def columns(lake):
    db, _ = govern(lake)
    role = unique("analyst")
    resource = {"TableWithColumns": {"DatabaseName": db, "Name": "orders", "ColumnNames": ["id", "day"]}}
    lf = lake.client("lakeformation")
    lf.grant_permissions(Principal=principal(lake, role), Resource=resource, Permissions=["SELECT"])
    athena = lake.as_role(role, "athena")
    rows = lake.query("SELECT * FROM orders ORDER BY id", client=athena, database=db)
    assert rows == [["id", "day"], ["1", "2026-01-01"], ["2", "2026-01-01"], ["3", "2026-01-02"]], rows
    execution = lake.query("SELECT amount FROM orders", client=athena, database=db, expect="FAILED")
    assert "amount" in execution["Status"]["StateChangeReason"], execution["Status"]
    table = lake.as_role(role, "glue").get_table(DatabaseName=db, Name="orders")["Table"]
    assert [column["Name"] for column in table["StorageDescriptor"]["Columns"]] == ["id", "day"], table
    lf.revoke_permissions(Principal=principal(lake, role), Resource=resource, Permissions=["SELECT"])
    lake.query("SELECT id FROM orders", client=athena, database=db, expect="FAILED")


@check("a data cells filter shows those rows and columns")
def cells(lake):
    db, _ = govern(lake)
    role, lf = unique("region"), lake.client("lakeformation")
    lf.create_data_cells_filter(
        TableData={
            "TableCatalogId": "123456789012",
            "DatabaseName": db,
            "TableName": "orders",
            "Name": "anns",
            "RowFilter": {"FilterExpression": "customer = 'ann'"},
            "ColumnNames": ["id", "customer"],
        }
    )
    resource = {
        "DataCellsFilter": {
            "TableCatalogId": "123456789012",
            "DatabaseName": db,
            "TableName": "orders",
            "Name": "anns",
        }
    }
    lf.grant_permissions(Principal=principal(lake, role), Resource=resource, Permissions=["SELECT"])
    rows = lake.query("SELECT * FROM orders ORDER BY id", client=lake.as_role(role, "athena"), database=db)
    assert rows == [["id", "customer"], ["1", "ann"], ["3", "ann"]], rows


@check("a grant is listed in the shape that AWS lists it in")
def listed(lake):
    db, _ = govern(lake)
    role, lf = unique("lister"), lake.client("lakeformation")
    resource = {"Table": {"DatabaseName": db, "Name": "orders"}}
    lf.grant_permissions(Principal=principal(lake, role), Resource=resource, Permissions=["SELECT", "DESCRIBE"])
    found = lf.list_permissions(Principal=principal(lake, role), Resource=resource)["PrincipalResourcePermissions"]
    permissions = sorted(permission for entry in found for permission in entry["Permissions"])
    assert permissions == ["DESCRIBE", "SELECT"], found


@check("tables are found by their LF-tags")
def by_tag(lake):
    db, _ = govern(lake)
    key, lf = unique("zone"), lake.client("lakeformation")
    lf.create_lf_tag(TagKey=key, TagValues=["raw", "clean"])
    answer = lf.add_lf_tags_to_resource(
        Resource={"Table": {"DatabaseName": db, "Name": "orders"}}, LFTags=[{"TagKey": key, "TagValues": ["raw"]}]
    )
    assert not answer["Failures"], answer
    found = lf.search_tables_by_lf_tags(Expression=[{"TagKey": key, "TagValues": ["raw"]}])["TableList"]
    assert [entry["Table"]["Name"] for entry in found] == ["orders"], found


@check("effective permissions for a path")
def effective(lake):
    db, bucket = govern(lake)
    lf = lake.client("lakeformation")
    arn = f"arn:aws:s3:::{bucket}/orders"
    lf.register_resource(ResourceArn=arn, RoleArn=lake.role("register"))
    role = unique("path")
    resource = {"Table": {"DatabaseName": db, "Name": "orders"}}
    lf.grant_permissions(Principal=principal(lake, role), Resource=resource, Permissions=["SELECT"])
    found = lf.get_effective_permissions_for_path(ResourceArn=arn)["Permissions"]
    principals = [entry["Principal"]["DataLakePrincipalIdentifier"] for entry in found]
    assert lake.role(role) in principals, found


@check("a role cannot read past the grants through the objects themselves")
def objects(lake):
    _, bucket = govern(lake)
    refused(lambda: lake.as_role("analyst", "s3").get_object(Bucket=bucket, Key="orders/a.csv"), "AccessDenied")


@check("keys are vended for the bytes of a table that the caller may read, and for no others")
def vended(lake):
    db, bucket = govern(lake)
    lf, role = lake.client("lakeformation"), unique("engine")
    try:
        lf.register_resource(ResourceArn=f"arn:aws:s3:::{bucket}/orders", RoleArn=lake.role("register"))
    except lf.exceptions.AlreadyExistsException:
        pass  # by the check of effective permissions
    kept = lf.get_data_lake_settings()["DataLakeSettings"]
    lf.put_data_lake_settings(DataLakeSettings={**kept, "AllowFullTableExternalDataAccess": True})
    table = f"arn:aws:glue:{REGION}:123456789012:table/{db}/orders"
    as_engine = lake.as_role(role, "lakeformation")
    refused(lambda: as_engine.get_temporary_glue_table_credentials(TableArn=table), "AccessDeniedException")
    resource = {"Table": {"DatabaseName": db, "Name": "orders"}}
    lf.grant_permissions(Principal=principal(lake, role), Resource=resource, Permissions=["SELECT"])
    keys = as_engine.get_temporary_glue_table_credentials(TableArn=table, Permissions=["SELECT"])
    s3 = lake.client("s3", keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])
    assert s3.get_object(Bucket=bucket, Key="orders/a.csv")["Body"].read().startswith(b"id,")
    assert s3.get_object(Bucket=bucket, Key="orders/a.csv", Range="none")["Body"].read().startswith(b"id,")
    refused(lambda: s3.get_object(Bucket=bucket, Key="customers/a.csv"), "AccessDenied")
    refused(lambda: s3.put_object(Bucket=bucket, Key="orders/b.csv", Body=b""), "AccessDenied")
    lf.put_data_lake_settings(DataLakeSettings=kept)
