//! The line difference of two definitions.

/// Lines that went (`-`), came (`+`) and stayed (two blanks), by a longest common subsequence.
pub fn diff(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    // Equal ends are no part of the table: a small change in a long text stays cheap.
    let head = old.iter().zip(&new).take_while(|(left, right)| left == right).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(left, right)| left == right).count();
    let (left, right) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let mut lines: Vec<String> = old[..head].iter().map(|line| format!("  {line}")).collect();
    lines.extend(changed(left, right));
    lines.extend(old[old.len() - tail..].iter().map(|line| format!("  {line}")));
    lines.join("\n")
}

/// Above this many cells the middle is shown as replaced: the table would be too large.
const MOST_CELLS: usize = 4_000_000;

fn changed(old: &[&str], new: &[&str]) -> Vec<String> {
    let mut lines = Vec::new();
    if old.len().saturating_mul(new.len()) > MOST_CELLS {
        lines.extend(old.iter().map(|line| format!("- {line}")));
        lines.extend(new.iter().map(|line| format!("+ {line}")));
        return lines;
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
            lines.push(format!("  {}", old[i]));
            i += 1;
            j += 1;
        } else if j == new.len() || (i < old.len() && common[(i + 1) * width + j] >= common[i * width + j + 1]) {
            lines.push(format!("- {}", old[i]));
            i += 1;
        } else {
            lines.push(format!("+ {}", new[j]));
            j += 1;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::diff;

    #[test]
    fn lines_that_went_and_came() {
        assert_eq!(diff("a\nb\nc", "a\nx\nc"), "  a\n- b\n+ x\n  c");
        assert_eq!(diff("a\nb", "a\nb"), "  a\n  b");
        assert_eq!(diff("a", "a\nb\nc"), "  a\n+ b\n+ c");
    }
}
