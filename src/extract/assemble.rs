//! From clauses and roles to recommendations: ids, polarity, content, kind of action, deadline; and citations.

use super::circumstances::{Deadlines, condition, consequence};
use super::clauses::words::Words;
use super::clauses::{Asked, Clauses, Draft};
use super::identity;
use super::monitoring;
use super::names::Names;
use super::reader::Reader;
use super::roles::Roles;
use super::speakers::Spoken;
use super::{Because, Citation, Content, How, Polarity, Recommendation, Role, Title, TopicFound, Verb, topics};
use crate::iri::{ActionId, RecommendationId};
use crate::language::tagger::Tag;
use crate::ontology::model::{CueKind, NameRole};
use std::collections::BTreeMap;
use std::ops::Range;

/// The recommendations, and the calls that are reported of others, each in the order of their heads.
pub(crate) fn recommendations(
    reader: &Reader<'_>,
    clauses: &Clauses<'_, '_>,
    roles: Vec<Roles>,
    mut spoken: Vec<Spoken>,
    deadlines: &Deadlines<'_>,
    topics: &[TopicFound],
) -> (Vec<Recommendation>, Vec<Recommendation>) {
    let mut order: Vec<usize> = (0..clauses.drafts.len()).collect();
    order.sort_by_key(|&draft| clauses.drafts[draft].head);
    let ids = ids(reader, clauses, &order);
    let mut roles: Vec<Option<Roles>> = roles.into_iter().map(Some).collect();
    let (mut own, mut reported) = (Vec::new(), Vec::new());
    let calls = order.into_iter().filter_map(|index| {
        let spoken = spoken.get_mut(index).map(std::mem::take).unwrap_or_default();
        if spoken.silent {
            return None;
        }
        let draft = &clauses.drafts[index];
        let roles = roles[index].take()?;
        let words = &clauses.sentences[&draft.sentence];
        let span = reader.span_of(&draft.tokens);
        let inner = content(words, draft);
        let lemma = words.lemma(draft.head);
        Some((
            spoken.reported,
            Recommendation {
                id: ids[&index].clone(),
                span,
                sentence: reader.sentence(draft.sentence).span,
                action: action(words, draft, inner.as_ref().map_or(draft.head, |(head, _)| *head))
                    .or_else(|| action(words, draft, draft.head)),
                content: inner
                    .map(|(head, tokens)| Content { lemma: words.lemma(head), span: reader.span_of(&tokens) }),
                polarity: polarity(words, draft),
                verb: Verb { lemma, span: reader.span(draft.head) },
                strength: draft.strength,
                recommenders: spoken.recommenders,
                spokesperson: spoken.spokesperson,
                addressees: roles.addressees,
                counterparts: roles.counterparts,
                sought_from: roles.sought_from,
                beneficiaries: roles.beneficiaries,
                invokes: roles.invokes,
                places: roles.places,
                part_of: draft.parent.map(|parent| ids[&parent].clone()),
                topics: topics::within(topics, span),
                condition: condition(words, draft).map(|tokens| reader.span_of(&tokens)),
                consequence: consequence(words, draft).map(|tokens| reader.span_of(&tokens)),
                monitoring: monitoring::of(words, clauses, draft).map(|tokens| reader.span_of(&tokens)),
                deadline: deadlines.of(clauses, draft),
                because: draft.because.clone(),
                doubts: Vec::new(),
                corrected: Vec::new(),
            },
        ))
    });
    for (is_reported, call) in calls {
        if is_reported { &mut reported } else { &mut own }.push(call);
    }
    (own, reported)
}

/// `{document}/{h8}`: a hash of the folded sentence and which of its occurrences it is, the head verb, and which of that word's
/// occurrences in the sentence it is: all of it text, so that better extraction moves no id.
fn ids(reader: &Reader<'_>, clauses: &Clauses<'_, '_>, order: &[usize]) -> BTreeMap<usize, RecommendationId> {
    let mut ids = BTreeMap::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut folded: Option<(usize, String, usize)> = None;
    for &index in order {
        let draft = &clauses.drafts[index];
        if folded.as_ref().is_none_or(|(sentence, _, _)| *sentence != draft.sentence) {
            let tokens = reader.sentence(draft.sentence).tokens.clone();
            let text = reader.lowers(tokens).collect::<Vec<_>>().join(" ");
            let occurrence = seen.entry(text.clone()).or_default();
            *occurrence += 1;
            folded = Some((draft.sentence, text, *occurrence));
        }
        let Some((sentence, text, occurrence)) = &folded else { continue };
        let word = reader.lower(draft.head);
        let before =
            reader.lowers(reader.sentence(*sentence).tokens.start..draft.head).filter(|other| *other == word).count();
        ids.insert(index, identity::of(&reader.document.id, text, *occurrence, word, before));
    }
    ids
}

/// Negative where the clause is denied, or its head means to stop; a particle counts ("move away").
fn polarity(words: &Words<'_, '_>, draft: &Draft) -> Polarity {
    let lemma = words.lemma(draft.head);
    let particle = words.skip_adverbs(draft.head + 1);
    let two = [lemma.as_str(), words.lower(particle)];
    let lexicon = words.reader.lexicon;
    let cue = lexicon
        .cue_forms
        .matches(two.into_iter())
        .into_iter()
        .map(|(_, &(cue, form))| (&lexicon.cues[cue], form))
        .find(|(cue, _)| cue.kind == CueKind::Cessation);
    let stops = cue.is_some() && lexicon.has_rule("cessation");
    if draft.negated || stops { Polarity::Negative } else { Polarity::Positive }
}

/// The act below a light or aspect verb: "look for ways to *reopen the clinic*", "continue *publishing*".
fn content(words: &Words<'_, '_>, draft: &Draft) -> Option<(usize, Range<usize>)> {
    let light = words.reader.lexicon.cue_of(CueKind::LightVerb, &words.lemma(draft.head)).is_some();
    if !light || words.reader.rule("content").is_none() {
        return None;
    }
    let end = draft.tokens.end;
    let own = |at: &usize| !(words.tag(*at).is_wh() || words.is(*at, "that") && words.tag(*at) != Tag::Determiner);
    let inner = (draft.head + 1..end).take_while(own).find(|&at| {
        let gerund = words.tag(at) == Tag::Gerund
            && (words.tag(at - 1) == Tag::Preposition || at == draft.head + 1 || words.is_adverb(at - 1));
        let infinitive = words.tag(at) == Tag::Base && at > draft.head + 1;
        gerund || infinitive
    })?;
    Some((inner, inner..end))
}

/// The kind of action that a verb expresses: with its particle, with a noun of its object ("adopt the *law*"), or alone, where
/// alone it is not ambiguous.
fn action(words: &Words<'_, '_>, draft: &Draft, head: usize) -> Option<ActionId> {
    words.reader.rule("action")?;
    let lemma = words.lemma(head);
    let lexicon = words.reader.lexicon;
    let with = |other: &str| lexicon.actions.get(&format!("{lemma} {other}"));
    let object = match &draft.asked {
        Asked::Patient(phrase) if head == draft.head => phrase.clone(),
        _ => {
            let ends = |&at: &usize| {
                let tag = words.tag(at);
                tag.is_verb() || tag.is_wh() || matches!(tag, Tag::Preposition | Tag::To | Tag::Stop | Tag::Colon)
            };
            head + 1..(head + 1..draft.tokens.end).find(ends).unwrap_or(draft.tokens.end)
        }
    };
    let nouns = object.filter(|&at| words.tag(at).is_noun() || words.names.at(at).is_some());
    with(words.lower(head + 1))
        .or_else(|| nouns.into_iter().find_map(|at| with(&words.lemma(at)).or_else(|| with(words.lower(at)))))
        .or_else(|| lexicon.actions.get(&lemma).filter(|_| !lexicon.ambiguous_verbs.contains(&lemma)))
        .cloned()
}

/// Titles of other documents in quotation marks or as links: 'see CIP's paper "…"'.
pub(crate) fn citations(reader: &Reader<'_>, names: &Names, title: Option<&Title>) -> Vec<Citation> {
    let Some(rule) = reader.rule("citation") else { return Vec::new() };
    let own = title.map(|title| title.text.to_lowercase()).unwrap_or_default();
    let mut found = Vec::new();
    for sentence in &reader.document.sentences {
        let mut open = None;
        for at in sentence.tokens.clone() {
            match (reader.text(at), open) {
                ("“" | "\"", None) => open = Some(at + 1),
                ("”" | "\"", Some(start)) => {
                    open = None;
                    let mut tokens = start..at;
                    while tokens.end > tokens.start && matches!(reader.text(tokens.end - 1), "." | ",") {
                        tokens.end -= 1;
                    }
                    let capitals = tokens.clone().filter(|&token| reader.is_capitalised(token)).count();
                    let text = reader.words(&tokens);
                    let noun = cited_as(reader, sentence.tokens.start..start);
                    // a title in sentence case only right behind its noun: 'the letter "The wells are dry"'
                    let comma = usize::from(start >= sentence.tokens.start + 2 && reader.lower(start - 2) == ",");
                    let behind = noun.is_some_and(|noun| noun + 2 + comma == start)
                        && tokens.len() < 20
                        && reader.is_capitalised(tokens.start)
                        && !matches!(reader.lower(tokens.start), "i" | "we" | "you");
                    let cased = capitals * 2 >= tokens.len() || behind;
                    let titled = tokens.len() >= 3 && cased && text.to_lowercase() != own;
                    if let (true, Some(noun)) = (titled, noun) {
                        let publisher = whose(reader, names, noun, sentence.tokens.start);
                        let because = Because { rule: rule.rule.clone(), cue: None };
                        found.push(Citation { title: text, span: reader.span_of(&tokens), publisher, because });
                    }
                }
                _ => {}
            }
        }
    }
    found
}

/// The noun that announces a cited document: "paper", "report", "study", up to four words before the title.
fn cited_as(reader: &Reader<'_>, before: Range<usize>) -> Option<usize> {
    before.rev().take(5).find(|&at| reader.lexicon.is(NameRole::Document, reader.lower(at)))
}

/// Whose document it is said to be: "CIP's paper", "our report", "a paper by J Street".
fn whose(reader: &Reader<'_>, names: &Names, noun: usize, start: usize) -> Option<Role> {
    let owner = (start..noun).rev().take(5).find_map(|at| {
        names.at(at).filter(|mention| matches!(reader.lower(mention.tokens.end), "'s" | "’s" | "'" | "’"))
    });
    let by = (noun..noun + 3)
        .find(|&at| at < reader.len() && reader.lower(at) == "by")
        .and_then(|at| names.at(at + 1).or_else(|| names.at(at + 2)));
    let mention = owner.or(by)?;
    let actor = names.actor(mention);
    actor.kind.is_agent().then(|| Role {
        actor: actor.id.clone(),
        how: How::Explicit,
        span: Some(reader.span_of(&mention.tokens)),
    })
}
