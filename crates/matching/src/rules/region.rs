//! `region`: the candidate accepts every district of the vacancy's region.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::RegionCode;

use super::{Check, Rule, RuleContext, outcome};
use crate::columns::{Column, Columns, UNKNOWN_DISTRICTS};
use crate::facts::Facts;
use crate::outcome_bits::OutcomeBits;
use crate::reason::{Finding, Value};
use crate::requirements::Requirements;

pub(super) struct Region;

struct RegionCheck {
    region: RegionCode,
    districts: u64,
}

impl Rule for Region {
    fn code(&self) -> &'static str {
        "region"
    }

    fn checks(&self, vacancy: &Requirements, context: RuleContext<'_>) -> Vec<Box<dyn Check>> {
        match vacancy.region {
            Some(region) => vec![Box::new(RegionCheck { region, districts: context.config.district_mask(&region) })],
            None => Vec::new(),
        }
    }
}

impl Check for RegionCheck {
    fn code(&self) -> Cow<'_, str> {
        "region".into()
    }

    fn columns_read(&self) -> Vec<Column> {
        vec![Column::Districts]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, outcome_bits: &mut OutcomeBits) {
        let required = self.districts;
        outcome_bits.judge_column(&people.districts[rows], move |accepted| {
            let both = accepted & required;
            outcome(both == required, (both == 0) & (accepted != UNKNOWN_DISTRICTS))
        });
    }

    fn found(&self, facts: &Facts) -> Finding {
        let accepted = (!facts.regions.is_empty()).then(|| Value::Regions(facts.regions.clone()));
        Finding::new(Value::Regions(vec![self.region]), accepted)
    }
}
