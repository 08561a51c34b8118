//! The order of a plan's steps: what others need comes first, and goes last.

use super::{Action, Step};

/// The nouns, each after everything that it may need.
const NOUNS: &[&str] = &[
    "bucket",
    "lifecycle",
    "workgroup",
    "registry",
    "schema",
    "db",
    "table",
    "partition",
    "crawler",
    "job",
    "trigger",
    "workflow",
    "admin",
    "location",
    "tag",
    "tag expression",
    "tags of",
    "filter",
    "grant",
    "alarm",
    "dashboard",
];

/// Sorts the steps: deletions first, in reverse; then creations and updates. Equal nouns go by name.
pub fn sort(steps: &mut [Step]) {
    steps.sort_by(compare);
}

/// Which of two steps comes first.
pub fn compare(a: &Step, b: &Step) -> std::cmp::Ordering {
    key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name))
}

/// A noun that is not listed comes after all that are: it can need any of them.
fn key(step: &Step) -> (bool, isize) {
    let place = NOUNS.iter().position(|noun| *noun == step.noun).unwrap_or(NOUNS.len());
    let place = isize::try_from(place).unwrap_or(isize::MAX);
    if step.action == Action::Delete { (false, -place) } else { (true, place) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(noun: &'static str, name: &str, action: Action) -> Step {
        Step { action, ..Step::new(noun, name, true, Vec::new()) }
    }

    #[test]
    fn what_others_need_comes_first_and_goes_last() {
        let mut steps = vec![
            step("grant", "g", Action::Create),
            step("bucket", "old", Action::Delete),
            step("table", "b", Action::Update),
            step("table", "a", Action::Create),
            step("table", "gone", Action::Delete),
            step("bucket", "new", Action::Create),
        ];
        sort(&mut steps);
        let names: Vec<&str> = steps.iter().map(|step| step.name.as_str()).collect();
        assert_eq!(names, ["gone", "old", "new", "a", "b", "g"]);
    }
}
