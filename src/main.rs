//! Prints the extraction record of each file that is named.
use demarche::document::{Document, Source};
use demarche::extract::record;
use demarche::iri::Base;
use demarche::ontology::Lexicon;

fn main() -> std::io::Result<()> {
    let lexicon = Lexicon::shipped();
    for path in std::env::args().skip(1) {
        match Document::read(Source::new(&path, std::fs::read(&path)?)) {
            Ok(mut document) => {
                document.source = path;
                println!("{}", record::line(&document, &lexicon, &Base::default()));
            }
            Err(error) => eprintln!("{error}"),
        }
    }
    Ok(())
}
