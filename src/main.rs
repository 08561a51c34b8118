//! Parse, run, exit.

use std::process::ExitCode;

/// The engine takes and gives back many small pieces from several threads at once, which the system's allocator is slow at.
#[cfg(feature = "local")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    lakectl::run()
}
