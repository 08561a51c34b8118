//! The lakes that `init` writes.

/// A lake to begin with.
#[derive(Debug, Clone, Copy)]
pub struct Template {
    /// The name on the command line.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    text: &'static str,
    /// The files beside it: relative path, contents.
    pub files: &'static [(&'static str, &'static str)],
}

const USER_EVENT: (&str, &str) = ("schemas/user_event.avsc", include_str!("templates/user_event.avsc"));

/// Every template.
pub const TEMPLATES: &[Template] = &[
    Template {
        name: "reference",
        about: "the whole reference lake: zones, catalog, schemas, workgroups, governance, alarms",
        text: include_str!("templates/reference.toml"),
        files: &[USER_EVENT],
    },
    Template {
        name: "minimal",
        about: "a zone for data, one for results, a database and a crawler",
        text: include_str!("templates/minimal.toml"),
        files: &[],
    },
    Template {
        name: "medallion",
        about: "bronze, silver and gold zones, each with a database of its own",
        text: include_str!("templates/medallion.toml"),
        files: &[],
    },
    Template {
        name: "streaming",
        about: "events by the hour: a registry with a schema, a partitioned table, a quality alarm",
        text: include_str!("templates/streaming.toml"),
        files: &[USER_EVENT],
    },
];

impl Template {
    /// The template of a name.
    pub fn named(name: &str) -> Option<&'static Self> {
        TEMPLATES.iter().find(|template| template.name == name)
    }

    /// The file, for a lake of this name and target.
    pub fn text(&self, name: &str, target: &str) -> String {
        self.text.replace("@NAME@", name).replace("@TARGET@", target)
    }
}
