//! Base forms. A stand-in until the tables land.
pub fn irregular_forms(base: &str) -> impl Iterator<Item = &'static str> {
    let forms: &'static [&'static str] = match base {
        "be" => &["is", "are", "was", "were", "been", "being", "am"],
        "have" => &["has", "had", "having"],
        "say" => &["said"],
        "tell" => &["told"],
        "think" => &["thought"],
        "hold" => &["held"],
        "well" => &["better"],
        _ => &[],
    };
    forms.iter().copied()
}
pub fn verb(word: &str) -> String {
    word.to_owned()
}
