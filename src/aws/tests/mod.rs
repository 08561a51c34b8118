//! The client layer on a bad day: every listing and every start, with each fault on the seam. Answers come from a lake in this
//! process. The rows are those of the table in ARCHITECTURE.md, "Faults"; what needs a wire is in `tests/it/fault_wire.rs`.

mod listing;
mod lists;
mod starts;

use super::transport::Transport;
use super::{Read, StaticCredentials, Write};
use crate::testing_lake::{TestLake, lake};

use super::testing::fault::{Asked, Fault, Journal, around};
use super::testing::{Pace, client_of};

/// A lake, and keys that it knows.
struct Behind {
    lake: TestLake,
}

impl Behind {
    fn new() -> Self {
        Self { lake: lake() }
    }

    fn keys(&self) -> StaticCredentials {
        self.lake.keys()
    }

    fn transport(&self) -> Transport {
        let lake = self.lake.lake.clone();
        Transport::new(move |request| {
            let lake = lake.clone();
            async move { lake.handle(request).await }
        })
    }

    /// A client on a good day.
    async fn write(&self) -> Write {
        Write::granted(client_of(self.transport(), self.keys(), Pace { short_of_patience: false }).await)
    }

    /// A client to whose requests the rule's faults happen.
    async fn on_a_bad_day(&self, rule: impl Fn(&Asked) -> Option<Fault> + Send + Sync + 'static) -> (Read, Journal) {
        let (transport, journal) = around(self.transport(), rule);
        (client_of(transport, self.keys(), Pace { short_of_patience: false }).await, journal)
    }

    /// The same, with a client that waits for an answer a thousandth of its time.
    async fn short_of_patience(
        &self,
        rule: impl Fn(&Asked) -> Option<Fault> + Send + Sync + 'static,
    ) -> (Read, Journal) {
        let (transport, journal) = around(self.transport(), rule);
        (client_of(transport, self.keys(), Pace { short_of_patience: true }).await, journal)
    }
}
