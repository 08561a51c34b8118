//! `lakectl grant` and what it shares with `lakectl revoke`.

pub mod batch;
mod target;

use std::path::PathBuf;

use clap::Args;
use sha2::{Digest, Sha256};

pub use target::{resolve, target};

use crate::cli::change;
use crate::context::{Answers, Ctx};
use crate::domain::permission::{CellsFilter, Columns, Grant, Permission, Principal, Resource};
use crate::domain::principal;
use crate::error::{Error, Result};
use crate::ops;
use crate::ops::grant::Direction;
use crate::outcome::Answer;
use crate::plan::kind::grant::GrantResource;

/// Grant permissions on a database, table, columns, rows, tags or a location to principals
///
/// What is granted already is no error. A file of many grants is written in batches of 20, those on one resource next to
/// each other; each grant is reported, and a rerun grants what is missing.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local grant SELECT --on raw.weather --columns date,precipitation --to role/analyst --enforce --yes\n  lakectl grant SELECT --on 'tag:zone=curated & pii=none' --to role/analyst,role/steward\n  lakectl grant SELECT --on crm.people --rows \"region = 'EU'\" --to role/europe\n  lakectl grant -f grants.csv --dry-run\n\nA CSV file has the columns principal, permissions, on and, where wanted, columns, exclude_columns, filter, grantable; a TOML file has the same as keys of [[grant]]."
)]
pub struct GrantArgs {
    #[command(flatten)]
    what: WhatArgs,
    /// Who: an ARN, role/NAME, user/NAME or an account; several with commas
    #[arg(
        long,
        value_name = "PRINCIPAL",
        value_delimiter = ',',
        required_unless_present = "file",
        conflicts_with = "file"
    )]
    to: Vec<String>,
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
#[derive(Debug, Clone, Args)]
pub struct WhatArgs {
    /// SELECT, DESCRIBE, INSERT, DELETE, ALTER, DROP, CREATE_TABLE, ALL, …; several with commas
    #[arg(required_unless_present = "file", value_delimiter = ',')]
    permissions: Vec<Permission>,
    /// db, db.table, db.* for every table, s3://bucket/prefix, zone:path, tag:EXPR for tables and columns with LF-tags,
    /// tag-db:EXPR for databases, tag:NAME for an expression that is kept under a name, tag-key:KEY for a tag itself,
    /// tag-expression:NAME for a named expression itself, or catalog
    #[arg(long, value_name = "RESOURCE", required_unless_present = "file")]
    on: Option<String>,
    /// SELECT through this row and cell filter of the table
    #[arg(long, value_name = "NAME", conflicts_with_all = ["columns", "exclude_columns", "rows"])]
    filter: Option<String>,
    /// SELECT on the rows that satisfy this condition, in SQL: through a filter that is made for it
    #[arg(long, value_name = "CONDITION")]
    rows: Option<String>,
    /// SELECT on these columns alone
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    columns: Vec<String>,
    /// SELECT on all columns but these
    #[arg(
        long,
        visible_alias = "except-columns",
        value_name = "NAMES",
        value_delimiter = ',',
        conflicts_with = "columns"
    )]
    exclude_columns: Vec<String>,
    /// Read grants from a file: .csv or .toml
    #[arg(short, long, value_name = "FILE", conflicts_with_all = ["permissions", "on", "filter", "rows", "columns", "exclude_columns"])]
    pub file: Option<PathBuf>,
}

pub async fn run(ctx: &Ctx, args: GrantArgs) -> Result<Answer> {
    let answers = Answers { dry_run: args.dry_run, yes: args.yes, confirm: None };
    if let Some(file) = &args.what.file {
        if args.enforce || args.with_grant_option {
            return Err(Error::usage("a file says itself what is grantable, and enforces nothing")
                .hint("the column `grantable`, and `lakectl governance on DB`"));
        }
        return batch::from_file(ctx, Direction::Grant, file, &answers).await;
    }
    let what = args.what;
    if let [principal] = args.to.as_slice() {
        let mut resource = what.resource(ctx, principal).await?;
        resource.grantable = args.with_grant_option;
        resource.enforce = args.enforce;
        let wanted = resource.wanted();
        let named: Vec<_> = wanted.iter().map(|grant| (None, grant)).collect();
        ops::grant_check::exists(ctx.read().await?, &named).await?;
        if let Some(CellsFilter { database, table, rows: Some(rows), .. }) = &resource.filter {
            let table = format!("{database}.{table}").parse().map_err(Error::usage)?;
            ops::grant_check::condition(ctx.read().await?, &table, rows).await?;
        }
        if let (Resource::CellsFilter { database, table, name }, None) = (&resource.target, &resource.filter) {
            let table = format!("{database}.{table}").parse().map_err(Error::usage)?;
            ops::grant_check::filter(ctx.read().await?, &table, name).await?;
        }
        ops::grant_check::may_grant(ctx.read().await?, &wanted).await?;
        if let Some(obstacle) = ops::grant_check::workgroups(ctx.read().await?, &wanted).await? {
            ctx.ui.warn(&obstacle);
        }
        for obstacle in ops::access::obstacles(ctx.read().await?, &resource.principal, &resource.target).await? {
            ctx.ui.warn(&obstacle);
        }
        return change::carry_out(ctx, &resource, &answers).await;
    }
    if args.enforce || what.rows.is_some() {
        return Err(Error::usage("--enforce and --rows go with one principal at a time")
            .hint("make the filter first: lakectl filter create; enforce last: lakectl governance on DB"));
    }
    let mut grants = Vec::new();
    for principal in &args.to {
        let mut resource = what.clone().resource(ctx, principal).await?;
        resource.grantable = args.with_grant_option;
        grants.extend(resource.wanted().into_iter().map(|grant| (principal.clone(), grant)));
    }
    batch::carry_out(ctx, Direction::Grant, grants, &answers).await
}

impl WhatArgs {
    /// What is meant, for a principal.
    pub async fn resource(self, ctx: &Ctx, principal: &str) -> Result<GrantResource> {
        let on = self.on.ok_or_else(|| Error::usage("what it is on is missing").hint("--on RESOURCE"))?;
        let mut target = resolve(ctx, &on).await?;
        let mut columns = match (self.columns.is_empty(), self.exclude_columns.is_empty()) {
            (false, _) => Columns::only(self.columns.iter().map(String::as_str)),
            (true, false) => Columns::except(self.exclude_columns.iter().map(String::as_str)),
            (true, true) => Columns::All,
        };
        if !columns.is_all() {
            if self.permissions != [Permission::Select] {
                return Err(Error::usage("columns can be named for SELECT alone"));
            }
            if !matches!(target, Resource::Table { .. }) {
                return Err(Error::usage(format!("columns can be named for one table, and {on} is none")));
            }
        }
        let mut filter = None;
        if self.filter.is_some() || self.rows.is_some() {
            let Resource::Table { database, table } = target else {
                return Err(Error::usage(format!("a filter belongs to one table, and {on} is none")));
            };
            let name = self.filter.unwrap_or_else(|| filter_name(self.rows.as_deref().unwrap_or_default(), &columns));
            filter = self.rows.map(|rows| CellsFilter {
                database: database.clone(),
                table: table.clone(),
                name: name.clone(),
                rows: Some(rows),
                columns: std::mem::replace(&mut columns, Columns::All),
                version: None,
            });
            target = Resource::CellsFilter { database, table, name };
        }
        fits(&self.permissions, &target)?;
        Ok(GrantResource {
            principal: named(ctx, principal).await?,
            target,
            permissions: self.permissions,
            columns,
            grantable: false,
            enforce: false,
            filter,
        })
    }
}

/// Refuses permissions that a resource does not have.
pub fn fits(permissions: &[Permission], target: &Resource) -> Result<()> {
    let Some(permission) = permissions.iter().find(|permission| !permission.fits(target)) else { return Ok(()) };
    let known = Permission::EVERY.iter().filter(|permission| permission.fits(target));
    let known: Vec<&str> = known.map(|permission| permission.as_str()).collect();
    let error = Error::usage(format!("{target} has no permission {permission}"))
        .hint(format!("there are {}", known.join(", ")));
    Err(match target {
        Resource::TagPolicy { expression, .. } if *permission == Permission::CreateTable => {
            error.hint(format!("of databases: --on 'tag-db:{}'", expression.typed()))
        }
        _ => error,
    })
}

/// The name of the filter that is made for a condition: the same for the same condition and columns.
fn filter_name(rows: &str, columns: &Columns) -> String {
    let digest = Sha256::digest(format!("{rows}\0{columns}"));
    format!("rows-{}", &hex::encode(digest)[..12])
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

/// A grant of a batch, with where it was written.
type Placed = (String, Grant);
