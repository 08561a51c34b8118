//! Storage classes: their order, and which way objects may go.
//!
//! Source: Amazon S3 User Guide, "Transitioning objects using Amazon S3 Lifecycle", Supported transitions.

/// The classes that rules move objects to, and how far down each is.
pub const CLASSES: &[(&str, u8)] = &[
    ("STANDARD_IA", 1),
    ("INTELLIGENT_TIERING", 2),
    ("ONEZONE_IA", 3),
    ("GLACIER_IR", 3),
    ("GLACIER", 4),
    ("DEEP_ARCHIVE", 5),
];

/// How far down a class is; none for one that rules cannot move objects to.
pub fn rank(class: &str) -> Option<u8> {
    CLASSES.iter().find(|(name, _)| *name == class).map(|(_, rank)| *rank)
}

/// Whether lifecycle may move an object from one class to another: down only, and never between ONEZONE_IA and GLACIER_IR.
pub fn may_move(from: &str, to: &str) -> bool {
    let Some(to) = rank(to) else { return false };
    match from {
        "STANDARD" | "REDUCED_REDUNDANCY" => true,
        _ => rank(from).is_some_and(|from| from < to),
    }
}

/// Whether an object of the class can be read without restoring it first. Athena and Glue read only such objects.
pub fn reads_at_once(class: &str) -> bool {
    !matches!(class, "GLACIER" | "DEEP_ARCHIVE")
}
