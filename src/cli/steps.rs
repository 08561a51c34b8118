//! What is seen of the steps of a plan while they are carried out.

use std::sync::Arc;

use crate::error::{Error, Kind};
use crate::plan::lake::Event;
use crate::ui::{Progress, Ui};

/// A display of how far the steps are, on a terminal only; gone when dropped.
#[derive(Debug)]
pub struct Steps {
    display: Arc<Progress>,
    doing: &'static str,
    all: usize,
    ended: usize,
}

impl Steps {
    /// A display of so many steps: `restoring`, `applying`.
    pub fn new(ui: &Ui, doing: &'static str, all: usize) -> Self {
        Self { display: Arc::new(ui.progress_on_terminal(doing)), doing, all, ended: 0 }
    }

    /// The display itself, for what is told from within a step.
    pub fn display(&self) -> Arc<Progress> {
        self.display.clone()
    }

    /// Something happened.
    pub fn tell(&mut self, event: &Event<'_>) {
        let step = match event {
            Event::Begun(step) => step,
            Event::Done(step) | Event::Failed(step, _) => {
                self.ended += 1;
                step
            }
        };
        let Self { doing, all, ended, .. } = self;
        self.display.show(&format!("{doing}: {ended} of {all}, {} {}", step.noun, step.name));
    }
}

/// The error of steps that the operator ended with Ctrl-C.
pub fn interrupted(done: usize, failed: usize, not_begun: usize) -> Error {
    let failed = if failed == 0 { String::new() } else { format!(", {failed} failed or broke off") };
    Error::new(Kind::Interrupted, format!("interrupted: {done} steps were done{failed}, {not_begun} were not begun"))
}
