//! `consent`: the person agreed to be shown to employers as a pseudonym. Without it they are counted as excluded and
//! never listed.

use std::borrow::Cow;
use std::ops::Range;

use super::{Check, Circumstances, Rule, outcome};
use crate::columns::{Column, Columns, yes_no};
use crate::facts::Facts;
use crate::reason::{Datum, Found};
use crate::requirements::Requirements;
use crate::verdicts::Verdicts;

pub(super) struct Consent;

struct Asked;

impl Rule for Consent {
    fn code(&self) -> &'static str {
        "consent"
    }

    fn checks(&self, _: &Requirements, _: Circumstances<'_>) -> Vec<Box<dyn Check>> {
        vec![Box::new(Asked)]
    }
}

impl Check for Asked {
    fn code(&self) -> Cow<'_, str> {
        "consent".into()
    }

    fn reads(&self) -> Vec<Column> {
        vec![Column::Consent]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, verdicts: &mut Verdicts) {
        let (yes, no) = (yes_no(Some(true)), yes_no(Some(false)));
        verdicts.each(&people.consent[rows], move |consent| outcome(consent == yes, consent == no));
    }

    fn found(&self, facts: &Facts) -> Found {
        Found::new(Datum::YesNo(true), facts.consent.map(Datum::YesNo))
    }
}
