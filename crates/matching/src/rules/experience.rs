//! `experience`: months worked under the highest title, in all.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::Months;

use super::{Check, Circumstances, Rule, outcome};
use crate::columns::{Column, Columns, ExperienceKnown};
use crate::facts::Facts;
use crate::reason::{Datum, Found};
use crate::requirements::Requirements;
use crate::verdicts::Verdicts;

pub(super) struct Experience;

struct AtLeast(Months);

impl Rule for Experience {
    fn code(&self) -> &'static str {
        "experience"
    }

    fn checks(&self, vacancy: &Requirements, _: Circumstances<'_>) -> Vec<Box<dyn Check>> {
        match vacancy.experience_months.count() {
            0 => Vec::new(),
            _ => vec![Box::new(AtLeast(vacancy.experience_months))],
        }
    }
}

impl Check for AtLeast {
    fn code(&self) -> Cow<'_, str> {
        "experience".into()
    }

    fn reads(&self) -> Vec<Column> {
        vec![Column::MonthsTotal, Column::ExperienceKnown]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, verdicts: &mut Verdicts) {
        let (asked, wholly) = (self.0.count(), ExperienceKnown::Wholly as u8);
        verdicts.each_two(
            &people.months_total[rows.clone()],
            &people.experience_known[rows],
            move |months, known| outcome(months >= asked, known == wholly),
        );
    }

    fn found(&self, facts: &Facts) -> Found {
        let total = |experience: &crate::facts::Experience| {
            experience.months.iter().fold(0u32, |sum, (_, months)| sum + u32::from(months.count()))
        };
        Found::new(Datum::Months(self.0), facts.experience.as_ref().map(|known| Datum::MonthsSum(total(known))))
    }
}
