//! The prompt: `lakectl query` on a terminal. Statements over several lines, with a history, completion and a few commands;
//! Ctrl-C stops the query and not the prompt.

mod history;
mod input;
mod words;

use std::time::Duration;

use tokio::task::JoinHandle;

use super::{QueryArgs, Session, script, show};
use crate::cli::query::guard::Guard;
use crate::context::Ctx;
use crate::domain::catalog::{DatabaseName, Table, TableColumn, TableName};
use crate::error::{Error, Kind, Result};
use crate::ops;
use crate::outcome::Answer;
use crate::render::View;
use crate::settings::Format;
use crate::ui::editor::{self, Line};
use history::History;
use input::{Action, Input};
use words::Words;

const HELP: &str = "A statement ends with a semicolon; Tab completes names; the arrows recall statements.\n\
  \\d         the tables of the database, or of all\n\
  \\d NAME    the columns of a table\n\
  \\o FORMAT  table, json, jsonl, csv, tsv or markdown\n\
  \\timing    show how long each statement took, or no longer\n\
  \\q         leave; Ctrl-D does so too\n\
  Ctrl-C     stop the query, or throw away what is typed\n\
  What is typed is kept for later sessions, in a file for you alone, but for what\n\
  begins with a blank or has a word like password, secret or token in it.";
/// How long a Ctrl-C that ended a line may still be on its way as a signal.
const SETTLING: Duration = Duration::from_millis(50);
/// How long the first prompt waits for the names of tables.
const PATIENCE: Duration = Duration::from_millis(300);

/// Runs the prompt until it is left.
pub async fn run(ctx: &Ctx, args: QueryArgs) -> Result<Answer> {
    // Whoever listens is not ended by Ctrl-C.
    let _listening = ctx.listen();
    let session = Session::new(ctx, &args).await?;
    let guard = args.guard.guard(ctx, session.workgroup.as_deref());
    // A large catalog takes a while: names are completed when it is there.
    let read = ctx.read().await?.clone();
    let mut loading = tokio::spawn(async move { ops::table::list(&read, None).await });
    let tables = tokio::time::timeout(PATIENCE, &mut loading).await;
    ctx.ui.status("lakectl query: a statement ends with a semicolon; \\? for help, \\q to leave");
    let (history, problem) = History::open(ctx.settings.state.as_deref());
    if let Some(problem) = problem {
        ctx.ui.warn(&problem);
    }
    let mut prompt = Prompt {
        session,
        guard,
        words: Words::default(),
        loading: None,
        args,
        input: Input::default(),
        history,
        format: ctx.settings.format,
        timing: false,
    };
    match tables {
        Ok(Ok(Ok(tables))) => prompt.words = Words::of(&tables, prompt.args.database.as_deref()),
        // Whoever may not list tables types them.
        Ok(_) => {}
        Err(_) => prompt.loading = Some(loading),
    }
    loop {
        match prompt.line().await? {
            Line::End => break,
            Line::Interrupted => {
                prompt.input.clear();
                tokio::time::sleep(SETTLING).await;
                ctx.forget_interrupt();
            }
            Line::Text(line) => {
                ctx.forget_interrupt();
                if !prompt.act(ctx, &line).await? {
                    break;
                }
            }
        }
    }
    Ok(Answer::done(View::nothing()))
}

struct Prompt {
    session: Session,
    guard: Guard,
    words: Words,
    loading: Option<JoinHandle<Result<Vec<Table>>>>,
    args: QueryArgs,
    input: Input,
    history: History,
    format: Format,
    timing: bool,
}

impl Prompt {
    /// Reads a line on a thread that may block.
    async fn line(&mut self) -> Result<Line> {
        if let Some(loading) = self.loading.take_if(|loading| loading.is_finished())
            && let Ok(Ok(tables)) = loading.await
        {
            self.words = Words::of(&tables, self.args.database.as_deref());
        }
        let prompt = if self.input.is_open() { "   -> " } else { "lake> " };
        let (history, words) = (std::mem::take(&mut self.history), std::mem::take(&mut self.words));
        let reading = tokio::task::spawn_blocking(move || {
            let line = editor::read(prompt, &history.lines, &|before| words.complete(before));
            (line, history, words)
        });
        let (line, history, words) =
            reading.await.map_err(|error| Error::failed("the prompt was stopped in the middle").because(error))?;
        (self.history, self.words) = (history, words);
        let line = line.map_err(|error| Error::failed("the terminal cannot be read").because(error))?;
        if let Line::Text(text) = &line {
            self.history.add(text);
        }
        Ok(line)
    }

    /// Does what a line says; false to leave. What goes wrong is told, and the prompt goes on.
    async fn act(&mut self, ctx: &Ctx, line: &str) -> Result<bool> {
        let done = match self.input.take(line) {
            Action::More | Action::Nothing => Ok(()),
            Action::Quit => return Ok(false),
            Action::Help => {
                HELP.lines().for_each(|line| ctx.ui.status(line));
                Ok(())
            }
            Action::Wrong(what) => Err(Error::usage(what)),
            Action::Timing => {
                self.timing = !self.timing;
                ctx.ui.status(if self.timing { "timing is on" } else { "timing is off" });
                Ok(())
            }
            Action::Format(format) => {
                self.format = format;
                Ok(())
            }
            Action::Describe(name) => self.describe(ctx, name.as_deref()).await,
            Action::Run(text) => self.run(ctx, &text).await,
        };
        match done {
            // The reader of the output went away: nobody is left to talk to.
            Err(error) if error.kind() == Kind::ClosedPipe => Err(error),
            Err(error) => {
                ctx.ui.error(&error);
                Ok(true)
            }
            Ok(()) => Ok(true),
        }
    }

    async fn run(&mut self, ctx: &Ctx, text: &str) -> Result<()> {
        for statement in script::statements(text, &[])? {
            let begun = ctx.clock().instant();
            let answer = self.session.run(ctx, &statement, &self.args, &mut self.guard).await?;
            show(ctx, answer, self.format).await?;
            if self.timing {
                let took = ctx.clock().instant().duration_since(begun);
                ctx.ui.status(&format!("took {:.3} s", took.as_secs_f64()));
            }
            if !statement.effect.is_read() {
                let read = ctx.read().await?.clone();
                self.loading = Some(tokio::spawn(async move { ops::table::list(&read, None).await }));
            }
        }
        Ok(())
    }

    async fn describe(&self, ctx: &Ctx, name: Option<&str>) -> Result<()> {
        let read = ctx.read().await?;
        let database = self.args.database.as_deref();
        let lines: Vec<String> = match name {
            None => {
                let of = database.map(DatabaseName::stored);
                let tables = ops::table::list(read, of.as_ref()).await?;
                tables.iter().map(|table| format!("{}.{}", table.database, table.name)).collect()
            }
            Some(name) => {
                let full = match (name.contains('.'), database) {
                    (false, Some(database)) => format!("{database}.{name}"),
                    _ => name.to_owned(),
                };
                let table = ops::table::need(read, &full.parse::<TableName>().map_err(Error::usage)?).await?;
                let width = table
                    .columns
                    .iter()
                    .chain(&table.partition_keys)
                    .map(|column| column.name.chars().count())
                    .max()
                    .unwrap_or(0);
                let column =
                    |column: &TableColumn, key: &str| format!("{:width$}  {}{key}", column.name, column.column_type);
                let columns = table.columns.iter().map(|found| column(found, ""));
                columns.chain(table.partition_keys.iter().map(|found| column(found, "  (partition key)"))).collect()
            }
        };
        let value = serde_json::json!(lines);
        show(ctx, Answer::done(View::lines("names", value, lines)), Format::Table).await
    }
}
