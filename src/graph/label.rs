//! The line by which a reader knows a recommendation: "City Transit Union → Oslo City Council: extend the night buses".

use super::DocumentGraph;
use crate::extract::{Polarity, Recommendation, Role};
use crate::text::ByteSpan;

/// How long a label is at most, in code points.
const LENGTH: usize = 80;
/// How long the names on either side of the arrow are at most, in code points.
const NAMES: usize = 30;

pub(super) fn label<'a>(graph: &DocumentGraph<'a>, recommendation: &'a Recommendation, is_own: bool) -> String {
    let publisher = graph.extraction.publisher.as_ref().filter(|_| is_own && recommendation.recommenders.is_empty());
    let who = match publisher {
        Some(publisher) => short(&publisher.name, NAMES),
        None => several(graph, &recommendation.recommenders),
    };
    let whom = several(graph, &recommendation.addressees);
    let head = match (who.is_empty(), whom.is_empty()) {
        (false, false) => format!("{who} → {whom}: "),
        (false, true) => format!("{who}: "),
        (true, false) => format!("→ {whom}: "),
        (true, true) => String::new(),
    };
    let room = LENGTH.saturating_sub(head.chars().count());
    format!("{head}{}", short(&act(graph, recommendation), room))
}

fn several<'a>(graph: &DocumentGraph<'a>, roles: &'a [Role]) -> String {
    match roles {
        [] => String::new(),
        [one] => short(graph.actor_name(&one.actor), NAMES),
        [first, rest @ ..] => format!("{} +{}", short(graph.actor_name(&first.actor), NAMES), rest.len()),
    }
}

/// What is asked, from its verb on; where it is asked *not* to be done, from behind the addressee on, so that the
/// words that deny it are read.
fn act(graph: &DocumentGraph<'_>, recommendation: &Recommendation) -> String {
    let verb = recommendation.verb.span.start;
    let start = match recommendation.polarity {
        Polarity::Positive => verb,
        Polarity::Negative => {
            let named = recommendation.addressees.iter().filter_map(|role| role.span);
            let behind = named.filter(|span| recommendation.span.contains(*span) && span.end <= verb);
            behind.map(|span| span.end).max().unwrap_or(recommendation.span.start).min(verb)
        }
    };
    let words = words(graph, ByteSpan::new(start, recommendation.span.end));
    let words = words.trim_matches(|c: char| !c.is_alphanumeric() && !"“”\"'’()".contains(c));
    if words.is_empty() { recommendation.verb.lemma.clone() } else { words.to_owned() }
}

/// The words of a range on one line; an ellipsis stands for names that are to stand in no label.
pub(super) fn words(graph: &DocumentGraph<'_>, span: ByteSpan) -> String {
    let mut text = String::with_capacity(span.len());
    let mut at = span.start;
    let mut withheld: Vec<ByteSpan> =
        graph.extraction.withheld.iter().copied().filter(|name| span.overlaps(*name)).collect();
    withheld.sort();
    for name in withheld {
        text.push_str(graph.document.text.slice(ByteSpan::new(at, name.start)));
        text.push('…');
        at = name.end.max(at);
    }
    text.push_str(graph.document.text.slice(ByteSpan::new(at.min(span.end), span.end)));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text, cut behind a word where it is longer than `length` code points.
fn short(text: &str, length: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(length) else { return text.to_owned() };
    let room = text.char_indices().nth(length.saturating_sub(2)).map_or(0, |(at, _)| at);
    let end = text[..cut].rfind(' ').filter(|&at| at <= room && at > 0).unwrap_or(room);
    format!("{} …", text[..end].trim_end_matches([' ', ',', ';', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_behind_a_word() {
        assert_eq!(short("extend the night buses", 22), "extend the night buses");
        assert_eq!(short("extend the night buses, and trams", 25), "extend the night buses …");
        assert_eq!(short("Donaudampfschifffahrtsgesellschaft", 10), "Donaudam …");
        assert_eq!(short("ééé", 0), " …");
    }
}
