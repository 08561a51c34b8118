//! Which rules break, by profile, and the groups of types that stay readable.

use crate::schema::Profile;
use crate::schema::finding::Severity;

/// Changes that the published strict set lets pass.
const COMPATIBLE: &[&str] = &[
    "ENUM_ADDED",
    "ENUM_CONST_ADDED",
    "ENUM_CONST_CHANGED",
    "ENUM_CONST_REMOVED",
    "ENUM_REMOVED",
    "FIELD_ADDED",
    "FIELD_NAME_CHANGED",
    "FIELD_REMOVED",
    "FIELD_STRING_OR_BYTES_LABEL_CHANGED",
    "MESSAGE_ADDED",
    "MESSAGE_MOVED",
    "MESSAGE_SAME_JSON_FORMAT",
    "ONEOF_ADDED",
    "ONEOF_FIELD_ADDED",
    "ONEOF_REMOVED",
    "RPC_SAME_IDEMPOTENCY_LEVEL",
];

/// What the strict set does not look at: worth a warning.
const HOLES: &[&str] = &[
    "ENUM_TYPE_CHANGED",
    "FIELD_DEFAULT_CHANGED",
    "FIELD_JSON_NAME_CHANGED",
    "FIELD_LABEL_CHANGED",
    "FIELD_ONEOF_CHANGED",
    "FIELD_REQUIRED_CHANGED",
    "FIELD_SCALAR_NARROWED",
    "RESERVED_REMOVED",
    "FIELD_TYPE_IMPORTED",
    "RPC_SAME_CLIENT_STREAMING",
    "RPC_SAME_REQUEST_TYPE",
    "RPC_SAME_RESPONSE_TYPE",
    "RPC_SAME_SERVER_STREAMING",
];

/// What neither wire profile cares about.
const NOT_ON_THE_WIRE: &[&str] = &[
    "ENUM_ADDED",
    "ENUM_CONST_ADDED",
    "ENUM_REMOVED",
    "FIELD_ADDED",
    "FIELD_TYPE_IMPORTED",
    "MESSAGE_ADDED",
    "MESSAGE_MOVED",
    "MESSAGE_REMOVED",
    "ONEOF_ADDED",
    "ONEOF_FIELD_ADDED",
    "ONEOF_FIELD_REMOVED",
    "ONEOF_REMOVED",
];

/// What the profile `proto-wire` lets pass and `proto-wire-json` does not.
const ONLY_IN_JSON: &[&str] =
    &["ENUM_CONST_CHANGED", "FIELD_JSON_NAME_CHANGED", "FIELD_NAME_CHANGED", "MESSAGE_SAME_JSON_FORMAT"];

/// What code that was written for the old file does not notice.
const NOT_IN_CODE: &[&str] = &[
    "ENUM_ADDED",
    "ENUM_CONST_ADDED",
    "FIELD_ADDED",
    "MESSAGE_ADDED",
    "MESSAGE_MOVED",
    "ONEOF_ADDED",
    "ONEOF_FIELD_ADDED",
    "RPC_ADDED",
    "SERVICE_ADDED",
];

/// What is only about the code that is generated: nothing that is written changes by it.
const ONLY_IN_CODE: &[&str] = &[
    "ENUM_SAME_TYPE",
    "FIELD_PRESENCE_CHANGED",
    "FIELD_SAME_CPP_STRING_TYPE",
    "FIELD_SAME_JSTYPE",
    "MESSAGE_NO_REMOVE_STANDARD_DESCRIPTOR_ACCESSOR",
    "RPC_ADDED",
    "RPC_NO_DELETE",
    "SERVICE_ADDED",
    "SERVICE_NO_DELETE",
];

/// Whether a rule is only about generated code.
fn is_only_in_code(rule: &str) -> bool {
    ONLY_IN_CODE.contains(&rule) || rule.starts_with("FILE_SAME_")
}

/// What stands against reading data at all, or changes what is read.
const SEMANTIC: [&str; 10] = [
    "FIELD_KIND_CHANGED",
    "FIELD_LABEL_CHANGED",
    "FIELD_MOVED_TO_EXISTING_ONEOF",
    "FIELD_NUMERIC_LABEL_CHANGED",
    "FIELD_REQUIRED_CHANGED",
    "FIELD_SCALAR_KIND_CHANGED",
    "FIELD_SCALAR_NARROWED",
    "MULTIPLE_FIELDS_MOVED_TO_ONEOF",
    "REQUIRED_FIELD_ADDED",
    "FIELD_STRING_OR_BYTES_LABEL_CHANGED",
];

/// What depends on the data or on the reader's language.
const SEMANTICALLY_UNKNOWN: [&str; 4] =
    ["ENUM_CONST_REMOVED", "ENUM_TYPE_CHANGED", "FIELD_DEFAULT_CHANGED", "FIELD_TYPE_IMPORTED"];

/// How a rule counts. `kept` says that a number (and, for JSON, a name) that went was reserved.
pub(super) fn severity(rule: &str, profile: Profile, kept: bool) -> Severity {
    let (compatible, unknown, warning) = match profile {
        Profile::ProtoFile => {
            let gone = matches!(rule, "FIELD_REMOVED" | "ENUM_CONST_REMOVED" | "RPC_NO_DELETE" | "SERVICE_NO_DELETE");
            (NOT_IN_CODE.contains(&rule) || (gone && kept), false, false)
        }
        Profile::ProtoWire | Profile::ProtoWireJson => {
            let narrowed = rule == "FIELD_SCALAR_NARROWED";
            let gone = matches!(rule, "FIELD_REMOVED" | "ENUM_CONST_REMOVED") && kept;
            let name = profile == Profile::ProtoWire && ONLY_IN_JSON.contains(&rule);
            (NOT_ON_THE_WIRE.contains(&rule) || is_only_in_code(rule) || gone || name, false, narrowed)
        }
        Profile::Semantic => {
            let unknown = SEMANTICALLY_UNKNOWN.contains(&rule);
            let breaking = SEMANTIC.contains(&rule);
            (!unknown && !breaking, unknown, rule == "RESERVED_REMOVED")
        }
        _ => (COMPATIBLE.contains(&rule) || is_only_in_code(rule), false, HOLES.contains(&rule)),
    };
    if warning {
        Severity::Warning
    } else if unknown {
        Severity::Unknown
    } else if compatible {
        Severity::Compatible
    } else {
        Severity::Breaking
    }
}

/// The group of types that one scalar may become another of, under a profile; `None` for what is no scalar.
pub(super) fn group(scalar: &str, profile: Profile) -> &'static str {
    let json = profile == Profile::ProtoWireJson;
    match scalar {
        "bool" if json => "bool",
        "int32" | "uint32" if json => "int32",
        "int64" | "uint64" if json => "int64",
        "int32" | "uint32" | "int64" | "uint64" | "bool" => "varint",
        "enum" if matches!(profile, Profile::ProtoWire | Profile::ProtoWireJson) => "enum",
        "enum" => "varint",
        "sint32" if json => "sint32",
        "sint64" if json => "sint64",
        "sint32" | "sint64" => "zigzag",
        "fixed32" | "sfixed32" => "fixed32",
        "fixed64" | "sfixed64" => "fixed64",
        "bytes" if json => "bytes",
        "string" | "bytes" => "text",
        "float" => "float",
        _ => "double",
    }
}

/// Whether each value of the writer's scalar is the same value in the reader's, which is of the same group.
pub(super) fn keeps_values(writer: &str, reader: &str) -> bool {
    writer == reader
        || matches!(
            (writer, reader),
            ("int32", "int64" | "enum")
                | ("uint32", "uint64" | "int64")
                | ("bool", "int32" | "int64" | "uint32" | "uint64")
                | ("enum", "int32" | "int64")
                | ("sint32", "sint64")
                | ("string", "bytes")
        )
}

/// Whether a scalar is written packed when it is repeated.
pub(super) fn is_numeric(scalar: &str) -> bool {
    !matches!(scalar, "string" | "bytes")
}
