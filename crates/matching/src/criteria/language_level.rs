//! `language`: levels above the least that is required.

use vocabulary::{Evidence, LanguageCode};

use super::{ConstantMeasure, Criterion, Measure, Values};
use crate::columns::{Column, aspect, level_met};
use crate::planning_window::RuleContext;
use crate::requirements::{LanguageRequirement, Requirements};
use crate::segment::Segment;
use crate::text::Query;

pub(super) struct LanguageLevel;

struct LanguageMeasure {
    /// By entry: its alternatives, each an aspect of a language and the required level.
    entries: Vec<Vec<(LanguageCode, usize, u8)>>,
    evidence: Evidence,
}

/// The value of exactly the required level.
const REQUIRED_LEVEL: u32 = 500_000;
/// The value that each level above it adds, for at most two levels.
const LEVEL_ABOVE: u32 = 250_000;

impl Criterion for LanguageLevel {
    fn code(&self) -> &'static str {
        "language"
    }

    fn measure(&self, vacancy: &Requirements, _: RuleContext<'_>, _: &Query) -> Box<dyn Measure> {
        if vacancy.languages.is_empty() {
            return Box::new(ConstantMeasure);
        }
        let entry = |requirement: &LanguageRequirement| {
            requirement
                .alternatives
                .iter()
                .map(|alternative| (alternative.language, aspect(alternative.skill), alternative.level as u8))
                .collect()
        };
        Box::new(LanguageMeasure {
            entries: vacancy.languages.iter().map(entry).collect(),
            evidence: vacancy.languages_evidence,
        })
    }
}

impl Measure for LanguageMeasure {
    fn columns_read(&self) -> Vec<Column> {
        let alternatives = self.entries.iter().flatten();
        alternatives.map(|(language, aspect, _)| Column::Language(*language, *aspect, self.evidence)).collect()
    }

    fn over<'a>(&'a self, people: &'a Segment) -> Values<'a> {
        let column = |(language, aspect, required): &(LanguageCode, usize, u8)| {
            Some((people.columns.language(*language, *aspect, self.evidence)?, *required))
        };
        let entries: Vec<Vec<(&[u8], u8)>> =
            self.entries.iter().map(|alternatives| alternatives.iter().filter_map(column).collect()).collect();
        let count = entries.len() as u32;
        Box::new(move |first, rows, values| {
            for (value, row) in values.iter_mut().zip(rows) {
                let row = first + usize::from(*row);
                let value_of = |(bytes, required): &(&[u8], u8)| {
                    let met = level_met(bytes[row]);
                    if met < *required {
                        0
                    } else {
                        REQUIRED_LEVEL + LEVEL_ABOVE * u32::from((met - required).min(2))
                    }
                };
                let best = entries.iter().map(|alternatives| alternatives.iter().map(value_of).max().unwrap_or(0));
                let sum: u32 = best.sum();
                *value = if count > 1 { sum / count } else { sum };
            }
        })
    }
}
