//! What a script needs before it can run: its text, further modules, its arguments.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::bookmark::AWSGLUE_JOB;
use crate::lake::Lake;
use crate::s3::access::policy_allows;
use crate::wire::ServiceError;

/// The module that scripts ask for their arguments, as the service's runtime has it.
const AWSGLUE_UTILS: &str = r#"import argparse


class GlueArgumentError(Exception):
    pass


class _Parser(argparse.ArgumentParser):
    def error(self, message):
        raise GlueArgumentError(message)


def getResolvedOptions(args, options):
    parser = _Parser(allow_abbrev=False)
    for name in options:
        parser.add_argument("--" + name, dest=name, required=True)
    known, _ = parser.parse_known_args(args[1:])
    return vars(known)
"#;

/// A script with what it needs, in a directory of its own.
#[derive(Debug)]
pub struct Script {
    /// The working directory; removed when the run is over.
    pub directory: tempfile::TempDir,
    /// The script in it.
    pub path: PathBuf,
    /// Where Python looks for further modules.
    pub modules: Vec<PathBuf>,
}

/// Arguments that the service's own machinery reads, with the reason why they cannot be honoured here.
const UNSUPPORTED: [(&str, &str); 2] = [
    ("--additional-python-modules", "the local lake installs no packages"),
    ("--extra-jars", "the local lake loads no further libraries"),
];

/// Who fetches a script: the job's role.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// The lake.
    pub lake: &'a Lake,
    /// The role's ARN.
    pub role: &'a str,
    /// Whether the role may read what no policy denies, or only what a bucket's policy allows.
    pub vouched: bool,
}

impl Reader<'_> {
    fn may_read(&self, bucket: &str, key: &str) -> Result<bool, ServiceError> {
        let Some(document) = self.lake.objects().bucket(bucket)? else { return Ok(true) };
        let resource = format!("arn:aws:s3:::{bucket}/{key}");
        let account = &self.lake.options().account;
        Ok(self.vouched || policy_allows(&document, self.role, account, "s3:GetObject", &resource)?)
    }
}

/// Fetches a job's script and modules from the lake's buckets, as its role. The error is for the run.
pub fn fetch(reader: &Reader<'_>, command: &Value, arguments: &Map<String, Value>) -> Result<Script, String> {
    for (name, why) in UNSUPPORTED {
        if arguments.contains_key(name) {
            return Err(format!("The job argument {name} is not supported: {why}."));
        }
    }
    let location = command["ScriptLocation"].as_str().unwrap_or_default();
    let at = |error: std::io::Error| format!("The script could not be prepared: {error}");
    let directory = tempfile::Builder::new().prefix("lake-job-").tempdir().map_err(at)?;
    let path = directory.path().join(file_name(location).unwrap_or("script.py"));
    copy(reader, location, &path)?;
    let shim = directory.path().join(".modules");
    fs::create_dir_all(shim.join("awsglue")).map_err(at)?;
    fs::write(shim.join("awsglue").join("__init__.py"), "").map_err(at)?;
    fs::write(shim.join("awsglue").join("utils.py"), AWSGLUE_UTILS).map_err(at)?;
    fs::write(shim.join("awsglue").join("job.py"), AWSGLUE_JOB).map_err(at)?;
    let mut modules = vec![shim];
    let extra = arguments.get("--extra-py-files").and_then(Value::as_str).unwrap_or_default();
    for (index, place) in extra.split(',').map(str::trim).filter(|place| !place.is_empty()).enumerate() {
        // A folder for each: two files of one name do not meet.
        let folder = directory.path().join(format!(".extra-{index}"));
        fs::create_dir_all(&folder).map_err(at)?;
        let name = file_name(place).ok_or_else(|| format!("{place} in --extra-py-files names no file."))?;
        let file = folder.join(name);
        copy(reader, place, &file)?;
        // Python imports from archives; a plain module is found in its folder.
        modules.push(if name.ends_with(".py") { folder } else { file });
    }
    Ok(Script { directory, path, modules })
}

/// The arguments as the script sees them: name, value, name, value.
pub fn command_line(arguments: &Map<String, Value>) -> Vec<String> {
    let mut line = Vec::new();
    for (name, value) in arguments {
        line.push(name.clone());
        match value.as_str() {
            None | Some("") => {}
            Some(value) => line.push(value.to_owned()),
        }
    }
    line
}

/// A job's arguments: the defaults, over them those of the run, over them those that no run may change.
pub fn arguments(job: &Value, run: &Value) -> Map<String, Value> {
    let mut merged = Map::new();
    for source in [&job["DefaultArguments"], &run["Arguments"], &job["NonOverridableArguments"]] {
        merged.extend(source.as_object().cloned().unwrap_or_default());
    }
    merged
}

fn file_name(location: &str) -> Option<&str> {
    let name = location.rsplit('/').next()?;
    let harmless = !name.is_empty() && name != "." && name != ".." && !name.contains(['\\', '\0']);
    harmless.then_some(name)
}

fn copy(reader: &Reader<'_>, location: &str, target: &Path) -> Result<(), String> {
    let (bucket, key) = location
        .strip_prefix("s3://")
        .and_then(|rest| rest.split_once('/'))
        .filter(|(bucket, key)| !bucket.is_empty() && !key.is_empty())
        .ok_or_else(|| format!("The script location '{location}' is not of the form s3://BUCKET/KEY."))?;
    let lake = reader.lake;
    if !reader.may_read(bucket, key).map_err(|error| error.message)? {
        return Err(format!("{} is not authorized to perform: s3:GetObject on {location}", reader.role));
    }
    let missing = || format!("The file {location} does not exist.");
    let record = lake.objects().head(bucket, key).map_err(|error| error.to_string())?.ok_or_else(missing)?;
    let source = lake.objects().path_of(&record).ok_or_else(missing)?;
    fs::copy(source, target).map_err(|error| format!("{location} could not be read: {error}"))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_run_overrides_defaults_but_not_what_is_fixed() {
        let job = json!({"DefaultArguments": {"--a": "1", "--b": "1"}, "NonOverridableArguments": {"--b": "9"}});
        let merged = arguments(&job, &json!({"Arguments": {"--a": "2", "--b": "2", "--flag": ""}}));
        assert_eq!(command_line(&merged), ["--a", "2", "--b", "9", "--flag"]);
    }

    #[test]
    fn a_script_is_named_by_its_last_part() {
        assert_eq!(file_name("s3://b/jobs/etl.py"), Some("etl.py"));
        assert_eq!(file_name("s3://b/.."), None);
        assert_eq!(file_name("s3://b/"), None);
    }
}
