//! `lakectl grant` and what it shares with `lakectl revoke`.

use clap::Args;

use crate::cli::change;
use crate::context::{Answers, Ctx};
use crate::domain::permission::{Columns, Permission, Principal, Resource};
use crate::domain::principal;
use crate::error::{Error, Result};
use crate::outcome::Answer;
use crate::plan::kind::grant::GrantResource;

/// Grant permissions on a database, table, columns or location to a principal
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local grant SELECT --on raw.weather --columns date,precipitation --to role/analyst --enforce --yes\n  lakectl grant DESCRIBE,ALTER --on raw --to arn:aws:iam::123456789012:role/etl --dry-run"
)]
pub struct GrantArgs {
    #[command(flatten)]
    what: WhatArgs,
    /// Who: an ARN, role/NAME, user/NAME or an account
    #[arg(long, value_name = "PRINCIPAL")]
    to: String,
    /// Let the principal grant it on
    #[arg(long)]
    with_grant_option: bool,
    /// Let Lake Formation alone decide: take ALL of `IAM_ALLOWED_PRINCIPALS` on the resource away
    #[arg(long)]
    enforce: bool,
    /// Show what would change and stop
    #[arg(long)]
    dry_run: bool,
    /// Do not ask; only --enforce asks, because it takes something away
    #[arg(short, long)]
    yes: bool,
}

/// What is granted, and on what.
#[derive(Debug, Args)]
pub struct WhatArgs {
    /// SELECT, DESCRIBE, INSERT, DELETE, ALTER, DROP, CREATE_TABLE, ALL, …; several with commas
    #[arg(required = true, value_delimiter = ',')]
    permissions: Vec<Permission>,
    /// db, db.table, db.* for every table, s3://bucket/prefix, or catalog
    #[arg(long, value_name = "RESOURCE")]
    on: String,
    /// SELECT through this row and cell filter of the table
    #[arg(long, value_name = "NAME", conflicts_with_all = ["columns", "exclude_columns"])]
    filter: Option<String>,
    /// SELECT on these columns alone
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    columns: Vec<String>,
    /// SELECT on all columns but these
    #[arg(long, value_name = "NAMES", value_delimiter = ',', conflicts_with = "columns")]
    exclude_columns: Vec<String>,
}

pub async fn run(ctx: &Ctx, args: GrantArgs) -> Result<Answer> {
    let mut resource = args.what.resource(ctx, &args.to).await?;
    resource.grantable = args.with_grant_option;
    resource.enforce = args.enforce;
    let answers = Answers { dry_run: args.dry_run, yes: args.yes, confirm: None };
    change::carry_out(ctx, &resource, &answers).await
}

impl WhatArgs {
    /// What is meant, for a principal.
    pub async fn resource(self, ctx: &Ctx, principal: &str) -> Result<GrantResource> {
        let mut target = target(&self.on)?;
        if let Some(name) = self.filter {
            let Resource::Table { database, table } = target else {
                return Err(Error::usage(format!("a filter belongs to one table, and {} is none", self.on)));
            };
            target = Resource::CellsFilter { database, table, name };
        }
        let columns = match (self.columns.is_empty(), self.exclude_columns.is_empty()) {
            (false, _) => Columns::only(self.columns.iter().map(String::as_str)),
            (true, false) => Columns::except(self.exclude_columns.iter().map(String::as_str)),
            (true, true) => Columns::All,
        };
        if !columns.is_all() {
            if self.permissions != [Permission::Select] {
                return Err(Error::usage("columns can be named for SELECT alone"));
            }
            if !matches!(target, Resource::Table { .. }) {
                return Err(Error::usage(format!("columns can be named for one table, and {} is none", self.on)));
            }
        }
        for permission in &self.permissions {
            if !permission.fits(&target) {
                let known = Permission::EVERY.iter().filter(|permission| permission.fits(&target));
                let known: Vec<&str> = known.map(|permission| permission.as_str()).collect();
                return Err(Error::usage(format!("{target} has no permission {permission}"))
                    .hint(format!("there are {}", known.join(", "))));
            }
        }
        Ok(GrantResource {
            principal: named(ctx, principal).await?,
            target,
            permissions: self.permissions,
            columns,
            grantable: false,
            enforce: false,
        })
    }
}

/// A principal by its name, short or whole.
pub async fn named(ctx: &Ctx, text: &str) -> Result<Principal> {
    let account = ctx.read().await?.account().await?;
    if let Ok(known) = text.parse::<Principal>()
        && !text.contains('/')
    {
        return Ok(known.in_account(account));
    }
    let arn = principal::arn(text, account).map_err(Error::usage)?;
    arn.parse().map_err(|error: crate::domain::permission::PrincipalError| Error::usage(error.to_string()))
}

/// A resource as it is typed.
pub fn target(text: &str) -> Result<Resource> {
    if text == "catalog" {
        return Ok(Resource::Catalog);
    }
    if let Some(place) = text.strip_prefix("s3://") {
        let place = place.trim_end_matches('/');
        if place.is_empty() {
            return Err(Error::usage(format!("`{text}` names no bucket")));
        }
        return Ok(Resource::DataLocation { arn: format!("arn:aws:s3:::{place}") });
    }
    match text.split_once('.') {
        None if !text.is_empty() => Ok(Resource::database(text)),
        Some((database, "*")) if !database.is_empty() => Ok(Resource::AllTables { database: database.to_lowercase() }),
        Some((database, table)) if !database.is_empty() && !table.is_empty() => Ok(Resource::table(database, table)),
        _ => Err(Error::usage(format!("`{text}` is no resource"))
            .hint("write db, db.table, db.*, s3://bucket/prefix or catalog")),
    }
}
