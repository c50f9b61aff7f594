//! Networks of actors: any answer with the columns source, relation and target is one. It can be narrowed, measured, laid
//! out, drawn and handed to other tools.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use demarche::{iri::Base, network::{Layout, LayoutOptions, Network, Style, svg}, query::{Bindings, QueryBook}};
//! # let store = oxigraph::store::Store::new()?;
//! let (book, _) = QueryBook::shipped(&Base::default());
//! let asks = book.find("network-who-asks-whom")?.ask(&store, &Bindings::new())?;
//! let kinds = book.find("actor-kinds")?.ask(&store, &Bindings::new())?;
//! let network = Network::of(&asks)?.described(&kinds);
//! let layout = Layout::of(&network, &LayoutOptions::default());
//! let picture = svg::draw(&network, &layout, &Style::default());
//! # Ok(())
//! # }
//! ```

mod communities;
mod draw;
pub mod export;
mod font;
mod layout;
mod measures;
mod model;
mod narrow;
mod of;
pub mod page;
#[cfg(feature = "pictures")]
pub mod raster;
mod report;
mod shapes;
mod xml;

pub use draw::{Colours, Style, Theme};
pub use draw::{Step, bipartite, caption, matrix, series, svg};
pub use font::{INTER_OTF, INTER_WOFF2};
pub use layout::{Layout, LayoutOptions, Place, quality};
pub use measures::{ActorMeasures, Measures};
pub use model::{Actor, ActorIri, Evidence, Kind, Network, Relation, Tie};
pub use narrow::Narrowing;
pub use of::NetworkError;
