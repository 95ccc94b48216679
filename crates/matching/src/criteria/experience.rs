//! `experience`: depth of practice in all, whatever the field.

use super::{Criterion, Measure, Values, WHOLE};
use crate::columns::Column;
use crate::people::Segment;
use crate::prospects::Circumstances;
use crate::requirements::Requirements;
use crate::text::Query;

pub(super) struct Experience;

struct Depth;

/// The first two years are worth half: that is when a nurse learns to stand alone.
const FIRST: u32 = 24;
/// The next six years are worth the other half; more than eight add nothing.
const NEXT: u32 = 72;

impl Criterion for Experience {
    fn code(&self) -> &'static str {
        "experience"
    }

    fn measure(&self, _: &Requirements, _: Circumstances<'_>, _: &Query) -> Box<dyn Measure> {
        Box::new(Depth)
    }
}

impl Measure for Depth {
    fn reads(&self) -> Vec<Column> {
        vec![Column::MonthsTotal]
    }

    fn over<'a>(&'a self, people: &'a Segment) -> Values<'a> {
        let total = &people.columns.months_total;
        Box::new(|first, rows, values| {
            for (value, row) in values.iter_mut().zip(rows) {
                let months = u32::from(total[first + usize::from(*row)]);
                let half = WHOLE / 2;
                *value = half * months.min(FIRST) / FIRST + half * months.saturating_sub(FIRST).min(NEXT) / NEXT;
            }
        })
    }
}
