//! `experience`: months worked under the highest title, in total.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::Months;

use super::{Check, Rule, RuleContext, outcome};
use crate::columns::{Column, Columns, ExperienceKnown};
use crate::facts::Facts;
use crate::outcome_bits::OutcomeBits;
use crate::reason::{Finding, Value};
use crate::requirements::Requirements;

pub(super) struct Experience;

struct ExperienceCheck(Months);

impl Rule for Experience {
    fn code(&self) -> &'static str {
        "experience"
    }

    fn checks(&self, vacancy: &Requirements, _: RuleContext<'_>) -> Vec<Box<dyn Check>> {
        match vacancy.experience_months.count() {
            0 => Vec::new(),
            _ => vec![Box::new(ExperienceCheck(vacancy.experience_months))],
        }
    }
}

impl Check for ExperienceCheck {
    fn code(&self) -> Cow<'_, str> {
        "experience".into()
    }

    fn columns_read(&self) -> Vec<Column> {
        vec![Column::MonthsTotal, Column::ExperienceKnown]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, outcome_bits: &mut OutcomeBits) {
        let (required, wholly) = (self.0.count(), ExperienceKnown::Wholly as u8);
        outcome_bits.judge_two_columns(
            &people.months_total[rows.clone()],
            &people.experience_known[rows],
            move |months, known| outcome(months >= required, known == wholly),
        );
    }

    fn found(&self, facts: &Facts) -> Finding {
        let total = |experience: &crate::facts::Experience| {
            experience.months.iter().fold(0u32, |sum, (_, months)| sum + u32::from(months.count()))
        };
        Finding::new(Value::Months(self.0), facts.experience.as_ref().map(|known| Value::MonthsSum(total(known))))
    }
}
