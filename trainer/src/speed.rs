//! How fast the tagger is, and the tokenizer alone, on one core in the same run.

use crate::sentences::{files, paragraphs};
use anyhow::Result;
use demarche::language::tagger::Tagger;
use demarche::language::tokens::tokenize;
use demarche::text::ByteSpan;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

/// Each is measured so often, and the shortest time counts.
const ROUNDS: usize = 5;

/// Prints megabytes of text a second, for the paragraphs of all files under `corpus`.
pub fn report(corpus: &Path) -> Result<()> {
    let mut texts = Vec::new();
    for file in files(corpus)? {
        texts.extend(paragraphs(&file.text));
    }
    let bytes: usize = texts.iter().map(String::len).sum();
    let tagger = Tagger::embedded();
    let mut tokens = Vec::new();
    let mut cut = |text: &str| {
        tokens.clear();
        tokenize(text, ByteSpan::new(0, text.len()), &mut tokens);
        tokens.iter().map(|token| token.span).collect::<Vec<_>>()
    };
    let tokenizing = shortest(|| texts.iter().for_each(|text| drop(black_box(cut(text)))));
    let both = shortest(|| {
        for text in &texts {
            let words: Vec<&str> = cut(text).into_iter().map(|span| &text[span.start..span.end]).collect();
            black_box(tagger.tag(&words));
        }
    });
    let rate = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    println!("{bytes} bytes: tokens {:.1} MB/s, tokens and tags {:.1} MB/s", rate(tokenizing), rate(both));
    Ok(())
}

fn shortest(mut work: impl FnMut()) -> Duration {
    let time = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..ROUNDS).map(time).min().unwrap_or_default()
}
