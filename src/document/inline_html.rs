//! HTML inside Markdown: tags are markup, what stands between them is text.

use crate::text::ByteSpan;

/// A stretch of text that block tags surround.
#[derive(Default)]
pub(super) struct HtmlBlock {
    pub pieces: Vec<ByteSpan>,
    pub table: bool,
    /// Bytes where a cell begins.
    pub breaks: Vec<usize>,
}

/// The name of a tag in small letters, where it is one of those that matter here.
pub(super) fn name(tag: &str) -> &'static str {
    let rest = tag.trim_start_matches(['<', '/']);
    let name = &rest[..rest.bytes().take_while(u8::is_ascii_alphanumeric).count()];
    const NAMES: [&str; 33] = [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "td",
        "th",
        "table",
        "thead",
        "tbody",
        "caption",
        "figure",
        "figcaption",
        "section",
        "article",
        "blockquote",
        "hr",
        "sup",
        "b",
        "strong",
        "script",
        "style",
        "template",
        "noscript",
        "textarea",
    ];
    NAMES.iter().find(|known| known.eq_ignore_ascii_case(name)).copied().unwrap_or("")
}

/// The texts of a block of HTML; comments, scripts and styles are left out.
pub(super) fn blocks(text: &str, lines: &[ByteSpan]) -> Vec<HtmlBlock> {
    let mut blocks = vec![HtmlBlock::default()];
    let mut table = false;
    let mut cell = false;
    // The end of what is being skipped, which may lie in a later line: a comment, a script, a tag.
    let mut skipping: Option<String> = None;
    for line in lines {
        let mut at = line.start;
        while at < line.end {
            let rest = &text[at..line.end];
            if let Some(close) = &skipping {
                match rest.find(close.as_str()) {
                    Some(end) => {
                        at += end + close.len();
                        skipping = None;
                    }
                    None => break,
                }
                continue;
            }
            if let Some(close) = not_text(rest) {
                skipping = Some(close);
                let name = name(rest);
                match name {
                    "td" | "th" | "tr" | "table" | "thead" | "tbody" | "caption" => {
                        table = !(name == "table" && rest.starts_with("</"));
                        cell = true;
                    }
                    "" | "sup" | "b" | "strong" => {}
                    _ if table => cell = true,
                    _ => blocks.push(HtmlBlock::default()),
                }
                continue;
            }
            let skip = usize::from(rest.starts_with('<'));
            let len = rest[skip..].find('<').map_or(rest.len(), |next| next + skip);
            let piece = ByteSpan::new(at, at + len);
            at += len;
            if let Some(block) = blocks.last_mut()
                && !text[piece.start..piece.end].trim().is_empty()
            {
                if std::mem::take(&mut cell) && table {
                    block.breaks.push(piece.start);
                }
                block.table |= table;
                block.pieces.push(piece);
            }
        }
    }
    blocks
}

/// What ends the markup that begins here, where it is markup.
fn not_text(rest: &str) -> Option<String> {
    if rest.starts_with("<!--") {
        return Some("-->".to_owned());
    }
    let name = name(rest);
    if rest.starts_with('<') && matches!(name, "script" | "style" | "template") {
        return Some(format!("</{name}>"));
    }
    let mut chars = rest.chars();
    (chars.next() == Some('<') && chars.next().is_some_and(|char| char.is_ascii_alphabetic() || "/!?".contains(char)))
        .then(|| ">".to_owned())
}
