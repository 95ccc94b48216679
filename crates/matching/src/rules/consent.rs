//! `consent`: the candidate agreed to be shown to employers as a pseudonym. Without consent a candidate is counted as
//! excluded and never listed.

use std::borrow::Cow;
use std::ops::Range;

use super::{Check, Rule, RuleContext, outcome};
use crate::columns::{Column, Columns, yes_no};
use crate::facts::Facts;
use crate::outcome_bits::OutcomeBits;
use crate::reason::{Finding, Value};
use crate::requirements::Requirements;

pub(super) struct Consent;

struct ConsentCheck;

impl Rule for Consent {
    fn code(&self) -> &'static str {
        "consent"
    }

    fn is_gate(&self) -> bool {
        true
    }

    fn checks(&self, _: &Requirements, _: RuleContext<'_>) -> Vec<Box<dyn Check>> {
        vec![Box::new(ConsentCheck)]
    }
}

impl Check for ConsentCheck {
    fn code(&self) -> Cow<'_, str> {
        "consent".into()
    }

    fn columns_read(&self) -> Vec<Column> {
        vec![Column::Consent]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, outcome_bits: &mut OutcomeBits) {
        let (yes, no) = (yes_no(Some(true)), yes_no(Some(false)));
        outcome_bits.judge_column(&people.consent[rows], move |consent| outcome(consent == yes, consent == no));
    }

    fn found(&self, facts: &Facts) -> Finding {
        Finding::new(Value::YesNo(true), facts.consent.map(Value::YesNo))
    }
}
