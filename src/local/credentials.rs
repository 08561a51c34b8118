//! The keys of the lake: one for the root of the account, one per principal that acts on it.

use http::request::Parts;
use serde_json::{Value, json};

use super::lake::Lake;
use super::store::StoreError;
use super::wire::ServiceError;
use crate::clock::new_id;

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
        }
    }

    fn to_document(&self) -> Value {
        json!({
            "secret_key": self.secret_key,
            "session_token": self.session_token,
            "principal": self.principal,
            "policy": self.policy,
        })
    }

    fn from_document(access_key: &str, document: &Value) -> Option<Self> {
        Some(Self {
            access_key: access_key.to_owned(),
            secret_key: document["secret_key"].as_str()?.to_owned(),
            session_token: document["session_token"].as_str().map(str::to_owned),
            principal: document["principal"].as_str()?.to_owned(),
            policy: Some(document["policy"].clone()).filter(Value::is_object),
        })
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

    /// A new session of a role: a key that needs its token, and what it may do in S3 besides what the role may.
    pub fn session_credential(&self, principal: &str, policy: Option<Value>) -> Result<Credential, StoreError> {
        let credential = Credential { policy, ..Credential::new("ASIA", principal, true) };
        self.store().write(|tx| tx.put(KIND, "", &credential.access_key, &credential.to_document()))?;
        Ok(credential)
    }

    /// Ends a session: its key is worth nothing from here on.
    pub fn end_session(&self, access_key: &str) -> Result<(), StoreError> {
        self.store().write(|tx| tx.delete(KIND, "", access_key).map(drop))
    }

    pub(super) fn ensure_root_credential(&self) -> Result<(), StoreError> {
        let root = self.root_principal();
        if self.store().read(|tx| tx.get("principal", "", &root))?.is_none() {
            self.credential_for(&root)?;
        }
        Ok(())
    }
}
