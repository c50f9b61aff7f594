//! The closed lists of the model, as the ontology names them.

use oxigraph::model::NamedNodeRef;

/// The namespace of demarche's own terms.
pub const NS: &str = "https://w3id.org/demarche/ns#";

macro_rules! terms {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $local:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The local name in demarche's namespace, which is also the word of the extraction record.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $local,)* }
            }

            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($local => Some(Self::$variant),)* _ => None }
            }

            /// The value that an IRI of demarche's namespace names.
            pub fn from_iri(iri: NamedNodeRef<'_>) -> Option<Self> {
                Self::from_name(iri.as_str().strip_prefix(NS)?)
            }
        }
    )*};
}

terms! {
    /// What an actor, place or instrument is, by form (DESIGN §3).
    Kind {
        State = "State",
        Government = "Government",
        GovernmentBody = "GovernmentBody",
        IntergovernmentalOrganization = "IntergovernmentalOrganization",
        Organization = "Organization",
        Party = "Party",
        Grouping = "Grouping",
        Person = "Person",
        Population = "Population",
        Generic = "Generic",
        Place = "Place",
        Instrument = "Instrument",
        Event = "Event",
    }
    /// The direction asked for: whether the one who is asked is to do, or to stop and refrain.
    Polarity { Positive = "positive", Negative = "negative", }
    /// How strongly it is asked; the order is from weak to strong.
    Strength { May = "may", Should = "should", Must = "must", }
    /// How it is known who fills a role.
    How {
        /// Named in the clause.
        Explicit = "explicit",
        /// By a pronoun or short form whose antecedent is named.
        Coreference = "coreference",
        /// By a reading that is concluded: a metonym ("Ottawa" for Canada), a place for its authorities, an acronym that another
        /// document explains.
        Inferred = "inferred",
        /// By the heading above.
        Heading = "heading",
        /// By the sentence that introduces the list.
        List = "list",
        /// The letter's recipient.
        Recipient = "recipient",
        /// By the document's frame ("recommendations for the ministry").
        Document = "document",
        /// A person says so, in a curation file.
        Curation = "curation",
    }
    /// How a counterpart stands to the act.
    Relation { With = "with", Through = "through", To = "to", Against = "against", About = "about", }
    /// What a cue does (the subclasses of `dem:Cue`).
    CueKind {
        Modal = "ModalCue",
        SpeechAct = "SpeechActCue",
        Evaluation = "EvaluationCue",
        Announcement = "AnnouncementCue",
        Report = "ReportCue",
        SelfReference = "SelfCue",
        Cessation = "CessationCue",
        LightVerb = "LightVerbCue",
        Monitoring = "MonitoringCue",
    }
    /// Where the roles stand around a cue.
    Frame {
        SubjectVerb = "SubjectVerb",
        ObjectInfinitive = "ObjectInfinitive",
        ThatClause = "ThatClause",
        ForInfinitive = "ForInfinitive",
        GerundObject = "GerundObject",
        BareInfinitive = "BareInfinitive",
        NounPhrase = "NounPhrase",
    }
    /// The setting without which a cue does not fire.
    Setting {
        UnderAnnouncement = "UnderAnnouncement",
        AgentSubject = "AgentSubject",
        PossessiveNoun = "PossessiveNoun",
        Stressed = "Stressed",
        NamedObject = "NamedObject",
        Checked = "Checked",
    }
    /// What a word does in a name.
    NameRole {
        Head = "NameHead",
        Title = "PersonTitle",
        PersonRole = "PersonRole",
        Office = "PublicOffice",
        Government = "GovernmentNoun",
        Force = "ForceNoun",
        Agent = "AgentNoun",
        Collective = "CollectiveNoun",
        Text = "TextNoun",
        Speaker = "SpeakerNoun",
        Action = "ActionNoun",
        Stress = "StressVerb",
        Recall = "RecallVerb",
        Decision = "DecisionVerb",
        Elaboration = "ElaborationVerb",
        Pointer = "Pointer",
        Given = "GivenName",
        Organization = "OrganizationNoun",
        Possessed = "PossessedNoun",
        Document = "DocumentNoun",
        Spoken = "SpokenNoun",
        Organ = "StateOrgan",
        Common = "CommonWord",
        National = "NationalWord",
        Counted = "CountedNoun",
        Numbered = "NumberedNoun",
        NotAName = "NotAName",
        Press = "PressName",
        Author = "AuthorNoun",
        Led = "LedNoun",
        Officer = "OfficerNoun",
        Signature = "SignatureWord",
        Renewal = "RenewalVerb",
        Copula = "CopularVerb",
        Own = "OwnNoun",
        Joint = "JointWord",
        Time = "TimeNoun",
        Period = "PeriodWord",
        Issue = "IssueNoun",
        Sanction = "SanctionWord",
        Governed = "GovernedPlace",
        Frequency = "FrequencyWord",
        Progress = "ProgressNoun",
    }
}

impl Kind {
    /// Whether it can act: places, instruments, events and topics cannot.
    pub fn is_actor(self) -> bool {
        !matches!(self, Self::Place | Self::Instrument | Self::Event)
    }

    /// Whether it can be asked and speak for itself: all actors but populations.
    pub fn is_agent(self) -> bool {
        self.is_actor() && self != Self::Population
    }
}
