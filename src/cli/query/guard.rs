//! What stands between a statement and its start: only reads, a limit on the scan, a budget.

use clap::Args;

use super::script::Statement;
use crate::context::Ctx;
use crate::domain::price;
use crate::domain::query::dollars;
use crate::domain::query::estimate::Estimate;
use crate::domain::query::sql::Effect;
use crate::domain::size;
use crate::domain::workgroup::PRIMARY;
use crate::error::{Error, Result};
use crate::ops::query::estimate::{Question, estimate, understand};

/// The most that files may have that are brought to this machine, unless something else is said.
const MOST_BROUGHT: u64 = 1_000_000_000;

/// Flags of the guards.
#[derive(Debug, Clone, Default, Args)]
pub struct GuardArgs {
    /// Estimate the scan first, and refuse (exit 11) or ask when it is more: 10GB, 1TiB; lake.toml may set a default
    #[arg(long, value_name = "SIZE", value_parser = size::bytes, help_heading = "Guards")]
    max_scan: Option<u64>,
    /// No limit on the scan, whatever lake.toml says
    #[arg(long, conflicts_with = "max_scan", help_heading = "Guards")]
    no_max_scan: bool,
    /// Run no further statement once all of them together would cost more: 5USD
    #[arg(long, value_name = "MONEY", value_parser = dollars, help_heading = "Guards")]
    budget: Option<f64>,
    /// Run statements that change something although lake.toml says read_only = true
    #[arg(long, help_heading = "Guards")]
    allow_write: bool,
    /// In estimates, read the footers of Parquet files and count only the columns that are needed
    #[arg(long, help_heading = "Guards")]
    footers: bool,
}

/// The guards of one command.
#[derive(Debug)]
pub struct Guard {
    max_scan: Option<u64>,
    /// Whether --no-max-scan was said.
    is_unlimited: bool,
    /// Where the limit was said.
    source: &'static str,
    budget: Option<f64>,
    spent: f64,
    read_only: bool,
    footers: bool,
}

impl GuardArgs {
    /// Whether estimates read footers.
    pub fn footers(&self) -> bool {
        self.footers
    }

    /// The guards, with what `lake.toml` says for the workgroup.
    pub fn guard(&self, ctx: &Ctx, workgroup: Option<&str>) -> Guard {
        let configured = &ctx.settings.guards;
        let default = configured.max_scan(workgroup.unwrap_or(PRIMARY)).filter(|_| !self.no_max_scan);
        Guard {
            max_scan: self.max_scan.or(default),
            is_unlimited: self.no_max_scan,
            source: if self.max_scan.is_some() { "--max-scan" } else { "lake.toml" },
            budget: self.budget,
            spent: 0.0,
            read_only: configured.is_read_only() && !self.allow_write,
            footers: self.footers,
        }
    }
}

impl Guard {
    /// Refuses a statement that changes something where only reads are wanted.
    pub fn admit_reads(&self, statement: &Statement) -> Result<()> {
        if self.read_only && !statement.effect.is_read() {
            let what = if statement.effect == Effect::Execute { "may change something" } else { "changes something" };
            return Err(Error::refused(format!("the statement {what}, and lake.toml says read_only = true"))
                .hint("repeat the command with --allow-write, or change lake.toml"));
        }
        Ok(())
    }

    /// Refuses a statement that must not run. Nothing is looked up when no guard needs it.
    pub async fn admit(&self, ctx: &Ctx, statement: &Statement, database: Option<&str>) -> Result<()> {
        self.admit_reads(statement)?;
        if (self.max_scan.is_none() && self.budget.is_none()) || !statement.effect.scans() {
            return Ok(());
        }
        let found = match self.estimate(ctx, statement, database).await? {
            Ok(found) => found,
            Err(why) => return self.unknown(ctx, &why),
        };
        for warning in &found.warnings {
            ctx.ui.warn(warning);
        }
        if !found.is_whole() {
            self.unknown(ctx, &found.gaps.join("; "))?;
        }
        self.check_scan(ctx, &found)?;
        self.check_budget(&found)
    }

    /// Notes what a statement cost.
    pub fn spend(&mut self, dollars: f64) {
        self.spent += dollars;
    }

    /// Notes what a statement cost that did not end well: one that was stopped is charged for what it scanned.
    pub async fn spend_ended(&mut self, ctx: &Ctx, id: &str) {
        if self.budget.is_none() {
            return;
        }
        let Ok(read) = ctx.read().await else { return };
        match read.query(id).await {
            Ok(execution) => self.spend(execution.charged_at_most()),
            Err(error) => ctx.ui.warn(&format!("what query {id} cost is not known and not in the budget: {error}")),
        }
    }

    /// The most that files may have that are brought to this machine; none is no limit.
    pub fn most_brought(&self) -> Option<u64> {
        if self.is_unlimited { None } else { Some(self.max_scan.unwrap_or(MOST_BROUGHT)) }
    }

    async fn estimate(
        &self,
        ctx: &Ctx,
        statement: &Statement,
        database: Option<&str>,
    ) -> Result<std::result::Result<Estimate, String>> {
        if statement.effect == Effect::Execute {
            return Ok(Err("it runs a prepared statement".to_owned()));
        }
        let read = ctx.read().await?;
        let now = ctx.lake_time().await?;
        let question =
            Question { sql: &statement.sql, parameters: &statement.parameters, database, now, footers: self.footers };
        match understand(read, &question).await? {
            Err(unreadable) => Ok(Err(unreadable.message)),
            Ok((analysis, lookup)) => Ok(Ok(estimate(read, &analysis, &lookup, self.footers).await?)),
        }
    }

    fn limit(&self) -> String {
        match (self.max_scan, self.budget) {
            (Some(bytes), _) => format!("{} of {}", size::friendly(bytes), self.source),
            (None, Some(budget)) => format!("${budget:.2} of --budget"),
            (None, None) => "no limit".to_owned(),
        }
    }

    fn unknown(&self, ctx: &Ctx, why: &str) -> Result<()> {
        let message =
            format!("what the statement scans cannot be told before it runs, and there is a limit: {}", self.limit());
        if self.budget.is_none() && ctx.ui.can_ask() {
            return self.ask(ctx, &format!("{message} ({why}); run it"));
        }
        Err(Error::refused(message).because(why.to_owned()).hint(self.way_out()))
    }

    fn check_scan(&self, ctx: &Ctx, found: &Estimate) -> Result<()> {
        let Some(most) = self.max_scan.filter(|most| found.bytes() > *most) else { return Ok(()) };
        let message = format!(
            "the statement would scan {} (about {}), more than the {} of {}",
            found.words(),
            price::dollars(found.dollars()),
            size::written(most),
            self.source
        );
        if ctx.ui.can_ask() {
            return self.ask(ctx, &format!("{message}; run it"));
        }
        let mut error = Error::refused(message);
        for table in &found.tables {
            let partitions = match table.partitions {
                Some((chosen, all)) => format!(", {} of {} partitions", size::grouped(chosen), size::grouped(all)),
                None => String::new(),
            };
            error = error.hint(format!(
                "{}: {} in {} {}{partitions}",
                table.name,
                size::friendly(table.bytes),
                size::grouped(table.files),
                if table.files == 1 { "file" } else { "files" }
            ));
        }
        Err(error
            .hint("read fewer partitions or columns: lakectl query --estimate shows what it reads and why")
            .hint(self.way_out()))
    }

    fn check_budget(&self, found: &Estimate) -> Result<()> {
        let Some(budget) = self.budget.filter(|budget| self.spent + found.dollars() > *budget) else { return Ok(()) };
        Err(Error::refused(format!(
            "the statement would cost about {}, and {} of the budget of {} is spent",
            price::dollars(found.dollars()),
            price::dollars(self.spent),
            price::dollars(budget)
        ))
        .hint("give a larger --budget, or read fewer partitions or columns"))
    }

    fn way_out(&self) -> &'static str {
        if self.max_scan.is_some() {
            "or run it anyway: a larger --max-scan, or --no-max-scan"
        } else {
            "or run it anyway: without --budget"
        }
    }

    fn ask(&self, ctx: &Ctx, question: &str) -> Result<()> {
        if ctx.ui.confirm(question, "--no-max-scan")? {
            Ok(())
        } else {
            Err(Error::refused("not confirmed; nothing was run"))
        }
    }
}
