use proptest::prelude::*;

use super::batch::Batch;
use super::result_file::Parser;
use super::*;

type Cells = Vec<Option<String>>;

/// A table as the service writes it.
fn written(rows: &[Cells]) -> String {
    let mut text = String::new();
    for row in rows {
        for (index, cell) in row.iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            if let Some(cell) = cell {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            }
        }
        text.push('\n');
    }
    text
}

fn read(bytes: &[u8], columns: usize, piece: usize) -> Result<Vec<Cells>, result_file::Malformed> {
    let mut parser = Parser::new(columns);
    let mut all = Vec::new();
    let mut take = |batch: &mut Batch| {
        all.extend(batch.rows().map(|row| row.cells().map(|cell| cell.map(str::to_owned)).collect::<Cells>()));
        batch.clear(columns);
    };
    let mut batch = Batch::new(columns);
    for piece in bytes.chunks(piece) {
        parser.push(piece, &mut batch)?;
        take(&mut batch);
    }
    parser.finish(&mut batch)?;
    take(&mut batch);
    Ok(all)
}

fn header(columns: usize) -> Cells {
    (0..columns).map(|index| Some(format!("c{index}"))).collect()
}

fn table() -> impl Strategy<Value = (usize, Vec<Cells>)> {
    let cell = proptest::option::of("[a-c\",\n\r\té ]{0,6}");
    (1usize..5).prop_flat_map(move |columns| {
        (Just(columns), proptest::collection::vec(proptest::collection::vec(cell.clone(), columns), 0..12))
    })
}

proptest! {
    #[test]
    fn every_table_reads_back_as_it_was((columns, rows) in table(), piece in 1usize..40) {
        let mut whole = vec![header(columns)];
        whole.extend(rows.clone());
        prop_assert_eq!(read(written(&whole).as_bytes(), columns, piece).unwrap(), rows);
    }
}

#[test]
fn a_row_that_equals_the_header_is_a_row() {
    let row = header(2);
    assert_eq!(read(written(&[row.clone(), row.clone()]).as_bytes(), 2, 7).unwrap(), [row]);
}

#[test]
fn what_is_no_result_is_refused() {
    let fails = |text: &[u8]| read(text, 2, 3).unwrap_err();
    assert_eq!(fails(b"\"a\",\"b\"\n\"1\"\n").record, 2);
    assert!(fails(b"\"a\",\"b\"\n\"1\",\"2").what.contains("quoted"));
    assert!(fails(b"\"a\",\"b\"\n\"1\"x,\"2\"\n").what.contains("closing quote"));
    assert!(fails(b"\"a\",\"b\"\n\"\xff\",\"2\"\n").what.contains("UTF-8"));
}

fn execution(kind: StatementKind, sub: &str) -> Execution {
    Execution {
        id: String::new(),
        sql: String::new(),
        state: State::Succeeded,
        statement: Some(kind),
        substatement: Some(sub.to_owned()),
        database: None,
        catalog: None,
        workgroup: None,
        output_location: None,
        managed_result: false,
        reason: None,
        failure: None,
        scanned_bytes: 0,
        total_millis: None,
        queue_millis: None,
        engine_millis: None,
        reused: false,
        manifest: None,
        submitted_millis: None,
        completed_millis: None,
        parameters: Vec::new(),
        engine: None,
    }
}

#[test]
fn the_statement_decides_about_the_header() {
    assert_eq!(execution(StatementKind::Dml, "SELECT").layout(), Layout::Header);
    assert_eq!(execution(StatementKind::Dml, "CREATE_TABLE_AS_SELECT").layout(), Layout::Written);
    assert_eq!(execution(StatementKind::Ddl, "CREATE_TABLE_AS_SELECT").layout(), Layout::Written);
    assert_eq!(execution(StatementKind::Dml, "INSERT").layout(), Layout::Written);
    assert_eq!(execution(StatementKind::Utility, "SHOW_TABLES").layout(), Layout::Packed);
    assert_eq!(execution(StatementKind::Ddl, "CREATE_TABLE").layout(), Layout::Packed);
}

#[test]
fn a_scan_costs_at_least_ten_megabytes() {
    let mut select = execution(StatementKind::Dml, "SELECT");
    assert!(select.dollars().abs() < f64::EPSILON);
    select.scanned_bytes = 1;
    assert!((select.dollars() - 0.00005).abs() < 1e-12);
    select.scanned_bytes = 2_000_000_000_000;
    assert!((select.dollars() - 10.0).abs() < 1e-9);
    select.state = State::Failed;
    assert!(select.dollars().abs() < f64::EPSILON);
}

#[test]
fn exact_numbers_stay_text_where_json_would_round_them() {
    let column = |kind: &str| ResultColumn { name: "c".to_owned(), kind: kind.to_owned(), ..ResultColumn::default() };
    assert!(column("bigint").is_literal() && column("boolean").is_literal() && column("double").is_literal());
    assert!(!column("decimal").is_literal() && column("decimal").is_number());
    assert!(!column("varchar").is_literal() && !column("boolean").is_number());
}

#[test]
fn packed_rows_come_apart() {
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(unpack(vec![text("id  \tint \t ")], 3), [text("id"), text("int"), text("")]);
    assert_eq!(unpack(vec![text("a\tb")], 1), [text("a\tb")]);
    assert_eq!(unpack(vec![text("# Partition Information")], 3), [text("# Partition Information"), None, None]);
}

#[test]
fn messages_point_into_the_statement() {
    let place = position("SYNTAX_ERROR: line 2:8: Column 'x' cannot be resolved").unwrap();
    assert_eq!(place, Position { line: 2, column: 8 });
    assert_eq!(pointer("select\n     a, x", place).unwrap(), ["     a, x".to_owned(), "       ^".to_owned()]);
    assert_eq!(position("timeline 5 of a pipeline 3"), None);
    assert_eq!(pointer("a", Position { line: 3, column: 1 }), None);
    assert_eq!(
        unknown_name("TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.lake.raw_wether' does not exist"),
        Some((Some("lake".to_owned()), "raw_wether".to_owned()))
    );
    assert_eq!(unknown_name("Column 'x' does not exist"), None);
    assert_eq!(unknown_column("COLUMN_NOT_FOUND: line 1:8: Column 't.wether' cannot be resolved"), Some("wether"));
    assert_eq!(unknown_column("Column 'a' must be something else"), None);
    assert_eq!(unknown_database("SCHEMA_NOT_FOUND: line 1:15: Schema 'raw' does not exist"), Some("raw"));
}
