//! Each setting with where it comes from: what `lakectl config show` tells.
//!
//! Invariant: no secret. Of variables that may hold one, the names are told.

use std::path::Path;

use super::project::Project;
use super::{Environment, Flags, Target};
use crate::ui::Color;

/// A setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Its name; that of a key of `lake.toml` as it is written there.
    pub name: String,
    /// Its value; none when nothing says it.
    pub value: Option<String>,
    /// What says it: a flag, a variable, a file, or why it has this value otherwise.
    pub from: String,
}

/// What nobody said.
const DEFAULT: &str = "default";
/// Variables with which other AWS clients sign.
const KEYS: [&str; 4] =
    ["AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_PROFILE"];

/// All of them, in the order in which they are told.
pub(super) fn of(flags: &Flags, environment: &Environment, project: &Project, target: &Target) -> Vec<Origin> {
    let mut origins = Origins::default();
    let file = |key: &str| project.said_by.get(key).map(|path| path.display().to_string());
    let is_local = matches!(target, Target::Local { .. });
    match target {
        Target::Local { directory } => {
            let from = match (&flags.local, &environment.lake_local) {
                (Some(Some(_)), _) => "--local".to_owned(),
                (Some(None), Some(_)) => "--local and LAKE_LOCAL".to_owned(),
                (Some(None), None) => "--local, the nearest .lake".to_owned(),
                (None, Some(_)) => "LAKE_LOCAL".to_owned(),
                (None, None) => file("target").unwrap_or_else(|| DEFAULT.to_owned()),
            };
            origins.add("target", Some("local"), &from);
            origins.add("lake", Some(&path(directory)), &from);
        }
        Target::Aws { endpoint_url, profile } => {
            let from = if profile.is_some() {
                "--profile".to_owned()
            } else {
                file("target").unwrap_or_else(|| DEFAULT.to_owned())
            };
            origins.add("target", Some("aws"), &from);
            let named = environment.machine.aws_variable("AWS_PROFILE");
            match (profile, named) {
                (Some(profile), _) => origins.add("profile", Some(profile), "--profile"),
                (None, Some(profile)) => origins.add("profile", Some(profile), "AWS_PROFILE"),
                (None, None) => origins.add("profile", None, DEFAULT),
            }
            match (endpoint_url, environment.machine.aws_variable("AWS_ENDPOINT_URL")) {
                (Some(url), _) => origins.add("endpoint", Some(&without_password(url)), "--endpoint-url"),
                (None, Some(url)) => origins.add("endpoint", Some(&without_password(url)), "AWS_ENDPOINT_URL"),
                (None, None) => origins.add("endpoint", None, "AWS"),
            }
            let keys = KEYS.iter().find(|name| environment.aws_variables.iter().any(|set| set == *name));
            origins.add("credentials", None, keys.copied().unwrap_or("the files of the AWS configuration"));
        }
    }
    let otherwise = if is_local { "the lake" } else { "the profile" };
    match (&flags.region, &environment.aws_region, &project.region) {
        (Some(region), _, _) => origins.add("region", Some(region), "--region"),
        (None, Some(region), _) => origins.add("region", Some(region), environment.region_variable),
        (None, None, Some(region)) => origins.add("region", Some(region), &file("region").unwrap_or_default()),
        (None, None, None) => origins.add("region", None, otherwise),
    }
    let unpinned = "not pinned";
    origins.add("account", project.account.as_deref(), &file("account").unwrap_or_else(|| unpinned.to_owned()));
    origins.add("acting as", flags.acting_as.as_deref(), if flags.acting_as.is_some() { "--as" } else { DEFAULT });
    let (named, from) = match (&flags.environment, &environment.lake_env) {
        (Some(name), _) => (Some(name), "--env"),
        (None, Some(name)) => (Some(name), "LAKE_ENV"),
        (None, None) => (None, DEFAULT),
    };
    origins.add("environment", named.map(String::as_str), from);
    for (name, value) in project.guards.said() {
        let key = name.split('.').next().unwrap_or(&name);
        origins.add(&name, Some(&value), &file(key).unwrap_or_default());
    }
    for (zone, bucket) in &project.zones.buckets {
        origins.add(&format!("zones.{zone}"), bucket.as_deref(), &file("zones").unwrap_or_default());
    }
    if is_local {
        let memory = environment.lake_memory.as_deref();
        origins.add("memory", memory, if memory.is_some() { "LAKE_MEMORY" } else { DEFAULT });
    }
    let (colors, from) = match environment.color {
        Color::Always => ("always", "CLICOLOR_FORCE"),
        Color::Never => ("never", "NO_COLOR, CLICOLOR or TERM"),
        Color::Auto => ("on a terminal", DEFAULT),
    };
    origins.add("colors", Some(colors), from);
    let bundle = environment.machine.ca_bundle.as_deref().map(path);
    if bundle.is_some() {
        origins.add("certificates", bundle.as_deref(), "AWS_CA_BUNDLE");
    }
    origins.list
}

#[derive(Default)]
struct Origins {
    list: Vec<Origin>,
}

impl Origins {
    fn add(&mut self, name: &str, value: Option<&str>, from: &str) {
        self.list.push(Origin { name: name.to_owned(), value: value.map(str::to_owned), from: from.to_owned() });
    }
}

fn path(path: &Path) -> String {
    path.display().to_string()
}

/// A URL without the name and the password that may stand before its host.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let (host, after) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let host = host.rsplit('@').next().unwrap_or(host);
    format!("{scheme}://{host}{after}")
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn a_password_in_a_url_is_not_told() {
        assert_eq!(without_password("http://me:secret@host:1/x@y"), "http://host:1/x@y");
        assert_eq!(without_password("https://host"), "https://host");
    }
}
