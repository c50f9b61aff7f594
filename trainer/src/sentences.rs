//! A corpus as tokens: one sentence a line, and before each document a line of a tab and its path.

use anyhow::{Context, Result};
use demarche::language::tokens::tokenize;
use demarche::text::ByteSpan;
use std::io::Write;
use std::path::Path;

/// A file of the corpus.
pub struct File {
    /// Inside the corpus.
    pub path: String,
    pub text: String,
}

/// All files under `corpus`, in the order of their paths.
pub fn files(corpus: &Path) -> Result<Vec<File>> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(corpus).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            let bytes = std::fs::read(entry.path()).with_context(|| entry.path().display().to_string())?;
            let path = entry.path().strip_prefix(corpus)?.display().to_string();
            files.push(File { path, text: String::from_utf8_lossy(&bytes).into_owned() });
        }
    }
    Ok(files)
}

/// Writes the sentences of all files under `corpus`.
pub fn write(corpus: &Path, out: &mut impl Write) -> Result<()> {
    for file in files(corpus)? {
        writeln!(out, "\t{}", file.path)?;
        for paragraph in paragraphs(&file.text) {
            write_paragraph(&paragraph, out)?;
        }
    }
    Ok(())
}

/// The blocks between empty lines and at list items, without front matter and the commonest Markdown.
pub fn paragraphs(text: &str) -> Vec<String> {
    let body = match text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) {
        Some((_, body)) => body,
        None => text,
    };
    let mut paragraphs = vec![String::new()];
    for line in body.lines() {
        let line = line.trim();
        let item = line.trim_start_matches(['-', '*', '•', '#', '>']);
        let begins = item.len() < line.len() && item.starts_with(' ');
        if line.is_empty() || begins {
            paragraphs.push(String::new());
        }
        if let Some(paragraph) = paragraphs.last_mut() {
            paragraph.push_str(&plain(if begins { item } else { line }));
            paragraph.push(' ');
        }
    }
    paragraphs.retain(|paragraph| !paragraph.trim().is_empty());
    paragraphs
}

/// A line without emphasis, escapes and the targets of links.
fn plain(line: &str) -> String {
    let mut plain = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("](") {
        plain.push_str(&rest[..at]);
        let target = &rest[at + 2..];
        rest = target.find(')').map_or("", |end| &target[end + 1..]);
    }
    plain.push_str(rest);
    plain.replace(['*', '\\', '[', ']', '_', '`'], "")
}

fn write_paragraph(paragraph: &str, out: &mut impl Write) -> Result<()> {
    let mut tokens = Vec::new();
    tokenize(paragraph, ByteSpan::new(0, paragraph.len()), &mut tokens);
    let words: Vec<&str> = tokens.iter().map(|token| &paragraph[token.span.start..token.span.end]).collect();
    let mut start = 0;
    for at in 0..words.len() {
        let ends = matches!(words[at], "." | "!" | "?" | "”" | ")" | "\"") && {
            let stop = words[start..=at].iter().rposition(|word| !matches!(*word, "”" | ")" | "\""));
            stop.is_some_and(|stop| matches!(words[start + stop], "." | "!" | "?"))
        };
        let next = words.get(at + 1).and_then(|word| word.chars().next());
        let begins =
            next.is_none_or(|next| next.is_uppercase() || next.is_ascii_digit() || matches!(next, '“' | '(' | '['));
        if (ends && begins) || at + 1 == words.len() {
            writeln!(out, "{}", words[start..=at].join(" "))?;
            start = at + 1;
        }
    }
    Ok(())
}
