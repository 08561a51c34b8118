//! The story: what is said, what is typed, how it must end.

/// One command of the story, or only words.
pub struct Step {
    /// What is said before it; nothing when empty.
    pub say: &'static str,
    /// What is typed after `lakectl`; nothing when empty.
    pub arguments: &'static [&'static str],
    /// The exit code that it must have.
    pub exit: u8,
}

const fn step(say: &'static str, arguments: &'static [&'static str]) -> Step {
    Step { say, arguments, exit: 0 }
}

const fn refused(say: &'static str, exit: u8, arguments: &'static [&'static str]) -> Step {
    Step { say, arguments, exit }
}

/// The real files that the story ingests, and the small ones that it registers and runs.
pub const FILES: &[(&str, &[u8])] = &[
    ("seattle-weather.csv", include_bytes!("../../../fixtures/data/seattle-weather.csv")),
    ("airports.csv", include_bytes!("../../../fixtures/data/airports.csv")),
    ("flights-2k.json", include_bytes!("../../../fixtures/data/flights-2k.json")),
    ("user_event.avsc", include_bytes!("../../../fixtures/demo/user_event.avsc")),
    ("user_event_v2.avsc", include_bytes!("../../../fixtures/demo/user_event_v2.avsc")),
    ("count_objects.py", include_bytes!("../../../fixtures/demo/count_objects.py")),
];

/// The story, in order.
pub const STORY: &[Step] = &[
    step(
        "A zone of the lake is a bucket: private, encrypted, versioned, with a lifecycle. One command each.",
        &["bucket", "create", "demo-raw", "--zone", "raw"],
    ),
    step("", &["bucket", "create", "demo-curated", "--zone", "curated"]),
    step("", &["bucket", "create", "demo-results", "--zone", "query-results"]),
    step("The same command again: there is nothing to do.", &["bucket", "create", "demo-raw", "--zone", "raw"]),
];

/// What to try next.
pub const NEXT: &[&str] = &[
    "",
    "Try next:",
    "  cd DIR && export LAKE_LOCAL=.lake",
    "  lakectl status",
    "  lakectl query \"SELECT weather, count(*) FROM data_lake_db.raw_weather GROUP BY weather\"",
    "  lakectl local serve          # and point boto3 or the AWS CLI at it",
    "  lakectl --profile PROFILE status      # the same commands on AWS",
];
