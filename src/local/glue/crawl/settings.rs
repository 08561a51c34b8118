//! A crawler's document as settings of a crawl.

use serde_json::Value;

use crate::domain::crawl::{
    Classifier, CrawlSettings, CrawlTarget, CsvClassifier, DeleteBehavior, Glob, HeaderRule, RecrawlPolicy,
    UpdateBehavior,
};
use crate::glue::{check, classifier};
use crate::store::Tx;
use crate::wire::ServiceError;

/// What a crawl needs to know of its crawler.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What decides the result.
    pub crawl: CrawlSettings,
    /// Where it looks.
    pub targets: Vec<Target>,
}

/// One place to look at.
#[derive(Debug, Clone)]
pub struct Target {
    pub place: CrawlTarget,
    pub exclusions: Vec<Glob>,
    /// The exclusions as they were written.
    pub written_exclusions: Vec<String>,
    pub sample_size: Option<u32>,
}

/// The settings of a crawler; an error for whatever the lake cannot do as it is asked.
pub fn of(tx: &Tx<'_>, region: &str, crawler: &Value) -> Result<Settings, ServiceError> {
    let policy = &crawler["SchemaChangePolicy"];
    let recrawl_policy = match crawler["RecrawlPolicy"]["RecrawlBehavior"].as_str() {
        Some("CRAWL_NEW_FOLDERS_ONLY") => RecrawlPolicy::CrawlNewFoldersOnly,
        Some("CRAWL_EVENT_MODE") => {
            return Err(ServiceError::unsupported("glue crawlers with RecrawlBehavior CRAWL_EVENT_MODE"));
        }
        _ => RecrawlPolicy::CrawlEverything,
    };
    let mut settings = CrawlSettings {
        table_prefix: crawler["TablePrefix"].as_str().unwrap_or_default().to_owned(),
        update_behavior: match policy["UpdateBehavior"].as_str() {
            Some("LOG") => UpdateBehavior::Log,
            _ => UpdateBehavior::UpdateInDatabase,
        },
        delete_behavior: match policy["DeleteBehavior"].as_str() {
            Some("LOG") => DeleteBehavior::Log,
            Some("DELETE_FROM_DATABASE") => DeleteBehavior::DeleteFromDatabase,
            _ => DeleteBehavior::DeprecateInDatabase,
        },
        recrawl_policy,
        ..CrawlSettings::default()
    };
    settings
        .apply_configuration(crawler["Configuration"].as_str().unwrap_or_default())
        .map_err(|error| ServiceError::invalid(error.to_string()))?;
    for name in strings(&crawler["Classifiers"]) {
        let found = classifier::find(tx, region, &name)?
            .ok_or_else(|| check::not_found(format!("Classifier {name} not found.")))?;
        settings.classifiers.push(from_document(&name, &found)?);
    }
    let targets =
        crawler["Targets"]["S3Targets"].as_array().into_iter().flatten().map(target).collect::<Result<_, _>>()?;
    Ok(Settings { crawl: settings, targets })
}

fn target(target: &Value) -> Result<Target, ServiceError> {
    let path = target["Path"].as_str().unwrap_or_default();
    let place = CrawlTarget::parse(path).ok_or_else(|| ServiceError::invalid(format!("{path} is not an S3 path")))?;
    let written_exclusions = strings(&target["Exclusions"]);
    let exclusions = written_exclusions
        .iter()
        .map(|pattern| Glob::new(pattern).map_err(|error| ServiceError::invalid(error.to_string())))
        .collect::<Result<_, _>>()?;
    let sample_size = target["SampleSize"].as_u64().and_then(|size| u32::try_from(size).ok());
    Ok(Target { place, exclusions, written_exclusions, sample_size })
}

fn from_document(name: &str, document: &Value) -> Result<Classifier, ServiceError> {
    if let Some(json) = document.get("JsonClassifier") {
        let path = json["JsonPath"].as_str().unwrap_or_default().to_owned();
        return Ok(Classifier::Json { name: name.to_owned(), path });
    }
    let Some(csv) = document.get("CsvClassifier") else {
        let kind = document.as_object().and_then(|members| members.keys().next()).map_or("classifier", String::as_str);
        return Err(ServiceError::unsupported(format_args!("crawlers with a {kind} ({name})")));
    };
    let symbol = |member: &str| csv[member].as_str().and_then(|text| text.chars().next());
    let custom_types = csv["CustomDatatypeConfigured"].as_bool().unwrap_or(false);
    Ok(Classifier::Csv(CsvClassifier {
        name: name.to_owned(),
        delimiter: symbol("Delimiter"),
        quote: symbol("QuoteSymbol"),
        header_rule: match csv["ContainsHeader"].as_str() {
            Some("PRESENT") => HeaderRule::Present,
            Some("ABSENT") => HeaderRule::Absent,
            _ => HeaderRule::Unknown,
        },
        header: strings(&csv["Header"]),
        allow_single_column: csv["AllowSingleColumn"].as_bool().unwrap_or(false),
        disable_value_trimming: csv["DisableValueTrimming"].as_bool().unwrap_or(false),
        custom_datatypes: if custom_types { strings(&csv["CustomDatatypes"]) } else { Vec::new() },
        serde: csv["Serde"].as_str().map(str::to_owned),
    }))
}

fn strings(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
