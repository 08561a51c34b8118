//! `lakectl alarm enable` and `lakectl alarm disable`

use clap::Args;

use crate::cli::args::ChangeArgs;
use crate::cli::change;
use crate::context::{Ctx, Danger};
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::kind::alarm::AlarmSwitchResource;

/// Which alarm.
#[derive(Debug, Args)]
pub struct AlarmSwitchArgs {
    /// The alarm's name
    name: String,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: AlarmSwitchArgs, enabled: bool) -> Result<Answer> {
    let alarm = ops::alarm::need(ctx.read().await?, &args.name).await?;
    let switch = AlarmSwitchResource { name: args.name, enabled };
    change::carry_out_from(ctx, &switch, Some(alarm), &args.change.answers(), &Danger::None).await
}
