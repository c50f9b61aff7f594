//! What a recommendation's id is made of: text alone, so that better extraction moves no id.

use crate::document::Document;
use crate::iri::{DocumentId, RecommendationId};
use sha2::{Digest, Sha256};

/// `{document}/{h8}`: a hash of the sentence in lower case and which of its occurrences it is, the head verb in lower case,
/// and how often that word stands before it in the sentence.
pub(crate) fn of(
    document: &DocumentId,
    sentence: &str,
    occurrence: usize,
    verb: &str,
    before: usize,
) -> RecommendationId {
    let mut hasher = Sha256::new();
    hasher.update(format!("{sentence}\u{0}{occurrence}\u{0}{verb}\u{0}{before}"));
    let hash: String = hasher.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    RecommendationId::new(format!("{document}/{hash}"))
}

/// The id that a recommendation with its head at this token would have.
pub(crate) fn at(document: &Document, sentence: usize, occurrence: usize, head: usize) -> RecommendationId {
    let sentence = &document.sentences[sentence];
    let words: Vec<String> = document.words(sentence).iter().map(|word| word.to_ascii_lowercase()).collect();
    let nth = head.saturating_sub(sentence.tokens.start);
    let verb = words.get(nth).map_or("", String::as_str);
    let before = words.iter().take(nth).filter(|word| *word == verb).count();
    of(&document.id, &words.join(" "), occurrence, verb, before)
}
