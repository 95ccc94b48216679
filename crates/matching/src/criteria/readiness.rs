//! `readiness`: how soon after the post opens the candidate is available.

use super::{Criterion, Measure, ONE, Values};
use crate::columns::{Column, UNKNOWN_16, day};
use crate::planning_window::RuleContext;
use crate::requirements::Requirements;
use crate::segment::Segment;
use crate::text::Query;

pub(super) struct Readiness;

struct ReadinessMeasure(u16);

/// Days after the opening beyond which the value is 0: half a year.
const MAX_WAIT_DAYS: u32 = 180;

impl Criterion for Readiness {
    fn code(&self) -> &'static str {
        "readiness"
    }

    fn measure(&self, vacancy: &Requirements, context: RuleContext<'_>, _: &Query) -> Box<dyn Measure> {
        Box::new(ReadinessMeasure(day(vacancy.start_from.unwrap_or(context.window.as_of))))
    }
}

impl Measure for ReadinessMeasure {
    fn columns_read(&self) -> Vec<Column> {
        vec![Column::AvailableFrom]
    }

    fn over<'a>(&'a self, people: &'a Segment) -> Values<'a> {
        let available_from = &people.columns.available_from;
        Box::new(|first, rows, values| {
            for (value, row) in values.iter_mut().zip(rows) {
                let free = available_from[first + usize::from(*row)];
                let wait = u32::from(free.saturating_sub(self.0)).min(MAX_WAIT_DAYS);
                *value = if free == UNKNOWN_16 { 0 } else { ONE * (MAX_WAIT_DAYS - wait) / MAX_WAIT_DAYS };
            }
        })
    }
}
