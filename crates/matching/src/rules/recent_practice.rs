//! `recent-practice`: the candidate last practised no longer ago than the vacancy allows, in calendar months.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::{Date, Months, months_before};

use super::{Check, Rule, RuleContext, outcome};
use crate::columns::{Column, Columns, UNKNOWN_16, day};
use crate::facts::Facts;
use crate::outcome_bits::OutcomeBits;
use crate::reason::{Finding, Value};
use crate::requirements::Requirements;

pub(super) struct RecentPractice;

struct RecentPracticeCheck {
    months: Months,
    since: Date,
}

impl Rule for RecentPractice {
    fn code(&self) -> &'static str {
        "recent-practice"
    }

    fn checks(&self, vacancy: &Requirements, context: RuleContext<'_>) -> Vec<Box<dyn Check>> {
        let since = |months: Months| months_before(context.window.as_of, u32::from(months.count()));
        match vacancy.practised_within {
            Some(months) => vec![Box::new(RecentPracticeCheck { months, since: since(months) })],
            None => Vec::new(),
        }
    }
}

impl Check for RecentPracticeCheck {
    fn code(&self) -> Cow<'_, str> {
        "recent-practice".into()
    }

    fn columns_read(&self) -> Vec<Column> {
        vec![Column::LastPractised]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, outcome_bits: &mut OutcomeBits) {
        let since = day(self.since);
        outcome_bits.judge_column(&people.last_practised[rows], move |last| {
            outcome((last >= since) & (last != UNKNOWN_16), last < since)
        });
    }

    fn found(&self, facts: &Facts) -> Finding {
        Finding::new(Value::Months(self.months), facts.last_practised.map(Value::Date))
    }
}
