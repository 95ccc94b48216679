//! `preferences`: how well the post suits what the candidate would like, beyond what they must have.

use vocabulary::Euros;

use super::{Criterion, Measure, WHOLE};
use crate::columns::{Column, UNKNOWN_32};
use crate::people::Segment;
use crate::requirements::Requirements;
use crate::rules::Setting;
use crate::text::Query;

pub(super) struct Preferences;

struct Suits {
    /// The fields of the vacancy, a bit each; half of the value is that they want one of them.
    fields: u64,
    /// The other half: how far the pay is above the least they would take, up to a fifth.
    pay: Option<Euros>,
}

impl Criterion for Preferences {
    fn code(&self) -> &'static str {
        "preferences"
    }

    fn measure(&self, vacancy: &Requirements, setting: Setting<'_>, _: &Query) -> Box<dyn Measure> {
        let place = |code: &vocabulary::Code| setting.basis.specialism_index(code.as_str());
        let fields = vacancy.specialisms.iter().filter_map(place).fold(0, |bits, place| bits | 1u64 << (place & 63));
        Box::new(Suits { fields, pay: vacancy.pay })
    }
}

impl Measure for Suits {
    fn reads(&self) -> Vec<Column> {
        let pay = self.pay.map(|_| Column::MinimumPay);
        [Column::SpecialismsWanted].into_iter().chain(pay).collect()
    }

    fn values(&self, people: &Segment, first: usize, rows: &[u16], values: &mut [u32]) {
        let half = WHOLE / 2;
        for (value, row) in values.iter_mut().zip(rows) {
            let row = first + usize::from(*row);
            let wanted = people.columns.specialisms_wanted[row] & self.fields != 0;
            let least = people.columns.minimum_pay[row];
            let pay = match self.pay {
                Some(pay) if least != UNKNOWN_32 && pay.cents() >= least => {
                    let fifth = u64::from(least / 5).max(1);
                    (u64::from(half) * u64::from(pay.cents() - least).min(fifth) / fifth) as u32
                }
                _ => 0,
            };
            *value = pay + if wanted { half } else { 0 };
        }
    }
}
