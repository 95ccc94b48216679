//! `contract`: the post lasts at least as long as the shortest contract that the person would take.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::{Contract as Duration, Months};

use super::{Check, Circumstances, Rule, outcome};
use crate::columns::{Column, Columns, UNKNOWN_16};
use crate::facts::Facts;
use crate::reason::{Datum, Found};
use crate::requirements::Requirements;
use crate::verdicts::Verdicts;

pub(super) struct Contract;

struct Lasts(Months);

impl Rule for Contract {
    fn code(&self) -> &'static str {
        "contract"
    }

    fn checks(&self, vacancy: &Requirements, _: Circumstances<'_>) -> Vec<Box<dyn Check>> {
        match vacancy.contract {
            Some(Duration::Months(months)) => vec![Box::new(Lasts(months))],
            Some(Duration::Permanent) | None => Vec::new(),
        }
    }
}

impl Check for Lasts {
    fn code(&self) -> Cow<'_, str> {
        "contract".into()
    }

    fn reads(&self) -> Vec<Column> {
        vec![Column::ContractMin]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, verdicts: &mut Verdicts) {
        let months = self.0.count();
        verdicts.each(&people.contract_min[rows], move |least| outcome(least <= months, least != UNKNOWN_16));
    }

    fn found(&self, facts: &Facts) -> Found {
        Found::new(Datum::Months(self.0), facts.contract_min_months.map(Datum::Months))
    }
}
