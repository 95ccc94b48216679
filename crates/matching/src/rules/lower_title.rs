//! `lower-title`: a candidate whose highest title stands above the post's would work on that lower rung.
//!
//! It concerns only candidates who hold a higher rung; for all others it is met and not reported.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::Code;

use super::status_table::status_table;
use super::{Check, Rule, RuleContext, outcome};
use crate::columns::{Column, Columns, TITLES_UNKNOWN};
use crate::facts::Facts;
use crate::outcome_bits::OutcomeBits;
use crate::reason::{Finding, Value};
use crate::requirements::Requirements;
use crate::vectors::{BLOCK, LookupTable};

pub(super) struct LowerTitle;

struct LowerTitleCheck {
    title: Code,
    /// The titles above the post's, with the positions of their columns.
    above: Vec<(Code, usize)>,
    /// By value of a title's column: whether the title is held.
    held: LookupTable,
    /// By value of the lowest title accepted: [`ACCEPTED`], [`REFUSED`], or 0 where it isn't known.
    lowest: LookupTable,
}

/// The post's rung is accepted.
const ACCEPTED: u8 = 1;
/// The lowest title accepted stands above the post's.
const REFUSED: u8 = 2;

impl Rule for LowerTitle {
    fn code(&self) -> &'static str {
        "lower-title"
    }

    fn depends_on_title(&self) -> bool {
        true
    }

    fn checks(&self, vacancy: &Requirements, context: RuleContext<'_>) -> Vec<Box<dyn Check>> {
        let Some(title) = &vacancy.title else { return Vec::new() };
        let config = context.config;
        let rung = config.rung(title.as_str());
        let above = config.ladder.iter().skip(usize::from(rung));
        let above = above.filter_map(|title| Some((title.clone(), config.title_index(title.as_str())?)));
        let above: Vec<(Code, usize)> = above.collect();
        if rung == 0 || above.is_empty() {
            return Vec::new();
        }
        let held = status_table(|value| u8::from(value != 0 && value != TITLES_UNKNOWN));
        let lowest = |value: u8| {
            let title = usize::from(value).checked_sub(1).and_then(|position| config.titles.get(position));
            match title.map_or(0, |title| config.rung(title.as_str())) {
                // A title outside the ladder says nothing about its rungs.
                0 => 0,
                lowest if lowest <= rung => ACCEPTED,
                _ => REFUSED,
            }
        };
        let lowest = LookupTable { lowest: std::array::from_fn(|value| lowest(value as u8)), from_128: 0 };
        vec![Box::new(LowerTitleCheck { title: title.clone(), above, held, lowest })]
    }
}

impl Check for LowerTitleCheck {
    fn code(&self) -> Cow<'_, str> {
        "lower-title".into()
    }

    fn columns_read(&self) -> Vec<Column> {
        let above = self.above.iter().map(|(_, position)| Column::Status(*position));
        above.chain([Column::LowestTitle]).collect()
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, outcome_bits: &mut OutcomeBits) {
        let (mut above, mut lowest) = ([0u8; BLOCK], [0u8; BLOCK]);
        let (above, lowest) = (&mut above[..rows.len()], &mut lowest[..rows.len()]);
        for (_, position) in &self.above {
            self.held.combine_into(&people.status[*position][rows.clone()], above, |one, other| one | other);
        }
        self.lowest.combine_into(&people.lowest_title[rows], lowest, |_, lowest| lowest);
        outcome_bits.judge_two_columns(above, lowest, |above, lowest| {
            outcome((above == 0) | (lowest == ACCEPTED), lowest == REFUSED)
        });
    }

    fn concerns(&self, facts: &Facts) -> bool {
        facts.titles.iter().any(|held| self.above.iter().any(|(title, _)| *title == held.title))
    }

    fn found(&self, facts: &Facts) -> Finding {
        Finding::new(
            Value::Title(self.title.clone(), None),
            facts.lowest_title.clone().map(|lowest| Value::Title(lowest, None)),
        )
    }
}
