//! What Trino's types of texts say beyond the engine's: the length of `varchar(n)` and of `char(n)`.
//!
//! Within the engine both are plain texts. Those of `char(n)` always have their n characters, with blanks at the end.

use datafusion::catalog::default_table_source::source_as_provider;
use datafusion::common::{Column, DFSchemaRef, JoinType, ScalarValue};
use datafusion::logical_expr::utils::grouping_set_to_exprlist;
use datafusion::logical_expr::{Expr, LogicalPlan, WindowFunctionDefinition};

use super::table::GlueTable;
use super::trino_types::TrinoType;

/// The type of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextType {
    /// NULL, which is of any type.
    Null,
    /// `varchar(n)`, or one without a length; what is no text at all is this as well.
    Varchar(Option<u32>),
    Char(u32),
}

/// The greatest length of a `char`. Source: Trino documentation, "Data types".
pub const LONGEST_CHAR: u32 = 65_536;

impl TextType {
    pub fn is_char(self) -> bool {
        matches!(self, TextType::Char(_))
    }

    /// The length that every value has, or that none is beyond.
    pub fn length(self) -> Option<u32> {
        match self {
            TextType::Char(length) | TextType::Varchar(Some(length)) => Some(length),
            TextType::Null | TextType::Varchar(None) => None,
        }
    }

    /// The type that values of both become. A `char` beside a text of any length has none here.
    pub fn common(self, other: Self) -> Option<Self> {
        use TextType::{Char, Null, Varchar};
        Some(match (self, other) {
            (Null, kind) | (kind, Null) => kind,
            (Varchar(a), Varchar(b)) => Varchar(a.zip(b).map(|(a, b)| a.max(b))),
            (Char(a), Char(b) | Varchar(Some(b))) | (Varchar(Some(a)), Char(b)) => Char(a.max(b)),
            (Char(_), Varchar(None)) | (Varchar(None), Char(_)) => return None,
        })
    }

    /// The common type of several.
    pub fn common_of(kinds: impl IntoIterator<Item = Self>) -> Option<Self> {
        kinds.into_iter().try_fold(TextType::Null, Self::common)
    }

    /// What a query writes.
    pub fn of_name(name: &str) -> Option<Self> {
        let parsed = TrinoType::parse(name).ok()?;
        let length = parsed.length.and_then(|length| u32::try_from(length).ok());
        Some(match length {
            Some(length) if parsed.pads => TextType::Char(length),
            length => TextType::Varchar(length),
        })
    }

    /// As Trino writes it.
    pub fn name(self) -> String {
        match self {
            TextType::Null => "unknown".to_owned(),
            TextType::Varchar(None) => "varchar".to_owned(),
            TextType::Varchar(Some(length)) => format!("varchar({length})"),
            TextType::Char(length) => format!("char({length})"),
        }
    }
}

/// Where columns of expressions come from: the inputs of a plan's node, with the types of their columns.
pub struct Scope(Vec<(DFSchemaRef, Vec<TextType>)>);

impl Scope {
    /// What the expressions of a node see.
    pub fn of(plan: &LogicalPlan) -> Self {
        Self(plan.inputs().into_iter().map(|input| (input.schema().clone(), of_plan(input))).collect())
    }

    /// A table alone.
    pub fn new(schema: DFSchemaRef, types: Vec<TextType>) -> Self {
        Self(vec![(schema, types)])
    }

    fn column(&self, column: &Column) -> TextType {
        let found = self.0.iter().find_map(|(schema, types)| {
            let index = schema.maybe_index_of_column(column)?;
            types.get(index).copied()
        });
        found.unwrap_or(TextType::Varchar(None))
    }
}

/// Nodes of a plan, one below the other, up to which lengths are followed.
const DEEPEST: usize = 200;

/// Whether a plan is so deep that its lengths are not followed.
pub fn is_too_deep(plan: &LogicalPlan) -> bool {
    let mut waiting = vec![(plan, 0)];
    while let Some((plan, depth)) = waiting.pop() {
        if depth > DEEPEST {
            return true;
        }
        waiting.extend(plan.inputs().into_iter().map(|input| (input, depth + 1)));
    }
    false
}

/// The types of the columns of a whole plan; of one that is too deep, texts of any length.
pub fn of_result(plan: &LogicalPlan) -> Vec<TextType> {
    if is_too_deep(plan) {
        return vec![TextType::Varchar(None); plan.schema().fields().len()];
    }
    of_plan(plan)
}

/// The types of the columns of a plan that is not too deep.
pub fn of_plan(plan: &LogicalPlan) -> Vec<TextType> {
    use LogicalPlan as P;
    let all = |exprs: &[Expr]| -> Vec<TextType> {
        let scope = Scope::of(plan);
        exprs.iter().map(|expr| of_expr(expr, &scope)).collect()
    };
    let width = plan.schema().fields().len();
    let mut types = match plan {
        P::TableScan(scan) => {
            let provider = source_as_provider(&scan.source).ok();
            let table = provider.as_ref().and_then(|provider| provider.downcast_ref::<GlueTable>());
            let of = |name: &str| table.map_or(TextType::Varchar(None), |table| table.text_type(name));
            scan.projected_schema.fields().iter().map(|field| of(field.name())).collect()
        }
        P::Projection(projection) => all(&projection.expr),
        P::Filter(_) | P::Sort(_) | P::Limit(_) | P::Distinct(_) | P::SubqueryAlias(_) | P::Repartition(_) => {
            plan.inputs().first().map(|input| of_plan(input)).unwrap_or_default()
        }
        P::Subquery(subquery) => of_plan(&subquery.subquery),
        P::Join(join) => {
            // Joins that only ask whether there is a partner have the columns of one side, and perhaps the answer.
            match join.join_type {
                JoinType::LeftSemi | JoinType::LeftAnti | JoinType::LeftMark => of_plan(&join.left),
                JoinType::RightSemi | JoinType::RightAnti | JoinType::RightMark => of_plan(&join.right),
                JoinType::Inner | JoinType::Left | JoinType::Right | JoinType::Full => {
                    of_plan(&join.left).into_iter().chain(of_plan(&join.right)).collect()
                }
            }
        }
        P::Aggregate(aggregate) => {
            let keys: Vec<Expr> = match grouping_set_to_exprlist(&aggregate.group_expr) {
                Ok(keys) => keys.into_iter().cloned().collect(),
                Err(_) => aggregate.group_expr.clone(),
            };
            let mut types = all(&keys);
            if matches!(aggregate.group_expr.first(), Some(Expr::GroupingSet(_))) {
                // Which set a row is of.
                types.push(TextType::Varchar(None));
            }
            types.extend(all(&aggregate.aggr_expr));
            types
        }
        P::Window(window) => {
            let mut types = of_plan(&window.input);
            types.extend(all(&window.window_expr));
            types
        }
        P::Union(union) => {
            let inputs: Vec<Vec<TextType>> = union.inputs.iter().map(|input| of_plan(input)).collect();
            (0..width).map(|index| together(inputs.iter().filter_map(|types| types.get(index).copied()))).collect()
        }
        P::Values(values) => {
            let rows: Vec<Vec<TextType>> = values.values.iter().map(|row| all(row)).collect();
            (0..width).map(|index| together(rows.iter().filter_map(|types| types.get(index).copied()))).collect()
        }
        P::Unnest(unnest) => {
            let types = of_plan(&unnest.input);
            let input = unnest.input.schema();
            let same = |place: usize, from: usize| {
                plan.schema().fields().get(place).zip(input.fields().get(from)).is_some_and(|(a, b)| a == b)
            };
            let outputs = unnest.dependency_indices.iter().enumerate();
            let of = |(place, from): (usize, &usize)| match types.get(*from) {
                // A text of an array has no length; a column beside it keeps its own.
                Some(kind) if same(place, *from) => *kind,
                _ => TextType::Varchar(None),
            };
            outputs.map(of).collect()
        }
        P::RecursiveQuery(query) => {
            let both = of_plan(&query.static_term).into_iter().zip(of_plan(&query.recursive_term));
            both.map(|(a, b)| together([a, b])).collect()
        }
        _ => Vec::new(),
    };
    types.resize(width, TextType::Varchar(None));
    types
}

/// The common type, or a text of any length.
fn together(kinds: impl IntoIterator<Item = TextType>) -> TextType {
    TextType::common_of(kinds).unwrap_or(TextType::Varchar(None))
}

/// The type of an expression's value.
pub fn of_expr(expr: &Expr, scope: &Scope) -> TextType {
    const ANY: TextType = TextType::Varchar(None);
    match expr {
        Expr::Alias(alias) => of_expr(&alias.expr, scope),
        Expr::Column(column) => scope.column(column),
        Expr::Literal(ScalarValue::Utf8(Some(text)) | ScalarValue::Utf8View(Some(text)), _) => {
            TextType::Varchar(u32::try_from(text.chars().count()).ok())
        }
        Expr::Literal(value, _) if value.is_null() => TextType::Null,
        // Only between the engine's own kinds of text.
        Expr::Cast(cast) if super::coercion::is_text(cast.field.data_type()) => of_expr(&cast.expr, scope),
        Expr::Case(case) => {
            let results = case.when_then_expr.iter().map(|(_, then)| then).chain(&case.else_expr);
            together(results.map(|result| of_expr(result, scope)))
        }
        Expr::ScalarSubquery(subquery) => of_result(&subquery.subquery).first().copied().unwrap_or(ANY),
        Expr::ScalarFunction(call) => of_call(call.name(), &call.args, scope),
        Expr::AggregateFunction(function) => of_chosen(function.func.name(), &function.params.args, scope),
        Expr::WindowFunction(function) => {
            let name = match &function.fun {
                WindowFunctionDefinition::AggregateUDF(function) => function.name(),
                WindowFunctionDefinition::WindowUDF(function) => function.name(),
            };
            of_chosen(name, &function.params.args, scope)
        }
        _ => ANY,
    }
}

/// The result of a function, by its signature in Trino.
fn of_call(name: &str, args: &[Expr], scope: &Scope) -> TextType {
    let of = |index: usize| args.get(index).map_or(TextType::Varchar(None), |arg| of_expr(arg, scope));
    match name {
        "$cast" | "$try_cast" => match args.get(1) {
            Some(Expr::Literal(ScalarValue::Utf8(Some(kind)) | ScalarValue::Utf8View(Some(kind)), _)) => {
                TextType::of_name(kind).unwrap_or(TextType::Varchar(None))
            }
            _ => TextType::Varchar(None),
        },
        "lower" | "upper" | "trim" | "ltrim" | "rtrim" | "substr" | "reverse" | "split_part" => of(0),
        // Source: the signatures of Trino's functions, which give `varchar(x)` for `varchar(x)`.
        "regexp_extract"
        | "url_decode"
        | "url_extract_fragment"
        | "url_extract_host"
        | "url_extract_parameter"
        | "url_extract_path"
        | "url_extract_protocol"
        | "url_extract_query" => plain(of(0)),
        "json_extract_scalar" if !args.first().is_some_and(is_json) => plain(of(0)),
        "url_encode" => match of(0) {
            TextType::Varchar(Some(length)) => {
                TextType::Varchar(length.checked_mul(12).filter(|most| *most < i32::MAX as u32))
            }
            _ => TextType::Varchar(None),
        },
        "chr" => TextType::Varchar(Some(1)),
        "greatest" | "least" => together(args.iter().map(|arg| of_expr(arg, scope))),
        "replace" if args.len() == 2 => of(0),
        "replace" => match (of(0), of(1), of(2)) {
            (TextType::Varchar(Some(length)), TextType::Varchar(Some(_)), TextType::Varchar(Some(with))) => {
                let most = u64::from(length) + u64::from(with) * (u64::from(length) + 1);
                TextType::Varchar(u32::try_from(most).ok().filter(|most| *most < i32::MAX as u32))
            }
            _ => TextType::Varchar(None),
        },
        "coalesce" => together(args.iter().map(|arg| of_expr(arg, scope))),
        "concat" => {
            let lengths = args.iter().map(|arg| of_expr(arg, scope));
            let is_char = args.iter().any(|arg| of_expr(arg, scope).is_char());
            match lengths.map(TextType::length).sum::<Option<u32>>() {
                Some(length) if is_char => TextType::Char(length),
                _ => TextType::Varchar(None),
            }
        }
        _ => TextType::Varchar(None),
    }
}

/// A function that takes a varchar gets a `char(n)` as one of the same length.
fn plain(kind: TextType) -> TextType {
    match kind {
        TextType::Varchar(_) => kind,
        TextType::Char(length) => TextType::Varchar(Some(length)),
        TextType::Null => TextType::Varchar(None),
    }
}

/// Whether an expression makes JSON. A column of that type is not told from others here.
fn is_json(expr: &Expr) -> bool {
    match expr {
        Expr::Alias(alias) => is_json(&alias.expr),
        Expr::ScalarFunction(call) => matches!(call.name(), "json_parse" | "json_extract" | "json_array_get" | "$cast"),
        _ => false,
    }
}

/// The result of an aggregate or a window function that gives one of its values.
fn of_chosen(name: &str, args: &[Expr], scope: &Scope) -> TextType {
    let chooses =
        ["min", "max", "any_value", "$first", "first_value", "last_value", "nth_value", "$nth_value", "lag", "lead"];
    match args.first() {
        Some(arg) if chooses.contains(&name) => of_expr(arg, scope),
        _ => TextType::Varchar(None),
    }
}
