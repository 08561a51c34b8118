//! Rules that meet on the same objects: S3 takes them, one wins, and the operator should know which.
//!
//! Source: Amazon S3 User Guide, "Examples of lifecycle configurations", Conflicts between rules: the shorter expiration
//! wins, deletion wins over transition, the cheaper class wins on the same day.

use super::moment::Moment;
use super::rule::{Rule, Selection};

/// What happens where a rule of these ids meets another one.
pub fn conflicts(rules: &[Rule], changed: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (at, one) in rules.iter().enumerate() {
        for other in &rules[at + 1..] {
            let matters = changed.contains(&one.name()) || changed.contains(&other.name());
            if matters && one.is_enabled() && other.is_enabled() && meet(&one.selection(), &other.selection()) {
                between(one, other, &mut found);
            }
        }
    }
    found
}

/// Whether an object can be selected by both.
fn meet(one: &Selection<'_>, other: &Selection<'_>) -> bool {
    let prefixes = one.prefix.starts_with(other.prefix) || other.prefix.starts_with(one.prefix);
    let tags =
        one.tags.iter().all(|tag| other.tags.iter().all(|theirs| tag.key != theirs.key || tag.value == theirs.value));
    let least = one.more_than.unwrap_or(-1).max(other.more_than.unwrap_or(-1));
    let most = one.less_than.unwrap_or(i64::MAX).min(other.less_than.unwrap_or(i64::MAX));
    prefixes && tags && most.saturating_sub(least) > 1
}

/// When an action comes: days or a date, which do not compare with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Days(i32),
    Date(Moment),
}

impl When {
    fn of(days: Option<i32>, date: Option<Moment>) -> Option<Self> {
        days.map(Self::Days).or(date.map(Self::Date))
    }

    fn is_before(self, other: Self) -> Option<bool> {
        match (self, other) {
            (Self::Days(one), Self::Days(other)) => Some(one < other),
            (Self::Date(one), Self::Date(other)) => Some(one < other),
            _ => None,
        }
    }

    fn words(self) -> String {
        match self {
            Self::Days(days) => format!("after {}", super::describe::days(days)),
            Self::Date(date) => format!("on {}", date.day()),
        }
    }
}

fn expires(rule: &Rule) -> Option<When> {
    rule.expiration.as_ref().and_then(|expiration| When::of(expiration.days, expiration.date))
}

fn between(one: &Rule, other: &Rule, found: &mut Vec<String>) {
    if let (Some(first), Some(second)) = (expires(one), expires(other)) {
        let winner = match first.is_before(second) {
            Some(true) => Some((one, first)),
            Some(false) if first != second => Some((other, second)),
            _ => None,
        };
        if let Some((winner, when)) = winner {
            found.push(format!(
                "rules `{}` and `{}` both expire some objects: `{}` wins there, {}",
                one.name(),
                other.name(),
                winner.name(),
                when.words()
            ));
        }
    }
    for (ending, moving) in [(one, other), (other, one)] {
        let Some(end) = expires(ending) else { continue };
        for to in &moving.transitions {
            let Some(moved) = When::of(to.days, to.date) else { continue };
            if moved.is_before(end) == Some(false) {
                found.push(format!(
                    "rule `{}` expires some objects {}, before rule `{}` would move them to {} {}",
                    ending.name(),
                    end.words(),
                    moving.name(),
                    to.storage_class,
                    moved.words()
                ));
            }
        }
    }
    for to in &one.transitions {
        for theirs in &other.transitions {
            let (Some(first), Some(second)) = (When::of(to.days, to.date), When::of(theirs.days, theirs.date)) else {
                continue;
            };
            if first == second && to.storage_class != theirs.storage_class {
                let cheaper =
                    if super::rank(&to.storage_class) > super::rank(&theirs.storage_class) { to } else { theirs };
                found.push(format!(
                    "rules `{}` and `{}` move some objects to {} and {} {}: S3 takes {}",
                    one.name(),
                    other.name(),
                    to.storage_class,
                    theirs.storage_class,
                    first.words(),
                    cheaper.storage_class
                ));
                continue;
            }
            let (earlier, later) = match first.is_before(second) {
                Some(true) => ((one, to, first), (other, theirs)),
                Some(false) => ((other, theirs, second), (one, to)),
                None => continue,
            };
            let (from, into) = (&earlier.1.storage_class, &later.1.storage_class);
            if from != into && !super::may_move(from, into) {
                found.push(format!(
                    "rule `{}` moves some objects to {from} {}, from where rule `{}` cannot move them to {into}",
                    earlier.0.name(),
                    earlier.2.words(),
                    later.0.name(),
                ));
            }
        }
    }
    let (Some(first), Some(second)) = (&one.noncurrent_version_expiration, &other.noncurrent_version_expiration) else {
        return;
    };
    if first != second
        && let (Some(first), Some(second)) = (first.noncurrent_days, second.noncurrent_days)
    {
        let (winner, days) = if first <= second { (one, first) } else { (other, second) };
        found.push(format!(
            "rules `{}` and `{}` both expire some old versions: `{}` wins where it keeps no more of them, after {days} days",
            one.name(),
            other.name(),
            winner.name()
        ));
    }
}
