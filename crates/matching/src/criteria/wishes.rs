//! `wishes`: how many of the employer's preferences the candidate has. The formats call their column `wishes`.

use vocabulary::{Evidence, LanguageCode};

use super::{ConstantMeasure, Criterion, Measure, ONE, Values};
use crate::columns::{Column, Columns, level_met};
use crate::planning_window::RuleContext;
use crate::requirements::{Requirements, Wish};
use crate::segment::Segment;
use crate::text::Query;

pub(super) struct Wishes;

struct WishesMeasure(Vec<WishColumns>);

/// An employer's preference, by the columns that answer it.
enum WishColumns {
    Specialism(usize),
    Language(LanguageCode, u8),
    Months(u16),
}

impl Criterion for Wishes {
    fn code(&self) -> &'static str {
        "wishes"
    }

    fn measure(&self, vacancy: &Requirements, context: RuleContext<'_>, _: &Query) -> Box<dyn Measure> {
        let wish = |wish: &Wish| match wish {
            Wish::Specialism(code) => context.config.specialism_index(code.as_str()).map(WishColumns::Specialism),
            Wish::Language(language, level) => Some(WishColumns::Language(*language, *level as u8)),
            Wish::Experience(months) => Some(WishColumns::Months(months.count())),
        };
        let wishes: Vec<WishColumns> = vacancy.wishes.iter().filter_map(wish).collect();
        if wishes.is_empty() { Box::new(ConstantMeasure) } else { Box::new(WishesMeasure(wishes)) }
    }
}

impl WishColumns {
    fn answer<'a>(&self, people: &'a Columns) -> WishAnswer<'a> {
        match self {
            Self::Specialism(position) => {
                WishAnswer::Specialism(&people.months_in[*position], &people.specialisms_wanted, 1 << position)
            }
            Self::Language(language, level) => {
                WishAnswer::Language(people.language(*language, 0, Evidence::Declared), *level)
            }
            Self::Months(months) => WishAnswer::Months(&people.months_total, *months),
        }
    }
}

/// An employer's preference beside the columns that answer it.
enum WishAnswer<'a> {
    Specialism(&'a [u16], &'a [u64], u64),
    Language(Option<&'a [u8]>, u8),
    Months(&'a [u16], u16),
}

impl WishAnswer<'_> {
    fn has(&self, row: usize) -> bool {
        match self {
            Self::Specialism(months, wanted, field) => (months[row] > 0) | (wanted[row] & field != 0),
            Self::Language(bytes, level) => bytes.is_some_and(|bytes| level_met(bytes[row]) >= *level),
            Self::Months(total, months) => total[row] >= *months,
        }
    }
}

impl Measure for WishesMeasure {
    fn columns_read(&self) -> Vec<Column> {
        let columns = |wish: &WishColumns| match wish {
            WishColumns::Specialism(position) => vec![Column::MonthsIn(*position), Column::SpecialismsWanted],
            WishColumns::Language(language, _) => vec![Column::Language(*language, 0, Evidence::Declared)],
            WishColumns::Months(_) => vec![Column::MonthsTotal],
        };
        self.0.iter().flat_map(columns).collect()
    }

    fn over<'a>(&'a self, people: &'a Segment) -> Values<'a> {
        let all = self.0.len() as u32;
        let answers: Vec<WishAnswer<'a>> = self.0.iter().map(|wish| wish.answer(&people.columns)).collect();
        Box::new(move |first, rows, values| {
            for (value, row) in values.iter_mut().zip(rows) {
                let row = first + usize::from(*row);
                let has = answers.iter().map(|answer| u32::from(answer.has(row))).sum::<u32>();
                *value = ONE * has / all;
            }
        })
    }
}
