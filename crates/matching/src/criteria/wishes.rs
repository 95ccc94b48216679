//! `wishes`: how many of the things that the employer would welcome the person has.

use vocabulary::{Evidence, LanguageCode};

use super::{Criterion, Measure, Same, WHOLE};
use crate::columns::{Column, Columns, level_in};
use crate::people::Segment;
use crate::requirements::{Requirements, Wish};
use crate::rules::Setting;
use crate::text::Query;

pub(super) struct Wishes;

struct Share(Vec<Welcome>);

/// A wish, by the columns that answer it.
enum Welcome {
    Specialism(usize),
    Language(LanguageCode, u8),
    Months(u16),
}

impl Criterion for Wishes {
    fn code(&self) -> &'static str {
        "wishes"
    }

    fn measure(&self, vacancy: &Requirements, setting: Setting<'_>, _: &Query) -> Box<dyn Measure> {
        let wish = |wish: &Wish| match wish {
            Wish::Specialism(code) => setting.basis.specialism_index(code.as_str()).map(Welcome::Specialism),
            Wish::Language(language, level) => Some(Welcome::Language(*language, *level as u8)),
            Wish::Experience(months) => Some(Welcome::Months(months.count())),
        };
        let wishes: Vec<Welcome> = vacancy.wishes.iter().filter_map(wish).collect();
        if wishes.is_empty() { Box::new(Same) } else { Box::new(Share(wishes)) }
    }
}

impl Welcome {
    fn has(&self, people: &Columns, row: usize) -> bool {
        match self {
            Self::Specialism(place) => {
                people.months_in[*place][row] > 0 || people.specialisms_wanted[row] & 1u64 << (place & 63) != 0
            }
            Self::Language(language, level) => {
                let bytes = people.language(*language, 0, Evidence::Declared);
                bytes.is_some_and(|bytes| level_in(bytes[row]) >= *level)
            }
            Self::Months(months) => people.months_total[row] >= *months,
        }
    }
}

impl Measure for Share {
    fn reads(&self) -> Vec<Column> {
        let columns = |wish: &Welcome| match wish {
            Welcome::Specialism(place) => vec![Column::MonthsIn(*place), Column::SpecialismsWanted],
            Welcome::Language(language, _) => vec![Column::Language(*language, 0, Evidence::Declared)],
            Welcome::Months(_) => vec![Column::MonthsTotal],
        };
        self.0.iter().flat_map(columns).collect()
    }

    fn values(&self, people: &Segment, first: usize, rows: &[u16], values: &mut [u32]) {
        let all = self.0.len() as u32;
        for (value, row) in values.iter_mut().zip(rows) {
            let row = first + usize::from(*row);
            let has = self.0.iter().filter(|wish| wish.has(&people.columns, row)).count() as u32;
            *value = WHOLE * has / all;
        }
    }
}
