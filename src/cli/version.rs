//! `lakectl version`

use std::path::Path;

use clap::Args;
use serde_json::{Value, json};

use crate::domain::lock_file::{self, Dependency};
use crate::error::{Error, Result};
use crate::outcome::Answer;
use crate::render::{Column, Style, View};

const FIELDS: &[Column] = &[
    Column::text("version", "version"),
    Column::text("commit", "commit"),
    Column::text("build", "build"),
    Column::text("platform", "platform"),
    Column::new("features", "features", Style::List),
    Column::new("local lake", "local_lake", Style::Flag),
    Column::new("dependencies", "dependency_count", Style::Count),
    Column::text("license", "license"),
];

/// Say which lakectl this is and what it was built with; every dependency with `-o json`
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl version\n  lakectl version -o json\n  lakectl version --sbom > lakectl.cdx.json"
)]
pub struct VersionArgs {
    /// A list of the parts for programs that check them: CycloneDX, as JSON
    #[arg(long)]
    sbom: bool,
}

pub fn run(args: &VersionArgs) -> Result<Answer> {
    let dependencies = dependencies()?;
    if args.sbom {
        let document = bill_of_materials(&dependencies);
        let text = serde_json::to_string_pretty(&document)
            .map_err(|error| Error::failed("the list cannot be written").because(error))?;
        return Ok(Answer::done(View::lines("sbom", document, text.lines().map(str::to_owned).collect())));
    }
    let (commit, commit_of) = commit();
    let value = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "commit": commit,
        "commit_of": commit_of,
        "build": if cfg!(debug_assertions) { "development" } else { "release" },
        "platform": format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS),
        "features": features(),
        "local_lake": cfg!(feature = "local"),
        "dependency_count": dependencies.len(),
        "dependencies": dependencies.iter().map(|one| json!({ "name": one.name, "version": one.version })).collect::<Vec<_>>(),
        "license": env!("CARGO_PKG_LICENSE"),
    });
    Ok(Answer::done(View::record("version", value, FIELDS)))
}

/// The commit, and what it is of. A development build is made again and again between commits: its work tree says where
/// it is at.
fn commit() -> (Option<String>, &'static str) {
    match option_env!("LAKE_COMMIT") {
        Some(commit) => (Some(commit.to_owned()), "build"),
        None if cfg!(debug_assertions) => (
            at(Path::new(env!("CARGO_MANIFEST_DIR"))).map(|commit| format!("{commit} (of the work tree)")),
            "work tree",
        ),
        None => (None, "build"),
    }
}

/// The commit that a work tree is at, read from git's own files.
fn at(root: &Path) -> Option<String> {
    let read = |path: &Path| std::fs::read_to_string(path).ok().map(|text| text.trim().to_owned());
    let git = root.join(".git");
    // In a linked work tree it is a file that names the folder.
    let git = match read(&git) {
        Some(text) => root.join(text.strip_prefix("gitdir: ")?),
        None => git,
    };
    let head = read(&git.join("HEAD"))?;
    let Some(reference) = head.strip_prefix("ref: ") else { return Some(head) };
    let common = read(&git.join("commondir")).map_or_else(|| git.clone(), |common| git.join(common));
    read(&common.join(reference)).or_else(|| {
        let packed = read(&common.join("packed-refs"))?;
        let line = packed.lines().find(|line| line.strip_suffix(reference).is_some_and(|rest| rest.ends_with(' ')))?;
        line.split(' ').next().map(str::to_owned)
    })
}

fn features() -> Vec<&'static str> {
    if cfg!(feature = "local") { vec!["local"] } else { Vec::new() }
}

/// What the lock file names for this package, for any platform and with every feature, without what only tests need.
fn dependencies() -> Result<Vec<Dependency>> {
    let manifests = [
        include_str!("../../Cargo.toml"),
        include_str!("../aws/Cargo.toml"),
        include_str!("../clock/Cargo.toml"),
        include_str!("../domain/Cargo.toml"),
        include_str!("../error/Cargo.toml"),
        include_str!("../local/Cargo.toml"),
        include_str!("../ops/Cargo.toml"),
        include_str!("../plan/Cargo.toml"),
    ];
    lock_file::dependencies(include_str!("../../Cargo.lock"), &manifests)
        .ok_or_else(|| Error::failed("the lock file of this build cannot be read; this is a bug"))
}

fn bill_of_materials(dependencies: &[Dependency]) -> Value {
    let component = |one: &Dependency| {
        let purl = format!("pkg:cargo/{}@{}", one.name, one.version);
        let mut component =
            json!({ "type": "library", "bom-ref": purl, "name": one.name, "version": one.version, "purl": purl });
        if let Some(checksum) = &one.checksum {
            component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
        }
        component
    };
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": {
            "type": "application",
            "name": env!("CARGO_PKG_NAME"),
            "version": env!("CARGO_PKG_VERSION"),
            "licenses": [{ "license": { "id": env!("CARGO_PKG_LICENSE") } }],
        } },
        "components": dependencies.iter().map(component).collect::<Vec<_>>(),
    })
}
