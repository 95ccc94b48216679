//! `driving-licence`: asked only where the vacancy says yes.

use std::borrow::Cow;
use std::ops::Range;

use super::{Check, Circumstances, Rule, outcome};
use crate::columns::{Column, Columns, yes_no};
use crate::facts::Facts;
use crate::reason::{Datum, Found};
use crate::requirements::Requirements;
use crate::verdicts::Verdicts;

pub(super) struct DrivingLicence;

struct Asked;

impl Rule for DrivingLicence {
    fn code(&self) -> &'static str {
        "driving-licence"
    }

    fn checks(&self, vacancy: &Requirements, _: Circumstances<'_>) -> Vec<Box<dyn Check>> {
        if vacancy.driving_licence { vec![Box::new(Asked)] } else { Vec::new() }
    }
}

impl Check for Asked {
    fn code(&self) -> Cow<'_, str> {
        "driving-licence".into()
    }

    fn reads(&self) -> Vec<Column> {
        vec![Column::DrivingLicence]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, verdicts: &mut Verdicts) {
        let (yes, no) = (yes_no(Some(true)), yes_no(Some(false)));
        verdicts.each(&people.driving_licence[rows], move |licence| outcome(licence == yes, licence == no));
    }

    fn found(&self, facts: &Facts) -> Found {
        Found::new(Datum::YesNo(true), facts.driving_licence.map(Datum::YesNo))
    }
}
