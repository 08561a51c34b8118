//! The walk over the syntax tree: what is rewritten, and what is refused.

use std::collections::HashMap;
use std::ops::ControlFlow;

use datafusion::sql::sqlparser::ast::{
    AccessExpr, BinaryOperator, CastKind, DataType, DateTimeField, Distinct, Expr, Function, GroupByExpr, Ident,
    Interval, LimitClause, ObjectNamePart, OrderByKind, Query, Select, SelectItem, SetExpr, SetOperator, SetQuantifier,
    Spanned, Statement, Subscript, TableAlias, TableFactor, TableSampleKind, TableSampleMethod, TrimWhereField,
    TypedString, UnaryOperator, Value, ValueWithSpan, VisitorMut,
};

use super::operators::Operators;
use super::{bags, dialect, functions, joins, literals, stars, ties, tuples, using, values};
use crate::engine::error::{EngineError, Place};
use crate::engine::functions::interval::Interval as IntervalValue;

type Flow = ControlFlow<EngineError>;

/// Words that are an expression of their own, about the session.
const SESSION_WORDS: &[&str] = &["current_path", "current_groups"];

pub struct Rewriter {
    pub places: HashMap<String, Place>,
    pub labels: HashMap<String, String>,
    written: HashMap<(u64, u64), String>,
    operators: Operators,
    /// How many queries enclose the current node.
    pub depth: usize,
    /// The time of the query, in milliseconds since 1970.
    pub now: i64,
    /// Makes generated names unique.
    pub counter: usize,
    /// The parameters of the lambdas that enclose the current node.
    lambdas: Vec<Vec<String>>,
    /// The hidden columns that tables have in this query.
    pub hidden: Vec<String>,
    /// Names that stand for a query of a WITH clause.
    pub ctes: Vec<String>,
}

/// Turns the outcome of a step into the visitor's own.
fn flow(result: Result<(), EngineError>) -> Flow {
    match result {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => ControlFlow::Break(error),
    }
}

fn unsupported(what: impl std::fmt::Display) -> Result<(), EngineError> {
    Err(EngineError::unsupported(what))
}

/// Where a node of the tree stands in the text.
pub fn place(node: &impl Spanned) -> Place {
    dialect::place_of(node.span().start)
}

impl Rewriter {
    pub fn new(written: HashMap<(u64, u64), String>, now: i64) -> Self {
        let named = |name: &&&str| written.values().any(|written| written.eq_ignore_ascii_case(name));
        let hidden = crate::engine::table::HIDDEN.iter().filter(named).map(|name| (*name).to_owned()).collect();
        Self {
            places: HashMap::new(),
            labels: HashMap::new(),
            operators: Operators::new(written.iter()),
            written,
            depth: 0,
            now,
            counter: 0,
            lambdas: Vec::new(),
            hidden,
            ctes: Vec::new(),
        }
    }

    /// A name with the letters that the query used.
    pub fn as_written(&self, ident: &Ident) -> String {
        let start = ident.span.start;
        self.written.get(&(start.line, start.column)).cloned().unwrap_or_else(|| ident.value.clone())
    }

    pub fn note(&mut self, name: &str, place: Place) {
        self.places.entry(name.to_lowercase()).or_insert(place);
    }

    fn check_set(body: &SetExpr) -> Result<(), EngineError> {
        match body {
            SetExpr::SetOperation { op, set_quantifier, left, right } => {
                if matches!(op, SetOperator::Minus) {
                    return Err(EngineError::user("SYNTAX_ERROR", "MINUS: use EXCEPT"));
                }
                if matches!(
                    set_quantifier,
                    SetQuantifier::ByName | SetQuantifier::AllByName | SetQuantifier::DistinctByName
                ) {
                    return unsupported("set operation BY NAME");
                }
                Self::check_set(left)?;
                Self::check_set(right)
            }
            SetExpr::Insert(_) | SetExpr::Update(_) | SetExpr::Delete(_) | SetExpr::Merge(_) => {
                unsupported("a statement in place of a query")
            }
            _ => Ok(()),
        }
    }

    fn query(&mut self, query: &mut Query) -> Result<(), EngineError> {
        if !query.locks.is_empty()
            || query.for_clause.is_some()
            || query.settings.is_some()
            || query.format_clause.is_some()
            || !query.pipe_operators.is_empty()
        {
            return Err(EngineError::user("SYNTAX_ERROR", "clause behind the query that Athena does not have"));
        }
        Self::check_set(&query.body)?;
        if let Some(order) = &mut query.order_by {
            match &mut order.kind {
                OrderByKind::All(_) => return unsupported("ORDER BY ALL"),
                OrderByKind::Expressions(items) => items.iter_mut().for_each(|item| literals::bare(&mut item.expr)),
            }
        }
        values::unname(&mut query.body, &mut self.counter)?;
        bags::mark(&mut query.body)?;
        if let Some(fetch) = query.fetch.take() {
            if fetch.percent {
                return Err(EngineError::user("SYNTAX_ERROR", "FETCH FIRST … PERCENT"));
            }
            let quantity = fetch.quantity.unwrap_or_else(|| {
                Expr::Value(ValueWithSpan {
                    value: Value::Number("1".to_owned(), false),
                    span: datafusion::sql::sqlparser::tokenizer::Span::empty(),
                })
            });
            if fetch.with_ties {
                return ties::rewrite(query, &quantity);
            }
            match &mut query.limit_clause {
                None => {
                    query.limit_clause =
                        Some(LimitClause::LimitOffset { limit: Some(quantity), offset: None, limit_by: Vec::new() });
                }
                Some(LimitClause::LimitOffset { limit: limit @ None, .. }) => *limit = Some(quantity),
                Some(_) => return Err(EngineError::user("SYNTAX_ERROR", "both LIMIT and FETCH FIRST")),
            }
        }
        match &mut query.limit_clause {
            None => {}
            Some(LimitClause::LimitOffset { limit, offset, limit_by }) => {
                if !limit_by.is_empty() {
                    return Err(EngineError::user("SYNTAX_ERROR", "LIMIT BY"));
                }
                limit.iter_mut().for_each(literals::bare);
                offset.iter_mut().for_each(|offset| literals::bare(&mut offset.value));
            }
            Some(LimitClause::OffsetCommaLimit { .. }) => return Err(EngineError::user("SYNTAX_ERROR", "LIMIT a, b")),
        }
        Ok(())
    }

    fn select(&mut self, select: &mut Select) -> Result<(), EngineError> {
        let foreign = select.top.is_some()
            || select.into.is_some()
            || !select.lateral_views.is_empty()
            || select.prewhere.is_some()
            || !select.connect_by.is_empty()
            || !select.cluster_by.is_empty()
            || !select.distribute_by.is_empty()
            || !select.sort_by.is_empty()
            || select.qualify.is_some()
            || select.value_table_mode.is_some()
            || select.exclude.is_some()
            || matches!(select.distinct, Some(Distinct::On(_)));
        if foreign {
            return Err(EngineError::at("SYNTAX_ERROR", place(select), "clause that Athena's SELECT does not have"));
        }
        match &mut select.group_by {
            GroupByExpr::All(_) => return unsupported("GROUP BY ALL"),
            GroupByExpr::Expressions(items, modifiers) => {
                if !modifiers.is_empty() {
                    return Err(EngineError::user("SYNTAX_ERROR", "GROUP BY … WITH"));
                }
                items.iter_mut().for_each(literals::bare);
            }
        }
        Ok(())
    }

    /// `GROUP BY (a, b)` groups by both, and `GROUP BY ()` makes one group of all rows.
    fn group(select: &mut Select) -> Result<(), EngineError> {
        let aggregates = select.projection.iter().any(|item| match item {
            SelectItem::UnnamedExpr(expr) | SelectItem::ExprWithAlias { expr, .. } => functions::aggregates(expr),
            _ => false,
        });
        let GroupByExpr::Expressions(items, _) = &mut select.group_by else { return Ok(()) };
        if !items.iter().any(|item| matches!(item, Expr::Tuple(_))) {
            return Ok(());
        }
        *items = std::mem::take(items)
            .into_iter()
            .flat_map(|item| match item {
                Expr::Tuple(parts) => parts,
                other => vec![other],
            })
            .collect();
        if items.is_empty() && !aggregates {
            return unsupported("GROUP BY () without an aggregate function in the select list");
        }
        Ok(())
    }

    fn table(&mut self, factor: &mut TableFactor) -> Result<(), EngineError> {
        match factor {
            TableFactor::Table { name, args, version, sample, with_ordinality, json_path, partitions, .. } => {
                let parts: Vec<&str> = name
                    .0
                    .iter()
                    .filter_map(|part| match part {
                        ObjectNamePart::Identifier(ident) => Some(ident.value.as_str()),
                        ObjectNamePart::Function(_) => None,
                    })
                    .collect();
                if args.is_some() {
                    return unsupported(format_args!("table function {name}"));
                }
                if let Some(kind) = sample.take() {
                    let share = sampled(&kind)?;
                    return self.sample(factor, share);
                }
                if version.is_some() {
                    return unsupported("FOR TIMESTAMP or VERSION AS OF");
                }
                if *with_ordinality || json_path.is_some() || !partitions.is_empty() {
                    return Err(EngineError::at("SYNTAX_ERROR", place(name), "unexpected clause behind a table name"));
                }
                let of_partitions =
                    parts.last().and_then(|last| last.strip_suffix(crate::engine::information::PARTITIONS));
                if parts.iter().any(|part| part.contains('$')) && of_partitions.is_none_or(|of| of.contains('$')) {
                    return unsupported(format_args!("metadata table {name}"));
                }
                if parts.len() == 3 && !parts[0].eq_ignore_ascii_case(crate::engine::context::CATALOG) {
                    return Err(EngineError::at(
                        "CATALOG_NOT_FOUND",
                        place(name),
                        format_args!("Catalog '{}' does not exist", parts[0].to_lowercase()),
                    ));
                }
                if let Some(table) = parts.last() {
                    let table = (*table).to_owned();
                    let at = place(name);
                    self.note(&table, at);
                }
                Ok(())
            }
            TableFactor::Derived { sample, .. } => {
                if let Some(kind) = sample.take() {
                    let share = sampled(&kind)?;
                    return self.sample(factor, share);
                }
                Ok(())
            }
            TableFactor::NestedJoin { .. } => Ok(()),
            TableFactor::UNNEST { with_offset, .. } => {
                if *with_offset {
                    return Err(EngineError::user("SYNTAX_ERROR", "UNNEST … WITH OFFSET"));
                }
                Ok(())
            }
            TableFactor::TableFunction { .. } | TableFactor::Function { .. } => unsupported("table functions"),
            TableFactor::JsonTable { .. } => unsupported("JSON_TABLE"),
            TableFactor::MatchRecognize { .. } => unsupported("MATCH_RECOGNIZE"),
            other => Err(EngineError::user("SYNTAX_ERROR", format_args!("'{other}' is no relation of Athena's"))),
        }
    }

    /// A sample is a query of its own that keeps each row with a chance.
    fn sample(&mut self, factor: &mut TableFactor, share: f64) -> Result<(), EngineError> {
        let alias = match factor {
            TableFactor::Table { alias, name, .. } => alias.take().or_else(|| {
                let ident = name.0.last().and_then(ObjectNamePart::as_ident)?;
                Some(TableAlias { explicit: true, name: ident.clone(), columns: Vec::new(), at: None })
            }),
            TableFactor::Derived { alias, .. } => alias.take(),
            _ => None,
        };
        let sql = format!("SELECT * FROM x WHERE random() < CAST('{}' AS double)", share / 100.0);
        let tokens = dialect::tokens(&sql, &[])?;
        let mut parsed = dialect::parser(tokens.tokens)
            .parse_query()
            .map_err(|error| dialect::syntax_error(error, Place::default()))?;
        if let SetExpr::Select(select) = parsed.body.as_mut()
            && let Some(from) = select.from.first_mut()
        {
            from.relation = factor.clone();
        }
        *factor = TableFactor::Derived { lateral: false, subquery: parsed, alias, sample: None };
        Ok(())
    }

    /// Calls a function of the registry that has no name in the dialect.
    pub fn call(name: &str, args: Vec<Expr>) -> Expr {
        functions::call(name, args)
    }

    fn expression(&mut self, expr: &mut Expr) -> Result<(), EngineError> {
        match expr {
            Expr::Value(ValueWithSpan { value, span }) => match value {
                Value::Number(digits, _) => *expr = literals::number(digits)?,
                Value::SingleQuotedString(_) | Value::Boolean(_) | Value::Null | Value::HexStringLiteral(_) => {}
                Value::UnicodeStringLiteral(text) => *expr = literals::text(text.clone()),
                other => {
                    return Err(EngineError::at(
                        "SYNTAX_ERROR",
                        dialect::place_of(span.start),
                        format_args!("literal {other} is not one of Athena's"),
                    ));
                }
            },
            Expr::Cast { kind, expr: inner, data_type, format, array } => {
                let name = match kind {
                    CastKind::Cast => "$cast",
                    CastKind::TryCast => "$try_cast",
                    // Only the rewriter itself leaves one of these behind.
                    CastKind::DoubleColon | CastKind::SafeCast => return Ok(()),
                };
                if format.is_some() || *array {
                    return Err(EngineError::user("SYNTAX_ERROR", "CAST … FORMAT"));
                }
                let kind = match data_type {
                    // The pre-pass over the tokens makes one name of every type.
                    DataType::Custom(name, _) => match name.0.as_slice() {
                        [ObjectNamePart::Identifier(ident)] => ident.value.clone(),
                        _ => data_type.to_string(),
                    },
                    other => other.to_string(),
                };
                // A zone is a part of the type: a literal tells which.
                if let Expr::Value(ValueWithSpan { value: Value::SingleQuotedString(text), .. }) = inner.as_ref()
                    && literals::is_zoned(&kind)
                {
                    *expr = literals::zoned(text, &kind)?;
                    return Ok(());
                }
                // Fails early, with the name of the type.
                crate::engine::trino_types::TrinoType::parse(&kind)?;
                let value = std::mem::replace(inner.as_mut(), literals::text(""));
                *expr = Self::call(name, vec![value, literals::text(kind)]);
            }
            Expr::TypedString(TypedString { data_type, value, .. }) => {
                let Value::SingleQuotedString(text) = &value.value else {
                    return Err(EngineError::user("SYNTAX_ERROR", format_args!("literal {value}")));
                };
                *expr = match data_type {
                    DataType::Date => literals::date(text)?,
                    DataType::Timestamp(None, _) => literals::timestamp(text)?,
                    DataType::Decimal(_) | DataType::Dec(_) | DataType::Numeric(_) => literals::decimal(text)?,
                    DataType::Time(None, _) => literals::time(text)?,
                    DataType::JSON => Self::call("json_parse", vec![literals::text(text.clone())]),
                    // It is as long as it is written.
                    DataType::Char(None) | DataType::Character(None) => {
                        let kind = format!("char({})", text.chars().count().max(1));
                        Self::call("$cast", vec![literals::text(text.clone()), literals::text(kind)])
                    }
                    other => Self::call("$cast", vec![literals::text(text.clone()), literals::text(other.to_string())]),
                };
            }
            Expr::Interval(interval) => *expr = interval_literal(interval)?,
            Expr::Extract { field, expr: inner, .. } => {
                let name = extract_function(field)?;
                let value = std::mem::replace(inner.as_mut(), literals::text(""));
                *expr = Self::call(name, vec![value]);
            }
            Expr::Ceil { expr: inner, .. } => {
                let value = std::mem::replace(inner.as_mut(), literals::text(""));
                *expr = Self::call("ceil", vec![value]);
            }
            Expr::Floor { expr: inner, .. } => {
                let value = std::mem::replace(inner.as_mut(), literals::text(""));
                *expr = Self::call("floor", vec![value]);
            }
            Expr::Position { expr: needle, r#in } => {
                let needle = std::mem::replace(needle.as_mut(), literals::text(""));
                let hay = std::mem::replace(r#in.as_mut(), literals::text(""));
                *expr = Self::call("strpos", vec![hay, needle]);
            }
            Expr::Substring { expr: inner, substring_from, substring_for, .. } => {
                let mut args = vec![std::mem::replace(inner.as_mut(), literals::text(""))];
                let from = substring_from.take().map(|from| *from);
                args.push(from.map_or_else(|| literals::number("1"), Ok)?);
                args.extend(substring_for.take().map(|length| *length));
                *expr = Self::call("substr", args);
            }
            Expr::Trim { trim_where, trim_what, expr: inner, trim_characters } => {
                let name = match trim_where {
                    None | Some(TrimWhereField::Both) => "trim",
                    Some(TrimWhereField::Leading) => "ltrim",
                    Some(TrimWhereField::Trailing) => "rtrim",
                };
                let mut args = vec![std::mem::replace(inner.as_mut(), literals::text(""))];
                args.extend(trim_what.take().map(|what| *what));
                args.extend(trim_characters.take().unwrap_or_default());
                *expr = Self::call(name, args);
            }
            Expr::UnaryOp { op, expr: inner } => match op {
                UnaryOperator::Not | UnaryOperator::Plus => {}
                UnaryOperator::Minus => {
                    *expr = match literals::negative(inner) {
                        Some(literal) => literal,
                        None => Self::call("$negate", vec![std::mem::replace(inner.as_mut(), literals::text(""))]),
                    };
                }
                other => return Err(EngineError::user("SYNTAX_ERROR", format_args!("mismatched input '{other}'"))),
            },
            Expr::BinaryOp { op, .. } => match op {
                BinaryOperator::Plus
                | BinaryOperator::Minus
                | BinaryOperator::Multiply
                | BinaryOperator::Divide
                | BinaryOperator::Modulo
                | BinaryOperator::StringConcat
                | BinaryOperator::Gt
                | BinaryOperator::Lt
                | BinaryOperator::GtEq
                | BinaryOperator::LtEq
                | BinaryOperator::Eq
                | BinaryOperator::NotEq
                | BinaryOperator::And
                | BinaryOperator::Or
                // With its place in it; the dialect has no operators of its own.
                | BinaryOperator::Custom(_) => {}
                other => return Err(EngineError::user("SYNTAX_ERROR", format_args!("mismatched input '{other}'"))),
            },
            Expr::Like { negated, any, expr: value, pattern, escape_char } => {
                if *any {
                    return Err(EngineError::user("SYNTAX_ERROR", "LIKE ANY"));
                }
                let plain = match pattern.as_ref() {
                    Expr::Value(ValueWithSpan { value: Value::SingleQuotedString(text), .. }) => !text.contains('\\'),
                    _ => false,
                };
                if !plain || escape_char.is_some() {
                    let negated = *negated;
                    let mut args = vec![
                        std::mem::replace(value.as_mut(), literals::text("")),
                        std::mem::replace(pattern.as_mut(), literals::text("")),
                    ];
                    if let Some(escape) = escape_char.take() {
                        args.push(Expr::Value(escape));
                    }
                    let like = Self::call("$like", args);
                    *expr = if negated { Expr::UnaryOp { op: UnaryOperator::Not, expr: Box::new(like) } } else { like };
                }
            }
            Expr::ILike { .. } | Expr::SimilarTo { .. } | Expr::RLike { .. } => {
                return Err(EngineError::user("SYNTAX_ERROR", "mismatched input: Athena has LIKE and regexp_like"));
            }
            Expr::AnyOp { .. } | Expr::AllOp { .. } => {
                return Err(EngineError::user("SYNTAX_ERROR", "ANY and ALL follow a comparison"));
            }
            Expr::AtTimeZone { timestamp, time_zone } => {
                let args = vec![
                    std::mem::replace(timestamp.as_mut(), literals::text("")),
                    std::mem::replace(time_zone.as_mut(), literals::text("")),
                ];
                *expr = Self::call("at_timezone", args);
            }
            Expr::CompoundFieldAccess { root, access_chain } => {
                let mut value = std::mem::replace(root.as_mut(), literals::text(""));
                for access in std::mem::take(access_chain) {
                    value = match access {
                        AccessExpr::Subscript(Subscript::Index { index }) => match literals::digits_of(&index) {
                            Some(digits) => Self::call("$item", vec![value, index, literals::text(digits)]),
                            None => Self::call("$subscript", vec![value, index]),
                        },
                        AccessExpr::Subscript(Subscript::Slice { .. }) => {
                            return Err(EngineError::user("SYNTAX_ERROR", "mismatched input ':' in a subscript"));
                        }
                        AccessExpr::Dot(Expr::Identifier(name)) => {
                            Self::call("$field", vec![value, literals::text(name.value.to_lowercase())])
                        }
                        AccessExpr::Dot(other) => {
                            return Err(EngineError::user("SYNTAX_ERROR", format_args!("field '{other}'")));
                        }
                    };
                }
                *expr = value;
            }
            Expr::Array(array) => {
                if !array.named {
                    return Err(EngineError::user("SYNTAX_ERROR", "mismatched input '['. Expecting: ARRAY["));
                }
                *expr = Self::call("$array", std::mem::take(&mut array.elem));
            }
            Expr::Tuple(items) => *expr = Self::call("$row", std::mem::take(items)),
            Expr::Function(_) => return self.function(expr),
            Expr::Identifier(ident) => {
                let (name, at) = (ident.value.clone(), dialect::place_of(ident.span.start));
                if ident.quote_style.is_none() && name.eq_ignore_ascii_case("current_schema") {
                    *expr = Self::call("$current_schema", Vec::new());
                    return Ok(());
                }
                if ident.quote_style.is_none() && SESSION_WORDS.iter().any(|word| name.eq_ignore_ascii_case(word)) {
                    return unsupported(format_args!("{}{name}", at.prefix()));
                }
                self.note(&name, at);
            }
            Expr::CompoundIdentifier(idents) if self.is_parameter(&idents[0].value) => {
                let mut value = Expr::Identifier(idents[0].clone());
                for field in &idents[1..] {
                    value = Self::call("$field", vec![value, literals::text(field.value.to_lowercase())]);
                }
                *expr = value;
            }
            Expr::CompoundIdentifier(idents) => {
                if let (Some(first), Some(last)) = (idents.first(), idents.last()) {
                    let (name, at) = (last.value.clone(), dialect::place_of(first.span.start));
                    self.note(&name, at);
                }
            }
            Expr::JsonAccess { .. }
            | Expr::IsNormalized { .. }
            | Expr::InUnnest { .. }
            | Expr::Convert { .. }
            | Expr::Overlay { .. }
            | Expr::Collate { .. }
            | Expr::Prefixed { .. }
            | Expr::Struct { .. }
            | Expr::Named { .. }
            | Expr::Dictionary(_)
            | Expr::Map(_)
            | Expr::MatchAgainst { .. }
            | Expr::OuterJoin(_)
            | Expr::Prior(_)
            | Expr::MemberOf(_) => {
                return Err(EngineError::at("SYNTAX_ERROR", place(expr), format_args!("mismatched input '{expr}'")));
            }
            Expr::Lambda(_) => {
                self.lambdas.pop();
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether a name is that of a parameter of a lambda around the current node.
    /// `t.x[1]` is read as the field `x` of `t`; as long as there are only names it is a name, as `t.x` is.
    fn join_names(&self, expr: &mut Expr) {
        let Expr::CompoundFieldAccess { root, access_chain } = expr else { return };
        let Expr::Identifier(first) = root.as_ref() else { return };
        if self.is_parameter(&first.value) {
            return;
        }
        let mut names = vec![first.clone()];
        names.extend(access_chain.iter().map_while(|access| match access {
            AccessExpr::Dot(Expr::Identifier(name)) => Some(name.clone()),
            _ => None,
        }));
        if names.len() > 1 {
            access_chain.drain(..names.len() - 1);
            **root = Expr::CompoundIdentifier(names);
        }
    }

    fn is_parameter(&self, name: &str) -> bool {
        self.lambdas.iter().flatten().any(|parameter| parameter.eq_ignore_ascii_case(name))
    }

    fn function(&mut self, expr: &mut Expr) -> Result<(), EngineError> {
        let Expr::Function(function) = expr else { return Ok(()) };
        let taken: Function = function.clone();
        *expr = functions::rewrite(self, taken)?;
        Ok(())
    }
}

/// `INTERVAL '2' DAY`, `INTERVAL '3-5' YEAR TO MONTH`
fn interval_literal(interval: &Interval) -> Result<Expr, EngineError> {
    let invalid = || EngineError::user("INVALID_LITERAL", format_args!("'{interval}' is not a valid interval literal"));
    // The parser knows no sign before the text; what it made of one has been rewritten as a negation.
    let (sign, value) = match interval.value.as_ref() {
        Expr::Function(_) => match functions::negated(&interval.value) {
            Some(inner) => ("-", inner),
            None => return Err(invalid()),
        },
        other => ("", other),
    };
    let Expr::Value(ValueWithSpan { value: Value::SingleQuotedString(text), .. }) = value else {
        return Err(invalid());
    };
    let field = |field: &DateTimeField| field.to_string().to_ascii_uppercase();
    let (Some(from), None) = (&interval.leading_field, interval.leading_precision) else { return Err(invalid()) };
    let to = interval.last_field.as_ref().map(field);
    let parsed = crate::engine::functions::interval::literal(&format!("{sign}{text}"), &field(from), to.as_deref());
    Ok(match parsed.ok_or_else(invalid)? {
        IntervalValue::Months(months) => functions::call("$months", vec![literals::text(months.to_string())]),
        IntervalValue::Millis(millis) => functions::call("$duration", vec![literals::text(millis.to_string())]),
    })
}

/// The percentage of a BERNOULLI sample.
fn sampled(kind: &TableSampleKind) -> Result<f64, EngineError> {
    let (TableSampleKind::BeforeTableAlias(sample) | TableSampleKind::AfterTableAlias(sample)) = kind;
    let quantity = sample.quantity.as_ref().filter(|quantity| quantity.unit.is_none());
    let plain = sample.seed.is_none() && sample.bucket.is_none() && sample.offset.is_none();
    match (&sample.name, quantity) {
        (Some(TableSampleMethod::Bernoulli), Some(quantity)) if plain => {
            let share = quantity.value.to_string().parse::<f64>().ok().filter(|share| (0.0..=100.0).contains(share));
            share.ok_or_else(|| {
                EngineError::user(
                    "INVALID_ARGUMENTS",
                    format_args!("Sample percentage must be between 0 and 100: {}", quantity.value),
                )
            })
        }
        _ => Err(EngineError::unsupported(format_args!("TABLESAMPLE other than BERNOULLI: {sample}"))),
    }
}

/// The function that `EXTRACT(field FROM …)` calls.
fn extract_function(field: &DateTimeField) -> Result<&'static str, EngineError> {
    let name = field.to_string().to_ascii_lowercase();
    Ok(match name.as_str() {
        "year" => "year",
        "quarter" => "quarter",
        "month" => "month",
        "week" => "week",
        "day" | "day_of_month" => "day",
        "day_of_week" | "dow" | "dayofweek" => "day_of_week",
        "day_of_year" | "doy" | "dayofyear" => "day_of_year",
        "year_of_week" | "yow" => "year_of_week",
        "hour" => "hour",
        "minute" => "minute",
        "second" => "second",
        "timezone_hour" => "timezone_hour",
        "timezone_minute" => "timezone_minute",
        _ => return Err(EngineError::user("SYNTAX_ERROR", format_args!("Invalid EXTRACT field: {field}"))),
    })
}

impl VisitorMut for Rewriter {
    type Break = EngineError;

    fn pre_visit_statement(&mut self, _: &mut Statement) -> Flow {
        ControlFlow::Continue(())
    }

    fn pre_visit_query(&mut self, query: &mut Query) -> Flow {
        self.depth += 1;
        values::spread(&mut query.body);
        self.ctes
            .extend(query.with.iter().flat_map(|with| &with.cte_tables).map(|cte| cte.alias.name.value.to_lowercase()));
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, query: &mut Query) -> Flow {
        self.depth -= 1;
        flow(self.query(query))
    }

    fn pre_visit_select(&mut self, select: &mut Select) -> Flow {
        using::qualify(select);
        let marked = stars::mark(select, &mut self.counter);
        if let Err(error) = marked.and_then(|()| joins::apart(select)) {
            return ControlFlow::Break(error);
        }
        if let Err(error) = Self::group(select) {
            return ControlFlow::Break(error);
        }
        self.name_items(select);
        flow(self.hide_from_wildcards(select))
    }

    fn post_visit_select(&mut self, select: &mut Select) -> Flow {
        flow(self.select(select))
    }

    fn pre_visit_table_factor(&mut self, factor: &mut TableFactor) -> Flow {
        flow(self.table(factor))
    }

    fn pre_visit_expr(&mut self, expr: &mut Expr) -> Flow {
        let foreign = matches!(expr, Expr::Cast { kind: CastKind::DoubleColon | CastKind::SafeCast, .. });
        if foreign {
            let error =
                EngineError::at("SYNTAX_ERROR", place(expr), "mismatched input ':'. Athena writes CAST(… AS …)");
            return ControlFlow::Break(error);
        }
        self.join_names(expr);
        functions::count_of_set(expr);
        functions::fill_fractions(expr);
        literals::least(expr);
        if let Err(error) = tuples::rewrite(expr) {
            return ControlFlow::Break(error);
        }
        self.operators.mark(expr);
        if let Expr::Lambda(lambda) = expr {
            self.lambdas.push(lambda.params.iter().map(|parameter| parameter.name.value.clone()).collect());
        }
        ControlFlow::Continue(())
    }

    fn post_visit_expr(&mut self, expr: &mut Expr) -> Flow {
        flow(self.expression(expr))
    }
}
