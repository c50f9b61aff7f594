//! Pictures of networks. SVG is the master; its looks stand in `look/*.css`, its geometry in a [`Layout`](super::Layout).

mod bipartite;
mod edges;
mod legend;
mod look;
mod matrix;
mod series;
pub mod svg;
mod words;

pub use bipartite::bipartite;
pub(super) use look::kind_colour;
pub use look::{Colours, Style, Theme};
pub use matrix::matrix;
pub use series::{Step, series};
pub use words::caption;
pub(super) use words::{actor as actor_about, counted, tie as tie_about};
