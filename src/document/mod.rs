//! A document as it was read: its unchanged text, and in it blocks, sentences and tokens with exact positions.

mod collect;
mod composed;
mod decode;
mod draft;
mod formats;
mod front_matter;
mod guard;
mod headings;
mod inline;
mod inline_html;
mod markdown;
mod marker;
mod outline;
mod pdf;
mod plain;
mod read;
mod rows;
mod sentences;
mod series;
mod shape;
mod sidecar;
mod structure;
pub(crate) mod table;
mod web;
mod word;
mod xml;

pub use collect::{CURATION, Claim, Found, SIDECAR, collect, holds_corrections, settle_ids};
pub use formats::{READ, stem_of};
pub use guard::is_guarded;
pub use outline::Outline;
pub use read::{ReadError, Source};
pub use rows::{Fault, Place, Row};

use crate::diagnostic::Diagnostic;
use crate::iri::DocumentId;
pub use crate::language::tokens::Token;
use crate::text::{ByteSpan, Text};
use std::borrow::Cow;
use std::ops::Range;

/// A document that was read. Positions are bytes of `text`, which is the file's text unchanged; where the file is no text
/// (see [`Format::is_extracted`]), what was extracted from it, one block a line.
#[derive(Clone, Debug)]
pub struct Document {
    pub id: DocumentId,
    /// The path as the user gave it, `/` between its parts.
    pub source: String,
    /// SHA-256 of the file's bytes, as 64 hexadecimal digits.
    pub sha256: String,
    pub format: Format,
    pub text: Text,
    /// What the sidecar, the front matter and the file itself say, sidecar first.
    pub given: Given,
    /// In the order of the text, never overlapping.
    pub blocks: Vec<Block>,
    /// In the order of the text, each inside one block.
    pub sentences: Vec<Sentence>,
    /// In the order of the text, each inside one sentence; markup is no token. A word that is hyphenated at a line's end
    /// is one token, with the hyphen and the line break inside (see [`Document::words`]).
    pub tokens: Vec<Token>,
    /// What inside the blocks and their markers is markup and not text, in the order of the text.
    pub markup: Vec<ByteSpan>,
    /// What was doubtful while it was read.
    pub diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// The text of a token as it stands in the file.
    pub fn token_text(&self, token: usize) -> &str {
        self.text.slice(self.tokens[token].span)
    }

    /// The words of a sentence, one for each of its tokens: hyphenation at a line's end is undone (`ut-`, line break,
    /// `most` is `utmost`).
    pub fn words(&self, sentence: &Sentence) -> Vec<Cow<'_, str>> {
        self.tokens[sentence.tokens.clone()].iter().map(|token| draft::word(self.text.slice(token.span))).collect()
    }

    /// The text of a range as a reader sees it: markup left out, white space folded, hyphenation at lines' ends undone.
    pub fn visible(&self, span: ByteSpan) -> String {
        let mut whole = String::with_capacity(span.len());
        let mut at = span.start;
        let first = self.markup.partition_point(|markup| markup.end <= span.start);
        for markup in self.markup[first..].iter().take_while(|markup| markup.start < span.end) {
            whole.push_str(self.text.slice(ByteSpan::new(at, markup.start)));
            if draft::spaced(self.text.slice(*markup)) {
                whole.push(' ');
            }
            at = markup.end;
        }
        whole.push_str(self.text.slice(ByteSpan::new(at.min(span.end), span.end)));
        draft::fold(&whole)
    }

    /// The blocks that stand in a block, one level down.
    pub fn children(&self, block: BlockId) -> impl Iterator<Item = BlockId> {
        let is_child = move |at: &usize| self.blocks[*at].parent == Some(block);
        (block.0 + 1..self.blocks.len()).filter(is_child).map(BlockId)
    }

    /// The nearest block before this one that has the same parent and is no footnote: for the first item of a list, the
    /// paragraph that announces it.
    pub fn preceding(&self, block: BlockId) -> Option<BlockId> {
        let parent = self.blocks[block.0].parent;
        let fits = |at: &usize| self.blocks[*at].parent == parent && self.blocks[*at].kind != BlockKind::Footnote;
        (0..block.0).rev().find(fits).map(BlockId)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Plain,
    Markdown,
    /// A web page: `text` is its main text as it was extracted, not the page itself.
    Html,
    Pdf,
    Docx,
}

impl Format {
    /// Whether the document's text was extracted from a file that is no text: its lines are not the file's lines.
    pub fn is_extracted(self) -> bool {
        !matches!(self, Self::Plain | Self::Markdown)
    }
}

/// One value that somebody gave, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenValue {
    pub value: String,
    pub source: GivenSource,
    /// Where the value stands in the document's text: in front matter, or where the text repeats a property of the file.
    pub span: Option<ByteSpan>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GivenSource {
    Sidecar,
    FrontMatter,
    /// The head of a web page.
    Embedded,
    /// The properties of a PDF or Word file. Programs fill them in, often wrongly: they count where the text says nothing.
    Properties,
}

/// What is known of a document without reading its prose. The first value of a field wins; the others are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    pub title: Vec<GivenValue>,
    pub publisher: Vec<GivenValue>,
    /// Who wrote it, as a web page or the properties of a file say.
    pub author: Vec<GivenValue>,
    /// EDTF: `2023-10-29`, `2023-10` or `2023`.
    pub issued: Vec<GivenValue>,
    pub url: Vec<GivenValue>,
    pub licence: Vec<GivenValue>,
    pub retrieved: Vec<GivenValue>,
    pub language: Vec<GivenValue>,
    pub rights_holder: Vec<GivenValue>,
}

impl Given {
    fn each_mut(&mut self, change: impl FnMut(&mut GivenValue)) {
        let Self { title, publisher, author, issued, url, licence, retrieved, language, rights_holder } = self;
        let fields = [title, publisher, author, issued, url, licence, retrieved, language, rights_holder];
        fields.into_iter().flatten().for_each(change);
    }
}

/// An index into [`Document::blocks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId(pub usize);

/// A paragraph, heading, list item …
#[derive(Clone, Debug)]
pub struct Block {
    pub kind: BlockKind,
    /// From its first to its last visible character, the marker left out. Hard-wrapped lines are inside.
    pub span: ByteSpan,
    /// The number or bullet in front of it: `1.`, `(a)`, `-`, `Recommendation #1:`.
    pub marker: Option<ByteSpan>,
    /// What it stands in: the list item around a nested item or a second paragraph; the quotation around a paragraph.
    pub parent: Option<BlockId>,
    /// The nearest heading above it, of the next higher level.
    pub section: Option<BlockId>,
    /// Its sentences, as indexes into [`Document::sentences`].
    pub sentences: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// 1 is the highest level. In plain text levels are guessed from form and numbering.
    Heading {
        level: u8,
    },
    Paragraph,
    /// `depth` is 0 for an item of an outermost list.
    ListItem {
        depth: u8,
        ordered: bool,
    },
    /// A paragraph set as a quotation (`>`).
    Quotation,
    Footnote,
    Table,
    Code,
    /// YAML at the head of the file: no sentences.
    FrontMatter,
}

/// A sentence: a range of tokens inside one block.
#[derive(Clone, Debug)]
pub struct Sentence {
    pub block: BlockId,
    pub span: ByteSpan,
    /// Its tokens, as indexes into [`Document::tokens`].
    pub tokens: Range<usize>,
}
