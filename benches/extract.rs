//! How many bytes a second are read and extracted on one core: `cargo bench --bench extract`.
//!
//! Over the briefings and resolutions of `../shared/corpus` (`CORPUS` names another .tgz or folder), and over `seeds/`.

use demarche::document::{Document, Source, collect};
use demarche::extract::extract;
use demarche::graph;
use demarche::iri::Base;
use demarche::ontology::Lexicon;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

fn main() {
    divan::main();
}

/// How many bytes of a collection are taken, spread over it: enough for a steady figure.
const BYTES: usize = 2_000_000;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::shipped);

/// Collections by name, those that are there.
static COLLECTIONS: LazyLock<Vec<(&str, Vec<Source>)>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = unpacked(std::env::var_os("CORPUS").map_or(root.join("../shared/corpus/corpus.tgz"), PathBuf::from));
    let named = [
        ("briefings", corpus.join("briefings")),
        ("resolutions", corpus.join("resolutions")),
        ("seeds", root.join("seeds")),
    ];
    named.into_iter().map(|(name, folder)| (name, sources(folder))).filter(|(_, sources)| !sources.is_empty()).collect()
});

/// The folder with the corpus: an archive is unpacked beside the build, once.
fn unpacked(corpus: PathBuf) -> PathBuf {
    if !corpus.is_file() {
        return corpus;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    if !folder.join("corpus").is_dir() {
        let unpack = std::process::Command::new("tar").arg("xzf").arg(&corpus).arg("-C").arg(folder).status();
        assert!(unpack.is_ok_and(|status| status.success()), "{} cannot be unpacked", corpus.display());
    }
    folder.join("corpus")
}

/// Documents of a folder, evenly spread, of about [`BYTES`] in all.
fn sources(folder: PathBuf) -> Vec<Source> {
    let all: Vec<Source> = collect(&[folder]).0.into_iter().filter_map(|found| found.load().ok()).collect();
    let size: usize = all.iter().map(|source| source.bytes.len()).sum();
    all.into_iter().step_by((size / BYTES).max(1)).collect()
}

fn size(sources: &[Source]) -> BytesCount {
    BytesCount::new(sources.iter().map(|source| source.bytes.len()).sum::<usize>())
}

fn documents(sources: &[Source]) -> Vec<Document> {
    sources.iter().cloned().filter_map(|source| Document::read(source).ok()).collect()
}

fn bytes(documents: &[Document]) -> BytesCount {
    BytesCount::new(documents.iter().map(|document| document.text.as_str().len()).sum::<usize>())
}

fn names() -> Vec<&'static str> {
    COLLECTIONS.iter().map(|(name, _)| *name).collect()
}

fn collection(name: &str) -> &'static [Source] {
    COLLECTIONS.iter().find(|(other, _)| *other == name).map_or(&[], |(_, sources)| sources)
}

#[divan::bench(args = names())]
fn reading(bencher: Bencher<'_, '_>, name: &str) {
    let sources = collection(name);
    bencher.counter(size(sources)).with_inputs(|| sources.to_vec()).bench_values(|sources| documents(&sources));
}

#[divan::bench(args = names())]
fn extracting(bencher: Bencher<'_, '_>, name: &str) {
    let documents = documents(collection(name));
    let lexicon = &*LEXICON;
    bencher.counter(bytes(&documents)).bench(|| {
        for document in &documents {
            black_box(extract(document, lexicon));
        }
    });
}

#[divan::bench(args = names())]
fn mapping(bencher: Bencher<'_, '_>, name: &str) {
    let documents = documents(collection(name));
    let found: Vec<_> = documents.iter().map(|document| (document, extract(document, &LEXICON))).collect();
    let base = Base::default();
    bencher.counter(bytes(&documents)).bench(|| {
        for (document, extraction) in &found {
            black_box(graph::quads(document, extraction, &base));
        }
    });
}

/// What the program does before the first document.
#[divan::bench]
fn compiling_the_lexicon() -> Lexicon {
    Lexicon::shipped()
}
