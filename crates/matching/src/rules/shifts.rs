//! `shifts`: the candidate would work every shift that is required.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::ShiftSet;

use super::{Check, Rule, RuleContext, outcome};
use crate::columns::{Column, Columns};
use crate::facts::Facts;
use crate::outcome_bits::OutcomeBits;
use crate::reason::{Finding, Value};
use crate::requirements::Requirements;

pub(super) struct Shifts;

struct ShiftsCheck(ShiftSet);

impl Rule for Shifts {
    fn code(&self) -> &'static str {
        "shifts"
    }

    fn checks(&self, vacancy: &Requirements, _: RuleContext<'_>) -> Vec<Box<dyn Check>> {
        if vacancy.shifts.is_empty() { Vec::new() } else { vec![Box::new(ShiftsCheck(vacancy.shifts))] }
    }
}

impl Check for ShiftsCheck {
    fn code(&self) -> Cow<'_, str> {
        "shifts".into()
    }

    fn columns_read(&self) -> Vec<Column> {
        vec![Column::Shifts]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, outcome_bits: &mut OutcomeBits) {
        let required = self.0.bits();
        outcome_bits.judge_column(&people.shifts[rows], move |accepted| {
            outcome(accepted & required == required, accepted != 0)
        });
    }

    fn found(&self, facts: &Facts) -> Finding {
        Finding::new(Value::Shifts(self.0), facts.shifts.map(Value::Shifts))
    }
}
