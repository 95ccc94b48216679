//! `start`: work can begin by the last day of the vacancy's window.
//!
//! With plans it looks at the earliest start, for everybody: the later of the day they are free, the last course of
//! their plan, and the end of the procedures still outstanding before they may work, as far as lengths and cells are
//! known. A plan's courses end by the window's last day, so they never decide here.

use std::borrow::Cow;
use std::ops::Range;

use chrono::Days;
use vocabulary::{Date, Outcome, TitleStatus, WorkPermission};

use super::title::Worth;
use super::{Check, Rule, Setting, amend, each, outcome, widest};
use crate::basis::Basis;
use crate::columns::{Column, Columns, TITLES_UNSAID, UNKNOWN_16, day, status_value};
use crate::facts::Facts;
use crate::reason::{Datum, Found};
use crate::requirements::Requirements;

pub(super) struct Start;

struct By {
    until: Date,
    as_of: Date,
    procedures: Option<Procedures>,
}

/// How long the procedures take that are outstanding before somebody may work, as far as that is known.
#[derive(Debug, Clone)]
pub(crate) struct Procedures {
    worth: Option<Worth>,
    /// By title that will do and best status: known days to a licence.
    days: Vec<[u16; 6]>,
    permit_days: u16,
}

impl Procedures {
    pub(crate) fn new(vacancy: &Requirements, setting: Setting<'_>) -> Self {
        let Setting { basis, prospects } = setting;
        let worth = vacancy.title.as_ref().map(|title| Worth::of(vacancy, title, basis, prospects));
        let days = worth.iter().flat_map(|worth| &worth.titles).map(|title| {
            std::array::from_fn(|status| match TitleStatus::ALL.get(status.wrapping_sub(1)) {
                Some(from) => days_to_licence(basis, title.title.as_str(), *from),
                None => 0,
            })
        });
        Self { days: days.collect(), worth, permit_days: basis.permit_days.unwrap_or(0) }
    }

    /// The first day on which this person may work, as far as is known.
    pub(crate) fn end(&self, facts: &Facts, as_of: Date) -> Date {
        let titles = self.worth.iter().flat_map(|worth| &worth.titles).zip(&self.days);
        let days = titles.filter_map(|(title, days)| {
            let value = status_value(facts, &title.title);
            let counts = value != TITLES_UNSAID && title.outcome(value) <= Outcome::ByPlan;
            // The best status that is known serves best; a title without one has no known length.
            counts.then(|| days[usize::from(value & 7).min(5)])
        });
        let permit = !matches!(facts.work_permission, None | Some(WorkPermission::Free));
        let permit = if permit { self.permit_days } else { 0 };
        as_of + Days::new(u64::from(days.min().unwrap_or(0)) + u64::from(permit))
    }
}

/// Known days of the steps from a status to a licence.
fn days_to_licence(basis: &Basis, title: &str, from: TitleStatus) -> u16 {
    let (days, _) = basis.days_between(title, from, TitleStatus::Licensed);
    u16::try_from(days).unwrap_or(u16::MAX / 4)
}

impl Rule for Start {
    fn code(&self) -> &'static str {
        "start"
    }

    fn checks(&self, vacancy: &Requirements, setting: Setting<'_>) -> Vec<Box<dyn Check>> {
        let Some(until) = vacancy.start_until else { return Vec::new() };
        let procedures = setting.prospects.with_plans.then(|| Procedures::new(vacancy, setting));
        vec![Box::new(By { until, as_of: setting.prospects.as_of, procedures })]
    }
}

impl Check for By {
    fn code(&self) -> Cow<'_, str> {
        "start".into()
    }

    fn reads(&self) -> Vec<Column> {
        let mut columns = vec![Column::AvailableFrom];
        if let Some(procedures) = &self.procedures {
            let titles = procedures.worth.iter().flat_map(|worth| &worth.titles);
            columns.extend(titles.map(|title| Column::Status(title.place)));
            columns.push(Column::WorkPermission);
        }
        columns
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, outcomes: &mut [Outcome]) {
        let until = day(self.until);
        each(&people.available_from[rows.clone()], outcomes, |from| outcome(from <= until, from != UNKNOWN_16));
        let Some(procedures) = &self.procedures else { return };
        // How many days of procedures still fit before the window closes.
        let left = (self.until - self.as_of).num_days();
        if left < 0 {
            outcomes.fill(Outcome::NotMet);
            return;
        }
        let left = u16::try_from(left).unwrap_or(u16::MAX);
        let longest = procedures.days.iter().flatten().max().copied().unwrap_or(0);
        if u32::from(longest) + u32::from(procedures.permit_days) <= u32::from(left) {
            return;
        }
        // Days by title, least of those that will do, then the permit, all over one block.
        let mut days = vec![u16::MAX; rows.len()];
        for (title, title_days) in procedures.worth.iter().flat_map(|worth| &worth.titles).zip(&procedures.days) {
            let values = &people.status[title.place][rows.clone()];
            for value in 1..16u8 {
                if value & 7 > 5 || title.outcome(value) > Outcome::ByPlan {
                    continue;
                }
                let these = title_days[usize::from(value & 7)];
                widest(
                    #[inline(always)]
                    || {
                        for (days, held) in days.iter_mut().zip(values) {
                            let this = if *held == value { these } else { u16::MAX };
                            *days = if this < *days { this } else { *days };
                        }
                    },
                );
            }
        }
        let permit = procedures.permit_days;
        let mut late = vec![0u8; rows.len()];
        widest(
            #[inline(always)]
            || {
                for ((late, days), permission) in late.iter_mut().zip(&days).zip(&people.work_permission[rows]) {
                    let title = if *days == u16::MAX { 0 } else { *days };
                    let wait = title.saturating_add(if *permission >= 2 { permit } else { 0 });
                    *late = u8::from(wait > left);
                }
            },
        );
        amend(&late, outcomes, |outcome, late| if late == 1 { Outcome::NotMet } else { outcome });
    }

    fn found(&self, facts: &Facts) -> Found {
        let procedures = self.procedures.as_ref().map(|procedures| procedures.end(facts, self.as_of));
        // The end of procedures alone says nothing of when the person is free, unless it is too late already.
        let earliest = match (facts.available_from, procedures) {
            (Some(free), Some(end)) => Some(free.max(end)),
            (None, Some(end)) => Some(end).filter(|end| *end > self.until),
            (free, None) => free,
        };
        Found::new(Datum::Date(self.until), earliest.map(Datum::Date))
    }
}
