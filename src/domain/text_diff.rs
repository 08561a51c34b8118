//! The line difference of two texts, by a longest common subsequence.

/// A line of the difference; the numbers are those of the lines, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// In both.
    Both(usize, usize),
    /// Only in the old text.
    Old(usize),
    /// Only in the new text.
    New(usize),
}

/// Above this many cells the middle counts as replaced: the table would be too large.
const MOST_CELLS: usize = 4_000_000;

/// Lines that went, came and stayed, in order.
pub fn diff(old: &[&str], new: &[&str]) -> Vec<Line> {
    // Equal ends are no part of the table: a small change in a long text stays cheap.
    let head = old.iter().zip(new).take_while(|(left, right)| left == right).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(left, right)| left == right).count();
    let mut lines: Vec<Line> = (0..head).map(|index| Line::Both(index, index)).collect();
    changed(&old[head..old.len() - tail], &new[head..new.len() - tail], head, &mut lines);
    lines.extend((0..tail).map(|index| Line::Both(old.len() - tail + index, new.len() - tail + index)));
    lines
}

fn changed(old: &[&str], new: &[&str], head: usize, lines: &mut Vec<Line>) {
    if old.len().saturating_mul(new.len()) > MOST_CELLS {
        lines.extend((0..old.len()).map(|index| Line::Old(head + index)));
        lines.extend((0..new.len()).map(|index| Line::New(head + index)));
        return;
    }
    let width = new.len() + 1;
    let mut common = vec![0_u32; (old.len() + 1) * width];
    for (i, left) in old.iter().enumerate().rev() {
        for (j, right) in new.iter().enumerate().rev() {
            common[i * width + j] = if left == right {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            lines.push(Line::Both(head + i, head + j));
            i += 1;
            j += 1;
        } else if j == new.len() || (i < old.len() && common[(i + 1) * width + j] >= common[i * width + j + 1]) {
            lines.push(Line::Old(head + i));
            i += 1;
        } else {
            lines.push(Line::New(head + j));
            j += 1;
        }
    }
}

/// Lines that went (`-`), came (`+`) and stayed (a blank), each after a blank more.
pub fn marked(old: &str, new: &str) -> Vec<String> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    diff(&old, &new)
        .into_iter()
        .map(|line| match line {
            Line::Both(index, _) => format!("  {}", old[index]),
            Line::Old(index) => format!("- {}", old[index]),
            Line::New(index) => format!("+ {}", new[index]),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn lines_that_went_and_came() {
        let diff = |old, new| marked(old, new).join("\n");
        assert_eq!(diff("a\nb\nc", "a\nx\nc"), "  a\n- b\n+ x\n  c");
        assert_eq!(diff("a\nb", "a\nb"), "  a\n  b");
        assert_eq!(diff("a", "a\nb\nc"), "  a\n+ b\n+ c");
        assert_eq!(diff("", "a"), "+ a");
    }
}
