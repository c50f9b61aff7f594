//! The shipped ontology as a whole: every file parses, every entry is complete, nothing fits only the gold.

use demarche::document::{Document, Source};
use demarche::extract::extract;
use demarche::iri::Base;
use demarche::ontology::{Lexicon, Ontology};
use oxigraph::model::Term;
use std::collections::BTreeSet;
use std::io::Write;
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

/// The texts of the gold: the seeds, and the dev documents where they stand beside the checkout.
fn gold_texts() -> Vec<Document> {
    let mut gold = texts(&root().join("seeds"));
    gold.extend(texts(&root().join("../shared/gold/dev-texts")));
    gold
}

/// Short texts of our own, of other fields than the gold's.
fn own_texts(lexicon: &Lexicon) -> Vec<Document> {
    let mut own = texts(&root().join("tests/cases"));
    own.extend(texts(&root().join("tests/collections")));
    let examples = lexicon.cues.iter().map(|cue| Source::new("cue.md", cue.fires_in.as_bytes()));
    own.extend(examples.filter_map(|source| Document::read(source).ok()));
    own
}

/// No cue and no rule is there for the gold alone: each that works on it works on texts of our own too.
#[test]
fn no_cue_or_rule_fits_only_the_gold() {
    let lexicon = Lexicon::shipped();
    let (gold_cues, gold_rules) = at_work(&gold_texts(), &lexicon);
    let (cues, rules) = at_work(&own_texts(&lexicon), &lexicon);
    let only: Vec<&String> = gold_cues.difference(&cues).chain(gold_rules.difference(&rules)).collect();
    assert!(only.is_empty(), "at work on the gold only: {only:?}");
}

/// The properties whose values are words that are looked for in texts.
const WORDS: [&str; 12] = [
    "prefLabel",
    "altLabel",
    "acronym",
    "contextName",
    "metonym",
    "demonym",
    "familyName",
    "office",
    "form",
    "keyword",
    "verbForm",
    "eventWord",
];

/// Names and words that stand in the gold's texts, and neither in the tables of facts, nor in the corpus, nor in a text of
/// our own, are listed with the reason why they may stay; no other may come in.
#[test]
fn names_that_stand_in_the_gold_only_are_listed() {
    let [facts, corpus] = ["facts", "corpus/corpus.tgz"].map(|name| root().join("../shared").join(name));
    if !facts.is_dir() || !corpus.is_file() {
        let _ = writeln!(std::io::stderr(), "\nskipped: names of the gold only: there is no ../shared");
        return;
    }
    let lexicon = Lexicon::shipped();
    let plain =
        |documents: Vec<Document>| documents.iter().map(|document| folded(document.text.as_str())).collect::<String>();
    let gold = plain(gold_texts());
    let own = plain(own_texts(&lexicon));
    let cells = walkdir::WalkDir::new(facts).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let cells = cells.map(|entry| std::fs::read_to_string(entry.path()).unwrap());
    let facts: BTreeSet<String> =
        cells.flat_map(|table| table.split(['\t', '\n', '|']).map(folded).collect::<Vec<_>>()).collect();
    let archive = std::process::Command::new("tar").arg("xzOf").arg(corpus).output().unwrap();
    assert!(archive.status.success(), "the corpus cannot be unpacked");
    let corpus = folded(&String::from_utf8_lossy(&archive.stdout));

    let mut only = BTreeSet::new();
    for triple in Ontology::shipped(&Base::default()).files().flat_map(|file| &file.triples) {
        let Term::Literal(literal) = &triple.object else { continue };
        let is_word = |property: &&str| triple.predicate.as_str().ends_with(&format!("#{property}"));
        let word = folded(literal.value());
        if WORDS.iter().any(is_word)
            && gold.contains(&word)
            && !facts.contains(&word)
            && !own.contains(&word)
            && !corpus.contains(&word)
        {
            only.insert(word.trim().to_owned());
        }
    }
    let listed = std::fs::read_to_string(root().join("tests/gold/only-there.tsv")).unwrap();
    let listed: BTreeSet<String> = listed
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_once('\t').expect("a word, a tab, and the reason").0.to_owned())
        .collect();
    let new: Vec<_> = only.difference(&listed).collect();
    assert!(
        new.is_empty(),
        "in the gold and nowhere else: {new:?}. Put them into a text of your own that needs them (tests/cases), take them \
         out, or say in tests/gold/only-there.tsv why they may stay"
    );
}

/// Words in lower case with one blank before each and one at the end, so that whole words are found by `contains`.
fn folded(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    format!(" {} ", words.map(str::to_lowercase).collect::<Vec<_>>().join(" "))
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

#[test]
fn compounds_of_agents_are_agents_and_words_that_end_alike_are_none() {
    let lexicon = Lexicon::shipped();
    let agents = ["owners", "shipowners", "policymakers", "director-general", "taxpayers"];
    let others =
        ["coordination", "vaccination", "determination", "discrimination", "international", "reinforce", "supports"];
    let taken: Vec<&str> = agents.iter().chain(&others).copied().filter(|word| lexicon.is_agent(word)).collect();
    assert_eq!(taken, agents);
}
