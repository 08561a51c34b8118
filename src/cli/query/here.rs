//! `query --engine local`: the engine of this machine runs a statement over files that are brought to it.

use super::guard::Guard;
use super::judge;
use super::script::Statement;
use super::{Engine, QueryArgs};
use crate::context::Ctx;
use crate::domain::query::sql::Effect;
use crate::domain::size;
use crate::error::{Error, Result};
use crate::ops::query::estimate::{Question, understand};
use crate::ops::query::near::{Stock, bring as carry};

/// Whether statements run here. A local lake's own engine is here anyway.
pub fn is_meant(ctx: &Ctx, args: &QueryArgs) -> bool {
    args.engine == Engine::Local && !ctx.is_local()
}

/// Refuses flags that mean nothing where statements run, and tells the engine its memory.
pub fn check(ctx: &Ctx, args: &QueryArgs) -> Result<()> {
    if let Some(bytes) = args.memory {
        if !ctx.is_local() && !is_meant(ctx, args) {
            return Err(Error::usage("--memory is for the engine of this machine, and Athena runs the statement")
                .hint("add --engine local, or leave --memory out"));
        }
        ctx.limit_memory(bytes);
    }
    if !is_meant(ctx, args) {
        return Ok(());
    }
    let foreign = [
        ("--workgroup", args.workgroup.is_some()),
        ("--output-location", args.output_location.is_some()),
        ("--reuse", args.reuse.is_some()),
        ("--catalog", args.catalog.is_some()),
        ("--no-wait", args.no_wait),
        ("--explain", args.explain.is_some()),
    ];
    match foreign.iter().find(|(_, given)| *given) {
        None => Ok(()),
        Some((flag, _)) => {
            Err(Error::usage(format!("{flag} is for Athena, and --engine local runs the statement here")))
        }
    }
}

/// Brings what the statement reads into a lake beside; gives the context of that lake.
pub async fn bring<'a>(
    ctx: &'a Ctx,
    statement: &Statement,
    args: &QueryArgs,
    guard: &Guard,
    stock: &tokio::sync::Mutex<Stock>,
) -> Result<&'a Ctx> {
    if statement.effect != Effect::Query {
        return Err(Error::usage("the engine of this machine only reads, and the statement does something else")
            .hint("run it without --engine local"));
    }
    let read = ctx.read().await?;
    let now = ctx.lake_time().await?;
    let database = args.database.as_deref();
    let question = Question { sql: &statement.sql, parameters: &statement.parameters, database, now, footers: false };
    let (analysis, lookup) = match understand(read, &question).await? {
        Ok(understood) => understood,
        Err(unreadable) => {
            return Err(Error::refused(
                "what the statement reads cannot be told before it runs, so it cannot be brought here",
            )
            .because(unreadable.message)
            .hint("run it without --engine local"));
        }
    };
    if !analysis.problems.is_empty() {
        return Err(judge::problems(&statement.sql, &analysis.problems));
    }
    let near = ctx.beside().await?;
    let write = near.write_without_question().await?;
    let progress = ctx.ui.progress("reading");
    let mut stock = stock.lock().await;
    let tell = |line: &str| progress.show(line);
    let lakes = (&write, near.far());
    let brought = carry(read, lakes, (&analysis, &lookup), guard.most_brought(), &mut stock, &tell).await?;
    drop(progress);
    let noun = |count: u64| if count == 1 { "file" } else { "files" };
    if brought.files > 0 {
        let (bytes, files) = (size::friendly(brought.bytes), size::grouped(brought.files));
        ctx.ui.status(&format!("read {bytes} of {files} {} of the lake", noun(brought.files)));
    }
    if brought.far > 0 {
        let (bytes, files) = (size::friendly(brought.far_bytes), size::grouped(brought.far));
        let noun = noun(brought.far);
        ctx.ui.status(&format!(
            "of {files} {noun} of the lake with {bytes}, the parts are read that the statement needs"
        ));
    }
    Ok(near)
}
