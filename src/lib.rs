//! demarche turns policy documents into a knowledge graph: who asks whom to do what, in whose words, since when.
//!
//! The modules are the stages of one way, and imports run in this order only:
//! `text iri vocab diagnostic → language → document → ontology → extract → resolve → evaluate → graph → store → query →
//! network → publish → serve → cli`.

pub mod cli;
pub mod diagnostic;
pub mod document;
pub mod evaluate;
pub mod extract;
pub mod graph;
pub mod iri;
pub mod language;
pub mod network;
pub mod ontology;
pub mod publish;
pub mod query;
pub mod resolve;
pub mod serve;
pub mod store;
pub mod text;
pub mod vocab;
