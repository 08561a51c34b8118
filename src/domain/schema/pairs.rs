//! What is known of pairs of types while two schemas are compared that may refer to themselves.
//!
//! Invariant: an answer that rests on a pair which turned out not to fit is forgotten.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::obstacle::{Obstacle, breaks};

/// The pairs that were looked at, by the identities of their types.
#[derive(Debug)]
pub(super) struct Pairs<I> {
    /// None while a pair is being compared.
    seen: HashMap<(I, I), Option<Vec<Obstacle>>>,
    /// The pairs in the order in which they were first looked at.
    order: Vec<(I, I)>,
    /// Pairs that something relied on while they were being compared.
    assumed: HashSet<(I, I)>,
}

/// A pair that is being compared.
#[derive(Debug)]
pub(super) struct Opened<I> {
    pair: (I, I),
    since: usize,
}

impl<I: Copy + Eq + Hash> Pairs<I> {
    pub(super) fn new() -> Self {
        Self { seen: HashMap::new(), order: Vec::new(), assumed: HashSet::new() }
    }

    /// What stands against a pair, when that is known. One that is being compared counts as fitting until the opposite is
    /// found, which ends recursion.
    pub(super) fn known(&mut self, pair: (I, I)) -> Option<Vec<Obstacle>> {
        let known = self.seen.get(&pair)?;
        if known.is_none() {
            self.assumed.insert(pair);
        }
        Some(known.clone().unwrap_or_default())
    }

    /// Begins to compare a pair that is not known.
    pub(super) fn open(&mut self, pair: (I, I)) -> Opened<I> {
        self.seen.insert(pair, None);
        self.order.push(pair);
        Opened { pair, since: self.order.len() - 1 }
    }

    /// Keeps what stands against a pair.
    pub(super) fn close(&mut self, opened: Opened<I>, found: &[Obstacle]) {
        if breaks(found) && self.assumed.remove(&opened.pair) {
            // What was found to fit while this pair was taken for fitting must be looked at again.
            for relying in self.order.split_off(opened.since) {
                self.seen.remove(&relying);
            }
        }
        self.seen.insert(opened.pair, Some(found.to_vec()));
    }
}
