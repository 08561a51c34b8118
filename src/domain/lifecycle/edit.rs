//! What an operator wants changed about a configuration, as a value.

use super::configuration::{Configuration, MinimumSize};
use super::rule::{Rule, Status};

/// A change of a configuration by rule id. Everything that it does not name stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edit {
    /// Rules that must be there, as they are here.
    pub set: Vec<Rule>,
    /// Rules of these ids are switched on or off.
    pub switch: Vec<(String, Status)>,
    /// Rules of these ids must not be there.
    pub remove: Vec<String>,
    /// What stands beside the rules.
    pub minimum_size: Option<MinimumSize>,
    /// Whether a rule that is there already, and differs, is an error.
    pub only_new: bool,
    /// Whether every rule that is not in `set` goes.
    pub replace_all: bool,
}

/// Why an edit cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditProblem {
    /// A rule of this id is there and says something else.
    Exists(String),
    /// There is no rule of this id.
    Missing(String),
}

impl Edit {
    /// The configuration as it will be.
    pub fn apply(&self, live: &Configuration) -> Result<Configuration, EditProblem> {
        for rule in &self.set {
            let differs = live.rule(rule.name()).is_some_and(|there| there.normal() != rule.normal());
            if self.only_new && differs {
                return Err(EditProblem::Exists(rule.name().to_owned()));
            }
        }
        let mut target = live.merged(&self.set);
        if self.replace_all {
            target.rules.retain(|rule| self.set.iter().any(|wanted| wanted.id == rule.id));
        }
        for (id, status) in &self.switch {
            let there = target.rules.iter_mut().find(|rule| rule.name() == id);
            there.ok_or_else(|| EditProblem::Missing(id.clone()))?.status = *status;
        }
        if let Some(missing) = self.remove.iter().find(|id| live.rule(id).is_none()) {
            return Err(EditProblem::Missing(missing.clone()));
        }
        target = target.without(&self.remove);
        target.minimum_size = self.minimum_size.or(target.minimum_size);
        Ok(target)
    }

    /// The ids of the rules that it sets or switches.
    pub fn changed(&self) -> Vec<&str> {
        self.set.iter().map(Rule::name).chain(self.switch.iter().map(|(id, _)| id.as_str())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::Template;

    fn rule(name: &str) -> Rule {
        Template::named(name).unwrap().rule()
    }

    #[test]
    fn only_what_is_named_changes() {
        let foreign = Rule { id: Some("foreign".into()), ..rule("cold") };
        let live = Configuration { minimum_size: Some(MinimumSize::Varies), rules: vec![foreign.clone()] };
        let add = Edit { set: vec![rule("scratch")], only_new: true, ..Edit::default() };
        let added = add.apply(&live).unwrap();
        assert_eq!(added.rules, [foreign.clone(), rule("scratch")]);
        assert_eq!(added.minimum_size, Some(MinimumSize::Varies));
        assert_eq!(add.apply(&added), Ok(added.clone()), "what is there already, and the same, is no error");
        let mut other = rule("scratch");
        other.expiration.as_mut().unwrap().days = Some(3);
        let differs = Edit { set: vec![other.clone()], only_new: true, ..Edit::default() };
        assert_eq!(differs.apply(&added), Err(EditProblem::Exists("lakectl-scratch".into())));
        let set = Edit { set: vec![other.clone()], ..Edit::default() };
        assert_eq!(set.apply(&added).unwrap().rules, [foreign.clone(), other.clone()]);
        let all = Edit { set: vec![other.clone()], replace_all: true, ..Edit::default() };
        assert_eq!(all.apply(&added).unwrap().rules, [other]);
        let off = Edit { switch: vec![("foreign".into(), Status::Disabled)], ..Edit::default() };
        assert_eq!(off.apply(&live).unwrap().rules, [Rule { status: Status::Disabled, ..foreign }]);
        let gone = Edit { remove: vec!["nobody".into()], ..Edit::default() };
        assert_eq!(gone.apply(&live), Err(EditProblem::Missing("nobody".into())));
        let sized = Edit { minimum_size: Some(MinimumSize::All128K), ..Edit::default() };
        assert_eq!(sized.apply(&live).unwrap().minimum_size, Some(MinimumSize::All128K));
    }
}
