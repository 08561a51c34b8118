//! Plans in files: what was shown is what is applied, or nothing.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::domain::lake_file::Source;
use crate::error::{Error, Kind, Result};
use crate::{Action, Step};

/// The version of the document.
const VERSION: u32 = 1;

/// A plan with everything that it was made from.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Saved {
    schema_version: u32,
    /// The account that it is for.
    pub account: String,
    /// The region that it is for.
    pub region: String,
    /// When it was made, RFC 3339.
    pub made: String,
    /// The file and those over it: name, text.
    sources: Vec<(String, String)>,
    /// The files that it names, by relative path.
    pub files: BTreeMap<String, String>,
    /// The steps that change something.
    steps: Vec<SavedStep>,
}

/// A step as it was planned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedStep {
    noun: String,
    name: String,
    action: String,
    /// Property, old, new.
    changes: Vec<(String, Value, Value)>,
}

impl SavedStep {
    fn of(step: &Step) -> Self {
        Self {
            noun: step.noun.to_owned(),
            name: step.name.clone(),
            action: step.action.word().to_owned(),
            changes: step
                .changes
                .iter()
                .map(|change| (change.field.to_owned(), change.old.clone(), change.new.clone()))
                .collect(),
        }
    }

    /// Whether everything that another step makes, this one makes too.
    fn covers(&self, other: &Self) -> bool {
        let makes =
            |field: &str, new: &Value| self.changes.iter().any(|(known, _, value)| known == field && value == new);
        other.changes.iter().all(|(field, _, new)| makes(field, new))
    }
}

fn changing(steps: &[(usize, Step)]) -> impl Iterator<Item = SavedStep> {
    steps.iter().filter(|(_, step)| step.action != Action::Unchanged).map(|(_, step)| SavedStep::of(step))
}

impl Saved {
    /// A plan that is to be saved.
    pub fn new(
        (account, region): (&str, &str),
        made: String,
        sources: &[Source],
        files: BTreeMap<String, String>,
        steps: &[(usize, Step)],
    ) -> Self {
        Self {
            schema_version: VERSION,
            account: account.to_owned(),
            region: region.to_owned(),
            made,
            sources: sources.iter().map(|source| (source.name.clone(), source.text.clone())).collect(),
            files,
            steps: changing(steps).collect(),
        }
    }

    /// Reads a saved plan.
    pub fn read(name: &str, text: &str) -> Result<Self> {
        let wrong = |why: String| Error::usage(format!("{name} is no plan of this lakectl")).because(why);
        let saved: Self = serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
        if saved.schema_version == VERSION {
            return Ok(saved);
        }
        Err(wrong(format!("its version is {}, and this lakectl reads {VERSION}", saved.schema_version)))
    }

    /// The document.
    pub fn text(&self) -> String {
        json!(self).to_string()
    }

    /// The files that the plan was made from.
    pub fn sources(&self) -> Vec<Source> {
        self.sources.iter().map(|(name, text)| Source { name: name.clone(), text: text.clone() }).collect()
    }

    /// What the plan was made from, whenever it was made: what its journal is named by.
    pub fn fingerprint(&self) -> String {
        use sha2::{Digest as _, Sha256};
        let content = json!([self.account, self.region, self.sources, self.files]);
        let digest = Sha256::digest(content.to_string().as_bytes());
        hex::encode(&digest[..8])
    }

    /// Refuses when the lake is no longer what the plan was made for. Steps that are done already are fine, and so is what
    /// an earlier apply of this same plan has begun and left half done.
    pub fn check(&self, steps: &[(usize, Step)], begun: &BTreeSet<(String, String)>) -> Result<()> {
        let mut moved = Vec::new();
        for now in changing(steps) {
            // Several grants to one principal on one resource have the same name.
            let mut planned = self.steps.iter().filter(|step| step.noun == now.noun && step.name == now.name);
            let is_own = begun.contains(&(now.noun.clone(), now.name.clone()));
            let is_fine = planned.any(|planned| *planned == now || (is_own && planned.covers(&now)));
            if !is_fine {
                moved.push(format!("{} {}", now.noun, now.name));
            }
        }
        if moved.is_empty() {
            return Ok(());
        }
        Err(Error::new(Kind::Conflict, "the plan is stale: the lake was changed since it was made")
            .because(format!("otherwise than planned: {}", moved.join(", ")))
            .hint("make a new plan: lakectl plan --out FILE"))
    }
}
