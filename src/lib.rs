//! demarche turns policy documents into a knowledge graph: who asks whom to do what, in whose words, since when.
//!
//! The modules are the stages of one way, and imports run in this order only:
//! `text iri vocab diagnostic → document → ontology → extract → resolve → graph → store → query → cli`.

pub mod diagnostic;
pub mod document;
pub mod extract;
pub mod iri;
pub mod ontology;
pub mod query;
pub mod text;
