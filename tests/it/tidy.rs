//! The rules of the tree that no compiler checks: who may use whom, sizes of files, docs of modules.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// (package below `src`, the packages of lakectl that it may use). The compiler keeps them to what their manifest says.
const PACKAGES: &[(&str, &[&str])] = &[
    ("clock", &[]),
    ("domain", &[]),
    ("local", &["lakectl-clock", "lakectl-domain"]),
    ("error", &["lakectl-domain"]),
    ("aws", &["lakectl-clock", "lakectl-domain", "lakectl-error"]),
    ("ops", &["lakectl-clock", "lakectl-domain", "lakectl-error", "lakectl-aws"]),
    ("plan", &["lakectl-clock", "lakectl-domain", "lakectl-error", "lakectl-aws", "lakectl-ops"]),
];

/// (module, the parts of the crate that it may use). `ARCHITECTURE.md` has the reasons.
const LAYERS: &[(&str, &[&str])] = &[
    ("render", &["render", "plan", "domain", "error", "ui"]),
    ("ui", &["ui", "render", "domain", "error"]),
    ("cli", &["cli", "ops", "plan", "domain", "context", "outcome", "error", "render", "settings", "clock", "ui"]),
];

/// (path or folder, what it may use besides, why)
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("src/cli/change.rs", "aws", "hands the right to write from the context on to a verb's closure, and calls nothing"),
    ("src/cli/local/", "local", "is about the local lake itself"),
];

/// Modules that may name the crates of the AWS SDK. Its codecs (`aws_smithy_types`) are anybody's.
const SDK_USERS: &[&str] = &["aws", "context"];

/// Longer than this is reported.
const SOFT_LINES: usize = 400;
/// Longer than this fails, unless it is listed with a reason.
const HARD_LINES: usize = 800;
/// (path, why it is that long)
const LONG_FILES: &[(&str, &str)] = &[];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(directory: &Path, extensions: &[&str], found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(directory) else { return };
    for entry in entries {
        let path = entry.expect("an entry of the directory").path();
        if path.is_dir() {
            files_below(&path, extensions, found);
        } else if path.extension().is_some_and(|extension| extensions.iter().any(|wanted| extension == *wanted)) {
            found.push(path);
        }
    }
    found.sort();
}

/// The Rust files below a folder, as (path from the root, text).
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut paths = Vec::new();
    files_below(&root().join(folder), &["rs"], &mut paths);
    let relative = |path: &Path| path.strip_prefix(root()).expect("below the root").display().to_string();
    paths
        .iter()
        .map(|path| {
            (relative(path), fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
        })
        .collect()
}

/// The first part of a path below `src`: the module.
fn module_of(path: &str) -> &str {
    let path = path.strip_prefix("src/").unwrap_or(path);
    let first = path.split('/').next().unwrap_or(path);
    first.strip_suffix(".rs").unwrap_or(first)
}

/// The code alone: no comments, nothing from the tests on that end a file.
fn code(text: &str) -> String {
    let end = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    text[..end].lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/") || path.ends_with("/testing.rs")
}

/// The modules of the crate that a text names: `crate::a::b`, `crate::{a, b::c}`.
fn used_modules(code: &str) -> BTreeSet<String> {
    let single = Regex::new(r"\bcrate::([a-z_]+)").expect("the pattern is fixed");
    let group = Regex::new(r"\bcrate::\{").expect("the pattern is fixed");
    let word = Regex::new(r"^\s*([a-z_]+)").expect("the pattern is fixed");
    let mut used: BTreeSet<String> = single.captures_iter(code).map(|found| found[1].to_owned()).collect();
    for start in group.find_iter(code) {
        let (mut depth, mut item) = (0, String::new());
        for character in code[start.end()..].chars() {
            match character {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    used.extend(word.captures(&item).map(|found| found[1].to_owned()));
                    item.clear();
                    continue;
                }
                _ => {}
            }
            item.push(character);
        }
        used.extend(word.captures(&item).map(|found| found[1].to_owned()));
    }
    used
}

#[test]
fn modules_use_only_what_they_may() {
    let modules: BTreeSet<String> = sources("src").iter().map(|(path, _)| module_of(path).to_owned()).collect();
    let mut broken = Vec::new();
    for (path, text) in sources("src") {
        let module = module_of(&path);
        let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| *layer == module) else { continue };
        if is_test(&path) {
            continue;
        }
        for used in used_modules(&code(&text)) {
            let excepted = EXCEPTIONS.iter().any(|(place, module, _)| path.starts_with(place) && *module == used);
            if modules.contains(&used) && !allowed.contains(&used.as_str()) && !excepted {
                broken.push(format!("{path} uses {used}; {module} may use {}", allowed.join(", ")));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn packages_use_only_what_they_may() {
    for (package, allowed) in PACKAGES {
        let path = root().join("src").join(package).join("Cargo.toml");
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let manifest: toml_edit::DocumentMut = text.parse().expect("a manifest");
        let used = manifest["dependencies"].as_table_like().expect("a table").iter().map(|(name, _)| name.to_owned());
        let used: Vec<String> = used.filter(|name| name.starts_with("lakectl")).collect();
        assert_eq!(&used, allowed, "{package}");
        assert_eq!(manifest["lints"]["workspace"].as_bool(), Some(true), "{package} has lints of its own");
    }
}

#[test]
fn the_sdk_stays_behind_the_client_layer() {
    let sdk = Regex::new(r"\baws_(sdk_[a-z0-9]+|config|types|credential_types)\b").expect("the pattern is fixed");
    let mut broken = Vec::new();
    for (path, text) in sources("src") {
        if !SDK_USERS.contains(&module_of(&path))
            && !is_test(&path)
            && let Some(found) = sdk.find(&code(&text))
        {
            broken.push(format!("{path} names {}", found.as_str()));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// The right to write comes from the context alone, which has asked every gate.
#[test]
fn only_the_context_grants_writes() {
    for (path, text) in sources("src") {
        let code = code(&text);
        assert!(module_of(&path) == "context" || is_test(&path) || !code.contains("Write::granted("), "{path}");
    }
}

/// What a plan is, is worked out without waiting for anything.
#[test]
fn planning_is_synchronous() {
    let word = Regex::new(r"\basync\b|\.await\b").expect("the pattern is fixed");
    for name in ["diff", "order", "guard"] {
        for (path, text) in sources("src/plan") {
            if path.starts_with(&format!("src/plan/{name}")) {
                assert!(!word.is_match(&code(&text)), "{path} is async");
            }
        }
    }
    for (path, text) in sources("src/domain") {
        assert!(!word.is_match(&code(&text)), "{path} is async");
    }
}

#[test]
fn files_are_short() {
    let (mut long, mut too_long) = (Vec::new(), Vec::new());
    for (path, text) in ["src", "tests", "benches"].iter().flat_map(|folder| sources(folder)) {
        let lines = text.lines().count();
        if lines > HARD_LINES && !LONG_FILES.iter().any(|(known, _)| *known == path) {
            too_long.push(format!("{path} has {lines} lines"));
        } else if lines > SOFT_LINES {
            long.push(format!("{path} has {lines} lines"));
        }
    }
    for (path, reason) in LONG_FILES {
        let lines = fs::read_to_string(root().join(path)).map_or(0, |text| text.lines().count());
        assert!(lines > HARD_LINES && !reason.is_empty(), "{path} need not be in the list of long files");
    }
    // Seen with --nocapture; a file may grow for a while before it is taken apart.
    #[expect(clippy::print_stderr, reason = "a test reports")]
    for line in long {
        eprintln!("long: {line}");
    }
    assert!(too_long.is_empty(), "more than {HARD_LINES} lines:\n{}", too_long.join("\n"));
}

#[test]
fn every_module_says_what_it_is() {
    for (path, text) in sources("src") {
        if path.ends_with("/mod.rs") || path == "src/lib.rs" {
            assert!(text.starts_with("//! "), "{path} does not open with //!");
        }
    }
}

/// What ARCHITECTURE.md says is held by a test is held by one that is there.
#[test]
fn the_tests_that_are_named_exist() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    // Those in brackets are unit tests, beside what they test.
    let named = Regex::new(r"[^\[]`([a-z_]+)(?:::[a-z_]+)*::([a-z_0-9]+)[*\u{2026}]?`").expect("a pattern");
    let (mut count, mut missing) = (0, Vec::new());
    for found in named.captures_iter(&text) {
        let Ok(file) = fs::read_to_string(root().join(format!("tests/it/{}.rs", &found[1]))) else { continue };
        count += 1;
        if !file.contains(&format!("fn {}", &found[2])) && !file.contains(&format!("mod {}", &found[2])) {
            missing.push(found[0].trim().to_owned());
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
    assert!(count > 20, "{count} were found");
}

#[test]
fn lints_are_expected_with_a_reason_not_allowed() {
    for (path, text) in ["src", "tests"].iter().flat_map(|folder| sources(folder)) {
        let code = code(&text);
        let allow = concat!("#[", "allow(");
        assert!(!code.contains(allow), "{path} has {allow}…)]");
    }
}

#[test]
fn the_imports_of_a_file_are_found() {
    let text =
        "use crate::{aws::Read, domain::{a, b}, ops};\nuse crate::clock;\n// crate::nothing\nfn f() { crate::ui::x() }";
    let used: Vec<_> = used_modules(&code(text)).into_iter().collect();
    assert_eq!(used, ["aws", "clock", "domain", "ops", "ui"]);
}
