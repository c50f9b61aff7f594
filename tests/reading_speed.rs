//! How fast texts are read, and that hostile ones are read in linear time. In release, by hand:
//! `CORPUS=folder cargo test --release --test reading_speed -- --ignored --nocapture`

use demarche::document::{Document, Source, collect};
use std::time::{Duration, Instant};

fn read(name: &str, text: &str) -> Duration {
    let start = Instant::now();
    let _ = Document::read(Source::new(name, text));
    start.elapsed()
}

/// Texts that are hard on a careless reader, of about `len` bytes.
fn hostile(len: usize) -> Vec<(&'static str, String)> {
    let fill = |piece: &str| piece.repeat(len / piece.len());
    [
        ("words", "The city should act and "),
        ("sentences", "The city should act. "),
        ("one word", "a"),
        ("initials", "A. "),
        ("brackets", "["),
        ("links", "[a]("),
        ("closed links", "]("),
        ("stars", "*a **b "),
        ("ticks", "`a ``b "),
        ("tags", "<a <!-- "),
        ("tables", "|a"),
        ("quotations", "> "),
        ("nested items", "- "),
        ("spaced items", "-      "),
        ("brackets of items", "(a) (i) "),
        ("line breaks", "a\n"),
        ("blank lines", "A b.\n\n"),
        ("items", "- a\n"),
        ("numbers", "1. a\n"),
        ("indented", "     a\n\n"),
        ("lazy", "     a\nb\n\n"),
        ("bold lines", "**a**  \n"),
        ("hard breaks", "1. a  \n\u{a0}  \n"),
        ("cells", "<td>a</td>\n"),
        ("digits", "1 "),
        ("hyphens", "ut-\n"),
        ("front matter", "---\na: b\n"),
        ("dashes", "---\n"),
        ("notes", "[^a]: b\n\n"),
    ]
    .into_iter()
    .map(|(name, piece)| (name, fill(piece)))
    .collect()
}

#[test]
fn time_grows_with_the_text_and_not_faster() {
    let mut slow = Vec::new();
    for ((name, short), (_, long)) in hostile(20_000).into_iter().zip(hostile(320_000)) {
        for file in ["a.txt", "a.md"] {
            let best = |text: &str| read(file, text).min(read(file, text)).as_secs_f64();
            let ratio = best(&long) / best(&short).max(0.004);
            // Sixteen times the text: a quadratic reader takes 256 times as long.
            if ratio > 80.0 {
                slow.push(format!("{name} in {file} took {ratio:.0} times as long"));
            }
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}

#[test]
#[ignore = "takes minutes, and wants a release build"]
fn fifty_megabytes_in_a_line() {
    for (name, text) in hostile(50_000_000) {
        for file in ["a.txt", "a.md"] {
            eprintln!("{name} in {file}: {:.1} s", read(file, &text).as_secs_f64());
        }
    }
}

#[test]
#[ignore = "wants a corpus and a release build"]
fn megabytes_per_second() {
    let folder = std::env::var_os("CORPUS").expect("CORPUS names a folder");
    let (found, _) = collect(&[folder.into()]);
    let sources: Vec<Source> = found.into_iter().map(|found| found.load().unwrap()).collect();
    let bytes: usize = sources.iter().map(|source| source.bytes.len()).sum();
    let best = (0..5).map(|_| {
        let sources = sources.clone();
        let start = Instant::now();
        let tokens: usize = sources.into_iter().flat_map(Document::read).map(|document| document.tokens.len()).sum();
        eprintln!("{tokens} tokens in {:?}", start.elapsed());
        start.elapsed()
    });
    eprintln!("{:.1} MB/s", bytes as f64 / 1e6 / best.min().unwrap().as_secs_f64());
}
