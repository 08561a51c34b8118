//! Places: `s3://bucket/prefix`, or `zone:path` in a zone of the file.

/// A place as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written<'a> {
    /// `s3://…`, as it is.
    Whole(&'a str),
    /// In a zone.
    InZone {
        /// The zone's name.
        zone: &'a str,
        /// Without a slash at its beginning.
        path: &'a str,
    },
}

impl<'a> Written<'a> {
    /// Reads a place; none when it is none.
    pub fn read(text: &'a str) -> Option<Self> {
        if text.starts_with("s3://") {
            return Some(Self::Whole(text));
        }
        let (zone, path) = text.split_once(':')?;
        (!zone.is_empty() && !zone.contains(['/', '.']))
            .then(|| Self::InZone { zone, path: path.trim_start_matches('/') })
    }
}

/// The same place in the zone whose bucket it is in, when it is in one: `raw:weather/` for `s3://lake-raw/weather/`.
pub fn in_zone<'z>(uri: &str, zones: impl IntoIterator<Item = (&'z str, &'z str)>) -> String {
    for (zone, bucket) in zones {
        if let Some(rest) = uri.strip_prefix("s3://").and_then(|rest| rest.strip_prefix(bucket))
            && (rest.is_empty() || rest.starts_with('/'))
        {
            return format!("{zone}:{}", rest.trim_start_matches('/'));
        }
    }
    uri.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_zones_are_told_from_whole_ones() {
        assert_eq!(Written::read("raw:a/b/"), Some(Written::InZone { zone: "raw", path: "a/b/" }));
        assert_eq!(Written::read("raw:"), Some(Written::InZone { zone: "raw", path: "" }));
        assert_eq!(Written::read("s3://x/y"), Some(Written::Whole("s3://x/y")));
        assert_eq!(Written::read("db.table"), None);
        let zones = [("raw", "lake-raw"), ("all", "lake")];
        assert_eq!(in_zone("s3://lake-raw/a/", zones), "raw:a/");
        assert_eq!(in_zone("s3://lake-rawer/a/", zones), "s3://lake-rawer/a/");
        assert_eq!(in_zone("s3://lake", zones), "all:");
    }
}
