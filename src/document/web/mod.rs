//! Web pages: the text that the page is for, block by block, without what stands around it (menus, cookie bars, teasers,
//! footers); and what its head says of it.

mod blocks;
mod dom;
mod furniture;
mod head;

use super::composed::{Composed, Composer};
use crate::diagnostic::{Diagnostic, Severity};
use dom::Tree;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use furniture::Page;
use std::path::Path;

/// Pages nested deeper than this are no pages that somebody wrote.
const DEEPEST: usize = 400;

/// Reads a page.
///
/// # Errors
/// The page holds no main text, is a list of other pages, or is nested as no page is.
pub(super) fn read(bytes: &[u8], file: &Path) -> Result<Composed, Box<Diagnostic>> {
    let (html, mut diagnostics) = decode(bytes, file);
    if open_tags(&html) > DEEPEST {
        return Err(refuse(file, "the page nests its tags hundreds deep"));
    }
    let tree = Tree::parse(&html);
    if tree.depth() > DEEPEST {
        return Err(refuse(file, "the page nests its tags hundreds deep"));
    }
    let page = Page::of(&tree);
    let mut composer = Composer::default();
    blocks::compose(&page, &mut composer);
    let letters = composer.text.chars().filter(|sign| sign.is_alphabetic()).count();
    if page.teasers > 1 && letters < 400 {
        let message = format!("this page is a list of {} other pages, without a text of its own", page.teasers);
        return Err(Diagnostic::new(Severity::Error, "read::list-page", file, message)
            .help("save the pages that it leads to, and leave this one out")
            .into());
    }
    if letters == 0 {
        return Err(refuse(file, "the page holds no text: perhaps a script fetches it"));
    }
    let given = head::given(&page, file, &mut diagnostics);
    Ok(composer.finished(given, diagnostics))
}

fn refuse(file: &Path, message: &str) -> Box<Diagnostic> {
    let diagnostic = Diagnostic::new(Severity::Error, "read::html", file, message);
    Box::new(diagnostic.help("open it in a browser and save it whole, or save its text as UTF-8 in a .txt file"))
}

/// How deep tags are nested at most, without those whose end may be left out: what a parser has to hold open.
fn open_tags(html: &str) -> usize {
    const FREE: [&str; 30] = [
        "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup", "rt",
        "rp", "br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr",
        "param", "caption",
    ];
    let (mut open, mut most) = (0_usize, 0);
    for (at, _) in html.match_indices('<') {
        let rest = &html.as_bytes()[at + 1..];
        let close = rest.first() == Some(&b'/');
        let name = &rest[usize::from(close)..];
        let len = name.iter().take(12).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if len == 0 || FREE.iter().any(|free| name[..len].eq_ignore_ascii_case(free.as_bytes())) {
            continue;
        }
        open = if close { open.saturating_sub(1) } else { open + 1 };
        most = most.max(open);
    }
    most
}

/// The text of a page: its byte order mark, its own word, or its bytes tell the encoding.
fn decode(bytes: &[u8], file: &Path) -> (String, Vec<Diagnostic>) {
    let told = Encoding::for_bom(bytes).map(|(encoding, _)| encoding).or_else(|| declared(bytes));
    let encoding = match told {
        // A page that is UTF-8 by its bytes is so whatever it says.
        Some(told) if told == UTF_8 || std::str::from_utf8(bytes).is_err() => told,
        _ if std::str::from_utf8(bytes).is_ok() => UTF_8,
        _ => WINDOWS_1252,
    };
    let (text, encoding, broken) = encoding.decode(bytes);
    let mut diagnostics = Vec::new();
    if broken {
        let message = format!("some bytes are no {}, shown as U+FFFD", encoding.name());
        diagnostics
            .push(Diagnostic::new(Severity::Warning, "read::encoding", file, message).help("save the page as UTF-8"));
    }
    (text.into_owned(), diagnostics)
}

/// The encoding that the first bytes of a page name: `charset=utf-8`, `encoding="iso-8859-1"`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    ["charset=", "encoding="].iter().find_map(|key| {
        let rest = &head[head.find(key)? + key.len()..];
        let label = rest.trim_start_matches(['"', '\'', ' ']);
        let end = label.find(|sign: char| !(sign.is_ascii_alphanumeric() || "-_:".contains(sign)))?;
        Encoding::for_label(&label.as_bytes()[..end])
    })
}
