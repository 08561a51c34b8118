//! `lakectl schema bundle`

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::domain::schema::DataFormat;
use crate::error::Result;
use crate::ops::schema::{bundle, need_folders};
use crate::outcome::Answer;
use crate::render::View;

/// Put a definition and the files it refers to into one, as the registry wants it
///
/// JSON Schema: what a `$ref` to another file means is put below `definitions`. Protobuf: the messages and enums of imported
/// files are put into the file; imports of google/protobuf and google/type stay, the registry has those. Web addresses are
/// not fetched.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl schema bundle schemas/order.proto --import-path schemas/ > order.proto\n  lakectl schema bundle schemas/order.json > order.json"
)]
pub struct SchemaBundleArgs {
    /// The file with the definition
    file: PathBuf,
    /// A folder in which files that the definition refers to are looked for, before its own folder
    #[arg(long, short = 'I', value_name = "DIR", visible_alias = "include")]
    import_path: Vec<PathBuf>,
    /// json or protobuf, when the file's name does not tell
    #[arg(long, value_name = "FORMAT")]
    format: Option<DataFormat>,
}

pub fn run(args: &SchemaBundleArgs) -> Result<Answer> {
    need_folders(&args.import_path)?;
    let bundled = bundle(&args.file, &args.import_path, args.format)?;
    let files: Vec<String> = bundled.files.iter().map(|path| path.display().to_string()).collect();
    let value = json!({ "format": bundled.format.to_string(), "files": files, "definition": bundled.text });
    Ok(Answer::done(View::lines("bundle", value, bundled.text.lines().map(str::to_owned).collect())))
}
