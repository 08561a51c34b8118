//! Grants as they stand in a file: CSV for spreadsheets, TOML for repositories.
//!
//! Invariant: nothing in a file is passed over. A column or key that is not known is an error: a misspelt `columns` would
//! otherwise grant the whole table.

use serde::Deserialize;

/// One line of CSV, or one `[[grant]]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GrantLine {
    /// Where it stands: `line 3`, `grant 2`.
    pub place: String,
    /// Who.
    pub principals: Vec<String>,
    /// What.
    pub permissions: Vec<String>,
    /// On what, as on the command line.
    pub on: String,
    /// These columns.
    pub columns: Vec<String>,
    /// All columns but these.
    pub exclude_columns: Vec<String>,
    /// Through this filter.
    pub filter: Option<String>,
    /// Whether it may be granted on.
    pub grantable: bool,
}

const HEADERS: [&str; 7] = ["principal", "permissions", "on", "columns", "exclude_columns", "filter", "grantable"];

/// Reads CSV with a header; lists in a cell are separated by `;`, `,` or spaces.
pub fn parse_csv(text: &str) -> Result<Vec<GrantLine>, Vec<String>> {
    let rows = records(text).map_err(|problem| vec![problem])?;
    let mut rows = rows.into_iter();
    let Some((_, header)) = rows.next() else { return Err(vec!["the file is empty".to_owned()]) };
    let header: Vec<String> = header.iter().map(|name| name.trim().to_lowercase().replace(' ', "_")).collect();
    let mut problems: Vec<String> = header
        .iter()
        .filter(|name| !HEADERS.contains(&name.as_str()))
        .map(|name| format!("line 1: `{name}` is no column of grants; there are {}", HEADERS.join(", ")))
        .collect();
    for needed in ["principal", "permissions", "on"] {
        if !header.iter().any(|name| name == needed) {
            problems.push(format!("line 1: the column `{needed}` is missing"));
        }
    }
    if let Some(twice) = header.iter().enumerate().find(|(index, name)| header[..*index].contains(name)) {
        problems.push(format!("line 1: the column `{}` is there twice", twice.1));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut lines = Vec::new();
    for (number, cells) in rows {
        if cells.len() != header.len() {
            problems.push(format!("line {number}: {} cells under {} headings", cells.len(), header.len()));
            continue;
        }
        let cell = |name: &str| header.iter().position(|known| known == name).map_or("", |at| cells[at].trim());
        let place = format!("line {number}");
        let grantable = match cell("grantable").to_lowercase().as_str() {
            "" | "no" | "false" => false,
            "yes" | "true" => true,
            other => {
                problems.push(format!("{place}: `{other}` is neither yes nor no"));
                continue;
            }
        };
        lines.push(GrantLine {
            place,
            principals: list(cell("principal")),
            permissions: list(cell("permissions")),
            on: cell("on").to_owned(),
            columns: list(cell("columns")),
            exclude_columns: list(cell("exclude_columns")),
            filter: Some(cell("filter").to_owned()).filter(|name| !name.is_empty()),
            grantable,
        });
    }
    complete(lines, problems)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    grant: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    principal: OneOrMany,
    permissions: OneOrMany,
    on: String,
    #[serde(default)]
    columns: Vec<String>,
    #[serde(default)]
    exclude_columns: Vec<String>,
    filter: Option<String>,
    #[serde(default)]
    grantable: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl From<OneOrMany> for Vec<String> {
    fn from(value: OneOrMany) -> Self {
        match value {
            OneOrMany::One(text) => list(&text),
            OneOrMany::Many(texts) => texts,
        }
    }
}

/// Reads TOML: a list of `[[grant]]`.
pub fn parse_toml(text: &str) -> Result<Vec<GrantLine>, Vec<String>> {
    let file: File = toml_edit::de::from_str(text).map_err(|error| vec![error.to_string().trim().to_owned()])?;
    let lines = file.grant.into_iter().enumerate().map(|(index, entry)| GrantLine {
        place: format!("grant {}", index + 1),
        principals: entry.principal.into(),
        permissions: entry.permissions.into(),
        on: entry.on,
        columns: entry.columns,
        exclude_columns: entry.exclude_columns,
        filter: entry.filter,
        grantable: entry.grantable,
    });
    complete(lines.collect(), Vec::new())
}

fn complete(lines: Vec<GrantLine>, mut problems: Vec<String>) -> Result<Vec<GrantLine>, Vec<String>> {
    for line in &lines {
        let place = &line.place;
        if line.principals.is_empty() || line.permissions.is_empty() || line.on.is_empty() {
            problems.push(format!("{place}: a principal, a permission and what it is on are needed"));
        }
        let restrictions = [!line.columns.is_empty(), !line.exclude_columns.is_empty(), line.filter.is_some()];
        if restrictions.into_iter().filter(|is_set| *is_set).count() > 1 {
            problems.push(format!("{place}: only one of columns, exclude_columns and filter can be given"));
        }
    }
    if lines.is_empty() && problems.is_empty() {
        problems.push("there are no grants in it".to_owned());
    }
    if problems.is_empty() { Ok(lines) } else { Err(problems) }
}

fn list(text: &str) -> Vec<String> {
    let parts = text.split(|letter: char| letter == ';' || letter == ',' || letter.is_whitespace());
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The records of a CSV text with the line on which each begins. Source: RFC 4180.
fn records(text: &str) -> Result<Vec<(usize, Vec<String>)>, String> {
    let mut found = Vec::new();
    let (mut cells, mut cell, mut quoted, mut was_quoted) = (Vec::new(), String::new(), false, false);
    let (mut line, mut begun) = (1, 1);
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() && !was_quoted => {
                cell.clear();
                (quoted, was_quoted) = (true, true);
            }
            ',' if !quoted => {
                cells.push(std::mem::take(&mut cell));
                was_quoted = false;
            }
            '\r' if !quoted && letters.peek() == Some(&'\n') => {}
            '\n' if !quoted => {
                line += 1;
                cells.push(std::mem::take(&mut cell));
                was_quoted = false;
                let record: Vec<String> = std::mem::take(&mut cells);
                if record.iter().any(|cell| !cell.trim().is_empty()) {
                    found.push((begun, record));
                }
                begun = line;
            }
            other => {
                line += usize::from(other == '\n');
                cell.push(other);
            }
        }
    }
    if quoted {
        return Err(format!("line {begun}: a quote is not closed"));
    }
    cells.push(cell);
    if cells.iter().any(|cell| !cell.trim().is_empty()) {
        found.push((begun, cells));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_formats_say_the_same() {
        let csv = "principal,permissions,on,columns,grantable\r\nrole/a,\"SELECT, DESCRIBE\",d.t,\"x;y\",yes\n\n";
        let toml = "[[grant]]\nprincipal = 'role/a'\npermissions = ['SELECT', 'DESCRIBE']\non = 'd.t'\ncolumns = ['x', 'y']\ngrantable = true\n";
        let (csv, toml) = (parse_csv(csv).unwrap(), parse_toml(toml).unwrap());
        assert_eq!(csv.len(), 1);
        assert_eq!(csv[0].place, "line 2");
        assert_eq!(
            GrantLine { place: String::new(), ..csv[0].clone() },
            GrantLine { place: String::new(), ..toml[0].clone() }
        );
        assert!(csv[0].grantable && csv[0].columns == ["x", "y"]);
    }

    #[test]
    fn nothing_is_passed_over() {
        for (wrong, why) in [
            ("principal,permissions,on,colums\na,SELECT,d.t,x\n", "`colums` is no column"),
            ("principal,on\na,d.t\n", "`permissions` is missing"),
            ("principal,permissions,on\na,SELECT\n", "line 2: 2 cells"),
            ("principal,permissions,on\n,SELECT,d\n", "are needed"),
            ("principal,permissions,on,grantable\na,SELECT,d,maybe\n", "neither yes nor no"),
            ("principal,permissions,on\n\"a,SELECT,d\n", "not closed"),
            ("principal,permissions,on\n", "no grants"),
            ("principal,permissions,on,columns,filter\na,SELECT,d.t,x,f\n", "only one of"),
        ] {
            let problems = parse_csv(wrong).unwrap_err().join("; ");
            assert!(problems.contains(why), "{wrong}: {problems}");
        }
        assert!(parse_toml("[[grant]]\nprincipal='a'\npermissions='SELECT'\non='d'\ncolum=['x']\n").is_err());
    }
}
