//! Where a clause stands: under which announcement, which introduction, which point; and the part-of tree that follows.

use super::{Draft, Search, Shape, of_sentence};
use crate::document::{Block, BlockId, BlockKind};
use crate::extract::reader::Reader;
use crate::ontology::model::{CueKind, NameRole};

/// What the layout of a document says of its sentences.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// For each block: the announcement cue under which it stands.
    announcements: Vec<Option<usize>>,
    /// For each block: the sentence that introduces the list or numbered heading that it is.
    introductions: Vec<Option<usize>>,
    /// For each sentence: its block.
    blocks: Vec<usize>,
    /// Blocks whose marker announces ("Recommendation 4:").
    markers: Vec<Option<usize>>,
    headed: Vec<bool>,
    title: Option<usize>,
    speech: bool,
}

impl Outline {
    pub fn of(reader: &Reader<'_>) -> Self {
        let blocks = &reader.document.blocks;
        let mut outline = Self {
            blocks: reader.document.sentences.iter().map(|sentence| sentence.block.0).collect(),
            title: blocks
                .iter()
                .position(|block| !block.sentences.is_empty())
                .filter(|&first| Reader::is_heading(&blocks[first])),
            speech: is_speech(reader),
            ..Self::default()
        };
        let mut announced: Option<(u8, usize)> = None;
        let mut intro: Option<usize> = None;
        let mut numbered: Option<usize> = None;
        for (at, block) in blocks.iter().enumerate() {
            let marker =
                block.marker.and_then(|span| announcing(reader, &reader.document.text.slice(span).to_lowercase()));
            outline.markers.push(marker);
            if let BlockKind::Heading { level } = block.kind {
                if announced.is_some_and(|(above, _)| level <= above) {
                    announced = None;
                }
                let text = reader.document.visible(block.span).to_lowercase();
                // a long title with "recommendations" in it announces nothing yet
                let title = outline.title == Some(at) && text.split_whitespace().count() > 6;
                if let Some(cue) = announcing(reader, &text).filter(|_| marker.is_none() && !title) {
                    announced = Some((level, cue));
                }
            }
            outline.announcements.push(announced.map(|(_, cue)| cue).or(marker));
            outline.headed.push(block.section.is_some());
            let ordinal = block.marker.and_then(|span| ordinal(reader.document.text.slice(span)));
            let item = matches!(block.kind, BlockKind::ListItem { .. }) || block.marker.is_some();
            let introduction = if let (true, Some(parent)) = (item, block.parent) {
                last_sentence(&blocks[parent.0])
            } else if item {
                let before = previous(blocks, at).map(|before| &blocks[before]);
                let first = ordinal.is_none_or(|number| number == 1);
                let continues = before
                    .is_some_and(|before| matches!(before.kind, BlockKind::ListItem { .. }) && before.parent.is_none());
                if ordinal == Some(1) || (first && !continues) {
                    intro = before.and_then(last_sentence);
                    if ordinal == Some(1) {
                        numbered = intro;
                    }
                } else if ordinal.is_some_and(|number| number > 1) {
                    intro = numbered;
                }
                intro.filter(|&intro| outline.introduces(reader, intro))
            } else {
                None
            };
            outline.introductions.push(introduction);
        }
        outline
    }

    fn block(&self, sentence: usize) -> usize {
        self.blocks.get(sentence).copied().unwrap_or(0)
    }

    /// Whether a sentence stands under an announcement of proposals.
    pub fn announced(&self, sentence: usize) -> bool {
        self.announcement(sentence).is_some()
    }

    pub fn announcement(&self, sentence: usize) -> Option<usize> {
        self.announcements.get(self.block(sentence)).copied().flatten()
    }

    pub fn marker_announces(&self, sentence: usize) -> bool {
        self.markers.get(self.block(sentence)).copied().flatten().is_some()
    }

    pub fn introduction(&self, sentence: usize) -> Option<usize> {
        self.introductions.get(self.block(sentence)).copied().flatten()
    }

    pub fn is_title(&self, sentence: usize) -> bool {
        self.title == Some(self.block(sentence))
    }

    pub fn is_under_heading(&self, sentence: usize) -> bool {
        self.headed.get(self.block(sentence)).copied().unwrap_or(false)
    }

    /// Whether the document is the record of spoken words.
    pub fn is_speech(&self) -> bool {
        self.speech
    }

    /// Whether a sentence may be an item: the first of a heading, list item or paragraph.
    pub fn may_be_item(&self, reader: &Reader<'_>, sentence: usize) -> bool {
        let block = reader.block_of(sentence);
        let first = block.sentences.start == sentence;
        first && matches!(block.kind, BlockKind::Heading { .. } | BlockKind::ListItem { .. } | BlockKind::Paragraph)
    }

    /// Whether a sentence introduces what follows: it ends in a colon, or points to "the following", "two fronts".
    pub fn introduces(&self, reader: &Reader<'_>, sentence: usize) -> bool {
        let tokens = reader.sentence(sentence).tokens.clone();
        let Some(last) = tokens.clone().last() else { return false };
        matches!(reader.text(last), ":" | "–" | "—")
            || matches!(reader.lower(last), "to" | "that")
            || reader.block_of(sentence).sentences.end == sentence + 1
                && tokens.clone().any(|token| reader.lexicon.is(NameRole::Pointer, reader.lower(token)))
    }
}

fn last_sentence(block: &Block) -> Option<usize> {
    block.sentences.clone().last()
}

fn previous(blocks: &[Block], at: usize) -> Option<usize> {
    (0..at).rev().find(|&before| !blocks[before].sentences.is_empty())
}

/// The announcement cue that a heading, label or marker is or begins or ends with.
fn announcing(reader: &Reader<'_>, text: &str) -> Option<usize> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.len() > 9 {
        return None;
    }
    (0..words.len()).find_map(|at| {
        let matches = reader.lexicon.cue_forms.matches(words[at..].iter().copied());
        matches
            .into_iter()
            .find(|(length, (cue, _))| {
                // the cue heads the heading: it is the whole, its beginning or its end
                reader.lexicon.cues[*cue].kind == CueKind::Announcement
                    && (at == 0 || at + length == words.len() || words.len() <= 5)
            })
            .map(|(_, &(cue, _))| cue)
    })
}

/// The number that a marker holds: "1.", "2)", "(b)", "iii.".
fn ordinal(marker: &str) -> Option<u32> {
    let core: String = marker.chars().filter(|c| c.is_alphanumeric()).collect();
    let core = core.trim_start_matches(|c: char| c.is_alphabetic() && core.len() > 3);
    if let Ok(number) = core.parse() {
        return Some(number);
    }
    match core.to_ascii_lowercase().as_str() {
        "i" => Some(1),
        "ii" => Some(2),
        "iii" => Some(3),
        "iv" => Some(4),
        letter if letter.len() == 1 => letter.bytes().next().map(|byte| u32::from(byte.wrapping_sub(b'a')) + 1),
        _ => None,
    }
}

/// Whether most of a document is dialogue: paragraphs that open with a speaker in capitals ("THE PRESIDENT:").
fn is_speech(reader: &Reader<'_>) -> bool {
    let paragraphs =
        reader.document.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph && !block.sentences.is_empty());
    paragraphs
        .clone()
        .filter(|block| {
            let tokens = reader.sentence(block.sentences.start).tokens.clone();
            let colon = tokens.clone().take(5).position(|token| reader.text(token) == ":");
            colon.is_some_and(|colon| {
                colon > 0
                    && tokens.clone().take(colon).all(|token| {
                        reader.is_capitals(token) || !reader.is_word(token) || reader.text(token).len() <= 3
                    })
            })
        })
        .count()
        >= 2
}

impl Search<'_, '_> {
    /// Puts every clause without one under the point or introduction that it serves.
    pub(super) fn place(&mut self) {
        for draft in 0..self.drafts.len() {
            if self.drafts[draft].parent.is_none() {
                self.drafts[draft].parent = self.point_of(draft).filter(|&parent| parent != draft);
            }
        }
    }

    /// The numbered or headed point under which a clause stands, else the sentence that introduces its list.
    fn point_of(&self, draft: usize) -> Option<usize> {
        let found = &self.drafts[draft];
        let block_id = self.reader.sentence(found.sentence).block;
        let block = &self.reader.document.blocks[block_id.0];
        if matches!(found.shape, Shape::Clause | Shape::Conjunct | Shape::NounPhrase) {
            // a label in front of it in the same block, or the item around its block
            let mut around = Some(block_id);
            while let Some(id) = around {
                if let Some(label) = self.point_in(id, draft) {
                    return Some(label);
                }
                around = self.reader.document.blocks[id.0].parent;
            }
        }
        if let Some(intro) = self.outline.introduction(found.sentence).and_then(|intro| self.openings.get(&intro))
            && intro.draft.is_some()
        {
            return intro.draft;
        }
        let mut section = block.section;
        while let Some(BlockId(id)) = section {
            if let Some(heading) = self.point_in(BlockId(id), draft) {
                return Some(heading);
            }
            let first = self.reader.document.blocks[id].sentences.start;
            if let Some(parent) = self
                .outline
                .introduction(first)
                .and_then(|intro| self.openings.get(&intro))
                .and_then(|opening| opening.draft)
            {
                return Some(parent);
            }
            section = self.reader.document.blocks[id].section;
        }
        None
    }

    /// The item or heading that a block begins with, where it is a clause before `draft`.
    fn point_in(&self, block: BlockId, draft: usize) -> Option<usize> {
        let head = self.drafts[draft].head;
        let first = self.reader.document.blocks[block.0].sentences.start;
        of_sentence(&self.drafts, first).find(|&at| {
            let point = &self.drafts[at];
            at != draft
                && matches!(point.shape, Shape::Item | Shape::Heading | Shape::NounPhrase)
                && point.head < head
                && point.parent != Some(draft)
                && self.leads(point)
        })
    }

    /// Whether an item is its block's first words.
    fn leads(&self, draft: &Draft) -> bool {
        let block = self.reader.block_of(draft.sentence);
        block.sentences.start == draft.sentence
            && draft.tokens.start <= self.reader.sentence(draft.sentence).tokens.start + 1
    }
}
