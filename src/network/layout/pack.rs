//! Packs the connected parts of a network onto a page: the largest first, each where the page grows least.

use super::geometry::Rectangle;

/// Between two parts.
const GAP: f64 = 18.0;

/// By how much each part is moved, so that none lies over another and the whole is about `aspect` times as wide as high.
pub fn pack(rooms: &[Rectangle], aspect: f64) -> Vec<(f64, f64)> {
    let mut placed: Vec<Rectangle> = Vec::new();
    let mut moves = Vec::new();
    for room in rooms {
        let (width, height) = (room.width() + GAP, room.height() + GAP);
        // A part's top left corner lies where the sides of parts before it meet, or at the page's.
        let mut xs: Vec<f64> = std::iter::once(0.0).chain(placed.iter().map(|other| other.right)).collect();
        let mut ys: Vec<f64> = std::iter::once(0.0).chain(placed.iter().map(|other| other.bottom)).collect();
        for list in [&mut xs, &mut ys] {
            list.sort_by(f64::total_cmp);
            list.dedup();
        }
        let page = placed.iter().copied().reduce(Rectangle::and).unwrap_or_default();
        let mut best: Option<(f64, f64, Rectangle)> = None;
        for &y in &ys {
            for &x in &xs {
                let there = Rectangle { left: x, top: y, right: x + width, bottom: y + height };
                let whole = page.and(there);
                // The page's size, counted by the side that is too long for the aspect.
                let size = whole.width().max(whole.height() * aspect);
                let order = (size, y + x / aspect);
                if best.is_none_or(|(size, corner, _)| order < (size, corner))
                    && !placed.iter().any(|other| there.grown(-1e-6).overlaps(*other))
                {
                    best = Some((order.0, order.1, there));
                }
            }
        }
        let there = best.map_or(
            Rectangle { left: 0.0, top: page.bottom, right: width, bottom: page.bottom + height },
            |(_, _, there)| there,
        );
        moves.push((there.left - room.left, there.top - room.top));
        placed.push(there);
    }
    moves
}
