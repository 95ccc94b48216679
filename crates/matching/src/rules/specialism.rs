//! `specialism`: months worked in the vacancy's specialisms, added up.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::{Code, Months};

use super::{Check, Rule, RuleContext, outcome};
use crate::columns::{Column, Columns, ExperienceKnown};
use crate::facts::Facts;
use crate::outcome_bits::OutcomeBits;
use crate::reason::{Finding, Value};
use crate::requirements::Requirements;
use crate::vectors::{BLOCK, run_vectorized};

pub(super) struct Specialism;

struct SpecialismCheck {
    months: Months,
    specialisms: Vec<Code>,
    positions: Vec<usize>,
}

impl Rule for Specialism {
    fn code(&self) -> &'static str {
        "specialism"
    }

    fn checks(&self, vacancy: &Requirements, context: RuleContext<'_>) -> Vec<Box<dyn Check>> {
        if vacancy.specialism_months.count() == 0 {
            return Vec::new();
        }
        let position = |code: &Code| context.config.specialism_index(code.as_str());
        vec![Box::new(SpecialismCheck {
            months: vacancy.specialism_months,
            specialisms: vacancy.specialisms.clone(),
            positions: vacancy.specialisms.iter().filter_map(position).collect(),
        })]
    }
}

impl Check for SpecialismCheck {
    fn code(&self) -> Cow<'_, str> {
        "specialism".into()
    }

    fn columns_read(&self) -> Vec<Column> {
        let months = self.positions.iter().copied().map(Column::MonthsIn);
        months.chain([Column::ExperienceKnown]).collect()
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, outcome_bits: &mut OutcomeBits) {
        let (required, wholly) = (self.months.count(), ExperienceKnown::Wholly as u8);
        let judge = move |sum: u16, known: u8| outcome(sum >= required, known == wholly);
        let known = &people.experience_known[rows.clone()];
        match self.positions.as_slice() {
            [only] => outcome_bits.judge_two_columns(&people.months_in[*only][rows], known, judge),
            positions => {
                let mut sums = [0u16; BLOCK];
                let sums = &mut sums[..rows.len()];
                for position in positions {
                    add_months(&people.months_in[*position][rows.clone()], sums);
                }
                outcome_bits.judge_two_columns(sums, known, judge);
            }
        }
    }

    fn found(&self, facts: &Facts) -> Finding {
        let sum = |experience: &crate::facts::Experience| {
            let required = experience.months.iter().filter(|(code, _)| self.specialisms.contains(code));
            required.fold(0u32, |sum, (_, months)| sum + u32::from(months.count()))
        };
        Finding::new(
            Value::MonthsIn(self.months, self.specialisms.clone()),
            facts.experience.as_ref().map(|known| Value::MonthsSum(sum(known))),
        )
    }
}

/// Adds the months of one column to the sums.
fn add_months(months: &[u16], sums: &mut [u16]) {
    run_vectorized(
        #[inline(always)]
        move || sums.iter_mut().zip(months).for_each(|(sum, months)| *sum = sum.saturating_add(*months)),
    );
}
