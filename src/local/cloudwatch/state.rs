//! Metric series and their data in the store.

use rusqlite::{OptionalExtension, params};
use serde_json::{Value, json};

use crate::domain::alarm::Sample;
use crate::store::{StoreError, Tx};

/// Which metric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metric<'a> {
    /// The region that has it.
    pub region: &'a str,
    /// For example `AWS/Athena`.
    pub namespace: &'a str,
    /// For example `ProcessedBytes`.
    pub name: &'a str,
    /// Name and value of each dimension, in any order.
    pub dimensions: &'a [(&'a str, &'a str)],
}

/// What was measured at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Datum {
    /// Milliseconds since the epoch.
    pub at: i64,
    /// `None` when the caller named no unit.
    pub unit: String,
    /// The statistic set, with the single values when they are known.
    pub sample: Sample,
}

/// Values with how often they came, as one sample; there is at least one.
pub fn sample_of(values: Vec<(f64, f64)>) -> Sample {
    let all = || values.iter().map(|(value, _)| *value);
    Sample {
        count: values.iter().map(|(_, count)| count).sum(),
        sum: values.iter().map(|(value, count)| value * count).sum(),
        minimum: all().fold(f64::INFINITY, f64::min),
        maximum: all().fold(f64::NEG_INFINITY, f64::max),
        values,
    }
}

/// A series that is in the store.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The namespace.
    pub namespace: String,
    /// The name.
    pub name: String,
    /// Sorted by name.
    pub dimensions: Vec<(String, String)>,
}

/// Records one value of the lake's own; `at` is in milliseconds since the epoch.
pub fn put(tx: &Tx<'_>, metric: &Metric<'_>, value: f64, unit: &str, at: i64) -> Result<(), StoreError> {
    insert(tx, metric, &Datum { at, unit: unit.to_owned(), sample: sample_of(vec![(value, 1.0)]) })
}

/// Records a datum.
pub fn insert(tx: &Tx<'_>, metric: &Metric<'_>, datum: &Datum) -> Result<(), StoreError> {
    let dimensions = canonical(metric.dimensions.iter().copied());
    let series: i64 = tx
        .connection()
        .prepare_cached(
            "INSERT INTO metric_series (region, namespace, name, dimensions) VALUES (?1, ?2, ?3, ?4) \
             ON CONFLICT (region, namespace, name, dimensions) DO UPDATE SET name = excluded.name RETURNING id",
        )?
        .query_row(params![metric.region, metric.namespace, metric.name, dimensions], |row| row.get(0))?;
    tx.connection()
        .prepare_cached(
            "INSERT INTO metric_datum (series, at, unit, sample_count, sum, minimum, maximum, samples) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            series,
            datum.at,
            datum.unit,
            datum.sample.count,
            datum.sample.sum,
            datum.sample.minimum,
            datum.sample.maximum,
            json!(datum.sample.values).to_string(),
        ])?;
    Ok(())
}

/// The data of exactly this metric with `from <= at < to`, in order of time.
pub fn data(tx: &Tx<'_>, metric: &Metric<'_>, from: i64, to: i64) -> Result<Vec<Datum>, StoreError> {
    let mut found = Vec::new();
    each(tx, metric, (from, to), true, |at, unit, sample| found.push(Datum { at, unit: unit.to_owned(), sample }))?;
    Ok(found)
}

/// The numbers alone are all in the index.
const NUMBERS: &str = "SELECT at, unit, sample_count, sum, minimum, maximum FROM metric_datum \
                       WHERE series = ?1 AND at >= ?2 AND at < ?3 ORDER BY at";
const VALUES: &str = "SELECT at, unit, sample_count, sum, minimum, maximum, samples FROM metric_datum \
                      WHERE series = ?1 AND at >= ?2 AND at < ?3 ORDER BY at, id";

/// Hands on the time, unit and sample of the data of exactly this metric with `from <= at < to`, in order of time. Single
/// values are read only when they are asked for: percentiles alone need them, and they are texts.
pub fn each(
    tx: &Tx<'_>,
    metric: &Metric<'_>,
    (from, to): (i64, i64),
    with_values: bool,
    mut take: impl FnMut(i64, &str, Sample),
) -> Result<(), StoreError> {
    let series: Option<i64> = tx
        .connection()
        .prepare_cached(
            "SELECT id FROM metric_series WHERE region = ?1 AND namespace = ?2 AND name = ?3 AND dimensions = ?4",
        )?
        .query_row(
            params![metric.region, metric.namespace, metric.name, canonical(metric.dimensions.iter().copied())],
            |row| row.get(0),
        )
        .optional()?;
    let Some(series) = series else { return Ok(()) };
    let mut statement = tx.connection().prepare_cached(if with_values { VALUES } else { NUMBERS })?;
    let mut rows = statement.query(params![series, from, to])?;
    while let Some(row) = rows.next()? {
        let values = if with_values {
            let samples = row.get_ref(6)?.as_str().map_err(rusqlite::Error::from)?;
            serde_json::from_str(samples).unwrap_or_default()
        } else {
            Vec::new()
        };
        let unit = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        let sample =
            Sample { count: row.get(2)?, sum: row.get(3)?, minimum: row.get(4)?, maximum: row.get(5)?, values };
        take(row.get(0)?, unit, sample);
    }
    Ok(())
}

/// Every series of a region with its newest time, by namespace, name and dimensions.
pub fn series(tx: &Tx<'_>, region: &str) -> Result<Vec<(Series, i64)>, StoreError> {
    let mut statement = tx.connection().prepare_cached(
        "SELECT namespace, name, dimensions, \
         (SELECT coalesce(max(at), 0) FROM metric_datum WHERE series = metric_series.id) \
         FROM metric_series WHERE region = ?1 ORDER BY namespace, name, dimensions",
    )?;
    let rows = statement.query_map(params![region], |row| {
        let dimensions: String = row.get(2)?;
        let series = Series {
            namespace: row.get(0)?,
            name: row.get(1)?,
            dimensions: serde_json::from_str(&dimensions).unwrap_or_default(),
        };
        Ok((series, row.get(3)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Dimensions as the key of a series: sorted, so that their order in a request does not matter.
fn canonical<'a>(dimensions: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut sorted: Vec<(&str, &str)> = dimensions.collect();
    sorted.sort_unstable();
    Value::from_iter(sorted.into_iter().map(|(name, value)| json!([name, value]))).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn a_metric_is_its_exact_dimensions_in_any_order() {
        let test = testing::lake();
        let metric = |dimensions| Metric { region: "us-east-1", namespace: "N", name: "m", dimensions };
        let store = test.lake.store();
        store.write(|tx| put(tx, &metric(&[("a", "1"), ("b", "2")]), 3.0, "Count", 1000)).unwrap();
        store.write(|tx| put(tx, &metric(&[("b", "2"), ("a", "1")]), 4.0, "Count", 2000)).unwrap();
        let read = |dimensions| store.read(|tx| data(tx, &metric(dimensions), 0, 3000)).unwrap();
        assert_eq!(
            read(&[("a", "1"), ("b", "2")]).iter().map(|datum| datum.sample.sum).collect::<Vec<_>>(),
            [3.0, 4.0]
        );
        assert_eq!(read(&[("a", "1")]), []);
        assert_eq!(store.read(|tx| series(tx, "us-east-1")).unwrap().len(), 1);
    }
}
