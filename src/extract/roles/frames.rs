//! Whom a text addresses outside of its clauses: a letter's recipient, the document's frame, a heading that names somebody.

use super::phrase::Meant;
use super::{Filler, role};
use crate::document::BlockKind;
use crate::extract::clauses::Draft;
use crate::extract::clauses::words::Words;
use crate::extract::names::Names;
use crate::extract::reader::Reader;
use crate::extract::{How, Role};
use crate::ontology::model::CueKind;
use std::ops::Range;

/// The blocks at the head of a text in which a name alone is the publisher's.
const MASTHEAD: usize = 4;

/// Whom a document addresses as a whole: a letter's recipient, or who its recommendations are for.
pub(super) struct Frames {
    pub recipient: Vec<Role>,
    /// Whether that is a letter's, who is asked even where the clause is passive.
    pub is_letter: bool,
    pub document: Vec<Role>,
}

impl Frames {
    pub fn of(reader: &Reader<'_>, names: &Names) -> Self {
        let (recipient, is_letter) = recipient(reader, names);
        Self { recipient, is_letter, document: document_frame(reader, names) }
    }
}

/// "Dear Minister Okello,", "To: the Board of …", "MEMORANDUM FOR THE SECRETARY OF ENERGY": who stands on that line, not on the
/// lines below ("Copy: …").
fn recipient(reader: &Reader<'_>, names: &Names) -> (Vec<Role>, bool) {
    if reader.rule("recipient").is_none() {
        return (Vec::new(), false);
    }
    let head = reader.document.sentences.iter().filter(|sentence| sentence.block.0 < 14);
    for sentence in head {
        let tokens = sentence.tokens.clone();
        let memorandum = reader.is_memorandum_line(&tokens);
        if !reader.is_address_line(sentence) || tokens.len() >= 60 {
            continue;
        }
        let line = |token: &usize| !breaks_line(reader, tokens.start, *token);
        let end = tokens.clone().take_while(line).last().map_or(tokens.end, |last| last + 1);
        let named = |tokens: Range<usize>| -> Vec<Role> {
            names
                .within(tokens)
                .filter(|mention| names.actor(mention).kind.is_agent())
                .map(|mention| role(reader, names, mention, How::Recipient))
                .collect()
        };
        let roles = named(tokens.start..end);
        let roles = if roles.is_empty() && tokens.len() < 30 { named(tokens) } else { roles };
        if !roles.is_empty() {
            return (roles, !memorandum);
        }
    }
    (Vec::new(), false)
}

/// Whether a line ends between two tokens.
fn breaks_line(reader: &Reader<'_>, from: usize, to: usize) -> bool {
    let text = reader.document.text.as_str();
    text[reader.span(from).end.min(reader.span(to).start)..reader.span(to).start].contains('\n')
}

/// "recommendations for how the Biden Administration can", "Recommendations to the Commission".
fn document_frame(reader: &Reader<'_>, names: &Names) -> Vec<Role> {
    if reader.rule("document-frame").is_none() {
        return Vec::new();
    }
    for sentence in reader.document.sentences.iter().take(40) {
        let tokens = sentence.tokens.clone();
        for at in tokens.clone() {
            let Some(end) = announcement(reader, at, tokens.end) else { continue };
            // "shall submit recommendations to the President" tells of recommendations to come
            let asked = (tokens.start..at).any(|before| matches!(reader.lower(before), "shall" | "should" | "must"));
            if asked {
                continue;
            }
            let mut next = end;
            if next >= tokens.end || !matches!(reader.lower(next), "for" | "to") {
                continue;
            }
            next += 1;
            while next < tokens.end && matches!(reader.lower(next), "how" | "what" | "the") {
                next += 1;
            }
            if let Some(mention) = names.at(next).filter(|_| next < tokens.end)
                && names.actor(mention).kind.is_agent()
            {
                return vec![role(reader, names, mention, How::Document)];
            }
        }
    }
    Vec::new()
}

/// The end of the announcement cue that begins at a token.
fn announcement(reader: &Reader<'_>, at: usize, end: usize) -> Option<usize> {
    let matches = reader.lexicon.cue_forms.matches(reader.lowers(at..end));
    matches
        .into_iter()
        .filter(|(_, (cue, _))| reader.lexicon.cues[*cue].kind == CueKind::Announcement)
        .map(|(length, _)| at + length)
        .max()
}

impl<'a, 'r> Filler<'a, 'r> {
    /// "To the Government of Kenya:", "Recommendations to donors", "For the city": a heading above that says whom its items
    /// address.
    pub(super) fn heading(&mut self, draft: &Draft) -> Option<Vec<Role>> {
        self.reader.rule("heading-addressee")?;
        let mut section = self.reader.block_of(draft.sentence).section;
        while let Some(id) = section {
            let block = &self.reader.document.blocks[id.0];
            if matches!(block.kind, BlockKind::Heading { .. }) && !block.sentences.is_empty() {
                let sentence = block.sentences.start;
                let roles = match self.headings.get(&sentence) {
                    Some(roles) => roles.clone(),
                    None => {
                        let roles = self.of_heading(sentence);
                        self.headings.insert(sentence, roles.clone());
                        roles
                    }
                };
                if !roles.is_empty() {
                    return Some(roles);
                }
            }
            section = block.section;
        }
        None
    }

    /// Whom a heading, or the line that introduces a list, says that it addresses.
    fn of_heading(&mut self, sentence: usize) -> Vec<Role> {
        if self.reader.is_address_line(self.reader.sentence(sentence)) {
            return Vec::new(); // it names the recipient
        }
        let tokens = self.reader.sentence(sentence).tokens.clone();
        let mut end = tokens.end;
        while end > tokens.start && matches!(self.reader.text(end - 1), ":" | "." | "*" | "**") {
            end -= 1;
        }
        let marks = tokens.clone().find(|&at| self.reader.is_word(at) && self.reader.lower(at).len() > 1);
        let first = marks.unwrap_or(tokens.start);
        let directed = |at: usize| at + 1 < end && matches!(self.reader.lower(at), "to" | "for");
        let from = if directed(first) {
            Some(first + 1)
        } else {
            (first..end).find_map(|at| announcement(self.reader, at, end).filter(|&at| directed(at)).map(|at| at + 1))
        };
        let phrase = match from {
            Some(from) => from..end,
            None => {
                // a name alone at the head of a text is its masthead
                let head = self.reader.sentence(sentence).block.0 < MASTHEAD;
                let bare =
                    self.names.within(tokens.clone()).next().filter(|_| !head && self.frame.recipient.is_empty());
                if bare.is_none_or(|mention| mention.tokens.len() + 2 < tokens.len()) {
                    return Vec::new();
                }
                first..end
            }
        };
        if phrase.len() > 24 {
            return Vec::new();
        }
        let words = Words::of(self.reader, self.names, sentence);
        let meant = self.read(&words, &phrase);
        let mut roles = Vec::new();
        for one in meant {
            match one {
                Meant::Named(mention) => roles.push(role(self.reader, self.names, mention, How::Heading)),
                Meant::General(tokens, _) => roles.push(Role { how: How::Heading, ..self.generic(&words, &tokens) }),
                Meant::Pronoun(_) => {}
            }
        }
        roles
    }
}
