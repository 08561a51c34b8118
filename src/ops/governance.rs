//! Who decides about a database: IAM's default or Lake Formation alone, and who loses what when that changes.

use std::collections::{BTreeMap, BTreeSet};

use crate::access::lies_in;
use crate::aws::Read;
use crate::domain::catalog::DatabaseName;
use crate::domain::job::role_name;
use crate::domain::permission::effective::{Lake, Picture, losses};
use crate::domain::permission::{Principal, Resource};
use crate::error::{Kind, Result};
use crate::{db, picture};

/// How an object is governed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// The database or table.
    pub resource: Resource,
    /// Whether whoever IAM lets in may do everything with it.
    pub open: bool,
    /// Of a database: whether its new tables will be open.
    pub new_tables_open: Option<bool>,
    /// Of a table: the registered location it lies in.
    pub location: Option<String>,
    /// Whether that location is in hybrid mode.
    pub hybrid: bool,
}

/// How a database and its tables are governed, and what could not be read for it.
pub async fn show(read: &Read, name: &DatabaseName) -> Result<(Vec<State>, Vec<String>)> {
    let name = DatabaseName::stored(&db::need(read, name).await?.name);
    let picture = picture::read(read).await?;
    let lake = Lake::new(&picture);
    let on_database = Resource::database(name.as_str());
    let mut states = vec![State {
        open: lake.is_open(&on_database),
        resource: on_database,
        new_tables_open: read.are_new_tables_open(&name).await?,
        location: None,
        hybrid: false,
    }];
    for table in tables_of(&picture, &name) {
        let place = table.location.as_deref().unwrap_or_default();
        let location = picture.locations.iter().flatten().find(|location| lies_in(place, location));
        states.push(State {
            resource: table.resource(),
            open: lake.is_open(&table.resource()),
            new_tables_open: None,
            location: location.map(crate::domain::permission::Location::uri),
            hybrid: location.is_some_and(|location| location.hybrid),
        });
    }
    Ok((states, picture.unknown))
}

/// What enforcement would do.
#[derive(Debug, Clone)]
pub struct Enforcement {
    /// The database and its tables, the database first.
    pub targets: Vec<Resource>,
    /// Who loses what, in sentences.
    pub losses: Vec<String>,
}

/// Works out what happens when Lake Formation alone decides about a database.
pub async fn enforcement(read: &Read, name: &DatabaseName) -> Result<Enforcement> {
    let name = DatabaseName::stored(&db::need(read, name).await?.name);
    let before = picture::read(read).await?;
    let mut targets = vec![Resource::database(name.as_str())];
    targets.extend(tables_of(&before, &name).map(crate::domain::permission::effective::TableFacts::resource));
    let mut after = before.clone();
    after.grants.retain(|grant| !grant.principal.is_every_iam_principal() || !targets.contains(&grant.resource));
    let is_open = before.grants.len() != after.grants.len();
    let (old, new) = (Lake::new(&before), Lake::new(&after));
    let mut principals: BTreeSet<Principal> = old.principals().into_iter().collect();
    let roles = workers(read, &before.account).await?;
    principals.extend(roles.keys().cloned());
    let principals: Vec<Principal> = principals.into_iter().filter(|principal| !old.is_admin(principal)).collect();
    let mut told = Vec::new();
    let mut lost: BTreeMap<Principal, Vec<String>> = BTreeMap::new();
    for loss in losses(&old, &new, &principals) {
        let all =
            old.picture.tables.iter().find(|table| table.name() == loss.table).map_or(0, |table| table.columns.len());
        let columns = if loss.columns.len() == all { String::new() } else { format!(" ({})", loss.columns.join(", ")) };
        lost.entry(loss.principal).or_default().push(format!("{}{columns}", loss.table));
    }
    for principal in principals.iter().filter(|_| is_open) {
        let who = roles.get(principal).map_or_else(|| principal.to_string(), |work| format!("{principal} ({work})"));
        match lost.get(principal) {
            Some(tables) => told.push(format!("{who} reads no more: {}", tables.join("; "))),
            None => told.push(format!("{who} keeps what it reads, and loses every other right it has by IAM alone")),
        }
    }
    if is_open {
        told.push("everybody else whom IAM lets in loses all rights here: lakectl cannot list them".to_owned());
    }
    told.extend(before.unknown.iter().map(|gap| format!("unknown: {gap}")));
    Ok(Enforcement { targets, losses: told })
}

fn tables_of<'p>(
    picture: &'p Picture,
    name: &DatabaseName,
) -> impl Iterator<Item = &'p crate::domain::permission::effective::TableFacts> {
    let name = name.as_str().to_lowercase();
    picture.tables.iter().filter(move |table| table.database == name)
}

/// The roles of crawlers and jobs, each with what it works for. Those that may not be listed are left out.
async fn workers(read: &Read, account: &str) -> Result<BTreeMap<Principal, String>> {
    let (crawlers, jobs) = tokio::join!(read.crawlers(), read.jobs());
    let allowed = |error: &crate::error::Error| error.kind() == Kind::Denied;
    let crawlers = match crawlers {
        Err(error) if allowed(&error) => Vec::new(),
        other => other?,
    };
    let jobs = match jobs {
        Err(error) if allowed(&error) => Vec::new(),
        other => other?,
    };
    let works = crawlers.iter().map(|crawler| (&crawler.role, format!("crawler {}", crawler.name)));
    let works = works.chain(jobs.iter().map(|job| (&job.role, format!("job {}", job.name))));
    let mut found: BTreeMap<Principal, String> = BTreeMap::new();
    for (role, work) in works {
        let arn = format!("arn:aws:iam::{account}:role/{}", role_name(role));
        found.entry(Principal::as_given(&arn)).and_modify(|known| known.push_str(&format!(", {work}"))).or_insert(work);
    }
    Ok(found)
}

/// Every opt-in, by principal.
pub async fn opt_ins(read: &Read) -> Result<(Vec<(Principal, Resource)>, usize)> {
    let (mut found, unknown) = read.opt_ins(None).await?;
    found.sort();
    Ok((found, unknown))
}
