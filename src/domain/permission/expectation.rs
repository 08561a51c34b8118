//! Expectations of access, as sentences: `as analyst: can SELECT sales.orders(id, amount); cannot email; sees only
//! region = 'EU'`.
//!
//! Invariant: a clause that is not understood is an error, never passed over: an expectation that checks nothing is worse
//! than none.

use serde::Deserialize;

use super::Permission;

/// What is expected of one principal on one table or database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clause {
    /// It may: on these columns, or on the object as a whole.
    Can(Access),
    /// It may not: on none of these columns, or not on the object.
    Cannot(Access),
    /// Of the table, it sees no other rows than those that satisfy a condition.
    SeesOnly {
        /// `db.table`
        on: String,
        /// SQL.
        rows: String,
    },
}

/// A permission on an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// What.
    pub permission: Permission,
    /// As it is typed: `db`, `db.table`.
    pub on: String,
    /// The columns, in lower case; none is the whole object.
    pub columns: Vec<String>,
}

/// The expectations of one principal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// Which of the file's, from 1.
    pub number: usize,
    /// The principal, as it is typed.
    pub principal: String,
    /// What is expected.
    pub clauses: Vec<Clause>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    expect: Vec<String>,
    #[serde(default)]
    test: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(rename = "as")]
    principal: String,
    #[serde(default)]
    can: Vec<String>,
    #[serde(default)]
    cannot: Vec<String>,
    on: Option<String>,
    sees_only: Option<String>,
}

/// Reads a file: a list `expect` of sentences, or `[[test]]` with `as`, `can`, `cannot`, `on` and `sees_only`.
pub fn parse_file(text: &str) -> Result<Vec<Expectation>, Vec<String>> {
    let file: File = toml_edit::de::from_str(text).map_err(|error| vec![error.to_string().trim().to_owned()])?;
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    let sentences = file.expect.iter().map(|sentence| parse(sentence));
    let entries = file.test.iter().map(|entry| parse(&sentence(entry)));
    for (index, parsed) in sentences.chain(entries).enumerate() {
        match parsed {
            Ok(expectation) => found.push(Expectation { number: index + 1, ..expectation }),
            Err(problem) => problems.push(format!("expectation {}: {problem}", index + 1)),
        }
    }
    if found.is_empty() && problems.is_empty() {
        problems.push("there are no expectations in it: write expect = [\"as ROLE: can SELECT db.table\"]".to_owned());
    }
    if problems.is_empty() { Ok(found) } else { Err(problems) }
}

/// An entry as the sentence that says the same.
fn sentence(entry: &Entry) -> String {
    let mut clauses: Vec<String> = Vec::new();
    clauses.extend(entry.on.iter().map(|on| format!("on {on}")));
    clauses.extend(entry.can.iter().map(|access| format!("can {access}")));
    clauses.extend(entry.cannot.iter().map(|access| format!("cannot {access}")));
    clauses.extend(entry.sees_only.iter().map(|rows| format!("sees only {rows}")));
    format!("as {}: {}", entry.principal, clauses.join("; "))
}

/// Reads one sentence.
pub fn parse(text: &str) -> Result<Expectation, String> {
    let rest = text.trim().strip_prefix("as ").ok_or("it begins with `as PRINCIPAL:`")?;
    // An ARN has colons of its own: the principal ends at the first colon before a space.
    let (principal, rest) = rest.split_once(": ").ok_or("a colon and a space follow the principal")?;
    let mut on: Option<String> = None;
    let mut clauses = Vec::new();
    for clause in split(rest, ';') {
        let clause = clause.trim();
        if let Some(rows) = clause.strip_prefix("sees only ") {
            let on = on.clone().ok_or("`sees only` follows a clause that names the table")?;
            clauses.push(Clause::SeesOnly { on, rows: rows.trim().to_owned() });
        } else if let Some(said) = clause.strip_prefix("cannot ") {
            clauses.push(Clause::Cannot(access(said, &mut on)?));
        } else if let Some(said) = clause.strip_prefix("can ") {
            clauses.push(Clause::Can(access(said, &mut on)?));
        } else if let Some(name) = clause.strip_prefix("on ") {
            on = Some(name.trim().to_lowercase());
        } else if !clause.is_empty() {
            return Err(format!("`{clause}` is neither `can`, `cannot` nor `sees only`"));
        }
    }
    if clauses.is_empty() {
        return Err("it expects nothing".to_owned());
    }
    Ok(Expectation { number: 0, principal: principal.trim().to_owned(), clauses })
}

/// `SELECT db.table(a, b)`, `SELECT db.table`, or, after a clause that names the table, `SELECT` or `a, b` alone.
fn access(text: &str, on: &mut Option<String>) -> Result<Access, String> {
    let text = text.trim();
    let (first, rest) = text.split_once(char::is_whitespace).map_or((text, ""), |(first, rest)| (first, rest.trim()));
    // A column may be called like a permission: only capitals name one.
    let permission = match first.parse::<Permission>() {
        Ok(permission) if first == first.to_uppercase() => Some(permission),
        _ => None,
    };
    let Some(permission) = permission else {
        if text.contains(['.', '(']) {
            return Err(format!("`{first}` is no permission; write SELECT, DESCRIBE, … in capitals"));
        }
        let on = on.clone().ok_or_else(|| format!("`{text}` follows no clause that names a table"))?;
        return Ok(Access { permission: Permission::Select, on, columns: columns(text)? });
    };
    let (name, listed) = match rest.split_once('(') {
        Some((name, listed)) => {
            let listed = listed.trim_end().strip_suffix(')').ok_or_else(|| format!("`{rest}` lacks its `)`"))?;
            (name.trim(), columns(listed)?)
        }
        None => (rest, Vec::new()),
    };
    if name.contains(char::is_whitespace) {
        return Err(format!("`{name}` is no object"));
    }
    if !name.is_empty() {
        *on = Some(name.to_lowercase());
    }
    let on = on.clone().ok_or_else(|| format!("`{text}` says not on what"))?;
    if !listed.is_empty() && permission != Permission::Select {
        return Err("columns are a matter of SELECT alone".to_owned());
    }
    Ok(Access { permission, on, columns: listed })
}

fn columns(text: &str) -> Result<Vec<String>, String> {
    let names: Vec<String> = text.split(',').map(|name| name.trim().to_lowercase()).collect();
    if names.iter().any(|name| name.is_empty() || name.contains(char::is_whitespace)) {
        return Err(format!("`{text}` is no list of columns"));
    }
    Ok(names)
}

/// Splits outside of quotes.
fn split(text: &str, at: char) -> Vec<&str> {
    let (mut parts, mut begin, mut quote) = (Vec::new(), 0, None);
    for (index, letter) in text.char_indices() {
        match (quote, letter) {
            (None, '\'' | '"') => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            (None, letter) if letter == at => {
                parts.push(&text[begin..index]);
                begin = index + letter.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[begin..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn select(on: &str, columns: &[&str]) -> Access {
        let columns = columns.iter().map(|column| (*column).to_owned()).collect();
        Access { permission: Permission::Select, on: on.to_owned(), columns }
    }

    #[test]
    fn a_sentence_is_read_as_it_is_meant() {
        let parsed =
            parse("as analyst: can SELECT Sales.orders(id, amount); cannot email; sees only region = 'E;U'").unwrap();
        assert_eq!(parsed.principal, "analyst");
        assert_eq!(
            parsed.clauses,
            [
                Clause::Can(select("sales.orders", &["id", "amount"])),
                Clause::Cannot(select("sales.orders", &["email"])),
                Clause::SeesOnly { on: "sales.orders".to_owned(), rows: "region = 'E;U'".to_owned() },
            ]
        );
        let arn = parse("as arn:aws:iam::123456789012:role/x: cannot SELECT a.b").unwrap();
        assert_eq!(arn.principal, "arn:aws:iam::123456789012:role/x");
        let other = parse("as x: can DESCRIBE a.b; cannot DROP").unwrap();
        assert!(
            matches!(&other.clauses[1], Clause::Cannot(access) if access.on == "a.b" && access.permission == Permission::Drop)
        );
    }

    #[test]
    fn both_forms_of_a_file_say_the_same() {
        let long = "[[test]]\nas = 'x'\non = 'a.b'\ncan = ['id, amount']\ncannot = ['email', 'SELECT c.d']\nsees_only = \"r = 'EU'\"\n";
        let long = parse_file(long).unwrap();
        assert_eq!(long[0].clauses.len(), 4);
        let short = parse_file("expect = ['as x: can SELECT a.b(id)']").unwrap();
        assert_eq!(short[0].clauses, [Clause::Can(select("a.b", &["id"]))]);
    }

    #[test]
    fn what_is_not_understood_is_an_error() {
        for wrong in [
            "analyst: can SELECT a.b",
            "as x can SELECT a.b",
            "as x: may SELECT a.b",
            "as x: can",
            "as x: ",
            "as x: can select a.b",
            "as x: can email",
            "as x: can SELECT a.b(id",
            "as x: can INSERT a.b(id)",
            "as x: can SELECT",
            "as x: sees only a = 1",
            "as x: cannot SELECT a.b(a b)",
        ] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
        assert!(parse_file("").is_err());
        assert!(parse_file("expects = ['as x: can SELECT a.b']").is_err());
        assert!(parse_file("[[test]]\nas = 'x'\ncann = []\n").is_err());
    }
}
