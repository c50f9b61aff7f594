//! Places that are asked to act: "*Velmora* should open its archives", "we urge *Marlow County* to plant trees". Whoever governs
//! there is meant: a reading that is inferred, and its rule says so. "Gaza must be rebuilt" asks nothing of the place, and who
//! governs a contested one is left open: the actor is "Authorities of …".
//!
//! A name that nothing else tells is a place's where the text says "in Velmora", too.

use super::forms::{Candidate, What, is_ordinary};
use super::metonyms;
use crate::extract::reader::Reader;
use crate::ontology::lexicon::NameForm;
use crate::ontology::model::{CueKind, Kind, NameRole};
use std::ops::Range;

/// The rule's name.
pub(super) const RULE: &str = "place-asked";

/// The longest name of an unknown place, in words.
const LONGEST: usize = 3;

/// Adds the authorities of places that are asked to act; what was found there as a place gives way.
pub(super) fn add(reader: &Reader<'_>, found: &mut Vec<Candidate>) {
    let Some(because) = reader.rule(RULE) else { return };
    let mut by_token: Vec<Option<usize>> = vec![None; reader.len()];
    for (index, candidate) in found.iter().enumerate() {
        by_token[candidate.tokens.clone()].fill(Some(index));
    }
    let mut more = Vec::new();
    for sentence in &reader.document.sentences {
        if !Reader::is_prose(&reader.document.blocks[sentence.block.0]) || reader.is_title_case(sentence.tokens.clone())
        {
            continue;
        }
        let within = sentence.tokens.clone();
        let mut at = within.start;
        while at < within.end {
            if !reader.is_capitalised(at) {
                at += 1;
                continue;
            }
            let known = by_token[at];
            let tokens = match known {
                Some(index) => found[index].tokens.clone(),
                None => run(reader, &by_token, at..within.end),
            };
            let entry = match known.map(|index| &found[index].what) {
                Some(What::Known(actor, NameForm::Label)) if is_governed_entry(reader, *actor) => Some(Some(*actor)),
                Some(What::Unknown(Kind::Place)) if is_governed(reader, &tokens) => Some(None),
                Some(_) => None,
                None => (!tokens.is_empty()).then_some(None),
            };
            if let Some(entry) = entry
                && tokens.start == at
                && is_asked(reader, &within, &tokens)
                && (known.is_some() || is_located(reader, &by_token, &tokens))
            {
                more.push((
                    Candidate { tokens: tokens.clone(), what: What::Authorities(entry), because: because.clone() },
                    known,
                ));
            }
            at = tokens.end.max(at + 1);
        }
    }
    for (candidate, place) in more {
        if let Some(place) = place {
            found[place].tokens = candidate.tokens.start..candidate.tokens.start; // the list keeps its numbers
        }
        found.push(candidate);
    }
}

/// Capitalised words that nothing else covers and that can be a place's name.
fn run(reader: &Reader<'_>, by_token: &[Option<usize>], tokens: Range<usize>) -> Range<usize> {
    let name = |&at: &usize| {
        let lower = reader.lower(at);
        by_token[at].is_none()
            && reader.is_capitalised(at)
            && reader.is_word(at)
            && ![NameRole::NotAName, NameRole::Title, NameRole::Given]
                .iter()
                .any(|&role| reader.lexicon.is(role, lower))
    };
    let end = tokens.clone().take_while(name).last().map_or(tokens.start, |last| last + 1);
    let run = tokens.start..end;
    let known = reader.lexicon.names.longest(reader.lowers(run.clone())).is_some();
    let told = run.len() <= LONGEST && !known && !run.clone().all(|at| is_ordinary(reader.lower(at)));
    if told { run } else { tokens.start..tokens.start }
}

/// Whether a place of the lexicon has a government of its own, and no capital's or seat's reading.
fn is_governed_entry(reader: &Reader<'_>, actor: usize) -> bool {
    let lexicon = reader.lexicon;
    let entry = &lexicon.actors[actor];
    let label = entry.label.to_lowercase();
    let metonym =
        || lexicon.names.matches(label.split(' ')).into_iter().any(|(_, name)| name.form == NameForm::Metonym);
    entry.kind == Kind::Place && !metonym()
}

/// "Marlow *County*", "the *City* of Astheim": a place with a government of its own, by its head.
fn is_governed(reader: &Reader<'_>, tokens: &Range<usize>) -> bool {
    [tokens.start, tokens.end - 1].iter().any(|&at| reader.lexicon.is(NameRole::Governed, reader.lower(at)))
}

/// Whether a place is the subject of a modal with a verb of acting, or is called on.
fn is_asked(reader: &Reader<'_>, within: &Range<usize>, name: &Range<usize>) -> bool {
    metonyms::is_called_on(reader, within, name)
        || metonyms::is_subject(reader, within, name).is_some_and(|verb| {
            let matches = reader.lexicon.cue_forms.matches(reader.lowers(verb..within.end));
            matches.into_iter().any(|(length, (cue, _))| {
                let cue = &reader.lexicon.cues[*cue];
                cue.kind == CueKind::Modal && cue.needs.is_empty() && is_act(reader, verb + length..within.end)
            })
        })
}

/// Whether a verb group is of acting: "must not be rebuilt", "should remain" say nothing that the place itself does.
fn is_act(reader: &Reader<'_>, mut tokens: Range<usize>) -> bool {
    let verb = tokens.find(|&at| {
        let lower = reader.lower(at);
        !(lower.ends_with("ly")
            || matches!(lower, "not" | "never" | "also" | "now" | "therefore" | "itself" | "," | "again"))
    });
    verb.is_some_and(|verb| {
        reader.is_word(verb)
            && !matches!(
                reader.lower(verb),
                "be" | "have" | "remain" | "stay" | "become" | "continue" | "no" | "feel" | "look"
            )
    })
}

/// Whether the text tells elsewhere that a name is a place's: "in Velmora".
fn is_located(reader: &Reader<'_>, by_token: &[Option<usize>], name: &Range<usize>) -> bool {
    let same = |at: usize| name.clone().enumerate().all(|(ahead, token)| reader.text(at + ahead) == reader.text(token));
    (1..reader.len().saturating_sub(name.len() - 1)).any(|at| {
        by_token[at].is_none()
            && matches!(reader.lower(at - 1), "in" | "near" | "around" | "throughout" | "across" | "outside" | "within")
            && same(at)
    })
}
