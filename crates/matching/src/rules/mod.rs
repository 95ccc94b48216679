//! The hard rules, each written once.
//!
//! A [`Rule`] looks at a vacancy and makes a [`Check`] for each thing that is asked there. A check knows the columns
//! it reads, judges a block of people in one plain loop, and says for one person what was asked and what was found.
//! Eligibility, counts, near misses, what each must costs and the reasons all come from that one definition.
//!
//! Adding a rule is one file here and one line in [`RULES`].

mod availability;
mod by_status;
mod consent;
mod contract;
mod driving_licence;
mod experience;
mod hours;
mod language;
mod lower_title;
mod pay;
mod recent_practice;
mod region;
mod setting;
mod shifts;
mod specialism;
mod start;
mod title;
mod work_permission;

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::Outcome;

use crate::columns::{Column, Columns};
use crate::facts::Facts;
use crate::prospects::Circumstances;
use crate::reason::Found;
use crate::requirements::Requirements;
use crate::vectors::widest;

/// Every rule, in the order in which reasons are told.
pub const RULES: &[&dyn Rule] = &[
    &title::Title,
    &lower_title::LowerTitle,
    &language::Language,
    &experience::Experience,
    &specialism::Specialism,
    &recent_practice::RecentPractice,
    &region::Region,
    &setting::Setting,
    &shifts::Shifts,
    &hours::Hours,
    &start::Start,
    &pay::Pay,
    &contract::Contract,
    &driving_licence::DrivingLicence,
    &work_permission::WorkPermission,
    &consent::Consent,
    &availability::Availability,
];

/// A rule of the formats: its code, and what it asks of people for one vacancy.
pub trait Rule: Sync {
    /// The rule's code; a language's checks have the entry's code after it.
    fn code(&self) -> &'static str;

    /// The checks that a vacancy asks for; none where it asks nothing.
    fn checks(&self, vacancy: &Requirements, circumstances: Circumstances<'_>) -> Vec<Box<dyn Check>>;
}

/// One thing that a vacancy asks of everybody.
pub trait Check: Send + Sync {
    /// The code under which it is told: `title`, `language.nl.writing`.
    fn code(&self) -> Cow<'_, str>;

    /// The columns that [`Check::judge`] reads.
    fn reads(&self) -> Vec<Column>;

    /// Judges the people in `rows`, at most a block, one outcome each, in order. Linear in the rows, a few operations
    /// each.
    fn judge(&self, people: &Columns, rows: Range<usize>, outcomes: &mut [Outcome]);

    /// Whether the check concerns this person at all. Where it doesn't, its outcome is met and no reason is told.
    fn concerns(&self, _: &Facts) -> bool {
        true
    }

    /// What was asked of this person and what was found, for the reason.
    fn found(&self, facts: &Facts) -> Found;

    /// For a language must: itself, so that a plan can look at all of them together.
    fn as_language(&self) -> Option<&LanguageCheck> {
        None
    }
}

pub use language::LanguageCheck;
pub(crate) use language::{lowest, raised};
pub(crate) use start::Procedures;
pub(crate) use title::Worth;

/// Judges each value of one column. Here and below what a judgement compares with is moved into it (`move`): behind a
/// reference it might be what is being written, and the loop would not become vectors.
fn each<T: Copy>(values: &[T], outcomes: &mut [Outcome], judge: impl Fn(T) -> Outcome) {
    widest(
        #[inline(always)]
        move || {
            for (outcome, value) in outcomes.iter_mut().zip(values) {
                *outcome = judge(*value);
            }
        },
    );
}

/// Judges each pair of values of two columns.
fn each_two<T: Copy, U: Copy>(first: &[T], second: &[U], outcomes: &mut [Outcome], judge: impl Fn(T, U) -> Outcome) {
    widest(
        #[inline(always)]
        move || {
            for ((outcome, first), second) in outcomes.iter_mut().zip(first).zip(second) {
                *outcome = judge(*first, *second);
            }
        },
    );
}

/// Amends outcomes by the values of another column.
fn amend<T: Copy>(values: &[T], outcomes: &mut [Outcome], judge: impl Fn(Outcome, T) -> Outcome) {
    widest(
        #[inline(always)]
        move || {
            for (outcome, value) in outcomes.iter_mut().zip(values) {
                *outcome = judge(*outcome, *value);
            }
        },
    );
}

/// The better of two outcomes, without a branch.
#[inline(always)]
fn better(first: Outcome, second: Outcome) -> Outcome {
    if (second as u8) < first as u8 { second } else { first }
}

/// Met, not met, or unknown, without a branch, so that a loop over it becomes vectors.
#[inline(always)]
fn outcome(met: bool, not_met: bool) -> Outcome {
    if met {
        Outcome::Met
    } else if not_met {
        Outcome::NotMet
    } else {
        Outcome::Unknown
    }
}
