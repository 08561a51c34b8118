//! The lakeformation service of the local lake.

use super::wire::Service;

/// The service's table.
pub static SERVICE: Service = Service {
    signing_name: "lakeformation",
    operations: &[],
    xml_namespace: "",
    invalid_code: "InvalidInputException",
};
