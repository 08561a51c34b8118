//! Which files are one table: the folder tree, and where in it the tables begin.

use std::collections::BTreeMap;
use std::fmt;

use super::names::distinct_name;
use super::similarity::{are_one_table, merge_columns};
use super::table::{Leaf, Proposed, build_table};
use super::{Compression, CrawlOutcome, CrawlSettings, CrawlTarget, CrawledTable, FileSchema, Problem};

/// An object of a crawl.
#[derive(Debug, Clone, PartialEq)]
pub struct CrawledObject {
    pub key: String,
    /// Bytes as stored.
    pub size: u64,
    pub compression: Compression,
    /// None for an object beyond the sample size, which is counted but was not read. An object that was read and could
    /// not be understood does not take part at all.
    pub schema: Option<FileSchema>,
}

/// Why a crawl writes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrawlAborted {
    pub tables: usize,
    pub threshold: u32,
}

impl fmt::Display for CrawlAborted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { tables, threshold } = self;
        write!(
            f,
            "the crawl would make {tables} tables, more than its table threshold of {threshold}; nothing was written"
        )
    }
}

impl std::error::Error for CrawlAborted {}

/// Groups the objects of each target into tables. The outcome's problems are those of grouping alone; the caller adds
/// those that reading gave.
pub fn group_tables(
    found: &[(CrawlTarget, Vec<CrawledObject>)],
    settings: &CrawlSettings,
) -> Result<CrawlOutcome, CrawlAborted> {
    let mut outcome = CrawlOutcome::default();
    for (target, objects) in found {
        let mut grouping = Grouping { target, objects, settings, proposed: Vec::new(), problems: Vec::new() };
        grouping.run();
        outcome
            .tables
            .extend(grouping.proposed.iter().map(|proposed| build_table(proposed, target, objects, settings)));
        outcome.problems.append(&mut grouping.problems);
    }
    if let Some(threshold) = settings.table_threshold
        && outcome.tables.len() > threshold as usize
    {
        return Err(CrawlAborted { tables: outcome.tables.len(), threshold });
    }
    make_names_distinct(&mut outcome.tables);
    outcome.tables.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(outcome)
}

/// The first table of a name, by location, keeps it; the others get a digest.
fn make_names_distinct(tables: &mut Vec<CrawledTable>) {
    tables.sort_by(|left, right| left.location.cmp(&right.location));
    // The same place reached through two targets is one table.
    tables.dedup_by(|later, earlier| later.location == earlier.location);
    let mut taken = std::collections::BTreeSet::new();
    for table in tables {
        if !taken.insert(table.name.clone()) {
            table.name = distinct_name(&table.name, &table.location);
            taken.insert(table.name.clone());
        }
    }
}

#[derive(Default)]
struct Folder {
    /// Indexes into the objects.
    files: Vec<usize>,
    children: BTreeMap<String, Folder>,
}

struct Grouping<'a> {
    target: &'a CrawlTarget,
    objects: &'a [CrawledObject],
    settings: &'a CrawlSettings,
    proposed: Vec<Proposed>,
    problems: Vec<Problem>,
}

impl Grouping<'_> {
    fn run(&mut self) {
        let mut root = Folder::default();
        for (index, object) in self.objects.iter().enumerate() {
            let Some(relative) = self.target.relative(&object.key) else { continue };
            if object.key == self.target.prefix {
                self.propose_file(index, Vec::new());
                continue;
            }
            let mut folder = &mut root;
            let mut parts = relative.split('/').peekable();
            while let Some(part) = parts.next() {
                if parts.peek().is_some() {
                    folder = folder.children.entry(part.to_owned()).or_default();
                }
            }
            folder.files.push(index);
        }
        self.drop_unread(&mut root);
        let mut path = Vec::new();
        match self.settings.table_level {
            Some(level) if level > self.target.level() => {
                self.descend_to_level(&root, &mut path, level - self.target.level())
            }
            Some(_) => self.at_level(&root, &mut path),
            None if self.target.prefix.is_empty() => self.bucket(&root, &mut path),
            None => self.descend(&root, &mut path),
        }
    }

    /// A whole bucket with nothing but one plain folder in it: the table is that folder, not the bucket. The guide names
    /// a table after the include path's last folder and does not say what a lone folder does.
    fn bucket(&mut self, folder: &Folder, path: &mut Vec<String>) {
        let lone = folder.children.iter().next().filter(|_| folder.files.is_empty() && folder.children.len() == 1);
        match lone {
            Some((name, child)) if !name.contains('=') && name.chars().any(char::is_alphabetic) => {
                path.push(name.clone());
                self.descend(child, path);
                path.pop();
            }
            _ => self.descend(folder, path),
        }
    }

    /// One table of the whole folder if its files allow it, else the tables of each folder within and of each file.
    fn descend(&mut self, folder: &Folder, path: &mut Vec<String>) {
        if folder.files.is_empty() && folder.children.is_empty() {
            return;
        }
        match self.as_one_table(folder, self.settings.combine_compatible_schemas) {
            Some(leaves) => self.proposed.push(Proposed { folders: path.clone(), file: None, leaves }),
            None => self.split(folder, path),
        }
    }

    fn split(&mut self, folder: &Folder, path: &mut Vec<String>) {
        for index in &folder.files {
            self.propose_file(*index, path.clone());
        }
        for (name, child) in &folder.children {
            path.push(name.clone());
            self.descend(child, path);
            path.pop();
        }
    }

    fn descend_to_level(&mut self, folder: &Folder, path: &mut Vec<String>, levels: u32) {
        if levels == 0 {
            return self.at_level(folder, path);
        }
        for index in &folder.files {
            let key = &self.objects[*index].key;
            self.problems
                .push(Problem::new(key, "lies above the level at which this crawler makes tables; it is in no table"));
        }
        for (name, child) in &folder.children {
            path.push(name.clone());
            self.descend_to_level(child, path, levels - 1);
            path.pop();
        }
    }

    /// A folder that the configuration calls a table: unlike schemas are merged. Unlike formats cannot be.
    fn at_level(&mut self, folder: &Folder, path: &mut Vec<String>) {
        if folder.files.is_empty() && folder.children.is_empty() {
            return;
        }
        match self.as_one_table(folder, true) {
            Some(leaves) => self.proposed.push(Proposed { folders: path.clone(), file: None, leaves }),
            None => self.split(folder, path),
        }
    }

    fn propose_file(&mut self, index: usize, folders: Vec<String>) {
        let Some(leaf) = self.leaf(&[index], true) else { return };
        let key = self.objects[index].key.clone();
        self.proposed.push(Proposed { folders, file: Some(key), leaves: vec![(Vec::new(), leaf)] });
    }

    /// The leaf folders, if format, compression and depth agree and (unless `merge`) the schemas are alike.
    fn as_one_table(&self, folder: &Folder, merge: bool) -> Option<Vec<(Vec<String>, Leaf)>> {
        let mut leaves = Vec::new();
        self.collect(folder, &mut Vec::new(), merge, &mut leaves)?;
        let (path, first) = leaves.first()?;
        let depth = path.len();
        let agree = leaves.iter().all(|(path, leaf)| {
            path.len() == depth && leaf.compression == first.compression && leaf.format.agrees_with(&first.format)
        });
        let schemas: Vec<_> = leaves.iter().map(|(_, leaf)| leaf.columns.as_slice()).collect();
        (agree && (merge || are_one_table(&schemas))).then_some(leaves)
    }

    fn collect(
        &self,
        folder: &Folder,
        path: &mut Vec<String>,
        merge: bool,
        leaves: &mut Vec<(Vec<String>, Leaf)>,
    ) -> Option<()> {
        if !folder.files.is_empty() {
            leaves.push((path.clone(), self.leaf(&folder.files, merge)?));
        }
        for (name, child) in &folder.children {
            path.push(name.clone());
            let all = self.collect(child, path, merge, leaves);
            path.pop();
            all?;
        }
        Some(())
    }

    /// The files of one folder as one schema. None when they are no one table.
    fn leaf(&self, files: &[usize], merge: bool) -> Option<Leaf> {
        let read: Vec<(Compression, &FileSchema)> = files
            .iter()
            .filter_map(|index| {
                self.objects[*index].schema.as_ref().map(|schema| (self.objects[*index].compression, schema))
            })
            .collect();
        let (compression, first) = *read.first()?;
        let agree =
            read.iter().all(|(other, schema)| *other == compression && schema.format.agrees_with(&first.format));
        let schemas: Vec<_> = read.iter().map(|(_, schema)| schema.columns.as_slice()).collect();
        if !agree || !(merge || are_one_table(&schemas)) {
            return None;
        }
        let mut leaf = Leaf {
            format: first.format.clone(),
            compression,
            columns: Vec::new(),
            paths: Vec::new(),
            notes: Vec::new(),
            files: files.to_vec(),
        };
        for (_, schema) in read {
            merge_columns(&mut leaf.columns, &schema.columns);
            leaf.paths.extend(schema.paths.iter().cloned());
            leaf.notes.extend(schema.notes.iter().cloned());
            // One quoted file makes the table's fields quoted.
            if let (super::FileFormat::Csv(all), super::FileFormat::Csv(this)) = (&mut leaf.format, &schema.format) {
                all.quoted |= this.quoted;
            }
        }
        leaf.paths.sort();
        leaf.paths.dedup();
        leaf.notes.sort();
        leaf.notes.dedup();
        Some(leaf)
    }

    /// Folders in which nothing was understood take no part; returns whether anything is left.
    fn drop_unread(&self, folder: &mut Folder) -> bool {
        if !folder.files.iter().any(|index| self.objects[*index].schema.is_some()) {
            folder.files.clear();
        }
        folder.children.retain(|_, child| self.drop_unread(child));
        !folder.files.is_empty() || !folder.children.is_empty()
    }
}
