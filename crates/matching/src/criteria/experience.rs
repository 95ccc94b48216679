//! `experience`: depth of practice in total, in any field.

use super::{Criterion, Measure, ONE, Values};
use crate::columns::Column;
use crate::planning_window::RuleContext;
use crate::requirements::Requirements;
use crate::segment::Segment;
use crate::text::Query;

pub(super) struct Experience;

struct ExperienceMeasure;

/// The first two years are worth half: in that time a nurse learns to work independently.
const FIRST_MONTHS: u32 = 24;
/// The next six years are worth the other half; more than eight years add nothing.
const NEXT_MONTHS: u32 = 72;

impl Criterion for Experience {
    fn code(&self) -> &'static str {
        "experience"
    }

    fn measure(&self, _: &Requirements, _: RuleContext<'_>, _: &Query) -> Box<dyn Measure> {
        Box::new(ExperienceMeasure)
    }
}

impl Measure for ExperienceMeasure {
    fn columns_read(&self) -> Vec<Column> {
        vec![Column::MonthsTotal]
    }

    fn over<'a>(&'a self, people: &'a Segment) -> Values<'a> {
        let total = &people.columns.months_total;
        Box::new(|first, rows, values| {
            for (value, row) in values.iter_mut().zip(rows) {
                let months = u32::from(total[first + usize::from(*row)]);
                let half = ONE / 2;
                *value = half * months.min(FIRST_MONTHS) / FIRST_MONTHS
                    + half * months.saturating_sub(FIRST_MONTHS).min(NEXT_MONTHS) / NEXT_MONTHS;
            }
        })
    }
}
