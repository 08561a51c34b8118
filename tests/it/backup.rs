//! `lakectl backup` and `restore`: what is kept comes back, and nothing is lost without a word.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::objects::put;
use crate::sandbox::{Output, Sandbox, finish};

/// A governed lake with something of most kinds.
pub fn lake() -> Sandbox {
    let sandbox = Sandbox::new();
    for line in [
        "bucket create lake",
        "bucket create results",
        "governance defaults --closed",
        "db create crm --description 'who buys'",
        "table create crm.people --format csv --location s3://lake/people/ --columns 'id int, email string, city string'",
        "table create crm.orders --format parquet --location s3://lake/orders/ --columns 'id int' --partitioned-by 'day string'",
        "partition add crm.orders day=2026-01-01 day=2026-01-02 day=2026-01-03",
        "tag create pii none,email",
        "tag assign pii=none --on crm.people",
        "tag assign pii=email --on crm.people --columns email",
        "filter create berlin --on crm.people --rows \"city = 'Berlin'\" --columns id,city",
        "grant SELECT --on crm.orders --to role/analyst",
        "grant DESCRIBE --on crm --to role/analyst --with-grant-option",
        "grant SELECT --on crm.people --filter berlin --to role/berlin",
        "workgroup create analytics --output-location s3://results/a/ --scan-limit 10MB",
        "registry create events",
        "crawler create nightly --target s3://lake/in/ --database crm --quoted-csv --role glue",
    ] {
        sandbox.sh(&format!("lakectl {line}")).code(0);
    }
    let schema = |fields: &str| format!(r#"{{"type":"record","name":"E","fields":[{fields}]}}"#);
    let id = r#"{"name":"id","type":"string"}"#;
    sandbox.write("e.avsc", schema(id));
    sandbox.sh("lakectl schema register e.avsc --registry events --name e --compatibility BACKWARD").code(0);
    sandbox.write("e.avsc", schema(&format!(r#"{id},{{"name":"at","type":["null","long"],"default":null}}"#)));
    sandbox.sh("lakectl schema register e.avsc --registry events --name e").code(0);
    for name in ["m1", "m2"] {
        let metric = "--namespace N --metric M --threshold 0.5 --statistic Average";
        sandbox.sh(&format!("lakectl alarm create {name} {metric}")).code(0);
    }
    sandbox.sh("lakectl alarm create both --all m1,m2").code(0);
    sandbox
}

/// Runs a command on another lake of the sandbox.
fn on(sandbox: &Sandbox, lake: &str, line: &str) -> Output {
    let words = crate::transcript::words(&format!("lakectl {line}"));
    let mut command = sandbox.command(&words[1..]);
    command.env("LAKE_LOCAL", sandbox.root().join(lake));
    finish(command, b"")
}

fn parts(sandbox: &Sandbox) -> Vec<PathBuf> {
    let entries = fs::read_dir(sandbox.work().join("b/parts")).expect("the parts are there");
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    found.sort();
    found
}

#[test]
fn what_is_kept_comes_back_in_another_lake_and_a_second_restore_does_nothing() {
    let sandbox = lake();
    let made = sandbox.json("lakectl backup b --versions")["backup"].clone();
    let count = |kind: &str| made["counts"][kind].as_u64().unwrap_or(0);
    for (kind, expected) in [
        ("databases", 1),
        ("tables", 2),
        ("partitions", 3),
        ("schemas", 1),
        ("tags", 1),
        ("assignments", 2),
        ("filters", 1),
        ("classifiers", 1),
        ("crawlers", 1),
        ("alarms", 2),
        ("composites", 1),
    ] {
        assert_eq!(count(kind), expected, "{kind} in {made}");
    }
    assert!(count("grants") >= 3 && count("workgroups") >= 2 && count("versions") >= 2, "{made}");
    sandbox.sh("lakectl backup verify b").code(0).stdout_has("read back the same");
    sandbox.sh("lakectl backup verify b --live").code(0).stdout_has("the lake is what it was");

    on(&sandbox, "other", "restore b --dry-run").code(0).stdout_has("nothing was changed");
    on(&sandbox, "other", "restore b").code(11).stderr_has("--yes");
    on(&sandbox, "other", "restore b --yes").code(0).stdout_has("0 failed");
    on(&sandbox, "other", "restore b --yes").code(0).stdout_has("0 to do");
    let listed = on(&sandbox, "other", "partition list crm.orders -o json").code(0).json();
    assert_eq!(listed["partitions"].as_array().map(Vec::len), Some(3), "{listed}");
    let versions = on(&sandbox, "other", "schema versions e --registry events -o json").code(0).json();
    assert_eq!(versions["versions"].as_array().map(Vec::len), Some(2), "{versions}");
    let alarms = on(&sandbox, "other", "alarm list -o json").code(0).json();
    assert_eq!(alarms["alarms"].as_array().map(Vec::len), Some(3), "{alarms}");
}

#[test]
fn what_is_restored_is_as_closed_as_it_was() {
    let sandbox = lake();
    sandbox.sh("lakectl backup b").code(0);
    // A fresh lake lets in whomever IAM lets in.
    on(&sandbox, "open", "db create plain").code(0);
    on(&sandbox, "open", "restore b --yes").code(0);
    let grants = |on_what: &str| {
        let listed = on(&sandbox, "open", &format!("access list --on {on_what} -o json")).code(0).json();
        listed["grants"].to_string()
    };
    assert!(grants("plain").contains("IAM_ALLOWED_PRINCIPALS"), "the lake is open by default");
    for closed in ["crm", "crm.people", "crm.orders"] {
        assert!(!grants(closed).contains("IAM_ALLOWED_PRINCIPALS"), "{closed} is open");
    }
}

#[test]
fn a_second_backup_refers_to_the_files_of_the_first() {
    let sandbox = lake();
    let first = sandbox.json("lakectl backup b")["backup"].clone();
    let before = parts(&sandbox);
    let second = sandbox.json("lakectl backup b")["backup"].clone();
    assert_ne!(first["id"], second["id"]);
    assert_eq!(second["new_bytes"], 0, "{second}");
    assert_eq!(parts(&sandbox), before);
    sandbox.sh("lakectl partition add crm.orders day=2026-02-01").code(0);
    let third = sandbox.json("lakectl backup b")["backup"].clone();
    assert_eq!(parts(&sandbox).len(), before.len() + 1, "the partitions alone are new");
    let shown = sandbox.json("lakectl backup show b")["backup"].clone();
    let since: Vec<&Value> =
        shown["parts"].as_array().expect("parts").iter().filter(|part| part["since"] == third["id"]).collect();
    assert_eq!(since.len(), 1, "{shown}");
    assert_eq!(since[0]["kind"], "partitions");
    assert_eq!(sandbox.json("lakectl backup list b")["backups"].as_array().map(Vec::len), Some(3));
    // An older backup is restored by its name, though the files are shared.
    let id = first["id"].as_str().expect("an id");
    on(&sandbox, "old", &format!("restore b {id} --yes")).code(0);
    let listed = on(&sandbox, "old", "partition list crm.orders -o json").code(0).json();
    assert_eq!(listed["partitions"].as_array().map(Vec::len), Some(3));
}

#[test]
fn a_part_that_was_changed_is_found_before_anything_is_restored() {
    let sandbox = lake();
    sandbox.sh("lakectl backup b").code(0);
    let victim = parts(&sandbox).into_iter().find(|path| path.extension().is_some_and(|ending| ending == "parquet"));
    let victim = victim.expect("the partitions are columns");
    let mut bytes = fs::read(&victim).expect("a part");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&victim, &bytes).expect("a part");
    sandbox.sh("lakectl backup show b --check").code(1).stderr_has("checksum differs");
    on(&sandbox, "other", "restore b --yes").code(1).stderr_has("checksum differs");
    fs::remove_file(&victim).expect("it goes");
    on(&sandbox, "other", "restore b --yes").code(1).stderr_has("is not there");
    let databases = on(&sandbox, "other", "db list -o json").code(0).json();
    assert_eq!(databases["databases"], json!([]), "nothing was restored");
    // Files without a manifest are no backup, and a manifest that was cut off is none either.
    let manifests = sandbox.work().join("b/backups");
    let manifest = fs::read_dir(&manifests).expect("manifests").next().expect("one").expect("an entry").path();
    let text = fs::read(&manifest).expect("a manifest");
    fs::write(&manifest, &text[..text.len() / 2]).expect("a manifest");
    sandbox.sh("lakectl backup show b").code(1).stderr_has("cannot be used");
    fs::remove_file(&manifest).expect("it goes");
    sandbox.sh("lakectl backup show b").code(5).stderr_has("there is no backup");
}

#[test]
fn what_is_there_and_differs_is_overwritten_only_when_that_is_said() {
    let sandbox = lake();
    sandbox.sh("lakectl backup b").code(0);
    sandbox
        .sh("lakectl table create crm.people --format csv --location s3://lake/elsewhere/ --columns 'id int'")
        .code(0);
    sandbox.sh("lakectl backup verify b --live").code(3).stdout_has("~ table crm.people");
    let refused = sandbox.sh("lakectl restore b --yes").code(6).stderr_has("nothing was changed");
    assert!(refused.stderr.contains("crm.people"), "{refused:#}");
    sandbox.sh("lakectl restore b --overwrite --yes").code(0).stdout_has("table crm.people updated");
    sandbox.sh("lakectl backup verify b --live").code(0);
}

#[test]
fn a_part_is_restored_under_other_names_and_places() {
    let sandbox = lake();
    sandbox.sh("lakectl backup b").code(0);
    let rename = "restore b --only crm.orders --rename-db crm=crm_copy --map-prefix s3://lake/orders=s3://copy/o --yes";
    sandbox.sh(&format!("lakectl {rename}")).code(0);
    let table = sandbox.json("lakectl table show crm_copy.orders")["table"].clone();
    assert!(table["location"].as_str().is_some_and(|place| place.starts_with("s3://copy/o")), "{table}");
    let listed = sandbox.json("lakectl partition list crm_copy.orders");
    let places = listed["partitions"].to_string();
    assert!(places.contains("s3://copy/o/") && !places.contains("s3://lake/"), "{listed}");
    let grants = sandbox.json("lakectl access list --on crm_copy.orders")["grants"].to_string();
    assert!(grants.contains("role/analyst"), "{grants}");
    let tables = sandbox.json("lakectl table list crm_copy")["tables"].clone();
    assert_eq!(tables.as_array().map(Vec::len), Some(1), "{tables}");
    sandbox.sh("lakectl restore b --only crm.nothing --yes").code(5).stderr_has("has nothing of crm.nothing");
}

#[test]
fn another_account_must_be_named_and_its_arns_are_rewritten() {
    let sandbox = lake();
    sandbox.sh("lakectl backup b").code(0);
    sandbox.write("lake.toml", "account = \"222222222222\"\n");
    on(&sandbox, "foreign", "restore b --yes").code(11).stderr_has("--account 222222222222");
    on(&sandbox, "foreign", "restore b --yes --account 333333333333").code(11);
    on(&sandbox, "foreign", "restore b --yes --account 222222222222").code(0);
    let grants = on(&sandbox, "foreign", "access list --on crm.orders -o json").code(0).json()["grants"].to_string();
    assert!(grants.contains("arn:aws:iam::222222222222:role/analyst"), "{grants}");
    assert!(!grants.contains("123456789012"), "{grants}");
}

#[test]
fn a_zone_holds_backups_too() {
    let sandbox = lake();
    sandbox.sh("lakectl bucket create scripts-1 --zone scripts").code(0);
    let made = sandbox.json("lakectl backup scripts:backups/daily")["backup"].clone();
    assert_eq!(made["place"], "s3://scripts-1/backups/daily/");
    sandbox
        .sh("lakectl backup list s3://scripts-1/backups/daily")
        .code(0)
        .stdout_has(made["id"].as_str().unwrap_or("?"));
    sandbox.sh("lakectl backup verify scripts:backups/daily").code(0);
    assert_eq!(sandbox.json("lakectl backup scripts:backups/daily")["backup"]["new_bytes"], 0);
}

#[test]
fn a_zone_that_is_not_there_is_no_folder() {
    let sandbox = lake();
    for line in ["backup nozone:daily", "backup list nozone:daily", "restore nozone:daily --yes"] {
        let refused = sandbox.sh(&format!("lakectl {line}")).code(2);
        refused.stderr_has("`nozone:daily` is no place in S3").stderr_has("./nozone:daily");
    }
    sandbox.sh("lakectl backup ./nozone:daily").code(0);
    // The file's own zones are zones here, too, and where a table is converted to.
    sandbox.sh("lakectl bucket create --name lake-landing").code(0);
    sandbox.write("lake.toml", "[zones.landing]\nbucket = \"lake-landing\"\n");
    let made = sandbox.json("lakectl backup landing:daily")["backup"].clone();
    assert_eq!(made["place"], "s3://lake-landing/daily/");
    let plan = "lakectl table convert crm.orders crm.copy --format parquet --location landing:copy --dry-run";
    sandbox.sh(plan).stdout_has("new files: s3://lake-landing/copy/");
}

#[test]
fn what_may_not_be_read_is_said_and_kept_in_the_manifest() {
    let sandbox = lake();
    let made = sandbox.sh("lakectl backup b --as role/analyst -o json").code(8);
    assert!(made.stderr.contains("not in the backup"), "{made:#}");
    let backup = made.json()["backup"].clone();
    assert!(backup["unread"].as_array().is_some_and(|gaps| !gaps.is_empty()), "{backup}");
    sandbox.sh("lakectl backup show b").code(8).stdout_has("Could not be read");
}

#[test]
fn a_restore_that_was_cut_short_goes_on() {
    let sandbox = lake();
    sandbox.sh("lakectl backup b").code(0);
    on(&sandbox, "half", "governance defaults --closed").code(0);
    on(&sandbox, "half", "restore b --kind databases,tables --yes").code(0);
    on(&sandbox, "half", "partition add crm.orders day=2026-01-02").code(0);
    // The schema has the first of its versions only, as if a restore had been killed between them.
    let id = r#"{"type":"record","name":"E","fields":[{"name":"id","type":"string"}]}"#;
    sandbox.write("first.avsc", id);
    on(&sandbox, "half", "registry create events").code(0);
    on(&sandbox, "half", "schema register first.avsc --registry events --name e --compatibility NONE").code(0);
    let refused = on(&sandbox, "half", "restore b --yes");
    // The partition that was added by hand may differ in what is said of it; then that alone is overwritten.
    if refused.code == 6 {
        assert!(refused.stderr.contains("partitions of crm.orders"), "{refused:#}");
        on(&sandbox, "half", "restore b --yes --overwrite").code(0);
    }
    on(&sandbox, "half", "backup verify b --live --only crm").code(0);
    let versions = on(&sandbox, "half", "schema versions e --registry events -o json").code(0).json();
    assert_eq!(versions["versions"].as_array().map(Vec::len), Some(2), "{versions}");
}

#[test]
fn data_and_names_from_outside_stay_harmless() {
    let sandbox = lake();
    put(&sandbox, "lake", "people/a.csv", b"1,a@b.c,Berlin\n");
    sandbox.sh("lakectl backup b").code(0);
    // A manifest that names a file outside the backup is refused, whoever wrote it.
    let manifests = sandbox.work().join("b/backups");
    let manifest = fs::read_dir(&manifests).expect("manifests").next().expect("one").expect("an entry").path();
    let text = fs::read_to_string(&manifest).expect("a manifest");
    fs::write(&manifest, text.replacen("parts/", "../parts/", 1)).expect("a manifest");
    sandbox.sh("lakectl restore b --yes").code(1).stderr_has("cannot be used");
}

#[test]
fn a_part_brings_what_it_cannot_do_without_and_nothing_else() {
    let sandbox = lake();
    sandbox.sh("lakectl tag create zone raw,curated").code(0);
    sandbox.sh("lakectl backup b").code(0);
    sandbox.sh("lakectl backup part --only crm").code(0);
    let classifiers = |lake: &str| {
        on(&sandbox, lake, "crawler show nightly -o json").code(0).json()["crawler"]["classifiers"].clone()
    };
    let wanted = sandbox.json("lakectl crawler show nightly")["crawler"]["classifiers"].clone();
    assert!(wanted.as_array().is_some_and(|names| !names.is_empty()), "{wanted}");
    for (lake, restore) in [("first", "restore b --only crm --yes"), ("second", "restore part --yes")] {
        on(&sandbox, lake, "governance defaults --closed").code(0);
        on(&sandbox, lake, restore).code(0);
        assert_eq!(classifiers(lake), wanted, "{restore}");
        let names = |noun: &str, list: &str| {
            let shown = on(&sandbox, lake, &format!("{noun} list -o json")).code(0).json();
            let names = shown[list].as_array().into_iter().flatten().map(|one| one.to_string()).collect::<Vec<_>>();
            names.join(" ")
        };
        // The tag that is assigned comes, the other one stays away; nothing needs the schema.
        let tags = names("tag", "tags");
        assert!(tags.contains("\"pii\"") && !tags.contains("\"zone\""), "{restore}: {tags}");
        assert_eq!(names("registry", "registries"), "", "{restore}");
        on(&sandbox, lake, "backup verify b --live --only crm").code(0);
        on(&sandbox, lake, "backup verify part --live").code(0);
        on(&sandbox, lake, restore).code(0).stdout_has("0 to do");
    }
    sandbox.sh("lakectl backup verify part").code(0);
    // What is there for others stays what it is.
    on(&sandbox, "third", "governance defaults --closed").code(0);
    on(&sandbox, "third", "tag create pii none,email,phone").code(0);
    on(&sandbox, "third", "restore part --yes").code(0);
    let shown = on(&sandbox, "third", "tag list -o json").code(0).json().to_string();
    assert!(shown.contains("phone"), "{shown}");
}

#[test]
fn a_drill_is_due_when_the_file_says_and_what_came_of_it_is_known() {
    let sandbox = lake();
    sandbox.sh("lakectl backup verify").code(2).stderr_has("Nothing in lake.toml says where they are");
    let doctor = |check: &str, code: i32| {
        let told = sandbox.sh(&format!("lakectl doctor --check {check} -o json")).code(code).json();
        told["doctor"]["findings"][0]["evidence"].as_str().unwrap_or_default().to_owned()
    };
    sandbox.write("lake.toml", "[recovery]\nbackups = 'b'\n");
    assert_eq!(doctor("backup-drill", 0), "", "without a backup there is nothing to try");
    sandbox.sh("lakectl backup b").code(0);
    assert!(doctor("backup-drill", 3).contains("how often"));
    sandbox.sh("lakectl backup verify --due").code(2).stderr_has("drill = '7d'");
    sandbox.write("lake.toml", "[recovery]\nbackups = 'b'\ndrill = '7d'\n");
    assert!(doctor("backup-drill-old", 3).contains("no backup was ever tried"));
    // A part proves a part.
    sandbox.sh("lakectl backup verify --only crm").code(0);
    assert!(doctor("backup-drill-old", 3).contains("no backup was ever tried"));
    sandbox.sh("lakectl backup verify --due").code(0).stdout_has("were restored and read back the same");
    sandbox.sh("lakectl backup verify --due").code(0).stdout_has("the next drill is due at");
    assert_eq!((doctor("backup-drill", 0), doctor("backup-drill-old", 0)), (String::new(), String::new()));
    sandbox.sh("lakectl backup list b").code(0).stdout_has("passed 20");
    let recovery = sandbox.json("lakectl status")["status"]["recovery"].clone();
    assert_eq!((&recovery["drill"]["passed"], &recovery["is_due"]), (&true.into(), &false.into()), "{recovery}");
    sandbox.sh("lakectl local clock --advance 8d").code(0);
    assert!(doctor("backup-drill-old", 3).contains("192 hours ago; every 168 are agreed to"));
    sandbox.sh("lakectl status").code(0).stdout_has("a drill is due");
    // One that fails is told, and is due again at once.
    let parts = parts(&sandbox);
    let kept: Vec<Vec<u8>> = parts.iter().map(|part| fs::read(part).expect("a part")).collect();
    parts.iter().for_each(|part| fs::write(part, b"rot").expect("a part"));
    sandbox.sh("lakectl backup verify --due").code(1).stderr_has("checksum differs");
    assert!(doctor("backup-drill-failed", 3).contains("did not"));
    sandbox.sh("lakectl backup list b").code(0).stdout_has("failed 20");
    sandbox.sh("lakectl status").code(0).stdout_has("the last drill failed");
    parts.iter().zip(kept).for_each(|(part, kept)| fs::write(part, kept).expect("a part"));
    sandbox.sh("lakectl local clock --advance 1h").code(0);
    sandbox.sh("lakectl backup verify --due").code(0).stdout_has("were restored and read back the same");
    assert_eq!(doctor("backup-drill-failed", 0), "");
}

#[test]
fn a_drill_in_a_bucket_is_noted_there() {
    let sandbox = lake();
    sandbox.sh("lakectl bucket create kept").code(0);
    sandbox.write("lake.toml", "[recovery]\nbackups = 's3://kept/daily'\ndrill = '1d'\n");
    sandbox.sh("lakectl backup s3://kept/daily").code(0);
    sandbox.sh("lakectl backup verify --due").code(0).stdout_has("read back the same");
    sandbox.sh("lakectl backup verify --due").code(0).stdout_has("the next drill is due at");
    sandbox.sh("lakectl doctor --check backup-drill-old").code(0);
    let recovery = sandbox.json("lakectl status")["status"]["recovery"].clone();
    assert_eq!((&recovery["drill"]["passed"], &recovery["is_due"]), (&true.into(), &false.into()), "{recovery}");
    assert!(recovery["backup"]["made_at"].is_string(), "{recovery}");
}

#[test]
fn a_drill_looks_at_what_no_restore_reads() {
    let sandbox = lake();
    sandbox.sh("lakectl backup b --versions").code(0);
    sandbox.sh("lakectl backup verify b").code(0);
    let shown = sandbox.json("lakectl backup show b");
    let all = shown["backup"]["parts"].as_array().cloned().unwrap_or_default();
    let only_kept: Vec<_> =
        all.iter().filter(|part| part["kind"] == "settings" || part["kind"] == "versions").collect();
    assert!(!only_kept.is_empty(), "{shown}");
    for part in only_kept {
        let file = sandbox.work().join("b").join(part["file"].as_str().unwrap_or_default());
        let kept = fs::read(&file).expect("a part");
        fs::write(&file, b"rot").expect("a part");
        sandbox.sh("lakectl backup verify b").code(1).stderr_has("cannot be read").stderr_has("checksum differs");
        fs::remove_file(&file).expect("it goes");
        sandbox.sh("lakectl backup verify b").code(1).stderr_has("is not there");
        fs::write(&file, kept).expect("a part");
    }
    sandbox.sh("lakectl backup verify b").code(0);
}

#[test]
fn a_file_that_the_disk_has_changed_is_written_again_by_the_next_backup() {
    let sandbox = lake();
    sandbox.sh("lakectl backup b").code(0);
    let victim = parts(&sandbox).swap_remove(0);
    let whole = fs::read(&victim).expect("a part");
    let mut bytes = whole.clone();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&victim, &bytes).expect("a part");
    sandbox.sh("lakectl backup show b --check").code(1).stderr_has("a new backup writes the file again");
    let second = sandbox.json("lakectl backup b")["backup"].clone();
    assert_eq!(second["new_bytes"], json!(whole.len()), "{second}");
    assert_eq!(fs::read(&victim).expect("a part"), whole);
    sandbox.sh("lakectl backup show b --check").code(0);
}

#[test]
fn a_broken_manifest_keeps_nobody_from_making_a_backup() {
    let sandbox = lake();
    sandbox.sh("lakectl backup b").code(0);
    let manifests = sandbox.work().join("b/backups");
    let manifest = fs::read_dir(&manifests).expect("manifests").next().expect("one").expect("an entry").path();
    let text = fs::read(&manifest).expect("a manifest");
    fs::write(&manifest, &text[..text.len() / 2]).expect("a manifest");
    sandbox.sh("lakectl backup b").code(0).stderr_has("cannot be used");
    sandbox.sh("lakectl backup show b --check").code(0);
}
