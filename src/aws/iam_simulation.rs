//! The other question to IAM: may whoever asks do this? IAM judges it by all policies that it knows of, and nothing is done.

use std::time::Duration;

use super::iam::{encoded, unescaped};
use super::{Read, page};
use crate::domain::permission::existence::IamName;
use crate::domain::simulation::{Decision, Judgement, Question};
use crate::error::{Error, Kind, Result};

/// How long IAM may take. Many networks reach the services of a lake and not IAM, and a plan is of use without it.
const PATIENCE: Duration = Duration::from_secs(10);

/// The most answers of a page. Source: IAM API reference, SimulatePrincipalPolicy.
const PAGE: &str = "1000";

/// Elements in each other; no answer is as deep.
const DEPTH: usize = 32;

impl Read {
    /// The role or user whose policies bear on the caller: the role of a session. None for the root of the account, whom no
    /// policy of the account binds.
    pub async fn judged_as(&self) -> Result<Option<String>> {
        let identity = self.identity().await?;
        if identity.arn.ends_with(":root") {
            return Ok(None);
        }
        let Some((partition, session)) = identity.arn.split_once(":sts:") else {
            return Ok(Some(identity.arn.clone()));
        };
        let Some(role) = session.split_once(":assumed-role/").and_then(|(_, rest)| rest.split('/').next()) else {
            return Err(Error::failed(format!("IAM does not judge {}, which is no role and no user", identity.arn)));
        };
        let role = IamName { is_user: false, name: role.to_owned() };
        let plain = format!("{partition}:iam::{}:role/{}", identity.account, role.name);
        // A session's name has no path, and the role's may have one.
        match within(self.iam_arn(&role)).await {
            Ok(Some(arn)) => Ok(Some(arn)),
            Ok(None) => Ok(Some(plain)),
            Err(error) if error.aws().is_some_and(|aws| aws.status.is_some()) => Ok(Some(plain)),
            Err(error) => Err(error),
        }
    }

    /// What IAM says of each action on each resource of a question, for a role or a user.
    pub async fn simulate(&self, principal: &str, question: &Question) -> Result<Vec<Judgement>> {
        let identity = self.identity().await?;
        let mut form = Form::default();
        form.add("PolicySourceArn", principal);
        form.list("ActionNames", question.actions.iter().copied());
        form.list("ResourceArns", question.resources.iter().map(String::as_str));
        // What the request will say for certain.
        let context = [
            ("aws:RequestedRegion", Some(self.region()), "string"),
            ("aws:PrincipalAccount", Some(identity.account.as_str()), "string"),
            ("aws:PrincipalArn", Some(principal), "string"),
            ("aws:ResourceAccount", Some(identity.account.as_str()), "string"),
            ("aws:SecureTransport", Some("true"), "boolean"),
            ("aws:ViaAWSService", Some("false"), "boolean"),
            ("iam:PassedToService", question.passed_to, "string"),
        ];
        let said = context.into_iter().filter_map(|(key, value, kind)| Some((key, value?, kind)));
        for (number, (key, value, kind)) in (1..).zip(said) {
            form.add(&format!("ContextEntries.member.{number}.ContextKeyName"), key);
            form.add(&format!("ContextEntries.member.{number}.ContextKeyValues.member.1"), value);
            form.add(&format!("ContextEntries.member.{number}.ContextKeyType"), kind);
        }
        form.add("MaxItems", PAGE);
        let form = &form;
        let pages = page::all("judgements", |marker| async move {
            let mut form = form.clone();
            if let Some(marker) = marker {
                form.add("Marker", &marker);
            }
            let document = within(self.ask_iam("SimulatePrincipalPolicy", &form.0, whole)).await?;
            judgements(&document, question)
                .ok_or_else(|| Error::failed("the answer of iam SimulatePrincipalPolicy cannot be understood"))
        });
        pages.await
    }
}

async fn within<T>(asking: impl Future<Output = Result<T>>) -> Result<T> {
    match tokio::time::timeout(PATIENCE, asking).await {
        Ok(answer) => answer,
        Err(_) => Err(Error::new(Kind::TimedOut, format!("IAM did not answer within {} seconds", PATIENCE.as_secs()))),
    }
}

/// The fields of a form.
#[derive(Debug, Clone, Default)]
struct Form(String);

impl Form {
    fn add(&mut self, name: &str, value: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(&format!("{name}={}", encoded(value)));
    }

    fn list<'a>(&mut self, name: &str, values: impl Iterator<Item = &'a str>) {
        for (number, value) in (1..).zip(values) {
            self.add(&format!("{name}.member.{number}"), value);
        }
    }
}

/// The document itself, when it is an answer to a simulation.
fn whole(document: &str) -> Option<String> {
    document.contains("<SimulatePrincipalPolicyResult").then(|| document.to_owned())
}

/// The judgements of a page and the marker of the next one; none when the document is another one.
fn judgements(document: &str, question: &Question) -> Option<(Vec<Judgement>, Option<String>)> {
    let root = Element::of(document)?;
    let result = root.child("SimulatePrincipalPolicyResponse")?.child("SimulatePrincipalPolicyResult")?;
    let mut found = Vec::new();
    for one in result.child("EvaluationResults").map_or(&[][..], |list| &list.children) {
        let action = one.text_of("EvalActionName")?;
        let decision = Decision::of_word(&one.text_of("EvalDecision")?)?;
        let judgement = |resource: &str, decision, missing| Judgement {
            action: action.clone(),
            resource: resource.to_owned(),
            decision,
            missing,
        };
        let each = one.child("ResourceSpecificResults").map_or(&[][..], |list| &list.children);
        for of_resource in each {
            let decision = Decision::of_word(&of_resource.text_of("EvalResourceDecision")?)?;
            found.push(judgement(&of_resource.text_of("EvalResourceName")?, decision, of_resource.missing()));
        }
        if each.is_empty() {
            let resource = one.text_of("EvalResourceName").unwrap_or_else(|| "*".to_owned());
            let is_of_one = question.resources.contains(&resource);
            let resources: Vec<&str> = match is_of_one {
                true => vec![&resource],
                // It is about all that were named.
                false => question.resources.iter().map(String::as_str).collect(),
            };
            found.extend(resources.into_iter().map(|resource| judgement(resource, decision, one.missing())));
        }
    }
    let more = result.text_of("IsTruncated").is_some_and(|word| word == "true");
    Some((found, result.text_of("Marker").filter(|_| more)))
}

/// An element of a document, as far as answers of IAM have them: no attributes are read.
#[derive(Debug, Default)]
struct Element {
    name: String,
    text: String,
    children: Vec<Element>,
}

impl Element {
    /// What holds the first element of a document.
    fn of(document: &str) -> Option<Self> {
        let mut open = vec![Self::default()];
        let mut rest = document;
        while let Some(start) = rest.find('<') {
            open.last_mut()?.text.push_str(&unescaped(rest[..start].trim()));
            let (tag, after) = rest[start + 1..].split_once('>')?;
            rest = after;
            if tag.starts_with(['?', '!']) {
                continue;
            }
            if let Some(name) = tag.strip_prefix('/') {
                let done = open.pop()?;
                if done.name != name.trim() {
                    return None;
                }
                open.last_mut()?.children.push(done);
                continue;
            }
            let name = tag.trim_end_matches('/').split_whitespace().next()?.to_owned();
            let element = Self { name, ..Self::default() };
            if tag.ends_with('/') {
                open.last_mut()?.children.push(element);
            } else if open.len() > DEPTH {
                return None;
            } else {
                open.push(element);
            }
        }
        let root = open.pop()?;
        open.is_empty().then_some(root)
    }

    fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    fn text_of(&self, name: &str) -> Option<String> {
        self.child(name).map(|child| child.text.clone())
    }

    /// The keys that policies ask for and the question does not say.
    fn missing(&self) -> Vec<String> {
        let keys = self.child("MissingContextValues").map_or(&[][..], |list| &list.children);
        keys.iter().map(|key| key.text.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(resources: &[&str]) -> Question {
        let resources = resources.iter().map(|resource| (*resource).to_owned()).collect();
        Question { actions: vec!["s3:CreateBucket"], resources, passed_to: None }
    }

    fn answer(results: &str, rest: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?><SimulatePrincipalPolicyResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">\
             <SimulatePrincipalPolicyResult><EvaluationResults>{results}</EvaluationResults>{rest}\
             </SimulatePrincipalPolicyResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>\
             </SimulatePrincipalPolicyResponse>"
        )
    }

    fn read(document: &str, resources: &[&str]) -> Option<Vec<(String, Decision, Vec<String>)>> {
        let (found, _) = judgements(document, &question(resources))?;
        Some(found.into_iter().map(|one| (one.resource, one.decision, one.missing)).collect())
    }

    #[test]
    fn each_resource_has_its_judgement() {
        let one = |name: &str, decision: &str| {
            format!(
                "<member><EvalActionName>s3:CreateBucket</EvalActionName><EvalResourceName>{name}</EvalResourceName><EvalDecision>{decision}</EvalDecision><MatchedStatements/><MissingContextValues><member>aws:SourceIp</member></MissingContextValues></member>"
            )
        };
        let document = answer(&(one("a", "allowed") + &one("b", "explicitDeny")), "<IsTruncated>false</IsTruncated>");
        let missing = vec!["aws:SourceIp".to_owned()];
        let expected =
            vec![("a".to_owned(), Decision::Allowed, missing.clone()), ("b".to_owned(), Decision::Denied, missing)];
        assert_eq!(read(&document, &["a", "b"]), Some(expected));
        // One decision about all of them, and what it comes to for each.
        let specific = "<member><EvalActionName>s3:CreateBucket</EvalActionName><EvalResourceName>*</EvalResourceName>\
            <EvalDecision>implicitDeny</EvalDecision><ResourceSpecificResults>\
            <member><EvalResourceName>a&amp;b</EvalResourceName><EvalResourceDecision>allowed</EvalResourceDecision></member>\
            <member><EvalResourceName>c</EvalResourceName><EvalResourceDecision>implicitDeny</EvalResourceDecision></member>\
            </ResourceSpecificResults></member>";
        let expected = vec![("a&b".to_owned(), Decision::Allowed, vec![]), ("c".to_owned(), Decision::Silent, vec![])];
        assert_eq!(read(&answer(specific, ""), &["a&b", "c"]), Some(expected));
        let of_all =
            "<member><EvalActionName>s3:CreateBucket</EvalActionName><EvalDecision>allowed</EvalDecision></member>";
        assert_eq!(read(&answer(of_all, ""), &["a", "c"]).map(|found| found.len()), Some(2));
    }

    #[test]
    fn pages_go_on_and_what_is_no_answer_is_none() {
        let more = answer("", "<IsTruncated>true</IsTruncated><Marker>next</Marker>");
        assert_eq!(judgements(&more, &question(&["a"])), Some((Vec::new(), Some("next".to_owned()))));
        assert_eq!(judgements(&answer("", "<Marker>next</Marker>"), &question(&["a"])), Some((Vec::new(), None)));
        let unknown = "<member><EvalActionName>x</EvalActionName><EvalDecision>perhaps</EvalDecision></member>";
        for other in [answer(unknown, ""), "<html>".to_owned(), "<a></b>".to_owned(), String::new(), "<a>".repeat(99)] {
            assert_eq!(judgements(&other, &question(&["a"])), None, "{other}");
        }
    }
}
