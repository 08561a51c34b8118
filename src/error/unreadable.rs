//! Files that an operator names and that cannot be read or written: what the operator may have meant.

use std::io;
use std::path::Path;

use super::Error;

/// Names of a folder that are looked at for one that is near.
const MOST_NAMES: usize = 10_000;

impl Error {
    /// A file that was named and cannot be read, with what may help: the file in the same folder whose name is near, the
    /// folder that is not there.
    pub fn unreadable(path: &Path, error: io::Error) -> Self {
        let kind = error.kind();
        let found = Self::usage(format!("{} cannot be read", path.display())).because(error);
        match kind {
            io::ErrorKind::NotFound => found.hint(instead_of(path)),
            io::ErrorKind::PermissionDenied => found.hint("its permissions keep this user out"),
            io::ErrorKind::IsADirectory => found.hint("it is a folder: name a file in it"),
            _ => found,
        }
    }

    /// A file that was named and cannot be written, with what may help.
    pub fn unwritable(path: &Path, error: io::Error) -> Self {
        let kind = error.kind();
        let found = Self::failed(format!("{} cannot be written", path.display())).because(error);
        match kind {
            io::ErrorKind::NotFound => match missing_folder(path) {
                Some(missing) => found.hint(format!("there is no folder {}: make it first", missing.display())),
                None => found,
            },
            io::ErrorKind::PermissionDenied => {
                found.hint("its permissions, or those of its folder, keep this user out")
            }
            io::ErrorKind::IsADirectory => found.hint("it is a folder: name a file in it"),
            _ => found,
        }
    }
}

/// The first folder on the way to a file that is not there.
fn missing_folder(path: &Path) -> Option<&Path> {
    let folders = path.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
    folders.take_while(|folder| !folder.exists()).last()
}

/// What could have been meant by a file that is not there.
fn instead_of(path: &Path) -> String {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let Ok(entries) = std::fs::read_dir(folder.unwrap_or(Path::new("."))) else {
        return format!("there is no folder {}", missing_folder(path).unwrap_or(path).display());
    };
    let mut names: Vec<String> =
        entries.take(MOST_NAMES).filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    // A folder is listed in any order.
    names.sort();
    let typed = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    match crate::domain::suggest::closest(&typed, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{}`?", path.with_file_name(near).display()),
        None if path.is_absolute() => format!("there is no such file in {}", path.with_file_name("").display()),
        None => "the path counts from the folder in which lakectl is started".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_is_told() {
        let folder = tempfile::tempdir().expect("a temporary directory");
        std::fs::write(folder.path().join("rules.dqdl"), "").expect("it can be written");
        let said = |name: &str| {
            let path = folder.path().join(name);
            let error = std::fs::read_to_string(&path).expect_err("there is no such file");
            Error::unreadable(&path, error).json()["error"]["hints"][0].as_str().unwrap_or_default().to_owned()
        };
        assert!(said("rule.dqdl").ends_with("rules.dqdl`?"), "{}", said("rule.dqdl"));
        assert!(said("other").starts_with("there is no such file in"), "{}", said("other"));
        assert!(said("no/where/x").ends_with("/no"), "{}", said("no/where/x"));
        assert!(said("").contains("name a file in it"), "{}", said(""));
    }
}
