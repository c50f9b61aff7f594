//! One record against one gold: what is right, and each difference with its place.

use super::gold::{Gold, GoldRecommendation};
use super::places;
use super::tally::{Measure, Scores, Tally};
use crate::extract::record::{MentionRecord, RecommendationRecord, Record};
use crate::text::{CharSpan, LineColumn};
use std::collections::{BTreeMap, BTreeSet};

/// Kinds of what is named and is no actor.
const NO_ACTORS: [&str; 7] = ["Place", "Event", "Instrument", "Topic", "Demonym", "Work", "Law"];
/// The kind of agents in general terms.
const GENERIC: &str = "Generic";
/// Two ranges are the same passage from this share of their union on.
const SHARED: f64 = 0.5;

/// What is wrong, as an annotator would say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    MissedRecommendation,
    FalseRecommendation,
    /// The passage is a recommendation, and another word of it was taken for its head.
    WrongVerb,
    /// The head is right, and the range is less than half the same.
    WrongRange,
    WrongAddressee,
    WrongCounterpart,
    WrongPolarity,
    WrongStrength,
    WrongPartOf,
    MissedName,
    FalseName,
    /// A name that was cut otherwise.
    WrongNameRange,
    /// A name that was put to another actor than its other mentions.
    WrongActor,
    MissedDate,
    FalseDate,
    WrongDate,
    WrongTitle,
    WrongPublisher,
    WrongDateOfIssue,
}

impl Class {
    pub fn name(self) -> &'static str {
        match self {
            Self::MissedRecommendation => "missed recommendation",
            Self::FalseRecommendation => "false recommendation",
            Self::WrongVerb => "wrong verb",
            Self::WrongRange => "wrong range",
            Self::WrongAddressee => "wrong addressee",
            Self::WrongCounterpart => "wrong counterpart",
            Self::WrongPolarity => "wrong polarity",
            Self::WrongStrength => "wrong strength",
            Self::WrongPartOf => "wrong part-of",
            Self::MissedName => "missed name",
            Self::FalseName => "false name",
            Self::WrongNameRange => "name cut otherwise",
            Self::WrongActor => "wrong actor",
            Self::MissedDate => "missed date",
            Self::FalseDate => "false date",
            Self::WrongDate => "wrong date",
            Self::WrongTitle => "wrong title",
            Self::WrongPublisher => "wrong publisher",
            Self::WrongDateOfIssue => "wrong date of issue",
        }
    }
}

/// One place where gold and extraction differ.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// Line and column of the document's text.
    pub place: LineColumn,
    pub class: Class,
    /// The words that are meant, on one line.
    pub quote: String,
    /// What the gold says; empty for nothing.
    pub gold: String,
    /// What was found; empty for nothing.
    pub found: String,
}

/// Compares what was found in a document with its gold; no record is a document of which nothing was found. The
/// differences come in the order of the text.
pub fn score(gold: &Gold, record: Option<&Record>) -> (Scores, Vec<Difference>) {
    let mut scoring = Scoring { gold, forms: BTreeMap::new(), scores: Scores::default(), differences: Vec::new() };
    let mentions = record.map_or(&[][..], |record| &record.mentions);
    let actors = mentions.iter().filter(|mention| !NO_ACTORS.contains(&mention.kind));
    let actors: Vec<&MentionRecord> = actors.collect();
    for mention in &actors {
        scoring.forms.entry(&mention.actor).or_default().insert(places::fold(&mention.text));
    }
    scoring.recommendations(record.map_or(&[], |record| &record.recommendations));
    scoring.mentions(&actors);
    scoring.dates(record);
    scoring.metadata(record);
    scoring.differences.sort();
    (scoring.scores, scoring.differences)
}

struct Scoring<'a> {
    gold: &'a Gold,
    /// The folded forms in which the text names each found actor.
    forms: BTreeMap<&'a str, BTreeSet<String>>,
    scores: Scores,
    differences: Vec<Difference>,
}

impl<'a> Scoring<'a> {
    fn recommendations(&mut self, found: &'a [RecommendationRecord]) {
        let golds = &self.gold.recommendations;
        let passages = pair(golds, found, |gold, found| at_least_half(gold.span, found.span));
        self.count(Measure::Passages, &passages, found);
        let clauses = pair(golds, found, |gold, found| {
            if self.same_token(gold.head, found.verb.span) { 1.0 + share(gold.span, found.span) } else { 0.0 }
        });
        let (missed, wrong) = self.count(Measure::Clauses, &clauses, found);
        self.tell_clauses(&missed, &wrong);
        let ids: BTreeMap<&str, &str> =
            clauses.iter().map(|&(g, f)| (found[f].id.as_str(), golds[g].id.as_str())).collect();
        for (gold, found) in clauses.iter().map(|&(g, f)| (&golds[g], &found[f])).filter(|(gold, _)| !gold.optional) {
            let addressees = found.addressees.iter().map(|role| Party {
                actor: &role.actor,
                name: &role.name,
                is_generic: role.kind == GENERIC,
            });
            let counterparts =
                found.counterparts.iter().map(|role| Party { actor: &role.actor, name: &role.name, is_generic: false });
            self.parties(Measure::Addressees, gold, &gold.addressees, &addressees.collect::<Vec<_>>());
            self.parties(Measure::Counterparts, gold, &gold.counterparts, &counterparts.collect::<Vec<_>>());
            self.word(Measure::Polarity, gold, gold.polarity.name(), found.polarity);
            self.word(Measure::Strength, gold, gold.strength.name(), found.strength);
            self.part_of(gold, found, &ids);
            if share(gold.span, found.span) < SHARED {
                self.tell(Class::WrongRange, gold.span, &self.words(gold.span), &self.words(found.span));
            }
        }
    }

    /// Counts pairs; gives the recommendations missed and the false ones. A second reading of a passage that is optional
    /// is no false alarm either.
    fn count(
        &mut self,
        measure: Measure,
        pairs: &[(usize, usize)],
        found: &'a [RecommendationRecord],
    ) -> (Vec<&'a GoldRecommendation>, Vec<&'a RecommendationRecord>) {
        let golds = &self.gold.recommendations;
        let (seen, taken): (BTreeSet<usize>, BTreeSet<usize>) = pairs.iter().copied().unzip();
        let missed: Vec<_> = unpaired(golds, &seen).filter(|gold| !gold.optional).collect();
        let is_spared = |found: &RecommendationRecord| {
            golds.iter().any(|gold| gold.optional && overlap(gold.span, found.verb.span))
        };
        let wrong: Vec<_> = unpaired(found, &taken).filter(|found| !is_spared(found)).collect();
        let right = seen.iter().filter(|&&g| !golds[g].optional).count();
        self.scores[measure] += Tally { right, missed: missed.len(), wrong: wrong.len() };
        (missed, wrong)
    }

    fn tell_clauses(&mut self, missed: &[&GoldRecommendation], wrong: &[&RecommendationRecord]) {
        let same = pair(missed, wrong, |gold, found| at_least_half(gold.span, found.span));
        for &(g, f) in &same {
            let found = self.words(wrong[f].verb.span);
            self.tell(Class::WrongVerb, missed[g].span, &missed[g].verb, &found);
        }
        let (seen, taken): (BTreeSet<usize>, BTreeSet<usize>) = same.into_iter().unzip();
        for gold in unpaired(missed, &seen) {
            self.tell(Class::MissedRecommendation, gold.span, &gold.verb, "");
        }
        for found in unpaired(wrong, &taken) {
            self.tell(Class::FalseRecommendation, found.span, "", &found.verb.lemma);
        }
    }

    /// Who fills a role. Agents in general terms are welcome, and not required.
    fn parties(&mut self, measure: Measure, gold: &GoldRecommendation, wanted: &[String], found: &[Party<'_>]) {
        let links = pair(wanted, found, |name, party| {
            f64::from(u8::from(self.gold.same(name, party.name, self.forms.get(party.actor))))
        });
        let is_named = |name: &String| self.gold.actors.contains_key(name);
        let named = wanted.iter().filter(|name| is_named(name)).count();
        let right = links.iter().filter(|(g, _)| is_named(&wanted[*g])).count();
        let taken: BTreeSet<usize> = links.iter().map(|(_, f)| *f).collect();
        let wrong = unpaired(found, &taken).filter(|party| !party.is_generic).count();
        self.scores[measure] += Tally { right, missed: named - right, wrong };
        if right < named || wrong > 0 {
            let class = if measure == Measure::Addressees { Class::WrongAddressee } else { Class::WrongCounterpart };
            let found: Vec<&str> = found.iter().map(|party| party.name).collect();
            self.tell(class, gold.span, &wanted.join(", "), &found.join(", "));
        }
    }

    fn word(&mut self, measure: Measure, gold: &GoldRecommendation, wanted: &str, found: &str) {
        self.scores[measure] += Tally::one(wanted == found);
        if wanted != found {
            let class = if measure == Measure::Polarity { Class::WrongPolarity } else { Class::WrongStrength };
            self.tell(class, gold.span, wanted, found);
        }
    }

    /// Which recommendation it is a part of; an optional parent may be stepped over. `ids` leads from found to gold ones.
    fn part_of(&mut self, gold: &GoldRecommendation, found: &RecommendationRecord, ids: &BTreeMap<&str, &str>) {
        let by_id = |id: &str| self.gold.recommendations.iter().find(|other| other.id == id);
        let mut parents = vec![gold.part_of.as_deref()];
        while let Some(parent) = parents.last().copied().flatten().and_then(by_id).filter(|parent| parent.optional) {
            parents.push(parent.part_of.as_deref());
        }
        let right = match found.part_of.as_deref().filter(|id| !id.is_empty()) {
            None => parents.contains(&None),
            Some(id) => ids.get(id).is_some_and(|id| parents.contains(&Some(*id))),
        };
        self.scores[Measure::PartOf] += Tally::one(right);
        if !right {
            let parent = found.part_of.as_deref().map(|id| ids.get(id).copied().unwrap_or("another"));
            self.tell(Class::WrongPartOf, gold.span, gold.part_of.as_deref().unwrap_or(""), parent.unwrap_or(""));
        }
    }

    /// Names to the letter, and names of one actor put together.
    fn mentions(&mut self, found: &[&'a MentionRecord]) {
        let gold: BTreeMap<CharSpan, &str> =
            self.gold.mentions.iter().map(|(span, name)| (*span, name.as_str())).collect();
        let found: BTreeMap<CharSpan, &MentionRecord> =
            found.iter().map(|mention| (places::trim(&self.gold.text, mention.span), *mention)).collect();
        let right: Vec<CharSpan> = found.keys().copied().filter(|span| gold.contains_key(span)).collect();
        let missed: Vec<CharSpan> = gold.keys().copied().filter(|span| !found.contains_key(span)).collect();
        let is_ignored = |span: &CharSpan| self.gold.ignored.iter().any(|ignored| overlap(*ignored, *span));
        let wrong: Vec<CharSpan> =
            found.keys().copied().filter(|span| !gold.contains_key(span) && !is_ignored(span)).collect();
        self.scores[Measure::Mentions] += Tally { right: right.len(), missed: missed.len(), wrong: wrong.len() };

        let mut together: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for span in &right {
            *together.entry((gold[span], found[span].actor.as_str())).or_default() += 1;
        }
        let names: Vec<&str> = gold.values().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let actors: Vec<&str> =
            found.values().map(|mention| mention.actor.as_str()).collect::<BTreeSet<_>>().into_iter().collect();
        let shared = |name: &&str, actor: &&str| together.get(&(*name, *actor)).copied().unwrap_or(0);
        let aligned: BTreeMap<&str, &str> = pair(&names, &actors, |name, actor| shared(name, actor) as f64)
            .into_iter()
            .map(|(g, f)| (names[g], actors[f]))
            .collect();
        let agreed = aligned.iter().map(|(name, actor)| shared(name, actor)).sum::<usize>();
        self.scores[Measure::Entities] +=
            Tally { right: agreed, missed: gold.len() - agreed, wrong: right.len() - agreed + wrong.len() };

        let cut = pair(&missed, &wrong, |gold, found| f64::from(u8::from(overlap(*gold, *found))));
        let (seen, taken): (BTreeSet<usize>, BTreeSet<usize>) = cut.iter().copied().unzip();
        for &(g, f) in &cut {
            self.tell(Class::WrongNameRange, missed[g], &self.words(missed[g]), &self.words(wrong[f]));
        }
        for span in unpaired(&missed, &seen) {
            self.tell(Class::MissedName, *span, gold[span], "");
        }
        for span in unpaired(&wrong, &taken) {
            self.tell(Class::FalseName, *span, "", &found[span].name);
        }
        for span in right.iter().filter(|span| aligned.get(gold[span]) != Some(&found[span].actor.as_str())) {
            let MentionRecord { name, actor, .. } = found[span];
            self.tell(Class::WrongActor, *span, gold[span], &format!("{name} ({actor})"));
        }
    }

    fn dates(&mut self, record: Option<&Record>) {
        let golds = &self.gold.dates;
        let found = record.map_or(&[][..], |record| &record.dates);
        let pairs = pair(golds, found, |gold, found| {
            f64::from(u8::from(overlap(gold.span, found.span) && gold.value == found.value))
        });
        let (seen, taken): (BTreeSet<usize>, BTreeSet<usize>) = pairs.into_iter().unzip();
        let missed: Vec<_> = unpaired(golds, &seen).filter(|gold| !gold.optional).collect();
        let is_spared = |span: CharSpan| golds.iter().any(|gold| gold.optional && overlap(gold.span, span));
        let wrong: Vec<_> = unpaired(found, &taken).filter(|found| !is_spared(found.span)).collect();
        let right = seen.iter().filter(|&&g| !golds[g].optional).count();
        self.scores[Measure::Dates] += Tally { right, missed: missed.len(), wrong: wrong.len() };

        let other = pair(&missed, &wrong, |gold, found| f64::from(u8::from(overlap(gold.span, found.span))));
        let (seen, taken): (BTreeSet<usize>, BTreeSet<usize>) = other.iter().copied().unzip();
        for &(g, f) in &other {
            self.tell(Class::WrongDate, missed[g].span, &missed[g].value, &wrong[f].value);
        }
        for gold in unpaired(&missed, &seen) {
            self.tell(Class::MissedDate, gold.span, &gold.value, "");
        }
        for found in unpaired(&wrong, &taken) {
            self.tell(Class::FalseDate, found.span, "", &found.value);
        }
    }

    fn metadata(&mut self, record: Option<&Record>) {
        let gold = self.gold;
        let title = record.and_then(|record| record.title.as_ref());
        let publisher = record.and_then(|record| record.publisher.as_ref());
        let issued = record.and_then(|record| record.issued.as_ref());
        let equal = |a: &str, b: &str| places::fold(a) == places::fold(b);
        let is_publisher = |wanted: &str, name: &str| {
            let forms = publisher.and_then(|publisher| self.forms.get(publisher.actor.as_str()));
            gold.same(wanted, name, forms)
        };
        let fields = [
            (Class::WrongTitle, &gold.title, title.map(|title| (title.text.as_str(), title.span))),
            (Class::WrongPublisher, &gold.publisher, publisher.map(|found| (found.name.as_str(), found.span))),
            (Class::WrongDateOfIssue, &gold.issued, issued.map(|issued| (issued.value.as_str(), issued.span))),
        ];
        let right = fields.map(|(class, wanted, found)| match (wanted, found) {
            (None, None) => record.is_some(),
            (Some(wanted), Some((found, _))) if class == Class::WrongPublisher => is_publisher(wanted, found),
            (Some(wanted), Some((found, _))) => equal(wanted, found),
            _ => false,
        });
        for ((class, wanted, found), right) in fields.into_iter().zip(right) {
            self.scores[Measure::Metadata] += Tally::one(right);
            if !right {
                let at = found.and_then(|(_, span)| span).unwrap_or(CharSpan { start: 0, end: 0 });
                let found = found.map_or("", |(found, _)| found);
                self.tell(class, at, wanted.as_deref().unwrap_or_default(), found);
            }
        }
    }

    fn tell(&mut self, class: Class, at: CharSpan, gold: &str, found: &str) {
        self.differences.push(Difference {
            place: self.gold.line_column(at.start),
            class,
            quote: self.words(at),
            gold: gold.to_owned(),
            found: found.to_owned(),
        });
    }

    fn words(&self, span: CharSpan) -> String {
        places::folded(&self.gold.text, span)
    }

    /// A head verb is one token: a longer range marks nothing.
    fn same_token(&self, gold: CharSpan, found: CharSpan) -> bool {
        let there = places::slice(&self.gold.text, found);
        overlap(gold, found) && there.split(|c| places::is_space(*c)).filter(|word| !word.is_empty()).count() == 1
    }
}

/// Somebody who was found in a role.
struct Party<'a> {
    actor: &'a str,
    name: &'a str,
    is_generic: bool,
}

/// Pairs one to one, the best first and of equal ones the first; a quality of 0 is no pair.
fn pair<G, F>(golds: &[G], found: &[F], quality: impl Fn(&G, &F) -> f64) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    for (g, gold) in golds.iter().enumerate() {
        for (f, found) in found.iter().enumerate() {
            let quality = quality(gold, found);
            if quality > 0.0 {
                all.push((quality, g, f));
            }
        }
    }
    // stable: of equal quality they stay in order
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut seen, mut taken, mut pairs) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (_, g, f) in all {
        if !seen.contains(&g) && !taken.contains(&f) {
            seen.insert(g);
            taken.insert(f);
            pairs.push((g, f));
        }
    }
    pairs
}

/// The items, by their numbers, that have no partner.
fn unpaired<'i, T>(items: &'i [T], paired: &BTreeSet<usize>) -> impl Iterator<Item = &'i T> {
    items.iter().enumerate().filter(|(number, _)| !paired.contains(number)).map(|(_, item)| item)
}

fn overlap(a: CharSpan, b: CharSpan) -> bool {
    a.end.min(b.end) > a.start.max(b.start)
}

/// The share of their union that two ranges have in common.
fn share(a: CharSpan, b: CharSpan) -> f64 {
    let common = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    let whole = (a.end.saturating_sub(a.start) + b.end.saturating_sub(b.start)).saturating_sub(common);
    common as f64 / whole.max(1) as f64
}

/// The share in common where it is at least [`SHARED`], else 0.
fn at_least_half(a: CharSpan, b: CharSpan) -> f64 {
    let share = share(a, b);
    if share >= SHARED { share } else { 0.0 }
}
