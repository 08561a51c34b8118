//! `lakectl access explain`

use clap::Args;
use serde_json::{Value, json};

use crate::cli::grant::{named, target};
use crate::context::Ctx;
use crate::domain::permission::explain::{Question, Says};
use crate::domain::permission::{Permission, Resource};
use crate::domain::shell_word::option;
use crate::error::{Error, Result};
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Section, Style, View};

const FIELDS: &[Column] = &[
    Column::text("Answer", "answer"),
    Column::text("Principal", "principal"),
    Column::text("Permission", "permission"),
    Column::text("Resource", "resource"),
    Column::text("Column", "column"),
    Column::new("Columns that it reads", "columns", Style::List),
    Column::text("Decided by", "deciding"),
    Column::text("To change it", "command"),
];

const LAYERS: &[Column] = &[Column::text("LAYER", "layer"), Column::text("SAYS", "says"), Column::text("WHY", "why")];

/// Say whether a principal may do something, and why: layer by layer, with the grant that decides
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local access explain role/analyst SELECT raw.weather\n  lakectl access explain role/analyst SELECT crm.people.email -o json\n\nLayers that cannot be read are said to be unknown."
)]
pub struct AccessExplainArgs {
    /// An ARN, role/NAME, user/NAME or an account
    principal: String,
    /// SELECT, INSERT, `CREATE_TABLE`, …
    permission: Permission,
    /// db, db.table, db.table.column, s3://bucket/prefix, or catalog
    on: String,
}

pub async fn run(ctx: &Ctx, args: AccessExplainArgs) -> Result<Answer> {
    let (resource, column) = split(&args.on)?;
    if !args.permission.fits(&resource) {
        return Err(Error::usage(format!("{} is no permission on {resource}", args.permission)));
    }
    let principal = named(ctx, &args.principal).await?;
    let question = Question { principal, permission: args.permission, resource, column };
    let found = ops::access::explain(ctx.read().await?, &question).await?;
    let layers: Vec<Value> = found
        .layers
        .iter()
        .map(|layer| json!({ "layer": layer.name, "says": layer.says.word(), "why": layer.why }))
        .collect();
    let undone_by = (!found.undone_by.is_empty()).then(|| found.undone_by.join(" && "));
    let command = undone_by.or_else(|| {
        if found.answer != Says::No {
            return None;
        }
        let columns =
            question.column.as_ref().map(|column| format!(" {}", option("--columns", column))).unwrap_or_default();
        let on = args.on.strip_suffix(&format!(".{}", question.column.as_deref().unwrap_or_default()));
        let on = on.unwrap_or(&args.on);
        Some(format!(
            "lakectl grant {} {}{columns} {}",
            args.permission,
            option("--on", on),
            option("--to", &args.principal)
        ))
    });
    let value = json!({
        "answer": found.answer.word(),
        "principal": question.principal.as_str(),
        "permission": args.permission.as_str(),
        "resource": question.resource.to_string(),
        "column": question.column,
        "columns": found.columns,
        "deciding": found.deciding.map(|grant| format!("{} on {} to {}", grant.permission, grant.resource, grant.principal)),
        "command": command,
        "layers": layers,
    });
    let section = Section { title: "Layers", key: "layers", columns: LAYERS };
    Ok(Answer::done(View::record_with("explanation", value, FIELDS, vec![section])))
}

/// A resource, and the column of a table when one is named.
fn split(text: &str) -> Result<(Resource, Option<String>)> {
    let parts: Vec<&str> = text.split('.').collect();
    match parts.as_slice() {
        [database, table, column] if !text.starts_with("s3://") => {
            Ok((target(&format!("{database}.{table}"))?, Some(column.to_lowercase())))
        }
        _ => Ok((target(text)?, None)),
    }
}
