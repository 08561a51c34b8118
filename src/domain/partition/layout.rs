//! How a table's folders tell the values of its partition keys.

use std::fmt;
use std::str::FromStr;

use super::path::{decode_segment, encode_segment};

/// A layout of folders.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Layout {
    /// `year=2026/month=11`, in the order of the keys.
    #[default]
    Hive,
    /// A template: `{year}/{month}/{day}`.
    Template(Template),
}

/// Folders with the places of keys in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    text: String,
    folders: Vec<Vec<Part>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Key(String),
}

/// A partition's folder, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderValues<'a> {
    /// One per partition key, in their order.
    pub values: Vec<String>,
    /// The folder as it is written, without slashes at the ends.
    pub folder: &'a str,
}

impl Layout {
    /// The partition that a path below the table's location belongs to: folders, without the object's own name. None when
    /// the folders are not laid out like this.
    pub fn read<'a>(&self, keys: &[String], path: &'a str) -> Option<FolderValues<'a>> {
        let depth = match self {
            Self::Hive => keys.len(),
            Self::Template(template) => template.folders.len(),
        };
        let end = path.match_indices('/').map(|(at, _)| at).chain([path.len()]).nth(depth.checked_sub(1)?)?;
        let folder = &path[..end];
        let mut values = vec![None; keys.len()];
        let place = |name: &str| keys.iter().position(|key| key.eq_ignore_ascii_case(name));
        match self {
            Self::Hive => {
                for (index, part) in folder.split('/').enumerate() {
                    let (key, value) = part.split_once('=')?;
                    if place(&decode_segment(key))? != index || value.is_empty() {
                        return None;
                    }
                    values[index] = Some(decode_segment(value));
                }
            }
            Self::Template(template) => {
                for (parts, text) in template.folders.iter().zip(folder.split('/')) {
                    for (key, value) in captured(parts, text)? {
                        values[place(key)?] = Some(decode_segment(value));
                    }
                }
            }
        }
        Some(FolderValues { values: values.into_iter().collect::<Option<_>>()?, folder })
    }

    /// The folder of a partition, without slashes at the ends.
    pub fn write(&self, keys: &[String], values: &[String]) -> String {
        let value_of = |name: &str| {
            let index = keys.iter().position(|key| key.eq_ignore_ascii_case(name));
            index.and_then(|index| values.get(index)).map(|value| encode_segment(value)).unwrap_or_default()
        };
        match self {
            Self::Hive => {
                let folders = keys.iter().zip(values).map(|(key, value)| format!("{key}={}", encode_segment(value)));
                folders.collect::<Vec<_>>().join("/")
            }
            Self::Template(template) => {
                let folder = |parts: &Vec<Part>| -> String {
                    parts
                        .iter()
                        .map(|part| match part {
                            Part::Text(text) => text.clone(),
                            Part::Key(key) => value_of(key),
                        })
                        .collect()
                };
                template.folders.iter().map(folder).collect::<Vec<_>>().join("/")
            }
        }
    }

    /// Fails unless the layout has a place for each of these keys and for no other.
    pub fn check(&self, keys: &[String]) -> Result<(), String> {
        let Self::Template(template) = self else { return Ok(()) };
        let named: Vec<&str> = template
            .folders
            .iter()
            .flatten()
            .filter_map(|part| match part {
                Part::Key(key) => Some(key.as_str()),
                Part::Text(_) => None,
            })
            .collect();
        if let Some(missing) = keys.iter().find(|key| !named.iter().any(|name| name.eq_ignore_ascii_case(key))) {
            return Err(format!("the layout `{template}` has no place for the partition key `{missing}`"));
        }
        if let Some(other) = named.iter().find(|name| !keys.iter().any(|key| key.eq_ignore_ascii_case(name))) {
            return Err(format!(
                "`{other}` in the layout `{template}` is no partition key; they are {}",
                keys.join(", ")
            ));
        }
        Ok(())
    }
}

impl FromStr for Layout {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.eq_ignore_ascii_case("hive") {
            return Ok(Self::Hive);
        }
        let folders: Vec<Vec<Part>> = text.trim_matches('/').split('/').map(parts).collect::<Result<_, _>>()?;
        let mut names: Vec<String> = Vec::new();
        for part in folders.iter().flatten() {
            let Part::Key(name) = part else { continue };
            if names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                return Err(format!("`{{{name}}}` is twice in the layout `{text}`"));
            }
            names.push(name.clone());
        }
        if names.is_empty() {
            return Err(format!("`{text}` is no layout: write hive, or folders with keys like {{year}}/{{month}}"));
        }
        Ok(Self::Template(Template { text: text.trim_matches('/').to_owned(), folders }))
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hive => f.write_str("hive"),
            Self::Template(template) => template.fmt(f),
        }
    }
}

fn parts(folder: &str) -> Result<Vec<Part>, String> {
    if folder.is_empty() {
        return Err("a layout has no empty folders".to_owned());
    }
    let mut parts = Vec::new();
    let mut rest = folder;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) =
            after.split_once('}').ok_or_else(|| format!("`{folder}` has a brace that is not closed"))?;
        if name.is_empty() {
            return Err(format!("`{folder}` has empty braces"));
        }
        if before.is_empty() && matches!(parts.last(), Some(Part::Key(_))) {
            return Err(format!("`{folder}`: nothing tells where one key ends and the next begins"));
        }
        if !before.is_empty() {
            parts.push(Part::Text(before.to_owned()));
        }
        parts.push(Part::Key(name.to_owned()));
        rest = after;
    }
    if rest.contains('}') {
        return Err(format!("`{folder}` has a brace that is not opened"));
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest.to_owned()));
    }
    Ok(parts)
}

/// What stands in the places of the keys; a key ends where the text after it first stands.
fn captured<'a, 'b>(parts: &'a [Part], text: &'b str) -> Option<Vec<(&'a str, &'b str)>> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut parts = parts.iter().peekable();
    while let Some(part) = parts.next() {
        match part {
            Part::Text(wanted) => rest = rest.strip_prefix(wanted.as_str())?,
            Part::Key(key) => {
                let end = match parts.peek() {
                    Some(Part::Text(next)) => rest.find(next.as_str())?,
                    _ => rest.len(),
                };
                if end == 0 {
                    return None;
                }
                found.push((key.as_str(), &rest[..end]));
                rest = &rest[end..];
            }
        }
    }
    rest.is_empty().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn read(layout: &str, names: &[&str], path: &str) -> Option<(Vec<String>, String)> {
        let layout: Layout = layout.parse().unwrap();
        layout.read(&keys(names), path).map(|found| (found.values, found.folder.to_owned()))
    }

    #[test]
    fn hive_folders_stand_in_the_order_of_the_keys() {
        let names = ["year", "city"];
        assert_eq!(
            read("hive", &names, "year=2026/city=S%C3%A3o%2FA/part/x"),
            Some((keys(&["2026", "São/A"]), "year=2026/city=S%C3%A3o%2FA".to_owned()))
        );
        assert_eq!(
            read("hive", &names, "Year=2026/city=__HIVE_DEFAULT_PARTITION__").unwrap().0[1],
            "__HIVE_DEFAULT_PARTITION__"
        );
        for bad in ["city=x/year=1", "year=2026", "year=2026/x", "year=2026/city=", "", "2026/x"] {
            assert_eq!(read("hive", &names, bad), None, "{bad}");
        }
    }

    #[test]
    fn templates_say_where_values_stand() {
        let names = ["year", "month", "day"];
        let day = Some((keys(&["2026", "11", "22"]), "2026/11/22".to_owned()));
        assert_eq!(read("{year}/{month}/{day}", &names, "2026/11/22/more"), day);
        assert_eq!(read("{year}/{month}/{day}", &names, "2026/11"), None);
        assert_eq!(
            read("v1/dt={year}-{month}-{day}", &names, "v1/dt=2026-11-22").unwrap(),
            (keys(&["2026", "11", "22"]), "v1/dt=2026-11-22".to_owned())
        );
        assert_eq!(read("v1/{year}/{month}/{day}", &names, "v2/2026/11/22"), None);
        assert_eq!(read("{day}/{year}/{month}", &names, "22/2026/11").unwrap().0, keys(&["2026", "11", "22"]));
    }

    #[test]
    fn what_is_written_is_read_back() {
        let names = keys(&["dt", "city"]);
        let values = keys(&["2026-11-22 10:00", "a/b=c"]);
        for layout in ["hive", "x/{dt}/{city}", "{dt}~{city}"] {
            let layout: Layout = layout.parse().unwrap();
            let folder = layout.write(&names, &values);
            assert_eq!(layout.read(&names, &folder).expect("a partition").values, values, "{folder}");
        }
    }

    #[test]
    fn a_layout_that_cannot_be_read_is_refused() {
        for bad in ["", "x/y", "{year}{month}", "{year}/{year}", "{", "a}", "{}", "{year}//{month}"] {
            assert!(bad.parse::<Layout>().is_err(), "{bad}");
        }
        let layout: Layout = "{year}/{month}".parse().unwrap();
        assert!(layout.check(&keys(&["year", "month"])).is_ok());
        assert!(layout.check(&keys(&["year"])).unwrap_err().contains("`month`"));
        assert!(layout.check(&keys(&["year", "month", "day"])).unwrap_err().contains("`day`"));
    }
}
