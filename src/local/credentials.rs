//! The keys of the lake: one for the root of the account, one per principal that acts on it.

use http::request::Parts;
use serde_json::{Value, json};

use super::lake::Lake;
use super::store::StoreError;
use super::wire::ServiceError;
use crate::clock::{epoch_millis, new_id};

const KIND: &str = "credential";

/// A key pair and whom it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// `AKIA…` for lasting keys, `ASIA…` for those of a role session.
    pub access_key: String,
    /// The secret that signs.
    pub secret_key: String,
    /// The token that must come with keys of a role session.
    pub session_token: Option<String>,
    /// The principal's ARN.
    pub principal: String,
    /// What a session may do in S3 that its principal may not by itself: a policy document.
    pub policy: Option<Value>,
    /// When a session ends, in milliseconds since the epoch by the lake's clock.
    pub expires: Option<i64>,
    /// Whether an administrator vouches for the role of the session; see [`super::wire::Caller::vouched`].
    pub vouched: bool,
    /// What the caller named the session.
    pub session: Option<String>,
}

/// A session to be opened.
#[derive(Debug, Clone)]
pub struct Session<'a> {
    /// Whom it stands for: a role's ARN, mostly.
    pub principal: &'a str,
    /// Seconds until it ends.
    pub seconds: i64,
    /// What it may do in S3 besides what the principal may: a policy document.
    pub policy: Option<Value>,
    /// Whether an administrator vouches for the role.
    pub vouched: bool,
    /// What the caller names it.
    pub name: Option<&'a str>,
}

impl Credential {
    fn new(prefix: &str, principal: &str, with_token: bool) -> Self {
        let hexadecimal = || new_id().replace('-', "");
        Self {
            access_key: format!("{prefix}{}", hexadecimal()[..16].to_uppercase()),
            secret_key: format!("{}{}", hexadecimal(), &hexadecimal()[..8]),
            session_token: with_token.then(|| format!("{}{}", hexadecimal(), hexadecimal())),
            principal: principal.to_owned(),
            policy: None,
            expires: None,
            vouched: false,
            session: None,
        }
    }

    fn to_document(&self) -> Value {
        json!({
            "secret_key": self.secret_key,
            "session_token": self.session_token,
            "principal": self.principal,
            "policy": self.policy,
            "expires": self.expires,
            "vouched": self.vouched,
            "session": self.session,
        })
    }

    fn from_document(access_key: &str, document: &Value) -> Option<Self> {
        Some(Self {
            access_key: access_key.to_owned(),
            secret_key: document["secret_key"].as_str()?.to_owned(),
            session_token: document["session_token"].as_str().map(str::to_owned),
            principal: document["principal"].as_str()?.to_owned(),
            policy: Some(document["policy"].clone()).filter(Value::is_object),
            expires: document["expires"].as_i64(),
            vouched: document["vouched"].as_bool().unwrap_or(false),
            session: document["session"].as_str().map(str::to_owned),
        })
    }

    /// Whether the session is over. One that says no end was of an earlier lake, which kept sessions for ever: it is.
    pub fn is_expired(&self, now: i64) -> bool {
        self.session_token.is_some() && self.expires.is_none_or(|expires| expires <= now)
    }

    /// A session's key is worth nothing without its token.
    pub fn check_token(&self, parts: &Parts) -> Result<(), ServiceError> {
        let sent = parts.headers.get("x-amz-security-token").and_then(|value| value.to_str().ok());
        match &self.session_token {
            Some(token) if sent != Some(token.as_str()) => Err(super::wire::signature::unknown_key()),
            _ => Ok(()),
        }
    }
}

impl Lake {
    /// The root principal of the account.
    pub fn root_principal(&self) -> String {
        format!("arn:aws:iam::{}:root", self.options().account)
    }

    /// The credential of an access key.
    pub fn credential(&self, access_key: &str) -> Result<Option<Credential>, StoreError> {
        let document = self.store().read(|tx| tx.get(KIND, "", access_key))?;
        Ok(document.and_then(|document| Credential::from_document(access_key, &document)))
    }

    /// The key of the root of the account, made with the lake.
    pub fn root_credential(&self) -> Result<Credential, StoreError> {
        self.credential_for(&self.root_principal())
    }

    /// The lasting key of a principal, made when it is first asked for.
    pub fn credential_for(&self, principal: &str) -> Result<Credential, StoreError> {
        self.store().write(|tx| {
            if let Some(found) = tx.get("principal", "", principal)?
                && let Some(access_key) = found["access_key"].as_str()
                && let Some(document) = tx.get(KIND, "", access_key)?
                && let Some(credential) = Credential::from_document(access_key, &document)
            {
                return Ok(credential);
            }
            let credential = Credential::new("AKIA", principal, false);
            tx.put(KIND, "", &credential.access_key, &credential.to_document())?;
            tx.put("principal", "", principal, &json!({ "access_key": credential.access_key }))?;
            Ok(credential)
        })
    }

    /// Opens a session: a key that needs its token and ends.
    pub fn open_session(&self, session: Session<'_>) -> Result<Credential, StoreError> {
        let end = epoch_millis(self.clock().now()).saturating_add(session.seconds.saturating_mul(1000));
        let credential = Credential {
            policy: session.policy,
            expires: Some(end),
            vouched: session.vouched,
            session: session.name.map(str::to_owned),
            ..Credential::new("ASIA", session.principal, true)
        };
        self.store().write(|tx| tx.put(KIND, "", &credential.access_key, &credential.to_document()))?;
        Ok(credential)
    }

    /// Ends a session: its key is worth nothing from here on.
    pub fn end_session(&self, access_key: &str) -> Result<(), StoreError> {
        self.store().write(|tx| tx.delete(KIND, "", access_key).map(drop))
    }

    /// Forgets the sessions that are over, so that a lake does not fill with their keys.
    pub(super) fn forget_expired_sessions(&self) -> Result<(), StoreError> {
        let now = epoch_millis(self.clock().now());
        let is_over = |(access_key, document): &(String, Value)| {
            Credential::from_document(access_key, document).is_some_and(|credential| credential.is_expired(now))
        };
        let over: Vec<_> = self.store().read(|tx| tx.list(KIND, ""))?.into_iter().filter(is_over).collect();
        if over.is_empty() {
            return Ok(());
        }
        self.store().write(|tx| over.iter().try_for_each(|(access_key, _)| tx.delete(KIND, "", access_key).map(drop)))
    }

    pub(super) fn ensure_root_credential(&self) -> Result<(), StoreError> {
        let root = self.root_principal();
        if self.store().read(|tx| tx.get("principal", "", &root))?.is_none() {
            self.credential_for(&root)?;
        }
        Ok(())
    }
}
