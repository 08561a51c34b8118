//! How the files of a scan are shared out among the threads of a query.

use super::ScanFile;
use super::text::is_plain;

/// The least part of a text file that is worth a thread of its own, in bytes.
const SMALLEST_PART: u64 = 4 << 20;

/// Cuts large plain files into parts, so that no thread reads one while the others have nothing to do.
pub fn split(files: Vec<ScanFile>, partitions: usize) -> Vec<ScanFile> {
    let total: u64 = files.iter().map(|file| file.size).sum();
    let share = (total / partitions.max(1) as u64).max(SMALLEST_PART);
    files
        .into_iter()
        .flat_map(|file| {
            let parts = if is_plain(&file.uri) { (file.size / share).max(1) } else { 1 };
            (0..parts).map(move |part| {
                if parts == 1 {
                    return file.clone();
                }
                let range = file.size * part / parts..file.size * (part + 1) / parts;
                ScanFile { size: range.end - range.start, range: Some(range), ..file.clone() }
            })
        })
        .collect()
}

/// Deals files out so that each thread reads about as many bytes.
pub fn spread(mut files: Vec<ScanFile>, partitions: usize) -> Vec<Vec<ScanFile>> {
    let count = partitions.clamp(1, files.len().max(1));
    if count == 1 {
        return vec![files];
    }
    files.sort_by(|a, b| b.size.cmp(&a.size).then_with(|| a.uri.cmp(&b.uri)));
    let mut groups: Vec<(u64, Vec<ScanFile>)> = vec![(0, Vec::new()); count];
    for file in files {
        let least = groups.iter_mut().min_by_key(|(bytes, _)| *bytes).expect("there is at least one group");
        least.0 += file.size;
        least.1.push(file);
    }
    groups.into_iter().map(|(_, files)| files).collect()
}
