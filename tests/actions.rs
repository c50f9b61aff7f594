//! Kinds of action: which a sentence asks for, and where its verb is meant in another sense, none. Adding a test is adding a
//! line to `tests/actions.tsv`.

use demarche::document::{Document, Source};
use demarche::extract::extract;
use demarche::ontology::Lexicon;

#[test]
fn a_verb_tells_its_kind_of_action_only_in_its_own_sense() {
    let lexicon = Lexicon::shipped();
    let cases = include_str!("actions.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut wrong = Vec::new();
    for case in cases {
        let (sentence, kind) = case.split_once('\t').expect("a sentence, a tab, a kind of action");
        let document = Document::read(Source::new("action.md", sentence.as_bytes())).expect("a sentence is a document");
        let found = extract(&document, &lexicon).recommendations;
        let kinds: Vec<String> =
            found.iter().map(|one| one.action.as_ref().map(ToString::to_string).unwrap_or_default()).collect();
        if kinds != [kind] {
            wrong.push(format!("{sentence} {kinds:?}, not {kind:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
