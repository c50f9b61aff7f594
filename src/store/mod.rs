//! The graph on disk: a folder anyone can read, of immutable files named after their content and one `manifest.json`
//! that says which of them are the graph.
//!
//! ```text
//! graph/manifest.json                     swapped by a single rename: a build is there whole or not at all
//!       documents/{id}.{hash}.nq          what is known of a document, sorted N-Quads
//!       mentions/{id}.{hash}.nq           every place that names somebody: loaded only where it is asked for
//!       summaries/{id}.{hash}.json        what the collection stage needs of a document
//!       texts/{sha256}.txt                the stored texts
//!       graphs/{name}.{hash}.nq           what belongs to no single document: ontology, resolved, inferred
//!       runs.nq                           when it was built: the only file with times, and in no manifest
//! ```

mod build;
mod error;
mod files;
mod lock;
mod manifest;

pub use build::{Build, Contents, Run};
pub use error::StoreError;
pub use manifest::{Entry, FileEntry, Manifest, Recipe, Settings};

use crate::graph::Dataset;
use crate::iri::DocumentId;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;
use std::path::{Path, PathBuf};

/// A graph in memory, as it is asked.
pub type Loaded = oxigraph::store::Store;

/// How much of a graph is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// All but the mentions: enough for most questions.
    Facts,
    All,
}

/// A graph folder that was built.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
    manifest: Manifest,
}

impl Store {
    /// Opens a graph folder.
    ///
    /// # Errors
    /// [`StoreError::NoGraph`] where the folder holds none; others where its manifest cannot be read.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let folder = folder.into();
        let manifest = Manifest::read(&folder)?.ok_or_else(|| StoreError::NoGraph { folder: folder.clone() })?;
        Ok(Self { folder, manifest })
    }

    /// What the graph was built from, and its files.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Reads the graph into memory. What was built meanwhile is read as it now stands.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where a file is not what the manifest says.
    pub fn load(&self, parts: Parts) -> Result<oxigraph::store::Store, StoreError> {
        match self.load_as_of(&self.manifest, parts) {
            // The files of this manifest can have been swept by two builds since: then the newest one counts.
            Err(StoreError::Damaged { .. }) => self.load_as_of(&Self::open(&self.folder)?.manifest, parts),
            loaded => loaded,
        }
    }

    fn load_as_of(&self, manifest: &Manifest, parts: Parts) -> Result<oxigraph::store::Store, StoreError> {
        let damaged = |path: &Path, why: String| StoreError::Damaged { path: path.to_owned(), why };
        let store = oxigraph::store::Store::new().map_err(|error| damaged(&self.folder, error.to_string()))?;
        let mut loader = store.bulk_loader();
        let documents = manifest.documents.values();
        let files = documents.flat_map(|entry| match parts {
            Parts::Facts => vec![&entry.facts],
            Parts::All => vec![&entry.facts, &entry.mentions],
        });
        for file in files.chain(manifest.graphs.values()) {
            let bytes = files::read(&self.folder, file)?;
            loader
                .load_from_slice(RdfFormat::NQuads, &bytes)
                .map_err(|error| damaged(&self.folder.join(&file.path), error.to_string()))?;
        }
        let runs = self.folder.join(files::RUNS);
        if let Some(bytes) = files::read_if_there(&runs)? {
            loader.load_from_slice(RdfFormat::NQuads, &bytes).map_err(|error| damaged(&runs, error.to_string()))?;
        }
        loader.commit().map_err(|error| damaged(&self.folder, error.to_string()))?;
        Ok(store)
    }

    /// What was stored of a document, each file held against its hash.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where a file is gone, is not what the manifest says, or is no N-Quads.
    pub fn dataset(&self, entry: &Entry) -> Result<Dataset, StoreError> {
        Ok(Dataset { facts: self.quads(&entry.facts)?, mentions: self.quads(&entry.mentions)? })
    }

    /// The quads of one file, held against its hash.
    ///
    /// # Errors
    /// As [`Store::dataset`].
    pub fn quads(&self, file: &FileEntry) -> Result<Vec<Quad>, StoreError> {
        let bytes = files::read(&self.folder, file)?;
        let quads = RdfParser::from_format(RdfFormat::NQuads).for_slice(&bytes).collect::<Result<_, _>>();
        quads.map_err(|error| StoreError::Damaged { path: self.folder.join(&file.path), why: error.to_string() })
    }

    /// Holds a file that is no graph, a text or summary, against its hash.
    ///
    /// # Errors
    /// As [`Store::dataset`].
    pub fn verify(&self, file: &FileEntry) -> Result<(), StoreError> {
        files::read(&self.folder, file).map(drop)
    }

    /// The stored text of a document, LF line ends.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the file is gone or is not what the manifest says.
    pub fn text(&self, document: &DocumentId) -> Result<Option<String>, StoreError> {
        let Some(entry) = self.manifest.documents.get(document.as_str()) else { return Ok(None) };
        let bytes = files::read(&self.folder, &entry.text)?;
        Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
    }
}
