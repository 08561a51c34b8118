//! lakectl: the operator's command line for data lakes on AWS.
//!
//! The map of the tree, and who may use whom:
//!
//! - [`cli`]: the command line; typed arguments, one call, a value. Never prints, never touches a client.
//! - [`plan`]: what would change, as a value; applying makes no choices.
//! - [`ops`]: what an operator means, over the handles of [`aws`].
//! - [`aws`]: the client layer; the SDK's types end there.
//! - [`local`]: the local lake, on the other side of the seam; it shares nothing with [`aws`].
//! - [`domain`]: pure rules; uses nothing else of lakectl.
//! - [`render`], [`ui`]: drawing values, and the terminal.
//! - [`context`]: the only place that picks AWS or local. [`settings`]: the only reader of the environment.
//!   [`clock`]: the only reader of the time. [`error`], [`outcome`]: how things end.
//!
//! All but the command line, its drawing and the terminal are packages of their own: what they may use is in their `Cargo.toml`.

pub mod cli;
pub mod context;
pub mod outcome;
pub mod render;
pub mod settings;
pub mod ui;

pub use lakectl_aws as aws;
pub use lakectl_clock as clock;
pub use lakectl_domain as domain;
pub use lakectl_error as error;
#[cfg(feature = "local")]
pub use lakectl_local as local;
pub use lakectl_ops as ops;
pub use lakectl_plan as plan;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::FromArgMatches;

use cli::{Cli, Command};
use context::Ctx;
use error::{Error, Kind, Result};
use outcome::Answer;
use settings::{Environment, Flags, Format, Settings};
use ui::{Color, Ui};

/// The engine plans recursively: deep statements need more than the usual two megabytes.
const STACK_BYTES: usize = 16 << 20;
/// What an interrupted command has for putting away what it began: temporary files, the display.
const TIDYING: Duration = Duration::from_millis(500);
/// After so long without an end, whoever pressed Ctrl-C is told what is waited for.
const PATIENCE: Duration = Duration::from_millis(400);

/// Runs the program and gives its exit code.
pub fn run() -> ExitCode {
    let program = settings::program_name(std::env::args_os().next().as_deref().map(Path::new));
    let cli = match parsed(&program) {
        Ok(cli) => cli,
        Err(error) => {
            if error.use_stderr() && cli::usage::asks_for_json(std::env::args_os()) {
                Ui::new(false, true, Color::Never, true).error(&cli::usage::error(&error));
            } else if error.use_stderr() && std::env::args_os().any(|word| ui::is_hostile(&word.to_string_lossy())) {
                // The parser repeats what was typed, and its colours cannot be told from those that were typed.
                Ui::new(false, true, Color::Never, false).usage(&error.render().to_string());
            } else {
                // Help and version go to stdout and end with 0; a closed pipe there is nobody's failure.
                drop(error.print());
            }
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let Cli { global, command } = cli;
    let environment = Environment::read();
    if let Command::Complete(args) = &command
        && let Some(answer) = cli::complete::answer(args, environment.as_ref().ok())
    {
        // Whatever went wrong, a shell that completes is told nothing but candidates.
        drop(Ui::new(true, true, Color::Never, false).write(answer.as_bytes()));
        return ExitCode::SUCCESS;
    }
    let flags = Flags::from(global);
    let (format, quiet, no_input) = (flags.format, flags.quiet, flags.no_input);
    let color = environment.as_ref().map_or(Color::Auto, |environment| environment.color);
    let settings = environment.and_then(|environment| Settings::resolve(flags, &environment));
    let ui = Ui::new(quiet, no_input, color, matches!(format, Format::Json | Format::Jsonl)).called(&program);
    match settings.and_then(|settings| run_command(command, settings, ui.clone())) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            ui.error(&error);
            ExitCode::from(error.kind().exit_code())
        }
    }
}

/// The command line, as a program of this name reads it.
fn parsed(program: &str) -> std::result::Result<Cli, clap::Error> {
    let words: Vec<OsString> = std::env::args_os().collect();
    let mut tree = cli::tree_of(program);
    let mut matches = match tree.try_get_matches_from_mut(&words) {
        Ok(matches) => matches,
        Err(error) => match cli::usage::asked_for_help(&error, &words) {
            Some(words) => cli::tree_of(program).try_get_matches_from_mut(words)?,
            None => return Err(cli::usage::mended(error, &tree, &words)),
        },
    };
    Cli::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut tree))
}

fn run_command(command: Command, settings: Settings, ui: Ui) -> Result<u8> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(STACK_BYTES)
        .build()
        .map_err(|error| Error::failed("the runtime cannot start").because(error))?;
    let ended: Result<u8> = runtime.block_on(async {
        let ctx = Ctx::new(settings, ui);
        let mut signals = Signals::new()?;
        // On a worker: its stack is the large one.
        let ctx = Arc::new(ctx);
        let work = tokio::spawn({
            let ctx = ctx.clone();
            async move {
                let answer = command.run(&ctx).await;
                ctx.finish().await;
                answer
            }
        });
        let ended = async {
            let answer = until_interrupted(&ctx, work, &mut signals).await?;
            let (view, outcome) = (answer.view, answer.outcome);
            shown(&ctx, view, &mut signals).await?;
            Ok(outcome.exit_code())
        }
        .await;
        ended.map_err(|error: Error| match error.kind() {
            Kind::Interrupted if signals.terminated => error.with_kind(Kind::Terminated),
            _ => error,
        })
    });
    // All that must end has been waited for. What is left is a writer whose reader does not read, or the computation of a
    // query that was cancelled: it would be waited for without end.
    match &ended {
        // What is dropped in the middle takes its temporary files along.
        Err(error) if matches!(error.kind(), Kind::Interrupted | Kind::Terminated) => runtime.shutdown_timeout(TIDYING),
        _ => runtime.shutdown_background(),
    }
    ended
}

/// Shows a view on a thread that may block: a stream still reads from the lake while it is shown. Ctrl-C ends it.
async fn shown(ctx: &Arc<Ctx>, view: render::View, signals: &mut Signals) -> Result<()> {
    let show = tokio::task::spawn_blocking({
        let ctx = ctx.clone();
        move || render::show(&ctx.ui, view, ctx.settings.format, ctx.settings.select.as_deref())
    });
    tokio::select! {
        done = show => done.unwrap_or_else(|error| {
            Err(Error::failed("lakectl stopped in the middle of the output; this is a bug").because(error))
        }),
        () = signals.next() => Err(Error::new(Kind::Interrupted, signals.word())),
    }
}

/// The first Ctrl-C tells the verb, when it listens, and ends the process otherwise; the second ends it at once. So does
/// the signal that asks a process to end.
async fn until_interrupted(
    ctx: &Ctx,
    mut work: tokio::task::JoinHandle<Result<Answer>>,
    signals: &mut Signals,
) -> Result<Answer> {
    let mut is_untold = false;
    loop {
        tokio::select! {
            done = &mut work => {
                return done.unwrap_or_else(|error| {
                    Err(Error::failed("lakectl stopped in the middle of the command; this is a bug").because(error))
                });
            }
            () = signals.next() => {
                if !ctx.has_interrupt_listeners() || ctx.interrupt() {
                    work.abort();
                    return Err(Error::new(Kind::Interrupted, signals.word()));
                }
                is_untold = true;
            }
            () = tokio::time::sleep(PATIENCE), if is_untold => {
                is_untold = false;
                // A prompt goes on after the statement that was meant.
                if ctx.is_interrupted() {
                    ctx.ui.status("ending what was begun; Ctrl-C again leaves at once");
                }
            }
        }
    }
}

/// Ctrl-C, and the signal that asks a process to end. Listened for from the beginning to the end, so that none is lost
/// between two questions.
struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    /// Whether the last one asked to end.
    terminated: bool,
}

impl Signals {
    #[cfg(unix)]
    fn new() -> Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let failed = |error| Error::failed("signals cannot be listened for").because(error);
        Ok(Self {
            interrupt: signal(SignalKind::interrupt()).map_err(failed)?,
            terminate: signal(SignalKind::terminate()).map_err(failed)?,
            terminated: false,
        })
    }

    #[cfg(not(unix))]
    fn new() -> Result<Self> {
        Ok(Self { terminated: false })
    }

    #[cfg(unix)]
    async fn next(&mut self) {
        self.terminated = tokio::select! {
            _ = self.interrupt.recv() => false,
            _ = self.terminate.recv() => true,
        };
    }

    #[cfg(not(unix))]
    async fn next(&mut self) {
        drop(tokio::signal::ctrl_c().await);
    }

    fn word(&self) -> &'static str {
        if self.terminated { "terminated" } else { "interrupted" }
    }
}
