//! `specialism`: months worked in the vacancy's specialisms, all of them together.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::{Code, Months};

use super::{Check, Circumstances, Rule, outcome};
use crate::columns::{Column, Columns, ExperienceKnown};
use crate::facts::Facts;
use crate::reason::{Datum, Found};
use crate::requirements::Requirements;
use crate::vectors::{BLOCK, widest};
use crate::verdicts::Verdicts;

pub(super) struct Specialism;

struct AtLeast {
    months: Months,
    specialisms: Vec<Code>,
    places: Vec<usize>,
}

impl Rule for Specialism {
    fn code(&self) -> &'static str {
        "specialism"
    }

    fn checks(&self, vacancy: &Requirements, circumstances: Circumstances<'_>) -> Vec<Box<dyn Check>> {
        if vacancy.specialism_months.count() == 0 {
            return Vec::new();
        }
        let place = |code: &Code| circumstances.basis.specialism_index(code.as_str());
        vec![Box::new(AtLeast {
            months: vacancy.specialism_months,
            specialisms: vacancy.specialisms.clone(),
            places: vacancy.specialisms.iter().filter_map(place).collect(),
        })]
    }
}

impl Check for AtLeast {
    fn code(&self) -> Cow<'_, str> {
        "specialism".into()
    }

    fn reads(&self) -> Vec<Column> {
        let months = self.places.iter().copied().map(Column::MonthsIn);
        months.chain([Column::ExperienceKnown]).collect()
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, verdicts: &mut Verdicts) {
        let (asked, wholly) = (self.months.count(), ExperienceKnown::Wholly as u8);
        let judge = move |sum: u16, known: u8| outcome(sum >= asked, known == wholly);
        let known = &people.experience_known[rows.clone()];
        match self.places.as_slice() {
            [only] => verdicts.each_two(&people.months_in[*only][rows], known, judge),
            places => {
                let mut sums = [0u16; BLOCK];
                let sums = &mut sums[..rows.len()];
                for place in places {
                    sum_up(&people.months_in[*place][rows.clone()], sums);
                }
                verdicts.each_two(sums, known, judge);
            }
        }
    }

    fn found(&self, facts: &Facts) -> Found {
        let sum = |experience: &crate::facts::Experience| {
            let asked = experience.months.iter().filter(|(code, _)| self.specialisms.contains(code));
            asked.fold(0u32, |sum, (_, months)| sum + u32::from(months.count()))
        };
        Found::new(
            Datum::MonthsIn(self.months, self.specialisms.clone()),
            facts.experience.as_ref().map(|known| Datum::MonthsSum(sum(known))),
        )
    }
}

/// Adds the months of one column to the sums so far.
fn sum_up(months: &[u16], sums: &mut [u16]) {
    widest(
        #[inline(always)]
        move || sums.iter_mut().zip(months).for_each(|(sum, months)| *sum = sum.saturating_add(*months)),
    );
}
