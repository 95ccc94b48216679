//! `recent-practice`: they last practised no longer ago than the vacancy allows, counted in calendar months.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::{Date, Months, months_before};

use super::{Check, Circumstances, Rule, outcome};
use crate::columns::{Column, Columns, UNKNOWN_16, day};
use crate::facts::Facts;
use crate::reason::{Datum, Found};
use crate::requirements::Requirements;
use crate::verdicts::Verdicts;

pub(super) struct RecentPractice;

struct Since {
    months: Months,
    since: Date,
}

impl Rule for RecentPractice {
    fn code(&self) -> &'static str {
        "recent-practice"
    }

    fn checks(&self, vacancy: &Requirements, circumstances: Circumstances<'_>) -> Vec<Box<dyn Check>> {
        let since = |months: Months| months_before(circumstances.prospects.as_of, u32::from(months.count()));
        match vacancy.practised_within {
            Some(months) => vec![Box::new(Since { months, since: since(months) })],
            None => Vec::new(),
        }
    }
}

impl Check for Since {
    fn code(&self) -> Cow<'_, str> {
        "recent-practice".into()
    }

    fn reads(&self) -> Vec<Column> {
        vec![Column::LastPractised]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, verdicts: &mut Verdicts) {
        let since = day(self.since);
        verdicts.each(&people.last_practised[rows], move |last| {
            outcome((last >= since) & (last != UNKNOWN_16), last < since)
        });
    }

    fn found(&self, facts: &Facts) -> Found {
        Found::new(Datum::Months(self.months), facts.last_practised.map(Datum::Date))
    }
}
