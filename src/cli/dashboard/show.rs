//! `lakectl dashboard show`

use clap::Args;
use serde_json::{Value, json};

use crate::cli::catalog::time;
use crate::clock::epoch_millis;
use crate::context::Ctx;
use crate::domain::alarm::Line;
use crate::domain::dashboard::{Drawable, name};
use crate::domain::span::Span;
use crate::error::Result;
use crate::ops;
use crate::ops::dashboard::Drawn;
use crate::outcome::{Answer, Outcome};
use crate::render::dashboard::{Panel, Row, draw};
use crate::render::{Column, View};

/// Draw a dashboard here
///
/// Any dashboard, whoever made it: its metrics and expressions as lines with their newest values, its alarms with their
/// states, its texts. Widgets of other types are named.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local dashboard show lake\n  lakectl dashboard show etl --since 7d -o json"
)]
pub struct DashboardShowArgs {
    /// The dashboard's name
    #[arg(value_parser = name)]
    name: String,
    /// How far to look back
    #[arg(long, value_name = "DURATION", default_value = "1d")]
    since: Span,
}

const COLUMNS: &[Column] = &[Column::text("WIDGET", "title"), Column::text("TYPE", "type")];

pub async fn run(ctx: &Ctx, args: DashboardShowArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    let body = ops::dashboard::need(read, &args.name).await?;
    let now = epoch_millis(ctx.lake_time().await?);
    let back = i64::try_from(args.since.0.as_millis()).unwrap_or(i64::MAX).min(now);
    let drawn = ops::dashboard::draw(read, &body, now, back).await?;
    let is_whole = drawn.iter().all(|drawn| drawn.problems.is_empty());
    let panels: Vec<Panel> = drawn.iter().map(panel).collect();
    let text = draw(&panels, ctx.ui.look());
    let value = json!({
        "name": args.name,
        "since": time(Some(now - back)),
        "items": drawn.iter().map(widget).collect::<Vec<_>>(),
    });
    let view = View::drawn_record("dashboard", value, COLUMNS, text);
    Ok(Answer::done(view).with(if is_whole { Outcome::Done } else { Outcome::Partial }))
}

fn widget(drawn: &Drawn) -> Value {
    let kind = match &drawn.widget.what {
        Drawable::Lines { .. } => "metric",
        Drawable::Text(_) => "text",
        Drawable::Alarms(_) => "alarm",
        Drawable::Not(_) => "other",
    };
    let mut value = json!({ "type": kind, "title": drawn.widget.title, "problems": drawn.problems });
    match &drawn.widget.what {
        Drawable::Lines { .. } => value["lines"] = drawn.lines.iter().map(line).collect(),
        Drawable::Text(text) => value["text"] = json!(text),
        Drawable::Alarms(_) => {
            let states = drawn.alarms.iter().map(|alarm| {
                json!({ "name": alarm.name, "state": alarm.state.to_string(), "since": time(alarm.since_millis) })
            });
            value["alarms"] = states.collect();
        }
        Drawable::Not(reason) => value["not_drawn"] = json!(reason),
    }
    value
}

fn line(line: &Line) -> Value {
    let points = line.points.iter().map(|(at, value)| json!({ "time": time(Some(*at)), "value": value }));
    json!({ "label": line.label, "points": points.collect::<Vec<_>>() })
}

fn panel(drawn: &Drawn) -> Panel {
    let title = drawn.widget.title.clone();
    let mut rows: Vec<Row> = match &drawn.widget.what {
        Drawable::Lines { period, .. } => {
            let all: Vec<i64> = drawn.lines.iter().flat_map(|line| line.points.keys().copied()).collect();
            let range = all.iter().min().copied().zip(all.iter().max().copied());
            drawn.lines.iter().map(|line| row(line, range, i64::from(*period) * 1000)).collect()
        }
        Drawable::Text(text) => text.lines().map(|line| Row::Text(line.to_owned())).collect(),
        Drawable::Alarms(_) => drawn
            .alarms
            .iter()
            .map(|alarm| Row::State { name: alarm.name.clone(), state: alarm.state.to_string() })
            .collect(),
        Drawable::Not(reason) => vec![Row::Text(reason.clone())],
    };
    rows.extend(drawn.problems.iter().map(|problem| Row::Text(format!("! {problem}"))));
    Panel { title, rows }
}

/// The values of a line at each period of the widget's time.
fn row(line: &Line, range: Option<(i64, i64)>, length: i64) -> Row {
    let values = match range {
        None => Vec::new(),
        Some((first, last)) => {
            let steps = (last - first) / length.max(1) + 1;
            (0..steps).map(|step| line.points.get(&(first + step * length)).copied()).collect()
        }
    };
    Row::Line { label: line.label.clone(), values }
}
