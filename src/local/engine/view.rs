//! Views: a query kept in the catalog the way Athena keeps it, as JSON in base64 in `ViewOriginalText`.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use datafusion::arrow::datatypes::DataType;
use datafusion::catalog::TableProvider;
use datafusion::datasource::ViewTable;
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder};
use datafusion::sql::sqlparser::ast::Statement;
use serde_json::{Value, json};

use super::classify::Classification;
use super::context::{CATALOG, QueryContext};
use super::error::EngineError;
use super::execution::Execution;
use super::source::{ColumnDefinition, Storage, TableDefinition};
use super::types::{athena_name, hive_name};
use super::{Engine, Request, check, nan, rewrite, session, unnest};

const PREFIX: &str = "/* Presto View: ";
const SUFFIX: &str = " */";

/// A view's query, and the database of the names in it that say none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    pub sql: String,
    pub database: String,
}

impl View {
    /// Reads what the catalog keeps; a view of another engine is refused by name.
    pub fn of(table: &TableDefinition) -> Result<Self, EngineError> {
        let name = format!("{}.{}", table.database, table.name);
        let foreign = || EngineError::unsupported(format_args!("view {name}, which another engine made"));
        let encoded = table
            .view_text
            .as_deref()
            .and_then(|text| text.trim().strip_prefix(PREFIX)?.strip_suffix(SUFFIX))
            .ok_or_else(foreign)?;
        let bytes = STANDARD.decode(encoded.trim()).map_err(|_| foreign())?;
        let document: Value = serde_json::from_slice(&bytes).map_err(|_| foreign())?;
        let sql = document["originalSql"].as_str().ok_or_else(foreign)?;
        Ok(Self {
            sql: sql.to_owned(),
            database: document["schema"].as_str().unwrap_or(&table.database).to_lowercase(),
        })
    }
}

/// What the catalog keeps of a view.
fn text(sql: &str, database: &str, columns: &[(String, DataType)]) -> String {
    let columns: Vec<Value> =
        columns.iter().map(|(name, kind)| json!({ "name": name, "type": athena_name(kind) })).collect();
    let document = json!({ "originalSql": sql, "catalog": CATALOG, "schema": database, "columns": columns });
    format!("{PREFIX}{}{SUFFIX}", STANDARD.encode(document.to_string()))
}

impl QueryContext {
    /// The table that a view stands for: its query, planned, with only the columns that the caller may see.
    pub async fn view(self: &Arc<Self>, table: &TableDefinition) -> Result<Arc<dyn TableProvider>, EngineError> {
        let name = format!("{}.{}", table.database, table.name);
        if table.row_filter.is_some() {
            return Err(EngineError::unsupported(format_args!("row filter on the view {name}")));
        }
        let view = View::of(table)?;
        {
            let mut open = self.views.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if open.contains(&name) {
                return Err(EngineError::user(
                    "VIEW_IS_RECURSIVE",
                    format_args!("Statement is recursive: view {name}"),
                ));
            }
            open.push(name.clone());
        }
        let planned = Box::pin(self.plan_view(&view)).await;
        self.views.lock().unwrap_or_else(std::sync::PoisonError::into_inner).retain(|other| *other != name);
        let (plan, labels) = planned.map_err(|error| EngineError {
            message: format!("INVALID_VIEW: Failed analyzing stored view '{CATALOG}.{name}': {}", error.message),
            ..error
        })?;
        let mut items = Vec::new();
        for (column, label) in plan.schema().columns().into_iter().zip(labels) {
            let label = label.to_lowercase();
            if !table.denied_columns.contains(&label) {
                items.push(Expr::Column(column).alias(label));
            }
        }
        let plan = LogicalPlanBuilder::from(plan).project(items)?.build()?;
        Ok(Arc::new(ViewTable::new(plan, None)))
    }

    /// The plan of a view's query and the labels of its columns.
    async fn plan_view(self: &Arc<Self>, view: &View) -> Result<(LogicalPlan, Vec<String>), EngineError> {
        let (statement, written) = rewrite::parse(&view.sql, &[])?;
        if !matches!(statement, Statement::Query(_)) {
            return Err(EngineError::user("INVALID_VIEW", "a view is a query"));
        }
        let rewritten = rewrite::rewrite_inside(statement, written, self.now, &self.hidden)?;
        let state = session::session(&self.options, &self.pool, &view.database, self)?;
        let plan = Box::pin(rewrite::stars::plan(&state, rewritten.statement)).await?;
        check::plan(&plan)?;
        let plan = nan::rewrite(unnest::flatten(plan)?)?;
        let labels = plan
            .schema()
            .fields()
            .iter()
            .enumerate()
            .map(|(index, field)| rewrite::label(index, field.name(), &rewritten.labels))
            .collect();
        Ok((plan, labels))
    }
}

/// `CREATE [OR REPLACE] VIEW name AS query`, taken apart.
struct Creation<'a> {
    replace: bool,
    database: String,
    name: String,
    sql: &'a str,
}

fn parse<'a>(sql: &'a str, database: &str) -> Result<Creation<'a>, EngineError> {
    let words = super::classify::leading_words(sql, 3);
    let replace = words.get(1).is_some_and(|word| word == "OR");
    let tokens = rewrite::dialect::tokens(sql, &[])?;
    let mut parser = rewrite::dialect::parser(tokens.tokens.clone());
    let end = tokens.end;
    let complain = |error| rewrite::dialect::syntax_error(error, end);
    for _ in 0..if replace { 4 } else { 2 } {
        parser.next_token();
    }
    let name = parser.parse_object_name(false).map_err(complain)?;
    let token = parser.next_token();
    if token.to_string().to_uppercase() != "AS" {
        return Err(EngineError::at(
            "SYNTAX_ERROR",
            rewrite::dialect::place_of(token.span.start),
            format_args!("mismatched input '{token}'. Expecting: AS"),
        ));
    }
    let at = rewrite::dialect::offset(sql, token.span.end.line, token.span.end.column);
    let query = sql.get(at..).unwrap_or_default().trim().trim_end_matches(';').trim_end();
    let (database, name) = super::write::table_name(&name, database)?;
    Ok(Creation { replace, database, name, sql: query })
}

impl Engine {
    /// `CREATE VIEW`
    pub(super) async fn create_view(
        &self,
        request: &Request,
        classification: Classification,
    ) -> Result<Execution, EngineError> {
        let creation = parse(&request.sql, &request.database)?;
        if request.catalog.database(&creation.database).await?.is_none() {
            return Err(EngineError::user(
                "SCHEMA_NOT_FOUND",
                format_args!("Schema '{}' does not exist", creation.database),
            ));
        }
        let (statement, written) = rewrite::parse(creation.sql, &[])?;
        if !matches!(statement, Statement::Query(_)) {
            return Err(EngineError::user("SYNTAX_ERROR", "CREATE VIEW … AS takes a query"));
        }
        let rewritten = rewrite::rewrite(statement, written, request.now_millis)?;
        let labels = rewritten.labels.clone();
        let context = self.context(request, rewritten.places, rewritten.hidden);
        let state = session::session(&self.options, &self.pool, &request.database, &context)?;
        let (plan, _) = Box::pin(super::plan(&state, &context, rewritten.statement)).await?;
        let mut columns: Vec<(String, DataType)> = Vec::new();
        for (index, field) in plan.schema().fields().iter().enumerate() {
            let label = rewrite::label(index, field.name(), &labels).to_lowercase();
            if label == format!("_col{index}") {
                return Err(EngineError::user(
                    "MISSING_COLUMN_NAME",
                    format_args!("Column name not specified at position {}", index + 1),
                ));
            }
            if columns.iter().any(|(name, _)| *name == label) {
                return Err(EngineError::user(
                    "DUPLICATE_COLUMN_NAME",
                    format_args!("Column name '{label}' specified more than once"),
                ));
            }
            columns.push((label, field.data_type().clone()));
        }
        let table = TableDefinition {
            database: creation.database.clone(),
            name: creation.name.clone(),
            table_type: "VIRTUAL_VIEW".to_owned(),
            columns: columns
                .iter()
                .map(|(name, kind)| {
                    // Types that a table cannot have are kept by the view's own text; the catalog shows them as text.
                    ColumnDefinition::new(name.clone(), hive_name(kind).unwrap_or_else(|_| "string".to_owned()))
                })
                .collect(),
            storage: Storage::default(),
            parameters: [("presto_view", "true"), ("comment", "Presto View")]
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .into(),
            view_text: Some(text(creation.sql, &request.database, &columns)),
            ..TableDefinition::default()
        };
        match request.catalog.table(&creation.database, &creation.name).await? {
            None => request.catalog.create_table(&table).await?,
            Some(old) if old.table_type != "VIRTUAL_VIEW" => {
                return Err(EngineError::user(
                    "TABLE_ALREADY_EXISTS",
                    format_args!("Table already exists: '{CATALOG}.{}.{}'", creation.database, creation.name),
                ));
            }
            Some(_) if creation.replace => request.catalog.update_table(&table).await?,
            Some(_) => {
                return Err(EngineError::user(
                    "TABLE_ALREADY_EXISTS",
                    format_args!("View already exists: '{CATALOG}.{}.{}'", creation.database, creation.name),
                ));
            }
        }
        Ok(Execution::nothing(classification, Arc::clone(&context.meter)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_is_cut_out_of_the_statement() {
        let creation = parse("CREATE OR REPLACE\n VIEW d.V1 AS\n SELECT 'as' x;", "other").expect("a view");
        assert_eq!((creation.replace, creation.sql), (true, "SELECT 'as' x"));
        assert_eq!((creation.database.as_str(), creation.name.as_str()), ("d", "v1"));
        assert!(parse("CREATE VIEW v SELECT 1", "d").is_err());
    }

    #[test]
    fn a_view_is_kept_as_athena_keeps_it() {
        let table = TableDefinition {
            view_text: Some(text("SELECT 1 x", "d", &[("x".to_owned(), DataType::Int32)])),
            ..TableDefinition::default()
        };
        assert_eq!(View::of(&table), Ok(View { sql: "SELECT 1 x".to_owned(), database: "d".to_owned() }));
        assert!(View::of(&TableDefinition::default()).is_err());
    }
}
