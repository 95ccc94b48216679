//! The sum of a column's values: the least that reading the column can cost.

use std::ops::Range;
use std::sync::LazyLock;

use matching::columns::{Column, Columns};
use pulp::Arch;

/// The instructions of this processor, detected once.
static ARCH: LazyLock<Arch> = LazyLock::new(Arch::new);

/// Adds up a column's values in these rows, modulo 2^64, with the widest vectors of the processor.
pub(crate) fn column_sum(people: &Columns, column: Column, rows: Range<usize>) -> u64 {
    // A few values are added up at a time, in the narrowest numbers that hold their sum: vectors add those fastest.
    macro_rules! sum {
        ($values:expr) => {
            sum!($values, u64, 4096)
        };
        (bytes $values:expr) => {
            sum!($values, u16, 128)
        };
        (words $values:expr) => {
            sum!($values, u32, 4096)
        };
        ($values:expr, $wide:ty, $piece:literal) => {{
            let values = &$values[rows];
            ARCH.dispatch(
                #[inline(always)]
                || {
                    let of_piece = |values: &[_]| {
                        let wide = values.iter().map(|value| <$wide>::from(*value));
                        u64::from(wide.fold(0, |sum, value| <$wide>::wrapping_add(sum, value)))
                    };
                    values.chunks($piece).map(of_piece).fold(0, u64::wrapping_add)
                },
            )
        }};
    }
    match column {
        Column::Status(title) => sum!(bytes people.status[title]),

        Column::LowestTitle => sum!(bytes people.lowest_title),
        Column::MonthsTotal => sum!(words people.months_total),
        Column::MonthsIn(specialism) => sum!(words people.months_in[specialism]),
        Column::ExperienceKnown => sum!(bytes people.experience_known),
        Column::LastPractised => sum!(words people.last_practised),
        Column::Language(language, aspect, evidence) => match people.language(language, aspect, evidence) {
            Some(values) => sum!(bytes values),
            None => 0,
        },
        Column::LanguagesComplete => sum!(bytes people.languages_complete),
        Column::Districts => sum!(people.districts),
        Column::Settings => sum!(words people.settings),
        Column::Shifts => sum!(bytes people.shifts),
        Column::HoursMin => sum!(words people.hours_min),
        Column::HoursMax => sum!(words people.hours_max),
        Column::AvailableFrom => sum!(words people.available_from),
        Column::MinimumPay => sum!(people.minimum_pay),
        Column::ContractMin => sum!(words people.contract_min),
        Column::DrivingLicence => sum!(bytes people.driving_licence),
        Column::WorkPermission => sum!(bytes people.work_permission),
        Column::Consent => sum!(bytes people.consent),
        Column::Placed => sum!(bytes people.placed),
        Column::SpecialismsWanted => sum!(people.specialisms_wanted),
    }
}
