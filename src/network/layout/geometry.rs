//! Boxes along the axes.

/// x and y.
pub type Point = (f64, f64);

/// A box, its sides along the axes, y growing downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rectangle {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Rectangle {
    pub fn width(self) -> f64 {
        self.right - self.left
    }

    pub fn height(self) -> f64 {
        self.bottom - self.top
    }

    pub fn area(self) -> f64 {
        self.width() * self.height()
    }

    pub fn moved(self, (x, y): (f64, f64)) -> Self {
        Self { left: self.left + x, right: self.right + x, top: self.top + y, bottom: self.bottom + y }
    }

    /// The least box around both.
    pub fn and(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    pub fn grown(self, by: f64) -> Self {
        Self { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    /// How far both lie over each other in x and y; not above zero where they do not.
    pub fn overlap(self, other: Self) -> (f64, f64) {
        (
            self.right.min(other.right) - self.left.max(other.left),
            self.bottom.min(other.bottom) - self.top.max(other.top),
        )
    }

    pub fn overlaps(self, other: Self) -> bool {
        let (x, y) = self.overlap(other);
        x > 0.0 && y > 0.0
    }

    /// Whether a segment passes through it.
    pub fn is_crossed(self, from: (f64, f64), to: (f64, f64)) -> bool {
        if from.0.max(to.0) <= self.left || from.0.min(to.0) >= self.right {
            return false;
        }
        let (mut least, mut most): (f64, f64) = (0.0, 1.0);
        for (start, step, low, high) in
            [(from.0, to.0 - from.0, self.left, self.right), (from.1, to.1 - from.1, self.top, self.bottom)]
        {
            if step.abs() < 1e-12 {
                if start <= low || start >= high {
                    return false;
                }
                continue;
            }
            let (a, b) = ((low - start) / step, (high - start) / step);
            least = least.max(a.min(b));
            most = most.min(a.max(b));
        }
        least < most
    }
}

pub fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (x, y) = (a.0 - b.0, a.1 - b.1);
    (x * x + y * y).sqrt()
}

/// Whether two segments without a common end cross.
pub fn cross(a: (f64, f64), b: (f64, f64), c: (f64, f64), d: (f64, f64)) -> bool {
    let side = |p: (f64, f64), q: (f64, f64), r: (f64, f64)| (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0);
    (side(a, b, c) > 0.0) != (side(a, b, d) > 0.0) && (side(c, d, a) > 0.0) != (side(c, d, b) > 0.0)
}
