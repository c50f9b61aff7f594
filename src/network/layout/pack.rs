//! Packs the connected parts of a network onto a page: the largest first, each where the page grows least.

use super::geometry::{Point, Rectangle};

/// Between two parts.
const GAP: f64 = 18.0;

/// By how much each part is moved, so that none lies over another and the whole is about `aspect` times as wide as high.
pub fn pack(rooms: &[Rectangle], aspect: f64) -> Vec<Point> {
    let mut placed: Vec<Rectangle> = Vec::new();
    // Where a part's top left corner may lie: beside and below parts before it, or at the page's.
    let mut corners = vec![(0.0, 0.0)];
    let mut page = Rectangle::default();
    let mut moves = Vec::new();
    for room in rooms {
        let (width, height) = (room.width() + GAP, room.height() + GAP);
        let mut best: Option<((f64, f64), Rectangle)> = None;
        for &(x, y) in &corners {
            let there = Rectangle { left: x, top: y, right: x + width, bottom: y + height };
            let whole = page.and(there);
            // The page's size, counted by the side that is too long for the aspect; then the way from its corner.
            let cost = (whole.width().max(whole.height() * aspect), y + x / aspect);
            if best.is_none_or(|(least, _)| cost < least)
                && !placed.iter().any(|other| there.grown(-1e-6).overlaps(*other))
            {
                best = Some((cost, there));
            }
        }
        let below = Rectangle { left: 0.0, top: page.bottom, right: width, bottom: page.bottom + height };
        let there = best.map_or(below, |(_, there)| there);
        moves.push((there.left - room.left, there.top - room.top));
        // Beside it as high as those before leave room, and below it as far left.
        let above =
            |other: &&Rectangle| other.left <= there.right && other.right > there.right && other.bottom <= there.top;
        let before =
            |other: &&Rectangle| other.top <= there.bottom && other.bottom > there.bottom && other.right <= there.left;
        let high = placed.iter().filter(above).map(|other| other.bottom).fold(0.0, f64::max);
        let far = placed.iter().filter(before).map(|other| other.right).fold(0.0, f64::max);
        corners.extend([
            (there.right, there.top),
            (there.right, high),
            (there.left, there.bottom),
            (far, there.bottom),
        ]);
        corners.retain(|&(x, y)| !(there.left <= x && x < there.right && there.top <= y && y < there.bottom));
        page = page.and(there);
        placed.push(there);
    }
    moves
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_lie_apart_on_a_page_that_they_fill() {
        let rooms: Vec<Rectangle> = (0..60)
            .map(|n| f64::from(600 / (n + 1) + 40 + n * 7 % 30))
            .map(|side| Rectangle { left: -side, top: 5.0, right: side, bottom: 5.0 + side })
            .collect();
        let moves = pack(&rooms, 1.5);
        let there: Vec<Rectangle> = rooms.iter().zip(moves).map(|(room, by)| room.moved(by)).collect();
        for (n, room) in there.iter().enumerate() {
            assert!(there[..n].iter().all(|other| !room.overlaps(*other)), "{n}");
        }
        let page = there.iter().copied().reduce(Rectangle::and).unwrap_or_default();
        let (filled, aspect) = (rooms.iter().map(|room| room.area()).sum::<f64>(), page.width() / page.height());
        assert!(filled > 0.6 * page.area() && (1.2..1.9).contains(&aspect), "{filled} of {page:?}");
    }
}
