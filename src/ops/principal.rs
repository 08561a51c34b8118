//! Who of those that hold grants is still there.

use std::collections::{BTreeMap, BTreeSet};

use crate::aws::Read;
use crate::domain::permission::Principal;
use crate::domain::permission::effective::Picture;
use crate::domain::permission::existence::{Existence, IamName};
use crate::domain::principal::is_role_of;
use crate::error::Result;
use crate::picture;

/// Asks IAM about every role and user of the account that holds a grant, each once. What IAM does not say is unknown, with
/// the reason; whoever asks is there, and the others are not IAM's to know.
pub async fn existence(read: &Read, picture: &Picture, caller: &str) -> Result<BTreeMap<Principal, Existence>> {
    let holders: BTreeSet<&Principal> = picture.grants.iter().map(|grant| &grant.principal).collect();
    let mut questions: Vec<(Principal, IamName)> = holders
        .into_iter()
        .filter(|principal| !is_role_of(principal.as_str(), caller))
        .filter_map(|principal| Some((principal.clone(), IamName::of(principal, &picture.account)?)))
        .collect();
    let mut found = BTreeMap::new();
    let Some((first, name)) = questions.pop() else { return Ok(found) };
    let answer = read.iam_arn(&name).await;
    // IAM is outside of the network that a lake may be reached from: then nobody waits for it once for each principal.
    let is_out_of_reach = answer.as_ref().is_err_and(|error| error.aws().is_none_or(|aws| aws.status.is_none()));
    let first_answer = said(&first, answer);
    if is_out_of_reach {
        found.extend(questions.into_iter().map(|(principal, _)| (principal, first_answer.clone())));
    } else {
        let answers = picture::each(read, questions, |read, (principal, name)| async move {
            let answer = read.iam_arn(&name).await;
            Ok((said(&principal, answer), principal))
        });
        found.extend(answers.await?.into_iter().map(|(answer, principal)| (principal, answer)));
    }
    found.insert(first, first_answer);
    Ok(found)
}

fn said(principal: &Principal, answer: Result<Option<String>>) -> Existence {
    match answer {
        Ok(Some(arn)) if arn == principal.as_str() => Existence::There,
        Ok(Some(arn)) => Existence::Elsewhere(arn),
        Ok(None) => Existence::Gone,
        Err(error) => Existence::Unknown(error.why_unknown()),
    }
}
