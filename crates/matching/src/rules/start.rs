//! `start`: work can begin by the last day of the vacancy's window.
//!
//! With plans, the rule judges the earliest start of every candidate: the latest of the day they are available, the
//! last course of their plan, and the end of the procedures that are outstanding before they may work, as far as
//! lengths and facts are known. A plan's courses end by the window's last day, so they never decide here. An unknown
//! title or permission is a question of its own rule and delays no start here.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::{Date, Outcome, TitleStatus, WorkPermission};

use super::status_table::status_table;
use super::title::{StatusOutcomes, TitleOutcomes};
use super::{Check, Rule, RuleContext, outcome};
use crate::columns::{Column, Columns, TITLES_UNKNOWN, UNKNOWN_16, day, later, status_value};
use crate::facts::Facts;
use crate::outcome_bits::OutcomeBits;
use crate::reason::{Finding, Value};
use crate::requirements::Requirements;
use crate::rule_config::RuleConfig;
use crate::vectors::{BLOCK, LookupTable};

pub(super) struct Start;

struct StartCheck {
    until: Date,
    as_of: Date,
    procedures: Option<OutstandingProcedures>,
    /// The procedures that fit into the window, where some last longer than it.
    time: Option<TimeLeft>,
}

/// Which procedures end before the window closes.
struct TimeLeft {
    /// By accepted title: flags for each value of its column.
    titles: Vec<LookupTable>,
    /// Whether the permit alone ends before the window closes.
    permit_fits: bool,
}

/// The title is held, with a status from which it meets the requirement.
const HELD: u8 = 1;
/// The title's steps end before the window closes.
const IN_TIME: u8 = 2;
/// The title's steps, and the permit after them, end before the window closes.
const IN_TIME_WITH_PERMIT: u8 = 4;

/// The lengths of the procedures that are outstanding before a candidate may work, as far as they are known.
#[derive(Debug, Clone)]
pub(crate) struct OutstandingProcedures {
    outcomes: Option<TitleOutcomes>,
    /// By accepted title and best status: known days to a licence.
    days: Vec<[u16; 6]>,
    permit_days: u16,
}

impl OutstandingProcedures {
    pub(crate) fn new(vacancy: &Requirements, context: RuleContext<'_>) -> Self {
        let RuleContext { config, window, .. } = context;
        let outcomes = vacancy.title.as_ref().map(|title| TitleOutcomes::of(vacancy, title, config, window));
        let days = outcomes.iter().flat_map(|outcomes| &outcomes.titles).map(|title| {
            std::array::from_fn(|status| match TitleStatus::ALL.get(status.wrapping_sub(1)) {
                Some(from) => days_to_licence(config, title.title.as_str(), *from),
                None => 0,
            })
        });
        Self { days: days.collect(), outcomes, permit_days: config.permit_days.unwrap_or(0) }
    }

    /// Days until a licence, by a value of a title's column; `None` where the title doesn't meet the requirement.
    fn days(title: &StatusOutcomes, days: &[u16; 6], value: u8) -> Option<u16> {
        let counts = value != TITLES_UNKNOWN && title.outcome(value) <= Outcome::ByPlan;
        // The best known status has the fewest days; a title with an unknown status has no known length.
        counts.then(|| days[usize::from(value & 7).min(5)])
    }

    /// Compares the outstanding days with the days that are left; `None` when all procedures fit for every candidate.
    fn time_left(&self, left: u16) -> Option<TimeLeft> {
        let fits = |days: u16, permit: u16| u32::from(days) + u32::from(permit) <= u32::from(left);
        let longest = self.days.iter().flatten().max().copied().unwrap_or(0);
        if fits(longest, self.permit_days) {
            return None;
        }
        let titles = self.outcomes.iter().flat_map(|outcomes| &outcomes.titles).zip(&self.days);
        let bits = |title: &StatusOutcomes, days: &[u16; 6], value| match Self::days(title, days, value) {
            None => 0,
            Some(days) => {
                let with_permit = if fits(days, self.permit_days) { IN_TIME_WITH_PERMIT } else { 0 };
                HELD | with_permit | if fits(days, 0) { IN_TIME } else { 0 }
            }
        };
        let titles = titles.map(|(title, days)| status_table(|value| bits(title, days, value))).collect();
        Some(TimeLeft { titles, permit_fits: fits(0, self.permit_days) })
    }

    /// The first day on which a candidate may work, as far as that is known.
    pub(crate) fn end(&self, facts: &Facts, as_of: Date) -> Date {
        let titles = self.outcomes.iter().flat_map(|outcomes| &outcomes.titles).zip(&self.days);
        let days = titles.filter_map(|(title, days)| Self::days(title, days, status_value(facts, &title.title)));
        let permit = !matches!(facts.work_permission, None | Some(WorkPermission::Free));
        let permit = if permit { self.permit_days } else { 0 };
        later(as_of, u64::from(days.min().unwrap_or(0)) + u64::from(permit))
    }
}

/// Known days of the steps from a status to a licence.
fn days_to_licence(config: &RuleConfig, title: &str, from: TitleStatus) -> u16 {
    let (days, _) = config.days_between(title, from, TitleStatus::Licensed);
    u16::try_from(days).unwrap_or(u16::MAX / 4)
}

impl Rule for Start {
    fn code(&self) -> &'static str {
        "start"
    }

    /// The title decides which procedures are outstanding.
    fn depends_on_title(&self) -> bool {
        true
    }

    fn checks(&self, vacancy: &Requirements, context: RuleContext<'_>) -> Vec<Box<dyn Check>> {
        let Some(until) = vacancy.start_until else { return Vec::new() };
        let procedures = context.window.with_plans.then(|| OutstandingProcedures::new(vacancy, context));
        let as_of = context.window.as_of;
        let left = u16::try_from((until - as_of).num_days().max(0)).unwrap_or(u16::MAX);
        let time = procedures.as_ref().and_then(|procedures| procedures.time_left(left));
        vec![Box::new(StartCheck { until, as_of, procedures, time })]
    }
}

impl Check for StartCheck {
    fn code(&self) -> Cow<'_, str> {
        "start".into()
    }

    fn columns_read(&self) -> Vec<Column> {
        let mut columns = vec![Column::AvailableFrom];
        if let Some(procedures) = &self.procedures {
            let titles = procedures.outcomes.iter().flat_map(|outcomes| &outcomes.titles);
            columns.extend(titles.map(|title| Column::Status(title.position)));
            columns.push(Column::WorkPermission);
        }
        columns
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, outcome_bits: &mut OutcomeBits) {
        if self.procedures.is_some() && self.until < self.as_of {
            *outcome_bits = OutcomeBits::all(Outcome::NotMet);
            return;
        }
        let until = day(self.until);
        outcome_bits.judge_column(&people.available_from[rows.clone()], move |from| {
            outcome(from <= until, from != UNKNOWN_16)
        });
        let Some(TimeLeft { titles, permit_fits }) = &self.time else { return };
        let mut bits = [0u8; BLOCK];
        let bits = &mut bits[..rows.len()];
        let positions =
            self.procedures.iter().flat_map(|procedures| &procedures.outcomes).flat_map(|outcomes| &outcomes.titles);
        for (title, by_status) in positions.zip(titles) {
            by_status.combine_into(&people.status[title.position][rows.clone()], bits, |bits, more| bits | more);
        }
        // A title that isn't held delays no start here: it fails its own rule.
        let without_title = if *permit_fits { IN_TIME | IN_TIME_WITH_PERMIT } else { IN_TIME };
        let mut in_time = OutcomeBits::all(Outcome::Met);
        in_time.judge_two_columns(bits, &people.work_permission[rows], move |bits, permission| {
            let bits = if bits & HELD == 0 { without_title } else { bits };
            let required = if permission >= 2 { IN_TIME_WITH_PERMIT } else { IN_TIME };
            outcome(bits & required != 0, true)
        });
        outcome_bits.set_not_met(&in_time.with(Outcome::NotMet));
    }

    fn found(&self, facts: &Facts) -> Finding {
        let procedures = self.procedures.as_ref().map(|procedures| procedures.end(facts, self.as_of));
        // The end of procedures is reported without a known day of availability only when it is too late already.
        let earliest = match (facts.available_from, procedures) {
            (Some(free), Some(end)) => Some(free.max(end)),
            (None, Some(end)) => Some(end).filter(|end| *end > self.until),
            (free, None) => free,
        };
        Finding::new(Value::Date(self.until), earliest.map(Value::Date))
    }
}
