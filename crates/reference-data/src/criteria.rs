//! What orders people of one standing, and how much each criterion weighs.

use vocabulary::{Code, Millionths};

use crate::config_problem::Problems;
use crate::files::Files;
use crate::grounds::Grounds;
use crate::toml_table::TomlTable;

/// The criteria with their weights, which add up to one exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criteria {
    /// Raised whenever a weight changes; decision records keep it.
    pub version: u32,
    /// Each criterion with its weight, in the order in which they are shown.
    pub weights: Vec<(Code, Millionths)>,
}

impl Criteria {
    /// The weight of a criterion; nothing for one that isn't there.
    pub fn weight(&self, code: &str) -> Millionths {
        self.weights.iter().find(|(other, _)| other == code).map_or(Millionths::ZERO, |(_, weight)| *weight)
    }

    pub(crate) fn read(files: &Files, problems: &Problems) -> Self {
        let path = "criteria.toml";
        let mut file = TomlTable::parse(path, files.text(path, problems), problems);
        let version = file.number("version").unwrap_or_default();
        Grounds::read(&mut file);
        let mut weights: Vec<(Code, Millionths)> = Vec::new();
        let mut sum: u64 = 0;
        for mut table in file.tables("criterion") {
            let code: Option<Code> = table.parsed("code");
            let weight = table.number("weight").unwrap_or_default();
            sum += u64::from(weight);
            let Some(code) = code else { continue };
            if weights.iter().any(|(other, _)| *other == code) {
                table.wrong("code", format!("`{code}` stands twice"));
            }
            weights.push((code, Millionths::new(weight)));
        }
        if sum != u64::from(Millionths::ONE.count()) {
            file.wrong("criterion", format!("the weights add up to {sum} millionths; expected 1000000 exactly"));
        }
        Self { version, weights }
    }
}
