//! Who asks: the signatories of a joint text, the officer who says it for the publisher, the speaker of a reported call.

use super::clauses::{Clauses, Voice};
use super::names::{Named, Names};
use super::reader::Reader;
use super::roles::Roles;
use super::{Actor, How, Kind, Publisher, Role};
use crate::document::BlockKind;
use crate::iri::ActorId;
use crate::ontology::model::NameRole;
use std::ops::Range;

/// How many blocks at the head of a text may name those who issue it together.
const HEAD: usize = 6;

/// Who asks in one clause.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spoken {
    /// Whether the document only reports it of somebody else.
    pub reported: bool,
    /// Whether nobody asks it at all.
    pub silent: bool,
    pub recommenders: Vec<Role>,
    pub spokesperson: Option<Role>,
}

/// Those who issue a text together; empty where it has one publisher or none.
#[derive(Clone, Debug, Default)]
pub(crate) struct Signatories {
    /// Indexes of actors, in the order of the text.
    pub actors: Vec<usize>,
    roles: Vec<Role>,
}

/// The actors for whom the document speaks, those who sign it too.
pub(crate) fn with(mut selves: Vec<usize>, signatories: &Signatories) -> Vec<usize> {
    for &actor in &signatories.actors {
        if !selves.contains(&actor) {
            selves.push(actor);
        }
    }
    selves
}

/// Finds who signs a joint text: in its head ("Joint appeal of A and B"), behind "We, A, B and C,", in a list of signatories.
pub(crate) fn signatories(reader: &Reader<'_>, names: &Names, publisher: Option<&Publisher>) -> Signatories {
    let mut found = Signatories::default();
    if reader.rule("signatories").is_none() {
        return found;
    }
    let mut signing: Vec<&Named> = Vec::new();
    let mut announced = false;
    for (number, block) in reader.document.blocks.iter().enumerate() {
        for sentence in &reader.document.sentences[block.sentences.clone()] {
            let tokens = sentence.tokens.clone();
            let joint = tokens.clone().take(24).find(|&at| reader.lexicon.is(NameRole::Joint, reader.lower(at)));
            if reader.lower(tokens.start) == "we" && tokens.len() > 2 && reader.text(tokens.start + 1) == "," {
                signing.extend(coordinated(reader, names, tokens.start + 2..tokens.end));
            }
            if let (Some(joint), true) = (joint, number < HEAD) {
                let by = (joint + 1..tokens.end.min(joint + 9))
                    .find(|&at| matches!(reader.lower(at), "of" | "by" | "from" | "between"));
                let issued = by.map(|by| coordinated(reader, names, by + 1..tokens.end)).unwrap_or_default();
                let subject = coordinated(reader, names, tokens.start..joint);
                signing.extend([issued, subject].into_iter().find(|list| list.len() > 1).unwrap_or_default());
            }
        }
        let tokens = tokens_of(reader, number);
        let signature =
            |at: usize| reader.lexicon.name_word(NameRole::Signature, reader.lowers(at..tokens.end)).is_some();
        let line = tokens.len() <= 12 && tokens.clone().last().is_some_and(|last| reader.text(last) != ".");
        if line && tokens.clone().any(signature)
            || tokens.clone().last().is_some_and(|last| reader.text(last) == ":") && tokens.clone().any(signature)
        {
            announced = true;
        } else if matches!(block.kind, BlockKind::Heading { .. }) && mentions_alone(reader, names, &tokens).is_empty() {
            announced = false;
        } else if announced {
            signing.extend(mentions_alone(reader, names, &tokens));
        }
    }
    for mention in signing {
        if speaks(names.actor(mention).kind) && !found.actors.contains(&mention.actor) {
            found.actors.push(mention.actor);
            let span = Some(reader.span_of(&mention.tokens));
            found.roles.push(Role { actor: names.actor(mention).id.clone(), how: How::Document, span });
        }
    }
    let publisher = publisher.filter(|publisher| found.roles.iter().all(|role| role.actor != publisher.actor));
    if let (Some(publisher), false) = (publisher, found.roles.is_empty()) {
        let own = Role { actor: publisher.actor.clone(), how: How::Document, span: publisher.span };
        found.roles.insert(0, own);
    }
    found
}

fn tokens_of(reader: &Reader<'_>, block: usize) -> Range<usize> {
    let sentences = &reader.document.sentences[reader.document.blocks[block].sentences.clone()];
    match (sentences.first(), sentences.last()) {
        (Some(first), Some(last)) => first.tokens.start..last.tokens.end,
        _ => 0..0,
    }
}

/// The names at the head of some tokens, with nothing but commas, "and", articles and brackets between them.
fn coordinated<'n>(reader: &Reader<'_>, names: &'n Names, tokens: Range<usize>) -> Vec<&'n Named> {
    let mut found = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        if let Some(mention) = names.at(at) {
            found.push(mention);
            at = mention.tokens.end.max(at + 1);
        } else if matches!(reader.lower(at), "," | "and" | "the" | "(" | ")" | "&" | "both" | "today") {
            at += 1;
        } else {
            break;
        }
    }
    found
}

/// The names in a block that holds little else: a signature.
fn mentions_alone<'n>(reader: &Reader<'_>, names: &'n Names, tokens: &Range<usize>) -> Vec<&'n Named> {
    let found: Vec<&Named> = names.within(tokens.clone()).collect();
    let words = tokens.clone().filter(|&token| reader.is_word(token)).count();
    let named = tokens.clone().filter(|&token| reader.is_word(token) && names.at(token).is_some()).count();
    if named * 2 > words { found } else { Vec::new() }
}

fn speaks(kind: Kind) -> bool {
    kind.is_agent() && !matches!(kind, Kind::Person | Kind::Generic)
}

/// Who asks in each clause. A reported call is addressed to nobody by the document's frame: such addressees are taken out of
/// `roles`. Speakers in general terms are added to `generics`.
pub(crate) fn fill(
    reader: &Reader<'_>,
    names: &Names,
    clauses: &Clauses<'_, '_>,
    publisher: Option<&Publisher>,
    signatories: &Signatories,
    roles: &mut [Roles],
    generics: &mut Vec<Actor>,
) -> Vec<Spoken> {
    let speaker = Speaker { reader, names, publisher };
    let mut spoken = Vec::with_capacity(roles.len());
    for (index, roles) in roles.iter_mut().enumerate() {
        spoken.push(match clauses.voices.get(&index) {
            Some(Voice::Reported(tokens)) => {
                let (recommenders, generic) = speaker.of(tokens);
                if let Some(generic) = generic.filter(|new| generics.iter().all(|actor| actor.id != new.id)) {
                    generics.push(generic);
                }
                roles.addressees.retain(|role| {
                    !matches!(role.how, How::Recipient | How::Document | How::Heading)
                        && recommenders.iter().all(|speaker| speaker.actor != role.actor)
                });
                Spoken { reported: true, recommenders, ..Spoken::default() }
            }
            Some(Voice::Spoken(tokens)) => {
                let spokesperson = speaker.person(tokens);
                Spoken { recommenders: signatories.roles.clone(), spokesperson, ..Spoken::default() }
            }
            Some(Voice::Nobody) => Spoken { silent: true, ..Spoken::default() },
            Some(Voice::Own) | None => Spoken { recommenders: signatories.roles.clone(), ..Spoken::default() },
        });
    }
    spoken
}

struct Speaker<'a, 'r> {
    reader: &'a Reader<'r>,
    names: &'a Names,
    publisher: Option<&'a Publisher>,
}

impl Speaker<'_, '_> {
    fn role(&self, mention: &Named, how: How) -> Role {
        Role { actor: self.names.actor(mention).id.clone(), how, span: Some(self.reader.span_of(&mention.tokens)) }
    }

    /// The person whom some words name, or mean by a pronoun.
    fn person(&self, tokens: &Range<usize>) -> Option<Role> {
        let is_person = |mention: &&Named| self.names.actor(mention).kind == Kind::Person;
        if let Some(mention) = self.names.within(tokens.clone()).find(is_person) {
            return Some(self.role(mention, How::Explicit));
        }
        let pronoun = tokens.clone().find(|&token| matches!(self.reader.lower(token), "he" | "she"))?;
        let before = self.names.mentions.partition_point(|mention| mention.tokens.end <= pronoun);
        let mention = self.names.mentions[..before].iter().rev().find(is_person)?;
        Some(Role { span: Some(self.reader.span(pronoun)), ..self.role(mention, How::Coreference) })
    }

    /// Who speaks by some words: persons before organizations ("the union's head, *Lena Voss*"), a pronoun, or somebody in
    /// general terms, who is then given as an actor too.
    fn of(&self, tokens: &Range<usize>) -> (Vec<Role>, Option<Actor>) {
        // "The mayor, *Ilse Tarrant*, said"
        let apposed = (tokens.end + 1 < self.reader.len() && self.reader.text(tokens.end) == ",")
            .then(|| self.names.at(tokens.end + 1))
            .flatten()
            .filter(|mention| self.names.actor(mention).kind == Kind::Person);
        if let Some(mention) = apposed {
            return (vec![self.role(mention, How::Explicit)], None);
        }
        let all: Vec<&Named> =
            self.names.within(tokens.clone()).filter(|mention| self.names.actor(mention).kind.is_actor()).collect();
        let person = all.iter().position(|mention| self.names.actor(mention).kind == Kind::Person);
        let direct = all.iter().position(|mention| !self.is_owner(mention) && !self.is_part(mention, tokens));
        if let Some(first) = person.or(direct).or_else(|| (!all.is_empty()).then_some(0)) {
            let mut found = vec![self.role(all[first], How::Explicit)];
            for pair in all[first..].windows(2) {
                let between = pair[0].tokens.end..pair[1].tokens.start;
                if !between.clone().any(|at| self.reader.lower(at) == "and" || self.reader.text(at) == ",")
                    || between.len() > 2
                    || !between.clone().all(|at| matches!(self.reader.lower(at), "and" | "," | "the"))
                    || person.is_some() && self.names.actor(pair[1]).kind != Kind::Person
                {
                    break;
                }
                found.push(self.role(pair[1], How::Explicit));
            }
            return (found, None);
        }
        if let Some(role) = self.person(tokens) {
            return (vec![role], None);
        }
        // an earlier call of the publisher's own
        let we = tokens.clone().find(|&token| matches!(self.reader.lower(token), "we" | "i"));
        if let (Some(we), Some(publisher)) = (we, self.publisher) {
            let span = Some(self.reader.span(we));
            return (vec![Role { actor: publisher.actor.clone(), how: How::Coreference, span }], None);
        }
        match self.generic(tokens) {
            Some((role, actor)) => (vec![role], Some(actor)),
            None => (Vec::new(), None),
        }
    }

    /// "*the union*'s head"
    fn is_owner(&self, mention: &Named) -> bool {
        mention.tokens.end < self.reader.len()
            && matches!(self.reader.lower(mention.tokens.end), "'s" | "’s" | "'" | "’")
    }

    /// "residents of *Kornau*"
    fn is_part(&self, mention: &Named, tokens: &Range<usize>) -> bool {
        (tokens.start..mention.tokens.start)
            .rev()
            .take(3)
            .any(|at| matches!(self.reader.lower(at), "of" | "for" | "at" | "in" | "from" | "with"))
    }

    fn generic(&self, tokens: &Range<usize>) -> Option<(Role, Actor)> {
        let reader = self.reader;
        let is_agent = |role, token: usize| reader.lexicon.is(role, reader.lower(token));
        let noun = tokens.clone().take(8).find(|&token| {
            is_agent(NameRole::Agent, token)
                || is_agent(NameRole::PersonRole, token)
                || is_agent(NameRole::Author, token)
        })?;
        let noun = (noun + 1..tokens.end).take_while(|&next| is_agent(NameRole::Agent, next)).last().unwrap_or(noun);
        let mut start = noun;
        let begins = |token| {
            matches!(
                reader.lower(token),
                "the" | "a" | "an" | "its" | "their" | "our" | "one" | "some" | "many" | "all"
            )
        };
        while start > tokens.start && reader.is_word(start - 1) && !begins(start) {
            start -= 1;
        }
        let tokens = start..noun + 1;
        let name = reader.words(&tokens);
        let id = ActorId::unknown(&name);
        let actor = Actor {
            id: id.clone(),
            name,
            kind: Kind::Generic,
            acts_for: None,
            called: None,
            members: Vec::new(),
            known: false,
        };
        Some((Role { actor: id, how: How::Explicit, span: Some(reader.span_of(&tokens)) }, actor))
    }
}
