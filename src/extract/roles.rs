//! Who fills the roles of a clause, and how that is known.

use super::clauses::words::Words;
use super::clauses::{Asked, Clauses, Draft, Shape, Voice};
use super::names::{Named, Names};
use super::reader::Reader;
use super::{Actor, Counterpart, How, Kind, Relation, Role};
use crate::document::BlockKind;
use crate::iri::{ActorId, slug};
use crate::language::tagger::Tag;
use crate::ontology::model::{CueKind, Frame, NameRole};
use std::ops::Range;

/// The roles of one clause.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roles {
    pub addressees: Vec<Role>,
    pub counterparts: Vec<Counterpart>,
    pub sought_from: Vec<Role>,
    pub beneficiaries: Vec<Role>,
    pub invokes: Vec<Role>,
    pub places: Vec<Role>,
}

/// What a noun phrase says of who is meant.
enum Phrase {
    Named(Vec<Role>),
    /// A pronoun that points back, and where it stands.
    Pronoun(usize),
    /// Agents in general terms: the tokens that say it.
    Generic(Range<usize>),
    /// Nobody who can act.
    Nobody,
}

/// Fills the roles of all clauses. Actors in general terms are added to `generics`.
pub(crate) fn fill(reader: &Reader<'_>, names: &Names, clauses: &Clauses<'_, '_>) -> (Vec<Roles>, Vec<Actor>) {
    let frame = Frames::of(reader, names);
    let mut filler = Filler { reader, names, clauses, frame, generics: Vec::new() };
    let mut order: Vec<usize> = (0..clauses.drafts.len()).collect();
    order.sort_by_key(|&draft| (clauses.drafts[draft].sentence, clauses.drafts[draft].head));
    let mut roles: Vec<Option<Roles>> = vec![None; clauses.drafts.len()];
    let mut last: Vec<Role> = Vec::new();
    for &draft in &order {
        filler.of(draft, &mut roles, &mut last);
    }
    (roles.into_iter().map(Option::unwrap_or_default).collect(), filler.generics)
}

/// Whom a document addresses as a whole: a letter's recipient, or who its recommendations are for.
struct Frames {
    recipient: Vec<Role>,
    document: Vec<Role>,
}

impl Frames {
    fn of(reader: &Reader<'_>, names: &Names) -> Self {
        Self { recipient: recipient(reader, names), document: document_frame(reader, names) }
    }
}

fn role(reader: &Reader<'_>, names: &Names, mention: &Named, how: How) -> Role {
    Role { actor: names.actor(mention).id.clone(), how, span: Some(reader.span_of(&mention.tokens)) }
}

/// "Dear Minister Okello,", "To: the Board of …".
fn recipient(reader: &Reader<'_>, names: &Names) -> Vec<Role> {
    if reader.rule("recipient").is_none() {
        return Vec::new();
    }
    let head = reader.document.sentences.iter().filter(|sentence| sentence.block.0 < 14);
    for sentence in head {
        let tokens = sentence.tokens.clone();
        let dear = reader.lower(tokens.start) == "dear";
        let to = tokens.len() > 2
            && matches!(reader.lower(tokens.start), "to" | "attn" | "attention")
            && reader.text(tokens.start + 1) == ":";
        if (dear || to) && tokens.len() < 30 {
            let roles: Vec<Role> = names
                .within(tokens)
                .filter(|mention| names.actor(mention).kind.is_agent())
                .map(|mention| role(reader, names, mention, How::Recipient))
                .collect();
            if !roles.is_empty() {
                return roles;
            }
        }
    }
    Vec::new()
}

/// "recommendations for how the Biden Administration can", "Recommendations to the Commission".
fn document_frame(reader: &Reader<'_>, names: &Names) -> Vec<Role> {
    if reader.rule("document-frame").is_none() {
        return Vec::new();
    }
    for sentence in reader.document.sentences.iter().take(40) {
        let tokens = sentence.tokens.clone();
        for at in tokens.clone() {
            let announces = reader
                .lexicon
                .cue_forms
                .matches(reader.lowers(at..tokens.end))
                .iter()
                .any(|(_, (cue, _))| reader.lexicon.cues[*cue].kind == CueKind::Announcement);
            if !announces {
                continue;
            }
            let mut next = at + 1;
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

struct Filler<'a, 'r> {
    reader: &'a Reader<'r>,
    names: &'a Names,
    clauses: &'a Clauses<'a, 'r>,
    frame: Frames,
    generics: Vec<Actor>,
}

impl<'a, 'r> Filler<'a, 'r> {
    fn of(&mut self, index: usize, roles: &mut Vec<Option<Roles>>, last: &mut Vec<Role>) {
        if roles[index].is_some() {
            return;
        }
        let draft = &self.clauses.drafts[index];
        roles[index] = Some(Roles::default()); // a loop in the part-of tree ends here
        if let Some(parent) = draft.parent {
            self.of(parent, roles, last);
        }
        let addressees = match &draft.asked {
            Asked::Phrase(phrase) => self.of_phrase(draft, phrase.clone(), roles, last),
            Asked::Patient(_) => self.of_agent(draft),
            Asked::Inherited => self.inherited(index, roles, last),
        };
        let is_reported = matches!(self.clauses.voices.get(&index), Some(Voice::Reported(_)));
        if !is_reported && addressees.iter().any(|role| role.how == How::Explicit) {
            *last = addressees.clone();
        }
        let filled = self.others(draft, addressees);
        roles[index] = Some(filled);
    }

    fn words(&self, draft: &Draft) -> &'a Words<'a, 'r> {
        &self.clauses.sentences[&draft.sentence]
    }

    fn of_phrase(&mut self, draft: &Draft, phrase: Range<usize>, roles: &[Option<Roles>], last: &[Role]) -> Vec<Role> {
        match self.phrase(self.words(draft), &phrase) {
            Phrase::Named(roles) => roles,
            Phrase::Pronoun(token) if self.words(draft).is(token, "you") => {
                let span = Some(self.reader.span(token));
                self.frame.recipient.iter().map(|role| Role { span, ..role.clone() }).collect()
            }
            Phrase::Pronoun(token) => {
                let span = Some(self.reader.span(token));
                // a pronoun takes up the subject of the clause before it in the sentence, be that an agent or none
                let before = self.clauses.drafts.iter().enumerate().filter(|(_, other)| {
                    other.sentence == draft.sentence && other.head < draft.head && matches!(other.shape, Shape::Clause)
                });
                if let Some(subject) = self.subject_before(draft, token) {
                    return vec![Role { how: How::Coreference, span, ..subject }];
                }
                if let Some((other, _)) = before.max_by_key(|(_, other)| other.head) {
                    let above = roles[other].as_ref().map(|roles| roles.addressees.clone()).unwrap_or_default();
                    return above.into_iter().map(|role| Role { how: How::Coreference, span, ..role }).collect();
                }
                last.iter().map(|role| Role { actor: role.actor.clone(), how: How::Coreference, span }).collect()
            }
            Phrase::Generic(tokens) => vec![self.generic(tokens)],
            Phrase::Nobody => Vec::new(),
        }
    }

    /// The actor that is the subject of an earlier clause of the same sentence: "The bank is well placed; we ask it to".
    fn subject_before(&self, draft: &Draft, pronoun: usize) -> Option<Role> {
        let words = self.words(draft);
        let subject = |mention: &&Named| {
            let verb = words.skip_adverbs(mention.tokens.end);
            let finite = words.tag(verb).is_finite() || words.is_be(verb);
            self.names.actor(mention).kind.is_agent() && finite && mention.tokens.end <= pronoun
        };
        let mention = self.names.within(words.start..pronoun).filter(subject).last()?;
        Some(role(self.reader, self.names, mention, How::Coreference))
    }

    /// Reads a noun phrase: its heads that are named, a pronoun, or a noun for agents.
    fn phrase(&self, words: &Words<'a, 'r>, phrase: &Range<usize>) -> Phrase {
        let mut named = Vec::new();
        let mut modifiers = Vec::new();
        let mut noun: Option<usize> = None;
        let mut at = phrase.start;
        let mut post = false;
        while at < phrase.end {
            if words.is(at, "(") {
                at = words.closing(at) + 1;
                continue;
            }
            if let Some(mention) = self.names.at(at) {
                let kind = self.names.actor(mention).kind;
                let end = mention.tokens.end;
                let possessive = words.tag(end) == Tag::Possessive || matches!(words.lower(end), "'s" | "’s" | "’");
                let modifies = end < phrase.end
                    && (words.tag(end).is_noun() || words.tag(end).is_adjective() || words.tag(end) == Tag::Gerund)
                    && !words.is(end, "and");
                if kind.is_agent() && !possessive && !modifies && !post {
                    named.push(role(self.reader, self.names, mention, How::Explicit));
                    noun = None;
                } else if kind.is_agent() && !possessive && modifies {
                    modifiers.push((mention, end));
                } else if post && kind.is_agent() && matches!(words.lower(mention.tokens.start.saturating_sub(1)), "by")
                    || post
                        && words.is(mention.tokens.start.saturating_sub(2), "by")
                        && words.is(mention.tokens.start.saturating_sub(1), "the")
                        && kind.is_agent()
                {
                    modifiers.push((mention, usize::MAX));
                }
                at = end.max(at + 1);
                continue;
            }
            let tag = words.tag(at);
            if tag.is_noun() && !post {
                noun = Some(at);
            }
            let postmodifies = matches!(
                tag,
                Tag::Preposition
                    | Tag::To
                    | Tag::WhDeterminer
                    | Tag::WhPronoun
                    | Tag::Gerund
                    | Tag::PastParticiple
                    | Tag::Past
            ) && (noun.is_some() || !named.is_empty());
            if postmodifies {
                post = true;
            }
            if words.is_conjunction(at) && words.begins_noun_phrase(at + 1) && !named.is_empty() {
                post = false;
            }
            at += 1;
        }
        if !named.is_empty() {
            return Phrase::Named(named);
        }
        let pronoun = phrase.clone().find(|&at| {
            matches!(words.lower(at), "it" | "they" | "them" | "he" | "she" | "him" | "her" | "both" | "you")
        });
        if let Some(token) = pronoun.filter(|&token| phrase.len() <= 3 && phrase.contains(&token)) {
            return Phrase::Pronoun(token);
        }
        // "U.S. policy should", "reengagement by the United States should": the one who acts is asked
        let acting: Vec<Role> = modifiers
            .iter()
            .filter(|(_, end)| {
                *end == usize::MAX
                    || noun.is_some_and(|noun| self.reader.lexicon.is(NameRole::Action, words.lower(noun)))
            })
            .map(|(mention, _)| role(self.reader, self.names, mention, How::Explicit))
            .collect();
        if !acting.is_empty() {
            return Phrase::Named(acting);
        }
        match noun {
            Some(noun) if self.reader.lexicon.is(NameRole::Agent, words.lower(noun)) => {
                Phrase::Generic(self.plain(words, phrase, noun))
            }
            _ => Phrase::Nobody,
        }
    }

    /// A general term without what follows its noun.
    fn plain(&self, words: &Words<'a, 'r>, phrase: &Range<usize>, noun: usize) -> Range<usize> {
        let mut start = noun;
        while start > phrase.start && !matches!(words.tag(start - 1), Tag::Comma | Tag::Conjunction | Tag::Preposition)
        {
            start -= 1;
        }
        start..noun + 1
    }

    fn generic(&mut self, tokens: Range<usize>) -> Role {
        let name = self.reader.words(&tokens);
        let id = ActorId::new(format!("x-{}", slug(&name)));
        if !self.generics.iter().any(|actor| actor.id == id) {
            let actor =
                Actor { id: id.clone(), name, kind: Kind::Generic, acts_for: None, members: Vec::new(), known: false };
            self.generics.push(actor);
        }
        Role { actor: id, how: How::Explicit, span: Some(self.reader.span_of(&tokens)) }
    }

    /// The agent behind "by" in a passive clause; else a letter's recipient.
    fn of_agent(&self, draft: &Draft) -> Vec<Role> {
        let words = self.words(draft);
        for at in draft.head + 1..draft.tokens.end {
            if !words.is(at, "by") {
                continue;
            }
            let mut next = at + 1;
            while next < draft.tokens.end
                && matches!(words.tag(next), Tag::Determiner | Tag::Adjective | Tag::PronounPossessive)
                && self.names.at(next).is_none()
            {
                next += 1;
            }
            if let Some(mention) = self.names.at(next)
                && self.names.actor(mention).kind.is_agent()
            {
                return vec![role(self.reader, self.names, mention, How::Explicit)];
            }
        }
        if let Asked::Patient(phrase) = &draft.asked {
            // "urges firm US leadership", "demands the release of … by X", "U.S. policy should be aimed at"
            if let Phrase::Named(roles) = self.phrase(words, phrase) {
                let acting = self.is_action(words, phrase);
                if !draft.passive || acting {
                    return roles;
                }
            }
        }
        self.frame.recipient.clone()
    }

    fn is_action(&self, words: &Words<'a, 'r>, phrase: &Range<usize>) -> bool {
        let head = phrase.clone().rfind(|&at| words.tag(at).is_noun() && self.names.at(at).is_none());
        head.is_some_and(|head| self.reader.lexicon.is(NameRole::Action, words.lower(head)))
    }

    fn inherited(&mut self, index: usize, roles: &[Option<Roles>], last: &[Role]) -> Vec<Role> {
        let draft = &self.clauses.drafts[index];
        let how = How::List;
        if let Some(parent) = draft.parent
            && let Some(above) = roles[parent].as_ref().filter(|above| !above.addressees.is_empty())
        {
            return above
                .addressees
                .iter()
                .map(|role| Role {
                    how: if self.clauses.drafts[parent].sentence == draft.sentence { role.how } else { how },
                    ..role.clone()
                })
                .collect();
        }
        if let Some(opening) = self.clauses.openings.get(&index)
            && let Asked::Phrase(phrase) = opening.asked.clone()
            && let Some(words) = self.clauses.sentences.get(&self.reader.sentence_of(phrase.start))
        {
            let found = match self.phrase(words, &phrase) {
                Phrase::Named(roles) => roles,
                Phrase::Generic(tokens) => vec![self.generic(tokens)],
                Phrase::Pronoun(_) => last.to_vec(),
                Phrase::Nobody => Vec::new(),
            };
            if !found.is_empty() {
                return found.into_iter().map(|role| Role { how, ..role }).collect();
            }
        }
        if let Some(heading) = self.heading(draft) {
            return heading;
        }
        if !self.frame.recipient.is_empty() {
            return self.frame.recipient.clone();
        }
        self.frame.document.clone()
    }

    /// "To the Government of Kenya:", "For the Commission": a heading above that names whom its items address.
    fn heading(&self, draft: &Draft) -> Option<Vec<Role>> {
        self.reader.rule("heading-addressee")?;
        let mut section = self.reader.block_of(draft.sentence).section;
        while let Some(id) = section {
            let block = &self.reader.document.blocks[id.0];
            let sentence = self.reader.document.sentences.get(block.sentences.start)?;
            let tokens = sentence.tokens.clone();
            let directed = tokens.clone().next().is_some_and(|first| matches!(self.reader.lower(first), "to" | "for"));
            let bare = self
                .names
                .within(tokens.clone())
                .next()
                .is_some_and(|mention| mention.tokens.len() + 2 >= tokens.len());
            if (directed || bare) && matches!(block.kind, BlockKind::Heading { .. }) {
                let roles: Vec<Role> = self
                    .names
                    .within(tokens)
                    .filter(|mention| self.names.actor(mention).kind.is_agent())
                    .map(|mention| role(self.reader, self.names, mention, How::Heading))
                    .collect();
                if !roles.is_empty() {
                    return Some(roles);
                }
            }
            section = block.section;
        }
        None
    }

    /// Counterparts and the other roles: who and what is named in the clause behind its head.
    fn others(&self, draft: &Draft, addressees: Vec<Role>) -> Roles {
        let words = self.words(draft);
        let mut roles = Roles { addressees, ..Roles::default() };
        let from = draft.tokens.start;
        let skip: Range<usize> = match &draft.asked {
            Asked::Phrase(phrase) => phrase.clone(),
            _ => 0..0,
        };
        let mut at = from;
        while at < draft.tokens.end {
            if skip.contains(&at) {
                at = skip.end;
                continue;
            }
            // relative and that-clauses have actors of their own
            if words.tag(at).is_wh() || words.is(at, "that") && words.tag(at) != Tag::Determiner {
                if at > draft.head {
                    break;
                }
                at = draft.head;
            }
            if words.is_dash(at) && at > draft.head {
                match (at + 1..draft.tokens.end).find(|&close| words.is_dash(close)) {
                    Some(close) => {
                        at = close + 1;
                        continue;
                    }
                    None if self.apposes(words, at) => break,
                    None => {}
                }
            }
            let Some(mention) = self.names.at(at).filter(|mention| mention.tokens.start == at) else {
                at += 1;
                continue;
            };
            at = mention.tokens.end;
            let actor = self.names.actor(mention);
            let here = role(self.reader, self.names, mention, How::Explicit);
            let asked = roles.addressees.iter().any(|role| role.actor == actor.id);
            match actor.kind {
                Kind::Place => push(&mut roles.places, here),
                Kind::Instrument => push(&mut roles.invokes, here),
                Kind::Population => push(&mut roles.beneficiaries, here),
                Kind::Event | Kind::Generic => {}
                _ if asked || self.is_modifier(words, mention, actor.kind) => {}
                _ if roles.addressees.iter().any(|role| self.acts_for(&role.actor, &actor.id)) => {}
                _ => {
                    let relation = self.relation(words, mention.tokens.start, draft);
                    let moved = self.is_moved(words, draft, mention);
                    if moved {
                        push(&mut roles.sought_from, here.clone());
                    }
                    if !roles.counterparts.iter().any(|other| other.role.actor == here.actor) {
                        roles.counterparts.push(Counterpart { role: here, relation });
                    }
                }
            }
        }
        roles
    }

    /// A state's name in front of a noun ("US law", "a U.S. ambassador") tells whose it is and names no counterpart.
    fn is_modifier(&self, words: &Words<'a, 'r>, mention: &Named, kind: Kind) -> bool {
        let next = words.tag(mention.tokens.end);
        kind == Kind::State && (next.is_noun() || next.is_adjective()) && mention.tokens.end < words.end
    }

    fn acts_for(&self, actor: &ActorId, state: &ActorId) -> bool {
        let known = self.names.index_of(actor).map(|at| &self.names.actors[at]);
        known.is_some_and(|actor| actor.acts_for.as_ref() == Some(state))
    }

    fn apposes(&self, words: &Words<'a, 'r>, dash: usize) -> bool {
        words.begins_noun_phrase(dash + 1)
    }

    /// Whether somebody is to be moved to act: the object of a verb by which one asks ("continue to urge *Israel* to"), or
    /// its subject in the passive ("*Israel* should be pressed to").
    fn is_moved(&self, words: &Words<'a, 'r>, draft: &Draft, mention: &Named) -> bool {
        let patient =
            matches!(&draft.asked, Asked::Patient(phrase) if draft.passive && phrase.contains(&mention.tokens.start));
        let verb = if patient {
            Some(draft.head)
        } else {
            (draft.head..mention.tokens.start).rev().take(5).find(|&at| words.tag(at).is_verb())
        };
        let from = if patient { draft.head + 1 } else { mention.tokens.end };
        let to = (from..words.end.min(from + 9)).any(|at| words.is(at, "to"));
        verb.is_some_and(|verb| {
            let cue = self.reader.lexicon.cue_of(CueKind::SpeechAct, &words.lemma(verb));
            to && cue.is_some_and(|cue| cue.frames.contains(&Frame::ObjectInfinitive))
                && self.reader.rule("sought-from").is_some()
        })
    }

    /// How a counterpart stands to the act, by the nearest preposition in front of it.
    fn relation(&self, words: &Words<'a, 'r>, at: usize, draft: &Draft) -> Relation {
        for before in (draft.head + 1..at).rev() {
            match words.lower(before) {
                "with" | "alongside" => return Relation::With,
                "through" | "via" => return Relation::Through,
                "to" | "toward" | "towards" => return Relation::To,
                "against" => return Relation::Against,
                "and" | "or" | "," => {}
                _ if words.tag(before) == Tag::Preposition => return Relation::About,
                _ if words.tag(before).is_verb() => return Relation::To,
                _ => {}
            }
        }
        if at > draft.head { Relation::To } else { Relation::About }
    }
}

fn push(roles: &mut Vec<Role>, role: Role) {
    if !roles.iter().any(|other| other.actor == role.actor) {
        roles.push(role);
    }
}
