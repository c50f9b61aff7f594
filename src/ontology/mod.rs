//! What demarche knows of the world: Turtle files, those in the binary and a user's own, compiled into a [`Lexicon`].

mod compile;
pub mod lexicon;
pub mod model;
mod phrases;
mod source;

pub use lexicon::Lexicon;
pub use phrases::PhraseTable;
pub use source::{File, Ontology};
