//! The hard rules, each written once.
//!
//! A [`Rule`] reads a vacancy and makes a [`Check`] for each of its requirements. A check judges a block of
//! candidates in one plain loop, and returns for one candidate what is required and what was found. Eligibility,
//! counts, near misses, the impact of requirements and reasons all come from that one definition.
//!
//! Whatever sets a rule apart is a method that the rule overrides: whether it is a gate, whether it can be relaxed
//! and how, whether it depends on the title, whether its findings are confidential. No other file tells rules apart
//! by their codes. Adding a rule is one file here and one entry in [`RULES`].

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

/// All rules, in the order in which reasons are reported.
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

/// A rule of the formats: its code, and its checks for one vacancy.
pub trait Rule: Sync {
    /// The rule's code. The code of a language check is this one followed by the code of its entry.
    fn code(&self) -> &'static str;

    /// Whether the rule decides if a candidate may be listed at all. A candidate who doesn't meet a gate is counted
    /// as excluded, and a gate is no requirement of the vacancy.
    fn is_gate(&self) -> bool {
        false
    }

    /// Whether the employer may give the requirement up, so that the impact of relaxing it is computed. A gate isn't the
    /// employer's to open.
    fn is_relaxable(&self) -> bool {
        !self.is_gate()
    }

    /// Whether the rule's check depends on the vacancy's title. Such a rule makes at most one check, and makes it
    /// anew where the title is relaxed.
    fn depends_on_title(&self) -> bool {
        false
    }

    /// The checks for one vacancy; none where the vacancy requires nothing of this kind.
    fn checks(&self, vacancy: &Requirements, context: RuleContext<'_>) -> Vec<Box<dyn Check>>;
}

/// One requirement of a vacancy, or a gate.
pub trait Check: Send + Sync {
    /// The code under which the outcome is reported: `title`, `language.nl.writing`.
    fn code(&self) -> Cow<'_, str>;

    /// The columns that decide the outcome. A language check also reads [`Columns::languages_complete`], in segments
    /// where no candidate lists the language.
    fn columns_read(&self) -> Vec<Column>;

    /// Judges the candidates in `rows`, at most a block; the first of them is the first of `outcome_bits`, and the
    /// bits beyond the last are undefined. Linear in the rows, a few operations each.
    fn judge(&self, people: &Columns, rows: Range<usize>, outcome_bits: &mut OutcomeBits);

    /// The outcome for the candidate in one row, by the loop that judges a block.
    fn outcome(&self, people: &Columns, row: usize) -> Outcome {
        let mut outcome_bits = OutcomeBits::all(Outcome::Met);
        self.judge(people, row..row + 1, &mut outcome_bits);
        outcome_bits.at(0)
    }

    /// Whether the check concerns a candidate at all. Where it doesn't, its outcome is met and no reason is reported.
    fn concerns(&self, _: &Facts) -> bool {
        true
    }

    /// What is required of a candidate and what was found, for the reason.
    fn found(&self, facts: &Facts) -> Finding;

    /// The ways in which the requirement can be relaxed, in the order in which they are reported. By default it can
    /// only be left out.
    fn relaxations(&self, _: &Requirements, _: RuleContext<'_>) -> Vec<RelaxedRequirement> {
        vec![RelaxedRequirement::left_out()]
    }

    /// This check as a language requirement, if it is one: plans judge all language requirements together.
    fn as_language(&self) -> Option<&LanguageCheck> {
        None
    }
}

pub use language::LanguageCheck;
pub(crate) use language::{lowest_level, raise_levels};
pub(crate) use start::OutstandingProcedures;
pub(crate) use title::TitleOutcomes;

/// Met, not met or unknown, without a branch, so that a loop over it is vectorized.
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
