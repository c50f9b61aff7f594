//! The font of every picture, Inter (see `font/OFL.txt`), and how wide a text is in it. Pictures embed this font, and labels
//! are set to the width measured here, so that they take the same room in every viewer.

use std::sync::LazyLock;
use ttf_parser::Face;

/// The font for drawing: Latin, Greek and Cyrillic, without layout features, so that a text is as wide as its advances.
pub const INTER_OTF: &[u8] = include_bytes!("font/Inter-Regular.otf");
/// The same for browsers, Latin only.
pub const INTER_WOFF2: &[u8] = include_bytes!("font/Inter-Regular.woff2");
/// Its name.
pub(super) const FAMILY: &str = "Inter";

/// Parts of the font size: from the baseline to the top of an `É`, and to the bottom of a `g`.
pub(super) const ASCENT: f64 = 0.93;
pub(super) const DESCENT: f64 = 0.24;
/// From one baseline to the next.
pub(super) const LEADING: f64 = 1.17;

static FACE: LazyLock<Option<Face<'static>>> = LazyLock::new(|| Face::parse(INTER_OTF, 0).ok());

/// How wide a text is, in the unit of `size`. A character that the font lacks counts as one em.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let Some(face) = FACE.as_ref() else { return text.chars().count() as f64 * size };
    let em = f64::from(face.units_per_em());
    let advance = |c: char| match face.glyph_index(c).and_then(|glyph| face.glyph_hor_advance(glyph)) {
        Some(advance) => f64::from(advance) / em,
        None => 1.0,
    };
    text.chars().map(advance).sum::<f64>() * size
}

/// A text in lines of about `most` width, evenly filled. It is never cut: a long text makes wider lines than `most` rather than
/// more than `lines` of them, and a long word stays whole.
pub(super) fn wrap(text: &str, size: f64, most: f64, lines: usize) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let widths: Vec<f64> = words.iter().map(|word| width(word, size)).collect();
    let blank = width(" ", size);
    let whole =
        |from: usize, to: usize| widths[from..to].iter().sum::<f64>() + blank * (to - from).saturating_sub(1) as f64;
    for count in 1..=lines.min(words.len()).max(1) {
        let breaks = even(words.len(), count, &whole);
        let widest = breaks.windows(2).map(|pair| whole(pair[0], pair[1])).fold(0.0, f64::max);
        if widest <= most || count == lines.min(words.len()).max(1) {
            return breaks.windows(2).map(|pair| words[pair[0]..pair[1]].join(" ")).collect();
        }
    }
    vec![text.to_owned()]
}

/// Where `count` lines of `words` words begin and end, so that the widest is as narrow as can be.
fn even(words: usize, count: usize, whole: &impl Fn(usize, usize) -> f64) -> Vec<usize> {
    // best[k][to]: the narrowest widest line of the first `to` words in k lines, and where the last of them begins
    let mut best = vec![vec![(f64::INFINITY, 0); words + 1]; count + 1];
    best[0][0].0 = 0.0;
    for k in 1..=count {
        for to in 0..=words {
            for from in 0..=to {
                let widest = best[k - 1][from].0.max(whole(from, to));
                if widest < best[k][to].0 {
                    best[k][to] = (widest, from);
                }
            }
        }
    }
    let mut breaks = vec![words];
    for k in (1..=count).rev() {
        let from = best[k][breaks[breaks.len() - 1]].1;
        breaks.push(from);
    }
    breaks.reverse();
    breaks.dedup();
    if breaks.len() < 2 { vec![0, words] } else { breaks }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_as_wide_as_its_advances() {
        // From the font's own table: H 2104, i 724 of 2816 units.
        let expected = |units: f64| units / 2816.0 * 10.0;
        let face = Face::parse(INTER_OTF, 0).unwrap();
        let advance = |c| f64::from(face.glyph_hor_advance(face.glyph_index(c).unwrap()).unwrap());
        assert_eq!(width("Hi", 10.0), expected(advance('H')) + expected(advance('i')));
        assert_eq!(width("\u{6c34}", 10.0), 10.0);
    }

    #[test]
    fn lines_are_filled_evenly_and_nothing_is_cut() {
        assert_eq!(wrap("Ministry of Transport", 10.0, 200.0, 3), ["Ministry of Transport"]);
        assert_eq!(wrap("Ministry of Transport", 10.0, 60.0, 3), ["Ministry of", "Transport"]);
        assert_eq!(wrap("Donaudampfschifffahrt", 10.0, 20.0, 3), ["Donaudampfschifffahrt"]);
        assert_eq!(wrap("a b c d e f g h i j", 10.0, 1.0, 3).join(" "), "a b c d e f g h i j");
        assert_eq!(wrap("a b c d e f g h i j", 10.0, 1.0, 3).len(), 3);
        assert_eq!(wrap("", 10.0, 20.0, 3), [""]);
    }
}
