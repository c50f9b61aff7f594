//! The base form of a verb or noun: *ceasing* is of *cease*, *stopped* of *stop*, *policies* of *policy*.
//!
//! Regular inflection is undone by rules of spelling. What the rules cannot know stands beside this file as data: irregular
//! forms in `irregular.tsv`, and in `verbs.txt` the verbs that the rules alone would get wrong.

use super::tagger::Tag;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The base form of `word`, in lower case with straight apostrophes; names stay as they are.
pub fn lemma(word: &str, tag: Tag) -> String {
    if tag.is_proper() {
        return word.to_owned();
    }
    let word = word.to_lowercase().replace('’', "'");
    if let Some(lemma) = irregular(&word, tag) {
        return lemma.to_owned();
    }
    // Only the last part of a compound is inflected, and a prefix leaves the verb's inflection as it is.
    let compound = word.rfind('-').map_or(0, |hyphen| hyphen + 1);
    let (front, last) = word.split_at(compound);
    if compound > 0
        && let Some(lemma) = irregular(last, tag)
    {
        return format!("{front}{lemma}");
    }
    if matches!(tag, Tag::Past | Tag::PastParticiple) && !last.ends_with("ed") {
        for prefix in PREFIXES {
            if let Some(lemma) = last.strip_prefix(prefix).and_then(|rest| irregular(rest, tag)) {
                return format!("{front}{prefix}{lemma}");
            }
        }
    }
    let base = match tag {
        Tag::PresentThird => singular(last),
        Tag::NounPlural => noun(last),
        Tag::Gerund => last.strip_suffix("ing").filter(|stem| has_vowel(stem)).map(verb),
        Tag::Past | Tag::PastParticiple => past(last),
        _ => None,
    };
    base.map_or_else(|| word.clone(), |base| format!("{front}{base}"))
}

/// The tagger may take a participle for a past tense or the other way round.
fn irregular(word: &str, tag: Tag) -> Option<&'static str> {
    let other = match tag {
        Tag::Past => Tag::PastParticiple,
        Tag::PastParticiple => Tag::Past,
        tag => tag,
    };
    IRREGULAR.get(&(word, tag)).or_else(|| IRREGULAR.get(&(word, other))).copied()
}

/// The irregular forms of a base form, in the order of the table.
pub fn irregular_forms(base: &str) -> &'static [&'static str] {
    static FORMS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
        let mut forms: HashMap<&str, Vec<&str>> = HashMap::new();
        for line in include_str!("irregular.tsv").lines().skip(1) {
            if let [form, _, base] = line.split('\t').collect::<Vec<_>>()[..] {
                forms.entry(base).or_default().push(form);
            }
        }
        forms
    });
    FORMS.get(base).map_or(&[], Vec::as_slice)
}

/// Before an irregular verb they change its meaning, not its forms.
const PREFIXES: [&str; 10] = ["re", "over", "under", "un", "out", "mis", "fore", "up", "inter", "with"];

static IRREGULAR: LazyLock<HashMap<(&str, Tag), &str>> = LazyLock::new(|| {
    let rows = include_str!("irregular.tsv").lines().skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        let (form, tag, lemma) = (cells.next()?, cells.next()?, cells.next()?);
        Some(((form, Tag::from_name(tag)?), lemma))
    });
    rows.collect()
});

static VERBS: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("verbs.txt").lines().collect());

/// Without the -s of a plural or of the third person.
fn singular(word: &str) -> Option<String> {
    let stem = word.strip_suffix('s').filter(|stem| stem.len() > 1)?;
    if stem.ends_with('s') || stem.ends_with('\'') {
        return None;
    }
    if let Some(front) = stem.strip_suffix("ie").filter(|front| front.len() > 1) {
        return Some(format!("{front}y"));
    }
    let front = stem.strip_suffix('e').filter(|front| {
        let long = ["ss", "sh", "ch", "x", "zz", "o"].iter().any(|ending| front.ends_with(ending));
        (long || VERBS.contains(front)) && !VERBS.contains(stem)
    });
    Some(front.unwrap_or(stem).to_owned())
}

fn noun(word: &str) -> Option<String> {
    if let Some(front) = word.strip_suffix("men") {
        return Some(format!("{front}man"));
    }
    // Greek -sis, Latin -us.
    for (plural, base) in [("theses", "thesis"), ("yses", "ysis")] {
        if let Some(front) = word.strip_suffix(plural) {
            return Some(format!("{front}{base}"));
        }
    }
    let latin = word.strip_suffix("uses").filter(|front| front.len() > 2 && !front.ends_with(['a', 'o']));
    latin.map_or_else(|| singular(word), |front| Some(format!("{front}us")))
}

fn past(word: &str) -> Option<String> {
    let stem = word.strip_suffix("ed").filter(|stem| has_vowel(stem))?;
    if let Some(front) = stem.strip_suffix('i') {
        return Some(format!("{front}y"));
    }
    Some(if stem.ends_with('e') { format!("{stem}e") } else { verb(stem) })
}

fn has_vowel(stem: &str) -> bool {
    stem.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// The verb whose form without -ing or -ed is `stem`.
fn verb(stem: &str) -> String {
    let with_e = format!("{stem}e");
    let single = doubled(stem).then(|| &stem[..stem.len() - 1]);
    let known = [with_e.as_str(), stem].into_iter().chain(single).find(|verb| VERBS.contains(verb));
    match (known, single) {
        (Some(verb), _) => verb.to_owned(),
        (None, Some(single)) if undoubles(single) => single.to_owned(),
        (None, None) if wants_e(stem) => with_e,
        _ => stem.to_owned(),
    }
}

/// Whether it ends in two equal consonants.
fn doubled(stem: &str) -> bool {
    let bytes = stem.as_bytes();
    matches!(bytes, [.., one, two] if one == two && two.is_ascii_alphabetic() && !b"aeiou".contains(two))
}

/// Whether the verb `single` doubles its last consonant before -ing, rather than having two anyhow: *stop*, *control*; not
/// *cal*, *pres*, *instal*, *staf*.
fn undoubles(single: &str) -> bool {
    let short = single.bytes().filter(|byte| b"aeiouy".contains(byte)).count() < 2;
    match single.as_bytes() {
        [.., b's' | b'f' | b'z'] => false,
        [.., b'l'] => !short && !single.ends_with("il"),
        _ => true,
    }
}

/// Whether the spelling of `stem` shows that an e was dropped: *ceas*, *enforc*, *enabl*, *mak*, *declin*, *ensur*.
fn wants_e(stem: &str) -> bool {
    let bytes = stem.as_bytes();
    // The u of qu and gu is no vowel: requir, guid.
    let vowel = |at: usize| {
        let after = at.checked_sub(1).map(|at| bytes[at]);
        match bytes[at] {
            b'a' | b'e' | b'i' | b'o' => true,
            b'u' => !matches!(after, Some(b'q' | b'g')),
            b'y' => at > 0,
            _ => false,
        }
    };
    let [.., before, last] = *bytes else { return false };
    let end = bytes.len() - 1;
    let before_is_vowel = vowel(end - 1);
    let two_vowels = before_is_vowel && end > 1 && vowel(end - 2);
    match last {
        b'u' | b'v' | b'c' => true,
        b's' => before != b's',
        b'z' => before != b't' && before != b'z',
        b'g' => {
            before_is_vowel
                || matches!(before, b'd' | b'r' | b'l')
                || ["ang", "eng", "ung"].iter().any(|ending| stem.ends_with(ending))
        }
        b'l' if !before_is_vowel => !matches!(before, b'r' | b'w' | b'l'),
        b'r' if !before_is_vowel => matches!(before, b't' | b'b' | b'c'),
        b'w' | b'x' | b'y' | b'h' | b'a' | b'e' | b'i' | b'o' => false,
        b't' if two_vowels && before == b'a' => matches!(bytes[end - 2], b'i' | b'u'),
        _ if two_vowels || !before_is_vowel => false,
        // One vowel and one consonant: a verb of one syllable would have doubled it.
        _ if !(0..end - 1).any(vowel) => true,
        b'k' | b'b' | b'd' => true,
        b't' => matches!(before, b'a' | b'o' | b'u'),
        b'n' => before == b'i',
        b'r' => matches!(before, b'a' | b'i' | b'u'),
        b'm' | b'l' => matches!(before, b'u' | b'y') || (last == b'l' && before == b'i'),
        b'p' => matches!(before, b'a' | b'y'),
        _ => false,
    }
}
#[cfg(test)]
mod tests {
    use super::*;

    /// A tag, and forms with their lemmas.
    const FORMS: &str = "\
VBG stopping/stop running/run falling/fall addressing/address ceasing/cease reinstating/reinstate ensuring/ensure
VBG declining/decline working/work developing/develop exploring/explore visiting/visit making/make taking/take
VBG calling/call urging/urge merging/merge bringing/bring changing/change hanging/hang enlarging/enlarge singing/sing
VBG beginning/begin referring/refer offering/offer controlling/control installing/install cancelling/cancel telling/tell
VBG enforcing/enforce continuing/continue resolving/resolve organizing/organize increasing/increase focusing/focus
VBG enabling/enable tackling/tackle crawling/crawl speaking/speak invoking/invoke creating/create treating/treat
VBG negotiating/negotiate evaluating/evaluate inviting/invite limiting/limit editing/edit completing/complete
VBG budgeting/budget providing/provide avoiding/avoid including/include conceding/concede needing/need
VBG strengthening/strengthen convening/convene training/train combining/combine abandoning/abandon postponing/postpone
VBG declaring/declare considering/consider interfering/interfere requiring/require repairing/repair restoring/restore
VBG monitoring/monitor measuring/measure favouring/favour assuming/assume welcoming/welcome claiming/claim
VBG escaping/escape equipping/equip adding/add passing/pass being/be dying/die lying/lie seeing/see agreeing/agree going/go
VBG studying/study breathing/breathe co-operating/co-operate re-establishing/re-establish trafficking/traffic
VBG guiding/guide reconciling/reconcile detailing/detail ruling/rule travelling/travel hiring/hire hoping/hope planning/plan
VBN stopped/stop planned/plan applied/apply tied/tie relied/rely agreed/agree freed/free guaranteed/guarantee
VBN called/call urged/urge issued/issue released/release pressed/press discussed/discuss fulfilled/fulfill
VBN withdrawn/withdraw written/write rewritten/rewrite taken/take undertaken/undertake held/hold withheld/withhold
VBN found/find founded/found left/leave built/build rebuilt/rebuild overseen/oversee put/put set/set cut/cut
VBN been/be done/do gone/go sworn/swear struck/strike forbidden/forbid sought/seek brought/bring bound/bind
VBN committed/commit permitted/permit occurred/occur deployed/deploy obeyed/obey fixed/fix owed/owe united/unite
VBD was/be were/be had/have did/do said/say went/go led/lead misled/mislead fell/fall felt/feel lay/lie laid/lay
VBD began/begin fought/fight fled/flee struck/strike quit/quit understood/understand reaffirmed/reaffirm been/be
VBZ is/be has/have does/do goes/go calls/call urges/urge presses/press reaches/reach fixes/fix applies/apply dies/die
VBZ focuses/focus causes/cause vetoes/veto pushes/push seizes/seize welcomes/welcome discusses/discuss buzzes/buzz
VBP are/be am/be 've/have call/call
MD wo/will ca/can 'll/will should/should
NNS policies/policy lives/life halves/half archives/archive knives/knife leaves/leaf children/child women/woman
NNS spokesmen/spokesman crises/crisis hypotheses/hypothesis analyses/analysis criteria/criterion viruses/virus
NNS campuses/campus houses/house clauses/clause causes/cause uses/use buses/bus taxes/tax churches/church caches/cache
NNS responses/response cases/case heroes/hero shoes/shoe series/series aircraft/aircraft people/people feet/foot
NNS countries/country movies/movie passers-by/passer-by policy-makers/policy-maker headquarters/headquarters
NN news/news crisis/crisis
RB n't/not";

    #[test]
    fn forms_and_their_lemmas() {
        let mut wrong = Vec::new();
        for line in FORMS.lines() {
            let (tag, forms) = line.split_once(' ').unwrap();
            for (form, expected) in forms.split(' ').map(|pair| pair.split_once('/').unwrap()) {
                let found = lemma(form, Tag::from_name(tag).unwrap());
                if found != expected {
                    wrong.push(format!("{form}: {found}, not {expected}"));
                }
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }

    #[test]
    fn capitals_and_curly_apostrophes_do_not_matter_and_names_stay() {
        assert_eq!(lemma("URGING", Tag::Gerund), "urge");
        assert_eq!(lemma("n’t", Tag::Adverb), "not");
        assert_eq!(lemma("Netherlands", Tag::ProperPlural), "Netherlands");
        assert_eq!(lemma("Ärzte", Tag::NounPlural), "ärzte");
    }

    #[test]
    fn every_irregular_form_is_read_and_stands_once() {
        let rows = include_str!("irregular.tsv").lines().count() - 1;
        assert_eq!(IRREGULAR.len(), rows);
    }

    proptest::proptest! {
        #[test]
        fn any_word_has_a_lemma(word in "\\PC{0,12}|[a-z]{0,4}(ing|ed|s|ies|men)", tag in 0u8..47) {
            let tag = Tag::from_number(tag).unwrap();
            proptest::prop_assert_eq!(lemma(&word, tag).is_empty(), word.is_empty());
        }
    }
}
