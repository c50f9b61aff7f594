//! The document as the extractor looks at it: tokens by number, each as written and in lower case.

use crate::document::{Block, BlockKind, Document, Sentence, Token};
use crate::iri::{CueId, RuleId};
use crate::ontology::Lexicon;
use crate::ontology::model::{Kind, NameRole};
use crate::text::ByteSpan;
use std::collections::BTreeMap;
use std::ops::Range;

use super::Because;

/// A document, the lexicon, and what both together make quick to ask. Tokens are indexes into `document.tokens`.
pub(crate) struct Reader<'a> {
    pub document: &'a Document,
    pub lexicon: &'a Lexicon,
    /// The text in lower case, byte for byte as long.
    lower: String,
    /// Words that a line's end cuts in two, whole: as written, and in lower case.
    whole: BTreeMap<usize, (String, String)>,
    /// Whether a token begins a line of its own: the line above had room for it, so its end was meant.
    line_starts: Vec<bool>,
}

impl<'a> Reader<'a> {
    pub fn new(document: &'a Document, lexicon: &'a Lexicon) -> Self {
        let lower = document.text.as_str().to_ascii_lowercase();
        let cut = |(at, token): (usize, &Token)| {
            let text = document.text.slice(token.span);
            text.contains(['\n', '\r']).then(|| {
                let whole: String =
                    text.chars().filter(|c| !c.is_whitespace()).collect::<String>().replacen('-', "", 1);
                (at, (whole.clone(), whole.to_ascii_lowercase()))
            })
        };
        let whole = document.tokens.iter().enumerate().filter_map(cut).collect();
        Self { document, lexicon, lower, whole, line_starts: line_starts(document) }
    }

    /// Whether a token begins a line that its writer began, as in an address or a list of names: no name runs over it.
    pub fn begins_line(&self, token: usize) -> bool {
        self.line_starts.get(token).is_some_and(|starts| *starts)
    }

    /// The lines of a sentence that the writer began: one where it runs on as it is wrapped.
    pub fn lines(&self, sentence: &Sentence) -> Vec<Range<usize>> {
        let tokens = sentence.tokens.clone();
        let mut starts: Vec<usize> = tokens.clone().filter(|&at| at == tokens.start || self.begins_line(at)).collect();
        starts.push(tokens.end);
        starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
    }

    /// Whether a line tells only what kind of document stands below it: "Press release", "Policy brief 7".
    pub fn tells_kind(&self, line: &Range<usize>) -> bool {
        let kind = self.lexicon.name_word(NameRole::Document, self.lowers(line.clone()));
        // "Resolution 42" is a name, and may be a title
        let instrument = self.lexicon.name_word(NameRole::Head, self.lowers(line.clone()));
        let named = line.len() > 1 && instrument.is_some_and(|(_, kind)| kind == Some(Kind::Instrument));
        kind.is_some_and(|(length, _)| {
            !named && (line.start + length..line.end).all(|at| !self.text(at).starts_with(char::is_alphabetic))
        })
    }

    /// Whether a line says in capitals whom a memorandum is for: "MEMORANDUM FOR THE SECRETARY OF ENERGY".
    pub fn is_memorandum_line(&self, line: &Range<usize>) -> bool {
        line.len() > 3
            && self.is_capitals(line.start)
            && self.lower(line.start + 1) == "for"
            && self.is_capitals(line.start + 1)
            && self.lexicon.is(NameRole::Document, self.lower(line.start))
    }

    /// Whether a sentence at the head of a text says to whom it is written: "Dear Minister,", "To: the Board", "To the members of
    /// the Regional Assembly" alone on its line, or a memorandum's line.
    pub fn is_address_line(&self, sentence: &Sentence) -> bool {
        let tokens = sentence.tokens.clone();
        let first = self.lower(tokens.start);
        let labelled = tokens.len() > 2 && self.text(tokens.start + 1) == ":";
        let block = &self.document.blocks[sentence.block.0];
        let alone = (3..16).contains(&tokens.len())
            && block.sentences.len() == 1
            && matches!(self.lower(tokens.start + 1), "the" | "all" | "our")
            && !matches!(self.text(tokens.end - 1), "." | ":" | ";" | "!" | "?");
        // "To the government" over its part of a list speaks to no reader
        let speaks_to = || (0..self.len()).any(|token| matches!(self.lower(token), "you" | "your"));
        first == "dear"
            || matches!(first, "to" | "attn" | "attention") && labelled
            || first == "to" && alone && speaks_to()
            || self.is_memorandum_line(&tokens)
    }

    pub fn len(&self) -> usize {
        self.document.tokens.len()
    }

    pub fn span(&self, token: usize) -> ByteSpan {
        self.document.tokens[token].span
    }

    /// The token as it is written, whole where a line's end cuts it.
    pub fn text(&self, token: usize) -> &str {
        match self.whole.get(&token) {
            Some((whole, _)) => whole,
            _ => {
                let span = self.span(token);
                &self.document.text.as_str()[span.start..span.end]
            }
        }
    }

    /// The token in lower case (ASCII letters only).
    pub fn lower(&self, token: usize) -> &str {
        match self.whole.get(&token) {
            Some((_, whole)) => whole,
            None => {
                let span = self.span(token);
                &self.lower[span.start..span.end]
            }
        }
    }

    /// The tokens of a range in lower case.
    pub fn lowers(&self, tokens: Range<usize>) -> impl Iterator<Item = &str> + Clone {
        tokens.map(|token| self.lower(token))
    }

    /// From the first byte of the first token to the last byte of the last.
    pub fn span_of(&self, tokens: &Range<usize>) -> ByteSpan {
        if tokens.is_empty() {
            let at = self.document.tokens.get(tokens.start).map_or(0, |token| token.span.start);
            return ByteSpan::new(at, at);
        }
        ByteSpan::new(self.span(tokens.start).start, self.span(tokens.end - 1).end)
    }

    /// The text of some tokens with single spaces between them, markup left out.
    pub fn words(&self, tokens: &Range<usize>) -> String {
        let mut words = String::new();
        for token in tokens.clone() {
            if token > tokens.start && self.span(token - 1).end < self.span(token).start {
                words.push(' ');
            }
            words.push_str(self.text(token));
        }
        words
    }

    pub fn is_capitalised(&self, token: usize) -> bool {
        self.text(token).chars().next().is_some_and(char::is_uppercase)
    }

    /// At least two letters, all of them capitals ("PLO", "U.S.").
    pub fn is_capitals(&self, token: usize) -> bool {
        let text = self.text(token);
        text.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !text.chars().any(char::is_lowercase)
    }

    pub fn is_word(&self, token: usize) -> bool {
        self.text(token).starts_with(char::is_alphanumeric)
    }

    /// The sentence that holds a token.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.document.sentences.partition_point(|sentence| sentence.tokens.end <= token)
    }

    pub fn sentence(&self, sentence: usize) -> &'a Sentence {
        &self.document.sentences[sentence]
    }

    pub fn block_of(&self, sentence: usize) -> &'a Block {
        &self.document.blocks[self.sentence(sentence).block.0]
    }

    /// The blocks that hold running text of the document's own: no front matter, code or tables.
    pub fn is_prose(block: &Block) -> bool {
        !matches!(block.kind, BlockKind::FrontMatter | BlockKind::Code)
    }

    pub fn is_heading(block: &Block) -> bool {
        matches!(block.kind, BlockKind::Heading { .. })
    }

    /// Whether most words of a sentence or label are capitalised, so that capitals tell nothing.
    pub fn is_title_case(&self, tokens: Range<usize>) -> bool {
        let long = |token: &usize| self.is_word(*token) && self.text(*token).len() > 3;
        if tokens.clone().last().is_some_and(|last| self.text(last) == ".") {
            return false; // a sentence full of names is no heading
        }
        let words = tokens.clone().filter(long).count();
        let capitals = tokens.filter(long).filter(|&token| self.is_capitalised(token)).count();
        words >= 3 && capitals * 10 >= words * 7
    }

    /// The provenance of a result, where its rule is switched on.
    pub fn rule(&self, rule: &str) -> Option<Because> {
        self.lexicon.has_rule(rule).then(|| Because { rule: RuleId::new(rule), cue: None })
    }

    /// The provenance of a result that a cue made by a rule.
    pub fn rule_by(&self, rule: &str, cue: usize) -> Option<Because> {
        let cue: CueId = self.lexicon.cues[cue].id.clone();
        self.lexicon.has_rule(rule).then(|| Because { rule: RuleId::new(rule), cue: Some(cue) })
    }
}

/// Tokens before which a line ends although they had room on it, or that bear a label ("Copy:"). Lines of wrapped text are
/// about as long as fits, so the longest of a block, or of three quarters of the document's wrapped lines, tells how much does.
fn line_starts(document: &Document) -> Vec<bool> {
    /// Words longer than this, such as addresses, stretch a line.
    const UNBROKEN: usize = 40;
    let text = document.text.as_str();
    let length = |line: &str| {
        let long = line.split_whitespace().any(|word| word.len() > UNBROKEN);
        if long { 0 } else { line.trim().chars().count() }
    };
    let mut lines: Vec<usize> = Vec::new();
    let mut blocks = Vec::new();
    for block in document.blocks.iter().filter(|block| Reader::is_prose(block)) {
        let words = &text[block.span.start..block.span.end];
        let Some((wrapped, _)) = words.rsplit_once('\n') else { continue };
        lines.extend(wrapped.split('\n').map(length));
        blocks.push((block, words.split('\n').map(length).max().unwrap_or(0)));
    }
    lines.sort_unstable();
    let usual = lines.get(lines.len() * 3 / 4).copied().unwrap_or(0);
    let mut starts = vec![false; document.tokens.len()];
    for (block, longest) in blocks {
        let first = document.tokens.partition_point(|token| token.span.start < block.span.start);
        let end = document.tokens.partition_point(|token| token.span.start < block.span.end);
        // a block of short lines in a text of longer ones is an address or a list
        let narrow = longest * 3 <= usual * 2;
        let mut at = block.span.start;
        for line in text[block.span.start..block.span.end].split_inclusive('\n') {
            let next = at + line.len();
            let token = first + document.tokens[first..end].partition_point(|token| token.span.start < next);
            if token < end && line.ends_with('\n') {
                let word = document.text.slice(document.tokens[token].span).chars().count();
                let room = (line.trim().chars().count() + 1 + word) * 4 <= longest.max(usual) * 3;
                let labelled =
                    document.tokens.get(token + 1).is_some_and(|colon| document.text.slice(colon.span) == ":");
                if room || narrow || labelled {
                    starts[token] = true;
                }
            }
            at = next;
        }
    }
    starts
}
