//! What to do when a service says no: which permission is missing, and who gives it.

/// The hints for a call that was denied. Services say who was refused; what to do about it they leave to the reader.
pub(super) fn hints(service: &str, operation: &str, message: &str) -> Vec<String> {
    let lower = message.to_lowercase();
    if lower.contains("explicit deny") {
        return vec![
            "a policy denies it by name, and no other can allow it: whoever keeps that policy can change it".to_owned(),
        ];
    }
    if lower.contains("lake formation") || service == "lakeformation" && !lower.contains("not authorized to perform") {
        return vec![
            "Lake Formation decides here, for whoever asks; who that is: lakectl status".to_owned(),
            "what is missing, layer by layer: lakectl access explain PRINCIPAL PERMISSION ON; an administrator gives it with lakectl grant"
                .to_owned(),
        ];
    }
    let action = named_in(message).map_or_else(|| action(service, operation), str::to_owned);
    vec![
        format!("whoever asks needs `{action}` in a policy; who that is: lakectl status"),
        "policies that let lakectl work on this lake: lakectl policy show --role admin, or analyst".to_owned(),
    ]
}

/// The action that the service names: `… is not authorized to perform: glue:GetDatabases on resource: …`.
fn named_in(message: &str) -> Option<&str> {
    let (_, rest) = message.split_once("not authorized to perform: ")?;
    let action = rest.split([' ', ',']).next()?.trim_end_matches('.');
    let legal = |character: char| character.is_ascii_alphanumeric() || ":-*".contains(character);
    (action.contains(':') && action.chars().all(legal)).then_some(action)
}

/// The action of IAM that a call needs; of most it has the call's name.
/// Source: Service Authorization Reference, the tables of actions of each service.
fn action(service: &str, operation: &str) -> String {
    let (prefix, action) = match (service, operation) {
        ("s3", "HeadBucket" | "ListObjectsV2") => ("s3", "ListBucket"),
        ("s3", "ListBuckets") => ("s3", "ListAllMyBuckets"),
        ("s3", "ListObjectVersions") => ("s3", "ListBucketVersions"),
        ("s3", "ListMultipartUploads") => ("s3", "ListBucketMultipartUploads"),
        ("s3", "ListParts") => ("s3", "ListMultipartUploadParts"),
        ("s3", "HeadObject") => ("s3", "GetObject"),
        ("s3", "DeleteObjects") => ("s3", "DeleteObject"),
        ("s3", "CompleteMultipartUpload" | "CreateMultipartUpload" | "UploadPart") => ("s3", "PutObject"),
        ("s3", "GetBucketEncryption") => ("s3", "GetEncryptionConfiguration"),
        ("s3", "PutBucketEncryption") => ("s3", "PutEncryptionConfiguration"),
        ("s3", "GetBucketLifecycleConfiguration") => ("s3", "GetLifecycleConfiguration"),
        ("s3", "PutBucketLifecycleConfiguration" | "DeleteBucketLifecycle") => ("s3", "PutLifecycleConfiguration"),
        ("s3", "GetBucketNotificationConfiguration") => ("s3", "GetBucketNotification"),
        ("s3", "PutBucketNotificationConfiguration") => ("s3", "PutBucketNotification"),
        ("s3", "GetBucketReplication") => ("s3", "GetReplicationConfiguration"),
        ("s3", "PutBucketReplication") => ("s3", "PutReplicationConfiguration"),
        ("s3", "GetPublicAccessBlock") => ("s3", "GetBucketPublicAccessBlock"),
        ("s3", "PutPublicAccessBlock") => ("s3", "PutBucketPublicAccessBlock"),
        (service, operation) => (service, operation),
    };
    format!("{prefix}:{action}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_missing_permission_is_named() {
        let said =
            "User: arn:aws:sts::1:assumed-role/x/y is not authorized to perform: glue:GetDatabases on resource: z";
        assert!(hints("glue", "GetDatabases", said)[0].contains("`glue:GetDatabases`"));
        assert!(hints("s3", "ListObjectsV2", "Access Denied")[0].contains("`s3:ListBucket`"));
        assert!(hints("glue", "GetTable", "not authorized to perform: $(x)")[0].contains("`glue:GetTable`"));
    }

    #[test]
    fn who_decides_is_told_apart() {
        let lake = "Insufficient Lake Formation permission(s): Required Describe on raw";
        assert!(hints("glue", "GetTable", lake).iter().any(|hint| hint.contains("lakectl access explain")));
        assert!(
            hints("s3", "GetObject", "with an explicit deny in a service control policy")[0]
                .contains("denies it by name")
        );
    }
}
