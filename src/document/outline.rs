//! A document drawn as a person reads it: one line a block with its kind and marker, indented by what it stands in, one
//! line a sentence below.

use super::{BlockId, BlockKind, Document};
use std::fmt::{self, Write};

/// Shows a [`Document`] by [`Document::outline`].
pub struct Outline<'a>(pub(super) &'a Document);

impl Document {
    /// The document's blocks and sentences as text, for tests and for people who want to see what was read.
    pub fn outline(&self) -> Outline<'_> {
        Outline(self)
    }

    fn kind_name(kind: BlockKind) -> String {
        match kind {
            BlockKind::Heading { level } => format!("heading {level}"),
            BlockKind::Paragraph => "paragraph".to_owned(),
            BlockKind::ListItem { ordered: true, .. } => "item, ordered".to_owned(),
            BlockKind::ListItem { ordered: false, .. } => "item".to_owned(),
            BlockKind::Quotation => "quotation".to_owned(),
            BlockKind::Footnote => "footnote".to_owned(),
            BlockKind::Table => "table".to_owned(),
            BlockKind::Code => "code".to_owned(),
            BlockKind::FrontMatter => "front matter".to_owned(),
        }
    }

    /// How deep a block is drawn: below its section's heading, and below what it stands in.
    fn drawn_depth(&self, block: BlockId) -> usize {
        let block = &self.blocks[block.0];
        match (block.parent, block.section) {
            (Some(above), _) | (None, Some(above)) => self.drawn_depth(above) + 1,
            (None, None) => 0,
        }
    }
}

impl fmt::Display for Outline<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let document = self.0;
        for (at, block) in document.blocks.iter().enumerate() {
            let indent = "  ".repeat(document.drawn_depth(BlockId(at)));
            let mut head = Document::kind_name(block.kind);
            if let Some(marker) = block.marker {
                write!(head, " [{}]", document.visible(marker))?;
            }
            writeln!(f, "{indent}{head}")?;
            for sentence in &document.sentences[block.sentences.clone()] {
                writeln!(f, "{indent}  | {}", document.visible(sentence.span))?;
            }
        }
        Ok(())
    }
}
