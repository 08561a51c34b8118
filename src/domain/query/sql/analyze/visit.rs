//! Expressions: every column in them is found, every subquery is walked with the names around it.

use std::ops::ControlFlow;

use sqlparser::ast::{AccessExpr, Expr, Ident, Query, Visit, Visitor};

use super::super::output::Origin;
use super::super::relation::{Found, Scope, Spot};
use super::super::{ProblemKind, Unreadable};
use super::{Analyzer, Need, lower, place};

/// Words without parentheses that are functions.
const NILADIC: [&str; 8] = [
    "current_date",
    "current_time",
    "current_timestamp",
    "localtime",
    "localtimestamp",
    "current_user",
    "current_catalog",
    "current_schema",
];

impl Analyzer<'_> {
    /// Walks an expression: the columns in it are needed.
    pub(super) fn expr(&mut self, expr: &impl Visit, scope: &Scope<'_>) -> Result<(), Unreadable> {
        self.expr_with(expr, scope, &[])
    }

    /// The same where these names of result columns are known too.
    pub(super) fn expr_with(
        &mut self,
        expr: &impl Visit,
        scope: &Scope<'_>,
        names: &[String],
    ) -> Result<(), Unreadable> {
        let mut walk = Walk { analyzer: self, scope, names, depth: 0, lambdas: Vec::new(), fields: 0, error: None };
        // The walk ends early only with an error.
        let _: ControlFlow<()> = expr.visit(&mut walk);
        walk.error.map_or(Ok(()), Err)
    }

    /// The parts of a column's name, when an expression is one.
    pub(super) fn column(expr: &Expr) -> Option<Vec<&Ident>> {
        match expr {
            Expr::Identifier(ident) => Some(vec![ident]),
            Expr::CompoundIdentifier(parts) => Some(parts.iter().collect()),
            Expr::Nested(inner) => Self::column(inner),
            _ => None,
        }
    }

    /// Finds a column; tells when there is none.
    pub(super) fn find(&mut self, parts: &[&Ident], scope: &Scope<'_>) -> Option<Spot> {
        let names: Vec<String> = parts.iter().map(|part| lower(part)).collect();
        let written: Vec<&str> = parts.iter().map(|part| part.value.as_str()).collect();
        let written = written.join(".");
        let first = parts.first()?;
        match scope.find(&names) {
            Found::Column(spot) => Some(spot),
            Found::Unknown => None,
            Found::Ambiguous => {
                self.problem(ProblemKind::Ambiguous(written), place(first), None);
                None
            }
            Found::Missing => {
                if parts.len() == 1 && first.quote_style.is_none() && NILADIC.contains(&names[0].as_str()) {
                    return None;
                }
                // With a table before it, the column is what is wrong.
                let wrong = match parts {
                    [table, column, ..] if scope.relation(&[lower(table)]).is_some() => column,
                    _ => first,
                };
                let near = Self::nearest(scope, &lower(wrong));
                self.problem(ProblemKind::Column(written), place(wrong), near);
                None
            }
        }
    }

    /// The columns of tables behind a column, and whether conditions on it reach them.
    pub(super) fn origin(scope: &Scope<'_>, spot: Spot) -> (Origin, bool) {
        let column =
            scope.at(spot.level).and_then(|scope| scope.relations.get(spot.relation)?.output.columns.get(spot.column));
        column.map(|column| (column.origin.clone(), column.passes)).unwrap_or_default()
    }
}

struct Walk<'w, 'a, 's> {
    analyzer: &'w mut Analyzer<'a>,
    scope: &'w Scope<'s>,
    names: &'w [String],
    /// How many subqueries deep: those are walked on their own.
    depth: usize,
    lambdas: Vec<String>,
    /// Names that come next and are fields.
    fields: usize,
    error: Option<Unreadable>,
}

impl Visitor for Walk<'_, '_, '_> {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        self.depth += 1;
        if self.depth == 1
            && let Err(error) = self.analyzer.query(query, Some(self.scope), Need::All)
        {
            self.error = Some(error);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, _: &Query) -> ControlFlow<()> {
        self.depth -= 1;
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        if self.depth > 0 {
            return ControlFlow::Continue(());
        }
        match expr {
            Expr::Lambda(lambda) => self.lambdas.extend(lambda.params.iter().map(|parameter| lower(&parameter.name))),
            Expr::CompoundFieldAccess { access_chain, .. } => {
                let is_field = |access: &&AccessExpr| matches!(access, AccessExpr::Dot(Expr::Identifier(_)));
                self.fields += access_chain.iter().filter(is_field).count();
            }
            Expr::Identifier(_) | Expr::CompoundIdentifier(_) => {
                let Some(parts) = Analyzer::column(expr) else { return ControlFlow::Continue(()) };
                let first = lower(parts[0]);
                let is_known = self.lambdas.contains(&first) || (parts.len() == 1 && self.names.contains(&first));
                if is_known {
                    return ControlFlow::Continue(());
                }
                // A field's name is met after the root that it belongs to.
                if self.fields > 0 && parts.len() == 1 {
                    let names = [first];
                    if !matches!(self.scope.find(&names), Found::Column(_)) {
                        self.fields -= 1;
                        return ControlFlow::Continue(());
                    }
                }
                if let Some(spot) = self.analyzer.find(&parts, self.scope) {
                    let (origin, _) = Analyzer::origin(self.scope, spot);
                    self.analyzer.need(&origin);
                }
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }

    fn post_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        if self.depth == 0
            && let Expr::Lambda(lambda) = expr
        {
            let left = self.lambdas.len().saturating_sub(lambda.params.len());
            self.lambdas.truncate(left);
        }
        ControlFlow::Continue(())
    }
}
