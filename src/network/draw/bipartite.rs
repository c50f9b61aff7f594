//! A network in two columns: who asks left, who is asked right.

use super::super::layout::columns;
use super::super::model::Network;
use super::legend::Mark;
use super::look::{Looks, Style};
use super::svg::{actors, picture, ties};

/// The picture of a network's sources, left, and targets, right, in the looks of its [`picture`](super::svg::draw). Who is
/// both stands on both sides.
pub fn bipartite(network: &Network, style: &Style) -> String {
    let (parted, layout) = columns(network);
    let looks = Looks::of(network, style.colours);
    let note = "Left is from whom, right to whom; who is both stands twice.";
    picture(network, style, (layout.width, layout.height), Mark::Line, note, |xml| {
        ties(xml, &parted, &layout, style, &looks);
        actors(xml, &parted, &layout, style, &looks);
    })
}
