//! The report of a lake as one page.

use super::lineage;
use super::page::{Cell, escape, table, whole};
use crate::domain::alarm::AlarmState;
use crate::domain::cost::{Item, total};
use crate::domain::doctor::{Facts, Finding, Severity};
use crate::domain::lineage::Graph;
use crate::domain::permission::matrix::{Level, Matrix};
use crate::domain::price::dollars;

/// The most rows of a table on the page; how many more there are is said.
const MOST: usize = 500;

/// What the page shows.
#[derive(Debug)]
pub struct Overview<'a> {
    pub account: &'a str,
    /// When it was read, as people read it.
    pub read_at: &'a str,
    pub facts: &'a Facts,
    pub findings: &'a [Finding],
    pub lineage: &'a Graph,
    pub access: Option<&'a Matrix>,
    pub costs: &'a [Item],
    /// Which prices the costs are of.
    pub prices: &'a str,
    pub unknown: &'a [String],
}

/// Draws the page. Everything on it is text from outside, and escaped.
pub fn page(overview: &Overview<'_>) -> String {
    let Overview { facts, findings, .. } = overview;
    let mut body = format!(
        "<p class=\"soft\">Account {}, region {}, read {} by {}</p>\n",
        escape(overview.account),
        escape(&facts.region),
        escape(overview.read_at),
        escape(&facts.caller)
    );
    let sections: [(&str, &str, String); 8] = [
        ("findings", "Findings", found(findings)),
        ("zones", "Zones", zones(facts)),
        ("tables", "Tables", tables(facts)),
        ("schemas", "Schemas", schemas(facts)),
        ("lineage", "Lineage", lineage::section(overview.lineage, None)),
        ("access", "Access", access(overview.access)),
        ("alarms", "Alarms and pipelines", alarms(facts)),
        ("costs", "Costs", costs(overview.costs, overview.prices)),
    ];
    body.push_str("<nav>");
    for (id, title, _) in &sections {
        body.push_str(&format!("<a href=\"#{id}\">{title}</a>"));
    }
    body.push_str("</nav>\n");
    body.push_str(&tiles(overview));
    if !overview.unknown.is_empty() {
        body.push_str("<p class=\"warning\">Not everything could be read:</p>\n<ul>");
        for unknown in overview.unknown {
            body.push_str(&format!("<li>{}</li>", escape(unknown)));
        }
        body.push_str("</ul>\n");
    }
    for (id, title, html) in sections {
        body.push_str(&format!("<h2 id=\"{id}\">{title}</h2>\n{html}"));
    }
    whole("Data lake", &body)
}

fn tiles(overview: &Overview<'_>) -> String {
    let facts = overview.facts;
    let (sum, _) = total(overview.costs);
    let errors = overview.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let in_alarm = facts.alarms.iter().filter(|alarm| alarm.state == AlarmState::Alarm).count();
    let tiles = [
        ("buckets", facts.buckets.len().to_string()),
        ("databases", facts.databases.len().to_string()),
        ("tables", facts.tables.len().to_string()),
        ("schemas", facts.schemas.len().to_string()),
        ("errors found", errors.to_string()),
        ("alarms on", format!("{in_alarm} of {}", facts.alarms.len())),
        ("a month, estimated", dollars(sum)),
    ];
    let mut html = String::from("<div class=\"tiles\">");
    for (what, count) in tiles {
        html.push_str(&format!("<div class=\"tile\"><b>{}</b>{}</div>", escape(&count), escape(what)));
    }
    html.push_str("</div>\n");
    html
}

/// A table, or a sentence when it has no rows; when it has too many, the first of them.
fn listed(nothing: &str, titles: &[&str], mut rows: Vec<Vec<Cell>>) -> String {
    if rows.is_empty() {
        return format!("<p class=\"soft\">{}</p>\n", escape(nothing));
    }
    let more = rows.len().saturating_sub(MOST);
    rows.truncate(MOST);
    let mut html = table(titles, &rows);
    if more > 0 {
        html.push_str(&format!("<p class=\"warning\">{more} more are not shown.</p>\n"));
    }
    html
}

fn found(findings: &[Finding]) -> String {
    let rows = findings.iter().map(|finding| {
        let class = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "",
        };
        vec![
            Cell::of(class, finding.severity.to_string()),
            Cell::text(&finding.seen.subject),
            Cell::text(&finding.seen.evidence),
            Cell::text(finding.seen.mend.clone().unwrap_or_default()),
            Cell::text(finding.check),
        ]
    });
    listed(
        "Nothing is wrong that lakectl doctor knows of.",
        &["How bad", "What", "Seen", "Mend it", "Check"],
        rows.collect(),
    )
}

fn zones(facts: &Facts) -> String {
    let rows = facts.buckets.iter().map(|bucket| {
        let encryption = match bucket.encryption.known() {
            Some(Some(encryption)) => encryption.algorithm.clone(),
            Some(None) => "none".to_owned(),
            None => "unknown".to_owned(),
        };
        let lifecycle = match bucket.lifecycle.known() {
            Some(Some(configuration)) => format!("{} rules", configuration.rules.len()),
            Some(None) => "none".to_owned(),
            None => "unknown".to_owned(),
        };
        vec![
            Cell::text(bucket.zone().map_or_else(|| "-".to_owned(), |zone| zone.to_string())),
            Cell::text(&bucket.name),
            Cell::text(if bucket.keeps_versions() { "kept" } else { "not kept" }),
            Cell::text(encryption),
            Cell::text(lifecycle),
        ]
    });
    listed("There are no buckets.", &["Zone", "Bucket", "Old versions", "Encryption", "Lifecycle"], rows.collect())
}

fn tables(facts: &Facts) -> String {
    let rows = facts.tables.iter().map(|table| {
        let keys: Vec<&str> = table.partition_keys.iter().map(|key| key.name.as_str()).collect();
        vec![
            Cell::text(format!("{}.{}", table.database, table.name)),
            Cell::of("number", table.columns.len().to_string()),
            Cell::text(keys.join(", ")),
            Cell::text(table.location.clone().unwrap_or_default()),
            Cell::text(table.description.clone().unwrap_or_default()),
        ]
    });
    listed("There are no tables.", &["Table", "Columns", "Partitioned by", "Place", "About"], rows.collect())
}

fn schemas(facts: &Facts) -> String {
    let rows = facts.schemas.iter().map(|schema| {
        vec![
            Cell::text(format!("{}/{}", schema.registry, schema.name)),
            Cell::text(schema.mode.to_string()),
            Cell::of("number", schema.versions.to_string()),
        ]
    });
    listed("There are no schemas.", &["Schema", "Compatibility", "Versions"], rows.collect())
}

fn access(matrix: Option<&Matrix>) -> String {
    let Some(matrix) = matrix else { return "<p class=\"warning\">It could not be read.</p>\n".to_owned() };
    if matrix.rows.is_empty() || matrix.objects.is_empty() {
        return "<p class=\"soft\">Nobody holds a grant on a table.</p>\n".to_owned();
    }
    // A row for each right reads well on a phone and in print, where a matrix does not.
    let mut rows = Vec::new();
    for (principal, cells) in &matrix.rows {
        for (object, cell) in matrix.objects.iter().zip(cells).filter(|(_, cell)| cell.level > Level::None) {
            rows.push(vec![
                Cell::text(principal),
                Cell::text(object),
                Cell::of(cell.level.word(), cell.level.word()),
                Cell::text(&cell.text),
                Cell::text(cell.origins.join("; ")),
            ]);
        }
    }
    listed("Nobody holds a grant on a table.", &["Principal", "Table", "Level", "May", "From"], rows)
}

fn alarms(facts: &Facts) -> String {
    let mut rows: Vec<Vec<Cell>> = facts
        .alarms
        .iter()
        .map(|alarm| {
            let class = if alarm.state == AlarmState::Alarm { "error" } else { "" };
            vec![
                Cell::text(format!("alarm {}", alarm.name)),
                Cell::of(class, alarm.state.to_string()),
                Cell::text(alarm.reason.clone().unwrap_or_default()),
            ]
        })
        .collect();
    rows.extend(facts.crawlers.iter().map(|crawler| {
        let last = crawler.last_crawl.as_ref();
        let class = if last.is_some_and(|crawl| crawl.status == "FAILED") { "error" } else { "" };
        vec![
            Cell::text(format!("crawler {}", crawler.name)),
            Cell::of(class, last.map_or_else(|| "never ran".to_owned(), |crawl| crawl.status.to_lowercase())),
            Cell::text(crawler.schedule.clone().unwrap_or_else(|| "not scheduled".to_owned())),
        ]
    }));
    rows.extend(facts.jobs.iter().map(|job| {
        vec![
            Cell::text(format!("job {}", job.name)),
            Cell::text(&job.command),
            Cell::text(job.script.clone().unwrap_or_default()),
        ]
    }));
    listed("Nothing runs, and nothing is watched.", &["What", "State", "More"], rows)
}

fn costs(items: &[Item], prices: &str) -> String {
    let rows = items.iter().map(|item| {
        vec![
            Cell::text(item.area.word()),
            Cell::text(&item.name),
            Cell::text(item.detail.clone().unwrap_or_default()),
            Cell::of("number", item.amount.map_or_else(|| "no price".to_owned(), dollars)),
        ]
    });
    let mut html = listed("Nothing that has a price was found.", &["What", "Name", "Of", "Cost"], rows.collect());
    html.push_str(&format!(
        "<p class=\"soft\">An estimate: storage, alarms and metrics for a month, the rest for the last 30 days. {}</p>\n",
        escape(prices)
    ));
    html
}
