//! Which files make the collection: folders are walked, sidecars read, and what is no document is said.

use super::formats::{self, Kind};
use super::rows::{self, Place};
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
    /// Which row of a collection file it is, where it is one.
    pub row: Option<Place>,
}

impl Found {
    /// What the document is called: its file; in a collection file with its id, or its line, behind `#`.
    pub fn name(&self) -> PathBuf {
        match (&self.row, &self.id) {
            (None, _) => self.path.clone(),
            (Some(_), Some(id)) => PathBuf::from(format!("{}#{id}", self.path.display())),
            (Some(row), None) => PathBuf::from(format!("{}#{}", self.path.display(), row.line)),
        }
    }

    /// Reads the file's bytes, or the text of its row.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn load(self) -> Result<Source, ReadError> {
        if let Some(row) = &self.row {
            let bytes = row.read(&self.path)?.text.into_bytes();
            let path = self.name();
            return Ok(Source { path, inside: self.inside, bytes, id: self.id, given: self.given, is_row: true });
        }
        match std::fs::read(&self.path) {
            Ok(bytes) => Ok(Source {
                path: self.path,
                inside: self.inside,
                bytes,
                id: self.id,
                given: self.given,
                is_row: false,
            }),
            Err(error) => Err(unreadable(&self.path, &error).into()),
        }
    }
}

/// The documents among `paths`: files that are named, those of folders that are named, and the rows of collection files,
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
        let Some(kind) = formats::by_ending(path) else {
            let message = format!("unknown format: {}", formats::READ);
            let diagnostic = Diagnostic::new(Severity::Error, "read::format", path, message);
            return self.diagnostics.push(diagnostic.help("save its text in a .txt or .md file"));
        };
        if kind == Kind::Collection {
            if rows::is_collection(path) {
                let inside = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                return self.rows(path, &inside);
            }
            let message = "this is no collection of documents: it has no column or field \"text\"";
            let help = "name the column or field that holds the documents' texts \"text\"; a sidecar is read with the documents beside it";
            return self.diagnostics.push(Diagnostic::new(Severity::Error, "collect::rows", path, message).help(help));
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
                    || entry.file_type().is_dir() && is_no_part(entry.path()))
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
            let inside = || {
                let inside = path.strip_prefix(root).unwrap_or(path);
                inside.iter().map(OsStr::to_string_lossy).collect::<Vec<_>>().join("/")
            };
            let kind = formats::by_ending(path).filter(|_| entry.file_type().is_file());
            if kind == Some(Kind::Collection) && rows::is_collection(path) {
                self.rows(path, &inside());
            } else if kind.is_some_and(|kind| kind != Kind::Collection) {
                let stem = path.file_stem().unwrap_or_default();
                if stem.eq_ignore_ascii_case("readme") {
                    continue;
                }
                let folders: Vec<PathBuf> =
                    path.ancestors().skip(1).take(entry.depth()).map(Path::to_path_buf).collect();
                self.found(path, inside(), &folders);
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
            let message = format!("{count} {files} {which} left out: {}", formats::READ);
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
        let found = Found { path: path.to_path_buf(), inside, id: row.id, given: row.given, row: None };
        let itself = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        match self.found.get(&itself) {
            // A file that is reached in two ways is taken as the widest folder has it.
            Some(known) if rank(known) <= rank(&found) => {}
            _ => {
                self.found.insert(itself, found);
            }
        }
    }

    /// Takes the rows of a collection file in.
    fn rows(&mut self, path: &Path, inside: &str) {
        let itself = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let stem = inside.rsplit_once('.').map_or(inside, |(stem, _)| stem);
        let mut diagnostics = Vec::new();
        let rows = rows::rows(path, &mut diagnostics);
        if rows.is_empty() && diagnostics.is_empty() {
            let message = "this collection holds no documents";
            diagnostics.push(Diagnostic::new(Severity::Warning, "collect::rows", path, message));
        }
        for (row, place) in rows {
            let inside = format!("{stem}/{}.txt", place.line);
            let itself = PathBuf::from(format!("{}#{}", itself.display(), place.line));
            let found = Found { path: path.to_path_buf(), inside, id: row.id, given: row.given, row: Some(place) };
            match self.found.get(&itself) {
                Some(known) if rank(known) <= rank(&found) => {}
                _ => {
                    self.found.insert(itself, found);
                }
            }
        }
        self.diagnostics.extend(diagnostics);
    }

    fn row(&self, folder: &Path, path: &Path) -> Option<&Row> {
        let key = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
        let below: Vec<_> = path.strip_prefix(folder).unwrap_or(path).iter().map(OsStr::to_string_lossy).collect();
        self.sidecars.get(&key)?.as_ref()?.row(&below.join("/"))
    }

    fn finish(self) -> (Vec<Found>, Vec<Diagnostic>) {
        let mut found: Vec<Found> = self.found.into_values().collect();
        let line = |found: &Found| found.row.as_ref().map_or(0, |row| row.line);
        let stem = |found: &Found| match &found.row {
            Some(_) => found.inside.rsplit_once('/').map_or_else(String::new, |(stem, _)| stem.to_owned()),
            None => found.inside.clone(),
        };
        found.sort_by_cached_key(|found| (stem(found), line(found), found.path.clone()));
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

/// Whether a folder holds no documents of the collection that it stands in.
fn is_no_part(folder: &Path) -> bool {
    is_graph(folder) || is_curation(folder) || is_of_a_page(folder)
}

/// Whether a folder holds a graph, whose stored texts are no new documents.
fn is_graph(folder: &Path) -> bool {
    ["manifest.json", "build.lock", "texts"].iter().all(|name| folder.join(name).exists())
}

/// Whether a folder holds corrections and no documents.
fn is_curation(folder: &Path) -> bool {
    let corrects = |path: &Path| holds_corrections(path) && path.file_name() != Some(OsStr::new(SIDECAR));
    let files = || std::fs::read_dir(folder).into_iter().flatten().flatten();
    folder.file_name() == Some(OsStr::new(CURATION)) && files().any(|entry| corrects(&entry.path()))
}

/// Whether a file of a curation folder is one of corrections, by its ending.
pub fn holds_corrections(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    ["csv", "tsv", "ttl"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Whether a folder holds what a browser saved beside a page: `Statement_files` beside `Statement.html`.
fn is_of_a_page(folder: &Path) -> bool {
    let name = folder.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
    let stem = name.strip_suffix("_files").or(name.strip_suffix(".files"));
    stem.is_some_and(|stem| {
        ["html", "htm"].iter().any(|ending| folder.with_file_name(format!("{stem}.{ending}")).is_file())
    })
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
