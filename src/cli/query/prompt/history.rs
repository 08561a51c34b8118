//! The lines that were typed in earlier sessions, in a file that only its owner can read. What looks like a secret is not
//! kept, nor what begins with a blank.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};

/// The file's name.
const NAME: &str = "query_history";
/// Lines that are kept.
const MOST: usize = 1000;
/// Words beside which a value may be a secret.
const SECRETS: [&str; 8] = ["password", "passwd", "secret", "token", "credential", "api_key", "apikey", "private_key"];

/// The history of this and earlier sessions.
#[derive(Debug, Default)]
pub struct History {
    /// The lines, the oldest first; those of this session are all there.
    pub lines: Vec<String>,
    file: Option<PathBuf>,
}

impl History {
    /// The history in a directory; what cannot be read is empty, with the reason.
    pub fn open(directory: Option<&Path>) -> (Self, Option<String>) {
        let Some(directory) = directory else { return (Self::default(), None) };
        let path = directory.join(NAME);
        match load(&path) {
            Ok(lines) => (Self { lines, file: Some(path) }, None),
            Err(error) => (Self::default(), Some(format!("statements of earlier sessions are not known: {error}"))),
        }
    }

    /// Adds a line; whether it was kept for later sessions is no matter of this one.
    pub fn add(&mut self, line: &str) {
        if line.trim().is_empty() || self.lines.last().is_some_and(|last| last == line) {
            return;
        }
        self.lines.push(line.to_owned());
        if is_kept(line)
            && let Some(path) = &self.file
        {
            // What cannot be written now was said when the prompt opened, or is lost for later sessions only.
            drop(append(path, line));
        }
    }
}

/// Whether a line may be written down.
fn is_kept(line: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    !line.starts_with(' ') && !SECRETS.iter().any(|word| lower.contains(word)) && !has_access_key(line)
}

/// Whether a word looks like an access key of AWS.
fn has_access_key(line: &str) -> bool {
    line.split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| word.len() == 20 && (word.starts_with("AKIA") || word.starts_with("ASIA")))
}

fn load(path: &Path) -> io::Result<Vec<String>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut lines: Vec<String> = BufReader::new(file)
        .split(b'\n')
        .map(|line| line.map(|line| String::from_utf8_lossy(&line).into_owned()))
        .collect::<io::Result<_>>()?;
    lines.retain(|line| !line.trim().is_empty());
    if lines.len() > 2 * MOST {
        lines.drain(..lines.len() - MOST);
        rewrite(path, &lines)?;
    }
    let more = lines.len().saturating_sub(MOST);
    lines.drain(..more);
    Ok(lines)
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.create(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn append(path: &Path, line: &str) -> io::Result<()> {
    if let Some(directory) = path.parent() {
        std::fs::create_dir_all(directory)?;
    }
    let mut file = private().append(true).open(path)?;
    // One write, so that the lines of two sessions do not mix.
    file.write_all(format!("{}\n", line.replace(['\n', '\r'], " ")).as_bytes())
}

/// Writes a shorter file in place of the old one.
fn rewrite(path: &Path, lines: &[String]) -> io::Result<()> {
    let beside = path.with_extension("new");
    private().truncate(true).open(&beside)?.write_all(format!("{}\n", lines.join("\n")).as_bytes())?;
    std::fs::rename(beside, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_there_again_and_secrets_are_not() {
        let directory = tempfile::tempdir().unwrap();
        let (mut first, problem) = History::open(Some(directory.path()));
        assert_eq!(problem, None);
        for line in [
            "SELECT 1;",
            "SELECT 1;",
            " SELECT 'not for the file';",
            "SELECT * FROM t WHERE password = 'x';",
            "SELECT 'AKIAIOSFODNN7EXAMPLE';",
            "SELECT 2;",
        ] {
            first.add(line);
        }
        assert_eq!(first.lines.len(), 5, "this session knows all it was told");
        let (second, _) = History::open(Some(directory.path()));
        assert_eq!(second.lines, ["SELECT 1;", "SELECT 2;"]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(directory.path().join(NAME)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_long_history_is_cut() {
        let directory = tempfile::tempdir().unwrap();
        let text: String = (0..5000).map(|number| format!("SELECT {number};\n")).collect();
        std::fs::write(directory.path().join(NAME), text).unwrap();
        let (history, _) = History::open(Some(directory.path()));
        assert_eq!((history.lines.len(), history.lines[0].as_str()), (MOST, "SELECT 4000;"));
        assert_eq!(load(&directory.path().join(NAME)).unwrap().len(), MOST);
    }
}
