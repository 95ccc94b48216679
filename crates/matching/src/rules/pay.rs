//! `pay`: the least pay that the candidate accepts is within what the post pays, for the hours of the post.
//!
//! The finding is confidential: an employer reads the outcome, never the candidate's least pay. For employers it is judged
//! on a grid, so that many vacancies at many pays don't find that pay out: met up to the mark at or below `pay`, not met
//! above the mark at or above `pay_max`, unknown between.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::Euros;

use super::{Check, Rule, RuleContext, outcome};
use crate::columns::{Column, Columns, UNKNOWN_32};
use crate::facts::Facts;
use crate::outcome_bits::OutcomeBits;
use crate::reason::{Finding, Value};
use crate::requirements::Requirements;

pub(super) struct Pay;

struct PayCheck {
    /// What the vacancy states.
    from: Euros,
    to: Euros,
    /// The highest least pay that meets it.
    met_up_to: Euros,
    /// The highest least pay that may meet it.
    unknown_up_to: Euros,
}

impl Rule for Pay {
    fn code(&self) -> &'static str {
        "pay"
    }

    fn checks(&self, vacancy: &Requirements, context: RuleContext<'_>) -> Vec<Box<dyn Check>> {
        let Some(from) = vacancy.pay else { return Vec::new() };
        let to = vacancy.pay_max.unwrap_or(from);
        let (met_up_to, unknown_up_to) = match context.pay_grid {
            Some(grid) => (grid.at_or_below(from), grid.at_or_above(to)),
            None => (from, to),
        };
        vec![Box::new(PayCheck { from, to, met_up_to, unknown_up_to })]
    }
}

impl Check for PayCheck {
    fn code(&self) -> Cow<'_, str> {
        "pay".into()
    }

    fn columns_read(&self) -> Vec<Column> {
        vec![Column::MinimumPay]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, outcome_bits: &mut OutcomeBits) {
        let (from, to) = (self.met_up_to.cents(), self.unknown_up_to.cents());
        outcome_bits.judge_column(&people.minimum_pay[rows], move |least| {
            outcome(least <= from, (least > to) & (least != UNKNOWN_32))
        });
    }

    fn found(&self, facts: &Facts) -> Finding {
        let found = facts.minimum_pay.map(|least| Value::Pay(least, least));
        Finding { is_confidential: true, ..Finding::new(Value::Pay(self.from, self.to), found) }
    }
}
