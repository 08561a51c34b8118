//! The little of roff that a manual page needs; whatever text is given, it is text on the page.

/// A page that grows.
#[derive(Debug, Default)]
pub struct Roff {
    text: String,
}

impl Roff {
    /// A section.
    pub fn section(&mut self, title: &str) {
        self.macro_line("SH", title);
    }

    /// A part of a section.
    pub fn part(&mut self, title: &str) {
        self.macro_line("SS", title);
    }

    /// Paragraphs, each filled to the width of the page; blank lines are between them.
    pub fn prose(&mut self, text: &str) {
        let mut is_first = true;
        for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
            if !is_first {
                self.paragraph();
            }
            is_first = false;
            for line in paragraph.lines() {
                self.line(&escaped(line.trim()));
            }
        }
    }

    /// The end of a paragraph.
    pub fn paragraph(&mut self) {
        self.text.push_str(".PP\n");
    }

    /// Lines that stay as they are: what is typed.
    pub fn typed<'a>(&mut self, lines: impl IntoIterator<Item = &'a str>) {
        self.text.push_str(".PP\n.nf\n.RS 2\n");
        for line in lines {
            self.line(&escaped(line));
        }
        self.text.push_str(".RE\n.fi\n");
    }

    /// A term in bold, and what it says, indented.
    pub fn item(&mut self, term: &str, text: &str) {
        self.text.push_str(".TP\n");
        self.line(&format!("\\fB{}\\fR", escaped(term)));
        self.line(&escaped(&text.split_whitespace().collect::<Vec<_>>().join(" ")));
    }

    /// What was written.
    pub fn into_text(self) -> String {
        self.text
    }

    fn macro_line(&mut self, name: &str, title: &str) {
        self.text.push_str(&format!(".{name} \"{}\"\n", escaped(title).replace('"', "\\(dq")));
    }

    fn line(&mut self, line: &str) {
        // A line that begins so would be a request.
        if line.starts_with(['.', '\'']) {
            self.text.push_str("\\&");
        }
        self.text.push_str(line);
        self.text.push('\n');
    }
}

/// The text with what means something to roff as text; a minus stays one that can be copied.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\(rs").replace('-', "\\-").replace('~', "\\(ti").replace('^', "\\(ha").replace('`', "\\(ga")
}

#[cfg(test)]
mod tests {
    use super::Roff;

    #[test]
    fn text_is_text_whatever_it_is() {
        let mut roff = Roff::default();
        roff.prose(".lake is \\a folder\n'quoted'\n\nanother");
        roff.typed(["lakectl --local query 'SELECT 1'"]);
        roff.item("--as", "a  b\n c");
        let text = roff.into_text();
        assert!(text.starts_with("\\&.lake is \\(rsa folder\n\\&'quoted'\n.PP\nanother\n"), "{text}");
        assert!(text.contains("\nlakectl \\-\\-local query 'SELECT 1'\n.RE\n.fi\n"), "{text}");
        assert!(text.ends_with(".TP\n\\fB\\-\\-as\\fR\na b c\n"), "{text}");
    }
}
