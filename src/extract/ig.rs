//! Recommendations in IG Script, the notation of the Institutional Grammar 2.0 (Frantz & Siddiki 2022) that the IG Parser
//! reads: `A(Ministry of Health) D(must) I(publish) Bdir(the waiting lists) Cex(by May)`.
//!
//! Each recommendation is a statement. What is inferred and not said stands in square brackets, as the parser's authors write
//! it: `D([should])`. What cannot be split safely stays whole in the object. Brackets of the text are written as commas, since
//! the parser takes them for its own; the column with the original words keeps them.

use super::{Extraction, How, Polarity, Recommendation, Relation, Role};
use crate::document::Document;
use crate::iri::{ActorId, Base};
use crate::ontology::Lexicon;
use crate::ontology::model::CueKind;
use crate::text::ByteSpan;

/// The columns, separated by tabs.
pub const HEADER: &str = "statement\tdocument\tasked_by\tpart_of\toriginal\tencoded";

/// The finite words of English that may stand in front of what is asked.
const AUXILIARIES: [&str; 14] =
    ["must", "should", "shall", "ought", "has", "have", "need", "needs", "is", "are", "would", "could", "may", "had"];

/// One line for each recommendation of a document, in their order, without the header.
pub fn lines(document: &Document, extraction: &Extraction, lexicon: &Lexicon, base: &Base) -> String {
    let writer = Writer { document, extraction, lexicon };
    let mut out = String::new();
    for found in &extraction.recommendations {
        let asked_by = match (&found.recommenders[..], &extraction.publisher) {
            ([], Some(publisher)) => publisher.name.clone(),
            (roles, _) => roles.iter().map(|role| writer.name(&role.actor)).collect::<Vec<_>>().join("; "),
        };
        let cells = [
            found.id.iri(base).into_string(),
            document.id.iri(base).into_string(),
            asked_by,
            found.part_of.as_ref().map(|whole| whole.iri(base).into_string()).unwrap_or_default(),
            document.visible(found.span),
            writer.statement(found),
        ];
        out += &cells.map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ")).join("\t");
        out.push('\n');
    }
    out
}

struct Writer<'a> {
    document: &'a Document,
    extraction: &'a Extraction,
    lexicon: &'a Lexicon,
}

impl Writer<'_> {
    fn name(&self, id: &ActorId) -> &str {
        self.extraction.actors.iter().find(|actor| actor.id == *id).map_or("", |actor| &actor.name)
    }

    /// The words of a range without markup.
    fn words(&self, start: usize, end: usize) -> String {
        if start < end { self.document.visible(ByteSpan::new(start, end)) } else { String::new() }
    }

    fn statement(&self, found: &Recommendation) -> String {
        let before = self.words(found.span.start, found.verb.span.start);
        let verb = self.words(found.verb.span.start, found.verb.span.end).to_lowercase();
        let verb = if verb.ends_with("ing") { found.verb.lemma.clone() } else { verb };
        let be = before
            .split_whitespace()
            .rev()
            .find(|word| !adverb(word))
            .is_some_and(|word| matches!(word.to_lowercase().as_str(), "be" | "been" | "being" | "is" | "are"));
        // a participle: the second of two passives, "be repaired and repainted"
        let passive = be || verb != found.verb.lemma;
        let mut components = Components::default();
        if let Some(condition) = found.condition {
            components.put("Cac", &self.words(condition.start, condition.end));
        }
        let mut attributes: Vec<String> = found.addressees.iter().map(|role| self.attribute(role)).collect();
        let said = found.because.rule.as_str() == "modal";
        if attributes.is_empty() && said && !passive {
            attributes.push(clean(&subject(&before))); // "The violence must stop": nobody, but the text's own words
        }
        components.combine("A", &attributes);
        let deontic = format!(
            "{}{}",
            found.strength.name(),
            if !self.is_noun_phrase(found) && self.is_denied(found, &before) { " not" } else { "" }
        );
        components.0.push(if said { format!("D({deontic})") } else { format!("D([{deontic}])") });
        components.put("Cex", &manner(&before));
        let mut rest = self.rest(found);
        if self.is_noun_phrase(found) {
            // the head is no verb of the one who is asked: "calls for a ban", "Free meals for all pupils"
            let whole = if found.because.rule.as_str() == "noun-item" {
                self.words(found.span.start, found.span.end)
            } else {
                rest.object.trim_start_matches("for ").trim_start_matches("on ").to_owned()
            };
            components.0.push("I([bring about])".to_owned());
            components.put("Bdir", &whole);
            return components.0.join(" ");
        }
        if passive {
            components.put("I", &format!("be {verb}"));
            components.put("Bdir", &subject(&before));
            components.put("Cex", &rest.object);
        } else {
            components.put("I", &verb);
            let bind = self.recipient(found, &mut rest);
            components.put("Bdir", &rest.object);
            if let Some((symbol, text)) = bind {
                components.put(symbol, &text);
            }
        }
        for constraint in rest.constraints {
            components.put("Cex", &constraint);
        }
        if let Some(consequence) = found.consequence {
            let text = self.words(consequence.start, consequence.end);
            let leads = ["or else ", "or otherwise ", "or ", "otherwise ", "failing which "];
            match leads.iter().find_map(|lead| text.strip_prefix(lead)) {
                // the parser takes an Or else only as a statement of its own
                Some(otherwise) => {
                    components.0.push(format!("O{{A([not stated]) I([follow]) Bdir({})}}", clean(otherwise)));
                }
                None => components.put("Cex", &text),
            }
        }
        components.0.join(" ")
    }

    fn attribute(&self, role: &Role) -> String {
        let name = clean(self.name(&role.actor));
        if role.how == How::Explicit { name } else { format!("[{name}]") }
    }

    /// Whether the clause itself is denied, so that "not" belongs to the deontic: not where its verb means to stop.
    fn is_denied(&self, found: &Recommendation, before: &str) -> bool {
        let denied = before.to_lowercase().split_whitespace().any(|word| {
            matches!(word, "not" | "never" | "nor" | "no" | "neither") || word.ends_with("n't") || word.ends_with("n’t")
        });
        let stops = self.lexicon.cue_of(CueKind::Cessation, &found.verb.lemma).is_some();
        denied || found.polarity == Polarity::Negative && !stops && !self.ends_in_particle(found)
    }

    /// "move away", "step back": a verb that means to stop with its particle only.
    fn ends_in_particle(&self, found: &Recommendation) -> bool {
        let rest = self.words(found.verb.span.end, found.span.end).to_lowercase();
        let two = [found.verb.lemma.as_str()].into_iter().chain(rest.split_whitespace().take(1));
        let two: Vec<&str> = two.collect();
        let matches = self.lexicon.cue_forms.matches(two.into_iter());
        matches.into_iter().any(|(length, &(cue, _))| length == 2 && self.lexicon.cues[cue].kind == CueKind::Cessation)
    }

    /// Whether the head is the verb of asking itself, or a noun.
    fn is_noun_phrase(&self, found: &Recommendation) -> bool {
        let cue = found.because.cue.as_ref().and_then(|id| self.lexicon.cues.iter().find(|cue| cue.id == *id));
        let asks = cue.is_some_and(|cue| {
            cue.kind == CueKind::SpeechAct && cue.forms.iter().any(|form| form.first() == Some(&found.verb.lemma))
        });
        found.because.rule.as_str() == "noun-item" || found.because.rule.as_str() == "speech-act" && asks
    }

    /// What stands behind the verb: the object without the condition, deadline and means in it, and these two.
    fn rest(&self, found: &Recommendation) -> Rest {
        let mut cuts: Vec<(ByteSpan, bool)> = Vec::new();
        cuts.extend(found.condition.map(|span| (span, false)));
        cuts.extend(found.consequence.map(|span| (span, false)));
        cuts.extend(found.monitoring.map(|span| (span, true)));
        cuts.extend(found.deadline.as_ref().map(|deadline| (deadline.span, true)));
        let means = self.extraction.recommendations.iter();
        let means = means.filter(|other| other.part_of.as_ref() == Some(&found.id));
        cuts.extend(means.filter(|other| other.because.rule.as_str() == "means").map(|other| (other.span, true)));
        cuts.retain(|(span, _)| span.start >= found.verb.span.end && span.end <= found.span.end);
        cuts.sort_by_key(|(span, _)| (span.start, span.end));
        let mut rest = Rest { object: String::new(), constraints: Vec::new() };
        let mut at = self.behind_shared(found);
        for (span, is_constraint) in cuts {
            if span.start < at {
                continue;
            }
            let (kept, lead) = without_lead(&self.words(at, span.start));
            rest.add(&kept);
            if is_constraint {
                rest.constraints.push(format!("{lead} {}", self.words(span.start, span.end)));
            }
            at = span.end;
        }
        rest.add(&self.words(at, found.span.end));
        rest
    }

    /// Where the object begins: behind the other verb where two share it ("propose and champion *reforms*").
    fn behind_shared(&self, found: &Recommendation) -> usize {
        let own = found.verb.span.end;
        let shares = |other: &&Recommendation| {
            let verb = other.verb.span;
            verb.start > own
                && verb.end < found.span.end
                && matches!(self.words(own, verb.start).trim(), "and" | "or" | ", and" | ", or" | "and/or")
        };
        self.extraction.recommendations.iter().find(shares).map_or(own, |other| other.verb.span.end)
    }

    /// "lend ships *to Kenya*", "agree on fares *with the operators*": a counterpart with its preposition at the very end.
    fn recipient(&self, found: &Recommendation, rest: &mut Rest) -> Option<(&'static str, String)> {
        for counterpart in &found.counterparts {
            let span = counterpart.role.span?;
            let name = self.words(span.start, span.end);
            let symbol = match counterpart.relation {
                Relation::To => "Bind",
                Relation::With | Relation::Through => "Cex",
                _ => continue,
            };
            let Some(head) = rest.object.strip_suffix(&name) else { continue };
            let head = head.trim_end();
            let head = head.strip_suffix(" the").unwrap_or(head);
            let Some((object, preposition)) = head.rsplit_once(' ') else { continue };
            let fits = match symbol {
                "Bind" => preposition == "to",
                _ => matches!(preposition, "with" | "through" | "alongside"),
            };
            if fits && !object.is_empty() {
                let tail = rest.object[object.len()..].trim().to_owned();
                rest.object = object.to_owned();
                let text = if symbol == "Bind" { tail.trim_start_matches("to ").to_owned() } else { tail };
                return Some((symbol, text));
            }
        }
        None
    }
}

struct Rest {
    object: String,
    /// Deadline and means.
    constraints: Vec<String>,
}

impl Rest {
    fn add(&mut self, words: &str) {
        let words = words.trim().trim_end_matches([',', ';', ':', '.']).trim();
        if !words.is_empty() {
            self.object = format!("{} {words}", self.object).trim().to_owned();
        }
    }
}

/// The components of a statement, in their order.
#[derive(Default)]
struct Components(Vec<String>);

impl Components {
    /// `symbol(text)`, where there is a text.
    fn put(&mut self, symbol: &str, text: &str) {
        let text = clean(text);
        if !text.is_empty() {
            self.0.push(format!("{symbol}({text})"));
        }
    }

    /// `symbol(one [AND] other)`
    fn combine(&mut self, symbol: &str, values: &[String]) {
        let values: Vec<&str> = values.iter().map(String::as_str).filter(|value| !value.is_empty()).collect();
        self.0.push(match values.is_empty() {
            true => format!("{symbol}([not stated])"),
            false => format!("{symbol}({})", values.join(" [AND] ")),
        });
    }
}

/// Words, and the "by" or "including by" at their end that belongs to the means behind them.
fn without_lead(words: &str) -> (String, String) {
    let mut kept: Vec<&str> = words.split_whitespace().collect();
    let mut lead = Vec::new();
    while let Some(last) = kept.last().filter(|last| matches!(**last, "by" | "including" | "and" | "through")) {
        lead.insert(0, *last);
        kept.pop();
    }
    (kept.join(" "), lead.join(" "))
}

/// The adverbs right before the verb: "immediately and fully *withdraw*".
fn manner(before: &str) -> String {
    let words: Vec<&str> = before.split_whitespace().collect();
    let from = words.iter().rposition(|word| !adverb(word) && *word != "and").map_or(0, |last| last + 1);
    let words = &words[from..];
    let first = words.iter().position(|word| *word != "and").unwrap_or(words.len());
    words[first..].join(" ")
}

/// The subject of a clause, in front of the auxiliary: in a passive one, what is acted on.
fn subject(before: &str) -> String {
    let words: Vec<&str> = before.split_whitespace().collect();
    let auxiliary = words.iter().position(|word| {
        let word = word.to_lowercase();
        AUXILIARIES.contains(&word.as_str()) || word == "be"
    });
    let Some(end) = auxiliary else { return String::new() };
    let end = end - usize::from(end > 0 && matches!(words[end - 1], "that" | "which" | "who"));
    words[..end].join(" ")
}

fn adverb(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ly")
}

/// A text as it may stand inside a component: on one line, and without brackets, which are the parser's own.
fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '(' | '[' | '{' => {
                out.truncate(out.trim_end().len());
                out.push_str(if out.is_empty() { "" } else { ", " });
            }
            ')' | ']' | '}' => {
                out.truncate(out.trim_end_matches([' ', ',']).len());
                out.push_str(if out.is_empty() { "" } else { ", " });
            }
            char => out.push(char),
        }
    }
    let words = out.replace(" ,", ",").replace(", ,", ",");
    words.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches([',', ';', ':', ' ']).to_owned()
}
