//! Hostile texts are read in linear time: `cargo bench --bench reading`. Each is read at two sizes in the same run, and the
//! ratio is held: sixteen times the text takes about sixteen times as long, where a quadratic reader takes 256 times.

use demarche::document::{Document, Source};
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
        ("paragraphs", "<p>The city should act."),
        ("open bold", "<b class=a><p>a"),
        ("open lists", "<ul><li>a"),
        ("fostered", "<table>a<tr>b"),
        ("teasers", "<div><h2><a href=/x>a</a></h2></div>"),
        ("tags in menus", "<div class=menu><a href=/x>a</a></div><p>The city should act.</p>"),
        ("fonts", "<font size=1><p>a</font>"),
    ]
    .into_iter()
    .map(|(name, piece)| (name, fill(piece)))
    .collect()
}

fn main() {
    let mut slow = Vec::new();
    for ((name, short), (_, long)) in hostile(20_000).into_iter().zip(hostile(320_000)) {
        for file in ["a.txt", "a.md", "a.html"] {
            let best = |text: &str| read(file, text).min(read(file, text)).as_secs_f64();
            let ratio = best(&long) / best(&short).max(0.004);
            println!("{name:>18} in {file}: {ratio:5.1}");
            if ratio > 80.0 {
                slow.push(format!("{name} in {file} took {ratio:.0} times as long"));
            }
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}
