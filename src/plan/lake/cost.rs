//! What a plan changes of what the lake costs for a month.
//!
//! Invariant: an amount is an estimate and says of what list. What costs by its use is named and not guessed.

use serde_json::{Value, json};

use super::item::Item;
use crate::domain::price::{Prices, dollars};
use crate::{Action, Step};

/// What an alarm on so many metrics costs for a month.
pub fn of_alarm(metrics: usize, prices: &Prices) -> f64 {
    let metrics = u32::try_from(metrics.max(1)).unwrap_or(u32::MAX);
    f64::from(metrics) * prices.cloudwatch.alarm_month
}

/// The change of a month's cost.
#[derive(Debug, Clone, PartialEq)]
pub struct CostChange {
    /// Dollars a month, more or less.
    pub month: f64,
    /// What is made and costs by its use: what, and how.
    pub by_use: Vec<(String, String)>,
    label: String,
}

/// The change that steps make; none when nothing that costs comes or goes.
pub fn change(items: &[Item], steps: &[(usize, Step)], prices: &Prices) -> Option<CostChange> {
    let mut month = 0.0;
    let mut by_use = Vec::new();
    for (index, step) in steps {
        let item = &items[*index];
        match step.action {
            Action::Create => {
                month += item.month.unwrap_or_default();
                by_use.extend(item.by_use.iter().map(|how| (format!("{} {}", step.noun, step.name), how.clone())));
            }
            Action::Delete => month -= item.month.unwrap_or_default(),
            Action::Update | Action::Unchanged => {}
        }
    }
    (month != 0.0 || !by_use.is_empty()).then(|| CostChange { month, by_use, label: prices.label() })
}

impl CostChange {
    /// For people.
    pub fn lines(&self) -> Vec<String> {
        let sign = if self.month < 0.0 { "" } else { "+" };
        let mut lines = vec![format!("cost: {sign}{} a month ({})", dollars(self.month), self.label)];
        let mut ways: Vec<&str> = self.by_use.iter().map(|(_, how)| how.as_str()).collect();
        ways.sort_unstable();
        ways.dedup();
        for how in ways {
            let what: Vec<&str> =
                self.by_use.iter().filter(|(_, known)| known == how).map(|(what, _)| what.as_str()).collect();
            lines.push(format!("      and by use, {how}: {}", what.join(", ")));
        }
        lines
    }

    /// For programs.
    pub fn json(&self) -> Value {
        let by_use: Vec<Value> = self.by_use.iter().map(|(what, how)| json!({ "what": what, "how": how })).collect();
        json!({ "month": self.month, "label": self.label, "by_use": by_use })
    }
}
