//! The rules of all professions of a corridor, on all days.

use std::sync::Arc;

use reference_data::{Corridor, Course, ReferenceData};
use vocabulary::{Code, Date};

use crate::pay_grid::PayGrid;
use crate::rule_config::{RuleConfig, RuleConfigError};
use crate::text::analysis::vocabulary_version;

/// The rules of a corridor by profession and day. All of them give columns the same positions, so that one index serves
/// every profession and every day.
#[derive(Debug, Clone)]
pub struct RuleConfigs {
    /// At least one.
    professions: Vec<ProfessionConfigs>,
}

#[derive(Debug, Clone)]
struct ProfessionConfigs {
    titles: Vec<Code>,
    /// What holds until something of the corridor first begins or ends.
    first: Arc<RuleConfig>,
    /// What holds from each day on which something begins or ends, in order.
    later: Vec<(Date, Arc<RuleConfig>)>,
}

impl ProfessionConfigs {
    fn on(&self, day: Date) -> &Arc<RuleConfig> {
        let position = self.later.partition_point(|(from, _)| *from <= day);
        position.checked_sub(1).map_or(&self.first, |last| &self.later[last].1)
    }
}

impl RuleConfigs {
    /// The rules of a corridor, with the courses on offer.
    ///
    /// # Errors
    /// When a list is longer than the bits or numbers that stand for its entries in columns, or a profession has no
    /// criteria.
    pub fn new(reference: &ReferenceData, corridor: &Corridor, courses: &[Course]) -> Result<Self, RuleConfigError> {
        let (changes, vocabulary) = (corridor.changes(), vocabulary_version(reference));
        let professions = corridor.professions.iter().map(|profession| {
            let on = |day| RuleConfig::new(reference, corridor, profession, day, courses, &vocabulary).map(Arc::new);
            let later = changes.iter().map(|day| Ok((*day, on(*day)?))).collect::<Result<_, RuleConfigError>>()?;
            Ok(ProfessionConfigs { titles: profession.titles.clone(), first: on(Date::MIN)?, later })
        });
        let professions = professions.collect::<Result<Vec<_>, RuleConfigError>>()?;
        match professions.is_empty() {
            true => Err(RuleConfigError::NoProfession(corridor.code.clone())),
            false => Ok(Self { professions }),
        }
    }

    /// The same rules with another grid of pay.
    pub fn with_pay_grid(mut self, pay_grid: PayGrid) -> Self {
        for profession in &mut self.professions {
            let later = profession.later.iter_mut().map(|(_, config)| config);
            for config in std::iter::once(&mut profession.first).chain(later) {
                Arc::make_mut(config).pay_grid = pay_grid;
            }
        }
        self
    }

    /// The rules for vacancies of a title on a day: those of its profession. A vacancy without a title, or with one of
    /// no profession of the corridor, is ranked by those of the first profession.
    pub fn on(&self, title: Option<&Code>, day: Date) -> &Arc<RuleConfig> {
        let of_title = self.professions.iter().find(|one| title.is_some_and(|title| one.titles.contains(title)));
        of_title.unwrap_or(&self.professions[0]).on(day)
    }

    /// Any of them, for the positions of columns.
    pub fn any(&self) -> &Arc<RuleConfig> {
        &self.professions[0].first
    }
}
