//! The extractor: what a document says, as values with positions and with the rule and lexicon entry behind each.

pub mod lemma;
pub mod tagger;

use crate::diagnostic::Diagnostic;
use crate::iri::{ActionId, ActorId, CueId, RecommendationId, RuleId, TopicId};
use crate::text::ByteSpan;

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
    /// Titles of other documents that this one cites.
    pub citations: Vec<Citation>,
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
    /// The state that a government acts for, or the body that an office belongs to.
    pub acts_for: Option<ActorId>,
    /// Members that the text itself names, each with the place that names it.
    pub members: Vec<(ActorId, ByteSpan)>,
    /// Whether the lexicon has it.
    pub known: bool,
}

/// What an actor, place or instrument is, by form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    State,
    Government,
    GovernmentBody,
    IntergovernmentalOrganization,
    Organization,
    Party,
    Grouping,
    Person,
    Population,
    Generic,
    Place,
    Instrument,
    Event,
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
    /// Who asks, where the text says it otherwise than by its publisher (a quoted spokesperson, a co-signatory).
    pub recommender: Option<Role>,
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
    /// An index into [`Extraction::dates`].
    pub deadline: Option<usize>,
    pub because: Because,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Polarity {
    Positive,
    Negative,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    May,
    Should,
    Must,
}

/// Who fills a role, how that is known, and where it stands.
#[derive(Clone, Debug)]
pub struct Role {
    pub actor: ActorId,
    pub how: How,
    /// The name, pronoun, heading or introduction that says it; none where only the document's frame does.
    pub span: Option<ByteSpan>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    Explicit,
    Coreference,
    Heading,
    List,
    Recipient,
    Document,
}

#[derive(Clone, Debug)]
pub struct Counterpart {
    pub role: Role,
    pub relation: Relation,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    With,
    Through,
    To,
    Against,
    About,
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
