//! The hard rules, each written once.
//!
//! A [`Rule`] looks at a vacancy and makes a [`Check`] for each thing that is asked there. A check knows the columns
//! it reads, judges a block of people in one plain loop, and says for one person what was asked and what was found.
//! Eligibility, counts, near misses, what each must costs and the reasons all come from that one definition.
//!
//! Adding a rule is one file here and one line in [`RULES`].

mod availability;
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
mod status_table;
mod title;
mod work_permission;

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::Outcome;

use crate::columns::{Column, Columns};
use crate::facts::Facts;
use crate::outcome_bits::OutcomeBits;
use crate::planning_window::RuleContext;
use crate::reason::Finding;
use crate::requirement_impact::RelaxedRequirement;
use crate::requirements::Requirements;

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

    /// Whether the rule decides if a candidate may be listed at all. A candidate who doesn't meet a gate is counted as
    /// excluded, and the rule is no requirement of the vacancy.
    fn is_gate(&self) -> bool {
        false
    }

    /// Whether the employer may give the requirement up, so that the impact of relaxing it is computed.
    fn is_relaxable(&self) -> bool {
        true
    }

    /// Whether the rule's check depends on the vacancy's title. Such a rule makes at most one check, and where the title
    /// is relaxed it makes that check anew.
    fn depends_on_title(&self) -> bool {
        false
    }

    /// The checks that a vacancy asks for; none where it asks nothing.
    fn checks(&self, vacancy: &Requirements, context: RuleContext<'_>) -> Vec<Box<dyn Check>>;
}

/// One thing that a vacancy asks of everybody.
pub trait Check: Send + Sync {
    /// The code under which it is told: `title`, `language.nl.writing`.
    fn code(&self) -> Cow<'_, str>;

    /// The columns that [`Check::judge`] reads.
    fn reads(&self) -> Vec<Column>;

    /// Judges the people in `rows`, at most a block, the first of whom is the first of `outcome_bits`; what it says beyond
    /// the last means nothing. Linear in the rows, a few operations each.
    fn judge(&self, people: &Columns, rows: Range<usize>, outcome_bits: &mut OutcomeBits);

    /// The outcome for the person in one row, by the same loop that judges many.
    fn outcome(&self, people: &Columns, row: usize) -> Outcome {
        let mut outcome_bits = OutcomeBits::all(Outcome::Met);
        self.judge(people, row..row + 1, &mut outcome_bits);
        outcome_bits.at(0)
    }

    /// Whether the check concerns this person at all. Where it doesn't, its outcome is met and no reason is told.
    fn concerns(&self, _: &Facts) -> bool {
        true
    }

    /// What was asked of this person and what was found, for the reason.
    fn found(&self, facts: &Facts) -> Finding;

    /// The ways in which the requirement can be relaxed, in the order in which they are reported. By default it can be
    /// left out.
    fn relaxations(&self, _: &Requirements, _: RuleContext<'_>) -> Vec<RelaxedRequirement> {
        vec![RelaxedRequirement::left_out()]
    }

    /// For a language must: itself, so that a plan can look at all of them together.
    fn as_language(&self) -> Option<&LanguageCheck> {
        None
    }
}

pub use language::LanguageCheck;
pub(crate) use language::{lowest, raised};
pub(crate) use start::OutstandingProcedures;
pub(crate) use title::TitleOutcomes;

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
