//! What stands in front of a list item or numbered heading: `-`, `1.`, `(a)`, `ii)`, `Article 3.`,
//! `Recommendation #1:`.

/// The form of a marker; items of one list have the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    Bullet(char),
    /// `depth` is 1 for `1.` and 2 for `1.1`.
    Number {
        form: Form,
        depth: u8,
    },
    /// A letter or a Roman number.
    Letter {
        form: Form,
        upper: bool,
    },
    /// A word (its first three letters, small) and its number.
    Label(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// `1.`
    Stop,
    /// `1)`
    Bracket,
    /// `(1)`
    Brackets,
}

/// A marker at the start of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// Bytes, without the white space behind it.
    pub len: usize,
    pub style: Style,
    /// The (last) number; the place of a letter in the alphabet, 0 for a Roman number of several letters; 0 of a bullet.
    pub value: u32,
    /// The value of a letter or letters when read as a Roman number.
    pub roman: Option<u32>,
    /// It may be the beginning of a sentence as well: it counts only where its neighbour in the series is found too.
    pub unsure: bool,
}

impl Marker {
    pub fn ordered(&self) -> bool {
        !matches!(self.style, Style::Bullet(_))
    }

    /// Whether this marker may follow one of the same style.
    pub fn follows(&self, other: &Self) -> bool {
        self.style == other.style
            && (!self.ordered()
                || (self.value > 0 && self.value == other.value + 1)
                || matches!((self.roman, other.roman), (Some(this), Some(other)) if this == other + 1))
    }

    /// Whether it can open a series.
    pub fn opens(&self) -> bool {
        !self.ordered() || self.value == 1 || self.roman == Some(1)
    }
}

/// The marker at the start of `text`, where there is one with text (or nothing) behind it.
pub(super) fn find(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    let marker = match first {
        '-' | '*' | '+' | '–' | '—' | '•' | '●' | '▪' | '■' | '◦' | '○' | '‣' | '►' | '▸' | '·' | '\u{F0B7}' | '✓'
        | '➢' => bullet(text, first),
        'o' => bullet(text, first).map(|marker| Marker { unsure: true, ..marker }),
        '0'..='9' => number(text),
        '(' => brackets(text),
        _ if first.is_ascii_alphabetic() => letter(text).or_else(|| label(text)),
        _ => None,
    };
    marker.filter(|marker| marker.len < 60)
}

fn space(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_none_or(char::is_whitespace)
}

fn bullet(text: &str, sign: char) -> Option<Marker> {
    let at = sign.len_utf8();
    let loose = !matches!(sign, '-' | '*' | '+' | '–' | '—' | 'o' | '·');
    if !loose && (!space(text, at) || text.len() == at) {
        return None;
    }
    let rest = text[at..].trim_start();
    let inner = match rest.chars().next() {
        Some('0'..='9') => number(rest).filter(|inner| !inner.unsure),
        Some('(') => brackets(rest),
        _ => None,
    };
    let bullet = Marker { len: at, style: Style::Bullet(sign), value: 0, roman: None, unsure: false };
    Some(inner.map_or(bullet, |inner| Marker { len: text.len() - rest.len() + inner.len, ..inner }))
}

/// `12`, and how many bytes it is; at most three digits, no leading zero.
fn digits(text: &str) -> Option<(u32, usize)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    let value = text[..len].parse().ok()?;
    (len <= 3 && value > 0 && !text.starts_with('0')).then_some((value, len))
}

fn number(text: &str) -> Option<Marker> {
    let (mut value, mut at) = digits(text)?;
    let mut depth = 1;
    while text[at..].starts_with('.')
        && depth < 6
        && let Some((next, len)) = digits(&text[at + 1..])
    {
        (value, at, depth) = (next, at + 1 + len, depth + 1);
    }
    let upper = |at: usize| text[at..].starts_with(|char: char| char.is_uppercase());
    let (form, end, unsure) = match text[at..].chars().next() {
        Some('.') if space(text, at + 1) || (depth == 1 && upper(at + 1)) => (Form::Stop, at + 1, false),
        Some(')') if space(text, at + 1) || upper(at + 1) => (Form::Bracket, at + 1, false),
        Some(',') if depth == 1 && space(text, at + 1) && upper(at + 1 + gap(&text[at + 1..])) => {
            (Form::Stop, at + 1, true)
        }
        Some(char) if depth > 1 && char.is_whitespace() => (Form::Stop, at, true),
        _ => return None,
    };
    Some(Marker { len: end, style: Style::Number { form, depth }, value, roman: None, unsure })
}

/// How many bytes of white space a text begins with.
pub(super) fn gap(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

fn brackets(text: &str) -> Option<Marker> {
    let inside = &text[1..];
    if let Some((value, len)) = digits(inside) {
        let end = 1 + len + 1;
        let closed = inside[len..].starts_with(')') && space(text, end);
        let style = Style::Number { form: Form::Brackets, depth: 1 };
        return closed.then_some(Marker { len: end, style, value, roman: None, unsure: false });
    }
    let len = inside.bytes().take_while(u8::is_ascii_alphabetic).count();
    let end = 1 + len + 1;
    if !inside[len..].starts_with(')') || !space(text, end) {
        return None;
    }
    lettered(&inside[..len], Form::Brackets, end, false)
}

/// `a)`, `ii.`, `A.`
fn letter(text: &str) -> Option<Marker> {
    let len = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let form = match text[len..].chars().next()? {
        '.' => Form::Stop,
        ')' => Form::Bracket,
        _ => return None,
    };
    if !space(text, len + 1) {
        return None;
    }
    lettered(&text[..len], form, len + 1, form == Form::Stop)
}

fn lettered(letters: &str, form: Form, len: usize, unsure: bool) -> Option<Marker> {
    let roman = roman(letters);
    let value = match letters.as_bytes() {
        [letter] => u32::from(letter.to_ascii_lowercase() - b'a') + 1,
        // (aa) comes after (z).
        [first, second] if first == second && roman.is_none() => u32::from(first.to_ascii_lowercase() - b'a') + 27,
        _ if roman.is_some() => 0,
        _ => return None,
    };
    let upper = letters.starts_with(|char: char| char.is_ascii_uppercase());
    Some(Marker { len, style: Style::Letter { form, upper }, value, roman, unsure })
}

/// The value of a Roman number up to 39, all in one case.
fn roman(letters: &str) -> Option<u32> {
    let lower = letters.to_ascii_lowercase();
    if letters != lower && letters != letters.to_ascii_uppercase() {
        return None;
    }
    let tens = lower.bytes().take_while(|&byte| byte == b'x').count();
    let ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let value = tens * 10 + ones.iter().position(|one| *one == &lower[tens..])?;
    (tens <= 3 && value > 0).then_some(value as u32)
}

/// A number as letters count it: a, b … z, aa, bb …; of 0 the digit.
pub(super) fn letters(number: u32, upper: bool) -> String {
    let Some(before) = number.checked_sub(1) else { return "0".to_owned() };
    let letter = char::from(b'a' + (before % 26) as u8);
    let letter = if upper { letter.to_ascii_uppercase() } else { letter };
    std::iter::repeat_n(letter, (before / 26).min(5) as usize + 1).collect()
}

/// A number as a Roman one; of 0 and of 4000 and more in digits.
pub(super) fn roman_of(number: u32, upper: bool) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number == 0 || number >= 4000 {
        return number.to_string();
    }
    let (mut left, mut whole) = (number, String::new());
    for (value, sign) in SIGNS {
        while left >= value {
            whole.push_str(sign);
            left -= value;
        }
    }
    if upper { whole.to_uppercase() } else { whole }
}

/// `Article 3.`, `Recommendation #1:`, `Part II –`, `Sec. 4.`
fn label(text: &str) -> Option<Marker> {
    let word = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let lower = text[1..word].bytes().all(|byte| byte.is_ascii_lowercase());
    let caps = text[..word].bytes().all(|byte| byte.is_ascii_uppercase());
    if word < 3 || !text.as_bytes()[0].is_ascii_uppercase() || !(lower || caps) {
        return None;
    }
    let mut at = word + usize::from(text[word..].starts_with('.'));
    at += gap(&text[at..]);
    let hash = text[at..].starts_with('#');
    at += usize::from(hash);
    let (value, roman, len) = match digits(&text[at..]) {
        Some((value, len)) => (value, None, len),
        None => {
            let len = text[at..].bytes().take_while(u8::is_ascii_uppercase).count();
            let letters = &text[at..at + len];
            if len == 0 || at == word {
                return None;
            }
            let roman = roman(letters);
            let value = match letters.as_bytes() {
                [letter] => u32::from(letter - b'A') + 1,
                _ => roman.map(|_| 0)?,
            };
            (value, roman, len)
        }
    };
    at += len;
    if at - len == word && !text[at..].starts_with('.') {
        return None;
    }
    let behind = at + gap(&text[at..]);
    let sign = text[behind..].chars().next()?;
    let end = behind + sign.len_utf8();
    let fits = match sign {
        '.' | ':' => behind == at,
        '–' | '—' | '-' | '|' => behind > at || sign == '—',
        _ => false,
    };
    // "Bradley R. Crowell" has the form of "Annex R. Tariffs".
    let lettered = !text[at - 1..].starts_with(|char: char| char.is_ascii_digit());
    let unsure = !hash && (sign != '.' || lettered);
    // "Section 1." and "Sec. 2." stand in one series.
    let style = Style::Label(text[..3].to_lowercase());
    (fits && space(text, end)).then_some(Marker { len: end, style, value, roman, unsure })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_told_from_words() {
        for (text, expected) in [
            ("1. We ask", "1."),
            ("1.Approves", "1."),
            ("12) Build", "12)"),
            ("(3) Build", "(3)"),
            ("1.2 Fares", "1.2"),
            ("1.2. Fares", "1.2."),
            ("2.5 percent", "2.5"), // it counts with a neighbour only
            ("1992. The", ""),
            ("(1992) of 4 May", ""),
            ("- 1) Ports", "- 1)"),
            ("- ports", "-"),
            ("-ports", ""),
            ("•ports", "•"),
            ("(a) ports", "(a)"),
            ("(iv) ports", "(iv)"),
            ("iv. ports", "iv."),
            ("(and) ports", ""),
            ("Article 3. Ports", "Article 3."),
            ("Sec. 2.  Ports", "Sec. 2."),
            ("Section1.  Ports", "Section1."),
            ("Recommendation #1: Ports", "Recommendation #1:"),
            ("Recommendation 4 – Ports", "Recommendation 4 –"),
            ("Part II: Ports", "Part II:"),
            ("Agenda 2030: Ports", ""),
            ("The 3 ports", ""),
            ("G7 – ports", ""),
        ] {
            let found = find(text).map_or("", |marker| &text[..marker.len]);
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn roman_numbers_and_letters() {
        let read = |text: &str| find(text).map(|marker| (marker.value, marker.roman)).unwrap();
        assert_eq!(read("(i) x"), (9, Some(1)));
        assert_eq!(read("(xiv) x"), (0, Some(14)));
        assert_eq!(read("(b) x"), (2, None));
        assert_eq!(read("(bb) x"), (28, None));
    }
}
