//! `availability`: the person is not placed elsewhere already. Known in the database only; whoever is placed is
//! counted as excluded and never listed.

use std::borrow::Cow;
use std::ops::Range;

use super::{Check, Circumstances, Rule, outcome};
use crate::columns::{Column, Columns};
use crate::facts::Facts;
use crate::reason::{Datum, Found};
use crate::requirements::Requirements;
use crate::verdicts::Verdicts;

pub(super) struct Availability;

struct NotPlaced;

impl Rule for Availability {
    fn code(&self) -> &'static str {
        "availability"
    }

    fn checks(&self, _: &Requirements, _: Circumstances<'_>) -> Vec<Box<dyn Check>> {
        vec![Box::new(NotPlaced)]
    }
}

impl Check for NotPlaced {
    fn code(&self) -> Cow<'_, str> {
        "availability".into()
    }

    fn reads(&self) -> Vec<Column> {
        vec![Column::Placed]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, verdicts: &mut Verdicts) {
        verdicts.each(&people.placed[rows], move |placed| outcome(placed == 0, placed != 0));
    }

    /// Files know nothing of placements: there the rule says nothing.
    fn concerns(&self, facts: &Facts) -> bool {
        facts.placed
    }

    fn found(&self, facts: &Facts) -> Found {
        Found::new(Datum::YesNo(false), Some(Datum::YesNo(facts.placed)))
    }
}
