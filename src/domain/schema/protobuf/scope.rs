//! Names of types, and where they are looked up.

use std::collections::{HashMap, HashSet};

use super::Parser;
use super::tree::{FieldKind, Meaning};
use crate::schema::source::{Problem, Span};

/// Types of a file, and the places that name types.
#[derive(Default)]
pub(super) struct Scope {
    /// Full names; true for enums.
    types: HashMap<String, bool>,
    /// Full names of everything: types, fields, oneofs and enum values share one space.
    taken: HashSet<String>,
    pub(super) references: Vec<Reference>,
}

pub(super) struct Reference {
    /// Full name of the message (or package) in which the type is named.
    pub(super) scope: String,
    pub(super) name: String,
    pub(super) span: Span,
    pub(super) usage: Use,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Field,
    /// Request or response of a call, which must be a message.
    Call,
}

impl Scope {
    /// False if the name is taken.
    pub(super) fn define(&mut self, full: &str, is_enum: bool) -> bool {
        self.types.insert(full.to_owned(), is_enum);
        self.claim(full)
    }

    /// Takes a name for something that is no type; false if it is taken.
    pub(super) fn claim(&mut self, full: &str) -> bool {
        self.taken.insert(full.to_owned())
    }

    /// The full name that is meant, from the innermost scope outwards, and whether it is an enum.
    fn find(&self, scope: &str, name: &str) -> Option<(String, bool)> {
        if let Some(absolute) = name.strip_prefix('.') {
            return self.types.get(absolute).map(|is_enum| (absolute.to_owned(), *is_enum));
        }
        let mut scope = scope;
        loop {
            let full = if scope.is_empty() { name.to_owned() } else { format!("{scope}.{name}") };
            if let Some(is_enum) = self.types.get(&full) {
                return Some((full, *is_enum));
            }
            if scope.is_empty() {
                return None;
            }
            scope = scope.rsplit_once('.').map_or("", |(outer, _)| outer);
        }
    }
}

impl Parser {
    /// Notes every type that is named and defined nowhere. What an import may define is not known here and passes.
    pub(super) fn resolve(&mut self) {
        let references = std::mem::take(&mut self.scope.references);
        let mut meanings = HashMap::new();
        for reference in references {
            let bare = reference.name.trim_start_matches('.');
            let imported = |package: &str| {
                let inner = bare.starts_with(&format!("{package}.")) || self.package.starts_with("google");
                inner && self.imports.iter().any(|import| import.starts_with(&package.replace('.', "/")))
            };
            // An import that could not be resolved has been reported; its types are not reported again.
            let unresolved = self.imports.iter().any(|import| !import.starts_with("google/"));
            match self.scope.find(&reference.scope, &reference.name) {
                Some((_, true)) if reference.usage == Use::Call => {
                    self.problems.push(Problem::new(
                        reference.span,
                        format!("`{bare}` is an enum; a call takes and returns messages"),
                    ));
                }
                Some((full, is_enum)) => {
                    let name = self.within_package(&full);
                    let meaning = if is_enum { Meaning::Enum(name) } else { Meaning::Message(name) };
                    meanings.insert(reference.span, meaning);
                }
                None if imported("google.protobuf") || imported("google.type") || unresolved => {}
                None if bare.starts_with("google.protobuf.") || bare.starts_with("google.type.") => {
                    let hint = "import the file that defines it, as in import \"google/protobuf/timestamp.proto\";";
                    self.problems.push(Problem::new(reference.span, format!("`{bare}` is not imported")).hint(hint));
                }
                None => self.problems.push(Problem::new(reference.span, format!("the type `{bare}` is not defined"))),
            }
        }
        let calls = self.file.services.iter_mut().flat_map(|service| &mut service.calls);
        for parcel in calls.flat_map(|call| [&mut call.request, &mut call.response]) {
            if let Some(meaning) = meanings.remove(&parcel.kind.span) {
                parcel.kind.meaning = meaning;
            }
        }
        let used = self.file.messages.iter_mut().flat_map(|message| &mut message.fields);
        for field in used {
            let name = match &mut field.kind {
                FieldKind::One(name) | FieldKind::Map(_, name) => name,
            };
            if let Some(meaning) = meanings.remove(&name.span) {
                name.meaning = meaning;
            }
        }
    }
}
