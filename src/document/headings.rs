//! Which lines are headings, by their form and by what stands around them; and how deep each is.

use super::BlockKind;
use super::draft::Draft;
use super::marker::{Form, Marker, Style};
use super::sentences;
use super::shape::ends_sentence;

/// A heading or short item is not longer than this, in bytes.
pub(super) const SHORT: usize = 250;

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
pub(super) fn headings_by_form(text: &str, drafts: &mut [Draft]) {
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
        for (index, draft) in drafts.iter_mut().enumerate().take(end).skip(at) {
            if in_run(index) && (above_text || index == first) {
                draft.kind = BlockKind::Heading { level: OPEN };
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
pub(super) fn numbered_headings(text: &str, drafts: &mut [Draft]) {
    let mut children = vec![false; drafts.len()];
    for draft in drafts.iter() {
        if let Some(parent) = draft.parent {
            children[parent] = true;
        }
    }
    // The last item that became a heading.
    let mut heading: Option<Marker> = None;
    for at in 0..drafts.len() {
        let Some(found) = &drafts[at].found else { continue };
        let goes_on = heading.as_ref().is_some_and(|heading| found.follows(heading));
        if !children[at] && is_numbered_heading(text, drafts, at, found, goes_on) {
            heading = Some(found.clone());
            drafts[at].kind = BlockKind::Heading { level: OPEN };
        }
    }
}

/// Whether an item is the heading of what stands below; `goes_on`: the one before it in its series is.
fn is_numbered_heading(text: &str, drafts: &[Draft], at: usize, found: &Marker, goes_on: bool) -> bool {
    let draft = &drafts[at];
    let item = matches!(draft.kind, BlockKind::ListItem { ordered: true, .. });
    if !item || draft.parent.is_some() || draft.span().len() > SHORT {
        return false;
    }
    let visible = folded(&draft.visible(text).text);
    let mut cuts = Vec::new();
    sentences::cut(&visible, &mut cuts);
    if cuts.len() > 1 || visible.ends_with([';', ',']) || visible.starts_with(char::is_lowercase) {
        return false;
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
    let listed = follows_item(drafts, at, found);
    // "Recommendation 4: Take the following steps:" is a heading, "Section 1. The order is to read:" is none.
    let stop = draft.marker.is_some_and(|marker| text[..marker.end].ends_with('.'));
    let announces = visible.ends_with(':') && (stop || !label);
    let longest = if goes_on { SHORT } else { 200 };
    let above_text = (paragraph && !listed) || (!closed && (label || capital) && next.is_some());
    let over_list = deeper && !closed && (numbered || label || capital) && !listed;
    visible.len() <= longest && !announces && (above_text || over_list) && (numbered || label || capital || !closed)
}

/// Whether nothing but items (and what stands in them) lies between an item and another of its style: they make a list.
fn follows_item(drafts: &[Draft], at: usize, found: &Marker) -> bool {
    let items = drafts[at.saturating_sub(200)..at].iter().rev();
    let mut items =
        items.take_while(|draft| matches!(draft.kind, BlockKind::ListItem { .. }) || draft.parent.is_some());
    items.any(|draft| draft.found.as_ref().is_some_and(|before| before.style == found.style))
}

/// Levels of headings that only their form shows: the first block is the title; of the others, each form has the level
/// at which it first came.
#[derive(Default)]
pub(super) struct Levels {
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
    pub fn assign(&mut self, text: &str, drafts: &mut [Draft]) {
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
