//! Registered locations as resources.

use serde_json::{Value, json};

use crate::aws::{Read, Write};
use crate::domain::permission::Location;
use crate::domain::shell_word::command;
use crate::error::{Error, Kind, Result};
use crate::{Change, Resource, Step};

/// A location that should be registered.
#[derive(Debug, Clone)]
pub struct LocationResource(pub Location);

fn role(location: &Location) -> Value {
    json!(location.role.as_deref().unwrap_or("service-linked"))
}

impl Resource for LocationResource {
    type Live = Location;

    async fn read(&self, read: &Read) -> Result<Option<Location>> {
        read.location(&self.0.arn).await
    }

    fn diff(&self, live: Option<&Location>) -> Result<Step> {
        let changes = [
            Change::between("role", live.map_or(Value::Null, role), role(&self.0)),
            Change::between("hybrid", live.map_or(json!(false), |live| json!(live.hybrid)), json!(self.0.hybrid)),
        ];
        let changes: Vec<Change> = changes.into_iter().flatten().collect();
        if let Some(live) = live
            && !changes.is_empty()
            && (live.role.is_none() || self.0.role.is_none())
        {
            return Err(Error::new(
                Kind::Conflict,
                format!("{} is registered otherwise, and the service cannot change a service-linked role", live.uri()),
            )
            .hint(command("lakectl location deregister", &[&live.uri()], "")));
        }
        Ok(Step::new("location", self.0.uri(), live.is_some(), changes))
    }

    async fn apply(&self, live: Option<&Location>, _step: &Step, write: &Write) -> Result<()> {
        match live {
            None => write.register_location(&self.0).await,
            Some(_) => write.update_location(&self.0).await,
        }
    }
}
