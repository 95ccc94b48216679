//! The lists that give columns their positions, and the procedures, courses and weights that a ranking is computed
//! with, as they were in configuration at one time.
//!
//! A decision record keeps its whole configuration, so that it can be recomputed to the same bytes after
//! configuration has changed.

use crate::criteria::CRITERIA;
use crate::pay_grid::PayGrid;
use reference_data::{
    Corridor, CorridorProfession, Course, EndedData, EndedKind, Grounds, OnDay, Procedure, ReferenceData,
};
use serde::{Deserialize, Serialize};
use vocabulary::{Code, Date, Euros, LanguageCode, Level, Millionths, RegionCode, TitleStatus};

/// The version of the rules and criteria in this crate's code. It changes whenever a result could.
pub const RULES_VERSION: u32 = 2;

/// The most settings: a candidate's are the bits of a `u16`, all of which stand for "any".
pub const MAX_SETTINGS: usize = u16::BITS as usize;
/// The most districts: a candidate's are the bits of a `u64`, of which the highest stands for "unknown".
pub const MAX_DISTRICTS: usize = u64::BITS as usize - 1;
/// The most specialisms: those that a candidate wants are the bits of a `u64`.
pub const MAX_SPECIALISMS: usize = u64::BITS as usize;
/// The most rungs of the ladder: they are numbered from 1 in a `u8`.
pub const MAX_RUNGS: usize = u8::MAX as usize;

/// The most titles: the lowest one that a candidate accepts is a number below 16, and 0 stands for "unknown".
pub const MAX_TITLES: usize = 15;

/// A configuration that can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleConfigError {
    /// A list has more entries than the columns have bits or numbers for them.
    #[error("the configuration has {count} {list}; there may be at most {most}")]
    TooMany {
        /// What there are too many of.
        list: &'static str,
        /// How many there are.
        count: usize,
        /// The most there may be.
        most: usize,
    },
    /// There is no criterion with a code.
    #[error("there is no criterion `{code}`, which the profession {profession} weighs; there are {}", criteria())]
    NoCriterion {
        /// The code.
        code: Code,
        /// The profession.
        profession: Code,
    },
    /// A profession has no criteria.
    #[error("the profession {0} has no criteria; its file in the corridor's folder needs some")]
    NoCriteria(Code),
    /// A corridor has no profession.
    #[error("the corridor {0} has no profession; its file names them")]
    NoProfession(Code),
}

/// The codes of all criteria.
fn criteria() -> String {
    CRITERIA.iter().map(|criterion| criterion.code()).collect::<Vec<_>>().join(", ")
}

fn note_ended(ended: &mut Vec<EndedData>, kind: EndedKind, code: &Code, grounds: &Grounds) {
    let (valid_to, source) = (grounds.validity.to, grounds.source.clone());
    let data = EndedData { kind, code: code.clone(), valid_to, source };
    if !ended.contains(&data) {
        ended.push(data);
    }
}

/// The lists and figures that a ranking is computed with. It is plain data and reads no file and no clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleConfig {
    /// The version of the rules in code.
    pub rules: u32,
    /// The version of the configuration that this was taken from.
    pub configuration: String,
    /// The profession of the vacancies for which it is.
    pub profession: Code,
    /// The titles of all professions of the corridor; the position of a title is the position of its column.
    pub titles: Vec<Code>,
    /// The titles of the profession that are ordered by rung, lowest first.
    pub ladder: Vec<Code>,
    /// All specialisms; the position of a specialism is the position of its column, and of its bit.
    pub specialisms: Vec<Code>,
    /// All settings; the position of a setting is the position of its bit.
    pub settings: Vec<Code>,
    /// All districts (NUTS 3) of the destination; the position of a district is the position of its bit.
    pub districts: Vec<RegionCode>,
    /// The steps by which a title rises from status to status.
    pub steps: Vec<Step>,
    /// Days until a permit is granted, where that is known.
    pub permit_days: Option<u16>,
    /// The language courses that plans may use.
    pub courses: Vec<PlanCourse>,
    /// The weight of each criterion; the weights add up to one.
    pub weights: Vec<(Code, Millionths)>,
    /// The version of those weights.
    pub weights_version: u32,
    /// The months of practice that are worth half of the criterion `experience`.
    pub experience_half_months: u32,
    /// The months of practice that are worth all of it; more than the half.
    pub experience_full_months: u32,
    /// The grid on which employers' vacancies compare pay.
    pub pay_grid: PayGrid,
    /// The version of the vocabulary of the field, from which the terms of texts are taken.
    pub vocabulary: String,
    /// What had ended by the day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ended: Vec<EndedData>,
}

/// One step of one title from a status to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The title.
    pub title: Code,
    /// The status before the step.
    pub from: TitleStatus,
    /// The status after the step.
    pub to: TitleStatus,
    /// The length of the step in days; absent: unknown.
    pub days: Option<u16>,
}

/// A language course, as far as plans need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanCourse {
    /// Its code.
    pub id: Code,
    /// The language that it teaches.
    pub language: LanguageCode,
    /// The least level to enter; absent: open to beginners.
    pub from: Option<Level>,
    /// The level at its end, in all skills.
    pub to: Level,
    /// Its first day.
    pub starts: Date,
    /// Its last day.
    pub ends: Date,
    /// Hours taught in total.
    pub hours: u32,
    /// Its price.
    pub price: Euros,
    /// Whether it is invented, for a demonstration or a test.
    pub invented: bool,
}

impl From<&Course> for PlanCourse {
    fn from(course: &Course) -> Self {
        Self {
            id: course.id.clone(),
            language: course.language,
            from: course.from,
            to: course.to,
            starts: course.starts,
            ends: course.ends,
            hours: course.hours,
            price: course.price,
            invented: course.invented,
        }
    }
}

impl RuleConfig {
    /// The lists and figures of a profession in a corridor as they are on a day, with the courses on offer. `vocabulary` is
    /// the version of the vocabulary of texts.
    ///
    /// # Errors
    ///
    /// A list is longer than the bits or numbers that stand for its entries in columns.
    pub fn new(
        reference: &ReferenceData,
        corridor: &Corridor,
        profession: &CorridorProfession,
        on: Date,
        courses: &[Course],
        vocabulary: &str,
    ) -> Result<Self, RuleConfigError> {
        let codes = |catalogue: &reference_data::Catalogue| -> Vec<Code> {
            catalogue.entries().iter().map(|entry| entry.code.clone()).collect()
        };
        let mut ended = Vec::new();
        let mut valid = |kind, found: OnDay<'_, Procedure>| {
            if let Some(procedure) = found.ended() {
                note_ended(&mut ended, kind, &procedure.code, &procedure.grounds);
            }
            found.valid().and_then(|procedure| procedure.days)
        };
        let mut steps = Vec::new();
        for title in &profession.titles {
            for from in TitleStatus::ALL.iter().copied() {
                let Some(to) = from.next() else { continue };
                let days = valid(EndedKind::Procedure, corridor.procedure(profession, title.as_str(), from, on));
                steps.push(Step { title: title.clone(), from, to, days });
            }
        }
        let permit_days = valid(EndedKind::Permit, corridor.permit(on));
        let ladder = profession.ladder(on);
        if let Some(ladder) = ladder.ended() {
            note_ended(&mut ended, EndedKind::Ladder, &profession.profession, &ladder.grounds);
        }
        let criteria = profession.criteria(on).ok_or(RuleConfigError::NoCriteria(profession.profession.clone()))?;
        if !criteria.grounds.validity.holds_on(on) {
            note_ended(&mut ended, EndedKind::Criteria, &profession.profession, &criteria.grounds);
        }
        let config = Self {
            rules: RULES_VERSION,
            configuration: reference.version().to_owned(),
            profession: profession.profession.clone(),
            titles: corridor.titles().cloned().collect(),
            ladder: ladder.valid().map(|ladder| ladder.titles.clone()).unwrap_or_default(),
            specialisms: codes(reference.specialisms()),
            settings: codes(reference.settings()),
            districts: reference.regions().districts(&corridor.destination).to_vec(),
            steps,
            permit_days,
            courses: courses.iter().map(PlanCourse::from).collect(),
            weights: criteria.weights.clone(),
            weights_version: criteria.version,
            experience_half_months: criteria.experience.half_months,
            experience_full_months: criteria.experience.full_months,
            pay_grid: PayGrid::default(),
            vocabulary: vocabulary.to_owned(),
            ended,
        };
        config.check()?;
        Ok(config)
    }

    /// Checks that every entry of a list has a bit or a number of its own in the columns that hold it. A configuration
    /// that was read from elsewhere, as from a decision record, is checked before it is used.
    ///
    /// # Errors
    ///
    /// A list is too long.
    pub fn check(&self) -> Result<(), RuleConfigError> {
        let weighed = self.weights.iter().map(|(code, _)| code);
        if let Some(code) =
            weighed.into_iter().find(|code| CRITERIA.iter().all(|criterion| *code != criterion.code()))
        {
            return Err(RuleConfigError::NoCriterion { code: code.clone(), profession: self.profession.clone() });
        }
        let lists = [
            ("titles", self.titles.len(), MAX_TITLES),
            ("settings", self.settings.len(), MAX_SETTINGS),
            ("districts", self.districts.len(), MAX_DISTRICTS),
            ("specialisms", self.specialisms.len(), MAX_SPECIALISMS),
            ("rungs of the ladder", self.ladder.len(), MAX_RUNGS),
        ];
        match lists.into_iter().find(|(_, count, most)| count > most) {
            Some((list, count, most)) => Err(RuleConfigError::TooMany { list, count, most }),
            None => Ok(()),
        }
    }

    /// The position of a title's column.
    pub fn title_index(&self, title: &str) -> Option<usize> {
        self.titles.iter().position(|code| code == title)
    }

    /// The position of a specialism's column.
    pub fn specialism_index(&self, specialism: &str) -> Option<usize> {
        self.specialisms.iter().position(|code| code == specialism)
    }

    /// The bit of a setting; 0 for an unknown code.
    pub fn setting_bit(&self, setting: &str) -> u16 {
        self.settings.iter().position(|code| code == setting).map_or(0, |index| 1 << index)
    }

    /// The rung of a title, 1 the lowest; 0 for a title outside the ladder.
    pub fn rung(&self, title: &str) -> u8 {
        self.ladder.iter().position(|code| code == title).map_or(0, |index| index as u8 + 1)
    }

    /// The titles that meet a requirement for `title`: itself and those above it on the ladder.
    pub fn titles_at_or_above(&self, title: &str) -> Vec<&Code> {
        match self.rung(title) {
            0 => self.titles.iter().filter(|code| *code == title).collect(),
            rung => self.ladder.iter().skip(usize::from(rung) - 1).collect(),
        }
    }

    /// The title one rung lower, if there is one.
    pub fn title_below(&self, title: &str) -> Option<&Code> {
        self.ladder.get(usize::from(self.rung(title)).checked_sub(2)?)
    }

    /// The districts of a region, one bit each.
    pub fn district_mask(&self, region: &RegionCode) -> u64 {
        self.districts
            .iter()
            .enumerate()
            .filter(|(_, district)| region.holds(district))
            .fold(0, |mask, (index, _)| mask | 1 << index)
    }

    /// The number of known days of a title's steps between two statuses, and whether the length of every step is
    /// known.
    pub fn days_between(&self, title: &str, from: TitleStatus, to: TitleStatus) -> (u32, bool) {
        self.steps
            .iter()
            .filter(|step| step.title == title && step.from >= from && step.to <= to)
            .fold((0, true), |(days, all), step| {
                (days + u32::from(step.days.unwrap_or(0)), all && step.days.is_some())
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(count: usize) -> Vec<Code> {
        (0..count).map(|number| format!("code-{number}").parse().expect("a code")).collect()
    }

    fn built_in() -> RuleConfig {
        let reference = ReferenceData::built_in().expect("the built-in configuration is valid");
        let corridor = reference.corridor(None).expect("one corridor is built in");
        let day = "2026-12-01".parse().expect("a day");
        RuleConfig::new(&reference, corridor, &corridor.professions[0], day, &[], "1")
            .expect("the built-in lists fit")
    }

    /// Checks that a list of `most` entries is accepted and that one more is an error.
    fn assert_most(list: &'static str, most: usize, set_count: impl Fn(&mut RuleConfig, usize)) {
        let mut config = built_in();
        set_count(&mut config, most);
        assert_eq!(config.check(), Ok(()));
        set_count(&mut config, most + 1);
        assert_eq!(config.check(), Err(RuleConfigError::TooMany { list, count: most + 1, most }));
    }

    #[test]
    fn at_most_sixteen_settings_fit() {
        assert_most("settings", 16, |config, count| config.settings = codes(count));
        let config = RuleConfig { settings: codes(16), ..built_in() };
        assert_eq!(config.setting_bit("code-15"), 1 << 15);
    }

    #[test]
    fn at_most_sixty_three_districts_fit() {
        let district = |number: usize| -> RegionCode {
            let digits = [number / 16, number % 16].map(|digit| char::from_digit(digit as u32, 16).expect("a digit"));
            format!("BE1{}{}", digits[0], digits[1]).to_uppercase().parse().expect("a district")
        };
        assert_most("districts", 63, |config, count| config.districts = (0..count).map(district).collect());
        let config = RuleConfig { districts: (0..63).map(district).collect(), ..built_in() };
        assert_eq!(config.district_mask(&district(62)), 1 << 62);
    }

    #[test]
    fn at_most_sixty_four_specialisms_fit() {
        assert_most("specialisms", 64, |config, count| config.specialisms = codes(count));
    }

    #[test]
    fn at_most_two_hundred_and_fifty_five_rungs_fit() {
        assert_most("rungs of the ladder", 255, |config, count| config.ladder = codes(count));
        assert_eq!(RuleConfig { ladder: codes(255), ..built_in() }.rung("code-254"), 255);
    }

    #[test]
    fn the_error_names_the_list_and_its_limit() {
        let error = RuleConfigError::TooMany { list: "settings", count: 17, most: 16 };
        assert_eq!(error.to_string(), "the configuration has 17 settings; there may be at most 16");
    }
}
