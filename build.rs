//! Names the commit that a release is built of. A development build is not built anew for each commit: `lakectl version`
//! then says which commit its work tree is at.

#![expect(clippy::disallowed_methods, reason = "a build script is told everything by the environment")]

use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("PROFILE").as_deref() != Ok("release") {
        return;
    }
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo names the package's folder"));
    for path in ["src", "Cargo.toml", "Cargo.lock", ".cargo_vcs_info.json"] {
        println!("cargo::rerun-if-changed={path}");
    }
    if let Some(commit) = of_package(&root).or_else(|| of_repository(&root)) {
        println!("cargo::rustc-env=LAKE_COMMIT={commit}");
    }
}

/// The commit that a published package was made of.
fn of_package(root: &Path) -> Option<String> {
    let text = std::fs::read_to_string(root.join(".cargo_vcs_info.json")).ok()?;
    let (_, rest) = text.split_once("\"sha1\"")?;
    rest.split('"').nth(1).map(str::to_owned)
}

fn of_repository(root: &Path) -> Option<String> {
    let git = |args: &[&str]| {
        let output = Command::new("git").arg("-C").arg(root).args(args).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    // A package below somebody else's repository is not of its commits.
    if Path::new(&git(&["rev-parse", "--show-toplevel"])?).canonicalize().ok()? != root.canonicalize().ok()? {
        return None;
    }
    println!("cargo::rerun-if-changed={}", git(&["rev-parse", "--path-format=absolute", "--git-path", "logs/HEAD"])?);
    let commit = git(&["rev-parse", "HEAD"])?;
    let is_changed = git(&["status", "--porcelain", "--untracked-files=no"]).is_none_or(|changed| !changed.is_empty());
    Some(if is_changed { format!("{commit}, changed since") } else { commit })
}
