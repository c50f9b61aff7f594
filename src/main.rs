//! A throw-away loop until the command line lands: prints the records of the files that are named.
use demarche::document::{Document, Source};
use demarche::extract::{extract, record::Record};
use demarche::iri::Base;
use demarche::ontology::Lexicon;
use demarche::resolve::{Summary, resolve};

fn main() -> std::io::Result<()> {
    let lexicon = Lexicon::shipped();
    let (mut records, mut summaries) = (Vec::new(), Vec::new());
    for path in std::env::args().skip(1) {
        match Document::read(Source::new(&path, std::fs::read(&path)?)) {
            Ok(mut document) => {
                document.source = path;
                let extraction = extract(&document, &lexicon);
                summaries.push(Summary::of(&document, &extraction));
                records.push((document.id.clone(), Record::of(&document, &extraction, &Base::default())));
            }
            Err(error) => eprintln!("{error}"),
        }
    }
    let resolutions = resolve(&summaries, &lexicon);
    for (id, mut record) in records {
        resolutions.complete(&id, &mut record);
        println!("{}", record.to_line());
    }
    Ok(())
}
