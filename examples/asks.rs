//! Prints who is asked what in a text, with the words: `cargo run --example asks -- FILE`, or without a file for two
//! sentences of its own.

use demarche::document::{Document, ReadError, Source};
use demarche::extract::{Extraction, extract};
use demarche::iri::ActorId;
use demarche::ontology::Lexicon;

const TEXT: &str = "The Harbour Quarter Coalition calls on the Ministry of Transport to publish the timetable by 1 March 2031. \
                    It should work with Qatar and must not raise fares.";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (name, bytes) = match std::env::args().nth(1) {
        Some(path) => (path.clone(), std::fs::read(path)?),
        None => ("example.txt".to_owned(), TEXT.into()),
    };
    print!("{}", asks(&name, bytes, &Lexicon::shipped())?);
    Ok(())
}

/// One line a recommendation: who is asked, in which words, by which rule and cue.
fn asks(name: &str, bytes: Vec<u8>, lexicon: &Lexicon) -> Result<String, ReadError> {
    let document = Document::read(Source::new(name, bytes))?;
    let extraction = extract(&document, lexicon);
    let lines = extraction.recommendations.iter().map(|found| {
        let asked: Vec<&str> = found.addressees.iter().map(|role| label(&extraction, &role.actor)).collect();
        let asked = if asked.is_empty() { "nobody by name".to_owned() } else { asked.join(", ") };
        let cue = found.because.cue.as_ref().map_or(String::new(), |cue| format!(", cue {cue}"));
        format!("{asked}: {:?} (rule {}{cue})\n", document.visible(found.span), found.because.rule)
    });
    Ok(lines.collect())
}

fn label<'a>(extraction: &'a Extraction, id: &'a ActorId) -> &'a str {
    extraction.actors.iter().find(|actor| actor.id == *id).map_or(id.as_str(), |actor| &actor.name)
}
