//! `shifts`: the person would work every shift that is asked.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::ShiftSet;

use super::{Check, Circumstances, Rule, outcome};
use crate::columns::{Column, Columns};
use crate::facts::Facts;
use crate::reason::{Datum, Found};
use crate::requirements::Requirements;
use crate::verdicts::Verdicts;

pub(super) struct Shifts;

struct All(ShiftSet);

impl Rule for Shifts {
    fn code(&self) -> &'static str {
        "shifts"
    }

    fn checks(&self, vacancy: &Requirements, _: Circumstances<'_>) -> Vec<Box<dyn Check>> {
        if vacancy.shifts.is_empty() { Vec::new() } else { vec![Box::new(All(vacancy.shifts))] }
    }
}

impl Check for All {
    fn code(&self) -> Cow<'_, str> {
        "shifts".into()
    }

    fn reads(&self) -> Vec<Column> {
        vec![Column::Shifts]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, verdicts: &mut Verdicts) {
        let asked = self.0.bits();
        verdicts.each(&people.shifts[rows], move |accepted| outcome(accepted & asked == asked, accepted != 0));
    }

    fn found(&self, facts: &Facts) -> Found {
        Found::new(Datum::Shifts(self.0), facts.shifts.map(Datum::Shifts))
    }
}
