//! An answer on a terminal: a table, or one card a row where a table would leave no room to read.

use super::answer::Rows;
use super::write::{Style, plain};
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};

/// Columns up to this width do not wrap.
const SHORT: u16 = 16;
/// Columns up to this width hold names, which may wrap at [`SHORT`]; wider ones hold prose.
const NAME: u16 = 60;
/// Prose narrower than this cannot be read.
const READABLE: u16 = 24;
/// Borders and padding of a column.
const FRAME: u16 = 3;

/// Draws rows; the last line ends in a line feed.
pub(super) fn draw(rows: &Rows, style: &Style) -> String {
    if rows.rows.is_empty() {
        return String::new();
    }
    let columns = rows.telling();
    let cells: Vec<Vec<String>> = rows
        .rows
        .iter()
        .map(|row| columns.iter().map(|&n| printable(plain(row[n].as_ref(), &style.labels))).collect())
        .collect();
    let names: Vec<&str> = columns.iter().map(|&n| rows.columns[n].as_str()).collect();
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(style.width)
        .set_header(names.iter().map(|name| name.replace('_', " ")).collect::<Vec<_>>());
    table.add_rows(cells.clone());
    let widest = table.column_max_content_widths();
    let least = |width: u16| if width > NAME { READABLE } else { width.min(SHORT) };
    let needed: u32 = widest.iter().map(|&width| u32::from(least(width)) + u32::from(FRAME)).sum::<u32>() + 1;
    if needed > u32::from(style.width) {
        return cards(&names, &cells, style.width);
    }
    for (n, &width) in widest.iter().enumerate() {
        if let Some(column) = table.column_mut(n) {
            column.set_constraint(if width > SHORT {
                ColumnConstraint::LowerBoundary(Width::Fixed(least(width) + 2))
            } else {
                ColumnConstraint::ContentWidth
            });
        }
    }
    format!("{table}\n")
}

/// One block a row: each column on lines of its own, its name in front.
fn cards(names: &[&str], cells: &[Vec<String>], width: u16) -> String {
    let mut drawn = String::new();
    for (n, row) in cells.iter().enumerate() {
        let mut card = Table::new();
        card.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        for (name, cell) in names.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
            card.add_row([name.replace('_', " "), cell.clone()]);
        }
        if let Some(column) = card.column_mut(0) {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
        let rule = "─".repeat(usize::from(width).saturating_sub(n.to_string().len() + 4));
        drawn += &format!("── {} {rule}\n{}\n", n + 1, card.trim_fmt());
    }
    drawn
}

/// Text on one line, without the control characters by which a document could steer a terminal.
fn printable(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(|c| !c.is_control()).collect()
}
