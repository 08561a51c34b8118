//! The services of the lake, by the names that the wire knows them by.

use super::wire::Service;
use super::{athena, cloudwatch, events, glue, iam, lakeformation, logs, sts};

/// (prefix of `X-Amz-Target` or of the RPC path, service). S3 is not here: it is what is left.
static SERVICES: &[(&str, &Service)] = &[
    ("AWSGlue", &glue::SERVICE),
    ("AmazonAthena", &athena::SERVICE),
    ("AWSEvents", &events::SERVICE),
    ("AWSIdentityManagementV20100508", &iam::SERVICE),
    ("AWSLakeFormation", &lakeformation::SERVICE),
    ("GraniteServiceVersion20100801", &cloudwatch::SERVICE),
    ("Logs_20140328", &logs::SERVICE),
    ("AWSSecurityTokenServiceV20110615", &sts::SERVICE),
];

/// The service of a target prefix.
pub fn by_target(prefix: &str) -> Option<&'static Service> {
    SERVICES.iter().find(|(target, _)| *target == prefix).map(|(_, service)| *service)
}

/// The service of a signing name.
pub fn by_signing_name(name: &str) -> Option<&'static Service> {
    SERVICES.iter().map(|(_, service)| *service).find(|service| service.signing_name == name)
}

/// All services but S3.
#[cfg(test)]
pub fn all() -> impl Iterator<Item = &'static Service> {
    SERVICES.iter().map(|(_, service)| *service)
}

/// The signing names of all services, sorted.
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = SERVICES.iter().map(|(_, service)| service.signing_name).chain(["s3"]).collect();
    names.sort_unstable();
    names
}

/// Every operation that the lake has, as `service operation`, sorted: the content of the coverage fixture.
pub fn coverage() -> Vec<String> {
    let mut lines: Vec<String> = SERVICES
        .iter()
        .flat_map(|(_, service)| {
            service.operations.iter().flat_map(|group| group.iter()).map(move |operation| (service, operation))
        })
        .map(|(service, operation)| format!("{} {}", service.signing_name, operation.name))
        .chain(super::s3::OPERATIONS.iter().map(|operation| format!("s3 {operation}")))
        .collect();
    lines.sort();
    lines
}
