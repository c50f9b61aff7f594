//! Each cue of the ontology: a text in which it fires and a near miss in which it does not.

use demarche::document::{Document, Source};
use demarche::extract::{Extraction, extract};
use demarche::iri::{Base, CueId};
use demarche::ontology::lexicon::Cue;
use demarche::ontology::model::CueKind;
use demarche::ontology::{Lexicon, Ontology};

fn read(text: &str) -> Document {
    Document::read(Source::new("cue.md", text.as_bytes())).expect("the example of a cue is a document")
}

fn made_by(extraction: &Extraction, cue: &CueId) -> bool {
    let by_cue = |because: &demarche::extract::Because| because.cue.as_ref() == Some(cue);
    extraction.recommendations.iter().any(|found| by_cue(&found.because))
        || extraction.publisher.as_ref().is_some_and(|publisher| by_cue(&publisher.because))
}

/// Whether a cue did its work in a text: a recommendation or a publisher for most; for the others what they are there for.
fn fires(cue: &Cue, text: &str, lexicon: &Lexicon) -> bool {
    let extraction = extract(&read(text), lexicon);
    match cue.kind {
        CueKind::Cessation => extraction.recommendations.iter().any(|found| found.polarity.name() == "negative"),
        CueKind::LightVerb => extraction.recommendations.iter().any(|found| found.content.is_some()),
        CueKind::Monitoring => extraction.recommendations.iter().any(|found| found.monitoring.is_some()),
        // a report keeps a recommendation from being made
        CueKind::Report => extraction.recommendations.is_empty(),
        _ => made_by(&extraction, &cue.id),
    }
}

#[test]
fn every_cue_fires_in_its_example_and_is_silent_in_its_near_miss() {
    let lexicon = Lexicon::shipped();
    let mut wrong = Vec::new();
    for cue in &lexicon.cues {
        assert!(!cue.fires_in.is_empty() && !cue.silent_in.is_empty(), "{} has no examples", cue.id);
        if !fires(cue, &cue.fires_in, &lexicon) {
            wrong.push(format!("{} does not fire in {:?}", cue.id, cue.fires_in));
        }
        if fires(cue, &cue.silent_in, &lexicon) {
            wrong.push(format!("{} fires in {:?}", cue.id, cue.silent_in));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn without_its_entry_a_cue_makes_nothing() {
    let ontology = Ontology::shipped(&Base::default());
    let lexicon = Lexicon::of(&ontology).0;
    for cue in lexicon.cues.iter().filter(|cue| cue.kind != CueKind::Report) {
        let without = Lexicon::of(&ontology.without(&cue.id.iri(&Base::default()))).0;
        assert!(!fires(cue, &cue.fires_in, &without), "{} is off and yet there", cue.id);
    }
}
