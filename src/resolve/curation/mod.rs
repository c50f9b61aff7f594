//! What people know better than the program: corrections in small files beside the documents, each anchored by a quote, with
//! who says so and why.
//!
//! ```csv
//! action,document,quote,role,actor,to,by,date,why
//! reject,night-buses,trains should be fun,,,,A. Okafor,2026-05-02,it is a slogan
//! reassign,night-buses,It must not cut the last tram,addressee,City Council,Harbour Rail,A. Okafor,2026-05-02,
//! merge,,,,Transport Dept,Ministry of Transport,A. Okafor,2026-05-02,
//! ```
//!
//! A document is corrected between extraction and graph, so that its graph is made of the corrected extraction and nothing
//! that was rejected is ever answered; what the program had found stands in `/graph/curation` beside the correction.

mod anchor;
mod apply;
mod copies;
mod names;
mod outcome;
mod roles;
mod row;
mod table;
mod turtle;

pub use apply::RULE;
pub use outcome::{Outcome, State, Value, reports};

use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::document::holds_corrections;
use crate::extract::{Extraction, Kind, Polarity, Relation, Strength};
use crate::iri::{ActionId, ActorId, Base, CorrectionId, DocumentId, TopicId};
use crate::ontology::Lexicon;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// The name of the folder beside the documents.
pub use crate::document::CURATION;

/// All corrections, in the order of their files and lines.
#[derive(Clone, Debug, Default)]
pub struct Curation {
    pub corrections: Vec<Correction>,
}

/// One correction as a person wrote it down.
#[derive(Clone, Debug)]
pub struct Correction {
    /// A hash of what is to be changed, and to what: not of who says so, nor of its place in the file.
    pub id: CorrectionId,
    pub change: Change,
    /// Who says so: a name or an IRI. Empty for suppressions only.
    pub by: String,
    /// As the file has it.
    pub date: Option<String>,
    pub why: Option<String>,
    /// Where it stands: its quote, else its row.
    pub place: Place,
}

/// What is to be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is no recommendation.
    Reject(Anchor),
    /// It is right as it stands: nobody needs to doubt it.
    Confirm(Anchor),
    /// A recommendation that the program missed: the quote is its clause.
    Add { anchor: Anchor, to: Vec<Who>, strength: Strength, polarity: Polarity },
    /// Somebody more fills the role.
    Assign { anchor: Anchor, role: RoleName, to: Who },
    /// Somebody does not fill the role.
    Unassign { anchor: Anchor, role: RoleName, from: Who },
    /// Somebody else fills the role; without `from`, in the place of all who do.
    Reassign { anchor: Anchor, role: RoleName, from: Option<Who>, to: Who },
    /// A property has another value.
    Set { anchor: Anchor, value: Setting },
    /// Two actors are one.
    Merge { from: Who, into: Who },
    /// In this document (or in the quote only) an actor is another one.
    Split { document: DocumentId, quote: Option<Quote>, from: Who, to: Who },
    /// An actor that the lexicon does not know is called otherwise.
    Rename { who: Who, name: String },
    /// An actor that the lexicon does not know is of another kind.
    Kind { who: Who, kind: Kind },
    /// An actor has one more name.
    Alias { who: Who, name: String },
    /// It repeats the text of another document, or of none.
    Copy { document: DocumentId, of: Option<DocumentId> },
    /// A private person gets no node: neither page nor label nor IRI.
    Suppress { name: String },
}

/// Which recommendation is meant: the one in whose clause these words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    pub document: DocumentId,
    pub quote: Quote,
    /// The head verb, as it is written or in its base form, where the quote holds several recommendations.
    pub verb: Option<String>,
}

/// Words of a text and, where they stand in it more than once, what stands before and behind them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    pub exact: String,
    pub prefix: String,
    pub suffix: String,
}

/// Somebody, as a person writes it down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    Id(ActorId),
    Name(String),
}

/// A role of a recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleName {
    Recommender,
    Addressee,
    Counterpart(Relation),
    SoughtFrom,
    Beneficiary,
    Invokes,
    Place,
}

/// A property of a recommendation with its new value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    Polarity(Polarity),
    Strength(Strength),
    /// None: it asks for no kind of action of the scheme.
    Action(Option<ActionId>),
    Topics(Vec<TopicId>),
}

impl Curation {
    /// Reads the `.csv` and `.ttl` files of some folders. A row that cannot be understood is told, with its place, and left
    /// out; the others count.
    pub fn read(folders: &[PathBuf], base: &Base, lexicon: &Lexicon) -> (Self, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let mut curation = Self::default();
        let paths: Vec<PathBuf> = folders.iter().flat_map(|folder| files(folder, &mut found)).collect();
        for path in paths {
            let is_turtle = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ttl"));
            let rows = if is_turtle { turtle::read(&path, base, &mut found) } else { table::read(&path, &mut found) };
            for row in rows {
                match row.correction(base, lexicon) {
                    Ok(correction) => curation.add(correction, &mut found),
                    Err(diagnostic) => found.push(*diagnostic),
                }
            }
        }
        (curation, found)
    }

    fn add(&mut self, correction: Correction, found: &mut Vec<Diagnostic>) {
        if let Some(first) = self.corrections.iter().find(|other| other.change == correction.change) {
            let message = format!("this repeats {}; it counts once", first.where_it_stands());
            let mut diagnostic = Diagnostic::new(Severity::Note, "curation::repeated", &correction.place.file, message);
            diagnostic.place = correction.place;
            found.push(diagnostic.help("remove one of the two"));
            return;
        }
        self.corrections.push(correction);
    }

    pub fn is_empty(&self) -> bool {
        self.corrections.is_empty()
    }

    /// Adds the aliases to a lexicon, so that the extractor knows them as it knows any name.
    pub fn teach(&self, lexicon: &mut Lexicon) {
        let kind = |id: &ActorId| {
            self.corrections.iter().rev().find_map(|correction| match &correction.change {
                Change::Kind { who, kind } if who.id(lexicon) == *id => Some(*kind),
                _ => None,
            })
        };
        let aliases: Vec<_> = self
            .corrections
            .iter()
            .filter_map(|correction| match &correction.change {
                Change::Alias { who, name } => {
                    let id = who.id(lexicon);
                    let kind = kind(&id).unwrap_or(Kind::Organization);
                    Some((id, who.name().map(str::to_owned), kind, name.clone()))
                }
                _ => None,
            })
            .collect();
        for (id, own, kind, alias) in aliases {
            lexicon.add_name(&id, own.as_deref(), kind, &alias);
        }
    }

    /// Which corrections of actors may concern a text, by the names that they tell: all that do, and perhaps more, for a name's
    /// words may be parted or cut by markup and line ends. Give none where the text cannot be looked through: then all may.
    /// Suppressions concern every text: whom one calls by a surname or title alone is to be kept out of it too.
    pub fn named_in(&self, text: Option<&str>) -> Vec<usize> {
        if self.corrections.iter().all(|correction| correction.change.document().is_some()) {
            return Vec::new();
        }
        let text = text.map(letters);
        let has = |name: &str| {
            let is_there =
                |text: &String| name.split(|c: char| !c.is_alphanumeric()).all(|word| text.contains(&letters(word)));
            text.as_ref().is_none_or(is_there)
        };
        let has_who = |who: &Who| match who {
            Who::Name(name) => has(name),
            Who::Id(id) => has(id.as_str().strip_prefix("x-").unwrap_or(id.as_str())),
        };
        let concerned = |change: &Change| match change {
            Change::Alias { who, name } => has(name) || has_who(who),
            Change::Suppress { .. } => true,
            Change::Merge { from: who, .. } | Change::Rename { who, .. } | Change::Kind { who, .. } => has_who(who),
            _ => false,
        };
        let all = self.corrections.iter().enumerate();
        all.filter(|(_, correction)| concerned(&correction.change)).map(|(at, _)| at).collect()
    }

    /// A key over the corrections on which a document's graph depends: those anchored in it, those that `named_in` its text,
    /// and those of the actors that the program found in it.
    pub fn key(
        &self,
        document: &DocumentId,
        named: &[usize],
        actors: &[(ActorId, String)],
        lexicon: &Lexicon,
    ) -> String {
        let is_there = |who: &Who| {
            let called = |name: &str| who.name().is_some_and(|told| names::same(told, name));
            let id = who.id(lexicon);
            actors.iter().any(|(actor, name)| *actor == id || called(name))
        };
        let mut hasher = Sha256::new();
        for (at, correction) in self.corrections.iter().enumerate() {
            let change = &correction.change;
            let concerned = match change {
                Change::Merge { from: who, .. } | Change::Rename { who, .. } | Change::Kind { who, .. } => {
                    named.contains(&at) || is_there(who)
                }
                Change::Alias { .. } | Change::Suppress { .. } => named.contains(&at),
                _ => change.document() == Some(document),
            };
            if concerned {
                hasher.update(format!("{change:?}\u{0}"));
            }
        }
        hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The actors of an extraction, for [`Curation::key`]: ids and names, without those that are to be kept nowhere.
    pub fn actors(&self, extraction: &Extraction) -> Vec<(ActorId, String)> {
        let suppressed = |name: &str| self.suppressed().any(|other| names::same(other, name));
        let actors = extraction.actors.iter().filter(|actor| !suppressed(&actor.name));
        actors.map(|actor| (actor.id.clone(), actor.name.clone())).collect()
    }

    /// The names that are to stand nowhere, and the files that say so.
    pub fn suppressions(&self) -> impl Iterator<Item = (&str, &Path)> {
        self.corrections.iter().filter_map(|correction| match &correction.change {
            Change::Suppress { name } => Some((name.as_str(), correction.place.file.as_path())),
            _ => None,
        })
    }

    fn suppressed(&self) -> impl Iterator<Item = &str> {
        self.suppressions().map(|(name, _)| name)
    }
}

impl Correction {
    /// `curation/corrections.csv:3`
    pub fn where_it_stands(&self) -> String {
        let file = self.place.file.to_string_lossy().replace('\\', "/");
        match &self.place.span {
            Some((text, span)) => format!("{file}:{}", crate::text::LineColumn::of(text, span.start).line),
            None => file,
        }
    }
}

impl Change {
    /// The word of the column `action`.
    pub fn action(&self) -> &'static str {
        match self {
            Self::Reject(_) => "reject",
            Self::Confirm(_) => "confirm",
            Self::Add { .. } => "add",
            Self::Assign { .. } => "assign",
            Self::Unassign { .. } => "unassign",
            Self::Reassign { .. } => "reassign",
            Self::Set { .. } => "set",
            Self::Merge { .. } => "merge",
            Self::Split { .. } => "split",
            Self::Rename { .. } => "rename",
            Self::Kind { .. } => "kind",
            Self::Alias { .. } => "alias",
            Self::Copy { .. } => "copy",
            Self::Suppress { .. } => "suppress",
        }
    }

    /// The document that it is anchored in, where it is.
    pub fn document(&self) -> Option<&DocumentId> {
        match self {
            Self::Split { document, .. } | Self::Copy { document, .. } => Some(document),
            change => change.anchor().map(|anchor| &anchor.document),
        }
    }

    /// The words that it is anchored by, where it is.
    pub fn quote(&self) -> Option<&Quote> {
        match self {
            Self::Split { quote, .. } => quote.as_ref(),
            change => change.anchor().map(|anchor| &anchor.quote),
        }
    }

    fn anchor(&self) -> Option<&Anchor> {
        match self {
            Self::Reject(anchor)
            | Self::Confirm(anchor)
            | Self::Add { anchor, .. }
            | Self::Assign { anchor, .. }
            | Self::Unassign { anchor, .. }
            | Self::Reassign { anchor, .. }
            | Self::Set { anchor, .. } => Some(anchor),
            _ => None,
        }
    }

    /// The property that it changes, by its local name in demarche's namespace.
    pub fn property(&self) -> Option<&'static str> {
        match self {
            Self::Add { .. } => Some("addressee"),
            Self::Copy { .. } => Some("copyOf"),
            Self::Assign { role, .. } | Self::Unassign { role, .. } | Self::Reassign { role, .. } => {
                Some(role.property())
            }
            Self::Set { value, .. } => Some(match value {
                Setting::Polarity(_) => "polarity",
                Setting::Strength(_) => "strength",
                Setting::Action(_) => "action",
                Setting::Topics(_) => "topic",
            }),
            _ => None,
        }
    }
}

impl RoleName {
    /// Its property's local name in demarche's namespace.
    pub fn property(self) -> &'static str {
        match self {
            Self::Recommender => "recommender",
            Self::Addressee => "addressee",
            Self::Counterpart(_) => "counterpart",
            Self::SoughtFrom => "soughtFrom",
            Self::Beneficiary => "beneficiary",
            Self::Invokes => "invokes",
            Self::Place => "place",
        }
    }
}

/// The letters and digits of a text in lower case, and nothing between them.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The curation files of a folder, in the order of their names.
fn files(folder: &Path, found: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            let message = format!("the curation folder cannot be read: {error}");
            found.push(
                Diagnostic::new(Severity::Error, "curation::read", folder, message)
                    .help("--curation takes a folder with .csv and .ttl files"),
            );
            return Vec::new();
        }
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    paths.sort();
    paths.retain(|path| holds_corrections(path));
    paths
}
