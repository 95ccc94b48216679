//! `lower-title`: somebody whose highest title stands above the post's would work on that lower rung.
//!
//! It concerns only people who hold a higher rung; for everybody else it is met and not told.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::Code;

use super::{Check, Circumstances, Rule, outcome};
use crate::columns::{Column, Columns};
use crate::facts::Facts;
use crate::reason::{Datum, Found};
use crate::requirements::Requirements;
use crate::verdicts::Verdicts;

pub(super) struct LowerTitle;

struct Accepts {
    title: Code,
    rung: u8,
    /// The titles that stand above the post's.
    above: Vec<Code>,
}

impl Rule for LowerTitle {
    fn code(&self) -> &'static str {
        "lower-title"
    }

    fn checks(&self, vacancy: &Requirements, circumstances: Circumstances<'_>) -> Vec<Box<dyn Check>> {
        let Some(title) = &vacancy.title else { return Vec::new() };
        let rung = circumstances.basis.rung(title.as_str());
        let above = circumstances.basis.ladder.iter().skip(usize::from(rung)).cloned().collect::<Vec<_>>();
        if rung == 0 || above.is_empty() {
            return Vec::new();
        }
        vec![Box::new(Accepts { title: title.clone(), rung, above })]
    }
}

impl Check for Accepts {
    fn code(&self) -> Cow<'_, str> {
        "lower-title".into()
    }

    fn reads(&self) -> Vec<Column> {
        vec![Column::HighestRung, Column::LowestRung]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, verdicts: &mut Verdicts) {
        let rung = self.rung;
        verdicts.each_two(&people.highest_rung[rows.clone()], &people.lowest_rung[rows], move |highest, lowest| {
            outcome((highest <= rung) | ((lowest != 0) & (lowest <= rung)), lowest > rung)
        });
    }

    fn concerns(&self, facts: &Facts) -> bool {
        facts.titles.iter().any(|held| self.above.contains(&held.title))
    }

    fn found(&self, facts: &Facts) -> Found {
        Found::new(
            Datum::Title(self.title.clone(), None),
            facts.lowest_title.clone().map(|lowest| Datum::Title(lowest, None)),
        )
    }
}
