//! The extractor: what a document says, as values with positions and with the rule and lexicon entry behind each.

pub(crate) mod actors;
mod assemble;
mod circumstances;
mod clauses;
mod dates;
pub(crate) mod doubts;
pub(crate) mod identity;
pub mod ig;
mod metadata;
mod monitoring;
mod names;
mod periods;
mod reader;
pub mod record;
mod roles;
mod speakers;
mod topics;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::iri::{ActionId, ActorId, CorrectionId, CueId, DocumentId, DoubtId, RecommendationId, RuleId, TopicId};
use crate::ontology::Lexicon;
use crate::text::ByteSpan;

pub use crate::ontology::model::{How, Kind, Polarity, Relation, Strength};

/// Reads what a document says. It never fails: what is doubtful becomes a diagnostic of the extraction.
///
/// The same document and the same lexicon give the same extraction.
pub fn extract(document: &Document, lexicon: &Lexicon) -> Extraction {
    let reader = reader::Reader::new(document, lexicon);
    let issued = metadata::issued(&reader);
    let names = names::Names::find(&reader);
    let title = metadata::title(&reader, &names);
    let publisher = metadata::publisher(&reader, &names);
    let date = issued.as_ref().and_then(|issued| dates::date_of(&issued.value));
    let dates = dates::find(&reader, date);
    let topics = topics::find(&reader);
    let signatories = speakers::signatories(&reader, &names, publisher.as_ref());
    let selves = metadata::selves(&reader, &names, publisher.as_ref().map(|publisher| &publisher.actor));
    let clauses = clauses::find(&reader, &names, speakers::with(selves, &signatories));
    let (mut roles, mut generics) = roles::fill(&reader, &names, &clauses);
    let spoken = speakers::fill(&reader, &names, &clauses, publisher.as_ref(), &signatories, &mut roles, &mut generics);
    let deadlines = circumstances::Deadlines::new(&reader, &dates, date);
    let (recommendations, reported_calls) =
        assemble::recommendations(&reader, &clauses, roles, spoken, &deadlines, &topics);
    let citations = assemble::citations(&reader, &names, title.as_ref());
    let mentions = names.records(&reader);
    let mut actors = names.actors.clone();
    roles::members::add(&reader, &names, &mut actors);
    // "the special commission" of a text that names the Special Commission is that one
    generics.retain(|generic| !names.actors.iter().any(|named| named.id == generic.id));
    actors.extend(generics);
    if let Some(publisher) = &publisher {
        metadata::add_publisher(&mut actors, publisher, lexicon);
    }
    let mut extraction = Extraction {
        title,
        publisher,
        issued,
        actors,
        mentions,
        dates,
        topics,
        recommendations,
        reported_calls,
        citations,
        withheld: Vec::new(),
        copy_of: None,
        diagnostics: Vec::new(),
    };
    names::generic::tell_apart(&reader, &mut extraction);
    names::mark_inferred(&mut extraction);
    doubts::mark(document, &mut extraction, lexicon);
    extraction
}

/// Everything that was found in one document. Positions are bytes of the document's text.
#[derive(Clone, Debug, Default)]
pub struct Extraction {
    pub title: Option<Title>,
    pub publisher: Option<Publisher>,
    pub issued: Option<Issued>,
    /// Everybody and everything that is named, each once, in the order of first mention.
    pub actors: Vec<Actor>,
    pub mentions: Vec<Mention>,
    pub dates: Vec<DateMention>,
    pub topics: Vec<TopicFound>,
    pub recommendations: Vec<Recommendation>,
    /// What the document reports that others ask: made like recommendations, each with its own speaker, never the publisher's.
    pub reported_calls: Vec<Recommendation>,
    /// Titles of other documents that this one cites.
    pub citations: Vec<Citation>,
    /// Where somebody is named who is to stand in no label.
    pub withheld: Vec<ByteSpan>,
    /// The document whose text this one repeats: only a collection tells.
    pub copy_of: Option<DocumentId>,
    pub diagnostics: Vec<Diagnostic>,
}

/// What made a result: the rule, and the lexicon entry where there is one. Switch either off and the result is gone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Because {
    pub rule: RuleId,
    pub cue: Option<CueId>,
}

#[derive(Clone, Debug)]
pub struct Title {
    pub text: String,
    pub span: Option<ByteSpan>,
    pub because: Because,
}

#[derive(Clone, Debug)]
pub struct Publisher {
    pub actor: ActorId,
    pub name: String,
    pub how: PublisherHow,
    pub span: Option<ByteSpan>,
    pub because: Because,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublisherHow {
    /// The sidecar or front matter says so.
    Given,
    /// A masthead, byline or signature.
    Masthead,
    /// The text names its speaker.
    SelfReference,
    /// Another document of the collection cites this one as the publisher's.
    Citation,
}

#[derive(Clone, Debug)]
pub struct Issued {
    /// EDTF, as precise as the text gives it.
    pub value: String,
    pub span: Option<ByteSpan>,
    pub because: Because,
}

/// Somebody or something named, by form (DESIGN §3).
#[derive(Clone, Debug)]
pub struct Actor {
    pub id: ActorId,
    /// Its full usual English name.
    pub name: String,
    pub kind: Kind,
    /// By which its text calls it, where `name` says more to tell it apart.
    pub called: Option<String>,
    /// The state that a government acts for, or the body that an office belongs to.
    pub acts_for: Option<ActorId>,
    /// Members that the text itself names, each with the place that names it.
    pub members: Vec<(ActorId, ByteSpan)>,
    /// Whether the lexicon has it.
    pub known: bool,
}

#[derive(Clone, Debug)]
pub struct Mention {
    pub span: ByteSpan,
    pub actor: ActorId,
    pub because: Because,
}

#[derive(Clone, Debug)]
pub struct DateMention {
    pub span: ByteSpan,
    /// EDTF.
    pub value: String,
    pub because: Because,
}

#[derive(Clone, Debug)]
pub struct TopicFound {
    pub topic: TopicId,
    pub label: String,
    pub spans: Vec<ByteSpan>,
}

#[derive(Clone, Debug)]
pub struct Recommendation {
    pub id: RecommendationId,
    /// The clause, from its addressee or verb to the end of the verb's arguments.
    pub span: ByteSpan,
    /// The whole sentence (or heading, or list item) that it stands in.
    pub sentence: ByteSpan,
    pub verb: Verb,
    /// The act and object where the head is light or an aspect ("look for ways to *reopen the consulate*").
    pub content: Option<Content>,
    pub action: Option<ActionId>,
    pub polarity: Polarity,
    pub strength: Strength,
    /// Who asks, where it is not the publisher alone: the signatories of a joint text, the speaker of a reported call.
    pub recommenders: Vec<Role>,
    /// Who says it for those who ask: a quoted officer of theirs.
    pub spokesperson: Option<Role>,
    pub addressees: Vec<Role>,
    pub counterparts: Vec<Counterpart>,
    /// Whom the addressee is to move ("press *Israel* to revise").
    pub sought_from: Vec<Role>,
    pub beneficiaries: Vec<Role>,
    /// Instruments invoked.
    pub invokes: Vec<Role>,
    pub places: Vec<Role>,
    pub part_of: Option<RecommendationId>,
    pub topics: Vec<TopicId>,
    /// The ranges of "if …", "unless …".
    pub condition: Option<ByteSpan>,
    /// What is to follow where it is not done: "or else …", "otherwise …".
    pub consequence: Option<ByteSpan>,
    /// How it is to be checked that it is done: "under the supervision of …", "reporting each quarter to …".
    pub monitoring: Option<ByteSpan>,
    pub deadline: Option<Deadline>,
    pub because: Because,
    /// Why a person should look at it before relying on it, sorted (see `ontology/doubts.ttl`).
    pub doubts: Vec<DoubtId>,
    /// What people corrected in it.
    pub corrected: Vec<CorrectionId>,
}

impl Recommendation {
    /// All lists of roles but counterparts, whose roles have a relation: recommenders, addressees, those sought from,
    /// beneficiaries, instruments, places.
    pub(crate) fn roles_mut(&mut self) -> [&mut Vec<Role>; 6] {
        [
            &mut self.recommenders,
            &mut self.addressees,
            &mut self.sought_from,
            &mut self.beneficiaries,
            &mut self.invokes,
            &mut self.places,
        ]
    }
}

/// By when something is asked: "by 1 March 2030", "within 90 days".
#[derive(Clone, Debug)]
pub struct Deadline {
    pub span: ByteSpan,
    /// EDTF, where the words give a date of the calendar.
    pub date: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Verb {
    pub lemma: String,
    /// One token.
    pub span: ByteSpan,
}

#[derive(Clone, Debug)]
pub struct Content {
    pub lemma: String,
    pub span: ByteSpan,
}

/// Who fills a role, how that is known, and where it stands.
#[derive(Clone, Debug)]
pub struct Role {
    pub actor: ActorId,
    pub how: How,
    /// The name, pronoun, heading or introduction that says it; none where only the document's frame does.
    pub span: Option<ByteSpan>,
}

#[derive(Clone, Debug)]
pub struct Counterpart {
    pub role: Role,
    pub relation: Relation,
}

/// Another document that this one cites by its title.
#[derive(Clone, Debug)]
pub struct Citation {
    pub title: String,
    pub span: ByteSpan,
    /// Whose document it is said to be ("see CIP's paper …").
    pub publisher: Option<Role>,
    pub because: Because,
}
