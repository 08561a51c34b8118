//! `lakectl local work`: the other side of `local::detach`; no verb for people.

use std::io::Read as _;

use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::local::detach;
use crate::outcome::Answer;
use crate::render::View;

/// Answers the request on stdin. The work that it begins is waited for as every process waits for its own.
pub async fn run(ctx: &Ctx) -> Result<Answer> {
    let mut message = Vec::new();
    std::io::stdin()
        .lock()
        .read_to_end(&mut message)
        .map_err(|error| Error::failed("the request cannot be read").because(error))?;
    let request = detach::decode_request(&message)
        .ok_or_else(|| Error::usage("this verb is lakectl's own: it takes up work that another lakectl hands over"))?;
    let lake = ctx.lake().await?;
    let answer = detach::encode_response(lake.handle(request).await).await;
    ctx.ui.write(answer.as_bytes())?;
    ctx.ui.flush()?;
    Ok(Answer::done(View::nothing()))
}
