//! `preferences`: how well the post suits what the candidate would like, beyond what they require.
//!
//! Pay is left out: an employer sees every part of a score, and could derive a candidate's least pay from it.

use vocabulary::Hours;

use super::{Criterion, Measure, ONE, Values};
use crate::columns::{Column, UNKNOWN_16};
use crate::planning_window::RuleContext;
use crate::requirements::Requirements;
use crate::segment::Segment;
use crate::text::Query;

pub(super) struct Preferences;

struct PreferencesMeasure {
    /// The specialisms of the vacancy, one bit each; half of the value is given for wanting one of them.
    fields: u64,
    /// The hours of the post; the other half is given for wanting all of them.
    hours: Option<(Hours, Hours)>,
}

impl Criterion for Preferences {
    fn code(&self) -> &'static str {
        "preferences"
    }

    fn measure(&self, vacancy: &Requirements, context: RuleContext<'_>, _: &Query) -> Box<dyn Measure> {
        let position = |code: &vocabulary::Code| context.config.specialism_index(code.as_str());
        let fields =
            vacancy.specialisms.iter().filter_map(position).fold(0, |bits, position| bits | 1u64 << position);
        Box::new(PreferencesMeasure { fields, hours: vacancy.hours })
    }
}

impl Measure for PreferencesMeasure {
    fn columns_read(&self) -> Vec<Column> {
        let hours = self.hours.iter().flat_map(|_| [Column::HoursMin, Column::HoursMax]);
        [Column::SpecialismsWanted].into_iter().chain(hours).collect()
    }

    fn over<'a>(&'a self, people: &'a Segment) -> Values<'a> {
        let half = ONE / 2;
        let (least, most) = self.hours.map_or((0, 0), |(least, most)| (least.hundredths(), most.hundredths()));
        let columns = &people.columns;
        let (all_wanted, hours_min, hours_max) =
            (&columns.specialisms_wanted, &columns.hours_min, &columns.hours_max);
        Box::new(move |first, rows, values| {
            for (value, row) in values.iter_mut().zip(rows) {
                let row = first + usize::from(*row);
                let wanted = all_wanted[row] & self.fields != 0;
                let (from, to) = (hours_min[row], hours_max[row]);
                let suits = (from <= least) & (to >= most) & (to != UNKNOWN_16);
                *value = if wanted { half } else { 0 } + if suits | self.hours.is_none() { half } else { 0 };
            }
        })
    }
}
