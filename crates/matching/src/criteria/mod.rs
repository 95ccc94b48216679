//! What orders people of one standing. No criterion can lift anybody over a missing requirement.
//!
//! A [`Criterion`] looks at a vacancy and makes a [`Measure`], which gives each person a value in [0, 1] from columns
//! alone. A score is the sum of the parts: value times weight, rounded down, all in millionths.
//!
//! Adding a criterion is one file here, one line in [`CRITERIA`] and one weight in `config/criteria.toml`.

mod evidence;
mod experience;
mod language;
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

/// Every criterion. Their weights, and so the order in which they are looked at, are configuration.
pub const CRITERIA: &[&dyn Criterion] = &[
    &specialism::Specialism,
    &experience::Experience,
    &language::Language,
    &text::Text,
    &wishes::Wishes,
    &preferences::Preferences,
    &readiness::Readiness,
    &evidence::Evidence,
];

/// One thing that makes a person fit better or less.
pub trait Criterion: Sync {
    /// The criterion's code, by which configuration weighs it.
    fn code(&self) -> &'static str;

    /// How the criterion measures people for one vacancy.
    fn measure(&self, vacancy: &Requirements, context: RuleContext<'_>, query: &Query) -> Box<dyn Measure>;
}

/// Values of one criterion for one vacancy.
pub trait Measure: Send + Sync {
    /// The columns that are read.
    fn reads(&self) -> Vec<Column>;

    /// How the people of one segment are measured: what has to be looked up once for all of them is.
    fn over<'a>(&'a self, people: &'a Segment) -> Values<'a>;

    /// Whether it costs so much that it is looked at last, and only for people whose position it can still change.
    fn is_costly(&self) -> bool {
        false
    }
}

/// Gives the values, in millionths, of the people in some rows, counted from a first one: one value a row, in order.
/// Constant work a person, but for texts: there linear in the text's different words.
pub type Values<'a> = Box<dyn Fn(usize, &[u16], &mut [u32]) + 'a>;

/// The whole, in millionths.
const WHOLE: u32 = 1_000_000;

/// Values that are one for everybody, where a vacancy asks nothing that the criterion could measure.
struct ConstantMeasure;

impl Measure for ConstantMeasure {
    fn reads(&self) -> Vec<Column> {
        Vec::new()
    }

    fn over<'a>(&'a self, _: &'a Segment) -> Values<'a> {
        Box::new(|_, _, values| values.fill(WHOLE))
    }
}
