//! `lakectl quality check`

use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::{RULES, report_row, rule_row};
use crate::clock::new_id;
use crate::context::Ctx;
use crate::domain::catalog::TableName;
use crate::domain::quality::{self, Evaluation, Report, Ruleset};
use crate::domain::shell_word::command;
use crate::domain::span::Span;
use crate::error::{Error, Kind, Result};
use crate::ops;
use crate::ops::quality::Kept;
use crate::outcome::{Answer, Outcome};
use crate::render::{Column, Section, View};

/// Check a table by rules, and put its score as a metric
///
/// The rules are a file in DQDL, `Rules = [ IsComplete "id", RowCount > 0 ]`; they are kept as a ruleset of the table. The
/// score is the share of rules that passed. It is put as DataPipeline/DataQualityScore, of this table (the dimension
/// Table) and of the lake (no dimension), so that an alarm by the recipe data-quality hears of it.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local quality check lake.sales --rules sales.dqdl\n  lakectl quality check lake.sales --ruleset sales-rules --role GlueQuality --reference customers=lake.customers -o json\n\nExit codes: 3 when a rule did not pass, 9 when the check itself failed, 10 on --timeout."
)]
pub struct QualityCheckArgs {
    /// The table: db.table
    table: TableName,
    /// The rules, in DQDL; - for stdin
    #[arg(long, value_name = "FILE", required_unless_present = "ruleset")]
    rules: Option<PathBuf>,
    /// A ruleset that is there already, in place of a file
    #[arg(long, value_name = "NAME", conflicts_with_all = ["rules", "name"])]
    ruleset: Option<String>,
    /// The name under which the rules are kept [default: lakectl-DB-TABLE]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The role that reads the table, by name or ARN
    #[arg(long, value_name = "ROLE", default_value = "AWSGlueServiceRole-lake")]
    role: String,
    /// Another table that rules compare with: alias=db.table
    #[arg(long = "reference", value_name = "ALIAS=TABLE", value_parser = reference)]
    references: Vec<(String, TableName)>,
    /// How many workers read it on AWS [default: the service's]
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(i32).range(2..=299))]
    workers: Option<i32>,
    /// What the score is put as
    #[arg(long, value_name = "NAMESPACE/NAME", default_value = "DataPipeline/DataQualityScore", value_parser = metric)]
    metric: (String, String),
    /// Put no metric
    #[arg(long, conflicts_with = "metric")]
    no_metric: bool,
    /// How long to wait
    #[arg(long, value_name = "DURATION", default_value = "2h")]
    timeout: Span,
    /// Start the check and return; no metric is put
    #[arg(long)]
    no_wait: bool,
    /// Read the rules, say what would be done, and stop
    #[arg(long)]
    dry_run: bool,
}

const FIELDS: &[Column] = &[
    Column::text("table", "table"),
    Column::text("ruleset", "ruleset"),
    Column::text("score", "score_text"),
    Column::text("result", "id"),
];

fn reference(text: &str) -> Result<(String, TableName), String> {
    let (alias, table) = text.split_once('=').ok_or("write alias=db.table")?;
    let is_name = !alias.is_empty() && alias.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !is_name || alias == "primary" {
        return Err(format!("`{alias}` is no alias: lower-case letters, digits and _, and not primary"));
    }
    Ok((alias.to_owned(), table.parse()?))
}

fn metric(text: &str) -> Result<(String, String), String> {
    match text.rsplit_once('/') {
        Some((namespace, name)) if !namespace.is_empty() && !name.is_empty() => {
            Ok((namespace.to_owned(), name.to_owned()))
        }
        _ => Err("write NAMESPACE/NAME".to_owned()),
    }
}

pub async fn run(ctx: &Ctx, args: QualityCheckArgs) -> Result<Answer> {
    let table = &args.table;
    let written = args.rules.as_deref().map(read_rules).transpose()?;
    let read = ctx.read().await?;
    ops::table::need(read, table).await?;
    for (_, other) in &args.references {
        ops::table::need(read, other).await?;
    }
    let name = match (&args.ruleset, &args.name) {
        (Some(name), _) => ops::quality::need(read, name).await?.name,
        (None, Some(name)) => name.clone(),
        (None, None) => format!("lakectl-{}-{}", table.database, table.table),
    };
    if args.dry_run {
        return Ok(dry_run(table, &name, written.as_ref().map(|(_, rules)| rules)));
    }
    let write = ctx.write_without_question().await?;
    if let Some((text, _)) = &written {
        match ops::quality::keep(&write, &name, text, table).await? {
            Kept::Created => ctx.ui.status(&format!("ruleset {name} created")),
            Kept::Updated => ctx.ui.status(&format!("ruleset {name} updated")),
            Kept::Unchanged => {}
        }
    }
    let references =
        args.references.iter().map(|(alias, other)| (alias.clone(), (other.database.to_string(), other.table.clone())));
    let wanted = Evaluation {
        database: table.database.to_string(),
        table: table.table.clone(),
        ruleset: name.clone(),
        role: args.role.clone(),
        workers: args.workers,
        references: references.collect(),
        token: new_id(),
    };
    ctx.may_leave_work_running();
    let mut interrupts = ctx.listen();
    let id = ops::quality::start(&write, &wanted).await?;
    if args.no_wait {
        let resume = ctx.ui.own(&command("lakectl quality history", &[&table.to_string()], ""));
        let lines = vec![format!("check {id} of {table} has begun"), format!("to see what it finds: {resume}")];
        let value = json!({ "table": table.to_string(), "ruleset": name, "run": id, "resume": resume });
        return Ok(Answer::done(View::lines("quality_run", value, lines)));
    }
    let progress = ctx.ui.progress(&format!("check of {table}: starting"));
    let update = |message: &str| progress.update(message);
    let finished = tokio::select! {
        run = ops::quality::wait(read, &id, args.timeout.0, &update) => run?,
        () = interrupts.heard() => {
            let what = match write.cancel_quality_run(&id).await {
                Ok(true) => format!("check {id} was told to stop"),
                Ok(false) => format!("check {id} was over"),
                Err(error) => format!("check {id} goes on: {error}"),
            };
            return Err(Error::new(Kind::Interrupted, format!("interrupted; {what}")));
        }
    };
    drop(progress);
    let report = ops::quality::report(read, &finished).await?;
    let mut put = Vec::new();
    if let (false, Some(score)) = (args.no_metric, report.score) {
        let metrics = ops::quality::score_metrics(&args.metric.0, &args.metric.1, table);
        ops::quality::put_score(&write, &metrics, score).await?;
        put = metrics.iter().map(ToString::to_string).collect();
    }
    let outcome = if report.has_passed() { Outcome::Done } else { Outcome::Differences };
    Ok(Answer::done(view(&report, &put)).with(outcome))
}

fn view(report: &Report, put: &[String]) -> View {
    let mut value = report_row(report);
    value["rules"] = report.rules.iter().map(rule_row).collect();
    value["metrics"] = json!(put);
    View::record_with("quality", value, FIELDS, vec![Section { title: "Rules", key: "rules", columns: RULES }])
}

fn dry_run(table: &TableName, name: &str, rules: Option<&Ruleset>) -> Answer {
    let texts: Vec<&str> = rules.iter().flat_map(|rules| &rules.rules).map(|check| check.text.as_str()).collect();
    let mut lines = vec![format!("~ {table} would be checked by the ruleset {name}")];
    lines.extend(texts.iter().map(|text| format!("    {text}")));
    lines.push("nothing was checked".to_owned());
    let value: Value = json!({ "table": table.to_string(), "ruleset": name, "rules": texts, "checked": false });
    Answer::done(View::changes("quality", value, lines))
}

/// The text of the rules, and what it says.
fn read_rules(path: &Path) -> Result<(String, Ruleset)> {
    let shown = path.display();
    let text = if path.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        std::fs::read_to_string(path)
    };
    let text = text.map_err(|error| Error::unreadable(path, error))?;
    if text.len() > quality::LONGEST {
        return Err(Error::usage(format!("{shown} is longer than {} bytes", quality::LONGEST)));
    }
    let rules = quality::parse(&text)
        .map_err(|error| Error::usage(error.message.clone()).at(format!("{shown}:{}:{}", error.line, error.column)))?;
    Ok((text, rules))
}
