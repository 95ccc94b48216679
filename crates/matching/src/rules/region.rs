//! `region`: every district of the vacancy's region is one that the person accepts.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::RegionCode;

use super::{Check, Circumstances, Rule, outcome};
use crate::columns::{Column, Columns, UNKNOWN_DISTRICTS};
use crate::facts::Facts;
use crate::reason::{Datum, Found};
use crate::requirements::Requirements;
use crate::verdicts::Verdicts;

pub(super) struct Region;

struct In {
    region: RegionCode,
    districts: u64,
}

impl Rule for Region {
    fn code(&self) -> &'static str {
        "region"
    }

    fn checks(&self, vacancy: &Requirements, circumstances: Circumstances<'_>) -> Vec<Box<dyn Check>> {
        match vacancy.region {
            Some(region) => vec![Box::new(In { region, districts: circumstances.basis.district_mask(&region) })],
            None => Vec::new(),
        }
    }
}

impl Check for In {
    fn code(&self) -> Cow<'_, str> {
        "region".into()
    }

    fn reads(&self) -> Vec<Column> {
        vec![Column::Districts]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, verdicts: &mut Verdicts) {
        let asked = self.districts;
        verdicts.each(&people.districts[rows], move |accepted| {
            let both = accepted & asked;
            outcome(both == asked, (both == 0) & (accepted != UNKNOWN_DISTRICTS))
        });
    }

    fn found(&self, facts: &Facts) -> Found {
        let accepted = (!facts.regions.is_empty()).then(|| Datum::Regions(facts.regions.clone()));
        Found::new(Datum::Regions(vec![self.region]), accepted)
    }
}
