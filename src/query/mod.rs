//! Questions and answers: saved SPARQL files with typed parameters, asked of a store, answered as rows, triples or yes.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use demarche::{iri::Base, query::{Bindings, Format, QueryBook, Style}};
//! # let store = oxigraph::store::Store::new()?;
//! let (book, _) = QueryBook::shipped(&Base::default());
//! let query = book.find("asked-to-do")?;
//! let answer = query.ask(&store, &Bindings::new().with("actor", "Qatar"))?;
//! let style = Style { labels: answer.labels(&store)?, ..Style::default() };
//! answer.write(&mut std::io::stdout(), Format::Table, &style)?;
//! # Ok(())
//! # }
//! ```

mod answer;
mod book;
mod derive;
mod error;
mod evaluate;
mod header;
mod names;
mod saved;
mod scan;
mod shipped;
mod substitute;
mod syntax;
mod table;
mod wire;
mod write;

pub use answer::{Answer, Rows};
pub use book::QueryBook;
pub use derive::{INFERRED, derive};
pub use error::QueryError;
pub use evaluate::{Dataset, Limits, dump, merge, overview, restore};
pub use header::{Parameter, ParameterKind};
pub use names::{Labels, resolve as named};
pub use saved::{Bindings, SavedQuery};
pub use wire::{Form, Wire};
pub use write::{Format, Style, WriteError};
