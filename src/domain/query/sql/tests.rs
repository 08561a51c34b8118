use super::*;
use crate::catalog::{Table, TableColumn};

fn table(name: &str, columns: &[(&str, &str)], keys: &[(&str, &str)]) -> Table {
    let column = |(name, kind): &(&str, &str)| TableColumn {
        name: (*name).to_owned(),
        column_type: (*kind).to_owned(),
        comment: None,
    };
    Table {
        database: "raw".to_owned(),
        name: name.to_owned(),
        columns: columns.iter().map(column).collect(),
        partition_keys: keys.iter().map(column).collect(),
        ..Table::default()
    }
}

fn lookup() -> Lookup {
    let mut lookup = Lookup { database: Some("raw".to_owned()), today: Some(20_779), ..Lookup::default() };
    let tables = [
        table(
            "events",
            &[("id", "bigint"), ("kind", "string"), ("detail", "struct<a:int>")],
            &[("day", "string"), ("hour", "int")],
        ),
        table("people", &[("id", "bigint"), ("name", "string")], &[]),
        table("dated", &[("v", "double")], &[("on", "date")]),
    ];
    for table in tables {
        let wanted = Wanted { database: "raw".to_owned(), table: table.name.clone() };
        lookup.entries.insert(wanted, Entry::of(table));
    }
    let sql = "SELECT id AS event, day FROM events WHERE kind = 'a'".to_owned();
    let view = Wanted { database: "raw".to_owned(), table: "seen".to_owned() };
    lookup.entries.insert(view, Entry::View { sql, database: "raw".to_owned() });
    let missing = Wanted { database: "raw".to_owned(), table: "evnts".to_owned() };
    lookup.entries.insert(missing, Entry::NoTable(Some("events".to_owned())));
    lookup
}

#[track_caller]
fn read(sql: &str) -> Analysis {
    match analyze(sql, &[], &lookup()) {
        Ok(Outcome::Done(analysis)) => analysis,
        other => panic!("{sql}: {other:?}"),
    }
}

/// Which of these partitions of `events` are read.
#[track_caller]
fn chosen(sql: &str) -> Vec<&'static str> {
    let analysis = read(sql);
    assert!(analysis.problems.is_empty(), "{sql}: {:?}", analysis.problems);
    let read = analysis
        .reads
        .iter()
        .find(|read| read.table == "events")
        .unwrap_or_else(|| panic!("{sql}: events is not read"));
    let partitions = ["2026-01-01/5", "2026-01-01/6", "2026-02-01/5", "__HIVE_DEFAULT_PARTITION__/5"];
    let holds = |partition: &&str| {
        let values: Vec<String> = partition.split('/').map(str::to_owned).collect();
        read.conditions.iter().all(|condition| condition.may_hold(&values))
    };
    partitions.into_iter().filter(holds).collect()
}

#[test]
fn scripts_are_split_outside_quotes_and_comments() {
    let pieces = split("-- first; not yet\nSELECT ';' AS \"a;b\"; /* ; */\n\n SELECT 2 -- end;\n;;\nSELECT `x;y`");
    let texts: Vec<(&str, usize)> = pieces.iter().map(|piece| (piece.text.as_str(), piece.line)).collect();
    assert_eq!(texts, [("SELECT ';' AS \"a;b\"", 2), ("SELECT 2", 4), ("SELECT `x;y`", 6)]);
    assert_eq!(split(" ; -- nothing\n"), []);
    assert_eq!(split("SELECT 'it''s; so'").len(), 1);
    assert_eq!(split("SELECT 'open; ").len(), 1);
}

#[test]
fn named_parameters_become_positions() {
    let named = named_parameters("SELECT ':x', :day, \":y\" -- :z\n FROM t WHERE a = :day AND b=:n").unwrap();
    assert_eq!(named.sql, "SELECT ':x', ?, \":y\" -- :z\n FROM t WHERE a = ? AND b=?");
    assert_eq!(named.names, ["day", "day", "n"]);
    assert!(named_parameters("SELECT ? , :x").unwrap_err().message.contains("one kind"));
    assert_eq!(positional_count("SELECT ?, '?' -- ?"), 1);
}

#[test]
fn what_a_statement_does_is_told_by_its_words() {
    for (sql, expected) in [
        ("select 1", Effect::Query),
        ("/* x */ WITH a AS (SELECT 1) SELECT * FROM a", Effect::Query),
        ("((SELECT 1) UNION (SELECT 2))", Effect::Query),
        ("SHOW TABLES", Effect::Look),
        ("EXPLAIN INSERT INTO a SELECT 1", Effect::Look),
        ("EXPLAIN ANALYZE SELECT 1", Effect::Query),
        ("EXPLAIN ANALYZE INSERT INTO a SELECT 1", Effect::Write),
        ("insert into a values (1)", Effect::Write),
        ("CREATE TABLE a WITH (format = 'ORC') AS SELECT 1", Effect::Write),
        ("CREATE EXTERNAL TABLE a (b int) LOCATION 's3://x/'", Effect::Define),
        ("UNLOAD (SELECT 1) TO 's3://x/'", Effect::Write),
        ("DROP TABLE a", Effect::Define),
        ("EXECUTE p", Effect::Execute),
    ] {
        assert_eq!(effect(sql), expected, "{sql}");
    }
    assert!(!Effect::Define.is_read() && !Effect::Execute.is_read() && Effect::Look.is_read());
}

#[test]
fn conditions_on_keys_choose_partitions() {
    let all = ["2026-01-01/5", "2026-01-01/6", "2026-02-01/5", "__HIVE_DEFAULT_PARTITION__/5"];
    assert_eq!(chosen("SELECT id FROM events"), all);
    assert_eq!(chosen("SELECT id FROM events WHERE day = '2026-02-01'"), ["2026-02-01/5"]);
    assert_eq!(chosen("SELECT id FROM events e WHERE '2026-01-15' < e.day"), ["2026-02-01/5"]);
    assert_eq!(chosen("SELECT id FROM events WHERE day LIKE '2026-01%' AND hour IN (6, 7)"), ["2026-01-01/6"]);
    assert_eq!(chosen("SELECT id FROM events WHERE NOT (day = '2026-01-01' OR hour = 6)"), ["2026-02-01/5"]);
    assert_eq!(chosen("SELECT id FROM events WHERE day <> '2026-01-01'"), ["2026-02-01/5"]);
    assert_eq!(chosen("SELECT id FROM events WHERE day IS NULL"), ["__HIVE_DEFAULT_PARTITION__/5"]);
    assert_eq!(chosen("SELECT id FROM events WHERE day BETWEEN '2026-01-15' AND '2026-03-01'"), ["2026-02-01/5"]);
    assert_eq!(chosen("SELECT id FROM events WHERE day = '2026-02-01' OR kind = 'a'"), all);
    assert_eq!(
        chosen("SELECT id FROM events WHERE (day = '2026-02-01' AND kind = 'a') OR hour = 6"),
        ["2026-01-01/6", "2026-02-01/5"]
    );
    // 20,779 days after 1970 is 2026-11-22.
    assert_eq!(
        chosen("SELECT id FROM events WHERE day >= date_format(current_date - interval '300' day, '%Y-%m-%d')"),
        ["2026-02-01/5"]
    );
}

#[test]
fn conditions_reach_tables_through_queries_views_and_joins() {
    let february = ["2026-02-01/5"];
    assert_eq!(chosen("SELECT * FROM (SELECT day AS d, id FROM events) t WHERE t.d = '2026-02-01'"), february);
    assert_eq!(
        chosen(
            "WITH t AS (SELECT day, count(*) AS n FROM events GROUP BY day) SELECT n FROM t WHERE day = '2026-02-01'"
        ),
        february
    );
    assert_eq!(chosen("SELECT event FROM seen WHERE day = '2026-02-01'"), february);
    assert_eq!(
        chosen("SELECT id FROM (SELECT * FROM events UNION ALL SELECT * FROM events) WHERE day = '2026-02-01'"),
        february
    );
    assert_eq!(
        chosen("SELECT p.name FROM people p LEFT JOIN events e ON p.id = e.id AND e.day = '2026-02-01'"),
        february
    );
    assert_eq!(
        chosen("SELECT p.name FROM people p LEFT JOIN events e ON p.id = e.id WHERE e.day = '2026-02-01'"),
        february
    );
    // Here a filter on the outer query would change what the inner one gives.
    assert_eq!(chosen("SELECT id FROM (SELECT * FROM events LIMIT 10) WHERE day = '2026-02-01'").len(), 4);
    assert_eq!(
        chosen("SELECT id FROM (SELECT day, max(id) AS id FROM events GROUP BY hour, day) WHERE id = 1").len(),
        4
    );
    assert_eq!(chosen("SELECT e.id FROM events e LEFT JOIN people p ON p.id = e.id AND e.day = '2026-02-01'").len(), 4);
    assert_eq!(chosen("SELECT p.id FROM people p LEFT JOIN events e ON p.id = e.id WHERE e.day IS NULL").len(), 4);
    assert_eq!(
        chosen("SELECT x FROM (SELECT day, row_number() OVER (ORDER BY id) AS x FROM events) WHERE day = '2026-02-01'")
            .len(),
        4
    );
}

#[test]
fn a_condition_that_chooses_no_partitions_says_why() {
    let why = |sql: &str| {
        let analysis = read(sql);
        assert_eq!(analysis.reads[0].conditions.len(), 0, "{sql}");
        analysis.reads[0].blocked[0].why.clone()
    };
    assert!(why("SELECT id FROM events WHERE cast(day AS date) > DATE '2026-01-01'").contains("inside an expression"));
    assert!(why("SELECT id FROM events WHERE day = '2026-01-01' OR kind = 'a'").contains("in an OR"));
    assert!(why("SELECT id FROM events WHERE day = kind").contains("only when the query runs"));
    assert!(why("SELECT id FROM events WHERE day = 20260101").contains("of type string"));
}

#[test]
fn needed_columns_are_those_that_are_used() {
    let columns = |sql: &str| read(sql).reads[0].columns.iter().cloned().collect::<Vec<_>>();
    assert_eq!(columns("SELECT kind FROM events WHERE hour = 1"), ["hour", "kind"]);
    assert_eq!(columns("SELECT kind FROM (SELECT * FROM events) ORDER BY id"), ["id", "kind"]);
    assert_eq!(columns("SELECT * FROM people"), ["id", "name"]);
    assert_eq!(columns("SELECT count(*) FROM people"), [] as [&str; 0]);
    assert_eq!(columns("SELECT transform(ARRAY[1], x -> x + id) FROM people"), ["id"]);
    assert_eq!(columns("SELECT e.detail.a FROM events e"), ["detail"]);
    assert_eq!(columns("INSERT INTO other (a) SELECT name FROM people"), ["name"]);
    assert_eq!(columns("CREATE TABLE x WITH (format = 'PARQUET') AS SELECT name FROM people"), ["name"]);
    assert_eq!(columns("UNLOAD (SELECT name FROM people) TO 's3://b/' WITH (format = 'JSON')"), ["name"]);
    assert_eq!(read("SELECT * FROM people").stars.len(), 1);
    assert_eq!(read("SELECT * FROM (SELECT id FROM people) t").stars.len(), 0);
    assert!(read("SELECT id FROM people LIMIT 5").stops_early);
    assert!(!read("SELECT max(id) FROM people LIMIT 5").stops_early);
}

#[test]
fn names_that_mean_nothing_are_found_with_their_place() {
    let problem = |sql: &str| {
        let analysis = read(sql);
        assert_eq!(analysis.problems.len(), 1, "{sql}: {:?}", analysis.problems);
        let problem = analysis.problems[0].clone();
        (problem.kind.to_string(), problem.place.map(|place| (place.line, place.column)), problem.suggestion)
    };
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(
        problem("SELECT nam\nFROM people"),
        ("no table here has a column `nam`".to_owned(), Some((1, 8)), text("name"))
    );
    assert_eq!(
        problem("SELECT 1 FROM\n  evnts"),
        ("there is no table `raw.evnts`".to_owned(), Some((2, 3)), text("events"))
    );
    assert_eq!(
        problem("SELECT id FROM people p JOIN events e ON p.id = e.id").0,
        "column `id` is in more than one table here"
    );
    assert_eq!(problem("SELECT p.naem FROM people p").2, text("name"));
    assert_eq!(problem("SELECT id FROM people WHERE id IN (SELECT person_key FROM events)").2, None);
    assert_eq!(problem("WITH t AS (SELECT id FROM people) SELECT name FROM t").0, "no table here has a column `name`");
}

#[test]
fn what_is_right_has_no_problem() {
    for sql in [
        "SELECT id FROM people p JOIN events e USING (id)",
        "SELECT name AS n FROM people ORDER BY n",
        "SELECT people.name, raw.people.id, awsdatacatalog.raw.people.id FROM raw.people",
        "SELECT \"$path\", current_date, current_timestamp FROM people",
        "SELECT x.a, t.b FROM people CROSS JOIN UNNEST(ARRAY[1]) AS t (b) CROSS JOIN UNNEST(ARRAY[2]) AS x (a)",
        "SELECT * FROM (VALUES 1, 2) AS t (x) WHERE x > 1",
        "SELECT CAST(ROW(1, 'a') AS row(a integer, b varchar)).a FROM people",
        "WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT n FROM t",
        "SELECT p.id FROM people p WHERE EXISTS (SELECT 1 FROM events e WHERE e.id = p.id AND e.kind = 'x')",
        "SELECT kind, count(*) FILTER (WHERE hour > 5) AS n FROM events GROUP BY 1 HAVING count(*) > 1 ORDER BY 2",
        "SELECT sum(hour) OVER (PARTITION BY kind ORDER BY day) FROM events",
        "SELECT date_diff('day', DATE '2026-01-01', TIMESTAMP '2026-01-02 00:00:00') FROM people",
        "SELECT extract(year FROM now()), reduce(ARRAY[1], 0, (s, x) -> s + x, s -> s)",
        "SELECT TRY(id / 0), IF(id > 1, 'a', 'b') FROM people FETCH FIRST 5 ROWS ONLY",
        "SHOW TABLES",
    ] {
        let analysis = read(sql);
        assert!(analysis.problems.is_empty(), "{sql}: {:?}", analysis.problems);
    }
}

#[test]
fn unknown_tables_are_asked_for_and_bad_text_has_a_place() {
    let asked = analyze("SELECT * FROM a.b JOIN people ON true", &[], &lookup());
    assert!(
        matches!(&asked, Ok(Outcome::Needs(wanted)) if wanted.len() == 1 && wanted[0].database == "a"),
        "{asked:?}"
    );
    let wrong = |sql: &str| analyze(sql, &[], &lookup()).map(|_| ()).unwrap_err();
    let place = wrong("SELECT a b c\nFROM people").place.map(|place| (place.line, place.column));
    assert_eq!(place, Some((1, 12)));
    assert!(wrong("SELECT (1").message.contains("ends"), "{:?}", wrong("SELECT (1"));
    let deep = format!("SELECT {}", vec!["1"; 5000].join(" + "));
    assert!(wrong(&deep).message.contains("operators"));
    assert!(analyze(&format!("SELECT {}1{}", "(".repeat(5000), ")".repeat(5000)), &[], &lookup()).is_err());
}

#[test]
fn parameters_take_their_places() {
    let parameters = ["'2026-02-01'".to_owned()];
    let Ok(Outcome::Done(analysis)) = analyze("SELECT id FROM events WHERE day = ?", &parameters, &lookup()) else {
        panic!("the statement is not read")
    };
    assert_eq!(analysis.reads[0].conditions.len(), 1);
}

#[test]
fn views_are_kept_as_json_in_base64() {
    let document = "eyJvcmlnaW5hbFNxbCI6IlNFTEVDVCAxIiwic2NoZW1hIjoiUmF3In0=";
    let table = Table { view_text: Some(format!("/* Presto View: {document} */")), ..table("v", &[], &[]) };
    assert_eq!(view_query(&table), Some(("SELECT 1".to_owned(), "raw".to_owned())));
}

#[test]
fn clauses_of_json_functions_and_literals_of_addresses_are_read() {
    let sql = "SELECT json_value(kind, 'lax $.a' RETURNING timestamp(3) with time zone DEFAULT id ON EMPTY ERROR ON ERROR), \
               json_query(kind, 'lax $.a' PASSING id AS \"i\", 2 AS j WITH CONDITIONAL ARRAY WRAPPER EMPTY ARRAY ON EMPTY), \
               json_object('k' : kind FORMAT JSON WITH UNIQUE KEYS), IPADDRESS '10.0.0.1' \
               FROM events WHERE day = '2026-01-01' AND json_exists(kind, 'strict $.b' TRUE ON ERROR)";
    let analysis = read(sql);
    assert!(analysis.problems.is_empty(), "{:?}", analysis.problems);
    assert_eq!(chosen(sql), ["2026-01-01/5", "2026-01-01/6"]);
    // Names within the clauses are names like any others.
    let wrong = read("SELECT json_value(kind, 'lax $.a' DEFAULT idd ON EMPTY) FROM events");
    assert_eq!(wrong.problems.len(), 1, "{:?}", wrong.problems);
}
