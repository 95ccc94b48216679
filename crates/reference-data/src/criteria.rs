//! The criteria that order candidates of one standing, with their weights.

use vocabulary::{Code, Millionths};

use crate::grounds::Grounds;
use crate::toml_table::TomlTable;

/// The criterion whose entry says what months of practice are worth.
const EXPERIENCE: &str = "experience";
/// The most months of a scale: a working life.
const MOST_MONTHS: u32 = 600;

/// The criteria with their weights, which add up to exactly one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criteria {
    /// Raised with every change of a weight; decision records store it.
    pub version: u32,
    /// Each criterion with its weight, in the order of display.
    pub weights: Vec<(Code, Millionths)>,
    /// What experience is worth.
    pub experience: ExperienceScale,
    /// The source, certainty and validity.
    pub grounds: Grounds,
}

/// What months of practice are worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExperienceScale {
    /// The months that are worth half.
    pub half_months: u32,
    /// The months that are worth all; more add nothing. At least one more than the half.
    pub full_months: u32,
}

impl Criteria {
    /// The weight of a criterion; zero for an unknown one.
    pub fn weight(&self, code: &str) -> Millionths {
        self.weights.iter().find(|(other, _)| other == code).map_or(Millionths::ZERO, |(_, weight)| *weight)
    }

    pub(crate) fn read(mut file: TomlTable<'_>) -> Option<Self> {
        let version = file.number("version");
        let grounds = Grounds::read(&mut file);
        let mut experience = None;
        let mut weights: Vec<(Code, Millionths)> = Vec::new();
        let mut sum: u64 = 0;
        for mut table in file.tables("criterion") {
            let code: Option<Code> = table.parsed("code");
            let weight = table.number("weight").unwrap_or_default();
            sum += u64::from(weight);
            let Some(code) = code else { continue };
            if code == EXPERIENCE {
                experience = ExperienceScale::read(&mut table);
            }
            if weights.iter().any(|(other, _)| *other == code) {
                table.note("code", format!("`{code}` stands twice"));
            }
            weights.push((code, Millionths::new(weight)));
        }
        if sum != u64::from(Millionths::ONE.count()) {
            file.note("criterion", format!("the weights add up to {sum} millionths; expected 1000000 exactly"));
        }
        // Without the criterion its scale is used nowhere.
        let experience = experience.unwrap_or(ExperienceScale { half_months: 1, full_months: 2 });
        Some(Self { version: version?, weights, experience, grounds: grounds? })
    }
}

impl ExperienceScale {
    fn read(table: &mut TomlTable<'_>) -> Option<Self> {
        let (half_months, full_months) = (table.number("half_months")?, table.number("full_months")?);
        if half_months == 0 || full_months <= half_months || full_months > MOST_MONTHS {
            let expected = format!("expected more than half_months, which is above 0, and at most {MOST_MONTHS}");
            table.note("full_months", expected);
            return None;
        }
        Some(Self { half_months, full_months })
    }
}
