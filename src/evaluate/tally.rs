//! What is counted, and the figures that come of the counts.

use std::ops::{AddAssign, Index, IndexMut};

/// One thing that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Recommendations by their head verb.
    Clauses,
    /// Recommendations by their range: half of the union is shared.
    Passages,
    /// On the clauses found: who is asked. Agents in general terms ("all parties") count neither way.
    Addressees,
    /// On the clauses found: with, to, against or through whom.
    Counterparts,
    Polarity,
    Strength,
    /// On the clauses found: which recommendation it is a part of.
    PartOf,
    /// Names of actors, to the letter.
    Mentions,
    /// Names of one actor put together (CEAF-m). Gold actors and found ones are paired by shared names, most first, as
    /// `score.py` pairs them; CEAF's optimal pairing can only be higher.
    Entities,
    /// Dates with their value.
    Dates,
    /// Title, publisher and date of issue.
    Metadata,
}

impl Measure {
    pub const ALL: [Self; 11] = [
        Self::Clauses,
        Self::Passages,
        Self::Addressees,
        Self::Counterparts,
        Self::Polarity,
        Self::Strength,
        Self::PartOf,
        Self::Mentions,
        Self::Entities,
        Self::Dates,
        Self::Metadata,
    ];

    /// Its name on the command line and in what is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Clauses => "clauses",
            Self::Passages => "passages",
            Self::Addressees => "addressees",
            Self::Counterparts => "counterparts",
            Self::Polarity => "polarity",
            Self::Strength => "strength",
            Self::PartOf => "part_of",
            Self::Mentions => "mentions",
            Self::Entities => "entities",
            Self::Dates => "dates",
            Self::Metadata => "metadata",
        }
    }

    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.name() == name)
    }

    /// Whether every case has one answer, so that the share that is right says all.
    pub fn is_accuracy(self) -> bool {
        matches!(self, Self::Polarity | Self::Strength | Self::PartOf | Self::Metadata)
    }
}

/// What was found, missed, and found without being there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub right: usize,
    pub missed: usize,
    /// False alarms.
    pub wrong: usize,
}

impl Tally {
    /// One case: right, or missed.
    pub(super) fn one(right: bool) -> Self {
        Self { right: usize::from(right), missed: usize::from(!right), wrong: 0 }
    }

    /// Of what was found, the share that is right; none where nothing was found.
    pub fn precision(self) -> Option<f64> {
        share(self.right, self.right + self.wrong)
    }

    /// Of what is there, the share that was found; none where there is nothing.
    pub fn recall(self) -> Option<f64> {
        share(self.right, self.right + self.missed)
    }

    /// The harmonic mean of precision and recall; none where nothing is there and nothing was found.
    pub fn f1(self) -> Option<f64> {
        share(2 * self.right, 2 * self.right + self.missed + self.wrong)
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.missed += other.missed;
        self.wrong += other.wrong;
    }
}

/// The counts of every measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scores([Tally; Measure::ALL.len()]);

impl Scores {
    /// The one figure by which a measure is known: F1, or the share that is right.
    pub fn figure(&self, measure: Measure) -> Option<f64> {
        let tally = self[measure];
        if measure.is_accuracy() { tally.recall() } else { tally.f1() }
    }
}

impl Index<Measure> for Scores {
    type Output = Tally;

    fn index(&self, measure: Measure) -> &Tally {
        &self.0[measure as usize]
    }
}

impl IndexMut<Measure> for Scores {
    fn index_mut(&mut self, measure: Measure) -> &mut Tally {
        &mut self.0[measure as usize]
    }
}

impl AddAssign for Scores {
    fn add_assign(&mut self, other: Self) {
        for measure in Measure::ALL {
            self[measure] += other[measure];
        }
    }
}
