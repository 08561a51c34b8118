//! Resources of any kind behind one face: a step from a look at the lake, and a step carried out.

use std::pin::Pin;

use super::snapshot::{Snapshot, is_absent};
use crate::aws::Write;
use crate::error::{Error, Kind, Result};
use crate::kind::admin::AdminResource;
use crate::kind::alarm::{AlarmLive, AlarmResource};
use crate::kind::bucket::BucketResource;
use crate::kind::crawler::CrawlerResource;
use crate::kind::dashboard::DashboardResource;
use crate::kind::db::DatabaseResource;
use crate::kind::filter::FilterResource;
use crate::kind::grant::GrantResource;
use crate::kind::job::JobResource;
use crate::kind::location::LocationResource;
use crate::kind::narrowed::NarrowedGrants;
use crate::kind::registry::RegistryResource;
use crate::kind::schema_in_lake::SchemaInLake;
use crate::kind::table::TableResource;
use crate::kind::tag::{AssignmentResource, TagResource};
use crate::kind::tag_expression::{LiveExpression, TagExpressionResource};
use crate::kind::trigger::TriggerResource;
use crate::kind::workgroup::WorkGroupResource;
use crate::{Action, Change, Danger, Resource, Step, apply_one};

/// What is being waited for.
pub type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A resource of whatever kind.
pub trait Planned: Send + Sync {
    /// The step from what is there to what is wanted.
    fn step<'a>(&'a self, lake: &'a Snapshot) -> Boxed<'a, Result<Step>>;

    /// Looks again and carries out what is left of a step that was planned.
    fn carry_out<'a>(&'a self, planned: &'a Step, write: &'a Write) -> Boxed<'a, Result<()>>;

    /// The role that it hands on, as the file says it, where the step does not have it so.
    fn role(&self) -> Option<&str> {
        None
    }
}

/// How a kind is looked at as one of many.
pub(super) trait Looked: Resource {
    /// What is there now, from what was read for all where that is cheaper.
    fn look(&self, lake: &Snapshot) -> impl Future<Output = Result<Option<Self::Live>>> + Send;

    /// The question to be asked before the step, when something would be taken from somebody.
    fn question(&self, _live: Option<&Self::Live>, _step: &Step) -> Option<String> {
        None
    }

    /// As [`Planned::role`].
    fn handed_on(&self) -> Option<&str> {
        None
    }
}

impl<R> Planned for R
where
    R: Looked + Send + Sync,
    R::Live: Send + Sync,
{
    fn role(&self) -> Option<&str> {
        self.handed_on()
    }

    fn step<'a>(&'a self, lake: &'a Snapshot) -> Boxed<'a, Result<Step>> {
        Box::pin(async move {
            let live = self.look(lake).await?;
            let mut step = self.diff(live.as_ref())?;
            if let Some(question) = self.question(live.as_ref(), &step) {
                step.danger = Danger::Moderate(question);
            }
            Ok(step)
        })
    }

    fn carry_out<'a>(&'a self, planned: &'a Step, write: &'a Write) -> Boxed<'a, Result<()>> {
        Box::pin(async move {
            let live = self.read(write).await?;
            let left = self.diff(live.as_ref())?;
            if left.action == Action::Unchanged {
                return Ok(());
            }
            if let Some(other) = left.changes.iter().find(|change| !is_planned(change, planned)) {
                return Err(Error::new(
                    Kind::Conflict,
                    format!("{} {} was changed since the plan was made: {}", planned.noun, planned.name, other.field),
                )
                .hint("make a new plan: lakectl plan"));
            }
            apply_one(self, live.as_ref(), &left, write).await
        })
    }
}

fn is_planned(change: &Change, planned: &Step) -> bool {
    planned.changes.contains(change)
}

/// Kinds that are read one by one.
macro_rules! read_alone {
    ($($kind:ty),+) => { $(
        impl Looked for $kind {
            async fn look(&self, lake: &Snapshot) -> Result<Option<Self::Live>> {
                self.read(lake.read()).await
            }
        }
    )+ };
}

read_alone!(SchemaInLake, WorkGroupResource, NarrowedGrants, DashboardResource);

impl Looked for BucketResource {
    async fn look(&self, lake: &Snapshot) -> Result<Option<Self::Live>> {
        self.read(lake.read()).await
    }

    fn question(&self, live: Option<&Self::Live>, step: &Step) -> Option<String> {
        self.takes_over(live, step)
    }
}

impl Looked for RegistryResource {
    async fn look(&self, lake: &Snapshot) -> Result<Option<Self::Live>> {
        lake.registry(&self.name).await
    }
}

impl Looked for JobResource {
    async fn look(&self, lake: &Snapshot) -> Result<Option<Self::Live>> {
        self.live(lake.read(), lake.job(&self.name).await?).await.map(Some)
    }
}

impl Looked for TagResource {
    async fn look(&self, lake: &Snapshot) -> Result<Option<Self::Live>> {
        lake.lf_tag(&self.key).await
    }
}

impl Looked for TagExpressionResource {
    async fn look(&self, lake: &Snapshot) -> Result<Option<Self::Live>> {
        let Some(expression) = lake.tag_expression(&self.wanted.name).await? else { return Ok(None) };
        Ok(Some(LiveExpression { grants: self.grants_by(lake.every_grant().await?), expression }))
    }
}

impl Looked for AssignmentResource {
    async fn look(&self, lake: &Snapshot) -> Result<Option<Self::Live>> {
        match self.read(lake.read()).await {
            // What is not there yet carries nothing.
            Err(error) if is_absent(&error) => Ok(None),
            live => live,
        }
    }
}

impl Looked for DatabaseResource {
    async fn look(&self, lake: &Snapshot) -> Result<Option<Self::Live>> {
        lake.database(&self.name).await
    }
}

impl Looked for TableResource {
    async fn look(&self, lake: &Snapshot) -> Result<Option<Self::Live>> {
        lake.table(&self.name).await
    }
}

impl Looked for CrawlerResource {
    async fn look(&self, lake: &Snapshot) -> Result<Option<Self::Live>> {
        lake.crawler(&self.name).await
    }

    fn handed_on(&self) -> Option<&str> {
        self.role.as_deref()
    }
}

impl Looked for TriggerResource {
    async fn look(&self, lake: &Snapshot) -> Result<Option<Self::Live>> {
        lake.trigger(&self.0.name).await
    }
}

impl Looked for AlarmResource {
    async fn look(&self, lake: &Snapshot) -> Result<Option<Self::Live>> {
        lake.alarm(self.name()).await.map(|alarm| Some(AlarmLive::of(alarm)))
    }
}

impl Looked for LocationResource {
    async fn look(&self, lake: &Snapshot) -> Result<Option<Self::Live>> {
        lake.location(&self.0.arn).await
    }
}

impl Looked for FilterResource {
    async fn look(&self, lake: &Snapshot) -> Result<Option<Self::Live>> {
        lake.filter(&self.table, &self.name).await
    }
}

impl Looked for AdminResource {
    async fn look(&self, lake: &Snapshot) -> Result<Option<Self::Live>> {
        lake.admins().await.map(Some)
    }
}

impl Looked for GrantResource {
    async fn look(&self, lake: &Snapshot) -> Result<Option<Self::Live>> {
        lake.grants_on(&self.target).await.map(Some)
    }
}
