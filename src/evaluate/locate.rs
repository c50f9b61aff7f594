//! Finds the places of a gold file in the document's text, and says of each entry that does not fit what is wrong with it.

use super::file::{GoldFile, Ignored, Item, WrittenActor, WrittenDate, WrittenRecommendation};
use super::gold::{Gold, GoldDate, GoldRecommendation, Names};
use super::places;
use crate::diagnostic::Diagnostic;
use crate::text::{ByteSpan, CharSpan};
use std::collections::{BTreeMap, BTreeSet};

impl GoldFile {
    /// Finds its places in the document's text. `sha256` is of the document's bytes.
    ///
    /// # Errors
    /// A quote or name does not stand in the text, a range ends behind it, `part_of` leads nowhere or in a circle, or the
    /// annotated text was another one: every entry that is wrong, with its line and column.
    pub fn locate(&self, text: &str, sha256: &str) -> Result<Gold, Vec<Diagnostic>> {
        if self.sha256.as_deref().is_some_and(|annotated| !annotated.eq_ignore_ascii_case(sha256)) {
            return Err(vec![
                self.finding(self.key("sha256"), format!("{} is not the text that was annotated", self.document))
                    .help("give the text with this hash; or, where all places are quotes, take “sha256” out"),
            ]);
        }
        let text: Vec<char> = text.chars().collect();
        let mut found = Vec::new();
        let recommendations = self.recommendations(&text, &mut found);
        let (actors, marked) = self.actors(&text, &mut found);
        let ignored = self.ignore.iter().flat_map(|ignored| match ignored {
            Ignored::Form(form) => places::occurrences(&text, form),
            Ignored::Span(span) => vec![*span],
        });
        let ignored: Vec<CharSpan> = ignored.collect();
        for span in ignored.iter().filter(|span| !is_inside(**span, &text)) {
            found.push(self.outside(self.key("ignore"), &text, *span));
        }
        let marked = marked
            .into_iter()
            .map(|(span, name)| (span, Some(name)))
            .chain(ignored.into_iter().map(|span| (span, None)));
        let (mut mentions, mut ignored) = (Vec::new(), Vec::new());
        for (span, name) in longest_first(marked.collect()) {
            match name {
                Some(name) => mentions.push((span, name)),
                None => ignored.push(span),
            }
        }
        let dates = self.dates(&text, &mut found);
        if !found.is_empty() {
            found.sort_by_key(|finding| finding.place.span.as_ref().map(|(_, span)| span.start));
            return Err(found);
        }
        Ok(Gold {
            text,
            title: self.title.clone(),
            publisher: self.publisher.clone(),
            issued: self.issued.clone(),
            recommendations,
            actors,
            mentions,
            ignored,
            dates,
        })
    }

    fn recommendations(&self, text: &[char], found: &mut Vec<Diagnostic>) -> Vec<GoldRecommendation> {
        let parents: BTreeMap<&str, Option<&str>> =
            self.recommendations.iter().map(|item| (item.value.id.as_str(), item.value.part_of.as_deref())).collect();
        let mut seen = BTreeSet::new();
        let mut recommendations = Vec::new();
        for item in &self.recommendations {
            let written = &item.value;
            if !seen.insert(written.id.as_str()) {
                let message = format!("the id {:?} is given twice", written.id);
                found.push(self.finding(self.field(item, "id"), message).help("give each recommendation its own"));
            }
            if let Some(parent) = &written.part_of
                && let Err(message) = ends(&parents, parent)
            {
                let help = "“part_of” is the id of another recommendation of this file, or null";
                found.push(self.finding(self.field(item, "part_of"), message).help(help));
            }
            match self.clause(item, text) {
                Ok((span, head)) => recommendations.push(GoldRecommendation {
                    id: written.id.clone(),
                    span,
                    head,
                    verb: written.verb.clone(),
                    polarity: written.polarity,
                    strength: written.strength,
                    addressees: written.addressees.clone(),
                    counterparts: written.counterparts.clone(),
                    part_of: written.part_of.clone(),
                    optional: written.optional,
                }),
                Err(finding) => found.push(*finding),
            }
        }
        recommendations
    }

    /// The ranges of a recommendation and of its head verb.
    fn clause(
        &self,
        item: &Item<WrittenRecommendation>,
        text: &[char],
    ) -> Result<(CharSpan, CharSpan), Box<Diagnostic>> {
        let written = &item.value;
        let span = self.range(item, text, (written.quote.as_deref(), written.nth, written.span))?;
        if let Some(head) = written.head {
            self.inside(item, "head", text, head)?;
            return Ok((span, head));
        }
        let verb = written.verb_text.as_deref().unwrap_or(&written.verb);
        let Some(head) = places::word(places::slice(text, span), verb) else {
            let message = format!("the verb {verb:?} is not in the quote");
            let finding = self.finding(self.field(item, "verb"), message);
            return Err(Box::new(finding.help("give the word as it stands there in “verb_text”")));
        };
        Ok((span, CharSpan { start: span.start + head.start, end: span.start + head.end }))
    }

    fn actors(&self, text: &[char], found: &mut Vec<Diagnostic>) -> (Names, Vec<(CharSpan, String)>) {
        let (mut actors, mut marked) = (BTreeMap::new(), Vec::new());
        for item in &self.actors {
            let WrittenActor { name, forms, spans, also, .. } = &item.value;
            let mut names: BTreeSet<String> =
                [name].into_iter().chain(forms).chain(also).map(|name| places::fold(name)).collect();
            for span in spans {
                if let Err(finding) = self.inside(item, "spans", text, *span) {
                    found.push(*finding);
                    continue;
                }
                names.insert(places::fold(&places::slice(text, *span).iter().collect::<String>()));
                marked.push((*span, name.clone()));
            }
            for form in forms.iter().collect::<BTreeSet<_>>() {
                let places = places::occurrences(text, form);
                if places.is_empty() {
                    let message = format!("{form:?} does not stand in {} as a word of its own", self.document);
                    let help = "give the names as they stand in the text; other names of the actor belong into “also”";
                    found.push(self.finding(self.field(item, "forms"), message).help(help));
                }
                marked.extend(places.into_iter().map(|span| (span, name.clone())));
            }
            if actors.insert(name.clone(), names).is_some() {
                let message = format!("the actor {name:?} is given twice");
                found.push(self.finding(self.field(item, "name"), message).help("put all its forms into one entry"));
            }
        }
        (actors, marked)
    }

    fn dates(&self, text: &[char], found: &mut Vec<Diagnostic>) -> Vec<GoldDate> {
        let mut dates = Vec::new();
        for item in &self.dates {
            let WrittenDate { quote, nth, span, value, optional, .. } = &item.value;
            match self.range(item, text, (quote.as_deref(), *nth, *span)) {
                Ok(span) => dates.push(GoldDate { span, value: value.clone(), optional: *optional }),
                Err(finding) => found.push(*finding),
            }
        }
        dates
    }

    /// Where an entry stands in the text: by its range, else by the nth occurrence of its quote.
    fn range<T>(
        &self,
        item: &Item<T>,
        text: &[char],
        (quote, nth, span): (Option<&str>, Option<usize>, Option<CharSpan>),
    ) -> Result<CharSpan, Box<Diagnostic>> {
        if let Some(span) = span {
            return self.inside(item, "span", text, span).map(|()| span);
        }
        let Some(quote) = quote else {
            let finding = self.finding(item.at, "neither “quote” nor “span” says where it stands".to_owned());
            return Err(Box::new(finding.help("copy the words from the document into “quote”")));
        };
        let nth = nth.unwrap_or(1);
        let places = places::quoted(text, quote);
        if let Some(span) = nth.checked_sub(1).and_then(|at| places.get(at)) {
            return Ok(*span);
        }
        let (message, help) = match places.len() {
            0 => (
                format!("the quote does not stand in {}", self.document),
                "copy it from the document as it stands, markup included; only white space may differ",
            ),
            count => (
                format!("the quote stands in {} {count} time(s), so there is no “nth” {nth}", self.document),
                "“nth” counts from 1",
            ),
        };
        Err(Box::new(self.finding(self.field(item, "quote"), message).help(help)))
    }

    /// That a range is one of the text.
    fn inside<T>(&self, item: &Item<T>, key: &str, text: &[char], span: CharSpan) -> Result<(), Box<Diagnostic>> {
        match is_inside(span, text) {
            true => Ok(()),
            false => Err(Box::new(self.outside(self.field(item, key), text, span))),
        }
    }

    fn outside(&self, at: ByteSpan, text: &[char], CharSpan { start, end }: CharSpan) -> Diagnostic {
        let message = format!("[{start}, {end}] is no range of {}, which has {} characters", self.document, text.len());
        self.finding(at, message)
            .help("a range is [start, end): code points of the text, counted from 0, the end exclusive")
    }
}

fn is_inside(span: CharSpan, text: &[char]) -> bool {
    span.start < span.end && span.end <= text.len()
}

/// That the way from a recommendation to the one that it is a part of, and on, comes to an end.
fn ends(parents: &BTreeMap<&str, Option<&str>>, first: &str) -> Result<(), String> {
    let mut at = first;
    for _ in 0..=parents.len() {
        match parents.get(at) {
            None if at == first => return Err(format!("there is no recommendation {at:?}")),
            // told at the entry that names it
            None | Some(None) => return Ok(()),
            Some(Some(parent)) => at = parent,
        }
    }
    Err(format!("{first:?} is part of itself, by one step or several"))
}

/// Without those that a longer range, or an equal one further in front, overlaps; in the order of the text.
fn longest_first<T>(mut spans: Vec<(CharSpan, T)>) -> Vec<(CharSpan, T)> {
    spans.sort_by_key(|(span, _)| (std::cmp::Reverse(span.end.saturating_sub(span.start)), span.start));
    let mut kept: BTreeMap<usize, (CharSpan, T)> = BTreeMap::new();
    for (span, what) in spans {
        let before = kept.range(..span.end).next_back();
        if before.is_none_or(|(_, (other, _))| other.end <= span.start) {
            kept.insert(span.start, (span, what));
        }
    }
    kept.into_values().collect()
}
