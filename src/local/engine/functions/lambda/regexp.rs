//! `regexp_replace(text, pattern, groups -> text)`

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, ListBuilder, StringBuilder, UInt32Array};
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::DataType;
use datafusion::logical_expr::LambdaArgument;

use super::super::pattern::Compiled;
use super::super::rows;
use super::rows::{call, shaped};
use crate::engine::error::EngineError;

/// The lambda sees the groups of every match of every row, in one go.
pub fn replace(text: &ArrayRef, pattern: &ArrayRef, f: &LambdaArgument) -> Result<ArrayRef, EngineError> {
    let (text, pattern) = (compute::cast(text, &DataType::Utf8)?, compute::cast(pattern, &DataType::Utf8)?);
    let args = [Arc::clone(&text), Arc::clone(&pattern)];
    let (texts, patterns) = (rows::text(&text)?, rows::text(&pattern)?);
    let mut compiled = Compiled::default();
    let mut groups = ListBuilder::new(StringBuilder::new());
    let (mut owners, mut places): (Vec<u32>, Vec<(usize, usize)>) = Default::default();
    for row in rows::live(&args).flatten() {
        let value = texts.value(row);
        for found in compiled.get(patterns.value(row))?.all_captures(value)? {
            for group in &found[1..] {
                groups.values().append_option(group.clone().map(|group| &value[group]));
            }
            groups.append(true);
            let whole = found[0].clone().ok_or_else(|| EngineError::system("a match without its text"))?;
            places.push((whole.start, whole.end));
            owners.push(row as u32);
        }
    }
    let groups: ArrayRef = Arc::new(groups.finish());
    let owners = UInt32Array::from(owners);
    let answers = shaped(call(f, &[groups], &owners)?, &DataType::Utf8)?;
    let answers = rows::text(&answers)?;
    let mut next = 0;
    rows::to_text(&args, |row| {
        let value = texts.value(row);
        let (mut out, mut done, mut null) = (String::new(), 0, false);
        while next < owners.len() && owners.value(next) as usize == row {
            let (start, end) = places[next];
            out.push_str(&value[done..start]);
            if answers.is_valid(next) {
                out.push_str(answers.value(next));
            } else {
                null = true;
            }
            done = end;
            next += 1;
        }
        out.push_str(&value[done..]);
        Ok((!null).then_some(out))
    })
}
