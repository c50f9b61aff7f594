//! The terms of every vocabulary that demarche writes or reads, as constants; those of RDF, RDFS and XSD are in
//! [`oxigraph::model::vocab`].
//!
//! ```
//! assert_eq!(demarche::vocab::dem::ADDRESSEE.as_str(), "https://w3id.org/demarche/ns#addressee");
//! ```

use oxigraph::model::NamedNodeRef;

macro_rules! vocabulary {
    ($namespace:literal $($(#[$doc:meta])* $name:ident = $local:literal;)*) => {
        /// What the IRIs of these terms begin with.
        pub const NAMESPACE: &str = $namespace;
        $($(#[$doc])* pub const $name: NamedNodeRef<'static> =
            NamedNodeRef::new_unchecked(concat!($namespace, $local));)*
        /// All of them.
        pub const ALL: &[NamedNodeRef<'static>] = &[$($name),*];
    };
}

/// The properties and individuals of demarche's own vocabulary, `ontology/demarche.ttl`.
pub mod dem {
    use super::NamedNodeRef;

    vocabulary! {
        "https://w3id.org/demarche/ns#"
        /// The stored text of a document.
        TEXT = "text";
        /// SHA-256 in 64 hexadecimal digits, lower case: of a stored text's UTF-8 bytes, or of the bytes
        /// of the file that a document was read from.
        SHA256 = "sha256";
        /// How long a stored text is, in Unicode code points.
        LENGTH = "length";
        /// The path of the file that a document was read from, as the user gave it.
        FILE = "file";
        /// When the document was fetched from its address, as a sidecar or front matter says.
        RETRIEVED = "retrieved";
        /// A date in Extended Date/Time Format (ISO 8601-2): of a `dem:Date`, or a document's date of issue.
        EDTF = "edtf";
        /// The first day that a date, or a document's date of issue, can mean.
        EARLIEST = "earliest";
        /// The last day that a date, or a document's date of issue, can mean.
        LATEST = "latest";
        /// The document that a finding is about.
        FINDING_OF = "findingOf";
        /// Which property of the document a finding gives a value for.
        PROPERTY = "property";
        /// The document that cites.
        CITED_IN = "citedIn";
        /// The document of the collection that is cited.
        CITES = "cites";
        /// The document whose text a document repeats, whole or nearly; what it asks is counted there.
        COPY_OF = "copyOf";
        /// How much two texts resemble each other: the shingles that both have, of all that either has.
        RESEMBLANCE = "resemblance";
        /// The value that a finding gives: a literal or a resource.
        VALUE = "value";
        /// A short form in capitals, matched by case.
        ACRONYM = "acronym";
        /// The adjective or name of the people of a place, as in "Norwegian".
        DEMONYM = "demonym";
        /// A capital, seat or building that texts use as a name for a government or body.
        METONYM = "metonym";
        /// A name that several actors share, which means this one in the context that speaks for it.
        CONTEXT_NAME = "contextName";
        /// Whether the plain name often means something else.
        AMBIGUOUS_NAME = "ambiguousName";
        /// The name by which texts call a person after the first mention.
        FAMILY_NAME = "familyName";
        /// The title of an office that a person holds or held, as texts put it before or beside the name.
        OFFICE = "office";
        /// The state that an organization or office-holder belongs to.
        COUNTRY = "country";
        /// The two-letter code of a state or territory.
        ISO_ALPHA2 = "isoAlpha2";
        /// The three-letter code of a state or territory.
        ISO_ALPHA3 = "isoAlpha3";
        /// The state that a government acts for, or the actor that a body, organ or office belongs to.
        ACTS_FOR = "actsFor";
        /// What a source calls this actor, with that source and its date.
        CLASSIFIED_AS = "classifiedAs";
        /// The class or code that the source gives, in its own words.
        CLASSIFICATION = "classification";
        /// Whose name it is.
        DISPUTED_NAME_OF = "disputedNameOf";
        /// Who uses a disputed name: actors, or a phrase where no list of actors would be fair.
        USED_BY = "usedBy";
        /// A word or phrase that tells a topic without being a name of it.
        KEYWORD = "keyword";
        /// A verb or verb phrase, in its base form, that expresses a kind of action.
        VERB_FORM = "verbForm";
        /// A verb form that tells its kind of action only with an object of its own.
        AMBIGUOUS_FORM = "ambiguousForm";
        /// The event type of the PLOVER ontology, with its mode after a colon where it has one.
        PLOVER_TYPE = "ploverType";
        /// The event code of CAMEO, as a string: leading zeros count.
        CAMEO_CODE = "cameoCode";
        /// The ask that a recommendation speaks to.
        EXPRESSES = "expresses";
        /// The recommendation wants what the ask says.
        SUPPORTS = "supports";
        /// The recommendation wants the contrary of what the ask says.
        OPPOSES = "opposes";
        /// The document that makes or reports a statement.
        STATED_IN = "statedIn";
        /// The head verb of what is asked, in its base form.
        VERB = "verb";
        /// The words of the act and object where the head is light or an aspect, as in "look for ways to
        /// reopen the depot".
        CONTENT = "content";
        /// The base form of the verb of `dem:content`.
        CONTENT_VERB = "contentVerb";
        /// The kind of action that is asked for, in the scheme of actions after PLOVER and CAMEO.
        ACTION = "action";
        /// What a statement is about, in the scheme of topics.
        TOPIC = "topic";
        /// Whether an act is asked for or asked not to be done.
        POLARITY = "polarity";
        /// How strongly it is asked.
        STRENGTH = "strength";
        /// The words that say under which condition it is asked ("if …", "unless …").
        CONDITION = "condition";
        /// The words that say what shall follow if it is not done, or once it is done.
        CONSEQUENCE = "consequence";
        /// The words that say how it is to be checked that it is done.
        MONITORING = "monitoring";
        /// By when it is to be done.
        DEADLINE = "deadline";
        /// The words that give the deadline, with or without a date of the calendar ("within 90 days").
        DEADLINE_EVIDENCE = "deadlineEvidence";
        /// The recommendation that this one spells out.
        PART_OF = "partOf";
        /// The statement in which the role is filled.
        ROLE_OF = "roleOf";
        /// Which role it is: the property by which the recommendation points to the filler.
        ROLE_KIND = "roleKind";
        /// The actor, place or instrument that fills a role.
        FILLER = "filler";
        /// How the filler of a role, or the value of a finding, is known.
        HOW = "how";
        /// How the addressee is to deal with a counterpart.
        RELATION = "relation";
        /// Who asks.
        RECOMMENDER = "recommender";
        /// Who says it for the recommender: a quoted officer of the publisher.
        SPOKESPERSON = "spokesperson";
        /// Who is asked to act.
        ADDRESSEE = "addressee";
        /// Whom the asked act involves; the role's `dem:relation` says how (with, through, to, against, about).
        COUNTERPART = "counterpart";
        /// Whom the addressee is to move to an act of theirs, as in "press the operator to publish".
        SOUGHT_FROM = "soughtFrom";
        /// For whom the act is asked.
        BENEFICIARY = "beneficiary";
        /// The instrument on which the request rests or that is to be applied.
        INVOKES = "invokes";
        /// Where the asked act is to happen or what place it concerns.
        PLACE = "place";
        /// The words that a statement, role or finding rests on: `{text}#char=start,end` (RFC 5147, code
        /// points of the stored text), with a quote selector and a position selector, whose IRIs are
        /// `{document}#quote=start,end` and `{document}#position=start,end`.
        EVIDENCE = "evidence";
        /// The whole sentence, heading or list item that a statement stands in.
        SENTENCE = "sentence";
        /// The rule of the extractor or of the collection stage that made a result.
        MADE_BY_RULE = "madeByRule";
        /// The lexicon entry without which the rule would not have made a result.
        MADE_BY_CUE = "madeByCue";
        /// Why a person should look at a recommendation before relying on it: a concept of the scheme `<doubt/>`.
        DOUBT = "doubt";
        /// What raises a reason for doubt.
        RAISED_BY = "raisedBy";
        /// The correction that a person made to a recommendation.
        CORRECTED_BY = "correctedBy";
        /// What a correction does: `reject`, `add`, `reassign` …
        OPERATION = "operation";
        /// What was corrected.
        CORRECTS = "corrects";
        /// What the program had found, before a correction.
        FORMER_VALUE = "formerValue";
        /// What a correction puts in its place.
        NEW_VALUE = "newValue";
        /// What came of a correction: `applied`, `needless`, `lost`, `ambiguous`, `waiting`.
        OUTCOME = "outcome";
        /// The version of demarche that made a run.
        VERSION = "version";
        /// SHA-256 over the ontology files that a run used.
        ONTOLOGY_SHA256 = "ontologySha256";
        /// The name of the rule set of the extractor that a run used.
        RULE_SET = "ruleSet";
        /// The derived property that the edge stands for.
        EDGE_KIND = "edgeKind";
        /// Where the edge begins.
        EDGE_FROM = "edgeFrom";
        /// Where the edge ends.
        EDGE_TO = "edgeTo";
        /// Derived: the one recommends something to the other.
        URGES = "urges";
        /// Derived: the one asks the other not to do something (polarity negative).
        URGES_TO_STOP = "urgesToStop";
        /// Derived: the one is asked to do something with or through the other.
        ASKED_TO_WORK_WITH = "askedToWorkWith";
        /// Derived: the one is asked to get the other to act.
        ASKED_TO_MOVE = "askedToMove";
        /// An act is asked for.
        POSITIVE = "positive";
        /// An act is asked not to be done, or to end.
        NEGATIVE = "negative";
        /// Demanded.
        MUST = "must";
        /// Recommended.
        SHOULD = "should";
        /// Suggested.
        MAY = "may";
        /// The addressee is to act together with the counterpart.
        WITH = "with";
        /// The addressee is to act by means of the counterpart.
        THROUGH = "through";
        /// The act goes to the counterpart: a gift, message or help.
        TO = "to";
        /// The act is directed against the counterpart.
        AGAINST = "against";
        /// The act concerns the counterpart.
        ABOUT = "about";
        /// Named in the sentence itself.
        EXPLICIT = "explicit";
        /// A pronoun or short form in the sentence means somebody named elsewhere.
        COREFERENCE = "coreference";
        /// A metonym in the sentence is read as the one who is meant.
        INFERRED = "inferred";
        /// The heading above names the actor.
        HEADING = "heading";
        /// The sentence that introduces the list names the actor.
        LIST = "list";
        /// The document is addressed to the actor.
        RECIPIENT = "recipient";
        /// Only the document as a whole tells: its publisher speaks, or it has one addressee throughout.
        DOCUMENT = "document";
        /// A person says so, in a curation file.
        CURATION = "curation";
        /// The collection's documents.csv says so.
        SIDECAR = "sidecar";
        /// The metadata at the head of the file says so.
        FRONT_MATTER = "frontMatter";
        /// The head of a web page says so.
        EMBEDDED = "embedded";
        /// The properties of a PDF or Word file say so.
        PROPERTIES = "properties";
        /// A masthead, byline or signature says so.
        MASTHEAD = "masthead";
        /// The text names its own speaker.
        SELF_REFERENCE = "selfReference";
        /// Another document of the collection cites this one as its publisher's.
        CITATION = "citation";
        /// How many actors an actor is tied to.
        NEIGHBOURS = "neighbours";
        /// The weight of the ties to an actor.
        WEIGHTED_IN = "weightedIn";
        /// The weight of the ties from an actor.
        WEIGHTED_OUT = "weightedOut";
        /// The share of shortest ways over an actor.
        BETWEENNESS = "betweenness";
        /// How near those are that reach an actor.
        CLOSENESS = "closeness";
        /// PageRank by weight.
        PAGE_RANK = "pageRank";
        /// Burt's constraint.
        CONSTRAINT = "constraint";
        /// Which connected part an actor is in.
        COMPONENT = "component";
        /// Which community an actor is in.
        COMMUNITY = "community";
        /// Tied ordered pairs of all that could be.
        DENSITY = "density";
        /// Ties that are returned.
        RECIPROCITY = "reciprocity";
        /// How well communities part a network.
        MODULARITY = "modularity";
        /// Whether like kinds are tied.
        ASSORTATIVITY = "assortativity";
        /// The network of which figures are told.
        IN_NETWORK = "inNetwork";
        /// The actor whose figures are told.
        MEASURED_ACTOR = "measuredActor";
    }

    /// Its classes, apart because their names differ from those of properties by case only.
    pub mod class {
        use super::NamedNodeRef;

        vocabulary! {
            "https://w3id.org/demarche/ns#"
            /// A document that was read: a paper, statement, communiqué or resolution.
            DOCUMENT = "Document";
            /// The stored text of a document, with LF line ends.
            TEXT = "Text";
            /// One value of a document's title, publisher, date of issue or other metadata, with how
            /// it is known and where it stands.
            FINDING = "Finding";
            /// A date or period as texts give it, as precise as they give it.
            DATE = "Date";
            /// A place where a document cites another by its title (`dcterms:title`), and whose it
            /// says that is (`dcterms:publisher`).
            CITATION = "Citation";
            /// Somebody who can ask or be asked, by form only: whether an organization is good,
            /// lawful or violent is no type (see `dem:classifiedAs`).
            ACTOR = "Actor";
            /// A state or a territory with an ISO 3166-1 code that texts treat as an actor.
            STATE = "State";
            /// A government as a whole; `dem:actsFor` names its state or territory.
            GOVERNMENT = "Government";
            /// A ministry, parliament, court, agency, force or public office; `dem:actsFor` names what it belongs to.
            GOVERNMENT_BODY = "GovernmentBody";
            /// An organization whose members are states, with its organs.
            INTERGOVERNMENTAL_ORGANIZATION = "IntergovernmentalOrganization";
            /// Any other organization: NGO, think tank, company, union, university, movement, armed group.
            ORGANIZATION = "Organization";
            /// A political party or parliamentary group.
            PARTY = "Party";
            /// Several actors addressed as one, with or without a secretariat; `org:hasMember` names
            /// those whom the lexicon or the text itself names.
            GROUPING = "Grouping";
            /// A person in public life.
            PERSON = "Person";
            /// People by what they share: often beneficiaries, hardly ever addressees.
            POPULATION = "Population";
            /// Whoever is meant where a text names nobody in particular.
            GENERIC = "Generic";
            /// A place that is not named as an actor.
            PLACE = "Place";
            /// A treaty, law, resolution, initiative, plan or programme.
            INSTRUMENT = "Instrument";
            /// Something that happened or is to happen and has a name.
            EVENT = "Event";
            /// What some authority calls an actor: the class, with `dcterms:source` and `dcterms:date`.
            CLASSIFICATION = "Classification";
            /// A name (`rdfs:label`) of an actor or place that only some use, with who uses it.
            DISPUTED_NAME = "DisputedName";
            /// What a document says in its own voice, or reports.
            STATEMENT = "Statement";
            /// Somebody asks somebody to do, or not to do, something.
            RECOMMENDATION = "Recommendation";
            /// The speaker says what the speaker itself will do.
            COMMITMENT = "Commitment";
            /// The speaker condemns an act or an actor, and asks for nothing.
            CONDEMNATION = "Condemnation";
            /// The speaker welcomes or commends an act, and asks for nothing.
            WELCOME = "Welcome";
            /// The document reports somebody else's request; `dem:recommender` is that speaker.
            REPORTED_CALL = "ReportedCall";
            /// A recommendation as a copy of its text states it again; it is counted at the original.
            REPEATED_RECOMMENDATION = "RepeatedRecommendation";
            /// One and the same ask, expressed by recommendations of several documents.
            ASK = "Ask";
            /// Who fills a role of a recommendation, how that is known, and where it stands.
            ROLE = "Role";
            /// The properties that point from a recommendation to who or what fills a role, used as
            /// values of `dem:roleKind`.
            ROLE_KIND = "RoleKind";
            /// A place in a text that names an actor, place, instrument, date or topic: `oa:hasBody`
            /// is what is named, `oa:hasTarget` the evidence.
            MENTION = "Mention";
            /// A word or construction that announces a speech act, with the frame of its roles.
            CUE = "Cue";
            /// A rule of the extractor.
            RULE = "Rule";
            /// What a person corrects, anchored by a quote and attributed.
            CORRECTION = "Correction";
            /// One build: version, ontology and counts, with `prov:startedAtTime` and `prov:endedAtTime`.
            RUN = "Run";
            /// An edge of a network, derived by a rule under queries/rules; `prov:wasDerivedFrom`
            /// leads back to each recommendation behind it.
            EDGE = "Edge";
            /// The values of `dem:polarity`: `dem:positive`, `dem:negative`.
            POLARITY = "Polarity";
            /// The values of `dem:strength`: `dem:must`, `dem:should`, `dem:may`.
            STRENGTH = "Strength";
            /// The values of `dem:relation`: `dem:with`, `dem:through`, `dem:to`, `dem:against`, `dem:about`.
            RELATION = "Relation";
            /// The values of `dem:how`: the first seven for roles; `dem:sidecar`, `dem:frontMatter`, `dem:embedded`, `dem:properties`,
            /// `dem:masthead`, `dem:selfReference` and `dem:citation` for findings.
            HOW = "How";
            /// A network of actors that was measured.
            NETWORK = "Network";
            /// What was measured of one actor in a network.
            ACTOR_MEASURES = "ActorMeasures";
        }
    }
}

/// The Creative Commons Rights Expression Language.
pub mod cc {
    use super::NamedNodeRef;

    vocabulary! {
        "http://creativecommons.org/ns#"
        LICENSE = "License";
        PERMITS = "permits";
        /// Making multiple copies.
        REPRODUCTION = "Reproduction";
        /// Distribution, public display, and public performance.
        DISTRIBUTION = "Distribution";
    }
}

/// The Data Catalog Vocabulary.
pub mod dcat {
    use super::NamedNodeRef;

    vocabulary! {
        "http://www.w3.org/ns/dcat#"
        DATASET = "Dataset";
        DISTRIBUTION_CLASS = "Distribution";
        DISTRIBUTION = "distribution";
        DOWNLOAD_URL = "downloadURL";
        MEDIA_TYPE = "mediaType";
        COMPRESS_FORMAT = "compressFormat";
        BYTE_SIZE = "byteSize";
        LANDING_PAGE = "landingPage";
        KEYWORD = "keyword";
    }
}

/// The Software Package Data Exchange vocabulary, as DCAT uses it for checksums.
pub mod spdx {
    use super::NamedNodeRef;

    vocabulary! {
        "http://spdx.org/rdf/terms#"
        CHECKSUM_CLASS = "Checksum";
        CHECKSUM = "checksum";
        ALGORITHM = "algorithm";
        CHECKSUM_VALUE = "checksumValue";
        SHA256 = "checksumAlgorithm_sha256";
    }
}

/// The Vocabulary of Interlinked Datasets.
pub mod void {
    use super::NamedNodeRef;

    vocabulary! {
        "http://rdfs.org/ns/void#"
        DATASET = "Dataset";
        DATA_DUMP = "dataDump";
        SPARQL_ENDPOINT = "sparqlEndpoint";
        URI_SPACE = "uriSpace";
        TRIPLES = "triples";
        ENTITIES = "entities";
        CLASSES = "classes";
        PROPERTIES = "properties";
        DOCUMENTS = "documents";
        CLASS = "class";
        PROPERTY = "property";
        CLASS_PARTITION = "classPartition";
        PROPERTY_PARTITION = "propertyPartition";
        VOCABULARY = "vocabulary";
        EXAMPLE_RESOURCE = "exampleResource";
        FEATURE = "feature";
    }
}

/// Nanopublications.
pub mod np {
    use super::NamedNodeRef;

    vocabulary! {
        "http://www.nanopub.org/nschema#"
        NANOPUBLICATION = "Nanopublication";
        HAS_ASSERTION = "hasAssertion";
        HAS_PROVENANCE = "hasProvenance";
        HAS_PUBLICATION_INFO = "hasPublicationInfo";
    }
}

/// DCMI Metadata Terms.
pub mod dcterms {
    use super::NamedNodeRef;

    vocabulary! {
        "http://purl.org/dc/terms/"
        TITLE = "title";
        PUBLISHER = "publisher";
        ISSUED = "issued";
        LANGUAGE = "language";
        SOURCE = "source";
        LICENSE = "license";
        RIGHTS = "rights";
        RIGHTS_HOLDER = "rightsHolder";
        ACCESS_RIGHTS = "accessRights";
        REFERENCES = "references";
        SUBJECT = "subject";
        DATE = "date";
        IS_PART_OF = "isPartOf";
        FORMAT = "format";
        DESCRIPTION = "description";
        TEMPORAL = "temporal";
        CREATOR = "creator";
    }
}

/// Friend of a Friend.
pub mod foaf {
    use super::NamedNodeRef;

    vocabulary! {
        "http://xmlns.com/foaf/0.1/"
        AGENT = "Agent";
        DOCUMENT = "Document";
        PERSON = "Person";
    }
}

/// The Web Annotation vocabulary.
pub mod oa {
    use super::NamedNodeRef;

    vocabulary! {
        "http://www.w3.org/ns/oa#"
        ANNOTATION = "Annotation";
        SPECIFIC_RESOURCE = "SpecificResource";
        TEXT_QUOTE_SELECTOR = "TextQuoteSelector";
        TEXT_POSITION_SELECTOR = "TextPositionSelector";
        HAS_BODY = "hasBody";
        HAS_TARGET = "hasTarget";
        HAS_SOURCE = "hasSource";
        HAS_SELECTOR = "hasSelector";
        EXACT = "exact";
        PREFIX = "prefix";
        SUFFIX = "suffix";
        START = "start";
        END = "end";
    }
}

/// The Organization ontology.
pub mod org {
    use super::NamedNodeRef;

    vocabulary! {
        "http://www.w3.org/ns/org#"
        MEMBERSHIP = "Membership";
        HAS_MEMBER = "hasMember";
        MEMBER = "member";
        ORGANIZATION = "organization";
    }
}

/// The Web Ontology Language.
pub mod owl {
    use super::NamedNodeRef;

    vocabulary! {
        "http://www.w3.org/2002/07/owl#"
        ONTOLOGY = "Ontology";
        CLASS = "Class";
        OBJECT_PROPERTY = "ObjectProperty";
        DATATYPE_PROPERTY = "DatatypeProperty";
        ANNOTATION_PROPERTY = "AnnotationProperty";
        SAME_AS = "sameAs";
    }
}

/// The Provenance ontology.
pub mod prov {
    use super::NamedNodeRef;

    vocabulary! {
        "http://www.w3.org/ns/prov#"
        ACTIVITY = "Activity";
        AGENT = "Agent";
        ENTITY = "Entity";
        WAS_DERIVED_FROM = "wasDerivedFrom";
        STARTED_AT_TIME = "startedAtTime";
        ENDED_AT_TIME = "endedAtTime";
        WAS_GENERATED_BY = "wasGeneratedBy";
        WAS_ATTRIBUTED_TO = "wasAttributedTo";
        HAD_PRIMARY_SOURCE = "hadPrimarySource";
        SOFTWARE_AGENT = "SoftwareAgent";
    }
}

/// The Simple Knowledge Organization System.
pub mod skos {
    use super::NamedNodeRef;

    vocabulary! {
        "http://www.w3.org/2004/02/skos/core#"
        CONCEPT = "Concept";
        CONCEPT_SCHEME = "ConceptScheme";
        PREF_LABEL = "prefLabel";
        ALT_LABEL = "altLabel";
        HIDDEN_LABEL = "hiddenLabel";
        BROADER = "broader";
        NARROWER = "narrower";
        RELATED = "related";
        IN_SCHEME = "inScheme";
        TOP_CONCEPT_OF = "topConceptOf";
        DEFINITION = "definition";
        SCOPE_NOTE = "scopeNote";
        EXAMPLE = "example";
        NOTATION = "notation";
        EXACT_MATCH = "exactMatch";
        CLOSE_MATCH = "closeMatch";
    }
}

/// OWL-Time.
pub mod time {
    use super::NamedNodeRef;

    vocabulary! {
        "http://www.w3.org/2006/time#"
        IN_XSD_DATE = "inXSDDate";
        IN_XSD_G_YEAR_MONTH = "inXSDgYearMonth";
        IN_XSD_G_YEAR = "inXSDgYear";
    }
}

/// SPARQL 1.1 Service Description.
pub mod sd {
    use super::NamedNodeRef;

    vocabulary! {
        "http://www.w3.org/ns/sparql-service-description#"
        SERVICE = "Service";
        ENDPOINT = "endpoint";
        SUPPORTED_LANGUAGE = "supportedLanguage";
        SPARQL_11_QUERY = "SPARQL11Query";
        FEATURE = "feature";
        UNION_DEFAULT_GRAPH = "UnionDefaultGraph";
        DEFAULT_DATASET = "defaultDataset";
        DATASET = "Dataset";
        DEFAULT_GRAPH = "defaultGraph";
        GRAPH = "Graph";
        /// The property; the class is [`NAMED_GRAPH_CLASS`].
        NAMED_GRAPH = "namedGraph";
        NAMED_GRAPH_CLASS = "NamedGraph";
        NAME = "name";
        RESULT_FORMAT = "resultFormat";
    }
}

/// The part of the Shapes Constraint Language that describes queries.
pub mod sh {
    use super::NamedNodeRef;

    vocabulary! {
        "http://www.w3.org/ns/shacl#"
        SPARQL_EXECUTABLE = "SPARQLExecutable";
        SPARQL_SELECT_EXECUTABLE = "SPARQLSelectExecutable";
        SPARQL_ASK_EXECUTABLE = "SPARQLAskExecutable";
        SPARQL_CONSTRUCT_EXECUTABLE = "SPARQLConstructExecutable";
        SELECT = "select";
        ASK = "ask";
        CONSTRUCT = "construct";
        PREFIXES = "prefixes";
        DECLARE = "declare";
        PREFIX = "prefix";
        /// What a prefix stands for; [`NAMESPACE`] is SHACL's own.
        NAMESPACE_OF_PREFIX = "namespace";
    }
}

/// Schema.org.
pub mod schema {
    use super::NamedNodeRef;

    vocabulary! {
        "https://schema.org/"
        TARGET = "target";
        KEYWORDS = "keywords";
    }
}

#[cfg(test)]
mod tests {
    use super::{dem, skos};
    use oxigraph::io::{RdfFormat, RdfParser};
    use oxigraph::model::vocab::rdfs;
    use std::collections::{BTreeMap, BTreeSet};

    /// The terms that demarche.ttl defines, each with the properties that it bears.
    fn defined() -> BTreeMap<String, BTreeSet<String>> {
        let mut terms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(include_bytes!("../ontology/demarche.ttl")) {
            let quad = quad.expect("demarche.ttl is valid Turtle");
            let subject = quad.subject.to_string().trim_matches(['<', '>']).to_owned();
            if subject.starts_with(dem::NAMESPACE) {
                terms.entry(subject).or_default().insert(quad.predicate.into_string());
            }
        }
        terms
    }

    #[test]
    fn the_constants_are_the_terms_of_demarche_ttl() {
        let constants: BTreeSet<String> =
            dem::ALL.iter().chain(dem::class::ALL).map(|term| term.as_str().to_owned()).collect();
        assert_eq!(constants, defined().into_keys().collect());
    }

    #[test]
    fn every_term_has_label_comment_and_example() {
        let wanted = [rdfs::LABEL, rdfs::COMMENT, skos::EXAMPLE].map(|property| property.as_str().to_owned());
        let lacking: Vec<String> = defined()
            .into_iter()
            .filter(|(_, properties)| !wanted.iter().all(|property| properties.contains(property)))
            .map(|(term, _)| term)
            .collect();
        assert_eq!(lacking, Vec::<String>::new());
    }
}
