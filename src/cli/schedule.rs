//! What `job schedule` and `crawler schedule` share.

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::cli::change;
use crate::context::{Answers, Ctx, Danger};
use crate::domain::trigger::{Trigger, Work};
use crate::error::Result;
use crate::ops::schedule::{self, Wanted};
use crate::outcome::{Answer, Outcome};
use crate::plan::kind::trigger::TriggerResource;
use crate::plan::{Action, Step};
use crate::render::{Column, Style, View};

/// How what is waited for must have ended.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum On {
    /// Well
    Succeeded,
    /// With an error
    Failed,
    /// Because somebody stopped it
    Stopped,
}

impl On {
    fn state(self) -> &'static str {
        match self {
            Self::Succeeded => "SUCCEEDED",
            Self::Failed => "FAILED",
            Self::Stopped => "STOPPED",
        }
    }
}

/// When something starts by itself.
#[derive(Debug, Args)]
pub struct ScheduleArgs {
    /// By the clock, in UTC: cron(minute hour day-of-month month day-of-week year)
    #[arg(long, value_name = "CRON", group = "when")]
    cron: Option<String>,
    /// After this crawler; may be given several times, and then after all of them
    #[arg(long, value_name = "NAME", conflicts_with = "when")]
    after_crawler: Vec<String>,
    /// After this job; may be given several times, and then after all of them
    #[arg(long, value_name = "NAME", conflicts_with = "when")]
    after_job: Vec<String>,
    /// How that must have ended
    #[arg(long, value_enum, value_name = "END", default_value = "succeeded")]
    on: On,
    /// No longer by itself
    #[arg(long, group = "when")]
    off: bool,
    /// Show what would change and stop
    #[arg(long)]
    dry_run: bool,
}

const COLUMNS: &[Column] = &[
    Column::text("TRIGGER", "name"),
    Column::text("WHEN", "when"),
    Column::new("STARTS", "starts", Style::List),
    Column::text("STATE", "state"),
];

fn row(trigger: &Trigger) -> Value {
    json!({
        "name": trigger.name,
        "when": trigger.words(),
        "starts": trigger.actions.iter().map(|action| action.work.words()).collect::<Vec<_>>(),
        "state": trigger.state,
        "description": trigger.description,
    })
}

/// Sets, removes or shows what starts a job or a crawler.
pub async fn run(ctx: &Ctx, work: Work, args: ScheduleArgs, arguments: BTreeMap<String, String>) -> Result<Answer> {
    let read = ctx.read().await?;
    let answers = Answers { dry_run: args.dry_run, yes: false, confirm: None };
    let others: Vec<Work> =
        args.after_crawler.into_iter().map(Work::Crawler).chain(args.after_job.into_iter().map(Work::Job)).collect();
    let wanted = match args.cron {
        Some(expression) => Wanted::Cron(expression),
        None if !others.is_empty() => Wanted::After(others, args.on.state().to_owned()),
        None => {
            let found = schedule::triggers_of(read, &work).await?;
            if !args.off {
                return Ok(Answer::done(View::list("triggers", found.iter().map(row).collect(), COLUMNS)));
            }
            let name = schedule::trigger_name(&work);
            if !found.iter().any(|trigger| trigger.name == name) {
                let line = format!("= {}: nothing starts it by itself, nothing to do", work.words());
                return Ok(Answer::done(View::changes("trigger", json!({ "name": null }), vec![line]))
                    .with(Outcome::Unchanged));
            }
            let mut step = Step::new("trigger", name.clone(), true, Vec::new());
            step.action = Action::Delete;
            return change::remove(ctx, step, &answers, &Danger::None, |write| async move {
                write.delete_trigger(&name).await
            })
            .await;
        }
    };
    let trigger = schedule::wanted(read, &work, wanted, arguments).await?;
    change::carry_out(ctx, &TriggerResource(trigger), &answers).await
}
