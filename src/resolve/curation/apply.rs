//! Corrections at work on one document's extraction, in the order of their files: merges first, so that what follows finds
//! the one actor; suppressions last, so that nothing of them stays.

use super::outcome::{Outcome, State, Value};
use super::roles::{holders, put, take};
use super::{Anchor, Change, Curation, RoleName, Setting, Who, anchor, names};
use crate::document::Document;
use crate::extract::actors::{each_actor, once_each};
use crate::extract::{
    Actor, Because, Extraction, How, Polarity, Recommendation, Role, Strength, Verb, doubts, identity,
};
use crate::iri::{ActorId, CorrectionId, RecommendationId, RuleId};
use crate::language::lemma::lemma;
use crate::language::tagger::Tag;
use crate::ontology::Lexicon;
use crate::text::{ByteSpan, CharSpan};

/// The rule that stands for a person.
pub const RULE: &str = "curation";

impl Curation {
    /// Corrects a document's extraction, and tells what came of each correction that concerns it.
    pub fn apply(&self, document: &Document, extraction: &mut Extraction, lexicon: &Lexicon) -> Vec<Outcome> {
        if self.is_empty() {
            return Vec::new();
        }
        let mut corrector = Corrector { document, extraction, lexicon, confirmed: Vec::new() };
        let mut outcomes = Vec::new();
        let is_merge = |change: &Change| matches!(change, Change::Merge { .. });
        let (merges, others): (Vec<_>, Vec<_>) =
            self.corrections.iter().partition(|correction| is_merge(&correction.change));
        for correction in merges.iter().chain(&others) {
            if let Some(came) = corrector.correct(&correction.change, &correction.id) {
                outcomes.push(came.outcome(&correction.id));
            }
        }
        for correction in merges {
            corrector.correct(&correction.change, &correction.id);
        }
        self.suppressed().for_each(|name| corrector.suppress(name));
        let confirmed = corrector.confirmed;
        doubts::mark(document, extraction, lexicon);
        for found in extraction.recommendations.iter_mut().filter(|found| confirmed.contains(&found.id)) {
            found.doubts.clear();
        }
        outcomes
    }
}

/// What came of one correction.
struct Came {
    state: State,
    at: Option<CharSpan>,
    corrects: Option<String>,
    former: Vec<Value>,
    new: Vec<Value>,
    names: Vec<(ActorId, String)>,
}

impl Came {
    fn state(state: State) -> Self {
        Self { state, at: None, corrects: None, former: Vec::new(), new: Vec::new(), names: Vec::new() }
    }

    fn lost(why: impl Into<String>) -> Self {
        Self::state(State::Lost(why.into()))
    }

    fn outcome(self, correction: &CorrectionId) -> Outcome {
        let Self { state, at, corrects, former, new, names } = self;
        Outcome { correction: correction.clone(), state, at, corrects, former, new, names }
    }
}

/// A recommendation that a quote leads to.
struct Target {
    /// Its index.
    index: usize,
    place: ByteSpan,
}

struct Corrector<'a> {
    document: &'a Document,
    extraction: &'a mut Extraction,
    lexicon: &'a Lexicon,
    confirmed: Vec<RecommendationId>,
}

impl Corrector<'_> {
    /// Applies a change; none where it does not concern the document.
    fn correct(&mut self, change: &Change, id: &CorrectionId) -> Option<Came> {
        if change.document().is_some_and(|document| *document != self.document.id) {
            return None;
        }
        match change {
            Change::Merge { from, into } => self.replace(from, into, None, true),
            Change::Split { quote, from, to, .. } => match quote {
                None => Some(self.replace(from, to, None, false).unwrap_or_else(|| Came::lost(self.unnamed(from)))),
                Some(quote) => {
                    let places = anchor::places(self.document, quote);
                    let came = match places.as_slice() {
                        [] => Came::lost(self.gone()),
                        [place] => self
                            .replace(from, to, Some(*place), false)
                            .unwrap_or_else(|| Came::lost(self.unnamed(from))),
                        many => Came::state(State::Ambiguous(many.len())),
                    };
                    Some(came)
                }
            },
            Change::Rename { who, name } => self.rename(who, name),
            Change::Kind { who, kind } => {
                let id = self.who(who);
                let actor = self.extraction.actors.iter_mut().find(|actor| actor.id == id)?;
                let former = std::mem::replace(&mut actor.kind, *kind);
                let value = |kind: crate::extract::Kind| vec![Value::Term(kind.name().to_owned())];
                let state = if former == *kind { State::Needless } else { State::Applied };
                Some(Came { former: value(former), new: value(*kind), ..self.of_document(state) })
            }
            Change::Alias { who, name } => {
                let id = self.who(who);
                let mut mentions = self.extraction.mentions.iter().filter(|mention| mention.actor == id);
                let called = mentions.any(|mention| names::same(&self.document.visible(mention.span), name));
                let new = vec![Value::Text(name.clone())];
                let names = vec![(id, name.clone())];
                called.then(|| Came { new, names, ..self.of_document(State::Applied) })
            }
            // What the collection tells of copies, `copies` overrules.
            Change::Suppress { .. } | Change::Copy { .. } => None,
            Change::Add { anchor, to, strength, polarity } => Some(self.add(anchor, to, *strength, *polarity, id)),
            Change::Reject(anchor)
            | Change::Confirm(anchor)
            | Change::Assign { anchor, .. }
            | Change::Unassign { anchor, .. }
            | Change::Reassign { anchor, .. }
            | Change::Set { anchor, .. } => Some(match self.find(anchor) {
                Err(State::Needless) if !matches!(change, Change::Reject(_)) => {
                    Came::lost("the program finds no recommendation in these words")
                }
                Err(state) => Came::state(state),
                Ok(target) => self.anchored(change, &target, id),
            }),
        }
    }

    fn anchored(&mut self, change: &Change, target: &Target, id: &CorrectionId) -> Came {
        let found = &self.extraction.recommendations[target.index];
        let mut came = Came {
            at: Some(self.document.text.stored_chars(target.place)),
            corrects: Some(format!("{}{}", RecommendationId::PATH, found.id)),
            ..Came::state(State::Applied)
        };
        match change {
            Change::Reject(_) => {
                came.former = vec![
                    Value::Text(self.document.visible(found.span)),
                    Value::Node(format!("{}{}", RuleId::PATH, found.because.rule)),
                ];
                self.reject(target.index);
                return came;
            }
            Change::Confirm(_) => {
                came.former = found.doubts.iter().map(|doubt| Value::Node(format!("doubt/{doubt}"))).collect();
                self.confirmed.push(found.id.clone());
            }
            Change::Assign { role, to, .. } => self.fill(target.index, *role, None, Some(to), false, &mut came),
            Change::Unassign { role, from, .. } => self.fill(target.index, *role, Some(from), None, false, &mut came),
            Change::Reassign { role, from, to, .. } => {
                self.fill(target.index, *role, from.as_ref(), Some(to), from.is_none(), &mut came);
            }
            Change::Set { value, .. } => self.set(target.index, value, &mut came),
            _ => {}
        }
        if came.state == State::Applied {
            self.extraction.recommendations[target.index].corrected.push(id.clone());
        }
        came
    }

    fn of_document(&self, state: State) -> Came {
        Came { corrects: Some(format!("{}{}", crate::iri::DocumentId::PATH, self.document.id)), ..Came::state(state) }
    }

    fn gone(&self) -> String {
        format!("its words no longer stand in {}", self.document.source)
    }

    fn unnamed(&self, who: &Who) -> String {
        let name = match who {
            Who::Id(id) => id.as_str(),
            Who::Name(name) => name,
        };
        format!("{} does not name {name}", self.document.source)
    }

    /// Who is meant in this document.
    fn who(&self, who: &Who) -> ActorId {
        let texts = |id: &ActorId, name: &str| {
            let mut mentions = self.extraction.mentions.iter().filter(|mention| mention.actor == *id);
            mentions.any(|mention| names::same(&self.document.visible(mention.span), name))
        };
        who.within(self.extraction, &texts, self.lexicon)
    }

    /// Who is meant, listed among the document's actors from now on.
    fn listed(&mut self, who: &Who) -> Result<ActorId, State> {
        let id = self.who(who);
        if !self.extraction.actors.iter().any(|actor| actor.id == id) {
            let actor = who.actor(&id, self.lexicon).ok_or_else(|| {
                State::Lost(format!("neither the lexicon nor this document has the id {id}; give the name instead"))
            })?;
            self.extraction.actors.push(actor);
        }
        Ok(id)
    }

    /// The recommendation that an anchor leads to. [`State::Needless`] where its words hold none.
    fn find(&self, anchor: &Anchor) -> Result<Target, State> {
        let places = anchor::places(self.document, &anchor.quote);
        if places.is_empty() {
            return Err(State::Lost(self.gone()));
        }
        let all = &self.extraction.recommendations;
        let fits = |found: &Recommendation| {
            let Some(verb) = &anchor.verb else { return true };
            let word = self.document.text.slice(found.verb.span);
            found.verb.lemma.eq_ignore_ascii_case(verb) || word.eq_ignore_ascii_case(verb)
        };
        let candidates: Vec<(usize, &Recommendation)> =
            all.iter().enumerate().filter(|(_, found)| fits(found)).collect();
        let mut targets: Vec<Target> = Vec::new();
        for place in places {
            let indexes = at_place(&candidates, place);
            targets.extend(indexes.into_iter().map(|index| Target { index, place }));
        }
        let several = targets.len();
        match (targets.pop(), several) {
            (None, _) => Err(State::Needless),
            (Some(target), 1) => Ok(target),
            (Some(_), several) => Err(State::Ambiguous(several)),
        }
    }

    /// Takes a recommendation out; what was part of it becomes part of what it was part of.
    fn reject(&mut self, index: usize) {
        let gone = self.extraction.recommendations.remove(index);
        for found in &mut self.extraction.recommendations {
            if found.part_of.as_ref() == Some(&gone.id) {
                found.part_of = gone.part_of.clone();
            }
        }
    }

    /// Takes `from` (or all) out of a role and puts `to` in.
    fn fill(&mut self, index: usize, role: RoleName, from: Option<&Who>, to: Option<&Who>, all: bool, came: &mut Came) {
        let from = from.map(|who| self.who(who));
        let publisher = self.extraction.publisher.as_ref().map(|publisher| publisher.actor.clone());
        let holders = holders(&self.extraction.recommendations[index], role, publisher.as_ref());
        let wanted = to.map(|who| self.who(who));
        let is_held = |id: &ActorId| holders.contains(id);
        let agrees = match (&from, &wanted) {
            (_, Some(to)) if all => holders.as_slice() == [to.clone()],
            (from, Some(to)) => is_held(to) && from.as_ref().is_none_or(|from| !is_held(from)),
            (Some(from), None) => !is_held(from),
            (None, None) => true,
        };
        if agrees {
            came.state = State::Needless;
            return;
        }
        if let (Some(from), Some(_)) = (&from, &wanted)
            && !is_held(from)
        {
            came.state = State::Lost(format!("{from} does not fill this role"));
            return;
        }
        if role == RoleName::Recommender && self.extraction.recommendations[index].recommenders.is_empty() {
            // Its publisher asks, unless somebody else is said to.
            if wanted.is_none() {
                came.state =
                    State::Lost("its publisher asks where nobody else does; reassign it to somebody".to_owned());
                return;
            }
            if let Some(publisher) = self.extraction.publisher.as_ref().filter(|_| !all) {
                let role = Role { actor: publisher.actor.clone(), how: How::Document, span: publisher.span };
                self.extraction.recommendations[index].recommenders.push(role);
            }
        }
        let to = match to.map(|who| self.listed(who)).transpose() {
            Ok(to) => to,
            Err(state) => {
                came.state = state;
                return;
            }
        };
        let named = to.as_ref().and_then(|id| self.named_near(index, id));
        let found = &mut self.extraction.recommendations[index];
        if all || from.is_some() {
            take(found, role, from.as_ref());
        }
        if let Some(actor) = to {
            put(found, role, Role { actor, how: How::Curation, span: named });
        }
        let node = |id: &ActorId| Value::Node(format!("{}{id}", ActorId::PATH));
        came.former = match (&from, all) {
            (Some(from), _) => vec![node(from)],
            (None, true) => holders.iter().map(node).collect(),
            (None, false) => Vec::new(),
        };
        came.new = wanted.iter().map(node).collect();
    }

    /// Where an actor is named in the sentence of a recommendation.
    fn named_near(&self, index: usize, id: &ActorId) -> Option<ByteSpan> {
        let sentence = self.extraction.recommendations[index].sentence;
        let mut mentions = self.extraction.mentions.iter().filter(|mention| sentence.contains(mention.span));
        mentions.find(|mention| mention.actor == *id).map(|mention| mention.span)
    }

    fn set(&mut self, index: usize, value: &Setting, came: &mut Came) {
        let found = &mut self.extraction.recommendations[index];
        let term = |name: &str| vec![Value::Term(name.to_owned())];
        match value {
            Setting::Polarity(value) => {
                came.former = term(std::mem::replace(&mut found.polarity, *value).name());
                came.new = term(value.name());
            }
            Setting::Strength(value) => {
                came.former = term(std::mem::replace(&mut found.strength, *value).name());
                came.new = term(value.name());
            }
            Setting::Action(value) => {
                let node = |id: &crate::iri::ActionId| Value::Node(format!("{}{id}", crate::iri::ActionId::PATH));
                came.former = std::mem::replace(&mut found.action, value.clone()).iter().map(node).collect();
                came.new = value.iter().map(node).collect();
            }
            Setting::Topics(value) => {
                let node = |id: &crate::iri::TopicId| Value::Node(format!("{}{id}", crate::iri::TopicId::PATH));
                came.former = std::mem::replace(&mut found.topics, value.clone()).iter().map(node).collect();
                came.new = value.iter().map(node).collect();
            }
        }
        if came.former == came.new {
            came.state = State::Needless;
        }
    }

    fn add(&mut self, anchor: &Anchor, to: &[Who], strength: Strength, polarity: Polarity, id: &CorrectionId) -> Came {
        let place = match anchor::places(self.document, &anchor.quote).as_slice() {
            [] => return Came::lost(self.gone()),
            [place] => *place,
            many => return Came::state(State::Ambiguous(many.len())),
        };
        let wanted = anchor.verb.as_deref().unwrap_or_default();
        let tokens = &self.document.tokens;
        let first = tokens.partition_point(|token| token.span.start < place.start);
        let is_verb = |&token: &usize| {
            let word = self.document.token_text(token).to_lowercase();
            word == wanted.to_lowercase()
                || [Tag::Base, Tag::Gerund, Tag::PastParticiple].iter().any(|tag| lemma(&word, *tag) == wanted)
        };
        let Some(head) = (first..tokens.len()).take_while(|&token| tokens[token].span.end <= place.end).find(is_verb)
        else {
            return Came::lost(format!("the verb {wanted:?} does not stand in the quote"));
        };
        let span = tokens[head].span;
        let mut came = Came { at: Some(self.document.text.stored_chars(place)), ..Came::state(State::Applied) };
        if let Some(there) = self.extraction.recommendations.iter().find(|found| found.verb.span == span) {
            came.corrects = Some(format!("{}{}", RecommendationId::PATH, there.id));
            came.state = State::Needless;
            return came;
        }
        let Some(sentence) = self.document.sentences.iter().position(|sentence| sentence.tokens.contains(&head)) else {
            return Came::lost("its words stand in no sentence");
        };
        // Where the program took it for a call of somebody else's, it is the publisher's own from now on.
        self.extraction.reported_calls.retain(|call| call.verb.span != span);
        let taken = |id: &RecommendationId| self.extraction.recommendations.iter().any(|found| found.id == *id);
        let Some(own) = (1..=999).map(|nth| identity::at(self.document, sentence, nth, head)).find(|id| !taken(id))
        else {
            return Came::lost("too many recommendations stand in sentences like this");
        };
        let word = self.document.token_text(head).to_lowercase();
        let base = [Tag::Base, Tag::Gerund, Tag::PastParticiple].iter().map(|tag| lemma(&word, *tag));
        let base = base.min_by_key(String::len).unwrap_or_default();
        let topics = self.extraction.topics.iter();
        let topics = topics.filter(|topic| topic.spans.iter().any(|keyword| place.contains(*keyword)));
        let found = Recommendation {
            id: own.clone(),
            span: place,
            sentence: self.document.sentences[sentence].span,
            action: self.lexicon.actions.get(&base).cloned(),
            verb: Verb { lemma: base, span },
            content: None,
            polarity,
            strength,
            recommenders: Vec::new(),
            spokesperson: None,
            addressees: Vec::new(),
            counterparts: Vec::new(),
            sought_from: Vec::new(),
            beneficiaries: Vec::new(),
            invokes: Vec::new(),
            places: Vec::new(),
            part_of: None,
            topics: topics.map(|topic| topic.topic.clone()).collect(),
            condition: None,
            consequence: None,
            monitoring: None,
            deadline: None,
            because: Because { rule: RuleId::new(RULE), cue: None },
            doubts: Vec::new(),
            corrected: vec![id.clone()],
        };
        let index = self.extraction.recommendations.partition_point(|other| other.verb.span.start < span.start);
        self.extraction.recommendations.insert(index, found);
        for who in to {
            match self.listed(who) {
                Ok(actor) => {
                    let span = self.named_near(index, &actor);
                    came.new.push(Value::Node(format!("{}{actor}", ActorId::PATH)));
                    let role = Role { actor, how: How::Curation, span };
                    self.extraction.recommendations[index].addressees.push(role);
                }
                Err(state) => {
                    self.extraction.recommendations.remove(index);
                    return Came::state(state);
                }
            }
        }
        came.corrects = Some(format!("{}{own}", RecommendationId::PATH));
        came
    }

    fn rename(&mut self, who: &Who, name: &str) -> Option<Came> {
        let id = self.who(who);
        let actor = self.extraction.actors.iter_mut().find(|actor| actor.id == id)?;
        let former = std::mem::replace(&mut actor.name, name.to_owned());
        if let Some(publisher) = self.extraction.publisher.as_mut().filter(|publisher| publisher.actor == id) {
            publisher.name = name.to_owned();
        }
        let state = if former == name { State::Needless } else { State::Applied };
        let names = vec![(id, former.clone())];
        let (former, new) = (vec![Value::Text(former)], vec![Value::Text(name.to_owned())]);
        Some(Came { former, new, names, ..self.of_document(state) })
    }

    /// Puts one actor in the place of another, everywhere or in a range only; none where the document does not name it. Who is
    /// merged leaves its name to the other.
    fn replace(&mut self, from: &Who, to: &Who, within: Option<ByteSpan>, is_merge: bool) -> Option<Came> {
        let former = self.who(from);
        let here = |span: Option<ByteSpan>| within.is_none_or(|range| span.is_some_and(|span| range.contains(span)));
        let same = self.extraction.actors.iter().find(|actor| actor.id == former)?.clone();
        let wanted = self.who(to);
        if wanted == former {
            return Some(self.of_document(State::Needless));
        }
        if let (Some(name), None, false) =
            (to.name(), self.lexicon.actor(&wanted), self.extraction.actors.iter().any(|actor| actor.id == wanted))
        {
            // Nobody knows it but by this name: of the same kind then.
            let (id, name) = (wanted.clone(), name.to_owned());
            self.extraction.actors.push(Actor { id, name, known: false, ..same.clone() });
        }
        let new = match self.listed(to) {
            Ok(new) => new,
            Err(state) => return Some(Came::state(state)),
        };
        let mut touched = false;
        each_actor(self.extraction, &mut |actor, span| {
            if *actor == former && here(span) {
                *actor = new.clone();
                touched = true;
            }
        });
        if within.is_none() {
            self.extraction.actors.retain(|actor| actor.id != former);
            if let Some(publisher) = self.extraction.publisher.as_mut().filter(|publisher| publisher.actor == new)
                && let Some(actor) = self.extraction.actors.iter().find(|actor| actor.id == new)
            {
                publisher.name = actor.name.clone();
            }
        } else {
            let mut is_left = false;
            each_actor(self.extraction, &mut |actor, _| is_left |= *actor == former);
            if !is_left {
                self.extraction.actors.retain(|actor| actor.id != former);
            }
        }
        for found in self.extraction.recommendations.iter_mut().chain(&mut self.extraction.reported_calls) {
            once_each(found);
        }
        if !touched && within.is_some() {
            return None;
        }
        let node = |id: &ActorId| vec![Value::Node(format!("{}{id}", ActorId::PATH))];
        let same_name = same.name;
        let names = if within.is_none() && is_merge { vec![(new.clone(), same_name.clone())] } else { Vec::new() };
        // Of an actor that only its text names, nothing but the name is left.
        let left = match self.lexicon.actor(&former) {
            Some(_) => node(&former),
            None => vec![Value::Text(same_name)],
        };
        Some(Came { former: left, new: node(&new), names, ..self.of_document(State::Applied) })
    }

    /// Takes a person out of everything that becomes a node; the words stay in the text.
    fn suppress(&mut self, name: &str) {
        let extraction = &mut *self.extraction;
        // "City Council (named by …)" tells the name too.
        for actor in &mut extraction.actors {
            if let Some(called) =
                actor.called.as_ref().filter(|_| actor.name.to_lowercase().contains(&name.to_lowercase()))
            {
                actor.name.clone_from(called);
            }
        }
        let called: Vec<ActorId> = extraction
            .mentions
            .iter()
            .filter(|mention| names::same(&self.document.visible(mention.span), name))
            .map(|mention| mention.actor.clone())
            .collect();
        let is_gone = |actor: &Actor| names::same(&actor.name, name) || called.contains(&actor.id);
        let gone: Vec<ActorId> =
            extraction.actors.iter().filter(|actor| is_gone(actor)).map(|a| a.id.clone()).collect();
        if gone.is_empty() {
            return;
        }
        let stays = |role: &Role| !gone.contains(&role.actor);
        extraction.withheld.extend(extraction.mentions.iter().filter(|m| gone.contains(&m.actor)).map(|m| m.span));
        extraction.mentions.retain(|mention| !gone.contains(&mention.actor));
        extraction.actors.retain(|actor| !gone.contains(&actor.id));
        for actor in &mut extraction.actors {
            actor.members.retain(|(member, _)| !gone.contains(member));
            actor.acts_for = actor.acts_for.take().filter(|whole| !gone.contains(whole));
        }
        extraction.publisher = extraction.publisher.take().filter(|publisher| !gone.contains(&publisher.actor));
        for citation in &mut extraction.citations {
            citation.publisher = citation.publisher.take().filter(stays);
        }
        for found in extraction.recommendations.iter_mut().chain(&mut extraction.reported_calls) {
            found.spokesperson = found.spokesperson.take().filter(stays);
            found.counterparts.retain(|counterpart| stays(&counterpart.role));
            for roles in found.roles_mut() {
                roles.retain(stays);
            }
        }
    }
}

/// The recommendations that a place leads to, as indexes: one where it is told apart.
fn at_place(candidates: &[(usize, &Recommendation)], place: ByteSpan) -> Vec<usize> {
    if let Some((index, _)) = candidates.iter().find(|(_, found)| found.span == place) {
        return vec![*index];
    }
    // Those whose verb is quoted; what only spells another of them out gives way to it.
    let quoted: Vec<_> = candidates.iter().filter(|(_, found)| place.contains(found.verb.span)).collect();
    let is_part = |found: &Recommendation| {
        let mut whole = found.part_of.as_ref();
        let mut steps = 0;
        while let Some(id) = whole.filter(|_| steps < candidates.len()) {
            if quoted.iter().any(|(_, other)| other.id == *id) {
                return true;
            }
            whole = candidates.iter().find(|(_, other)| other.id == *id).and_then(|(_, other)| other.part_of.as_ref());
            steps += 1;
        }
        false
    };
    let wholes: Vec<usize> = quoted.iter().filter(|(_, found)| !is_part(found)).map(|(index, _)| *index).collect();
    if !wholes.is_empty() {
        return wholes;
    }
    // A few words of a clause: the shortest clause that holds them.
    let around = candidates.iter().filter(|(_, found)| found.span.contains(place));
    around.min_by_key(|(_, found)| found.span.len()).map(|(index, _)| *index).into_iter().collect()
}
