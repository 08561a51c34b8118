//! Row and cell filters.

use aws_sdk_lakeformation::types as sdk;

use super::failure::{Named, incomplete};
use super::glue_catalog::absent;
use super::page;
use super::{Read, Write};
use crate::domain::catalog::TableName;
use crate::domain::permission::{CellsFilter, Columns};
use crate::error::Result;

impl Read {
    /// The filters of a table, or of every table.
    pub async fn filters(&self, table: Option<&TableName>) -> Result<Vec<CellsFilter>> {
        let table = match table {
            Some(name) => {
                let table = sdk::TableResource::builder().database_name(name.database.as_str()).name(&name.table);
                Some(table.build().map_err(incomplete)?)
            }
            None => None,
        };
        let table = &table;
        page::all("filters", |token| async move {
            let call = self.clients.lakeformation.list_data_cells_filter().set_table(table.clone());
            let answer = call.set_next_token(token).send().await.named("lakeformation", "ListDataCellsFilter")?;
            let filters = answer.data_cells_filters.unwrap_or_default().into_iter().map(filter_from).collect();
            Ok((filters, answer.next_token))
        })
        .await
    }

    /// A filter; none when there is none.
    pub async fn filter(&self, table: &TableName, name: &str) -> Result<Option<CellsFilter>> {
        let call = self.clients.lakeformation.get_data_cells_filter().table_catalog_id(self.account().await?);
        let call = call.database_name(table.database.as_str()).table_name(&table.table).name(name);
        let answer = call.send().await.named("lakeformation", "GetDataCellsFilter");
        Ok(absent(answer)?.and_then(|answer| answer.data_cells_filter).map(filter_from))
    }
}

impl Write {
    /// Creates a filter.
    pub async fn create_filter(&self, filter: &CellsFilter) -> Result<()> {
        let data = filter_of(filter, self.account().await?)?;
        let call = self.clients.lakeformation.create_data_cells_filter().table_data(data);
        call.send().await.named("lakeformation", "CreateDataCellsFilter").map(drop)
    }

    /// Changes a filter; a change by somebody else since it was read is a conflict.
    pub async fn update_filter(&self, filter: &CellsFilter) -> Result<()> {
        let data = filter_of(filter, self.account().await?)?;
        let call = self.clients.lakeformation.update_data_cells_filter().table_data(data);
        call.send().await.named("lakeformation", "UpdateDataCellsFilter").map(drop)
    }

    /// Deletes a filter.
    pub async fn delete_filter(&self, table: &TableName, name: &str) -> Result<()> {
        let call = self.clients.lakeformation.delete_data_cells_filter().table_catalog_id(self.account().await?);
        let call = call.database_name(table.database.as_str()).table_name(&table.table).name(name);
        call.send().await.named("lakeformation", "DeleteDataCellsFilter").map(drop)
    }
}

fn filter_of(filter: &CellsFilter, account: &str) -> Result<sdk::DataCellsFilter> {
    let rows = match &filter.rows {
        Some(condition) => sdk::RowFilter::builder().filter_expression(condition),
        None => sdk::RowFilter::builder().all_rows_wildcard(sdk::AllRowsWildcard::builder().build()),
    };
    let data = sdk::DataCellsFilter::builder()
        .table_catalog_id(account)
        .database_name(&filter.database)
        .table_name(&filter.table)
        .name(&filter.name)
        .row_filter(rows.build())
        .set_version_id(filter.version.clone());
    let data = match &filter.columns {
        Columns::Only(names) => data.set_column_names(Some(names.iter().cloned().collect())),
        Columns::All => data.column_wildcard(sdk::ColumnWildcard::builder().build()),
        Columns::Except(names) => {
            let excluded = Some(names.iter().cloned().collect());
            data.column_wildcard(sdk::ColumnWildcard::builder().set_excluded_column_names(excluded).build())
        }
    };
    data.build().map_err(incomplete)
}

fn filter_from(filter: sdk::DataCellsFilter) -> CellsFilter {
    let columns = match filter.column_names.filter(|names| !names.is_empty()) {
        Some(names) => Columns::only(names.iter().map(String::as_str)),
        None => {
            let excluded = filter.column_wildcard.and_then(|wildcard| wildcard.excluded_column_names);
            Columns::except(excluded.unwrap_or_default().iter().map(String::as_str))
        }
    };
    CellsFilter {
        database: filter.database_name,
        table: filter.table_name,
        name: filter.name,
        rows: filter.row_filter.and_then(|rows| rows.filter_expression),
        columns,
        version: filter.version_id,
    }
}
