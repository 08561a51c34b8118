//! Whether whoever asks may do what a plan says, asked before anything is done: IAM about the calls, Lake Formation about
//! the grants.
//!
//! Invariants:
//! - Nothing is done to find out.
//! - What nobody tells is unknown, once and with the reason; it is neither allowed nor refused.

mod needs;

use std::collections::{BTreeMap, BTreeSet};

use super::item::{Item, Thing};
use super::removal::Removal;
use crate::aws::Read;
use crate::domain::bucket::BucketName;
use crate::domain::simulation::{Judgement, Need, Question, Verdict, questions, verdict};
use crate::error::{Kind, Result};
use crate::ops::grant_check::Grantor;
use crate::ops::picture;
use crate::{Action, Step};

use needs::Home;

/// A step that will be refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Which of the items.
    pub item: usize,
    /// What is refused, and why.
    pub what: String,
    /// Whether a policy denies it by name.
    pub by_name: bool,
}

/// What is known before a plan is carried out.
#[derive(Debug, Default)]
pub struct Permitted {
    /// What will be refused.
    pub missing: Vec<Missing>,
    /// Why it is not known of the rest, each reason once.
    pub unknown: Vec<String>,
}

impl Permitted {
    /// One word for programs.
    pub fn word(&self) -> &'static str {
        match (self.missing.is_empty(), self.unknown.is_empty()) {
            (false, _) => "missing",
            (true, false) => "unknown",
            (true, true) => "allowed",
        }
    }
}

/// Asks about all steps that change something.
pub async fn permitted(items: &[Item], steps: &[(usize, Step)], read: &Read) -> Result<Permitted> {
    let mut permitted = Permitted::default();
    let changing: Vec<(&Item, usize, &Step)> = steps
        .iter()
        .filter(|(_, step)| step.action != Action::Unchanged)
        .filter_map(|(index, step)| Some((items.get(*index)?, *index, step)))
        .collect();
    if changing.is_empty() {
        return Ok(permitted);
    }
    let identity = read.identity().await?;
    if identity.arn.ends_with(":root") {
        return Ok(permitted);
    }
    let made: BTreeSet<&Thing> = changing
        .iter()
        .filter(|(_, _, step)| step.action == Action::Create)
        .filter_map(|(item, ..)| item.thing.as_ref())
        .collect();
    permitted.missing.extend(ungrantable(&changing, &made, read).await?);
    let home = Home {
        partition: identity.arn.split(':').nth(1).unwrap_or("aws").to_owned(),
        region: read.region().to_owned(),
        account: identity.account.clone(),
    };
    let needs: Vec<(usize, Need)> = changing
        .iter()
        .flat_map(|(item, index, step)| home.needs(item, step).into_iter().map(|need| (*index, need)))
        .collect();
    match judged(&needs, read).await {
        Ok(judged) => judge(&mut permitted, needs, &judged, &made, read).await,
        Err(error) if error.kind() == Kind::Interrupted => return Err(error),
        Err(error) => permitted.unknown.push(error.why_unknown()),
    }
    // IAM's reason comes first: it is about all of the plan.
    permitted.unknown.extend(of_lake_formation(&changing, &made, read).await?);
    permitted.missing.sort_by_key(|missing| missing.item);
    Ok(permitted)
}

/// The grants and revokes that Lake Formation will refuse. What is made by the plan is the caller's own to grant.
async fn ungrantable(changing: &[(&Item, usize, &Step)], made: &BTreeSet<&Thing>, read: &Read) -> Result<Vec<Missing>> {
    let grants = changing.iter().filter_map(|(item, index, _)| match &item.removal {
        Removal::Grant(grant) => Some((*item, *index, grant)),
        _ => None,
    });
    let grants: Vec<_> = grants.filter(|(item, ..)| !item.requires.iter().any(|thing| made.contains(thing))).collect();
    let becomes_admin = changing.iter().any(|(item, _, step)| match &item.removal {
        Removal::Admin(principal, false) => step.action != Action::Delete && is_caller(read, principal),
        _ => false,
    });
    if grants.is_empty() || becomes_admin {
        return Ok(Vec::new());
    }
    let Some(grantor) = Grantor::find(read).await? else { return Ok(Vec::new()) };
    let refused = grants.into_iter().filter_map(|(_, item, grant)| {
        let error = grantor.may(&grant.wanted()).err()?;
        Some(Missing { item, what: error.chain().join(": "), by_name: false })
    });
    Ok(refused.collect())
}

/// What Lake Formation decides about and is not asked: what somebody who is no administrator does in the catalog. What lies
/// in what the plan makes is the caller's own.
async fn of_lake_formation(
    changing: &[(&Item, usize, &Step)],
    made: &BTreeSet<&Thing>,
    read: &Read,
) -> Result<Option<String>> {
    let decides = |item: &Item| match &item.removal {
        Removal::Table(table) => !made.contains(&Thing::Database(table.database.clone())),
        Removal::Filter(table, _) => !made.contains(&Thing::Table(table.clone())),
        Removal::Database(_) | Removal::Tag(_) | Removal::TagExpression(_) | Removal::Tagged(_) => true,
        _ => false,
    };
    let count = changing.iter().filter(|(item, ..)| decides(item)).count();
    if count == 0 {
        return Ok(None);
    }
    let why = match read.data_lake_admins().await {
        Ok(admins) if admins.iter().any(|admin| is_caller(read, admin)) => return Ok(None),
        Ok(_) => "you are no data lake administrator",
        Err(error) if error.aws().is_some() => "who administers the data lake cannot be read",
        Err(error) => return Err(error),
    };
    let steps = if count == 1 { "1 of the steps".to_owned() } else { format!("{count} of the steps") };
    Ok(Some(format!("Lake Formation decides about {steps} too and is asked about grants only, and {why}")))
}

/// Whether somebody is the caller; who that is was asked already.
fn is_caller(read: &Read, principal: &str) -> bool {
    read.known_identity().is_some_and(|identity| crate::domain::principal::is_role_of(principal, &identity.arn))
}

/// Action in lower case, resource, and to whom a role is handed on.
type Asked = (String, String, Option<&'static str>);

/// What IAM says.
#[derive(Debug, Default)]
struct Judged {
    /// About whom.
    who: String,
    /// What it says of each.
    said: BTreeMap<Asked, Judgement>,
    /// Why it says nothing of others.
    unsaid: BTreeMap<Asked, String>,
}

impl Judged {
    fn keep(&mut self, (question, answer): (Question, Answer)) {
        match answer {
            Ok(judgements) => self.said.extend(judgements.into_iter().map(|judgement| {
                let asked = (judgement.action.to_lowercase(), judgement.resource.clone(), question.passed_to);
                (asked, judgement)
            })),
            Err(error) => {
                let why = error.why_unknown();
                for action in &question.actions {
                    self.unsaid.extend(
                        question.resources.iter().map(|resource| {
                            ((action.to_lowercase(), resource.clone(), question.passed_to), why.clone())
                        }),
                    );
                }
            }
        }
    }
}

/// What IAM says about all needs, and about whom. A question that gets no answer leaves the others theirs.
async fn judged(needs: &[(usize, Need)], read: &Read) -> Result<Judged> {
    let mut found = Judged::default();
    let Some(who) = read.judged_as().await? else { return Ok(found) };
    found.who.clone_from(&who);
    let mut waiting = questions(needs.iter().map(|(_, need)| need));
    // Whoever may not ask, or has nobody to ask, hears it once.
    let Some(first) = waiting.pop() else { return Ok(found) };
    match ask(read, &who, first).await? {
        (_, Err(error)) if error.kind() == Kind::Denied || error.aws().is_none_or(|aws| aws.status.is_none()) => {
            return Err(error);
        }
        answer => found.keep(answer),
    }
    let answers = picture::each(read, waiting, |read, question| {
        let who = who.clone();
        async move { ask(&read, &who, question).await }
    });
    answers.await?.into_iter().for_each(|answer| found.keep(answer));
    Ok(found)
}

type Answer = Result<Vec<Judgement>>;

/// The question with its answer; fails only when whoever asks has broken off.
async fn ask(read: &Read, who: &str, question: Question) -> Result<(Question, Answer)> {
    let answer = match read.simulate(who, &question).await {
        // Actions whose requests say different things are not taken together.
        Err(error) if error.has_code(&["InvalidInput"]) && question.actions.len() > 1 => {
            one_by_one(read, who, &question).await
        }
        answer => answer,
    };
    match answer {
        Err(error) if error.kind() == Kind::Interrupted => Err(error),
        answer => Ok((question, answer)),
    }
}

async fn one_by_one(read: &Read, who: &str, question: &Question) -> Answer {
    let mut all = Vec::new();
    for question in question.one_by_one() {
        all.extend(read.simulate(who, &question).await?);
    }
    Ok(all)
}

/// Puts together what the judgements come to.
async fn judge(
    permitted: &mut Permitted,
    needs: Vec<(usize, Need)>,
    judged: &Judged,
    made: &BTreeSet<&Thing>,
    read: &Read,
) {
    let mut policies = Policies { read, made, known: BTreeMap::new() };
    let mut unknown: BTreeMap<String, Vec<String>> = BTreeMap::new();
    // By item, action and reason: what is done to a table is done to its database and to the catalog.
    let mut refused: BTreeMap<(usize, &'static str, bool), Vec<String>> = BTreeMap::new();
    for (item, need) in needs {
        let what = format!("{} on {}", need.action, need.resource);
        let key = (need.action.to_lowercase(), need.resource.clone(), need.passed_to);
        let Some(judgement) = judged.said.get(&key) else {
            let why = judged.unsaid.get(&key).map_or("IAM says nothing about it", String::as_str);
            unknown.entry(why.to_owned()).or_default().push(what);
            continue;
        };
        let found = match verdict(judgement, true) {
            // Nobody looks at policies of resources that bear on nothing.
            Verdict::Unknown(_) => verdict(judgement, policies.may_let_in(&need).await),
            found => found,
        };
        match found {
            Verdict::Allowed => {}
            Verdict::Refused { by_name } => {
                refused.entry((item, need.action, by_name)).or_default().push(need.resource);
            }
            Verdict::Unknown(why) => unknown.entry(why).or_default().push(what),
        }
    }
    for ((item, action, by_name), on) in refused {
        let why = if by_name { "a policy denies it" } else { "no policy allows it" };
        let what = format!("{} may not {action} on {}: {why}", judged.who, on.join(", "));
        permitted.missing.push(Missing { item, what, by_name });
    }
    for (why, what) in unknown {
        let more = if what.len() > 1 { format!(", and {} more", what.len() - 1) } else { String::new() };
        permitted.unknown.push(format!("{}{more}: {why}", what[0]));
    }
}

/// The policies that resources have themselves, looked at once and when somebody asks.
struct Policies<'a> {
    read: &'a Read,
    made: &'a BTreeSet<&'a Thing>,
    known: BTreeMap<String, bool>,
}

impl Policies<'_> {
    /// Whether a resource's own policy might allow what none of the caller's does.
    async fn may_let_in(&mut self, need: &Need) -> bool {
        let service = need.action.split(':').next().unwrap_or_default();
        let name = match (service, need.resource.split_once(":s3:::")) {
            ("s3", Some((_, path))) => path.split('/').next().unwrap_or_default().to_owned(),
            ("glue", _) => String::new(),
            _ => return false,
        };
        if let Some(known) = self.known.get(&name) {
            return *known;
        }
        let may = match name.parse::<BucketName>() {
            // What is not there yet has none.
            Ok(bucket) if self.made.contains(&Thing::Bucket(bucket.clone())) => false,
            Ok(bucket) => self.read.bucket_policy(&bucket).await.map_or(true, |policy| policy.is_some_and(allows)),
            Err(_) => self.read.has_catalog_policy().await.unwrap_or(true),
        };
        self.known.insert(name, may);
        may
    }
}

/// Whether a policy allows anything to anybody.
fn allows(policy: serde_json::Value) -> bool {
    let statements = match &policy["Statement"] {
        serde_json::Value::Array(statements) => statements.as_slice(),
        one => std::slice::from_ref(one),
    };
    statements.iter().any(|statement| statement["Effect"] != "Deny")
}
