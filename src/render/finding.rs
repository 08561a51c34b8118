//! Findings of a schema check as a compiler shows its errors: the line in the new file, the line in the old one, the
//! causes, the fix.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Renderer, Snippet};

use crate::domain::schema::{DefinitionError, Direction, Finding, Place, Severity};
use crate::domain::schema_check::{Checked, Ending};
use crate::ui::{Look, sanitize};

/// Columns where there is no terminal.
const USUAL_WIDTH: usize = 120;

fn renderer(look: Look) -> Renderer {
    let renderer = if look.color { Renderer::styled() } else { Renderer::plain() };
    let width = look.width.map_or(USUAL_WIDTH, usize::from);
    renderer.decor_style(DecorStyle::Ascii).term_width(width)
}

/// Draws checks: what each has to say, then one line for each.
pub fn checks(checked: &[Checked], look: Look) -> String {
    let renderer = renderer(look);
    let mut text = String::new();
    for check in checked {
        for drawn in drawn(check, &renderer) {
            text.push_str(drawn.trim_end());
            text.push_str("\n\n");
        }
    }
    for check in checked {
        let mark = if check.ending.is_fine() { "ok" } else { check.ending.word() };
        text.push_str(&format!("{mark}: {}\n", sanitize(&check.summary())));
        if check.fixed > 0 {
            text.push_str(&format!("    {} mended in {}\n", check.fixed, sanitize(&check.file)));
        }
    }
    text
}

fn drawn(check: &Checked, renderer: &Renderer) -> Vec<String> {
    match &check.ending {
        Ending::Invalid(errors) => errors.iter().map(|error| definition_error(check, error, renderer)).collect(),
        _ => changes(&check.findings).iter().map(|(first, others)| finding(check, first, others, renderer)).collect(),
    }
}

/// Findings that say the same of several old versions, together: the first one, and the other versions' numbers.
pub fn changes(findings: &[Finding]) -> Vec<(&Finding, Vec<i64>)> {
    let mut changes: Vec<(&Finding, Vec<i64>)> = Vec::new();
    for finding in findings {
        match changes.iter_mut().find(|(first, _)| first.same_change_as(finding)) {
            Some((_, others)) => others.push(finding.against),
            None => changes.push((finding, Vec::new())),
        }
    }
    changes
}

fn finding(check: &Checked, finding: &Finding, others: &[i64], renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Breaking => Level::ERROR,
        Severity::Unknown => Level::WARNING.with_name("unknown"),
        Severity::Warning => Level::WARNING,
        Severity::Compatible => Level::INFO,
    };
    let old = check.version(finding.against);
    let (file, text) = check.source(finding.new.place);
    let mut elements: Vec<Element<'_>> =
        vec![snippet(sanitize(file), text, finding.new.place, AnnotationKind::Primary, "new").into()];
    if let Some(old) = old {
        let label = format!("old, v{}", old.number);
        let (file, text) = old.source(finding.old.place);
        elements.push(snippet(sanitize(file), text, finding.old.place, AnnotationKind::Context, &label).into());
    }
    elements.push(Level::NOTE.message(sanitize(&about(finding, others))).into());
    elements.extend(finding.causes.iter().map(|cause| Level::NOTE.message(sanitize(&cause.to_string())).into()));
    if let Some(fix) = &finding.fix {
        elements.push(Level::HELP.message(sanitize(&fix.text)).into());
    }
    let group: Group<'_> = level.primary_title(sanitize(&finding.message)).id(finding.rule).elements(elements);
    renderer.render(&[group])
}

/// Which question it answers: `BACKWARD: the new version reads data of v3; at /fields/2; profile glue`.
fn about(finding: &Finding, others: &[i64]) -> String {
    let mut versions = vec![format!("v{}", finding.against)];
    versions.extend(others.iter().map(|number| format!("v{number}")));
    let versions = versions.join(", ");
    let question = match finding.direction {
        Direction::Backward => format!("the new version reads data of {versions}"),
        Direction::Forward => format!("{versions} reads data of the new version"),
    };
    format!("{}: {question}; at {}; profile {}", finding.direction, finding.path, finding.profile)
}

fn definition_error(check: &Checked, error: &DefinitionError, renderer: &Renderer) -> String {
    let (file, text) = check.source(error.place);
    let mut elements: Vec<Element<'_>> =
        vec![snippet(sanitize(file), text, error.place, AnnotationKind::Primary, "").into()];
    if let Some(hint) = &error.hint {
        elements.push(Level::HELP.message(sanitize(hint)).into());
    }
    let format = check.format.map_or_else(String::new, |format| format!("{format} "));
    let title = sanitize(&format!("not a valid {format}schema: {}", error.message));
    renderer.render(&[Level::ERROR.primary_title(title).elements(elements)])
}

/// The line in which something begins, with the part of it that is in that line marked. The text is made harmless first,
/// and the mark moved with it.
fn snippet(
    path: String,
    text: &str,
    place: Place,
    kind: AnnotationKind,
    label: &str,
) -> Snippet<'static, Annotation<'static>> {
    let start = text.floor_char_boundary(place.span.start);
    let line_start = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |end| start + end);
    let end = text.floor_char_boundary(place.span.end.clamp(start, line_end));
    let before = sanitize(&text[line_start..start]);
    let marked = sanitize(text[start..end].trim_end());
    let gap = &text[start + text[start..end].trim_end().len()..end];
    let after = sanitize(&format!("{gap}{}", text[end..line_end].trim_end()));
    let span = before.len()..before.len() + marked.len();
    let source = format!("{before}{marked}{after}");
    let mut annotation = kind.span(span);
    if !label.is_empty() {
        annotation = annotation.label(sanitize(label));
    }
    Snippet::source(source).line_start(place.line).path(path).annotation(annotation)
}
