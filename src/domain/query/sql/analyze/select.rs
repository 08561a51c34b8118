//! One SELECT: its tables, its conditions, its columns.

use std::collections::{BTreeMap, BTreeSet};

use sqlparser::ast::{
    BinaryOperator, Distinct, Expr, GroupByExpr, Ident, JoinConstraint, JoinOperator, OrderBy, OrderByKind, Query,
    Select, SelectItem, SelectItemQualifiedWildcardKind, SetExpr, TableFactor, TableWithJoins, Value,
};

use super::super::condition::Keys;
use super::super::output::{Output, OutputColumn};
use super::super::relation::{Relation, Scope};
use super::super::{ProblemKind, Unreadable};
use super::{Analyzer, Need, lower, parts, place};
use crate::types::GlueType;

/// Functions that need every row before they give one.
const AGGREGATES: [&str; 14] = [
    "count",
    "sum",
    "avg",
    "min",
    "max",
    "array_agg",
    "approx_distinct",
    "approx_percentile",
    "count_if",
    "max_by",
    "min_by",
    "map_agg",
    "arbitrary",
    "stddev",
];

/// Whether a query may end before all rows were read: it has a limit, and nothing that needs them all.
pub fn stops_early(query: &Query) -> bool {
    let SetExpr::Select(select) = query.body.as_ref() else { return false };
    let groups = !matches!(&select.group_by, GroupByExpr::Expressions(list, _) if list.is_empty());
    let text = select.projection.iter().map(|item| item.to_string().to_lowercase()).collect::<Vec<_>>().join(",");
    let aggregates = AGGREGATES.iter().any(|name| text.contains(&format!("{name}("))) || text.contains(" over ");
    (query.limit_clause.is_some() || query.fetch.is_some())
        && query.order_by.is_none()
        && query.with.is_none()
        && select.distinct.is_none()
        && select.having.is_none()
        && !groups
        && !aggregates
        && select.from.len() <= 1
        && select.from.iter().all(|from| from.joins.is_empty())
}

/// On which tables a join's condition can be tested beforehand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    Both,
    Left,
    Right,
    Neither,
}

impl Analyzer<'_> {
    pub(super) fn select(
        &mut self,
        select: &Select,
        order_by: Option<&OrderBy>,
        is_cut: bool,
        parent: Option<&Scope<'_>>,
        need: Need,
    ) -> Result<Output, Unreadable> {
        let mut scope = Scope { parent, ..Scope::default() };
        for from in &select.from {
            self.from(from, &mut scope)?;
        }
        if let Some(condition) = &select.selection {
            self.expr(condition, &scope)?;
            self.conditions(condition, &scope, 0..scope.relations.len(), true);
        }
        let grouped = self.grouped(select, &scope)?;
        let need = if matches!(select.distinct, Some(Distinct::Distinct)) { Need::All } else { need };
        let (mut output, names) = self.projection(select, &scope, need)?;
        let has_windows = select.projection.iter().any(|item| item.to_string().to_lowercase().contains(" over "));
        for (index, column) in output.columns.iter_mut().enumerate() {
            let is_key = grouped.as_ref().is_none_or(|keys| {
                keys.contains(&(index + 1).to_string()) || column.name.as_ref().is_some_and(|name| keys.contains(name))
            });
            column.passes = column.passes && is_key && !has_windows && !is_cut;
        }
        if let Some(having) = &select.having {
            self.expr_with(having, &scope, &names)?;
        }
        self.expr(&select.named_window, &scope)?;
        if let Some(qualify) = &select.qualify {
            self.expr_with(qualify, &scope, &names)?;
        }
        if let Some(OrderBy { kind: OrderByKind::Expressions(list), .. }) = order_by {
            for item in list {
                self.expr_with(&item.expr, &scope, &names)?;
                // Sorting by a result column needs it.
                if let Some(parts) = Self::column(&item.expr)
                    && let [only] = parts.as_slice()
                    && let Some(index) = output.position(&lower(only))
                {
                    let origin = output.columns[index].origin.clone();
                    self.need(&origin);
                }
            }
        }
        Ok(output)
    }

    /// Adds the tables of a FROM.
    fn from(&mut self, from: &TableWithJoins, scope: &mut Scope<'_>) -> Result<(), Unreadable> {
        let first = scope.relations.len();
        self.factor(&from.relation, scope)?;
        for join in &from.joins {
            let middle = scope.relations.len();
            self.factor(&join.relation, scope)?;
            let (constraint, reach) = match &join.join_operator {
                JoinOperator::Join(constraint)
                | JoinOperator::Inner(constraint)
                | JoinOperator::CrossJoin(constraint)
                | JoinOperator::StraightJoin(constraint) => (constraint, Reach::Both),
                JoinOperator::Left(constraint) | JoinOperator::LeftOuter(constraint) => {
                    scope.relations[middle..].iter_mut().for_each(|relation| relation.nullable = true);
                    (constraint, Reach::Right)
                }
                JoinOperator::Right(constraint) | JoinOperator::RightOuter(constraint) => {
                    scope.relations[first..middle].iter_mut().for_each(|relation| relation.nullable = true);
                    (constraint, Reach::Left)
                }
                JoinOperator::FullOuter(constraint) => {
                    scope.relations[first..].iter_mut().for_each(|relation| relation.nullable = true);
                    (constraint, Reach::Neither)
                }
                _ => {
                    self.gap("a join that Athena does not have");
                    continue;
                }
            };
            match constraint {
                JoinConstraint::On(condition) => {
                    self.expr(condition, scope)?;
                    let range = match reach {
                        Reach::Both => first..scope.relations.len(),
                        Reach::Left => first..middle,
                        Reach::Right => middle..scope.relations.len(),
                        Reach::Neither => 0..0,
                    };
                    self.conditions(condition, scope, range, reach == Reach::Both);
                }
                JoinConstraint::Using(columns) => {
                    for name in columns {
                        let Some(ident) = parts(name).and_then(|parts| parts.last().copied()) else { continue };
                        self.using(ident, scope, first);
                    }
                }
                JoinConstraint::Natural => scope.natural = true,
                JoinConstraint::None => {}
            }
        }
        Ok(())
    }

    /// A column that both sides of a join have.
    fn using(&mut self, ident: &Ident, scope: &mut Scope<'_>, first: usize) {
        let name = lower(ident);
        let mut found = 0;
        let mut origins = Vec::new();
        for relation in &scope.relations[first..] {
            if let Some(index) = relation.output.position(&name) {
                found += 1;
                origins.push(relation.output.columns[index].origin.clone());
            }
        }
        origins.iter().for_each(|origin| self.need(origin));
        if found < 2 && scope.relations[first..].iter().all(|relation| relation.output.is_known) {
            let near = Self::nearest(scope, &name).filter(|near| *near != name);
            self.problem(ProblemKind::Column(ident.value.clone()), place(ident), near);
        }
        scope.merged.insert(name);
    }

    fn factor(&mut self, factor: &TableFactor, scope: &mut Scope<'_>) -> Result<(), Unreadable> {
        let relation = match factor {
            TableFactor::Table { name, alias, args: None, .. } => match parts(name) {
                Some(parts) => Self::aliased(self.table(&parts)?, alias.as_ref(), &parts),
                None => Self::aliased(Output::unknown(), alias.as_ref(), &[]),
            },
            TableFactor::Derived { lateral, subquery, alias, .. } => {
                let output = if *lateral {
                    self.query(subquery, Some(scope), Need::Named)?
                } else {
                    self.query(subquery, scope.parent, Need::Named)?
                };
                Self::aliased(output, alias.as_ref(), &[])
            }
            TableFactor::UNNEST { alias, array_exprs, .. } => {
                for expr in array_exprs {
                    self.expr(expr, scope)?;
                }
                Self::aliased(Output::unknown(), alias.as_ref(), &[])
            }
            TableFactor::NestedJoin { table_with_joins, alias } => {
                let before = scope.relations.len();
                self.from(table_with_joins, scope)?;
                let Some(alias) = alias else { return Ok(()) };
                let columns = scope.relations.drain(before..).flat_map(|relation| relation.output.columns).collect();
                Self::aliased(Output { columns, is_known: true }, Some(alias), &[])
            }
            TableFactor::Table { alias, .. }
            | TableFactor::TableFunction { alias, .. }
            | TableFactor::Function { alias, .. } => {
                self.gap("a table function: what it reads is not known");
                Self::aliased(Output::unknown(), alias.as_ref(), &[])
            }
            _ => {
                self.gap("a table of a kind that is not followed");
                Relation { name: None, database: None, output: Output::unknown(), nullable: false }
            }
        };
        scope.relations.push(relation);
        Ok(())
    }

    /// Notes what a condition says about the partitions of the tables in a range.
    fn conditions(&mut self, condition: &Expr, scope: &Scope<'_>, range: std::ops::Range<usize>, outer_joined: bool) {
        let mut parts = Vec::new();
        conjuncts(condition, &mut parts);
        for part in parts {
            let mut reads = BTreeSet::new();
            for (index, relation) in scope.relations.iter().enumerate().filter(|(index, _)| range.contains(index)) {
                let origins =
                    relation.output.columns.iter().filter(|column| column.passes).flat_map(|column| &column.origin);
                reads.extend(origins.map(|(read, _)| (*read, index)));
            }
            for (read, relation) in reads {
                self.condition(part, scope, read, relation, outer_joined);
            }
        }
    }

    fn condition(&mut self, expr: &Expr, scope: &Scope<'_>, read: usize, relation: usize, outer_joined: bool) {
        let Some(table) = self.tables.get(read) else { return };
        // A key whose type is not understood is a text of no kind that is compared.
        let keys: Vec<(String, GlueType)> = table
            .partition_keys
            .iter()
            .map(|key| (key.name.to_lowercase(), key.column_type.parse().unwrap_or(GlueType::Binary)))
            .collect();
        if keys.is_empty() {
            return;
        }
        let key_of = |expr: &Expr| {
            let parts: Vec<String> = Self::column(expr)?.into_iter().map(lower).collect();
            let super::super::relation::Found::Column(spot) = scope.find(&parts) else { return None };
            if spot.level != 0 || spot.relation != relation {
                return None;
            }
            let (origin, passes) = Self::origin(scope, spot);
            let (_, column) = origin.into_iter().find(|(of, _)| *of == read).filter(|_| passes)?;
            keys.iter().position(|(name, _)| *name == column)
        };
        let mut blocked = Vec::new();
        let found = Keys { keys: &keys, key_of: &key_of, today: self.lookup.today }.read(expr, &mut blocked);
        let is_nullable = outer_joined && scope.relations.get(relation).is_some_and(|relation| relation.nullable);
        let usable = !found.is_open() && (!is_nullable || found.rejects_nulls(keys.len()));
        if let Some(read) = self.analysis.reads.get_mut(read) {
            if usable {
                read.conditions.push(found);
            }
            read.blocked.extend(blocked);
        }
    }

    /// The grouping keys as they are written, in lower case; None without a grouping.
    fn grouped(&mut self, select: &Select, scope: &Scope<'_>) -> Result<Option<BTreeSet<String>>, Unreadable> {
        let GroupByExpr::Expressions(list, _) = &select.group_by else { return Ok(Some(BTreeSet::new())) };
        if list.is_empty() {
            return Ok(None);
        }
        let mut keys = BTreeSet::new();
        for expr in list {
            self.expr(expr, scope)?;
            match expr {
                Expr::Value(value) => {
                    if let Value::Number(number, _) = &value.value {
                        keys.insert(number.clone());
                    }
                }
                other => {
                    keys.extend(Self::column(other).and_then(|parts| parts.last().map(|part| lower(part))));
                }
            }
        }
        Ok(Some(keys))
    }

    /// The columns of the result, and the names that an ORDER BY may use.
    fn projection(
        &mut self,
        select: &Select,
        scope: &Scope<'_>,
        need: Need,
    ) -> Result<(Output, Vec<String>), Unreadable> {
        let mut output = Output { columns: Vec::new(), is_known: true };
        for item in &select.projection {
            match item {
                SelectItem::UnnamedExpr(expr) | SelectItem::ExprWithAlias { expr, .. } => {
                    let alias = match item {
                        SelectItem::ExprWithAlias { alias, .. } => Some(lower(alias)),
                        _ => None,
                    };
                    output.columns.push(self.item(expr, alias, scope, need)?);
                }
                SelectItem::ExprWithAliases { expr, .. } => {
                    self.expr(expr, scope)?;
                    output.is_known = false;
                }
                SelectItem::Wildcard(options) => {
                    let at = options.wildcard_token.0.span.start;
                    let relations: Vec<usize> = (0..scope.relations.len()).collect();
                    self.star(&relations, scope, need, (at.line, at.column), &mut output);
                }
                SelectItem::QualifiedWildcard(SelectItemQualifiedWildcardKind::ObjectName(name), _) => {
                    let names = parts(name).unwrap_or_default();
                    let lowered: Vec<String> = names.iter().map(|part| lower(part)).collect();
                    let at = names.first().map_or((0, 0), |part| (part.span.start.line, part.span.start.column));
                    match scope.relation(&lowered) {
                        Some(index) => self.star(&[index], scope, need, at, &mut output),
                        None => {
                            // All fields of a row: the column is read.
                            let row: Vec<Ident> = names.iter().map(|part| (*part).clone()).collect();
                            match row.as_slice() {
                                [only] => self.expr(&Expr::Identifier(only.clone()), scope)?,
                                _ => self.expr(&Expr::CompoundIdentifier(row), scope)?,
                            }
                            output.is_known = false;
                        }
                    }
                }
                SelectItem::QualifiedWildcard(SelectItemQualifiedWildcardKind::Expr(expr), _) => {
                    self.expr(expr, scope)?;
                    output.is_known = false;
                }
            }
        }
        let names = output.columns.iter().filter_map(|column| column.name.clone()).collect();
        Ok((output, names))
    }

    fn item(
        &mut self,
        expr: &Expr,
        alias: Option<String>,
        scope: &Scope<'_>,
        need: Need,
    ) -> Result<OutputColumn, Unreadable> {
        let Some(parts) = Self::column(expr) else {
            self.expr(expr, scope)?;
            return Ok(OutputColumn { name: alias, ..OutputColumn::default() });
        };
        let name = alias.or_else(|| parts.last().map(|part| lower(part)));
        let Some(spot) = self.find(&parts, scope) else { return Ok(OutputColumn { name, ..OutputColumn::default() }) };
        let (origin, passes) = Self::origin(scope, spot);
        // A field in a column is not the column.
        let is_column = scope.at(spot.level).is_some_and(|scope| {
            let column = &scope.relations[spot.relation].output.columns[spot.column];
            column.name.as_deref() == parts.last().map(|part| lower(part)).as_deref()
        });
        if need == Need::All || !is_column || spot.level > 0 {
            self.need(&origin);
        }
        Ok(if is_column && spot.level == 0 {
            OutputColumn { name, origin, passes }
        } else {
            OutputColumn { name, ..OutputColumn::default() }
        })
    }

    fn star(&mut self, relations: &[usize], scope: &Scope<'_>, need: Need, at: (u64, u64), output: &mut Output) {
        let mut merged = BTreeSet::new();
        for &index in relations {
            let relation = &scope.relations[index];
            output.is_known = output.is_known && relation.output.is_known;
            for column in &relation.output.columns {
                // What a join made one of is shown once.
                let is_merged = column.name.as_ref().is_some_and(|name| scope.merged.contains(name));
                if is_merged && !merged.insert(column.name.clone()) {
                    continue;
                }
                output.columns.push(column.clone());
            }
        }
        output.is_known = output.is_known && !scope.natural;
        if need != Need::All {
            return;
        }
        let place = (at.0 > 0 && self.views == 0).then(|| crate::query::Position {
            line: usize::try_from(at.0).unwrap_or(usize::MAX),
            column: usize::try_from(at.1).unwrap_or(usize::MAX),
        });
        let mut named = BTreeMap::<usize, usize>::new();
        for column in output.columns.clone() {
            self.need(&column.origin);
            column.origin.iter().for_each(|(read, _)| *named.entry(*read).or_default() += 1);
        }
        for (read, count) in named {
            let Some(table) = self.tables.get(read) else { continue };
            // A subquery may have chosen fewer.
            if count < table.columns.len() + table.partition_keys.len() {
                continue;
            }
            let read = &self.analysis.reads[read];
            let name = format!("{}.{}", read.database, read.table);
            if !self.analysis.stars.iter().any(|(_, known)| *known == name) {
                self.analysis.stars.push((place, name));
            }
        }
    }
}

/// The conditions that must all hold.
fn conjuncts<'e>(expr: &'e Expr, parts: &mut Vec<&'e Expr>) {
    match expr {
        Expr::BinaryOp { left, op: BinaryOperator::And, right } => {
            conjuncts(left, parts);
            conjuncts(right, parts);
        }
        Expr::Nested(inner) => conjuncts(inner, parts),
        other => parts.push(other),
    }
}
