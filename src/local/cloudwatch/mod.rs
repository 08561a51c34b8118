//! The metrics and alarms service of the local lake.

use super::wire::Service;

/// The service's table.
pub static SERVICE: Service = Service {
    signing_name: "monitoring",
    operations: &[],
    xml_namespace: "http://monitoring.amazonaws.com/doc/2010-08-01/",
    invalid_code: "ValidationError",
};
