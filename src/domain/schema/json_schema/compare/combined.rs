//! `allOf`, `anyOf`, `oneOf`, lists of types, and `not`.

use std::collections::HashSet;

use super::super::build::shown;
use super::super::node::{Criterion, Kind, Node, NodeId};
use super::super::{Document, node};
use super::{At, Comparison, breaks, causes, resolved};
use crate::schema::obstacle::Obstacle;
use crate::schema::{Cause, Direction, Fix};

/// Causes that one branch may list for each branch of the other side.
const MAX_CAUSES: usize = 12;

impl Comparison<'_> {
    /// A writer that is about one thing, and a reader that offers several. The causes, when none does.
    pub(super) fn one_of_many(
        &mut self,
        (writer, reader): (NodeId, NodeId),
        criterion: Criterion,
        branches: &[NodeId],
        at: &At,
    ) -> Result<Vec<Obstacle>, Vec<Cause>> {
        let mut reasons = Vec::new();
        if branches.len() != 1 && criterion == Criterion::All {
            return Err(reasons);
        }
        for (index, branch) in branches.iter().enumerate() {
            let at = at.step(&format!("{}/{index}", criterion.keyword()));
            let mut found = self.compare(writer, *branch, &at);
            if breaks(&found) {
                let label = self.label(self.reader, *branch, index);
                reasons.extend(causes(&label, &found));
                reasons.truncate(MAX_CAUSES);
                continue;
            }
            if branches.len() > 1 {
                let nodes = (&self.writer.nodes[writer], &self.reader.nodes[reader]);
                found.push(self.extended(criterion, nodes, &at));
            }
            return Ok(found);
        }
        Err(reasons)
    }

    fn extended(&self, criterion: Criterion, nodes: (&Node, &Node), at: &At) -> Obstacle {
        let what = match self.direction {
            Direction::Backward => "more kinds of values are allowed",
            Direction::Forward => "fewer kinds of values are allowed",
        };
        let message = format!("{}: {what}", at.subject());
        if criterion == Criterion::One {
            return self.hole(
                "ONE_OF_OVERLAP",
                &format!("{what}, and one that fits two branches of `oneOf` is refused"),
                nodes,
                at,
            );
        }
        self.obstacle("SUM_TYPE_EXTENDED", &at.path, message, None, nodes)
    }

    /// "branch 1 (`string`)"
    fn label(&self, document: &Document, id: NodeId, index: usize) -> String {
        let node = &document.nodes[resolved(document, id)];
        let title = node.notes.iter().find(|(note, _)| *note == "title").map(|(_, title)| title.trim_matches('"'));
        format!("branch {index} (`{}`)", title.unwrap_or(node.kind.class()))
    }

    pub(super) fn combined(&mut self, nodes: (&Node, &Node), at: &At) -> Vec<Obstacle> {
        let (
            Kind::Combined { criterion: own, branches },
            Kind::Combined { criterion: other, branches: other_branches },
        ) = (&nodes.0.kind, &nodes.1.kind)
        else {
            return Vec::new();
        };
        let (own, other) = (*own, *other);
        let branches = distinct(self.writer, branches);
        let other_branches = distinct(self.reader, other_branches);
        let mut found = Vec::new();
        if own != other {
            let (one, one_other) = (branches.len() == 1, other_branches.len() == 1);
            let fits = match other {
                Criterion::Any => true,
                Criterion::One => one,
                Criterion::All => one && one_other,
            };
            let rule = if fits { "COMBINED_TYPE_EXTENDED" } else { "COMBINED_TYPE_CHANGED" };
            let (from, to) = self.versions(own.keyword(), other.keyword());
            let words = match other {
                Criterion::All => "values that fit one branch only",
                _ => "values that fit several branches",
            };
            let tail = if fits { String::new() } else { self.tail(words, words) };
            let message = format!("{}: `{from}` became `{to}`{tail}", at.subject());
            let fix = Fix::advice(format!("go back to `{from}`"));
            found.push(self.obstacle(rule, &at.path, message, Some(fix), nodes));
            if !fits {
                return found;
            }
        }
        let mut fitting: Vec<Vec<usize>> = Vec::new();
        let mut inner: Vec<Vec<Vec<Obstacle>>> = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            let at = at.step(&format!("{}/{index}", own.keyword()));
            let row: Vec<Vec<Obstacle>> =
                other_branches.iter().map(|other| self.compare(*branch, *other, &at)).collect();
            fitting.push((0..row.len()).filter(|other| !breaks(&row[*other])).collect());
            inner.push(row);
        }
        let pairs = matching(&fitting, other_branches.len());
        for (other, branch) in pairs.iter().enumerate() {
            if let Some(branch) = branch {
                found.append(&mut inner[*branch][other]);
            }
        }
        let matched: HashSet<usize> = pairs.iter().flatten().copied().collect();
        found.extend(self.sizes((&branches, &other_branches), (other, &matched, &inner), nodes, at));
        if matched.len() < branches.len().min(other_branches.len()) {
            let message = match self.direction {
                Direction::Backward => format!("{}: not every old branch has a new one that reads it", at.subject()),
                Direction::Forward => format!("{}: not every new branch has an old one that reads it", at.subject()),
            };
            let causes = self.unmatched((&branches, &other_branches), &matched, &inner);
            let fix = Fix::advice("see the causes, and undo those changes");
            let rule = "COMBINED_TYPE_SUBSCHEMAS_CHANGED";
            found.push(Obstacle { causes, ..self.obstacle(rule, &at.path, message, Some(fix), nodes) });
        }
        found
    }

    /// More branches, or fewer.
    fn sizes(
        &self,
        (branches, other_branches): (&[NodeId], &[NodeId]),
        (criterion, matched, inner): (Criterion, &HashSet<usize>, &[Vec<Vec<Obstacle>>]),
        nodes: (&Node, &Node),
        at: &At,
    ) -> Option<Obstacle> {
        let all = criterion == Criterion::All;
        if branches.len() == other_branches.len() {
            return None;
        }
        let grew = branches.len() < other_branches.len();
        if grew && criterion == Criterion::One {
            return Some(self.extended(criterion, nodes, at));
        }
        let rule = match (grew, all) {
            (true, true) => "PRODUCT_TYPE_EXTENDED",
            (true, false) => "SUM_TYPE_EXTENDED",
            (false, true) => "PRODUCT_TYPE_NARROWED",
            (false, false) => "SUM_TYPE_NARROWED",
        };
        let (from, to) = self.versions(self.described(self.writer, nodes.0), self.described(self.reader, nodes.1));
        let listed = from != to && !from.ends_with("Of") && !to.ends_with("Of");
        let (from, to) = if listed {
            (format!("the type {from}"), to)
        } else {
            let count = |branches: &[NodeId]| match branches.len() {
                1 => "one branch".to_owned(),
                several => format!("{several} branches"),
            };
            self.versions(count(branches), count(other_branches))
        };
        let words = match (all, self.direction) {
            (true, Direction::Backward) => "values that do not fit all of them",
            (true, Direction::Forward) => "values that do not fit all of its own",
            (false, _) if listed => "values of the others",
            (false, _) => "values of the other branches",
        };
        let message = format!("{}: {from} became {to}{}", at.subject(), self.tail(words, words));
        let fix = match (all, self.direction) {
            (true, Direction::Backward) => "leave the new branch out",
            (false, Direction::Backward) => "keep all branches",
            (true, Direction::Forward) => "keep all branches",
            (false, Direction::Forward) => "leave the new branch out, or put the new kind of value under a new name",
        };
        let reasons = if rule == "SUM_TYPE_NARROWED" {
            self.unmatched((branches, other_branches), matched, inner)
        } else {
            Vec::new()
        };
        let fix = Some(Fix::advice(fix));
        Some(Obstacle { causes: reasons, ..self.obstacle(rule, &at.path, message, fix, nodes) })
    }

    /// Why the branches that are left over fit none.
    fn unmatched(
        &self,
        (branches, other_branches): (&[NodeId], &[NodeId]),
        matched: &HashSet<usize>,
        inner: &[Vec<Vec<Obstacle>>],
    ) -> Vec<Cause> {
        let mut reasons = Vec::new();
        for (index, branch) in branches.iter().enumerate().filter(|(index, _)| !matched.contains(index)) {
            let class = self.writer.nodes[resolved(self.writer, *branch)].kind.class();
            let own = self.label(self.writer, *branch, index);
            let same = |other: &&NodeId| self.reader.nodes[resolved(self.reader, **other)].kind.class() == class;
            let before = reasons.len();
            for (at, other) in other_branches.iter().enumerate().filter(|(_, other)| same(other)) {
                let label = format!("{own} against {}", self.label(self.reader, *other, at));
                let row = inner.get(index).and_then(|row| row.get(at)).map(Vec::as_slice).unwrap_or_default();
                reasons.extend(causes(&label, row));
            }
            if reasons.len() == before {
                let message = "there is no branch of this type on the other side".to_owned();
                reasons.push(Cause { branch: own, rule: "TYPE_CHANGED", message });
            }
            if reasons.len() > MAX_CAUSES {
                reasons.truncate(MAX_CAUSES);
                break;
            }
        }
        reasons
    }

    /// What the writer excluded the reader must exclude at most: the roles change.
    pub(super) fn not(&mut self, (own, other): (NodeId, NodeId), nodes: (&Node, &Node), at: &At) -> Option<Obstacle> {
        let inside = super::compare_swapped(self, other, own, at);
        let (rule, message) = if breaks(&inside) {
            let words = "what is excluded";
            ("NOT_TYPE_EXTENDED", format!("{}: `not` excludes other values{}", at.subject(), self.tail(words, words)))
        } else if inside.is_empty() {
            return None;
        } else {
            ("NOT_TYPE_NARROWED", format!("{}: `not` excludes fewer values", at.subject()))
        };
        let fix = Fix::advice("leave `not` as it was");
        let found = self.obstacle(rule, &format!("{}/not", at.path), message, Some(fix), nodes);
        // What follows for data is the other way round in here.
        let bare = |cause: Cause| {
            let end = [": old data may have", ": the old version does not take"]
                .iter()
                .find_map(|tail| cause.message.find(tail));
            Cause { message: end.map_or(cause.message.clone(), |end| cause.message[..end].to_owned()), ..cause }
        };
        Some(Obstacle { causes: causes("", &inside).into_iter().map(bare).collect(), ..found })
    }
}

/// Branches without those that say the same again.
fn distinct(document: &Document, branches: &[NodeId]) -> Vec<NodeId> {
    let mut seen = HashSet::new();
    branches.iter().copied().filter(|id| seen.insert(signature(document, *id))).collect()
}

/// Nodes that say the same have the same signature: the kind and the schema's text.
fn signature(document: &Document, id: NodeId) -> (String, String) {
    let node = &document.nodes[resolved(document, id)];
    let text = document.at(node.span).map(shown).unwrap_or_default();
    let class = match &node.kind {
        node::Kind::Combined { criterion, branches } => format!("{} {}", criterion.keyword(), branches.len()),
        kind => kind.class().to_owned(),
    };
    (class, text)
}

/// A largest set of pairs: for each of the `others`, the one that it is paired with.
fn matching(fitting: &[Vec<usize>], others: usize) -> Vec<Option<usize>> {
    let mut pairs = vec![None; others];
    for start in 0..fitting.len() {
        let mut tried = vec![false; others];
        augment(start, fitting, &mut tried, &mut pairs);
    }
    pairs
}

fn augment(at: usize, fitting: &[Vec<usize>], tried: &mut [bool], pairs: &mut [Option<usize>]) -> bool {
    for other in &fitting[at] {
        if tried[*other] {
            continue;
        }
        tried[*other] = true;
        if pairs[*other].is_none_or(|taken| augment(taken, fitting, tried, pairs)) {
            pairs[*other] = Some(at);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::matching;

    #[test]
    fn a_largest_matching_is_found() {
        let count = |fitting: &[Vec<usize>], others| matching(fitting, others).iter().flatten().count();
        assert_eq!(count(&[vec![0, 1], vec![0]], 2), 2);
        assert_eq!(count(&[vec![0], vec![0]], 2), 1);
        assert_eq!(count(&[vec![0, 1], vec![1, 2], vec![0]], 3), 3);
        assert_eq!(count(&[vec![], vec![]], 0), 0);
    }
}
