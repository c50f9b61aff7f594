//! Names told by the lexicon or by their form, from left to right, the longest first.

use crate::document::Sentence;
use crate::extract::Because;
use crate::extract::reader::Reader;
use crate::language::lemma::lemma;
use crate::language::tagger::{Tag, Tagger};
use crate::ontology::lexicon::NameForm;
use crate::ontology::model::{CueKind, Kind, NameRole};
use std::ops::Range;

/// A stretch of tokens that names something.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub tokens: Range<usize>,
    pub what: What,
    pub because: Because,
}

/// What a candidate names.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    /// An entry of the lexicon, by its index, and the form of name.
    Known(usize, NameForm),
    /// A person: the tokens of the personal name inside the mention.
    Person { name: Range<usize> },
    /// The government of a state (an index of the lexicon), or of a leader.
    Government { of: usize, noun: String },
    /// The forces of a state.
    Force { of: usize },
    /// Whoever governs a place: of the lexicon, by its index, or an unknown one.
    Authorities(Option<usize>),
    /// Somebody or something told by its head noun alone.
    Unknown(Kind),
    /// An organization told by how it acts.
    Acting(Kind),
    /// A short form of another candidate, by its index.
    Alias(usize),
}

/// Small words that may stand inside a name.
const INNER: [&str; 13] = ["of", "for", "the", "and", "&", "on", "de", "la", "del", "des", "du", "to", "against"];
/// Particles of personal names.
const PARTICLES: [&str; 14] =
    ["de", "van", "von", "der", "den", "bin", "ibn", "al", "el", "da", "dos", "di", "ben", "abu"];

/// A line of fewer tokens may be nothing but a name.
const SHORT_LINE: usize = 8;

pub(super) fn find(reader: &Reader<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    for sentence in &reader.document.sentences {
        if !Reader::is_prose(&reader.document.blocks[sentence.block.0]) {
            continue;
        }
        let finder = Finder { reader, sentence, title_case: reader.is_title_case(sentence.tokens.clone()) };
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            match finder.longest(at) {
                Some(candidate) => {
                    at = candidate.tokens.end;
                    let more = finder.more_governments(&candidate);
                    found.push(candidate);
                    if let Some(last) = more.last() {
                        at = last.tokens.end;
                    }
                    found.extend(more);
                }
                None => at += 1,
            }
        }
    }
    found
}

/// Whether a lower-case word is an ordinary one of the language.
pub(super) fn is_ordinary(lower: &str) -> bool {
    Tagger::embedded().is_ordinary(lower)
}

struct Finder<'a, 'r> {
    reader: &'a Reader<'r>,
    sentence: &'a Sentence,
    title_case: bool,
}

impl Finder<'_, '_> {
    fn longest(&self, at: usize) -> Option<Candidate> {
        let capital = self.reader.is_capitalised(at);
        if !capital && !self.reader.text(at).starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        if !capital {
            return self.known(at);
        }
        let mut best: Option<Candidate> = None;
        let candidates = [
            self.government(at),
            self.person(at),
            self.known(at),
            self.office(at),
            self.unknown(at),
            self.grouping(at),
            self.predicated(at),
            self.bare_person(at),
        ];
        for candidate in candidates.into_iter().flatten() {
            if best.as_ref().is_none_or(|best| candidate.tokens.len() > best.tokens.len()) {
                best = Some(candidate);
            }
        }
        best
    }

    fn end(&self) -> usize {
        self.sentence.tokens.end
    }

    fn rule(&self, rule: &str, tokens: Range<usize>, what: What) -> Option<Candidate> {
        Some(Candidate { tokens, what, because: self.reader.rule(rule)? })
    }

    /// The longest name of the lexicon at a token.
    fn known(&self, at: usize) -> Option<Candidate> {
        let sure = |form| !matches!(form, NameForm::Demonym | NameForm::Metonym | NameForm::Context);
        let (length, actor, form) = self.known_name(at, sure)?;
        let entry = &self.reader.lexicon.actors[actor];
        let end = at + length;
        if form == NameForm::FamilyName && (self.is_no_name(at) || is_ordinary(self.reader.lower(at))) {
            return None; // "May 14", "the occupying Power": whoever is called so is introduced with more than that
        }
        if length == 1 && (entry.ambiguous || form == NameForm::FamilyName) {
            // "Michael Jordan", "Georgia Tech", "Reggie Bush": a neighbour with a capital makes another name of it
            let neighbour = |token: usize| {
                self.reader.is_capitalised(token)
                    && !self.reader.is_capitals(token)
                    && self.known_name(token, |_| true).is_none()
                    && !self.is_no_name(token)
            };
            let before = at > self.sentence.tokens.start + 1 && neighbour(at - 1);
            let after = end < self.end() && neighbour(end) && self.adjacent(at, end);
            if (before || after) && !self.title_case {
                return None;
            }
        }
        self.rule("known-name", at..end, What::Known(actor, form))
    }

    /// The longest matching name whose form is wanted: its length, the entry's index, its form.
    fn known_name(&self, at: usize, wanted: impl Fn(NameForm) -> bool) -> Option<(usize, usize, NameForm)> {
        let names = &self.reader.lexicon.names;
        if !names.begins(self.reader.lower(at)) {
            return None;
        }
        let matches = names.matches(self.reader.lowers(at..self.end()));
        let fits = |(length, name): &(usize, &crate::ontology::lexicon::Name)| {
            wanted(name.form) && self.is_written_so(at..at + length, &name.text, name.form)
        };
        let best = matches.iter().find(|found| fits(found))?.0;
        let (length, name) =
            matches.iter().filter(|found| found.0 == best && fits(found)).min_by_key(|(_, name)| name.form)?;
        Some((*length, name.actor, name.form))
    }

    /// Whether the capitals of a name in the text are those of the lexicon. All capitals match any name of several words.
    fn is_written_so(&self, tokens: Range<usize>, name: &str, form: NameForm) -> bool {
        if form == NameForm::Acronym {
            return tokens.len() > 1 || self.reader.text(tokens.start) == name;
        }
        if tokens.len() == 1 && name.chars().filter(|c| c.is_uppercase()).count() > 1 {
            return self.reader.text(tokens.start) == name; // "PATH" is no path, "LeT" no "Let"
        }
        let capitals = name.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count();
        let written = tokens.clone().filter(|&token| self.reader.is_capitalised(token)).count();
        let lower_head = name.starts_with(char::is_lowercase);
        (self.reader.is_capitalised(tokens.start) || lower_head || name.starts_with(|c: char| c.is_ascii_digit()))
            && (written >= capitals || tokens.clone().count() == 1)
    }

    fn adjacent(&self, a: usize, b: usize) -> bool {
        b > a && b < self.end() && self.reader.span(b).start - self.reader.span(b - 1).end <= 2
    }

    /// A demonym, state or leader's name before a government noun or a noun for forces; "Government of Kenya".
    fn government(&self, at: usize) -> Option<Candidate> {
        let lexicon = self.reader.lexicon;
        if let Some((length, _)) = lexicon.name_word(NameRole::Government, self.reader.lowers(at..self.end())) {
            // "Government of (the) X"
            let mut of = at + length;
            if of < self.end() && self.reader.lower(of) == "of" {
                of += 1;
                of += usize::from(of < self.end() && self.reader.lower(of) == "the");
                let (long, actor, form) = (of < self.end()).then(|| self.known_name(of, |_| true)).flatten()?;
                let state = lexicon.actors[actor].kind == Kind::State && form != NameForm::Demonym;
                let noun = self.reader.lower(at).to_owned();
                return state
                    .then(|| self.rule("government", at..of + long, What::Government { of: actor, noun }))
                    .flatten();
            }
        }
        let (length, actor, form) =
            self.known_name(at, |form| form != NameForm::Metonym).or_else(|| self.surname_pair(at))?;
        let entry = &lexicon.actors[actor];
        let named = match entry.kind {
            Kind::State => matches!(form, NameForm::Demonym | NameForm::Label | NameForm::Acronym),
            Kind::Person => form == NameForm::FamilyName || form == NameForm::Label,
            _ => false,
        };
        let mut next = at + length;
        if !named || next >= self.end() {
            return None;
        }
        // "the Turkish government", "Kenyan transitional government", but not over a comma
        if let Some((long, _)) = lexicon.name_word(NameRole::Government, self.reader.lowers(next..self.end())) {
            let noun = self.reader.lower(next).to_owned();
            return self.rule("government", at..next + long, What::Government { of: actor, noun });
        }
        if entry.kind == Kind::State
            && let Some((long, _)) = lexicon.name_word(NameRole::Force, self.reader.lowers(next..self.end()))
        {
            next += long;
            return self.rule("force", at..next, What::Force { of: actor });
        }
        None
    }

    /// "the Governments of Kenya *and (of) Uganda*": the states behind the first, whose governments are meant too.
    fn more_governments(&self, first: &Candidate) -> Vec<Candidate> {
        let mut found = Vec::new();
        let What::Government { noun, .. } = &first.what else { return found };
        let of = first.tokens.len() > 2 && self.reader.lower(first.tokens.start + 1) == "of";
        let mut next = first.tokens.end;
        while of && noun.ends_with('s') && next < self.end() && matches!(self.reader.lower(next), "," | "and") {
            let small = |at: &usize| matches!(self.reader.lower(*at), "," | "and" | "of" | "the");
            let at = (next..self.end()).find(|at| !small(at)).unwrap_or(self.end());
            let known = (at < self.end()).then(|| self.known_name(at, |form| form != NameForm::Demonym)).flatten();
            let Some((length, of, _)) =
                known.filter(|&(_, actor, _)| self.reader.lexicon.actors[actor].kind == Kind::State)
            else {
                break;
            };
            let government = What::Government { of, noun: noun.clone() };
            found.extend(self.rule("government", at..at + length, government));
            next = at + length;
        }
        found
    }

    /// "Obama-Biden Administration": a leader's name joined to another by a hyphen in one token.
    fn surname_pair(&self, at: usize) -> Option<(usize, usize, NameForm)> {
        let (first, _) = self.reader.lower(at).split_once('-')?;
        let (_, name) = self.reader.lexicon.names.longest(std::iter::once(first))?;
        (name.form == NameForm::FamilyName).then_some((1, name.actor, name.form))
    }

    fn is_no_name(&self, token: usize) -> bool {
        self.reader.lexicon.is(NameRole::NotAName, self.reader.lower(token))
    }

    /// A capitalised word that may be part of a proper name.
    fn is_name_word(&self, token: usize) -> bool {
        token < self.end() && self.reader.is_capitalised(token) && self.reader.is_word(token) && !self.is_no_name(token)
    }

    /// A title and the personal name behind it, with what stands in front: "CIA Director Bill Burns", "French President …".
    fn person(&self, at: usize) -> Option<Candidate> {
        let lexicon = self.reader.lexicon;
        let mut next = at;
        if let Some((length, actor, _)) = self.known_name(next, |_| true) {
            let titled = lexicon.name_word(NameRole::Title, self.reader.lowers(next..self.end())).is_some();
            if !titled && lexicon.actors[actor].kind != Kind::Person {
                next += length;
            }
        } else if lexicon.name_word(NameRole::Title, self.reader.lowers(next..self.end())).is_none()
            && self.is_name_word(next)
        {
            next += 1; // "Treasury Secretary"
        }
        let mut titled = false;
        while next < self.end() && self.reader.is_capitalised(next) && (next == at || !self.reader.begins_line(next)) {
            let Some((length, _)) = lexicon.name_word(NameRole::Title, self.reader.lowers(next..self.end())) else {
                break;
            };
            next += length;
            titled = true;
        }
        if !titled {
            return None;
        }
        let name = self.personal_name(next).filter(|_| !self.reader.begins_line(next))?;
        // "General Provisions", "General Counsel"
        let word = self.reader.lower(name.start);
        if name.len() == 1 && (self.is_role(name.start) || word.ends_with('s') && is_ordinary(word)) {
            return None;
        }
        self.rule("titled-person", at..name.end, What::Person { name })
    }

    /// One to four capitalised words with initials and particles between them.
    fn personal_name(&self, at: usize) -> Option<Range<usize>> {
        let mut end = at;
        if at < self.end() && matches!(self.reader.lower(at), "of" | "for" | "the") {
            return None; // "SECRETARY OF ENERGY"
        }
        while end < self.end() && end - at < 6 {
            let inner = PARTICLES.contains(&self.reader.lower(end)) && end > at && self.is_name_word(end + 1);
            if !self.is_name_word(end) && !inner || end > at && self.begins_other(end) {
                break;
            }
            let known = self.known_name(end, |form| form != NameForm::FamilyName && form != NameForm::Demonym);
            if known.is_some_and(|(_, actor, _)| {
                !matches!(self.reader.lexicon.actors[actor].kind, Kind::Person | Kind::Place)
            }) {
                break;
            }
            if self.reader.is_capitals(end)
                && self.reader.text(end).len() > 2
                && !self.title_case
                && !self.reader.text(end).contains('.')
            {
                break;
            }
            end += 1;
        }
        // "Climate Policy John Okello": the name begins later
        let later = (at + 1..end).find(|&token| self.is_given(token));
        if later.is_some_and(|later| {
            (at..later).all(|token| is_ordinary(self.reader.lower(token)) && !self.is_given(token))
        }) {
            return None;
        }
        let last = end.saturating_sub(1)..end;
        let head = end > at && self.reader.lexicon.name_word(NameRole::Head, self.reader.lowers(last)).is_some();
        (end > at && !head && self.reader.is_capitalised(end - 1)).then_some(at..end)
    }

    /// Whether another name begins inside a run of capitals: on a new line, with a title, or with the role of the one before
    /// ("Kofi Asante Director of Ports").
    fn begins_other(&self, token: usize) -> bool {
        let title = self.reader.lexicon.name_word(NameRole::Title, self.reader.lowers(token..self.end()));
        let titled = title.is_some_and(|(length, _)| length > 1 || self.is_given(token + 1) || self.is_role(token));
        self.reader.begins_line(token) || titled
    }

    fn is_role(&self, token: usize) -> bool {
        self.reader.lexicon.is(NameRole::PersonRole, self.reader.lower(token))
    }

    fn is_given(&self, token: usize) -> bool {
        token < self.end()
            && self.reader.is_capitalised(token)
            && self.reader.lexicon.is(NameRole::Given, self.reader.lower(token))
    }

    /// An office: "Secretary of Defense", "Attorney General", "Minister for Housing", and of a public body also "Director of
    /// the Environment Agency".
    fn office(&self, at: usize) -> Option<Candidate> {
        let lexicon = self.reader.lexicon;
        // "Counsel to the President", "Assistant to the Prime Minister for Trade"
        let served = |next: usize| {
            let serves =
                next + 2 < self.end() && self.reader.lower(next) == "to" && self.reader.lower(next + 1) == "the";
            let served = serves && self.reader.is_capitalised(next + 2);
            served.then(|| lexicon.name_word(NameRole::Title, self.reader.lowers(next + 2..self.end()))).flatten()
        };
        let office = || lexicon.name_word(NameRole::Office, self.reader.lowers(at..self.end()));
        let title = lexicon.name_word(NameRole::Title, self.reader.lowers(at..self.end()));
        let (length, _) = title.or_else(|| office().filter(|(length, _)| served(at + length).is_some()))?;
        let public = lexicon.name_word(NameRole::Office, self.reader.lowers(at..at + length)).is_some();
        let mut next = at + length;
        let served = served(next);
        let public = public || served.is_some();
        next += served.map_or(0, |(length, _)| 2 + length);
        if next < self.end() && matches!(self.reader.lower(next), "of" | "for") {
            let mut inner = next + 1;
            inner += usize::from(inner < self.end() && self.reader.lower(inner) == "the");
            if lexicon
                .name_word(NameRole::Title, self.reader.lowers(inner..self.end()))
                .is_some_and(|(length, _)| self.is_given(inner + length))
            {
                return None; // "Director of Mayor Ines Okafor's Office"
            }
            let run = self.run(inner);
            let known = self
                .known_name(inner, |form| form != NameForm::Demonym)
                .map(|(length, actor, _)| (length, lexicon.actors[actor].kind));
            let body = known.map_or_else(|| self.head_kind(&run), |(_, kind)| Some(kind)) == Some(Kind::GovernmentBody);
            if run.is_empty() || !(public || body) {
                return None;
            }
            next = known.map_or(run.end, |(length, _)| (inner + length).max(run.end));
            // "Secretary of the Treasury Wally Adeyemi" is a person with an office
            if let Some(name) = self.name_at_end(inner..next) {
                return self.rule("titled-person", at..name.end, What::Person { name });
            }
        } else if !public || next - at < 2 || self.title_case {
            return None;
        }
        self.rule("office", at..next, What::Unknown(Kind::GovernmentBody))
    }

    /// The personal name at the end of what stands behind "Minister of": a given name, and what follows it.
    fn name_at_end(&self, run: Range<usize>) -> Option<Range<usize>> {
        let from = (run.start + 1..run.end).find(|&token| self.is_given(token))?;
        let name = self.personal_name(from)?;
        (name.len() > 1 && name.end == run.end).then_some(name)
    }

    /// Capitalised words with small words between them.
    fn run(&self, at: usize) -> Range<usize> {
        let mut end = at;
        let head = |token: usize| {
            self.reader.lexicon.name_word(NameRole::Head, self.reader.lowers(token..token + 1)).is_some()
        };
        let opens = |token: usize| {
            self.reader
                .lexicon
                .name_word(NameRole::Head, self.reader.lowers(token..self.end().min(token + 3)))
                .is_some()
        };
        while end < self.end() && end - at < 14 {
            let numbered =
                end > at && self.reader.text(end).bytes().all(|b| b.is_ascii_digit()) && self.takes_number(at..end);
            let other = end > at && (self.reader.begins_line(end) || self.is_titled_other(at..end));
            if !other && (self.is_name_word(end) || numbered) {
                end += 1;
                continue;
            }
            if end == at || other {
                break;
            }
            let small = self.reader.lower(end);
            // "the Nurses' Union", but not "Kenya's Ministry"
            let owner = || self.known_name(at, |_| true).is_some_and(|(length, _, _)| at + length == end);
            // "the Nurses' Union" is one name, "Oslo University's Clinic" holds two
            let whole = || matches!(small, "'s" | "’s") && self.head_kind(&(at..end)).is_some_and(Kind::is_actor);
            if matches!(small, "'" | "’" | "'s" | "’s") && self.is_name_word(end + 1) && !owner() && !whole() {
                end += 1;
                continue;
            }
            // "Requests the Special Mission" begins with a verb
            let verb = small == "the" && at <= self.sentence.tokens.start + 1;
            if !INNER.contains(&small) || verb {
                break;
            }
            let mut next = end + 1;
            if matches!(small, "of" | "for" | "on" | "to" | "and" | "against")
                && next < self.end()
                && self.reader.lower(next) == "the"
            {
                if small == "and" {
                    break;
                }
                next += 1;
            }
            if !self.is_name_word(next) || self.reader.begins_line(next) {
                break;
            }
            // "Department of Health and Human Services" goes on; "the Port Authority and the Harbour Trust" does not
            let within = (at..end).any(|token| matches!(self.reader.lower(token), "of" | "for" | "on")) && !opens(next);
            let numbered = self.reader.text(end - 1).bytes().all(|byte| byte.is_ascii_digit());
            let complete = head(end - 1) || opens(next) || numbered;
            let known = self.known_name(next, |form| form == NameForm::Label).is_some_and(|(length, _, _)| length > 1);
            if small == "and" && (known || complete && !within) {
                break;
            }
            // "MEMORANDUM FOR THE SECRETARY OF ENERGY" names an office
            let title =
                || self.reader.lexicon.name_word(NameRole::Title, self.reader.lowers(next..self.end())).is_some();
            if small == "for" && self.head_kind(&(at..end)) == Some(Kind::Instrument) && title() {
                break;
            }
            if matches!(small, "of" | "for" | "on" | "to" | "against") {
                // "an Overseas Territory of the UK" holds a name of its own; "the Bank of England" is one name
                let place = self.head_kind(&(at..end)).is_none_or(|kind| !kind.is_actor());
                let known = self.known_name(next, |form| form != NameForm::Demonym).is_some();
                if !((at..end).any(head) || opens(at)) || place && known {
                    break;
                }
            }
            end = next;
        }
        at..end
    }

    /// Whether a number can be part of a name: "Task Force 59", "Resolution 242 (1967)", but not a footnote's behind a body.
    fn takes_number(&self, run: Range<usize>) -> bool {
        let body = self.head_kind(&run) == Some(Kind::GovernmentBody);
        !body || !run.clone().any(|token| matches!(self.reader.lower(token), "of" | "for"))
    }

    /// Whether a title and a person follow a name that is whole: "Office of Ports *Mayor Ines Okafor*".
    fn is_titled_other(&self, run: Range<usize>) -> bool {
        let title = self.reader.lexicon.name_word(NameRole::Title, self.reader.lowers(run.end..self.end()));
        title.is_some_and(|(length, _)| self.is_given(run.end + length)) && self.head_kind(&run).is_some()
    }

    /// Somebody or something that the lexicon lacks, told by its head noun.
    fn unknown(&self, at: usize) -> Option<Candidate> {
        if self.is_no_name(at) || !self.reader.is_word(at) {
            return None;
        }
        let run = self.run(at);
        if self.title_case && !self.is_whole_line(at) && !self.has_acronym(&run) {
            return None;
        }
        let kind = self.head_kind(&run)?;
        // "Supporting Young Workers" over a list is no union's name
        let gerund = self.title_case && at == self.sentence.tokens.start && self.reader.lower(at).ends_with("ing");
        if gerund && self.reader.lexicon.actions.contains_key(&lemma(self.reader.lower(at), Tag::Gerund)) {
            return None;
        }
        if self.reader.lexicon.name_word(NameRole::NotAName, self.reader.lowers(run.clone())).is_some() {
            return None; // "PRESS RELEASE"
        }
        let state = self.known_name(at, |form| form != NameForm::Demonym && form != NameForm::Metonym);
        let owned = state.is_some_and(|(_, actor, _)| self.reader.lexicon.actors[actor].kind == Kind::State);
        if run.len() < 2 || !kind.is_actor() && owned {
            return None; // in "the U.S. Partnership for …" the state is named
        }
        if kind.is_actor() && self.is_role(run.end - 1) {
            return None; // "Campaign Director", "Cabinet Members"
        }
        self.rule("unknown-name", run, What::Unknown(kind))
    }

    /// "Open Rivers is a joint movement of anglers": a name that its predicate tells to be an organization's.
    fn predicated(&self, at: usize) -> Option<Candidate> {
        if at > self.sentence.tokens.start + 1 || self.title_case {
            return None;
        }
        if matches!(self.reader.text(at), "The" | "This" | "That" | "It") {
            return None;
        }
        let mut end = at;
        while end < self.end() && end - at < 8 {
            let small = end > at
                && INNER.contains(&self.reader.lower(end))
                && end + 1 < self.end()
                && self.reader.is_capitalised(end + 1);
            if !self.reader.is_capitalised(end) && !small {
                break;
            }
            end += 1;
        }
        let is = end < self.end() && matches!(self.reader.lower(end), "is" | "are");
        if end < at + 2 || !is {
            return None;
        }
        let article = matches!(self.reader.lower((end + 1).min(self.end() - 1)), "a" | "an" | "the");
        let noun = (end + 2..self.end().min(end + 9)).find(|&token| self.describes(self.reader.lower(token)))?;
        let lone = noun > end + 1 && self.reader.is_word(noun);
        (article && lone).then(|| self.rule("predicated-name", at..end, What::Unknown(Kind::Organization))).flatten()
    }

    /// Whether a noun describes an organization in "is a …".
    fn describes(&self, noun: &str) -> bool {
        self.reader.lexicon.cues.iter().filter(|cue| cue.kind == CueKind::SelfReference).any(|cue| {
            cue.forms.iter().any(|form| form.len() == 3 && form[0] == "be" && form[1] == "a" && form[2] == noun)
        })
    }

    /// "the Aqaba group", "the Visegrád group": a capitalised name before a noun for groupings in lower case.
    fn grouping(&self, at: usize) -> Option<Candidate> {
        let article = at > self.sentence.tokens.start && self.reader.lower(at - 1) == "the";
        let noun = at + 1;
        if !article || noun >= self.end() || self.reader.is_capitalised(noun) || self.is_no_name(at) {
            return None;
        }
        let (_, kind) = self.reader.lexicon.name_word(NameRole::Head, self.reader.lowers(noun..noun + 1))?;
        let demonym = self.known_name(at, |form| form == NameForm::Demonym).is_some();
        let actor = self.known_name(at, |form| form != NameForm::Demonym && form != NameForm::Metonym);
        let agent = actor.is_some_and(|(_, actor, _)| self.reader.lexicon.actors[actor].kind.is_actor());
        (kind == Some(Kind::Grouping) && !demonym && !agent)
            .then(|| self.rule("grouping", at..noun + 1, What::Unknown(Kind::Grouping)))
            .flatten()
    }

    /// The kind that the head noun of a run gives: the last word, or the word before "of", "for", "on".
    fn head_kind(&self, run: &Range<usize>) -> Option<Kind> {
        let lexicon = self.reader.lexicon;
        let cut = run.clone().find(|&token| matches!(self.reader.lower(token), "of" | "for" | "on" | "to" | "against"));
        let end = cut.unwrap_or(run.end);
        // "Chamber of Commerce of Brno": a head with a preposition in it
        if let Some(cut) = cut {
            for from in run.start..cut {
                let found = lexicon.name_word(NameRole::Head, self.reader.lowers(from..run.end));
                if let Some((_, kind)) = found.filter(|(long, _)| from + long > cut + 1) {
                    return kind.filter(|kind| *kind != Kind::State);
                }
            }
        }
        let digits = |token: usize| self.reader.text(token).bytes().all(|byte| byte.is_ascii_digit());
        let end = if end > run.start + 1 && digits(end - 1) { end - 1 } else { end };
        for length in (1..=2.min(end.saturating_sub(run.start))).rev() {
            let from = end - length;
            if let Some((long, kind)) = lexicon.name_word(NameRole::Head, self.reader.lowers(from..end))
                && long == length
            {
                return kind.filter(|kind| *kind != Kind::State);
            }
        }
        // "Task Force 59", "Lake Victoria" are headed by their first words; "Service Reform" is not
        let (long, kind) = lexicon.name_word(NameRole::Head, self.reader.lowers(run.start..run.end))?;
        let next = run.start + long;
        let kind = kind.filter(|kind| *kind != Kind::State && next < run.end)?;
        let numbered = next < run.end && self.reader.text(next).starts_with(|c: char| c.is_ascii_digit());
        (numbered || !is_ordinary(self.reader.lower(next))).then_some(kind)
    }

    /// Two to four capitalised words that a role in apposition or an initial tells to be a person's name.
    fn bare_person(&self, at: usize) -> Option<Candidate> {
        let given = self.is_given(at);
        if !given && self.title_case && !self.is_whole_line(at) {
            return None;
        }
        if !self.is_name_word(at) || self.reader.is_capitals(at) {
            return None;
        }
        let name = self.personal_name(at)?;
        if !(2..=5).contains(&name.len()) || self.head_kind(&name).is_some() {
            return None;
        }
        let words = |token: &usize| self.reader.is_capitalised(*token);
        if name.clone().filter(words).all(|token| is_ordinary(self.reader.lower(token))) || self.is_role(name.end - 1) {
            return None; // "Economic Development, director"
        }
        if given && self.reader.text(at).chars().count() > 2 {
            return self.rule("given-name", name.clone(), What::Person { name });
        }
        let initial = name.clone().any(|token| {
            let text = self.reader.text(token);
            token > at && token + 1 < name.end && (text.len() == 1 || (text.len() == 2 && text.ends_with('.')))
        });
        let role = self
            .apposition(name.end)
            .is_some_and(|token| self.reader.lexicon.is(NameRole::PersonRole, self.reader.lower(token)));
        // "director Ada Bauer", "The union's lawyer, Tomas Reyes, …"
        let comma = at > self.sentence.tokens.start + 1 && self.reader.lower(at - 1) == ",";
        let noun = (at - usize::from(comma)).checked_sub(1).filter(|&noun| noun >= self.sentence.tokens.start);
        let before = noun.is_some_and(|noun| {
            self.reader.lexicon.is(NameRole::PersonRole, self.reader.lower(noun)) && !self.reader.is_capitalised(noun)
        });
        (initial || role || before)
            .then(|| self.rule("person-in-apposition", name.clone(), What::Person { name: name.clone() }))
            .flatten()
    }

    /// Whether the line that holds a token is short, so that it may be nothing but a name.
    fn is_whole_line(&self, at: usize) -> bool {
        let begins = |&token: &usize| self.reader.begins_line(token);
        let first = self.sentence.tokens.start;
        let near = first.max((at + 1).saturating_sub(SHORT_LINE));
        let Some(start) = (near..=at).rev().find(begins).or((near == first).then_some(first)) else { return false };
        let limit = start + SHORT_LINE;
        (at + 1..self.end().min(limit)).any(|token| begins(&token)) || self.end() < limit
    }

    /// Whether "(KIUM)" stands behind a run, made of its initials.
    fn has_acronym(&self, run: &Range<usize>) -> bool {
        let next = run.end + 1;
        if next >= self.end() || self.reader.text(run.end) != "(" || !self.reader.is_capitals(next) {
            return false;
        }
        let mut initials =
            run.clone().filter_map(|token| self.reader.text(token).chars().next()).filter(|c| c.is_uppercase());
        self.reader
            .text(next)
            .chars()
            .filter(|c| c.is_uppercase())
            .all(|letter| initials.any(|initial| initial == letter))
    }

    /// The first noun of an apposition after a comma or "is": ", the (new) director", ", Appointee for Commissioner".
    fn apposition(&self, at: usize) -> Option<usize> {
        if at >= self.end() || !matches!(self.reader.lower(at), "," | "is" | "was" | "(" | "–" | "—") {
            return None;
        }
        (at + 1..self.end().min(at + 7)).find(|&token| {
            self.reader.lexicon.is(NameRole::PersonRole, self.reader.lower(token))
                || matches!(self.reader.lower(token), "," | "." | ";")
        })
    }
}
