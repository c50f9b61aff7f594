//! Persons by where their names stand: behind "By" at the head of a text, or alone on a line above a role at its foot.

use super::forms::{Candidate, What, is_ordinary};
use crate::extract::reader::Reader;
use crate::ontology::model::NameRole;
use std::ops::Range;

/// How many blocks at the head may hold a byline, and how many at the foot a signature.
const NEAR: usize = 6;

/// Adds bylines and signatures that nothing else covers.
pub(super) fn add(reader: &Reader<'_>, found: &mut Vec<Candidate>) {
    let Some(because) = reader.rule("byline") else { return };
    let mut covered = vec![false; reader.len()];
    for candidate in found.iter() {
        covered[candidate.tokens.clone()].fill(true);
    }
    let blocks = reader.document.blocks.len();
    for (number, sentence) in reader.document.sentences.iter().enumerate() {
        let block = sentence.block.0;
        if !Reader::is_prose(&reader.document.blocks[block]) || block >= NEAR && block + NEAR < blocks {
            continue;
        }
        for line in reader.lines(sentence) {
            let by = line.len() > 1 && block < NEAR && reader.lower(line.start) == "by";
            let name = name(reader, line.start + usize::from(by)..line.end, &covered);
            let signed = block + NEAR >= blocks
                && name.end == line.end
                && (0..3).any(|ahead| is_role_line(reader, line.end, number + ahead));
            if (2..=4).contains(&name.len()) && (by || signed) {
                let what = What::Person { name: name.clone() };
                found.push(Candidate { tokens: name, what, because: because.clone() });
            }
        }
    }
    found.sort_by_key(|candidate| candidate.tokens.start);
}

/// The capitalised words at the head of a line, none of them ordinary all through.
fn name(reader: &Reader<'_>, line: Range<usize>, covered: &[bool]) -> Range<usize> {
    let lexicon = reader.lexicon;
    let end = line
        .clone()
        .find(|&at| {
            !reader.is_capitalised(at)
                || !reader.is_word(at)
                || covered[at]
                || lexicon.is(NameRole::NotAName, reader.lower(at))
                || lexicon.is(NameRole::Head, reader.lower(at))
        })
        .unwrap_or(line.end);
    let ordinary = (line.start..end).all(|at| is_ordinary(reader.lower(at)));
    if ordinary { line.start..line.start } else { line.start..end }
}

/// Whether the line at a token, or the first of a sentence, begins with a role: "Chair, Anglers' Club".
fn is_role_line(reader: &Reader<'_>, next: usize, sentence: usize) -> bool {
    let first = reader.document.sentences.get(sentence).map(|sentence| sentence.tokens.start);
    [Some(next), first.filter(|first| *first >= next)].into_iter().flatten().any(|at| {
        at < reader.len()
            && (at..reader.len().min(at + 3)).any(|at| reader.lexicon.is(NameRole::PersonRole, reader.lower(at)))
            && reader.is_capitalised(at)
    })
}
