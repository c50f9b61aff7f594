//! Items: imperatives, gerunds and noun phrases that ask because of where they stand: in a list, as a heading, under an
//! introduction.

use super::frames::Mood;
use super::words::Words;
use super::{Asked, Draft, Opening, Search, Shape};
use crate::document::BlockKind;
use crate::extract::Because;
use crate::extract::Strength;
use crate::language::tagger::Tag;
use crate::ontology::model::{CueKind, NameRole};
use std::ops::Range;

/// An item by its tokens: from its first word to its limit, with its verb.
struct Item {
    start: usize,
    verb: usize,
    limit: usize,
    negated: bool,
}

impl Search<'_, '_> {
    /// The item that a sentence is, where it is one: the clause that its first words make.
    pub(super) fn item(&mut self, words: &Words<'_, '_>, before: usize) -> Option<usize> {
        let opening = self.opening_above(words.sentence);
        let label = self.label(words);
        let announced = opening.is_some() || self.outline.marker_announces(words.sentence);
        let limit = label.unwrap_or(words.end);
        // a clause of its own begins the sentence: it is no item, unless a label stands in front of it
        let clause = self.drafts[before..].iter().any(|draft| {
            draft.shape != Shape::Means
                && draft.tokens.start < limit.min(draft.head) + 1
                && draft.tokens.start < limit
                && label.is_none()
        });
        if clause {
            return None;
        }
        let first = self.reader.sentence(words.sentence).tokens.start == self.first_token_of_block(words.sentence);
        if !first {
            return None;
        }
        let from =
            if words.is(words.start, "to") || words.is(words.start, "that") { words.start + 1 } else { words.start };
        let to = from > words.start && words.is(words.start, "to");
        let verbs = self.first_verb(words, behind_adverbial(words, from, limit), limit);
        let block = self.reader.block_of(words.sentence);
        let heading = matches!(block.kind, BlockKind::Heading { .. });
        let listed = matches!(block.kind, BlockKind::ListItem { .. });
        match verbs {
            Some((verb, negated)) if !words.is_gerund(verb) || to => {
                if !announced && !self.imperative_fits(words, verb, heading, listed, to) {
                    return None;
                }
                let rule = if heading { "imperative-heading" } else { "imperative" };
                self.add_item(words, Item { start: from, verb, limit, negated }, rule, opening.as_ref(), heading)
            }
            Some((verb, negated)) if opening.is_some() && !heading => self.add_item(
                words,
                Item { start: from, verb, limit, negated },
                "gerund-item",
                opening.as_ref(),
                heading,
            ),
            _ => {
                let opening = opening?;
                if heading {
                    return None;
                }
                if words.is(words.start, "that") {
                    return self.that_item(words, &opening);
                }
                self.subject_item(words, from, limit, &opening).or_else(|| self.noun_item(words, from, limit, &opening))
            }
        }
    }

    /// Whether a sentence begins with an ordinal and a comma ("First, …").
    pub(super) fn is_ordered(&self, tokens: &Range<usize>) -> bool {
        tokens.len() > 3 && is_ordinal(self.reader.lower(tokens.start)) && self.reader.text(tokens.start + 1) == ","
    }

    /// "First, publish the records", "Second, please do not sign the contract": an imperative in running text; in a letter
    /// "Please publish the criteria", too.
    pub(super) fn ordered(&mut self, words: &Words<'_, '_>, before: usize) -> Option<usize> {
        let counted = if self.is_ordered(&words.all()) { 2 } else { 0 };
        let polite = usize::from(words.is(words.start + counted, "please"));
        let asks = counted > 0 || polite > 0 && self.addressed;
        if self.drafts.len() > before || !asks || self.outline.is_speech() {
            return None;
        }
        let from = words.start + counted + polite;
        let (verb, negated) = self.first_verb(words, from, words.end)?;
        let object = words.begins_noun_phrase(verb + 1) || words.tag(verb + 1) == Tag::Particle;
        // "Please find our figures attached"
        let formal = counted == 0 && !self.reader.lexicon.actions.contains_key(words.lower(verb));
        if words.is_gerund(verb) || formal || !object || self.quotes.around(verb).is_some() {
            return None;
        }
        let item = Item { start: from, verb, limit: words.end, negated };
        self.add_item(words, item, "ordered-imperative", None, false)
    }

    /// "For the city:", "To donors:" opens a list for those whom it names.
    pub(super) fn directed(&mut self, words: &Words<'_, '_>) {
        let object = words.start + 1..words.end;
        let bare = !object.clone().any(|at| words.tag(at).is_verb() || words.tag(at) == Tag::Modal);
        if !matches!(words.lower(words.start), "to" | "for")
            || words.text(words.all().end - 1) != ":"
            || object.is_empty()
            || object.len() > 20
            || !bare
            || !self.is_somebody(words, &object)
        {
            return;
        }
        let Some(because) = self.reader.rule("directed-list") else { return };
        let asked = Asked::Phrase(object);
        let opening = Opening { asked, strength: Strength::Should, because, draft: None, negated: false };
        self.openings.insert(words.sentence, opening);
    }

    fn first_token_of_block(&self, sentence: usize) -> usize {
        let block = self.reader.block_of(sentence);
        self.reader.document.sentences.get(block.sentences.start).map_or(usize::MAX, |first| first.tokens.start)
    }

    /// The colon behind a label: "Delivery of aid: The crisis must …".
    fn label(&self, words: &Words<'_, '_>) -> Option<usize> {
        let colon = (words.start..words.end.min(words.start + 18)).find(|&at| words.is(at, ":"))?;
        (colon > words.start && colon + 2 < words.end && self.reader.is_capitalised(colon + 1)).then_some(colon)
    }

    /// The verb at the head of some tokens, adverbs and a negation in front of it.
    fn first_verb(&self, words: &Words<'_, '_>, from: usize, limit: usize) -> Option<(usize, bool)> {
        let mut at = from;
        let mut negated = false;
        if words.is(at, "do") && words.is_negation(at + 1) {
            negated = true;
            at += 2;
        }
        if words.is_negation(at) {
            negated = true;
            at += 1;
        }
        let verb = words.skip_adverbs(at);
        let tag = words.tag(verb);
        let imperative = matches!(tag, Tag::Base)
            || words.looks_verbal(verb)
            || (tag == Tag::Present && self.reader.lexicon.actions.contains_key(words.lower(verb)));
        let gerund = words.is_gerund(verb);
        (verb < limit && (imperative || gerund) && self.names.at(verb).is_none()).then_some((verb, negated))
    }

    /// Whether an imperative that nothing announces asks all the same: it expresses an action, and stands as a heading, an
    /// item, or the first words of a paragraph that is no speech.
    fn imperative_fits(&self, words: &Words<'_, '_>, verb: usize, heading: bool, listed: bool, to: bool) -> bool {
        let lexicon = self.reader.lexicon;
        let lemma = words.lower(verb).to_owned();
        let acts = lexicon.actions.contains_key(&lemma);
        let light = lexicon.cue_of(CueKind::LightVerb, &lemma).is_some();
        let object = words.begins_noun_phrase(verb + 1) && words.tag(verb + 1) != Tag::Pronoun
            || matches!(words.tag(verb + 1), Tag::Preposition | Tag::To | Tag::Particle | Tag::Gerund | Tag::Adverb);
        let capitals = heading && self.reader.is_title_case(self.reader.sentence(words.sentence).tokens.clone())
            || self.label(words).is_some_and(|colon| self.reader.is_title_case(words.start..colon));
        let introduced = self.outline.introduction(words.sentence).is_some();
        // "Head teachers need better information": a subject and its verb
        let behind = (verb + 1..words.end).find(|&at| !(words.tag(at).is_noun() || words.tag(at).is_adjective()));
        let is_subject = words.tag(verb + 1).is_plural()
            && behind.is_some_and(|at| matches!(words.tag(at), Tag::Present | Tag::Past | Tag::Modal))
            && !matches!(lemma.as_str(), "help" | "let" | "make" | "have" | "see");
        if to
            || is_subject
            || !object
            || capitals
            || introduced
            || self.outline.is_title(words.sentence)
            || self.quotes.around(verb).is_some()
            || self.outline.is_speech()
        {
            return false;
        }
        if heading || listed {
            let plain = matches!(words.tag(verb + 1), Tag::Determiner | Tag::PronounPossessive | Tag::Adjective);
            return acts || light && (!heading || plain);
        }
        let long = words.end - words.start >= 6;
        acts && long && self.outline.is_under_heading(words.sentence)
    }

    fn add_item(
        &mut self,
        words: &Words<'_, '_>,
        item: Item,
        rule: &str,
        opening: Option<&Opening>,
        heading: bool,
    ) -> Option<usize> {
        let Item { start, verb, limit, negated } = item;
        let rule_name = rule;
        let rule = self.reader.rule(rule)?;
        let announcement = self.outline.announcement(words.sentence);
        let strength = opening
            .map(|opening| opening.strength)
            .or(announcement.map(|cue| self.reader.lexicon.cues[cue].strength))
            .unwrap_or(Strength::Should);
        let group = words.group(verb);
        let passive = group.is_some_and(|group| group.passive && group.head > verb);
        let head = group.filter(|_| passive).map_or(verb, |group| group.head);
        let cue = opening
            .and_then(|opening| opening.because.cue.clone())
            .or(announcement.map(|cue| self.reader.lexicon.cues[cue].id.clone()));
        let draft = Draft {
            sentence: words.sentence,
            head,
            tokens: start..limit,
            asked: if passive { Asked::Patient(start..start) } else { Asked::Inherited },
            negated: negated ^ opening.is_some_and(|opening| opening.negated),
            passive,
            strength,
            because: Because { rule: rule.rule, cue },
            parent: opening.and_then(|opening| opening.draft),
            shape: if heading { Shape::Heading } else { Shape::Item },
        };
        let index = self.add(words, draft, limit)?;
        if let Some(opening) = opening.filter(|opening| opening.draft.is_none()) {
            for later in index..self.drafts.len() {
                self.inherits.insert(later, opening.clone());
            }
        }
        // "Start at the weekend; extend the service to all nights"
        let next = (verb..limit).find(|&at| words.is(at, ";")).and_then(|mark| self.item_verb(words, mark + 1));
        if let Some((start, verb, negated)) = next
            && words.tag(verb) == Tag::Base
            && !self.heads.contains_key(&verb)
        {
            self.add_item(words, Item { start, verb, limit, negated }, rule_name, opening, heading);
        }
        Some(index)
    }

    /// "That the council hold a hearing".
    fn that_item(&mut self, words: &Words<'_, '_>, opening: &Opening) -> Option<usize> {
        let rule = self.reader.rule("subject-item")?;
        let before = self.drafts.len();
        let because = Because { cue: opening.because.cue.clone(), ..rule };
        self.that_clause(words, words.start, &because, opening.strength, Mood::Subjunctive);
        for draft in &mut self.drafts[before..] {
            draft.parent = draft.parent.or(opening.draft);
        }
        (self.drafts.len() > before).then_some(before)
    }

    /// "Britain to remain outside of the monetary union": an item with a subject of its own; "that A V".
    fn subject_item(&mut self, words: &Words<'_, '_>, from: usize, limit: usize, opening: &Opening) -> Option<usize> {
        let to = (from + 1..limit.min(from + 10))
            .find(|&at| words.is(at, "to") && words.tag(words.skip_adverbs(at + 1)) == Tag::Base)?;
        let subject = from..to;
        if subject.clone().any(|at| words.tag(at).is_verb() || matches!(words.tag(at), Tag::Preposition))
            || !self.is_somebody(words, &subject)
        {
            return None;
        }
        let rule = self.reader.rule("subject-item")?;
        let group = words.group(to + 1)?;
        let draft = Draft {
            sentence: words.sentence,
            head: group.head,
            tokens: from..limit,
            asked: if group.passive { Asked::Patient(subject) } else { Asked::Phrase(subject) },
            negated: group.negated,
            passive: group.passive,
            strength: opening.strength,
            because: Because { cue: opening.because.cue.clone(), ..rule },
            parent: opening.draft,
            shape: Shape::Item,
        };
        self.add(words, draft, limit)
    }

    /// "Better protection of whistle-blowers": the head is the noun.
    fn noun_item(&mut self, words: &Words<'_, '_>, from: usize, limit: usize, opening: &Opening) -> Option<usize> {
        let finite =
            (from..limit).any(|at| words.tag(at).is_finite() && !(from..at).any(|before| words.tag(before).is_wh()));
        if finite
            || !(words.begins_noun_phrase(from) || words.tag(from) == Tag::PastParticiple)
            || words.tag(from) == Tag::Pronoun
        {
            return None;
        }
        let head = self.head_noun(words, from..limit)?;
        if self.names.at(head).is_some_and(|mention| self.names.actor(mention).kind.is_actor()) {
            return None; // a list of bodies asks for none of them
        }
        let rule = self.reader.rule("noun-item")?;
        let draft = Draft {
            sentence: words.sentence,
            head,
            tokens: words.trim(from..limit),
            asked: Asked::Inherited,
            negated: words.is(from, "no"),
            passive: false,
            strength: opening.strength,
            because: Because { cue: opening.because.cue.clone(), ..rule },
            parent: opening.draft,
            shape: Shape::NounPhrase,
        };
        let index = self.push(draft);
        if opening.draft.is_none() {
            self.inherits.insert(index, opening.clone());
        }
        Some(index)
    }

    /// The last noun of the first noun phrase.
    fn head_noun(&self, words: &Words<'_, '_>, tokens: Range<usize>) -> Option<usize> {
        let mut head = None;
        for at in tokens {
            let tag = words.tag(at);
            if tag.is_noun() {
                head = Some(at);
            } else if head.is_some() && !matches!(tag, Tag::Possessive | Tag::Hyphen)
                || matches!(tag, Tag::Preposition | Tag::Comma) && head.is_some()
            {
                break;
            }
        }
        head
    }

    /// Items inside a sentence behind a colon: "These include: reinstating …; declining …; and …".
    pub(super) fn inner_lists(&mut self, words: &Words<'_, '_>, before: usize) {
        let Some(colon) = (words.start + 1..words.end.saturating_sub(1)).find(|&at| words.is(at, ":")) else { return };
        let Some(opening) = self.inner_opening(words, before, colon) else { return };
        let semicolons = (colon + 1..words.end).any(|at| words.is(at, ";"));
        let mut start = colon + 1;
        while start < words.end {
            let border = (start..words.end).find(|&at| {
                if semicolons {
                    words.is(at, ";")
                } else {
                    words.is(at, ",") && self.item_verb(words, at + 1).is_some()
                }
            });
            let end = border.unwrap_or(words.end);
            if let Some((from, verb, negated)) = self.item_verb(words, start)
                && verb < end
                && !self.heads.contains_key(&verb)
            {
                self.add_item(
                    words,
                    Item { start: from, verb, limit: end, negated },
                    "inner-item",
                    Some(&opening),
                    false,
                );
            }
            start = end + 1;
        }
    }

    /// The verb of an inner item: behind a number in brackets, a conjunction, adverbs.
    fn item_verb(&self, words: &Words<'_, '_>, from: usize) -> Option<(usize, usize, bool)> {
        let mut at = from;
        if words.is_conjunction(at) {
            at += 1;
        }
        if words.is(at, "(") && words.is(at + 2, ")") {
            at += 3;
        } else if words.is(at + 1, ")") && words.text(at).len() <= 3 {
            at += 2;
        }
        if words.is_conjunction(at) || words.is(at, "to") {
            at += 1;
        }
        if is_ordinal(words.lower(at)) && words.is(at + 1, ",") {
            at += 2;
        }
        at += usize::from(words.is(at, "please"));
        let (verb, negated) = self.first_verb(words, at, words.end)?;
        Some((at, verb, negated))
    }

    /// What opens the list behind a colon inside a sentence: the clause in front of it, or words that spell out the clause
    /// of the sentence before.
    fn inner_opening(&self, words: &Words<'_, '_>, before: usize, colon: usize) -> Option<Opening> {
        let own = self.drafts[before..]
            .iter()
            .rposition(|draft| draft.head < colon && draft.shape != Shape::Item)
            .map(|at| at + before);
        if let Some(draft) = own {
            return Some(self.opening_of(draft));
        }
        if let Some(opening) = self.openings.get(&words.sentence) {
            return Some(opening.clone());
        }
        let elaborates = (words.start..colon).any(|at| self.reader.lexicon.is(NameRole::Elaboration, words.lower(at)));
        let points = (words.start..colon).any(|at| self.reader.lexicon.is(NameRole::Pointer, words.lower(at)));
        if elaborates && points {
            let last = self.drafts.len().checked_sub(1)?;
            let near = self.drafts[last].sentence + 2 >= words.sentence;
            return near.then(|| self.opening_of(self.last_main(last)));
        }
        self.announced_here(words, colon)
    }

    /// The last clause that is no means.
    fn last_main(&self, last: usize) -> usize {
        (0..=last).rev().find(|&draft| !matches!(self.drafts[draft].shape, Shape::Means)).unwrap_or(last)
    }

    /// "We make three recommendations:" — an announcement cue before a colon.
    fn announced_here(&self, words: &Words<'_, '_>, colon: usize) -> Option<Opening> {
        let because = |cue| self.reader.rule_by("announcement", cue);
        (words.start..colon).find_map(|at| {
            let matches = self.reader.lexicon.cue_forms.matches(self.reader.lowers(at..colon));
            let (_, &(cue, _)) = matches
                .into_iter()
                .find(|(_, (cue, _))| self.reader.lexicon.cues[*cue].kind == CueKind::Announcement)?;
            let strength = self.reader.lexicon.cues[cue].strength;
            Some(Opening { asked: Asked::Inherited, strength, because: because(cue)?, draft: None, negated: false })
        })
    }

    fn opening_of(&self, draft: usize) -> Opening {
        let found = &self.drafts[draft];
        Opening {
            asked: Asked::Inherited,
            strength: found.strength,
            because: found.because.clone(),
            draft: Some(draft),
            negated: false,
        }
    }

    /// What a sentence opens for the items below it.
    pub(super) fn opening(&mut self, words: &Words<'_, '_>, before: usize) {
        if self.openings.contains_key(&words.sentence) || !self.outline.introduces(self.reader, words.sentence) {
            return;
        }
        let last = self.drafts[before..].iter().rposition(|draft| draft.shape != Shape::Means).map(|at| at + before);
        let opening = match last {
            Some(draft) => Some(self.opening_of(draft)),
            None => self.announced_here(words, words.all().end).or_else(|| self.spelled_out(words)),
        };
        if let Some(opening) = opening {
            self.openings.insert(words.sentence, opening);
        }
    }

    /// "These include:" at the end of a sentence, behind one that asks.
    fn spelled_out(&self, words: &Words<'_, '_>) -> Option<Opening> {
        let elaborates = words.all().any(|at| self.reader.lexicon.is(NameRole::Elaboration, words.lower(at)));
        let points = words.all().any(|at| self.reader.lexicon.is(NameRole::Pointer, words.lower(at)));
        let last = self.drafts.len().checked_sub(1)?;
        (elaborates && points && self.drafts[last].sentence + 1 == words.sentence)
            .then(|| self.opening_of(self.last_main(last)))
    }

    /// The opening under which a sentence stands: its introduction's, or an announcing heading's.
    pub(super) fn opening_above(&self, sentence: usize) -> Option<Opening> {
        if let Some(opening) = self.outline.introduction(sentence).and_then(|intro| self.openings.get(&intro)) {
            return Some(opening.clone());
        }
        if self.outline.introduction(sentence).is_some_and(|intro| !self.outline.announced(intro)) {
            return None;
        }
        let cue = self.outline.announcement(sentence)?;
        let because = self.reader.rule_by("announcement", cue)?;
        let strength = self.reader.lexicon.cues[cue].strength;
        let listed = matches!(self.reader.block_of(sentence).kind, BlockKind::ListItem { .. });
        listed.then_some(Opening { asked: Asked::Inherited, strength, because, draft: None, negated: false })
    }
}

/// The token behind what stands in front of an item's verb: "by 2027, *publish* the accounts".
fn behind_adverbial(words: &Words<'_, '_>, from: usize, limit: usize) -> usize {
    if words.tag(from) != Tag::Preposition {
        return from;
    }
    let mut inside = (from + 1..limit.min(from + 10)).take_while(|&at| !words.tag(at).is_verb());
    inside.find(|&at| words.is(at, ",")).map_or(from, |comma| comma + 1)
}

/// A word that counts off points: "First, …; second, …".
fn is_ordinal(word: &str) -> bool {
    matches!(
        word,
        "first"
            | "firstly"
            | "second"
            | "secondly"
            | "third"
            | "thirdly"
            | "fourth"
            | "fourthly"
            | "fifth"
            | "finally"
            | "lastly"
    )
}
