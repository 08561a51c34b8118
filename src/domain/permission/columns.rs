//! Sets of columns, some of them known only by what they leave out.

use std::collections::BTreeSet;
use std::fmt;

/// The columns that a SELECT is granted on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Columns {
    /// All, those to come included.
    All,
    /// These.
    Only(BTreeSet<String>),
    /// All but these; never empty.
    Except(BTreeSet<String>),
}

impl Columns {
    /// These columns, names folded.
    pub fn only<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self::Only(names.into_iter().map(str::to_lowercase).collect())
    }

    /// All but these columns, names folded.
    pub fn except<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self::excluding(names.into_iter().map(str::to_lowercase).collect())
    }

    fn excluding(names: BTreeSet<String>) -> Self {
        if names.is_empty() { Self::All } else { Self::Except(names) }
    }

    /// Whether a column (in lower case) is among them.
    pub fn contains(&self, column: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(names) => names.contains(column),
            Self::Except(names) => !names.contains(column),
        }
    }

    /// Whether no restriction is made.
    pub fn is_all(&self) -> bool {
        *self == Self::All
    }

    /// The columns that are listed and those that are left out; neither for all.
    pub fn listed(&self) -> (Option<&BTreeSet<String>>, Option<&BTreeSet<String>>) {
        match self {
            Self::All => (None, None),
            Self::Only(names) => (Some(names), None),
            Self::Except(names) => (None, Some(names)),
        }
    }

    /// What is left when `other` is taken away; `None` when nothing is.
    #[must_use]
    pub fn without(&self, other: &Self) -> Option<Self> {
        let left = match (self, other) {
            (_, Self::All) => return None,
            (Self::All, Self::Only(theirs)) => Self::excluding(theirs.clone()),
            (Self::All, Self::Except(theirs)) => Self::Only(theirs.clone()),
            (Self::Only(ours), Self::Only(theirs)) => Self::Only(ours.difference(theirs).cloned().collect()),
            (Self::Only(ours), Self::Except(theirs)) => Self::Only(ours.intersection(theirs).cloned().collect()),
            (Self::Except(ours), Self::Only(theirs)) => Self::excluding(ours.union(theirs).cloned().collect()),
            (Self::Except(ours), Self::Except(theirs)) => Self::Only(theirs.difference(ours).cloned().collect()),
        };
        match left {
            Self::Only(names) if names.is_empty() => None,
            left => Some(left),
        }
    }

    /// What either has.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::All, _) | (_, Self::All) => Self::All,
            (Self::Only(ours), Self::Only(theirs)) => Self::Only(ours.union(theirs).cloned().collect()),
            (Self::Except(out), Self::Only(names)) | (Self::Only(names), Self::Except(out)) => {
                Self::excluding(out.difference(names).cloned().collect())
            }
            (Self::Except(ours), Self::Except(theirs)) => Self::excluding(ours.intersection(theirs).cloned().collect()),
        }
    }
}

impl fmt::Display for Columns {
    /// ` (a, b)`, ` (all but a)`, or nothing for all.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |names: &BTreeSet<String>| names.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        match self {
            Self::All => Ok(()),
            Self::Only(names) => write!(f, " ({})", list(names)),
            Self::Except(names) => write!(f, " (all but {})", list(names)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_columns() -> impl Strategy<Value = Columns> {
        let names = proptest::collection::btree_set("[a-e]", 0..5);
        prop_oneof![Just(Columns::All), names.clone().prop_map(Columns::Only), names.prop_map(Columns::excluding),]
    }

    proptest! {
        #[test]
        fn set_algebra_agrees_with_membership(a in any_columns(), b in any_columns(), name in "[a-f]") {
            let (left, union) = (a.without(&b), a.union(&b));
            let in_left = left.as_ref().is_some_and(|left| left.contains(&name));
            prop_assert_eq!(in_left, a.contains(&name) && !b.contains(&name));
            prop_assert_eq!(union.contains(&name), a.contains(&name) || b.contains(&name));
        }
    }
}
