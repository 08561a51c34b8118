//! The one error type: what happened, why, where, what to do next; and its exit code.
//!
//! Invariant: `Display` is this layer's sentence alone. The printer walks the causes and puts the hints last.

mod unreadable;

use std::fmt;

use lakectl_domain as domain;
use serde_json::{Value, json};

/// The result of everything that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What kind of failure it is; decides the exit code (see `cli.md` of the manual, "Exit codes").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 1
    Failed,
    /// 2: bad arguments, unreadable or invalid input file
    Usage,
    /// 3: differences or findings
    Differences,
    /// 4: not signed in, or denied
    Denied,
    /// 5
    NotFound,
    /// 6: exists, changed meanwhile, locked, stale
    Conflict,
    /// 7: throttled or over a quota after all retries
    Throttled,
    /// 8: some items failed
    Partial,
    /// 9: the remote run failed
    RemoteFailed,
    /// 10
    TimedOut,
    /// 11: refused by a guard
    Refused,
    /// 130
    Interrupted,
    /// 143
    Terminated,
    /// 0: the reader of our output went away; nothing is printed
    ClosedPipe,
}

impl Kind {
    /// The process's exit code.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::ClosedPipe => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Differences => 3,
            Self::Denied => 4,
            Self::NotFound => 5,
            Self::Conflict => 6,
            Self::Throttled => 7,
            Self::Partial => 8,
            Self::RemoteFailed => 9,
            Self::TimedOut => 10,
            Self::Refused => 11,
            Self::Interrupted => 130,
            Self::Terminated => 143,
        }
    }

    /// The name in JSON errors.
    pub fn name(self) -> &'static str {
        match self {
            Self::ClosedPipe => "closed_pipe",
            Self::Failed => "failed",
            Self::Usage => "usage",
            Self::Differences => "differences",
            Self::Denied => "denied",
            Self::NotFound => "not_found",
            Self::Conflict => "conflict",
            Self::Throttled => "throttled",
            Self::Partial => "partial",
            Self::RemoteFailed => "remote_failed",
            Self::TimedOut => "timed_out",
            Self::Refused => "refused",
            Self::Interrupted => "interrupted",
            Self::Terminated => "terminated",
        }
    }
}

/// What AWS said, kept whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwsFailure {
    /// `glue`, `s3`, …
    pub service: &'static str,
    /// `GetTable`, …
    pub operation: &'static str,
    /// The error code, when the service gave one.
    pub code: Option<String>,
    /// The service's message.
    pub message: Option<String>,
    /// The request id, when a response came.
    pub request_id: Option<String>,
    /// The HTTP status, when a response came.
    pub status: Option<u16>,
    /// How often it was asked, when it was asked again.
    pub attempts: Option<u32>,
    /// Whether the request may have been carried out although no answer came.
    pub outcome_unknown: bool,
}

/// An error.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    message: String,
    places: Vec<String>,
    hints: Vec<String>,
    aws: Option<Box<AwsFailure>>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// An error with this layer's sentence: lower case, no full stop.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), places: Vec::new(), hints: Vec::new(), aws: None, source: None }
    }

    /// Kind `Failed`.
    pub fn failed(message: impl Into<String>) -> Self {
        Self::new(Kind::Failed, message)
    }

    /// Kind `Usage`.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Kind::Usage, message)
    }

    /// Kind `NotFound`.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(Kind::NotFound, message)
    }

    /// Kind `Refused`.
    pub fn refused(message: impl Into<String>) -> Self {
        Self::new(Kind::Refused, message)
    }

    /// Adds what to do next, as a command or an instruction.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds the known name that may have been meant, if one is near.
    pub fn did_you_mean<'a>(self, typed: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match crate::domain::suggest::closest(typed, known) {
            Some(name) => self.hint(format!("did you mean `{name}`?")),
            None => self,
        }
    }

    /// Adds a place: `path:line:column`.
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.places.push(place.into());
        self
    }

    /// Sets the cause.
    pub fn because(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Keeps what AWS said.
    pub fn from_aws(mut self, failure: AwsFailure) -> Self {
        self.aws = Some(Box::new(failure));
        self
    }

    /// Says what was being done: this error becomes the cause; kind, hints and AWS's words stay on top.
    pub fn context(self, message: impl Into<String>) -> Self {
        let (kind, hints, aws) = (self.kind, self.hints.clone(), self.aws.clone());
        Self {
            kind,
            message: message.into(),
            places: Vec::new(),
            hints,
            aws,
            source: Some(Box::new(Self { hints: Vec::new(), ..self })),
        }
    }

    /// The same error of another kind.
    pub fn with_kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// The places that it is about.
    pub fn places(&self) -> &[String] {
        &self.places
    }

    /// What to do next.
    pub fn hints(&self) -> &[String] {
        &self.hints
    }

    /// The kind.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// What AWS said, if it was AWS.
    pub fn aws(&self) -> Option<&AwsFailure> {
        self.aws.as_deref()
    }

    /// Whether the request may have been carried out although no answer says so.
    pub fn outcome_is_unknown(&self) -> bool {
        self.aws.as_ref().is_some_and(|failure| failure.outcome_unknown)
    }

    /// Whether AWS's code is one of these.
    pub fn has_code(&self, codes: &[&str]) -> bool {
        self.aws.as_ref().and_then(|failure| failure.code.as_deref()).is_some_and(|code| codes.contains(&code))
    }

    /// Why a question to a service stays without an answer, for who goes on without it.
    pub fn why_unknown(&self) -> String {
        match self.aws() {
            Some(aws) if self.kind() == Kind::Denied => {
                format!("whoever asks may not call {}:{}", aws.service, aws.operation)
            }
            Some(aws) if aws.status.is_some() => {
                let code = aws.code.as_deref().unwrap_or("what cannot be understood");
                format!("{} {} answered {code}", aws.service, aws.operation)
            }
            _ => self.chain().join(": "),
        }
    }

    /// The sentences of this error and its causes, outermost first, without repetition.
    pub fn chain(&self) -> Vec<String> {
        let mut sentences = vec![self.message.clone()];
        let mut cause: Option<&(dyn std::error::Error + 'static)> = std::error::Error::source(self);
        while let Some(error) = cause {
            let sentence = error.to_string();
            if !sentences.iter().any(|known| known.contains(&sentence)) {
                sentences.push(sentence);
            }
            cause = error.source();
        }
        sentences
    }

    fn all_places(&self) -> Vec<&str> {
        let mut places: Vec<&str> = self.places.iter().map(String::as_str).collect();
        let mut cause = std::error::Error::source(self);
        while let Some(error) = cause {
            if let Some(error) = error.downcast_ref::<Self>() {
                places.extend(error.places.iter().map(String::as_str));
            }
            cause = error.source();
        }
        places
    }

    /// The error as lines for a person.
    pub fn lines(&self) -> Vec<String> {
        let mut chain = self.chain().into_iter();
        let mut lines = vec![format!("error: {}", chain.next().unwrap_or_default())];
        lines.extend(chain.map(|cause| format!("  caused by: {cause}")));
        lines.extend(self.all_places().into_iter().map(|place| format!("  --> {place}")));
        if let Some(aws) = &self.aws {
            let request = aws.request_id.as_deref().map(|id| format!(", request id {id}")).unwrap_or_default();
            let code = aws.code.as_deref().unwrap_or("no code");
            let attempts = aws.attempts.map(|times| format!(", asked {times} times")).unwrap_or_default();
            lines.push(format!("  {} {}: {code}{request}{attempts}", aws.service, aws.operation));
        }
        lines.extend(self.hints.iter().map(|hint| format!("  hint: {hint}")));
        lines
    }

    /// The error as one JSON object.
    pub fn json(&self) -> Value {
        let mut chain = self.chain();
        let message = chain.remove(0);
        let mut error = json!({
            "kind": self.kind.name(),
            "exit_code": self.kind.exit_code(),
            "message": message,
            "causes": chain,
            "places": self.all_places(),
            "hints": self.hints,
        });
        if let Some(aws) = &self.aws {
            error["aws"] = json!({
                "service": aws.service,
                "operation": aws.operation,
                "code": aws.code,
                "message": aws.message,
                "request_id": aws.request_id,
                "status": aws.status,
                "attempts": aws.attempts,
            });
        }
        json!({ "schema_version": 1, "error": error })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn std::error::Error + 'static))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_keeps_kind_hints_and_places() {
        let error =
            Error::not_found("no table `x`").at("lake.toml:3:1").hint("lakectl table list").context("cannot show `x`");
        assert_eq!(error.kind(), Kind::NotFound);
        assert_eq!(
            error.lines(),
            [
                "error: cannot show `x`",
                "  caused by: no table `x`",
                "  --> lake.toml:3:1",
                "  hint: lakectl table list"
            ]
        );
    }
}
