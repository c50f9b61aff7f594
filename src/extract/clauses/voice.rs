//! Whose words a clause is: the document's own, or somebody else's that it reports.

use super::Search;
use super::quotes::QUOTES_ON;
use super::subject::{Subject, Within};
use super::words::Words;
use crate::extract::Kind;
use crate::language::tagger::Tag;
use crate::ontology::model::{CueKind, NameRole};
use std::ops::Range;

/// Whose words a clause is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    /// The document's own.
    Own,
    /// The document's own, in the mouth of somebody who speaks for its publisher: the tokens that tell who.
    Spoken(Range<usize>),
    /// Somebody else's, which the document reports: the tokens that tell who.
    Reported(Range<usize>),
    /// Nobody's: what a news report tells is to be done.
    Nobody,
}

impl Search<'_, '_> {
    /// Whose words a clause with this subject and verb is; none where nobody asks anything in it.
    pub(super) fn voice(&self, words: &Words<'_, '_>, verb: usize, subject: &Subject) -> Option<Voice> {
        let voice = match subject.within {
            Within::Condition | Within::Question => None,
            Within::Main | Within::Relative => Some(Voice::Own),
            Within::Content(governor) if self.reader.lexicon.is(NameRole::Decision, &words.lemma(governor)) => {
                // "Decides that all States shall": what others are bound to do is asked, its own part is not
                let operative =
                    words.skip_adverbs(words.start) == governor || self.is_self(words, &words.subject(governor).tokens);
                let others =
                    self.is_headed_by_somebody(words, &subject.tokens) && !self.is_self(words, &subject.tokens);
                (operative && others).then_some(Voice::Own)
            }
            Within::Content(governor) => self.content_voice(words, governor),
        };
        match (voice?, self.quotes.around(verb)) {
            (Voice::Own, Some(quote)) => self.quoted(quote),
            (Voice::Own, None) => match self.attribution(words, verb) {
                Some(speaker) => self.reported(speaker),
                None => Some(Voice::Own),
            },
            (voice, _) => Some(voice),
        }
    }

    /// Whether a clause with this subject and verb is the document's own.
    pub(super) fn is_own(&self, words: &Words<'_, '_>, verb: usize, subject: &Subject) -> bool {
        matches!(self.voice(words, verb, subject), Some(Voice::Own | Voice::Spoken(_)))
    }

    /// Whose words are what a verb takes as its content: the document's own in "we believe that", theirs in "residents say
    /// that"; nobody asks in "recalls that", which tells of a duty that exists.
    fn content_voice(&self, words: &Words<'_, '_>, governor: usize) -> Option<Voice> {
        let lemma = words.lemma(governor);
        let lexicon = self.reader.lexicon;
        if lexicon.is(NameRole::Recall, &lemma) {
            return None;
        }
        let says = lexicon.cue_of(CueKind::Report, &lemma).is_some();
        if words.is_be(governor) || words.tag(governor).is_noun() && !says {
            return Some(Voice::Own);
        }
        if words.skip_adverbs(words.start) == governor && words.tag(governor) != Tag::Past {
            return Some(Voice::Own); // an operative paragraph: "Stresses that …"
        }
        let subject = words.subject(governor).tokens;
        if self.is_speaker(words, &subject) {
            return Some(Voice::Own);
        }
        let somebody = self.is_somebody(words, &subject);
        let report = says || lexicon.is(NameRole::Stress, &lemma);
        match (report, somebody || self.is_document(words, &subject)) {
            (true, true) => self.reported(subject),
            (false, _) if !somebody => Some(Voice::Own),
            _ => None,
        }
    }

    /// The voice of somebody else, where reported calls are looked for; an officer of the publisher speaks for it.
    pub(super) fn reported(&self, speaker: Range<usize>) -> Option<Voice> {
        if let Some(voice) = self.speaks_for_publisher(&speaker) {
            return Some(voice);
        }
        self.reader.rule("reported-call").map(|_| Voice::Reported(speaker))
    }

    /// The subject of a verb of asking that is somebody else: "*the union* called on", "*Lena Voss* has urged".
    pub(super) fn reporting(&self, words: &Words<'_, '_>, at: usize) -> Option<Range<usize>> {
        self.reader.rule("reported-call")?;
        let mut first = at;
        while first > words.start && (words.is_adverb(first - 1) || words.is(first - 1, "also")) {
            first -= 1;
        }
        let before = first.saturating_sub(1);
        let finite = match words.tag(at) {
            Tag::Past | Tag::Present | Tag::PresentThird => true,
            Tag::PastParticiple => matches!(words.lower(before), "has" | "have" | "had" | "'ve" | "’ve"),
            Tag::Gerund => words.is_be(before) || words.is(before, "been"),
            _ => false,
        };
        let denied = (first..at).chain([before]).any(|token| words.is_negation(token));
        if !finite || denied || words.tag(before) == Tag::Modal {
            return None;
        }
        let mut subject = words.subject(at);
        if subject.tokens.is_empty() || !self.is_somebody(words, &subject.tokens) {
            // "welcomed the report and called on": the subject of the first verb
            let joined = words.is_conjunction(before) || words.is(before, ",");
            let verb = (words.start..at).find(|&verb| words.tag(verb).is_finite() || words.is_be(verb));
            subject = words.subject(verb.filter(|_| joined)?);
        }
        let asserted = match subject.within {
            Within::Main | Within::Relative => true,
            Within::Content(governor) => !self.reader.lexicon.is(NameRole::Recall, &words.lemma(governor)),
            _ => false,
        };
        let theirs = self.is_somebody(words, &subject.tokens)
            && !self.is_self(words, &subject.tokens)
            && !subject.tokens.clone().any(|token| words.is(token, "you"));
        (asserted && theirs).then_some(subject.tokens)
    }

    /// Whose a quotation is; none where the text does not tell.
    fn quoted(&self, quote: &Range<usize>) -> Option<Voice> {
        self.reported(self.speaker_of(quote, QUOTES_ON)?)
    }

    /// Notes whose words the clauses are that were found since `before`.
    pub(super) fn heard(&mut self, before: usize, voice: &Voice) {
        if *voice != Voice::Own {
            self.voices.extend((before..self.drafts.len()).map(|draft| (draft, voice.clone())));
        }
    }

    /// The same, where they go on from an earlier clause.
    pub(super) fn heard_like(&mut self, before: usize, earlier: usize) {
        if let Some(voice) = self.voices.get(&earlier).cloned() {
            self.heard(before, &voice);
        }
    }

    /// What spells out somebody's clause is said by the same voice: means, and the items of its list.
    pub(super) fn hand_down(&mut self) {
        for draft in 0..self.drafts.len() {
            let above = self.drafts[draft].parent.and_then(|parent| self.voices.get(&parent)).cloned();
            if let Some(voice) = above {
                self.voices.entry(draft).or_insert(voice);
            }
        }
    }

    /// What others ask is no part of what the document asks, nor the reverse.
    pub(super) fn part(&mut self) {
        let is_reported = |draft| matches!(self.voices.get(&draft), Some(Voice::Reported(_)));
        for draft in 0..self.drafts.len() {
            let parent = self.drafts[draft].parent;
            if parent.is_some_and(|parent| is_reported(parent) != is_reported(draft)) {
                self.drafts[draft].parent = None;
            }
        }
    }

    /// Whether a noun phrase means those who speak in the document: "we", the publisher, "the Council" in its resolution.
    pub(super) fn is_self(&self, words: &Words<'_, '_>, tokens: &Range<usize>) -> bool {
        let pronoun = |token| matches!(words.lower(token), "we" | "i" | "undersigned") || words.text(token) == "us";
        if tokens.clone().any(pronoun) {
            return true;
        }
        let mentions: Vec<_> = self.names.within(tokens.clone()).collect();
        if let Some(last) = mentions
            .iter()
            .find(|mention| words.lower(mention.tokens.end) != "'s" && words.lower(mention.tokens.end) != "’s")
        {
            let own = self.selves.contains(&last.actor);
            if own || !self.is_speaker_noun(words, tokens) {
                return own;
            }
        }
        self.is_speaker_noun(words, tokens)
    }

    /// "The leaders", "Ministers", "This report": those who issue a joint text, or the text itself.
    fn is_speaker_noun(&self, words: &Words<'_, '_>, tokens: &Range<usize>) -> bool {
        let of = tokens.clone().find(|&token| {
            matches!(words.tag(token), Tag::Preposition | Tag::WhPronoun | Tag::WhDeterminer | Tag::PastParticiple)
        });
        let head = (tokens.start..of.unwrap_or(tokens.end)).rev().find(|&token| words.tag(token).is_noun());
        let Some(head) = head else { return false };
        let noun = words.lower(head);
        if self.reader.lexicon.is(NameRole::Author, noun) {
            // "the authors", "your rapporteur"; not "the authors of an earlier study"
            let this = |token| matches!(words.lower(token), "this" | "present" | "our");
            return matches!(words.lower(tokens.start), "the" | "your" | "this" | "we" | "all")
                && of.is_none_or(|of| (of..tokens.end).any(this));
        }
        if !self.reader.lexicon.is(NameRole::Speaker, noun) {
            return false;
        }
        // "Heads of State" issue a text, "heads of departments" do not
        if matches!(noun, "head" | "heads")
            && of.is_some_and(|of| {
                !(of..tokens.end).any(|token| self.reader.lexicon.is(NameRole::Led, words.lower(token)))
            })
        {
            return false;
        }
        // "the council" of a text that no council issued speaks for itself
        let singular = words.tag(head) == Tag::Noun || words.tag(head) == Tag::Proper;
        let paper = matches!(words.lower(tokens.start), "this" | "our");
        paper
            || (!singular && self.selves.is_empty())
            || self.own_names().any(|name| {
                name.to_lowercase()
                    .split_whitespace()
                    .any(|word| word == noun || word.trim_end_matches('s') == noun.trim_end_matches('s'))
            })
            || (!singular && self.selves.iter().all(|&own| self.names.actors[own].kind == Kind::Grouping))
    }

    /// The names of those who speak in the document, as far as they are known.
    fn own_names(&self) -> impl Iterator<Item = &str> {
        let given = self.reader.document.given.publisher.first().map(|given| given.value.as_str());
        self.selves.iter().map(|&own| self.names.actors[own].name.as_str()).chain(given)
    }

    /// Whether a noun phrase names or describes somebody who can speak.
    pub(super) fn is_somebody(&self, words: &Words<'_, '_>, tokens: &Range<usize>) -> bool {
        self.names.within(tokens.clone()).any(|mention| self.names.actor(mention).kind.is_actor())
            || tokens.clone().any(|token| {
                words.tag(token).is_noun()
                    && (self.reader.lexicon.is_agent(words.lower(token))
                        || self.reader.lexicon.is(NameRole::Author, words.lower(token)))
                    || matches!(words.lower(token), "he" | "she" | "they" | "who" | "many" | "some")
            })
    }

    /// Whether what a noun phrase is headed by can act: "all States", not "the mandate of the mission".
    pub(super) fn is_headed_by_somebody(&self, words: &Words<'_, '_>, tokens: &Range<usize>) -> bool {
        let of = tokens.clone().find(|&at| words.tag(at) == Tag::Preposition && self.names.at(at).is_none());
        let end = of.unwrap_or(tokens.end);
        // "the Government's first duty is to": what somebody has can do nothing
        let owner =
            (tokens.start..end).rev().find(|&at| words.tag(at) == Tag::Possessive && self.names.at(at).is_none());
        self.is_somebody(words, &(owner.map_or(tokens.start, |owner| owner + 1)..end))
    }

    /// "The report", "a recent study": a document that says something.
    fn is_document(&self, words: &Words<'_, '_>, tokens: &Range<usize>) -> bool {
        tokens
            .clone()
            .any(|token| words.tag(token).is_noun() && self.reader.lexicon.is(NameRole::Speaker, words.lower(token)))
    }

    /// Who says a clause, by ", residents say" behind it, or "According to …" in front of it.
    fn attribution(&self, words: &Words<'_, '_>, verb: usize) -> Option<Range<usize>> {
        let lexicon = self.reader.lexicon;
        let theirs = |tokens: &Range<usize>| self.is_somebody(words, tokens) && !self.is_self(words, tokens);
        for at in words.all() {
            if words.is(at, "according") && words.is(at + 1, "to") {
                let source = at + 2..words.end.min(at + 8);
                if theirs(&source) {
                    return Some(self.phrase_from(at + 2, words.end));
                }
            }
            let tag = words.tag(at);
            let reports = matches!(tag, Tag::Past | Tag::PresentThird | Tag::Present)
                && at > verb
                && lexicon.cue_of(CueKind::Report, words.lower(at)).is_some();
            if !reports {
                continue;
            }
            let before = words.subject(at).tokens;
            let comma = (before.start.saturating_sub(1)..=before.start)
                .any(|mark| matches!(words.text(mark), "," | "”" | "\""));
            let inverted = matches!(words.text(at.saturating_sub(1)), "," | "”" | "\"");
            let after = at + 1..words.end.min(at + 6);
            if inverted && theirs(&after) {
                return Some(self.phrase_from(at + 1, words.end));
            }
            if comma && !before.is_empty() && before.start > verb && theirs(&before) {
                return Some(before);
            }
        }
        None
    }
}
