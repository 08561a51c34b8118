"""The schema registry judges."""

import json

from lake import check, refused, unique, wait


def avro(*fields):
    return json.dumps(
        {"type": "record", "name": "Event", "fields": [dict(field) for field in fields]}
    )


ID = {"name": "id", "type": "long"}
COUNTRY = {"name": "country", "type": "string"}
OPTIONAL = {"name": "country", "type": ["null", "string"], "default": None}


def schema(lake, compatibility="BACKWARD"):
    glue, registry = lake.client("glue"), unique("registry")
    glue.create_registry(RegistryName=registry)
    answer = glue.create_schema(
        RegistryId={"RegistryName": registry},
        SchemaName="event",
        DataFormat="AVRO",
        Compatibility=compatibility,
        SchemaDefinition=avro(ID),
    )
    assert answer["SchemaVersionStatus"] == "AVAILABLE" and answer["LatestSchemaVersion"] == 1, answer
    return {"RegistryName": registry, "SchemaName": "event"}


def register(lake, name, definition):
    glue = lake.client("glue")
    answer = glue.register_schema_version(SchemaId=name, SchemaDefinition=definition)
    return wait(
        lambda: glue.get_schema_version(SchemaVersionId=answer["SchemaVersionId"]),
        lambda version: version["Status"] != "PENDING",
    )


@check("BACKWARD refuses an Avro version that cannot read the one before")
def backward(lake):
    name = schema(lake)
    assert register(lake, name, avro(ID, COUNTRY))["Status"] == "FAILURE"
    good = register(lake, name, avro(ID, OPTIONAL))
    assert good["Status"] == "AVAILABLE", good


@check("the same definition is the same version")
def same(lake):
    name = schema(lake)
    first = lake.client("glue").get_schema_version(SchemaId=name, SchemaVersionNumber={"LatestVersion": True})
    assert register(lake, name, avro(ID))["SchemaVersionId"] == first["SchemaVersionId"]


@check("CheckSchemaVersionValidity judges a definition")
def validity(lake):
    glue = lake.client("glue")
    assert glue.check_schema_version_validity(DataFormat="AVRO", SchemaDefinition=avro(ID))["Valid"]
    answer = glue.check_schema_version_validity(DataFormat="AVRO", SchemaDefinition='{"type": "recrod"}')
    assert not answer["Valid"] and answer["Error"], answer


@check("GetSchemaVersionsDiff shows what changed")
def diff(lake):
    name = schema(lake)
    register(lake, name, avro(ID, OPTIONAL))
    answer = lake.client("glue").get_schema_versions_diff(
        SchemaId=name,
        FirstSchemaVersionNumber={"VersionNumber": 1},
        SecondSchemaVersionNumber={"VersionNumber": 2},
        SchemaDiffType="SYNTAX_DIFF",
    )
    assert "country" in answer["Diff"], answer


@check("DISABLED takes no second version")
def disabled(lake):
    name = schema(lake, "DISABLED")
    glue = lake.client("glue")
    try:
        version = register(lake, name, avro(ID, OPTIONAL))
    except Exception:
        refused(lambda: glue.register_schema_version(SchemaId=name, SchemaDefinition=avro(ID, OPTIONAL)))
    else:
        assert version["Status"] == "FAILURE", version
