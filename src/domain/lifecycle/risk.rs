//! What queries lose by rules: objects under a table that go, or go where no query reads them.

use super::class::reads_at_once;
use super::rule::Rule;

/// A table of the catalog that lies in the bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TablePlace {
    /// `database.table`
    pub name: String,
    /// The part of its location after the bucket.
    pub prefix: String,
}

impl TablePlace {
    /// A table by its location, when that is in the bucket.
    pub fn in_bucket(bucket: &str, name: String, location: &str) -> Option<Self> {
        let rest = ["s3://", "s3a://", "s3n://"].iter().find_map(|scheme| location.strip_prefix(scheme))?;
        let (found, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let mut prefix = prefix.to_owned();
        if !prefix.is_empty() && !prefix.ends_with('/') {
            prefix.push('/');
        }
        (found == bucket).then_some(Self { name, prefix })
    }

    /// Whether a key lies under the table.
    pub fn holds(&self, key: &str) -> bool {
        key.starts_with(&self.prefix)
    }
}

/// What the rules of these ids take from tables.
pub fn risks(rules: &[Rule], changed: &[&str], tables: &[TablePlace]) -> Vec<String> {
    let mut found = Vec::new();
    for rule in rules.iter().filter(|rule| rule.is_enabled() && changed.contains(&rule.name())) {
        let prefix = rule.selection().prefix;
        for table in tables.iter().filter(|table| prefix.starts_with(&table.prefix) || table.prefix.starts_with(prefix))
        {
            for to in rule.transitions.iter().filter(|to| !reads_at_once(&to.storage_class)) {
                found.push(format!(
                    "rule `{}` moves objects of table {} to {}, where queries cannot read them; GLACIER_IR they can",
                    rule.name(),
                    table.name,
                    to.storage_class
                ));
            }
            if let Some(expires) = &rule.expiration
                && expires.expired_object_delete_marker.is_none()
            {
                let when = match (expires.days, expires.date) {
                    (Some(days), _) => format!("after {}", super::describe::days(days)),
                    (None, Some(date)) => format!("on {}", date.day()),
                    (None, None) => continue,
                };
                found.push(format!(
                    "rule `{}` expires objects of table {} {when}: their rows go",
                    rule.name(),
                    table.name
                ));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::Template;

    #[test]
    fn tables_under_a_rule_are_named() {
        let place = |location| TablePlace::in_bucket("raw", "lake.events".into(), location);
        assert_eq!(place("s3://other/events/"), None);
        assert_eq!(place("s3://raw"), Some(TablePlace { name: "lake.events".into(), prefix: String::new() }));
        let tables = [place("s3://raw/events").unwrap()];
        assert!(tables[0].holds("events/a") && !tables[0].holds("events2/a"));
        let mut cold = Template::named("cold").unwrap().rule();
        let found = |rule: &Rule| risks(std::slice::from_ref(rule), &[rule.name()], &tables);
        assert_eq!(found(&cold).len(), 2);
        assert!(found(&cold)[0].contains("lake.events to GLACIER,"));
        cold.select(Some("logs/".into()), Vec::new(), None, None);
        assert_eq!(found(&cold), [""; 0]);
        assert!(found(&Template::named("scratch").unwrap().rule())[0].contains("after 30 days"));
        assert_eq!(found(&Template::named("archive-90").unwrap().rule()), [""; 0]);
    }
}
