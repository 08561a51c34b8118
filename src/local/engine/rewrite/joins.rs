//! `RIGHT JOIN UNNEST(…)` and `FULL JOIN UNNEST(…)`: the planner takes each UNNEST for one that depends on the relations
//! before it, which these may not. Theirs become queries of their own.

use datafusion::sql::sqlparser::ast::{JoinOperator, Select, SetExpr, TableFactor};

use super::dialect;
use crate::engine::error::{EngineError, Place};

/// Takes the UNNEST of such joins apart.
pub fn apart(select: &mut Select) -> Result<(), EngineError> {
    for join in select.from.iter_mut().flat_map(|from| &mut from.joins) {
        let keeps_right = matches!(
            join.join_operator,
            JoinOperator::Right(_) | JoinOperator::RightOuter(_) | JoinOperator::FullOuter(_)
        );
        if keeps_right && let TableFactor::UNNEST { alias, .. } = &mut join.relation {
            let mut parsed = dialect::parser(dialect::tokens("SELECT * FROM x", &[])?.tokens)
                .parse_query()
                .map_err(|error| dialect::syntax_error(error, Place::default()))?;
            let alias = alias.take();
            if let SetExpr::Select(inner) = parsed.body.as_mut()
                && let Some(from) = inner.from.first_mut()
            {
                std::mem::swap(&mut from.relation, &mut join.relation);
            }
            join.relation = TableFactor::Derived { lateral: false, subquery: parsed, alias, sample: None };
        }
    }
    Ok(())
}
