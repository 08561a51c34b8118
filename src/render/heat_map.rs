//! A matrix of rights as one self-contained HTML page: a heat map that can be searched, without a network.

use super::page::escape;
use crate::domain::permission::matrix::Matrix;

const STYLE: &str = "body{font:14px system-ui,sans-serif;margin:1.5rem;color:#1c1c1c;background:#fff}\
table{border-collapse:collapse}th,td{border:1px solid #d6d6d6;padding:.25rem .5rem;text-align:left;white-space:nowrap}\
thead th{position:sticky;top:0;background:#fff;vertical-align:bottom}tbody th{font-weight:500;background:#fafafa}\
.none{color:#bbb}.metadata{background:#eef3fb}.some{background:#dcebd2}.read{background:#b5d99c}.write{background:#f6c98b}\
.all{background:#ec9a8b}label{margin-right:1rem}input{font:inherit;padding:.2rem .4rem}p{max-width:60rem}\
.hidden{display:none}span.key{padding:.1rem .5rem;margin-right:.5rem;border:1px solid #d6d6d6}";

const SCRIPT: &str = "const rows=[...document.querySelectorAll('tbody tr')],heads=[...document.querySelectorAll('thead th')];\
const who=document.getElementById('who'),what=document.getElementById('what');\
function show(){const a=who.value.toLowerCase(),b=what.value.toLowerCase();\
const on=heads.map((h,i)=>i===0||h.textContent.toLowerCase().includes(b));\
heads.forEach((h,i)=>h.classList.toggle('hidden',!on[i]));\
rows.forEach(r=>{r.classList.toggle('hidden',!r.cells[0].textContent.toLowerCase().includes(a));\
[...r.cells].forEach((c,i)=>c.classList.toggle('hidden',!on[i]))})}\
who.addEventListener('input',show);what.addEventListener('input',show);";

/// Draws the page. Names are text from outside: each is escaped.
pub fn page(title: &str, matrix: &Matrix, notes: &[String]) -> String {
    let title = escape(title);
    let mut html = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\
         <title>{title}</title><style>{STYLE}</style></head><body>\n<h1>{title}</h1>\n"
    );
    for note in notes {
        html.push_str(&format!("<p>Unknown: {}</p>\n", escape(note)));
    }
    html.push_str("<p>");
    for level in ["metadata", "some", "read", "write", "all"] {
        html.push_str(&format!("<span class=\"key {level}\">{level}</span>"));
    }
    html.push_str(
        "</p>\n<p><label>Principal <input id=\"who\" type=\"search\"></label>\
         <label>Object <input id=\"what\" type=\"search\"></label></p>\n<table><thead><tr><th>principal</th>",
    );
    for object in &matrix.objects {
        html.push_str(&format!("<th>{}</th>", escape(object)));
    }
    html.push_str("</tr></thead><tbody>\n");
    for (principal, cells) in &matrix.rows {
        html.push_str(&format!("<tr><th>{}</th>", escape(principal)));
        for cell in cells {
            let (class, text) = (cell.level.word(), if cell.text.is_empty() { "-" } else { &cell.text });
            let from = escape(&cell.origins.join("; "));
            html.push_str(&format!("<td class=\"{class}\" title=\"{from}\">{}</td>", escape(text)));
        }
        html.push_str("</tr>\n");
    }
    html.push_str(&format!("</tbody></table>\n<script>{SCRIPT}</script>\n</body></html>\n"));
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::permission::matrix::{Cell, Level};

    #[test]
    fn names_cannot_become_markup() {
        let evil = "</td><script>alert(1)</script>\"'&";
        let cell = Cell { level: Level::Read, text: evil.to_owned(), origins: vec![evil.to_owned()] };
        let matrix = Matrix { objects: vec![evil.to_owned()], rows: vec![(evil.to_owned(), vec![cell])] };
        let page = page(evil, &matrix, &[evil.to_owned()]);
        assert!(!page.contains("alert(1)</script>"), "{page}");
        assert_eq!(page.matches("<script").count(), 1);
        assert_eq!(page.matches("&lt;script&gt;alert(1)").count(), 7);
        assert!(!page.contains("http://") && !page.contains("https://"), "the page asks nobody");
    }
}
