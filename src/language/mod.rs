//! English, as code and weights: tokens, inflection and parts of speech. What words mean stands in the ontology, not here.

pub mod inflect;
pub mod lemma;
pub mod tagger;
pub mod tokens;
