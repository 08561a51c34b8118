use std::collections::BTreeMap;

use super::*;
use serde_json::json;

fn sources(texts: &[&str]) -> Vec<Source> {
    let name = |index| if index == 0 { "lake.toml".to_owned() } else { format!("lake.{index}.toml") };
    texts.iter().enumerate().map(|(index, text)| Source { name: name(index), text: (*text).to_owned() }).collect()
}

fn known() -> BTreeMap<String, String> {
    BTreeMap::from([("account".to_owned(), "123456789012".to_owned()), ("region".to_owned(), "us-east-1".to_owned())])
}

fn problems(text: &str) -> Vec<String> {
    let found = read(&sources(&[text]), &known()).expect_err("it is wrong");
    found.iter().map(|one| format!("{}:{} {}", one.place.line, one.place.column, one.message)).collect()
}

#[test]
fn all_problems_are_told_at_once_each_with_its_place() {
    let text = "nmae = \"x\"\n[zones.raw]\nbukcet = \"b\"\nversioning = \"yes\"\n[tables.db.t]\ncolumns = \"id nope\"\n\
                location = \"nowhere\"\n[[grants]]\non = \"db\"\nto = \"role/x\"\npermissions = [\"SELECT\", \"SELCT\"]\n";
    let found = problems(text);
    let wanted = [
        "1:1 unknown key `nmae`; did you mean `name`?",
        "3:1 unknown key `bukcet` in zones `raw`; did you mean `bucket`?",
        "4:14 `versioning` is true or false",
        "5:12 tables `db.t` lacks `format`",
        "6:11 `columns`: type of column `id`",
        "7:12 `location`: `nowhere` is no place",
        "11:26 `permissions`: SELCT is not a permission",
    ];
    assert_eq!(found.len(), wanted.len(), "{found:#?}");
    for (found, wanted) in found.iter().zip(wanted) {
        assert!(found.starts_with(wanted), "{found} does not begin with {wanted}");
    }
}

#[test]
fn a_file_cannot_leave_its_directory() {
    for path in ["../x.avsc", "/etc/passwd", "a/../../x", "~/x", "c:\\x", "a\\..\\..\\x"] {
        let text = format!("[schemas.r.s]\nfile = '{path}'\n");
        assert!(problems(&text)[0].contains("leaves the directory"), "{path}");
    }
}

#[test]
fn an_environment_says_what_differs() {
    let base = "[variables]\nprefix = \"dev\"\n[zones.raw]\nbucket = \"${prefix}-raw\"\nversioning = false\n";
    let over = "[variables]\nprefix = \"prod\"\n[zones.raw]\nversioning = true\n[zones.extra]\n";
    let document = read(&sources(&[base, over]), &known()).expect("it is right");
    let raw = document.entry("zones", "raw").expect("it is there");
    assert_eq!((raw.text("bucket"), raw.switch("versioning")), (Some("prod-raw"), Some(true)));
    assert_eq!(document.of("zones").count(), 2);
    assert_eq!(raw.place_of("versioning").source, 1);
}

#[test]
fn variables_are_known_or_told() {
    let text =
        "[variables]\nprefix = \"a\"\n[databases.\"${prefix}_db\"]\ndescription = \"in ${account}, ${regoin}\"\n";
    assert_eq!(problems(text), ["4:15 there is no variable `regoin`; did you mean `region`?"]);
    let text = "[variables]\nprefix = \"a\"\n[databases.\"${prefix}_db\"]\n";
    let document = read(&sources(&[text]), &known()).expect("it is right");
    assert!(document.entry("databases", "a_db").is_some());
}

#[test]
fn broken_toml_has_a_place() {
    assert!(problems("a = \n")[0].starts_with("1:"));
}

#[test]
fn what_is_written_reads_back() {
    let entries = vec![
        Entry::new("zones", "raw").with("bucket", "lake-raw").with("tags", json!({ "a b": "x\"y", "n": "1" })),
        Entry::new("tables", "db.t.u").with("columns", "id bigint").with("location", "raw:t/").with("format", "csv"),
        Entry::new("schemas", "r/s").with("file", "schemas/s.avsc"),
        Entry::new("databases", "d\u{e9} ${x}").with("description", "line\nfeed ${y} \u{1b}"),
        Entry::new("grants", "")
            .with("permissions", json!(["SELECT", "DESCRIBE"]))
            .with("on", "db.t")
            .with("to", json!(["role/a"]))
            .with("enforce", true),
        Entry::new("alarms", "a").with("threshold", 0.95).with("periods", 3),
    ];
    let text = write("# head\n", &[("name", "x")], &entries);
    let document = read(&sources(&[&text]), &known()).unwrap_or_else(|found| panic!("{found:#?}\n{text}"));
    assert_eq!(document.setting("name"), Some("x"));
    assert_eq!(document.entries.len(), entries.len(), "{text}");
    for entry in &entries {
        let same = |read: &&Entry| read.section.name == entry.section.name && read.name == entry.name;
        let read = document.entries.iter().find(same).unwrap_or_else(|| panic!("{} is there\n{text}", entry.name));
        let values =
            |entry: &Entry| -> Vec<_> { entry.fields.iter().map(|(name, said)| (*name, said.value.clone())).collect() };
        assert_eq!(values(read), values(entry), "{text}");
    }
}

#[test]
fn every_template_reads() {
    for template in template::TEMPLATES {
        let text = template.text("my-lake", "local");
        let document = read(&sources(&[&text]), &known()).unwrap_or_else(|found| panic!("{found:#?}\n{text}"));
        assert_eq!(document.setting("name"), Some("my-lake"), "{}", template.name);
        for schema in document.of("schemas") {
            let file = schema.text("file").expect("a schema has a file");
            assert!(template.files.iter().any(|(name, _)| *name == file), "{}: {file}", template.name);
        }
    }
}
