//! `lower-title`: a candidate whose highest title stands above the post's would work on that lower rung.
//!
//! It concerns only candidates who hold a higher rung; for all others it is met and not reported.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::Code;

use super::{Check, Rule, RuleContext, outcome};
use crate::columns::{Column, Columns};
use crate::facts::Facts;
use crate::outcome_bits::OutcomeBits;
use crate::reason::{Finding, Value};
use crate::requirements::Requirements;

pub(super) struct LowerTitle;

struct LowerTitleCheck {
    title: Code,
    rung: u8,
    /// The titles above the post's.
    above: Vec<Code>,
}

impl Rule for LowerTitle {
    fn code(&self) -> &'static str {
        "lower-title"
    }

    fn depends_on_title(&self) -> bool {
        true
    }

    fn checks(&self, vacancy: &Requirements, context: RuleContext<'_>) -> Vec<Box<dyn Check>> {
        let Some(title) = &vacancy.title else { return Vec::new() };
        let rung = context.config.rung(title.as_str());
        let above = context.config.ladder.iter().skip(usize::from(rung)).cloned().collect::<Vec<_>>();
        if rung == 0 || above.is_empty() {
            return Vec::new();
        }
        vec![Box::new(LowerTitleCheck { title: title.clone(), rung, above })]
    }
}

impl Check for LowerTitleCheck {
    fn code(&self) -> Cow<'_, str> {
        "lower-title".into()
    }

    fn columns_read(&self) -> Vec<Column> {
        vec![Column::HighestRung, Column::LowestRung]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, outcome_bits: &mut OutcomeBits) {
        let rung = self.rung;
        outcome_bits.judge_two_columns(
            &people.highest_rung[rows.clone()],
            &people.lowest_rung[rows],
            move |highest, lowest| outcome((highest <= rung) | ((lowest != 0) & (lowest <= rung)), lowest > rung),
        );
    }

    fn concerns(&self, facts: &Facts) -> bool {
        facts.titles.iter().any(|held| self.above.contains(&held.title))
    }

    fn found(&self, facts: &Facts) -> Finding {
        Finding::new(
            Value::Title(self.title.clone(), None),
            facts.lowest_title.clone().map(|lowest| Value::Title(lowest, None)),
        )
    }
}
