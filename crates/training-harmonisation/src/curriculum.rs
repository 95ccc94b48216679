//! What a school teaches, or a person was taught: modules with their amounts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use vocabulary::{Code, Date, FieldProblem, LanguageCode};

use crate::study_time::{Amount, StudyTime, StudyUnit};
use reference_data::{Frameworks, TrainingPart};

/// The modules of a curriculum or transcript, and the totals that it states.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Curriculum {
    /// The modules.
    pub modules: Vec<Module>,
    /// Stated totals. They are compared with the sums and counted nowhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub totals: Vec<StatedTotal>,
}

/// A module: a unit of teaching, a placement.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Module {
    /// The code, unique in the curriculum: `S3-M2`.
    #[schemars(with = "String")]
    pub code: SmolStr,
    /// The title, in the language of the school.
    pub title: String,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The language of title and description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<LanguageCode>,
    /// The year of study, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<u8>,
    /// Taught theory; nothing when it isn't known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theory: Option<Amount>,
    /// Clinical training; nothing when it isn't known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clinical: Option<Amount>,
    /// Self-study, projects and the like, which count as neither theory nor clinical training.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<Amount>,
    /// The unit of the amounts.
    #[serde(default)]
    pub unit: StudyUnit,
    /// The subjects that a person confirmed; nothing while it is to be mapped, and an empty list for a module that
    /// belongs to no subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subjects: Option<Vec<Code>>,
    /// For a placement: the ward or service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// For a placement: the first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<Date>,
    /// For a placement: the last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Date>,
    /// The row of the file from which it was read.
    #[serde(skip)]
    pub row: Option<u64>,
}

/// Totals that a curriculum states of itself.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatedTotal {
    /// The year of study; nothing for all years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<u8>,
    /// Taught theory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theory: Option<Amount>,
    /// Clinical training.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clinical: Option<Amount>,
    /// Self-study and the like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<Amount>,
    /// The unit of the amounts.
    #[serde(default)]
    pub unit: StudyUnit,
    /// The row of the file from which it was read.
    #[serde(skip)]
    pub row: Option<u64>,
}

/// The last year of study that a module can have.
pub(crate) const LAST_YEAR: u8 = 12;
/// The longest code or title, in bytes.
pub(crate) const LONGEST_NAME: usize = 512;
/// The longest description, in bytes.
const LONGEST_TEXT: usize = 64 * 1024;

/// A sum of amounts of which some may not be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KnownTime {
    /// The sum of what is known: a lower bound when something is unknown.
    pub time: StudyTime,
    /// How many amounts are unknown.
    pub unknown: usize,
}

impl KnownTime {
    /// Whether every amount is known.
    pub const fn is_complete(self) -> bool {
        self.unknown == 0
    }

    pub(crate) fn add(&mut self, time: Option<StudyTime>) {
        match time {
            Some(time) => self.time = self.time + time,
            None => self.unknown += 1,
        }
    }

    /// Both sums together.
    pub fn plus(self, other: Self) -> Self {
        Self { time: self.time + other.time, unknown: self.unknown + other.unknown }
    }
}

impl Module {
    /// The amount of a part of training.
    pub const fn amount(&self, part: TrainingPart) -> Option<Amount> {
        match part {
            TrainingPart::Theory => self.theory,
            TrainingPart::Clinical => self.clinical,
        }
    }

    /// The time of a part of training; nothing when it isn't known.
    pub fn time(&self, part: TrainingPart) -> Option<StudyTime> {
        self.amount(part).map(|amount| self.unit.time(amount))
    }

    /// Whether it has, or may have, time of a part: the amount is positive or unknown.
    pub fn may_have(&self, part: TrainingPart) -> bool {
        self.amount(part).is_none_or(Amount::is_positive)
    }
}

impl Curriculum {
    /// The time of a part of training.
    pub fn time(&self, part: TrainingPart) -> KnownTime {
        let mut sum = KnownTime::default();
        self.modules.iter().for_each(|module| sum.add(module.time(part)));
        sum
    }

    /// The highest year of study of a module or stated total; nothing when none has one.
    pub fn last_year(&self) -> Option<u8> {
        let of_totals = self.totals.iter().filter_map(|total| total.year);
        self.modules.iter().filter_map(|module| module.year).chain(of_totals).max()
    }

    /// The module with a code.
    pub fn module(&self, code: &str) -> Option<&Module> {
        self.modules.iter().find(|module| module.code == code)
    }

    /// Checks what the types don't: codes, titles, years, dates, subjects.
    pub fn check(&self, frameworks: &Frameworks) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        let mut add = |field: &'static str, value: &str, expected: String| {
            problems.push(FieldProblem { field: field.into(), value: value.chars().take(60).collect(), expected });
        };
        if self.modules.is_empty() {
            add("modules", "", "at least one module".to_owned());
        }
        let mut codes = std::collections::HashSet::new();
        for module in &self.modules {
            let code = module.code.as_str();
            for (field, text) in [("modules.code", code), ("modules.title", module.title.as_str())] {
                if text.trim() != text
                    || text.is_empty()
                    || text.len() > LONGEST_NAME
                    || text.chars().any(char::is_control)
                {
                    add(field, text, "1 to 512 bytes without control characters or spaces around them".to_owned());
                }
            }
            if !codes.insert(code) {
                add("modules.code", code, "a code that no other module has".to_owned());
            }
            for (field, text) in [("modules.description", &module.description), ("modules.service", &module.service)]
            {
                let is_control = |character: char| character.is_control() && !character.is_whitespace();
                if let Some(text) =
                    text.as_deref().filter(|text| text.len() > LONGEST_TEXT || text.contains(is_control))
                {
                    add(field, text, "at most 64 KiB without control characters".to_owned());
                }
            }
            if let (Some(starts), Some(ends)) = (module.starts, module.ends)
                && ends < starts
            {
                add("modules.ends", &ends.to_string(), format!("a day on or after the start, {starts}"));
            }
            let subjects = module.subjects.as_deref().unwrap_or_default();
            for (position, subject) in subjects.iter().enumerate() {
                match frameworks.subject(subject.as_str()) {
                    Ok(_) if subjects[..position].contains(subject) => {
                        add("modules.subjects", subject.as_str(), "each subject once in a module".to_owned());
                    }
                    Ok(_) => {}
                    Err(unknown) => add("modules.subjects", subject.as_str(), unknown.expected),
                }
            }
        }
        let years = self.modules.iter().map(|module| ("modules.year", module.year));
        for (field, year) in years.chain(self.totals.iter().map(|total| ("totals.year", total.year))) {
            if let Some(year) = year.filter(|year| !(1..=LAST_YEAR).contains(year)) {
                add(field, &year.to_string(), format!("a year of study, from 1 to {LAST_YEAR}"));
            }
        }
        problems
    }
}
