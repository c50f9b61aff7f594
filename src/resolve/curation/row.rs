//! One row of a curation file, whichever its format, and what it means.

use super::{Anchor, Change, Correction, Quote, RoleName, Setting, Who, names};
use crate::diagnostic::{Diagnostic, Place, Severity, nearest};
use crate::document::stem_of;
use crate::extract::{Kind, Polarity, Relation, Strength};
use crate::iri::{ActionId, ActorId, Base, CorrectionId, DocumentId, TopicId, slug};
use crate::ontology::Lexicon;
use crate::text::ByteSpan;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// What a cell of a row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Action,
    Document,
    Quote,
    Prefix,
    Suffix,
    Verb,
    Role,
    Actor,
    To,
    Strength,
    Polarity,
    By,
    Date,
    Why,
}

impl Column {
    /// The columns by their names.
    pub const ALL: [(&'static str, Self); 14] = [
        ("action", Self::Action),
        ("document", Self::Document),
        ("quote", Self::Quote),
        ("prefix", Self::Prefix),
        ("suffix", Self::Suffix),
        ("verb", Self::Verb),
        ("role", Self::Role),
        ("actor", Self::Actor),
        ("to", Self::To),
        ("strength", Self::Strength),
        ("polarity", Self::Polarity),
        ("by", Self::By),
        ("date", Self::Date),
        ("why", Self::Why),
    ];

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, column)| *column == self).map_or("", |(name, _)| name)
    }
}

/// The words of the column `action`.
const ACTIONS: [&str; 14] = [
    "reject", "confirm", "add", "assign", "unassign", "reassign", "set", "merge", "split", "rename", "kind", "alias",
    "copy", "suppress",
];

const ROLES: [(&str, RoleName); 11] = [
    ("recommender", RoleName::Recommender),
    ("addressee", RoleName::Addressee),
    ("counterpart with", RoleName::Counterpart(Relation::With)),
    ("counterpart through", RoleName::Counterpart(Relation::Through)),
    ("counterpart to", RoleName::Counterpart(Relation::To)),
    ("counterpart against", RoleName::Counterpart(Relation::Against)),
    ("counterpart about", RoleName::Counterpart(Relation::About)),
    ("sought from", RoleName::SoughtFrom),
    ("beneficiary", RoleName::Beneficiary),
    ("invokes", RoleName::Invokes),
    ("place", RoleName::Place),
];

/// A row as it was read: its cells, trimmed and not empty, each with its place in the file.
#[derive(Debug)]
pub(super) struct Row {
    pub file: PathBuf,
    pub text: Arc<str>,
    pub span: ByteSpan,
    pub cells: BTreeMap<Column, (String, ByteSpan)>,
}

type Refused = Box<Diagnostic>;

impl Row {
    /// What the row means.
    ///
    /// # Errors
    /// A cell is lacking, or says what cannot be understood.
    pub fn correction(&self, base: &Base, lexicon: &Lexicon) -> Result<Correction, Refused> {
        let change = Reader { row: self, base, lexicon }.change()?;
        let by = match &change {
            Change::Suppress { .. } => self.get(Column::By).unwrap_or_default().to_owned(),
            _ => self.need(Column::By, "say who: every correction is attributed to somebody")?.to_owned(),
        };
        let hash: String =
            Sha256::digest(format!("{change:?}")).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        let optional = |column| self.get(column).map(str::to_owned);
        let span =
            self.cells.get(&Column::Quote).or_else(|| self.cells.get(&Column::Actor)).map_or(self.span, |cell| cell.1);
        Ok(Correction {
            id: CorrectionId::new(hash),
            change,
            by,
            date: optional(Column::Date),
            why: optional(Column::Why),
            place: Place { file: self.file.clone(), span: Some((Arc::clone(&self.text), span)) },
        })
    }

    fn get(&self, column: Column) -> Option<&str> {
        self.cells.get(&column).map(|(text, _)| text.as_str())
    }

    fn need(&self, column: Column, help: &str) -> Result<&str, Refused> {
        let action = self.get(Column::Action).unwrap_or("correction");
        self.get(column).ok_or_else(|| {
            self.refuse(self.span, format!("this {action} lacks its {:?}", column.name()), help.to_owned())
        })
    }

    fn refuse(&self, span: ByteSpan, message: String, help: String) -> Refused {
        let diagnostic = Diagnostic::new(Severity::Error, "curation::row", &self.file, message);
        Box::new(diagnostic.help(help).at(Arc::clone(&self.text), span))
    }

    fn refuse_cell(&self, column: Column, message: String, help: String) -> Refused {
        self.refuse(self.cells.get(&column).map_or(self.span, |cell| cell.1), message, help)
    }
}

struct Reader<'a> {
    row: &'a Row,
    base: &'a Base,
    lexicon: &'a Lexicon,
}

impl Reader<'_> {
    fn change(&self) -> Result<Change, Refused> {
        let action = self.row.need(Column::Action, "name one: reject, add, reassign, merge …")?;
        Ok(match action.to_lowercase().as_str() {
            "reject" => Change::Reject(self.anchor()?),
            "confirm" => Change::Confirm(self.anchor()?),
            "add" => {
                let verb = "name the word of the quote that says what is to be done, such as \"extend\"";
                self.row.need(Column::Verb, verb)?;
                let to = self.row.get(Column::To).unwrap_or_default();
                let to = to.split(['|', ';']).map(str::trim).filter(|name| !name.is_empty());
                Change::Add {
                    anchor: self.anchor()?,
                    to: to.map(|name| self.who_of(name)).collect(),
                    strength: self.strength(Column::Strength)?.unwrap_or(Strength::Should),
                    polarity: self.polarity(Column::Polarity)?.unwrap_or(Polarity::Positive),
                }
            }
            "assign" => Change::Assign { anchor: self.anchor()?, role: self.role()?, to: self.who(Column::To)? },
            "unassign" => {
                Change::Unassign { anchor: self.anchor()?, role: self.role()?, from: self.who(Column::Actor)? }
            }
            "reassign" => Change::Reassign {
                anchor: self.anchor()?,
                role: self.role()?,
                from: self.row.get(Column::Actor).map(|name| self.who_of(name)),
                to: self.who(Column::To)?,
            },
            "set" => Change::Set { anchor: self.anchor()?, value: self.setting()? },
            "merge" => Change::Merge { from: self.who(Column::Actor)?, into: self.who(Column::To)? },
            "split" => Change::Split {
                document: self.document()?,
                quote: self.row.get(Column::Quote).map(|exact| self.quote(exact)),
                from: self.who(Column::Actor)?,
                to: self.who(Column::To)?,
            },
            "rename" => Change::Rename {
                who: self.unknown()?,
                name: self.row.need(Column::To, "give the new name")?.to_owned(),
            },
            "kind" => Change::Kind { who: self.unknown()?, kind: self.kind()? },
            "alias" => Change::Alias {
                who: self.who(Column::Actor)?,
                name: self.row.need(Column::To, "give the name by which texts call the actor")?.to_owned(),
            },
            "copy" => {
                let of = self.row.need(Column::To, "give the id of the original, or none where it is no copy")?;
                let of = if of == "none" { None } else { Some(self.document_of(of)) };
                Change::Copy { document: self.document()?, of }
            }
            "suppress" => Change::Suppress {
                name: self.row.need(Column::Actor, "give the name of the private person")?.to_owned(),
            },
            other => return Err(self.choose(Column::Action, other, "action", ACTIONS.iter().copied())),
        })
    }

    fn document(&self) -> Result<DocumentId, Refused> {
        let told =
            self.row.need(Column::Document, "give the document's id, as <doc/…> ends, or the name of its file")?;
        Ok(self.document_of(told))
    }

    fn document_of(&self, told: &str) -> DocumentId {
        let path = self.base.path(told).unwrap_or(told);
        let path = path.strip_prefix(DocumentId::PATH).or_else(|| path.strip_prefix("doc:")).unwrap_or(path);
        let path = path.strip_suffix("/text").unwrap_or(path);
        // The name of a file means the id that it gives where nothing else does.
        match stem_of(path) {
            Some(stem) => DocumentId::new(stem.split('/').map(slug).collect::<Vec<_>>().join("/")),
            None => DocumentId::new(path),
        }
    }

    fn anchor(&self) -> Result<Anchor, Refused> {
        let document = self.document()?;
        let exact = self.row.need(Column::Quote, "quote the words of the recommendation from its document")?;
        let verb = self.row.get(Column::Verb).map(str::to_owned);
        Ok(Anchor { document, quote: self.quote(exact), verb })
    }

    fn quote(&self, exact: &str) -> Quote {
        let text = |column| self.row.get(column).unwrap_or_default().to_owned();
        Quote { exact: exact.to_owned(), prefix: text(Column::Prefix), suffix: text(Column::Suffix) }
    }

    fn who(&self, column: Column) -> Result<Who, Refused> {
        Ok(self.who_of(self.row.need(column, "give the name of an actor, or its id: id:city-council")?))
    }

    /// An id where it is written as one, else a name.
    fn who_of(&self, told: &str) -> Who {
        let path = self.base.path(told).unwrap_or(told);
        match path.strip_prefix(ActorId::PATH).or_else(|| path.strip_prefix("id:")) {
            Some(id) => Who::Id(ActorId::new(id)),
            None => Who::Name(told.to_owned()),
        }
    }

    /// An actor that the lexicon does not have: what it has is mended there.
    fn unknown(&self) -> Result<Who, Refused> {
        let who = self.who(Column::Actor)?;
        match self.lexicon.actor(&who.id(self.lexicon)) {
            None => Ok(who),
            Some(entry) => Err(self.row.refuse_cell(
                Column::Actor,
                format!("the lexicon has {} ({})", entry.label, entry.kind.name()),
                "mend its entry in a Turtle file of your own (--ontology); rename and kind are for actors that no lexicon has"
                    .to_owned(),
            )),
        }
    }

    fn role(&self) -> Result<RoleName, Refused> {
        let told = self.row.need(Column::Role, "name the role: addressee, recommender, counterpart with …")?;
        let folded = told.to_lowercase().replace(['-', '_', ':'], " ");
        let known = ROLES.iter().find(|(name, _)| *name == folded || name.replace(' ', "") == folded.replace(' ', ""));
        match known {
            Some((_, role)) => Ok(*role),
            None => Err(self.choose(Column::Role, told, "role", ROLES.iter().map(|(name, _)| *name))),
        }
    }

    fn setting(&self) -> Result<Setting, Refused> {
        let told = self.row.need(Column::Role, "name what is to be set: strength, polarity, action or topic")?;
        let value = self.row.need(Column::To, "give the new value")?;
        Ok(match told.to_lowercase().as_str() {
            "strength" => Setting::Strength(self.strength(Column::To)?.unwrap_or(Strength::Should)),
            "polarity" => Setting::Polarity(self.polarity(Column::To)?.unwrap_or(Polarity::Positive)),
            "action" => Setting::Action(self.action(value)?),
            "topic" | "topics" => {
                let names = value.split(['|', ';']).map(str::trim).filter(|name| !name.is_empty() && *name != "none");
                Setting::Topics(names.map(|name| self.topic(name)).collect::<Result<_, _>>()?)
            }
            _ => {
                return Err(self.choose(
                    Column::Role,
                    told,
                    "property",
                    ["strength", "polarity", "action", "topic"].into_iter(),
                ));
            }
        })
    }

    fn action(&self, told: &str) -> Result<Option<ActionId>, Refused> {
        if told == "none" {
            return Ok(None);
        }
        let id = ActionId::new(self.slug_below(ActionId::PATH, told));
        if self.lexicon.actions.values().any(|known| *known == id) {
            return Ok(Some(id));
        }
        let mut known: Vec<&str> = self.lexicon.actions.values().map(ActionId::as_str).collect();
        known.sort_unstable();
        known.dedup();
        Err(self.choose(Column::To, told, "kind of action", known.into_iter()))
    }

    fn topic(&self, told: &str) -> Result<TopicId, Refused> {
        let slug = self.slug_below(TopicId::PATH, told);
        let known =
            self.lexicon.topics.iter().find(|topic| topic.id.as_str() == slug || names::same(&topic.label, told));
        match known {
            Some(topic) => Ok(topic.id.clone()),
            None => Err(self.choose(
                Column::To,
                told,
                "topic",
                self.lexicon.topics.iter().map(|topic| topic.label.as_str()),
            )),
        }
    }

    fn slug_below(&self, path: &str, told: &str) -> String {
        let below = self.base.path(told).and_then(|found| found.strip_prefix(path));
        below.map_or_else(|| slug(told.rsplit_once(':').map_or(told, |(_, name)| name)), str::to_owned)
    }

    fn kind(&self) -> Result<Kind, Refused> {
        let told = self.row.need(Column::To, "give the kind: Organization, GovernmentBody, Person …")?;
        let bare = told.rsplit(['#', ':']).next().unwrap_or(told).replace([' ', '-'], "");
        let found = Kind::ALL.iter().find(|kind| kind.name().eq_ignore_ascii_case(&bare));
        found.copied().ok_or_else(|| self.choose(Column::To, told, "kind", Kind::ALL.iter().map(|kind| kind.name())))
    }

    fn strength(&self, column: Column) -> Result<Option<Strength>, Refused> {
        let all = Strength::ALL.iter().map(|strength| (strength.name(), *strength));
        self.word(column, "strength", all)
    }

    fn polarity(&self, column: Column) -> Result<Option<Polarity>, Refused> {
        let all = Polarity::ALL.iter().map(|polarity| (polarity.name(), *polarity));
        self.word(column, "polarity", all)
    }

    fn word<T>(
        &self,
        column: Column,
        what: &str,
        mut all: impl Iterator<Item = (&'static str, T)> + Clone,
    ) -> Result<Option<T>, Refused> {
        let Some(told) = self.row.get(column) else { return Ok(None) };
        let bare = told.rsplit(['#', ':']).next().unwrap_or(told).to_lowercase();
        let names = all.clone().map(|(name, _)| name);
        match all.find(|(name, _)| *name == bare) {
            Some((_, value)) => Ok(Some(value)),
            None => Err(self.choose(column, told, what, names)),
        }
    }

    /// “recject” is no action: did you mean “reject”?
    fn choose<'k>(&self, column: Column, told: &str, what: &str, known: impl Iterator<Item = &'k str>) -> Refused {
        let known: Vec<&str> = known.collect();
        let help = match nearest(told, known.iter().copied()) {
            Some(best) => format!("did you mean {best:?}?"),
            None if known.len() > 20 => {
                format!("demarche query --list and the ontology tell what there is, such as {}", known[..4].join(", "))
            }
            None => format!("it is one of {}", known.join(", ")),
        };
        self.row.refuse_cell(column, format!("{told:?} is no {what} that is known here"), help)
    }
}
