//! The legend: what the shapes, colours and strands of a picture mean; only what occurs in it.

use super::super::font;
use super::super::model::{Kind, Network};
use super::super::xml::{Xml, number};
use super::edges::Widths;
use super::look::{Colours, Style, communities, kind_class, relation_classes};
use super::svg::{actor_shape, text};

const SIZE: f64 = 11.5;
const ROW: f64 = 19.0;
/// From a mark to its words, and from those to the next mark.
const MARK: f64 = 24.0;
const AFTER: f64 = 18.0;

/// How relations are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Line,
    Cell,
}

/// One entry.
enum Entry<'a> {
    Kind(&'a Kind),
    Community(String, String),
    Relation(String, String),
    Width(f64),
    Words(String),
}

/// Draws the legend from a line downwards, `width` wide at most; its height.
pub fn draw(xml: &mut Xml, network: &Network, style: &Style, mark: Mark, (left, top): (f64, f64), width: f64) -> f64 {
    let mut rows: Vec<Vec<Entry<'_>>> = Vec::new();
    let kinds = network.kinds();
    rows.push(kinds.into_iter().map(Entry::Kind).collect());
    if style.colours == Colours::Community {
        let told = communities(network).into_iter().map(|(class, words)| Entry::Community(words, class));
        rows.push([Entry::Words("Communities, by a heuristic:".to_owned())].into_iter().chain(told).collect());
    }
    let mut relations: Vec<Entry<'_>> = relation_classes(network)
        .into_iter()
        .map(|(relation, class)| Entry::Relation(relation.label(), class))
        .collect();
    let widths = Widths::of(network);
    if mark == Mark::Cell {
        relations.push(Entry::Words("number: how often".to_owned()));
    } else if widths.most > 1.0 {
        relations.extend([Entry::Width(1.0), Entry::Width(widths.most)]);
    }
    rows.push(relations);
    let mut y = top;
    for row in rows {
        let mut x = left;
        for entry in row {
            let words = match &entry {
                Entry::Kind(kind) => kind.label(),
                Entry::Community(words, _) | Entry::Relation(words, _) | Entry::Words(words) => words.clone(),
                Entry::Width(1.0) => "once".to_owned(),
                Entry::Width(weight) => format!("{} times", number(*weight)),
            };
            let room = if matches!(entry, Entry::Words(_)) { 0.0 } else { MARK };
            let wide = room + font::width(&words, SIZE) + AFTER;
            if x + wide - AFTER > left + width && x > left {
                x = left;
                y += ROW;
            }
            let middle = y + ROW / 2.0;
            match &entry {
                Entry::Kind(kind) => {
                    let class = if style.colours == Colours::Kind { kind_class(kind) } else { "Unknown" };
                    xml.open("g", &[("class", class)]);
                    actor_shape(xml, kind, (x + 8.0, middle), 6.0);
                    xml.close("g");
                }
                Entry::Community(_, class) => {
                    xml.open("g", &[("class", class)]);
                    let (x, y) = (number(x + 8.0), number(middle));
                    xml.empty("circle", &[("class", "shape"), ("cx", &x), ("cy", &y), ("r", "6")]);
                    xml.close("g");
                }
                Entry::Relation(_, class) if mark == Mark::Cell => {
                    xml.open("g", &[("class", class)]);
                    let (x, y) = (number(x + 1.0), number(middle - 7.0));
                    let square = [("class", "cell"), ("x", &x), ("y", &y), ("width", "14"), ("height", "14")];
                    xml.empty("rect", &square);
                    xml.close("g");
                }
                Entry::Relation(_, class) => line(xml, class, x, middle, 2.0),
                Entry::Width(weight) => line(xml, "r0", x, middle, widths.width(*weight)),
                Entry::Words(_) => {}
            }
            text(xml, "key", &words, (x + room, middle + SIZE * 0.36), SIZE);
            x += wide;
        }
        y += ROW;
    }
    y - top
}

fn line(xml: &mut Xml, class: &str, x: f64, y: f64, width: f64) {
    xml.open("g", &[("class", class)]);
    let d = format!("M{} {}h18", number(x), number(y));
    xml.empty("path", &[("class", "line"), ("d", &d), ("stroke-width", &number(width))]);
    xml.close("g");
}
