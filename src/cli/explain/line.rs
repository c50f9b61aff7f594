//! A line of a document: its sentences underlined, each recommendation with its rule, cue and roles, each name with its
//! entry; and where nothing is asked, the cues that stand there and why they are silent.

use super::corrections::Corrections;
use super::entries::Entries;
use crate::cli::annotate::textwrap;
use crate::cli::console::{BOLD, DIM};
use crate::cli::marks::{Mark, Marked, room, underlined, wrap};
use crate::cli::report::{self, Refused, trouble};
use crate::cli::{Outcome, console, knowledge};
use crate::diagnostic::Severity;
use crate::document::{Document, READ, Sentence, collect};
use crate::extract::{Because, Extraction, Recommendation, Role, extract};
use crate::iri::{Base, CueId, DocumentId, DoubtId};
use crate::ontology::lexicon::Cue;
use crate::ontology::{Lexicon, Ontology};
use crate::resolve::curation::Curation;
use crate::store::Manifest;
use crate::text::ByteSpan;
use anyhow::Result;
use std::io::Write;
use std::path::{Path, PathBuf};

pub(super) fn explain(
    file: &Path,
    line: usize,
    ontology: &Ontology,
    mut lexicon: Lexicon,
    last: Option<&Manifest>,
) -> Result<Outcome> {
    // By way of the collection, so that the sidecar beside the file counts.
    let (mut found, mut diagnostics) = collect(&[file.to_path_buf()]);
    // A document of a collection file is called by its id behind `#`.
    if let Some((whole, _)) = file.to_str().filter(|_| found.is_empty()).and_then(|name| name.rsplit_once('#')) {
        let (rows, more) = collect(&[PathBuf::from(whole)]);
        found = rows.into_iter().filter(|row| row.name() == file).collect();
        diagnostics = if found.is_empty() { diagnostics } else { more };
    }
    if let [first, _, ..] = &found[..] {
        let message = format!("{} holds {}", file.display(), console::count(found.len(), "document"));
        return Err(trouble(
            message,
            format!("name one, and its line: demarche explain '{}:1'", first.name().display()),
        ));
    }
    let there = |paths: &[String]| paths.iter().map(PathBuf::from).filter(|path| path.is_dir()).collect::<Vec<_>>();
    let recipe = last.map(|manifest| manifest.recipe.clone()).unwrap_or_default();
    let folders = knowledge::curation_folders(&there(&recipe.paths), &found, &there(&recipe.curation))?;
    let Some(found) = found.into_iter().next() else {
        return match diagnostics.into_iter().find(|diagnostic| diagnostic.severity == Severity::Error) {
            Some(diagnostic) => Err(Refused(diagnostic).into()),
            None => Err(trouble(format!("{} is no document", file.display()), READ)),
        };
    };
    let mut document = found.load().and_then(Document::read).map_err(|error| Refused(*error.diagnostic))?;
    // In a collection its id can be another than it has alone.
    let known = last.and_then(|last| last.documents.iter().find(|(_, entry)| entry.source == document.source));
    if let Some((id, _)) = known {
        document.id = DocumentId::new(id.as_str());
    }
    let (curation, refused) = Curation::read(&folders, ontology.base(), &lexicon);
    report::diagnostics(&refused, false);
    curation.teach(&mut lexicon);
    let found = extract(&document, &lexicon);
    let mut extraction = found.clone();
    let outcomes = curation.apply(&document, &mut extraction, &lexicon);
    let explainer = Explainer {
        document: &document,
        extraction: &extraction,
        lexicon: &lexicon,
        entries: Entries(ontology),
        base: ontology.base(),
        corrections: Corrections { curation: &curation, outcomes: &outcomes, found: &found },
    };
    explainer.line(line)
}

pub(super) struct Explainer<'a> {
    pub(super) document: &'a Document,
    extraction: &'a Extraction,
    pub(super) lexicon: &'a Lexicon,
    pub(super) entries: Entries<'a>,
    pub(super) base: &'a Base,
    corrections: Corrections<'a>,
}

impl Explainer<'_> {
    fn line(&self, number: usize) -> Result<Outcome> {
        let text = self.document.text.as_str();
        let lines = text.lines().count();
        let Some(line) = line_span(text, number) else {
            let message = format!("{} has {}", self.document.source, console::count(lines, "line"));
            return Err(trouble(message, "name one of them"));
        };
        let mut out = anstream::stdout().lock();
        writeln!(out, "{BOLD}{}:{number}{BOLD:#}", self.document.source)?;
        if self.document.format.is_extracted() {
            let hint = "a line of the text as it was extracted, which extract --format text prints";
            writeln!(out, "{DIM}{hint}{DIM:#}")?;
        }
        let sentences: Vec<&Sentence> =
            self.document.sentences.iter().filter(|sentence| sentence.span.overlaps(line)).collect();
        if sentences.is_empty() {
            let what = match text[line.start..line.end].trim().is_empty() {
                true => "This line is empty.",
                false => "This line holds no sentence: it is front matter, code or markup.",
            };
            writeln!(out, "\n{what}")?;
            return Ok(Outcome::Findings);
        }
        let all = &self.extraction.recommendations;
        let mut told = 0;
        for sentence in sentences {
            let here: Vec<(usize, &Recommendation)> =
                all.iter().enumerate().filter(|(_, found)| sentence.span.contains(found.verb.span)).collect();
            let calls = self.extraction.reported_calls.iter().enumerate();
            let calls: Vec<(usize, &Recommendation)> =
                calls.filter(|(_, call)| sentence.span.contains(call.verb.span)).collect();
            self.sentence(&mut out, sentence, if here.is_empty() { &calls } else { &here })?;
            for (at, found) in &here {
                self.recommendation(&mut out, at + 1, found, sentence)?;
            }
            for (_, call) in &calls {
                self.reported(&mut out, call, sentence)?;
            }
            let rejected = self.corrections.rejected(sentence.span);
            for (found, told) in &rejected {
                let words = self.document.visible(found.span);
                writeln!(out, "\n  {BOLD}Rejected: {}{BOLD:#}", clipped(&words))?;
                let rule = self.rule(&found.because);
                write_fields(&mut out, &[("by", told.clone()), ("was", rule)], 5)?;
            }
            if here.is_empty() && calls.is_empty() && rejected.is_empty() {
                self.silent(&mut out, sentence)?;
            }
            self.names(&mut out, sentence)?;
            told += here.len() + calls.len() + rejected.len();
        }
        Ok(Outcome::findings(told == 0))
    }

    /// The sentence with its signs, and what they mean.
    fn sentence(&self, out: &mut impl Write, sentence: &Sentence, here: &[(usize, &Recommendation)]) -> Result<()> {
        let mut marked = Marked::default();
        for (_, found) in here {
            marked.add(found.span, Mark::Clause);
            marked.add(found.verb.span, Mark::Head);
            if let Some(span) = found.because.cue.as_ref().and_then(|cue| self.cue_span(cue, found, sentence)) {
                marked.add(span, Mark::Cue);
            }
            for span in found.addressees.iter().filter_map(|role| role.span) {
                marked.add(span, Mark::Addressee);
            }
        }
        writeln!(out)?;
        let cells = marked.cells(self.document, sentence.span);
        let mut used = String::new();
        for line in wrap(&cells, room(2)) {
            let (text, signs) = underlined(line);
            writeln!(out, "  {text}")?;
            if !signs.is_empty() {
                writeln!(out, "  {BOLD}{signs}{BOLD:#}")?;
                used += &signs;
            }
        }
        let meanings = [("^", "head verb"), ("~", "cue"), ("=", "who is asked"), ("-", "clause")];
        let legend: Vec<_> = meanings
            .iter()
            .filter(|(sign, _)| used.contains(sign))
            .map(|(sign, word)| format!("{sign} {word}"))
            .collect();
        if !legend.is_empty() {
            writeln!(out, "  {DIM}{}{DIM:#}", legend.join("   "))?;
        }
        Ok(())
    }

    /// Where the cue of a recommendation stands in its sentence: the nearest such words at or before its head.
    fn cue_span(&self, id: &CueId, found: &Recommendation, sentence: &Sentence) -> Option<ByteSpan> {
        let places = self.cues(sentence).filter(|(cue, _)| cue.id == *id).map(|(_, span)| span);
        places.min_by_key(|span| (span.start > found.verb.span.start, found.verb.span.start.abs_diff(span.start)))
    }

    /// The cues in a sentence, each with its place.
    pub(super) fn cues<'s>(&'s self, sentence: &'s Sentence) -> impl Iterator<Item = (&'s Cue, ByteSpan)> {
        let words: Vec<String> = self.document.words(sentence).iter().map(|word| word.to_lowercase()).collect();
        let mut cues = Vec::new();
        for at in 0..words.len() {
            for (length, &(cue, _)) in self.lexicon.cue_forms.matches(words[at..].iter().map(String::as_str)) {
                let first = self.document.tokens[sentence.tokens.start + at].span;
                let last = self.document.tokens[sentence.tokens.start + at + length - 1].span;
                cues.push((&self.lexicon.cues[cue], first.to(last)));
            }
        }
        cues.into_iter()
    }

    /// Why a call is no recommendation: somebody else makes it.
    fn reported(&self, out: &mut impl Write, call: &Recommendation, sentence: &Sentence) -> Result<()> {
        let text = |span| self.document.text.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(out, "\n  {BOLD}–  {}{BOLD:#}", clipped(&text(call.span)))?;
        let of = call.recommenders.iter().map(|role| self.role(role)).collect::<Vec<_>>().join(", ");
        let of = if of.is_empty() { "somebody whom the text does not tell".to_owned() } else { of };
        let mut fields = vec![("no recommendation", format!("reported call of {of}"))];
        fields.extend(call.addressees.iter().map(|role| ("asked", self.role(role))));
        fields.push(("head verb", call.verb.lemma.clone()));
        fields.push(("strength", format!("{}, {}", call.strength.name(), call.polarity.name())));
        if let Some(cue) = &call.because.cue {
            fields.push(("cue", self.cue(cue, call, sentence)));
        }
        write_fields(out, &fields, 5)
    }

    fn recommendation(
        &self,
        out: &mut impl Write,
        number: usize,
        found: &Recommendation,
        sentence: &Sentence,
    ) -> Result<()> {
        let text = |span| self.document.text.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(out, "\n  {BOLD}{number}  {}{BOLD:#}", clipped(&text(found.span)))?;
        let mut fields: Vec<(&str, String)> = Vec::new();
        for role in &found.addressees {
            fields.push(("asked", self.role(role)));
        }
        if found.addressees.is_empty() {
            fields.push(("asked", "nobody in particular".to_owned()));
        }
        fields.extend(found.recommenders.iter().map(|role| ("asks", self.role(role))));
        if !found.recommenders.is_empty() {
            // they ask, and not the publisher alone
        } else if let Some(publisher) = &self.extraction.publisher {
            fields.push(("asks", format!("{}, whose document this is", publisher.name)));
        }
        fields.extend(found.spokesperson.iter().map(|role| ("said by", self.role(role))));
        let verb = match &found.content {
            Some(content) => format!("{}, with its content: {}", found.verb.lemma, clipped(&text(content.span))),
            None => found.verb.lemma.clone(),
        };
        fields.push(("head verb", verb));
        fields.push(("strength", format!("{}, {}", found.strength.name(), found.polarity.name())));
        for counterpart in &found.counterparts {
            fields.push((counterpart.relation.name(), self.role(&counterpart.role)));
        }
        for (name, roles) in [
            ("to move", &found.sought_from),
            ("for", &found.beneficiaries),
            ("invokes", &found.invokes),
            ("place", &found.places),
        ] {
            fields.extend(roles.iter().map(|role| (name, self.role(role))));
        }
        if let Some(condition) = found.condition {
            fields.push(("condition", text(condition)));
        }
        if let Some(consequence) = found.consequence {
            fields.push(("otherwise", text(consequence)));
        }
        if let Some(monitoring) = found.monitoring {
            fields.push(("checked", text(monitoring)));
        }
        if let Some(deadline) = &found.deadline {
            fields.push(("deadline", deadline.date.clone().unwrap_or_else(|| text(deadline.span))));
        }
        if !found.topics.is_empty() {
            let label = |id: &crate::iri::TopicId| {
                self.extraction
                    .topics
                    .iter()
                    .find(|topic| topic.topic == *id)
                    .map_or_else(|| id.to_string(), |topic| topic.label.clone())
            };
            fields.push(("topics", found.topics.iter().map(label).collect::<Vec<_>>().join(", ")));
        }
        if let Some(whole) = &found.part_of {
            let at = self.extraction.recommendations.iter().position(|other| other.id == *whole);
            fields.push((
                "part of",
                at.map_or_else(
                    || whole.to_string(),
                    |at| format!("{}: {}", at + 1, clipped(&text(self.extraction.recommendations[at].span))),
                ),
            ));
        }
        fields.push(("rule", self.rule(&found.because)));
        if let Some(cue) = &found.because.cue {
            fields.push(("cue", self.cue(cue, found, sentence)));
        }
        fields.extend(found.doubts.iter().map(|doubt| ("doubt", self.doubt(doubt))));
        fields.extend(found.corrected.iter().filter_map(|id| Some(("corrected", self.corrections.told(id)?))));
        write_fields(out, &fields, 5)
    }

    /// `pronoun: Somebody in it is meant by a pronoun … [doubts.ttl:15]`
    fn doubt(&self, doubt: &DoubtId) -> String {
        let node = doubt.iri(self.base);
        let label = self.entries.name(&node).unwrap_or(doubt.as_str());
        let definition = self.entries.definition(&node).map(|text| format!(": {text}")).unwrap_or_default();
        let place = self.entries.place(&node).map(|place| format!(" [{place}]")).unwrap_or_default();
        format!("{label}{definition}{place}")
    }

    fn role(&self, role: &Role) -> String {
        let actor = self.extraction.actors.iter().find(|actor| actor.id == role.actor);
        let (name, kind) = actor.map_or((role.actor.as_str(), ""), |actor| (actor.name.as_str(), actor.kind.name()));
        let how = match role.span {
            Some(span) => {
                let line = self.document.text.line_column(span.start).line;
                let words = self.document.text.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
                format!("{}: line {line}, “{}”", role.how.name(), clipped(&words))
            }
            None => role.how.name().to_owned(),
        };
        format!("{name} ({kind}) — {how}")
    }

    /// `modal — A modal asks its subject … (rules.ttl:9)`
    fn rule(&self, because: &Because) -> String {
        let node = because.rule.iri(self.base);
        let label = self.entries.label(&node).unwrap_or(because.rule.as_str());
        let comment = self.entries.comment(&node).map(|comment| format!(": {comment}")).unwrap_or_default();
        let place = self.entries.place(&node).map(|place| format!(" [{place}]")).unwrap_or_default();
        format!("{label}{comment}{place}")
    }

    fn cue(&self, id: &CueId, found: &Recommendation, sentence: &Sentence) -> String {
        let Some(cue) = self.lexicon.cues.iter().find(|cue| cue.id == *id) else { return id.to_string() };
        let place = self.entries.place(&id.iri(self.base)).map(|place| format!(" [{place}]")).unwrap_or_default();
        let away = match self.cue_span(id, found, sentence) {
            Some(_) => "",
            None => ", in the heading or introduction above",
        };
        format!(
            "“{}”, {}{away}{place}; as in: {}",
            forms(cue),
            self.kind(cue),
            cue.fires_in.split_whitespace().collect::<Vec<_>>().join(" ")
        )
    }

    /// `modal cue in the frame “subject and verb”`
    pub(super) fn kind(&self, cue: &Cue) -> String {
        let kind = self.entries.term(cue.kind.name()).0;
        match cue.frames.as_slice() {
            [] => kind.to_owned(),
            frames => {
                let frames = frames.iter().map(|frame| format!("“{}”", self.entries.term(frame.name()).0));
                format!("{kind} in the frame {}", frames.collect::<Vec<_>>().join(" or "))
            }
        }
    }

    /// Everybody and everything named in a sentence, each with its entry and rule.
    fn names(&self, out: &mut impl Write, sentence: &Sentence) -> Result<()> {
        let mut fields = Vec::new();
        for mention in self.extraction.mentions.iter().filter(|mention| sentence.span.contains(mention.span)) {
            let Some(actor) = self.extraction.actors.iter().find(|actor| actor.id == mention.actor) else { continue };
            let entry = match (actor.known, self.entries.place(&actor.id.iri(self.base))) {
                (true, Some(place)) => format!(" [{place}]"),
                _ => ", not in the lexicon".to_owned(),
            };
            let rule = self
                .entries
                .label(&mention.because.rule.iri(self.base))
                .unwrap_or(mention.because.rule.as_str())
                .to_lowercase();
            let words = self.document.text.slice(mention.span);
            fields.push((words, format!("{} ({}){entry} — {rule}", actor.name, actor.kind.name())));
        }
        for date in self.extraction.dates.iter().filter(|date| sentence.span.contains(date.span)) {
            fields.push((self.document.text.slice(date.span), format!("the date {}", date.value)));
        }
        if fields.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n  Named here")?;
        write_fields(out, &fields, 4)
    }
}

/// The forms of a cue, as lemmas.
fn forms(cue: &Cue) -> String {
    cue.forms.iter().map(|form| form.join(" ")).collect::<Vec<_>>().join("”, “")
}

/// Names and values in two columns; long values go on below themselves.
pub(super) fn write_fields(out: &mut impl Write, fields: &[(impl AsRef<str>, String)], indent: usize) -> Result<()> {
    let clean = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let widest = fields.iter().map(|(name, _)| clean(name.as_ref()).chars().count()).max().unwrap_or(0).min(28);
    for (name, value) in fields {
        let name = clean(name.as_ref());
        let lines = textwrap(&console::printable(value), room(indent + widest + 2), 0);
        for (at, line) in lines.iter().enumerate() {
            let name = if at == 0 { name.as_str() } else { "" };
            writeln!(out, "{}{DIM}{name:widest$}{DIM:#}  {line}", " ".repeat(indent))?;
        }
    }
    Ok(())
}

/// The head of a text, cut behind a word.
pub(super) fn clipped(text: &str) -> String {
    match text.char_indices().nth(room(10)) {
        None => text.to_owned(),
        Some((end, _)) => format!("{} …", text[..end].rsplit_once(' ').map_or(&text[..end], |(head, _)| head)),
    }
}

/// The bytes of a line, from 1, without its end.
fn line_span(text: &str, number: usize) -> Option<ByteSpan> {
    let mut at = 0;
    for (n, line) in text.split_inclusive('\n').enumerate() {
        if n + 1 == number {
            return Some(ByteSpan::new(at, at + line.trim_end_matches(['\n', '\r']).len()));
        }
        at += line.len();
    }
    None
}
