//! Places in S3 in Lake Formation's care, and those who administer it.

/// A registered location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// `arn:aws:s3:::bucket/prefix`, without a slash at its end.
    pub arn: String,
    /// The role that reads and writes there; none is the service's own.
    pub role: Option<String>,
    /// Whether principals that are not opted in keep what IAM lets them do.
    pub hybrid: bool,
    /// `VERIFIED`, `NOT_VERIFIED`, …, as the service says.
    pub verification: Option<String>,
}

impl Location {
    /// `s3://bucket/prefix/`
    pub fn uri(&self) -> String {
        format!("s3://{}/", self.arn.strip_prefix("arn:aws:s3:::").unwrap_or(&self.arn))
    }
}

/// Who administers the data lake: ARNs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Admins {
    /// Who may do everything.
    pub full: Vec<String>,
    /// Who may see everything.
    pub read_only: Vec<String>,
}

impl Admins {
    /// The list with this right.
    pub fn list(&self, read_only: bool) -> &[String] {
        if read_only { &self.read_only } else { &self.full }
    }

    /// The same with a principal added, or without it.
    pub fn with(&self, principal: &str, read_only: bool, wanted: bool) -> Self {
        let mut changed = self.clone();
        let list = if read_only { &mut changed.read_only } else { &mut changed.full };
        list.retain(|name| name != principal);
        if wanted {
            list.push(principal.to_owned());
        }
        changed
    }
}
