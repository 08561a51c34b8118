//! A rule of the optimizer of operators: conditions go down to the scans only where names tell columns apart.
//!
//! The engine's own rule finds a column of a condition by its name in the operator below. Where that one has two columns
//! of a name, as behind a join of two tables that both have an `id`, the condition would be asked of the wrong one. Such
//! parts of a plan are left as they are; below them the rule does its work.

use std::collections::HashSet;
use std::sync::Arc;

use datafusion::common::Result;
use datafusion::config::ConfigOptions;
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_optimizer::optimizer::PhysicalOptimizer;
use datafusion::physical_plan::{ExecutionPlan, replace_children_if_necessary};

/// What the rules that push conditions down are named with.
const RULE: &str = "FilterPushdown";

type Rule = Arc<dyn PhysicalOptimizerRule + Send + Sync>;

/// The optimizer's rules, those that push conditions down kept where they are right.
pub fn rules() -> Vec<Rule> {
    let by_name = |rule: Rule| if rule.name().starts_with(RULE) { Arc::new(ByName(rule)) as Rule } else { rule };
    PhysicalOptimizer::new().rules.into_iter().map(by_name).collect()
}

/// A rule that finds columns by their names.
#[derive(Debug)]
struct ByName(Rule);

impl PhysicalOptimizerRule for ByName {
    fn optimize(&self, plan: Arc<dyn ExecutionPlan>, config: &ConfigOptions) -> Result<Arc<dyn ExecutionPlan>> {
        if told_apart(&plan) {
            return self.0.optimize(plan, config);
        }
        let below = plan.children().into_iter().map(|child| self.optimize(Arc::clone(child), config));
        let below = below.collect::<Result<Vec<_>>>()?;
        replace_children_if_necessary(plan, below)
    }

    fn name(&self) -> &str {
        self.0.name()
    }

    fn schema_check(&self) -> bool {
        self.0.schema_check()
    }
}

/// Whether no operator of a plan reads two columns of one name.
fn told_apart(plan: &Arc<dyn ExecutionPlan>) -> bool {
    plan.children().into_iter().all(|child| {
        let schema = child.schema();
        let mut names = HashSet::with_capacity(schema.fields().len());
        schema.fields().iter().all(|field| names.insert(field.name())) && told_apart(child)
    })
}
