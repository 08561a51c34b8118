//! The pure rules on inputs of the size that operators have: `cargo bench --bench rules`.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use lakectl::domain::partition::PartitionExpression;
use lakectl::domain::schema::{DataFormat, Mode, Version, check};
use lakectl::domain::types::GlueType;

/// A record of this many fields, the last one without a default when it is `strict`.
fn avro(fields: usize, strict: bool) -> String {
    let fields: Vec<_> = (0..fields)
        .map(|number| {
            if strict && number + 1 == fields {
                format!(r#"{{"name": "f{number}", "type": "string"}}"#)
            } else {
                format!(r#"{{"name": "f{number}", "type": ["null", "string"], "default": null}}"#)
            }
        })
        .collect();
    format!(r#"{{"type": "record", "name": "Event", "fields": [{}]}}"#, fields.join(", "))
}

fn schema_check(criterion: &mut Criterion) {
    let versions: Vec<String> = (50..60).map(|fields| avro(fields, false)).collect();
    let previous: Vec<Version<'_>> =
        versions.iter().zip(1..).map(|(definition, number)| Version { number, definition }).collect();
    let new = avro(61, true);
    criterion.bench_function("schema check: 61 Avro fields against 10 versions, FULL_ALL", |bencher| {
        bencher.iter(|| check(DataFormat::Avro, Mode::FullAll, black_box(&new), black_box(&previous)));
    });
}

fn partition_filter(criterion: &mut Criterion) {
    let keys: Vec<(String, GlueType)> = [("year", "int"), ("month", "int"), ("day", "date")]
        .iter()
        .map(|(name, kind)| ((*name).to_owned(), kind.parse().expect("a type of the catalog")))
        .collect();
    let expression: PartitionExpression =
        "year = 2026 AND month IN (1, 2, 3) AND day >= '2026-01-15'".parse().expect("an expression");
    let filter = expression.bind(&keys).expect("the expression fits the keys");
    let partitions: Vec<[String; 3]> = (0..10_000)
        .map(|number| {
            let (year, month, day) = (2020 + number % 8, 1 + number % 12, 1 + number % 28);
            [year.to_string(), month.to_string(), format!("{year}-{month:02}-{day:02}")]
        })
        .collect();
    criterion.bench_function("partition filter: 10,000 partitions", |bencher| {
        bencher.iter(|| black_box(&partitions).iter().filter(|values| filter.matches(values.as_slice())).count());
    });
}

criterion_group!(rules, schema_check, partition_filter);
criterion_main!(rules);
