//! `title`: the best of the titles held that meet the requirement, each by its status.
//!
//! A title meets the requirement when it is the required one or stands above it on the ladder; outside the ladder,
//! only the required title itself does. Where the requirement is at start, a status that is too low is raised by the
//! corridor's procedures, one after another.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::{Code, Outcome, RequiredBy, TitleStatus};

use super::status_table::status_table;
use super::{Check, Rule, RuleContext};
use crate::columns::{Column, Columns, STATUSLESS, TITLES_UNKNOWN};
use crate::facts::Facts;
use crate::outcome_bits::OutcomeBits;
use crate::planning_window::PlanningWindow;
use crate::reason::{Finding, Value};
use crate::requirement_impact::{RelaxationKind, RelaxedRequirement};
use crate::requirements::Requirements;
use crate::rule_config::RuleConfig;
use crate::vectors::{BLOCK, LookupTable};

pub(super) struct Title;

/// The outcomes of all accepted titles, by their statuses, for one vacancy.
#[derive(Debug, Clone)]
pub(crate) struct TitleOutcomes {
    /// The accepted titles: the required one and those above it.
    pub(crate) titles: Vec<StatusOutcomes>,
}

/// The outcomes of one accepted title.
#[derive(Debug, Clone)]
pub(crate) struct StatusOutcomes {
    /// The title.
    pub(crate) title: Code,
    /// The position of its column.
    pub(crate) position: usize,
    /// The outcome of each status, by number; 0 is held with an unknown status.
    pub(crate) by_status: [Outcome; 6],
}

impl TitleOutcomes {
    /// Judges each status of each title at or above the required one. Constant: a handful of titles and statuses.
    pub(crate) fn of(vacancy: &Requirements, title: &Code, config: &RuleConfig, window: &PlanningWindow) -> Self {
        let required = vacancy.title_status;
        let titles = config.titles_at_or_above(title.as_str()).into_iter().filter_map(|title| {
            let position = config.title_index(title.as_str())?;
            let mut by_status = [Outcome::NotMet; 6];
            by_status[0] = if required == TitleStatus::Declared { Outcome::Met } else { Outcome::Unknown };
            for status in TitleStatus::ALL.iter().copied() {
                by_status[status as usize] = if status >= required {
                    Outcome::Met
                } else if (status, required) == (TitleStatus::Declared, TitleStatus::Documented) {
                    Outcome::Unknown
                } else if vacancy.title_by == RequiredBy::Start {
                    window.procedures(config, title.as_str(), status, required)
                } else {
                    Outcome::NotMet
                };
            }
            Some(StatusOutcomes { title: title.clone(), position, by_status })
        });
        Self { titles: titles.collect() }
    }
}

impl StatusOutcomes {
    /// The best outcome of a value of the title's column, other than [`TITLES_UNKNOWN`].
    pub(crate) fn outcome(&self, value: u8) -> Outcome {
        let known = value & 7;
        let by_status = if known == 0 { Outcome::NotMet } else { self.by_status[usize::from(known).min(5)] };
        if value & STATUSLESS == 0 { by_status } else { by_status.or(self.by_status[0]) }
    }
}

struct TitleCheck {
    title: Code,
    status: TitleStatus,
    outcomes: TitleOutcomes,
    /// By accepted title: the number of the outcome of each value of its column.
    by_status: Vec<LookupTable>,
}

impl Rule for Title {
    fn code(&self) -> &'static str {
        "title"
    }

    fn depends_on_title(&self) -> bool {
        true
    }

    fn checks(&self, vacancy: &Requirements, context: RuleContext<'_>) -> Vec<Box<dyn Check>> {
        let Some(title) = &vacancy.title else { return Vec::new() };
        let outcomes = TitleOutcomes::of(vacancy, title, context.config, context.window);
        let outcome = |title: &StatusOutcomes, value| match value {
            TITLES_UNKNOWN => Outcome::Unknown,
            _ => title.outcome(value),
        };
        let by_status =
            outcomes.titles.iter().map(|title| status_table(|value| outcome(title, value) as u8)).collect();
        vec![Box::new(TitleCheck { title: title.clone(), status: vacancy.title_status, outcomes, by_status })]
    }
}

/// The outcome with a number.
#[inline(always)]
fn numbered(outcome: u8) -> Outcome {
    match outcome & 3 {
        0 => Outcome::Met,
        1 => Outcome::ByPlan,
        2 => Outcome::Unknown,
        _ => Outcome::NotMet,
    }
}

impl Check for TitleCheck {
    fn code(&self) -> Cow<'_, str> {
        "title".into()
    }

    fn columns_read(&self) -> Vec<Column> {
        self.outcomes.titles.iter().map(|title| Column::Status(title.position)).collect()
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, outcome_bits: &mut OutcomeBits) {
        let mut best = [Outcome::NotMet as u8; BLOCK];
        let best = &mut best[..rows.len()];
        for (title, by_status) in self.outcomes.titles.iter().zip(&self.by_status) {
            by_status.combine_into(&people.status[title.position][rows.clone()], best, u8::min);
        }
        outcome_bits.judge_column(best, numbered);
    }

    /// Without the title, one rung lower, and at start instead of at application.
    fn relaxations(&self, vacancy: &Requirements, context: RuleContext<'_>) -> Vec<RelaxedRequirement> {
        let without = Requirements { title: None, ..vacancy.clone() };
        let mut relaxations = vec![RelaxedRequirement::of_title(RelaxationKind::Without, without)];
        if let Some(below) = context.config.title_below(self.title.as_str()) {
            let lower = Requirements { title: Some(below.clone()), ..vacancy.clone() };
            relaxations.push(RelaxedRequirement::of_title(RelaxationKind::OneLevelLower, lower));
        }
        if vacancy.title_by == RequiredBy::Application {
            let at_start = Requirements { title_by: RequiredBy::Start, ..vacancy.clone() };
            relaxations.push(RelaxedRequirement::of_title(RelaxationKind::AtStart, at_start));
        }
        relaxations
    }

    fn found(&self, facts: &Facts) -> Finding {
        // The accepted title with the best outcome, else all titles held.
        let outcomes = |held: &&crate::facts::HeldTitle| {
            self.outcomes.titles.iter().find(|title| title.title == held.title).map(|title| {
                let outcome = title.by_status[held.status.map_or(0, |status| status as usize)];
                (outcome, std::cmp::Reverse((held.status, held.source)))
            })
        };
        let best = facts.titles.iter().filter(|held| outcomes(held).is_some()).min_by_key(outcomes);
        let found = match best {
            Some(held) => Some(Value::Title(held.title.clone(), held.status)),
            None if facts.titles.is_empty() => None,
            None => Some(Value::Titles(facts.titles.iter().map(|held| held.title.clone()).collect())),
        };
        let evidence = best.and_then(|held| held.status).map(|status| status.word());
        let required = Value::Title(self.title.clone(), Some(self.status));
        // None of several titles is accepted: what is known of them is known at least by the weakest source.
        let source = best.map(|held| held.source).or(facts.titles.iter().map(|held| held.source).min());
        Finding { required, found, evidence, source, by: None, is_confidential: false }
    }
}
