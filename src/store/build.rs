//! One build: what has not changed is kept, what has is written beside it, and at the end the manifest is swapped. The
//! result depends on what was put and kept in this build alone.

use super::files::{self, FOLDERS, RUNS};
use super::lock::Lock;
use super::{Entry, FileEntry, Manifest, Parts, Recipe, Settings, Store, StoreError};
use crate::graph::{self, Dataset, name};
use crate::iri::{Base, DocumentId};
use crate::vocab::{dem, prov};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNodeRef, Quad, Term};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// A build at work in a folder. Documents can be put from several threads; nothing of it shows until [`Build::finish`].
#[derive(Debug)]
pub struct Build {
    folder: PathBuf,
    settings: Settings,
    recipe: Recipe,
    previous: Option<Manifest>,
    documents: Mutex<BTreeMap<String, Entry>>,
    graphs: Mutex<BTreeMap<String, FileEntry>>,
    _lock: Lock,
}

/// A document that was read and may be stored.
#[derive(Clone, Copy, Debug)]
pub struct Contents<'a> {
    /// The path of its file, as the user gave it.
    pub source: &'a str,
    pub dataset: &'a Dataset,
    /// The stored text, LF line ends.
    pub text: &'a str,
    /// What the caller needs of the document when it is not read again, such as what the collection stage asks.
    pub summary: &'a [u8],
}

/// When and with what a build was made.
#[derive(Clone, Debug)]
pub struct Run {
    /// `xsd:dateTime`s.
    pub started: String,
    pub ended: String,
    pub rule_set: Option<String>,
}

impl Build {
    /// Begins a build in a folder, which is made where it is not there, and sweeps what earlier ones left.
    ///
    /// # Errors
    /// [`StoreError::Locked`] where another build is at work there; [`StoreError::Format`] where a later version built
    /// the graph. A damaged manifest is no error: everything is read again.
    pub fn begin(folder: impl Into<PathBuf>, settings: Settings) -> Result<Self, StoreError> {
        let folder = folder.into();
        for kind in FOLDERS {
            let path = folder.join(kind);
            fs::create_dir_all(&path).map_err(StoreError::io("make", &path))?;
        }
        let lock = Lock::acquire(&folder)?;
        let previous = match Manifest::read(&folder) {
            Err(StoreError::Damaged { .. }) => None,
            read => read?,
        };
        files::sweep(&folder, previous.as_ref());
        let (recipe, documents, graphs) = Default::default();
        Ok(Self { folder, settings, recipe, previous, documents, graphs, _lock: lock })
    }

    /// Writes down what this build was told to build from.
    pub fn remember(&mut self, recipe: Recipe) {
        self.recipe = recipe;
    }

    /// The manifest as the last build left it.
    pub fn previous(&self) -> Option<&Manifest> {
        self.previous.as_ref()
    }

    /// Keeps a document as the last build stored it, if nothing that its graph depends on has changed: the settings,
    /// its source and `key`, which stands for the bytes of its file and for what a sidecar says of it (see
    /// [`Build::key`]). Otherwise it must be read and put.
    pub fn unchanged(&self, id: &DocumentId, source: &str, key: &str) -> bool {
        let Some(previous) = self.previous.as_ref().filter(|previous| previous.settings == self.settings) else {
            return false;
        };
        let Some(entry) = previous.documents.get(id.as_str()) else { return false };
        let same = entry.key == key && entry.source == source;
        let whole = same && entry.files().iter().all(|file| files::is_there(&self.folder, file));
        if whole {
            lock(&self.documents).insert(id.as_str().to_owned(), entry.clone());
        }
        whole
    }

    /// What the last build put as the summary of a document, whether or not it is kept now; none where the file is gone.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the file is not what was put.
    pub fn remembered(&self, id: &DocumentId) -> Result<Option<Vec<u8>>, StoreError> {
        let entry = self.previous.as_ref().and_then(|previous| previous.documents.get(id.as_str()));
        let there = entry.filter(|entry| files::is_there(&self.folder, &entry.summary));
        there.map(|entry| files::read(&self.folder, &entry.summary)).transpose()
    }

    /// A key over everything that one document's graph depends on.
    pub fn key(parts: &[&str]) -> String {
        let mut bytes = Vec::new();
        for part in parts {
            // The length before each part, so that no two lists run together into the same bytes.
            bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        files::sha256(&bytes)
    }

    /// What was put as the summary of a document that this build has kept or put.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the file is not what was put.
    pub fn summary(&self, id: &DocumentId) -> Result<Option<Vec<u8>>, StoreError> {
        let file = lock(&self.documents).get(id.as_str()).map(|entry| entry.summary.clone());
        file.map(|file| files::read(&self.folder, &file)).transpose()
    }

    /// Stores a document in the place of what the last build had under its id.
    ///
    /// # Errors
    /// [`StoreError::Io`] where the disk is full or refuses.
    pub fn put(&self, id: &DocumentId, key: &str, contents: Contents<'_>) -> Result<(), StoreError> {
        let Contents { source, dataset, text, summary } = contents;
        let quads = |kind: &str, quads: &[Quad]| {
            files::store(&self.folder, kind, id.as_str(), "nq", &files::nquads(quads), quads.len())
        };
        let entry = Entry {
            source: source.to_owned(),
            key: key.to_owned(),
            facts: quads("documents", &dataset.facts)?,
            mentions: quads("mentions", &dataset.mentions)?,
            summary: files::store(&self.folder, "summaries", id.as_str(), "json", summary, 0)?,
            text: files::store(&self.folder, "texts", "", "txt", text.as_bytes(), 0)?,
        };
        lock(&self.documents).insert(id.as_str().to_owned(), entry);
        Ok(())
    }

    /// Stores a graph that belongs to no single document, such as `resolved`.
    ///
    /// # Errors
    /// [`StoreError::Io`] where the disk is full or refuses.
    pub fn put_graph(&self, name: &str, quads: Vec<Quad>) -> Result<(), StoreError> {
        let quads = graph::sorted(quads);
        let file = files::store(&self.folder, "graphs", name, "nq", &files::nquads(&quads), quads.len())?;
        lock(&self.graphs).insert(name.to_owned(), file);
        Ok(())
    }

    /// What this build has kept and put so far, in memory.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where a file is not what was put.
    pub fn load(&self, parts: Parts) -> Result<oxigraph::store::Store, StoreError> {
        let mut manifest = Manifest::new(self.settings.clone(), Recipe::default());
        manifest.documents = lock(&self.documents).clone();
        manifest.graphs = lock(&self.graphs).clone();
        Store { folder: self.folder.clone(), manifest: Manifest::default() }.load_as_of(&manifest, parts)
    }

    /// Ends the build: from here on the folder's graph is what was kept and put, and nothing else.
    ///
    /// # Errors
    /// [`StoreError::Io`] where the disk is full or refuses; the graph is then as it was before.
    pub fn finish(self, run: &Run) -> Result<Manifest, StoreError> {
        let mut manifest = Manifest::new(self.settings, self.recipe);
        manifest.documents = self.documents.into_inner().unwrap_or_else(PoisonError::into_inner);
        manifest.graphs = self.graphs.into_inner().unwrap_or_else(PoisonError::into_inner);
        manifest.write(&self.folder)?;
        record(&self.folder, run, &manifest.settings)?;
        Ok(manifest)
    }
}

/// A panic in one thread of a build spoils no map of another's entries.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Adds a run to `runs.nq`.
fn record(folder: &Path, run: &Run, settings: &Settings) -> Result<(), StoreError> {
    let path = folder.join(RUNS);
    let mut lines = files::read_if_there(&path)?.unwrap_or_default();
    if let Ok(base) = Base::parse(&settings.base) {
        lines.extend(files::nquads(&describe(run, settings, &base)));
    }
    files::replace(&path, &lines, files::Sync::No)
}

fn describe(run: &Run, settings: &Settings, base: &Base) -> Vec<Quad> {
    let id: String = run.started.chars().filter(|c| c.is_ascii_alphanumeric() || "-:.".contains(*c)).collect();
    let node = base.node(&format!("run/{id}"));
    let graph = base.node(name::RUNS_GRAPH);
    let time = |at: &str| Term::from(Literal::new_typed_literal(at, xsd::DATE_TIME));
    let text = |text: &str| Term::from(Literal::from(text));
    let mut facts: Vec<(NamedNodeRef<'_>, Term)> = vec![
        (rdf::TYPE, dem::class::RUN.into_owned().into()),
        (prov::STARTED_AT_TIME, time(&run.started)),
        (prov::ENDED_AT_TIME, time(&run.ended)),
        (dem::VERSION, text(&settings.version)),
        (dem::ONTOLOGY_SHA256, text(&settings.ontology)),
    ];
    facts.extend(run.rule_set.as_deref().map(|name| (dem::RULE_SET, text(name))));
    let quad = |(property, value)| Quad::new(node.clone(), property, value, graph.clone());
    graph::sorted(facts.into_iter().map(quad).collect())
}
