//! `lakectl local credentials`

use serde_json::{Value, json};

use super::store_failed;
use crate::context::Ctx;
use crate::domain::principal;
use crate::error::{Error, Result};
use crate::local::Lake;
use crate::local::lake::DEFAULT_REGION;
use crate::outcome::Answer;
use crate::render::View;

pub async fn run(ctx: &Ctx) -> Result<Answer> {
    let lake = ctx.lake().await?;
    let url = lake.status().map_err(store_failed)?.served_at;
    Ok(Answer::done(view(ctx, lake, url.as_deref())?))
}

/// The environment of another program that is to work on the lake, as lines for a shell.
pub fn view(ctx: &Ctx, lake: &Lake, url: Option<&str>) -> Result<View> {
    let principal = match &ctx.settings.acting_as {
        None => lake.root_principal(),
        Some(short) => principal::arn(short, &lake.options().account).map_err(Error::usage)?,
    };
    let keys = lake.credential_for(&principal).map_err(store_failed)?;
    let region = ctx.settings.region.as_deref().unwrap_or(DEFAULT_REGION);
    let mut variables = Vec::new();
    if let Some(url) = url {
        variables.push(("AWS_ENDPOINT_URL", url));
    }
    variables.extend([
        ("AWS_ACCESS_KEY_ID", keys.access_key.as_str()),
        ("AWS_SECRET_ACCESS_KEY", keys.secret_key.as_str()),
        ("AWS_REGION", region),
        ("AWS_DEFAULT_REGION", region),
    ]);
    let lines = variables.iter().map(|(name, value)| format!("export {name}={value}")).collect();
    let environment: serde_json::Map<String, Value> =
        variables.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))).collect();
    let value = json!({
        "principal": principal,
        "account": lake.options().account,
        "endpoint_url": url,
        "environment": environment,
    });
    Ok(View::lines("credentials", value, lines))
}
