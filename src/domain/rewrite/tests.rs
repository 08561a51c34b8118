use super::*;
use crate::catalog::{TableColumn, TableName};

fn file(name: &str, bytes: u64) -> SourceFile {
    SourceFile { uri: format!("s3://b/{name}"), bytes, modified: None }
}

fn part(day: &str, sizes: &[u64]) -> SourcePart {
    SourcePart {
        values: vec![day.to_owned()],
        keys: vec![Some(day.to_owned())],
        location: format!("s3://b/day={day}/"),
        files: sizes.iter().enumerate().map(|(index, bytes)| file(&format!("{day}/{index}"), *bytes)).collect(),
    }
}

fn column(name: &str, kind: &str) -> TableColumn {
    TableColumn { name: name.to_owned(), column_type: kind.to_owned(), comment: None }
}

fn name(text: &str) -> TableName {
    text.parse().expect("a name")
}

#[test]
fn files_are_put_together_up_to_the_target() {
    let sizes = |sizes: &[u64]| -> Vec<u64> {
        portions(&part("1", sizes).files, 10).into_iter().map(|portion| portion.bytes).collect()
    };
    assert_eq!(sizes(&[4, 4, 4, 4]), [8, 8]);
    assert_eq!(sizes(&[25, 1, 9]), [25, 10], "a large file stays alone");
    assert!(worth_it(&part("1", &[4, 4]), 10));
    assert!(!worth_it(&part("1", &[10, 10]), 10) && !worth_it(&part("1", &[3]), 10) && !worth_it(&part("1", &[]), 10));
}

#[test]
fn a_step_writes_at_most_a_hundred_partitions_and_a_large_one_alone() {
    let mut parts: Vec<SourcePart> = (0..250).map(|day| part(&day.to_string(), &[1, 1])).collect();
    parts.push(part("large", &[8, 8, 8]));
    parts.push(part("empty", &[]));
    let steps = steps_of(&parts, 10);
    let counts: Vec<(usize, usize)> = steps.iter().map(|step| (step.partitions.len(), step.files.len())).collect();
    assert_eq!(counts, [(100, 0), (100, 0), (50, 0), (1, 1), (1, 1), (1, 1)]);
    // Long values make shorter statements.
    let long = vec![vec![Some("x".repeat(60_000))]; 3];
    assert_eq!(chunks(&long).len(), 3);
}

#[test]
fn a_step_that_is_too_large_becomes_two() {
    let keys = |days: std::ops::Range<u32>| -> Vec<Vec<Option<String>>> {
        days.map(|day| vec![Some(day.to_string())]).collect()
    };
    let files = ["a".to_owned(), "b".to_owned(), "c".to_owned()];
    let [first, second] = halves(&Step::new(keys(0..5), Vec::new()), &[]).unwrap();
    assert_eq!((first.partitions, second.partitions), (keys(0..2), keys(2..5)));
    let [first, second] = halves(&Step::new(keys(0..1), Vec::new()), &files).unwrap();
    assert_eq!((first.files.as_slice(), second.files.as_slice()), (&files[..1], &files[1..]));
    assert_eq!((first.partitions, second.partitions), (keys(0..1), keys(0..1)));
    let [first, second] = halves(&Step::new(Vec::new(), files[1..].to_vec()), &files).unwrap();
    assert_eq!((first.files.as_slice(), second.files.as_slice()), (&files[1..2], &files[2..]));
    assert_eq!(halves(&Step::new(keys(0..1), Vec::new()), &files[..1]), None, "one file is not divided");
    assert_eq!(halves(&Step::new(keys(0..1), Vec::new()), &[]), None);
    for reason in
        ["Query exhausted resources at this scale factor", "HIVE_TOO_MANY_OPEN_PARTITIONS: …", "Query timeout"]
    {
        assert!(is_too_large(reason), "{reason}");
    }
    assert!(!is_too_large("SYNTAX_ERROR: line 1:8: Column 'x' cannot be resolved"));
}

#[test]
fn statements_quote_what_the_catalog_says() {
    let keys = [("da\"y", KeyType::Text), ("n", KeyType::Whole)];
    let step = Step::new(vec![vec![Some("it's".to_owned()), Some("7".to_owned())], vec![None, None]], Vec::new());
    let columns = ["id".to_owned(), "da\"y".to_owned(), "n".to_owned()];
    let sql = insert(&name("raw.t"), &name("raw.t__new"), &columns, &keys, &step).unwrap();
    assert_eq!(
        sql,
        "INSERT INTO \"raw\".\"t__new\" SELECT \"id\", \"da\"\"y\", \"n\" FROM \"raw\".\"t\" WHERE ((\"da\"\"y\" = 'it''s' AND \"n\" = 7) \
         OR (\"da\"\"y\" IS NULL AND \"n\" IS NULL))"
    );
    let bad = Step::new(vec![vec![Some("a".to_owned()), Some("1 OR true".to_owned())]], Vec::new());
    assert!(insert(&name("raw.t"), &name("raw.u"), &columns, &keys, &bad).is_err());
    let of_files = Step::new(Vec::new(), vec!["s3://b/o'k".to_owned()]);
    let sql = insert(&name("raw.t"), &name("raw.u"), &["id".to_owned()], &[], &of_files).unwrap();
    assert!(sql.ends_with("WHERE \"$path\" IN ('s3://b/o''k')"), "{sql}");
    assert_eq!(predicates(&[], None).unwrap(), [None]);
}

#[test]
fn values_of_partitions_have_one_spelling() {
    assert_eq!(normalized(KeyType::Whole, "007"), Ok(Some("7".to_owned())));
    assert_eq!(normalized(KeyType::Text, "007"), Ok(Some("007".to_owned())));
    assert_eq!(normalized(KeyType::Text, "__HIVE_DEFAULT_PARTITION__"), Ok(None));
    assert!(normalized(KeyType::Whole, "x").is_err() && normalized(KeyType::Date, "1' OR ''='").is_err());
    assert!(KeyType::of(&column("price", "double")).unwrap_err().contains("`price` of type double"));
    assert_eq!(KeyType::of(&column("day", "date")), Ok(KeyType::Date));
}

#[test]
fn the_sum_is_over_every_column() {
    let columns =
        [column("id", "int"), column("tags", "array<string>"), column("raw", "binary"), column("s", "string")];
    let sql = checksum_query(&name("raw.t"), &columns, &[("day", KeyType::Text)], Some("(\"day\" = 'x')"));
    for part in ["CAST(\"id\" AS varchar)", "json_format(CAST(\"tags\" AS JSON))", "to_hex(\"raw\")", "length(\"s\")"] {
        assert!(sql.contains(part), "{part} in {sql}");
    }
    assert!(sql.ends_with("FROM \"raw\".\"t\" WHERE (\"day\" = 'x') GROUP BY \"day\""), "{sql}");
    let many: Vec<TableColumn> = (0..250).map(|index| column(&format!("c{index}"), "string")).collect();
    let sql = checksum_query(&name("raw.t"), &many, &[], None);
    assert_eq!(sql.matches("concat(coalesce(").count(), 3, "three calls of at most a hundred arguments");
}

#[test]
fn a_difference_is_told_by_partition() {
    let proof = |day: &str, rows, sum: &str| Proof { keys: vec![Some(day.to_owned())], rows, sum: sum.to_owned() };
    let names = ["day".to_owned()];
    let old = [proof("1", 2, "5"), proof("2", 3, "7"), proof("3", 1, "1"), proof("4", 0, "")];
    assert!(compare(&names, &old, &[proof("3", 1, "1"), proof("2", 3, "7"), proof("1", 2, "5")]).is_empty());
    let told = compare(&names, &old, &[proof("1", 2, "6"), proof("2", 4, "7"), proof("9", 1, "1")]);
    assert_eq!(
        told,
        [
            "day=1: its 2 rows are not the same",
            "day=2: 3 rows before, 4 after",
            "day=3: 1 rows before, none after",
            "day=9: no rows before, 1 after"
        ]
    );
}
