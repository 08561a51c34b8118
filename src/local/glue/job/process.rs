//! One process that runs a script: its output line by line, a deadline, and a wish to stop.

use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};
use tokio::sync::mpsc;

/// Lines that wait to be logged; a script that writes faster waits for the log.
const WAITING_LINES: usize = 1000;

/// A log event takes no more. Source: CloudWatch Logs quotas.
const LONGEST_LINE: usize = 256_000;

/// How often output is logged and the wish to stop is looked up.
const TICK: Duration = Duration::from_millis(100);

/// Where a line came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Output,
    /// Standard error.
    Error,
}

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// By itself, with its exit code.
    Exit(i32),
    /// By a signal, whose number is known where there are such.
    Signal(Option<i32>),
    /// It ran past its time.
    Timeout,
    /// Somebody wished it.
    Stopped,
}

/// Runs a command to its end. `on_lines` gets the output in order, in batches; `stop` is asked now and then.
pub async fn run(
    mut command: Command,
    limit: Duration,
    mut on_lines: impl FnMut(Vec<(Stream, String)>),
    mut stop: impl FnMut() -> bool,
) -> std::io::Result<End> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    // A group of its own, so that what the script started ends with it.
    #[cfg(unix)]
    command.process_group(0);
    let mut child = command.spawn()?;
    let (sender, mut receiver) = mpsc::channel(WAITING_LINES);
    if let Some(output) = child.stdout.take() {
        tokio::spawn(read(output, Stream::Output, sender.clone()));
    }
    if let Some(error) = child.stderr.take() {
        tokio::spawn(read(error, Stream::Error, sender.clone()));
    }
    drop(sender);
    let deadline = tokio::time::sleep(limit);
    tokio::pin!(deadline);
    let mut ticks = tokio::time::interval(TICK);
    let mut lines = Vec::new();
    let end = loop {
        tokio::select! {
            status = child.wait() => break end_of(status?),
            () = &mut deadline => {
                kill(&mut child).await;
                break End::Timeout;
            }
            Some(line) = receiver.recv(), if lines.len() < WAITING_LINES => lines.push(line),
            _ = ticks.tick() => {
                if !lines.is_empty() {
                    on_lines(std::mem::take(&mut lines));
                }
                if stop() {
                    kill(&mut child).await;
                    break End::Stopped;
                }
            }
        }
    };
    // What is still in the pipes. A grandchild that lives on keeps them open, so the wait is short.
    while let Ok(Some(line)) = tokio::time::timeout(TICK * 5, receiver.recv()).await {
        lines.push(line);
        if lines.len() >= WAITING_LINES {
            on_lines(std::mem::take(&mut lines));
        }
    }
    if !lines.is_empty() {
        on_lines(lines);
    }
    Ok(end)
}

fn end_of(status: std::process::ExitStatus) -> End {
    if let Some(code) = status.code() {
        return End::Exit(code);
    }
    #[cfg(unix)]
    return End::Signal(std::os::unix::process::ExitStatusExt::signal(&status));
    #[cfg(not(unix))]
    End::Signal(None)
}

async fn kill(child: &mut Child) {
    #[cfg(unix)]
    if let Some(id) = child.id() {
        let group = format!("-{id}");
        // When there is no such command, the process itself is still ended below.
        drop(
            Command::new("kill")
                .args(["-KILL", "--", &group])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .await,
        );
    }
    drop(child.kill().await);
}

async fn read(mut source: impl AsyncRead + Unpin, stream: Stream, lines: mpsc::Sender<(Stream, String)>) {
    let mut buffer = vec![0; 8192];
    let mut line = Vec::new();
    loop {
        let count = source.read(&mut buffer).await.unwrap_or(0);
        if count == 0 {
            break;
        }
        for byte in &buffer[..count] {
            if *byte != b'\n' {
                line.push(*byte);
            }
            let is_full = *byte == b'\n' || line.len() >= LONGEST_LINE;
            if is_full && lines.send((stream, text(&mut line))).await.is_err() {
                return;
            }
        }
    }
    if !line.is_empty() {
        drop(lines.send((stream, text(&mut line))).await);
    }
}

fn text(line: &mut Vec<u8>) -> String {
    let text = String::from_utf8_lossy(line).trim_end_matches('\r').to_owned();
    line.clear();
    text
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn run_shell(script: &str, limit: Duration, stop: bool) -> (End, Vec<(Stream, String)>) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let mut seen = Vec::new();
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        let end = runtime.block_on(run(command, limit, |lines| seen.extend(lines), || stop)).unwrap();
        (end, seen)
    }

    #[test]
    fn output_is_read_line_by_line_to_the_last_one() {
        let (end, lines) = run_shell("echo one; echo two >&2; printf three; exit 3", Duration::from_secs(60), false);
        assert_eq!(end, End::Exit(3));
        let of = |wanted| lines.iter().filter(|(s, _)| *s == wanted).map(|(_, l)| l.as_str()).collect::<Vec<_>>();
        assert_eq!(of(Stream::Output), ["one", "three"]);
        assert_eq!(of(Stream::Error), ["two"]);
    }

    #[test]
    fn a_process_ends_at_its_deadline_and_when_wished() {
        assert_eq!(run_shell("sleep 60", Duration::from_millis(50), false).0, End::Timeout);
        assert_eq!(run_shell("kill -KILL $$", Duration::from_secs(60), false).0, End::Signal(Some(9)));
        assert_eq!(run_shell("sleep 60 & wait", Duration::from_secs(60), true).0, End::Stopped);
    }
}
