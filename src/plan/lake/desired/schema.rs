//! Registries and schemas.

use std::path::Path;
use std::time::Duration;

use super::{Builder, Made, Removal, Thing};
use crate::domain::lake_file::Entry;
use crate::domain::schema::{self, Mode, Profile, RegistryName, SchemaName};
use crate::domain::schema_bundle::{BundleError, SourceFile};
use crate::kind::registry::RegistryResource;
use crate::kind::schema::SchemaResource;
use crate::kind::schema_in_lake::SchemaInLake;
use crate::ops::schema::{SchemaFile, format_of, invalid, made};

/// How long a registry may take to judge a version.
const JUDGEMENT: Duration = Duration::from_secs(120);

impl Builder<'_> {
    pub(super) fn registries(&mut self) {
        for entry in self.all("registries") {
            let Some(name) = self.named(entry, entry.name.parse::<RegistryName>()) else { continue };
            let name = name.to_string();
            let made = Made {
                noun: "registry",
                name: name.clone(),
                thing: Some(Thing::Registry(name.clone())),
                requires: Vec::new(),
                after: Vec::new(),
                removal: Removal::Registry(name.clone()),
            };
            self.add(entry, made, RegistryResource { name, description: entry.owned("description") });
        }
    }

    pub(super) fn schemas(&mut self) {
        for entry in self.all("schemas") {
            let (registry, name) = entry.name.split_once('/').unwrap_or((&entry.name, ""));
            let registry = self.named(entry, registry.parse::<RegistryName>());
            let name = self.named(entry, name.parse::<SchemaName>());
            let file = self.schema_file(entry);
            let mode =
                entry.text("compatibility").and_then(|text| self.made(entry, "compatibility", text.parse::<Mode>()));
            let (Some(registry), Some(name), Some(file)) = (registry, name, file) else { continue };
            let version = SchemaResource {
                registry: registry.to_string(),
                name: name.to_string(),
                file,
                mode,
                profile: Profile::default(),
                create_registry: true,
                description: entry.owned("description"),
                metadata: Vec::new(),
                tags: entry.pairs("tags"),
                timeout: JUDGEMENT,
            };
            let made = Made {
                noun: "schema",
                name: entry.name.clone(),
                thing: None,
                requires: vec![Thing::Registry(registry.to_string())],
                after: Vec::new(),
                removal: Removal::Schema(registry.to_string(), name.to_string()),
            };
            self.add(entry, made, SchemaInLake { version });
        }
    }

    fn schema_file(&mut self, entry: &Entry) -> Option<SchemaFile> {
        let name = entry.text("file")?;
        let text = match self.files.text(name) {
            Ok(text) => text,
            Err(error) => {
                self.problem(entry.place_of("file"), error.chain().join(": "));
                return None;
            }
        };
        let path = Path::new(name);
        let Some(format) = format_of(path, &text) else {
            self.problem(
                entry.place_of("file"),
                format!("the format of {name} is not known by its name: .avsc, .json or .proto"),
            );
            return None;
        };
        // What the definition refers to lies beside it, or is named from the directory of the lake file.
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut read = |import: &str| {
            let found = [folder.join(import), import.into()].into_iter().find_map(|path| {
                let label = path.to_str()?.to_owned();
                let text = self.files.text(&label).ok()?;
                Some(SourceFile { label, text })
            });
            Ok::<_, BundleError>(found)
        };
        let bundle = match made(format, name, &text, &mut read) {
            Ok(bundle) => bundle,
            Err(error) => {
                self.problem(entry.place_of("file"), error.chain().join(": "));
                return None;
            }
        };
        let file = SchemaFile { path: path.to_owned(), text, format, bundle };
        if let Err(error) = schema::check_definition_size(file.definition()) {
            self.problem(entry.place_of("file"), format!("{name}: {error}"));
            return None;
        }
        if let Some(error) = invalid(&file, &file.errors()) {
            self.problem(entry.place_of("file"), error.chain().join(": "));
            return None;
        }
        Some(file)
    }
}
