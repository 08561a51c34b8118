//! How a result is shown: flags that `query` and `queries results` share.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::ops::query::{Fetch, ResultOptions};
use crate::render::RowStyle;

/// Flags about the rows.
#[derive(Debug, Clone, Default, Args)]
pub struct ResultArgs {
    /// Show no more rows, and ask for no more
    #[arg(long, value_name = "N", value_parser = count_of_rows, help_heading = "Result")]
    pub limit: Option<u64>,
    /// Write the rows to FILE.csv, .json, .jsonl, .parquet or .arrow, with their types
    #[arg(long, value_name = "FILE", help_heading = "Result")]
    pub to: Option<PathBuf>,
    /// In CSV and TSV, disarm texts that spreadsheets would run as formulas: a ' before = + - @
    #[arg(long, help_heading = "Result")]
    csv_safe: bool,
    /// In tables, one line per value; without it that is done when the rows are wider than the terminal
    #[arg(long, help_heading = "Result")]
    upright: bool,
    /// Where rows come from
    #[arg(long, value_enum, default_value_t, value_name = "HOW", help_heading = "Result")]
    fetch: FetchArg,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum FetchArg {
    /// Small results by the API, large ones from their object in ranges side by side
    #[default]
    Fastest,
    /// The API, a thousand rows a call
    Pages,
    /// The result's object
    Object,
}

fn count_of_rows(text: &str) -> Result<u64, String> {
    match text.parse() {
        Ok(0) => Err("it is 1 or more; for the columns alone: DESCRIBE, or LIMIT 0 in the statement".to_owned()),
        Ok(count) => Ok(count),
        Err(_) => Err("it is a whole number".to_owned()),
    }
}

impl ResultArgs {
    /// What is asked for.
    pub fn options(&self) -> ResultOptions {
        let fetch = match self.fetch {
            FetchArg::Fastest => Fetch::Fastest,
            FetchArg::Pages => Fetch::Pages,
            FetchArg::Object => Fetch::Object,
        };
        ResultOptions { fetch, limit: self.limit }
    }

    /// How rows are drawn.
    pub fn style(&self) -> RowStyle {
        RowStyle { csv_safe: self.csv_safe, upright: self.upright }
    }
}
