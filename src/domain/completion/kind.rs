//! The kinds of things that have names to complete, and which argument takes which.

/// A kind of things with names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Alarm,
    Bucket,
    Crawler,
    Database,
    /// Expressions of LF-tags that are kept under names.
    Expression,
    Filter,
    Job,
    Location,
    Principal,
    Registry,
    Schema,
    Table,
    Tag,
    Workflow,
    Workgroup,
    /// The zones that buckets are tagged with.
    Zone,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Alarm,
        Self::Bucket,
        Self::Crawler,
        Self::Database,
        Self::Expression,
        Self::Filter,
        Self::Job,
        Self::Location,
        Self::Principal,
        Self::Registry,
        Self::Schema,
        Self::Table,
        Self::Tag,
        Self::Workflow,
        Self::Workgroup,
        Self::Zone,
    ];

    /// Its name, of files and of hidden arguments.
    pub fn name(self) -> &'static str {
        match self {
            Self::Alarm => "alarm",
            Self::Bucket => "bucket",
            Self::Crawler => "crawler",
            Self::Database => "database",
            Self::Expression => "expression",
            Self::Filter => "filter",
            Self::Job => "job",
            Self::Location => "location",
            Self::Principal => "principal",
            Self::Registry => "registry",
            Self::Schema => "schema",
            Self::Table => "table",
            Self::Tag => "tag",
            Self::Workflow => "workflow",
            Self::Workgroup => "workgroup",
            Self::Zone => "zone",
        }
    }

    /// The kind of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What an argument takes. `command` is the noun and the verb, `flag` the long flag if it is one, `value` the name of
    /// its value in the help. Empty when nothing that is there can be meant: the name of something new, a text, a number.
    pub fn of_argument(command: &[&str], flag: Option<&str>, value: &str) -> &'static [Self] {
        match flag {
            Some("as" | "to" | "from" | "principal" | "principals" | "role" | "owner-principal") => {
                return &[Self::Principal];
            }
            Some("database" | "db") => return &[Self::Database],
            Some("table") => return &[Self::Table],
            Some("workgroup") => return &[Self::Workgroup],
            Some("registry") => return &[Self::Registry],
            Some("bucket") => return &[Self::Bucket],
            Some("crawler") => return &[Self::Crawler],
            Some("zone") => return &[Self::Zone],
            Some("job") => return &[Self::Job],
            Some("filter") if value == "NAME" => return &[Self::Filter],
            Some("on") if GRANTS.contains(&command.first().copied().unwrap_or_default()) => {
                return &[Self::Database, Self::Table, Self::Expression];
            }
            Some("on") => return &[Self::Database, Self::Table],
            Some(_) => {}
            None => {
                if let Some(kinds) = of_noun(command, value) {
                    return kinds;
                }
            }
        }
        match value {
            "BUCKET" => &[Self::Bucket],
            "DATABASE" => &[Self::Database],
            "TABLE" => &[Self::Table],
            "PRINCIPAL" => &[Self::Principal],
            "EXPR" => &[Self::Expression],
            "RESOURCE" | "ON" => &[Self::Database, Self::Table],
            "S3_URI" | "S3-URI" | "PLACE" => &[Self::Bucket, Self::Zone],
            "LOG" => &[Self::Job, Self::Crawler],
            _ => &[],
        }
    }
}

/// The commands whose `--on` takes an expression of LF-tags as well.
const GRANTS: [&str; 2] = ["grant", "revoke"];

/// What `NAME` and `KEY` are of a noun's verbs; whoever creates thinks of a name that is not there yet.
fn of_noun(command: &[&str], value: &str) -> Option<&'static [Kind]> {
    let (noun, verb) = (command.first()?, command.last()?);
    if *noun == "location" && *verb != "register" {
        return Some(&[Kind::Location]);
    }
    let kinds: &'static [Kind] = match (*noun, value) {
        ("alarm", "NAME") if *verb != "recipes" => &[Kind::Alarm],
        ("bucket", "NAME") => &[Kind::Bucket],
        ("crawler", "NAME") => &[Kind::Crawler],
        ("db", "NAME") => &[Kind::Database],
        ("filter", "NAME") => &[Kind::Filter],
        ("job", "NAME") => &[Kind::Job],
        ("partition" | "table", "NAME") => &[Kind::Table],
        ("registry", "NAME") => &[Kind::Registry],
        ("schema", "NAME") => &[Kind::Schema],
        ("tag", "KEY" | "KEYS") => &[Kind::Tag],
        ("tag", "NAME") if command.get(1) == Some(&"expression") => &[Kind::Expression],
        ("workflow", "NAME") => &[Kind::Workflow],
        ("workgroup", "NAME") => &[Kind::Workgroup],
        _ => return None,
    };
    Some(if *verb == "create" { &[] } else { kinds })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_there_and_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::of_name(kind.name()), Some(kind));
        }
    }

    #[test]
    fn what_is_made_has_no_name_yet() {
        assert_eq!(Kind::of_argument(&["bucket", "show"], None, "NAME"), [Kind::Bucket]);
        assert_eq!(Kind::of_argument(&["bucket", "create"], None, "NAME"), []);
        assert_eq!(Kind::of_argument(&["crawler", "create"], Some("database"), "DATABASE"), [Kind::Database]);
        assert_eq!(Kind::of_argument(&["bucket", "create"], Some("zone"), "ZONE"), [Kind::Zone]);
        assert_eq!(Kind::of_argument(&["query"], None, "SQL"), []);
        assert_eq!(Kind::of_argument(&["tag", "expression", "show"], None, "NAME"), [Kind::Expression]);
        assert_eq!(Kind::of_argument(&["tag", "expression", "create"], None, "NAME"), []);
        assert_eq!(Kind::of_argument(&["filter", "list"], Some("on"), "TABLE"), [Kind::Database, Kind::Table]);
    }
}
