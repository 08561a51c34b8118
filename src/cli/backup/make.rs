//! `lakectl backup PLACE`

use std::sync::Arc;

use clap::Args;
use serde_json::json;

use super::place::{SelectionArgs, store};
use super::show::summary;
use crate::context::Ctx;
use crate::domain::backup::{Kind as Part, Manifest};
use crate::error::{Error, Kind, Result};
use crate::ops::backup::{MakeOptions, Progress, Store, Unit, commit, make};
use crate::outcome::{Answer, Outcome};
use crate::render::View;

#[derive(Debug, Args)]
pub struct MakeArgs {
    /// Where to: a folder, s3://bucket/prefix or zone:path
    #[arg(required = true)]
    place: Option<String>,
    /// Keep the earlier versions of tables, too
    #[arg(long)]
    versions: bool,
    #[command(flatten)]
    selection: SelectionArgs,
    /// Say what would be read, and stop
    #[arg(long)]
    dry_run: bool,
}

pub async fn run(ctx: &Ctx, args: MakeArgs) -> Result<Answer> {
    let place =
        args.place.ok_or_else(|| Error::usage("a backup needs a place: a folder, s3://bucket/prefix or zone:path"))?;
    let mut selection = args.selection.selection();
    if !args.versions && selection.kinds.is_empty() {
        selection.kinds = Part::ALL.into_iter().filter(|kind| *kind != Part::Versions).collect();
    } else if args.versions && !selection.kinds.is_empty() {
        selection.kinds.insert(Part::Versions);
    }
    let store = store(ctx, &place).await?;
    let read = ctx.read().await?;
    if args.dry_run {
        let kinds: Vec<&str> = Part::ALL.into_iter().filter(|kind| selection.has_kind(*kind)).map(Part::word).collect();
        let lines =
            vec![format!("would write to {}: {}", store.shown(), kinds.join(", ")), "nothing was written".to_owned()];
        let value = json!({ "place": store.shown(), "kinds": kinds, "written": false });
        return Ok(Answer::done(View::lines("backup", value, lines)));
    }
    let write = match &store {
        Store::Folder(_) => None,
        Store::Bucket { .. } => Some(ctx.write_without_question().await?),
    };
    let options = MakeOptions {
        selection,
        now: ctx.lake_time().await?,
        made_by: format!("lakectl {}", env!("CARGO_PKG_VERSION")),
    };
    let bar = Arc::new(ctx.ui.progress_on_terminal("reading the lake"));
    let progress: Progress = Arc::new({
        let bar = bar.clone();
        move |unit: &Unit, documents| {
            let of = unit.of();
            let of = if of.is_empty() { String::new() } else { format!(" of {of}") };
            bar.show(&format!("{}{of}: {documents} documents so far", unit.kind().word()));
        }
    });
    let warned = |error: &Error| ctx.ui.warn(&error.chain().join(": "));
    let mut interrupts = ctx.listen();
    let made = tokio::select! {
        biased;
        made = make(read, write.as_ref(), &store, &options, &progress, warned) => made,
        () = interrupts.heard() => Err(Error::new(Kind::Interrupted, "interrupted: no backup was made")
            .hint("run the same command again: files that are in the place already are not written twice")),
    };
    let kept = match made {
        // From here on there may be a backup: a Ctrl-C waits for the answer, and a second one leaves.
        Ok(manifest) => commit(manifest, &store, write.as_ref()).await,
        Err(error) => Err(error),
    };
    drop((progress, bar, interrupts));
    let manifest = kept?;
    for gap in &manifest.unread {
        let of = if gap.of.is_empty() { String::new() } else { format!(" of {}", gap.of) };
        ctx.ui.warn(&format!("not in the backup: {}{of}: {}", gap.kind.word(), gap.why));
    }
    let outcome = if manifest.has_gaps() { Outcome::Partial } else { Outcome::Done };
    let mut value = summary(&manifest);
    value["place"] = json!(store.shown());
    Ok(Answer::done(View::lines("backup", value, lines(&manifest, &store))).with(outcome))
}

fn lines(manifest: &Manifest, store: &Store) -> Vec<String> {
    let word = |kind: Part, count| match (kind, count) {
        (Part::Settings, _) | (_, 2..) => kind.word().to_owned(),
        (Part::Registries | Part::Queries, _) => kind.word().replace("ies", "y"),
        _ => kind.word().trim_end_matches('s').to_owned(),
    };
    let counts = manifest.counts().into_iter().map(|(kind, count)| format!("{count} {}", word(kind, count)));
    let new = manifest.parts.iter().filter(|part| part.since == manifest.id).count();
    vec![
        format!("backup {} in {}", manifest.id, store.shown()),
        format!("  {}", counts.collect::<Vec<_>>().join(", ")),
        format!("  {} files, {new} of them new; {} bytes in all", manifest.parts.len(), manifest.bytes()),
    ]
}
