//! `hours`: the post's hours a week overlap those that the candidate accepts.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::Hours as HoursAWeek;

use super::{Check, Rule, RuleContext, outcome};
use crate::columns::{Column, Columns, UNKNOWN_16};
use crate::facts::Facts;
use crate::outcome_bits::OutcomeBits;
use crate::reason::{Finding, Value};
use crate::requirements::Requirements;

pub(super) struct Hours;

struct HoursCheck {
    least: HoursAWeek,
    most: HoursAWeek,
}

impl Rule for Hours {
    fn code(&self) -> &'static str {
        "hours"
    }

    fn checks(&self, vacancy: &Requirements, _: RuleContext<'_>) -> Vec<Box<dyn Check>> {
        match vacancy.hours {
            Some((least, most)) => vec![Box::new(HoursCheck { least, most })],
            None => Vec::new(),
        }
    }
}

impl Check for HoursCheck {
    fn code(&self) -> Cow<'_, str> {
        "hours".into()
    }

    fn columns_read(&self) -> Vec<Column> {
        vec![Column::HoursMin, Column::HoursMax]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, outcome_bits: &mut OutcomeBits) {
        let (least, most) = (self.least.hundredths(), self.most.hundredths());
        outcome_bits.judge_two_columns(&people.hours_min[rows.clone()], &people.hours_max[rows], move |from, to| {
            let outside = ((from != UNKNOWN_16) & (from > most)) | (to < least);
            outcome((from != UNKNOWN_16) & (to != UNKNOWN_16) & !outside, outside)
        });
    }

    fn found(&self, facts: &Facts) -> Finding {
        let found = match (facts.hours_min, facts.hours_max) {
            (None, None) => None,
            (from, to) => Some(Value::Hours(from, to)),
        };
        Finding::new(Value::Hours(Some(self.least), Some(self.most)), found)
    }
}
