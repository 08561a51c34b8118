//! The demo: every step does what the story says, or it fails loudly.

use crate::sandbox::Sandbox;

#[test]
fn the_demo_tells_the_whole_story() {
    let sandbox = Sandbox::without_target();
    let told = sandbox.ok(["demo"]);
    for line in [
        "= bucket demo-raw: nothing to do",
        "+ table data_lake_db.raw_weather: 9 columns",
        " rain       641        13.5",
        " Chicago                 138          2.8",
        " 2014-08     31      35.6",
        "(exit 3, as it should)",
        " 00M    Thigpen                Bay Springs",
        "(exit 9, as it should)",
        "the lake has 4 buckets: demo-curated, demo-raw, demo-results, demo-scripts",
        " bad-data   ALARM",
        "lake.toml\n",
        "0 to create, 0 to update, 0 to delete",
        "~ workgroup primary update",
        "+ alarm no-rows create",
        "2 to create, 0 to update, 0 to delete",
        "documents were restored and read back the same",
        "steps did what they should",
        "Try next:",
    ] {
        assert!(told.stdout.contains(line), "stdout lacks {line:?}\n{told:#}");
    }
    for line in [
        "field `country` was added without a default",
        "Column 'latitude' cannot be resolved or requester is not authorized",
    ] {
        assert!(told.stderr.contains(line), "stderr lacks {line:?}\n{told:#}");
    }
    assert!(sandbox.work().join("lakectl-demo/.lake").is_dir());
    // What is to be typed next works although lakectl is not installed.
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_lakectl")).canonicalize().expect("the program");
    let next = format!("  cd lakectl-demo && export LAKE_LOCAL=.lake && alias lakectl={}\n", program.display());
    assert!(told.stdout.contains(&next), "stdout lacks {next:?}\n{told:#}");
}

#[test]
fn the_demo_takes_no_directory_that_is_in_use() {
    let sandbox = Sandbox::without_target();
    sandbox.write("mine/file", "precious");
    sandbox.run(["demo", "mine"]).code(6).stderr_has("is not empty");
    assert_eq!(sandbox.read("mine/file"), "precious");
}
