//! `specialism`: practice in the vacancy's specialisms, and the wish or training to work there.

use super::{ConstantMeasure, Criterion, Measure, ONE, Values};
use crate::columns::Column;
use crate::planning_window::RuleContext;
use crate::requirements::Requirements;
use crate::segment::Segment;
use crate::text::Query;

pub(super) struct Specialism;

struct SpecialismMeasure {
    positions: Vec<usize>,
    wanted: u64,
}

/// Months of practice beyond which more adds nothing: four years.
const FULL_MONTHS: u32 = 48;
/// The value of any practice in the specialisms.
const ANY_PRACTICE: u32 = 150_000;
/// The value that four full years add.
const FULL_PRACTICE: u32 = 550_000;
/// The value that the wish or training adds.
const WANTED: u32 = ONE - ANY_PRACTICE - FULL_PRACTICE;

impl Criterion for Specialism {
    fn code(&self) -> &'static str {
        "specialism"
    }

    fn measure(&self, vacancy: &Requirements, context: RuleContext<'_>, _: &Query) -> Box<dyn Measure> {
        let position = |code: &vocabulary::Code| context.config.specialism_index(code.as_str());
        let positions: Vec<usize> = vacancy.specialisms.iter().filter_map(position).collect();
        if positions.is_empty() {
            return Box::new(ConstantMeasure);
        }
        let wanted = positions.iter().fold(0, |bits, position| bits | 1u64 << position);
        Box::new(SpecialismMeasure { positions, wanted })
    }
}

impl Measure for SpecialismMeasure {
    fn columns_read(&self) -> Vec<Column> {
        self.positions.iter().copied().map(Column::MonthsIn).chain([Column::SpecialismsWanted]).collect()
    }

    fn over<'a>(&'a self, people: &'a Segment) -> Values<'a> {
        let months_in: Vec<&[u16]> =
            self.positions.iter().map(|position| &*people.columns.months_in[*position]).collect();
        let all_wanted = &people.columns.specialisms_wanted;
        Box::new(move |first, rows, values| {
            for (value, row) in values.iter_mut().zip(rows) {
                let row = first + usize::from(*row);
                let months: u32 = months_in.iter().map(|months| u32::from(months[row])).sum();
                let practice =
                    if months > 0 { ANY_PRACTICE + FULL_PRACTICE * months.min(FULL_MONTHS) / FULL_MONTHS } else { 0 };
                let wanted = all_wanted[row] & self.wanted != 0;
                *value = practice + if wanted { WANTED } else { 0 };
            }
        })
    }
}
