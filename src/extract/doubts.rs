//! What a person should look at before relying on a recommendation: the reasons that `ontology/doubts.ttl` gives for the
//! rule and cue that made it, for how its roles are known, and for the names that fill them.

use super::{Extraction, How, Mention, PublisherHow, Recommendation, Role};
use crate::document::{BlockKind, Document};
use crate::iri::DoubtId;
use crate::ontology::Lexicon;
use crate::ontology::lexicon::{Ground, NameForm};
use crate::text::ByteSpan;
use std::collections::BTreeSet;

/// So many characters of a guessed title are told.
const CLIP: usize = 60;

/// Gives each recommendation its reasons for doubt, sorted; those that it had are forgotten.
pub(crate) fn mark(document: &Document, extraction: &mut Extraction, lexicon: &Lexicon) {
    let doubts = |found: &Recommendation| {
        let mut doubts = Doubts { document, mentions: &extraction.mentions, lexicon, found: BTreeSet::new() };
        doubts.of(found);
        doubts.found.into_iter().cloned().collect::<Vec<_>>()
    };
    let all: Vec<Vec<DoubtId>> = extraction.recommendations.iter().map(doubts).collect();
    for (found, doubts) in extraction.recommendations.iter_mut().zip(all) {
        found.doubts = doubts;
    }
}

/// Which of a document's title and publisher are guessed from its words, and from which: nothing outside of the text gives them,
/// and no heading or masthead does. None where nothing is.
pub(crate) fn guessed(document: &Document, extraction: &Extraction) -> Option<String> {
    let heads = |span: ByteSpan| {
        let block = document.blocks.iter().find(|block| block.span.contains(span));
        block.is_some_and(|block| matches!(block.kind, BlockKind::Heading { .. }))
    };
    let clipped = |text: &str| match text.char_indices().nth(CLIP) {
        Some((end, _)) => format!("“{}…”", text[..end].trim_end()),
        None => format!("“{text}”"),
    };
    let title = extraction
        .title
        .as_ref()
        .filter(|title| title.because.rule.as_str() == "title-heading" && title.span.is_some_and(|span| !heads(span)));
    let publisher = extraction.publisher.as_ref().filter(|publisher| publisher.how == PublisherHow::SelfReference);
    let title = title.map(|title| format!("title {}, its first line", clipped(&title.text)));
    let publisher = publisher.map(|publisher| {
        let line = publisher.span.map_or(1, |span| document.text.line_column(span.start).line);
        format!("publisher {}, who seems to speak in line {line}", clipped(&publisher.name))
    });
    let all: Vec<String> = title.into_iter().chain(publisher).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

struct Doubts<'a> {
    document: &'a Document,
    mentions: &'a [Mention],
    lexicon: &'a Lexicon,
    found: BTreeSet<&'a DoubtId>,
}

impl Doubts<'_> {
    fn of(&mut self, found: &Recommendation) {
        self.raise(Ground::Rule(found.because.rule.clone()));
        if let Some(cue) = &found.because.cue {
            self.raise(Ground::Cue(cue.clone()));
        }
        self.raise(Ground::term(found.strength.name()));
        if found.condition.is_some() {
            self.raise(Ground::term("condition"));
        }
        let counterparts = found.counterparts.iter().map(|counterpart| &counterpart.role);
        // That a document is its publisher's is no doubt of the request.
        let speakers = found.recommenders.iter().filter(|role| role.how != How::Document);
        let roles = speakers.chain(&found.addressees).chain(counterparts).chain(&found.sought_from);
        for role in roles {
            self.role(role);
        }
    }

    fn role(&mut self, role: &Role) {
        self.raise(Ground::term(role.how.name()));
        let named = |mention: &&Mention| Some(mention.span) == role.span && mention.actor == role.actor;
        let Some(mention) = self.mentions.iter().find(named) else { return };
        self.raise(Ground::Rule(mention.because.rule.clone()));
        if self.is_metonym(mention) {
            self.raise(Ground::term("metonym"));
        }
    }

    /// Whether the words of a mention name its actor as a metonym only.
    fn is_metonym(&self, mention: &Mention) -> bool {
        let words = self.document.text.slice(mention.span).to_lowercase();
        let words: Vec<&str> = words.split_whitespace().filter(|word| *word != "the").collect();
        let names = self.lexicon.names.matches(words.iter().copied());
        let mut forms = names
            .into_iter()
            .filter(|(length, name)| *length == words.len() && self.lexicon.actors[name.actor].id == mention.actor);
        let mut is_metonym = false;
        forms.all(|(_, name)| {
            is_metonym = name.form == NameForm::Metonym;
            is_metonym
        }) && is_metonym
    }

    fn raise(&mut self, ground: Ground) {
        self.found.extend(self.lexicon.doubts.get(&ground).into_iter().flatten());
    }
}
