//! The shipped ontology as a whole: every file parses, every entry is complete, nothing fits only the seeds.

use demarche::document::{Document, Source};
use demarche::extract::extract;
use demarche::iri::Base;
use demarche::ontology::{Lexicon, Ontology};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn texts(folder: &Path) -> Vec<Document> {
    let mut paths: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .flatten()
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt" || ending == "md"))
        .collect();
    paths.sort();
    paths.iter().filter_map(|path| Document::read(Source::new(path, std::fs::read(path).ok()?)).ok()).collect()
}

/// The cues and rules that made something in a text.
fn at_work(documents: &[Document], lexicon: &Lexicon) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut cues, mut rules) = (BTreeSet::new(), BTreeSet::new());
    for document in documents {
        let extraction = extract(document, lexicon);
        let recommendations = extraction.recommendations.iter().map(|found| &found.because);
        let mentions = extraction.mentions.iter().map(|found| &found.because);
        for because in recommendations.chain(mentions).chain(extraction.publisher.iter().map(|found| &found.because)) {
            cues.extend(because.cue.as_ref().map(ToString::to_string));
            rules.insert(because.rule.to_string());
        }
    }
    (cues, rules)
}

#[test]
fn every_entry_is_complete() {
    let (lexicon, found) = Lexicon::of(&Ontology::shipped(&Base::default()));
    let told: Vec<String> =
        found.iter().map(|diagnostic| format!("{}: {}", diagnostic.place.file.display(), diagnostic.message)).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    assert!(lexicon.actors.len() > 1500 && lexicon.topics.len() > 120 && lexicon.actions.len() > 600);
    for cue in &lexicon.cues {
        assert!(!cue.forms.is_empty(), "{}", cue.id);
    }
}

/// No cue and no rule is there for the seeds alone: each that works on them works on the other texts of the tests too,
/// which are of other fields.
#[test]
fn nothing_fits_only_the_seeds() {
    let lexicon = Lexicon::shipped();
    let (seed_cues, seed_rules) = at_work(&texts(&root().join("seeds")), &lexicon);
    let mut others = texts(&root().join("tests/cases"));
    others.extend(texts(&root().join("tests/collections")));
    others.extend(
        lexicon.cues.iter().filter_map(|cue| Document::read(Source::new("cue.md", cue.fires_in.as_bytes())).ok()),
    );
    let (cues, rules) = at_work(&others, &lexicon);
    let only: Vec<&String> = seed_cues.difference(&cues).chain(seed_rules.difference(&rules)).collect();
    assert!(only.is_empty(), "at work on the seeds only: {only:?}");
}

#[test]
fn a_users_folder_adds_and_replaces_and_a_broken_file_is_told_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = "@prefix dem: <https://w3id.org/demarche/ns#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\
               <id/lantern-riders> a dem:Organization ; skos:prefLabel \"Lantern Riders\"@en .\n";
    std::fs::write(folder.path().join("own.ttl"), own).expect("written");
    let mut ontology = Ontology::shipped(&Base::default());
    ontology.add_folder(folder.path()).expect("the folder is right");
    let (lexicon, found) = Lexicon::of(&ontology);
    assert!(found.is_empty());
    assert!(lexicon.actor(&demarche::iri::ActorId::new("lantern-riders")).is_some());
    assert_ne!(lexicon.hash, Lexicon::shipped().hash);

    std::fs::write(folder.path().join("own.ttl"), format!("{own}\n<id/x> a dem:Organization ;; skos:prefLabel }}\n"))
        .expect("written");
    let told = Ontology::shipped(&Base::default()).add_folder(folder.path()).expect_err("the file is broken");
    assert_eq!(told.len(), 1);
    let (text, span) = told[0].place.span.clone().expect("a place");
    let place = demarche::text::LineColumn::of(&text, span.start);
    assert!(told[0].place.file.ends_with("own.ttl") && place.line >= 5, "{place:?}");

    std::fs::write(folder.path().join("own.ttl"), own.replace("skos:prefLabel", "skos:altLabel")).expect("written");
    let mut ontology = Ontology::shipped(&Base::default());
    ontology.add_folder(folder.path()).expect("valid Turtle");
    let (_, found) = Lexicon::of(&ontology);
    assert_eq!(found.len(), 1, "an actor without a label is told");
    assert!(found[0].message.contains("prefLabel") && found[0].place.span.is_some());
}
