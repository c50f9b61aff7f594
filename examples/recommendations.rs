//! Prints what a document asks of whom: the library's way from a file to recommendations.
//!
//! ```sh
//! cargo run --example recommendations -- seeds/004_ba1d1bcf0a560c53.txt
//! ```

use demarche::document::{Document, Source};
use demarche::extract::extract;
use demarche::ontology::Lexicon;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("name a .txt or .md file")?;
    let document = Document::read(Source::new(&path, std::fs::read(&path)?))?;
    let extraction = extract(&document, &Lexicon::shipped());
    for found in &extraction.recommendations {
        let asked: Vec<&str> = found.addressees.iter().map(|role| role.actor.as_str()).collect();
        let line = document.text.line_column(found.span.start).line;
        println!("{path}:{line}\t{}\t{}\t{}", asked.join(" "), found.strength.name(), document.visible(found.span));
    }
    Ok(())
}
