//! `contract`: the post lasts at least as long as the shortest contract that the candidate accepts.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::{Contract as Duration, Months};

use super::{Check, Rule, RuleContext, outcome};
use crate::columns::{Column, Columns, UNKNOWN_16};
use crate::facts::Facts;
use crate::outcome_bits::OutcomeBits;
use crate::reason::{Finding, Value};
use crate::requirements::Requirements;

pub(super) struct Contract;

struct ContractCheck(Months);

impl Rule for Contract {
    fn code(&self) -> &'static str {
        "contract"
    }

    fn checks(&self, vacancy: &Requirements, _: RuleContext<'_>) -> Vec<Box<dyn Check>> {
        match vacancy.contract {
            Some(Duration::Months(months)) => vec![Box::new(ContractCheck(months))],
            Some(Duration::Permanent) | None => Vec::new(),
        }
    }
}

impl Check for ContractCheck {
    fn code(&self) -> Cow<'_, str> {
        "contract".into()
    }

    fn columns_read(&self) -> Vec<Column> {
        vec![Column::ContractMin]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, outcome_bits: &mut OutcomeBits) {
        let months = self.0.count();
        outcome_bits
            .judge_column(&people.contract_min[rows], move |least| outcome(least <= months, least != UNKNOWN_16));
    }

    fn found(&self, facts: &Facts) -> Finding {
        Finding::new(Value::Months(self.0), facts.contract_min_months.map(Value::Months))
    }
}
