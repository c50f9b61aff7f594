//! Prints how a document is read: `cargo run --example outline -- FILE…`

use demarche::document::{Document, Source};

fn main() -> std::io::Result<()> {
    for path in std::env::args_os().skip(1) {
        let bytes = std::fs::read(&path)?;
        match Document::read(Source::new(&path, bytes)) {
            Ok(document) => {
                println!("{} ({:?}, {})", document.source, document.format, document.id);
                for diagnostic in &document.diagnostics {
                    println!("{:?}: {}", diagnostic.severity, diagnostic.message);
                }
                print!("{}", document.outline());
            }
            Err(error) => println!("{error}"),
        }
    }
    Ok(())
}
