//! The statements of a rewrite. Names are quoted and values are literals of their type: nothing of the catalog's can break
//! out of them.

use crate::catalog::{TableColumn, TableName};
use crate::types::GlueType;

use super::{MOST_CONDITION_BYTES, Step};

/// Arguments of one call in the sum: the service takes 127.
const ARGUMENTS: usize = 100;
/// What Hive writes for NULL in the name of a partition.
const NULL_PARTITION: &str = "__HIVE_DEFAULT_PARTITION__";

/// A type that partition keys of a rewrite may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyType {
    Text,
    Whole,
    Date,
    Truth,
}

impl KeyType {
    /// The type of a key, or why it cannot be one.
    pub fn of(column: &TableColumn) -> Result<Self, String> {
        match column.column_type.parse::<GlueType>() {
            Ok(GlueType::String | GlueType::VarChar(_)) => Ok(Self::Text),
            Ok(GlueType::TinyInt | GlueType::SmallInt | GlueType::Int | GlueType::BigInt) => Ok(Self::Whole),
            Ok(GlueType::Date) => Ok(Self::Date),
            Ok(GlueType::Boolean) => Ok(Self::Truth),
            _ => Err(format!(
                "`{}` of type {} cannot be a partition key of a rewrite: texts, whole numbers, dates and booleans can",
                column.name, column.column_type
            )),
        }
    }

    /// A value as a literal. None when it is none of this type.
    fn literal(self, value: &str) -> Option<String> {
        match self {
            Self::Text => Some(text(value)),
            Self::Whole => value.parse::<i64>().ok().map(|number| number.to_string()),
            Self::Date => {
                let is_date = value.len() == 10 && value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
                is_date.then(|| format!("DATE '{value}'"))
            }
            Self::Truth => matches!(value, "true" | "false").then(|| value.to_owned()),
        }
    }
}

/// A catalog's value of a partition as a value of its type, in the one way to write it. None stands for NULL.
pub fn normalized(kind: KeyType, value: &str) -> Result<Option<String>, String> {
    if value == NULL_PARTITION {
        return Ok(None);
    }
    let wrong = || format!("the partition value `{value}` is none of its key's type");
    match kind {
        KeyType::Text => Ok(Some(value.to_owned())),
        KeyType::Whole => value.parse::<i64>().map(|number| Some(number.to_string())).map_err(|_| wrong()),
        KeyType::Truth => match value.to_ascii_lowercase().as_str() {
            "true" => Ok(Some("true".to_owned())),
            "false" => Ok(Some("false".to_owned())),
            _ => Err(wrong()),
        },
        KeyType::Date => kind.literal(value).map(|_| Some(value.to_owned())).ok_or_else(wrong),
    }
}

/// A partition key with its type.
pub type Predicate<'a> = (&'a str, KeyType);

/// The condition that rows of these partitions satisfy; empty for a table without partitions.
fn partitions(keys: &[Predicate<'_>], wanted: &[Vec<Option<String>>]) -> Result<String, String> {
    let mut any = Vec::with_capacity(wanted.len());
    for values in wanted.iter().filter(|values| !values.is_empty()) {
        let mut all = Vec::with_capacity(values.len());
        for ((name, kind), value) in keys.iter().zip(values) {
            all.push(match value {
                None => format!("{} IS NULL", name_of(name)),
                Some(value) => {
                    let literal = kind.literal(value);
                    let literal = literal.ok_or_else(|| format!("`{value}` is no value of the key `{name}`"))?;
                    format!("{} = {literal}", name_of(name))
                }
            });
        }
        any.push(format!("({})", all.join(" AND ")));
    }
    Ok(any.join(" OR "))
}

/// The conditions for many partitions, each short enough for a statement; one that is empty when all are wanted.
pub fn predicates(
    keys: &[Predicate<'_>],
    wanted: Option<&[Vec<Option<String>>]>,
) -> Result<Vec<Option<String>>, String> {
    let Some(wanted) = wanted.filter(|_| !keys.is_empty()) else { return Ok(vec![None]) };
    let (mut all, mut current) = (Vec::new(), String::new());
    for values in wanted {
        let one = partitions(keys, std::slice::from_ref(values))?;
        if !current.is_empty() && current.len() + one.len() > MOST_CONDITION_BYTES {
            all.push(Some(std::mem::take(&mut current)));
        }
        if !current.is_empty() {
            current.push_str(" OR ");
        }
        current.push_str(&one);
    }
    if !current.is_empty() {
        all.push(Some(current));
    }
    Ok(all)
}

/// The statement of a step: from the source into the table that is being filled.
pub fn insert(
    source: &TableName,
    staging: &TableName,
    columns: &[String],
    keys: &[Predicate<'_>],
    step: &Step,
) -> Result<String, String> {
    let names: Vec<String> = columns.iter().map(|column| name_of(column)).collect();
    let mut conditions = Vec::new();
    let chosen = partitions(keys, &step.partitions)?;
    if !chosen.is_empty() {
        conditions.push(format!("({chosen})"));
    }
    if !step.files.is_empty() {
        let files: Vec<String> = step.files.iter().map(|file| text(file)).collect();
        conditions.push(format!("\"$path\" IN ({})", files.join(", ")));
    }
    let condition = if conditions.is_empty() { String::new() } else { format!(" WHERE {}", conditions.join(" AND ")) };
    Ok(format!("INSERT INTO {} SELECT {} FROM {}{condition}", table(staging), names.join(", "), table(source)))
}

/// The statement that gives every combination of the keys that there is, in order.
pub fn key_query(source: &TableName, keys: &[Predicate<'_>]) -> String {
    let names = keys.iter().map(|(name, _)| name_of(name)).collect::<Vec<_>>().join(", ");
    format!("SELECT {names} FROM {} GROUP BY {names} ORDER BY {names}", table(source))
}

/// The statement that proves rows: for each combination of the keys their number, and the sum of a hash of each.
pub fn checksum_query(
    name: &TableName,
    columns: &[TableColumn],
    keys: &[Predicate<'_>],
    condition: Option<&str>,
) -> String {
    let parts: Vec<String> = columns.iter().map(marked).collect();
    let row = concat(&parts);
    let sum = format!("sum(CAST(from_big_endian_64(xxhash64(to_utf8({row}))) AS decimal(38,0)))");
    let names: Vec<String> = keys.iter().map(|(name, _)| name_of(name)).collect();
    let before = names.iter().map(|name| format!("{name}, ")).collect::<String>();
    let group = if names.is_empty() { String::new() } else { format!(" GROUP BY {}", names.join(", ")) };
    let condition = condition.map(|condition| format!(" WHERE {condition}")).unwrap_or_default();
    format!("SELECT {before}count(*) AS lakectl_rows, {sum} AS lakectl_sum FROM {}{condition}{group}", table(name))
}

/// A value as text, its length before it: no two rows give the same text unless they are the same.
fn marked(column: &TableColumn) -> String {
    let name = name_of(&column.name);
    let value = match column.column_type.parse::<GlueType>() {
        Ok(kind) if kind.is_nested() => format!("json_format(CAST({name} AS JSON))"),
        Ok(GlueType::Binary) => format!("to_hex({name})"),
        Ok(GlueType::String) => name,
        _ => format!("CAST({name} AS varchar)"),
    };
    format!("coalesce(concat(CAST(length({value}) AS varchar), ':', {value}), '-')")
}

/// One text of many, in calls that take no more than so many arguments.
fn concat(parts: &[String]) -> String {
    match parts {
        [] => "''".to_owned(),
        [one] => one.clone(),
        few if few.len() <= ARGUMENTS => format!("concat({})", few.join(", ")),
        many => concat(&many.chunks(ARGUMENTS).map(concat).collect::<Vec<_>>()),
    }
}

/// A table in a statement that reads or writes rows.
pub fn table(name: &TableName) -> String {
    format!("{}.{}", name_of(name.database.as_str()), name_of(&name.table))
}

fn name_of(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn text(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}
