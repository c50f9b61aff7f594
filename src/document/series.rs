//! Which markers of a text stand in a series: an unsure one ("A. Smith", "October 7: …") counts only with its neighbour.

use super::marker::{self, Marker, Style};
use std::collections::{BTreeMap, BTreeSet};

/// The markers at the starts of a text's lines.
#[derive(Default)]
pub(super) struct Series {
    /// For each style its values, and Roman values above [`ROMAN`].
    values: BTreeMap<Style, BTreeSet<u32>>,
    bullets: BTreeMap<Style, usize>,
}

const ROMAN: u32 = 1000;

impl Series {
    pub fn of(text: &str) -> Self {
        let mut series = Self::default();
        for line in text.split(['\n', '\r']) {
            let start =
                line.trim_start_matches(|char: char| char.is_whitespace() || matches!(char, '*' | '_' | '#' | '>'));
            let Some(marker) = marker::find(start) else { continue };
            if !marker.unsure && !matches!(marker.style, Style::Label(_) | Style::Number { .. }) {
                continue;
            }
            if marker.ordered() {
                let values = series.values.entry(marker.style).or_default();
                values.extend((marker.value > 0).then_some(marker.value));
                values.extend(marker.roman.map(|roman| roman + ROMAN));
            } else {
                *series.bullets.entry(marker.style).or_default() += 1;
            }
        }
        series
    }

    /// Whether a marker is one: sure by its form, or by its neighbour in the text.
    pub fn accepts(&self, marker: &Marker) -> bool {
        if !marker.unsure {
            return true;
        }
        if !marker.ordered() {
            return self.bullets.get(&marker.style).is_some_and(|count| *count > 1);
        }
        let Some(values) = self.values.get(&marker.style) else { return false };
        let has = |value: u32| values.contains(&value);
        let near = |value: u32| has(value + 1) || (value % ROMAN > 1 && has(value - 1));
        let neighbour =
            (marker.value > 0 && near(marker.value)) || marker.roman.is_some_and(|roman| near(roman + ROMAN));
        // "October 7: … October 8: …" does not begin at 1, as the parts of a document do.
        let from_one = has(1) || has(1 + ROMAN);
        match marker.style {
            Style::Label(_) => neighbour && from_one,
            Style::Number { depth, .. } if depth > 1 => neighbour && from_one,
            _ => neighbour,
        }
    }
}
