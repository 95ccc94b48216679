//! The criteria that order candidates of one standing. No criterion makes up for a requirement that is not met.
//!
//! A [`Criterion`] reads a vacancy and makes a [`Measure`], which gives each candidate a value in [0, 1] from columns
//! and terms of texts. A score is the sum of its parts: value times weight, rounded down, all in millionths.
//!
//! Adding a criterion is one file here, one entry in [`CRITERIA`] and one weight in each profession of `config/corridors/`.

mod evidence;
mod experience;
mod language_level;
mod preferences;
mod readiness;
mod specialism;
mod text;
mod wishes;

use crate::columns::Column;
use crate::planning_window::RuleContext;
use crate::requirements::Requirements;
use crate::segment::Segment;
use crate::text::Query;

/// All criteria. Their weights, and so the order in which they are computed, are configuration.
pub const CRITERIA: &[&dyn Criterion] = &[
    &specialism::Specialism,
    &experience::Experience,
    &language_level::LanguageLevel,
    &text::Text,
    &wishes::Wishes,
    &preferences::Preferences,
    &readiness::Readiness,
    &evidence::Evidence,
];

/// A property that makes a candidate fit a vacancy better or less.
pub trait Criterion: Sync {
    /// The criterion's code, which configuration gives a weight.
    fn code(&self) -> &'static str;

    /// The measure of this criterion for one vacancy.
    fn measure(&self, vacancy: &Requirements, context: RuleContext<'_>, query: &Query) -> Box<dyn Measure>;
}

/// The values of one criterion for one vacancy.
pub trait Measure: Send + Sync {
    /// The columns from which the values are computed.
    fn columns_read(&self) -> Vec<Column>;

    /// The measure over the candidates of one segment, with everything looked up that is the same for all of them.
    fn over<'a>(&'a self, people: &'a Segment) -> Values<'a>;

    /// Whether the measure is so costly that it is computed last, only for candidates whose position it can still
    /// change.
    fn is_costly(&self) -> bool {
        false
    }
}

/// Writes the values, in millionths, of the candidates in some rows, which are counted from a first row: one value
/// per row, in order. Constant work per candidate, but for texts, which are linear in their different words.
pub type Values<'a> = Box<dyn Fn(usize, &[u16], &mut [u32]) + 'a>;

/// The value 1, in millionths.
const ONE: u32 = 1_000_000;

/// The value 1 for all candidates, where a vacancy has nothing for the criterion to measure.
struct ConstantMeasure;

impl Measure for ConstantMeasure {
    fn columns_read(&self) -> Vec<Column> {
        Vec::new()
    }

    fn over<'a>(&'a self, _: &'a Segment) -> Values<'a> {
        Box::new(|_, _, values| values.fill(ONE))
    }
}
