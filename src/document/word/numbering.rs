//! The numbers and bullets of a Word file's lists, counted as Word counts them.

use crate::document::marker;
use crate::document::xml::Element;
use std::collections::BTreeMap;

const LEVELS: usize = 9;

#[derive(Default)]
pub(super) struct Numbering {
    /// By the number that paragraphs name.
    lists: BTreeMap<String, List>,
    /// How far each kind of list has counted: lists of one kind go on with each other's count.
    counts: BTreeMap<String, [Option<i32>; LEVELS]>,
}

#[derive(Clone, Default)]
struct List {
    kind: String,
    levels: Vec<Level>,
    /// Levels at which this list begins anew, and with what; each counts once.
    anew: BTreeMap<usize, i32>,
}

#[derive(Clone, Default)]
struct Level {
    start: i32,
    /// As Word names it: decimal, lowerLetter, bullet …
    format: String,
    /// `%1.%2)`: the counts of levels 1 and 2 with signs around.
    text: String,
    left: Option<i32>,
}

impl Numbering {
    pub fn of(part: Option<&Element>) -> Self {
        let mut kinds: BTreeMap<&str, Vec<Level>> = BTreeMap::new();
        let mut numbering = Self::default();
        let elements = || part.into_iter().flat_map(Element::elements);
        for kind in elements().filter(|element| element.name == "abstractNum") {
            if let Some(id) = kind.attribute("abstractNumId") {
                let mut levels = vec![Level::default(); LEVELS];
                for level in kind.elements().filter(|element| element.name == "lvl") {
                    put(&mut levels, level);
                }
                kinds.insert(id, levels);
            }
        }
        for list in elements().filter(|element| element.name == "num") {
            let (Some(id), Some(kind)) = (list.attribute("numId"), list.value("abstractNumId")) else { continue };
            let levels = kinds.get(kind).cloned().unwrap_or_default();
            let mut made = List { kind: kind.to_owned(), levels, anew: BTreeMap::new() };
            for change in list.elements().filter(|element| element.name == "lvlOverride") {
                let at = change.attribute("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
                if let Some(start) = change.value("startOverride").and_then(|start| start.parse().ok()) {
                    made.anew.insert(at, start);
                }
                if let Some(level) = change.child("lvl") {
                    put(&mut made.levels, level);
                }
            }
            numbering.lists.insert(id.to_owned(), made);
        }
        numbering
    }

    /// The sign before the next item of a list at a level (from 0), and how far the level is indented: the empty sign is
    /// a bullet. None where there is no such list.
    pub fn next(&mut self, list: &str, at: usize) -> Option<(String, Option<i32>)> {
        let at = at.min(LEVELS - 1);
        let list = self.lists.get_mut(list)?;
        let level = list.levels.get(at)?.clone();
        let counts = self.counts.entry(list.kind.clone()).or_default();
        let anew = list.anew.remove(&at);
        counts[at] = Some(match (anew, counts[at]) {
            (Some(start), _) => start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => level.start,
        });
        counts[at + 1..].fill(None);
        if matches!(level.format.as_str(), "bullet" | "none") || level.text.is_empty() {
            return Some((String::new(), level.left));
        }
        let mut sign = String::new();
        let mut signs = level.text.chars();
        while let Some(next) = signs.next() {
            let number = if next == '%' { signs.clone().next().and_then(|digit| digit.to_digit(10)) } else { None };
            match number {
                Some(number @ 1..=9) => {
                    signs.next();
                    let from = number as usize - 1;
                    let other = list.levels.get(from).cloned().unwrap_or_default();
                    let count = counts[from].unwrap_or(other.start);
                    sign.push_str(&shown(count, &other.format));
                }
                _ => sign.push(next),
            }
        }
        Some((sign, level.left))
    }
}

fn put(levels: &mut [Level], level: &Element) {
    let at: usize = level.attribute("ilvl").and_then(|at| at.parse().ok()).unwrap_or(0);
    let Some(place) = levels.get_mut(at) else { return };
    let indent = level.child("pPr").and_then(|paragraph| paragraph.child("ind"));
    *place = Level {
        start: level.value("start").and_then(|start| start.parse().ok()).unwrap_or(1),
        format: level.value("numFmt").unwrap_or("decimal").to_owned(),
        text: level.value("lvlText").unwrap_or_default().to_owned(),
        left: indent
            .and_then(|indent| indent.attribute("left").or(indent.attribute("start")))
            .and_then(|left| left.parse().ok()),
    };
}

fn shown(count: i32, format: &str) -> String {
    let number = u32::try_from(count).unwrap_or(0);
    match format {
        "lowerLetter" => marker::letters(number, false),
        "upperLetter" => marker::letters(number, true),
        "lowerRoman" => marker::roman_of(number, false),
        "upperRoman" => marker::roman_of(number, true),
        "decimalZero" => format!("{count:02}"),
        _ => count.to_string(),
    }
}
