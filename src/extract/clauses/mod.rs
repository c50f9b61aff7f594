//! The clauses that ask for something: where each begins and ends, its head verb, and in which words the asked one stands.
//!
//! A sentence is tagged only when it holds a cue or may be an item. Each cue is tried in its frames; items of lists,
//! headings and imperatives follow; at last every clause is put under the point or introduction that it serves.

mod cues;
mod evaluations;
mod frames;
mod items;
mod modals;
mod place;
mod quotes;
mod silent;
mod speech;
mod subject;
mod verbs;
mod voice;
pub(crate) mod words;

use super::names::Names;
use super::reader::Reader;
use super::{Because, Strength};
use crate::language::tagger::Tag;
use crate::ontology::model::CueKind;
use place::Outline;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
pub(crate) use voice::Voice;
use words::Words;

/// A clause that asks, before its roles are filled. Positions are tokens.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub sentence: usize,
    /// The head: one token.
    pub head: usize,
    pub tokens: Range<usize>,
    pub asked: Asked,
    pub negated: bool,
    pub passive: bool,
    pub strength: Strength,
    pub because: Because,
    /// The clause that this one serves, as an index.
    pub parent: Option<usize>,
    pub shape: Shape,
}

/// Where the one who is asked stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Asked {
    /// In a noun phrase: a subject, or the object of a speech act.
    Phrase(Range<usize>),
    /// The clause is passive: nobody, or the agent behind "by". The phrase is what is acted on.
    Patient(Range<usize>),
    /// The clause has no subject: the introduction's, the heading's, the recipient, the document's.
    Inherited,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Clause,
    Conjunct,
    Means,
    /// An item of a list inside a sentence, or a list item, or a numbered label.
    Item,
    Heading,
    NounPhrase,
}

/// What opens a list: its items are asked of whom it says, as strongly as it says.
#[derive(Clone, Debug)]
pub(super) struct Opening {
    pub asked: Asked,
    pub strength: Strength,
    pub because: Because,
    /// The clause that the items serve.
    pub draft: Option<usize>,
    pub negated: bool,
}

/// All clauses of a document, in the order of their heads.
pub(crate) struct Clauses<'a, 'r> {
    pub drafts: Vec<Draft>,
    /// The tagged sentences, of all that hold a clause or open a list.
    pub sentences: BTreeMap<usize, Words<'a, 'r>>,
    /// For each block with items under it: whom its opening asks. Used where items inherit from an opening without a clause.
    pub openings: BTreeMap<usize, Opening>,
    /// Whose words a clause is, where they are not simply the document's own.
    pub voices: BTreeMap<usize, Voice>,
}

impl Clauses<'_, '_> {
    /// The clauses of a sentence, as indexes.
    pub fn of_sentence(&self, sentence: usize) -> Range<usize> {
        of_sentence(&self.drafts, sentence)
    }
}

/// The clauses of a sentence, as indexes: they are found sentence by sentence.
fn of_sentence(drafts: &[Draft], sentence: usize) -> Range<usize> {
    let from = drafts.partition_point(|draft| draft.sentence < sentence);
    from..from + drafts[from..].iter().take_while(|draft| draft.sentence == sentence).count()
}

/// The state of the search.
pub(super) struct Search<'a, 'r> {
    pub reader: &'a Reader<'r>,
    pub names: &'a Names,
    /// The actors for whom the document speaks.
    selves: Vec<usize>,
    /// Whether the text is addressed to somebody, so that "you" is asked.
    addressed: bool,
    /// The persons whom the text calls officers of those.
    officers: BTreeSet<usize>,
    outline: Outline,
    quotes: quotes::Quotes,
    pub drafts: Vec<Draft>,
    /// Heads that have a draft already.
    heads: BTreeMap<usize, usize>,
    /// Openings by the sentence that makes them.
    pub openings: BTreeMap<usize, Opening>,
    /// The opening that a draft inherits from, where that is no clause.
    pub inherits: BTreeMap<usize, Opening>,
    voices: BTreeMap<usize, Voice>,
}

/// Finds the clauses of a document. `selves` are those who speak in it.
pub(crate) fn find<'a, 'r>(reader: &'a Reader<'r>, names: &'a Names, selves: Vec<usize>) -> Clauses<'a, 'r> {
    let officers = quotes::officers(reader, names, &selves);
    let mut search = Search {
        reader,
        names,
        selves,
        addressed: silent::addressed(reader),
        officers,
        outline: Outline::of(reader),
        quotes: quotes::Quotes::of(reader),
        drafts: Vec::new(),
        heads: BTreeMap::new(),
        openings: BTreeMap::new(),
        inherits: BTreeMap::new(),
        voices: BTreeMap::new(),
    };
    let mut sentences = BTreeMap::new();
    for sentence in 0..reader.document.sentences.len() {
        if let Some(words) = search.sentence(sentence) {
            sentences.insert(sentence, words);
        }
    }
    search.silence_news();
    search.hand_down();
    search.place();
    search.part();
    let Search { drafts, inherits, voices, .. } = search;
    Clauses { drafts, sentences, openings: inherits, voices }
}

impl<'a, 'r> Search<'a, 'r> {
    /// Finds the clauses of a sentence; the tagged sentence where there are any, or where it opens a list.
    fn sentence(&mut self, sentence: usize) -> Option<Words<'a, 'r>> {
        let block = self.reader.block_of(sentence);
        if !Reader::is_prose(block)
            || matches!(block.kind, crate::document::BlockKind::Footnote | crate::document::BlockKind::Table)
        {
            return None;
        }
        let tokens = self.reader.sentence(sentence).tokens.clone();
        let cued = tokens.clone().any(|token| self.reader.lexicon.cue_forms.begins(self.reader.lower(token)));
        let item = self.outline.may_be_item(self.reader, sentence);
        let ordered = self.is_ordered(&tokens) || self.addressed && self.reader.lower(tokens.start) == "please";
        if tokens.len() < 2 || !(cued || item || ordered) || tokens.clone().any(|token| self.reader.text(token) == "?")
        {
            return None;
        }
        let words = Words::of(self.reader, self.names, sentence);
        let before = self.drafts.len();
        if cued {
            self.cues(&words);
        }
        let itemised = (item && self.item(&words, before).is_some()) || self.ordered(&words, before).is_some();
        if item && !itemised && self.drafts.len() == before {
            self.directed(&words);
        }
        if cued || itemised {
            self.inner_lists(&words, before);
            self.opening(&words, before);
        }
        (self.drafts.len() > before || self.openings.contains_key(&sentence)).then_some(words)
    }

    /// Tries every cue of a sentence.
    fn cues(&mut self, words: &Words<'_, '_>) {
        for at in words.all() {
            if !self.reader.lexicon.cue_forms.begins(words.lower(at)) {
                continue;
            }
            let lowers = self.reader.lowers(at..words.all().end);
            for (length, &(cue, form)) in self.reader.lexicon.cue_forms.matches(lowers) {
                let found = cues::Found { at, end: at + length, cue, form };
                match self.reader.lexicon.cues[cue].kind {
                    CueKind::Modal => self.modal(words, &found),
                    CueKind::SpeechAct => self.speech_act(words, &found),
                    CueKind::Evaluation => self.evaluation(words, &found),
                    _ => {}
                }
            }
            self.parted(words, at);
        }
        self.nor(words);
    }

    /// A verb of asking with an adverb before its particle: "*calls* once more *upon* all States to".
    fn parted(&mut self, words: &Words<'_, '_>, at: usize) {
        let mut next = words.skip_adverbs(at + 1);
        if words.is(next, "once") && words.is(next + 1, "more") {
            next += 2;
        }
        let particle = matches!(words.lower(next), "on" | "upon" | "for");
        if next == at + 1 || !particle || !words.tag(at).is_verb() && at > words.start {
            return;
        }
        let lowers = self.reader.lowers(at..at + 1).chain(self.reader.lowers(next..next + 1));
        let matches = self.reader.lexicon.cue_forms.matches(lowers);
        let whole = matches.into_iter().filter(|(length, _)| *length == 2).map(|(_, &found)| found);
        for (cue, form) in whole.collect::<Vec<_>>() {
            if self.reader.lexicon.cues[cue].kind == CueKind::SpeechAct {
                self.speech_act(words, &cues::Found { at, end: next + 1, cue, form });
            }
        }
    }

    /// Adds a clause with its coordinated verbs and means; a head that has a clause already keeps it.
    pub(super) fn add(&mut self, words: &Words<'_, '_>, draft: Draft, limit: usize) -> Option<usize> {
        if self.heads.contains_key(&draft.head) {
            return None;
        }
        // what is quoted ends with its quotation
        let limit = self.quotes.around(draft.head).map_or(limit, |quote| limit.min(quote.end - 1).max(draft.head + 1));
        let end = words.clause_end(draft.head, limit);
        let conjuncts = words.coordinates(draft.head, end);
        let shared = conjuncts.first().is_some_and(|first| first.before == draft.head + 1);
        let own_end = |next: Option<usize>| words.trim(draft.tokens.start..next.unwrap_or(end)).end;
        let first_end =
            if shared { conjuncts.get(1).map(|next| next.before) } else { conjuncts.first().map(|next| next.before) };
        let tokens = draft.tokens.start..own_end(first_end).max(draft.head + 1);
        let index = self.push(Draft { tokens: tokens.clone(), ..draft.clone() });
        self.means(words, index, draft.head, tokens.end, &draft);
        let mut denied = draft.negated;
        for (number, conjunct) in conjuncts.iter().enumerate() {
            let end = own_end(conjuncts.get(number + 1).map(|next| next.before)).max(conjunct.verb + 1);
            // "applauded, not punished or fined": what "or" joins to something denied is denied too
            denied = conjunct.negated || denied && words.is(conjunct.start - 1, "or");
            if self.heads.contains_key(&conjunct.verb) {
                continue;
            }
            let asked = match &draft.asked {
                Asked::Inherited => Asked::Inherited,
                asked => asked.clone(),
            };
            let other = self.push(Draft {
                head: conjunct.verb,
                tokens: conjunct.start..end,
                asked,
                negated: denied,
                shape: Shape::Conjunct,
                ..draft.clone()
            });
            if let Some(opening) = self.inherits.get(&index).cloned() {
                self.inherits.insert(other, opening);
            }
            self.means(words, other, conjunct.verb, end, &draft);
        }
        if draft.passive {
            self.gapped(words, &draft, limit);
        }
        Some(index)
    }

    pub(super) fn push(&mut self, draft: Draft) -> usize {
        self.heads.insert(draft.head, self.drafts.len());
        self.drafts.push(draft);
        self.drafts.len() - 1
    }

    /// The means of a clause, as clauses that serve it.
    fn means(&mut self, words: &Words<'_, '_>, parent: usize, head: usize, end: usize, draft: &Draft) {
        let Some(because) = self.reader.rule("means") else { return };
        let means = words.means(head, end);
        let mut above: Vec<usize> = vec![parent];
        for (number, found) in means.iter().enumerate() {
            if self.heads.contains_key(&found.verb) {
                continue;
            }
            let limit = means.get(number + 1).map_or(end, |next| next.before);
            let conjuncts = words.coordinates(found.verb, limit);
            let serves = if found.nested { *above.last().unwrap_or(&parent) } else { parent };
            let close = |next: Option<usize>| words.trim(found.start..next.unwrap_or(limit)).end;
            let own = close(conjuncts.first().map(|next| next.before));
            let make = |start: usize, verb: usize, end: usize, negated: bool, parent: usize| Draft {
                head: verb,
                tokens: start..end.max(verb + 1),
                asked: Asked::Inherited,
                negated,
                passive: false,
                parent: Some(parent),
                shape: Shape::Means,
                because: Because { rule: because.rule.clone(), cue: draft.because.cue.clone() },
                ..draft.clone()
            };
            let index = self.push(make(found.start, found.verb, own, found.negated, serves));
            if !found.nested {
                above.push(index);
            }
            for (number, conjunct) in conjuncts.iter().enumerate() {
                let end = close(conjuncts.get(number + 1).map(|next| next.before));
                if !self.heads.contains_key(&conjunct.verb) {
                    self.push(make(conjunct.start, conjunct.verb, end, conjunct.negated, serves));
                }
            }
        }
    }

    /// "Waste must be cut and the savings returned": a participle with a subject of its own and no auxiliary.
    fn gapped(&mut self, words: &Words<'_, '_>, draft: &Draft, end: usize) {
        let Some(because) = self.reader.rule("gapped-passive") else { return };
        let mut at = draft.head + 1;
        while at < end {
            if !words.is(at, "and") || !words.begins_noun_phrase(at + 1) {
                at += 1;
                continue;
            }
            let phrase = (at + 1..end)
                .take_while(|&token| words.begins_noun_phrase(token))
                .last()
                .map_or(at + 1, |last| last + 1);
            let participle =
                matches!(words.tag(phrase), Tag::PastParticiple | Tag::Past) && !words.begins_noun_phrase(phrase + 1);
            if participle && phrase < end && !self.heads.contains_key(&phrase) {
                let limit = words.clause_end(phrase, end);
                let conjuncts = words.coordinates(phrase, limit);
                let shared = conjuncts.first().is_some_and(|first| first.before == phrase + 1);
                let own = if shared { limit } else { conjuncts.first().map_or(limit, |next| next.before) };
                let make = |start: usize, head: usize, end: usize| Draft {
                    head,
                    tokens: words.trim(start..end),
                    asked: Asked::Patient(at + 1..phrase),
                    shape: Shape::Conjunct,
                    because: Because { rule: because.rule.clone(), cue: draft.because.cue.clone() },
                    ..draft.clone()
                };
                self.push(make(at + 1, phrase, own));
                for conjunct in conjuncts {
                    if !self.heads.contains_key(&conjunct.verb) {
                        self.push(make(conjunct.start, conjunct.verb, limit));
                    }
                }
                return;
            }
            at += 1;
        }
    }
}
