//! What the tagger learns from: the teacher's sentences, sentences written by hand, and others derived from both.
//!
//! Policy papers are full of forms that newspapers, and so the teacher, lack: items that begin with an imperative or with
//! a bare noun, headings in title case, words in capitals. They are derived from sentences in which the teacher is sure:
//! "The board should *reinstate the guidance*" yields an imperative, "with *reform of the quota*" a noun phrase.

use anyhow::{Context, Result};
use demarche::language::tagger::Tag;

/// A sentence and the tag of each word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    pub words: Vec<String>,
    pub tags: Vec<Tag>,
}

/// What is trained on, and what is held out to measure.
#[derive(Debug, Default)]
pub struct Examples {
    pub train: Vec<Example>,
    pub held_out: Vec<Example>,
}

/// Reads word_TAG lines; a line that begins with a tab names the document that follows. A tenth of the documents, chosen by
/// their names, is held out.
pub fn teacher(tagged: &str) -> Result<Examples> {
    let mut examples = Examples::default();
    let mut held_out = false;
    for line in tagged.lines() {
        if let Some(name) = line.strip_prefix('\t') {
            held_out = name_hash(name).is_multiple_of(10);
        } else if !line.is_empty() {
            let example = Example::read(line)?;
            if held_out { &mut examples.held_out } else { &mut examples.train }.push(example);
        }
    }
    Ok(examples)
}

/// Reads word_TAG lines written by hand; `#` begins a comment. Every tenth is held out.
pub fn written(text: &str) -> Result<Examples> {
    let mut examples = Examples::default();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with("# "));
    for (number, line) in lines.enumerate() {
        let example = Example::read(line)?;
        if number % 10 == 9 { &mut examples.held_out } else { &mut examples.train }.push(example);
    }
    Ok(examples)
}

impl Example {
    fn read(line: &str) -> Result<Self> {
        let mut example = Self { words: Vec::new(), tags: Vec::new() };
        for pair in line.split_whitespace() {
            let (word, tag) = pair.rsplit_once('_').with_context(|| format!("{pair:?} is no word_TAG"))?;
            if let Some(tag) = Tag::from_name(tag) {
                example.words.push(word.to_owned());
                example.tags.push(tag);
            } else if tag != "SP" && tag != "_SP" {
                anyhow::bail!("{pair:?} has an unknown tag");
            }
        }
        Ok(example)
    }

    /// The words from `start` to `end`, the first with a capital.
    fn part(&self, start: usize, end: usize) -> Self {
        let mut part = Self { words: self.words[start..end].to_vec(), tags: self.tags[start..end].to_vec() };
        part.words[0] = capitalized(&part.words[0]);
        part
    }

    /// As a heading: all words but the small ones with a capital.
    pub fn in_title_case(&self) -> Self {
        let small = |tag| {
            matches!(
                tag,
                Tag::Preposition | Tag::Determiner | Tag::To | Tag::Conjunction | Tag::Possessive | Tag::Particle
            )
        };
        let words = self.words.iter().zip(&self.tags).enumerate().map(|(at, (word, &tag))| {
            if at > 0 && small(tag) && word.len() < 6 { word.clone() } else { capitalized(word) }
        });
        Self { words: words.collect(), tags: self.tags.clone() }.without_stop()
    }

    /// Its first `count` words in capitals.
    pub fn in_capitals(&self, count: usize) -> Self {
        let mut example = self.clone();
        for word in example.words.iter_mut().take(count) {
            *word = word.to_uppercase();
        }
        example
    }

    /// Its first word in lower case, as in an item of a list, unless that is a name.
    pub fn in_lower_case(&self) -> Self {
        let mut example = self.clone();
        if !self.tags[0].is_proper() {
            example.words[0] = self.words[0].to_lowercase();
        }
        example
    }

    pub fn without_stop(&self) -> Self {
        let mut example = self.clone();
        if example.words.len() > 1 && example.tags.last() == Some(&Tag::Stop) {
            example.words.pop();
            example.tags.pop();
        }
        example
    }

    /// The clause after a modal or *to*, as an imperative: at its first verb, to the end.
    fn imperative(&self) -> Option<Self> {
        let verb = self.tags.windows(2).position(|pair| matches!(pair, [Tag::Modal | Tag::To, Tag::Base]))? + 1;
        let length = self.words.len() - verb;
        let light = matches!(self.words[verb].as_str(), "be" | "have" | "like" | "get");
        ((3..=40).contains(&length) && !light).then(|| self.part(verb, self.words.len()))
    }

    /// The predicate of a sentence "subject verb …" in the third person, as a resolution's paragraphs have it: "*Urges* the
    /// parties …".
    fn operative(&self) -> Option<Self> {
        let verb =
            self.tags.iter().position(|tag| tag.is_finite() || tag.is_verb() || tag.is_punctuation() || tag.is_wh())?;
        let light = matches!(self.words[verb].as_str(), "is" | "has" | "does" | "’s" | "'s");
        let length = self.words.len() - verb;
        (verb > 0 && self.tags[verb] == Tag::PresentThird && !light && (3..=40).contains(&length))
            .then(|| self.part(verb, self.words.len()))
    }

    /// A sentence "subject modal verb …" as the object of a demand, its verb in the subjunctive: "… demands that the firm
    /// *pay*".
    fn subjunctive(&self, frame: &Self) -> Option<Self> {
        let modal = self.tags.iter().position(|tag| *tag == Tag::Modal)?;
        let subject = &self.tags[..modal];
        let starts = matches!(subject.first()?, Tag::Determiner | Tag::Pronoun | Tag::Proper | Tag::NounPlural);
        let plain = !subject.iter().any(|tag| tag.is_finite() || tag.is_verb() || tag.is_punctuation() || tag.is_wh());
        let follows = self.tags.get(modal + 1) == Some(&Tag::Base) && self.words.len() < 40;
        let mut rest = self.in_lower_case();
        rest.words.remove(modal);
        rest.tags.remove(modal);
        let words = frame.words.iter().chain(&rest.words).cloned().collect();
        let tags = frame.tags.iter().chain(&rest.tags).copied().collect();
        (starts && plain && follows).then_some(Self { words, tags })
    }

    /// A noun phrase that holds a preposition, without its determiner, up to the next verb or comma.
    fn noun_phrase(&self) -> Option<Self> {
        let starts = self.tags.windows(3).enumerate().filter(|(_, window)| {
            matches!(window[0], Tag::Determiner | Tag::PronounPossessive | Tag::Preposition | Tag::Base | Tag::Gerund)
                && match window[1] {
                    Tag::Noun | Tag::NounPlural => window[2] == Tag::Preposition,
                    Tag::Adjective => matches!(window[2], Tag::Noun | Tag::NounPlural),
                    _ => false,
                }
        });
        for (before, _) in starts {
            let start = before + 1;
            let ends = |tag: &Tag| {
                tag.is_finite() || tag.is_wh() || tag.is_pronoun() || (tag.is_punctuation() && *tag != Tag::Hyphen)
            };
            let end = self.tags[start..].iter().position(ends).map_or(self.tags.len(), |at| start + at);
            let inner = &self.tags[start..end];
            let whole = inner.last().is_some_and(|tag| tag.is_noun());
            if (3..=16).contains(&inner.len()) && whole && inner.contains(&Tag::Preposition) {
                return Some(self.part(start, end));
            }
        }
        None
    }

    fn has_capitals_inside(&self) -> bool {
        self.words.iter().skip(1).any(|word| word.starts_with(char::is_uppercase))
    }
}

/// How often a derived example is taken: one of so many sentences that would yield it.
const EVERY_IMPERATIVE: usize = 1;
const EVERY_NOUN_PHRASE: usize = 3;
const EVERY_OPERATIVE: usize = 2;
const EVERY_SUBJUNCTIVE: usize = 2;
const EVERY_TITLE: usize = 8;
const EVERY_CAPITALS: usize = 40;

/// What a subjunctive depends on.
const FRAMES: [&str; 10] = [
    "The_DT committee_NN recommends_VBZ that_IN",
    "They_PRP demanded_VBD that_IN",
    "We_PRP request_VBP that_IN",
    "It_PRP is_VBZ essential_JJ that_IN",
    "It_PRP is_VBZ imperative_JJ that_IN",
    "She_PRP insists_VBZ that_IN",
    "Demands_VBZ that_IN",
    "We_PRP urge_VBP that_IN",
    "Residents_NNS ask_VBP that_IN",
    "The_DT law_NN requires_VBZ that_IN",
];

/// The examples that the teacher's sentences yield.
pub fn derived(teacher: &[Example]) -> Result<Vec<Example>> {
    let mut derived = Vec::new();
    let frames = FRAMES.into_iter().map(Example::read).collect::<Result<Vec<_>>>()?;
    let demanded = teacher.iter().filter(|example| example.tags.contains(&Tag::Modal));
    derived.extend(
        demanded
            .zip(frames.iter().cycle())
            .filter_map(|(example, frame)| example.subjunctive(frame))
            .step_by(EVERY_SUBJUNCTIVE),
    );
    let imperatives = teacher.iter().filter_map(Example::imperative).step_by(EVERY_IMPERATIVE);
    let phrases = teacher.iter().filter_map(Example::noun_phrase).step_by(EVERY_NOUN_PHRASE);
    let operatives = teacher.iter().filter_map(Example::operative).step_by(EVERY_OPERATIVE);
    for (number, example) in imperatives.chain(phrases).chain(operatives).enumerate() {
        derived.push(match number % 12 {
            0..=3 => example,
            4 | 5 => example.in_lower_case(),
            6 | 7 => example.without_stop(),
            8 => example.in_title_case(),
            _ => example.without_stop().in_lower_case(),
        });
    }
    let short = |example: &&Example| (4..=14).contains(&example.words.len()) && !example.has_capitals_inside();
    derived.extend(teacher.iter().filter(short).step_by(EVERY_TITLE).map(Example::in_title_case));
    let verbs = |example: &&Example| example.tags[0] == Tag::PresentThird && example.words.len() > 3;
    let operative = |(number, example): (usize, &Example)| example.in_capitals(1 + number % 2);
    derived.extend(teacher.iter().filter(verbs).step_by(2).enumerate().map(operative));
    derived.extend(teacher.iter().filter(short).step_by(EVERY_CAPITALS).map(|example| example.in_capitals(usize::MAX)));
    Ok(derived)
}

/// The forms in which a sentence written by hand is learned.
pub fn forms(written: &[Example]) -> Vec<Example> {
    let form = |example: &Example| {
        [
            example.clone(),
            example.without_stop(),
            example.in_lower_case(),
            example.in_title_case(),
            example.in_capitals(1),
            example.clone(),
        ]
    };
    written.iter().flat_map(form).collect()
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// FNV-1a: the same on every machine.
fn name_hash(name: &str) -> u64 {
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    hash ^ (hash >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(example: &Example) -> String {
        example.words.join(" ")
    }

    #[test]
    fn a_duty_yields_an_imperative() {
        let example = Example::read("The_DT board_NN should_MD reinstate_VB the_DT old_JJ rule_NN ._.").unwrap();
        let imperative = example.imperative().unwrap();
        assert_eq!((text(&imperative).as_str(), imperative.tags[0]), ("Reinstate the old rule .", Tag::Base));
        assert_eq!(text(&imperative.in_title_case()), "Reinstate the Old Rule");
    }

    #[test]
    fn a_statement_yields_a_paragraph_of_a_resolution_and_a_duty_a_subjunctive() {
        let example = Example::read("The_DT Council_NNP urges_VBZ restraint_NN ._.").unwrap();
        assert_eq!(text(&example.operative().unwrap()), "Urges restraint .");
        let frame = Example::read("They_PRP ask_VBP that_IN").unwrap();
        let duty = Example::read("The_DT firm_NN should_MD pay_VB ._.").unwrap();
        assert_eq!(text(&duty.subjunctive(&frame).unwrap()), "They ask that the firm pay .");
    }

    #[test]
    fn a_noun_phrase_stands_without_its_determiner() {
        let example =
            Example::read("They_PRP began_VBD the_DT reform_NN of_IN fishing_NN quotas_NNS ,_, too_RB ._.").unwrap();
        assert_eq!(text(&example.noun_phrase().unwrap()), "Reform of fishing quotas");
    }

    #[test]
    fn documents_are_held_out_by_name_alone() {
        let tagged = "\ta.txt\nOne_CD\n\tb.txt\nTwo_CD\n";
        let both = teacher(tagged).unwrap();
        let again = teacher(&tagged.replace("One", "Other")).unwrap();
        assert_eq!(both.held_out.len(), again.held_out.len());
        assert_eq!(both.train.len() + both.held_out.len(), 2);
    }
}
