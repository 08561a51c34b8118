//! The language and its judgements.

use super::measure::{Known, Measure, measure};
use super::*;

fn refused(text: &str) -> (usize, usize, String) {
    let error = parse(text).expect_err(text);
    (error.line, error.column, error.message)
}

fn rule(text: &str) -> Rule {
    let ruleset = parse(&format!("Rules = [ {text} ]")).unwrap_or_else(|error| panic!("{text}: {error}"));
    let Node::Rule(rule) = ruleset.rules[0].node.clone() else { panic!("{text} is put together") };
    *rule
}

fn known() -> Known {
    let columns = [("id", "bigint"), ("name", "string"), ("day", "date"), ("price", "double")];
    let columns: Vec<(String, String)> =
        columns.iter().map(|(name, kind)| ((*name).to_owned(), (*kind).to_owned())).collect();
    let references = [("other".to_owned(), vec![("key".to_owned(), "bigint".to_owned())])];
    Known { columns, references: references.into(), now_millis: 1_795_341_600_000 }
}

fn sql(text: &str) -> String {
    match measure(&rule(text), &known()) {
        Ok(Measure::Sql(sql) | Measure::Own(sql)) => sql,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn the_reference_examples_are_read() {
    let text = r#"Rules = [ # a comment
        RowCount between 10 and 1000,
        IsComplete "order-id" where "id > 3",
        Completeness "a" > 0.95,
        ColumnValues "c" in ["US", 'x'.. 
    ]"#;
    assert_eq!(refused(text).0, 5, "single quotes are none");
    let text = r#"Rules = [
        ColumnValues "c" in ["US", NULL, EMPTY, WHITESPACES_ONLY] with threshold > 0.9 where "id > 1",
        ColumnValues "c" matches "[a-z]\d*",
        ColumnValues "day" > (now() - 3 days),
        ColumnValues "day" not between "2024-01-01" and "2025-01-01",
        ColumnLength "c" = 5,
        IsPrimaryKey colA "colB" "colC",
        DataFreshness "day" <= 24 hours,
        CustomSql "select count(*) from primary where \"a\" = 1" between 10 and 20,
        ReferentialIntegrity "a,b" "other.{x,y}" >= 0.9,
        ColumnDataType "c" = "INTEGER" with threshold > 0.4,
        (IsUnique "a") AND ((IsComplete "b") or (RowCount != 0)),
        FileSize "s3://b/" < 10 MB
    ]"#;
    let ruleset = parse(text).expect("the examples");
    assert_eq!(ruleset.rules.len(), 12);
    assert_eq!(ruleset.rules[7].node.rules()[0].parameters, ["select count(*) from primary where \"a\" = 1"]);
    assert_eq!(
        ruleset.rules[1].node.rules()[0].condition.as_ref().expect("one").operands[0],
        Operand::Text(r"[a-z]\d*".to_owned())
    );
    assert!(matches!(&ruleset.rules[10].node, Node::All(nodes) if matches!(nodes[1], Node::Any(_))));
    assert_eq!(ruleset.rules[4].text, "ColumnLength \"c\" = 5");
}

#[test]
fn what_is_not_understood_is_named_with_its_place() {
    assert_eq!(
        refused("Rules = [\n  IsComplet \"a\"\n]"),
        (2, 3, "there is no rule type `IsComplet`; did you mean IsComplete?".to_owned())
    );
    assert_eq!(
        refused("rules = [ RowCount > 1 ]").2,
        "`rules` is no section that is understood; a ruleset is Rules = [ … ]"
    );
    assert!(refused("Rules = []").2.contains("at least one rule"));
    assert!(refused("Rules = [ RowCount ]").2.contains("something to compare with"));
    assert!(refused("Rules = [ IsComplete \"a\" > 1 ]").2.contains("compares nothing"));
    assert!(refused("Rules = [ Mean \"a\" > \"x\" ]").2.contains("only numbers"));
    assert!(refused("Rules = [ RowCount > 1 RowCount > 2 ]").2.contains("comma"));
    assert!(refused("Rules = [ RowCount > avg(last(10)) ]").2.contains("ETL jobs only"));
    assert!(refused("Rules = [ (RowCount > 1) and (RowCount > 2) or (RowCount > 3) ]").2.contains("mixed"));
    assert!(refused("Rules = [ IsComplete \"a ]").2.contains("does not end"));
    assert!(refused("Rules = [ RowCount > 1 with threshold > 2 ]").2.contains("no threshold"));
    assert!(refused("Rules = [ RowCount > 1 ] Analyzers = [ RowCount ]").2.contains("ETL jobs"));
    assert!(refused("").2.contains("Rules"));
}

#[test]
fn rows_without_a_value_fail_unless_the_rule_is_negated() {
    let predicate = |text: &str| {
        let sql = sql(text);
        sql[sql.find("CASE WHEN ").expect("a case") + 10..sql.find(" THEN").expect("an end")].to_owned()
    };
    assert_eq!(predicate("ColumnValues \"id\" > 3"), "coalesce((\"id\" > 3), false)");
    assert_eq!(predicate("ColumnValues \"id\" != 3"), "NOT coalesce((\"id\" = 3), false)");
    assert_eq!(
        predicate("ColumnValues \"id\" not between 1 and 3"),
        "(\"id\" IS NOT NULL AND NOT coalesce((\"id\" > 1 AND \"id\" < 3), false))"
    );
    assert_eq!(
        predicate("ColumnValues \"NAME\" not in [\"a'b\", NULL]"),
        "NOT coalesce((\"name\" = 'a''b' OR \"name\" IS NULL), false)"
    );
    assert!(predicate("ColumnValues \"day\" > (now() - 1 days)").contains("> TIMESTAMP '2026-11-21 10:00:00'"));
    assert!(predicate("ColumnLength \"name\" < 6").contains("length(coalesce(CAST(\"name\" AS varchar), '')) < 6"));
}

#[test]
fn what_cannot_be_measured_is_an_error_by_name() {
    let error = |text: &str| measure(&rule(text), &known()).expect_err(text);
    assert_eq!(error("FileSize \"s3://b/\" < 10 MB"), "the rule type FileSize is not judged here");
    assert_eq!(error("IsComplete \"nothing\""), "the table has no column nothing");
    assert!(error("CustomSql \"select id from primary\"").contains("without a condition"));
    assert!(error("ReferentialIntegrity \"id\" \"third.key\" = 1").contains("alias third"));
    assert!(error("Mean \"day\" > 1").contains("cannot be taken as double"));
    assert!(error("ColumnDataType \"name\" = \"MONEY\"").contains("MONEY"));
    assert_eq!(measure(&rule("ColumnExists \"nothing\""), &known()), Ok(Measure::Ready(vec![Some(0.0)])));
}

#[test]
fn numbers_are_judged_as_the_language_says() {
    let status = |text: &str, row: &[f64]| {
        let row: Vec<Option<f64>> = row.iter().copied().map(Some).collect();
        judge(&rule(text), &row)
    };
    assert_eq!(status("RowCount between 1 and 3", &[3.0]).status, Status::Fail, "both ends are left out");
    assert_eq!(status("RowCount not between 1 and 3", &[3.0]).status, Status::Pass);
    let half = status("Completeness \"a\" >= 0.9", &[10.0, 5.0]);
    assert_eq!(half.message.as_deref(), Some("Value: 0.5 does not meet the constraint requirement!"));
    assert_eq!(half.metrics["Column.a.Completeness"], 0.5);
    assert_eq!(status("IsComplete \"a\"", &[0.0, 0.0]).message.as_deref(), Some("there is no row to look at"));
    assert_eq!(status("IsPrimaryKey \"a\" \"b\"", &[4.0, 4.0, 4.0, 1.0]).status, Status::Fail, "one lacks a value");
    assert_eq!(status("UniqueValueRatio \"a\" = 0.5", &[1.0, 2.0, 3.0, 0.0]).status, Status::Pass);
    let missing = status("ColumnValues \"a\" > 1", &[10.0, 8.0, 2.0]);
    assert!(missing.message.expect("a message").starts_with("Value: NULL does not meet"));
    assert_eq!(status("ColumnValues \"a\" > 1 with threshold >= 0.8", &[10.0, 8.0, 2.0]).status, Status::Pass);
    let entropy = status("Entropy \"a\" > 0.6", &[2.0, 0.0]);
    assert!((entropy.metrics["Column.a.Entropy"] - 2.0_f64.ln()).abs() < 1e-12);
}

#[test]
fn rules_are_put_together_and_counted() {
    let node = parse("Rules = [ (RowCount > 1) or ((IsUnique \"a\") and (IsComplete \"a\")) ]").expect("rules");
    let outcome = |status| Outcome { status, message: Some("m".to_owned()), metrics: BTreeMap::new() };
    let of = |statuses: [Status; 3]| combine(&node.rules[0].node, &mut statuses.into_iter().map(outcome)).status;
    assert_eq!(of([Status::Fail, Status::Pass, Status::Pass]), Status::Pass);
    assert_eq!(of([Status::Fail, Status::Pass, Status::Fail]), Status::Fail);
    assert_eq!(of([Status::Fail, Status::Error, Status::Pass]), Status::Error);
    assert_eq!(of([Status::Fail, Status::Error, Status::Fail]), Status::Fail);
    assert_eq!(score(&[Status::Pass, Status::Fail, Status::Error, Status::Pass]), 0.5);
}
