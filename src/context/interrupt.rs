//! Ctrl-C, for whoever listens.

use super::Ctx;

/// Somebody who listens for Ctrl-C.
#[derive(Debug)]
pub struct Interrupts(tokio::sync::watch::Receiver<bool>);

impl Interrupts {
    /// Resolves when the operator pressed Ctrl-C, be it before this was asked.
    pub async fn heard(&mut self) {
        drop(self.0.wait_for(|interrupted| *interrupted).await);
    }
}

impl Ctx {
    /// Listens for Ctrl-C from now on. A verb that starts remote work listens before it starts it, and stops that work
    /// when it hears of one; whoever does not listen is ended at once.
    pub fn listen(&self) -> Interrupts {
        Interrupts(self.interrupt.subscribe())
    }

    /// Resolves when the operator pressed Ctrl-C.
    pub async fn interrupted(&self) {
        self.listen().heard().await;
    }

    /// Turns true when the operator pressed Ctrl-C; for work that ends itself.
    pub fn interruption(&self) -> tokio::sync::watch::Receiver<bool> {
        self.interrupt.subscribe()
    }

    /// Whether some verb listens for Ctrl-C.
    pub fn has_interrupt_listeners(&self) -> bool {
        self.interrupt.receiver_count() > 0
    }

    /// Whether the operator pressed Ctrl-C, and what begins now is meant by it.
    pub fn is_interrupted(&self) -> bool {
        *self.interrupt.borrow()
    }

    /// Tells the listeners of Ctrl-C; whether they had been told before.
    pub fn interrupt(&self) -> bool {
        self.interrupt.send_replace(true)
    }

    /// Forgets a Ctrl-C that was heard: what begins now is not meant by it.
    pub fn forget_interrupt(&self) {
        self.interrupt.send_replace(false);
    }
}
