//! Words, numbers and punctuation marks of a stretch of text, each with its exact bytes.
//!
//! The conventions are those of the Penn Treebank, with hyphens kept inside words: *Israel's* is `Israel 's`,
//! *cannot* is `can not`, *U.S.-led* and `https://example.org` are one token each.

use crate::text::ByteSpan;

/// A word, number or punctuation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub span: ByteSpan,
}

/// Appends the tokens of `within` (bytes of `text`) to `out`, in the order of the text and without overlap.
///
/// Every character that is no white space lies in exactly one token. A full stop at the end of `within` is a token of
/// its own, unless it belongs to an acronym with inner stops (*U.S.*). Borders of `within` that cut a character are
/// moved inwards.
pub fn tokenize(text: &str, within: ByteSpan, out: &mut Vec<Token>) {
    let bytes = text.as_bytes();
    let mut end = within.end.min(bytes.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut start = within.start.min(end);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let text = &text[..end];
    let last = text[start..].trim_end().len() + start;
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        start,
        last: last.saturating_sub(1),
        mails: bytes[start..end].contains(&b'@'),
        out,
    };
    let mut at = start;
    while at < end {
        at = scanner.next(at);
    }
}

struct Scanner<'a, 'b> {
    /// The text up to the end of the range.
    text: &'a str,
    bytes: &'a [u8],
    start: usize,
    /// The last byte that is no white space.
    last: usize,
    /// Whether an `@` occurs at all.
    mails: bool,
    out: &'b mut Vec<Token>,
}

const SPACE: u8 = 1;
const LETTER: u8 = 2;
const DIGIT: u8 = 4;
/// A mark that never continues a word.
const BREAK: u8 = 8;

/// What each byte can be; bytes of longer characters are 0.
const CLASS: [u8; 256] = {
    let mut class = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        class[byte] = match byte as u8 {
            b' ' | 9..=13 => SPACE,
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b'0'..=b'9' => DIGIT,
            b'-' | b'\'' | b'.' | b',' | b':' | b'/' | b'&' | b'+' => 0,
            _ => BREAK,
        };
        byte += 1;
    }
    class
};

/// Of an e-mail address, in bytes (RFC 5321).
const LONGEST_LOCAL_PART: usize = 64;

fn is(byte: Option<&u8>, class: u8) -> bool {
    byte.is_some_and(|&byte| CLASS[byte as usize] & class != 0)
}

impl Scanner<'_, '_> {
    fn push(&mut self, start: usize, end: usize) -> usize {
        self.out.push(Token { span: ByteSpan::new(start, end) });
        end
    }

    /// Reads one token (or a word with its clitics), or skips white space; the byte after it.
    fn next(&mut self, at: usize) -> usize {
        let byte = self.bytes[at];
        let class = CLASS[byte as usize];
        if class == SPACE {
            return at + 1;
        }
        if class & (LETTER | DIGIT) != 0 {
            if let Some(end) = self.address(at) {
                return self.push(at, end);
            }
            return self.word(at, at + 1);
        }
        if !byte.is_ascii() {
            let char = self.char(at);
            if char.is_whitespace() {
                return at + char.len_utf8();
            }
            if char.is_alphanumeric() {
                return self.word(at, at + char.len_utf8());
            }
            if char == '’'
                && let Some(end) = self.leading_apostrophe(at, 3)
            {
                return self.push(at, end);
            }
            return self.push(at, at + char.len_utf8());
        }
        match byte {
            b'.' | b'-' => {
                let run = self.bytes[at..].iter().take_while(|&&next| next == byte).count();
                if byte == b'.' && run == 1 && is(self.bytes.get(at + 1), DIGIT) {
                    return self.word(at, at + 2);
                }
                self.push(at, at + run)
            }
            b'#' | b'@' if self.is_word(at + 1) => {
                let end = at + 1 + self.run(at + 1, |byte| !byte.is_ascii_alphanumeric() && byte != b'_');
                self.push(at, end.max(at + 1))
            }
            b'\'' => {
                let end = self.leading_apostrophe(at, 1).unwrap_or(at + 1);
                self.push(at, end)
            }
            _ => self.push(at, at + 1),
        }
    }

    /// Reads on from `at` in a word that began at `start`.
    fn word(&mut self, start: usize, mut at: usize) -> usize {
        loop {
            while is(self.bytes.get(at), LETTER | DIGIT) {
                at += 1;
            }
            let Some(&byte) = self.bytes.get(at) else { break };
            if CLASS[byte as usize] & (SPACE | BREAK) != 0 {
                break;
            }
            let before = self.bytes[at - 1];
            match byte {
                b'-' if self.is_word(at + 1) => at += 1,
                b',' | b':' if before.is_ascii_digit() && is(self.bytes.get(at + 1), DIGIT) => at += 1,
                b'/' => match self.slash(start, at) {
                    Some(next) => at = next,
                    None => break,
                },
                b'&' if self.bytes.get(at + 1).is_some_and(u8::is_ascii_uppercase) => at += 1,
                b'+' => at += 1,
                b'.' => match self.stop(start, at) {
                    Stop::Inside => at += 1,
                    Stop::Ends => {
                        at += 1;
                        break;
                    }
                    Stop::Outside => break,
                },
                b'\'' => match self.apostrophe(start, at, 1) {
                    Apostrophe::Inside => at += 1,
                    Apostrophe::Outside => break,
                    Apostrophe::Clitic(from, to) => {
                        self.push(start, from);
                        return self.push(from, to);
                    }
                },
                0x80.. => match self.char(at) {
                    '’' => match self.apostrophe(start, at, 3) {
                        Apostrophe::Inside => at += 3,
                        Apostrophe::Outside => break,
                        Apostrophe::Clitic(from, to) => {
                            self.push(start, from);
                            return self.push(from, to);
                        }
                    },
                    '\u{2010}' | '\u{2011}' if self.is_word(at + 3) => at += 3,
                    char if continues_word(char) => at += char.len_utf8(),
                    _ => break,
                },
                _ => break,
            }
        }
        if at - start == 6 && self.bytes[start..at].eq_ignore_ascii_case(b"cannot") {
            self.push(start, start + 3);
            return self.push(start + 3, at);
        }
        self.push(start, at)
    }

    /// What the full stop at `at` is to the word that began at `start`.
    fn stop(&self, start: usize, at: usize) -> Stop {
        let word = &self.bytes[start..at];
        let part = word.rsplit(|&byte| byte == b'.').next().unwrap_or(word);
        let single = part.len() == 1 && part[0].is_ascii_alphabetic();
        match self.bytes.get(at + 1) {
            Some(b'.') => Stop::Outside,
            Some(next) if next.is_ascii_digit() => {
                if part.last().is_some_and(u8::is_ascii_digit) || single {
                    Stop::Inside
                } else if among(NUMBERED, part) {
                    Stop::Ends
                } else {
                    Stop::Outside
                }
            }
            Some(next) if next.is_ascii_alphabetic() => {
                let long = is(self.bytes.get(at + 2), LETTER);
                if part == b"Ph" || (single && !long) {
                    Stop::Inside
                } else if next.is_ascii_uppercase() {
                    if single || among(TITLES, part) { Stop::Ends } else { Stop::Outside }
                } else if part.last().is_some_and(u8::is_ascii_digit) {
                    Stop::Outside
                } else {
                    Stop::Inside
                }
            }
            _ => {
                let inner = part.len() < word.len();
                if inner && single && word.split(|&byte| byte == b'.').all(|part| part.len() == 1 || part == b"Ph") {
                    Stop::Inside
                } else if at == self.last {
                    Stop::Outside
                } else {
                    let after = self.bytes[at + 1..].iter().find(|&&byte| CLASS[byte as usize] != SPACE);
                    let number = after.is_some_and(|&byte| byte.is_ascii_digit() || matches!(byte, b'I' | b'V' | b'X'));
                    let upper = after.is_some_and(u8::is_ascii_uppercase);
                    let initial = single && part[0].is_ascii_uppercase() && part != b"I" && !inner && upper;
                    let abbreviation = among(TITLES, part)
                        || (number && among(NUMBERED, part))
                        || (!upper && among(SHORTENED, part))
                        || (!upper && among(MONTHS, part));
                    if initial || (abbreviation && !inner) { Stop::Inside } else { Stop::Outside }
                }
            }
        }
    }

    /// What the apostrophe of `length` bytes at `at` is to the word that began at `start`.
    fn apostrophe(&self, start: usize, at: usize, length: usize) -> Apostrophe {
        let from = at + length;
        if !self.is_word(from) {
            return Apostrophe::Outside;
        }
        let letters = self.run(from, |byte| !byte.is_ascii_alphabetic());
        let end = from + letters;
        if self.is_word(end) {
            return Apostrophe::Inside;
        }
        let clitic = &self.bytes[from..end];
        if is_clitic(clitic) {
            Apostrophe::Clitic(at, end)
        } else if clitic.eq_ignore_ascii_case(b"t") && at - start >= 2 && self.bytes[at - 1].eq_ignore_ascii_case(&b'n')
        {
            Apostrophe::Clitic(at - 1, end)
        } else {
            Apostrophe::Inside
        }
    }

    /// The end of a token that begins with an apostrophe: a clitic after something that is no letter (*OPEC+'s*), or a
    /// decade (*'90s*).
    fn leading_apostrophe(&self, at: usize, length: usize) -> Option<usize> {
        let from = at + length;
        let before = if at > self.start { Some(&self.bytes[at - 1]) } else { None };
        let glued = before.is_some_and(|byte| byte.is_ascii_alphanumeric() || b".*_)]\"+".contains(byte));
        if glued {
            let end = from + self.run(from, |byte| !byte.is_ascii_alphabetic());
            return (is_clitic(&self.bytes[from..end]) && !self.is_word(end)).then_some(end);
        }
        let digits = self.run(from, |byte| !byte.is_ascii_digit());
        let end = from + digits + usize::from(self.bytes.get(from + digits) == Some(&b's'));
        (digits == 2 && !self.is_word(end)).then_some(end)
    }

    /// Where to read on when the slash at `at` stands inside the word that began at `start`.
    fn slash(&self, start: usize, at: usize) -> Option<usize> {
        let word = &self.bytes[start..at];
        let next = self.bytes.get(at + 1)?;
        if word.eq_ignore_ascii_case(b"and") {
            let or = self.bytes.get(at + 1..at + 3).is_some_and(|or| or.eq_ignore_ascii_case(b"or"));
            return (or && !self.is_word(at + 3)).then_some(at + 3);
        }
        let numbers = self.bytes[at - 1].is_ascii_digit() && next.is_ascii_digit();
        let symbol = word[0].is_ascii_uppercase()
            && word.get(1).is_none_or(|&byte| byte == b'/')
            && (next.is_ascii_uppercase() || next.is_ascii_digit());
        if numbers || symbol {
            return Some(at + 1);
        }
        let domain = word.iter().rposition(|&byte| byte == b'.').map(|dot| &word[dot + 1..])?;
        let site = domain.len() >= 2 && domain.iter().all(u8::is_ascii_lowercase) && self.is_word(at + 1);
        site.then(|| self.address_end(start, at + 1))
    }

    /// The end of a web or e-mail address that begins at `at`.
    fn address(&self, at: usize) -> Option<usize> {
        if matches!(self.bytes[at], b'h' | b'H' | b'w' | b'W') {
            for scheme in [&b"https://"[..], b"http://", b"www."] {
                let from = at + scheme.len();
                let given = self.bytes.get(at..from).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
                if given && self.is_word(from) {
                    return Some(self.address_end(at, from));
                }
            }
        }
        if !self.mails {
            return None;
        }
        let rest = self.bytes[at..].iter().take(LONGEST_LOCAL_PART + 1);
        let local = rest.take_while(|&&byte| byte.is_ascii_alphanumeric() || b"._%+-".contains(&byte)).count();
        let host = at + local + 1;
        if self.bytes.get(at + local) != Some(&b'@') || !is(self.bytes.get(host), LETTER | DIGIT) {
            return None;
        }
        let mut end = host + self.run(host, |byte| !byte.is_ascii_alphanumeric() && byte != b'.' && byte != b'-');
        while matches!(self.bytes[end - 1], b'.' | b'-') {
            end -= 1;
        }
        self.bytes[host..end].contains(&b'.').then_some(end)
    }

    /// Where the web address that began at `start` ends, read from `at` on; sentence punctuation is left out.
    fn address_end(&self, start: usize, at: usize) -> usize {
        let mut end = at;
        let mut depth = 0;
        while let Some(&byte) = self.bytes.get(end) {
            match byte {
                b'(' | b'[' => depth += 1,
                b')' | b']' if depth == 0 => break,
                b')' | b']' => depth -= 1,
                b'<' | b'>' | b'"' | b'`' | b'{' | b'}' | b'|' | b'\\' | b'^' => break,
                0x80.. if !self.char(end).is_alphanumeric() => break,
                0x80.. => end += self.char(end).len_utf8() - 1,
                _ if !byte.is_ascii_graphic() => break,
                _ => {}
            }
            end += 1;
        }
        while end > start + 1 && b".,;:!?'*_([".contains(&self.bytes[end - 1]) {
            end -= 1;
        }
        end
    }

    /// How many bytes from `at` on come before the first for which `stop` holds.
    fn run(&self, at: usize, stop: impl Fn(u8) -> bool) -> usize {
        let rest = self.bytes.get(at..).unwrap_or_default();
        rest.iter().position(|&byte| stop(byte)).unwrap_or(rest.len())
    }

    /// Whether a letter or digit stands at `at`, which is a character's first byte or the end.
    fn is_word(&self, at: usize) -> bool {
        match self.bytes.get(at) {
            Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
            Some(_) => self.char(at).is_alphanumeric(),
            None => false,
        }
    }

    fn char(&self, at: usize) -> char {
        self.text[at..].chars().next().unwrap_or('\0')
    }
}

enum Stop {
    /// It belongs to the word, which may go on.
    Inside,
    /// It is the word's last character.
    Ends,
    Outside,
}

enum Apostrophe {
    Inside,
    Outside,
    /// From where to where the clitic reaches.
    Clitic(usize, usize),
}

/// Letters, digits, and the marks that only modify the character before them.
fn continues_word(char: char) -> bool {
    char.is_alphanumeric() || matches!(char, '\u{AD}' | '\u{300}'..='\u{36F}' | '\u{200C}' | '\u{200D}')
}

fn is_clitic(letters: &[u8]) -> bool {
    match letters {
        [letter] => matches!(letter.to_ascii_lowercase(), b's' | b'm' | b'd'),
        [first, second] => {
            matches!(
                [first.to_ascii_lowercase(), second.to_ascii_lowercase()],
                [b'r', b'e'] | [b'v', b'e'] | [b'l', b'l']
            )
        }
        _ => false,
    }
}

/// Titles and the like, which a name follows.
const TITLES: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Sen", "Rep", "Gov", "Gen", "Lt", "Col", "Capt", "Sgt", "Maj", "Adm", "Cmdr",
    "Hon", "Rev", "Amb", "Messrs", "Jr", "Sr", "St", "Mt", "Ft", "vs",
];
/// Abbreviations that a number follows.
const NUMBERED: &[&str] = &[
    "No", "Nos", "no", "nos", "Art", "Arts", "art", "arts", "Sec", "Secs", "sec", "Para", "Paras", "para", "paras",
    "Vol", "vol", "Fig", "fig", "Ch", "ch", "Res", "Pub", "p", "pp", "Stat",
];
/// Abbreviations that do not end a sentence unless a capital follows.
const SHORTENED: &[&str] = &[
    "Inc", "Ltd", "Co", "Corp", "Bros", "Dept", "Univ", "etc", "al", "cf", "ca", "approx", "viz", "incl", "ibid", "eds",
];
const MONTHS: &[&str] = &["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"];

/// Whether `word` is one of the abbreviations, which stand here without their stops.
fn among(abbreviations: &[&str], word: &[u8]) -> bool {
    abbreviations.iter().any(|known| known.as_bytes() == word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tokens(text: &str) -> String {
        let mut out = Vec::new();
        tokenize(text, ByteSpan::new(0, text.len()), &mut out);
        out.iter().map(|token| &text[token.span.start..token.span.end]).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_numbers_and_marks() {
        for (text, expected) in [
            ("US-supplied arms co-operate", "US-supplied arms co-operate"),
            ("The U.S. Diplomatic Corps, e.g. in the U.S.", "The U.S. Diplomatic Corps , e.g. in the U.S."),
            ("U.S.-led (U.K.) N.Y.'s", "U.S.-led ( U.K. ) N.Y. 's"),
            ("3.5% of 1,000 on 2022/10/11 at 10:30, $1.5bn .5", "3.5 % of 1,000 on 2022/10/11 at 10:30 , $ 1.5bn .5"),
            ("O'Brien’s Côte d’Ivoire Sana'a", "O'Brien ’s Côte d’Ivoire Sana'a"),
            ("Israel's Israel’s ISRAEL'S", "Israel 's Israel ’s ISRAEL 'S"),
            ("don't can’t cannot CANNOT we'll they’ve I'm", "do n't ca n’t can not CAN NOT we 'll they ’ve I 'm"),
            ("NGOs' and NGOs’ the '90s", "NGOs ' and NGOs ’ the '90s"),
            ("and/or Trump/Netanyahu A/RES/61/295 2023/24", "and/or Trump / Netanyahu A/RES/61/295 2023/24"),
            ("G7 OPEC+ OPEC+'s AtWork! R&D P5+1", "G7 OPEC+ OPEC+ 's AtWork ! R&D P5+1"),
            ("Mr. Smith met Dr. Who on Jan. 5.", "Mr. Smith met Dr. Who on Jan. 5 ."),
            ("No. 5 is St. Ives; No. We go.", "No. 5 is St. Ives ; No . We go ."),
            ("Joseph R. Biden Jr. said so, as did I. Then", "Joseph R. Biden Jr. said so , as did I . Then"),
            ("Wait... no… 5--6 a–b c—d - x", "Wait ... no … 5 -- 6 a – b c — d - x"),
            ("“So,” he said ‘yes’ (“no”) [1]", "“ So , ” he said ‘ yes ’ ( “ no ” ) [ 1 ]"),
            ("Recommendation #1: **do** _it_ \\*", "Recommendation #1 : * * do * * _ it _ \\ *"),
            (
                "See https://a.org/b_(c)?d=1. Or www.x.org, (un.org/en/x).",
                "See https://a.org/b_(c)?d=1 . Or www.x.org , ( un.org/en/x ) .",
            ),
            ("Mail First.Last@x-y.org, or @handle.", "Mail First.Last@x-y.org , or @handle ."),
            ("the end.The next etc.", "the end . The next etc ."),
            ("Ph.D. at 5 p.m. 1. The (a) point", "Ph.D. at 5 p.m. 1 . The ( a ) point"),
        ] {
            assert_eq!(tokens(text), expected);
        }
    }

    #[test]
    fn only_the_range_is_read_and_its_last_stop_stands_alone() {
        let text = "Ask Mr. Smith.";
        let mut out = Vec::new();
        tokenize(text, ByteSpan::new(4, 7), &mut out);
        let spans: Vec<_> = out.iter().map(|token| (token.span.start, token.span.end)).collect();
        assert_eq!(spans, [(4, 6), (6, 7)]);
    }

    proptest! {
        #[test]
        fn every_visible_character_is_in_one_token(
            text in "([a-zA-Z.'’@/#+& -]|[0-9,:.]|http://|www\\.|n't|\\PC|\\s){0,60}",
            start in 0usize..40,
            end in 0usize..90,
        ) {
            let mut out = Vec::new();
            let within = ByteSpan::new(start, end.max(start));
            tokenize(&text, within, &mut out);
            let mut covered = vec![false; text.len()];
            let mut at = within.start;
            for token in &out {
                prop_assert!(at <= token.span.start && token.span.start < token.span.end && token.span.end <= within.end);
                at = token.span.end;
                prop_assert!(!text[token.span.start..token.span.end].contains(char::is_whitespace));
                covered[token.span.start..token.span.end].fill(true);
            }
            for (byte, char) in text.char_indices() {
                let inside = within.start <= byte && byte + char.len_utf8() <= within.end;
                prop_assert!(!inside || char.is_whitespace() || covered[byte], "{char:?} at {byte} of {text:?}");
            }
        }
    }
}
