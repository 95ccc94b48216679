//! `availability`: the candidate is not placed elsewhere already. Known in the database only; a placed candidate is
//! counted as excluded and never listed.

use std::borrow::Cow;
use std::ops::Range;

use super::{Check, Rule, RuleContext, outcome};
use crate::columns::{Column, Columns};
use crate::facts::Facts;
use crate::outcome_bits::OutcomeBits;
use crate::reason::{Finding, Value};
use crate::requirements::Requirements;

pub(super) struct Availability;

struct AvailabilityCheck;

impl Rule for Availability {
    fn code(&self) -> &'static str {
        "availability"
    }

    fn is_gate(&self) -> bool {
        true
    }

    fn checks(&self, _: &Requirements, _: RuleContext<'_>) -> Vec<Box<dyn Check>> {
        vec![Box::new(AvailabilityCheck)]
    }
}

impl Check for AvailabilityCheck {
    fn code(&self) -> Cow<'_, str> {
        "availability".into()
    }

    fn columns_read(&self) -> Vec<Column> {
        vec![Column::Placed]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, outcome_bits: &mut OutcomeBits) {
        outcome_bits.judge_column(&people.placed[rows], move |placed| outcome(placed == 0, placed != 0));
    }

    /// Files hold no placements, so rankings of files report no reason for this rule.
    fn concerns(&self, facts: &Facts) -> bool {
        facts.placed
    }

    fn found(&self, facts: &Facts) -> Finding {
        // Nobody states it: it is counted from placements.
        Finding { source: None, ..Finding::new(Value::YesNo(false), Some(Value::YesNo(facts.placed))) }
    }
}
