//! `wishes`: how many of the things that the employer would welcome the person has.

use vocabulary::{Evidence, LanguageCode};

use super::{Criterion, Measure, Same, Values, WHOLE};
use crate::columns::{Column, Columns, level_in};
use crate::people::Segment;
use crate::prospects::Circumstances;
use crate::requirements::{Requirements, Wish};
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

    fn measure(&self, vacancy: &Requirements, circumstances: Circumstances<'_>, _: &Query) -> Box<dyn Measure> {
        let wish = |wish: &Wish| match wish {
            Wish::Specialism(code) => circumstances.basis.specialism_index(code.as_str()).map(Welcome::Specialism),
            Wish::Language(language, level) => Some(Welcome::Language(*language, *level as u8)),
            Wish::Experience(months) => Some(Welcome::Months(months.count())),
        };
        let wishes: Vec<Welcome> = vacancy.wishes.iter().filter_map(wish).collect();
        if wishes.is_empty() { Box::new(Same) } else { Box::new(Share(wishes)) }
    }
}

impl Welcome {
    fn answer<'a>(&self, people: &'a Columns) -> Answer<'a> {
        match self {
            Self::Specialism(place) => {
                Answer::Specialism(&people.months_in[*place], &people.specialisms_wanted, 1 << (place & 63))
            }
            Self::Language(language, level) => {
                Answer::Language(people.language(*language, 0, Evidence::Declared), *level)
            }
            Self::Months(months) => Answer::Months(&people.months_total, *months),
        }
    }
}

/// A wish beside the columns that answer it.
enum Answer<'a> {
    Specialism(&'a [u16], &'a [u64], u64),
    Language(Option<&'a [u8]>, u8),
    Months(&'a [u16], u16),
}

impl Answer<'_> {
    fn has(&self, row: usize) -> bool {
        match self {
            Self::Specialism(months, wanted, field) => (months[row] > 0) | (wanted[row] & field != 0),
            Self::Language(bytes, level) => bytes.is_some_and(|bytes| level_in(bytes[row]) >= *level),
            Self::Months(total, months) => total[row] >= *months,
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

    fn over<'a>(&'a self, people: &'a Segment) -> Values<'a> {
        let all = self.0.len() as u32;
        let answers: Vec<Answer<'a>> = self.0.iter().map(|wish| wish.answer(&people.columns)).collect();
        Box::new(move |first, rows, values| {
            for (value, row) in values.iter_mut().zip(rows) {
                let row = first + usize::from(*row);
                let has = answers.iter().map(|answer| u32::from(answer.has(row))).sum::<u32>();
                *value = WHOLE * has / all;
            }
        })
    }
}
