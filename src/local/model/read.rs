//! The models' files: one line for each operation and shape, in columns; a shape is read when it is first asked for.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::pattern::Pattern;

/// What a service's model says of inputs.
pub struct Model {
    operations: HashMap<&'static str, &'static str>,
    shapes: HashMap<&'static str, (&'static str, OnceLock<Option<Shape>>)>,
}

/// A type of the model.
pub enum Shape {
    Structure(Vec<Member>),
    List(Bounds, &'static str),
    Map(Bounds, &'static str, &'static str),
    Text(Bounds, Option<Pattern>),
    Enum(Vec<&'static str>),
    Integer(Bounds),
    Number(Bounds),
    Boolean,
    Timestamp,
    Blob,
}

/// A member of a structure, and the name of its shape.
pub struct Member {
    pub name: &'static str,
    pub shape: &'static str,
    pub required: bool,
}

/// The least and the most that there may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    least: Option<f64>,
    most: Option<f64>,
}

impl Model {
    /// The model of a file.
    pub fn new(text: &'static str) -> Self {
        let mut model = Self { operations: HashMap::new(), shapes: HashMap::new() };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((kind, rest)) = line.split_once('\t') else { continue };
            let (name, rest) = rest.split_once('\t').unwrap_or((rest, ""));
            if kind == "operation" {
                // One without an input has an empty name here, which no shape has.
                model.operations.insert(name, rest);
            } else {
                model.shapes.insert(name, (line, OnceLock::new()));
            }
        }
        model
    }

    /// The shape of an operation's input.
    pub fn input(&self, operation: &str) -> Option<&'static str> {
        self.operations.get(operation).copied()
    }

    /// A shape by its name.
    pub fn shape(&self, name: &str) -> Option<&Shape> {
        let (line, shape) = self.shapes.get(name)?;
        shape.get_or_init(|| read(line)).as_ref()
    }

    /// The names of all shapes, and of those of inputs.
    #[cfg(test)]
    pub fn names(&self) -> Vec<&'static str> {
        self.operations.values().filter(|name| !name.is_empty()).chain(self.shapes.keys()).copied().collect()
    }
}

fn read(line: &'static str) -> Option<Shape> {
    let mut columns = line.split('\t');
    let (kind, _name) = (columns.next()?, columns.next()?);
    Some(match kind {
        "structure" => {
            let members = columns.next().unwrap_or("").split(' ').filter_map(|member| member.split_once(':'));
            let member = |(name, shape): (&'static str, &'static str)| match name.strip_suffix('!') {
                Some(name) => Member { name, shape, required: true },
                None => Member { name, shape, required: false },
            };
            Shape::Structure(members.map(member).collect())
        }
        "enum" => Shape::Enum(columns.collect()),
        "boolean" => Shape::Boolean,
        "timestamp" => Shape::Timestamp,
        "blob" => Shape::Blob,
        _ => {
            let bounds = Bounds::read(columns.next().unwrap_or(""))?;
            match kind {
                "list" => Shape::List(bounds, columns.next()?),
                "map" => Shape::Map(bounds, columns.next()?, columns.next()?),
                "string" => Shape::Text(bounds, columns.next().map(Pattern::new)),
                "integer" | "long" => Shape::Integer(bounds),
                "double" | "float" => Shape::Number(bounds),
                _ => return None,
            }
        }
    })
}

impl Shape {
    /// What is wanted where another type stands.
    pub fn wanted(&self) -> &'static str {
        match self {
            Self::Structure(_) => "a structure",
            Self::List(..) => "a list",
            Self::Map(..) => "a map",
            Self::Text(..) | Self::Enum(_) => "a String",
            Self::Integer(_) => "an Integer",
            Self::Number(_) => "a Double",
            Self::Boolean => "a Boolean",
            Self::Timestamp => "a Timestamp",
            Self::Blob => "a Blob",
        }
    }
}

impl Bounds {
    fn read(text: &str) -> Option<Self> {
        let (least, most) = text.split_once("..").unwrap_or(("", ""));
        let bound = |text: &str| if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) };
        Some(Self { least: bound(least)?, most: bound(most)? })
    }

    /// Whether a number is within them.
    pub fn hold(&self, number: f64) -> bool {
        self.broken("", number).is_none()
    }

    /// The rule that a number breaks, of a length or a value.
    pub fn broken(&self, what: &str, number: f64) -> Option<String> {
        if let Some(least) = self.least.filter(|least| number < *least) {
            return Some(format!("Member must have {what} greater than or equal to {least}"));
        }
        let most = self.most.filter(|most| number > *most)?;
        Some(format!("Member must have {what} less than or equal to {most}"))
    }
}
