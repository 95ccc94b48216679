//! `experience`: depth of practice in total, in any field.

use super::{Criterion, Measure, ONE, Values};
use crate::columns::Column;
use crate::planning_window::RuleContext;
use crate::requirements::Requirements;
use crate::rule_config::RuleConfig;
use crate::segment::Segment;
use crate::text::Query;

pub(super) struct Experience;

/// How many months are worth half, and how many more the other half, as the configuration of the profession says.
struct ExperienceMeasure {
    first_months: u32,
    next_months: u32,
}

impl Criterion for Experience {
    fn code(&self) -> &'static str {
        "experience"
    }

    fn measure(&self, _: &Requirements, context: RuleContext<'_>, _: &Query) -> Box<dyn Measure> {
        let RuleConfig { experience_half_months, experience_full_months, .. } = context.config;
        // A record that was changed may have months that the configuration refuses.
        let first_months = (*experience_half_months).max(1);
        let next_months = experience_full_months.saturating_sub(first_months).max(1);
        Box::new(ExperienceMeasure { first_months, next_months })
    }
}

impl Measure for ExperienceMeasure {
    fn columns_read(&self) -> Vec<Column> {
        vec![Column::MonthsTotal]
    }

    fn over<'a>(&'a self, people: &'a Segment) -> Values<'a> {
        let total = &people.columns.months_total;
        let Self { first_months, next_months } = *self;
        Box::new(move |first, rows, values| {
            for (value, row) in values.iter_mut().zip(rows) {
                let months = u32::from(total[first + usize::from(*row)]);
                let half = ONE / 2;
                let (early, later) = (months.min(first_months), months.saturating_sub(first_months));
                *value = half * early / first_months + half * later.min(next_months) / next_months;
            }
        })
    }
}
