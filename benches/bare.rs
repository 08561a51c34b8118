//! DataFusion alone, for comparison, and the maker of large inputs when there are none.
//!
//! `bare query FILE SQL` runs SQL over a Parquet file as table `t` in a process of its own and prints the rows.
//! `bare make FILE ROWS` writes a Parquet file like the flights that the benchmarks use.

use std::process::ExitCode;

use datafusion::dataframe::DataFrameWriteOptions;
use datafusion::error::{DataFusionError, Result};
use datafusion::prelude::{ParquetReadOptions, SessionContext};

#[tokio::main]
async fn main() -> ExitCode {
    // `cargo bench` adds a flag of its own.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["query", file, sql] => query(file, sql).await,
        ["make", file, rows] => make(file, rows).await,
        // Run by `cargo bench` with no input: nothing to measure.
        _ => Ok(()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "a program of its own")]
            {
                eprintln!("{error}");
            }
            ExitCode::FAILURE
        }
    }
}

async fn query(file: &str, sql: &str) -> Result<()> {
    let context = SessionContext::new();
    context.register_parquet("t", file, ParquetReadOptions::default()).await?;
    context.sql(sql).await?.show().await
}

async fn make(file: &str, rows: &str) -> Result<()> {
    let rows: u64 = rows.parse().map_err(|error| DataFusionError::External(Box::new(error)))?;
    let sql = format!(
        "SELECT to_timestamp_seconds(978307200 + (value % 525600) * 60) AS date, \
         CAST((value * 7919) % 300 - 30 AS int) AS delay, CAST(100 + (value * 104729) % 2500 AS int) AS distance, \
         'A' || CAST((value * 31) % 200 AS varchar) AS origin, 'A' || CAST((value * 37) % 200 AS varchar) AS destination \
         FROM generate_series(1, {rows}) AS s(value)"
    );
    let options = DataFrameWriteOptions::new().with_single_file_output(true);
    SessionContext::new().sql(&sql).await?.write_parquet(file, options, None).await.map(drop)
}
