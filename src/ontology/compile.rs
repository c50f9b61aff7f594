//! From triples to the [`Lexicon`]; entries that say too little become diagnostics with their place.

use super::lexicon::{ActorEntry, Cue, EventEntry, Ground, Lexicon, NameForm, TopicEntry};
use super::model::{CueKind, Frame, Kind, NS, NameRole, Polarity, Setting, Strength};
use super::phrases::PhraseTable;
use super::source::{Entry, Ontology};
use crate::diagnostic::{Diagnostic, Severity};
use crate::iri::{ActionId, ActorId, Base, CueId, DoubtId, RuleId, TopicId};
use crate::text::ByteSpan;
use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use std::sync::Arc;

const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const PREF_LABEL: &str = "http://www.w3.org/2004/02/skos/core#prefLabel";
const ALT_LABEL: &str = "http://www.w3.org/2004/02/skos/core#altLabel";

impl Lexicon {
    /// Compiles an ontology. The diagnostics name entries that are incomplete; those entries are left out.
    pub fn of(ontology: &Ontology) -> (Self, Vec<Diagnostic>) {
        let mut compiler = Compiler {
            lexicon: Self { hash: ontology.hash(), ..Self::default() },
            base: ontology.base(),
            found: vec![],
        };
        let subjects = ontology.subjects();
        for (subject, entry) in &subjects {
            let before = compiler.found.len();
            compiler.entry(subject, entry);
            debug_assert!(compiler.found.len() >= before);
        }
        compiler.lexicon.by_id =
            compiler.lexicon.actors.iter().enumerate().map(|(at, actor)| (actor.id.clone(), at)).collect();
        (compiler.lexicon, compiler.found)
    }

    /// The lexicon of the shipped ontology.
    pub fn shipped() -> Self {
        Self::of(&Ontology::shipped(&Base::default())).0
    }
}

struct Compiler<'a> {
    lexicon: Lexicon,
    base: &'a Base,
    found: Vec<Diagnostic>,
}

impl Compiler<'_> {
    fn entry(&mut self, subject: &NamedNode, entry: &Entry<'_>) {
        let types: Vec<&str> = entry.nodes(RDF_TYPE).filter_map(|node| node.as_str().strip_prefix(NS)).collect();
        let path = self.base.path(subject.as_str()).unwrap_or(subject.as_str());
        let slug = |prefix: &str| path.strip_prefix(prefix).map(str::to_owned);
        for class in types {
            if let Some(kind) = CueKind::from_name(class) {
                match slug(CueId::PATH) {
                    Some(slug) => self.cue(CueId::new(slug), kind, entry),
                    None => self.complain(subject, entry, "the IRI of a cue stands under <cue/…>"),
                }
            } else if let Some(kind) = Kind::from_name(class) {
                match slug(ActorId::PATH) {
                    Some(slug) => {
                        self.actor(subject, ActorId::new(slug), kind, entry);
                        self.event(entry);
                    }
                    None if kind == Kind::Generic => {}
                    None => self.complain(subject, entry, "the IRI of an actor stands under <id/…>"),
                }
            } else if class == "NameWords" {
                self.name_words(subject, entry);
            } else if class == "Rule"
                && let Some(slug) = slug(RuleId::PATH)
            {
                self.lexicon.rules.insert(slug);
            }
        }
        if let Some(slug) = slug(TopicId::PATH).filter(|slug| !slug.is_empty()) {
            self.topic(TopicId::new(slug), entry);
        }
        if let Some(slug) = slug(DoubtId::PATH).filter(|slug| !slug.is_empty()) {
            self.doubt(subject, &DoubtId::new(slug), entry);
        }
        if let Some(slug) = slug(ActionId::PATH).filter(|slug| !slug.is_empty()) {
            for form in entry.words("verbForm") {
                self.lexicon.actions.entry(form.to_owned()).or_insert_with(|| ActionId::new(slug.clone()));
            }
            self.lexicon.ambiguous_verbs.extend(entry.words("ambiguousForm").map(str::to_owned));
        }
    }

    fn cue(&mut self, id: CueId, kind: CueKind, entry: &Entry<'_>) {
        let forms: Vec<Vec<String>> =
            entry.words("form").map(|form| form.split_whitespace().map(str::to_lowercase).collect()).collect();
        if forms.is_empty() {
            return self.complain_about(&id.to_string(), entry, "a cue needs a dem:form");
        }
        let at = self.lexicon.cues.len();
        for (number, form) in forms.iter().enumerate() {
            self.lexicon.cue_forms.insert(form.iter().map(String::as_str), true, (at, number));
        }
        let mut exceptions = PhraseTable::default();
        for exception in entry.words("exception") {
            exceptions.insert(exception.split_whitespace(), true, ());
        }
        let text = |property| entry.words(property).next().unwrap_or_default().to_owned();
        self.lexicon.cues.push(Cue {
            id,
            kind,
            forms,
            strength: entry.term("strength", Strength::from_iri).unwrap_or(Strength::Should),
            polarity: entry.term("polarity", Polarity::from_iri).unwrap_or(Polarity::Positive),
            frames: {
                let mut frames: Vec<Frame> = entry.terms("frame", Frame::from_iri).collect();
                frames.sort();
                frames
            },
            exceptions,
            subject_exceptions: entry.words("subjectException").map(str::to_owned).collect(),
            needs: entry.terms("needs", Setting::from_iri).collect(),
            fires_in: text("firesIn"),
            silent_in: text("silentIn"),
        });
    }

    fn actor(&mut self, subject: &NamedNode, id: ActorId, kind: Kind, entry: &Entry<'_>) {
        let Some(label) = entry.literals(PREF_LABEL).next() else {
            return self.complain(subject, entry, "an actor needs a skos:prefLabel");
        };
        if self.lexicon.actors.last().is_some_and(|last| last.id == id) {
            return; // a second type of the same entry
        }
        let at = self.lexicon.actors.len();
        let names = [
            (NameForm::Label, entry.literals(PREF_LABEL).collect::<Vec<_>>()),
            (NameForm::Label, entry.literals(ALT_LABEL).collect()),
            (NameForm::Acronym, entry.words("acronym").collect()),
            (NameForm::Demonym, entry.words("demonym").collect()),
            (NameForm::Metonym, entry.words("metonym").collect()),
            (NameForm::FamilyName, entry.words("familyName").collect()),
            (NameForm::Office, entry.words("office").collect()),
            (NameForm::Context, entry.words("contextName").collect()),
        ];
        for (form, texts) in names {
            for text in texts {
                self.lexicon.name(at, form, text);
            }
        }
        let actor = |property| {
            let iri = entry.property(property).next()?;
            self.base.path(iri.as_str())?.strip_prefix(ActorId::PATH).map(ActorId::new)
        };
        self.lexicon.actors.push(ActorEntry {
            id,
            kind,
            label: label.to_owned(),
            family_name: entry.words("familyName").next().map(str::to_owned),
            country: actor("country"),
            acts_for: actor("actsFor"),
            demonym: entry.words("demonym").next().map(str::to_owned),
            ambiguous: entry.words("ambiguousName").any(|value| value == "true"),
        });
    }

    /// An event with a day by which texts call it.
    fn event(&mut self, entry: &Entry<'_>) {
        let Some(day) = entry.words("onDay").next().and_then(|day| day.parse::<jiff::civil::Date>().ok()) else {
            return;
        };
        self.lexicon.events.push(EventEntry {
            year: Some(day.year()),
            month: Some(day.month()),
            day: Some(day.day()),
            words: entry.words("eventWord").map(str::to_owned).collect(),
        });
    }

    fn name_words(&mut self, subject: &NamedNode, entry: &Entry<'_>) {
        let Some(role) = entry.term("nameRole", NameRole::from_iri) else {
            return self.complain(subject, entry, "dem:NameWords need a dem:nameRole");
        };
        let kind = entry.term("namesKind", Kind::from_iri);
        let table = self.lexicon.name_words.entry(role).or_default();
        for form in entry.words("form") {
            table.insert(form.to_ascii_lowercase().split_whitespace(), false, kind);
        }
    }

    fn topic(&mut self, id: TopicId, entry: &Entry<'_>) {
        let Some(label) = entry.literals(PREF_LABEL).next() else { return };
        let at = self.lexicon.topics.len();
        for keyword in entry.words("keyword") {
            self.lexicon.keywords.insert(keyword.to_lowercase().split_whitespace(), true, at);
        }
        self.lexicon.topics.push(TopicEntry { id, label: label.to_owned() });
    }

    /// A reason for doubt, and what raises it.
    fn doubt(&mut self, subject: &NamedNode, id: &DoubtId, entry: &Entry<'_>) {
        for node in entry.property("raisedBy") {
            let path = self.base.path(node.as_str()).unwrap_or(node.as_str());
            let ground = match (path.strip_prefix(RuleId::PATH), path.strip_prefix(CueId::PATH), path.strip_prefix(NS))
            {
                (Some(rule), ..) => Ground::Rule(RuleId::new(rule)),
                (_, Some(cue), _) => Ground::Cue(CueId::new(cue)),
                (.., Some(term)) => Ground::term(term),
                _ => {
                    self.complain(subject, entry, "a doubt is raised by a rule, a cue or a term of demarche");
                    continue;
                }
            };
            self.lexicon.doubts.entry(ground).or_default().insert(id.clone());
        }
    }

    fn complain(&mut self, subject: &NamedNode, entry: &Entry<'_>, message: &str) {
        let name = self.base.path(subject.as_str()).unwrap_or(subject.as_str()).to_owned();
        self.complain_about(&name, entry, message);
    }

    fn complain_about(&mut self, name: &str, entry: &Entry<'_>, message: &str) {
        let local = name.rsplit(['/', '#']).next().unwrap_or(name);
        let start = entry.file.text.find(local).unwrap_or(0);
        self.found.push(
            Diagnostic::new(Severity::Error, "ontology::entry", &entry.file.path, format!("<{name}>: {message}"))
                .help("see ontology/demarche.ttl and ontology/cue-schema.ttl for what an entry says")
                .at(Arc::clone(&entry.file.text), ByteSpan::new(start, start + local.len())),
        );
    }
}

impl<'a> Entry<'a> {
    fn objects(&self, predicate: &str) -> impl Iterator<Item = &'a Term> {
        self.statements.iter().filter(move |(p, _)| p.as_str() == predicate).map(|(_, object)| *object)
    }

    fn nodes(&self, predicate: &str) -> impl Iterator<Item = &'a NamedNode> {
        self.objects(predicate).filter_map(|term| match term {
            Term::NamedNode(node) => Some(node),
            _ => None,
        })
    }

    fn literals(&self, predicate: &str) -> impl Iterator<Item = &'a str> {
        self.objects(predicate).filter_map(|term| match term {
            Term::Literal(literal) => Some(literal.value()),
            _ => None,
        })
    }

    /// The nodes of a property of demarche's namespace.
    fn property(&self, local: &str) -> impl Iterator<Item = &'a NamedNode> {
        self.nodes(&format!("{NS}{local}")).collect::<Vec<_>>().into_iter()
    }

    /// The literals of a property of demarche's namespace.
    fn words(&self, local: &str) -> impl Iterator<Item = &'a str> {
        self.literals(&format!("{NS}{local}")).collect::<Vec<_>>().into_iter()
    }

    fn terms<T>(&self, local: &str, read: fn(NamedNodeRef<'_>) -> Option<T>) -> impl Iterator<Item = T> {
        self.property(local).filter_map(move |node| read(node.as_ref()))
    }

    fn term<T>(&self, local: &str, read: fn(NamedNodeRef<'_>) -> Option<T>) -> Option<T> {
        self.terms(local, read).next()
    }
}
