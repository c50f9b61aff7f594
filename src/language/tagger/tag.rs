//! The parts of speech: those of the Penn Treebank, as OntoNotes and spaCy use them.

/// A word's part of speech. The number of a tag is part of the weights' format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Tag {
    /// `NN`: a common noun in the singular, or a mass noun.
    Noun,
    /// `NNS`
    NounPlural,
    /// `NNP`: a name.
    Proper,
    /// `NNPS`
    ProperPlural,
    /// `VB`: the base form, as in the infinitive, the imperative and the subjunctive.
    Base,
    /// `VBP`: present tense, not of the third person singular.
    Present,
    /// `VBZ`: present tense of the third person singular.
    PresentThird,
    /// `VBD`
    Past,
    /// `VBN`
    PastParticiple,
    /// `VBG`: gerund and present participle.
    Gerund,
    /// `MD`: can, may, must, shall, will …
    Modal,
    /// `TO`: the *to* of an infinitive.
    To,
    /// `IN`: a preposition or a subordinating conjunction.
    Preposition,
    /// `RP`: set *up*, carry *out*.
    Particle,
    /// `DT`
    Determiner,
    /// `PDT`: *all* the.
    Predeterminer,
    /// `CC`
    Conjunction,
    /// `CD`
    Number,
    /// `JJ`
    Adjective,
    /// `JJR`
    AdjectiveComparative,
    /// `JJS`
    AdjectiveSuperlative,
    /// `RB`
    Adverb,
    /// `RBR`
    AdverbComparative,
    /// `RBS`
    AdverbSuperlative,
    /// `PRP`
    Pronoun,
    /// `PRP$`
    PronounPossessive,
    /// `POS`: 's and '.
    Possessive,
    /// `EX`: *there* is.
    Existential,
    /// `WDT`
    WhDeterminer,
    /// `WP`
    WhPronoun,
    /// `WP$`
    WhPossessive,
    /// `WRB`
    WhAdverb,
    /// `UH`
    Interjection,
    /// `FW`, and what the teacher calls `XX`.
    Foreign,
    /// `LS`: the mark of a list item.
    ListMark,
    /// `ADD`: a web or e-mail address.
    Address,
    /// `AFX`
    Affix,
    /// `SYM` and `NFP`
    Symbol,
    /// `$`
    Currency,
    /// `,`
    Comma,
    /// `.`: what ends a sentence.
    Stop,
    /// `:`: colon, semicolon, dash, ellipsis.
    Colon,
    /// `HYPH`
    Hyphen,
    /// Both marks of a quotation.
    OpenQuote,
    CloseQuote,
    /// `-LRB-`
    OpenBracket,
    /// `-RRB-`
    CloseBracket,
}

/// The Penn Treebank's names, in the order of [`Tag`]'s numbers.
const NAMES: [(&str, Tag); Tag::COUNT] = [
    ("NN", Tag::Noun),
    ("NNS", Tag::NounPlural),
    ("NNP", Tag::Proper),
    ("NNPS", Tag::ProperPlural),
    ("VB", Tag::Base),
    ("VBP", Tag::Present),
    ("VBZ", Tag::PresentThird),
    ("VBD", Tag::Past),
    ("VBN", Tag::PastParticiple),
    ("VBG", Tag::Gerund),
    ("MD", Tag::Modal),
    ("TO", Tag::To),
    ("IN", Tag::Preposition),
    ("RP", Tag::Particle),
    ("DT", Tag::Determiner),
    ("PDT", Tag::Predeterminer),
    ("CC", Tag::Conjunction),
    ("CD", Tag::Number),
    ("JJ", Tag::Adjective),
    ("JJR", Tag::AdjectiveComparative),
    ("JJS", Tag::AdjectiveSuperlative),
    ("RB", Tag::Adverb),
    ("RBR", Tag::AdverbComparative),
    ("RBS", Tag::AdverbSuperlative),
    ("PRP", Tag::Pronoun),
    ("PRP$", Tag::PronounPossessive),
    ("POS", Tag::Possessive),
    ("EX", Tag::Existential),
    ("WDT", Tag::WhDeterminer),
    ("WP", Tag::WhPronoun),
    ("WP$", Tag::WhPossessive),
    ("WRB", Tag::WhAdverb),
    ("UH", Tag::Interjection),
    ("FW", Tag::Foreign),
    ("LS", Tag::ListMark),
    ("ADD", Tag::Address),
    ("AFX", Tag::Affix),
    ("SYM", Tag::Symbol),
    ("$", Tag::Currency),
    (",", Tag::Comma),
    (".", Tag::Stop),
    (":", Tag::Colon),
    ("HYPH", Tag::Hyphen),
    ("``", Tag::OpenQuote),
    ("''", Tag::CloseQuote),
    ("-LRB-", Tag::OpenBracket),
    ("-RRB-", Tag::CloseBracket),
];

impl Tag {
    /// How many tags there are.
    pub const COUNT: usize = 47;

    /// The tag of the Penn Treebank's name; `XX` is read as `FW`, `NFP` as `SYM`.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = match name {
            "XX" => "FW",
            "NFP" => "SYM",
            name => name,
        };
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, tag)| *tag)
    }

    /// The tag of this number.
    pub fn from_number(number: u8) -> Option<Self> {
        NAMES.get(usize::from(number)).map(|(_, tag)| *tag)
    }

    /// The Penn Treebank's name.
    pub fn name(self) -> &'static str {
        NAMES[self as usize].0
    }

    /// A common noun or a name.
    pub fn is_noun(self) -> bool {
        self <= Self::ProperPlural
    }

    /// A name.
    pub fn is_proper(self) -> bool {
        matches!(self, Self::Proper | Self::ProperPlural)
    }

    /// A noun in the plural.
    pub fn is_plural(self) -> bool {
        matches!(self, Self::NounPlural | Self::ProperPlural)
    }

    /// Any form of a verb, modals left out.
    pub fn is_verb(self) -> bool {
        (Self::Base..=Self::Gerund).contains(&self)
    }

    /// A form that has a tense: present or past, or a modal.
    pub fn is_finite(self) -> bool {
        matches!(self, Self::Present | Self::PresentThird | Self::Past | Self::Modal)
    }

    pub fn is_adjective(self) -> bool {
        (Self::Adjective..=Self::AdjectiveSuperlative).contains(&self)
    }

    pub fn is_adverb(self) -> bool {
        (Self::Adverb..=Self::AdverbSuperlative).contains(&self)
    }

    /// A personal or possessive pronoun.
    pub fn is_pronoun(self) -> bool {
        matches!(self, Self::Pronoun | Self::PronounPossessive)
    }

    /// who, which, that, whose, when …
    pub fn is_wh(self) -> bool {
        (Self::WhDeterminer..=Self::WhAdverb).contains(&self)
    }

    pub fn is_punctuation(self) -> bool {
        self >= Self::Comma
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_in_one_order() {
        for (number, (name, tag)) in NAMES.into_iter().enumerate() {
            assert_eq!((tag as usize, Tag::from_name(name)), (number, Some(tag)));
        }
        assert_eq!(Tag::from_number(Tag::COUNT as u8), None);
    }

    #[test]
    fn predicates_follow_the_names() {
        for (name, tag) in NAMES {
            assert_eq!(tag.is_verb(), name.starts_with("VB"), "{name}");
            assert_eq!(tag.is_noun(), name.starts_with("NN"), "{name}");
            assert_eq!(tag.is_adjective(), name.starts_with("JJ"), "{name}");
            assert_eq!(tag.is_adverb(), name.starts_with("RB"), "{name}");
            assert_eq!(tag.is_wh(), name.starts_with('W'), "{name}");
        }
    }
}
