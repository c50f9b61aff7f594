//! Every result names what made it: with that rule or entry switched off, the result is gone.

use demarche::document::{Document, Source};
use demarche::extract::{Because, Extraction, extract};
use demarche::iri::Base;
use demarche::ontology::{Lexicon, Ontology};
use std::collections::BTreeSet;
use std::path::Path;

fn seeds() -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut paths: Vec<_> = std::fs::read_dir(folder).expect("seeds").flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    let read =
        |path| Document::read(Source::new(path, std::fs::read(path).expect("a seed"))).expect("a seed is a document");
    paths.iter().map(read).collect()
}

/// What made each result of an extraction.
fn reasons(extraction: &Extraction) -> Vec<&Because> {
    let mut reasons: Vec<&Because> = Vec::new();
    reasons.extend(extraction.title.iter().map(|found| &found.because));
    reasons.extend(extraction.publisher.iter().map(|found| &found.because));
    reasons.extend(extraction.issued.iter().map(|found| &found.because));
    reasons.extend(extraction.mentions.iter().map(|found| &found.because));
    reasons.extend(extraction.dates.iter().map(|found| &found.because));
    reasons.extend(extraction.recommendations.iter().map(|found| &found.because));
    reasons.extend(extraction.citations.iter().map(|found| &found.because));
    reasons
}

#[test]
fn without_a_rule_nothing_is_made_by_it() {
    let lexicon = Lexicon::shipped();
    let documents = seeds();
    let mut used = BTreeSet::new();
    for document in &documents {
        used.extend(reasons(&extract(document, &lexicon)).into_iter().map(|because| because.rule.to_string()));
    }
    assert!(used.len() > 15, "the seeds show only {used:?}");
    for rule in used {
        let mut off = lexicon.clone();
        assert!(off.rules.remove(&rule), "{rule} makes results and is not described in ontology/rules.ttl");
        for document in &documents {
            let extraction = extract(document, &off);
            assert!(
                reasons(&extraction).iter().all(|because| because.rule.as_str() != rule),
                "{rule} is off and at work"
            );
        }
    }
}

#[test]
fn without_an_actors_entry_nothing_is_taken_for_that_actor() {
    let ontology = Ontology::shipped(&Base::default());
    let lexicon = Lexicon::of(&ontology).0;
    let documents = seeds();
    for name in ["qatar", "hamas", "j-street", "united-arab-emirates"] {
        let id = demarche::iri::ActorId::new(name);
        let mentioned = |lexicon: &Lexicon| {
            documents
                .iter()
                .any(|document| extract(document, lexicon).mentions.iter().any(|mention| mention.actor == id))
        };
        assert!(mentioned(&lexicon), "no seed names {name}");
        assert!(!mentioned(&Lexicon::of(&ontology.without(&id.iri(&Base::default()))).0), "{name} is off and named");
    }
}

#[test]
fn every_rule_that_the_code_asks_for_is_described() {
    let lexicon = Lexicon::shipped();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut asked = BTreeSet::new();
    for entry in walkdir::WalkDir::new(folder)
        .into_iter()
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|e| e == "rs"))
    {
        let code = std::fs::read_to_string(entry.path()).expect("code");
        for call in ["rule(\"", "rule_by(\"", "has_rule(\"", "let rule = if heading { \""] {
            asked.extend(code.split(call).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned));
        }
    }
    let missing: Vec<_> = asked.iter().filter(|rule| !lexicon.has_rule(rule)).collect();
    assert!(missing.is_empty(), "not in ontology/rules.ttl: {missing:?}");
}
