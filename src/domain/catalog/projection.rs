//! Partition projection: partitions that queries work out from the table's parameters, without entries in the catalog.
//!
//! The catalog stores whatever it is given; only a query finds out that it is wrong, or silently reads nothing. So what is
//! written here is checked first. Source: Athena user guide, "Partition projection" and "Supported types".

use std::collections::BTreeMap;
use std::str::FromStr;

use super::TableColumn;

/// Switches projection on.
pub const ENABLED: &str = "projection.enabled";
/// Where partitions lie, with `${key}` for each key, when not in Hive's folders below the table.
pub const TEMPLATE: &str = "storage.location.template";

/// The projection of one partition key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Projection {
    key: String,
    kind: String,
    /// Without the key: `range`, `format`, `values`, …
    properties: BTreeMap<String, String>,
}

impl FromStr for Projection {
    type Err = String;

    /// `year=integer:2020,2030`, `day=date:2020-01-01,NOW;format=yyyy-MM-dd`, `region=enum:eu,us`, `user=injected`
    fn from_str(text: &str) -> Result<Self, String> {
        let (key, rest) = text.split_once('=').ok_or_else(|| {
            format!("`{text}` is no projection: write KEY=integer:MIN,MAX, KEY=enum:A,B, KEY=date:FROM,TO;format=F or KEY=injected")
        })?;
        let mut parts = rest.split(';');
        let head = parts.next().unwrap_or_default();
        let (kind, values) = head.split_once(':').unwrap_or((head, ""));
        let kind = kind.trim().to_ascii_lowercase();
        let mut properties = BTreeMap::new();
        let main = match kind.as_str() {
            "integer" | "date" => "range",
            "enum" => "values",
            "injected" => "",
            _ => return Err(format!("`{kind}` is no kind of projection: enum, integer, date or injected")),
        };
        if main.is_empty() && !values.is_empty() {
            return Err("an injected key has no values: each query names them".to_owned());
        }
        if !main.is_empty() {
            properties.insert(main.to_owned(), values.trim().to_owned());
        }
        for option in parts {
            let (name, value) =
                option.split_once('=').ok_or_else(|| format!("`{option}` is no option: write NAME=VALUE"))?;
            let name = match name.trim() {
                "unit" => "interval.unit",
                name @ ("format" | "interval" | "interval.unit" | "digits") => name,
                other => {
                    return Err(format!("`{other}` is no option of a projection: format, interval, unit or digits"));
                }
            };
            properties.insert(name.to_owned(), value.trim().to_owned());
        }
        let projection = Self { key: key.trim().to_lowercase(), kind, properties };
        projection.check()?;
        Ok(projection)
    }
}

impl Projection {
    /// The projection that a table's parameters say for a key, as far as they say one.
    fn of(parameters: &BTreeMap<String, String>, key: &str) -> Option<Self> {
        let prefix = format!("projection.{}.", key.to_lowercase());
        let mut properties: BTreeMap<String, String> = parameters
            .iter()
            .filter_map(|(name, value)| Some((name.to_lowercase().strip_prefix(&prefix)?.to_owned(), value.clone())))
            .collect();
        let kind = properties.remove("type")?.to_ascii_lowercase();
        Some(Self { key: key.to_lowercase(), kind, properties })
    }

    fn property(&self, name: &str) -> &str {
        self.properties.get(name).map_or("", |value| value.trim())
    }

    /// Fails on what no query could work with.
    fn check(&self) -> Result<(), String> {
        let wrong = |why: String| Err(format!("projection of `{}`: {why}", self.key));
        let range = self.property("range").split_once(',').map(|(from, to)| (from.trim(), to.trim()));
        match self.kind.as_str() {
            "enum" => {
                if self.property("values").split(',').any(|value| value.trim().is_empty()) {
                    return wrong("an enum needs its values: A,B,C".to_owned());
                }
            }
            "integer" => {
                let numbers = range.and_then(|(from, to)| Some((from.parse::<i64>().ok()?, to.parse::<i64>().ok()?)));
                match numbers {
                    None => return wrong(format!("`{}` is no range of integers: MIN,MAX", self.property("range"))),
                    Some((from, to)) if from > to => return wrong(format!("the range {from},{to} is empty")),
                    Some(_) => {}
                }
                for name in ["interval", "digits"] {
                    if self.properties.contains_key(name) && self.property(name).parse::<u32>().unwrap_or(0) == 0 {
                        return wrong(format!("{name} is a number from 1 on, not `{}`", self.property(name)));
                    }
                }
            }
            "date" => {
                if let Err(why) = self.check_dates(range) {
                    return wrong(why);
                }
            }
            "injected" => {}
            other => return wrong(format!("`{other}` is no kind: enum, integer, date or injected")),
        }
        Ok(())
    }

    fn check_dates(&self, range: Option<(&str, &str)>) -> Result<(), String> {
        let Some((from, to)) = range else {
            return Err(format!("`{}` is no range of dates: FROM,TO", self.property("range")));
        };
        let format = self.property("format");
        if format.is_empty() {
            return Err("dates need the format that the folders have: ;format=yyyy-MM-dd".to_owned());
        }
        if let Some(end) = [from, to].into_iter().find(|end| !is_now(end) && !has_format(end, format)) {
            return Err(format!("`{end}` is neither NOW, NOW-3YEARS and the like, nor of the format {format}"));
        }
        let unit = self.property("interval.unit");
        if !unit.is_empty() && !UNITS.contains(&unit.to_ascii_uppercase().as_str()) {
            return Err(format!("`{unit}` is no unit: {}", UNITS.join(", ")));
        }
        // The service takes days and months by itself, from formats that end there.
        let is_finer = format.contains(['H', 'h', 'K', 'k', 'm', 's', 'S']);
        let is_coarser = !format.contains('M');
        if unit.is_empty() && (is_finer || is_coarser) {
            return Err(format!("the format {format} needs an interval and its unit: ;interval=1;unit=HOURS"));
        }
        let interval = self.property("interval");
        if !interval.is_empty() && interval.parse::<u32>().unwrap_or(0) == 0 {
            return Err(format!("interval is a number from 1 on, not `{interval}`"));
        }
        Ok(())
    }

    /// The parameters of the table that say this.
    pub fn parameters(&self) -> BTreeMap<String, String> {
        let name = |property: &str| format!("projection.{}.{property}", self.key);
        let mut parameters = BTreeMap::from([(name("type"), self.kind.clone())]);
        parameters.extend(self.properties.iter().map(|(property, value)| (name(property), value.clone())));
        parameters
    }
}

const UNITS: [&str; 8] = ["MILLIS", "SECONDS", "MINUTES", "HOURS", "DAYS", "WEEKS", "MONTHS", "YEARS"];

/// `NOW`, `NOW-3YEARS`, `NOW+1DAY`
fn is_now(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("NOW") else { return false };
    if rest.is_empty() {
        return true;
    }
    let Some(rest) = rest.trim_start().strip_prefix(['+', '-']) else { return false };
    let rest = rest.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let unit = rest[digits..].trim_start();
    let plural = if unit.ends_with('S') { unit.to_owned() } else { format!("{unit}S") };
    digits > 0 && UNITS.contains(&plural.as_str())
}

/// Whether a text can be of a date's format: what is digits there is digits here, the rest is the same. Names of months
/// and the like are left to the service.
fn has_format(text: &str, format: &str) -> bool {
    if format.contains("MMM") || format.contains('E') || format.contains('\'') || format.contains('a') {
        return !text.is_empty();
    }
    text.chars().count() == format.chars().count()
        && text.chars().zip(format.chars()).all(|(character, pattern)| {
            if pattern.is_ascii_alphabetic() { character.is_ascii_digit() } else { character == pattern }
        })
}

/// What is wrong with the projection of a table, by its parameters. Nothing for a table without one.
pub fn projection_problems(parameters: &BTreeMap<String, String>, keys: &[TableColumn], location: &str) -> Vec<String> {
    let parameter = |wanted: &str| {
        parameters.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.as_str())
    };
    if !parameter(ENABLED).is_some_and(|value| value.eq_ignore_ascii_case("true")) {
        return Vec::new();
    }
    let mut problems = Vec::new();
    if keys.is_empty() {
        problems.push("partition projection is for tables with partition keys".to_owned());
    }
    for key in keys {
        match Projection::of(parameters, &key.name) {
            None => problems
                .push(format!("partition key `{}` has no projection: every key needs one, or queries fail", key.name)),
            Some(projection) => {
                problems.extend(projection.check().err());
                if projection.kind == "injected" && !key.column_type.eq_ignore_ascii_case("string") {
                    problems.push(format!(
                        "projection of `{}`: only keys of type string can be injected, not {}",
                        key.name, key.column_type
                    ));
                }
            }
        }
    }
    for name in parameters.keys() {
        let lower = name.to_lowercase();
        let Some(key) = lower.strip_prefix("projection.").and_then(|rest| rest.strip_suffix(".type")) else { continue };
        if !keys.iter().any(|known| known.name.eq_ignore_ascii_case(key)) {
            problems.push(format!("`{key}` has a projection and is no partition key"));
        }
    }
    if let Some(template) = parameter(TEMPLATE) {
        if !template.starts_with("s3://") {
            problems.push(format!("the location template `{template}` is no place in S3"));
        }
        for key in keys {
            if !template.to_lowercase().contains(&format!("${{{}}}", key.name.to_lowercase())) {
                problems.push(format!("the location template has no ${{{}}}", key.name));
            }
        }
        let base = template.split("${").next().unwrap_or_default();
        if !base.starts_with(location.trim_end_matches('/')) {
            problems.push(format!("the location template leads outside of the table's location {location}"));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str, column_type: &str) -> TableColumn {
        TableColumn { name: name.to_owned(), column_type: column_type.to_owned(), comment: None }
    }

    fn parameters(projections: &[&str]) -> BTreeMap<String, String> {
        let mut all = BTreeMap::from([(ENABLED.to_owned(), "true".to_owned())]);
        for text in projections {
            all.extend(text.parse::<Projection>().expect("a projection").parameters());
        }
        all
    }

    #[test]
    fn projections_become_the_parameters_of_the_service() {
        let all = parameters(&["Year=integer:2020,2030;digits=4", "day=date:2020-01-01,NOW;format=yyyy-MM-dd"]);
        for (name, value) in [
            ("projection.enabled", "true"),
            ("projection.year.type", "integer"),
            ("projection.year.range", "2020,2030"),
            ("projection.year.digits", "4"),
            ("projection.day.type", "date"),
            ("projection.day.range", "2020-01-01,NOW"),
            ("projection.day.format", "yyyy-MM-dd"),
        ] {
            assert_eq!(all[name], value);
        }
        let keys = [key("year", "int"), key("day", "string")];
        assert_eq!(projection_problems(&all, &keys, "s3://b/t/"), Vec::<String>::new());
    }

    #[test]
    fn what_no_query_could_use_is_refused() {
        for (text, named) in [
            ("year", "KEY=integer"),
            ("year=list:1", "`list`"),
            ("year=integer:2020", "MIN,MAX"),
            ("year=integer:2030,2020", "empty"),
            ("year=integer:1,2;digits=0", "digits"),
            ("year=integer:1,2;step=2", "`step`"),
            ("region=enum:", "A,B,C"),
            ("day=date:2020-01-01,NOW", "format"),
            ("day=date:2020/01/01,NOW;format=yyyy-MM-dd", "2020/01/01"),
            ("day=date:NOW-3FORTNIGHTS,NOW;format=yyyy-MM-dd", "FORTNIGHTS"),
            ("hour=date:2020-01-01-00,NOW;format=yyyy-MM-dd-HH", "unit=HOURS"),
            ("day=date:NOW-1YEAR,NOW;format=yyyy-MM-dd;interval=1;unit=MOONS", "MOONS"),
            ("user=injected:a", "no values"),
        ] {
            let error = text.parse::<Projection>().expect_err(text);
            assert!(error.contains(named), "{text}: {error}");
        }
    }

    #[test]
    fn a_projection_fits_its_table() {
        let keys = [key("year", "int"), key("user", "int")];
        let all = parameters(&["year=integer:1,2", "user=injected", "moon=enum:a"]);
        let said = projection_problems(&all, &keys, "s3://b/t/").join("\n");
        assert!(said.contains("only keys of type string") && said.contains("`moon`"), "{said}");
        let mut half = parameters(&["year=integer:1,2"]);
        half.insert(TEMPLATE.to_owned(), "s3://b/other/${year}/".to_owned());
        let said = projection_problems(&half, &keys, "s3://b/t/").join("\n");
        for text in ["`user` has no projection", "no ${user}", "outside of the table's location"] {
            assert!(said.contains(text), "{text}\n{said}");
        }
        half.insert(ENABLED.to_owned(), "false".to_owned());
        assert!(projection_problems(&half, &keys, "s3://b/t/").is_empty());
        assert!(projection_problems(&parameters(&[]), &[], "s3://b/t/")[0].contains("partition keys"));
    }
}
