//! `a JOIN b USING (x)`: the planner knows x in select lists, but takes it for ambiguous in conditions, and everywhere behind
//! a second join with it. It is the first table's; where joins keep rows without one there, the plan gives that column its
//! value.

use std::collections::HashMap;
use std::ops::ControlFlow;

use datafusion::sql::sqlparser::ast::{
    Expr, Ident, Join, JoinConstraint, JoinOperator, Query, Select, VisitMut, VisitorMut,
};

use super::select::relation_name;

/// The columns that a join shares.
fn shared(join: &Join) -> Vec<String> {
    let constraint = match &join.join_operator {
        JoinOperator::Join(constraint)
        | JoinOperator::Inner(constraint)
        | JoinOperator::Left(constraint)
        | JoinOperator::LeftOuter(constraint)
        | JoinOperator::Right(constraint)
        | JoinOperator::RightOuter(constraint)
        | JoinOperator::FullOuter(constraint) => constraint,
        _ => return Vec::new(),
    };
    match constraint {
        JoinConstraint::Using(names) => {
            names.iter().filter_map(|name| name.0.last()?.as_ident()).map(|ident| ident.value.to_lowercase()).collect()
        }
        _ => Vec::new(),
    }
}

/// Says whose such a column is, wherever the SELECT names it alone.
pub fn qualify(select: &mut Select) {
    let mut owners: HashMap<String, Ident> = HashMap::new();
    for from in &select.from {
        let Some(first) = from.joins.first() else { continue };
        let Some(owner) = relation_name(&from.relation) else { continue };
        for name in shared(first) {
            owners.insert(name, Ident::with_quote('"', owner.clone()));
        }
    }
    if owners.is_empty() {
        return;
    }
    let mut qualifier = Qualifier { owners, queries: 0, parameters: Vec::new() };
    let _: ControlFlow<()> = select.projection.visit(&mut qualifier);
    let _: ControlFlow<()> = select.selection.visit(&mut qualifier);
    let _: ControlFlow<()> = select.group_by.visit(&mut qualifier);
    let _: ControlFlow<()> = select.having.visit(&mut qualifier);
    let _: ControlFlow<()> = select.named_window.visit(&mut qualifier);
}

struct Qualifier {
    owners: HashMap<String, Ident>,
    /// How many queries inside the SELECT enclose the node: names there are their own.
    queries: usize,
    /// The parameters of the lambdas around the node.
    parameters: Vec<Vec<String>>,
}

impl VisitorMut for Qualifier {
    type Break = ();

    fn pre_visit_query(&mut self, _: &mut Query) -> ControlFlow<()> {
        self.queries += 1;
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, _: &mut Query) -> ControlFlow<()> {
        self.queries -= 1;
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<()> {
        if let Expr::Lambda(lambda) = expr {
            self.parameters.push(lambda.params.iter().map(|parameter| parameter.name.value.to_lowercase()).collect());
        }
        ControlFlow::Continue(())
    }

    fn post_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<()> {
        match expr {
            Expr::Lambda(_) => drop(self.parameters.pop()),
            Expr::Identifier(name) if self.queries == 0 => {
                let written = name.value.to_lowercase();
                let parameter = self.parameters.iter().flatten().any(|parameter| *parameter == written);
                if let Some(owner) = self.owners.get(&written).filter(|_| !parameter) {
                    *expr = Expr::CompoundIdentifier(vec![owner.clone(), name.clone()]);
                }
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }
}
