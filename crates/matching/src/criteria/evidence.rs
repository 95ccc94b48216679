//! `evidence`: certified titles and tested languages before those that are only declared.

use vocabulary::{Evidence as Kind, LanguageCode};

use super::{Criterion, Measure, Values};
use crate::columns::{Column, TITLES_UNKNOWN, aspect, level_met};
use crate::planning_window::RuleContext;
use crate::requirements::Requirements;
use crate::segment::Segment;
use crate::text::Query;

pub(super) struct Evidence;

struct EvidenceMeasure {
    /// The positions of the columns of the accepted titles.
    titles: Vec<usize>,
    /// The required languages, each with an aspect and a level.
    languages: Vec<(LanguageCode, usize, u8)>,
}

/// The value of a title's status, by number: unknown, declared, documented, certified, equivalent, licensed.
const STATUS: [u32; 6] = [0, 100_000, 250_000, 450_000, 550_000, 600_000];
/// The value of languages that are all attested, and all tested.
const ATTESTED: u32 = 200_000;
const TESTED: u32 = 400_000;

impl Criterion for Evidence {
    fn code(&self) -> &'static str {
        "evidence"
    }

    fn measure(&self, vacancy: &Requirements, context: RuleContext<'_>, _: &Query) -> Box<dyn Measure> {
        let titles = vacancy.title.iter().flat_map(|title| context.config.titles_at_or_above(title.as_str()));
        let alternatives = vacancy.languages.iter().flat_map(|requirement| &requirement.alternatives);
        Box::new(EvidenceMeasure {
            titles: titles.filter_map(|title| context.config.title_index(title.as_str())).collect(),
            languages: alternatives
                .map(|alternative| (alternative.language, aspect(alternative.skill), alternative.level as u8))
                .collect(),
        })
    }
}

impl Measure for EvidenceMeasure {
    fn columns_read(&self) -> Vec<Column> {
        let languages = self.languages.iter().flat_map(|(language, aspect, _)| {
            [Kind::Attested, Kind::Tested].map(|kind| Column::Language(*language, *aspect, kind))
        });
        self.titles.iter().copied().map(Column::Status).chain(languages).collect()
    }

    fn over<'a>(&'a self, people: &'a Segment) -> Values<'a> {
        let titles: Vec<&[u8]> = self.titles.iter().map(|title| &*people.columns.status[*title]).collect();
        let all = self.languages.len().max(1) as u32;
        let kinds = [(Kind::Attested, ATTESTED / all), (Kind::Tested, (TESTED - ATTESTED) / all)];
        let alternatives = self.languages.iter().flat_map(|(language, aspect, required)| {
            kinds.map(|(kind, points)| Some((people.columns.language(*language, *aspect, kind)?, *required, points)))
        });
        let alternatives: Vec<(&[u8], u8, u32)> = alternatives.flatten().collect();
        Box::new(move |first, rows, values| {
            for (value, row) in values.iter_mut().zip(rows) {
                let row = first + usize::from(*row);
                let status = |status: &&[u8]| match status[row] {
                    TITLES_UNKNOWN => 0,
                    held => STATUS[usize::from(held & 7).min(5)],
                };
                let title = titles.iter().map(status).max().unwrap_or(0);
                let proven = |(bytes, required, points): &(&[u8], u8, u32)| {
                    if level_met(bytes[row]) >= *required { *points } else { 0 }
                };
                *value = title + alternatives.iter().map(proven).sum::<u32>();
            }
        })
    }
}
