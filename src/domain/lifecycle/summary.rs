//! What many events come to: counts, bytes, the first and the last day, and money.

use std::collections::BTreeMap;

use super::evaluate::{Action, Event};
use super::moment::Moment;
use crate::price::Prices;

/// What one action of one rule comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Total {
    /// How many versions, markers or uploads.
    pub count: u64,
    /// Their bytes.
    pub bytes: u64,
    /// The first.
    pub first: Moment,
    /// The last.
    pub last: Moment,
    /// What storage costs more a month afterwards; less, when it is negative. None when a price is not known.
    pub monthly: Option<f64>,
    /// What is charged once: moving, and leaving a class early.
    pub once: Option<f64>,
}

/// Totals by rule (its place) and action.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary {
    totals: BTreeMap<(usize, Action), Total>,
}

impl Summary {
    /// Counts an event.
    pub fn add(&mut self, event: &Event, prices: &Prices) {
        let total = self.totals.entry((event.rule, event.action.clone())).or_insert(Total {
            count: 0,
            bytes: 0,
            first: event.at,
            last: event.at,
            monthly: Some(0.0),
            once: Some(0.0),
        });
        total.count += 1;
        total.bytes += event.version.size;
        total.first = total.first.min(event.at);
        total.last = total.last.max(event.at);
        let (monthly, once) = money(event, prices);
        total.monthly = total.monthly.zip(monthly).map(|(sum, more)| sum + more);
        total.once = total.once.zip(once).map(|(sum, more)| sum + more);
    }

    /// The totals, by rule and action.
    pub fn totals(&self) -> impl Iterator<Item = (usize, &Action, &Total)> {
        self.totals.iter().map(|((rule, action), total)| (*rule, action, total))
    }

    /// All money together, (a month, once); none when a price is not known.
    pub fn money(&self) -> (Option<f64>, Option<f64>) {
        let sum = |of: fn(&Total) -> Option<f64>| self.totals.values().map(of).sum::<Option<f64>>();
        (sum(|total| total.monthly), sum(|total| total.once))
    }
}

/// What an event changes a month, and what it costs once.
fn money(event: &Event, prices: &Prices) -> (Option<f64>, Option<f64>) {
    let version = &event.version;
    let days = event.at.days_since(version.in_class_since);
    let stored = || prices.storage_month(&version.class, version.size);
    let leaving = || prices.early_leave(&version.class, version.size, days);
    match &event.action {
        Action::Move { to } | Action::MoveOld { to } => {
            let monthly = prices.storage_month(to, version.size).zip(stored()).map(|(after, before)| after - before);
            (monthly, prices.transition(to).zip(leaving()).map(|(moving, leaving)| moving + leaving))
        }
        Action::ExpireOld if version.is_marker => (Some(0.0), Some(0.0)),
        Action::Expire | Action::ExpireOld => (stored().map(|before| -before), leaving()),
        Action::Hide | Action::RemoveMarker => (Some(0.0), Some(0.0)),
        // The bytes of its parts are not listed.
        Action::AbortUpload => (Some(0.0), Some(0.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::Version;
    use crate::price::list_prices;

    fn event(action: Action, class: &str, at: i64) -> Event {
        let version = Version {
            id: "null".into(),
            size: 1 << 30,
            class: class.into(),
            modified: Moment(0),
            in_class_since: Moment(0),
            noncurrent_since: None,
            is_marker: false,
            tags: None,
        };
        Event { at: Moment(0).plus_days(at), due: Moment(0), rule: 0, action, version }
    }

    #[test]
    fn events_are_counted_and_priced() {
        let mut summary = Summary::default();
        let down = || Action::Move { to: "GLACIER_IR".into() };
        summary.add(&event(down(), "STANDARD", 30), list_prices());
        summary.add(&event(down(), "STANDARD", 60), list_prices());
        summary.add(&event(Action::Expire, "GLACIER_IR", 45), list_prices());
        let totals: Vec<_> = summary.totals().collect();
        assert_eq!(totals.len(), 2);
        let (_, _, moved) = totals[0];
        assert_eq!(
            (moved.count, moved.bytes, moved.first.day(), moved.last.day()),
            (2, 2 << 30, "1970-01-31".into(), "1970-03-02".into())
        );
        assert!((moved.monthly.unwrap() - 2.0 * (0.004 - 0.023)).abs() < 1e-9);
        assert!((moved.once.unwrap() - 2.0 * 0.02 / 1000.0).abs() < 1e-12);
        let (_, _, gone) = totals[1];
        assert!((gone.monthly.unwrap() + 0.004).abs() < 1e-12);
        assert!((gone.once.unwrap() - 0.004 * 1.5).abs() < 1e-12, "half of its 90 days was not stored");
        summary.add(&event(down(), "TAPE", 1), list_prices());
        assert_eq!(summary.money(), (None, None), "what is not known is not called nothing");
    }
}
