//! What is called otherwise where a backup is restored to: databases, places, the account, the region.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Kind;

/// New names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Renames {
    /// Databases, by their old name.
    pub databases: BTreeMap<String, String>,
    /// Places in S3, by their old beginning; the longest that fits counts.
    pub prefixes: BTreeMap<String, String>,
    /// The old and the new account.
    pub account: Option<(String, String)>,
    /// The old and the new region.
    pub region: Option<(String, String)>,
}

impl Renames {
    /// Whether nothing is renamed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// A document with its new names.
    pub fn apply(&self, kind: Kind, mut document: Value) -> Value {
        if self.is_empty() {
            return document;
        }
        self.walk(&mut document, "");
        if kind == Kind::Databases {
            self.database(&mut document["Name"]);
        }
        if kind == Kind::Queries && document["Database"].is_string() {
            self.database(&mut document["Database"]);
        }
        if let Some(name) = document.pointer_mut("/Resource/Database/Name") {
            self.database(name);
        }
        document
    }

    fn database(&self, name: &mut Value) {
        if let Some(new) = name.as_str().and_then(|name| self.databases.get(name)) {
            *name = Value::String(new.clone());
        }
    }

    fn walk(&self, value: &mut Value, member: &str) {
        match value {
            Value::Object(members) => {
                for (name, value) in members.iter_mut() {
                    self.walk(value, name);
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.walk(item, member)),
            Value::String(text) => {
                if let Some(new) = self.text(text, member) {
                    *text = new;
                }
            }
            _ => {}
        }
    }

    /// The new text of a member, when there is one.
    pub fn text(&self, text: &str, member: &str) -> Option<String> {
        if member == "DatabaseName" {
            return self.databases.get(text).cloned();
        }
        // A schema is what it is, wherever it lies.
        if member == "SchemaDefinition" {
            return None;
        }
        let mut new = text.to_owned();
        if let Some((old, account)) = &self.account {
            if matches!(member, "CatalogId" | "TableCatalogId") && text == old {
                return Some(account.clone());
            }
            new = in_arns(&new, 4, old, account);
        }
        if let Some((old, region)) = &self.region {
            new = in_arns(&new, 3, old, region);
        }
        let mut prefixes: Vec<(&String, &String)> = self.prefixes.iter().collect();
        prefixes.sort_by_key(|(old, _)| std::cmp::Reverse(old.len()));
        let pairs: Vec<(String, String)> = prefixes
            .iter()
            .flat_map(|(old, to)| {
                let arn = |place: &str| place.strip_prefix("s3://").map(|rest| format!("arn:aws:s3:::{rest}"));
                [Some(((*old).clone(), (*to).clone())), arn(old).zip(arn(to))].into_iter().flatten()
            })
            .collect();
        new = replaced(&new, &pairs);
        (new != text).then_some(new)
    }

    /// Names of databases that are renamed and that a text of SQL mentions: SQL is not rewritten.
    pub fn mentioned<'a>(&'a self, sql: &str) -> BTreeSet<&'a str> {
        let lower = sql.to_lowercase();
        let words: BTreeSet<&str> =
            lower.split(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '-').collect();
        self.databases.keys().map(String::as_str).filter(|name| words.contains(name)).collect()
    }
}

/// Every ARN of a text whose field is the old value, with the new one.
fn in_arns(text: &str, field: usize, old: &str, new: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("arn:") {
        let (before, arn) = rest.split_at(at);
        out.push_str(before);
        let fields: Vec<&str> = arn.splitn(6, ':').collect();
        if fields.len() == 6 && fields[field] == old {
            for (number, one) in fields[..5].iter().enumerate() {
                out.push_str(if number == field { new } else { one });
                out.push(':');
            }
            rest = fields[5];
        } else {
            out.push_str("arn:");
            rest = &arn[4..];
        }
    }
    out.push_str(rest);
    out
}

/// A text with every place that begins with an old prefix moved, in one pass: what was moved is not moved again.
fn replaced(text: &str, pairs: &[(String, String)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        let fits = |old: &str| {
            rest.strip_prefix(old).is_some_and(|after| {
                // `s3://lake` is not the beginning of `s3://lake-2/`.
                let continues = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
                old.ends_with('/') || !after.chars().next().is_some_and(continues)
            })
        };
        match pairs.iter().find(|(old, _)| fits(old)) {
            Some((old, new)) => {
                out.push_str(new);
                at += old.len();
            }
            None => {
                out.push(letter);
                at += letter.len_utf8();
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn renames() -> Renames {
        let map = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        Renames {
            databases: map(&[("sales", "sales_copy")]),
            prefixes: map(&[("s3://lake", "s3://other/old"), ("s3://lake/curated/", "s3://gold/")]),
            account: Some(("111111111111".to_owned(), "222222222222".to_owned())),
            region: Some(("us-east-1".to_owned(), "eu-central-1".to_owned())),
        }
    }

    #[test]
    fn places_move_with_the_longest_beginning_and_whole_names_only() {
        let text = |text: &str| renames().text(text, "Location").unwrap_or_else(|| text.to_owned());
        assert_eq!(text("s3://lake/raw/x"), "s3://other/old/raw/x");
        assert_eq!(text("s3://lake/curated/x"), "s3://gold/x");
        assert_eq!(text("s3://lake-2/raw"), "s3://lake-2/raw");
        assert_eq!(text("a=s3://lake,b=s3://lake/curated/"), "a=s3://other/old,b=s3://gold/");
        assert_eq!(text("arn:aws:s3:::lake/raw"), "arn:aws:s3:::other/old/raw");
    }

    #[test]
    fn arns_change_account_and_region_in_their_fields_only() {
        let text = |text: &str| renames().text(text, "Role").unwrap_or_else(|| text.to_owned());
        assert_eq!(
            text("arn:aws:iam::111111111111:role/etl-111111111111"),
            "arn:aws:iam::222222222222:role/etl-111111111111"
        );
        assert_eq!(text("arn:aws:sns:us-east-1:111111111111:ops"), "arn:aws:sns:eu-central-1:222222222222:ops");
        assert_eq!(text("arn:aws:sns:us-west-2:333333333333:ops"), "arn:aws:sns:us-west-2:333333333333:ops");
        assert_eq!(text("111111111111"), "111111111111");
        assert_eq!(text("arn:"), "arn:");
    }

    #[test]
    fn databases_are_renamed_wherever_they_are_named() {
        let grant = json!({ "Resource": { "TableWithColumns": { "DatabaseName": "sales", "Name": "sales" } } });
        let renamed = renames().apply(Kind::Grants, grant);
        assert_eq!(renamed["Resource"]["TableWithColumns"], json!({ "DatabaseName": "sales_copy", "Name": "sales" }));
        let grant = json!({ "Resource": { "Database": { "Name": "sales", "CatalogId": "111111111111" } } });
        let renamed = renames().apply(Kind::Grants, grant);
        assert_eq!(renamed["Resource"]["Database"], json!({ "Name": "sales_copy", "CatalogId": "222222222222" }));
        assert_eq!(renames().apply(Kind::Databases, json!({ "Name": "sales" }))["Name"], "sales_copy");
        assert_eq!(renames().apply(Kind::Queries, json!({ "Database": "sales" }))["Database"], "sales_copy");
        assert_eq!(renames().mentioned("SELECT * FROM \"Sales\".t"), BTreeSet::from(["sales"]));
        assert!(renames().mentioned("SELECT * FROM presales.t").is_empty());
    }
}
