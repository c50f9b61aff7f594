//! How texts are read: each file of tests/reading is drawn as blocks and sentences, and any bytes keep the promises
//! that positions make.

use demarche::document::{BlockId, Document, GivenSource, Source};
use demarche::text::ByteSpan;
use proptest::prelude::*;
use std::fmt::Write;

/// Adding a test is adding a file: its outline is reviewed as prose and kept beside it.
#[test]
fn files_are_read_as_a_person_reads_them() {
    insta::glob!("reading/*.{txt,md,html,htm,pdf,docx}", |path| {
        let name = path.file_name().unwrap();
        insta::assert_snapshot!(drawn(Source::new(name, std::fs::read(path).unwrap())));
    });
}

fn drawn(source: Source) -> String {
    let mut drawn = String::new();
    match Document::read(source) {
        Ok(document) => {
            writeln!(drawn, "{} as {:?}", document.id, document.format).unwrap();
            let given = &document.given;
            for (field, values) in [
                ("title", &given.title),
                ("publisher", &given.publisher),
                ("author", &given.author),
                ("issued", &given.issued),
                ("url", &given.url),
                ("licence", &given.licence),
                ("language", &given.language),
            ] {
                for value in values {
                    let place = match (value.source, value.span) {
                        (_, Some(span)) => format!("{:?}", document.text.slice(span)),
                        (GivenSource::FrontMatter, None) => "\"not found\"".to_owned(),
                        (source, None) => format!("{source:?}"),
                    };
                    writeln!(drawn, "{field}: {} ({place})", value.value).unwrap();
                }
            }
            for diagnostic in &document.diagnostics {
                writeln!(drawn, "{:?}: {}", diagnostic.severity, diagnostic.message).unwrap();
            }
            write!(drawn, "\n{}", document.outline()).unwrap();
        }
        Err(error) => {
            writeln!(drawn, "{error}").unwrap();
            writeln!(drawn, "help: {}", error.diagnostic.help.unwrap_or_default()).unwrap();
        }
    }
    drawn
}

#[test]
fn words_are_whole_and_blocks_know_their_neighbours() {
    let text = "The island council asks its ferry company to do the ut-\nmost for the Secretary-\nGeneral of the guild:\n\n(a) boats;\n\n(i) new;\n\n(b) piers.\n";
    let document = Document::read(Source::new("a.txt", text)).unwrap();
    let words = document.words(&document.sentences[0]).join(" ");
    assert_eq!(
        words,
        "The island council asks its ferry company to do the utmost for the Secretary-General of the guild :"
    );
    assert_eq!(document.token_text(10), "ut-\nmost");
    let (boats, new, piers) = (BlockId(1), BlockId(2), BlockId(3));
    assert_eq!(document.children(boats).collect::<Vec<_>>(), [new]);
    assert_eq!(document.preceding(boats), Some(BlockId(0)));
    assert_eq!(document.preceding(piers), Some(boats));
    assert_eq!(document.preceding(new), None);
}

/// Spans lie on characters, in order, each level inside the one above, and count the same in bytes and code points.
fn check(document: &Document) {
    let text = document.text.as_str();
    let sound = |span: ByteSpan| {
        assert!(span.start <= span.end && text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
        let chars = document.text.chars(span);
        let slice: String = text.chars().skip(chars.start).take(chars.end - chars.start).collect();
        assert_eq!(slice, document.text.slice(span));
    };
    let mut end = 0;
    let mut sentences = 0;
    let mut tokens = 0;
    for (at, block) in document.blocks.iter().enumerate() {
        sound(block.span);
        if let Some(marker) = block.marker {
            sound(marker);
            assert!(end <= marker.start && marker.end <= block.span.start, "the marker of {block:?}");
        }
        assert!(end <= block.span.start && !block.span.is_empty(), "{block:?} overlaps the one before");
        end = block.span.end;
        assert!(block.parent.is_none_or(|parent| parent < BlockId(at)), "{block:?} stands in a later one");
        assert!(block.section.is_none_or(|section| section < BlockId(at)), "{block:?} belongs to a later section");
        assert_eq!(block.sentences.start, sentences);
        let mut inside = block.span.start;
        for sentence in &document.sentences[block.sentences.clone()] {
            sound(sentence.span);
            assert_eq!(sentence.block, BlockId(at));
            assert!(inside <= sentence.span.start && sentence.span.end <= block.span.end, "{sentence:?} in {block:?}");
            inside = sentence.span.end;
            assert_eq!(sentence.tokens.start, tokens);
            let mut word = sentence.span.start;
            for token in &document.tokens[sentence.tokens.clone()] {
                sound(token.span);
                assert!(word <= token.span.start && token.span.end <= sentence.span.end, "{token:?} in {sentence:?}");
                assert!(!token.span.is_empty());
                word = token.span.end;
            }
            tokens = sentence.tokens.end;
            assert_eq!(document.words(sentence).len(), sentence.tokens.len());
        }
        sentences = block.sentences.end;
    }
    assert_eq!(sentences, document.sentences.len());
    assert_eq!(tokens, document.tokens.len());
    let mut end = 0;
    for markup in &document.markup {
        sound(*markup);
        assert!(end <= markup.start);
        end = markup.end;
    }
    assert!(document.visible(ByteSpan::new(0, text.len())).len() <= text.len() + document.markup.len());
}

fn read(name: &str, bytes: &[u8]) {
    if let Ok(document) = Document::read(Source::new(name, bytes)) {
        check(&document);
    }
}

/// Pieces of which texts are made that are hard to read.
const PIECES: &str = r"([A-Za-z]{1,8}|[0-9]{1,3}|The|U\.S\.|[ ]{1,5}|\n|\n\n|\r\n|\r|\t|\f|---\n|===\n|\*\*|\*|_|# |## |> |- |-     |• |1\. |2\) |\(a\) |\(i\) |Article 3\. |Recommendation 1: |\[x\]\(y z\)|\[\^1\]|\[\^1\]: |<u>|</u>|<br>|<!-- |-->|<table><td>|\||\|--\|--\||```\n|`|&amp;|&nbsp;|\\|\.|!|\?|:|;|,|“|”|’|—|é|\x{a0}|\x{feff}|\x{1F600}|ut-\n|title: |---){0,60}";

/// Pieces of pages that are hard to read.
const TAGS: &str = r#"(<p>|</p>|<div class="(nav|story|cookie-bar)">|</div>|<ul>|<ol type="a" start="3">|<li>|</ul>|</ol>|<table>|<tr>|<td>|<th>|</table>|<h1>|</h1>|<h2>|<b>|</b>|<br>|<a href="/x">|</a>|<blockquote>|<main>|<article>|<form>|<template>|<svg>|<math>|<select>|<option>|<pre>|<sup>1</sup>|<sup>|<script>|</script>|<!--|-->|<script type="application/ld\+json">\{"@type": "Article", "headline": |</body>|<frameset>|&nbsp;|&amp|The city should act\. |We ask the board to |1\. |[a-z]{1,9} |\n|é|\x{200b}|<|>){0,60}"#;

/// Files whose bytes are changed here and there.
const FILES: [&str; 7] = [
    "pdf-one-column.pdf",
    "pdf-two-columns.pdf",
    "pdf-resolution.pdf",
    "pdf-printed.pdf",
    "pdf-circle.pdf",
    "word-numbered.docx",
    "web-statement.html",
];

proptest! {
    #[test]
    fn any_text_keeps_the_promises(text in PIECES) {
        read("a.txt", text.as_bytes());
        read("a.md", text.as_bytes());
    }

    #[test]
    fn any_bytes_keep_the_promises(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        read("a.txt", &bytes);
        read("a.md", &bytes);
    }

    #[test]
    fn any_bytes_of_other_forms_keep_the_promises(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for (name, head) in [("a.html", &b""[..]), ("a.pdf", b"%PDF-1.4\n"), ("a.docx", b"PK\x03\x04word/document.xml")] {
            read(name, &[head, &bytes].concat());
            read(name, &bytes);
        }
    }

    #[test]
    fn any_page_keeps_the_promises(html in TAGS) {
        read("a.html", html.as_bytes());
    }

    #[test]
    fn damaged_files_keep_the_promises(
        which in 0..FILES.len(),
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut bytes = std::fs::read(format!("tests/reading/{}", FILES[which])).unwrap();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let start = std::time::Instant::now();
        read(FILES[which], &bytes);
        assert!(start.elapsed().as_secs() < 20, "{} took {:?}", FILES[which], start.elapsed());
    }

    #[test]
    fn any_front_matter_keeps_the_promises(yaml in "([a-z]{1,5}: |title: |date: |\"|'|\\\\_|\\[|\\n|  |- |2022-10-11|\\PC){0,30}") {
        read("a.md", format!("---\n{yaml}\n---\nThe text.\n").as_bytes());
    }
}
