//! `setting`: the candidate would work in the vacancy's setting.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::Code;

use super::{Check, Rule, RuleContext, outcome};
use crate::columns::{Column, Columns};
use crate::facts::{Facts, Settings};
use crate::outcome_bits::OutcomeBits;
use crate::reason::{Finding, Value};
use crate::requirements::Requirements;

pub(super) struct Setting;

struct SettingCheck {
    setting: Code,
    bit: u16,
}

impl Rule for Setting {
    fn code(&self) -> &'static str {
        "setting"
    }

    fn checks(&self, vacancy: &Requirements, context: RuleContext<'_>) -> Vec<Box<dyn Check>> {
        match &vacancy.setting {
            Some(code) => {
                vec![Box::new(SettingCheck { setting: code.clone(), bit: context.config.setting_bit(code.as_str()) })]
            }
            None => Vec::new(),
        }
    }
}

impl Check for SettingCheck {
    fn code(&self) -> Cow<'_, str> {
        "setting".into()
    }

    fn columns_read(&self) -> Vec<Column> {
        vec![Column::Settings]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, outcome_bits: &mut OutcomeBits) {
        let bit = self.bit;
        outcome_bits
            .judge_column(&people.settings[rows], move |accepted| outcome(accepted & bit != 0, accepted != 0));
    }

    fn found(&self, facts: &Facts) -> Finding {
        let accepted = facts.settings.as_ref().map(|settings| match settings {
            Settings::Any => Value::Any,
            Settings::Some(codes) => Value::Settings(codes.clone()),
        });
        Finding::new(Value::Settings(vec![self.setting.clone()]), accepted)
    }
}
