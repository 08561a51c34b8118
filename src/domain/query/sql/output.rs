//! The columns that a part of a query gives to the part around it, and the columns of tables behind them.

/// Columns of tables: which scan, which column.
pub type Origin = Vec<(usize, String)>;

/// A column that a table or subquery gives.
#[derive(Debug, Clone, Default)]
pub struct OutputColumn {
    /// In lower case; none when nothing names it.
    pub name: Option<String>,
    /// The columns of tables whose values are its own.
    pub origin: Origin,
    /// Whether a condition on it may be tested on the tables already.
    pub passes: bool,
}

/// All of them.
#[derive(Debug, Clone)]
pub struct Output {
    /// In order.
    pub columns: Vec<OutputColumn>,
    /// Whether these are all.
    pub is_known: bool,
}

impl Output {
    /// Columns that are not known.
    pub fn unknown() -> Self {
        Self { columns: Vec::new(), is_known: false }
    }

    /// Columns with names and nothing behind them.
    pub fn named(names: impl IntoIterator<Item = String>) -> Self {
        let column = |name| OutputColumn { name: Some(name), ..OutputColumn::default() };
        Self { columns: names.into_iter().map(column).collect(), is_known: true }
    }

    /// The place of a column.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name.as_deref() == Some(name))
    }

    /// The same under other names.
    pub fn renamed(mut self, names: &[String]) -> Self {
        if self.is_known || self.columns.len() >= names.len() {
            for (column, name) in self.columns.iter_mut().zip(names) {
                column.name = Some(name.clone());
            }
            return self;
        }
        Self::named(names.iter().cloned())
    }

    /// What a UNION of both gives, or another set operation when `both` is false: conditions then stay where they are.
    pub fn united(self, other: Self, both: bool) -> Self {
        let is_known = self.is_known && other.is_known;
        if !is_known {
            return Self { columns: self.columns, is_known };
        }
        let mut right = other.columns.into_iter();
        let columns = self.columns.into_iter().map(|mut left| {
            if let Some(right) = right.next() {
                left.passes = left.passes && right.passes && both;
                left.origin.extend(right.origin);
            }
            left
        });
        Self { columns: columns.collect(), is_known }
    }
}
