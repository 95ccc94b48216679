//! `pay`: the least pay that the candidate accepts is within what the post pays, for the hours of the post.
//!
//! The finding is confidential: an employer reads the outcome, never the candidate's least pay.

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
    from: Euros,
    to: Euros,
}

impl Rule for Pay {
    fn code(&self) -> &'static str {
        "pay"
    }

    fn checks(&self, vacancy: &Requirements, _: RuleContext<'_>) -> Vec<Box<dyn Check>> {
        match vacancy.pay {
            Some(from) => vec![Box::new(PayCheck { from, to: vacancy.pay_max.unwrap_or(from) })],
            None => Vec::new(),
        }
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
        let (from, to) = (self.from.cents(), self.to.cents());
        outcome_bits.judge_column(&people.minimum_pay[rows], move |least| {
            outcome(least <= from, (least > to) & (least != UNKNOWN_32))
        });
    }

    fn found(&self, facts: &Facts) -> Finding {
        let found = facts.minimum_pay.map(|least| Value::Pay(least, least));
        Finding { is_confidential: true, ..Finding::new(Value::Pay(self.from, self.to), found) }
    }
}
