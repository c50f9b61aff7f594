//! Short forms that a text itself sets up: acronyms in brackets, surnames, lone head nouns.

use super::forms::{Candidate, What, is_ordinary};
use crate::extract::reader::Reader;
use crate::iri::ActorId;
use crate::ontology::lexicon::{Name, NameForm};
use crate::ontology::model::{Kind, NameRole};
use std::collections::BTreeMap;

/// Adds the mentions by short forms, in the order of the text.
pub(super) fn add(reader: &Reader<'_>, found: &mut Vec<Candidate>) {
    let mut covered = vec![false; reader.len()];
    for candidate in found.iter() {
        covered[candidate.tokens.clone()].fill(true);
    }
    let mut more = Vec::new();
    let shorts = defined(reader, found, &mut covered, &mut more);
    let heads = heads(reader, found);
    let support = Support::of(reader, found);
    for sentence in &reader.document.sentences {
        if !Reader::is_prose(&reader.document.blocks[sentence.block.0]) {
            continue;
        }
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            if covered[at] || !reader.is_capitalised(at) {
                at += 1;
                continue;
            }
            let short = shorts.get(reader.text(at)).and_then(|forms| {
                let stands = |short: &&Short| {
                    at + short.words.len() <= sentence.tokens.end
                        && short
                            .words
                            .iter()
                            .enumerate()
                            .all(|(ahead, word)| reader.text(at + ahead) == word && !covered[at + ahead])
                };
                forms.iter().find(stands).map(|short| (&short.words, short.at(at)))
            });
            if let (Some((words, of)), Some(because)) = (short, reader.rule("short-form")) {
                // "Ms. Ada Bauer" was found as a whole; "Bauer Street" is something else
                let next = at + words.len();
                let longer = next < sentence.tokens.end
                    && reader.lexicon.name_word(NameRole::Head, reader.lowers(next..next + 1)).is_some()
                    && reader.is_capitalised(next);
                // "Ines Bauer" is somebody else than Ada Bauer
                let other = words.len() == 1
                    && matches!(found[of].what, What::Person { .. })
                    && at > sentence.tokens.start + 1
                    && reader.is_capitalised(at - 1)
                    && reader.is_word(at - 1)
                    && !covered[at - 1]
                    && !reader.lexicon.is(NameRole::NotAName, reader.lower(at - 1));
                if !longer && !other {
                    more.push(Candidate { tokens: at..next, what: What::Alias(of), because });
                }
                at = next;
                continue;
            }
            let definite = at > sentence.tokens.start && matches!(reader.lower(at - 1), "the" | "this" | "our" | "its");
            if let (true, Some(of), Some(because)) =
                (definite, before(&heads, reader.lower(at), at), reader.rule("head-noun"))
            {
                let lone = at + 1 >= sentence.tokens.end || !reader.is_capitalised(at + 1) || covered[at + 1];
                if lone {
                    more.push(Candidate { tokens: at..at + 1, what: What::Alias(of), because });
                    at += 1;
                    continue;
                }
            }
            if let Some(candidate) = in_context(reader, at..sentence.tokens.end, &support) {
                at = candidate.tokens.end;
                more.push(candidate);
                continue;
            }
            at += 1;
        }
    }
    found.append(&mut more);
}

/// A short form, and those who were named in full.
struct Short {
    words: Vec<String>,
    /// Where each was named, and which candidate that is; in the order of the text.
    named: Vec<(usize, usize)>,
}

impl Short {
    /// Whom it means at a token: of several with the same short form the one who was named last.
    fn at(&self, token: usize) -> usize {
        let before = self.named.partition_point(|(start, _)| *start < token);
        let (_, of) = if before > 0 { self.named[before - 1] } else { self.first() };
        of
    }

    /// The one that was found first.
    fn first(&self) -> (usize, usize) {
        self.named.iter().copied().min_by_key(|(_, of)| *of).unwrap_or_default()
    }
}

/// Short forms by their first word, the longest first.
type Shorts = BTreeMap<String, Vec<Short>>;

/// Acronyms in brackets behind a name, and the surnames and plain names of persons found with a title or apposition.
fn defined(reader: &Reader<'_>, found: &[Candidate], covered: &mut [bool], more: &mut Vec<Candidate>) -> Shorts {
    let mut shorts: BTreeMap<String, Vec<(Vec<String>, usize)>> = BTreeMap::new();
    for (index, candidate) in found.iter().enumerate() {
        let after = candidate.tokens.end;
        if let Some(words) = short_name(reader, after, covered) {
            if let (Some(because), Some(first)) = (reader.rule("defined-short-form"), words.clone().next()) {
                let texts: Vec<String> = words.clone().map(|token| reader.text(token).to_owned()).collect();
                shorts.entry(texts[0].clone()).or_default().push((texts, index));
                covered[words.clone()].fill(true);
                more.push(Candidate { tokens: first..words.end, what: What::Alias(index), because });
            }
        } else if after + 2 < reader.len() && reader.lower(after) == "(" {
            let quoted = usize::from(matches!(reader.text(after + 1), "“" | "\"" | "‘" | "'" | "``"))
                + usize::from(matches!(reader.lower(after + 1), "the"));
            let at = after + 1 + quoted;
            if at < reader.len()
                && is_acronym(reader.text(at))
                && !covered[at]
                && let Some(because) = reader.rule("acronym")
            {
                more.push(Candidate { tokens: at..at + 1, what: What::Alias(index), because });
                covered[at] = true;
                let form = reader.text(at).to_owned();
                shorts.entry(form.clone()).or_default().push((vec![form], index));
            }
        }
        match &candidate.what {
            What::Person { name } => {
                let words: Vec<String> = name.clone().map(|token| reader.text(token).to_owned()).collect();
                if words.len() > 1 {
                    shorts.entry(words[0].clone()).or_default().push((words.clone(), index));
                }
                let first = words[0].clone();
                let alone = words.len() > 1
                    && first.chars().count() > 2
                    && !reader.lexicon.is(NameRole::NotAName, &first.to_lowercase());
                if alone && !reader.lexicon.names.begins(&first.to_lowercase()) {
                    shorts.entry(first.clone()).or_default().push((vec![first], index));
                }
                if let Some(last) = words.last().filter(|last| last.chars().count() > 2) {
                    shorts.entry(last.clone()).or_default().push((vec![last.clone()], index));
                }
            }
            What::Acting(_) => {
                let words: Vec<String> = candidate.tokens.clone().map(|token| reader.text(token).to_owned()).collect();
                let first = words[0].to_lowercase();
                let alone = words.len() > 1 && first.chars().count() > 3 && !is_ordinary(&first);
                if alone && !reader.lexicon.names.begins(&first) {
                    shorts.entry(words[0].clone()).or_default().push((vec![words[0].clone()], index));
                }
                shorts.entry(words[0].clone()).or_default().push((words, index));
            }
            What::Unknown(kind) if *kind != Kind::Place => {
                let words: Vec<String> = candidate.tokens.clone().map(|token| reader.text(token).to_owned()).collect();
                shorts.entry(words[0].clone()).or_default().push((words, index));
            }
            _ => {}
        }
    }
    let grouped = |forms: Vec<(Vec<String>, usize)>| {
        let mut by_words: BTreeMap<Vec<String>, Vec<(usize, usize)>> = BTreeMap::new();
        for (words, of) in forms {
            by_words.entry(words).or_default().push((found[of].tokens.start, of));
        }
        let mut shorts: Vec<Short> = by_words
            .into_iter()
            .map(|(words, mut named)| {
                named.sort_unstable();
                Short { words, named }
            })
            .collect();
        shorts.sort_by_key(|short| std::cmp::Reverse(short.words.len()));
        shorts
    };
    shorts.into_iter().map(|(first, forms)| (first, grouped(forms))).collect()
}

/// "(the Board)", "(“Secretary”)", "(Director)" behind a name: the capitalised words that will stand for it.
fn short_name(reader: &Reader<'_>, after: usize, covered: &[bool]) -> Option<std::ops::Range<usize>> {
    if after + 2 >= reader.len() || reader.lower(after) != "(" {
        return None;
    }
    let mut from = after + 1;
    while from + 1 < reader.len()
        && (matches!(reader.text(from), "“" | "\"" | "‘" | "'")
            || matches!(reader.lower(from), "the" | "hereafter" | "hereinafter"))
    {
        from += 1;
    }
    let mut end = from;
    while end < reader.len() && end - from < 5 && reader.is_capitalised(end) && reader.is_word(end) && !covered[end] {
        end += 1;
    }
    let quote = usize::from(end < reader.len() && matches!(reader.text(end), "”" | "\"" | "’" | "'"));
    let closed = end + quote < reader.len() && reader.text(end + quote) == ")";
    let title = reader.lexicon.name_word(NameRole::Title, reader.lowers(from..end)).is_some();
    let head = end > from && reader.lexicon.name_word(NameRole::Head, reader.lowers(end - 1..end)).is_some();
    (closed && end > from && (title || head) && !is_acronym(reader.text(from))).then_some(from..end)
}

/// Two to ten characters, mostly capitals, with no lower-case run longer than two.
fn is_acronym(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
    (2..=10).contains(&letters) && capitals >= 2 && capitals * 2 > letters
}

/// How often the text names what could support a name that needs context: an actor itself, or its country.
struct Support {
    actors: BTreeMap<usize, usize>,
    countries: BTreeMap<ActorId, usize>,
}

impl Support {
    fn of(reader: &Reader<'_>, found: &[Candidate]) -> Self {
        let mut support = Self { actors: BTreeMap::new(), countries: BTreeMap::new() };
        for candidate in found {
            let entry = match &candidate.what {
                What::Known(actor, _) => *actor,
                What::Government { of, .. } | What::Force { of } => *of,
                _ => continue,
            };
            *support.actors.entry(entry).or_default() += 1;
            let actor = &reader.lexicon.actors[entry];
            let country = actor.country.clone().or_else(|| actor.acts_for.clone()).unwrap_or_else(|| actor.id.clone());
            *support.countries.entry(country).or_default() += 1;
        }
        support
    }

    /// Ten for each mention of the actor, one for each of its country.
    fn weight(&self, reader: &Reader<'_>, actor: usize) -> usize {
        let entry = &reader.lexicon.actors[actor];
        let country = entry.country.as_ref().and_then(|country| self.countries.get(country)).copied().unwrap_or(0);
        10 * self.actors.get(&actor).copied().unwrap_or(0) + country
    }
}

/// "the Senate", "the Commission": a name that several bear, for the one whom the rest of the text supports most; left open
/// where nothing does, or two equally.
fn in_context(reader: &Reader<'_>, tokens: std::ops::Range<usize>, support: &Support) -> Option<Candidate> {
    let because = reader.rule("name-in-context")?;
    let matches = reader.lexicon.names.matches(reader.lowers(tokens.clone()));
    let named = |(length, name): &(usize, &Name)| {
        let acronym = !name.text.contains(char::is_lowercase);
        name.form == NameForm::Context && (!acronym || *length > 1 || reader.text(tokens.start) == &*name.text)
    };
    let longest = matches.iter().filter(|found| named(found)).map(|(length, _)| *length).max()?;
    let mut weights: Vec<(usize, usize)> = matches
        .iter()
        .filter(|found| named(found) && found.0 == longest)
        .map(|(_, name)| (support.weight(reader, name.actor), name.actor))
        .filter(|(weight, _)| *weight > 0)
        .collect();
    weights.sort_unstable();
    let &(weight, actor) = weights.last()?;
    let tied = weights.len() > 1 && weights[weights.len() - 2].0 == weight;
    let next = tokens.start + longest;
    let longer =
        next < tokens.end && reader.is_capitalised(next) && reader.span(next).start - reader.span(next - 1).end <= 1;
    (!tied && !longer).then_some(Candidate {
        tokens: tokens.start..next,
        what: What::Known(actor, NameForm::Context),
        because,
    })
}

/// For each head noun: the names that it heads, by their first token.
fn heads(reader: &Reader<'_>, found: &[Candidate]) -> BTreeMap<String, Vec<(usize, usize)>> {
    let mut heads: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for (index, candidate) in found.iter().enumerate() {
        if let Some(title) = title_of(reader, candidate) {
            heads.entry(title).or_default().push((candidate.tokens.start, index));
        }
        let kind = match &candidate.what {
            What::Known(actor, _) => reader.lexicon.actors[*actor].kind,
            What::Unknown(kind) => *kind,
            What::Government { .. } => {
                let noun = reader.lower(candidate.tokens.end - 1).to_owned();
                heads.entry(noun).or_default().push((candidate.tokens.start, index));
                continue;
            }
            _ => continue,
        };
        let agent = matches!(
            kind,
            Kind::Organization
                | Kind::GovernmentBody
                | Kind::IntergovernmentalOrganization
                | Kind::Party
                | Kind::Grouping
        );
        if !agent || candidate.tokens.len() < 2 {
            continue;
        }
        let of = candidate.tokens.clone().find(|&token| matches!(reader.lower(token), "of" | "for" | "on" | "to"));
        let head = of.unwrap_or(candidate.tokens.end) - 1;
        if reader.lexicon.name_word(NameRole::Head, reader.lowers(head..head + 1)).is_some() {
            heads.entry(reader.lower(head).to_owned()).or_default().push((candidate.tokens.start, index));
        }
    }
    heads
}

/// The title with which a person or an office was named, by which alone a text may go on: "the Minister".
fn title_of(reader: &Reader<'_>, candidate: &Candidate) -> Option<String> {
    let tokens = match &candidate.what {
        What::Person { name } => candidate.tokens.start..name.start,
        What::Unknown(Kind::GovernmentBody) => candidate.tokens.clone(),
        _ => return None,
    };
    tokens.clone().find_map(|at| {
        let (length, _) = reader.lexicon.name_word(NameRole::Title, reader.lowers(at..tokens.end))?;
        (length == 1).then(|| reader.lower(at).to_owned())
    })
}

/// The last name with this head before a token.
fn before(heads: &BTreeMap<String, Vec<(usize, usize)>>, head: &str, at: usize) -> Option<usize> {
    heads.get(head)?.iter().take_while(|(token, _)| *token < at).last().map(|(_, index)| *index)
}
