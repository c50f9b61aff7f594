//! Organizations that no word of their form tells, by how they act in the text: "the ferry operator *Nordvik Lines*",
//! "*Pedal On*, a Lisbon-based charity", "*Nordvik*'s spokesperson", "we urge *Nordvik* to …", "*Nordvik* announced".
//!
//! One place that tells it is enough for all places of the same text. What stays in doubt is left out: no actor is better
//! than a wrong one.

use super::forms::{Candidate, What, is_ordinary};
use crate::document::Sentence;
use crate::extract::reader::Reader;
use crate::ontology::model::{CueKind, Kind, NameRole};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The longest name in words.
const LONGEST: usize = 6;

/// Adds the first place of each such name, where nothing else covers it; the other places are short forms of it.
pub(super) fn add(reader: &Reader<'_>, found: &mut Vec<Candidate>) {
    let Some(because) = reader.rule("acting-name") else { return };
    let mut covered = vec![false; reader.len()];
    for candidate in found.iter() {
        covered[candidate.tokens.clone()].fill(true);
    }
    let persons = persons(reader, found);
    // "the Harbour Workers Alliance (HWA)": a short form that the text sets up is found as such.
    let behind = found.iter().map(|candidate| candidate.tokens.end).filter(|&after| after + 1 < reader.len());
    let short: BTreeSet<&str> =
        behind.filter(|&after| reader.lower(after) == "(").map(|after| reader.text(after + 1)).collect();
    let mut runs = Vec::new();
    let mut told: BTreeMap<String, (Range<usize>, Kind)> = BTreeMap::new();
    for sentence in &reader.document.sentences {
        if !Reader::is_prose(&reader.document.blocks[sentence.block.0]) || reader.is_title_case(sentence.tokens.clone())
        {
            continue;
        }
        let scene = Scene { reader, sentence, covered: &covered };
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let run = scene.run(at);
            if run.is_empty() {
                at += 1;
                continue;
            }
            at = run.end;
            let run = scene.trim(run);
            runs.push(run.clone());
            if let Some(kind) = scene.kind(&run)
                && !run.clone().any(|token| persons.contains(reader.text(token)))
                && !(run.len() == 1 && short.contains(reader.text(run.start)))
            {
                told.entry(reader.words(&run)).or_insert((run, kind));
            }
        }
    }
    for tokens in mastheads(reader, &covered) {
        told.entry(reader.words(&tokens)).or_insert((tokens, Kind::Organization));
    }
    for (tokens, kind) in told.into_values() {
        // "Nordvik announced", where the text also has "Nordvik Lines"
        let tokens = if tokens.len() == 1 { longer(reader, &runs, &tokens).unwrap_or(tokens) } else { tokens };
        found.push(Candidate { tokens, what: What::Acting(kind), because: because.clone() });
    }
}

/// The first run of several capitalised words that begins with a word.
fn longer(reader: &Reader<'_>, runs: &[Range<usize>], word: &Range<usize>) -> Option<Range<usize>> {
    let text = reader.text(word.start);
    runs.iter().find(|run| run.len() > 1 && run.len() < 4 && reader.text(run.start) == text).cloned()
}

/// Lines at the head that hold nothing but capitalised words, above a line that tells the document's kind: "Pedal On" above
/// "Fact sheet 3".
fn mastheads(reader: &Reader<'_>, covered: &[bool]) -> Vec<Range<usize>> {
    let head = reader.document.sentences.iter().take_while(|sentence| sentence.block.0 < 3);
    let lines: Vec<Range<usize>> = head.flat_map(|sentence| reader.lines(sentence)).collect();
    let is_name = |line: &Range<usize>| {
        (2..=5).contains(&line.len())
            && line.clone().all(|at| reader.is_capitalised(at) && !covered[at])
            && !line.clone().all(|at| is_ordinary(reader.lower(at)))
    };
    let above = lines.windows(2).filter(|pair| is_name(&pair[0]) && reader.tells_kind(&pair[1]));
    above.map(|pair| pair[0].clone()).collect()
}

/// The words of persons' names: "Okafor announced" is no organization.
fn persons<'r>(reader: &'r Reader<'_>, found: &[Candidate]) -> BTreeSet<&'r str> {
    let names = found.iter().filter_map(|candidate| match &candidate.what {
        What::Person { name } => Some(name.clone()),
        _ => None,
    });
    names.flatten().map(|token| reader.text(token)).filter(|word| word.chars().count() > 2).collect()
}

struct Scene<'a, 'r> {
    reader: &'a Reader<'r>,
    sentence: &'a Sentence,
    covered: &'a [bool],
}

impl Scene<'_, '_> {
    fn lower(&self, token: usize) -> &str {
        if self.sentence.tokens.contains(&token) { self.reader.lower(token) } else { "" }
    }

    fn is(&self, role: NameRole, token: usize) -> bool {
        self.reader.lexicon.is(role, self.lower(token))
    }

    /// A capitalised word that nothing else covers and that can be part of a name.
    fn is_name(&self, token: usize) -> bool {
        self.sentence.tokens.contains(&token)
            && !self.covered[token]
            && self.reader.is_capitalised(token)
            && self.reader.is_word(token)
            && !self.is(NameRole::NotAName, token)
    }

    /// Capitalised words in a row, "&" between them.
    fn run(&self, at: usize) -> Range<usize> {
        let mut end = at;
        while end - at < LONGEST && self.is_name(end) && (end == at || !self.reader.begins_line(end)) {
            end += 1;
            if self.lower(end) == "&" && self.is_name(end + 1) {
                end += 1;
            }
        }
        at..end
    }

    /// Without the verb of an operative paragraph in front: "Urges *Nordvik Lines* to …".
    fn trim(&self, run: Range<usize>) -> Range<usize> {
        let first = run.start <= self.sentence.tokens.start + 2;
        let verb = first && run.len() > 1 && self.is_cue(run.start, &[CueKind::SpeechAct]);
        if verb { run.start + 1..run.end } else { run }
    }

    /// Whether a word, alone or with the next, is a form of a cue of these kinds.
    fn is_cue(&self, token: usize, kinds: &[CueKind]) -> bool {
        if !self.sentence.tokens.contains(&token) {
            return false;
        }
        let end = self.sentence.tokens.end.min(token + 3);
        let lexicon = self.reader.lexicon;
        lexicon
            .cue_forms
            .matches(self.reader.lowers(token..end))
            .into_iter()
            .any(|(_, (cue, _))| kinds.contains(&lexicon.cues[*cue].kind))
    }

    /// The kind of organization that a run names, where its surroundings tell it.
    fn kind(&self, run: &Range<usize>) -> Option<Kind> {
        if run.is_empty() || !self.can_name(run) {
            return None;
        }
        self.apposed(run).or_else(|| {
            let acts = self.has_officers(run) || self.is_called_on(run) || self.speaks(run);
            acts.then_some(Kind::Organization)
        })
    }

    /// Names of the lexicon, titles, plain words and plurals of agents name no organization.
    fn can_name(&self, run: &Range<usize>) -> bool {
        let lexicon = self.reader.lexicon;
        let known = lexicon.names.longest(self.reader.lowers(run.clone()));
        if known.is_some_and(|(length, _)| length == run.len()) {
            return false;
        }
        let person = |token: usize| {
            self.is(NameRole::Title, token) || self.is(NameRole::PersonRole, token) || self.is(NameRole::Given, token)
        };
        if run.clone().any(person) || run.clone().all(|token| self.is(NameRole::Agent, token)) {
            return false;
        }
        let first = run.start;
        let text = self.reader.text(first);
        if run.len() == 1 {
            return text.chars().count() > 2 && !is_ordinary(self.lower(first)) && !text.ends_with('.');
        }
        !run.clone().all(|token| is_ordinary(self.lower(token))) || run.start > self.sentence.tokens.start
    }

    /// "the operator X", "X, a Lisbon-based charity,".
    fn apposed(&self, run: &Range<usize>) -> Option<Kind> {
        let lexicon = self.reader.lexicon;
        let start = self.sentence.tokens.start;
        for length in (1..=2).rev() {
            let Some(noun) = run.start.checked_sub(length).filter(|&noun| noun > start) else { continue };
            let found = lexicon.name_word(NameRole::Organization, self.reader.lowers(noun..run.start));
            let lower = !self.reader.is_capitalised(noun);
            if let Some((_, kind)) = found.filter(|(long, _)| *long == length && lower) {
                return kind;
            }
        }
        if self.lower(run.end) != "," || !matches!(self.lower(run.end + 1), "a" | "an" | "the") {
            return None;
        }
        for token in run.end + 2..self.sentence.tokens.end.min(run.end + 8) {
            if matches!(self.lower(token), "," | "." | ";" | "of" | "for" | "who" | "which" | "that" | "in")
                || self.is(NameRole::PersonRole, token)
            {
                return None;
            }
            let next = self.sentence.tokens.end.min(token + 2);
            if let Some((length, kind)) = lexicon.name_word(NameRole::Organization, self.reader.lowers(token..next)) {
                // "an operator licence": the noun must end its phrase
                let after = self.lower(token + length);
                let ends = matches!(after, "," | "." | "" | "of" | "for" | "in" | "that" | "which" | "with" | "behind");
                return if ends { kind } else { continue };
            }
        }
        None
    }

    /// "X's chief executive", "a spokeswoman for X".
    fn has_officers(&self, run: &Range<usize>) -> bool {
        let officer = |token: usize| {
            let words = self.reader.lowers(token..self.sentence.tokens.end.min(token + 3));
            self.sentence.tokens.contains(&token)
                && !self.reader.is_capitalised(token)
                && self.reader.lexicon.name_word(NameRole::Possessed, words).is_some()
        };
        if matches!(self.lower(run.end), "'s" | "’s" | "'" | "’") {
            return officer(run.end + 1) || officer(run.end + 2);
        }
        let Some(for_) = run.start.checked_sub(1).filter(|&at| matches!(self.lower(at), "for" | "of")) else {
            return false;
        };
        let spoken = (1..=3).filter_map(|long| for_.checked_sub(long)).any(|noun| {
            let words = self.reader.lowers(noun..for_);
            let phrase = self.reader.lexicon.name_word(NameRole::Possessed, words);
            self.sentence.tokens.contains(&noun)
                && phrase.is_some_and(|(length, _)| noun + length == for_)
                && !self.reader.is_capitalised(noun)
        });
        spoken && !self.is_listed(run)
    }

    fn is_listed(&self, run: &Range<usize>) -> bool {
        run.clone().all(|token| is_ordinary(self.lower(token)))
    }

    /// "We urge X to act", "calls on X not to wait".
    fn is_called_on(&self, run: &Range<usize>) -> bool {
        let to = matches!(self.lower(run.end), "to") || self.lower(run.end) == "not" && self.lower(run.end + 1) == "to";
        let Some(before) = run.start.checked_sub(1).filter(|_| to) else { return false };
        let verb = match self.lower(before) {
            "on" | "upon" => before.checked_sub(1),
            _ => Some(before),
        };
        verb.is_some_and(|verb| self.is_cue(verb, &[CueKind::SpeechAct]) && self.sentence.tokens.contains(&verb))
    }

    /// "X said in a statement", and before verbs by which organizations speak ("X welcomed", "X called on"); at a sentence's
    /// start only a word that is no ordinary one.
    fn speaks(&self, run: &Range<usize>) -> bool {
        let mut verb = run.end;
        while self.lower(verb).ends_with("ly") || matches!(self.lower(verb), "also" | "has" | "have" | "today") {
            verb += 1;
        }
        let before = run.start.checked_sub(1).map_or("", |before| self.lower(before));
        let subject = matches!(before, "" | "the" | "," | "and" | "while" | "that" | "but" | "“" | "\"" | "”");
        if !subject || self.is_listed(run) {
            return false;
        }
        let statement = self.is_cue(verb, &[CueKind::Report])
            && self.lower(verb + 1) == "in"
            && matches!(self.lower(verb + 2), "a" | "its" | "the" | "an")
            && (verb + 3..verb + 5).any(|token| self.is(NameRole::Document, token));
        let called = self.lower(verb).ends_with("ed") || self.lower(verb).ends_with('s');
        statement || called && self.is_cue(verb, &[CueKind::SelfReference]) && run.len() < 4
    }
}
