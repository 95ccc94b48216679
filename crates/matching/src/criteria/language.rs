//! `language`: levels above the least that is asked.

use vocabulary::{Evidence, LanguageCode};

use super::{Criterion, Measure, Same};
use crate::columns::{Column, aspect, level_in};
use crate::people::Segment;
use crate::requirements::{LanguageMust, Requirements};
use crate::rules::Setting;
use crate::text::Query;

pub(super) struct Language;

struct Levels {
    /// By entry: its alternatives, each a language's aspect and the level asked.
    entries: Vec<Vec<(LanguageCode, usize, u8)>>,
    evidence: Evidence,
}

/// What just the level asked is worth.
const ASKED: u32 = 500_000;
/// What each level above it adds, at most two.
const ABOVE: u32 = 250_000;

impl Criterion for Language {
    fn code(&self) -> &'static str {
        "language"
    }

    fn measure(&self, vacancy: &Requirements, _: Setting<'_>, _: &Query) -> Box<dyn Measure> {
        if vacancy.languages.is_empty() {
            return Box::new(Same);
        }
        let entry = |must: &LanguageMust| {
            must.alternatives.iter().map(|ask| (ask.language, aspect(ask.skill), ask.level as u8)).collect()
        };
        Box::new(Levels {
            entries: vacancy.languages.iter().map(entry).collect(),
            evidence: vacancy.languages_evidence,
        })
    }
}

impl Measure for Levels {
    fn reads(&self) -> Vec<Column> {
        let asks = self.entries.iter().flatten();
        asks.map(|(language, aspect, _)| Column::Language(*language, *aspect, self.evidence)).collect()
    }

    fn values(&self, people: &Segment, first: usize, rows: &[u16], values: &mut [u32]) {
        values.fill(0);
        let mut best = vec![0u32; rows.len()];
        for entry in &self.entries {
            best.fill(0);
            for (language, aspect, asked) in entry {
                let Some(bytes) = people.columns.language(*language, *aspect, self.evidence) else { continue };
                for (best, row) in best.iter_mut().zip(rows) {
                    let met = level_in(bytes[first + usize::from(*row)]);
                    let value = if met < *asked { 0 } else { ASKED + ABOVE * u32::from((met - asked).min(2)) };
                    *best = (*best).max(value);
                }
            }
            for (value, best) in values.iter_mut().zip(&best) {
                *value += best;
            }
        }
        let entries = self.entries.len() as u32;
        if entries > 1 {
            values.iter_mut().for_each(|value| *value /= entries);
        }
    }
}
