//! The documents of a build, in parallel: kept where nothing changed, else read, extracted, checked and stored.

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Claim, Document, Found, ReadError, Source, settle_ids};
use crate::extract::doubts::guessed;
use crate::extract::extract;
use crate::graph::{self, check::check};
use crate::iri::{ActorId, Base, DocumentId};
use crate::ontology::Lexicon;
use crate::resolve::copies::{self, Copy};
use crate::resolve::curation::{Curation, Outcome};
use crate::resolve::{Resolutions, Standing, Summary, acronyms};
use crate::store::{Build, Contents, StoreError};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io::IsTerminal;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What all documents have in common.
pub(super) struct Job<'a> {
    pub build: &'a Build,
    pub lexicon: &'a Lexicon,
    pub curation: &'a Curation,
    pub base: &'a Base,
    pub force: bool,
    pub bar: &'a ProgressBar,
}

/// How many documents went which way.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    pub read: usize,
    pub kept: usize,
    /// Those of the last build that are no longer there.
    pub removed: usize,
}

pub(super) struct Done {
    pub tally: Tally,
    /// In the order of their documents.
    pub summaries: Vec<Summary>,
    /// With what standing each document is stored.
    standings: BTreeMap<DocumentId, Standing>,
    /// From where each document can be read again.
    places: BTreeMap<DocumentId, (Found, Claim, Key)>,
    /// What came of the corrections in each document.
    pub outcomes: BTreeMap<DocumentId, Vec<Outcome>>,
    pub doubtful_before: usize,
    pub diagnostics: Vec<Diagnostic>,
}

/// What a build leaves for the next one of a document that it may then not read.
#[derive(Serialize, Deserialize)]
struct Memory {
    summary: Summary,
    /// What the collection told of it.
    #[serde(default)]
    standing: Standing,
    /// How many warnings it gave when it was read.
    doubtful: usize,
    /// The actors that the program found in it, before any correction.
    #[serde(default)]
    actors: Vec<(ActorId, String)>,
    /// What came of the corrections that concern it.
    #[serde(default)]
    outcomes: Vec<Outcome>,
}

/// What one document's graph depends on, beside the settings.
struct Key {
    /// Its file, and what a sidecar says of it.
    source: String,
    /// The corrections of actors that may concern it, by its words.
    named: Vec<usize>,
}

impl Key {
    fn of(source: &Source, curation: &Curation) -> Self {
        let parts = [&source.sha256(), &source.inside, &format!("{:?}", (&source.id, &source.given))];
        Self { source: Build::key(&parts.map(String::as_str)), named: curation.named_in(searchable(source).as_deref()) }
    }
}

/// What a document says and what is told of it, where a name in it can be found by its letters: not in a file that is no text,
/// in a row of a table, nor where letters may be written as `&eacute;` or stand around a tag.
fn searchable(source: &Source) -> Option<String> {
    let ends = |ending: &str| source.path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending));
    let text = std::str::from_utf8(&source.bytes).ok()?;
    let plain = ends("txt") || (ends("md") || ends("markdown")) && !text.contains(['<', '&', '\\']);
    (plain && !source.is_row).then(|| format!("{text} {:?}", source.given))
}

/// What became of one document.
enum Fate {
    Kept(Memory),
    Read(Memory, Vec<Diagnostic>),
    LeftOut(Vec<Diagnostic>),
}

impl Job<'_> {
    /// Does all documents. What comes of them does not depend on their order or the number of threads.
    pub fn run(&self, found: Vec<Found>) -> Result<Done, StoreError> {
        let claimed = found.into_par_iter().map(|found| {
            let source = found.clone().load()?;
            let key = Key::of(&source, self.curation);
            Ok((found, source.claim(), key))
        });
        let claimed: Vec<Result<(Found, Claim, Key), ReadError>> = claimed.collect();
        let (mut candidates, mut claims, mut diagnostics) = (Vec::new(), Vec::new(), Vec::new());
        let tally = Tally::default();
        for result in claimed {
            match result {
                Ok((found, claim, key)) => {
                    candidates.push((found, key));
                    claims.push(claim);
                }
                Err(error) => {
                    self.bar.inc(1);
                    diagnostics.push(*error.diagnostic);
                }
            }
        }
        diagnostics.extend(settle_ids(&mut claims));
        let fates = candidates.par_iter().zip(&claims).map(|((found, key), claim)| {
            let fate = self.fate(found, claim, key);
            self.bar.inc(1);
            fate
        });
        let fates: Vec<Fate> = fates.collect::<Result<_, _>>()?;
        let (summaries, outcomes, standings) = Default::default();
        let there = candidates.into_iter().zip(&claims);
        let places = there.map(|((found, key), claim)| (claim.id.clone(), (found, claim.clone(), key))).collect();
        let mut done = Done { tally, summaries, standings, places, outcomes, doubtful_before: 0, diagnostics };
        for fate in fates {
            done.take(fate);
        }
        done.summaries.sort_by(|a, b| a.document.cmp(&b.document));
        let before = self.build.previous().map(|manifest| &manifest.documents);
        let now: BTreeSet<&str> = claims.iter().map(|claim| claim.id.as_str()).collect();
        done.tally.removed = before.map_or(0, |before| before.keys().filter(|id| !now.contains(id.as_str())).count());
        Ok(done)
    }

    /// Which documents are copies of others, as people say and as the texts tell. Those that are much alike are read again, for
    /// their words.
    /// Also what came of what people say, by document.
    pub fn copies(&self, done: &Done) -> (Vec<Copy>, Vec<(DocumentId, Outcome)>) {
        let told = self.curation.copies();
        let pairs = match self.lexicon.has_rule(copies::RULE) {
            true => copies::candidates(&done.summaries),
            false => Vec::new(),
        };
        let alike: BTreeSet<usize> = pairs.iter().flat_map(|&(one, other)| [one, other]).collect();
        let words = alike.into_par_iter().filter_map(|at| {
            let id = &done.summaries[at].document;
            let (found, _, _) = done.places.get(id)?;
            let read = || found.clone().load().and_then(Document::read).ok();
            let document = catch_unwind(AssertUnwindSafe(read)).ok()??;
            Some((id.clone(), copies::words(&document)))
        });
        let words = words.collect();
        let settled = copies::find(&done.summaries, &pairs, &words, &told);
        if told.is_empty() {
            return (settled, Vec::new());
        }
        let found = copies::find(&done.summaries, &pairs, &words, &copies::Told::new());
        let came = self.curation.copies_came(&found, &settled);
        (settled, came)
    }

    /// Stores those documents anew of which the collection tells something else than it did when they were stored.
    pub fn settle(&self, done: &mut Done, resolutions: &Resolutions) -> Result<(), StoreError> {
        let changed = done.summaries.par_iter().filter_map(|summary| {
            let standing = resolutions.standing(&summary.document);
            let is_new = done.standings.get(&summary.document) != Some(&standing);
            let place = done.places.get(&summary.document).filter(|_| is_new)?;
            Some((summary, standing, place))
        });
        let fates = changed
            .map(|(summary, standing, (found, claim, key))| self.safely(found, claim, key, standing, Some(summary)));
        for fate in fates.collect::<Result<Vec<Fate>, _>>()? {
            match fate {
                // What it has to tell was told when it was read first.
                Fate::Read(memory, _) | Fate::Kept(memory) => {
                    done.outcomes.insert(memory.summary.document, memory.outcomes);
                }
                Fate::LeftOut(diagnostics) => done.diagnostics.extend(diagnostics),
            }
        }
        Ok(())
    }

    fn fate(&self, found: &Found, claim: &Claim, key: &Key) -> Result<Fate, StoreError> {
        if !self.force
            && let Some(memory) = self.build.remembered(&claim.id)?
            && let Ok(memory) = serde_json::from_slice::<Memory>(&memory)
            && self.build.unchanged(&claim.id, &claim.source, &self.key(key, &claim.id, &memory))
        {
            return Ok(Fate::Kept(memory));
        }
        self.safely(found, claim, key, Standing::default(), None)
    }

    /// Reads a document; a fault of ours in one must not cost the others.
    fn safely(
        &self,
        found: &Found,
        claim: &Claim,
        key: &Key,
        standing: Standing,
        told: Option<&Summary>,
    ) -> Result<Fate, StoreError> {
        catch_unwind(AssertUnwindSafe(|| self.read(found, claim, key, standing, told))).unwrap_or_else(|_| {
            let message = "demarche failed at this document, which is a fault of demarche";
            let diagnostic = Diagnostic::new(Severity::Error, "internal::panic", &found.path, message);
            Ok(Fate::LeftOut(vec![diagnostic.help("please report it, with the document if you may")]))
        })
    }

    /// The key under which a document is stored: what it is made of, the corrections that concern it, and what the collection
    /// tells of it.
    fn key(&self, key: &Key, document: &DocumentId, memory: &Memory) -> String {
        let corrections = self.curation.key(document, &key.named, &memory.actors, self.lexicon);
        Build::key(&[&key.source, &corrections, &format!("{:?}", memory.standing)])
    }

    /// Reads, extracts and stores a document. What the collection asked of it before stays `told`, for its summary must not depend
    /// on what the collection tells of it.
    fn read(
        &self,
        found: &Found,
        claim: &Claim,
        key: &Key,
        standing: Standing,
        told: Option<&Summary>,
    ) -> Result<Fate, StoreError> {
        let mut document = match found.clone().load().and_then(Document::read) {
            Ok(document) => document,
            Err(error) => return Ok(Fate::LeftOut(vec![*error.diagnostic])),
        };
        document.id = claim.id.clone();
        let mut extraction = match standing.acronyms.as_slice() {
            [] => extract(&document, self.lexicon),
            told => extract(&document, &acronyms::taught(self.lexicon, told)),
        };
        acronyms::mark(&document, &mut extraction, &standing.acronyms, self.lexicon);
        let actors = self.curation.actors(&extraction);
        let outcomes = self.curation.apply(&document, &mut extraction, self.lexicon);
        extraction.copy_of = standing.copy_of.clone();
        let dataset = graph::quads(&document, &extraction, self.base);
        let mut diagnostics = std::mem::take(&mut document.diagnostics);
        diagnostics.extend(extraction.diagnostics.iter().cloned());
        let offences: Vec<Diagnostic> = check(&dataset).iter().map(|finding| finding.diagnostic(&document)).collect();
        let is_broken = offences.iter().any(|offence| offence.severity == Severity::Error);
        diagnostics.extend(offences);
        if is_broken {
            return Ok(Fate::LeftOut(diagnostics));
        }
        diagnostics.extend(
            guessed(&document, &extraction)
                .map(|what| Diagnostic::new(Severity::Note, super::GUESSED, &document.source, what)),
        );
        let doubtful = diagnostics.iter().filter(|diagnostic| diagnostic.severity > Severity::Note).count();
        let summary = told.cloned().unwrap_or_else(|| Summary::of(&document, &extraction));
        let memory = Memory { summary, standing, doubtful, actors, outcomes };
        let key = self.key(key, &document.id, &memory);
        let summary = serde_json::to_vec(&memory).unwrap_or_default();
        let text = document.text.stored();
        let contents = Contents { source: &document.source, dataset: &dataset, text: &text, summary: &summary };
        self.build.put(&document.id, &key, contents)?;
        Ok(Fate::Read(memory, diagnostics))
    }
}

impl Done {
    fn take(&mut self, fate: Fate) {
        match fate {
            Fate::Kept(memory) => {
                self.tally.kept += 1;
                self.doubtful_before += memory.doubtful;
                self.take_memory(memory);
            }
            Fate::Read(memory, diagnostics) => {
                self.tally.read += 1;
                self.take_memory(memory);
                self.diagnostics.extend(diagnostics);
            }
            Fate::LeftOut(diagnostics) => {
                self.diagnostics.extend(diagnostics);
            }
        }
    }

    fn take_memory(&mut self, memory: Memory) {
        self.outcomes.insert(memory.summary.document.clone(), memory.outcomes);
        self.standings.insert(memory.summary.document.clone(), memory.standing);
        self.summaries.push(memory.summary);
    }
}

/// A bar on a terminal, and nothing elsewhere.
pub(super) fn bar(documents: usize, quiet: bool) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {human_pos}/{human_len} documents  {eta}");
    ProgressBar::new(documents as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
