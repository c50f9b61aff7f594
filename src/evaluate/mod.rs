//! How good an extraction is: a [`Record`](crate::extract::record::Record) held against a gold annotation that a person made.
//!
//! The measures are those of the field (precision, recall, F1 over things paired one to one), and every figure equals that
//! of `score.py`, the scorer that the gold of `tests/gold` came with; a test in CI runs both. What is annotated and how is
//! told in `tests/gold/README.md`.

mod file;
mod gold;
mod locate;
mod places;
mod score;
mod tally;

pub use file::GoldFile;
pub use gold::Gold;
pub use score::{Class, Difference, score};
pub use tally::{Measure, Scores, Tally};
