//! `pay`: the least pay that the person would take is within what the post pays, for the hours of the post.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::Euros;

use super::{Check, Circumstances, Rule, outcome};
use crate::columns::{Column, Columns, UNKNOWN_32};
use crate::facts::Facts;
use crate::reason::{Datum, Found};
use crate::requirements::Requirements;
use crate::verdicts::Verdicts;

pub(super) struct Pay;

struct Pays {
    from: Euros,
    to: Euros,
}

impl Rule for Pay {
    fn code(&self) -> &'static str {
        "pay"
    }

    fn checks(&self, vacancy: &Requirements, _: Circumstances<'_>) -> Vec<Box<dyn Check>> {
        match vacancy.pay {
            Some(from) => vec![Box::new(Pays { from, to: vacancy.pay_max.unwrap_or(from) })],
            None => Vec::new(),
        }
    }
}

impl Check for Pays {
    fn code(&self) -> Cow<'_, str> {
        "pay".into()
    }

    fn reads(&self) -> Vec<Column> {
        vec![Column::MinimumPay]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, verdicts: &mut Verdicts) {
        let (from, to) = (self.from.cents(), self.to.cents());
        verdicts.each(&people.minimum_pay[rows], move |least| {
            outcome(least <= from, (least > to) & (least != UNKNOWN_32))
        });
    }

    fn found(&self, facts: &Facts) -> Found {
        Found::new(Datum::Pay(self.from, self.to), facts.minimum_pay.map(|least| Datum::Pay(least, least)))
    }
}
