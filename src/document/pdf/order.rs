//! In which order the lines of a page are read: from top to bottom, and where the page is set in columns, column by column
//! between the lines that run across.

use super::lines::Line;
use std::collections::BTreeMap;

/// Columns stand in columns to this depth: four columns side by side.
const DEEPEST: usize = 2;

/// Orders lines, and tells which of them stand in one column.
pub(super) fn read(lines: Vec<Line>) -> Vec<Line> {
    let mut read = Vec::with_capacity(lines.len());
    let mut column = 0;
    part(lines, DEEPEST, 0, &mut column, &mut read);
    let mut lefts: BTreeMap<usize, f64> = BTreeMap::new();
    for line in &read {
        let left = lefts.entry(line.side).or_insert(line.x);
        *left = left.min(line.x);
    }
    for line in &mut read {
        line.left = lefts.get(&line.side).copied().unwrap_or(line.x);
    }
    read
}

fn part(mut lines: Vec<Line>, depth: usize, side: usize, column: &mut usize, read: &mut Vec<Line>) {
    lines.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let Some(gutter) = (depth > 0).then(|| gutter(&lines)).flatten() else {
        *column += 1;
        for mut line in lines {
            (line.column, line.side) = (*column, side);
            // What stands in one row is one line: cells of a table, a name and its page.
            match read.last_mut() {
                Some(last)
                    if last.column == line.column
                        && (last.y - line.y).abs() < 0.25 * line.size
                        && line.x > last.right =>
                {
                    last.text.push(' ');
                    last.text.push_str(&line.text);
                    last.right = line.right;
                }
                _ => read.push(line),
            }
        }
        return;
    };
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut across: Vec<Line> = Vec::new();
    let rows: Vec<(f64, f64)> = lines.iter().map(|line| (line.y, line.x)).collect();
    for line in lines {
        // The last, short line of a title that runs across, with nothing beside it.
        let ends_title = across.last().is_some_and(|above| {
            let near = line.y - above.y < 1.8 * line.size && (line.size - above.size).abs() < 0.05 * line.size;
            near && line.right <= gutter && !rows.iter().any(|(y, x)| *x > gutter && (y - line.y).abs() < line.size)
        });
        if !ends_title && (line.right <= gutter + 1.0 || line.x >= gutter - 1.0) {
            if !across.is_empty() {
                part(std::mem::take(&mut across), 0, side, column, read);
            }
            if line.x >= gutter - 1.0 { right.push(line) } else { left.push(line) }
        } else {
            if !(left.is_empty() && right.is_empty()) {
                part(std::mem::take(&mut left), depth - 1, 2 * side + 1, column, read);
                part(std::mem::take(&mut right), depth - 1, 2 * side + 2, column, read);
            }
            across.push(line);
        }
    }
    part(left, depth - 1, 2 * side + 1, column, read);
    part(right, depth - 1, 2 * side + 2, column, read);
    part(across, 0, side, column, read);
}

/// Where the blank between two columns is: a place that few lines cross, with lines of prose on both sides.
fn gutter(lines: &[Line]) -> Option<f64> {
    if lines.len() < 8 {
        return None;
    }
    let left = lines.iter().map(|line| line.x).fold(f64::INFINITY, f64::min);
    let right = lines.iter().map(|line| line.right).fold(0.0, f64::max);
    let width = right - left;
    let size = median(lines.iter().map(|line| line.size));
    let mut best: Option<(usize, f64)> = None;
    // The starts of lines are where columns begin.
    let mut starts: Vec<f64> =
        lines.iter().map(|line| line.x).filter(|x| (0.25..0.75).contains(&((x - left) / width))).collect();
    starts.sort_by(f64::total_cmp);
    starts.dedup_by(|a, b| (*a - *b).abs() < 1.0);
    for start in starts.into_iter().take(200) {
        let place = start - 0.4 * size;
        let crossing = lines.iter().filter(|line| line.x < place && line.right > place).count();
        let behind = || lines.iter().filter(|line| line.x >= place);
        let before = || lines.iter().filter(|line| line.right <= place);
        let enough = |count: usize| count * 4 >= lines.len();
        if crossing * 3 > lines.len() || !enough(behind().count()) || !enough(before().count()) {
            continue;
        }
        // Many lines of prose fill their column; few cells of a table do.
        let fills = |widths: Vec<f64>, room: f64| {
            let full = widths.iter().filter(|width| **width > 0.8 * room).count();
            full * 10 >= widths.len() * 3
        };
        let edge = before().map(|line| line.right).fold(0.0, f64::max);
        let prose = fills(behind().map(|line| line.right - line.x).collect(), right - start)
            && fills(before().map(|line| line.right - line.x).collect(), edge - left);
        // Both stand side by side, not one below the other.
        let low = |lines: &mut dyn Iterator<Item = &Line>| {
            lines.map(|line| line.y).fold((f64::INFINITY, 0.0_f64), |(top, end), y| (top.min(y), end.max(y)))
        };
        let (one, other) = (low(&mut before()), low(&mut behind()));
        let beside = one.0.max(other.0) < one.1.min(other.1);
        if prose && beside && best.is_none_or(|(least, _)| crossing < least) {
            best = Some((crossing, place));
        }
    }
    best.map(|(_, place)| place)
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
