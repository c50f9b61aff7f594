//! What the blocks are to each other: which paragraphs are items of lists and which are headings, what stands in what.

use super::BlockKind;
use super::draft::Draft;
use super::marker::{self, Form, Marker, Style};
use super::sentences;
use super::series::Series;
use super::shape::ends_sentence;

/// A heading or short item is not longer than this, in bytes.
const SHORT: usize = 250;

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

/// What makes a line look like a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Look {
    /// Short, without a full stop.
    Short,
    Title,
    Capitals,
}

fn look(text: &str, lines: usize, first: bool) -> Option<Look> {
    let letters = || text.chars().filter(|char| char.is_alphabetic());
    let opener = text.trim_start_matches(['“', '"', '‘', '\'']).chars().next()?;
    if text.len() > SHORT || letters().count() < 2 || lines > 3 || !(opener.is_uppercase() || opener.is_numeric()) {
        return None;
    }
    // A footnote's number behind a mark.
    let bare = text.trim_end_matches(|char: char| char.is_ascii_digit()).trim_end();
    let end = if bare.ends_with([',', ';', '.']) && bare.len() + 4 >= text.len() { bare } else { text };
    let end = end.trim_end_matches(['”', '"', '’', ')', ']']);
    let asks = end.ends_with(['?', '!']);
    if end.ends_with(['.', ';', ',', '-', '—', '–', '…'])
        || (asks && text.contains(':'))
        || text.contains('@')
        || text.contains("://")
        || is_date(text)
    {
        return None;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let last = words.last().copied().unwrap_or_default();
    if last.len() <= 3 && last.starts_with(char::is_lowercase) {
        return None;
    }
    let capitals = letters().all(|char| !char.is_lowercase()) && letters().count() > 3;
    if end.ends_with(':') && !(capitals || words.len() <= 4) {
        return None;
    }
    if capitals {
        return Some(Look::Capitals);
    }
    if is_field(text) {
        return None;
    }
    let mut cuts = Vec::new();
    sentences::cut(text, &mut cuts);
    if cuts.len() > 1 && !first {
        return None;
    }
    let long: Vec<&&str> = words.iter().filter(|word| word.len() > 3).collect();
    let raised = long.iter().filter(|word| !word.starts_with(char::is_lowercase)).count();
    let share = if lines > 1 && !first { 8 } else { 6 };
    if words.len() > 1 && raised * 10 >= long.len() * share && text.len() <= 180 {
        return Some(Look::Title);
    }
    let plain = !asks && !text.contains([':', ';']);
    (lines == 1 && plain && text.len() <= 80 && words.len() <= 9).then_some(Look::Short)
}

/// A line that is nothing but a date or time, by its form: `October 29, 2023`, `29 October 2023`, `May 2023`,
/// `5:25 P.M. EST`.
fn is_date(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', ',', '\u{A0}', '/']).filter(|word| !word.is_empty()).collect();
    let digits = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let time = |word: &str| word.split_once(':').is_some_and(|(hour, minute)| digits(hour) && digits(minute));
    if words.len() <= 5 && words.first().copied().is_some_and(time) {
        return true;
    }
    let number = |word: &str| word.starts_with(|char: char| char.is_ascii_digit());
    let name = |word: &str| word.chars().all(|char| char.is_alphabetic() || char == '.');
    let numbers = words.iter().filter(|word| number(word)).count();
    let names = words.iter().filter(|word| name(word)).count();
    let year = words.last().is_some_and(|last| last.len() == 4 && last.bytes().all(|byte| byte.is_ascii_digit()));
    numbers + names == words.len()
        && ((year && numbers == 2 && names <= 2) || (numbers >= 1 && names <= 1 && words.len() <= 3))
}

/// A line such as `Photos: City Archive` that names a field and its value.
fn is_field(text: &str) -> bool {
    text.split_once(':').is_some_and(|(key, value)| {
        !key.contains(char::is_whitespace) && !value.trim().is_empty() && value.split_whitespace().count() <= 4
    })
}

/// What may stand above a title: front matter, a date, a field such as `Contact: Jo Bell`.
fn is_masthead(text: &str, draft: &Draft) -> bool {
    let line = || folded(&draft.visible(text).text);
    match draft.kind {
        BlockKind::FrontMatter | BlockKind::Footnote => true,
        BlockKind::Paragraph if draft.span().len() < 80 => is_date(&line()) || is_field(&line()),
        _ => false,
    }
}

/// Paragraphs that look like headings and stand above text become headings, their level still open.
fn headings_by_form(text: &str, drafts: &mut [Draft]) {
    let first = drafts.iter().position(|draft| !is_masthead(text, draft)).unwrap_or(0);
    let looks: Vec<Option<Look>> = drafts
        .iter()
        .enumerate()
        .map(|(at, draft)| {
            let candidate =
                draft.kind == BlockKind::Paragraph && draft.parent.is_none() && draft.span().len() <= SHORT * 2;
            candidate.then(|| look(&folded(&draft.visible(text).text), draft.lines, at == first)).flatten()
        })
        .collect();
    let mut at = 0;
    while at < looks.len() {
        if looks[at].is_none() {
            at += 1;
            continue;
        }
        let end = at + looks[at..].iter().take_while(|look| look.is_some()).count();
        let above_text = drafts[end..].iter().any(|draft| is_text(text, draft));
        let in_run = |index: usize| match looks[index] {
            // Three and more in a row are a list of names or an address, unless their form says more.
            Some(Look::Capitals) => true,
            Some(_) if end - at > 2 => index == first || (index + 1 == end && at == first),
            Some(_) => true,
            None => false,
        };
        for index in at..end {
            if in_run(index) && (above_text || index == first) {
                drafts[index].kind = BlockKind::Heading { level: OPEN };
            }
        }
        at = end;
    }
}

/// Whether a block is text that a heading can stand above, not a name, place or date as below a letter.
fn is_text(text: &str, draft: &Draft) -> bool {
    match draft.kind {
        BlockKind::Footnote | BlockKind::FrontMatter => false,
        BlockKind::Paragraph => {
            let visible = draft.visible(text);
            visible.text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).nth(1).is_some()
        }
        _ => true,
    }
}

/// A level that is still to be found.
pub(super) const OPEN: u8 = 0;

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Short numbered items with paragraphs under them are headings.
fn numbered_headings(text: &str, drafts: &mut [Draft]) {
    let mut children = vec![false; drafts.len()];
    for draft in drafts.iter() {
        if let Some(parent) = draft.parent {
            children[parent] = true;
        }
    }
    for at in 0..drafts.len() {
        let draft = &drafts[at];
        let Some(found) = draft.found.clone() else { continue };
        let item = matches!(draft.kind, BlockKind::ListItem { ordered: true, .. });
        if !item || draft.parent.is_some() || children[at] || draft.span().len() > SHORT {
            continue;
        }
        let visible = folded(&draft.visible(text).text);
        let mut cuts = Vec::new();
        sentences::cut(&visible, &mut cuts);
        if cuts.len() > 1 || visible.ends_with([';', ',']) || visible.starts_with(char::is_lowercase) {
            continue;
        }
        let closed = ends_sentence(&visible);
        let numbered = matches!(found.style, Style::Number { form: Form::Stop, .. });
        let label = matches!(found.style, Style::Label(_));
        let capital = matches!(found.style, Style::Letter { upper: true, .. });
        let next = drafts.get(at + 1);
        let paragraph = next.is_some_and(|next| {
            matches!(next.kind, BlockKind::Paragraph | BlockKind::Quotation)
                && next.parent.is_none()
                && next.indent <= draft.indent + 1
        });
        let deeper =
            next.and_then(|next| next.found.as_ref()).is_some_and(|next| next.style != found.style && next.opens());
        let listed = follows_item(drafts, at, &found);
        // "Recommendation 4: Take the following steps:" is a heading, "Section 1. The order is to read:" is none.
        let stop = draft.marker.is_some_and(|marker| text[..marker.end].ends_with('.'));
        let announces = visible.ends_with(':') && (stop || !label);
        let fits = if closed { visible.len() <= 200 && !announces } else { visible.len() <= 220 };
        let above_text = (paragraph && !listed) || (!closed && (label || capital) && next.is_some());
        let over_list = deeper && !closed && (numbered || label || capital) && !listed;
        if fits && (above_text || over_list) && (numbered || label || capital || !closed) {
            drafts[at].kind = BlockKind::Heading { level: OPEN };
        }
    }
}

/// Whether nothing but items (and what stands in them) lies between an item and another of its style: they make a list.
fn follows_item(drafts: &[Draft], at: usize, found: &Marker) -> bool {
    let items = drafts[at.saturating_sub(200)..at].iter().rev();
    let mut items =
        items.take_while(|draft| matches!(draft.kind, BlockKind::ListItem { .. }) || draft.parent.is_some());
    items.any(|draft| draft.found.as_ref().is_some_and(|before| before.style == found.style))
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

/// Levels of headings that only their form shows: the first block is the title; of the others, each form has the level
/// at which it first came.
#[derive(Default)]
struct Levels {
    forms: Vec<Shape>,
    /// The last letter and the last Roman number that marked a heading.
    letter: u32,
    roman: u32,
}

#[derive(PartialEq)]
enum Shape {
    Marked(Style),
    Roman,
    Capitals,
    Plain,
}

impl Levels {
    fn assign(&mut self, text: &str, drafts: &mut [Draft]) {
        let mut title = true;
        for draft in drafts.iter_mut() {
            let BlockKind::Heading { level } = draft.kind else {
                title &= is_masthead(text, draft);
                continue;
            };
            if level == OPEN {
                let level = if title && draft.found.is_none() { 1 } else { self.level(text, draft) };
                draft.kind = BlockKind::Heading { level };
            }
            title = false;
        }
    }

    fn level(&mut self, text: &str, draft: &Draft) -> u8 {
        let shape = match &draft.found {
            Some(found) if matches!(found.style, Style::Letter { .. }) && self.is_roman(found) => Shape::Roman,
            Some(found) => Shape::Marked(found.style.clone()),
            None => match look(&folded(&draft.visible(text).text), draft.lines, true) {
                Some(Look::Capitals) => Shape::Capitals,
                _ => Shape::Plain,
            },
        };
        let at = self.forms.iter().position(|known| *known == shape).unwrap_or(self.forms.len());
        self.forms.truncate(at);
        self.forms.push(shape);
        (at + 2).min(6) as u8
    }

    /// Whether a letter counts as a Roman number: it goes on with their count, and not with that of the letters.
    fn is_roman(&mut self, found: &Marker) -> bool {
        let roman = found.roman.filter(|_| found.value == 0 || found.value != self.letter + 1);
        let roman = roman.filter(|roman| found.value == 0 || *roman == 1 || *roman == self.roman + 1);
        match roman {
            Some(roman) => (self.roman, self.letter) = (roman, 0),
            None => self.letter = found.value,
        }
        roman.is_some()
    }
}
