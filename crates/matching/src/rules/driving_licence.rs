//! `driving-licence`: the candidate may drive. Checked only where the vacancy requires it.

use std::borrow::Cow;
use std::ops::Range;

use super::{Check, Rule, RuleContext, outcome};
use crate::columns::{Column, Columns, yes_no};
use crate::facts::Facts;
use crate::outcome_bits::OutcomeBits;
use crate::reason::{Finding, Value};
use crate::requirements::Requirements;

pub(super) struct DrivingLicence;

struct DrivingLicenceCheck;

impl Rule for DrivingLicence {
    fn code(&self) -> &'static str {
        "driving-licence"
    }

    fn checks(&self, vacancy: &Requirements, _: RuleContext<'_>) -> Vec<Box<dyn Check>> {
        if vacancy.driving_licence { vec![Box::new(DrivingLicenceCheck)] } else { Vec::new() }
    }
}

impl Check for DrivingLicenceCheck {
    fn code(&self) -> Cow<'_, str> {
        "driving-licence".into()
    }

    fn columns_read(&self) -> Vec<Column> {
        vec![Column::DrivingLicence]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, outcome_bits: &mut OutcomeBits) {
        let (yes, no) = (yes_no(Some(true)), yes_no(Some(false)));
        outcome_bits
            .judge_column(&people.driving_licence[rows], move |licence| outcome(licence == yes, licence == no));
    }

    fn found(&self, facts: &Facts) -> Finding {
        Finding::new(Value::YesNo(true), facts.driving_licence.map(Value::YesNo))
    }
}
