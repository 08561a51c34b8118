//! Databases as resources.

use serde_json::json;

use crate::aws::{Read, Write};
use crate::domain::catalog::{Database, DatabaseName};
use crate::error::Result;
use crate::{Change, Resource, Step};

/// A database that should be there. What is not given stays as it is.
#[derive(Debug, Clone)]
pub struct DatabaseResource {
    pub name: DatabaseName,
    pub description: Option<String>,
    pub location: Option<String>,
}

impl DatabaseResource {
    fn wanted(&self, live: Option<&Database>) -> Database {
        let mut database = live.cloned().unwrap_or(Database {
            name: self.name.to_string(),
            description: None,
            location: None,
            parameters: std::collections::BTreeMap::new(),
            created_millis: None,
        });
        if self.description.is_some() {
            database.description.clone_from(&self.description);
        }
        if self.location.is_some() {
            database.location.clone_from(&self.location);
        }
        database
    }
}

impl Resource for DatabaseResource {
    type Live = Database;

    async fn read(&self, read: &Read) -> Result<Option<Database>> {
        read.database(&self.name).await
    }

    fn diff(&self, live: Option<&Database>) -> Result<Step> {
        let wanted = self.wanted(live);
        let old = |of: fn(&Database) -> &Option<String>| json!(live.and_then(|database| of(database).clone()));
        let changes = [
            Change::between("description", old(|database| &database.description), json!(wanted.description)),
            Change::between("location", old(|database| &database.location), json!(wanted.location)),
        ];
        Ok(Step::new("db", self.name.as_str(), live.is_some(), changes.into_iter().flatten().collect()))
    }

    async fn apply(&self, live: Option<&Database>, _step: &Step, write: &Write) -> Result<()> {
        let wanted = self.wanted(live);
        match live {
            None => write.create_database(&wanted).await,
            Some(_) => write.update_database(&wanted).await,
        }
    }
}
