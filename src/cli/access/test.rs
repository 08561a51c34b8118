//! `lakectl access test`

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use crate::cli::grant::{fits, named, target};
use crate::context::Ctx;
use crate::domain::permission::expectation::{Access, Clause, parse_file};
use crate::error::{Error, Result};
use crate::ops::expectation::{Finding, Tester, Verdict, check};
use crate::outcome::{Answer, Outcome};
use crate::render::{Column, Style, View};

const COLUMNS: &[Column] = &[
    Column::new("TEST", "number", Style::Count),
    Column::text("RESULT", "result"),
    Column::text("AS", "principal"),
    Column::text("EXPECTED", "expected"),
    Column::text("HOW", "how"),
    Column::text("WHY", "why"),
];

/// Check expectations of access: on the local lake by really trying, on AWS by what explains it
///
/// A file has sentences in the list `expect`, or `[[test]]` with the same in keys. SELECT and DESCRIBE are tried on the
/// local lake, by queries as the principal; other permissions are explained, for trying them would change the lake.
/// Without columns a table is meant as a whole: `can SELECT` is every column, `cannot SELECT` is not one of them.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local access test -f tests.toml\n  lakectl access test -f tests.toml -o json\n\ntests.toml:\n  expect = [\n    \"as role/analyst: can SELECT sales.orders(id, amount); cannot email; sees only region = 'EU'\",\n    \"as role/etl: can INSERT sales.orders; cannot DROP\",\n  ]\n\nExit code 3 when an expectation is broken, 1 when one could not be told."
)]
pub struct AccessTestArgs {
    /// The file with the expectations
    #[arg(short, long, value_name = "FILE")]
    file: PathBuf,
}

pub async fn run(ctx: &Ctx, args: AccessTestArgs) -> Result<Answer> {
    let shown = args.file.display();
    let text = std::fs::read_to_string(&args.file)
        .map_err(|error| Error::unreadable(&args.file, error))
        .map_err(|error| error.hint("a TOML file of expectations: lakectl access test --help shows one"))?;
    let expectations = parse_file(&text).map_err(|problems| {
        let error = Error::usage(format!("{shown} has {} mistakes; nothing was tried", problems.len()));
        problems.into_iter().fold(error, |error, problem| error.at(format!("{shown}: {problem}")))
    })?;
    let own = ctx.write_without_question().await?;
    let mut rows = Vec::new();
    let (mut broken, mut unknown) = (0, 0);
    for expectation in &expectations {
        let name = named(ctx, &expectation.principal).await?;
        let principal = ctx.write_as(name.as_str()).await?;
        let tester = Tester { own: &own, principal, name };
        for clause in &expectation.clauses {
            let on = match clause {
                Clause::Can(access) | Clause::Cannot(access) => &access.on,
                Clause::SeesOnly { on, .. } => on,
            };
            let resource = target(on)?;
            if let Clause::Can(access) | Clause::Cannot(access) = clause {
                fits(&[access.permission], &resource)?;
            }
            let context = |error: Error| error.context(format!("expectation {} cannot be checked", expectation.number));
            let found = check(&tester, clause, &resource).await.map_err(context)?;
            broken += usize::from(found.verdict == Verdict::Broken);
            unknown += usize::from(found.verdict == Verdict::Unknown);
            rows.push(row(expectation.number, tester.name.as_str(), clause, &found));
        }
    }
    ctx.ui.status(&format!("{} expectations: {broken} broken, {unknown} unknown", rows.len()));
    let outcome = match (broken, unknown) {
        (0, 0) => Outcome::Done,
        (0, _) => Outcome::Unknown,
        _ => Outcome::Differences,
    };
    Ok(Answer::done(View::list("expectations", rows, COLUMNS)).with(outcome))
}

fn row(number: usize, principal: &str, clause: &Clause, found: &Finding) -> Value {
    let said = |access: &Access| match access.columns.as_slice() {
        [] => format!("{} {}", access.permission, access.on),
        columns => format!("{} {}({})", access.permission, access.on, columns.join(", ")),
    };
    let expected = match clause {
        Clause::Can(access) => format!("can {}", said(access)),
        Clause::Cannot(access) => format!("cannot {}", said(access)),
        Clause::SeesOnly { on, rows } => format!("sees only {rows} of {on}"),
    };
    let result = match found.verdict {
        Verdict::Holds => "holds",
        Verdict::Broken => "broken",
        Verdict::Unknown => "unknown",
    };
    json!({
        "number": number, "result": result, "principal": principal, "expected": expected,
        "how": found.how, "why": found.why,
    })
}
