//! Makes the weights of demarche's part-of-speech tagger: sentences for the teacher, then training on its answer.

mod sentences;

use anyhow::{Result, bail};
use std::path::Path;

const USAGE: &str = "usage: trainer sentences CORPUS_DIR > sentences.txt";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["sentences", corpus] => sentences::write(Path::new(corpus), &mut std::io::stdout().lock()),
        _ => bail!(USAGE),
    }
}
