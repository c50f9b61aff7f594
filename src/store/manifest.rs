//! The one file that says what the graph is.

use super::StoreError;
use super::files::{self, MANIFEST};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Component, Path};

/// The format of the folder; a graph of a later one is not read.
const FORMAT: u32 = 1;

/// What a graph was built from, and its files. No times: the same documents make the same manifest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    pub settings: Settings,
    #[serde(default)]
    pub recipe: Recipe,
    /// By id.
    pub documents: BTreeMap<String, Entry>,
    /// Graphs that belong to no single document: `curation`, `inferred`, `ontology`, `resolved`.
    pub graphs: BTreeMap<String, FileEntry>,
}

/// What all documents have in common; where it changes, every document is read again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The version of demarche.
    pub version: String,
    /// SHA-256 over the ontology files.
    pub ontology: String,
    /// The base of all IRIs.
    pub base: String,
}

/// What the build was told to build from, so that it can be repeated without telling it again. Paths as they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// Sorted: their order makes no difference.
    pub paths: Vec<String>,
    /// Folders with a user's own ontology files, the last wins.
    pub ontology: Vec<String>,
    /// Folders with a user's own saved queries and rules, the last wins.
    pub queries: Vec<String>,
    /// Folders with corrections, beside those next to the documents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub curation: Vec<String>,
    /// Those folders with corrections that keep somebody's name out of the graph: who publishes it reads the names there, for
    /// they stand nowhere else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withholding: Vec<String>,
}

/// One document of a graph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The path of its file, as the user gave it.
    pub source: String,
    /// What its graph depends on beside the settings: where this is the same, it is not read again.
    pub key: String,
    pub facts: FileEntry,
    pub mentions: FileEntry,
    pub summary: FileEntry,
    pub text: FileEntry,
}

/// A file of the folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Below the folder, `/` between its parts.
    pub path: String,
    pub sha256: String,
    pub bytes: u64,
    /// How many quads it holds, where it holds quads.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub quads: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Manifest {
    pub(super) fn new(settings: Settings, recipe: Recipe) -> Self {
        Self { format: FORMAT, settings, recipe, ..Self::default() }
    }

    /// Every file that it names.
    pub fn files(&self) -> impl Iterator<Item = &FileEntry> {
        self.documents.values().flat_map(Entry::files).chain(self.graphs.values())
    }

    /// The manifest of a folder; none where there is no such file.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>, StoreError> {
        /// Enough of a manifest of any format to tell which it is.
        #[derive(Deserialize)]
        struct Header {
            format: u32,
        }
        let path = folder.join(MANIFEST);
        let Some(bytes) = files::read_if_there(&path)? else { return Ok(None) };
        let damaged = |why: String| StoreError::Damaged { path: path.clone(), why };
        let header: Header = serde_json::from_slice(&bytes).map_err(|error| damaged(error.to_string()))?;
        if header.format > FORMAT {
            return Err(StoreError::Format { path, found: header.format, known: FORMAT });
        }
        let manifest: Self = serde_json::from_slice(&bytes).map_err(|error| damaged(error.to_string()))?;
        if let Some(file) = manifest.files().find(|file| !stays_inside(&file.path)) {
            return Err(damaged(format!("it names a file outside of the folder, {}", file.path)));
        }
        Ok(Some(manifest))
    }

    /// Puts this manifest in the place of the folder's, by a single rename.
    pub(super) fn write(&self, folder: &Path) -> Result<(), StoreError> {
        let path = folder.join(MANIFEST);
        let mut json = serde_json::to_vec_pretty(self)
            .map_err(|error| StoreError::io("write", &path)(std::io::Error::other(error)))?;
        json.push(b'\n');
        files::replace(&path, &json, files::Sync::Yes)
    }
}

impl Entry {
    pub fn files(&self) -> [&FileEntry; 4] {
        [&self.facts, &self.mentions, &self.summary, &self.text]
    }
}

fn stays_inside(path: &str) -> bool {
    !path.contains('\\') && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_that_leads_out_of_the_folder_is_refused() {
        let inside = ["texts/a.txt", "documents/..%2Fa.nq"];
        let outside = ["../a", "/etc/passwd", "texts/../../a", "texts\\..\\a"];
        assert!(inside.iter().all(|path| stays_inside(path)));
        assert!(!outside.iter().any(|path| stays_inside(path)));
    }
}
