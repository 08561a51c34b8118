//! Layers that are settings of the lake: administrators, the default that lets in whomever IAM lets in, opt-ins, places.

use super::{Facts, Layer, Place, Question, Says};
use crate::permission::{Grant, Permission};

/// Administrators and the root.
pub(super) fn administrator(question: &Question, facts: &Facts) -> Layer {
    let name = "administrator";
    let principal = question.principal.as_str();
    match &facts.admins {
        _ if principal.ends_with(":root") => {
            Layer { name, says: Says::Yes, why: "the root of the account may do everything".to_owned() }
        }
        None => Layer { name, says: Says::Unknown, why: "the data lake settings could not be read".to_owned() },
        Some(admins) if admins.iter().any(|admin| admin == principal) => {
            Layer { name, says: Says::Yes, why: "is a data lake administrator, who may do everything".to_owned() }
        }
        Some(_) => Layer { name, says: Says::Nothing, why: "is no data lake administrator".to_owned() },
    }
}

/// What lets in whomever IAM lets in.
pub(super) fn open<'a>(question: &Question, facts: &'a Facts) -> Option<&'a Grant> {
    facts.grants.iter().find(|grant| {
        grant.principal.is_every_iam_principal()
            && grant.resource == question.resource
            && grant.permission == Permission::All
    })
}

/// Whether IAM decides.
pub(super) fn iam_default(question: &Question, facts: &Facts) -> Layer {
    let name = "IAM default";
    let layer = |says, why: &str| Layer { name, says, why: why.to_owned() };
    match (open(question, facts).is_some(), facts.opted_in) {
        (false, _) => layer(Says::Nothing, "IAM_ALLOWED_PRINCIPALS holds nothing here: Lake Formation decides alone"),
        (true, Some(true)) => layer(Says::Nothing, "IAM_ALLOWED_PRINCIPALS holds ALL, but the principal is opted in"),
        (true, Some(false)) => {
            layer(Says::Yes, "IAM_ALLOWED_PRINCIPALS holds ALL: whoever IAM lets in may do everything")
        }
        (true, None) => {
            layer(Says::Unknown, "IAM_ALLOWED_PRINCIPALS holds ALL; whether the principal is opted in is unknown")
        }
    }
}

/// Whether the principal is opted in.
pub(super) fn opt_in(facts: &Facts) -> Layer {
    let (says, why) = match facts.opted_in {
        Some(true) => (Says::Nothing, "is opted in: Lake Formation decides, whatever is open to IAM"),
        Some(false) => (Says::Nothing, "is not opted in: where it is open to IAM, IAM decides"),
        // It is unknown where it decides: in the IAM default.
        None => (Says::Nothing, "whether the principal is opted in could not be read"),
    };
    Layer { name: "opt-in", says, why: why.to_owned() }
}

/// Where the data lies does not decide about a right, but about what it is worth.
pub(super) fn location(facts: &Facts) -> Option<Layer> {
    let why = match &facts.place {
        Place::Nowhere => return None,
        Place::Unknown(place) => format!("whether {place} is registered could not be read"),
        Place::Unregistered(place) => {
            format!(
                "{place} is not registered: Lake Formation gives no keys to its objects, IAM alone decides about them"
            )
        }
        Place::Registered(location) if location.hybrid => {
            format!("{} is registered in hybrid mode: who is not opted in keeps what IAM lets it do", location.uri())
        }
        Place::Registered(location) => format!("{} is registered", location.uri()),
    };
    Some(Layer { name: "location", says: Says::Nothing, why })
}
