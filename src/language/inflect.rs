//! The inflected forms that a word may take, so that a phrase given in base forms is found in running text.

/// All written forms of a base form: itself, -s, -ed, -ing, with the spelling changes of English, and irregular forms.
/// It gives some forms too many ("lifted" of a noun), never one too few of the regular ones.
///
/// ```
/// let forms = demarche::language::inflect::forms("stop");
/// assert!(forms.contains(&"stopping".to_owned()) && forms.contains(&"stops".to_owned()));
/// ```
pub fn forms(base: &str) -> Vec<String> {
    let mut forms = vec![base.to_owned()];
    if base.len() < 2 || !base.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return forms;
    }
    let last = base.as_bytes()[base.len() - 1];
    let stem = &base[..base.len() - 1];
    let vowel_before = stem.ends_with(['a', 'e', 'i', 'o', 'u']);
    match last {
        b'e' => forms.extend([format!("{base}s"), format!("{base}d"), format!("{stem}ing")]),
        b'y' if !vowel_before => forms.extend([format!("{stem}ies"), format!("{stem}ied"), format!("{base}ing")]),
        _ => {
            let es = base.ends_with(['s', 'x', 'z', 'o']) || base.ends_with("ch") || base.ends_with("sh");
            forms.push(format!("{base}{}", if es { "es" } else { "s" }));
            forms.extend([format!("{base}ed"), format!("{base}ing")]);
            if vowel_before && !matches!(last, b'w' | b'x' | b'y') && !last.is_ascii_uppercase() {
                let double = last as char;
                forms.extend([format!("{base}{double}ed"), format!("{base}{double}ing")]);
            }
        }
    }
    forms.extend(super::lemma::irregular_forms(base).iter().map(|form| (*form).to_owned()));
    forms
}
