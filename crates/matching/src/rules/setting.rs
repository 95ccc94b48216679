//! `setting`: the person would work in this kind of place.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::Code;

use super::{Check, Circumstances, Rule, outcome};
use crate::columns::{Column, Columns};
use crate::facts::{Facts, Settings};
use crate::reason::{Datum, Found};
use crate::requirements::Requirements;
use crate::verdicts::Verdicts;

pub(super) struct Setting;

struct In {
    setting: Code,
    bit: u16,
}

impl Rule for Setting {
    fn code(&self) -> &'static str {
        "setting"
    }

    fn checks(&self, vacancy: &Requirements, circumstances: Circumstances<'_>) -> Vec<Box<dyn Check>> {
        match &vacancy.setting {
            Some(code) => {
                vec![Box::new(In { setting: code.clone(), bit: circumstances.basis.setting_bit(code.as_str()) })]
            }
            None => Vec::new(),
        }
    }
}

impl Check for In {
    fn code(&self) -> Cow<'_, str> {
        "setting".into()
    }

    fn reads(&self) -> Vec<Column> {
        vec![Column::Settings]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, verdicts: &mut Verdicts) {
        let bit = self.bit;
        verdicts.each(&people.settings[rows], move |accepted| outcome(accepted & bit != 0, accepted != 0));
    }

    fn found(&self, facts: &Facts) -> Found {
        let accepted = facts.settings.as_ref().map(|settings| match settings {
            Settings::Any => Datum::Any,
            Settings::Some(codes) => Datum::Settings(codes.clone()),
        });
        Found::new(Datum::Settings(vec![self.setting.clone()]), accepted)
    }
}
