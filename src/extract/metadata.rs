//! Title, publisher and date of issue. What the sidecar or front matter gives wins over what the text says.

use super::dates::{self, Calendar};
use super::names::Names;
use super::reader::Reader;
use super::{Actor, Issued, Kind, Publisher, PublisherHow, Title};
use crate::document::{Block, BlockKind, GivenSource, GivenValue};
use crate::iri::ActorId;
use crate::ontology::model::{CueKind, NameRole};
use crate::text::ByteSpan;
use std::ops::Range;

/// How many blocks at the head of a text may hold its date and masthead.
const HEAD: usize = 12;
/// How many code points a line may have to be a title.
const TITLE_LENGTH: usize = 300;

/// The title: given, or the first heading above the first paragraph.
pub(crate) fn title(reader: &Reader<'_>, names: &Names) -> Option<Title> {
    let given = &reader.document.given.title;
    let from = |given: &GivenValue, because| Title { text: clean(given), span: given.span, because };
    if let (Some(given), Some(because)) = (told(given), reader.rule("given")) {
        return Some(from(given, because));
    }
    let found = title_heading(reader, names);
    let weak = || Some(from(given.first()?, reader.rule("given")?));
    found.or_else(weak)
}

/// The first value that counts whatever the text says: the properties of a file do where the text repeats them.
fn told(given: &[GivenValue]) -> Option<&GivenValue> {
    given.iter().find(|given| given.source != GivenSource::Properties || given.span.is_some())
}

fn title_heading(reader: &Reader<'_>, names: &Names) -> Option<Title> {
    let because = reader.rule("title-heading")?;
    let blocks = &reader.document.blocks;
    let is_line = |block: &Block, text: &str| {
        let line = Reader::is_heading(block) || !text.trim_end().ends_with(['.', ',', ';', ':']);
        line && text.chars().count() <= TITLE_LENGTH
    };
    let mut shown = blocks.iter().take(HEAD).filter(|block| !is_furniture(block));
    let first = shown.next()?;
    let text = reader.document.visible(first.span);
    if !is_line(first, &text) {
        return None;
    }
    // below a masthead, or what only tells the document's kind, the next line that may be a title
    let rest = below(reader, names, first);
    let told = match rest {
        Some(rest) if !rest.is_empty() && reader.is_capitalised(rest.start) => Some(reader.span_of(&rest)),
        Some(rest) if !rest.is_empty() => None,
        Some(_) => shown.take(4).find_map(|block| {
            let rest = below(reader, names, block).map_or(block.span, |rest| reader.span_of(&rest));
            let text = reader.document.visible(rest);
            (!rest.is_empty()
                && is_line(block, &text)
                && text.starts_with(char::is_uppercase)
                && !is_dated(reader, block))
            .then_some(rest)
        }),
        None => None,
    };
    // "To: …", "From: …" and no more: a letter without a title
    let head = reader.document.sentences.get(first.sentences.start).map(|sentence| &sentence.tokens);
    if told.is_none() && head.is_some_and(|line| heads_letter(reader, line)) {
        return None;
    }
    let span = unlabelled(reader, told.unwrap_or(first.span));
    Some(Title { text: reader.document.visible(span), span: Some(span), because })
}

/// "Re: The forest": a title without the label in front of it.
fn unlabelled(reader: &Reader<'_>, span: ByteSpan) -> ByteSpan {
    let first = reader.document.tokens.partition_point(|token| token.span.start < span.start);
    let labelled = first + 2 < reader.len()
        && matches!(reader.lower(first), "re" | "subject" | "ref" | "title")
        && reader.text(first + 1) == ":"
        && reader.span(first + 2).start < span.end;
    if labelled { ByteSpan::new(reader.span(first + 2).start, span.end) } else { span }
}

/// What is left of a block at the head below lines that hold only a publisher's name or tell the document's kind; none where
/// its first line is neither.
fn below(reader: &Reader<'_>, names: &Names, block: &Block) -> Option<Range<usize>> {
    let sentences = &reader.document.sentences[block.sentences.clone()];
    let lines: Vec<Range<usize>> = sentences.iter().flat_map(|sentence| reader.lines(sentence)).collect();
    let is_masthead = |line: &Range<usize>| {
        names.at(line.start).is_some_and(|mention| {
            let others = line.clone().any(|at| !mention.tokens.contains(&at) && reader.is_word(at));
            !others && speaks(names.actor(mention).kind)
        })
    };
    let skipped = lines
        .iter()
        .take_while(|line| is_masthead(line) || reader.tells_kind(line) || heads_letter(reader, line))
        .count();
    let end = lines.last()?.end;
    (skipped > 0).then(|| lines.get(skipped).map_or(end, |line| line.start)..end)
}

/// "To: …", "From: …": a line of a letter's or memorandum's head.
fn heads_letter(reader: &Reader<'_>, line: &Range<usize>) -> bool {
    line.len() > 2
        && reader.text(line.start + 1) == ":"
        && matches!(reader.lower(line.start), "to" | "from" | "date" | "cc" | "ref" | "reference")
}

fn is_dated(reader: &Reader<'_>, block: &Block) -> bool {
    let sentences = &reader.document.sentences[block.sentences.clone()];
    sentences.iter().any(|sentence| full_date(reader, sentence.tokens.clone()).is_some())
}

fn is_furniture(block: &Block) -> bool {
    matches!(block.kind, BlockKind::FrontMatter | BlockKind::Code | BlockKind::Footnote | BlockKind::Table)
}

fn clean(given: &GivenValue) -> String {
    given.value.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The date of issue: given, or a date that stands alone, or nearly, on a line at the head or foot of the text.
pub(crate) fn issued(reader: &Reader<'_>) -> Option<Issued> {
    let given = &reader.document.given.issued;
    let from = |given: &GivenValue, because| Issued { value: given.value.clone(), span: given.span, because };
    if let (Some(given), Some(because)) = (told(given), reader.rule("given")) {
        return Some(from(given, because));
    }
    let weak = || Some(from(given.first()?, reader.rule("given")?));
    issued_line(reader).or_else(weak)
}

fn issued_line(reader: &Reader<'_>) -> Option<Issued> {
    let because = reader.rule("date-line")?;
    let sentences = &reader.document.sentences;
    let blocks = reader.document.blocks.len();
    let near = |block: usize| block < HEAD || block + 4 > blocks;
    let lines = sentences.iter().filter(|sentence| near(sentence.block.0));
    for line in lines.flat_map(|sentence| reader.lines(sentence)) {
        if let Some((tokens, date)) = full_date(reader, line.clone()) {
            let others = line.clone().filter(|token| !tokens.contains(token) && reader.is_word(*token)).count();
            // "Joint appeal of the …, 1 October 2025" is dated by its last words
            let closes = (tokens.end..line.end).all(|at| !reader.is_word(at));
            let document = reader.lexicon.name_word(NameRole::Document, reader.lowers(line.clone())).is_some();
            if others <= 4 || document && closes && line.len() < 40 {
                return Some(Issued { value: date.edtf(), span: Some(reader.span_of(&tokens)), because });
            }
        }
    }
    // "GENEVA, 5 May 2021 – …" before the first words of a text
    let opening = |block: &&Block| !is_furniture(block) && !block.sentences.is_empty();
    for block in reader.document.blocks.iter().take(HEAD).filter(opening) {
        let tokens = sentences[block.sentences.start].tokens.clone();
        let head = tokens.start..tokens.end.min(tokens.start + 12);
        if let Some((date, calendar)) = full_date(reader, head)
            && date.end < tokens.end
            && matches!(reader.lower(date.end), "–" | "—" | "--" | "-")
            && (tokens.start..date.start).all(|at| reader.is_capitalised(at) || !reader.is_word(at))
        {
            return Some(Issued { value: calendar.edtf(), span: Some(reader.span_of(&date)), because });
        }
    }
    // "Resolution of 11 August 1949", "Joint appeal of …, 5 May 2021": in the first lines of the text
    let first = sentences.iter().find(|sentence| !is_furniture(&reader.document.blocks[sentence.block.0]))?;
    let head = first.tokens.start..first.tokens.end.min(first.tokens.start + 14);
    let (tokens, date) = full_date(reader, head)?;
    let dateline = Reader::is_heading(&reader.document.blocks[first.block.0])
        || first.tokens.len() < 14
        || reader
            .lowers(tokens.end..(tokens.end + 2).min(first.tokens.end))
            .any(|word| matches!(word, "–" | "—" | "--" | "-" | ")"));
    dateline.then(|| Issued { value: date.edtf(), span: Some(reader.span_of(&tokens)), because })
}

/// The first date with day, month and year (or month and year) among some tokens.
fn full_date(reader: &Reader<'_>, tokens: Range<usize>) -> Option<(Range<usize>, Calendar)> {
    tokens.clone().find_map(|at| {
        let (length, date) = dates::calendar_at(reader, at..tokens.end, tokens.start)?;
        (date.year.is_some() && date.month.is_some()).then_some((at..at + length, date))
    })
}

/// The organization that speaks: given, in a masthead, or named by the text as its speaker.
pub(crate) fn publisher(reader: &Reader<'_>, names: &Names) -> Option<Publisher> {
    if let (Some(given), Some(because)) = (reader.document.given.publisher.first(), reader.rule("given")) {
        let (actor, name) = identify(reader, names, &clean(given));
        return Some(Publisher { actor, name, how: PublisherHow::Given, span: given.span, because });
    }
    masthead(reader, names).or_else(|| introduced(reader, names)).or_else(|| self_reference(reader, names))
}

/// "About the Clean Canals Coalition" over the lines at the foot of a press release that introduce who issues it; none where
/// several are introduced.
fn introduced(reader: &Reader<'_>, names: &Names) -> Option<Publisher> {
    let because = reader.rule("about-heading")?;
    let sentences = &reader.document.sentences;
    let foot = sentences.iter().skip(sentences.len() / 2);
    let mut found = foot.filter_map(|sentence| {
        let line = reader.lines(sentence).into_iter().next().filter(|line| line.len() > 1)?;
        let from = line.start + 1 + usize::from(reader.lower(line.start + 1) == "the");
        let mention = names.within(line.clone()).next().filter(|mention| mention.tokens.start == from)?;
        let closes = (mention.tokens.end..line.end).all(|token| !reader.is_word(token));
        (reader.lower(line.start) == "about" && closes && speaks(names.actor(mention).kind)).then_some(mention)
    });
    let mention = found.next()?;
    if found.any(|other| other.actor != mention.actor) {
        return None;
    }
    let actor = names.actor(mention);
    let span = Some(reader.span_of(&mention.tokens));
    Some(Publisher { actor: actor.id.clone(), name: actor.name.clone(), how: PublisherHow::Masthead, span, because })
}

/// The actor that a name given from outside means: one of the lexicon, or one that the text names, or a new one.
fn identify(reader: &Reader<'_>, names: &Names, name: &str) -> (ActorId, String) {
    let folded = name.to_ascii_lowercase();
    if let Some((length, known)) = reader.lexicon.names.longest(folded.split_whitespace())
        && length == folded.split_whitespace().count()
    {
        let entry = &reader.lexicon.actors[known.actor];
        return (entry.id.clone(), entry.label.clone());
    }
    match names.actors.iter().find(|actor| actor.name.eq_ignore_ascii_case(name)) {
        Some(actor) => (actor.id.clone(), actor.name.clone()),
        None => (ActorId::unknown(name), name.to_owned()),
    }
}

fn speaks(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Organization
            | Kind::IntergovernmentalOrganization
            | Kind::GovernmentBody
            | Kind::Party
            | Kind::Grouping
            | Kind::Government
    )
}

/// "G7 Statement on …", or a line of its own at the head that holds nothing but a name and perhaps a comma.
fn masthead(reader: &Reader<'_>, names: &Names) -> Option<Publisher> {
    let because = reader.rule("masthead")?;
    let title = reader.document.given.title.first();
    if let Some(title) = title {
        let words: Vec<&str> = title.value.split_whitespace().collect();
        let lowers: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let is_document = |word: &String| reader.lexicon.is(NameRole::Document, word);
        if let Some(at) = lowers.iter().take(6).position(is_document).filter(|at| *at > 0) {
            // "G7 Leaders' Statement" is the G7's
            let owners = words[..at].iter().rev().take_while(|word| word.ends_with(['’', '\''])).count();
            let name = words[..at - owners].join(" ");
            let (actor, name) = identify(reader, names, &name);
            let known = reader.lexicon.actor(&actor).is_some_and(|entry| speaks(entry.kind));
            if known {
                return Some(Publisher { actor, name, how: PublisherHow::Masthead, span: None, because });
            }
        }
    }
    let head = reader.document.sentences.iter().filter(|sentence| sentence.block.0 < HEAD);
    // a name above an address or a text is no masthead; one above "Fact sheet 3" is
    let lines = head.map(|sentence| {
        let lines = reader.lines(sentence);
        let kind = lines.get(1).is_some_and(|second| reader.tells_kind(second));
        if kind { lines[0].clone() } else { sentence.tokens.clone() }
    });
    // "Institute for Urban Food | March 2018"
    let is_rule = |token: &usize| matches!(reader.text(*token), "|" | "·" | "•");
    let parts = lines.flat_map(|line| {
        let rules: Vec<usize> = line.clone().filter(is_rule).collect();
        let starts = std::iter::once(line.start).chain(rules.iter().map(|rule| rule + 1));
        let ends = rules.iter().copied().chain([line.end]);
        starts.zip(ends).map(|(start, end)| start..end).filter(|part| !part.is_empty()).collect::<Vec<_>>()
    });
    for line in parts {
        let Some(mention) = names.within(line.clone()).next() else { continue };
        let actor = names.actor(mention);
        let others = line.clone().filter(|token| !mention.tokens.contains(token) && reader.is_word(*token)).count();
        let article = reader.lower(line.start) == "the";
        let opens = reader.lower(line.end - 1) == "," || !article;
        if speaks(actor.kind) && others <= usize::from(article) && opens && mention.tokens.len() > 1 {
            let span = Some(reader.span_of(&mention.tokens));
            return Some(Publisher {
                actor: actor.id.clone(),
                name: actor.name.clone(),
                how: PublisherHow::Masthead,
                span,
                because,
            });
        }
    }
    None
}

/// The subject, at the head of a sentence, of what only a speaker says of itself; the strongest of several wins.
fn self_reference(reader: &Reader<'_>, names: &Names) -> Option<Publisher> {
    let mut votes: Vec<(i32, usize, usize, usize)> = Vec::new();
    for (number, sentence) in reader.document.sentences.iter().enumerate() {
        if !Reader::is_prose(&reader.document.blocks[sentence.block.0]) {
            continue;
        }
        for mention in names.within(sentence.tokens.clone()).take(2) {
            let lead = reader
                .lowers(sentence.tokens.start..mention.tokens.start)
                .all(|word| matches!(word, "the" | "we" | "," | "today" | "at"));
            if !lead || !speaks(names.actor(mention).kind) {
                continue;
            }
            if let Some((cue, weight)) = self_cue(reader, mention.tokens.end..sentence.tokens.end) {
                let early = i32::from(number < 8) + i32::from(number + 4 > reader.document.sentences.len());
                votes.push((weight + early, mention.actor, cue, mention.tokens.start));
            }
        }
    }
    let mut totals: Vec<(i32, std::cmp::Reverse<usize>, usize, usize)> = Vec::new();
    for &(weight, actor, cue, token) in &votes {
        match totals.iter_mut().find(|total| names_actor(names, total.1.0) == actor) {
            Some(total) => total.0 += weight,
            None => totals.push((weight, std::cmp::Reverse(token), cue, actor)),
        }
    }
    totals.sort_unstable();
    let &(weight, std::cmp::Reverse(token), cue, actor) = totals.last()?;
    // a text in which several organizations speak alike is none of theirs
    if totals.len() > 1 && totals[totals.len() - 2].0 * 3 > weight * 2 {
        return None;
    }
    let because = reader.rule_by("self-reference", cue)?;
    let mention = names.at(token)?;
    let actor = &names.actors[actor];
    Some(Publisher {
        actor: actor.id.clone(),
        name: actor.name.clone(),
        how: PublisherHow::SelfReference,
        span: Some(reader.span_of(&mention.tokens)),
        because,
    })
}

fn names_actor(names: &Names, token: usize) -> usize {
    names.at(token).map_or(usize::MAX, |mention| mention.actor)
}

/// A self-reference cue right behind a subject, adverbs aside; "is a (joint) movement" with words between.
fn self_cue(reader: &Reader<'_>, tokens: Range<usize>) -> Option<(usize, i32)> {
    let mut at = tokens.start;
    while at < tokens.end
        && at < tokens.start + 3
        && (reader.lower(at).ends_with("ly") || matches!(reader.lower(at), "today" | "also" | "has" | "have"))
    {
        at += 1;
    }
    let matches = reader.lexicon.cue_forms.matches(reader.lowers(at..tokens.end));
    let direct = matches.iter().find(|(_, (cue, _))| reader.lexicon.cues[*cue].kind == CueKind::SelfReference);
    if let Some((_, (cue, form))) = direct {
        let described = reader.lexicon.cues[*cue].forms[*form].len() > 2;
        return Some((*cue, if described { 4 } else { 3 }));
    }
    // "is a (joint, independent, non-partisan) movement of …"
    let is = at + 2 < tokens.end
        && matches!(reader.lower(at), "is" | "are")
        && matches!(reader.lower(at + 1), "a" | "an" | "the");
    if !is {
        return None;
    }
    (at + 2..tokens.end.min(at + 9)).find_map(|noun| {
        let (cue, _) = reader.lexicon.cues.iter().enumerate().find(|(_, cue)| {
            cue.kind == CueKind::SelfReference
                && cue.forms.iter().any(|form| form.len() == 3 && form[0] == "be" && form[2] == reader.lower(noun))
        })?;
        Some((cue, 4))
    })
}

/// The actors for whom a document speaks: its publisher, and the persons and bodies that its title gives as speakers.
pub(crate) fn selves(reader: &Reader<'_>, names: &Names, publisher: Option<&ActorId>) -> Vec<usize> {
    let mut selves: Vec<usize> = publisher.and_then(|id| names.index_of(id)).into_iter().collect();
    let title = reader.document.given.title.first().map(clean);
    let title = title.or_else(|| self::title(reader, names).map(|title| title.text)).unwrap_or_default().to_lowercase();
    let is_spoken = |words: &str| words.split(' ').any(|word| reader.lexicon.is(NameRole::Spoken, word));
    // "Memorandum for the Secretary of Energy", "Letter to the Speaker of the House" are addressed to theirs
    let of = title.find(" of ").filter(|&of| !title[..of].contains(" for ") && !title[..of].contains(" to "));
    let from = title.find(" by ").or_else(|| title.find(" from ")).or(of);
    if let Some(from) = from.filter(|&from| is_spoken(&title[..from])) {
        let end = title[from..].find(" on ").map_or(title.len(), |on| from + on);
        let speakers = &title[from..end];
        for (at, actor) in names.actors.iter().enumerate() {
            let surname = actor.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
            if actor.kind.is_agent() && surname.len() > 2 && speakers.contains(&surname) && !selves.contains(&at) {
                selves.push(at);
            }
        }
    }
    selves
}

/// Adds the publisher to the actors where the text itself does not name it.
pub(crate) fn add_publisher(actors: &mut Vec<Actor>, publisher: &Publisher, lexicon: &crate::ontology::Lexicon) {
    if actors.iter().any(|actor| actor.id == publisher.actor) {
        return;
    }
    let entry = lexicon.actor(&publisher.actor);
    actors.push(Actor {
        id: publisher.actor.clone(),
        name: publisher.name.clone(),
        kind: entry.map_or(Kind::Organization, |entry| entry.kind),
        acts_for: entry.and_then(|entry| entry.acts_for.clone()),
        called: None,
        members: Vec::new(),
        known: entry.is_some(),
    });
}
