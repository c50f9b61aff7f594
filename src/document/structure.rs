//! What the blocks are to each other: which paragraphs are items of lists and which are headings, what stands in what.

use super::BlockKind;
use super::draft::Draft;
use super::headings::{Levels, SHORT, headings_by_form, numbered_headings};
use super::marker::{self, Marker, Style};
use super::series::Series;

/// Finds markers, headings and nesting. `headed`: the text marks its headings itself, so that no paragraph becomes one.
pub(super) fn arrange(text: &str, drafts: &mut Vec<Draft>, series: &Series, headed: bool) {
    rebuild(drafts, |draft, done| match done.last_mut() {
        Some(last) if runs_on(text, last, &draft) => {
            let mut pieces = draft.pieces.into_iter();
            if let (Some(last), Some(first)) = (last.pieces.last_mut(), pieces.next()) {
                last.end = first.end;
            }
            last.pieces.extend(pieces);
            last.lines += draft.lines;
        }
        _ => done.push(draft),
    });
    for draft in drafts.iter_mut() {
        mark(text, draft, series);
    }
    rebuild(drafts, |draft, done| split_section(text, draft, done));
    if !headed {
        headings_by_form(text, drafts);
    }
    numbered_headings(text, drafts);
    nest(text, drafts);
    depths(drafts);
    Levels::default().assign(text, drafts);
}

/// Takes the marker off the start of a paragraph (which becomes a list item) or heading.
fn mark(text: &str, draft: &mut Draft, series: &Series) {
    let heading = matches!(draft.kind, BlockKind::Heading { .. });
    if draft.marker.is_some() || !(heading || draft.kind == BlockKind::Paragraph) {
        return;
    }
    let visible = draft.visible(text);
    let numbered = |found: &Marker| heading && matches!(found.style, Style::Number { .. });
    let accepted = |found: &Marker| series.accepts(found) || numbered(found);
    let Some(found) = marker::find(&visible.text).filter(accepted) else { return };
    if !visible.text[found.len..].contains(char::is_alphanumeric) || (heading && !found.ordered()) {
        return;
    }
    if !heading {
        draft.kind = BlockKind::ListItem { depth: 0, ordered: found.ordered() };
    }
    draft.take_marker(text, found);
}

/// Puts each draft anew with `put`, which may add one, two or none; parents follow.
fn rebuild(drafts: &mut Vec<Draft>, mut put: impl FnMut(Draft, &mut Vec<Draft>)) {
    let mut done = Vec::with_capacity(drafts.len());
    // Where each draft stands now.
    let mut now: Vec<usize> = Vec::with_capacity(drafts.len());
    for mut draft in std::mem::take(drafts) {
        draft.parent = draft.parent.map(|parent| now[parent]);
        let before = done.len();
        put(draft, &mut done);
        now.push(before.min(done.len().saturating_sub(1)));
    }
    *drafts = done;
}

/// Whether a paragraph breaks off and the next goes on in the middle of the sentence, with blank lines between.
fn runs_on(text: &str, last: &Draft, next: &Draft) -> bool {
    let paragraphs = last.kind == BlockKind::Paragraph && next.kind == BlockKind::Paragraph;
    if !paragraphs || last.parent != next.parent {
        return false;
    }
    let (above, below) = (last.span(), next.span());
    let (before, after) = (&text[above.start..above.end], &text[below.start..below.end]);
    text[above.end..below.start].trim().is_empty()
        && before.len() > 40
        && before.ends_with(char::is_alphanumeric)
        && !before.starts_with(char::is_lowercase)
        && after.starts_with(char::is_lowercase)
        && marker::find(after).is_none()
}

/// Cuts "Sec. 2. Definitions. (a) In this order …" before its first item, so that (a) stands beside (b).
fn split_section(text: &str, mut draft: Draft, done: &mut Vec<Draft>) {
    let Some((byte, marker)) = first_item(text, &draft) else { return done.push(draft) };
    let mut rest = draft.clone();
    (rest.marker, rest.found, rest.marker_markup) = (None, None, Vec::new());
    for piece in &mut rest.pieces {
        piece.start = piece.start.max(byte).min(piece.end);
    }
    for piece in &mut draft.pieces {
        piece.end = piece.end.min(byte).max(piece.start);
    }
    draft.trim(text);
    done.push(draft);
    rest.trim(text);
    rest.take_marker(text, marker);
    done.push(rest);
}

/// The byte where a section's first item begins behind its title, and the item's marker.
fn first_item(text: &str, draft: &Draft) -> Option<(usize, Marker)> {
    if !matches!(draft.found.as_ref()?.style, Style::Label(_)) || draft.by_markup {
        return None;
    }
    let visible = draft.visible(text);
    let head = &visible.text[..visible.text.floor_char_boundary(SHORT)];
    let at = head.match_indices(['(']).find_map(|(at, _)| head[..at].trim_end().ends_with('.').then_some(at))?;
    let marker = marker::find(&visible.text[at..]).filter(Marker::opens)?;
    let rest = visible.text[at + marker.len..].trim_start();
    rest.starts_with(|char: char| char.is_alphabetic() || "“‘\"'".contains(char))
        .then(|| (visible.span(&(at..at + 1)).start, marker))
}

/// A list that is still open while the blocks are walked through.
struct Open {
    style: Style,
    as_roman: bool,
    value: u32,
    indent: usize,
    draft: usize,
}

impl Open {
    fn is_followed_by(&self, marker: &Marker) -> bool {
        let value = if self.as_roman { marker.roman } else { Some(marker.value) };
        self.style == marker.style && (!marker.ordered() || value == Some(self.value + 1))
    }
}

/// Gives items that are told by their markers alone their parents: by the order of markers and by indentation.
fn nest(text: &str, drafts: &mut [Draft]) {
    let mut open: Vec<Open> = Vec::new();
    let mut container = None;
    let mut interrupted = false;
    for at in 0..drafts.len() {
        match drafts[at].kind {
            BlockKind::Heading { .. } => open.clear(),
            BlockKind::Paragraph if drafts[at].parent == container => {
                let parent = open.last().filter(|last| drafts[at].indent >= last.indent + 2 && !drafts[at].by_markup);
                match parent {
                    Some(parent) => drafts[at].parent = Some(parent.draft),
                    None => interrupted = true,
                }
            }
            BlockKind::ListItem { .. } if drafts[at].by_markup => {
                // A list set in markup under an item that is not, where that announces it.
                let intro = open.last().filter(|last| {
                    let above = drafts[last.draft].visible(text);
                    drafts[at].parent.is_none() && !interrupted && above.text.trim_end().ends_with(':')
                });
                match intro.map(|intro| intro.draft) {
                    Some(intro) => drafts[at].parent = Some(intro),
                    None if drafts[at].parent.is_none() => open.clear(),
                    None => {}
                }
            }
            BlockKind::ListItem { .. } => {
                if drafts[at].parent != container {
                    open.clear();
                    container = drafts[at].parent;
                }
                let Some(found) = drafts[at].found.clone() else { continue };
                place(&mut open, &found, drafts[at].indent, at, interrupted);
                interrupted = false;
                if let [.., above, _] = &open[..] {
                    drafts[at].parent = Some(above.draft);
                }
            }
            _ => {}
        }
    }
}

/// Puts an item into the open lists: as the next of one of them, or as the first of a new one inside the last.
fn place(open: &mut Vec<Open>, found: &Marker, indent: usize, draft: usize, interrupted: bool) {
    let fits = |list: &Open| found.ordered() || list.indent.abs_diff(indent) <= 1;
    if let Some(level) = open.iter().rposition(|list| list.is_followed_by(found) && fits(list)) {
        open.truncate(level + 1);
        let list = &mut open[level];
        (list.value, list.indent, list.draft) = (list.value + 1, indent, draft);
        return;
    }
    let as_roman = found.value != 1 && found.roman.is_some() && (found.roman == Some(1) || found.value == 0);
    let value = if as_roman { found.roman.unwrap_or(0) } else { found.value };
    let same = |list: &Open| list.style == found.style && list.as_roman == as_roman && fits(list);
    if let Some(level) = open.iter().rposition(same) {
        // A gap in the count (a scanner's error), or the count begins anew.
        open.truncate(level);
    } else if interrupted {
        open.clear();
    } else {
        while open.last().is_some_and(|list| list.indent > indent + 1) {
            open.pop();
        }
    }
    open.push(Open { style: found.style.clone(), as_roman, value, indent, draft });
}

/// The depth of an item is the number of items around it.
fn depths(drafts: &mut [Draft]) {
    let mut deep = vec![0_u8; drafts.len()];
    for at in 0..drafts.len() {
        let parent = drafts[at].parent.filter(|parent| *parent < at);
        let above = parent.map_or(0, |parent| deep[parent]);
        let is_item = matches!(drafts[at].kind, BlockKind::ListItem { .. });
        deep[at] = above.saturating_add(u8::from(is_item));
        if let BlockKind::ListItem { depth, .. } = &mut drafts[at].kind {
            *depth = above;
        }
    }
}
