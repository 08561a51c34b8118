//! Databases, tables, and how fresh tables are.
//!
//! Where a table lies is known when it is described, which is two calls after the first: so the catalog's search, which tells
//! of the tables of all databases at once, is asked first, and their places are looked at while each database is asked for its
//! tables. What the databases say holds; the search only says earlier where to look.

use std::collections::{BTreeMap, BTreeSet};

use super::step::{self, Listed};
use super::storage::BucketStatus;
use crate::aws::Read;
use crate::domain::bucket::BucketName;
use crate::domain::bucket_settings::Known as Setting;
use crate::domain::catalog::{Database, DatabaseName, Table};
use crate::error::{Error, Result};

/// Places of tables that are looked at.
const MOST_PLACES: usize = 500;

/// A table.
#[derive(Debug, Clone)]
pub struct TableStatus {
    pub table: Table,
    /// When its newest object was written, in milliseconds since the epoch; none of a table without objects.
    pub last_object_millis: Setting<Option<i64>>,
}

/// A bucket and a folder in it.
type Place = (BucketName, String);

/// What the catalog says.
#[derive(Debug)]
pub struct Catalog {
    pub databases: std::result::Result<Vec<Database>, Error>,
    pub tables: std::result::Result<Tables, Error>,
    /// Parts of which there is more.
    pub cut: Vec<&'static str>,
}

/// Tables, and what was seen at their places.
#[derive(Debug)]
pub struct Tables {
    tables: ByName,
    places: BTreeMap<Place, Setting<Option<i64>>>,
    /// Why no place was looked at early.
    not_found: Option<String>,
}

/// Asks for databases and tables.
pub async fn read(read: &Read) -> Catalog {
    let (databases, found) = tokio::join!(read.database_page(None), read.found_table_page(None));
    let (databases, next_databases) = match databases {
        Ok((databases, next)) => (Ok(databases), next),
        Err(error) => (Err(error), None),
    };
    let (found, next_found, not_found) = match found {
        Ok((tables, next)) => (tables, next, None),
        Err(error) => (Vec::new(), None, Some(error)),
    };
    let names: Vec<String> = databases.iter().flatten().map(|database| database.name.clone()).collect();
    let (of_databases, places, more_databases, more_found) = tokio::join!(
        tables_of(read, names),
        look(read, &found),
        step::second_page(next_databases, |token| read.database_page(token)),
        step::second_page(next_found, |token| read.found_table_page(token)),
    );
    let mut cut = Vec::new();
    let databases = databases.and_then(|mut databases| {
        let Listed { items, has_more } = more_databases?;
        databases.extend(items);
        databases.sort_by(|a, b| a.name.cmp(&b.name));
        if has_more {
            cut.push("databases");
        }
        Ok(databases)
    });
    let known = match &databases {
        Ok(databases) if cut.is_empty() => Some(databases.iter().map(|database| database.name.as_str()).collect()),
        _ => None,
    };
    let not_found = not_found.map(|error| error.chain().join(": "));
    let search = match more_found {
        Ok(more) => {
            let is_whole = not_found.is_none() && !more.has_more;
            Search { tables: found.into_iter().chain(more.items).collect(), is_whole }
        }
        Err(_) => Search { tables: found, is_whole: false },
    };
    let tables = match (&databases, &not_found, of_databases, places) {
        (Err(denied), Some(reason), ..) => {
            let denied = denied.chain().join(": ");
            Err(Error::failed(format!("neither the databases can be listed nor the tables ({denied}; {reason})")))
        }
        (_, _, Err(error), _) | (_, _, _, Err(error)) => Err(error),
        (_, _, Ok(of_databases), Ok(places)) => merged(known, search, of_databases).map(|(tables, is_whole)| {
            if !is_whole {
                cut.push("tables");
            }
            Tables { tables, places, not_found: not_found.clone() }
        }),
    };
    Catalog { databases, tables, cut }
}

/// What the search found.
struct Search {
    tables: Vec<Table>,
    /// Whether that is all of it.
    is_whole: bool,
}

/// Tables by database and name.
type ByName = BTreeMap<(String, String), Table>;

/// The first page of the tables of a database, and whether there are more.
type OfDatabase = (String, Result<(Vec<Table>, bool)>);

async fn tables_of(read: &Read, names: Vec<String>) -> Result<Vec<OfDatabase>> {
    step::each(names, |name| {
        let read = read.clone();
        async move {
            let page = read.table_page(&DatabaseName::stored(&name), None).await;
            let page = page.map(|(tables, next)| (tables, step::is_token(next.as_deref())));
            (name, page)
        }
    })
    .await
}

/// The tables by name, and whether they are all of them. `known` are the databases, when they are all known.
fn merged(known: Option<BTreeSet<&str>>, search: Search, of_databases: Vec<OfDatabase>) -> Result<(ByName, bool)> {
    let key = |table: &Table| (table.database.clone(), table.name.clone());
    let is_of_ours = |table: &Table| known.as_ref().is_none_or(|known| known.contains(table.database.as_str()));
    let mut tables: ByName = search.tables.into_iter().filter(is_of_ours).map(|table| (key(&table), table)).collect();
    // A database that only the second page names is not asked: what the search knows of it is all there is.
    let mut are_all_described = known.is_some_and(|known| known.len() == of_databases.len());
    for (name, answer) in of_databases {
        let (described, has_more) = match answer {
            Ok(answer) => answer,
            // It was deleted meanwhile.
            Err(error) if error.has_code(&["EntityNotFoundException"]) => (Vec::new(), false),
            Err(error) => return Err(error),
        };
        are_all_described &= !has_more;
        if !has_more {
            tables.retain(|(database, _), _| *database != name);
        }
        tables.extend(described.into_iter().map(|table| (key(&table), table)));
    }
    Ok((tables, are_all_described || search.is_whole))
}

/// Looks at the places of tables: when the newest object there was written.
async fn look(read: &Read, tables: &[Table]) -> Result<BTreeMap<Place, Setting<Option<i64>>>> {
    let places: BTreeSet<Place> = tables.iter().filter_map(|table| place(table.location.as_deref()?)).collect();
    let answers = step::each(places.into_iter().take(MOST_PLACES), |(bucket, prefix)| {
        let read = read.clone();
        async move {
            let newest = match read.object_page(&bucket, &prefix, None).await {
                Ok((objects, None)) => {
                    let written = objects.iter().filter(|object| object.size > 0).filter_map(|object| object.modified);
                    Setting::Known(written.max())
                }
                Ok((_, Some(_))) => Setting::Unknown("it has more than 1,000 objects".to_owned()),
                Err(error) => Setting::Unknown(error.chain().join(": ")),
            };
            ((bucket, prefix), newest)
        }
    });
    Ok(answers.await?.into_iter().collect())
}

impl Tables {
    /// The tables with how fresh they are: from the listing of the bucket when that was whole, or from what was seen at
    /// their own places.
    pub fn fresh(self, buckets: &[BucketStatus]) -> Vec<TableStatus> {
        let Self { tables, places, not_found } = self;
        let newest = |table: &Table| {
            let Some(place) = table.location.as_deref().and_then(place) else {
                return Setting::Unknown("it has no place in S3".to_owned());
            };
            let (bucket, prefix) = &place;
            if let Some(objects) = buckets.iter().find(|known| known.name == bucket.as_str()).and_then(|it| it.whole())
            {
                let below = objects.iter().filter(|object| object.key.starts_with(prefix) && object.size > 0);
                return Setting::Known(below.filter_map(|object| object.modified).max());
            }
            places.get(&place).cloned().unwrap_or_else(|| {
                Setting::Unknown(match &not_found {
                    Some(reason) => format!("the catalog's search does not say where it lies ({reason})"),
                    None if places.len() >= MOST_PLACES => format!("there are more than {MOST_PLACES} places"),
                    None => "the catalog's search does not know it yet".to_owned(),
                })
            })
        };
        let mut all = Vec::with_capacity(tables.len());
        for table in tables.into_values() {
            let last_object_millis = newest(&table);
            all.push(TableStatus { table, last_object_millis });
        }
        all
    }
}

/// Bucket and prefix of a table's place.
fn place(location: &str) -> Option<Place> {
    let rest = location.strip_prefix("s3://").or_else(|| location.strip_prefix("s3a://"))?;
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let slash = if prefix.is_empty() || prefix.ends_with('/') { "" } else { "/" };
    Some((bucket.parse().ok()?, format!("{prefix}{slash}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(database: &str, name: &str) -> Table {
        Table { database: database.to_owned(), name: name.to_owned(), ..Table::default() }
    }

    fn names(found: &ByName) -> Vec<String> {
        found.keys().map(|(database, name)| format!("{database}.{name}")).collect()
    }

    #[test]
    fn what_databases_say_holds_and_the_search_adds_what_they_did_not_get_to() {
        let searched = || vec![table("a", "gone"), table("a", "old"), table("b", "far"), table("theirs", "x")];
        let search = |is_whole| Search { tables: searched(), is_whole };
        let of = |name: &str, tables: &[&str], more: bool| {
            (name.to_owned(), Ok((tables.iter().map(|one| table(name, one)).collect(), more)))
        };
        let known = || Some(BTreeSet::from(["a", "b"]));
        // The search is behind: it has one that is gone, and lacks a new one.
        let both = vec![of("a", &["new", "old"], false), of("b", &["far"], false)];
        let (tables, is_whole) = merged(known(), search(false), both).expect("tables");
        assert_eq!((names(&tables), is_whole), (vec!["a.new".into(), "a.old".into(), "b.far".into()], true));
        // More of a database than a page: the search has the rest, if it has all.
        for search_is_whole in [true, false] {
            let both = vec![of("a", &["new", "old"], false), of("b", &["b1"], true)];
            let (tables, is_whole) = merged(known(), search(search_is_whole), both).expect("tables");
            let wanted = vec!["a.new".to_owned(), "a.old".into(), "b.b1".into(), "b.far".into()];
            assert_eq!((names(&tables), is_whole), (wanted, search_is_whole));
        }
        // A database of the second page was not asked.
        let (tables, is_whole) = merged(known(), search(false), vec![of("a", &[], false)]).expect("tables");
        assert_eq!((names(&tables), is_whole), (vec!["b.far".into()], false));
        // Not all databases are known: whatever is found may be ours.
        let (tables, _) = merged(None, search(true), vec![of("a", &[], false)]).expect("tables");
        assert_eq!(names(&tables), ["b.far", "theirs.x"]);
    }

    #[test]
    fn a_place_is_a_bucket_and_a_folder() {
        let (bucket, prefix) = place("s3://lake-raw/sales").expect("a place");
        assert_eq!((bucket.as_str(), prefix.as_str()), ("lake-raw", "sales/"));
        assert_eq!(place("s3://lake-raw").expect("a place").1, "");
        assert_eq!(place("hdfs://x/y"), None);
    }
}
