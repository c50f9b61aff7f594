//! Which files make the collection: folders are walked, sidecars read, and what is no document is said.

use super::sidecar::{Row, Sidecar};
use super::{Given, ReadError, Source};
use crate::diagnostic::{Diagnostic, Severity};
use crate::iri::DocumentId;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The name of a folder's sidecar.
pub const SIDECAR: &str = "documents.csv";

/// The name of the folder with what people correct.
pub const CURATION: &str = "curation";

/// A document that was found and not read yet.
#[derive(Clone, Debug)]
pub struct Found {
    /// As the user gave it, or below a folder that the user gave.
    pub path: PathBuf,
    /// Its path inside the collection, `/` between its parts.
    pub inside: String,
    /// The sidecar's id.
    pub id: Option<String>,
    /// The sidecar's values.
    pub given: Given,
}

impl Found {
    /// Reads the file's bytes.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn load(self) -> Result<Source, ReadError> {
        match std::fs::read(&self.path) {
            Ok(bytes) => Ok(Source { path: self.path, inside: self.inside, bytes, id: self.id, given: self.given }),
            Err(error) => Err(unreadable(&self.path, &error).into()),
        }
    }
}

/// The documents among `paths`: files that are named, and the .txt, .md and .markdown files of folders that are named,
/// in an order that does not depend on theirs. What cannot be a document is said.
pub fn collect(paths: &[PathBuf]) -> (Vec<Found>, Vec<Diagnostic>) {
    let mut collection = Collection::default();
    for path in paths {
        collection.add(path);
    }
    collection.finish()
}

/// A document and the id that it would have if it were alone.
#[derive(Clone, Debug)]
pub struct Claim {
    pub id: DocumentId,
    /// As the user gave it.
    pub source: String,
    /// Of the file's bytes.
    pub sha256: String,
}

/// Gives documents that claim one id different ones: the first by its path keeps it, the others get the beginning of
/// their hash behind it. Says so.
pub fn settle_ids(claims: &mut [Claim]) -> Vec<Diagnostic> {
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by(|&a, &b| {
        let key = |at: usize| (&claims[at].source, &claims[at].sha256);
        key(a).cmp(&key(b))
    });
    let mut taken: BTreeMap<DocumentId, String> = BTreeMap::new();
    let all: BTreeSet<DocumentId> = claims.iter().map(|claim| claim.id.clone()).collect();
    let mut diagnostics = Vec::new();
    for at in order {
        let claim = &mut claims[at];
        let Some(first) = taken.get(&claim.id) else {
            taken.insert(claim.id.clone(), claim.source.clone());
            continue;
        };
        let free = |id: &DocumentId| !all.contains(id) && !taken.contains_key(id);
        let short = (8..=64).map(|len| DocumentId::new(format!("{}-{}", claim.id, &claim.sha256[..len])));
        // The same text twice: the hash tells them not apart, a number does.
        let long = (2..).map(|number| DocumentId::new(format!("{}-{}-{number}", claim.id, &claim.sha256[..8])));
        let Some(id) = short.chain(long).find(free) else { continue };
        let message = format!("{first} has the id {:?} too; this document gets {:?}", claim.id.as_str(), id.as_str());
        diagnostics.push(
            Diagnostic::new(Severity::Warning, "collect::id", &claim.source, message)
                .help(format!("give one of them another id in {SIDECAR}")),
        );
        claim.id = id;
        taken.insert(claim.id.clone(), claim.source.clone());
    }
    diagnostics
}

#[derive(Default)]
struct Collection {
    /// By the file itself, however it was reached.
    found: BTreeMap<PathBuf, Found>,
    /// The sidecars of folders, by the folder itself.
    sidecars: BTreeMap<PathBuf, Option<Sidecar>>,
    diagnostics: Vec<Diagnostic>,
}

impl Collection {
    fn add(&mut self, path: &Path) {
        let kind = match std::fs::metadata(path) {
            Ok(kind) => kind,
            Err(error) => return self.diagnostics.push(unreadable(path, &error)),
        };
        if kind.is_dir() {
            return self.walk(path);
        }
        if !is_readable(path) {
            let message = "unknown format: only .txt, .md and .markdown files are read";
            let diagnostic = Diagnostic::new(Severity::Error, "read::format", path, message);
            return self.diagnostics.push(diagnostic.help("save its text in a .txt or .md file"));
        }
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        self.sidecar(folder);
        let inside = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.found(path, inside, &[folder.to_path_buf()]);
    }

    fn walk(&mut self, root: &Path) {
        let mut ignored: BTreeMap<(PathBuf, String), usize> = BTreeMap::new();
        let visible = |entry: &walkdir::DirEntry| {
            entry.depth() == 0
                || !(entry.file_name().to_string_lossy().starts_with('.')
                    || entry.file_type().is_dir() && (is_graph(entry.path()) || is_curation(entry.path())))
        };
        for entry in WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter().filter_entry(visible) {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.diagnostics.push(not_walked(root, &error));
                    continue;
                }
            };
            let path = entry.path();
            if entry.file_type().is_dir() {
                self.sidecar(path);
                continue;
            }
            if is_readable(path) && entry.file_type().is_file() {
                let stem = path.file_stem().unwrap_or_default();
                if stem.eq_ignore_ascii_case("readme") {
                    continue;
                }
                let inside = path.strip_prefix(root).unwrap_or(path);
                let inside: Vec<_> = inside.iter().map(OsStr::to_string_lossy).collect();
                let folders: Vec<PathBuf> =
                    path.ancestors().skip(1).take(entry.depth()).map(Path::to_path_buf).collect();
                self.found(path, inside.join("/"), &folders);
            } else if path.file_name() != Some(OsStr::new(SIDECAR)) {
                let ending =
                    path.extension().map_or_else(String::new, |ending| format!(".{}", ending.to_string_lossy()));
                let folder = path.parent().unwrap_or(root).to_path_buf();
                *ignored.entry((folder, ending)).or_default() += 1;
            }
        }
        for ((folder, ending), count) in ignored {
            let files = if count == 1 { "file" } else { "files" };
            let which =
                if ending.is_empty() { "without an ending".to_owned() } else { format!("with the ending {ending}") };
            let message = format!("{count} {files} {which} left out: only .txt, .md and .markdown files are read");
            self.diagnostics.push(Diagnostic::new(Severity::Note, "collect::ignored", folder, message));
        }
    }

    /// Reads a folder's sidecar, once.
    fn sidecar(&mut self, folder: &Path) {
        let key = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
        if !self.sidecars.contains_key(&key) {
            let sidecar = Sidecar::read(folder, &mut self.diagnostics);
            self.sidecars.insert(key, sidecar);
        }
    }

    /// Takes a file in, with what the sidecars of the folders around it say, the nearest first.
    fn found(&mut self, path: &Path, inside: String, folders: &[PathBuf]) {
        let row = folders.iter().find_map(|folder| self.row(folder, path)).cloned().unwrap_or_default();
        let found = Found { path: path.to_path_buf(), inside, id: row.id, given: row.given };
        let itself = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        match self.found.get(&itself) {
            // A file that is reached in two ways is taken as the widest folder has it.
            Some(known) if rank(known) <= rank(&found) => {}
            _ => {
                self.found.insert(itself, found);
            }
        }
    }

    fn row(&self, folder: &Path, path: &Path) -> Option<&Row> {
        let key = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
        let below: Vec<_> = path.strip_prefix(folder).unwrap_or(path).iter().map(OsStr::to_string_lossy).collect();
        self.sidecars.get(&key)?.as_ref()?.row(&below.join("/"))
    }

    fn finish(self) -> (Vec<Found>, Vec<Diagnostic>) {
        let mut found: Vec<Found> = self.found.into_values().collect();
        found.sort_by(|a, b| (&a.inside, &a.path).cmp(&(&b.inside, &b.path)));
        let mut diagnostics = self.diagnostics;
        diagnostics.sort_by(|a, b| {
            let place = |diagnostic: &Diagnostic| diagnostic.place.span.as_ref().map(|(_, span)| *span);
            (&a.place.file, place(a), a.code, &a.message).cmp(&(&b.place.file, place(b), b.code, &b.message))
        });
        diagnostics.dedup_by(|a, b| a.code == b.code && a.message == b.message && a.place.file == b.place.file);
        (found, diagnostics)
    }
}

/// The deepest path inside a collection comes first, then the order of paths.
fn rank(found: &Found) -> (std::cmp::Reverse<usize>, &str, &Path) {
    (std::cmp::Reverse(found.inside.matches('/').count()), &found.inside, &found.path)
}

/// Whether a folder holds a graph, whose stored texts are no new documents.
fn is_graph(folder: &Path) -> bool {
    ["manifest.json", "build.lock", "texts"].iter().all(|name| folder.join(name).exists())
}

/// Whether a folder holds corrections and no documents.
fn is_curation(folder: &Path) -> bool {
    let corrects = |path: &Path| {
        let ending = path.extension().unwrap_or_default();
        ["csv", "tsv", "ttl"].iter().any(|known| ending.eq_ignore_ascii_case(known))
            && path.file_name() != Some(OsStr::new(SIDECAR))
    };
    let files = || std::fs::read_dir(folder).into_iter().flatten().flatten();
    folder.file_name() == Some(OsStr::new(CURATION)) && files().any(|entry| corrects(&entry.path()))
}

fn is_readable(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    ["txt", "md", "markdown"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    let (message, help) = match error.kind() {
        std::io::ErrorKind::NotFound => ("there is no such file or folder".to_owned(), "check the path"),
        std::io::ErrorKind::PermissionDenied => ("it may not be read".to_owned(), "give yourself the right to read it"),
        _ => (format!("it cannot be read: {error}"), "check the file and the disk"),
    };
    Diagnostic::new(Severity::Error, "read::io", path, message).help(help)
}

fn not_walked(root: &Path, error: &walkdir::Error) -> Diagnostic {
    let path = error.path().unwrap_or(root);
    if let Some(ancestor) = error.loop_ancestor() {
        let message = format!("this link leads back to {}, which is above it", ancestor.display());
        return Diagnostic::new(Severity::Error, "collect::loop", path, message).help("remove the link");
    }
    match error.io_error() {
        Some(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Diagnostic::new(Severity::Error, "read::io", path, "this link leads nowhere")
                .help("remove or mend the link")
        }
        Some(error) => unreadable(path, error),
        None => Diagnostic::new(Severity::Error, "read::io", path, error.to_string()),
    }
}
