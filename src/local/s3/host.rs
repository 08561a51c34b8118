//! Which bucket a host name means.

use s3s::S3Result;
use s3s::host::{S3Host, VirtualHost};

/// The hosts of the lake: AWS's own names as the SDKs spell them, and those of the loopback.
pub struct LakeHost;

impl S3Host for LakeHost {
    fn parse_host_header<'a>(&'a self, host: &'a str) -> S3Result<VirtualHost<'a>> {
        Ok(parse(host))
    }
}

/// The bucket that a host means.
pub fn bucket_of(host: &str) -> Option<String> {
    // An address means no bucket, as `s3s` has it.
    let is_address = host.parse::<std::net::SocketAddr>().is_ok() || host.parse::<std::net::IpAddr>().is_ok();
    if is_address { None } else { parse(host).bucket().map(str::to_owned) }
}

fn parse(host: &str) -> VirtualHost<'_> {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    if let Some(rest) = name.strip_suffix(".amazonaws.com").or_else(|| name.strip_suffix(".amazonaws.com.cn")) {
        return aws_name(host, rest);
    }
    for domain in [".s3.localhost.localstack.cloud", ".s3.localhost", ".localhost"] {
        if let Some(bucket) = name.strip_suffix(domain).filter(|bucket| !bucket.is_empty() && *bucket != "s3") {
            return VirtualHost::new(domain.trim_start_matches('.')).with_bucket(bucket);
        }
    }
    VirtualHost::new(host)
}

/// `[bucket.]s3[.dualstack][.region]` or the old `[bucket.]s3-region`, without the domain.
fn aws_name<'a>(host: &'a str, rest: &'a str) -> VirtualHost<'a> {
    let labels: Vec<&str> = rest.split('.').collect();
    // A bucket may itself have a label `s3`, so the service's label is the last one.
    let Some(service) = labels.iter().rposition(|label| *label == "s3" || label.starts_with("s3-")) else {
        return VirtualHost::new(host);
    };
    let region = match labels.get(service + 1..) {
        Some(["dualstack", region] | [region]) => Some(*region),
        _ => labels[service].strip_prefix("s3-").filter(|region| *region != "fips"),
    };
    let bucket: usize = labels[..service].iter().map(|label| label.len() + 1).sum();
    let mut found = VirtualHost::new(host);
    if bucket > 0 {
        found = found.with_bucket(&rest[..bucket - 1]);
    }
    match region {
        Some(region) => found.with_region(region),
        None => found,
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn hosts_name_buckets() {
        let cases = [
            ("raw.s3.eu-west-1.amazonaws.com", Some("raw"), Some("eu-west-1")),
            ("s3.eu-west-1.amazonaws.com", None, Some("eu-west-1")),
            ("s3.amazonaws.com", None, None),
            ("a.b.s3.amazonaws.com", Some("a.b"), None),
            ("my.s3.bucket.s3.us-east-1.amazonaws.com", Some("my.s3.bucket"), Some("us-east-1")),
            ("raw.s3.dualstack.us-west-2.amazonaws.com", Some("raw"), Some("us-west-2")),
            ("raw.s3-eu-west-1.amazonaws.com", Some("raw"), Some("eu-west-1")),
            ("raw.localhost:4566", Some("raw"), None),
            ("raw.s3.localhost:4566", Some("raw"), None),
            ("s3.localhost:4566", None, None),
            ("localhost:4566", None, None),
            ("lake.internal", None, None),
        ];
        for (host, bucket, region) in cases {
            let found = parse(host);
            assert_eq!((found.bucket(), found.region()), (bucket, region), "{host}");
        }
    }
}
