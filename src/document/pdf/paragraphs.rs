//! Paragraphs out of lines: across columns and pages, hyphens at lines' ends mended; running heads and page numbers are left
//! out, footnotes stand apart at the end, larger lines are headings.

use super::lines::{Line, PageLines};
use crate::document::BlockKind;
use crate::document::composed::Composer;
use crate::document::marker;
use crate::document::shape::ends_sentence;
use std::collections::{BTreeMap, BTreeSet};

/// Writes down the pages' text.
pub(super) fn compose(mut pages: Vec<PageLines>, composer: &mut Composer) {
    drop_furniture(&mut pages);
    let body = body_size(&pages);
    let notes = take_notes(&mut pages, body);
    let measure = Measure::of(&mut pages, body);
    let words = words(&pages);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut last: Option<(usize, Line)> = None;
    for (number, page) in pages.into_iter().enumerate() {
        for line in page.lines {
            let goes_on = last.as_ref().is_some_and(|(before, last)| measure.goes_on(last, &line, *before == number));
            match paragraphs.last_mut() {
                Some(paragraph) if goes_on => paragraph.add(&line, &words),
                _ => paragraphs.push(Paragraph::of(&line, &measure)),
            }
            last = Some((number, line));
        }
    }
    let levels = levels(&paragraphs, body);
    for paragraph in paragraphs {
        let level = levels.get(&tenths(paragraph.size)).filter(|_| paragraph.text.chars().count() <= 250);
        let level = level.filter(|_| paragraph.text.chars().filter(|sign| sign.is_alphabetic()).count() > 2);
        let added = match level {
            Some(level) => composer.add(BlockKind::Heading { level: *level }, None, &paragraph.text, None),
            None => composer.block(BlockKind::Paragraph, &paragraph.text, None),
        };
        if let Some(added) = added {
            composer.drafts[added].indent = paragraph.indent;
            composer.drafts[added].lines = paragraph.lines;
        }
    }
    let mut note: Option<Paragraph> = None;
    let mut finish = |note: Option<Paragraph>| {
        if let Some(note) = note {
            composer.block(BlockKind::Footnote, &note.text, None);
        }
    };
    for line in notes {
        match &mut note {
            Some(note) if !opens_note(&line.text) => note.add(&line, &words),
            _ => finish(note.replace(Paragraph::of(&line, &measure))),
        }
    }
    finish(note);
}

/// A size in tenths of a point, so that sizes can be counted.
fn tenths(size: f64) -> i64 {
    (size * 10.0).round() as i64
}

/// The size of most letters.
fn body_size(pages: &[PageLines]) -> f64 {
    let mut sizes: BTreeMap<i64, usize> = BTreeMap::new();
    for line in pages.iter().flat_map(|page| &page.lines) {
        *sizes.entry(tenths(line.size)).or_default() += line.text.len();
    }
    sizes.into_iter().max_by_key(|(size, count)| (*count, *size)).map_or(10.0, |(size, _)| size as f64 / 10.0)
}

/// Leaves out page numbers, and lines at the edge of pages that stand there on several.
fn drop_furniture(pages: &mut [PageLines]) {
    // What it says, and where: the same words elsewhere are words of the text.
    let place = |line: &Line| (line.y / 3.0).round() as i64;
    let bare =
        |line: &Line| line.text.chars().filter(|sign| !sign.is_ascii_digit()).collect::<String>().trim().to_lowercase();
    // The outermost lines of a page: places in its lines.
    let edges = |page: &PageLines| -> BTreeSet<usize> {
        let mut order: Vec<usize> = (0..page.lines.len()).collect();
        order.sort_by(|a, b| page.lines[*a].y.total_cmp(&page.lines[*b].y));
        let top = order.iter().take(3).filter(|at| page.lines[**at].y < page.height * 0.14);
        let end = order.iter().rev().take(3).filter(|at| page.lines[**at].y > page.height * 0.88);
        top.chain(end).copied().collect()
    };
    let mut seen: BTreeMap<(String, i64), usize> = BTreeMap::new();
    for page in pages.iter() {
        let heads = edges(page).into_iter().map(|at| (bare(&page.lines[at]), place(&page.lines[at])));
        let heads: BTreeSet<(String, i64)> = heads.filter(|(head, _)| head.len() <= 120).collect();
        for head in heads {
            *seen.entry(head).or_default() += 1;
        }
    }
    for page in pages.iter_mut() {
        let edges = edges(page);
        let mut at = 0;
        page.lines.retain(|line| {
            let edge = edges.contains(&at);
            at += 1;
            let bare = bare(line);
            let number = bare.chars().all(|sign| !sign.is_alphabetic())
                || matches!(bare.as_str(), "page" | "page of" | "p.")
                || is_roman(&bare);
            !(edge && (number || seen.get(&(bare, place(line))).is_some_and(|count| *count > 1)))
        });
    }
}

fn is_roman(text: &str) -> bool {
    !text.is_empty() && text.len() < 6 && text.chars().all(|sign| "ivxl".contains(sign))
}

fn opens_note(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].trim_start_matches(['.', ')', ']']);
    ((1..=3).contains(&digits)
        && rest.trim_start().starts_with(char::is_alphabetic)
        && (rest.starts_with(' ') || rest.starts_with(char::is_uppercase)))
        || text.starts_with(['*', '†', '‡'])
}

/// Takes the footnotes out: smaller lines at the foot of a page, from the first that a number opens.
fn take_notes(pages: &mut [PageLines], body: f64) -> Vec<Line> {
    let mut notes = Vec::new();
    for page in pages {
        let lines = &page.lines;
        let small = |line: &Line| line.size < body * 0.93;
        let columns: BTreeSet<usize> = lines.iter().map(|line| line.column).collect();
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        for column in columns {
            let inside: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].column == column).collect();
            let tail: Vec<usize> = inside.iter().rev().take_while(|at| small(&lines[**at])).copied().collect();
            let first = tail.iter().rev().find(|at| opens_note(&lines[**at].text) && lines[**at].y > page.height * 0.4);
            if let Some(first) = first {
                taken.extend(tail.iter().filter(|at| *at >= first));
            }
        }
        let mut at = 0;
        page.lines.retain(|line| {
            let note = taken.contains(&at);
            at += 1;
            if note {
                notes.push(line.clone());
            }
            !note
        });
    }
    notes
}

/// The words that stand whole in some line, in small letters: they tell how a broken one is written.
fn words(pages: &[PageLines]) -> BTreeSet<String> {
    let lines = pages.iter().flat_map(|page| &page.lines);
    lines
        .flat_map(|line| {
            let mut words: Vec<&str> = line.text.split_whitespace().collect();
            if line.text.ends_with('-') {
                words.pop();
            }
            words.into_iter().map(bare).collect::<Vec<_>>()
        })
        .collect()
}

fn bare(word: &str) -> String {
    word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase()
}

/// How the text is set: its size, the distance of its lines, the edges of its columns.
struct Measure {
    /// From one line to the next, in sizes of its letters.
    leading: f64,
    /// How wide each part of the page is set (see [`Line::side`]).
    widths: BTreeMap<usize, f64>,
    body: f64,
}

impl Measure {
    fn of(pages: &mut [PageLines], body: f64) -> Self {
        let steps = pages.iter().flat_map(|page| page.lines.windows(2)).filter_map(|pair| {
            let (a, b) = (&pair[0], &pair[1]);
            let step = (b.y - a.y) / body;
            let plain = (a.size - body).abs() < 0.1 * body && (b.size - body).abs() < 0.1 * body;
            (a.column == b.column && plain && (0.8..2.6).contains(&step)).then_some(step)
        });
        let mut steps: Vec<f64> = steps.collect();
        steps.sort_by(f64::total_cmp);
        // Most steps are from line to line; a third of the way up is one of them even where paragraphs are short.
        let leading = steps.get(steps.len() / 3).copied().unwrap_or(1.25);
        let mut widths = BTreeMap::new();
        for line in pages.iter().flat_map(|page| &page.lines) {
            let width: &mut f64 = widths.entry(line.side).or_default();
            *width = width.max(line.right - line.left);
        }
        // A last page whose first column is not full shows no second one.
        if let (Some(whole), Some(half)) = (widths.get(&0).copied(), widths.get(&1).copied()) {
            for page in pages {
                let wide = page.lines.iter().map(|line| line.right - line.left).fold(0.0, f64::max);
                if wide < half * 1.03 && half < whole * 0.6 {
                    page.lines.iter_mut().for_each(|line| line.side = 1);
                }
            }
        }
        Self { leading, widths, body }
    }

    /// Where the lines of a line's column begin and end.
    fn edges(&self, line: &Line) -> (f64, f64) {
        (line.left, line.left + self.widths.get(&line.side).copied().unwrap_or(line.right - line.left))
    }

    /// Whether a line goes on with the paragraph of the line before; `near`: both stand on one page.
    fn goes_on(&self, last: &Line, line: &Line, near: bool) -> bool {
        if (last.size - line.size).abs() > 0.08 * last.size.max(line.size) {
            return false;
        }
        let (left, right) = self.edges(last);
        let short = last.right < right - 0.18 * (right - left) || (last.right - last.x) < 0.4 * (right - left);
        let begins = marker::find(&line.text).is_some_and(|marker| !marker.unsure && marker.len < line.text.len());
        let closed = ends_sentence(&last.text);
        let lower = line.text.starts_with(char::is_lowercase);
        let heading = last.size > 1.1 * self.body;
        if near && last.column == line.column {
            let step = (line.y - last.y) / line.size;
            let limit = if heading { 1.75 } else { self.leading * 1.28 };
            if !(0.2..limit.max(1.2)).contains(&step) {
                return false;
            }
            if begins
                && (closed
                    || short
                    || last.text.ends_with([';', ',', ':'])
                    || last.text.ends_with(" and")
                    || last.text.ends_with(" or"))
            {
                return false;
            }
            let indented = line.x > last.x + 0.8 * line.size && line.x < last.x + 6.0 * line.size;
            let hanging = marker::find(&last.text).is_some();
            if closed && indented && !hanging {
                return false;
            }
            // A line that could have held the next word ends its paragraph.
            let room = right - last.right;
            let word = line.text.split_whitespace().next().map_or(0, |word| word.chars().count());
            let fits = room > (word as f64 + 1.0) * 0.55 * line.size;
            let very_short = last.right - last.x < 0.6 * (right - left);
            return heading || last.text.ends_with('-') || !(fits && short && (!lower || very_short));
        }
        // From the foot of a column to the head of the next: an unfinished sentence goes on.
        let full = last.right > right - 0.04 * (right - left);
        let (other, _) = self.edges(line);
        let flush = line.x < other + 0.8 * line.size;
        !heading && !begins && (lower || (!short && !closed) || (full && flush))
    }
}

/// A paragraph while its lines come.
struct Paragraph {
    text: String,
    size: f64,
    lines: usize,
    /// In columns of half a letter's size.
    indent: usize,
}

impl Paragraph {
    fn of(line: &Line, measure: &Measure) -> Self {
        let (left, _) = measure.edges(line);
        let indent = ((line.x - left) / (0.5 * line.size)).round().clamp(0.0, 60.0) as usize;
        Self { text: line.text.clone(), size: line.size, lines: 1, indent }
    }

    fn add(&mut self, line: &Line, words: &BTreeSet<String>) {
        self.lines += 1;
        let broken = self.text.strip_suffix('-').filter(|word| word.ends_with(char::is_alphabetic));
        let next = line.text.split_whitespace().next().unwrap_or_default();
        match broken {
            Some(whole) if next.starts_with(char::is_lowercase) => {
                let first = whole.split_whitespace().next_back().unwrap_or_default();
                let kept = words.contains(&bare(&format!("{first}-{next}")))
                    && !words.contains(&bare(&format!("{first}{next}")));
                let length = if kept { self.text.len() } else { whole.len() };
                self.text.truncate(length);
            }
            Some(_) => {}
            None => self.text.push(' '),
        }
        self.text.push_str(&line.text);
    }
}

/// The levels of headings: sizes above that of the text, the largest first.
fn levels(paragraphs: &[Paragraph], body: f64) -> BTreeMap<i64, u8> {
    let sizes: BTreeSet<i64> = paragraphs
        .iter()
        .filter(|paragraph| paragraph.size > body * 1.1 && paragraph.text.chars().count() <= 250)
        .map(|paragraph| tenths(paragraph.size))
        .collect();
    sizes.into_iter().rev().zip(1_u8..).map(|(size, level)| (size, level.min(5))).collect()
}
