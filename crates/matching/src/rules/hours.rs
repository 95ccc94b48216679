//! `hours`: the post's hours a week overlap the person's.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::Hours as HoursAWeek;

use super::{Check, Circumstances, Rule, outcome};
use crate::columns::{Column, Columns, UNKNOWN_16};
use crate::facts::Facts;
use crate::reason::{Datum, Found};
use crate::requirements::Requirements;
use crate::verdicts::Verdicts;

pub(super) struct Hours;

struct Overlap {
    least: HoursAWeek,
    most: HoursAWeek,
}

impl Rule for Hours {
    fn code(&self) -> &'static str {
        "hours"
    }

    fn checks(&self, vacancy: &Requirements, _: Circumstances<'_>) -> Vec<Box<dyn Check>> {
        match vacancy.hours {
            Some((least, most)) => vec![Box::new(Overlap { least, most })],
            None => Vec::new(),
        }
    }
}

impl Check for Overlap {
    fn code(&self) -> Cow<'_, str> {
        "hours".into()
    }

    fn reads(&self) -> Vec<Column> {
        vec![Column::HoursMin, Column::HoursMax]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, verdicts: &mut Verdicts) {
        let (least, most) = (self.least.hundredths(), self.most.hundredths());
        verdicts.each_two(&people.hours_min[rows.clone()], &people.hours_max[rows], move |from, to| {
            let outside = ((from != UNKNOWN_16) & (from > most)) | (to < least);
            outcome((from != UNKNOWN_16) & (to != UNKNOWN_16) & !outside, outside)
        });
    }

    fn found(&self, facts: &Facts) -> Found {
        let found = match (facts.hours_min, facts.hours_max) {
            (None, None) => None,
            (from, to) => Some(Datum::Hours(from, to)),
        };
        Found::new(Datum::Hours(Some(self.least), Some(self.most)), found)
    }
}
