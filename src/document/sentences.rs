//! Where sentences end, told from the text of one block: its full stops, and what stands around them.
//!
//! The lists here are orthography (abbreviations that are written with a stop) and closed classes of English grammar;
//! a word outside them is judged by its form alone.

use std::ops::Range;

/// Appends the sentences of a block's visible text, as ranges of its bytes, white space around them left out.
pub(super) fn cut(text: &str, out: &mut Vec<Range<usize>>) {
    let bytes = text.as_bytes();
    let mut start = 0;
    let mut at = 0;
    while at < bytes.len() {
        let end = match bytes[at] {
            b'.' | b'!' | b'?' => at + 1,
            0xE2 if bytes[at..].starts_with("…".as_bytes()) => at + 3,
            _ => {
                at += 1;
                continue;
            }
        };
        match border(text, start, at, end) {
            Ok(border) => {
                push(text, start..border, out);
                start = border;
                at = border;
            }
            Err(next) => at = next,
        }
    }
    push(text, start..text.len(), out);
}

fn push(text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let inside = &text[range.clone()];
    let start = range.start + inside.len() - inside.trim_start().len();
    let end = range.start + inside.trim_end().len();
    if start < end {
        out.push(start..end);
    }
}

/// Where a sentence ends whose closing mark stands at `at..end`; else the byte from which to look on.
fn border(text: &str, start: usize, at: usize, mut end: usize) -> Result<usize, usize> {
    let mut single_stop = &text[at..end] == ".";
    // "?!", "...", and the quotes and brackets that close behind the stop.
    for char in text[end..].chars() {
        match char {
            '.' | '!' | '?' | '…' => single_stop = false,
            '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '}' | '*' | '_' => {}
            _ => break,
        }
        end += char.len_utf8();
    }
    let closed = end > at + 1;
    // A footnote's number behind the stop.
    let mark = text[end..].bytes().take_while(u8::is_ascii_digit).count();
    let alone = text[end + mark..].chars().next().is_none_or(char::is_whitespace);
    if (1..=3).contains(&mark) && alone && text[..at].ends_with(|char: char| char.is_alphabetic() || closes(char)) {
        end += mark;
    }
    let rest = &text[end..];
    let next = rest.trim_start();
    if next.is_empty() {
        return Ok(text.len());
    }
    if next.len() == rest.len() {
        return Err(end);
    }
    let Some(opener) = next.trim_start_matches(opens).chars().next() else { return Err(end) };
    if !(opener.is_uppercase() || opener.is_numeric() || (opener.is_alphabetic() && !opener.is_lowercase())) {
        return Err(end);
    }
    if single_stop && !ends_here(&text[start..at], next, closed) {
        return Err(end);
    }
    Ok(end)
}

fn closes(char: char) -> bool {
    matches!(char, '"' | '\'' | '”' | '’' | '»' | ')' | ']')
}

fn opens(char: char) -> bool {
    matches!(char, '"' | '\'' | '“' | '‘' | '«' | '(' | '[' | '*' | '_' | '¿' | '¡') || char.is_whitespace()
}

/// Whether the stop behind `before` ends the sentence, `next` being what follows.
fn ends_here(before: &str, next: &str, closed: bool) -> bool {
    let word_start = before.rfind(|char: char| char.is_whitespace() || opens(char) || matches!(char, '—' | '–' | '/'));
    let word = &before[word_start.map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8))..];
    let number_follows = next.starts_with(|char: char| char.is_ascii_digit()) || is_roman(first_word(next));
    let part = word.rsplit(['.', '-']).next().unwrap_or(word);
    if is_one_of(part, TITLES) {
        return false;
    }
    if is_one_of(word, NUMBERED) {
        return !number_follows;
    }
    if is_one_of(word, MONTHS) {
        return !next.starts_with(|char: char| char.is_ascii_digit());
    }
    let letters = part.chars().count() == 1 && part.starts_with(char::is_alphabetic);
    if word.contains('.') && letters || is_one_of(word, SHORTENED) || (word == "etc" && closed) {
        // U.S., p.m., Ph.D., Inc.: the stop ends the sentence where a function word opens the next.
        return opens_sentence(next);
    }
    if letters && part.starts_with(char::is_uppercase) {
        // An initial: "J. Street". "I" and a letter that names something ("Plan B.") end sentences.
        return closed || opens_sentence(next);
    }
    true
}

fn first_word(text: &str) -> &str {
    let text = text.trim_start_matches(opens);
    &text[..text.find(|char: char| !char.is_alphanumeric() && char != '’' && char != '\'').unwrap_or(text.len())]
}

/// Whether a text opens with a function word in capitals' dress: "The", "It", "In" …, as names hardly ever do.
fn opens_sentence(text: &str) -> bool {
    if text.starts_with(['"', '“', '‘', '«']) {
        return true;
    }
    let word = first_word(text);
    let word = word.split(['’', '\'']).next().unwrap_or(word);
    is_one_of(word, FUNCTION_WORDS)
}

/// Determiners, pronouns, prepositions, conjunctions, auxiliaries and adverbs that link sentences.
const FUNCTION_WORDS: &str = "A About According Across Additionally After Against All Also Although Among An And Another Any Are As At Because \
    Before Beyond Both But By Can Could Despite Did Do Does During Each Even Every Few Finally First Following For \
    From Further Furthermore Given Had Has Have He Hence Her Here His How However I If In Indeed Instead Into Is It \
    Its Last Later Many May Meanwhile Moreover Most Much My Neither Nevertheless Next No Nor Not Now Of On Once One \
    Only Or Other Our Over Second Several She Should Since So Some Still Such That The Their Then There Therefore \
    These They This Those Though Through Thus To Today Under Until We What When Where While With Without You";

fn is_one_of(word: &str, list: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L')) && word != "I"
}

/// Titles before a name, and abbreviations that something always follows.
const TITLES: &str = "Mr Mrs Ms Dr Prof Sen Sens Rep Reps Gov Gen Lt Col Capt Sgt Maj Adm Cmdr Hon Rev Amb Messrs St Mt Ft v vs cf viz \
    approx ca eg ie Fr Pres";

/// Abbreviations that a number follows.
const NUMBERED: &str = "No Nos no nos Art Arts art arts Sec Secs sec secs Para Paras para paras Vol vol Fig fig Ch ch p pp Res res Doc \
    doc Add Corr Rev Pub Stat";

/// Abbreviations that stand at the end of a sentence as often as inside.
const SHORTENED: &str = "Inc Ltd Co Corp Bros Dept Univ Assn Jr Sr al eds ed Ibid ibid incl Ave Blvd Govt";

/// Months.
const MONTHS: &str = "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec";

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        cut(text, &mut out);
        out.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        for text in [
            "The U.S. Diplomatic Corps met Mr. Okoro.|The mayor of St. Ives came.",
            "Ferries stay within the U.S.|The fleet is old.",
            "J. Street and A. B. Cole wrote Art. 5 and No. 12.|No.|We will not.",
            "Fares rose by 2.5 percent, i.e. 40 cents.|Riders left… and came back.",
            "“We must act.”|She left.|(See the annex.)|It is long.",
            "“Stop!” he said.|Why?|Because fish stocks fell.",
            "Ports must close.12|The fleet stays, 13 as the council said,14 at sea.",
            "We ask for: safe streets; clean air; and trams.|",
            "It opened at 5 p.m. Friday.|Doors closed at 6 p.m.|They went home.",
            "See Fig. 3 and Vol. II.|Oct. 7 was a Monday.|It rained in Oct.|Nobody came.",
            "Acme Inc. Chairman Li resigned from Acme Inc.|He was ill.",
            "Boats, nets, etc. are old, e.g. those of the Harbour Board.|",
        ] {
            let expected: Vec<&str> = text.split('|').filter(|part| !part.is_empty()).collect();
            let whole = text.replace('|', " ");
            assert_eq!(sentences(&whole), expected);
        }
    }
}
