//! A bucket's whole configuration, merged by rule id.

use serde::{Deserialize, Serialize};

use super::rule::Rule;

/// From which size on objects are moved by rules that say nothing of sizes. A header beside the rules: a put without it
/// sets it back to the default.
///
/// Source: Amazon S3 API reference, `PutBucketLifecycleConfiguration`, `x-amz-transition-default-minimum-object-size`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MinimumSize {
    /// Nothing below 128 KiB is moved to any class.
    #[serde(rename = "all_storage_classes_128K")]
    All128K,
    /// Nothing below 128 KiB is moved, but to GLACIER and DEEP_ARCHIVE everything is.
    #[serde(rename = "varies_by_storage_class")]
    Varies,
}

impl MinimumSize {
    /// Both.
    pub const ALL: [Self; 2] = [Self::All128K, Self::Varies];

    /// S3's word.
    pub fn name(self) -> &'static str {
        match self {
            Self::All128K => "all_storage_classes_128K",
            Self::Varies => "varies_by_storage_class",
        }
    }
}

impl std::fmt::Display for MinimumSize {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for MinimumSize {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|size| size.name() == text)
            .ok_or_else(|| format!("it is {} or {}", Self::All128K, Self::Varies))
    }
}

/// All rules of a bucket and what stands beside them. Its JSON is what the AWS CLI gives and takes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Configuration {
    /// From which size on objects are moved; none leaves it to the service.
    #[serde(rename = "TransitionDefaultMinimumObjectSize", default, skip_serializing_if = "Option::is_none")]
    pub minimum_size: Option<MinimumSize>,
    /// The rules.
    pub rules: Vec<Rule>,
}

impl Configuration {
    /// Reads S3's own JSON: a whole configuration, as `aws s3api get-bucket-lifecycle-configuration` gives it, a list of
    /// rules, or one rule.
    pub fn from_json(text: &str) -> Result<Self, String> {
        let value: serde_json::Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let is_configuration = value.get("Rules").is_some();
        match value {
            serde_json::Value::Array(rules) => {
                let rules: Result<Vec<Rule>, String> = rules
                    .into_iter()
                    .enumerate()
                    .map(|(at, rule)| serde_json::from_value(rule).map_err(|error| format!("rule {}: {error}", at + 1)))
                    .collect();
                Ok(Self { minimum_size: None, rules: rules? })
            }
            value if is_configuration => serde_json::from_value(value).map_err(|error| error.to_string()),
            value => {
                let rule = serde_json::from_value(value).map_err(|error| error.to_string())?;
                Ok(Self { minimum_size: None, rules: vec![rule] })
            }
        }
    }

    /// The rule of an id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.name() == id)
    }

    /// This configuration with other rules set into it: one of the same id is replaced where it stands, a new one comes
    /// last, all others stay exactly as they are.
    pub fn merged(&self, wanted: &[Rule]) -> Self {
        let mut merged = self.clone();
        for rule in wanted {
            match merged.rules.iter_mut().find(|there| rule.id.is_some() && there.id == rule.id) {
                // What says the same stays as it is written.
                Some(there) if there.normal() == rule.normal() => {}
                Some(there) => *there = rule.clone(),
                None => merged.rules.push(rule.clone()),
            }
        }
        merged
    }

    /// This configuration without some rules.
    pub fn without(&self, ids: &[String]) -> Self {
        let mut left = self.clone();
        left.rules.retain(|rule| !ids.iter().any(|id| id == rule.name()));
        left
    }

    /// Whether two configurations say the same: the order of rules and lists means nothing. What only one of them says
    /// about the least size is not compared.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let sizes_agree = match (self.minimum_size, other.minimum_size) {
            (Some(ours), Some(theirs)) => ours == theirs,
            _ => true,
        };
        sizes_agree && self.normal_rules() == other.normal_rules()
    }

    /// How another configuration differs from this one, in words; empty when they say the same.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let mut found = Vec::new();
        for rule in &self.rules {
            match other.rule(rule.name()) {
                None => found.push(format!("rule `{}` is gone", rule.name())),
                Some(there) if there.normal() != rule.normal() => {
                    found.push(format!("rule `{}` is another", rule.name()))
                }
                Some(_) => {}
            }
        }
        let new = other.rules.iter().filter(|rule| self.rule(rule.name()).is_none());
        found.extend(new.map(|rule| format!("rule `{}` is new", rule.name())));
        if let (Some(ours), Some(theirs)) = (self.minimum_size, other.minimum_size)
            && ours != theirs
        {
            found.push(format!("the least size is {theirs}"));
        }
        found
    }

    fn normal_rules(&self) -> Vec<Rule> {
        let mut rules: Vec<Rule> = self.rules.iter().map(Rule::normal).collect();
        rules.sort();
        rules
    }
}
