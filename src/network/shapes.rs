//! The shape of an actor tells its kind, for whoever cannot tell the colours apart.

use super::model::Kind;
use super::xml::number;

/// The corners of a shape on the unit disc, of about its area; none for the disc itself.
pub fn corners(kind: &Kind) -> &'static [(f64, f64)] {
    match kind.as_str() {
        "State" => &[(-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)],
        "Government" => &[(-0.62, -0.89), (0.62, -0.89), (1.0, 0.0), (0.62, 0.89), (-0.62, 0.89), (-1.0, 0.0)],
        "GovernmentBody" => &[(0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)],
        "IntergovernmentalOrganization" => {
            &[(-0.95, -0.55), (0.0, -1.1), (0.95, -0.55), (0.95, 0.55), (0.0, 1.1), (-0.95, 0.55)]
        }
        "Grouping" => &[(-1.1, -0.8), (1.1, -0.8), (0.75, 0.9), (-0.75, 0.9)],
        "Party" => &[(0.0, -1.2), (1.15, 0.8), (-1.15, 0.8)],
        "Population" => &[(0.0, -1.08), (1.05, -0.32), (0.65, 0.92), (-0.65, 0.92), (-1.05, -0.32)],
        "Person" => {
            &[(-0.5, -1.0), (0.5, -1.0), (1.0, -0.5), (1.0, 0.5), (0.5, 1.0), (-0.5, 1.0), (-1.0, 0.5), (-1.0, -0.5)]
        }
        _ => &[],
    }
}

/// The `points` of a polygon.
pub fn points(corners: &[(f64, f64)], centre: (f64, f64), radius: f64) -> String {
    let point = |(x, y): &(f64, f64)| format!("{},{}", number(centre.0 + x * radius), number(centre.1 + y * radius));
    corners.iter().map(point).collect::<Vec<_>>().join(" ")
}

/// How far a shape of radius 1 reaches to the left, to the right, up and down.
pub fn reach(corners: &[(f64, f64)]) -> (f64, f64, f64, f64) {
    let whole = if corners.is_empty() { (-1.0, 1.0, -1.0, 1.0) } else { (0.0, 0.0, 0.0, 0.0) };
    corners.iter().fold(whole, |(left, right, top, bottom): (f64, f64, f64, f64), &(x, y)| {
        (left.min(x), right.max(x), top.min(y), bottom.max(y))
    })
}

/// How far the border is from the centre in a direction of length 1, for a shape of radius 1.
pub fn border(corners: &[(f64, f64)], (x, y): (f64, f64)) -> f64 {
    let mut nearest = f64::INFINITY;
    for (n, a) in corners.iter().enumerate() {
        let b = corners[(n + 1) % corners.len()];
        let side = (b.0 - a.0, b.1 - a.1);
        let across = x * side.1 - y * side.0;
        if across.abs() < 1e-12 {
            continue;
        }
        let along = (a.0 * side.1 - a.1 * side.0) / across;
        let at = (a.0 * y - a.1 * x) / across;
        if along > 0.0 && (0.0..=1.0).contains(&at) {
            nearest = nearest.min(along);
        }
    }
    if nearest.is_finite() { nearest } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_border_of_a_square_is_farther_at_its_corners() {
        let square = corners(&Kind("State".to_owned()));
        assert!((border(square, (1.0, 0.0)) - 0.89).abs() < 1e-9);
        let half = 0.5f64.sqrt();
        assert!((border(square, (half, -half)) - 0.89 * 2f64.sqrt()).abs() < 1e-9);
        assert_eq!(border(corners(&Kind("Organization".to_owned())), (0.0, 1.0)), 1.0);
    }
}
