//! How well the tagger, as the program runs it, agrees with tags that it has not learned from.

use crate::examples::Example;
use demarche::language::tagger::{Tag, Tagger};
use std::collections::BTreeMap;

/// Prints the share of equal tags: of all words, of the verbs' forms, and the commonest differences.
pub fn report(tagger: &Tagger, title: &str, examples: &[Example]) {
    let (mut equal, mut all, mut first, mut starts) = (0, 0, 0, 0);
    let mut forms: BTreeMap<Tag, [u32; 3]> = BTreeMap::new();
    let mut pairs: BTreeMap<(Tag, Tag), u32> = BTreeMap::new();
    for example in examples {
        let words: Vec<&str> = example.words.iter().map(String::as_str).collect();
        for (at, (found, &right)) in tagger.tag(&words).into_iter().zip(&example.tags).enumerate() {
            all += 1;
            equal += u32::from(found == right);
            starts += u32::from(at == 0);
            first += u32::from(at == 0 && found == right);
            forms.entry(right).or_default()[0] += u32::from(found == right);
            forms.entry(right).or_default()[1] += 1;
            forms.entry(found).or_default()[2] += 1;
            if found != right {
                *pairs.entry((right, found)).or_default() += 1;
            }
        }
    }
    let percent = |part: u32, whole: u32| 100.0 * f64::from(part) / f64::from(whole.max(1));
    println!(
        "{title}: {all} words, {:.2} % equal; first words {:.2} % of {starts}",
        percent(equal, all),
        percent(first, starts)
    );
    for (tag, [hit, gold, found]) in &forms {
        if tag.is_verb() || matches!(tag, Tag::Modal | Tag::Noun | Tag::NounPlural | Tag::Proper) {
            println!(
                "  {:4} recall {:6.2} %  precision {:6.2} %  ({gold})",
                tag.name(),
                percent(*hit, *gold),
                percent(*hit, *found)
            );
        }
    }
    let mut pairs: Vec<_> = pairs.into_iter().collect();
    pairs.sort_by_key(|&(pair, count)| (std::cmp::Reverse(count), pair));
    let pairs: Vec<String> = pairs
        .iter()
        .take(12)
        .map(|((right, found), count)| format!("{}>{} {count}", right.name(), found.name()))
        .collect();
    println!("  most frequent: {}", pairs.join(", "));
}
