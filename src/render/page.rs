//! HTML pages: self-contained, without a network and without a script; readable on a phone, in print, in light and dark.

use crate::ui::is_dangerous;

/// What a page may do: nothing but be drawn.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#1c1c1c;--soft:#5c6470;--line:#d6d9de;--page:#fff;--card:#f6f7f9;--link:#0a5cad;\
--bad:#b3261e;--warn:#8a5a00;--good:#1b6e3c;--l1:#e3ebf7;--l2:#dcebd2;--l3:#b5d99c;--l4:#f6c98b;--l5:#ec9a8b}\
@media(prefers-color-scheme:dark){:root{--ink:#e8e8ea;--soft:#a2a9b4;--line:#3a3f47;--page:#16181c;--card:#1e2126;\
--link:#7db7ff;--bad:#ff8a80;--warn:#ffc46b;--good:#7bd69b;--l1:#24364f;--l2:#2b4427;--l3:#3c6630;--l4:#6b4a16;--l5:#74302a}}\
*{box-sizing:border-box}body{font:15px/1.45 system-ui,sans-serif;margin:0 auto;padding:1rem 1.25rem 4rem;max-width:76rem;\
color:var(--ink);background:var(--page)}h1{font-size:1.6rem;margin:.5rem 0}h2{font-size:1.2rem;margin:2rem 0 .5rem;\
padding-top:.5rem;border-top:1px solid var(--line)}p{max-width:60rem}.soft{color:var(--soft)}a{color:var(--link)}\
nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:.75rem 0}.tiles{display:grid;gap:.5rem;\
grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));margin:1rem 0}.tile{background:var(--card);border:1px solid var(--line);\
border-radius:.5rem;padding:.6rem .75rem}.tile b{display:block;font-size:1.4rem}.scroll{overflow-x:auto}\
table{border-collapse:collapse;width:100%;font-size:.92em}th,td{border-bottom:1px solid var(--line);padding:.3rem .6rem;\
text-align:left;vertical-align:top;overflow-wrap:anywhere}th{font-weight:600;color:var(--soft)}td.number,th.number{text-align:right;\
font-variant-numeric:tabular-nums;white-space:nowrap}td.cell{white-space:nowrap;text-align:center}code{font:.92em ui-monospace,monospace;\
overflow-wrap:anywhere}.error{color:var(--bad);font-weight:600}.warning{color:var(--warn);font-weight:600}.ok{color:var(--good)}\
.metadata{background:var(--l1)}.some{background:var(--l2)}.read{background:var(--l3)}.write{background:var(--l4)}.all{background:var(--l5)}\
svg{display:block;max-width:none}svg text{font:13px system-ui,sans-serif;fill:var(--ink)}svg .kind{font-size:10.5px;fill:var(--soft)}\
svg rect{fill:var(--card);stroke:var(--soft)}svg .about rect{stroke-width:2.5;stroke:var(--link)}svg path{fill:none;stroke:var(--soft)}\
svg marker path{fill:var(--soft);stroke:none}\
@media(max-width:40rem){body{padding:.75rem .75rem 3rem;font-size:14px}h1{font-size:1.35rem}\
table.stack thead{display:none}table.stack tr{display:block;border-bottom:1px solid var(--line);padding:.4rem 0}\
table.stack td{display:block;border:0;padding:.1rem 0;text-align:left}table.stack td:empty{display:none}\
table.stack td::before{content:attr(data-title)': ';color:var(--soft)}}\
@media print{body{max-width:none;padding:0;font-size:10.5pt}nav{display:none}.scroll{overflow:visible}h2{break-after:avoid}\
tr,.tile{break-inside:avoid}svg{max-width:100%;height:auto}a{color:inherit;text-decoration:none}}";

/// A whole page: a title and what is in it, which is HTML already.
pub fn whole(title: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"referrer\" content=\"no-referrer\">\
         <title>{title}</title><style>{STYLE}</style></head><body>\n<h1>{title}</h1>\n{body}</body></html>\n"
    )
}

/// A cell of a table.
#[derive(Debug, Clone)]
pub struct Cell {
    text: String,
    class: &'static str,
}

impl Cell {
    /// Text.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), class: "" }
    }

    /// Text of a class of the style.
    pub fn of(class: &'static str, text: impl Into<String>) -> Self {
        Self { text: text.into(), class }
    }
}

/// A table with a title for each column. On a phone each row stands upright.
pub fn table(titles: &[&str], rows: &[Vec<Cell>]) -> String {
    let mut html = String::from("<div class=\"scroll\"><table class=\"stack\"><thead><tr>");
    for (place, title) in titles.iter().enumerate() {
        let number = rows.first().and_then(|row| row.get(place)).is_some_and(|cell| cell.class == "number");
        html.push_str(if number { "<th class=\"number\">" } else { "<th>" });
        html.push_str(&escape(title));
        html.push_str("</th>");
    }
    html.push_str("</tr></thead><tbody>\n");
    for row in rows {
        html.push_str("<tr>");
        for (cell, title) in row.iter().zip(titles) {
            let class = if cell.class.is_empty() { String::new() } else { format!(" class=\"{}\"", cell.class) };
            html.push_str(&format!("<td{class} data-title=\"{}\">{}</td>", escape(title), escape(&cell.text)));
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody></table></div>\n");
    html
}

/// Text as HTML: what could open or close anything, and what cannot be seen, is written as a reference.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other if other.is_control() || is_dangerous(other) => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_outside_becomes_markup() {
        let evil = "</td></title><script>alert(1)</script>\"'& onload=\u{202e}x";
        let page = whole(evil, &table(&[evil], &[vec![Cell::text(evil)], vec![Cell::of("number", evil)]]));
        assert!(!page.contains("<script") && !page.contains('\u{202e}'), "{page}");
        assert_eq!(page.matches("&lt;script&gt;").count(), 7);
        assert!(
            !page.contains("http://") && !page.contains("https://") && !page.contains("url("),
            "the page asks nobody"
        );
        assert!(page.contains("default-src 'none'"));
    }
}
